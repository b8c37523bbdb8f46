"""Kind 1, form: nine tables in order, the contents list, headings over their data, empty tables, names of codes.

None of these compares money, save what the prose states of an empty table; a result then has no sides, only places.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Protocol

from budgets.form.codes import CodeStanding, code_of
from budgets.form.spelling import same_brackets
from budgets.form.tables import OFFICIAL_TABLES, Form, OfficialTable
from budgets.form.terms import CheckKind, Level, SectionKey, Topic, Verdict
from budgets.parsing.records import BudgetReport, PrintedTable, ReadFact, SourceLine, TableLine
from budgets.reconcile.terms import column_label, row_label, term
from budgets.reconcile.verdicts import CheckOutcome, ComparedPlace
from budgets.reconcile.wording import Wording
from budgets.reconcile.wording import worded as _


class _Place(Protocol):
    @property
    def page(self) -> int | None: ...

    @property
    def line(self) -> int | None: ...


def _found(code: str, title: Wording, verdict: Verdict, *places: ComparedPlace) -> CheckOutcome:
    return CheckOutcome(f"form.{code}", CheckKind.FORM, title, verdict, None, None, None, "", places)


def _equal_if(holds: bool) -> Verdict:
    return Verdict.EQUAL if holds else Verdict.DIFFERS


def _place_of(
    place: _Place, text: str, table: int | None = None, row: str = "", column: str = ""
) -> ComparedPlace:
    return ComparedPlace(table, row, column, place.page, place.line, text)


def _title_of(table: PrintedTable) -> ComparedPlace:
    return _place_of(table.place, table.title, table.table.number)


def _name_place(table: PrintedTable, line: TableLine) -> ComparedPlace:
    return _place_of(line.place, line.name, table.table.number, row_label(line), "科目名称")


# ---- the nine tables ----------------------------------------------------------------------------------


def nine_tables(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Each of the nine is there; one that is not cannot be compared with its neighbours: said, not passed over."""
    for official in OFFICIAL_TABLES:
        number, table = official.number, report.table(official.number)
        named: dict[str, int | str] = {"n": number, "table": official.title}
        if table is None:
            title = _("文件里没有表%(n)s（%(table)s），与其他表的核对无法进行", **named)
            nowhere = ComparedPlace(number, "", "", None, None, "")
            yield _found(f"table.t{number}", title, Verdict.UNKNOWN, nowhere)
        else:
            title = _("文件里有表%(n)s（%(table)s）", **named)
            yield _found(f"table.t{number}", title, Verdict.EQUAL, _title_of(table))


