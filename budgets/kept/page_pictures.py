"""The pages of a PDF as pictures, each drawn when it is first asked for and then kept as a file.

DATA_DIR/pages/<sha256>/ holds sizes.json and n.webp of one document, and n.failed where drawing failed: a busy machine
or a full memory may be the cause, so it is tried again, but not by every visitor. The folder may be deleted at any time.
The caller decides who may see a picture.
"""

import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from django.conf import settings

from budgets.models import SourceDocument

logger = logging.getLogger(__name__)

SECONDS = 20  # for one page; a usual one takes less than one
MEGABYTES = 500
TRIES = 3  # one after another; a page that failed so often rests before it is tried again
REST = 600  # seconds

Size = tuple[float, float]  # width and height in points, as displayed


def page_sizes(source: SourceDocument) -> list[Size]:
    """The size of every page in order; [] when the file is no PDF or cannot be opened."""
    if source.format != "pdf":
        return []
    kept = _folder(source.sha256) / "sizes.json"
    try:
        sizes = [(width, height) for width, height in json.loads(kept.read_text())]
    except (OSError, ValueError):
        sizes = []
    return sizes or _draw(source, 0)[0]


def page_picture(source: SourceDocument, page: int) -> bytes | None:
    """The picture of that page as WebP; None when there is no such page, or it cannot be drawn."""
    if not 1 <= page <= len(page_sizes(source)):
        return None
    try:
        kept = (_folder(source.sha256) / f"{page}.webp").read_bytes()
    except OSError:
        kept = b""
    return kept or _draw(source, page)[1]


def forget(sha256: str) -> None:
    """Delete every kept picture of that document."""
    shutil.rmtree(_folder(sha256), ignore_errors=True)


def _folder(sha256: str) -> Path:
    folder: Path = settings.DATA_DIR / "pages" / sha256
    return folder


def _draw(source: SourceDocument, page: int) -> tuple[list[Size], bytes | None]:
    """Draw and keep the sizes of all pages and the picture of one (0 for none)."""
    failed = _folder(source.sha256) / f"{page}.failed"
    failures = _failures(failed)
    if failures is None:
        return [], None
    content = SourceDocument.objects.values_list("content", flat=True).get(pk=source.pk)
    arguments = {"page": page, "megabytes": MEGABYTES, "seconds": SECONDS, "parent": os.getpid()}
    answer = _ask(json.dumps(arguments).encode() + b"\n" + bytes(content))
    if answer is None:
        logger.warning("Page %s of %s cannot be drawn", page, source.sha256)
        _keep(source.sha256, failed.name, str(failures + 1).encode())
        return [], None
    failed.unlink(missing_ok=True)
    first, _, picture = answer.partition(b"\n")
    sizes = [(width, height) for width, height in json.loads(first)]
    _keep(source.sha256, "sizes.json", first)
    if picture:
        _keep(source.sha256, f"{page}.webp", picture)
    return sizes, picture or None


def _failures(mark: Path) -> int | None:
    """How often drawing has failed so far; None while it rests after too many failures."""
    try:
        failures, at = int(mark.read_text()), mark.stat().st_mtime
    except (OSError, ValueError):
        return 0
    return None if failures >= TRIES and time.time() - at < REST else failures


def _ask(question: bytes) -> bytes | None:
    command = [sys.executable, "-c", "from budgets.kept.rendering import main; main()"]
    try:
        done = subprocess.run(
            command, cwd=settings.BASE_DIR, input=question, capture_output=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 and done.stdout else None


def _keep(sha256: str, name: str, content: bytes) -> None:
    """Write a file under another name, then rename it: no reader sees half a file. On a full disk it is not kept."""
    folder = _folder(sha256)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False) as part:
            part.write(content)
        os.replace(part.name, folder / name)
    except OSError:
        logger.exception("Cannot keep %s of %s", name, sha256)
