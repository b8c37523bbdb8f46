"""The quotations of findings about words, extended to whole clauses."""

import re
from collections.abc import Sequence

from budgets.form.spelling import one_line
from budgets.form.terms import PartKey, SectionKey
from budgets.models import CheckResult, Passage, StatementPart
from budgets.words.checks import StoredPlace

_CUT_OUT = ("text.foreign.", "text.punctuation.", "text.quotes.")  # their quotations are cut


_PAUSE = re.compile(r"[，。；：！？]")


_BREATH = re.compile(r"[、》」”）)\s]|(?=[《「“（(])")  # where a quotation may begin if no clause ends nearby


_FARTHEST = 80  # characters looked at on either side for the end of the clause
CUT = "……"


def whole_clauses(quote: str, text: str) -> str:
    """The quotation extended to whole clauses, with …… where its passage goes on; unchanged if not in `text`."""
    passages = (one_line(passage) for passage in text.split("\n"))
    words = next((passage for passage in passages if quote and quote in passage), "")
    if not words:
        return quote
    start = words.index(quote)
    end = start + len(quote)
    first = _beginning(words, start)
    after = _PAUSE.search(words, end, end + _FARTHEST)
    last = after.end() if after else (len(words) if len(words) - end <= _FARTHEST else end)
    return f"{CUT if first else ''}{words[first:last].strip()}{CUT if last < len(words) else ''}"


def _beginning(words: str, start: int) -> int:
    """Where the clause with the character `start` begins; `start` itself when no beginning is near."""
    near = max(0, start - _FARTHEST)
    for stops in (_PAUSE, _BREATH):
        found = [match.end() for match in stops.finditer(words, near, start)]
        if found or not near:
            return found[-1] if found else 0
    return start


Quotation = tuple[str, str, str]  # row, column and words of a place, as stored


def quotation_of(place: StoredPlace) -> Quotation:
    """The row, column and quoted words of a place."""
    return place.get("row") or "", place.get("column") or "", place.get("text") or ""


def quoted_whole(results: Sequence[CheckResult]) -> dict[Quotation, str]:
    """For the checks among these whose quotations are cut: the words extended to whole clauses, by quotation.

    Two queries at most, over the statements and sections concerned; other checks quote in full.
    """
    cut = [quotation_of(p) for r in results if r.code.startswith(_CUT_OUT) for p in r.places]
    if not cut:
        return {}
    texts = _texts(results[0].version_id, {row for row, _column, _words in cut})
    return {key: whole_clauses(key[2], "\n".join(texts.get(key[:2], ()))) for key in cut}


def _texts(version: int, rows: set[str]) -> dict[tuple[str, str], list[str]]:
    """What the named statements and sections print, by row and column of a place."""
    texts: dict[tuple[str, str], list[str]] = {}
    parts = StatementPart.objects.filter(statement__version=version, statement__name__in=rows)
    for name, key, text in parts.values_list("statement__name", "key", "text"):
        texts.setdefault((name, PartKey.of(key).value), []).append(text)
    sections = [key.word for key in SectionKey if key.value in rows]
    passages = (
        Passage.objects.filter(version=version, section__in=sections) if sections else Passage.objects.none()
    )
    for section, text in passages.order_by("position").values_list("section", "text"):
        texts.setdefault((SectionKey.of(section).value, ""), []).append(text)
    return texts
