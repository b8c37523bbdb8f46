"""check_budget FILE: prints the tables, findings, issues and lines without an owner of a document. No database."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from budgets.form.spelling import same_brackets
from budgets.form.terminal import shown
from budgets.form.terms import Verdict
from budgets.importing import read_file
from budgets.management.documents import details, not_opened, progress_bar
from budgets.pages.precheck.html import checked_file
from budgets.pages.precheck.read import checked_report, hidden_items
from budgets.parsing.records import Severity
from budgets.readers.document import UnreadableDocument
from budgets.reading import ReadBudget, compared
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
        parser.add_argument(
            "--before",
            type=Path,
            metavar="FILE",
            help="the budget of the same body for the year before: a table that prints its figures again is told",
        )
        parser.add_argument("--html", type=Path, metavar="OUT", help="write the same as a page to that file")

    def handle(self, *args: Any, file: Path, html: Path | None, before: Path | None, **options: Any) -> None:
        try:
            budget, content = read_file(file, progress_bar(file.name))
            if before is not None:
                budget = _compared(budget, before)
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


def _compared(budget: ReadBudget, before: Path) -> ReadBudget:
    """The document with the checks that need the one of the year before. Raises CommandError for any other document."""
    report = budget.report
    try:
        earlier = read_file(before, progress_bar(before.name))[0].report
    except UnreadableDocument as refusal:
        words = refusals.sentence(refusal.code, refusal.parameters)
        raise CommandError(shown(f"--before {before.name}：{words}")) from None
    names = {same_brackets(each.body) for each in (report, earlier)}
    if len(names) > 1 or earlier.kind is not report.kind or earlier.year != report.year - 1:
        raise CommandError(
            shown(
                f"--before 要给出{report.body}{report.year - 1}年的{report.kind.value}；"
                f"{before.name}是{earlier.body}{earlier.year}年的{earlier.kind.value}。"
            )
        )
    return compared(budget, earlier)


def _has_findings(budget: ReadBudget) -> bool:
    """Whether anything differs, cannot be checked, could not be read, is hidden or has no owner."""
    report = budget.report
    return (
        bool(report.unowned or report.unread)
        or any(item.asks for item in hidden_items(report))
        or any(check.verdict in (Verdict.DIFFERS, Verdict.UNKNOWN) for check in budget.checks)
        or any(issue.severity is Severity.ERROR for issue in report.issues)
    )
