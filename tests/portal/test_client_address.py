"""Whose address counts behind a proxy."""

import pytest
from django.http import HttpRequest, HttpResponse
from pytest_django import Settings

from portal.middleware import ClientAddressMiddleware


@pytest.mark.parametrize(
    ("https", "forwarded", "address"),
    [
        (True, "203.0.113.9", "203.0.113.9"),
        (
            True,
            "1.2.3.4, 203.0.113.9",
            "203.0.113.9",
        ),  # the first was sent by the reader, the last by the proxy
        (True, "203.0.113.9, 2001:db8::1", "2001:db8::1"),
        (True, "fe80::1%eth0", "fe80::1"),
        (True, "", "127.0.0.1"),
        (True, "1.2.3.4, nonsense", "127.0.0.1"),
        (False, "203.0.113.9", "127.0.0.1"),  # no proxy: whoever asks may write what they like
    ],
)
def test_the_last_entry_counts_behind_a_proxy(
    settings: Settings, https: bool, forwarded: str, address: str
) -> None:
    settings.HTTPS = https
    seen = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    request = HttpRequest()
    request.META |= {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": forwarded}
    ClientAddressMiddleware(answer)(request)
    assert seen == [address]
