"""Who is not signed in sends small forms only; nothing else is read."""

import io
from typing import NoReturn

import pytest
from django.contrib.auth.models import User
from django.test import Client

from budgets.middleware import AnonymousBodyMiddleware

pytestmark = pytest.mark.django_db

MULTIPART = "multipart/form-data; boundary=X"


class Unread(io.RawIOBase):
    """A body that must not be read."""

    def read(self, *_: object) -> NoReturn:
        raise AssertionError("the body was read")

    readline = read


def _post(client: Client, path: str, length: int) -> int:
    # With a token in a cookie, or the protection against forged forms would refuse without looking at the form.
    client.cookies["csrftoken"] = "a" * 32
    request = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(length), "CONTENT_TYPE": MULTIPART}
    return client.generic("POST", path, **request).status_code


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/admin/upload/", 302),
        ("/admin/login/", 302),
        ("/admin/nothing/", 302),
        ("/", 403),
        ("/en/about/", 403),
    ],
)
def test_a_large_body_of_nobody_is_not_read(path: str, status: int) -> None:
    client = Client(enforce_csrf_checks=True)
    assert _post(client, path, AnonymousBodyMiddleware.SMALL + 1) == status


def test_an_account_without_the_desk_is_nobody() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_user("reader"))
    assert _post(client, "/admin/upload/", 1_000_000) == 302


def test_an_account_of_the_desk_is_read() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_user("lu", is_staff=True))
    with pytest.raises(AssertionError, match="the body was read"):
        _post(client, "/admin/upload/", 1_000_000)


def test_a_password_is_read() -> None:
    answer = Client().post("/admin/login/", {"username": "lu", "password": "x" * 10_000})
    assert answer.status_code == 200
    assert "用户名或密码不对" in answer.content.decode()
