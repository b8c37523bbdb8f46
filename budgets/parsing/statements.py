"""项目经费情况说明: one project statement from its heading and the blocks under it."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import accumulate

from budgets.form.spelling import squeeze
from budgets.form.terms import PartKey, Precision, QuoteUse
from budgets.parsing.dates import find_period, find_spans, last_day
from budgets.parsing.implementers import find_implementer
from budgets.parsing.records import (
    Because,
    Issue,
    Parameter,
    Period,
    PlacedQuote,
    Quote,
    ReadMilestone,
    ReadPart,
    ReadPassage,
    ReadStatement,
    Severity,
)
from budgets.parsing.statement_amounts import read_amounts
from budgets.readers.document import Cell, Grid, Paragraph, row_text

_PART_HEADING = re.compile(
    r"(?:(?P<number>[一二三四五六七]、)|(?P<bracket>[（(][一二三四五六七][）)]))?(?P<title>.{2,10}?)[：:]?"
)
_PART_TITLES = {key.value: key for key in PartKey} | {"项目概况": PartKey.OVERVIEW}
_HEADING_TAIL = re.compile(r"\s*(项目)?经费情况说明\s*$")


def statement_name(heading: str) -> str:
    """The project's printed name: the heading without the fixed words 项目经费情况说明 and outer spaces."""
    return re.sub(r"^[一二三四五六七八九十]+、\s*", "", _HEADING_TAIL.sub("", heading).strip())


def part_key(block: Paragraph | Grid, style: str | None = None) -> PartKey | None:
    """The part whose heading a block is; None for numbered lines inside a part.

    A statement numbers all its parts in one style, 一、 or （一） or none: lines in another style are text.
    """
    heading = _PART_HEADING.fullmatch(squeeze(block.text)) if isinstance(block, Paragraph) else None
    if heading is None or style not in (None, _style(heading)):
        return None
    return _PART_TITLES.get(heading["title"])


def _style(heading: re.Match[str]) -> str:
    return "number" if heading["number"] else "bracket" if heading["bracket"] else "plain"


def part_style(blocks: list[Paragraph | Grid]) -> str | None:
    """How the statement's first part heading is numbered; None where it has none."""
    for block in blocks:
        if part_key(block) is not None and isinstance(block, Paragraph):
            heading = _PART_HEADING.fullmatch(squeeze(block.text))
            return _style(heading) if heading else None
    return None


_SUB_HEADING = re.compile(
    r"(?:(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.．、])?项目名称[：:](?P<named>[^。；]{2,50})"
    r"|(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.．、])(?P<numbered>[^。；：]{2,50}))"
)


def statement_heading(blocks: list[Paragraph | Grid], index: int) -> str:
    """The project's name if that block is its heading under 项目经费情况说明: 项目名称：… or 一、… right above 项目概述."""
    block = blocks[index]
    if not isinstance(block, Paragraph) or part_key(block) is not None or index + 1 == len(blocks):
        return ""
    found = _SUB_HEADING.fullmatch(squeeze(block.text))
    if found is None or part_key(blocks[index + 1]) is not PartKey.OVERVIEW:
        return ""
    return statement_name(found["named"] or found["numbered"])


def passages_of(blocks: list[Paragraph | Grid]) -> tuple[ReadPassage, ...]:
    """Blocks as passages: paragraphs word for word, each grid row as one passage with tabs between the cells."""
    passages = []
    for block in blocks:
        if isinstance(block, Paragraph):
            passages.append(ReadPassage(block.text, block.place, block.marker, block.lines))
        else:
            passages += [_row_passage(row) for row in block.rows if row_text(row).strip()]
    return tuple(passages)


def _row_passage(row: tuple[Cell, ...]) -> ReadPassage:
    ends = accumulate(len(cell.text or "") + 1 for cell in row)
    starts = [0, *ends][: len(row)]
    pieces = tuple(zip(starts, (cell.place for cell in row), strict=True))
    return ReadPassage(row_text(row), row[0].place, pieces=pieces)


def split_parts(
    blocks: list[Paragraph | Grid],
) -> tuple[list[Paragraph | Grid], tuple[ReadPart, ...], list[Paragraph]]:
    """The blocks before the first part heading, the parts in printed order, and headings printed a second time.

    A repeated heading means that a project heading was not found; its words stay with the part before them.
    """
    repeated: list[Paragraph] = []
    before: list[Paragraph | Grid] = []
    found: list[tuple[PartKey, Paragraph, list[Paragraph | Grid]]] = []
    style = part_style(blocks)
    for block in blocks:
        key = part_key(block, style)
        if key is not None and isinstance(block, Paragraph) and key not in {k for k, _, _ in found}:
            found.append((key, block, []))
        else:
            if key is not None and isinstance(block, Paragraph):
                repeated.append(block)
            (found[-1][2] if found else before).append(block)
    parts = (ReadPart(key, h.text.strip(), passages_of(body), h.place) for key, h, body in found)
    return before, tuple(parts), repeated


