"""What an issue found while reading says: the one place to change its wording; its English stands in the catalogue.

An issue is kept as the code of its sentence with parameters. Sentences of why.… are reasons inside of others.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop as _

from budgets.words.coded import coded

SENTENCES: Mapping[str, str] = {
    "amount-among-headings": _("表%(n)s的表头之间有一行金额，没有读入"),
    "body-from-heading": _("文件里没有封面和“编制部门”一行，单位名称“%(body)s”取自标题，请核对是不是全称"),
    "cell-unread": _("表%(n)s有一行多出读不懂的格子，没有读入"),
    "cells-without-columns": _("表%(n)s没有表格线，有%(count)s个金额分不清在哪一栏，没有读入"),
    "code-misprinted": _("表%(n)s的编码“%(printed)s”不像科目编码，按原文保留"),
    "code-repeated": _("表%(n)s的 %(code)s 印了两行，金额不同，两行都保留"),
    "code-zero-restored": _("表%(n)s的编码“%(printed)s”缺了0，按 %(code)s 读取"),
    "column-unknown": _("表%(n)s有官方表式之外的栏目（%(columns)s），这些栏目的金额没有读入"),
    "columns-missing": _("表%(n)s的表头缺少%(count)s栏"),
    "cover-contradicts-body": _(
        "封面写的是“%(cover)s”，%(count)s张表写的都是“%(tables)s”，按表上的名称读取，请核对封面"
    ),
    "cover-contradicts-year": _(
        "封面写的是%(cover)s年，%(count)s张表的表名写的都是%(tables)s年，按表名上的年份读取，请核对封面"
    ),
    "entry-repeated": _("表%(n)s的“%(name)s”印了两行，金额不同，两行都保留"),
    "further-unit-contradicts": _("“%(table)s”印了两种单位，以第一个为准"),
    "header-misplaced": _("表%(n)s有一页的表头错位，已按数据的位置读取"),
    "headings-again": _("表%(n)s里有一行“%(line)s”，下面另起表头，可能是另一张表，请核对"),
    "impossible-date": _("项目“%(statement)s”写了不存在的日期：%(date)s"),
    "line-repeated": _("表%(n)s的 %(code)s 印了两次，只取一次"),
    "line-repeated.entry": _("表%(n)s的“%(name)s”一行印了两次，只取一次"),
    "line-without-code": _("表%(n)s有一行没有科目编码，没有读入"),
    "name-column-missing": _("表%(n)s有一页缺少科目名称一列，名称按编码查得"),
    "name-missing": _("表%(n)s的 %(code)s 没有印科目名称，也无法按编码确定"),
    "not-an-amount": _("表%(n)s：“%(text)s”不是金额，没有读入"),
    "note-with-amounts": _("表%(n)s下有一行文字里有多个金额，可能是没有读成表格的一行"),
    "outside-the-parts": _("项目“%(statement)s”有文字不在七个部分之内"),
    "page-astray": _("有一页没有印表名，可能是表%(n)s的一页，印的位置不对，没有读入"),
    "page-under-another-title": _(
        "表%(n)s前面有一页表头与它相同、印的是另一个表名，可能是它的一部分，按印出的表名保留"
    ),
    "picture-page": _("第%(page)s页只有图片、没有文字，这一页没有读入"),
    "row-cut": _("表%(n)s有一行被分页切断，两半怎样合成一行不止一种读法，这一行没有读入"),
    "row-uneven": _("表%(n)s有一行的格子与表头对不上，这一行的金额没有读入"),
    "row-unreadable": _("表%(n)s有一行不是“三公”经费的金额，没有读入"),
    "rows-without-title": _("表%(n)s后面有一张没有印表名的表，看不出是哪一张，没有读入"),
    "section-repeated": _("“%(section)s”出现不止一次，只取第一处"),
    "statement-amount-unclear": _("项目“%(statement)s”的年度预算没有取数：%(reason)s"),
    "statement-part-missing": _("项目“%(statement)s”缺少：%(parts)s"),
    "statement-part-repeated": _("项目“%(statement)s”的“%(heading)s”出现不止一次，可能少了一个项目标题"),
    "statement-period-unclear": _("项目“%(statement)s”的实施周期没有写明起止日期"),
    "table-page-unreadable": _("表%(n)s有一页的表头与数据对不上，该页没有读入"),
    "table-page-unreadable.sides": _("表%(n)s的表头里找不到收入、支出两栏，没有读入"),
    "table-repeated": _("表%(n)s出现不止一次，只取第一处"),
    "table-without-amounts": _("表%(n)s没有印出任何金额"),
    "table-without-columns": _("表%(n)s有%(count)s行文字分不清各栏，没有读入"),
    "table-without-lines": _("表%(n)s没有读到任何一行"),
    "table-without-title": _("表%(n)s没有印表名，按表头认出"),
    "unit-contradicts": _("表%(n)s印了两种单位，以最后一个为准"),
    "unit-count": _("机构设置写明共%(stated)s家单位，列出%(listed)s家"),
    "unit-missing": _("表%(n)s没有印单位，按官方表式以%(unit)s计"),
    "why.amount-of-block": _("“%(title)s”的金额不明确，没有推算合计"),
    "why.amounts-unclear": _("有的金额看不出是什么：%(amounts)s"),
    "why.budgets-several": _("写了不止一个预算金额：%(amounts)s"),
    "why.not-this-year": _("写的预算不一定只是本年度的：%(amounts)s"),
    "why.only-self-raised": _("只写了自筹资金"),
    "why.other-sources": _("还写了其他资金来源，没有推算合计"),
    "why.other-years": _("写的预算可能包括其他年度的分期"),
    "why.plan-cumulative": _("各期写的是累计进度，没有推算合计"),
    "why.plan-differs": _("各期金额加起来与预算金额不一致"),
    "why.plan-incomplete": _("各期金额加起来不足全年，没有推算合计"),
    "why.plan-other-years": _("分期金额涉及其他年度，没有推算合计"),
    "why.plan-overlaps": _("分期的时间有重叠，没有推算合计"),
    "why.plan-unclear": _("有的分期没有写明一个确定的金额，没有推算合计"),
    "why.prices": _("还写了单价、限额或总预算，没有推算合计"),
    "why.source-twice": _("同一资金来源写了不同的金额"),
    "why.sources-differ": _("各资金来源加起来与预算金额不一致"),
    "why.too-long": _("文字超过%(most)s个字，没有读取金额"),
    "why.unsaid": _("没有写明年度预算金额"),
}


def sentence(code: str, parameters: Mapping[str, Any]) -> str:
    """The sentence in the language of the page.

    Raises KeyError when the code has no sentence, or its sentence a place for something that is not given.
    """
    return coded(SENTENCES, code, parameters)
