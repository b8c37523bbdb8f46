"""Whose budget a document is, of which year and kind, and which form it follows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgets.form.spelling import same_brackets, squeeze
from budgets.form.tables import FORMS, BudgetForm, Role
from budgets.form.terms import Kind, SectionKey
from budgets.parsing.captions import PREPARER
from budgets.parsing.draft import ReportDraft
from budgets.parsing.headings import UNKNOWN_TABLE, title_words
from budgets.parsing.other_documents import (
    Whose,
    is_blank_form,
    is_placeholder,
    refuse_other_documents,
    same_body,
    whose_table,
)
from budgets.parsing.sections import Piece
from budgets.readers.document import Document, Paragraph, UnreadableDocument

# 2025年 · 上海市市级部门预算 · 上海市2025年度市级部门预算
COVER_YEAR = re.compile(r"20\d\d年度?")
COVER_LINE = re.compile(r"20\d\d年度?|[^。，；：]{0,50}(?:部门|单位)预算(?:公开)?")
_YEAR = re.compile(r"(?P<year>20\d\d)\s*年")
_COVER_LINES = 10
_LONGEST_TITLE = 60


@dataclass(frozen=True)
class _Said:
    """What a line says of the document: a body or a year, and the line."""

    words: str
    line: Paragraph
    by_unit: bool = False  # the line is one of 编制单位
    by_heading: bool = False  # the line is a heading that begins with the name


def identify(document: Document, pieces: list[Piece], draft: ReportDraft) -> None:
    """Body, year, kind and form: from the cover, the titles of the tables and the 编制部门 lines, else from headings.

    Where every table says something else than the cover, the tables are right, and that is noted. Raises
    UnreadableDocument for another kind of document, and where no body or no year is printed.
    """
    refuse_other_documents(document, pieces)
    paragraphs = _paragraphs(pieces)
    title, year = _title_and_year(paragraphs)
    body = _body(pieces, paragraphs)
    year = year or _year_elsewhere(paragraphs)
    if body is None or year is None:
        if is_blank_form(document, pieces):
            raise UnreadableDocument("report.blank-form")
        raise _lacking(body, year)
    draft.title = (title or year.line).text.strip()[:_MOST_OF_A_TITLE]
    draft.year, draft.body = int(year.words), body.words
    if body.by_heading:
        draft.warn("body-from-heading", body.line.place, body=body.words)
    _blame_the_cover(pieces, body, year, draft)
    draft.kind = _kind(draft.title, body, paragraphs)
    draft.form = _form_printed(draft.kind, pieces)


_MOST_OF_A_TITLE = 200


def _lacking(body: _Said | None, year: _Said | None) -> UnreadableDocument:
    if body is None and year is None:
        return UnreadableDocument("report.whose")
    return (
        UnreadableDocument("report.whose-body") if body is None else UnreadableDocument("report.whose-year")
    )


def _paragraphs(pieces: Sequence[Piece]) -> list[Paragraph]:
    return [
        paragraph
        for piece in pieces
        if piece.what != UNKNOWN_TABLE
        for paragraph in (*filter(None, (piece.heading,)), *piece.repeated, *piece.paragraphs)
    ]


# ---- the title and the year ----------------------------------------------------------------------------


def _title_and_year(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph | None, _Said | None]:
    """The first title with a year, or a title and a year on lines of their own at the head of the document."""
    titles = [p for p in paragraphs if _is_document_title(p.text)]
    first = paragraphs[:_COVER_LINES]
    dated = [*titles, *(p for p in first if COVER_YEAR.fullmatch(squeeze(p.text)))]
    year = next((_Said(m["year"], p) for p in dated if (m := _YEAR.search(p.text))), None)
    title = next(iter(titles), None)
    if title is None and year is not None:
        title = next((p for p in first if COVER_LINE.fullmatch(squeeze(p.text))), None)
    return title, year


def _is_document_title(text: str) -> bool:
    words = squeeze(text)
    return (
        len(words) < _LONGEST_TITLE
        and bool(re.search(r"预算$|预算.*表$", words))
        and bool(_YEAR.search(words))
    )


# 2026年部门预算编制说明 · 2026年，某局收入预算4748.35万元
_NARRATIVE = re.compile(
    r"(?P<year>20\d\d)年度?(?:(?:部门|单位)?预算编制的?说明|[，,][^，。；]{0,40}(?:收入预算|支出预算|预算收入|收支预算))"
)


def _year_elsewhere(paragraphs: Sequence[Paragraph]) -> _Said | None:
    """The year that the narrative begins with, or that titles without the word 预算 print."""
    for paragraph in paragraphs:
        found = _NARRATIVE.match(squeeze(paragraph.text[:200]))
        if found:
            return _Said(found["year"], paragraph)
    return None


# ---- the body ------------------------------------------------------------------------------------------


def _body(pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]) -> _Said | None:
    """The name on the cover or over a table, else in the headings of what the body does."""
    named = list(_named(paragraphs))
    if not named:
        return _body_in_headings(pieces)
    return _Said(_whole_name(named), named[0].line, named[0].by_unit)


def _named(paragraphs: Sequence[Paragraph]) -> Iterator[_Said]:
    """Every name on a line of 预算主管部门, 编制部门, 编制单位 …"""
    for paragraph in paragraphs:
        found = PREPARER.search(paragraph.text)
        if found and not is_placeholder(found["name"]):
            yield _Said(found["name"], paragraph, "编制单位" in found.group())


def _whole_name(named: Sequence[_Said]) -> str:
    """The name on the cover, with its rest where the line was too short for it and every table prints it whole."""
    name, printed = named[0].words, [said.words for said in named[1:]]
    if len(set(printed)) == 1 and len(printed) > 1 and printed[0].startswith(name):
        return printed[0]
    return name


_HEADING = re.compile(
    r"(?P<name>[^，。；：]{4,50}?)(?:[（(](?:部门|单位)[）)])?(?:主要职能|主要职责|机构设置)(?:情况)?"
)
_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+、|第[一二三四五六七八九十]+部分[、：:]?)")


def _body_in_headings(pieces: Sequence[Piece]) -> _Said | None:
    """某局主要职能, 某局机构设置: the name that stands before."""
    for piece in pieces:
        if piece.what in (SectionKey.DUTIES, SectionKey.INSTITUTIONS) and piece.heading is not None:
            found = _HEADING.fullmatch(_NUMBER.sub("", squeeze(piece.heading.text)))
            if found and not is_placeholder(found["name"]):
                return _Said(found["name"], piece.heading, by_heading=True)
    return None


# ---- the cover against the tables ----------------------------------------------------------------------


def _blame_the_cover(pieces: Sequence[Piece], body: _Said, year: _Said, draft: ReportDraft) -> None:
    """Where all tables, and nothing in the prose, name one other year or body than the cover: theirs, with a warning."""
    cover = {paragraph.place for paragraph in pieces[0].paragraphs}
    tables = [whose_table(piece) for piece in pieces if isinstance(piece.what, Role) and piece.grids]
    other = _other_year(tables, pieces, draft.year)
    if other and year.line.place in cover:
        draft.warn(
            "cover-contradicts-year", year.line.place, cover=draft.year, tables=other, count=len(tables)
        )
        draft.year = other
    name = _other_body(tables, pieces, draft.body)
    if not name or body.line.place not in cover:
        return
    if any(same_body(said.words, name) for said in _named(pieces[0].paragraphs)):
        draft.body = name  # 预算主管部门 and 预算单位: the cover names both
        return
    draft.warn("cover-contradicts-body", body.line.place, cover=draft.body, tables=name, count=len(tables))
    draft.body = name


def _other_year(tables: Sequence[Whose], pieces: Sequence[Piece], year: int) -> int:
    """The year of all titles of tables where it is not that of the cover; 0 where they differ, or prose has the cover's."""
    printed = {int(table.year) for table in tables if table.year}
    enough = sum(bool(table.year) for table in tables) > 1
    if not enough or len(printed) != 1 or year in printed:
        return 0
    said = _year_elsewhere(_paragraphs(pieces[1:]))
    return 0 if said and int(said.words) == year else printed.pop()


