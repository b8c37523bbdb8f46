"""What each finding says, whole: the one place to change the wording of a check; its English stands in the catalogue.

A check is kept as the code of its sentence with parameters. A parameter that is not kept is a name of what the check
compared, and is taken from its places (`taken_from`), so that the thousand checks of an edition that agree keep none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from budgets.words.coded import in_words

# A place that a check compared: table, row, column, page, line and the printed text.
Place = Mapping[str, Any]
# A sentence as it is kept: its code under "said", and its parameters.
Said = Mapping[str, Any]

SENTENCES: Mapping[str, str] = {
    "form.class": _("科目 %(code)s 的名称是科目表的“%(name)s”（%(standing)s）"),
    "form.class.other": _("科目 %(code)s 的名称不是科目表的“%(name)s”（%(standing)s）"),
    "form.code": _("“%(name)s”的编码，一处印的是%(code)s，另一处是%(other)s"),
    "form.codes.other": _("表%(n)s 有%(count)s个经济分类科目的编码不是科目表里这个名称的编码"),
    "form.columns": _("表%(n)s 各类支出都在自己的栏里（人员经费、公用经费）"),
    "form.columns.exchanged": _("表%(n)s 人员经费与公用经费两栏的标题对调了"),
    "form.columns.some": _("表%(n)s 有的类印在另一栏里（人员经费、公用经费），请核对"),
    "form.contents": _("目录所列“%(entry)s”，正文里有"),
    "form.contents.missing": _("目录所列“%(entry)s”，正文里没有找到"),
    "form.contents.unread": _("目录所列“%(entry)s”没有读到；文件里有没有读出的地方"),
    "form.contents.order.sections": _("各部分的顺序与目录相同"),
    "form.contents.order.sections-moved": _("各部分的顺序与目录不同"),
    "form.contents.order.tables": _("各表的顺序与目录相同"),
    "form.contents.order.tables-moved": _("各表的顺序与目录不同"),
    "form.contents.table": _("目录所列表%(n)s（%(table)s），正文里有"),
    "form.contents.table-missing": _("目录所列表%(n)s（%(table)s），正文里没有找到"),
    "form.contents.table-kept": _("目录所列表%(n)s（%(table)s）没有认出；文件里另有照原文收录的表"),
    "form.contents.table-unread": _("目录所列表%(n)s（%(table)s）没有读到；文件里有没有读出的地方"),
    "form.contents.table-year": _("目录所列表%(n)s（%(table)s），年份与正文里的标题不同"),
    "form.contents.unclear": _("目录所列“%(entry)s”，看不出是正文的哪一部分"),
    "form.cover.body": _("封面写的是“%(cover)s”，%(count)s张表写的都是“%(printed)s”"),
    "form.cover.year": _("封面写的是%(cover)s年，%(count)s张表的表名写的都是%(printed)s年"),
    "form.cut": _("没有被纸边截断的文字"),
    "form.cut.page": _("第%(page)s页有%(count)s行文字被纸边截断，只看得到一部分"),
    "form.empty-page": _("没有空白页"),
    "form.empty-page.behind": _("“%(words)s”后面有一页是空白页，请核对是不是漏印"),
    "form.empty-page.number": _("第%(page)s页是空白页，请核对是不是漏印"),
    "form.draft": _("页面上印着“%(words)s”，请核对公开的是不是定稿"),
    "form.empty": _("表%(n)s 为空表，表下有说明"),
    "form.empty.unsaid": _("表%(n)s 为空表，表下没有注明原因"),
    "form.header": _("表%(n)s 的栏目标题对着各自的数据"),
    "form.header.misplaced": _("表%(n)s 有一页的栏目标题没有对着各自的数据"),
    "form.listed": _("目录列有“%(heading)s”"),
    "form.listed.table": _("目录列有表%(n)s（%(table)s）"),
    "form.kind": _("各处的“部门”“单位”与封面一致，这份文件是%(kind)s"),
    "form.kind.contents": _("目录里写的是“%(printed)s”（%(count)s处），这份文件是%(kind)s"),
    "form.kind.heading": _("标题里写的是“%(printed)s”（%(count)s处），这份文件是%(kind)s"),
    "form.kind.preparer": _("表名下面写的是“%(printed)s”（%(count)s处），这份文件是%(kind)s"),
    "form.kind.throughout": _(
        "标题写的是%(kind)s，各处说的多是“%(printed)s”一类（共%(count)s处），请核对这份文件是哪一种"
    ),
    "form.kind.title": _("表名里写的是“%(printed)s”（%(count)s处），这份文件是%(kind)s"),
    "form.kind.unsure": _("写的是“%(printed)s”（%(count)s处），这份文件是%(kind)s，请核对指的是不是本部门"),
    "form.kind.words": _("文字里写的是“%(printed)s”（%(count)s处），这份文件是%(kind)s"),
    "form.last-year": _("没有一张表照印%(year)s年的金额（比较了%(count)s张表）"),
    "form.last-year.repeated": _(
        "表%(n)s 的全部金额（%(count)s个）与%(year)s年预算的同一张表一模一样，请核对印的是不是上年的表"
    ),
    "form.name": _("科目 %(code)s 在各表的名称相同"),
    "form.name.several": _("科目 %(code)s 在各表的名称不同：“%(names)s”"),
    "form.names": _("表%(n)s 有一页没有印科目名称一栏，这一页的名称无从核对"),
    "form.note": _("表%(n)s 的表注说没有这笔预算，表里没有金额"),
    "form.note.contrary": _("表%(n)s 的表注说没有这笔预算，表里却印有金额"),
    "form.note.other-fund": _("表%(n)s 是%(own)s的表，表注说的却是%(printed)s"),
    "form.order": _("各表按官方表式的顺序排列"),
    "form.order.moved": _("各表没有按官方表式的顺序排列，原文的顺序：表%(numbers)s"),
    "form.pending": _("%(kind)s有%(n)s个编码在科目表里还是待核，名称无法核对：%(codes)s"),
    "form.preparer": _("表%(n)s 的编制部门（单位）与其他各表相同"),
    "form.preparer.other": _("表%(n)s 的编制部门（单位）与其他各表不同：“%(name)s”，“%(usual)s”"),
    "form.printed": _("各表的表名、单位和编码都照官方格式印出，没有一行印了两次"),
    "form.printed.code": _("表%(n)s 的“%(printed)s”不像科目编码"),
    "form.printed.title": _("没有找到表%(n)s 的表名，这张表是按表头认出的"),
    "form.printed.unit": _("没有找到表%(n)s 的单位，金额按官方表式以%(unit)s计"),
    "form.printed.units": _("表%(n)s 印了两种单位"),
    "form.printed.zero": _("表%(n)s 的编码“%(printed)s”缺了0，按 %(code)s 读取"),
    "form.repeated.amounts": _("表%(n)s 的 %(code)s 印了两行，金额不同"),
    "form.repeated.entry": _("表%(n)s 的“%(name)s”一行印了两次，只计一次"),
    "form.repeated.entry-amounts": _("表%(n)s 的“%(name)s”印了两行，金额不同"),
    "form.repeated.row": _("表%(n)s 的 %(code)s 印了两次，只计一次"),
    "form.repeated.table": _("表%(n)s 印了不止一次，只取第一处"),
    "form.rows": _("表%(n)s 没有印出其他表印有的%(count)s行"),
    "form.stated": _("表%(n)s 为空表，文字说明的%(label)s也是0"),
    "form.stated.contrary": _("表%(n)s 为空表，文字说明却写有%(label)s"),
    "form.table": _("文件里有表%(n)s（%(table)s）"),
    "form.table.missing": _("文件里没有表%(n)s（%(table)s），与其他表的核对无法进行"),
    "form.table.kept": _("没有认出表%(n)s（%(table)s），文件里另有照原文收录的表；与其他表的核对无法进行"),
    "form.table.unread": _("没有读到表%(n)s（%(table)s），文件里有没有读出的地方；与其他表的核对无法进行"),
    "form.unit": _("各表的金额是同一个数量级，没有一张表是其他表的一万倍"),
    "form.unit.notes": _(
        "表%(n)s（单位：%(unit)s）与文字说明的%(label)s（%(other)s）相差一万倍，请核对表上的单位"
    ),
    "form.unit.other": _(
        "表%(n)s（单位：%(unit)s）的合计与表%(m)s（单位：%(other)s）的合计相差一万倍，请核对表上的单位"
    ),
    "form.unlisted": _("目录没有列出“%(heading)s”"),
    "form.unlisted.table": _("目录没有列出表%(n)s（%(table)s）"),
    "form.unseen": _("%(kind)s有%(n)s个编码不在所备的科目表里，名称无法核对：%(codes)s"),
    "form.year": _("表%(n)s 标题的年份是文件的年份 %(year)s"),
    "form.year.heading": _("各表栏目标题的年份是文件的年份 %(year)s"),
    "form.year.heading-other": _("表%(n)s 栏目标题的年份不是文件的年份 %(year)s"),
    "form.year.other": _("表%(n)s 标题的年份不是文件的年份 %(year)s"),
    "within.across": _("表%(n)s %(row)s 的%(column)s = %(parts)s"),
    "within.across.unknown": _("表%(n)s 有官方表式之外的栏目，各行的合计无从核对"),
    "within.balance": _("表%(n)s 收入总计 = 支出总计"),
    "within.missing": _("表%(n)s 没有印出 %(code)s 这一行，它的下级无从核对"),
    "within.missing.unread": _("表%(n)s 没有读到 %(code)s 这一行，表里有没有读出的行；它的下级无从核对"),
    "within.parts": _("表%(n)s %(row)s 的%(column)s = 下级各行之和"),
    "within.parts.entry": _("表%(n)s %(row)s 的%(column)s = 下列各项之和"),
    "within.parts.side": _("表%(n)s %(side)s总计的%(column)s = 各项之和"),
    "within.sums": _("表%(n)s “三公”经费合计 = 因公出国（境）费 + 公务接待费 + 公务用车购置及运行费"),
    "within.sums.vehicles": _("表%(n)s 公务用车购置及运行费 = 购置费 + 运行费"),
    "between.basic": _("表%(n)s 合计的基本支出 = 表%(m)s 合计"),
    "between.class": _("表%(n)s %(name)s（%(column)s）= 表%(m)s %(name)s的%(other)s"),
    "between.costs": _("表%(n)s 支出总计的%(column)s = 表%(m)s 合计的%(column)s"),
    "between.costs.moved": _("表%(n)s 与表%(m)s 合计的人员经费、公用经费不同：一处多出的正是另一处少的"),
    "between.costs.within": _("表%(n)s 合计的%(column)s ≤ 表%(m)s 支出总计的%(column)s"),
    "between.fiscal": _("%(row)s：表%(n)s 财政拨款收入 = %(tables)s 合计"),
    "between.fiscal.income": _("表%(n)s 财政拨款收入 = 表%(m)s 收入总计"),
    "between.function": _("%(row)s：表%(n)s 合计 = 表%(m)s 合计"),
    "between.fund": _("表%(n)s 支出总计的%(fund)s = 表%(m)s 合计"),
    "between.fund.income": _("表%(n)s %(fund)s = 表%(m)s %(fund)s"),
    "between.revenue": _("表%(n)s %(name)s = 表%(m)s 合计的%(name)s"),
    "between.soft": _("参考：%(name)s，表%(n)s %(functions)s 的基本支出 = 表%(m)s %(economics)s"),
    "between.soft.agency": _("参考：表%(n)s 机关运行经费 ≤ 表%(m)s 合计的公用经费"),
    "between.soft.floor": _("参考：表%(n)s %(code)s %(name)s ≤ 表%(m)s %(name)s"),
    "between.total": _("表%(n)s 合计 = 表%(m)s 合计"),
    "between.total.expenditure": _("表%(n)s 支出总计 = 表%(m)s 合计"),
    "between.total.revenue": _("表%(n)s 收入总计 = 表%(m)s 合计"),
    "between.within": _("%(row)s：表%(n)s %(column)s ≤ 表%(m)s %(column)s"),
    "narrative.at-most": _("预算编制说明的%(part)s ≤ %(whole)s"),
    "narrative.base": _("%(topic)s：%(name)s的增加额 ≤ 其金额（否则比较的基数小于零）"),
    "narrative.change": _("%(topic)s：%(label)s的增减 = 各项增减之和"),
    "narrative.change.fiscal": _("预算编制说明：%(income)s的增减 = %(spent)s的增减"),
    "narrative.difference": _("%(topic)s：%(name)s = %(year)s年%(base)s + 写明的增减"),
    "narrative.function": _("预算编制说明的%(name)s = 表%(n)s %(row)s 的%(column)s"),
    "narrative.function.undecided": _("预算编制说明的%(name)s = 功能分类表的同一科目"),
    "narrative.function.unread": _("预算编制说明列出的第%(n)s个科目没有写明金额，无法核对"),
    "narrative.move": _("“%(word)s”与前后两个金额一致"),
    "narrative.move.contrary": _("“%(word)s”与前后两个金额相反"),
    "narrative.name": _("预算编制说明所列科目的名称都与表里的相同"),
    "narrative.name.almost": _(
        "“%(words)s”与表里同一金额的科目 %(code)s“%(name)s”名称不完全相同，请核对是不是同一科目"
    ),
    "narrative.name.former": _("“%(words)s”是科目 %(code)s 以前的名称，表里是“%(name)s”"),
    "narrative.name.other": _("写的是“%(words)s”，表里同一金额的科目 %(code)s 是“%(name)s”"),
    "narrative.percent": _("%(topic)s：%(name)s写明的增减百分比 = 由金额算得的百分比"),
    "narrative.reason": _("%(topic)s：%(name)s写“%(change)s”，原因也写“%(reason)s”"),
    "narrative.reason.contrary": _("%(topic)s：%(name)s写“%(change)s”，原因却写“%(reason)s”"),
    "narrative.reason.whole": _("预算编制说明：%(label)s的增减与“%(word)s的主要原因”一致"),
    "narrative.reason.whole-contrary": _("预算编制说明：%(label)s的增减与“%(word)s的主要原因”相反"),
    "narrative.sum": _("%(topic)s的%(label)s = %(parts)s"),
    "narrative.sum.functions": _("预算编制说明的%(label)s = 所列各科目之和"),
    "narrative.table": _("预算编制说明的%(label)s = 表%(n)s %(cell)s"),
    "narrative.three-public": _("文字说明的%(label)s = 表%(n)s %(column)s"),
    "narrative.twice": _("预算编制说明的%(name)s = 同一段里再次写到的本年预算"),
    "narrative.unchanged": _("%(topic)s：%(name)s写“持平”，其金额 = %(year)s年%(base)s"),
    "narrative.year": _("%(year)s年的预算都与%(before)s年比较"),
    "narrative.year.all": _("写的都是%(year)s年的预算与%(other)s年比较（%(count)s处），不是与%(before)s年"),
    "narrative.year.budget": _("与%(year)s年预算并列的是%(other)s年的预算，不是%(before)s年的"),
    "narrative.year.compared": _("%(year)s年的预算与%(other)s年比较，不是与%(before)s年"),
    "narrative.year.outturn": _("与%(year)s年预算并列的是%(other)s年的执行数，不是%(before)s年的"),
    "statements.between": _("“%(statement)s”%(part)s写的金额 = 年度预算安排的金额"),
    "statements.dates": _("“%(statement)s”写的%(n)s个日期都存在"),
    "statements.dates.backward": _("“%(statement)s”写的起止日期先后颠倒"),
    "statements.dates.none-such": _("“%(statement)s”写了不存在的日期"),
    "statements.form": _("绩效目标表“%(form)s”：%(whole)s = %(parts)s"),
    "statements.form.dates": _("绩效目标表“%(form)s”：计划日期先后有序，包含%(year)s年的日子"),
    "statements.form.dates-backward": _("绩效目标表“%(form)s”：计划完成日期在开始之前"),
    "statements.form.dates-none-such": _("绩效目标表“%(form)s”：写了不存在的日期"),
    "statements.form.dates-outside": _("绩效目标表“%(form)s”：计划日期不在%(year)s年"),
    "statements.form.period": _("绩效目标表“%(form)s”：计划日期与“%(statement)s”的实施周期相同"),
    "statements.form.period-other": _("绩效目标表“%(form)s”：计划日期与“%(statement)s”的实施周期不同"),
    "statements.form.statement": _("绩效目标表“%(form)s”：%(money)s = “%(statement)s”的年度预算安排"),
    "statements.increments": _("“%(statement)s”年度预算 = 各期金额之和"),
    "statements.numbering": _("“%(statement)s”标题的序号连续"),
    "statements.numbering.gap": _("“%(statement)s”标题的序号不连续"),
    "statements.order": _("“%(statement)s”各部分按官方次序排列，没有重复"),
    "statements.order.other": _("“%(statement)s”各部分的次序与官方格式不同"),
    "statements.parts": _("“%(statement)s”印有全部七个部分"),
    "statements.parts.missing": _("“%(statement)s”缺少%(parts)s"),
    "statements.parts_sum": _("“%(statement)s”年度预算 = 写明的各项之和"),
    "statements.parts_sum.block": _("“%(statement)s”第%(n)s项的预算金额 = 各项开支之和"),
    "statements.parts_sum.less": _("“%(statement)s”写明的各项之和不足年度预算，没有写明是否列全"),
    "statements.percents": _("“%(statement)s”各期比例之和为100%%"),
    "statements.percents.falling": _("“%(statement)s”各期累计进度有下降或超过100%%"),
    "statements.percents.other": _("“%(statement)s”各期比例之和应为 100%%"),
    "statements.percents.rising": _("“%(statement)s”各期累计进度不下降，不超过100%%"),
    "statements.period": _("“%(statement)s”的实施周期先后有序，包含%(year)s年的日子"),
    "statements.period.backward": _("“%(statement)s”的实施周期结束在开始之前"),
    "statements.period.empty": _("“%(statement)s”的“实施周期”下面没有印字"),
    "statements.period.outside": _("“%(statement)s”的实施周期不在%(year)s年"),
    "statements.period.unsaid": _("“%(statement)s”的实施周期没有写明起止日期"),
    "statements.share": _("“%(statement)s”%(step)s的金额 = 总额 × %(percent)s%%"),
    "statements.share.each": _("“%(statement)s”各期的金额与比例互相对应"),
    "statements.sources": _("“%(statement)s”年度预算 = 写明的资金来源"),
    "statements.sources.both": _("“%(statement)s”年度预算 = 财政资金 + 自筹资金"),
    "statements.sources.less": _("“%(statement)s”年度预算多于写明的资金来源，其余来源没有写明"),
    "statements.sources.more": _("“%(statement)s”写明的资金来源不多于年度预算"),
    "statements.twice": _("“%(statement)s”两处写的年度预算金额相同"),
    "statements.within": _("“%(statement)s”的年度预算 ≤ 表%(n)s 合计的项目支出"),
    "statements.worded_share": _("“%(statement)s”%(words)s：金额 × 比例"),
    "notes.performance": _("%(name)s ≤ 编报绩效目标的项目数"),
    "notes.performance.forms-money": _("%(label)s = 公开的%(n)s张绩效目标表的年度资金之和"),
    "notes.performance.money": _("%(label)s ≤ 表%(n)s 合计的项目支出"),
    "notes.procurement": _("%(smaller)s ≤ %(larger)s"),
    "notes.procurement.sum": _("%(label)s = 货物 + 工程 + 服务"),
    "notes.units": _("机关运行经费涉及的%(name)s数 ≤ 机构设置的%(kind)s数"),
    "notes.units.head": _("机构设置：所列单位的个数 = 本部 + 所属单位的家数"),
    "notes.units.kinds": _("机构设置：所列单位的个数 = %(kinds)s"),
    "notes.units.offices": _("机构设置：写明的内设机构个数 = 所列内设机构的个数"),
    "notes.units.performance": _("编报绩效目标的预算单位数 ≤ 机构设置所列单位的个数"),
    "notes.vehicles": _("%(topic)s：%(label)s总数 = 各类用车之和"),
    "text.cut": _("文字里没有只印出一半的金额"),
    "text.cut.amount": _("这一段印到“%(words)s”就断了，金额没有印完"),
    "text.dates": _("各节文字里的日期都存在"),
    "text.dates.none-such": _("写了不存在的日期：%(date)s"),
    "text.doubled": _("没有整段重复印出的文字"),
    "text.doubled.passages": _("同样的文字印了两遍（%(n)s段）"),
    "text.doubled.sentences": _("同一部分里有两句以上的文字印了两遍"),
    "text.doubled.statement": _("项目“%(project)s”的说明印了两遍"),
    "text.foreign": _("文字里没有夹着代替中文的外文单词"),
    "text.foreign.unsure": _("中文句子里夹着外文单词“%(word)s”，请核对是不是应当写中文"),
    "text.foreign.word": _("中文句子里夹着外文单词“%(word)s”"),
    "text.full-stop": _("各段文字的末尾都有标点"),
    "text.full-stop.missing": _("这一段的末尾没有句号"),
    "text.full-stop.throughout": _("这一部分有%(count)s段文字的末尾没有句号"),
    "text.more": _("同类问题多于%(n)s处，其余没有逐一列出"),
    "text.project-name": _("各项目的说明里没有与标题只差一个字的项目名称"),
    "text.project-name.slip": _("“%(words)s”与标题里的“%(name)s”只差一个字，请核对是不是同一项目"),
    "text.punctuation": _("文字里没有多余的标点"),
    "text.punctuation.doubled": _("%(first)s后面紧跟着%(second)s"),
    "text.punctuation.same": _("连着两个%(sign)s"),
    "text.punctuation.several": _("连着 %(n)s 个标点"),
    "text.quotes": _("引号、书名号和括号都成对"),
    "text.quotes.no-first": _("有后%(name)s，没有前%(name)s"),
    "text.quotes.no-second": _("有前%(name)s，没有后%(name)s"),
    "text.reason": _("写了“主要原因”的地方都写明了原因"),
    "text.reason.missing": _("“%(words)s”没有写明原因"),
    "text.template": _("文字里没有模板留下的提示和空白"),
    "text.template.blank": _("“%(words)s”是模板里没有填写的空白"),
    "text.template.choice": _("“%(words)s”是模板里供选择的词，没有选定"),
    "text.template.hint": _("“%(words)s”是模板的提示，不是正文"),
    "text.template.twice": _("“%(words)s”连着两个说明增减的词，其中一个多余"),
    "text.unit-name": _("文字里没有与所列单位只差一个字的名称"),
    "text.unit-name.slip": _("“%(words)s”与“%(name)s”只差一个字，请核对是不是同一单位"),
    "why.base-zero": _("比较的基数是零"),
    "why.change-unclear": _("有的增减本站没有读懂"),
    "why.change-unsaid": _("有的项目没有写增减"),
    "why.few-digits": _("两个金额印出的位数太少"),
    "why.incomplete": _("有科目在表里找不到，不知道是否列全"),
    "why.list-names": _("清单里有的不像是一个机构的名称"),
    "why.list-numbers": _("清单的编号不连续"),
    "why.list-unread": _("清单里有没有读出的条目"),
    "why.no-base": _("没有写明比较的基数"),
    "why.no-column": _("表里没有这一栏"),
    "why.no-fund": _("没有写明是哪种资金，或文件里没有功能分类的支出表"),
    "why.no-line": _("表里没有这一行"),
    "why.no-list": _("没有读到单位清单"),
    "why.no-name": _("表里没有这个级次上同名的科目"),
    "why.no-table": _("文件里没有这张表"),
    "why.no-total": _("文件里没有表%(n)s的合计"),
    "why.not-all-three": _("没有写全三类"),
    "why.not-itemised": _("文字没有逐项写明"),
    "why.other-base": _("比较的年份或口径不同，或只写了百分比"),
    "why.other-columns": _("表里有官方表式之外的栏目"),
    "why.other-counts": _("还写到其他家数"),
    "why.same-names": _("表里有几个同名的科目"),
    "why.unread": _("有印出而没有读出来的内容：%(cause)s"),
    "cell.column": _("%(total)s的%(column)s"),
    "payment.pension": _("基本养老保险缴费"),
    "payment.annuity": _("职业年金缴费"),
    "payment.housing": _("住房公积金"),
    "payment.medical": _("医疗保险和医疗补助缴费"),
    "units.agencies": _("机关"),
    "units.civil-servant-law": _("参公单位"),
    "units.public-institutions": _("事业单位"),
    "cell.table": _("表%(n)s"),
    "cell.total": _("%(side)s总计"),
    "undecided": _("%(check)s（%(reason)s，无法核对）"),
}


def code_of(said: Said, check: str) -> str:
    """The code of a check's sentence; unless it is kept, it is the first two words of the check's own code."""
    kept: str | None = said.get("said")
    return kept or ".".join(check.split("#")[0].split(".")[:2])


def sentence(said: Said, check: str, places: Sequence[Place]) -> str:
    """The sentence in the language of the page. `check` is the code of the check.

    Raises KeyError when a sentence has a place for something that is neither kept nor a name of what was compared.
    """
    return _UNNAMED.sub(lambda found: statement_name(found["name"]), _filled(said, check, places))


def without_names(said: Said, check: str, places: Sequence[Place]) -> dict[str, Any]:
    """What has to be kept of a sentence beside the places of its check: {} where these give all of it."""
    kept = {
        name: part for name, part in said.items() if name != "said" and part != _named(name, check, places)
    }
    return kept if said["said"] == code_of({}, check) else {"said": said["said"], **kept}


def with_names(said: Said, check: str, places: Sequence[Place]) -> dict[str, Any]:
    """A sentence with the names that its places give, so that it can be made without them."""
    code = code_of(said, check)
    parts = {
        name: with_names(part, check, places) if isinstance(part, dict) else part
        for name, part in said.items()
    }
    names = {name: _named(name, check, places) for name in _places_in(SENTENCES.get(code, ""))}
    return {"said": code, **{name: part for name, part in names.items() if part is not None}, **parts}


def _filled(said: Said, check: str, places: Sequence[Place]) -> str:
    code = code_of(said, check)
    if code == "sum":
        return " + ".join(_part(part, check, places) for name, part in said.items() if name != "said")
    if code == "text.punctuation.doubled":
        return _doubled(said["marks"])
    template = SENTENCES[code]
    parts = {
        name: said[name] if name in said else _named(name, check, places) for name in _places_in(template)
    }
    if "tables" in parts:
        numbered = gettext(SENTENCES["cell.table"])
        parts["tables"] = " + ".join(numbered % {"n": number} for number in parts["tables"])
    return gettext(template) % {name: _part(part, check, places) for name, part in parts.items()}


_PLACE_IN_SENTENCE = re.compile(r"%\((\w+)\)s")


def _places_in(template: str) -> Iterator[str]:
    return iter(dict.fromkeys(_PLACE_IN_SENTENCE.findall(template)))


def _part(part: Any, check: str, places: Sequence[Place]) -> str:
    if part is None:
        raise KeyError(check)
    return in_words(part, lambda inner: _filled(inner, check, places))


# ---- names of what was compared --------------------------------------------------------------------------


def _named(name: str, check: str, places: Sequence[Place]) -> Any:
    """What the places of a check say at a named place of its sentence; None where they say nothing."""
    tables = list(dict.fromkeys(str(place["table"]) for place in places if place.get("table")))
    if name in _FIRST and places:
        return places[0].get(_FIRST[name]) or ""
    if name in ("n", "m"):
        return next(iter(tables[name == "m" :]), None)
    if name == "other" and len(places) > 1:
        return places[1].get("column") or ""
    if name == "parts":
        return {
            "said": "sum",
            **{f"part{n}": place.get("column") or "" for n, place in enumerate(places[1:], 1)},
        }
    return check.split("#")[0].rpartition(".")[2] if name == "code" else None


# Places of a sentence that are named after the first place of the check, and which of its names they take.
_FIRST = {
    "row": "row",
    "column": "column",
    "statement": "row",
    "form": "row",
    "label": "row",
    "topic": "column",
    "name": "text",
}
_UNNAMED = re.compile(r"“(?P<name>第\d+个项目)”")


def statement_name(row: str) -> str:
    """The row of a place; a statement without a name is called what its own page calls it."""
    unnamed = re.fullmatch(r"第(\d+)个项目", row)
    return gettext("第 %(n)s 份项目说明（原文未写名称）") % {"n": unnamed[1]} if unnamed else row


_SIGNS = {
    "，": _("逗号"),
    "。": _("句号"),
    "、": _("顿号"),
    "；": _("分号"),
    "：": _("冒号"),
    ",": _("逗号"),
    ";": _("分号"),
}


def _doubled(signs: str) -> str:
    """Names of doubled punctuation: 连着两个句号, 逗号后面紧跟着顿号; of more than two signs only how many."""
    names = [gettext(_SIGNS.get(sign, sign)) for sign in signs]
    if len(names) != 2:
        return gettext(SENTENCES["text.punctuation.several"]) % {"n": len(names)}
    first, second = names
    if first == second:
        return gettext(SENTENCES["text.punctuation.same"]) % {"sign": first}
    return gettext(SENTENCES["text.punctuation.doubled"]) % {"first": first, "second": second}
