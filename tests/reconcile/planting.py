"""Faults planted in the printed text of the bundled document, read and parsed as a whole."""

from functools import cache

from budgets.parsing import parse_report
from budgets.readers.text import read_text
from budgets.reconcile import CheckResult, statements, text
from budgets.vocabulary import Verdict
from tests.conftest import SAMPLE

ORIGINAL = SAMPLE.read_text(encoding="utf-8")


def checks_of(printed: str) -> tuple[CheckResult, ...]:
    """The checks of the statements and of the text, for a document printed so."""
    report = parse_report(read_text(printed.encode(), "2025.txt"))
    return tuple(result for rule in (*statements.RULES, *text.RULES) for result in rule(report))


@cache
def original_checks() -> tuple[CheckResult, ...]:
    """What the checks say of the document as published."""
    return checks_of(ORIGINAL)


def plant(line: int, old: str, new: str) -> str:
    """The document with the first such words of a line replaced; the line must have them."""
    lines = ORIGINAL.split("\n")
    assert old in lines[line - 1], lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new, 1)
    return "\n".join(lines)


def new_findings(printed: str) -> list[CheckResult]:
    """The findings that the document as published does not have."""
    before = {(c.code, c.verdict, c.left, c.right, c.places) for c in original_checks()}
    return [
        c
        for c in checks_of(printed)
        if c.verdict is not Verdict.EQUAL and (c.code, c.verdict, c.left, c.right, c.places) not in before
    ]


def names(check: CheckResult, line: int, words: str) -> bool:
    """Whether a place of the check is that line and quotes those words."""
    return any(p.line == line and words in p.text for p in check.places)
