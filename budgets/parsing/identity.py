"""Whose budget a document is, of which year and kind, and which form it follows."""

import re

from budgets.form.spelling import squeeze
from budgets.form.tables import FORMS, BudgetForm
from budgets.form.terms import Kind
from budgets.parsing.captions import PREPARER
from budgets.parsing.draft import ReportDraft
from budgets.parsing.headings import UNKNOWN_TABLE, title_words
from budgets.parsing.sections import Piece
from budgets.readers.document import Paragraph, UnreadableDocument

# 2025年 · 上海市市级部门预算 · 上海市2025年度市级部门预算
COVER_YEAR = re.compile(r"20\d\d年度?")
COVER_LINE = re.compile(r"20\d\d年度?|[^。，；：]{0,50}(?:部门|单位)预算(?:公开)?")
_FINAL_ACCOUNT = re.compile(r"决算(公开|报告|说明|情况|总表|表)?$")
_YEAR = re.compile(r"(?P<year>20\d\d)\s*年")


def identify(pieces: list[Piece], draft: ReportDraft) -> None:
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
    dated = [*titles, *(p for p in paragraphs[:10] if COVER_YEAR.fullmatch(squeeze(p.text)))]
    year = next((m for p in dated if (m := _YEAR.search(p.text))), None)
    title = title or next(
        (p for p in paragraphs[:10] if year and COVER_LINE.fullmatch(squeeze(p.text))), None
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
