"""The rows and columns of a Word table, after small differences between grid lines are evened out."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from budgets.readers.office.word_xml import deep, whole_number

_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
_NARROWEST = 150  # twentieths of a point: less than a character of the smallest print
_USUAL_WIDTH = 1_000


@dataclass(frozen=True)
class Box:
    """One cell of a row, from one grid line to another; `cell` is None where the row leaves grid columns out.

    `merge` is "restart" or "continue" for a cell that is joined with those above or below, else "". `beside` is
    whether it is covered by its left neighbour (as old files write it).
    """

    start: int
    end: int
    cell: Element | None
    merge: str = ""
    beside: bool = False


def inside(container: Element, tag: str) -> Iterator[Element]:
    """The children of that name, including those inside content controls and marked insertions."""
    for child in container:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from inside(child, tag)


def boxes(row: Element) -> list[Box]:
    """The cells of a row with their grid lines."""
    cells = list(inside(row, "tc"))
    position = whole_number(deep(row, "trPr", "gridBefore")) if cells else 0
    boxes = [Box(0, position, None)] if position else []
    for cell in cells:
        span = max(whole_number(deep(cell, "tcPr", "gridSpan"), 1), 1)
        merge = deep(cell, "tcPr", "vMerge")
        beside = deep(cell, "tcPr", "hMerge")
        boxes.append(
            Box(
                position,
                position + span,
                cell,
                "" if merge is None else merge.get("val", "continue"),
                beside is not None and beside.get("val", "continue") == "continue",
            )
        )
        position += span
    after = whole_number(deep(row, "trPr", "gridAfter")) if cells else 0
    return [*boxes, Box(position, position + after, None)] if after else boxes


def widths(table: Element) -> list[int]:
    return [_width(column.get("w", "")) for column in table.findall("tblGrid/gridCol")]


def _width(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else _USUAL_WIDTH


def edges(rows: list[list[Box]], widths: list[int]) -> dict[int, int]:
    """Grid line -> number of columns left of it, counting only lines at which a cell begins or ends.

    Lines closer than a character's width are one, unless a cell would vanish between them.
    """
    used = sorted({edge for boxes in rows for box in boxes for edge in (box.start, box.end)})
    at = _positions(used[-1] if used else 0, widths)
    snapped: dict[int, int] = {}
    count, anchor = -1, None
    for edge in used:
        if anchor is None or at[edge] - anchor >= _NARROWEST:
            count, anchor = count + 1, at[edge]
        snapped[edge] = count
    if all(snapped[box.start] < snapped[box.end] for boxes in rows for box in boxes if box.cell is not None):
        return snapped
    return {edge: number for number, edge in enumerate(used)}


def _positions(last: int, widths: list[int]) -> list[int]:
    positions = [0]
    for index in range(last):
        positions.append(positions[-1] + (widths[index] if index < len(widths) else _USUAL_WIDTH))
    return positions
