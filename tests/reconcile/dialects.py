"""The list of functions (财政拨款支出主要内容) of real budgets, printed in nine dialects of prose.

The entries stand in dialects.json. Names, codes, amounts and purposes are those of three real documents; of
putuo-wanli-2024-bumen also last year's budget and outturn. Where that document contradicts itself in an entry, the
entry here does not: a list without a planted fault has none. In the other two, last year's figures and the reasons are
invented. Six dialects are printed by real documents or cases; three are ones that another office may use.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).with_name("dialects.json")
_HEAD = "财政拨款支出主要内容如下："
_FIRST_TABLE = re.compile(r"^\d{4}年部门财务收支预算总表$", re.M)
_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True)
class Entry:
    """One function of a list: amounts are in 万元, as printed; the change is from last year's outturn to this budget."""

    code: str  # 2210201
    names: tuple[str, str, str]  # class, section, item
    amount: str
    budget_before: str
    outturn_before: str
    change: str  # 增加5.27%, 减少5.27% or 持平
    purpose: str
    reason: str


@cache
def entries_of(document: str) -> tuple[Entry, ...]:
    """The entries of a document's list, in the order of the document."""
    rows = json.loads(_DATA.read_text(encoding="utf-8"))[document]
    return tuple(Entry(code, (a, b, c), *rest) for code, a, b, c, *rest in rows)


def _quoted(entry: Entry, number: int, year: int) -> list[str]:
    a, b, c = entry.names
    head = f"{number}. “{a}（类）{b}（款）{c}（项）”科目{entry.amount}万元，主要用于{entry.purpose}。"
    return [head + _usual_end(entry, year)]


def _hyphens(entry: Entry, number: int, year: int) -> list[str]:
    head = f"{number}. “{'-'.join(entry.names)}”科目{entry.amount}万元，主要用于{entry.purpose}。"
    return [head + _usual_end(entry, year)]


def _half_width(entry: Entry, number: int, year: int) -> list[str]:
    a, b, c = entry.names
    head = f"{number}.“{a}(类){b}(款){c}(项)”{entry.amount}万元，主要用于{entry.purpose}。"
    return [head + _usual_end(entry, year)]


def _codes(entry: Entry, number: int, year: int) -> list[str]:
    (a, b, c), code = entry.names, entry.code
    path = f"{a}（{code[:3]}类）{b}（{code[3:5]}款）{c}（{code[5:]}项）"
    return [f"{number}、{path}{entry.amount}万元。主要用于：{entry.purpose}。" + _usual_end(entry, year)]


def _unnumbered(entry: Entry, number: int, year: int) -> list[str]:
    a, b, c = entry.names
    head = f"{a}（类）{b}（款）{c}（项）{entry.amount}万元，主要用于{entry.purpose}。"
    return [head + _usual_end(entry, year)]


def _two_years(entry: Entry, number: int, year: int) -> list[str]:
    a, b, c = entry.names
    head = f"{number}. “{a}(类）-{b}（款）-{c}（项）”{year}年度预算{entry.amount}万元，"
    middle = f"{year - 1}年度预算{entry.budget_before}万元，主要用于：{entry.purpose}。"
    return [head + middle + _usual_end(entry, year)]


def _corner_brackets(entry: Entry, number: int, year: int) -> list[str]:
    a, b, c = entry.names
    return [
        f"（{number}）「{a}」类「{b}」款「{c}」项，预算{entry.amount}万元，用于{entry.purpose}。"
        f"{year - 1}年执行数{entry.outturn_before}万元，{year}年预算数{entry.amount}万元，"
        f"比{year - 1}年执行数{entry.change}，主要原因为{entry.reason}。"
    ]


def _chinese_numbers(entry: Entry, number: int, year: int) -> list[str]:
    a, b, c = entry.names
    change = entry.change.replace("增加", "增长").replace("减少", "下降")
    return [
        f"（{_in_chinese(number)}）{a}（类级科目）{b}（款级科目）{c}（项级科目）：{year}年预算{entry.amount}万元，"
        f"主要用于{entry.purpose}；{year - 1}年执行数{entry.outturn_before}万元，{year}年预算安排{entry.amount}万元，"
        f"较{year - 1}年执行数{change}，原因是{entry.reason}。"
    ]


def _code_first(entry: Entry, number: int, year: int) -> list[str]:
    return [
        f"{entry.code} {entry.names[2]} {entry.amount}万元",
        f"主要用于{entry.purpose}。",
        f"{year - 1}年预算执行数{entry.outturn_before}万元，{year}年预算数{entry.amount}万元，"
        f"比{year - 1}年预算执行数{entry.change}。",
        f"主要原因：{entry.reason}。",
    ]


def _usual_end(entry: Entry, year: int) -> str:
    return (
        f"{year - 1}年当年预算执行数为{entry.outturn_before}万元，{year}年预算安排{entry.amount}万元，"
        f"比{year - 1}年预算执行数{entry.change}。主要原因是：{entry.reason}。"
    )


def _in_chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "")
    return ten + (_DIGITS[ones] if ones else "")


DIALECTS: dict[str, Callable[[Entry, int, int], list[str]]] = {
    "quoted": _quoted,  # putuo-wanli-*
    "hyphens": _hyphens,  # putuo-fuban-2025-*
    "half-width": _half_width,  # putuo-wlj-2026-bumen
    "codes": _codes,  # narrative-codes-unquoted
    "unnumbered": _unnumbered,  # narrative-no-number, here without quotation marks too
    "two-years": _two_years,  # narrative-two-years
    "corner-brackets": _corner_brackets,  # ours
    "chinese-numbers": _chinese_numbers,  # ours
    "code-first": _code_first,  # ours; each sentence on its own line
}


def year_of(text: str) -> int:
    """The budget year: the first that the document prints."""
    found = re.search(r"(\d{4})年", text)
    assert found is not None
    return int(found[1])


def listed(document: str, year: int, dialect: str) -> list[str]:
    """The lines of the document's list in a dialect."""
    printed = enumerate(entries_of(document), 1)
    return [line for number, entry in printed for line in DIALECTS[dialect](entry, number, year)]


def in_dialect(text: str, document: str, dialect: str) -> str:
    """The document's text with its own list replaced by the same list in a dialect."""
    start = text.index(_HEAD) + len(_HEAD)
    table = _FIRST_TABLE.search(text, start)
    assert table is not None
    lines = listed(document, year_of(text), dialect)
    return text[:start] + "\n" + "\n".join(lines) + "\n" + text[table.start() :]
