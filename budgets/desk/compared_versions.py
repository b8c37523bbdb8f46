"""What changed between two stored versions: their rows as entries for budgets.changes, and their checks."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, CharField, F, IntegerField, QuerySet, Value

from budgets import changes
from budgets.changes import (
    Change,
    Entry,
    EntryPlace,
    Group,
    Part,
    PlainLine,
    PlainPart,
    PlainStatement,
    definition_entries,
    line_entries,
    official_order,
    paragraph_entries,
    statement_entries,
    table_name,
)
from budgets.form.tables import OfficialTable
from budgets.form.terms import PartKey, Side
from budgets.models import (
    LINE_MODELS,
    BudgetUnit,
    CheckResult,
    CodedLine,
    Definition,
    EditionVersion,
    Figure,
    FurtherCell,
    FurtherTableRecord,
    Line,
    Passage,
    PrintedTableRecord,
    ProjectStatement,
    StatementPart,
    TwoSidedLine,
)
from budgets.models.figures import Placed
from budgets.pages.checks.read import FINE, UNCHECKED, WORST_FIRST, checks_of
from budgets.pages.unread.read import is_whole
from budgets.words.checks import same_sides


def changes_between(before: EditionVersion, after: EditionVersion) -> tuple[Change, ...]:
    """Everything that the newer version says differently, in its order."""
    return changes.compare(entries_of(before), entries_of(after), (read_in_part(before), read_in_part(after)))


def read_in_part(version: EditionVersion) -> frozenset[Part]:
    """The official tables of a version that were not read whole, or may stand where nothing was read."""
    return frozenset(table.role for table in version.form.tables if not is_whole(version, (table.role,)))


def entries_of(version: EditionVersion) -> list[Entry]:
    """Everything in a version that can be compared, in the official order; nine queries.

    What we derive from it is left out: stated numbers, instalments, milestones, links to units.
    """
    sections, tables = _sections(version), _tables(version)
    title = Entry(Group.COVER, ("title",), Group.COVER.value, "标题", version.title)
    found: dict[Part, list[Entry]] = {Group.COVER: [title], Group.STATEMENTS: _statements(version)}
    found |= {**sections, **tables, Group.FURTHER_TABLES: _further_tables(version)}
    return [entry for part in official_order(version.form) for entry in found.get(part, [])]


def _place(row: Placed, **more: Any) -> EntryPlace:
    place = (row.place_page, row.place_line, row.place_table, row.place_row, row.place_column)
    return EntryPlace(*place, in_source=row.in_source, **more)


# ---- prose ----------------------------------------------------------------------------------------------


def _sections(version: EditionVersion) -> dict[Part, list[Entry]]:
    passages: dict[Group, list[Passage]] = defaultdict(list)
    for passage in Passage.objects.filter(version=version).order_by("position"):
        passages[Group.of(passage.section)].append(passage)
    units = list(BudgetUnit.objects.filter(version=version).order_by("number"))
    definitions = list(Definition.objects.filter(version=version).order_by("number"))
    # Units and definitions are compared as such, so their paragraphs are not compared again.
    read = {Group.INSTITUTIONS: _are(units), Group.DEFINITIONS: _follows(definitions)}
    found: dict[Part, list[Entry]] = {
        group: _section(group, own, read.get(group, _never)) for group, own in passages.items()
    }
    names = ((unit.name, _place(unit)) for unit in units)
    found[Group.UNITS] = list(paragraph_entries(Group.UNITS, Group.UNITS.value, "unit", "名称", names))
    terms = definition_entries((d.term, d.text, _place(d)) for d in definitions)
    found[Group.DEFINITIONS] = [*found.get(Group.DEFINITIONS, []), *terms]
    return found


def _section(group: Group, passages: Iterable[Passage], is_read: Callable[[Passage], bool]) -> list[Entry]:
    passages = list(passages)
    heading = Entry(group, ("heading",), group.value, "标题", passages[0].heading, place=_place(passages[0]))
    rest = ((p.text, _place(p)) for p in passages if not is_read(p))
    return [heading, *paragraph_entries(group, group.value, "paragraph", "", rest)]


def _never(_passage: Passage) -> bool:
    return False


def _are(units: Iterable[BudgetUnit]) -> Callable[[Passage], bool]:
    """Whether a paragraph is one of the listed units."""
    places = {_key(unit) for unit in units}
    return lambda passage: _key(passage) in places


def _follows(definitions: Iterable[Definition]) -> Callable[[Passage], bool]:
    """Whether a paragraph is the first definition or stands after it; must be asked in printed order."""
    first = next((_key(definition) for definition in definitions), None)
    begun = False

    def follows(passage: Passage) -> bool:
        nonlocal begun
        begun = begun or _key(passage) == first
        return begun

    return follows


def _key(row: Placed) -> tuple[object, ...]:
    """The place of a row, for telling whether two rows were read from the same paragraph."""
    return _place(row), tuple(row.place_box or ())


# ---- the official tables ------------------------------------------------------------------------------------


def _tables(version: EditionVersion) -> dict[Part, list[Entry]]:
    lines, cells = _lines(version), _cells(version)
    found: dict[Part, list[Entry]] = {}
    for record in PrintedTableRecord.objects.filter(version=version).order_by("number"):
        table = version.form.by_slug[record.slug]
        compared = [
            replace(line, cells=tuple(cells[record.number, line.place.line_number, line.place.side]))
            for line in lines[record.number]
        ]
        before, notes = _around(table, record)
        found[table.role] = [*before, *line_entries(table, compared), *notes]
    return found


def _further_tables(version: EditionVersion) -> list[Entry]:
    """What the tables that are kept as printed say; their columns and each row are compared as their words."""
    records = list(FurtherTableRecord.objects.filter(version=version).order_by("position"))
    if not records:
        return []
    rows: dict[int, dict[int, list[FurtherCell]]] = defaultdict(lambda: defaultdict(list))
    for cell in FurtherCell.objects.filter(version=version).order_by("table", "row", "column"):
        rows[cell.table_id][cell.row].append(cell)
    entries: list[Entry] = []
    for record in records:
        place = _place(record)
        printed = {"标题": record.title, "编制单位": record.preparer, "金额单位": record.unit}
        printed["栏目"] = _beside(record.columns)
        entries += [
            Entry(Group.FURTHER_TABLES, (record.slug, column), record.title, column, text, place=place)
            for column, text in printed.items()
            if text
        ]
        lines = [(_beside(cell.text for cell in own), _place(own[0])) for own in rows[record.pk].values()]
        notes = [(note, place) for note in record.notes.split("\n") if note]
        for aspect, column, texts in (("row", "", lines), ("note", "表注", notes)):
            entries += paragraph_entries(Group.FURTHER_TABLES, record.title, aspect, column, texts)
    return entries


def _beside(texts: Iterable[str]) -> str:
    return "  ".join(texts)


def _around(table: OfficialTable, record: PrintedTableRecord) -> tuple[list[Entry], list[Entry]]:
    """What stands above and below the lines of a table."""
    label, place = table_name(table), _place(record, number=record.number)
    printed = {"标题": ("title", record.title), "编制单位": ("preparer", record.preparer)}
    printed["金额单位"] = ("unit", record.unit)
    above = [
        Entry(table.role, (key,), label, column, text, place=place)
        for column, (key, text) in printed.items()
        if text
    ]
    notes = ((note, place) for note in record.notes.split("\n") if note.strip())
    return above, list(paragraph_entries(table.role, label, "note", "表注", notes))


_LineKey = tuple[int, int | None, str]  # table, line and side
_LINE_FIELDS = (
    "table",
    "on_side",
    "line_number",
    "line_code",
    "line_name",
    "looked_up",
    "unread",
    *(f"place_{name}" for name in ("page", "line", "table", "row", "column")),
)


def _lines(version: EditionVersion) -> dict[int, list[PlainLine]]:
    """The lines of every table without their cells, in one query over their models."""
    queries = [
        _lines_query(model, version.form.number(role), version)
        for role, model in LINE_MODELS.items()
        if role in version.form.by_role
    ]
    found: dict[int, list[PlainLine]] = defaultdict(list)
    rows = queries[0].union(*queries[1:], all=True)
    for row in sorted(rows, key=_printed_order):
        number, side, line_number, code, name, looked_up, unread, page, line, table, at_row, column = row
        place = EntryPlace(page, line, table, at_row, column, number, line_number, side)
        found[number].append(
            PlainLine(
                name,
                place,
                code,
                name_looked_up=bool(looked_up),
                unread=tuple(filter(None, unread.split(","))),
            )
        )
    return found


def _lines_query(model: type[Line], number: int, version: EditionVersion) -> QuerySet[Line, tuple[Any, ...]]:
    blank, no = Value("", CharField()), Value(False, BooleanField())
    coded = issubclass(model, CodedLine)
    fields = {
        "table": Value(number, IntegerField()),
        "on_side": F("side") if issubclass(model, TwoSidedLine) else blank,
        "line_number": F("number"),
        "line_code": F("code") if coded else blank,
        "line_name": F("name"),
        "looked_up": F("name_looked_up") if coded else no,
    }
    lines = model._default_manager.filter(version=version).order_by()
    return lines.annotate(**fields).values_list(*_LINE_FIELDS)


def _printed_order(row: tuple[Any, ...]) -> tuple[int, bool, int]:
    """Line by line, the revenue side of a two-sided table first."""
    table, side, number = row[:3]
    return table, side != Side.REVENUE.value, number


def _cells(version: EditionVersion) -> dict[_LineKey, list[tuple[str, str, Decimal, EntryPlace]]]:
    """The printed figures of each line."""
    cells: dict[_LineKey, list[tuple[str, str, Decimal, EntryPlace]]] = defaultdict(list)
    for figure in Figure.objects.filter(version=version).order_by("position"):
        key = figure.table_number, figure.line_number, figure.side
        place = _place(figure, number=key[0], line_number=key[1], side=key[2])
        cells[key].append((figure.column, figure.text, figure.yuan, place))
    return cells


# ---- project statements ---------------------------------------------------------------------------------


def _statements(version: EditionVersion) -> list[Entry]:
    parts = defaultdict(list)
    for part in StatementPart.objects.filter(statement__version=version).order_by("position"):
        parts[part.statement_id].append(part)
    statements = ProjectStatement.objects.filter(version=version).order_by("number")
    return list(statement_entries(_statement(statement, parts[statement.pk]) for statement in statements))


def _statement(statement: ProjectStatement, parts: Iterable[StatementPart]) -> PlainStatement:
    dates = {"开始日期": statement.start, "结束日期": statement.end}
    return PlainStatement(
        statement.number,
        statement.name,
        statement.heading,
        _place(statement, slug=statement.slug),
        tuple(PlainPart(PartKey.of(p.key), p.heading, p.text, _place(p, slug=statement.slug)) for p in parts),
        {"财政资金": statement.fiscal, "自筹资金": statement.self_raised, "预算合计": statement.total},
        {"金额性质": statement.nature, **{title: day.isoformat() for title, day in dates.items() if day}},
    )


# ---- checks ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VerdictChange:
    """One check before and after; None where that version does not have it."""

    before: CheckResult | None
    after: CheckResult | None

    @property
    def result(self) -> CheckResult:
        """The check of the newer version, or of the older where the newer has none."""
        result = self.after or self.before
        assert result is not None
        return result


@dataclass(frozen=True)
class VerdictChanges:
    """How the checks differ between two versions, each list worst first."""

    worse: tuple[VerdictChange, ...]  # a worse verdict, or a new check that does not agree
    better: tuple[VerdictChange, ...]
    altered: tuple[VerdictChange, ...]  # the same verdict, not a good one, over other figures
    gone: tuple[VerdictChange, ...]


def verdict_changes(before: EditionVersion, after: EditionVersion) -> VerdictChanges:
    """The checks of which the verdict changed, matched by code; two queries.

    A check that can no longer be made never counts as better.
    """
    olds = {result.code: result for result in checks_of(before)}
    news = {result.code: result for result in checks_of(after)}
    changes = [VerdictChange(olds.get(code), result) for code, result in news.items()]
    return VerdictChanges(
        tuple(change for change in changes if _is_worse(change)),
        tuple(change for change in changes if _is_better(change)),
        tuple(change for change in changes if _is_altered(change)),
        tuple(VerdictChange(result, None) for code, result in olds.items() if code not in news),
    )


def _is_worse(change: VerdictChange) -> bool:
    assert change.after is not None
    if change.before is None:
        return change.after.verdict != FINE
    if change.after.verdict == change.before.verdict:
        return False
    return change.after.verdict == UNCHECKED or _badness(change.after) > _badness(change.before)


def _is_better(change: VerdictChange) -> bool:
    assert change.after is not None
    same = change.before is None or change.after.verdict == change.before.verdict
    return not same and not _is_worse(change)


def _is_altered(change: VerdictChange) -> bool:
    before, after = change.before, change.after
    if before is None or after is None or after.verdict == FINE or after.verdict != before.verdict:
        return False
    return not same_sides(before, after)


def _badness(result: CheckResult) -> int:
    return -WORST_FIRST.index(result.verdict)


# ---- the year before ------------------------------------------------------------------------------------


def previous_edition_version(version: EditionVersion) -> EditionVersion | None:
    """The live version of the same body and kind of the nearest earlier year that has one."""
    edition = version.edition
    return (
        EditionVersion.objects.select_related("edition__body", "source")
        .defer("source__content")
        .filter(
            edition__body=edition.body_id,
            edition__kind=edition.kind,
            edition__year__lt=edition.year,
            status=EditionVersion.Status.PUBLISHED,
        )
        .order_by("-edition__year")
        .first()
    )
