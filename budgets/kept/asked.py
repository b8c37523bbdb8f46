"""What a request asks for, as far as an answer depends on it."""

import hashlib
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django import get_version
from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve
from django.utils.translation import override

from budgets.kept.public import canonical
from budgets.models import SITE
from portal import VERSION

Environ = Mapping[str, Any]

# Never kept: the desk, previews, and what is no page.
OTHERS = (
    "/admin/",
    "/static/",
    "/preview/",
    "/en/preview/",
    "/healthz",
    "/readyz",
    "/favicon.ico",
    "/robots.txt",
)
# First segments of pages across bodies; every other first segment is the address name of a body.
ACROSS = frozenset(["", "compare", "search", "glossary", "about", "data"])
# What makes pages besides the data: code, templates, translations, static files.
LONGEST_ADDRESS = 1000  # bytes of a path or a host
_RELEASE = (
    "requirements.txt",
    "budgets/**/*.py",
    "portal/**/*.py",
    "templates/**/*",
    "locale/**/*.mo",
    "static/**/*",
)


class Asked(NamedTuple):
    """A request for something public: the scope of its state mark, the host in small letters, the query string as the
    page knows it, a digest.

    The digest holds all that the answer depends on besides the state.
    """

    scope: str
    host: str
    query: str
    digest: str


def asked_of(environ: Environ) -> Asked | None:
    """What a request asks for; None where its answer is never kept."""
    path = environ.get("PATH_INFO", "/")
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or path.startswith(OTHERS) or _has_session(environ):
        return None
    scheme, host = _scheme(environ), environ.get("HTTP_HOST", "").lower()
    if (
        len(path) > LONGEST_ADDRESS
        or len(host) > LONGEST_ADDRESS
        or not _is_ours(host, environ.get("SERVER_PORT", ""))
    ):
        return None
    if settings.HTTPS and scheme != "https":
        return None
    query = environ.get("QUERY_STRING", "")
    if query:
        known = known_names(path)
        if known is None:
            return None
        query = canonical(query, known)
    return _asked(release(), scheme, host, environ.get("SCRIPT_NAME", ""), path, query)


@lru_cache(1024)
def _asked(*parts: str) -> Asked:
    _release, _scheme, host, _script, path, query = parts
    return Asked(scope_of(path), host, query, hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32])


def scope_of(path: str) -> str:
    """The body whose mark changes with that page, by its address name; "" for the mark of the site."""
    first = path.removeprefix("/en/").lstrip("/").partition("/")[0]
    return SITE if first in ACROSS or "." in first or first == "en" else first


def _has_session(environ: Environ) -> bool:
    if "HTTP_AUTHORIZATION" in environ:
        return True
    if not (cookies := environ.get("HTTP_COOKIE", "")):
        return False
    return settings.SESSION_COOKIE_NAME in (pair.partition("=")[0].strip() for pair in cookies.split(";"))


def _scheme(environ: Environ) -> str:
    """The scheme that Django gives a request (SECURE_PROXY_SSL_HEADER)."""
    if settings.HTTPS:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        said = environ.get(name, "").partition(",")[0].strip()
        return "https" if said == secure else "http"
    return str(environ["wsgi.url_scheme"])


@lru_cache(256)
def _is_ours(host: str, own_port: str) -> bool:
    """Whether it is a name of the site, without a port or with that of the server: any other port would be another answer."""
    allowed = settings.ALLOWED_HOSTS or [".localhost", "127.0.0.1", "[::1]"]
    domain, port = split_domain_port(host)
    return port in ("", own_port) and validate_host(domain, allowed)


@lru_cache(4096)
def known_names(path: str) -> frozenset[str] | None:
    """The names in the query string that the page of that path knows; None where its answers are not kept."""
    decoded = path.encode("latin-1", "replace").decode("utf-8", "replace")
    with override("en" if f"{decoded}/".startswith("/en/") else settings.LANGUAGE_CODE):
        try:
            view = resolve(decoded).func
        except Resolver404:
            return None
    names: frozenset[str] | None = getattr(view, "known_names", None)
    return names


@cache
def release() -> str:
    """A digest of everything besides the data that pages are made of."""
    digest = hashlib.sha256()
    for pattern in _RELEASE:
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            if path.is_file():
                digest.update(str(path.relative_to(settings.BASE_DIR)).encode() + path.read_bytes())
    shown = (settings.TIME_ZONE, settings.LANGUAGES, settings.DEBUG, settings.IMPORT_MAX_MEGABYTES)
    digest.update(repr((VERSION, get_version(), shown)).encode())
    return digest.hexdigest()
