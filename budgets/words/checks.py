"""A stored check in words: its difference, its sides, its places, and why it could not be decided."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from budgets.form.amounts import Unit, format_amount
from budgets.form.terms import CheckKind, Theme, Verdict
from budgets.words.money import amount_in
from budgets.words.sentences import listed

MONEY = frozenset(unit.value for unit in Unit)
PERCENT = "%"


class StoredCheck(Protocol):
    """A check as stored."""

    code: str
    verdict: str
    left: Decimal | None
    right: Decimal | None
    difference: Decimal | None
    unit: str


# ---- differences --------------------------------------------------------------------------------------


def difference_text(result: StoredCheck) -> str:
    """The difference: 差 0.63 万元, 差 10 个百分点; "" without one. It does not say which side is larger."""
    if not result.difference:
        return ""
    size = format_amount(abs(result.difference), Unit.YUAN)
    if result.unit == PERCENT:
        return _("差 %(n)s 个百分点") % {"n": size}
    if result.unit in MONEY:
        return _("差 %(amount)s") % {"amount": amount_in(size, Unit(result.unit))}
    return _("差 %(amount)s") % {"amount": f"{size} {_(result.unit) if result.unit else ''}".strip()}


def percents_text(result: StoredCheck) -> str:
    """For percentages that should add up to 100: what they add up to; "" for any other check."""
    if not result.code.startswith("statements.percents.") or result.left is None or result.right is None:
        return ""
    left, right = (format_amount(side, Unit.YUAN) for side in (result.left, result.right))
    return _("各期相加得 %(left)s%%，应为 %(right)s%%") % {"left": left, "right": right}


def importance(result: StoredCheck) -> int:
    """For sorting: 0 for money, then other numbers, then findings about form and words."""
    if result.difference is None and result.left is None:
        return 2
    return 0 if result.unit in MONEY else 1


def by_theme(themes: Mapping[Theme, int]) -> SafeString:
    """What does not agree, by what it is about, money first: 2 处金额、1 处日期、8 处文字和格式."""
    return listed(_of_theme(theme, themes[theme]) for theme in Theme if themes.get(theme))


def _of_theme(theme: Theme, count: int) -> str:
    sentences = {
        Theme.AMOUNTS: ngettext("%(n)s 处金额", "%(n)s 处金额", count),
        Theme.COUNTS: ngettext("%(n)s 处数目", "%(n)s 处数目", count),
        Theme.DATES: ngettext("%(n)s 处日期", "%(n)s 处日期", count),
        Theme.WORDING: ngettext("%(n)s 处文字和格式", "%(n)s 处文字和格式", count),
    }
    return sentences[theme] % {"n": count}


def at_figure(verdict: str, title: str, count: int) -> str:
    """What the sign at a figure says of its worst finding, and how many findings the figure has; as plain text."""
    values = {"verdict": _(verdict), "title": title, "n": count}
    if count > 1:
        return _("核对提示（%(verdict)s）：%(title)s；这个数字共有 %(n)s 项提示") % values
    return _("核对提示（%(verdict)s）：%(title)s") % values


# ---- quotations ---------------------------------------------------------------------------------------


StoredPlace = Mapping[str, Any]


WITHIN = CheckKind.WITHIN.word


# The question that each kind of check answers, for readers.
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
    said: Mapping[str, Any]
    verdict: str
    left: Decimal | None
    right: Decimal | None
    unit: str


_UNREAD = frozenset(
    {"why.unread", "why.list-unread", "within.missing.unread", "form.table.unread", "form.contents.unread"}
    | {"form.contents.table-unread", "form.contents.table-kept", "form.table.kept"}
)


def lacks_what_was_not_read(result: Compared) -> bool:
    """Whether a check could not be made because something that is printed was not read."""
    reason = result.said.get("reason")
    return (reason if isinstance(reason, Mapping) else result.said).get("said") in _UNREAD


def _column_not_read() -> str:
    return _("这一行有金额没有读出在哪一栏")


def nothing_there(result: Compared, place: StoredPlace | None = None) -> str:
    """What is said in place of an amount or of words that a check did not find; a place may know it of itself."""
    if place and place.get("no_column"):
        return _column_not_read()
    known = place.get("unread") if place else None
    return _("没有读出") if (lacks_what_was_not_read(result) if known is None else known) else _("空白")


# Why a check is 无法核对, by the beginning of its code.
_UNDECIDED: Mapping[str, str | Promise] = {
    "form.names": gettext_lazy("这一页没有科目名称栏，没有名称可比"),
    "form.draft": gettext_lazy("可能公开了未定的稿子，也可能忘了去掉这几个字，文件没有说明"),
    "form.empty": gettext_lazy("可能本来没有这类收支，也可能漏填；文件没有说明是哪一种"),
    "form.code": gettext_lazy("本站收集的科目表里没有，或者还没有核实，不能说是错的"),
    "form.columns": gettext_lazy("有的类印在这一栏，有的印在那一栏，分不清是哪一边印错"),
    "text.doubled": gettext_lazy("文字确实相同，是误印两遍还是有意重复，文件没有说明"),
    "text.unit-name": gettext_lazy("名称只差一两个字，可能是笔误，也可能是另一家单位"),
    "text.project-name": gettext_lazy("名称只差一个字，可能是笔误，也可能是另一个项目"),
    "narrative.name": gettext_lazy("名称与表里的不同，科目表里也没有，可能是笔误，也可能是简称"),
    "text.foreign": gettext_lazy("可能是专有名称，也可能漏了翻译"),
    "narrative.subject": gettext_lazy("同一段里也写到本年，这一句也可能是说以前的年份"),
    "statements.year": gettext_lazy("可能是上一年的文字没有改，也可能只是说明以前的安排"),
    "narrative.percent": gettext_lazy("基数是 0 或没有写明，算不出百分比"),
    "narrative.function": gettext_lazy("功能分类表里找不到同名的科目"),
}


def title_says_why(result: Compared) -> bool:
    """Whether the title of a check names the cause why it could not be decided; then nothing beside it does again."""
    return "reason" in result.said or lacks_what_was_not_read(result)


def undecided(result: Compared) -> str | Promise:
    """Why the check could not be decided; "" for one that was, and where its title says it."""
    if result.verdict != Verdict.UNKNOWN.word or title_says_why(result):
        return ""
    named = (why for code, why in _UNDECIDED.items() if result.code.startswith(code))
    return next(named, _("文件里缺少可比的数字，或者写的是约数"))


@cache  # a file of checks has some thousand places
def _place_words(language: str | None) -> tuple[str, str, str]:
    return _("表%(n)s"), _("%(where)s：%(text)s"), _("%(name)s（%(inside)s）")


@cache
def _line_words(language: str | None) -> tuple[str, str, str]:
    return _("第%(n)s页"), _("第%(n)s行"), _("%(page)s%(line)s")


def place_text(place: StoredPlace) -> str:
    """One place of a check in words: 表2 205-08-02 干部教育 合计（第112行：50,894,811）."""
    numbered, both, with_inside = _place_words(get_language())
    table = numbered % {"n": place["table"]} if place.get("table") else ""
    name = " ".join(word for word in (table, place.get("row"), place.get("column")) if word)
    there = where(place)
    printed = place.get("text") or (_column_not_read() if place.get("no_column") else "")
    inside = both % {"where": there, "text": printed} if there and printed else there or printed
    return with_inside % {"name": name, "inside": inside} if inside else name


def where(place: StoredPlace) -> str:
    """Page and line of a place: 第3页第12行; "" when neither is known."""
    on_page, in_line, both = _line_words(get_language())
    page = on_page % {"n": place["page"]} if place.get("page") else ""
    line = in_line % {"n": place["line"]} if place.get("line") else ""
    return both % {"page": page, "line": line} if page and line else page or line


def sides_text(result: Compared) -> str:
    """The two sides compared: a printed total and our sum, or two printed figures; "" without figures.

    Where something of them was not read, a sum of the rest is no side of theirs.
    """
    summed = _is_sum(result)
    has_sides = result.left is not None or result.right is not None
    if result.verdict == Verdict.UNKNOWN.word and lacks_what_was_not_read(result):
        # Neither side has a number where both lack something; what has a reason was to be compared.
        is_compared = has_sides or "reason" in result.said
        return _("有印出而没有读出的，没有相加。") if summed and is_compared else ""
    if not has_sides:
        return ""
    left, right = (side_text(value) or nothing_there(result) for value in (result.left, result.right))
    words = _("原文印 %(left)s，相加得 %(right)s %(unit)s") if summed else _("%(left)s 与 %(right)s %(unit)s")
    return (words % {"left": left, "right": right, "unit": _(result.unit) if result.unit else ""}).strip()


def _is_sum(result: Compared) -> bool:
    """Whether the right side is our sum of printed parts."""
    return result.kind == WITHIN and not result.code.startswith("within.balance.")


def no_right(result: Compared) -> str:
    """What is said in place of a right side without a number; a sum of which a part was not read is not made."""
    return _("没有相加") if _is_sum(result) and lacks_what_was_not_read(result) else nothing_there(result)


def same_sides(before: Compared, after: Compared) -> bool:
    """Whether two findings compare the same numbers.

    Earlier versions of the site kept on the right what was read of a sum of which something was not: no number of its.
    """
    if before.left != after.left:
        return False
    both_lack = lacks_what_was_not_read(before) and lacks_what_was_not_read(after)
    return before.right == after.right or (both_lack and None in (before.right, after.right))


def side_text(value: Decimal | None) -> str:
    """One side with separators, not rounded; it is stored in the check's own unit."""
    return "" if value is None else format_amount(value, Unit.YUAN).replace("-", "\N{MINUS SIGN}")
