"""Text boxes and pictures on an Excel sheet: their words, seen and hidden, and what is said of them."""

from typing import NamedTuple
from xml.etree.ElementTree import Element

from budgets.readers.office.excel_sheet import whole_number
from budgets.readers.office.word_words import is_automatic

_SHAPES = frozenset({"sp", "pic", "graphicFrame", "grpSp", "cxnSp"})


class TextBox(NamedTuple):
    """What hangs on one anchor: the cell under its corner, its lines, those of hidden shapes, and descriptions."""

    row: int
    column: int
    lines: tuple[str, ...]
    hidden: tuple[str, ...]
    descriptions: tuple[str, ...]
    picture: tuple[int, int, int, int] | None = (
        None  # first row and column, last row and column under a picture
    )


def text_boxes(anchor: Element) -> TextBox:
    """Read what hangs on an anchor."""
    corner = anchor.find("from")
    row = whole_number(None if corner is None else corner.findtext("row"), 0) + 1
    column = whole_number(None if corner is None else corner.findtext("col"), 0) + 1
    unseen = _hidden_paragraphs(anchor)
    seen: list[str] = []
    hidden: list[str] = []
    for paragraph in anchor.iter("p"):
        line = "".join(t.text or "" for t in paragraph.iter("t")).strip()
        if line:
            (hidden if id(paragraph) in unseen else seen).append(line)
    said = [node.get(key, "").strip() for node in anchor.iter("cNvPr") for key in ("title", "descr")]
    descriptions = dict.fromkeys(text for text in said if not is_automatic(text))
    picture = None if seen or anchor.find("pic") is None else _cells_under(anchor, row, column)
    return TextBox(row, column, tuple(seen), tuple(hidden), tuple(descriptions), picture)


_FARTHEST = 300, 50  # rows and columns under a picture that are looked at


def _cells_under(anchor: Element, row: int, column: int) -> tuple[int, int, int, int] | None:
    """The cells under a picture from that one on; that one alone where the file does not say how far it reaches."""
    properties = anchor.find("pic/nvPicPr/cNvPr")
    if properties is not None and properties.get("hidden") in ("1", "true"):
        return None
    corner = anchor.find("to")
    if corner is None:
        return row, column, row, column
    # The corner is so far inside its cell; at its very edge it does not reach it.
    last_row = whole_number(corner.findtext("row"), 0) + (corner.findtext("rowOff") not in (None, "0"))
    last_column = whole_number(corner.findtext("col"), 0) + (corner.findtext("colOff") not in (None, "0"))
    most_rows, most_columns = _FARTHEST
    return (
        row,
        column,
        min(max(last_row, row), row + most_rows),
        min(max(last_column, column), column + most_columns),
    )


def _hidden_paragraphs(anchor: Element) -> set[int]:
    """The identities of the paragraphs in hidden shapes; shapes may stand in one another to any depth."""
    found: set[int] = set()
    waiting = [(anchor, False)]
    while waiting:
        element, is_hidden = waiting.pop()
        is_hidden = is_hidden or _is_hidden(element)
        if is_hidden and element.tag == "p":
            found.add(id(element))
        waiting += ((child, is_hidden) for child in element)
    return found


def _is_hidden(shape: Element) -> bool:
    if shape.tag not in _SHAPES:
        return False
    properties = shape.find("*/cNvPr")
    return properties is not None and properties.get("hidden") in ("1", "true")
