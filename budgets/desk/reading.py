"""Reads the file of a form within the limits, reports progress, and says in one sentence why it is refused."""

import hashlib
import time

from django.http import HttpRequest, HttpResponseBase, JsonResponse

from budgets import access, actions
from budgets.desk.forms import CheckForm
from budgets.desk.pages import desk_page
from budgets.importing import read_budget
from budgets.models import ReadingProgress
from budgets.readers.document import UnreadableDocument
from budgets.reading import Progress, ReadBudget
from budgets.words import refusals

SECONDS_BETWEEN = 0.3  # between updates: a page takes about ten milliseconds


def read_form(form: CheckForm) -> tuple[ReadBudget, bytes]:
    """The budget read from the form's file, and its bytes. Raises UnreadableDocument when it is refused."""
    file, token = form.cleaned_data["file"], form.cleaned_data["token"]
    try:
        content = file.read()
        return read_budget(content, file.name, _progress(token) if token else None), content
    finally:
        if token:
            actions.forget_progress(token)


def say_why(form: CheckForm, refusal: UnreadableDocument) -> None:
    """Show under the form's file why it was refused."""
    form.add_error("file", refusals.sentence(refusal.code, refusal.parameters))


def sha256_of(form: CheckForm) -> str:
    """The digest of the form's file."""
    digest = hashlib.sha256()
    for chunk in form.cleaned_data["file"].chunks():
        digest.update(chunk)
    form.cleaned_data["file"].seek(0)
    return digest.hexdigest()


def _progress(token: str) -> Progress:
    last = 0.0

    def tell(done: int, pages: int) -> None:
        nonlocal last
        if time.monotonic() - last >= SECONDS_BETWEEN:
            last = time.monotonic()
            actions.report_progress(token, done, pages)

    return tell


@desk_page(access.UPLOAD)
def progress(request: HttpRequest, token: str) -> HttpResponseBase:
    """The progress of the reading that was started with that token."""
    row = ReadingProgress.objects.filter(token=token).first()
    return JsonResponse({"done": row.done, "pages": row.pages} if row else {})
