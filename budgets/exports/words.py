"""What a check found, in words: its places, its two sides, the question that its kind asks."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.amounts import Unit, format_amount
from budgets.vocabulary import CheckKind

Place = Mapping[str, Any]

WITHIN = CheckKind.WITHIN.name.lower()

# What each kind of check asks, for readers.
QUESTIONS: Mapping[str, str | Promise] = {
    "form": gettext_lazy("格式：该有的都有吗？"),
    "within": gettext_lazy("表内：各级金额加得起来吗？"),
    "between": gettext_lazy("表间：同一笔钱对得上吗？"),
    "narrative": gettext_lazy("文字与表：说法和表格一致吗？"),
    "statements": gettext_lazy("项目说明：前后一致吗？"),
    "notes": gettext_lazy("其他说明：数字对得上吗？"),
    "text": gettext_lazy("文字：有没有明显的错漏？"),
}


class Compared(Protocol):
    """Both sides of a check, as stored or as just found."""

    code: str
    kind: str
    left: Decimal | None
    right: Decimal | None
    unit: str


def place_text(place: Place) -> str:
    """One place of a check in words: 表2 205-08-02 干部教育 合计（第112行：50,894,811）."""
    table = _("表%(n)s") % {"n": place["table"]} if place.get("table") else ""
    name = " ".join(word for word in (table, place.get("row"), place.get("column")) if word)
    printed = place.get("text") or ""
    inside = "：".join(word for word in (where(place), printed) if word)
    return f"{name}（{inside}）" if inside else name


def where(place: Place) -> str:
    """Page and line of a place: 第3页第12行; "" when neither is known."""
    page = _("第%(n)s页") % {"n": place["page"]} if place.get("page") else ""
    line = _("第%(n)s行") % {"n": place["line"]} if place.get("line") else ""
    return page + line


def sides_text(result: Compared) -> str:
    """What stands against what: a printed total against our sum, or two printed figures; "" without figures."""
    if result.left is None and result.right is None:
        return ""
    left, right = (side_text(value) or _("空白") for value in (result.left, result.right))
    summed = result.kind == WITHIN and not result.code.startswith("within.balance.")
    words = _("原文印 %(left)s，相加得 %(right)s %(unit)s") if summed else _("%(left)s 与 %(right)s %(unit)s")
    return (words % {"left": left, "right": right, "unit": result.unit}).strip()


def side_text(value: Decimal | None) -> str:
    """A side as printed here: separators, nothing rounded; it is in the check's own unit already."""
    return "" if value is None else format_amount(value, Unit.YUAN).replace("-", "\N{MINUS SIGN}")
