"""Who asks: the address that counts, behind proxies that are named, and the client that limits count by."""

import ipaddress
import logging
from collections.abc import Callable, Sequence
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

ONE_HOUSEHOLD = 64  # bits: whoever has one address of IPv6 has all that share so many


class ClientAddressMiddleware:
    """REMOTE_ADDR becomes the reader's address where a proxy of TRUSTED_PROXIES asks: the last one in X-Forwarded-For
    that such a proxy did not write itself. Earlier addresses in it come from outside and are not believed.

    The lock-out, the limits and the log use the address.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        if forwarded:
            asking = request.META.get("REMOTE_ADDR", "")
            request.META["REMOTE_ADDR"] = reader(asking, forwarded.split(","))
            if not is_named(asking):
                _warn_of(asking)
        return self.get_response(request)


def reader(asking: str, forwarded: Sequence[str]) -> str:
    """The address that counts: from the one that asks backwards through `forwarded`, for as long as it is named."""
    for entry in reversed(forwarded):
        # Without an IPv6 zone: PostgreSQL takes none, and it may be of any length.
        further = _address(entry.strip().partition("%")[0])
        if further is None or not is_named(asking):
            break
        asking = str(further)
    return asking


def is_named(address: str) -> bool:
    """Whether it is one of TRUSTED_PROXIES."""
    known = _address(address)
    return known is not None and any(
        known in network for network in _networks(tuple(settings.TRUSTED_PROXIES))
    )


def client(request: HttpRequest) -> str:
    """The address by which a client is counted: of IPv6 the network of the household."""
    known = _address(request.META.get("REMOTE_ADDR", ""))
    if isinstance(known, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((known, ONE_HOUSEHOLD), strict=False))
    return str(known)


def is_unnamed_proxy(request: HttpRequest) -> bool:
    """Whether a program on this machine asks for somebody else and is not named: nobody can tell for whom."""
    known = _address(request.META.get("REMOTE_ADDR", ""))
    return known is not None and known.is_loopback and "HTTP_X_FORWARDED_FOR" in request.META


def _address(text: str) -> Address | None:
    """An address; an IPv4 address that is written as IPv6 is the IPv4 address."""
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


@lru_cache
def _networks(names: tuple[str, ...]) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    return [ipaddress.ip_network(name, strict=False) for name in names]


@lru_cache(maxsize=16)
def _warn_of(address: str) -> None:
    """Once for each address, sixteen at most are remembered."""
    logger.warning("X-Forwarded-For from %s is not believed: a proxy must be in TRUSTED_PROXIES", address)