def read_statement(
    number: int, heading: Paragraph, parts: tuple[ReadPart, ...], year: int, name: str = ""
) -> tuple[ReadStatement, list[Issue]]:
    """One statement with what its parts state plainly, and what could not be decided."""
    words = {part.key: part.text for part in parts}
    amounts, doubt = read_amounts(words.get(PartKey.BUDGET, ""), year)
    plan = next((part.passages for part in parts if part.key is PartKey.PLAN), ())
    period = find_period(words.get(PartKey.PERIOD, ""))
    milestones = find_milestones(plan, year)
    quotes = (*_budget_quotes(parts, amounts.quotes), *_period_quotes(parts, period))
    statement = ReadStatement(
        number,
        name or statement_name(heading.text),
        heading.text.strip(),
        parts,
        find_implementer(words.get(PartKey.IMPLEMENTING_BODY, "")),
        period,
        amounts,
        tuple(milestone for _, milestone in milestones),
        heading.place,
        quotes=(*quotes, *_milestone_quotes(milestones)),
    )
    return statement, list(_issues(statement, doubt))


def _budget_quotes(parts: tuple[ReadPart, ...], quotes: tuple[Quote, ...]) -> Iterator[PlacedQuote]:
    for part in parts:
        if part.key is PartKey.BUDGET:
            yield from (_placed(part, quote) for quote in quotes)


def _placed(part: ReadPart, quote: Quote) -> PlacedQuote:
    words = part.text[quote.start : quote.end]
    return PlacedQuote(quote.use, words, part.place_of(quote.start, quote.end), quote.number, quote.reason)


def _period_quotes(parts: tuple[ReadPart, ...], period: Period | None) -> Iterator[PlacedQuote]:
    part = next((part for part in parts if part.key is PartKey.PERIOD), None)
    if part and period:
        start = part.text.find(period.text)
        yield _placed(part, Quote(QuoteUse.PERIOD, start, start + len(period.text)))


def _milestone_quotes(milestones: list[tuple[ReadPassage, ReadMilestone]]) -> Iterator[PlacedQuote]:
    for n, (passage, milestone) in enumerate(milestones, 1):
        end = passage.text.find(milestone.label) + len(milestone.label)
        yield PlacedQuote(QuoteUse.MILESTONE, milestone.label, passage.place_of(0, end), n)


def _issues(statement: ReadStatement, doubt: Because | None) -> Iterator[Issue]:
    def warning(code: str, at: ReadStatement | ReadPart, **parameters: Parameter) -> Issue:
        return Issue(Severity.WARNING, code, at.place, {"statement": statement.name, **parameters})

    missing = [key.value for key in PartKey if statement.part(key) is None]
    if missing:
        yield warning("statement-part-missing", statement, parts=missing)
    if doubt:
        at = statement.part(PartKey.BUDGET) or statement
        yield warning("statement-amount-unclear", at, reason=doubt)
    if statement.period is None:
        yield warning("statement-period-unclear", statement.part(PartKey.PERIOD) or statement)
    for milestone in statement.milestones:
        if milestone.start is None:
            yield warning("impossible-date", statement, date=milestone.label)


# ---- dated steps of the plan --------------------------------------------------------------------------

_BULLET = r"\s*(?:\d+[、.．]|[（(]\d+[）)])?\s*"
_DOTTED = re.compile(
    _BULLET + r"(?P<label>(?P<y1>\d{4})[./](?P<m1>\d{1,2})[./](?P<d1>\d{1,2})\s*[-—–~至]\s*"
    r"(?P<y2>\d{4})[./](?P<m2>\d{1,2})[./](?P<d2>\d{1,2}))[：:，,]\s*(?P<text>.+)"
)
_MONTH = re.compile(
    _BULLET
    + r"(?P<label>(?P<y>\d{4})年(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?)(?:前|底)?[：:，,]\s*(?P<text>.+)"
)
_SPAN_STEP = re.compile(_BULLET + r"(?=\S)(?P<rest>.+)")


def find_milestones(passages: tuple[ReadPassage, ...], year: int) -> list[tuple[ReadPassage, ReadMilestone]]:
    """Milestones: passages that begin with a date, a month or a quarter, and say what is to be done then."""
    milestones = ((passage, _milestone(passage.text, year)) for passage in passages)
    return [(passage, milestone) for passage, milestone in milestones if milestone is not None]


def _milestone(text: str, year: int) -> ReadMilestone | None:
    dotted = _DOTTED.match(text)
    if dotted:
        start = _date_or_none(dotted["y1"], dotted["m1"], dotted["d1"])
        end = _date_or_none(dotted["y2"], dotted["m2"], dotted["d2"])
        exists = start is not None and end is not None
        return ReadMilestone(
            dotted["label"], dotted["text"], start if exists else None, end if exists else None, Precision.DAY
        )
    month = _MONTH.match(text)
    if month:
        return _month_milestone(month)
    step = _SPAN_STEP.match(text)
    spans = find_spans(step["rest"], year) if step else []
    if step and spans and spans[0].begin == 0 and step["rest"][spans[0].finish :][:1] in "：:，,":
        span = spans[0]
        return ReadMilestone(
            span.label, step["rest"][span.finish + 1 :].strip(), span.start, span.end, Precision.MONTH
        )
    return None


def _month_milestone(found: re.Match[str]) -> ReadMilestone:
    if found["d"]:
        day = _date_or_none(found["y"], found["m"], found["d"])
        return ReadMilestone(found["label"], found["text"], day, day, Precision.DAY)
    first = _date_or_none(found["y"], found["m"], "1")
    last = last_day(first.year, first.month) if first else None
    return ReadMilestone(found["label"], found["text"], first, last, Precision.MONTH)


def _date_or_none(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
