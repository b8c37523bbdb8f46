"""Whose address counts behind a proxy, and by what clients are counted."""

import pytest
from django.http import HttpRequest, HttpResponse
from pytest_django import Settings

from portal.clients import ClientAddressMiddleware, client, is_unnamed_proxy

PROXIES = ["127.0.0.0/8", "10.0.0.0/24", "2001:db8:1::/48"]


def _address(asking: str, forwarded: str) -> str:
    seen = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    request = HttpRequest()
    request.META |= {"REMOTE_ADDR": asking, "HTTP_X_FORWARDED_FOR": forwarded}
    ClientAddressMiddleware(answer)(request)
    return seen[0]


@pytest.mark.parametrize(
    ("asking", "forwarded", "address"),
    [
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        # The first was sent by the reader, the last by the proxy.
        ("127.0.0.1", "1.2.3.4, 203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9, 2001:db8::1", "2001:db8::1"),
        ("127.0.0.1", "fe80::1%eth0", "fe80::1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "1.2.3.4, nonsense", "127.0.0.1"),
        # Two proxies that are named, one behind the other.
        ("127.0.0.1", "1.2.3.4, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
        ("2001:db8:1::5", "203.0.113.9", "203.0.113.9"),
        ("::ffff:10.0.0.7", "203.0.113.9", "203.0.113.9"),
        # Whoever is not named may write what they like.
        ("198.51.100.1", "203.0.113.9", "198.51.100.1"),
        ("10.0.1.7", "203.0.113.9", "10.0.1.7"),
        ("127.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
    ],
)
def test_only_named_proxies_say_for_whom_they_ask(
    settings: Settings, asking: str, forwarded: str, address: str
) -> None:
    settings.TRUSTED_PROXIES = PROXIES
    assert _address(asking, forwarded) == address


def test_nobody_is_believed_where_no_proxy_is_named(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = []
    assert _address("127.0.0.1", "203.0.113.9") == "127.0.0.1"


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("", "None"),
    ],
)
def test_an_address_of_ipv6_counts_with_its_network(address: str, counted: str) -> None:
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = address
    assert client(request) == counted


@pytest.mark.parametrize(
    ("address", "forwarded", "unnamed"),
    [("127.0.0.1", "1.2.3.4", True), ("127.0.0.1", None, False), ("203.0.113.9", "1.2.3.4", False)],
)
def test_a_proxy_on_this_machine_that_is_not_named(
    address: str, forwarded: str | None, unnamed: bool
) -> None:
    request = HttpRequest()
    request.META |= {"REMOTE_ADDR": address} | ({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})
    assert is_unnamed_proxy(request) is unnamed
