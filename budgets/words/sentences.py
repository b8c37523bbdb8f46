"""What every sentence is made with: values put into it, lists, and sentences one after the other.

A sentence may hold markup of ours, and its values may: a link, a mark, a bold amount. Plain values are escaped.
"""

from collections.abc import Iterable, Sequence

from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.form.tables import BudgetForm
from budgets.words.money import in_english


def filled(sentence: str, **values: object) -> SafeString:
    """A sentence of the catalogue with its values; those that are no markup are escaped."""
    return mark_safe(sentence % {name: conditional_escape(str(value)) for name, value in values.items()})


def linked(words: SafeString, address: str) -> SafeString:
    """Words that lead to an address; alone where it is ""."""
    return filled('<a href="%(address)s">%(words)s</a>', address=address, words=words) if address else words


def paragraph(*sentences: str) -> SafeString:
    """Whole sentences one after the other, the empty ones left out; English has a space between them."""
    between = " " if in_english() else ""
    return mark_safe(between.join(conditional_escape(sentence) for sentence in sentences if sentence))


def paragraph_plainly(*sentences: str) -> str:
    """Whole sentences one after the other as plain text, the empty ones left out."""
    return (" " if in_english() else "").join(sentence for sentence in sentences if sentence)


def shortened(text: str, longest: int) -> str:
    """The beginning of a long text, with … where it was cut."""
    return Truncator(text).chars(longest)


def side_by_side(things: Iterable[object], between: str = " · ") -> SafeString:
    """Things with a sign between them, the empty ones left out; those that are no markup are escaped."""
    return format_html_join(between, "{}", ((thing,) for thing in things if thing))


def listed(things: Iterable[object]) -> SafeString:
    """Things of one kind: 甲、乙、丙."""
    return _joined(_("%(first)s、%(second)s"), things)


def listed_plainly(things: Iterable[str]) -> str:
    """Things of one kind as plain text, which files and attributes take as it is."""
    return _joined_plainly(_("%(first)s、%(second)s"), things)


def listed_and(things: Iterable[object]) -> SafeString:
    """Things of one kind as the end of a sentence names them: 甲、乙和丙."""
    *first, last = things
    return (
        filled(_("%(first)s和%(second)s"), first=listed(first), second=last)
        if first
        else filled("%(it)s", it=last)
    )


def numbered_tables(numbers: Sequence[int]) -> str:
    """Official tables by their numbers, within a sentence: 表3、表5和表7, or tables 3, 5 and 7."""
    joined, *others = map(str, numbers)
    for place, number in enumerate(others, start=1):
        pair = _("%(first)s和表%(second)s") if place == len(others) else _("%(first)s、表%(second)s")
        joined = pair % {"first": joined, "second": number}
    return ngettext("表%(numbers)s", "表%(numbers)s", len(numbers)) % {"numbers": joined}


def tables_of_form(form: BudgetForm) -> str:
    """What the tables of a form are called together, as a title: 九张表, or Nine tables."""
    return capfirst(_(form.words))


def figures_of_form(form: BudgetForm) -> str:
    """What the list of all figures is called."""
    return _("%(tables)s里的每一个数字") % {"tables": _(form.words)}


def clauses(parts: Iterable[object]) -> SafeString:
    """Parts of one statement: 11 处不一致，20 处无法核对."""
    return _joined(_("%(first)s，%(second)s"), parts)


def listed_apart(things: Iterable[object]) -> SafeString:
    """Things that are long or have commas themselves: 甲，一；乙，二."""
    return _joined(_("%(first)s；%(second)s"), things)


def listed_apart_plainly(things: Iterable[str]) -> str:
    """Things that are long or have commas themselves as plain text, which files and attributes take as it is."""
    return _joined_plainly(_("%(first)s；%(second)s"), things)


def _joined_plainly(pair: str, things: Iterable[str]) -> str:
    first, *others = list(things) or [""]
    for other in others:
        first = pair % {"first": first, "second": other}
    return first


def _joined(pair: str, things: Iterable[object]) -> SafeString:
    joined = None
    for thing in things:
        joined = (
            conditional_escape(str(thing)) if joined is None else filled(pair, first=joined, second=thing)
        )
    return SafeString(joined or "")
