"""What a template needs to show a record: its page, its place in the document, its mark, its amounts and its words.

Filters of amounts take Decimal yuan and give "" for None, and for the "" that a template makes of a missing value;
budgets/form/amounts.py does the arithmetic.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from budgets.form.amounts import Unit
from budgets.models import CheckResult, EditionVersion, Figure, Placed, StatedFact
from budgets.pages.checks.marks import Marks, mark_link
from budgets.pages.places import place_link
from budgets.words import money

register = template.Library()

ITEM_NUMBER = re.compile(r"(?:(?<=^)|(?<=[\s。；;：:]))([1-9]\d?)(?:[.．](?!\d)|、)")

Value = Decimal | int | str | None


def _number(value: Value) -> Decimal | None:
    return Decimal(value) if isinstance(value, Decimal | int) else None


@register.simple_tag(name="page")
def version_page(name: str, version: EditionVersion, **more: str) -> str:
    """The address of a page of that version: {% page "table" version table="revenue" %}."""
    return version.page(name, **more)


@register.simple_tag
def source_link(placed: Placed | None, version: EditionVersion, words: str = "") -> SafeString:
    """A link to where something is printed, in the words 原文第112行 or those given.

    Without a known place the words given stand alone.
    """
    return place_link(placed, version, words)


@register.simple_tag
def mark(
    marks: Marks, printed: Figure | StatedFact | None, version: EditionVersion, what: str = ""
) -> SafeString:
    """The sign of the worst finding at a printed number, leading to it; "" where nothing was found.

    With `what` = "change" it is the sign of the printed change, not of the amount.
    """
    return (
        mark_link(marks.at(printed, change=what == "change"), version.page("checks"))
        if marks
        else SafeString("")
    )


@register.filter
def check_title(result: CheckResult) -> str:
    """What a check compares, or what is wrong, as a sentence for readers."""
    return result.title


@register.filter
def get(mapping: Mapping[Any, object], key: object) -> object:
    """The mapping's value for a key that a variable holds; "" where it has none."""
    return mapping.get(key, "")


@register.filter
def in_unit(yuan: Value, unit: str = "元") -> str:
    """Exact digits with the unit behind them: 1,188.26 万元, or 1,188.26 × CNY 10,000."""
    number = _number(yuan)
    return "" if number is None else money.amount_in(money.exact(number, Unit(unit)), Unit(unit))


@register.filter
def aligned(yuan: Value, unit: str = "万元") -> str:
    """Exact digits with at least two decimals unless the unit is 元, so that a column of them aligns."""
    number = _number(yuan)
    return "" if number is None else money.aligned(number, Unit(unit))


@register.filter
def speakable(yuan: Value) -> str:
    """The amount as people say it, “71.82 亿元”; the exact amount must be shown beside it."""
    number = _number(yuan)
    return "" if number is None else money.spoken(number)


@register.filter
def signed(yuan: Value, unit: str = "万元") -> str:
    """A change with its sign: +77.13, −44.81; no change is 持平, as the documents say it."""
    number = _number(yuan)
    return "" if number is None else money.signed(number, Unit(unit))


@register.filter
def term(word: str) -> str:
    """A fixed term in the language of the page: 预算数, or budgeted amount."""
    return gettext(word) if word else ""


@register.filter
def numbered(text: str) -> SafeString:
    """A paragraph of “1. … 2. … 3. …” with each item in its own span; no character is changed.

    Only numbers counting up from 1 start an item, so that an amount or a year never does.
    """
    starts = [0]
    expected = 1
    for found in ITEM_NUMBER.finditer(text):
        if int(found[1]) == expected:
            expected += 1
            starts.append(found.start())
    if expected <= 2:  # a single number is no list
        starts = [0]
    pieces = (text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True))
    return format_html_join("", '<span class="item">{}</span>', ((piece,) for piece in pieces if piece))
