"""The printed words at a place of a document."""

from collections.abc import Iterable, Mapping

from budgets.readers.document import Place


def quotes_of(lines: Iterable[tuple[Place, str]]) -> dict[tuple[object, ...], str]:
    """The printed words by place."""
    quotes: dict[tuple[object, ...], str] = {}
    for place, text in lines:
        for key in _keys(place):
            quotes.setdefault(key, text)
    return quotes


def _keys(place: Place) -> tuple[tuple[object, ...], ...]:
    """The keys that find a line, best first: its row in a table, then the table; else its number or box."""
    if place.table is None:
        return ((place.page, place.line, place.box),)
    return ((place.page, place.table, place.row), (place.page, place.table, None))


def quote_of(place: Place, quotes: Mapping[tuple[object, ...], str]) -> str:
    """What is printed there: the line itself or, for a table, its first row; "" when the place is a whole page."""
    return next((quotes[key] for key in _keys(place) if key in quotes), "")