def order_of_tables(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The tables stand in the official order; named are those that do not stand where their number says."""
    if len(report.tables) < 2:
        return
    moved = [
        table
        for table, due in zip(report.tables, sorted(report.tables, key=lambda t: t.table.number), strict=True)
        if table is not due
    ]
    title = _("各表按官方表式的顺序排列")
    if moved:
        printed = [str(table.table.number) for table in report.tables]
        title = _("各表没有按官方表式的顺序排列，原文的顺序：表%(numbers)s", numbers=printed)
    yield _found("order", title, _equal_if(not moved), *(_title_of(table) for table in moved))


def years_in_titles(report: BudgetReport) -> Iterator[CheckOutcome]:
    """A year in a table's title is the year of the document."""
    for table in report.tables:
        year = _year_in(table.title)
        if year is not None:
            n = table.table.number
            title = _("表%(n)s 标题的年份是文件的年份 %(year)s", n=n, year=report.year)
            if year != report.year:
                title = _("表%(n)s 标题的年份不是文件的年份 %(year)s", n=n, year=report.year)
            yield _found(f"year.t{n}", title, _equal_if(year == report.year), _title_of(table))


def _year_in(title: str) -> int | None:
    found = re.search(r"(?<!\d)(\d{4})年", same_brackets(title))
    return int(found[1]) if found else None


# ---- the contents list against what follows -----------------------------------------------------------

_CONTENTS = "furniture: contents"
_NO_HEADING = re.compile(rf"{_CONTENTS}|statement \d+:")  # no heading that an entry can name
_NUMBER = re.compile(
    r"[一二三四五六七八九十]+、|\d+[.．、]|第[一二三四五六七八九十]+部分[、：:]?|[（(][一二三四五六七八九十\d]+[）)]"
)
_LEADERS = re.compile(r"[.…·—\-]*\d*$")
_SECTIONS = (
    (SectionKey.DUTIES, re.compile(r"主要(?:职能|职责)")),
    (SectionKey.INSTITUTIONS, re.compile(r"机构设置")),
    (SectionKey.DEFINITIONS, re.compile(r"名词解释")),
    (SectionKey.NARRATIVE, re.compile(r"预算编制的?(?:情况)?说明")),
    (SectionKey.OTHER_NOTES, re.compile(r"其他相关情况")),
    (SectionKey.TARGET_FORMS, re.compile(r"绩效目标")),
)
_STATEMENTS = re.compile(r"项目.*经费情况")
_ALL_TABLES = re.compile(r"[^，。]{0,4}预算表")
_FEWEST_TO_COMPARE = 3  # a list that names fewer sections than this does not mean to name them all


def _entry_words(text: str) -> str:
    """An entry without its number, leaders and page."""
    return _LEADERS.sub("", _NUMBER.sub("", same_brackets(text), count=1))


def _entries(report: BudgetReport) -> list[SourceLine]:
    """The entries of the contents list, without its own heading."""
    return [x for x in report.lines if x.owner == _CONTENTS and same_brackets(x.text) != "目录"]


def _entry_place(entry: SourceLine) -> ComparedPlace:
    return _place_of(entry.place, entry.text.strip(), row="目录")


def _official(words: str) -> OfficialTable | None:
    return next((table for table in OFFICIAL_TABLES if words.strip("《》").endswith(table.core)), None)


def contents_list(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Each entry of the contents list: the table or section that it names follows, in the same year."""
    seen = set()
    body = {_entry_words(x.text): x for x in report.lines if not _NO_HEADING.match(x.owner)}
    for entry in _entries(report):
        for result in _entry_checks(report, entry, body):
            if result.code not in seen:
                seen.add(result.code)
                yield result


def _entry_checks(
    report: BudgetReport, entry: SourceLine, body: Mapping[str, SourceLine]
) -> Iterator[CheckOutcome]:
    words, here = _entry_words(entry.text), _entry_place(entry)
    follows = [_place_of(body[words].place, body[words].text)] if words in body else []
    official = _official(words)
    if official is not None:
        yield from _table_entry(report, official, here)
        return
    named = False
    for code, target in _named_targets(report, words):
        named = True
        places = [target] if target else follows
        title = _("目录所列“%(entry)s”，正文里没有找到", entry=words) if not places else _follows(words)
        yield _found(f"contents.{code}", title, _equal_if(bool(places)), here, *places)
    if not named:
        title = _follows(words) if follows else _("目录所列“%(entry)s”，看不出是正文的哪一部分", entry=words)
        verdict = Verdict.EQUAL if follows else Verdict.UNKNOWN
        yield _found(f"contents.{words[:40]}", title, verdict, here, *follows)


def _follows(words: str) -> Wording:
    return _("目录所列“%(entry)s”，正文里有", entry=words)


def _table_entry(
    report: BudgetReport, official: OfficialTable, here: ComparedPlace
) -> Iterator[CheckOutcome]:
    table = report.table(official.number)
    named: dict[str, int | str] = {"n": official.number, "table": official.title}
    if table is None:
        title = _("目录所列表%(n)s（%(table)s），正文里没有找到", **named)
        yield _found(f"contents.t{official.number}", title, Verdict.DIFFERS, here)
        return
    listed, printed = _year_in(here.text), _year_in(table.title)
    same = listed is None or printed is None or listed == printed
    title = _("目录所列表%(n)s（%(table)s），正文里有", **named)
    if not same:
        title = _("目录所列表%(n)s（%(table)s），年份与正文里的标题不同", **named)
    yield _found(f"contents.t{official.number}", title, _equal_if(same), here, _title_of(table))


def _named_targets(report: BudgetReport, words: str) -> Iterator[tuple[str, ComparedPlace | None]]:
    """What an entry that is no table names, and where that stands; None where it was not found."""
    sections = {section.key: section for section in report.sections}
    for key, pattern in _SECTIONS:
        if pattern.search(words):
            section = sections.get(key)
            yield key.word, _place_of(section.place, section.heading) if section else None
    if _STATEMENTS.search(words):
        first = report.statements[0] if report.statements else None
        yield "statements", _place_of(first.place, first.heading) if first else None
    if _ALL_TABLES.fullmatch(words):
        yield "tables", _title_of(report.tables[0]) if report.tables else None


def not_in_the_contents_list(report: BudgetReport) -> Iterator[CheckOutcome]:
    """A table or section that follows, but that a contents list of tables and sections leaves out."""
    entries = [_entry_words(entry.text) for entry in _entries(report)]
    numbers = {official.number for words in entries if (official := _official(words))}
    for table in report.tables if numbers else ():
        n = table.table.number
        if n not in numbers:
            title = _("目录没有列出表%(n)s（%(table)s）", n=n, table=table.table.title)
            yield _found(f"unlisted.t{n}", title, Verdict.DIFFERS, _title_of(table))
    keys = {
        key
        for words in entries
        if not _official(words)
        for key, pattern in _SECTIONS
        if pattern.search(words)
    }
    for section in report.sections if len(keys) >= _FEWEST_TO_COMPARE else ():
        # The target forms are an annex of the statements; lists seldom name them.
        if section.key not in keys and section.key is not SectionKey.TARGET_FORMS:
            title = _("目录没有列出“%(heading)s”", heading=section.heading)
            here = _place_of(section.place, section.heading)
            yield _found(f"unlisted.{section.key.word}", title, Verdict.DIFFERS, here)


def order_of_contents(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The tables, and the sections, follow in the order in which the contents list names them."""
    listed: dict[str, ComparedPlace] = {}
    for entry in _entries(report):
        words = _entry_words(entry.text)
        official = _official(words)
        names = (
            [f"t{official.number}"]
            if official
            else [k.name for k, pattern in _SECTIONS if pattern.search(words)]
        )
        for name in names:
            listed.setdefault(name, _entry_place(entry))
    tables = {f"t{table.table.number}": _title_of(table) for table in report.tables}
    sections = {section.key.name: _place_of(section.place, section.heading) for section in report.sections}
    said = {
        "tables": (_("各表的顺序与目录相同"), _("各表的顺序与目录不同")),
        "sections": (_("各部分的顺序与目录相同"), _("各部分的顺序与目录不同")),
    }
    for code, printed in (("tables", tables), ("sections", sections)):
        expected = [name for name in listed if name in printed]
        moved = [a for a, b in zip(expected, [x for x in printed if x in listed], strict=True) if a != b]
        if len(expected) > 1:
            places = [place for name in moved for place in (listed[name], printed[name])]
            yield _found(f"contents.order.{code}", said[code][bool(moved)], _equal_if(not moved), *places)


# ---- headings over their data -------------------------------------------------------------------------


def headings_over_data(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Coded tables: column headings stand over their data, and every page prints the names of its codes."""
    lines = {line.place: line for line in report.lines}
    for table in report.tables:
        if table.table.form is not Form.CODED or table.is_empty:
            continue
        n = table.table.number
        noticed: dict[str, list[ComparedPlace]] = {"header-misplaced": [], "name-column-missing": []}
        for issue in report.issues:
            at = lines.get(issue.place)
            if issue.code in noticed and at is not None and at.owner.startswith(f"table {n}:"):
                noticed[issue.code].append(_place_of(at.place, at.text.strip(), n))
        misplaced, nameless = noticed.values()
        title = _("表%(n)s 的栏目标题对着各自的数据", n=n)
        if misplaced:
            title = _("表%(n)s 有一页的栏目标题没有对着各自的数据", n=n)
        yield _found(f"header.t{n}", title, _equal_if(not misplaced), *(misplaced or [_title_of(table)]))
        if nameless:
            title = _("表%(n)s 有一页没有印科目名称一栏，这一页的名称无从核对", n=n)
            yield _found(f"names.t{n}", title, Verdict.UNKNOWN, *nameless)


# 人员经费 is wages and benefits to persons, 公用经费 goods, services and what is bought of them.
_COLUMN_OF_CLASS = {
    "301": "personnel",
    "303": "personnel",
    "302": "running",
    "309": "running",
    "310": "running",
}
_OTHER_COLUMN = {"personnel": "running", "running": "personnel"}


def columns_of_classes(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Table 8: wages stand under 人员经费, goods and services under 公用经费; no sum can tell exchanged headings."""
    table = report.table(8)
    classes = (
        [(x, _COLUMN_OF_CLASS[x.code]) for x in table.lines if x.code in _COLUMN_OF_CLASS] if table else []
    )
    if table is None or len({column for _, column in classes}) < 2:
        return
    right = [cell for line, column in classes if (cell := term(table, line, column)).yuan]
    wrong = [cell for line, column in classes if (cell := term(table, line, _OTHER_COLUMN[column])).yuan]
    if not wrong:
        title, verdict = _("表8 各类支出都在自己的栏里（人员经费、公用经费）"), Verdict.EQUAL
    elif right:
        title, verdict = _("表8 有的类印在另一栏里（人员经费、公用经费），请核对"), Verdict.UNKNOWN
    else:
        title, verdict = _("表8 人员经费与公用经费两栏的标题对调了"), Verdict.DIFFERS
    yield _found("columns.t8", title, verdict, *(cell.place for cell in wrong or right))


# ---- empty tables and their notes ---------------------------------------------------------------------

_EMPTY_TABLE = re.compile(r"空表|本表(?:为空|无数据|没有数据|无内容|不填|为零)")
_NO_MONEY = re.compile(r"(?:无|没有|未安排|不涉及|未编制)[^，。；]*(?:预算|收入|支出|收支|安排|经费|拨款)")
# The money of a table that a sentence without the words “空表” may be about.
_MONEY_OF = {6: "政府性基金", 7: "国有资本经营", 8: "基本支出"}
_AGENCY = "机关运行经费"


def empty_tables_have_a_note(report: BudgetReport) -> Iterator[CheckOutcome]:
    """A table without any amount says why in a note; without one it cannot be told from one that was forgotten."""
    for table in report.tables:
        if not table.is_empty:
            continue
        n = table.table.number
        notes = [
            note
            for note in _notes(report, n)
            if _EMPTY_TABLE.search(note.text) or _NO_MONEY.search(note.text)
        ]
        title = _("表%(n)s 为空表，表下有说明", n=n)
        if not notes:
            title = _("表%(n)s 为空表，表下没有注明原因", n=n)
        verdict = Verdict.EQUAL if notes else Verdict.UNKNOWN
        yield _found(f"empty.t{n}", title, verdict, _title_of(table), *notes)


def _notes(report: BudgetReport, number: int) -> list[ComparedPlace]:
    """The notes under a table, with their places."""
    owner = f"table {number}: note"
    return [_place_of(x.place, x.text.strip(), number, "表注") for x in report.lines if x.owner == owner]


def notes_agree_with_their_table(report: BudgetReport) -> Iterator[CheckOutcome]:
    """A note that says the table is empty, or that there is no such money, stands under a table without it."""
    for table in report.tables:
        n = table.table.number
        notes = [(note, _denied(table, same_brackets(note.text))) for note in _notes(report, n)]
        claims = [(note, denied) for note, denied in notes if denied is not None]
        for count, (note, denied) in enumerate(claims):
            printed = [
                _place_of(f.place, f.text, n, row_label(line), column_label(table, f.column))
                for line in denied
                for f in line.figures
                if f.yuan
            ]
            title = _("表%(n)s 的表注说没有这笔预算，表里没有金额", n=n)
            if printed:
                title = _("表%(n)s 的表注说没有这笔预算，表里却印有金额", n=n)
            code = f"note.t{n}" + (f".{count + 1}" if count else "")
            yield _found(code, title, _equal_if(not printed), note, *printed[:1])


def _denied(table: PrintedTable, note: str) -> list[TableLine] | None:
    """The lines that a note says there is no money in; None where it says no such thing."""
    n = table.table.number
    if _EMPTY_TABLE.search(note):
        return _total_first(table.lines)
    found = _NO_MONEY.search(note)
    if found is None:
        return None
    if table.table.form is Form.SINGLE_ROW:
        public, agency = "“三公”经费" in found[0], _AGENCY in found[0]
        lines = [line for line in table.lines if (agency if line.name == _AGENCY else public)]
        return _total_first(lines) if public or agency else None
    return _total_first(table.lines) if n in _MONEY_OF and _MONEY_OF[n] in found[0] else None


def _total_first(lines: tuple[TableLine, ...] | list[TableLine]) -> list[TableLine]:
    return sorted(lines, key=lambda line: line.level is not Level.TOTAL)


_STATED = {
    (Topic.NARRATIVE, "general_public"): 5,
    (Topic.NARRATIVE, "managed_funds"): 6,
    (Topic.NARRATIVE, "state_capital"): 7,
    (Topic.THREE_PUBLIC, "total"): 9,
}


def amounts_stated_for_empty_tables(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The prose states no amount for a table that prints none."""
    stated: dict[int, ReadFact] = {}
    for fact in report.facts:
        if (fact.topic, fact.key) in _STATED:
            stated.setdefault(_STATED[fact.topic, fact.key], fact)
    for table in report.tables:
        number = table.table.number
        if table.is_empty and number in stated:
            fact, n = stated[number], number
            title = _("表%(n)s 为空表，文字说明的%(label)s也是0", n=n, label=fact.label)
            if fact.value:
                title = _("表%(n)s 为空表，文字说明却写有%(label)s", n=n, label=fact.label)
            here = _place_of(fact.place, fact.text, row=fact.label)
            yield _found(f"stated.t{n}", title, _equal_if(fact.value == Decimal(0)), _title_of(table), here)


# ---- names of codes -----------------------------------------------------------------------------------

Printed = dict[str, list[tuple[PrintedTable, TableLine]]]


def _printed_names(report: BudgetReport) -> Printed:
    """Every line that prints a code and its name, by code; a name that the page lost is not printed."""
    found: Printed = {}
    for table in report.tables:
        for line in table.lines if table.table.form is Form.CODED else ():
            if line.codes and line.name and not line.name_looked_up:
                found.setdefault(line.code, []).append((table, line))
    return dict(sorted(found.items()))


def _names(lines: list[tuple[PrintedTable, TableLine]]) -> list[str]:
    return list(dict.fromkeys(same_brackets(line.name) for _, line in lines))


def one_name_for_a_code(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The same code has the same name in every table of the document."""
    for code, lines in _printed_names(report).items():
        if len(lines) > 1:
            names = _names(lines)
            title = _("科目 %(code)s 在各表的名称相同", code=code)
            if len(names) > 1:
                title = _("科目 %(code)s 在各表的名称不同：“%(names)s”", code=code, names="”“".join(names))
            places = (_name_place(*line) for line in lines)
            yield _found(f"name.{code}", title, _equal_if(len(names) == 1), *places)


def names_in_the_classification(report: BudgetReport) -> Iterator[CheckOutcome]:
    """A code's printed name against the classification's.

    Only an official list makes a name wrong, or a document that contradicts itself; what was merely seen
    elsewhere makes it unknown.
    """
    for code, lines in _printed_names(report).items():
        known = code_of(code)
        if known is None or known.standing is CodeStanding.PENDING:
            continue
        other = [line for line in lines if same_brackets(line[1].name) != same_brackets(known.name)]
        verdict = Verdict.EQUAL
        if other:
            certain = known.standing is CodeStanding.OFFICIAL or len(_names(lines)) > 1
            verdict = Verdict.DIFFERS if certain else Verdict.UNKNOWN
        listed = {"code": code, "name": known.name, "standing": known.standing.value}
        title = _("科目 %(code)s 的名称是科目表的“%(name)s”（%(standing)s）", **listed)
        if other:
            title = _("科目 %(code)s 的名称不是科目表的“%(name)s”（%(standing)s）", **listed)
        yield _found(f"class.{code}", title, verdict, *(_name_place(*line) for line in other or lines[:1]))


def codes_not_in_the_classification(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Codes that our list does not have, or has only to be verified: their names cannot be checked."""
    unseen: dict[str, list[str]] = {}
    printed = _printed_names(report)
    for code in printed:
        known = code_of(code)
        kind = "functional" if code.startswith("2") else "economic"
        if known is None:
            unseen.setdefault(f"unseen.{kind}", []).append(code)
        elif known.standing is CodeStanding.PENDING:
            unseen.setdefault(f"pending.{kind}", []).append(code)
    for key, codes in unseen.items():
        named: dict[str, int | list[str] | Wording] = {
            "kind": _("功能分类") if key.endswith("functional") else _("经济分类"),
            "n": len(codes),
            "codes": codes,
        }
        title = _("%(kind)s有%(n)s个编码不在所备的科目表里，名称无法核对：%(codes)s", **named)
        if key.startswith("pending"):
            title = _("%(kind)s有%(n)s个编码在科目表里还是待核，名称无法核对：%(codes)s", **named)
        yield _found(
            key, title, Verdict.UNKNOWN, *(_name_place(*line) for code in codes for line in printed[code])
        )


RULES = (
    nine_tables,
    order_of_tables,
    years_in_titles,
    contents_list,
    not_in_the_contents_list,
    order_of_contents,
    headings_over_data,
    columns_of_classes,
    empty_tables_have_a_note,
    notes_agree_with_their_table,
    amounts_stated_for_empty_tables,
    one_name_for_a_code,
    names_in_the_classification,
    codes_not_in_the_classification,
)
