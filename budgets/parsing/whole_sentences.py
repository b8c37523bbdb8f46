"""Passages of prose as whole sentences: those that a line or page break cut are joined."""

import re
from collections.abc import Iterable
from dataclasses import replace

from budgets.form.function_entries import begins_a_function, goes_on_with_a_function
from budgets.parsing.records import ReadPassage
from budgets.parsing.stated_facts import AMOUNT

# A heading on its own, or right after the sentence before: …464.64万元三、政府采购预算情况
NOTE_HEADING = re.compile(r"(?:^|(?<=[元。]))\s*[一二三四五六七八九十]+、(?P<title>[^。，；：]{2,40})$")

_ENDS = tuple("。；：！？…”）》")
_SHORTEST_LINE = 40  # a shorter passage without a mark at its end is a heading or entry, no cut sentence


def whole_sentences(passages: Iterable[ReadPassage]) -> tuple[ReadPassage, ...]:
    """The passages to read numbers from; those that a line or page break cut in mid-sentence are joined."""
    whole: list[ReadPassage] = []
    for passage in passages:
        before = whole[-1].text.rstrip() if whole else ""
        cut = len(before) >= _SHORTEST_LINE and not before.endswith(_ENDS) and not NOTE_HEADING.search(before)
        begins = _NUMBERED.match(passage.text) or begins_a_function(passage.text)
        more = goes_on_with_a_function(passage.text) and begins_a_function(before)
        if whole and (
            _GOES_ON.match(passage.text) or (not begins and (cut or more or _is_cut_entry(before)))
        ):
            whole[-1] = _joined(replace(whole[-1], text=before), passage)
        else:
            whole.append(passage)
    return tuple(whole)


_GOES_ON = re.compile(r"\s*[”’」』，。；、）)]")  # what no sentence begins with
_ENDS_IN_NAME = re.compile(r"[）)][”\"＂]?$|[”\"＂]$")


def _is_cut_entry(words: str) -> bool:
    """Whether an entry of the list of functions ends after its name, so that its amount is on the next line."""
    return begins_a_function(words) and bool(_ENDS_IN_NAME.search(words)) and not re.search(AMOUNT, words)


def _joined(before: ReadPassage, after: ReadPassage) -> ReadPassage:
    """Two passages as one, in which each piece keeps its place."""
    cut = len(after.text) - len(after.text.lstrip())
    shift = len(before.text) - cut
    pieces = before.pieces or ((0, before.place),)
    pieces += tuple((max(begin, cut) + shift, place) for begin, place in after.pieces or ((0, after.place),))
    return replace(before, text=before.text + after.text.lstrip(), pieces=pieces)


_NUMBERED = re.compile(r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]\D)")
