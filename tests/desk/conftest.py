"""Accounts of the three roles, and documents for them."""

import hashlib
from collections.abc import Callable
from io import BytesIO

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from budgets import importing
from budgets.reading import Progress, ReadBudget
from tests.conftest import SAMPLE
from tests.documents import short_form

Account = Callable[..., Client]

UPLOADER, PUBLISHER, ADMINISTRATOR = "录入员", "发布员", "管理员"


_read: dict[tuple[object, ...], ReadBudget] = {}


@pytest.fixture(autouse=True)
def each_document_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was uploaded before, under the same name and limits, gives what the child process gave then."""

    def read_budget(content: bytes, filename: str, progress: Progress | None = None) -> ReadBudget:
        if progress is not None:
            return importing.read_budget(content, filename, progress)
        limits = settings.IMPORT_MAX_MEGABYTES, settings.IMPORT_MEMORY_MEGABYTES, settings.IMPORT_SECONDS
        key = (hashlib.sha256(content).digest(), filename, *limits)
        if key not in _read:
            _read[key] = importing.read_budget(content, filename)
        return _read[key]

    monkeypatch.setattr("budgets.desk.reading.read_budget", read_budget)


@pytest.fixture
def account(db: None) -> Account:
    """Signs an account of those roles in, made when it is first asked for; its name is client.name."""

    def sign_in(name: str, *roles: str) -> Client:
        user, created = User.objects.get_or_create(username=name, defaults={"is_staff": True})
        if created:
            user.groups.set(Group.objects.filter(name__in=roles))
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def uploader(account: Account) -> Client:
    return account("lu", UPLOADER)


@pytest.fixture
def publisher(account: Account) -> Client:
    return account("fa", PUBLISHER)


WHOLE = SAMPLE.read_text()
SHORT = short_form(WHOLE)


def altered(old: str, new: str, text: str = SHORT) -> bytes:
    """The document with one passage altered; the passage stands in it exactly once."""
    assert text.count(old) == 1, old
    return text.replace(old, new).encode()


def file(content: bytes | None = None, name: str = "公开.txt") -> SimpleUploadedFile:
    """A file for a form: the bundled document in its short form, or other bytes."""
    return SimpleUploadedFile(name, BytesIO(content or SHORT.encode()).getvalue())
