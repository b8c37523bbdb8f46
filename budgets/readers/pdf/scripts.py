"""Scripts (JavaScript) of a PDF: on opening, by name, of pages, annotations and fields."""

from collections.abc import Iterator
from typing import Any

from budgets.readers.pdf.objects import dictionary, identity, items, name, resolved, tree, words

_MOST_ACTIONS = 200  # one after the other


def scripts_of(entries: dict[str, Any]) -> Iterator[str]:
    """The scripts of an annotation, a page, a field or the document: of what it does (/A) and on what (/AA)."""
    for key in ("A", "OpenAction"):
        yield from _actions(entries.get(key))
    for action in dictionary(entries.get("AA")).values():
        yield from _actions(action)


def named_scripts(catalog: dict[str, Any]) -> Iterator[str]:
    """The scripts that the document runs when it is opened."""
    for _, action in tree(dictionary(catalog.get("Names")).get("JavaScript")):
        yield from _actions(action)


def _actions(action: Any) -> Iterator[str]:
    """The scripts of an action and of those that follow it."""
    waiting: list[Any] = [action]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_ACTIONS:
        given = waiting.pop()
        if given is None or identity(given) in seen:
            continue
        seen.add(identity(given))
        if isinstance(resolved(given), list):
            continue  # a place to go to
        entries = dictionary(given)
        if name(entries.get("S")) == "JavaScript":
            text = words(entries.get("JS"))
            if text:
                yield text
        following = entries.get("Next")
        waiting += items(following) or ([following] if following is not None else [])
