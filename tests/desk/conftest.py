"""Accounts of the three roles, and documents for them."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.conftest import SAMPLE

Account = Callable[..., Client]

UPLOADER, PUBLISHER, ADMINISTRATOR = "录入员", "发布员", "管理员"


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


def altered(old: str, new: str) -> bytes:
    """The bundled document with one passage altered; the passage stands in it exactly once."""
    text = SAMPLE.read_text()
    assert text.count(old) == 1, old
    return text.replace(old, new).encode()


def file(content: bytes | None = None, name: str = "公开.txt") -> SimpleUploadedFile:
    """A file for a form: the bundled document, or other bytes."""
    return SimpleUploadedFile(name, BytesIO(content or SAMPLE.read_bytes()).getvalue())
