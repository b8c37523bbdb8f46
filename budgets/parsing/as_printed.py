"""Gives a report that was read from folded text its printed words back: 部门 as 部⻔ where the file has the radical.

Readers compare words, so a document with radicals (form.spelling) is read folded, character by character; what is
stored is what is printed. A text gets the characters of the place that it was read from.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from typing import Any

from budgets.form.spelling import same_ideographs, unspaced
from budgets.parsing.records import BudgetReport, ReadStatement
from budgets.readers.document import Document, Grid, Paragraph, Place, row_text

_OF_IDENTITY = ("body", "filename", "format", "sha256")  # what names the body is the same in every spelling


def folded(document: Document) -> Document:
    """The document with radicals and compatibility ideographs as the characters that they look like."""
    if not any(same_ideographs(text) is not text for text, _ in document.printed_lines()):
        return document
    return replace(document, blocks=tuple(map(_folded_block, document.blocks)))


def _folded_block(block: Paragraph | Grid) -> Paragraph | Grid:
    if isinstance(block, Paragraph):
        return replace(block, text=same_ideographs(block.text))
    return Grid(
        tuple(
            tuple(replace(c, text=same_ideographs(c.text) if c.text else c.text) for c in row)
            for row in block.rows
        )
    )


def as_printed(report: BudgetReport, document: Document) -> BudgetReport:
    """The report with its words as the document prints them; it was read from the folded document."""
    words = _Words(document)
    changed = {
        field.name: words.printed(getattr(report, field.name), ())
        for field in fields(report)
        if field.name not in (*_OF_IDENTITY, "form", "hidden")
    }
    return replace(report, **changed)


@dataclass(frozen=True)
class _Words:
    document: Document

    @cached_property
    def _at(self) -> dict[Place, str]:
        """What is printed at each place: of a cell its whole row, after the cell itself."""
        found: dict[Place, str] = {}
        for block in self.document.blocks:
            if isinstance(block, Paragraph):
                found[block.place] = block.text
                found |= dict.fromkeys((place for _, place in block.lines), block.text)
                continue
            for row in block.rows:
                found |= {cell.place: f"{cell.text or ''}\n{row_text(row)}" for cell in row}
        return found

    @cached_property
    def _all(self) -> str:
        return "\n".join(text for text, _ in self.document.printed_lines())

    def printed(self, value: Any, sources: tuple[str, ...]) -> Any:
        """A value with every text in it as printed; `sources` are the printed texts that it was read from."""
        if isinstance(value, str):
            return self._text(value, sources)
        if isinstance(value, tuple | list):
            return type(value)(self.printed(each, sources) for each in value)
        if isinstance(value, Mapping):
            return {key: self.printed(each, sources) for key, each in value.items()}
        if is_dataclass(value) and not isinstance(value, type) and _holds_words(value):
            own = (*self._of(value), *sources)
            held = {field.name: getattr(value, field.name) for field in fields(value)}
            new = {
                name: self.printed(each, own) for name, each in held.items() if name not in ("table", "owner")
            }
            return replace(value, **{name: each for name, each in new.items() if each != held[name]})
        return value

    def _of(self, value: Any) -> Iterator[str]:
        place = getattr(value, "place", None)
        if place in self._at:
            yield self._at[place]
        if isinstance(value, ReadStatement):
            yield from (self._at.get(p.place, "") for part in value.parts for p in part.passages)

    def _text(self, text: str, sources: tuple[str, ...]) -> str:
        wanted = unspaced(text)
        for source in (*sources, self._all):
            printed = unspaced(source)
            start = same_ideographs(printed).find(wanted) if printed else -1
            if start >= 0:
                letters = iter(printed[start : start + len(wanted)])
                return "".join(c if c.isspace() else next(letters) for c in text)
        return text


def _holds_words(value: Any) -> bool:
    """Whether a record is one of a report: places, and the tables of the form, hold nothing of the document."""
    return type(value).__module__.startswith("budgets.parsing")
