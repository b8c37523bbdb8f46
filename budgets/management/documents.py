"""Shared by import_budget and check_budget: a progress bar, and summaries of documents in words."""

import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from budgets.form.amounts import plain
from budgets.form.terminal import shown
from budgets.form.terms import Verdict
from budgets.models import CheckResult
from budgets.pages.checks.read import counted_outcomes
from budgets.pages.precheck.read import hidden_items, page_signs, unowned_items, unread_items
from budgets.parsing.records import BudgetReport
from budgets.readers.document import Place
from budgets.reading import Progress, ReadBudget
from budgets.words import beside, issues
from budgets.words.checks import by_theme, no_right, nothing_there
from budgets.words.tables import title_of

SUFFIXES = {".txt", ".md", ".pdf", ".docx", ".xlsx"}
_BAR = 24


def progress_bar(name: str) -> Progress | None:
    """A bar that redraws itself on a terminal; None elsewhere, where lines must stay plain."""
    if not sys.stderr.isatty():
        return None

    name = shown(name)

    def draw(done: int, pages: int) -> None:
        filled = _BAR * done // max(pages, 1)
        end = "\r\x1b[K" if done >= pages else ""
        sys.stderr.write(f"\r\x1b[K{name} {'█' * filled}{'░' * (_BAR - filled)} 第 {done}/{pages} 页{end}")
        sys.stderr.flush()

    return draw


def not_opened(path: Path, error: OSError) -> str:
    """Why a file cannot be read or written, in one sentence that is safe on a terminal."""
    name = shown(str(path))
    match error:
        case FileNotFoundError():
            return f"找不到“{name}”，请检查路径和文件名。"
        case PermissionError():
            return f"没有权限打开“{name}”，请检查它的权限。"
        case IsADirectoryError():
            return f"“{name}”是文件夹，请写明其中的一个文件。"
        case NotADirectoryError():
            return f"“{name}”的路径里有一段不是文件夹，请检查路径。"
    if error.errno == errno.ENAMETOOLONG:
        return f"“{name}”的文件名太长，请改短。"
    return f"打不开“{name}”（{shown(error.strerror or type(error).__name__)}）。"


def documents_in(path: Path) -> list[Path]:
    """The file itself, or the documents of a folder in the order of their names."""
    if not os.path.isdir(path):  # Path.is_dir raises for a name that is too long
        return [path]
    return sorted(p for p in path.iterdir() if p.is_file() and p.suffix.lower() in SUFFIXES)


def one_line(budget: ReadBudget) -> str:
    """The summary of a document, in one line that is safe on a terminal."""
    report = budget.report
    checks = counted_outcomes(budget.checks)
    about = {Verdict.DIFFERS: f"（{by_theme(checks.themes)}）"} if checks.themes else {}
    counts = (
        f"{len(report.tables)} 张表" + (f"（另有 {n} 张照原文收录）" if (n := len(report.further)) else ""),
        f"{sum(len(table.lines) for table in report.tables)} 行",
        f"{sum(len(line.figures) for table in report.tables for line in table.lines)} 个数字",
        f"{len(report.statements)} 份项目说明",
        f"没有归属 {len(report.unowned)} 行",
        "核对 "
        + " ".join(f"{verdict.value} {checks.of(verdict)}{about.get(verdict, '')}" for verdict in Verdict),
        f"{budget.seconds:.1f} 秒",
        f"{budget.peak_megabytes:.0f} MB",
    )
    return shown(f"{report.body} {report.year}年{report.kind.value}：" + "，".join(counts))


def details(budget: ReadBudget) -> Iterator[str]:
    """The full report on a document: tables, findings, issues, and lines without an owner; safe on a terminal."""
    yield from map(shown, _details(budget))


def _details(budget: ReadBudget) -> Iterator[str]:
    report = budget.report
    yield one_line(budget)
    for table in report.tables:
        figures = sum(len(line.figures) for line in table.lines)
        yield f"  表{table.table.number} {title_of(table.title, table.table.title)}：{len(table.lines)} 行，{figures} 个数字"
    for further in report.further:
        yield f"  照原文收录，没有核对：{further.title}：{len(further.rows)} 行"
    yield f"  {len(report.institutions.units)} 家单位，{len(report.definitions)} 个名词，{len(report.facts)} 个说明中的数字"
    for check in budget.checks:
        if check.verdict is not Verdict.EQUAL and not check.cause:
            yield f"  {check.verdict.value}：{_finding(CheckResult.of(check))}"
            following = [each for each in budget.checks if each.cause == check.code]
            yield from (f"    由它引起：{_finding(CheckResult.of(each))}" for each in following)
    for sign in page_signs(report):
        yield f"  公开前请看：{sign.kind.value}（{sign.place_words or '位置不明'}）：{sign.excerpt}"
    yield from _hidden(report)
    for item in unread_items(report):
        said = f"{beside.unread_cause(item.cause, item.table)}（{item.place or '位置不明'}）"
        yield f"  没有读出：{said}：{item.text}" if item.text else f"  没有读出：{said}"
    for issue in report.issues:
        yield f"  提示：{issues.sentence(issue.code, issue.parameters)}（{place_words(issue.place)}）"
    for line in unowned_items(report):
        yield f"  没有归属：{line.place or '位置不明'}：{line.quote}"


def _finding(result: CheckResult) -> str:
    """What a check says, and its two sides where it compares any."""
    if result.left is None and result.right is None:
        return result.title
    left, right = (
        nothing if side is None else f"{plain(side)} {result.unit}"
        for side, nothing in ((result.left, nothing_there(result)), (result.right, no_right(result)))
    )
    return f"{result.title}（{left} / {right}）"


def _hidden(report: BudgetReport) -> Iterator[str]:
    """What the file hides, the personal data in it starred, and how it is cleaned."""
    items = hidden_items(report)
    for item in items:
        kind, place = beside.hidden_kind(item.kind, item.author), item.place or "位置不明"
        found = "".join(f"【{sign.value}】" for sign in dict.fromkeys(sign.kind for sign in item.signs))
        more = "" if item.searched else beside.unsearched()
        yield f"  文件里看不见的内容：{kind}（{place}）：{found}{beside.quoted(item.text)}{more}"
    if any(item.asks for item in items):
        yield f"  {beside.cleaning(report.format)}"


def place_words(place: Place) -> str:
    """A place in words: 第3页 第12行."""
    parts = (("页", place.page), ("行", place.line), ("张表", place.table if place.line is None else None))
    return " ".join(f"第{number}{word}" for word, number in parts if number) or "位置不明"
