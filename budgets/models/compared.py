"""What checks compared, read by the references that they keep: each printed thing with its names and its place."""

from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property
from typing import Any

from budgets.form.references import NAME, Reference, labels_of, row_label, statement_label
from budgets.form.spelling import one_line
from budgets.form.tables import Form, OfficialTable
from budgets.form.terms import Topic
from budgets.models.beside import UnreadPlace
from budgets.models.edition import EditionVersion
from budgets.models.figures import Figure
from budgets.models.lines import LINE_MODELS, PrintedTableRecord
from budgets.models.narrative import SourceLineRecord, StatedFact
from budgets.models.statements import ProjectStatement

# table, row, column, page, line and text of one place, for people; page and line None where the file has none. A cell
# without a figure, of a version of which something was not read, says under "unread" whether it is one that was not, and
# under "no_column" that an amount of its line was not, which may be of another column.
Place = dict[str, Any]
PLACE_KEYS = ("table", "row", "column", "page", "line", "text")
Line = tuple[int, int, str]  # a line of an official table: the table, the line, and its side or ""
_PRINTED_AT = ("place_page", "place_line")


def _place(table: int | None, row: str, column: str, printed_at: Sequence[int | None], text: str) -> Place:
    page, line = printed_at
    return {"table": table, "row": row, "column": column, "page": page, "line": line, "text": text}


def _cell(official: OfficialTable, row: Sequence[Any], column: str) -> Place:
    code, name, *printed_at = row
    text, label = ("", official.label_of(column)) if column else (name, NAME)
    return _place(official.number, row_label(code, name), label, printed_at, text)


