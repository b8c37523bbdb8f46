"""From a file to a draft: read, parse, check, store. The only caller of readers and parsing."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from budgets.actions import create_draft
from budgets.models import EditionVersion
from budgets.parsing import parse_report
from budgets.parsing.records import BudgetReport
from budgets.readers import read_document
from budgets.reconcile import CheckResult, run_checks


@dataclass(frozen=True)
class ReadBudget:
    """A document as understood: the report, what the checks found, and the file's bytes."""

    report: BudgetReport
    checks: tuple[CheckResult, ...]
    content: bytes


def read_budget(path: Path) -> ReadBudget:
    """Read, parse and check a file; stores nothing.

    Raises UnreadableDocument (one sentence for the user) and OSError when the file cannot be opened.
    """
    content = path.read_bytes()
    report = parse_report(read_document(BytesIO(content), path.name))
    return ReadBudget(report, run_checks(report), content)


def draft_of(budget: ReadBudget, slug: str = "") -> EditionVersion:
    """Store what was read as a draft."""
    return create_draft(budget.report, budget.checks, budget.content, slug)
