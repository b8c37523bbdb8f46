"""What the rules ask of a published budget, as data: each rule's name, and where its text was read.

Most rules could be read only in reprints, which is said for each; no text here is the official one.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.form.tables import BudgetForm
from budgets.words.sentences import tables_of_form


@dataclass(frozen=True)
class AskedFor:
    """One thing that a rule asks for: `rule` is the rule's name, `read_in` where we read its text."""

    key: str
    title: str | Promise
    asked: str | Promise
    rule: str | Promise
    read_in: str | Promise
    address: str  # shown as text, not as a link, as it is not the official one


_REPRINT = _("读自网上转载，不是官方文本")
_LOCAL = _("读自地方政府网站公布的目录")

_BESIDE_THE_TABLES = (
    AskedFor(
        "empty-tables",
        _("空表的说明"),
        _("没有数据的表格应当列出空表并说明。"),
        _("财预〔2016〕143号，据大涌镇公开标准目录的援引"),
        _LOCAL,
        "zs.gov.cn/dyz/dyml/content/post_1869195.html",
    ),
    AskedFor(
        "depth",
        _("列到哪一级"),
        _("功能分类列到项；基本支出的经济分类列到款。"),
        _("《预算法实施条例》（国务院令第729号）"),
        _REPRINT,
        "ourcrm.cn/690.html",
    ),
    AskedFor(
        "three-public",
        _("“三公”经费"),
        _("列明合计、因公出国（境）费、公务接待费、公务用车购置费和运行费，并说明增减变化的原因。"),
        _("财预〔2016〕143号，据乳山市、大涌镇公开标准目录的援引"),
        _LOCAL,
        "rushan.gov.cn/xzjdsdlygk/8/files/basic-html/page7.html",
    ),
    AskedFor(
        "notes",
        _("应有的说明"),
        _(
            "职责、机构设置、收支增减变化、机关运行经费、政府采购（货物、工程、服务）、名词解释；国有资产占用和绩效逐步公开。"
        ),
        _("乳山市公开标准目录（原文就决算而言）"),
        _LOCAL,
        "rushan.gov.cn/xzjdsdlygk/8/files/basic-html/page7.html",
    ),
    AskedFor(
        "dates",
        _("公开的时限"),
        _("财政部门批复后20日内公开。"),
        _("财预〔2016〕143号，据福州市林业局办法第五条的援引"),
        _REPRINT,
        "bookalachi.com/zz/zwgk/tzgg_6779/202012/t20201223_3894332/",
    ),
)


def asked_for(form: BudgetForm) -> tuple[AskedFor, ...]:
    """Everything that the rules ask of a budget in that form."""
    words = {"tables": gettext(form.words)}
    tables = AskedFor(
        "tables",
        tables_of_form(form),
        gettext("部门预算公开%(tables)s。") % words,
        gettext("2025年中央部门预算公开的做法；没有查到规定%(tables)s的条文") % words,
        _REPRINT,
        "differencechina.com/detail/1743074496129379.html",
    )
    return tables, *_BESIDE_THE_TABLES
