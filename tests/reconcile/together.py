"""Many faults planted in one document at once, so that it is read once for all of them instead of once for each.

What comes out is told apart by the places that the findings name. That holds only where every fault is named and no
finding names two or none: otherwise they are planted in two parts, and those in two, down to one fault alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from budgets.reconcile import CheckOutcome
from tests.reconcile.planted import Fault
from tests.reconcile.planting import names, new_findings, report_of

Names = Callable[[CheckOutcome, Fault, int], bool]


@dataclass(frozen=True)
class Found:
    """The new findings that name a fault, and those that name none although only this fault was planted."""

    own: dict[str, CheckOutcome]
    elsewhere: dict[str, CheckOutcome]


def fault_at(text: str, line: int, old: str, new: str, words: str) -> Fault:
    """The first such words of a line replaced; the line must have them."""
    lines = text.split("\n")
    assert old in lines[line - 1], lines[line - 1]
    start = sum(len(each) + 1 for each in lines[: line - 1]) + lines[line - 1].index(old)
    return Fault("", start, start + len(old), new, words)


def fault_in(text: str, old: str, new: str, words: str) -> Fault:
    """Words replaced that stand in the text exactly once."""
    assert text.count(old) == 1, (text.count(old), old)
    return Fault("", text.index(old), text.index(old) + len(old), new, words)


def quotes_fault(check: CheckOutcome, fault: Fault, line: int) -> bool:
    """Whether one of the places is the altered line and quotes the altered words."""
    return names(check, line, fault.quoted)


def found_of(text: str, faults: Sequence[Fault], names_fault: Names = quotes_fault) -> dict[Fault, Found]:
    """What each of the faults brings about in the text, at its place and elsewhere."""
    return {
        fault: found
        for group in _apart(text, faults)
        for fault, found in _found_in_group(text, group, names_fault).items()
    }


def _apart(text: str, faults: Sequence[Fault]) -> list[list[Fault]]:
    """The faults in groups of which each has one at most in a line, or in a project statement.

    One that adds lines stands alone: beside an altered amount, a doubled one would be a second finding.
    """
    owners = {line.place.line: line.owner for line in report_of(text).lines}
    alone = [fault for fault in dict.fromkeys(faults) if "\n" in fault.new]
    groups: list[dict[str, Fault]] = []
    for fault in (each for each in dict.fromkeys(faults) if each not in alone):
        line = fault.line_in(text)
        owner = owners.get(line, "")
        where = owner.split(":")[0] if owner.startswith("statement ") else f"line {line}"
        group = next((each for each in groups if where not in each), None)
        if group is None:
            groups.append(group := {})
        group[where] = fault
    return [*([fault] for fault in alone), *(list(group.values()) for group in groups)]


def _found_in_group(text: str, group: list[Fault], names_fault: Names) -> dict[Fault, Found]:
    wrong, lines = planted_together(text, group)
    new = new_findings(text, wrong)
    named = {code: [f for f in group if names_fault(check, f, lines[f])] for code, check in new.items()}
    own = {f: {code: new[code] for code, those in named.items() if those == [f]} for f in group}
    elsewhere = {code: new[code] for code, those in named.items() if not those}
    if len(group) == 1:
        return {group[0]: Found(own[group[0]], elsewhere)}
    if not elsewhere and all(own.values()) and all(len(those) == 1 for those in named.values()):
        return {fault: Found(found, {}) for fault, found in own.items()}
    # Those that meet another in one finding, or are hidden by it, go into the second part.
    met = {fault for those in named.values() for fault in those[1:]}
    second = [fault for fault in group if fault in met or not own[fault]]
    if not second or len(second) == len(group):
        second = group[len(group) // 2 :]
    first = [fault for fault in group if fault not in second]
    return _found_in_group(text, first, names_fault) | _found_in_group(text, second, names_fault)


def planted_together(text: str, group: Sequence[Fault]) -> tuple[str, dict[Fault, int]]:
    """The text with all these faults, and the line on which each stands in it."""
    for fault in sorted(group, key=lambda each: -each.start):
        text = fault.planted_in(text)
    lines, longer = {}, 0
    for fault in sorted(group, key=lambda each: each.start):
        moved = replace(fault, start=fault.start + longer, end=fault.end + longer)
        lines[fault] = moved.line_in(text)
        longer += len(fault.new) - (fault.end - fault.start)
    return text, lines
