"""The progress of reading a document, and the log entry when it is refused."""

from datetime import timedelta

from django.utils import timezone

from budgets.actions.log import Actor, record
from budgets.models import LogEntry, ReadingProgress
from budgets.readers.document import UnreadableDocument

FORGOTTEN_AFTER = timedelta(hours=1)  # for rows of readings whose process died


def report_progress(token: str, done: int, pages: int) -> None:
    """Store how many pages of a reading are done, under its token."""
    ReadingProgress.objects.update_or_create(token=token, defaults={"done": done, "pages": pages})


def forget_progress(token: str) -> None:
    """Delete the progress of a finished reading, and old rows that others left behind."""
    ReadingProgress.objects.filter(token=token).delete()
    ReadingProgress.objects.filter(started_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()


def refused_upload(filename: str, sha256: str, refusal: UnreadableDocument, by: Actor) -> None:
    """Log that a file was refused, and why; nothing of the file itself is stored."""
    why = {"said": refusal.code, **refusal.parameters}
    record(LogEntry.Act.REFUSED, by, filename=filename[:255], sha256=sha256, refusal=why)
