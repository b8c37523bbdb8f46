"""What a public answer depends on: the view says which names of the query string it knows, and all others are ignored.

Messengers add names of their own to an address (`from=`, `isappinstalled=`); a page must not become another by them.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, HttpResponseBase, QueryDict

View = Callable[..., HttpResponseBase]

# Browsers ask each time, which costs a look-up; caches that many share may keep an answer for minutes.
FRESH = "public, max-age=0, s-maxage=300"
DATABASE_GONE = (
    "budgets.database_gone"  # set where the database was asked for this request and did not answer
)
MAY_BE_KEPT = "budgets.may_be_kept"  # set in the request's environment when a public view answered


def public(*names: str) -> Callable[[View], View]:
    """Mark a view whose answers depend on the address alone, with the names in the query string that it knows."""
    known = frozenset(names)

    def marked(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            query = canonical(request.META.get("QUERY_STRING", ""), known)
            request.META["QUERY_STRING"] = query
            request.GET = QueryDict(query)
            response = view(request, *args, **kwargs)
            if response.status_code == 200:
                request.META.setdefault(MAY_BE_KEPT, True)
                response.headers.setdefault("Cache-Control", FRESH)
            return response

        answer.known_names = known  # type: ignore[attr-defined]
        return answer

    return marked


def incomplete(request: HttpRequest) -> None:
    """Say of a public answer that it lacks something that will be there soon, so that it is not kept.

    A file that is made while it is sent may say so until its end.
    """
    request.META[MAY_BE_KEPT] = False


def canonical(query: str, names: Iterable[str]) -> str:
    """The query string with the known names alone, in the order of the alphabet; values of one name stay in order.

    `query` is as WSGI gives it: characters that are not percent-encoded stand in it as single bytes.
    """
    if not query:
        return ""
    written = query.encode("latin-1", "replace").decode("utf-8", "replace")
    pairs = [(name, value) for name, value in parse_qsl(written, keep_blank_values=True) if name in names]
    return urlencode(sorted(pairs, key=lambda pair: pair[0]), safe="/,")  # as pages write their own addresses
