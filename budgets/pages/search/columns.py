"""The columns of a search's files."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from budgets.exports.sheet import Reader, Sheet, SheetDefinition, number, term, text
from budgets.form.tables import form_of
from budgets.form.terms import Kind


def hits_definition() -> SheetDefinition:
    """One row for each hit of a search."""
    tables = {"tables": _(form_of(Kind.DEPARTMENTAL).words)}
    fields = (
        term(
            "kind",
            pgettext("搜索结果", "种类"),
            _("找到的是什么：预算、项目说明、科目、预算单位、名词、文字说明或核对提示。"),
        ),
        text("title", _("标题"), _("科目、项目、单位或名词的名称，或者文字的开头。")),
        term("code", _("科目编码"), _("连起来的编码，文本；没有编码的为空。")),
        number("table", _("表号"), _("官方表的号数；不在%(tables)s里的为空。") % tables),
        text("body", _("主体"), _("哪个单位的预算。")),
        number("year", _("年度"), _("哪一年的预算。")),
        term("edition_kind", _("类型"), _("部门预算或单位预算。")),
        text("amounts", _("金额"), _("那一行印出的金额，连同栏目和单位，照原文。")),
        text("words", _("文字"), _("找到的文字，照原文。")),
        term("address", _("网址"), _("它所在的页面。")),
    )
    return SheetDefinition("search", _("搜索结果"), _("找到的每一条，按页面的顺序。"), fields)


def hits_sheet(rows: Reader) -> Sheet:
    """The hits in the order of the page."""
    return Sheet.of(hits_definition(), rows)
