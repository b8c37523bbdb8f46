"""`make harden` attacks every public route, in every language in which it answers."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils import translation

from bench.harden import BESIDE, MORE

NOT_PUBLIC = ("admin/",)  # behind a password; its first page is attacked


def _routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every route below, as `resolve` names it."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route
        else:
            yield from _routes(entry, route)


@pytest.mark.parametrize(("language", "prefix"), [("zh-hans", ""), ("en", "/en")])
def test_no_public_route_is_left_out(language: str, prefix: str) -> None:
    own = [a for a in MORE if a.startswith("/en/") == (language == "en") and not (prefix and a in BESIDE)]
    with translation.override(language):  # the routes of pages are those of the language
        public = {route for route in _routes(get_resolver()) if not route.startswith(NOT_PUBLIC)}
        attacked = {resolve(urlsplit(address).path).route for address in own}
    if prefix:
        public = {route for route in public if route.startswith("en/")}
    assert len(public) > 140
    assert public - attacked == set()
