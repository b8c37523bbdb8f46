"""The columns of the files about single statements: instalments, parts of amounts, amounts that are not counted."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from budgets.exports.sheet import (
    Field,
    Sheet,
    SheetDefinition,
    day,
    exact,
    flag,
    in_words,
    number,
    term,
    text,
    yuan,
)
from budgets.form.terms import Uncounted
from budgets.models import AmountPart, EditionVersion, Instalment, Quotation


def instalment_definition() -> SheetDefinition:
    """The columns of the instalments; only those marked 当期 may be added up."""
    fields = (
        _of_statement(),
        text("label", _("时段"), _("这一步的时间，照原文。")),
        term("kind", _("含义"), _("当期、累计，或累计不低于；只有当期的可以相加。")),
        yuan("amount", "金额", _("这一步的金额，元；只写百分比的为空。")),
        exact("percent", _("百分比"), _("这一步占预算的百分比；只写金额的为空。")),
        flag("approximate", _("约数"), _("原文在金额前写了“约”。")),
        day("start", _("开始日期"), _("这一步的第一天。")),
        day("end", _("结束日期"), _("这一步的最后一天。")),
        *_printed_at(),
    )
    return SheetDefinition(
        "instalments", pgettext("文件", "分期"), _("项目说明里的用款计划，一步一行。"), fields
    )


def amount_part_definition() -> SheetDefinition:
    """The columns of the named parts of amounts; a part with a 上级序号 is inside another part."""
    fields = (
        _of_statement(),
        number("position", _("序号"), _("在这份说明里的第几部分。")),
        number("parent", _("上级序号"), _("它包含在哪一部分里；最上一级为空。")),
        text("label", _("用途"), _("这一部分用在哪里，照原文。")),
        yuan("amount", "金额", _("这一部分的金额，元。")),
        flag("approximate", _("约数"), _("原文在金额前写了“约”。")),
        *_printed_at(),
    )
    return SheetDefinition("amount-parts", _("金额构成"), _("项目预算金额的各组成部分，一部分一行。"), fields)


def uncounted_definition() -> SheetDefinition:
    """The columns of amounts in 年度预算安排 that are not counted as the year's budget, with the reason."""
    reason = term("reason", _("未计入的原因"), _("为什么不算作本年度预算。"), in_words(Uncounted))
    about = _("“年度预算安排”里写到、但不算作本年度预算的金额，一处一行。")
    return SheetDefinition(
        "uncounted-amounts",
        pgettext("文件", "未计入的金额"),
        about,
        (_of_statement(), reason, *_printed_at()),
    )


def _of_statement() -> Field:
    return text(
        "name",
        _("项目名称"),
        _("属于哪一份项目说明。"),
        "statement__name",
        fiscal="activity:generic:project:label",
    )


def _printed_at() -> tuple[Field, ...]:
    return (
        text("text", _("原文"), _("所在的原文字句。")),
        number("place_page", _("来源页"), _("PDF 的第几页；其他格式没有页，为空。")),
        number("place_line", _("来源行"), _("文本的第几行；其他格式为空。")),
    )


def instalment_sheet(version: EditionVersion, instalments: QuerySet[Instalment]) -> Sheet:
    """The given instalments as a sheet."""
    return Sheet.of(instalment_definition(), instalments, version)


def amount_part_sheet(version: EditionVersion, parts: QuerySet[AmountPart]) -> Sheet:
    """The given parts of amounts as a sheet."""
    return Sheet.of(amount_part_definition(), parts, version)


def uncounted_sheet(version: EditionVersion, quotations: QuerySet[Quotation]) -> Sheet:
    """The given amounts that are not counted, as a sheet."""
    return Sheet.of(uncounted_definition(), quotations, version)
