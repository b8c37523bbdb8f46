"""check_budget FILE: what a document holds, what belongs to nothing, and what does not add up. No database."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from budgets.importing import ReadBudget, read_budget
from budgets.readers.document import Place, UnreadableDocument
from budgets.vocabulary import Verdict


class Command(BaseCommand):
    help = "Read and check a published budget without storing anything."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            budget = read_budget(file)
        except (UnreadableDocument, OSError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write("\n".join(_lines(budget)))


def _lines(budget: ReadBudget) -> list[str]:
    report = budget.report
    verdicts = Counter(check.verdict for check in budget.checks)
    figures = sum(len(line.figures) for table in report.tables for line in table.lines)
    return [
        f"{report.body}  {report.year}年{report.kind.value}  {report.title}",
        *(
            f"  表{t.table.number} {t.title}：{len(t.lines)} 行，{sum(len(x.figures) for x in t.lines)} 个数字"
            for t in report.tables
        ),
        f"  共 {figures} 个数字，{len(report.statements)} 份项目说明，{len(report.institutions.units)} 家单位，"
        f"{len(report.definitions)} 个名词",
        "  核对：" + "，".join(f"{v.value} {verdicts[v]}" for v in Verdict),
        *(
            f"  {c.verdict.value}：{c.title}（{c.left} / {c.right}，差 {c.difference} {c.unit}）"
            for c in budget.checks
            if c.verdict is not Verdict.EQUAL
        ),
        *(f"  提示：{issue.message}（{place_words(issue.place)}）" for issue in report.issues),
        *(f"  没有归属：{place_words(line.place)}：{line.text}" for line in report.unowned),
        f"  没有归属的行：{len(report.unowned)}",
    ]


def place_words(place: Place) -> str:
    """A place in words: 第3页 第12行."""
    parts = (("页", place.page), ("行", place.line))
    return " ".join(f"第{number}{word}" for word, number in parts if number) or "位置不明"
