"""Asking the search as a reader does: through its page."""

from typing import Any
from urllib.parse import unquote

from django.test import Client

from budgets.pages.search.view import ShownHit


def hits_of(client: Client, words: str, **limits: str) -> list[ShownHit]:
    """Every hit that the page shows, in order."""
    response: Any = client.get("/search/", {"q": words, **limits})
    assert response.status_code == 200, words
    return [hit for group in response.context["groups"] for hit in group.hits]


def said(hit: ShownHit) -> tuple[str, str, list[str]]:
    """Where a hit leads, everything that it says, and the amounts that it prints."""
    words = f"{hit.hit.entry.title}\n{hit.hit.entry.text}\n{hit.where}\n{hit.words}"
    return unquote(hit.href), words, [cell.figure.printed for cell in hit.cells]
