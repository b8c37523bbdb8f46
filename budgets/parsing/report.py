"""Builds the report: gives each piece of the document to its reader, and each line its owner."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from budgets.form.amounts import Unit, is_amount
from budgets.form.spelling import one_line, squeeze
from budgets.form.tables import DEPARTMENTAL, FORMS, BudgetForm, FurtherTable, OfficialTable, Role
from budgets.form.terms import Kind, Level, SectionKey
from budgets.parsing.captions import PREPARER, UNIT_LINE
from budgets.parsing.further_tables import read_further_table
from budgets.parsing.headings import UNKNOWN_TABLE, is_contents_entry, kind_of, title_words
from budgets.parsing.implementers import with_links
from budgets.parsing.narrative import (
    read_definitions,
    read_institutions,
    read_narrative_facts,
    read_note_facts,
)
from budgets.parsing.records import (
    BudgetReport,
    Issue,
    Parameter,
    PrintedTable,
    ReadFact,
    ReadFurtherTable,
    ReadPassage,
    ReadStatement,
    Section,
    Severity,
    SourceLine,
    TableLine,
)
from budgets.parsing.sections import Piece, cut
from budgets.parsing.statements import passages_of, read_statement, split_parts, statement_heading
from budgets.parsing.table_lines import read_table_lines
from budgets.parsing.unknown_tables import has_headings, heading_rows
from budgets.readers.document import (
    PAGE_FURNITURE,
    Document,
    Grid,
    Paragraph,
    Place,
    UnreadableDocument,
    row_text,
)


@dataclass
class _Draft:
    """The report while it is built; `owners` maps the place of a line to the element that it belongs to."""

    body: str = ""
    year: int = 0
    kind: Kind = Kind.DEPARTMENTAL
    form: BudgetForm = DEPARTMENTAL
    title: str = ""
    tables: list[PrintedTable] = field(default_factory=list)
    further: list[ReadFurtherTable] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    statements: list[ReadStatement] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    owners: dict[Place, str] = field(default_factory=dict)

    def own(self, place: Place, owner: str) -> None:
        self.owners[place] = owner

    def warn(self, code: str, place: Place, /, **parameters: Parameter) -> None:
        """Note what was read in spite of an oddity."""
        self.issues.append(Issue(Severity.WARNING, code, place, parameters))

    def miss(self, code: str, place: Place, /, **parameters: Parameter) -> None:
        """Note what could not be read."""
        self.issues.append(Issue(Severity.ERROR, code, place, parameters))


def parse_report(document: Document) -> BudgetReport:
    """Read a neutral document into a BudgetReport.

    Raises UnreadableDocument when it is a final account, when it names no body or
    year, or when none of the official tables is found. Everything less is an Issue in the report.
    """
    draft = _Draft()
    pieces = cut(document)
    _identify(pieces, draft)
    for piece in pieces:
        _reader_of(piece, draft.form)(piece, draft)
    _own_listed_titles(pieces, draft)
    for page in document.picture_pages:
        draft.miss("picture-page", Place(page=page), page=page)
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.marker == PAGE_FURNITURE:
            draft.own(block.place, "furniture: running header or footer")
    if not draft.tables:
        raise UnreadableDocument("report.no-table")
    draft.tables = _with_looked_up_names(draft)
    _compare_unit_count(draft)
    return _finished(document, draft)


_UNIT_COUNT = re.compile(r"单位\s*(\d+)\s*家")


def _compare_unit_count(draft: _Draft) -> None:
    """Warn where the stated numbers (行政单位2家，事业单位25家) and the list differ: a unit was not read."""
    section = next((s for s in draft.sections if s.key is SectionKey.INSTITUTIONS), None)
    if section is None:
        return
    stated = [int(n) for passage in section.passages for n in _UNIT_COUNT.findall(passage.text)]
    listed = len(read_institutions(section.passages).units)
    if stated and listed and sum(stated) != listed:
        draft.warn("unit-count", section.place, stated=sum(stated), listed=listed)


def _finished(document: Document, draft: _Draft) -> BudgetReport:
    sections = {section.key: section.passages for section in draft.sections}
    institutions = read_institutions(sections.get(SectionKey.INSTITUTIONS, ()))
    return BudgetReport(
        document.filename,
        document.format,
        document.sha256,
        draft.body,
        draft.year,
        draft.kind,
        draft.form,
        draft.title,
        tuple(draft.tables),
        tuple(draft.sections),
        institutions,
        read_definitions(sections.get(SectionKey.DEFINITIONS, ())),
        tuple(_facts(sections)),
        with_links(draft.statements, [unit.text for unit in institutions.units], draft.body),
        tuple(draft.issues),
        tuple(_lines(document, draft)),
        tuple(draft.further),
    )


def _facts(sections: dict[SectionKey, tuple[ReadPassage, ...]]) -> Iterator[ReadFact]:
    yield from read_narrative_facts(sections.get(SectionKey.NARRATIVE, ()))
    yield from read_note_facts(sections.get(SectionKey.OTHER_NOTES, ()))


def _lines(document: Document, draft: _Draft) -> Iterator[SourceLine]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield SourceLine(block.text, block.place, draft.owners.get(block.place, ""))
            continue
        for row in block.rows:
            if row_text(row).strip():
                owned = (draft.owners[cell.place] for cell in row if cell.place in draft.owners)
                yield SourceLine(row_text(row), row[0].place, next(owned, ""))


# ---- whose budget, which year -------------------------------------------------------------------------

_FINAL_ACCOUNT = re.compile(r"决算(公开|报告|说明|情况|总表|表)?$")
_YEAR = re.compile(r"(?P<year>20\d\d)\s*年")


def _identify(pieces: list[Piece], draft: _Draft) -> None:
    """Body, year and kind from the cover or, failing that, from the table titles and 编制部门 lines."""
    paragraphs = [
        paragraph
        for piece in pieces
        if piece.what != UNKNOWN_TABLE
        for paragraph in (*filter(None, (piece.heading,)), *piece.repeated, *piece.paragraphs)
    ]
    titles = [p for p in paragraphs if _is_document_title(p.text)]
    if any(_FINAL_ACCOUNT.search(squeeze(p.text)) for p in (*paragraphs[:10], *titles) if len(p.text) < 60):
        raise UnreadableDocument("report.final-account")
    title = next(iter(titles), None)
    dated = [*titles, *(p for p in paragraphs[:10] if _COVER_YEAR.fullmatch(squeeze(p.text)))]
    year = next((m for p in dated if (m := _YEAR.search(p.text))), None)
    title = title or next(
        (p for p in paragraphs[:10] if year and _COVER_LINE.fullmatch(squeeze(p.text))), None
    )
    preparer = next((m for p in paragraphs if (m := PREPARER.search(p.text))), None)
    if title is None or year is None or preparer is None:
        raise UnreadableDocument("report.whose")
    draft.title = title.text.strip()
    draft.year = int(year["year"])
    draft.body = _whole_name(preparer["name"], paragraphs)
    words = squeeze(draft.title)
    is_unit = "单位预算" in words or "预算单位" in words or "编制单位" in preparer.group()
    # The cover does not say the kind, but headings do: (单位)机构设置 or 2025年预算单位收入预算总表.
    if not is_unit and "部门" not in words:
        is_unit = any(_UNIT_HEADING.search(squeeze(p.text)) for p in paragraphs if len(p.text) < 60)
    draft.kind = Kind.UNIT if is_unit else Kind.DEPARTMENTAL
    draft.form = _form_printed(draft.kind, pieces)


def _form_printed(kind: Kind, pieces: list[Piece]) -> BudgetForm:
    """Of the forms of that kind the one of which the document prints most tables; the one in force where several do."""
    titles = {title_words(piece.heading.text) for piece in pieces if piece.heading is not None}

    def printed(form: BudgetForm) -> int:
        cores = [*(table.core for table in form.tables), *(table.core for table in form.further)]
        return sum(any(title.endswith(core) for title in titles) for core in cores)

    return max((form for form in FORMS.values() if form.kind is kind), key=printed)


_UNIT_HEADING = re.compile(
    r"单位预算编制说明$|[（(]单位[）)](主要职能|主要职责|机构设置)$|预算单位[^：:]*预算.*表$"
)


def _whole_name(name: str, paragraphs: list[Paragraph]) -> str:
    """The name on the cover, with its rest where the line was too short for it and every table prints it whole."""
    printed = [m["name"] for p in paragraphs if (m := PREPARER.search(p.text))][1:]
    if len(set(printed)) == 1 and len(printed) > 1 and printed[0].startswith(name):
        return printed[0]
    return name


def _is_document_title(text: str) -> bool:
    words = squeeze(text)
    return len(words) < 60 and bool(re.search(r"预算$|预算.*表$|决算", words)) and bool(_YEAR.search(words))


# ---- pieces -------------------------------------------------------------------------------------------


def _reader_of(piece: Piece, form: BudgetForm) -> Callable[[Piece, _Draft], None]:
    if isinstance(piece.what, Role):  # of another form it is a table that this one does not know
        return _read_table if piece.what in form.by_role else _read_further_table
    if isinstance(piece.what, SectionKey):
        return _read_section
    if isinstance(piece.what, FurtherTable) or piece.what == UNKNOWN_TABLE:
        return _read_further_table
    return {"cover": _read_cover, "contents": _read_contents, "statement": _read_statement}[piece.what]


# 2025年 · 上海市市级部门预算 · 上海市2025年度市级部门预算
_COVER_YEAR = re.compile(r"20\d\d年度?")
_COVER_LINE = re.compile(r"20\d\d年度?|[^。，；：]{0,50}(?:部门|单位)预算(?:公开)?")


def _read_cover(piece: Piece, draft: _Draft) -> None:
    for paragraph in piece.paragraphs:
        words = squeeze(paragraph.text)
        is_rest = len(words) > 1 and draft.body.endswith(words)  # the name, or its second printed line
        if (
            is_rest
            or PREPARER.search(paragraph.text)
            or _COVER_LINE.fullmatch(words)
            or paragraph.text.strip() == draft.title
        ):
            draft.own(paragraph.place, "cover")


def _read_contents(piece: Piece, draft: _Draft) -> None:
    """Give the entries their owner; other lines of the list get none, so that they are noticed."""
    assert piece.heading is not None
    draft.own(piece.heading.place, "furniture: contents")
    for paragraph in piece.paragraphs:
        if is_contents_entry(paragraph.text) or kind_of(paragraph) is not None:
            draft.own(paragraph.place, "furniture: contents")


_PAGE_NUMBER = re.compile(r"(?<=表)[.…·]*\d+$")


def _own_listed_titles(pieces: list[Piece], draft: _Draft) -> None:
    """The entries of the list of contents that name a table that no form knows."""
    titles = {title_words(table.title) for table in draft.further}
    for piece in pieces:
        if piece.what == "contents":
            for paragraph in piece.paragraphs:
                words = title_words(_PAGE_NUMBER.sub("", squeeze(paragraph.text)))
                if words in titles and paragraph.place not in draft.owners:
                    draft.own(paragraph.place, "furniture: contents")


def _read_section(piece: Piece, draft: _Draft) -> None:
    assert isinstance(piece.what, SectionKey) and piece.heading is not None
    owner = f"section: {piece.what.word}"
    passages = passages_of(piece.blocks)
    for place in (piece.heading.place, *(p.place for p in passages)):
        draft.own(place, owner)
    before = next((section for section in draft.sections if section.key is piece.what), None)
    if before is not None and piece.what is SectionKey.TARGET_FORMS:
        heading = ReadPassage(piece.heading.text.strip(), piece.heading.place)
        draft.sections.remove(before)
        draft.sections.append(replace(before, passages=(*before.passages, heading, *passages)))
        return
    if before is not None and not before.passages:  # an entry of a list of contents without numbers
        draft.sections.remove(before)
        before = None
    if before is not None:
        draft.warn("section-repeated", piece.heading.place, section=piece.what.value)
        return
    draft.sections.append(Section(piece.what, piece.heading.text.strip(), passages, piece.heading.place))


def _read_statement(piece: Piece, draft: _Draft) -> None:
    """One heading with one statement, or with several that have a heading each (项目名称：…)."""
    assert piece.heading is not None
    starts = [n for n in range(len(piece.blocks)) if statement_heading(piece.blocks, n)]
    if not starts or starts[0] > 0:
        _read_one_statement(piece.heading, "", piece.blocks[: starts[0]] if starts else piece.blocks, draft)
    else:
        draft.own(piece.heading.place, f"statement {len(draft.statements) + 1}")
    for start, stop in pairwise([*starts, len(piece.blocks)]):
        heading = piece.blocks[start]
        assert isinstance(heading, Paragraph)
        name = statement_heading(piece.blocks, start)
        _read_one_statement(heading, name, piece.blocks[start + 1 : stop], draft)


def _read_one_statement(heading: Paragraph, name: str, blocks: list[Paragraph | Grid], draft: _Draft) -> None:
    before, parts, repeated = split_parts(blocks)
    number = len(draft.statements) + 1
    statement, issues = read_statement(number, heading, parts, draft.year, name)
    draft.statements.append(statement)
    draft.issues += issues
    draft.own(heading.place, f"statement {number}")
    for part in parts:
        for place in (part.place, *(p.place for p in part.passages)):
            draft.own(place, f"statement {number}: {part.key.word}")
    for again in repeated:
        heading_again = again.text.strip()
        draft.miss("statement-part-repeated", again.place, statement=statement.name, heading=heading_again)
    for passage in passages_of(before):
        draft.warn("outside-the-parts", passage.place, statement=statement.name)


# ---- official tables ----------------------------------------------------------------------------------


def _read_table(piece: Piece, draft: _Draft) -> None:
    assert isinstance(piece.what, Role) and piece.heading is not None
    table = draft.form.table(piece.what)
    for title in (piece.heading, *piece.repeated):
        draft.own(title.place, f"table {table.number}: title")
    before = next((found for found in draft.tables if found.table is table), None)
    if before is not None and not before.lines:  # an entry of a list of contents without numbers
        draft.tables.remove(before)
        before = None
    if before is not None:
        draft.warn("table-repeated", piece.heading.place, n=table.number)
        return
    preparer, unit, notes = _read_captions(piece, table, draft)
    _warn_of_headings_again(piece, table, draft)
    body = read_table_lines(table, piece.grids, unit)
    for grid in piece.grids:
        for row in grid.rows:
            if row[0].place in body.owners:
                draft.own(row[0].place, f"table {table.number}: {body.owners[row[0].place]}")
    draft.issues += body.issues
    if not body.lines:
        draft.warn("table-without-lines", piece.heading.place, n=table.number)
    draft.tables.append(
        PrintedTable(
            table,
            piece.heading.text.strip(),
            preparer,
            unit,
            tuple(body.lines),
            piece.heading.place,
            notes,
            complete=not any(issue.code == "column-unknown" for issue in body.issues),
        )
    )


def _read_further_table(piece: Piece, draft: _Draft) -> None:
    assert piece.heading is not None
    known = _further_of_form(piece, draft.form)
    slug = known.slug if known else _lasting_slug(piece.heading.text)
    before = next((table for table in draft.further if table.slug == slug), None)
    if before is not None and not before.columns:  # an entry of a list of contents
        draft.further.remove(before)
        before = None
    if before is not None:
        slug = f"{slug}-{len(draft.further) + 1}"
    table, body = read_further_table(
        slug, known.number if known else None, piece.heading, piece.paragraphs, piece.grids
    )
    order = len(draft.further) + 1
    for title in (piece.heading, *piece.repeated):
        draft.own(title.place, f"further table {order}: title")
    for place, owner in body.owners.items():
        draft.own(place, f"further table {order}: {owner}")
    for place in body.contradicting:
        draft.warn("further-unit-contradicts", place, table=table.title)
    draft.further.append(table)


def _further_of_form(piece: Piece, form: BudgetForm) -> FurtherTable | None:
    """The table of the form that a piece is; a piece may carry the table of another form with the same title."""
    if isinstance(piece.what, FurtherTable) and piece.what in form.further:
        return piece.what
    words = title_words(piece.heading.text) if piece.heading else ""
    return next((table for table in form.further if words.endswith(table.core)), None)


def _lasting_slug(title: str) -> str:
    """A name in addresses that stays when another table comes before it, and in other years."""
    words = re.sub(r"^.*?\d{4}年度?(?:部门|单位)?", "", title_words(title))
    return f"further-{hashlib.sha256(words.encode()).hexdigest()[:8]}"


# （万元） or （单位：万元） behind a title
_UNIT_BEHIND = re.compile(r"表[（(](?:(?:金额)?单位[：:])?(?P<unit>元|万元)[）)]$")


def _warn_of_headings_again(piece: Piece, table: OfficialTable, draft: _Draft) -> None:
    """Warn where a line and other headings stand among the rows: perhaps the title of another table."""
    first: Grid | None = None
    for line, grid in pairwise(piece.blocks):
        if first is not None and isinstance(line, Paragraph) and isinstance(grid, Grid):
            named = PREPARER.search(line.text) or UNIT_LINE.search(line.text)
            if not named and has_headings(grid.rows) and heading_rows(grid) != heading_rows(first):
                draft.warn("headings-again", line.place, n=table.number, line=one_line(line.text))
        if isinstance(line, Grid) and first is None:
            first = line


def _read_captions(piece: Piece, table: OfficialTable, draft: _Draft) -> tuple[str, Unit, tuple[str, ...]]:
    """Read the 编制部门 and 单位 lines around a table; every other paragraph is a note under it."""
    preparer, unit, notes = "", None, []
    for paragraph in piece.paragraphs:
        named = PREPARER.search(paragraph.text)
        united = UNIT_LINE.search(paragraph.text)
        if named:
            preparer = named["name"]
        if united:
            printed = Unit(squeeze(united["unit"]))
            if unit not in (None, printed):
                draft.warn("unit-contradicts", paragraph.place, n=table.number)
            unit = printed
        owner = "caption"
        if not named and not united:
            notes.append(paragraph.text)
            owner = "note"
            if len([word for word in paragraph.text.split() if is_amount(word)]) > 1:
                draft.miss("note-with-amounts", paragraph.place, n=table.number)
        draft.own(paragraph.place, f"table {table.number}: {owner}")
    assert piece.heading is not None
    if unit is None and (behind := _UNIT_BEHIND.search(squeeze(piece.heading.text))):
        unit = Unit(behind["unit"])
    if unit is None:
        draft.warn("unit-missing", piece.heading.place, n=table.number, unit=table.unit.value)
    return preparer, unit or table.unit, tuple(notes)


def _with_looked_up_names(draft: _Draft) -> list[PrintedTable]:
    """Give each nameless line the one name that the same code has in the other tables of its classification."""
    names: dict[tuple[int, str], set[str]] = defaultdict(set)
    for table in draft.tables:
        for line in table.lines:
            if line.codes and line.name:
                names[len(table.table.code_levels), line.code].add(line.name)
    return [
        replace(table, lines=tuple(_named(table, line, names, draft) for line in table.lines))
        for table in draft.tables
    ]


def _named(
    table: PrintedTable, line: TableLine, names: dict[tuple[int, str], set[str]], draft: _Draft
) -> TableLine:
    if line.name or line.level is Level.TOTAL:
        return line
    found = names.get((len(table.table.code_levels), line.code), set())
    if len(found) == 1:
        return replace(line, name=next(iter(found)), name_looked_up=True)
    draft.warn("name-missing", line.place, n=table.table.number, code=line.code)
    return line
