"""From a file to a draft: read, parse and check in a bounded child process, then store.

A document comes from outside and may be broken or hostile, so it is read in a process with limits of memory and of
processor time, which a busy machine does not use up; the parent only receives a report, or the code of one sentence for
the user. The child ends with its parent.
"""

import json
import logging
import os
import pickle
import signal
import sys
import threading
from pathlib import Path
from subprocess import PIPE, Popen
from typing import IO, Any

from django.conf import settings
from django.db import DatabaseError

from budgets.actions import create_draft, year_before_of
from budgets.form.terminal import shown
from budgets.models import Body, EditionVersion
from budgets.readers.document import UnreadableDocument
from budgets.reading import Progress, ReadBudget, compared

logger = logging.getLogger(__name__)

PATIENCE = 10  # times the limit of processor time: a child that takes longer by the clock is stuck


def read_file(path: Path, progress: Progress | None = None) -> tuple[ReadBudget, bytes]:
    """Read, parse and check a file on disk; stores nothing. Also gives the file's bytes.

    Raises UnreadableDocument (the code of one sentence for the user) and OSError when the file cannot be opened.
    """
    if path.stat().st_size > settings.IMPORT_MAX_MEGABYTES * 1024 * 1024:
        raise too_large(path.name)
    content = path.read_bytes()
    return read_budget(content, path.name, progress), content


def read_budget(content: bytes, filename: str, progress: Progress | None = None) -> ReadBudget:
    """Read, parse and check a file's bytes in a child process, within the limits of the settings.

    Raises UnreadableDocument: what is wrong and what to do, as the code of a sentence.
    """
    if len(content) > settings.IMPORT_MAX_MEGABYTES * 1024 * 1024:
        raise too_large(filename)
    arguments = {
        "filename": filename,
        "megabytes": settings.IMPORT_MEMORY_MEGABYTES,
        "seconds": settings.IMPORT_SECONDS,
        "parent": os.getpid(),
    }
    # Not -m: the child's classes must be budgets.reading's, not __main__'s, for the parent to unpickle them.
    command = [sys.executable, "-c", "from budgets.reading import main; main()"]
    with Popen(command, cwd=settings.BASE_DIR, stdin=PIPE, stdout=PIPE, stderr=PIPE) as child:
        stuck = threading.Event()
        timer = threading.Timer(PATIENCE * settings.IMPORT_SECONDS, _end, (child, stuck))
        timer.start()
        try:
            # The child answers only once it has the whole file, but libraries may print warnings at any time.
            errors = threading.Thread(target=_drain, args=(child.stderr, filename), daemon=True)
            errors.start()
            _give(child, json.dumps(arguments).encode() + b"\n" + content)
            message = _last_message(child, progress)
        finally:
            timer.cancel()
            child.kill()
    return _outcome(message, filename, stuck.is_set(), child.returncode == -signal.SIGXCPU)


def _end(child: Popen[bytes], stuck: threading.Event) -> None:
    stuck.set()
    child.kill()


def _drain(stream: IO[bytes], filename: str) -> None:
    """Log what the child writes to standard error, such as the traceback of a document that it could not read."""
    words = stream.read().decode(errors="replace").strip()
    if words:
        logger.error("Reading %s: %s", shown(filename), shown(words, lines=True))


def _give(child: Popen[bytes], content: bytes) -> None:
    assert child.stdin is not None
    try:
        child.stdin.write(content)
        child.stdin.close()
    except BrokenPipeError:
        pass  # the child died; the missing result is handled later


def _last_message(child: Popen[bytes], progress: Progress | None) -> tuple[Any, ...]:
    """The message that ends the reading; () when the child died before it sent one."""
    assert child.stdout is not None
    try:
        while True:
            message: tuple[Any, ...] = pickle.load(child.stdout)
            if message[0] != "progress":
                return message
            if progress is not None:
                progress(message[1], message[2])
    except (EOFError, pickle.UnpicklingError):
        return ()


def _outcome(message: tuple[Any, ...], filename: str, stuck: bool, spent: bool) -> ReadBudget:
    """What the child gave; `stuck` and `spent` say that it was ended by the clock, or by its processor time."""
    if message and message[0] == "read":
        budget: ReadBudget = message[1]
        return budget
    if message and message[0] == "refused":
        raise UnreadableDocument(message[1], **message[2])
    if spent:
        raise UnreadableDocument("reading.slow", name=filename, seconds=settings.IMPORT_SECONDS)
    if stuck:
        raise UnreadableDocument("reading.stuck", name=filename, seconds=PATIENCE * settings.IMPORT_SECONDS)
    if message and message[0] == "failed":
        raise UnreadableDocument("reading.failed", name=filename)
    if message:
        megabytes = settings.IMPORT_MEMORY_MEGABYTES
        raise UnreadableDocument("reading.memory", name=filename, megabytes=megabytes)
    raise UnreadableDocument("reading.died", name=filename)


def compared_with_stored(budget: ReadBudget) -> ReadBudget:
    """What was read, with the checks that need what the body has published for the year before, where it has."""
    before = year_before_of(budget.report)
    return compared(budget, before) if before else budget


def too_large(filename: str) -> UnreadableDocument:
    """The error for a file over the limit."""
    return UnreadableDocument("reading.size", name=filename, megabytes=settings.IMPORT_MAX_MEGABYTES)


def draft_of(budget: ReadBudget, content: bytes, slug: str = "", **more: Any) -> EditionVersion:
    """Store what was read as a draft; `more` are other arguments of create_draft.

    Raises UnreadableDocument when the database cannot hold it, and then nothing is stored.
    """
    longest = Body._meta.get_field("name").max_length or 0
    if len(budget.report.body) > longest:  # SQLite would store any length
        raise UnreadableDocument("reading.long-name", count=len(budget.report.body), most=longest)
    try:
        return create_draft(budget.report, budget.checks, content, slug, **more)
    except DatabaseError as error:
        logger.exception("Storing %s", shown(budget.report.filename))
        raise UnreadableDocument("reading.storing", name=budget.report.filename) from error
