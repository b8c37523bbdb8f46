"""Dates in running text: periods, quarters, and dated steps."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from budgets.parsing.records import Period
from budgets.vocabulary import Precision

_DAY = r"(?P<{p}y>\d{{4}})(?:年|[./-])(?P<{p}m>\d{{1,2}})(?:月|[./-])(?P<{p}d>\d{{1,2}})日?"
_TO = r"\s*(?:至|到|[-—–~～－]+)\s*"
_DAYS = re.compile(
    _DAY.format(p="a") + _TO + r"(?:(?P<by>\d{4})(?:年|[./-]))?(?P<bm>\d{1,2})(?:月|[./-])(?P<bd>\d{1,2})日?"
)
_MONTHS = re.compile(
    r"(?P<ay>\d{4})年(?P<am>\d{1,2})月?" + _TO + r"(?:(?P<by>\d{4})年)?(?P<bm>\d{1,2})月(?!\d{1,2}日)"
)


# 2025全年度 · 2025年度 · 2025年全年
_WHOLE_YEAR = re.compile(r"^\s*(?P<ay>\d{4})(?:年)?(?:全年度?|年度|度)(?:全年)?[。\s]*$")


def last_day(year: int, month: int) -> date:
    """The last day of a month; ValueError when there is no such month."""
    if not 1 <= month <= 12:
        raise ValueError(f"month {month}")
    return date(year, month, calendar.monthrange(year, month)[1])


def find_period(text: str) -> Period | None:
    """The one period that a text states: 2025年1月1日至2025年12月31日, 2025年1-12月, 2025年3月-2025年11月, 2025全年度.

    None when there is none, or when a printed date does not exist.
    """
    for pattern, precision in ((_DAYS, Precision.DAY), (_MONTHS, Precision.MONTH)):
        found = pattern.search(text)
        if found:
            try:
                start, end = _ends(found, precision)
            except ValueError:
                return None
            return Period(start, end, precision, found.group())
    whole = _WHOLE_YEAR.match(text)
    if whole:
        year = int(whole["ay"])
        return Period(date(year, 1, 1), date(year, 12, 31), Precision.MONTH, whole.group().strip())
    return None


def _ends(found: re.Match[str], precision: Precision) -> tuple[date, date]:
    year = int(found["ay"])
    end_year = int(found["by"] or year)
    if precision is Precision.DAY:
        return (
            date(year, int(found["am"]), int(found["ad"])),
            date(end_year, int(found["bm"]), int(found["bd"])),
        )
    return date(year, int(found["am"]), 1), last_day(end_year, int(found["bm"]))


@dataclass(frozen=True)
class Span:
    """A part of a year named in running text, at characters begin..finish."""

    label: str
    start: date
    end: date
    begin: int
    finish: int


_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_SPAN = re.compile(
    r"(?:(?P<qy>\d{4})年)?第?(?P<q>[一二三四1-4])季度"
    r"|(?:(?P<my>\d{4})年)?(?P<m1>\d{1,2})月?\s*[-—–~～至]\s*(?P<m2>\d{1,2})月"
    r"|(?P<every>每一?个?季度)"
)


def find_spans(text: str, year: int) -> list[Span]:
    """Quarters and ranges of months in a text of that budget year, in order; 每一季度 gives four."""
    spans: list[Span] = []
    for found in _SPAN.finditer(text):
        if found["every"]:
            quarters = [_quarter(year, q) for q in (1, 2, 3, 4)]
        elif found["q"]:
            quarters = [_quarter(int(found["qy"] or year), _QUARTERS[found["q"]])]
        else:
            first, last = int(found["m1"]), int(found["m2"])
            if not 1 <= first <= last <= 12:
                continue
            of_year = int(found["my"] or year)
            quarters = [(date(of_year, first, 1), last_day(of_year, last))]
        spans += [Span(found.group(), start, end, found.start(), found.end()) for start, end in quarters]
    return spans


def _quarter(year: int, quarter: int) -> tuple[date, date]:
    return date(year, 3 * quarter - 2, 1), last_day(year, 3 * quarter)
