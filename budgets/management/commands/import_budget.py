"""import_budget FILE [--slug S] [--publish]: store a published budget as a draft, or publish it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from budgets import actions
from budgets.importing import draft_of, read_budget
from budgets.queries.editions import anything_published
from budgets.readers.document import UnreadableDocument


class Command(BaseCommand):
    help = "Read, check and store a published budget."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--slug", default="", help="address name for a body that is seen for the first time"
        )
        parser.add_argument(
            "--publish", action="store_true", help="publish at once instead of leaving a draft"
        )
        parser.add_argument("--if-empty", action="store_true", help="do nothing when anything is published")

    def handle(
        self, *args: Any, file: Path, slug: str, publish: bool, if_empty: bool, **options: Any
    ) -> None:
        if if_empty and anything_published():
            return
        try:
            budget = read_budget(file)
            version = draft_of(budget, slug)
            if publish:
                version = actions.publish(version)
        except (UnreadableDocument, actions.ActionRefused, OSError) as error:
            raise CommandError(str(error)) from None
        report = budget.report
        self.stdout.write(
            f"{version.edition} {version.get_status_display()}：{len(report.tables)} 张表，"
            f"{len(report.statements)} 份项目说明，{len(report.unowned)} 行没有归属"
        )
