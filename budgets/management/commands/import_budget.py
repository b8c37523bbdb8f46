"""import_budget FILE|FOLDER [--slug S] [--publish]: store published budgets as drafts, or publish them."""

import logging
import os
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from budgets import actions
from budgets.form.terminal import shown
from budgets.form.terms import Acknowledged
from budgets.importing import draft_of, read_file
from budgets.management.documents import documents_in, not_opened, one_line, progress_bar
from budgets.pages.data.package import prepare
from budgets.pages.editions import anything_published
from budgets.readers.document import UnreadableDocument
from budgets.words import refusals

logger = logging.getLogger(__name__)

WRONG_ARGUMENTS = 2


def _accepted(words: str) -> tuple[Acknowledged, ...]:
    """What --accept names."""
    known = {what.word: what for what in Acknowledged}
    wrong = [word for word in words.split(",") if word not in known]
    if wrong:
        raise ArgumentTypeError(f"不认识“{'、'.join(wrong)}”；可以写 {','.join(known)}。")
    return tuple(known[word] for word in words.split(","))


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
        parser.add_argument(
            "--accept",
            type=_accepted,
            default=(),
            metavar="unread,hidden,cover,fewer",
            help="what you have looked at and publish all the same, with commas: unread (printed and not read), "
            "hidden (in the file, not on its pages), cover (contradicts the tables), fewer (tables of the live version lack)",
        )
        parser.add_argument("--if-empty", action="store_true", help="do nothing when anything is published")

    def handle(
        self, *args: Any, path: Path, slug: str, publish: bool, if_empty: bool, **options: Any
    ) -> None:
        if if_empty and anything_published():
            return
        if slug and os.path.isdir(path):
            raise CommandError("--slug 只能和一个文件一起用。", returncode=WRONG_ARGUMENTS)
        if options["accept"] and not publish:
            raise CommandError("--accept 只能和 --publish 一起用。", returncode=WRONG_ARGUMENTS)
        documents = documents_in(path)
        if not documents:
            raise CommandError(
                f"文件夹“{shown(str(path))}”里没有可以导入的文件。", returncode=WRONG_ARGUMENTS
            )
        how = {name: options[name] for name in ("reason", "accept")} if publish else None
        refused = [line for document in documents if (line := self._import(document, slug, how))]
        if len(documents) > 1:
            self.stdout.write(
                f"共 {len(documents)} 份，存入 {len(documents) - len(refused)}，拒绝 {len(refused)}"
            )
        if refused:
            raise CommandError("\n".join(refused))

    def _import(self, document: Path, slug: str, how: dict[str, Any] | None) -> str:
        """Store one document, and publish it unless `how` is None; gives "", or why it was refused and not stored."""
        try:
            budget, content = read_file(document, progress_bar(document.name))
            with transaction.atomic():
                version = draft_of(budget, content, slug)
                if how is not None:
                    version = actions.publish(version, how["reason"], accepted=how["accept"])
        except UnreadableDocument as refusal:
            return shown(f"{document.name}：{refusals.sentence(refusal.code, refusal.parameters)}")
        except actions.NotAcknowledged as refusal:
            words = ",".join(what.word for what in refusal.missing)
            return shown(
                f"{document.name}：{refusal}先用 check_budget 看清楚；仍要公开，就加上 --accept {words}。"
            )
        except actions.ActionRefused as refusal:
            return shown(f"{document.name}：{refusal}")
        except OSError as error:
            return not_opened(document, error)
        except Exception:  # a fault of ours in one document keeps no other out
            logger.exception("Importing a document failed")
            return shown(
                f"{document.name}：存入时程序出错，没有存入；出错的经过在日志里，请报告给本站的开发者。"
            )
        if how is not None:
            prepare(version)
        self.stdout.write(shown(f"{document.name}：{version.get_status_display()}，{one_line(budget)}"))
        return ""
