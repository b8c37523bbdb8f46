"""Dates in running text: periods, quarters, and dated steps."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from budgets.form.terms import Precision
from budgets.parsing.records import Period

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
    if whole and int(whole["ay"]):
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
class DateSpan:
    """A part of a year named in running text, at characters begin..finish."""

    label: str
    start: date
    end: date
    begin: int
    finish: int


_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4, "两": 2}
_Q = r"第?(?P<{name}>[一二三四1-4])"
_SPAN = re.compile(
    r"(?:(?P<y>\d{4})年)?(?:"
    r"前(?P<front>[二两三23])个?季度"
    rf"|{_Q.format(name='q1')}(?:季度)?\s*(?P<join>[、和及至到]|[-—–~～－]+)\s*{_Q.format(name='q2')}季度"
    rf"|{_Q.format(name='q')}季度"
    r"|(?P<m1>(?<!\d)\d{1,2})月?\s*[-—–~～至到－]\s*(?P<m2>\d{1,2})月(?!\d{1,2}日)"
    r")"
    r"|(?P<every>每一?个?季度)"
)
# A single month or half year is a step of a plan only where a number follows within a few characters.
_SHORT = re.compile(
    r"(?:(?P<y>\d{4})年)?(?:(?P<half>[上下])半年|(?<!\d)(?P<m>\d{1,2})月)"
    r"(?!\d{1,2}日|\s*[-—–~～至到－]\s*\d)(?=(?:份|底|末|前)?[^，,。；;\n\d]{0,12}\d)"
)
_EACH = re.compile(r"\s*(?:各|分别|均)")


def find_spans(text: str, year: int) -> list[DateSpan]:
    """Quarters and ranges of months in a text of that budget year, in order; 每一季度 gives four.

    第一、二季度 is one span of half a year, but two spans in front of 各 (each).
    """
    spans: list[DateSpan] = []
    for found in _SPAN.finditer(text):
        try:
            ends = _span_ends(found, year, bool(_EACH.match(text, found.end())))
        except ValueError:
            continue
        spans += [DateSpan(found.group(), start, end, found.start(), found.end()) for start, end in ends]
    return spans


def find_plan_spans(text: str, year: int) -> list[DateSpan]:
    """The spans of a spending plan: those of find_spans, and single months or half years right before a number."""
    spans = find_spans(text, year)
    for found in _SHORT.finditer(text):
        if any(span.begin < found.end() and found.start() < span.finish for span in spans):
            continue
        first, last = (1, 6) if found["half"] == "上" else (7, 12)
        if found["m"]:
            first = last = int(found["m"])
        try:
            ends = _months(int(found["y"] or year), first, last)
        except ValueError:
            continue
        spans.append(DateSpan(found.group(), *ends, found.start(), found.end()))
    return sorted(spans, key=lambda span: (span.begin, span.start))


def _span_ends(found: re.Match[str], year: int, each: bool) -> list[tuple[date, date]]:
    """First and last days; ValueError for a year or months that do not exist."""
    if found["every"]:
        return [_months(year, month, month + 2) for month in (1, 4, 7, 10)]
    of_year = int(found["y"] or year)
    if found["m1"]:
        return [_months(of_year, int(found["m1"]), int(found["m2"]))]
    if found["front"]:
        return [_months(of_year, 1, 3 * _QUARTERS[found["front"]])]
    first = _QUARTERS[found["q1"] or found["q"]]
    last = _QUARTERS[found["q2"] or found["q"]]
    if each:
        return [_months(of_year, 3 * quarter - 2, 3 * quarter) for quarter in range(first, last + 1)]
    if found["q1"] and found["join"] in "、和及" and last != first + 1:
        raise ValueError(found.group())  # 一、三季度 are not consecutive
    return [_months(of_year, 3 * first - 2, 3 * last)]


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    if first > last:
        raise ValueError(f"{first}-{last}")
    return date(year, first, 1), last_day(year, last)


# ---- which year a clause speaks of --------------------------------------------------------------------

_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = (
    r"(?:(?:19|20)\d{2}(?=\s*(?:年|财年|全年|度|预算|[-—–~～－/至到、和及]\s*\d|\.\d{1,2}(?:\.\d|\s*[-—–~～－至到]\s*\d{4}\.\d)))"
    r"|\d{4}(?=年)|[〇○零一二三四五六七八九]{4}(?=年))"
)
_DAY_OF_YEAR = r"年?度?(?:[./-]?\d{1,2}月?)?(?:[./-]?\d{1,2}日?)?"
_YEARS = (
    rf"(?<![\d])(?P<years>{_YEAR}(?:{_DAY_OF_YEAR}\s*(?:[-—–~～－/至到、和及]+)\s*"
    r"(?:\d{4}|\d{2}(?=年)))*)"
)
_TIME = re.compile(
    _YEARS + r"|(?P<this>本年|今年|当年|该年度)"
    r"|(?P<other>上一?年|去年|往年|前年|历年|近年|明年|下一?年|次年|以前年度|截[至止]|多年"
    r"|[两二三四五六七八九十]个?年(?![级制])|[两二三四五六七八九十]个?年度|(?<!\d)\d{1,2}年(?![级制]))"
)
_COMPARED = re.compile(r"(?:较|比|与|同|和)\s*$")
# A sentence that is only a heading (2024年预算执行情况。) gives the year of the next sentence.
_SENTENCE_END = re.compile(r"(?<!情况)(?<!安排)(?<!预算)(?<!执行)(?<!计划)[。！？]")


def names_other_time(clause: str, year: int) -> bool:
    """Whether a clause names another year, several years, or a time up to a day (上年, 三年, 截至, 2024-2026年)."""
    return any(not _is_year(found, year) for found in _TIME.finditer(clause))


def spellings(year: int) -> str:
    """A pattern that matches the year in any digits: 2025, ２０２５, 二〇二五, 二零二五."""
    digits = ["0０〇○零", *(f"{n}{chr(0xFF10 + n)}{name}" for n, name in enumerate("一二三四五六七八九", 1))]
    return "".join(f"[{digits[int(digit)]}]" for digit in str(year))


_SEVERAL = re.compile(
    r"多年|历年|近年|(?<![〇○零一二三四五六七八九\d])[两二三四五六七八九十]个?年(?![级制度])|[两二三四五六七八九十]个?年度|(?<!\d)\d{1,2}年(?![级制])"
    r"|\d{4}年?度?\s*(?:[-—–~～－/至到、和及]+)\s*\d{2,4}年?"
)


def names_several_years(clause: str) -> bool:
    """Whether a clause that names another time names several years together: 三年, 2024-2026年."""
    return bool(_SEVERAL.search(clause))


def follows_other_time(before: str, year: int) -> bool:
    """Whether the last time named in the sentence so far is not the budget year: 2024年，完成…，预算90万元.

    A time that is only compared with (较上年) is ignored.
    """
    ends = [found.end() for found in _SENTENCE_END.finditer(before)]
    sentence = before[ends[-1] :] if ends else before
    times = [f for f in _TIME.finditer(sentence) if not _COMPARED.search(sentence[: f.start()])]
    return bool(times) and not _is_year(times[-1], year)


def _is_year(found: re.Match[str], year: int) -> bool:
    if found["years"] is None:
        return found["this"] is not None
    named = re.findall(r"\d{4}", found["years"].translate(_CHINESE_DIGITS))
    short = re.findall(r"(?<!\d)\d{2}$", found["years"])
    return not short and {int(n) for n in named} == {year}
