"""Builds the report: gives each piece of the document to its reader, and each line its owner."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from budgets.form.spelling import squeeze
from budgets.form.tables import BudgetForm, FurtherTable, Role
from budgets.form.terms import SectionKey, UnreadCause
from budgets.parsing.as_printed import as_printed, folded
from budgets.parsing.captions import PREPARER
from budgets.parsing.document_tables import (
    keep_rows_in_prose,
    read_further_piece,
    read_table,
    with_looked_up_names,
)
from budgets.parsing.draft import RUNNING, ReportDraft
from budgets.parsing.headings import UNKNOWN_TABLE, is_contents_entry, kind_of, title_words
from budgets.parsing.hidden_parts import with_hidden_parts
from budgets.parsing.identity import COVER_LINE, identify
from budgets.parsing.implementers import with_links
from budgets.parsing.narrative import (
    read_definitions,
    read_institutions,
    read_narrative_facts,
    unread_amounts,
    unread_functions,
    unread_units,
)
from budgets.parsing.note_facts import read_note_facts, unread_note_amounts
from budgets.parsing.picture_pages import hidden_pages, is_sheet, with_picture_pages, with_pictures
from budgets.parsing.records import BudgetReport, ReadFact, ReadPassage, Section, SourceLine
from budgets.parsing.sections import Piece, cut
from budgets.parsing.statements import passages_of, read_statement, split_parts, statement_heading
from budgets.parsing.table_records import Unread
from budgets.parsing.unread_prose import garbled_prose, pictures_in_prose
from budgets.readers.document import (
    PAGE_FURNITURE,
    Document,
    Grid,
    Paragraph,
    Place,
    UnreadableDocument,
    lines_of_row,
    row_text,
)


def parse_report(document: Document) -> BudgetReport:
    """Read a neutral document into a BudgetReport.

    Raises UnreadableDocument when it is another kind of document or of another form, when it names no body or
    year, or when none of the official tables is found. Everything less is an Issue in the report.
    """
    plain = folded(document)
    report = _parsed(plain)
    return report if plain is document else as_printed(report, document)


def _parsed(document: Document) -> BudgetReport:
    draft = ReportDraft()
    pieces = cut(document)
    identify(document, pieces, draft)
    for piece in pieces:
        _reader_of(piece, draft.form)(piece, draft)
    keep_rows_in_prose(pieces, draft)
    _own_listed_titles(pieces, draft)
    for page in document.picture_pages:
        draft.miss("picture-page", Place(page=page), page=page)
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.marker == PAGE_FURNITURE:
            draft.own(block.place, RUNNING)
    if not draft.tables:
        raise UnreadableDocument("report.no-table")
    draft.tables, hidden = with_hidden_parts(with_looked_up_names(draft), document.hidden)
    all_found = {table.table.role for table in draft.tables} >= draft.form.by_role.keys()
    draft.tables, unseen = with_picture_pages(
        draft.tables, hidden_pages(document), UnreadCause.HIDDEN, all_found=all_found
    )
    draft.tables, pictures = with_picture_pages(draft.tables, document.picture_pages, all_found=all_found)
    headings = (piece.heading.place for piece in pieces if piece.heading is not None)
    draft.tables = with_pictures(draft.tables, document.pictures, headings)
    draft.unread += garbled_prose(document, draft.owners)
    of_tables = {unread.place for table in draft.tables for unread in table.unread}
    draft.unread += pictures_in_prose(document.pictures, draft.owners, of_tables)
    sheets = (Unread(UnreadCause.PICTURE, "", place) for place in document.pictures if is_sheet(place))
    draft.unread += [*pictures, *unseen, *hidden, *sheets]
    _compare_unit_count(draft)
    return _finished(document, draft)


_UNIT_COUNT = re.compile(r"单位\s*(\d{1,4})\s*家")


def _compare_unit_count(draft: ReportDraft) -> None:
    """Warn where the stated numbers (行政单位2家，事业单位25家) and the list differ: a unit was not read."""
    section = next((s for s in draft.sections if s.key is SectionKey.INSTITUTIONS), None)
    if section is None:
        return
    known = {unread.place for unread in draft.unread}
    unread = list(unread_units(section.passages))
    draft.unread += (entry for entry in unread if entry.place not in known)
    stated = [int(n) for passage in section.passages for n in _UNIT_COUNT.findall(passage.text)]
    listed = len(read_institutions(section.passages).units)
    is_whole = not unread and not any(passage.place in known for passage in section.passages)
    if stated and listed and is_whole and sum(stated) != listed:
        draft.warn("unit-count", section.place, stated=sum(stated), listed=listed)


def _finished(document: Document, draft: ReportDraft) -> BudgetReport:
    sections = {section.key: section.passages for section in draft.sections}
    institutions = read_institutions(sections.get(SectionKey.INSTITUTIONS, ()))
    known = {unread.place for unread in draft.unread}
    facts = tuple(_facts(sections, draft.year))
    prose = (entry for entry in _unread_prose(sections, facts, draft.year) if entry.place not in known)
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
        facts,
        with_links(draft.statements, [unit.text for unit in institutions.units], draft.body),
        tuple(draft.issues),
        tuple(_lines(document, draft)),
        tuple(draft.further),
        document.hidden,
        (*draft.unread, *prose),
        document.empty_pages,
        document.cut_lines,
    )


def _facts(sections: dict[SectionKey, tuple[ReadPassage, ...]], year: int) -> Iterator[ReadFact]:
    yield from read_narrative_facts(sections.get(SectionKey.NARRATIVE, ()), year)
    yield from read_note_facts(sections.get(SectionKey.OTHER_NOTES, ()), year)


def _unread_prose(
    sections: dict[SectionKey, tuple[ReadPassage, ...]], facts: tuple[ReadFact, ...], year: int
) -> Iterator[Unread]:
    """The entries of the list of functions, and the amounts of the notes, that are printed and in no fact."""
    narrative = sections.get(SectionKey.NARRATIVE, ())
    yield from unread_functions(narrative, year)
    yield from unread_amounts(narrative, facts)
    yield from unread_note_amounts(sections.get(SectionKey.OTHER_NOTES, ()), facts)


def _lines(document: Document, draft: ReportDraft) -> Iterator[SourceLine]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield SourceLine(block.text, block.place, draft.owners.get(block.place, ""))
            continue
        for row in block.rows:
            if row_text(row).strip():
                owners = (draft.owners[cell.place] for cell in row if cell.place in draft.owners)
                owner = next(owners, "")
                yield from (
                    SourceLine(text, place, owner)
                    for text, place in lines_of_row(row)
                    if text.strip() or place == row[0].place
                )


def _reader_of(piece: Piece, form: BudgetForm) -> Callable[[Piece, ReportDraft], None]:
    if isinstance(piece.what, Role):  # of another form it is a table that this one does not know
        return read_table if piece.what in form.by_role else read_further_piece
    if isinstance(piece.what, SectionKey):
        return _read_section
    if isinstance(piece.what, FurtherTable) or piece.what == UNKNOWN_TABLE:
        return read_further_piece
    return {"cover": _read_cover, "contents": _read_contents, "statement": _read_statement}[piece.what]


def _read_cover(piece: Piece, draft: ReportDraft) -> None:
    for paragraph in piece.paragraphs:
        words = squeeze(paragraph.text)
        is_rest = len(words) > 1 and draft.body.endswith(words)  # the name, or its second printed line
        if (
            is_rest
            or PREPARER.search(paragraph.text)
            or COVER_LINE.fullmatch(words)
            or paragraph.text.strip() == draft.title
        ):
            draft.own(paragraph.place, "cover")


def _read_contents(piece: Piece, draft: ReportDraft) -> None:
    """Give the entries their owner; other lines of the list get none, so that they are noticed."""
    assert piece.heading is not None
    draft.own(piece.heading.place, "furniture: contents")
    for paragraph in piece.paragraphs:
        is_title = squeeze(paragraph.text) == squeeze(piece.heading.text)
        if is_title or is_contents_entry(paragraph.text) or kind_of(paragraph) is not None:
            draft.own(paragraph.place, "furniture: contents")


_PAGE_NUMBER = re.compile(r"(?<=表)[.…·]*\d+$")


def _own_listed_titles(pieces: list[Piece], draft: ReportDraft) -> None:
    """The entries of the list of contents that name a table that no form knows."""
    titles = {title_words(table.title) for table in draft.further}
    for piece in pieces:
        if piece.what == "contents":
            for paragraph in piece.paragraphs:
                words = title_words(_PAGE_NUMBER.sub("", squeeze(paragraph.text)))
                if words in titles and paragraph.place not in draft.owners:
                    draft.own(paragraph.place, "furniture: contents")


def _read_section(piece: Piece, draft: ReportDraft) -> None:
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


def _read_statement(piece: Piece, draft: ReportDraft) -> None:
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


def _read_one_statement(
    heading: Paragraph, name: str, blocks: list[Paragraph | Grid], draft: ReportDraft
) -> None:
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
