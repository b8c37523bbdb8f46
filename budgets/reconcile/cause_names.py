"""Which findings are about one name or code, one passage, one other year, or quote the same words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from budgets.form.spelling import same_brackets, shared_beginning
from budgets.form.terms import Verdict
from budgets.parsing.records import BudgetReport
from budgets.reconcile.cause_keys import Key, named_in, reason_of, tables_of
from budgets.reconcile.outcomes import AtTitle, CheckOutcome
from budgets.reconcile.roots import code_in, is_numbered_otherwise
from budgets.reconcile.tables_of_form import year_in

_NAMES = ("form.name.", "form.class.")
_OF_A_CHANGE = ("reason", "percent", "unchanged", "difference")


@dataclass(frozen=True)
class NameKeys:
    """The findings of a report, and what names and words they have in common."""

    report: BudgetReport
    findings: Sequence[CheckOutcome]

    def of(self, check: CheckOutcome) -> Iterator[Key]:
        """What the finding is about, where all that is about it has one cause."""
        yield from self._names(check)
        yield from self._titles(check)
        yield from self._directions(check)
        yield from self._copies(check)
        if reason_of(check) == "why.incomplete" or check is self._first_without_a_row:
            yield "incomplete"
        # Words of the other kind all quote the cover beside them, which is no slip.
        of_kind = check.code.startswith("form.kind.")
        if check.difference is None and check.verdict is not Verdict.UNKNOWN and not of_kind:
            # Where more is quoted than it is about, two findings in a short line quote the same (cause_words).
            quoted = (
                r for r, place in zip(check.references, check.places, strict=True) if place.span is None
            )
            words = (each for each in quoted if isinstance(each, list) and each[0] == "line")
            yield from (("words", *each[1:4]) for each in words)

    # ---- names -----------------------------------------------------------------------------------------

    def _names(self, check: CheckOutcome) -> Iterator[Key]:
        if check.code.startswith("form.codes."):
            yield "codes"
        elif check.code.startswith("narrative.name."):
            yield "said", str(check.wording.as_data())
        elif check.code.startswith("form.printed.zero."):
            yield "zero", *tables_of(check)
        elif check.code.startswith("form.unseen."):
            unseen = {code_in(place.row) for place in check.places}
            yield from ["codes"] * (bool(unseen) and unseen <= self._own_codes)
        elif check.code.startswith(_NAMES):
            code = named_in(check)
            yield "codes" if code in self._own_codes else ("name", code)
            change = _renaming(check)
            yield from [("renamed", code[:3], change)] * bool(change)
        elif check.code.startswith("between.class."):
            named = check.wording.parameters.get("name")
            absent = any(place.printed is None and place.table is not None for place in check.places)
            if absent and isinstance(named, str) and same_brackets(named) in self._other_names:
                yield "name", self._other_names[same_brackets(named)]
        elif reason_of(check) == "why.no-name" and check.places:
            label = same_brackets(check.places[0].row)
            names = {label, re.split("[-—]", label)[-1]} & self._other_names.keys()
            yield from (("name", self._other_names[name]) for name in names)

    @cached_property
    def _other_names(self) -> Mapping[str, str]:
        """The code of each name that a finding about names quotes, printed or official."""
        named = [check for check in self.findings if check.code.startswith(_NAMES)]
        return {name: named_in(check) for check in named for name in _names_in(check)}

    @cached_property
    def _own_codes(self) -> frozenset[str]:
        """The codes that a table numbers its own way, where a finding says so."""
        said = {n for each in self.findings if each.code.startswith("form.codes.") for n in tables_of(each)}
        tables = (table for table in self.report.tables if table.table.number in said)
        return frozenset(x.code for table in tables for x in table.lines if is_numbered_otherwise(x))

    @cached_property
    def _first_without_a_row(self) -> CheckOutcome | None:
        """The first entry of the narrative that no table has: because of it the entries cannot be added up."""
        return next((check for check in self.findings if reason_of(check) == "why.no-name"), None)

    # ---- titles and words --------------------------------------------------------------------------------

    def _titles(self, check: CheckOutcome) -> Iterator[Key]:
        """The other year that a title prints, as the title and the list of contents have it."""
        if check.wording.code in ("form.year.other", "form.contents.table-year"):
            titles = (place.text for place in check.places if isinstance(place.what, AtTitle))
            yield from (("year", year_in(title)) for title in titles)

    def _directions(self, check: CheckOutcome) -> Iterator[Key]:
        """The change whose direction its reason contradicts, and the comparisons that come out wrong with that direction."""
        rule, _, about = check.code.removeprefix("narrative.").partition(".")
        if check.code.startswith("narrative.") and rule in _OF_A_CHANGE and about in self._contrary:
            yield "direction", about

    @cached_property
    def _contrary(self) -> frozenset[str]:
        """What the changes are of whose reason says the other direction."""
        start = "narrative.reason."
        return frozenset(c.code.removeprefix(start) for c in self.findings if c.code.startswith(start))

    def _copies(self, check: CheckOutcome) -> Iterator[Key]:
        """The same finding in both copies of a passage that is printed twice: the words are one slip."""
        rule = re.sub(r"[.\d]*(?:#\d+)?$", "", check.code)
        for reference in check.references:
            if isinstance(reference, list) and reference[0] == "line" and reference[1] in self._first_copy:
                yield "copy", rule, self._first_copy[int(str(reference[1]))], *reference[2:4]

    @cached_property
    def _first_copy(self) -> Mapping[int, int]:
        """For each line of a passage that is printed twice, in either place, the number of the line in the first."""
        lines: dict[int, int] = {}
        for check in self.findings:
            if check.wording.code == "text.doubled.passages":
                length = int(str(check.wording.parameters["n"]))
                places = _lines_of(check)
                lines |= {begin + n: places[0] + n for begin in places for n in range(length)}
        return lines


def _lines_of(check: CheckOutcome) -> list[int]:
    """The numbers of the lines that a check quotes."""
    return [int(str(r[1])) for r in check.references if isinstance(r, list) and r[0] == "line"]


def _names_in(check: CheckOutcome) -> set[str]:
    """The names that a finding about names quotes, and the official one."""
    official = check.wording.parameters.get("name")
    quoted = {same_brackets(place.text) for place in check.places}
    return quoted | ({same_brackets(official)} if isinstance(official, str) else set())


def _renaming(check: CheckOutcome) -> tuple[str, str] | None:
    """The words by which two names of a code differ, without what they share at both ends; None for more names."""
    names = sorted(_names_in(check))
    if len(names) != 2:
        return None
    a, b = names
    start = shared_beginning(a, b)
    end = shared_beginning(a[start:][::-1], b[start:][::-1])
    return a[start : len(a) - end], b[start : len(b) - end]
