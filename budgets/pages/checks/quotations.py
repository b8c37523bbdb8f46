"""The quotations of findings about words, extended to whole clauses."""

import re
from collections.abc import Sequence

from budgets.form.references import Reference
from budgets.form.spelling import one_line
from budgets.models import CheckResult, SourceLineRecord
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


Quotation = tuple[int, str]  # the number of a line of the document, and words in it


def quotation_of(place: StoredPlace, reference: Reference | None) -> Quotation | None:
    """The line and the quoted words of a place; None for anything but words."""
    if not isinstance(reference, list) or reference[0] != "line":
        return None
    return int(str(reference[1])), place.get("text") or ""


def quoted_whole(results: Sequence[CheckResult]) -> dict[Quotation | None, str]:
    """For the checks among these whose quotations are cut: the words extended to whole clauses, by quotation.

    One query at most, over the lines concerned; other checks quote in full.
    """
    cut = [
        quotation
        for result in results
        if result.code.startswith(_CUT_OUT)
        for place, reference in zip(result.places, result.references, strict=False)
        if (quotation := quotation_of(place, reference))
    ]
    if not cut:
        return {}
    version, numbers = results[0].version_id, {number for number, _words in cut}
    lines = SourceLineRecord.objects.filter(version=version, position__in=numbers).order_by()
    texts = dict(lines.values_list("position", "text"))
    return {(number, words): whole_clauses(words, texts[number]) for number, words in cut}