class PrintedThings:
    """The places of a version's references; each kind of thing is read by one query, those that no one asks for by none."""

    def __init__(self, version: EditionVersion, references: Iterable[Reference]) -> None:
        self.version, self.tables = version, version.form.by_number
        self.asked: dict[str, set[Any]] = {}
        for reference in references:
            kind, key = _kind_and_key(reference)
            self.asked.setdefault(kind, set()).add(key)

    def place(self, reference: Reference) -> Place:
        """The place of one of the references; KeyError when the version has no such thing."""
        kind, key = _kind_and_key(reference)
        if isinstance(reference, int):
            return self._figures[reference]
        if kind == "none":
            _kind, table, row, column = reference
            return _place(table, row, column, (None, None), "")  # type: ignore[arg-type]
        if kind == "page":
            return _place(None, "", "", (key, None), "")
        if kind == "title":
            return self._titles[key]
        if kind == "fact":
            return self._facts[key]["change" if reference[2:] else "text"]
        if kind == "line":
            return self._words(reference)
        return self._cells[key]

    def _words(self, reference: list[Any]) -> Place:
        """["line", number, start, end] or ["line", number, words], with other names than the line's own behind."""
        text, owner, *printed_at = self._lines[reference[1]]
        if isinstance(reference[2], str):
            words, labels = reference[2], reference[3:]
        else:
            words, labels = one_line(text)[reference[2] : reference[3]], reference[4:]
        table, row, column = labels or labels_of(owner, self._statements)
        return _place(table, row, column, printed_at, words)

    @cached_property
    def _figures(self) -> Mapping[int, Place]:
        fields = ("position", "table_number", "code", "name", "column", "text", *_PRINTED_AT)
        rows = Figure.objects.filter(version=self.version, position__in=self.asked["figure"])
        return {
            position: _place(
                table, row_label(code, name), self.tables[table].label_of(column), printed_at, text
            )
            for position, table, code, name, column, text, *printed_at in rows.order_by().values_list(*fields)
        }

    @cached_property
    def _titles(self) -> Mapping[int, Place]:
        rows = PrintedTableRecord.objects.filter(version=self.version, number__in=self.asked["title"])
        return {
            number: _place(number, "", "", printed_at, title)
            for number, title, *printed_at in rows.order_by().values_list("number", "title", *_PRINTED_AT)
        }

    @cached_property
    def _facts(self) -> Mapping[int, Mapping[str, Place]]:
        fields = ("position", "label", "topic", "text", "change_text", *_PRINTED_AT)
        rows = StatedFact.objects.filter(version=self.version, position__in=self.asked["fact"])
        return {
            position: {
                what: _place(None, label, Topic.of(topic).value, printed_at, words)
                for what, words in (("text", text), ("change", change))
            }
            for position, label, topic, text, change, *printed_at in rows.order_by().values_list(*fields)
        }

    @cached_property
    def _lines(self) -> Mapping[int, Sequence[Any]]:
        rows = SourceLineRecord.objects.filter(version=self.version, position__in=self.asked["line"])
        fields = ("position", "text", "owner", *_PRINTED_AT)
        return {position: line for position, *line in rows.order_by().values_list(*fields)}

    @cached_property
    def _statements(self) -> Mapping[int, str]:
        rows = ProjectStatement.objects.filter(version=self.version).order_by()
        return {number: statement_label(number, name) for number, name in rows.values_list("number", "name")}

    @cached_property
    def _cells(self) -> Mapping[tuple[int, int, str], Place]:
        """Cells without a figure and names of lines by table, line and column; "" is the column of names."""
        asked = self.asked.get("cell", set()) | self.asked.get("name", set())
        rows = self._rows({(table, number, self._side(table, column)) for table, number, column in asked})
        return {
            (table, number, column): _cell(
                self.tables[table], rows[table, number, self._side(table, column)], column
            )
            | self._reading(table, number, column)
            if column
            else _cell(self.tables[table], rows[table, number, ""], "")
            for table, number, column in asked
        }

    def _reading(self, table: int, number: int, column: str) -> Place:
        """Whether a cell without a figure was not read, with its place and words; {} where all was read.

        The words of an amount that nobody can tell into a column are no column's.
        """
        if not self.version.unread_count:
            return {}
        if found := self._unread.get((table, number, column)):
            return {**found, "unread": True}
        line = (table, number, self._side(table, column))
        found = (
            self._unread.get((table, number, "")) if column in self._unread_columns.get(line, ()) else None
        )
        return {**found, "text": "", "unread": True, "no_column": True} if found else {"unread": False}

    @cached_property
    def _unread_columns(self) -> Mapping[Line, Sequence[str]]:
        """The unread columns of the lines whose amounts could not be told into columns."""
        wanted = {(table, number) for table, number, column in self._unread if not column}
        found: dict[Line, Sequence[str]] = {}
        for official in (self.tables[table] for table in sorted({table for table, _number in wanted})):
            sides = ("side",) if official.form is Form.TWO_SIDED else ()
            lines = LINE_MODELS[official.role]._default_manager.filter(version=self.version).order_by()
            for number, unread, *side in lines.exclude(unread="").values_list("number", "unread", *sides):
                found[official.number, number, side[0] if side else ""] = unread.split(",")
        return found

    @cached_property
    def _unread(self) -> Mapping[tuple[int, int, str], Place]:
        """Words and place of the cells that are printed and were not read."""
        if not self.version.unread_count:
            return {}
        cells = UnreadPlace.objects.filter(version=self.version).exclude(line_number=None).order_by()
        fields = ("table_number", "line_number", "column", "text", *_PRINTED_AT)
        return {
            (table, number, column): {"text": text, "page": page, "line": line}
            for table, number, column, text, page, line in cells.values_list(*fields)
        }

    def _side(self, table: int, column: str) -> str:
        """The side of a two-sided table on which a column stands; "" for any other, and for names."""
        return self.tables[table].side_of(column) if column else ""

    def _rows(self, asked: Set[Line]) -> Mapping[Line, Sequence[Any]]:
        """Code, name, page and line of lines of tables.

        Read from the figures in them; only a table with a line that prints none is asked itself.
        """
        fields = ("table_number", "line_number", "side", "code", "name", *_PRINTED_AT)
        figures = Figure.objects.filter(version=self.version, table_number__in={table for table, *_ in asked})
        rows: dict[Line, Sequence[Any]] = {}
        for table, number, side, *row in figures.order_by("-position").values_list(*fields):
            rows[table, number, side] = row
        for table in sorted({table for table, *_ in asked - rows.keys()}):
            rows = self._lines_of(self.tables[table]) | rows
        return rows

    def _lines_of(self, official: OfficialTable) -> dict[Line, Sequence[Any]]:
        model = LINE_MODELS[official.role]
        more = {Form.CODED: ("code",), Form.TWO_SIDED: ("side",), Form.SINGLE_ROW: ()}[official.form]
        rows = model._default_manager.filter(version=self.version).order_by()
        found: dict[Line, Sequence[Any]] = {}
        for number, name, page, line, *rest in rows.values_list("number", "name", *_PRINTED_AT, *more):
            code = rest[0] if official.form is Form.CODED else ""
            side = rest[0] if official.form is Form.TWO_SIDED else ""
            found[official.number, number, side] = code, name, page, line
        return found


def _kind_and_key(reference: Reference) -> tuple[str, Any]:
    """What a reference is to: the kind of thing, and its number or numbers."""
    if isinstance(reference, int):
        return "figure", reference
    kind = str(reference[0])
    if kind == "cell":
        return kind, tuple(reference[1:4])
    if kind == "name":
        return kind, (*reference[1:3], "")
    return kind, reference[1]
