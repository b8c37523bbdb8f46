"""Marks the characters of a text that were asked for, and cuts an excerpt around them; no database needed."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgets.form.amounts import find_amounts
from budgets.search.asking import Asked, Word
from budgets.search.terms import Folded, fold

_ENDS = re.compile(r"^[\W_]+|[^\w%]+$")  # signs that are in no term, except %: 30% is not 30
BEFORE, LENGTH = 36, 140  # characters before the first match, and of the whole excerpt


@dataclass(frozen=True)
class TextPiece:
    """A piece of a text; `asked` when it is what was asked for."""

    text: str
    asked: bool = False


def pieces(text: str, asked: Asked, amounts: Collection[Decimal] = ()) -> list[TextPiece]:
    """The whole text, cut where each match begins and ends."""
    return _cut(text, 0, len(text), _places(text, asked, amounts))


def excerpt(text: str, asked: Asked, amounts: Collection[Decimal] = ()) -> list[TextPiece]:
    """The text around the first match; its beginning where there is none."""
    places = _places(text, asked, amounts)
    first = places[0][0] if places else 0
    start = max(0, first - BEFORE) if first > BEFORE + LENGTH // 4 else 0
    end = min(len(text), start + LENGTH)
    shown = _cut(text, start, end, places)
    before = [TextPiece("…")] if start else []
    return [*before, *shown, *([TextPiece("…")] if end < len(text) else [])]


def is_in(text: str, asked: Asked, amounts: Collection[Decimal] = ()) -> int:
    """How many of the words are in the text; an amount that is meant counts as one."""
    folded = fold(text)
    words = sum(1 for word in asked.words if next(_found(folded, word), None))
    return words + (1 if any(amount.yuan in amounts for amount in find_amounts(text)) else 0)


def _places(text: str, asked: Asked, amounts: Collection[Decimal]) -> list[tuple[int, int]]:
    """Start and end of all matches in order, adjoining ones joined."""
    folded = fold(text)
    places = [place for word in asked.words for place in _found(folded, word)]
    if amounts:
        places += [(found.start, found.end) for found in find_amounts(text) if found.yuan in amounts]
    return _joined(sorted(places))


def _found(folded: Folded, word: Word) -> Iterator[tuple[int, int]]:
    """Where the word is; a number only where it is not part of a longer one."""
    wanted = _ENDS.sub("", fold(word.text).text)
    at = folded.text.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        if not (_goes_on(folded.text, at - 1, at) or _goes_on(folded.text, end - 1, end)):
            yield folded.origin[at], folded.origin[end - 1] + 1
        at = folded.text.find(wanted, at + len(wanted))


def _goes_on(text: str, left: int, right: int) -> bool:
    """Whether two neighbours are digits of one number."""
    return left >= 0 and right < len(text) and text[left].isdigit() and text[right].isdigit()


def _joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _cut(text: str, start: int, end: int, places: Iterable[tuple[int, int]]) -> list[TextPiece]:
    found: list[TextPiece] = []
    at = start
    for first, last in places:
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        found += [TextPiece(text[at:first]), TextPiece(text[first:last], asked=True)]
        at = last
    return [piece for piece in [*found, TextPiece(text[at:end])] if piece.text]
