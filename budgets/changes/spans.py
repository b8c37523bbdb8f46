"""What changed inside a text: the words that were taken out and put in."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from budgets.form.spelling import squeeze

SpanKind = Literal["equal", "delete", "insert"]
TextSpan = tuple[SpanKind, str]
_LONGEST = 6_000  # tokens; beyond that the whole text is shown as replaced
# A number with its separators, point and per cent sign is one token, as is a word in Latin letters. A full-width
# comma separates thousands only where three digits follow.
_TOKEN = re.compile(
    r"(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?![0-9０-９])|[0-9０-９]+)(?:[.．][0-9０-９]+)*[%％‰]?"
    r"|[A-Za-zÀ-ɏ]+|\S"
)


def spans(before: str, after: str) -> list[TextSpan]:
    """The words that stayed, were deleted and were inserted between two texts, in reading order.

    Equal and inserted words make up `after`, equal and deleted ones `before`, except for white space.
    """
    olds, news = _tokens(before), _tokens(after)
    if max(len(olds), len(news)) > _LONGEST:
        return _span("delete", olds) + _span("insert", news)
    found: list[TextSpan] = []
    old, new = ([squeeze(token) for token in tokens] for tokens in (olds, news))
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += _span("equal", news[j:j_end])
        else:
            found += _span("delete", olds[i:i_end]) + _span("insert", news[j:j_end])
    return found


def _span(kind: SpanKind, tokens: Sequence[str]) -> list[TextSpan]:
    return [(kind, "".join(tokens))] if tokens else []


def _tokens(text: str) -> list[str]:
    """Each token with the white space after it; white space before the first token belongs to it."""
    starts = [match.start() for match in _TOKEN.finditer(text)]
    if not starts:
        return [text] if text else []
    return [text[a:b] for a, b in pairwise([0, *starts[1:], len(text)])]
