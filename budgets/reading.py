"""Reads, parses and checks the bytes of a file. No Django, no database.

`main` runs in the child process of an import: the parent writes one line of JSON and the file to its standard
input, and it answers with pickled messages; it ends when it passes its limits of memory and processor time, and when
its parent ends.
"""

import json
import pickle
import resource
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from budgets.child import end_with, limit
from budgets.parsing import parse_report
from budgets.parsing.records import BudgetReport
from budgets.readers import read_document
from budgets.readers.document import UnreadableDocument
from budgets.reconcile import CheckOutcome, run_checks, with_year_before
from budgets.reconcile.last_year import YearBefore, year_before

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class ReadBudget:
    """The report of a document, the outcomes of its checks, and the time and memory used."""

    report: BudgetReport
    checks: tuple[CheckOutcome, ...]
    seconds: float
    peak_megabytes: float


def read(content: bytes, filename: str, progress: Progress | None = None) -> ReadBudget:
    """Read, parse and check a file; `progress` is told pages done and pages in all.

    Raises UnreadableDocument: what is wrong and what to do, as the code of a sentence.
    """
    start = time.perf_counter()
    report = parse_report(read_document(BytesIO(content), filename, progress))
    checks = run_checks(report)
    return ReadBudget(report, checks, time.perf_counter() - start, _peak_megabytes())


def compared(budget: ReadBudget, before: YearBefore | BudgetReport) -> ReadBudget:
    """What was read, with the checks that need the budget of the year before: its amounts, or all of it."""
    amounts = year_before(before) if isinstance(before, BudgetReport) else before
    return replace(budget, checks=with_year_before(budget.report, budget.checks, amounts))


def _peak_megabytes() -> float:
    """The most memory that this process has used. ru_maxrss would include that of the parent before the exec."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _send(stream: BinaryIO, *message: object) -> None:
    pickle.dump(message, stream)
    stream.flush()


def main() -> None:
    """Read one file: arguments and file from standard input, messages to standard output."""
    arguments = json.loads(sys.stdin.buffer.readline())
    end_with(arguments["parent"])
    limit(arguments["megabytes"], arguments["seconds"])
    out = sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not disturb the messages
    try:
        content = sys.stdin.buffer.read()
        budget = read(content, arguments["filename"], lambda done, of: _send(out, "progress", done, of))
    except UnreadableDocument as refusal:
        _send(out, "refused", refusal.code, refusal.parameters)
    except MemoryError:
        _send(out, "out of memory")
    except Exception:  # a document may cause any error; the parent logs the traceback
        traceback.print_exc()
        _send(out, "failed")
    else:
        _send(out, "read", budget)
