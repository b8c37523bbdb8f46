"""The titles of tables in a document, wherever they stand: of our forms, of another form, of another kind of document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from budgets.form.spelling import squeeze
from budgets.form.tables import FORMS, Role
from budgets.parsing.headings import LONGEST_HEADING, title_words
from budgets.parsing.unknown_tables import is_worded_as_title
from budgets.readers.document import PAGE_FURNITURE, Document, Paragraph

# 一、 · （一） · 1. · 表1： · 附件2 · 预算01表 before a title, and the page number of a list of contents behind it.
_BEFORE = re.compile(
    r"^(?:附[件表]?|公开|预算|表)*(?:第[一二三四五六七八九十]+部分[、：:]?|[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]、?|\d{1,2}-?\d?(?:表|[、.．：:])"
    r"|\d{1,2}(?=[\u4e00-\u9fff“])(?!年))"
)
_BEHIND = re.compile(r"(?<=[表）)])(?:[.…·\-—\s]+\d*|\d{1,3})$")
_ALL_OF_THEM = re.compile(r"(?:.*\d{4}年度?)?(?:部门|单位)?预算(?:公开)?报?表")  # the heading over all tables
_SENTENCE = re.compile(r"[，。；：:？！]")

_LEVELS = r"(?:预算|总体|情况|汇总|明细|公开)*总?(?:预算|情况|明细|公开)*表$"
# How other places title what our tables say; the first that matches, so the narrower stand first.
_ELSEWHERE = (
    (Role.THREE_PUBLIC, re.compile(r"三公.{0,2}经费.*表$")),
    (Role.STATE_CAPITAL, re.compile(r"国有资本经营.*(?:支出|收支).*表$")),
    (Role.MANAGED_FUNDS, re.compile(r"政府性基金.*(?:支出|收支).*表$")),
    (Role.BASIC_BY_CLASS, re.compile(r"基本支出.*表$")),
    (Role.GENERAL_PUBLIC, re.compile(r"一般公共(?:预算|服务)?.*支出.*表$")),
    (Role.FISCAL_APPROPRIATION, re.compile(r"财政拨款.*(?:收支|收入支出).*表$")),
    (Role.REVENUE_EXPENDITURE, re.compile(rf"(?:收支|收入支出){_LEVELS}")),
    (Role.REVENUE, re.compile(rf"(?<!拨款)(?<!基金)(?<!非税)收入{_LEVELS}")),
    (Role.EXPENDITURE, re.compile(rf"(?<!项目)(?<!拨款)(?<!采购)(?<!收入)支出{_LEVELS}")),
)
# Tables that only the budget of a whole government has.
_OF_A_GOVERNMENT = (
    re.compile(r"一般公共预算(?:本级)?收入.*表$"),
    re.compile(r"政府性基金(?:预算)?(?:本级)?收入.*表$"),
    re.compile(r"国有资本经营(?:预算)?(?:本级)?收入.*表$"),
    re.compile(r"社会保险基金.*表$"),
    re.compile(r"(?:税收返还|转移支付)(?!.*绩效).*表$"),
    re.compile(r"(?:政府|一般|专项)债务.*表$|债务限额.*表$"),
)
_OF_FINAL_ACCOUNTS = re.compile(r"决算.*表$")

_CENTRAL = frozenset(
    [
        "收支总表",
        "收入总表",
        "支出总表",
        "财政拨款收支总表",
        "一般公共预算支出表",
        "一般公共预算基本支出表",
        "政府性基金预算支出表",
        "国有资本经营预算支出表",
        "财政拨款预算“三公”经费支出表",
        "一般公共预算“三公”经费支出表",
    ]
)


@dataclass
class TableTitles:
    """The titles found, as printed: of our forms and of other forms by role, and those of other kinds of documents."""

    every: set[str] = field(default_factory=set)  # of any table, ours or not
    ours: dict[Role, str] = field(default_factory=dict)
    elsewhere: dict[Role, str] = field(default_factory=dict)
    of_government: dict[str, str] = field(default_factory=dict)  # by its kind
    of_final_accounts: set[str] = field(default_factory=set)

    @property
    def others(self) -> list[str]:
        """The titles of another form, of tables that are not printed under the titles of ours as well."""
        return [title for role, title in self.elsewhere.items() if role not in self.ours]

    @property
    def are_central(self) -> bool:
        """Whether they are those of the form of central departments, and no others."""
        titles = {_without_year(title) for title in self.elsewhere.values()}
        return not self.ours and len(titles) >= _MOST_OF_NINE and titles <= _CENTRAL


_MOST_OF_NINE = 6


def _without_year(title: str) -> str:
    return re.sub(r"^(?:.*?\d{4}年度?)?(?:本?部门|单位)?", "", title)


def titles_in(document: Document) -> TableTitles:
    """Every title of a table in the document, in its list of contents or over the table."""
    found = TableTitles()
    for text in _lines(document):
        title = _title(text)
        if title:
            _sort_in(title, found)
    return found


def _sort_in(title: str, found: TableTitles) -> None:
    if is_worded_as_title(title, captioned=False) and not _ALL_OF_THEM.fullmatch(title):
        found.every.add(_without_year(title))
    if _OF_FINAL_ACCOUNTS.search(title):
        found.of_final_accounts.add(_without_year(title))
        return
    government = next((kind for kind in _OF_A_GOVERNMENT if kind.search(title)), None)
    if government is not None:
        found.of_government.setdefault(government.pattern, title)
        return
    ours = [t.role for form in FORMS.values() for t in form.tables if title.endswith(t.core)]
    if ours:
        found.ours.setdefault(ours[0], title)
        return
    other = next((role for role, words in _ELSEWHERE if words.search(title)), None)
    if other is not None:
        found.elsewhere.setdefault(other, title)


def _lines(document: Document) -> Iterator[str]:
    """The paragraphs, and the texts of rows that print nothing else: in a workbook titles stand in cells."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if block.marker != PAGE_FURNITURE:
                yield block.text
            continue
        for row in block.rows:
            printed = [cell.text for cell in row if cell.text and cell.text.strip()]
            if len(printed) == 1:
                yield printed[0]


def _title(text: str) -> str:
    """The title that a line is, without number and page; "" for any other line."""
    if "表" not in text or len(text) > 4 * LONGEST_HEADING:
        return ""
    words = _BEHIND.sub("", squeeze(text))
    words = title_words(_BEFORE.sub("", words, count=1))
    if not words.endswith("表") or len(words) > LONGEST_HEADING or _SENTENCE.search(words):
        return ""
    return words
