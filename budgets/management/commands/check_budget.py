"""check_budget FILE: prints the tables, findings, issues and lines without an owner of a document. No database."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from budgets.form.terminal import shown
from budgets.form.terms import Verdict
from budgets.importing import read_file
from budgets.management.documents import details, not_opened, progress_bar
from budgets.pages.precheck.html import checked_file
from budgets.pages.precheck.read import checked_report, hidden_items
from budgets.parsing.records import Severity
from budgets.readers.document import UnreadableDocument
from budgets.reading import ReadBudget
from budgets.words import refusals

FINDINGS = 3


class Command(BaseCommand):
    help = (
        "Read and check a published budget without storing anything. Exit code 0: everything has its place and "
        "agrees up to rounding, and the file hides nothing; 1: the file was refused; 3: something differs, cannot be "
        "checked, could not be read, is hidden or belongs to nothing."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--html", type=Path, metavar="OUT", help="write the same as a page to that file")

    def handle(self, *args: Any, file: Path, html: Path | None, **options: Any) -> None:
        try:
            budget, content = read_file(file, progress_bar(file.name))
            if html is not None:
                html.write_text(checked_file(checked_report(budget, len(content))))
        except UnreadableDocument as refusal:
            raise CommandError(shown(refusals.sentence(refusal.code, refusal.parameters))) from None
        except OSError as error:
            # The page could not be written where that is what was being opened.
            at = html if html is not None and error.filename == str(html) else file
            raise CommandError(not_opened(at, error)) from None
        for line in details(budget):
            self.stdout.write(line)
        if _has_findings(budget):
            sys.exit(FINDINGS)


def _has_findings(budget: ReadBudget) -> bool:
    """Whether anything differs, cannot be checked, could not be read, is hidden or has no owner."""
    report = budget.report
    return (
        bool(report.unowned or report.unread)
        or any(item.asks for item in hidden_items(report))
        or any(check.verdict in (Verdict.DIFFERS, Verdict.UNKNOWN) for check in budget.checks)
        or any(issue.severity is Severity.ERROR for issue in report.issues)
    )