def _other_body(tables: Sequence[Whose], pieces: Sequence[Piece], body: str) -> str:
    """The name in all 编制部门 lines where it is another body's than the cover's, which no heading names; else ""."""
    printed = [table.body for table in tables if table.body and not is_placeholder(table.body)]
    if len(printed) < 2 or len({same_brackets(name) for name in printed}) > 1:
        return ""
    if same_body(printed[0], body):
        return ""
    headed = _body_in_headings(pieces)
    if headed and same_body(headed.words, body) and not same_body(headed.words, printed[0]):
        return ""
    return printed[0]


# ---- kind and form -------------------------------------------------------------------------------------

_UNIT_HEADING = re.compile(
    r"单位预算编制说明$|[（(]单位[）)](主要职能|主要职责|机构设置)$|预算单位[^：:]*预算.*表$"
)


def _kind(title: str, body: _Said, paragraphs: Sequence[Paragraph]) -> Kind:
    words = squeeze(title)
    is_unit = "单位预算" in words or "预算单位" in words or body.by_unit
    # The cover does not say the kind, but headings do: (单位)机构设置 or 2025年预算单位收入预算总表.
    if not is_unit and "部门" not in words:
        is_unit = any(
            _UNIT_HEADING.search(squeeze(p.text)) for p in paragraphs if len(p.text) < _LONGEST_TITLE
        )
    return Kind.UNIT if is_unit else Kind.DEPARTMENTAL


def _form_printed(kind: Kind, pieces: Sequence[Piece]) -> BudgetForm:
    """Of the forms of that kind the one of which the document prints most tables; the one in force where several do."""
    titles = {title_words(piece.heading.text) for piece in pieces if piece.heading is not None}

    def printed(form: BudgetForm) -> int:
        cores = [*(table.core for table in form.tables), *(table.core for table in form.further)]
        return sum(any(title.endswith(core) for title in titles) for core in cores)

    return max((form for form in FORMS.values() if form.kind is kind), key=printed)
