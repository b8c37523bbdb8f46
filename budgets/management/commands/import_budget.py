"""import_budget FILE|FOLDER [--slug S] [--publish]: store published budgets as drafts, or publish them."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from budgets import actions
from budgets.form.terminal import shown
from budgets.importing import draft_of, read_file
from budgets.management.documents import documents_in, one_line, progress_bar
from budgets.pages.data.package import prepare
from budgets.pages.editions import anything_published
from budgets.readers.document import UnreadableDocument
from budgets.words import refusals

WRONG_ARGUMENTS = 2


class Command(BaseCommand):
    help = "Read, check and store published budgets. Exit code 0: all stored; 1: at least one refused; 2: wrong arguments."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="a document, or a folder of documents")
        parser.add_argument(
            "--slug", default="", help="address name of a body seen for the first time; one file only"
        )
        parser.add_argument(
            "--publish", action="store_true", help="publish at once instead of leaving drafts"
        )
        parser.add_argument(
            "--reason",
            default="",
            help="why a published edition is corrected; public, needed for a correction",
        )
        parser.add_argument("--if-empty", action="store_true", help="do nothing when anything is published")

    def handle(
        self, *args: Any, path: Path, slug: str, publish: bool, reason: str, if_empty: bool, **options: Any
    ) -> None:
        if if_empty and anything_published():
            return
        if slug and path.is_dir():
            raise CommandError("--slug 只能和一个文件一起用。", returncode=WRONG_ARGUMENTS)
        documents = documents_in(path)
        if not documents:
            raise CommandError(
                f"文件夹“{shown(str(path))}”里没有可以导入的文件。", returncode=WRONG_ARGUMENTS
            )
        refused = [line for document in documents if (line := self._import(document, slug, publish, reason))]
        if len(documents) > 1:
            self.stdout.write(
                f"共 {len(documents)} 份，存入 {len(documents) - len(refused)}，拒绝 {len(refused)}"
            )
        if refused:
            raise CommandError("\n".join(refused))

    def _import(self, document: Path, slug: str, publish: bool, reason: str) -> str:
        """Store one document; gives "", or why it was refused, in which case nothing is stored."""
        try:
            budget, content = read_file(document, progress_bar(document.name))
            with transaction.atomic():
                version = draft_of(budget, content, slug)
                if publish:
                    version = actions.publish(version, reason)
        except UnreadableDocument as refusal:
            return shown(f"{document.name}：{refusals.sentence(refusal.code, refusal.parameters)}")
        except (actions.ActionRefused, OSError) as error:
            return shown(f"{document.name}：{error}")
        if publish:
            prepare(version)
        self.stdout.write(shown(f"{document.name}：{version.get_status_display()}，{one_line(budget)}"))
        return ""
