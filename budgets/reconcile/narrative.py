"""Kind 4: what the 预算编制说明 and the notes on “三公” and agency operating costs say, against tables and themselves."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import dropwhile, takewhile

from budgets.amounts import ProseAmount, Unit, find_amounts
from budgets.official_tables import BY_NUMBER
from budgets.parsing.records import BudgetReport, PrintedTable, StatedFact, TableLine
from budgets.reconcile.between import FUNDS, plain_name
from budgets.reconcile.stated import (
    Words,
    change,
    facts_of,
    money,
    other_money,
    quoted,
    words_of,
)
from budgets.reconcile.terms import absent, by_code, code_term, term, total_line, total_term
from budgets.reconcile.verdicts import (
    PERCENT,
    Check,
    CheckResult,
    Term,
    compare_at_most,
    compare_percent,
    compare_same,
    compare_sum,
    unknown,
)
from budgets.vocabulary import CheckKind, Level, SectionKey, Side, Topic


def _check(code: str, title: str) -> Check:
    return Check(f"narrative.{code}", CheckKind.NARRATIVE, title)


# ---- totals against the tables -------------------------------------------------------------------------

# Key of the fact: the tables that print the same figure, with column, side, and the entry's name (None: the total).
_CELLS: tuple[tuple[str, tuple[tuple[int, str, Side | None, str | None], ...]], ...] = (
    ("income_total", ((2, "total", None, None), (1, "revenue", Side.REVENUE, None))),
    (
        "fiscal_appropriation_income",
        (
            (2, "fiscal_appropriation", None, None),
            (1, "revenue", Side.REVENUE, "财政拨款收入"),
            (4, "revenue", Side.REVENUE, None),
        ),
    ),
    ("service_revenue", ((2, "service_revenue", None, None), (1, "revenue", Side.REVENUE, "事业收入"))),
    (
        "business_revenue",
        ((2, "business_revenue", None, None), (1, "revenue", Side.REVENUE, "事业单位经营收入")),
    ),
    ("other_revenue", ((2, "other_revenue", None, None), (1, "revenue", Side.REVENUE, "其他收入"))),
    ("expenditure_total", ((3, "total", None, None), (1, "expenditure", Side.EXPENDITURE, None))),
    ("fiscal_expenditure", ((4, "total", Side.EXPENDITURE, None),)),
    ("general_public", ((5, "total", None, None), (4, "general_public", Side.EXPENDITURE, None))),
    ("managed_funds", ((6, "total", None, None), (4, "managed_funds", Side.EXPENDITURE, None))),
    ("state_capital", ((7, "total", None, None), (4, "state_capital", Side.EXPENDITURE, None))),
)


def amounts_in_tables(report: BudgetReport) -> Iterator[CheckResult]:
    """Income and expenditure as the narrative states them = the cells of tables 1 to 7 that print them."""
    facts = facts_of(report, Topic.NARRATIVE)
    for key, cells in _CELLS:
        for number, column, side, entry in cells if key in facts else ():
            label, table = facts[key].label, report.table(number)
            title = f"预算编制说明的{label} = 表{number} {_cell_name(column, side, entry)}"
            cell, reason = _cell(table, column, side, entry)
            yield _same_in_table(f"t{number}.{key}", title, money(report, facts[key]), cell, reason)


def _cell_name(column: str, side: Side | None, entry: str | None) -> str:
    """How a cell of a total is called: its entry, or the total with the column where that says more."""
    names = {name: word for _, name, word in FUNDS} | {c.key: c.title for c in BY_NUMBER[2].columns}
    total = "合计" if side is None else f"{side.value}总计"
    return entry or (f"{total}的{names[column]}" if column in names and column != "total" else total)


def _cell(
    table: PrintedTable | None, column: str, side: Side | None, entry: str | None
) -> tuple[Term | None, str]:
    """The cell of the entry, or of the total; and why nothing may be concluded from it if it prints nothing."""
    if table is None:
        return None, "文件里没有这张表"
    if entry is None:
        known = total_line(table, side) is not None or table.is_empty
        cell = total_term(table, column, side)
    else:
        found = [x for x in table.lines if x.side is side and plain_name(x.name) == entry]
        known = bool(found)
        cell = term(table, found[0], column) if found else absent(table, entry, column)
    if not known:
        return cell, "表里没有这一行"
    return cell, "" if table.complete else "表里有官方表式之外的栏目"


def _same_in_table(code: str, title: str, stated: Term, cell: Term | None, reason: str) -> CheckResult:
    """The stated amount = the cell; where the table may print it elsewhere, a blank cell says nothing."""
    if cell is None or (reason and cell.yuan is None and stated.yuan):
        terms = (stated,) if cell is None else (stated, cell)
        return unknown(_check(code, f"{title}（{reason}，无法核对）"), Unit.WAN, terms)
    return compare_same(_check(code, title), stated, cell, Unit.WAN)


def three_public_in_table_9(report: BudgetReport) -> Iterator[CheckResult]:
    """The “三公” items and 机关运行经费 as the notes state them = table 9."""
    table = report.table(9)
    for topic in (Topic.THREE_PUBLIC, Topic.AGENCY_OPERATING):
        for key, fact in facts_of(report, topic).items():
            column = "agency_operating" if topic is Topic.AGENCY_OPERATING else key
            name = BY_NUMBER[9].column(column).title
            line = next((x for x in table.lines if x.name == name), None) if table else None
            cell = term(table, line, column) if table and line else None
            reason = "表里没有这一栏" if table else "文件里没有这张表"
            title = f"文字说明的{fact.label} = 表9 {name}"
            yield _same_in_table(f"t9.{column}", title, money(report, fact), cell, "" if cell else reason)


# ---- functions -----------------------------------------------------------------------------------------

_LEVELS = {"类": Level.CLASS, "款": Level.SECTION, "项": Level.ITEM}
_LENGTHS: dict[Level | None, int] = {Level.CLASS: 3, Level.SECTION: 5, Level.ITEM: 7}


def _functions(report: BudgetReport) -> list[StatedFact]:
    return [f for f in report.facts if f.topic is Topic.NARRATIVE and f.key == "function"]


def _path(label: str) -> tuple[tuple[Level | None, str], ...]:
    """“A（类）B（款）C（项）” and “A-B-C” as names with levels; a name alone says no level."""
    pieces = re.split(r"[（(]([类款项])[）)]", label)
    if len(pieces) > 1:
        if plain_name(pieces[-1]):
            return ()  # a name without its level, as when a bracket is lost
        return tuple(
            (_LEVELS[mark], plain_name(name)) for name, mark in zip(pieces[::2], pieces[1::2], strict=False)
        )
    names = [plain_name(name) for name in re.split(r"\s*[-－—–]+\s*", label.strip())]
    if len(names) == 1:
        return ((None, names[0]),)
    return tuple(zip(_LEVELS.values(), names, strict=False)) if len(names) <= len(_LEVELS) else ()


def _codes(tables: list[PrintedTable], label: str) -> set[str]:
    """The codes of the tables whose names, level by level, are the entry's."""
    path = _path(label)
    names = {code: plain_name(line.name) for table in tables for code, line in by_code(table).items()}
    if not path:
        return set()
    if path[0][0] is None:
        found = {code for code, name in names.items() if name == path[0][1]}
        classes = {code for code in found if len(code) == _LENGTHS[Level.CLASS]}
        return classes or found
    last = _LENGTHS[path[-1][0]]
    return {
        code
        for code in names
        if len(code) == last and all(names.get(code[: _LENGTHS[level]]) == name for level, name in path)
    }


def _tables_of_functions(report: BudgetReport) -> tuple[list[PrintedTable], bool]:
    """The tables that the list of functions speaks of, and whether it is of fiscal money; no table where unsaid."""
    first = next(iter(_functions(report)), None)
    passages = [p for s in report.sections if s.key is SectionKey.NARRATIVE for p in s.passages]
    before = list(takewhile(lambda p: first is not None and p.place != first.place, passages))
    heading = next((p.text for p in reversed(before) if "主要内容" in p.text), "")
    facts = facts_of(report, Topic.NARRATIVE)
    whole, fiscal = facts.get("expenditure_total"), facts.get("fiscal_expenditure")
    if "财政拨款" in heading or (whole and fiscal and whole.value == fiscal.value):
        return [table for number, _, _ in FUNDS if (table := report.table(number))], True
    return [table for table in (report.table(3),) if table and "支出预算" in heading], False


def _function_ids(report: BudgetReport) -> list[str]:
    """What tells the functions of the narrative apart: the code, or the position where the code is not sure."""
    tables, _ = _tables_of_functions(report)
    ids: list[str] = []
    for n, fact in enumerate(_functions(report), 1):
        codes = _codes(tables, fact.label)
        code = next(iter(codes)) if len(codes) == 1 else ""
        ids.append(code if code and code not in ids else f"entry-{n}")
    return ids


def functions_in_tables(report: BudgetReport) -> Iterator[CheckResult]:
    """Each function of the narrative = its line in table 5 (6, 7), found by name at the stated level."""
    tables, fiscal = _tables_of_functions(report)
    for identity, fact in zip(_function_ids(report), _functions(report), strict=True):
        title, stated = f"预算编制说明的{name_of(fact)} = ", money(report, fact)
        found = _function_cell(report, tables, fiscal, fact)
        if isinstance(found, str):
            check = _check(f"function.{identity}", f"{title}功能分类表的同一科目（{found}，无法核对）")
            yield unknown(check, Unit.WAN, (_with_its_name(report, fact, stated),))
        else:
            place = found.place
            check = _check(f"function.{identity}", f"{title}表{place.table} {place.row} 的{place.column}")
            yield compare_same(check, stated, found, Unit.WAN)


def _with_its_name(report: BudgetReport, fact: StatedFact, stated: Term) -> Term:
    """The amount quoted from the function's name on: the name is what no table has."""
    text = words_of(report, fact).text
    start = text.find(fact.label)
    end = text.find(fact.text, start) + len(fact.text)
    return replace(stated, place=replace(stated.place, text=text[start:end])) if start >= 0 else stated


def _function_cell(
    report: BudgetReport, tables: list[PrintedTable], fiscal: bool, fact: StatedFact
) -> Term | str:
    """The one cell that prints the function's money, or why there is none."""
    if not tables:
        return "没有写明是哪种资金，或文件里没有功能分类的支出表"
    codes = _codes(tables, fact.label)
    if not codes:
        return "表里没有这个级次上同名的科目"
    code = next(iter(codes))
    holders = [table for table in tables if code in by_code(table)]
    two = report.table(2)
    if len(holders) > 1 and fiscal and two is not None:  # money of two funds stands together in table 2
        holders = [two]
    times = sum(line.code == code for table in holders for line in table.lines)
    if len(codes) > 1 or times != 1:
        return "表里有几个同名的科目"
    column = "fiscal_appropriation" if holders == [two] else "total"
    return code_term(holders[0], code, column)


def functions_that_were_not_read(report: BudgetReport) -> Iterator[CheckResult]:
    """A numbered entry of the list of functions whose amount is not plain cannot be checked; that is said."""
    functions = _functions(report)
    read = {fact.place for fact in functions}
    passages = [p for s in report.sections if s.key is SectionKey.NARRATIVE for p in s.passages]
    entries = [p for p in passages if re.match(r"\s*\d+\s*[.．、]\s*[“\"]", p.text)]
    for n, passage in enumerate(entries, 1):
        if passage.place not in read:
            title = f"预算编制说明列出的第{n}个科目没有写明金额，无法核对"
            name = passage.text.strip()[:60]
            place = quoted(Topic.NARRATIVE.value, f"第{n}个科目", passage, name)
            yield unknown(
                _check(f"function.unread-{n}", title), Unit.WAN, (Term(None, Decimal(0), PERCENT, place),)
            )


def functions_to_their_total(report: BudgetReport) -> Iterator[CheckResult]:
    """Where the listed functions are all there are, their amounts add up to the printed expenditure."""
    tables, fiscal = _tables_of_functions(report)
    functions = _functions(report)
    total = facts_of(report, Topic.NARRATIVE).get("fiscal_expenditure" if fiscal else "expenditure_total")
    if total is None or len(functions) < 2:
        return
    title = f"预算编制说明的{total.label} = 所列各科目之和"
    codes = [_codes(tables, fact.label) for fact in functions]
    found = [next(iter(c)) for c in codes if len(c) == 1]
    terms = [money(report, fact) for fact in functions]
    all_listed = _cover_once(found, len(functions) - len(found), tables)
    if all_listed:
        yield compare_sum(_check("sum.functions", title), money(report, total), terms, Unit.WAN)
    elif len(found) < len(functions):
        title += "（有科目在表里找不到，不知道是否列全，无法核对）"
        yield unknown(_check("sum.functions", title), Unit.WAN, (money(report, total), *terms))


def _cover_once(codes: list[str], others: int, tables: list[PrintedTable]) -> bool:
    """Whether each lowest line that prints money lies under exactly one code, but for one line an unknown name each."""
    lowest = {line.code for table in tables for line in table.lines if line.codes and _is_money(line)}
    above = [sum(code.startswith(top) for top in codes) for code in lowest]
    return bool(lowest) and max(above) == 1 and above.count(0) == others


def _is_money(line: TableLine) -> bool:
    figure = line.figure("total")
    return line.lowest and figure is not None and figure.yuan != 0


# ---- parts against their total -------------------------------------------------------------------------

_INCOMES = ("fiscal_appropriation_income", "service_revenue", "business_revenue", "other_revenue")
_FUND_KEYS = ("general_public", "managed_funds", "state_capital")
_SECTIONS = (SectionKey.NARRATIVE, SectionKey.OTHER_NOTES)
# Code of the check: topic, total, parts; a part that is not stated may be replaced by its own parts.
_SUMS = (
    ("income", Topic.NARRATIVE, "income_total", _INCOMES),
    ("fiscal-expenditure", Topic.NARRATIVE, "fiscal_expenditure", _FUND_KEYS),
    ("three-public", Topic.THREE_PUBLIC, "total", ("overseas_travel", "vehicles", "hospitality")),
    ("vehicles", Topic.THREE_PUBLIC, "vehicles", ("vehicle_purchase", "vehicle_running")),
)


def parts_to_their_total(report: BudgetReport) -> Iterator[CheckResult]:
    """Sources of income, funds of expenditure and “三公” items add up to their printed total."""
    for code, topic, whole, keys in _SUMS:
        facts = facts_of(report, topic)
        parts = [facts[key] for key in keys if key in facts]
        if whole not in facts or not parts:
            continue
        total, terms = money(report, facts[whole]), [money(report, part) for part in parts]
        title = f"{topic.value}的{facts[whole].label} = " + " + ".join(part.label for part in parts)
        check = _check(f"sum.{code}", title)
        result = compare_sum(check, total, terms, Unit.WAN)
        unread = _unread(report, facts[whole], topic) if result.difference else []
        if result.difference and (len(parts) < len(keys) or (code == "income" and unread)):
            # What else belongs to the total is not stated plainly: nothing can be said of the rest.
            check = _check(f"sum.{code}", f"{title}（文字没有逐项写明，无法核对）")
            result = unknown(check, Unit.WAN, (total, *terms, *unread))
        yield result


_NEXT_NOTE = re.compile(r"\s*[一二三四五六七八九十]+、")
_CHANGED = re.compile(r"(?:增加|减少|增长|下降|执行数为?|预算数为?)$")


def _unread(report: BudgetReport, total: StatedFact, topic: Topic) -> list[Term]:
    """Amounts behind the total, up to the next note, that no fact was read from: another source, or an unclear name."""
    known = {fact.text for fact in report.facts if fact.topic is topic}
    passages = [p for s in report.sections for p in s.passages if s.key in _SECTIONS]
    rest = list(dropwhile(lambda p: p.place != total.place, passages))
    if not rest:
        return []
    first, *behind = rest
    note = takewhile(lambda p: not _NEXT_NOTE.match(p.text), behind) if topic is Topic.THREE_PUBLIC else ()
    sentence = replace(first, text=first.text[: first.text.find("。") + 1 or None])
    found = []
    for passage in (sentence, *note):
        for amount in find_amounts(passage.text):
            clause = re.split("[，。；：]", passage.text[: amount.start])[-1]
            if amount.text not in known and amount.yuan and not _CHANGED.search(clause):
                place = quoted(topic.value, "没有读懂的金额", passage, clause.strip() + amount.text)
                found.append(Term(None, amount.step, amount.unit, place))
    return found


def fiscal_within_all(report: BudgetReport) -> Iterator[CheckResult]:
    """财政拨款支出 is a part of 支出预算."""
    facts = facts_of(report, Topic.NARRATIVE)
    if "fiscal_expenditure" in facts and "expenditure_total" in facts:
        part, whole = facts["fiscal_expenditure"], facts["expenditure_total"]
        check = _check("at-most.fiscal-expenditure", f"预算编制说明的{part.label} ≤ {whole.label}")
        yield compare_at_most(check, money(report, part), money(report, whole), Unit.WAN)


# ---- changes -------------------------------------------------------------------------------------------


def _base(fact: StatedFact) -> tuple[int | None, bool]:
    """What a change is against: the year, and whether its outturn."""
    return fact.base_year, "执行" in fact.base


def name_of(fact: StatedFact) -> str:
    """How a fact is called in a title."""
    return f"“{_path(fact.label)[-1][1]}”" if fact.key == "function" and _path(fact.label) else fact.label


def changes_of_income_and_expenditure(report: BudgetReport) -> Iterator[CheckResult]:
    """财政拨款 is the same money as income and as expenditure: where the amounts agree, so do the changes."""
    facts = facts_of(report, Topic.NARRATIVE)
    income, spent = facts.get("fiscal_appropriation_income"), facts.get("fiscal_expenditure")
    if income is None or spent is None or income.change is None or spent.change is None:
        return
    if income.value == spent.value and _base(income) == _base(spent):
        title = f"预算编制说明：{income.label}的增减 = {spent.label}的增减"
        yield compare_same(
            _check("change.fiscal", title), change(report, income), change(report, spent), Unit.WAN
        )


def changes_to_their_total(report: BudgetReport) -> Iterator[CheckResult]:
    """The printed changes of the parts add up to the printed change of their total, against the same base."""
    for code, topic, whole, keys in _SUMS:
        facts = facts_of(report, topic)
        if whole not in facts or not facts[whole].change_text:
            continue
        total = facts[whole]
        parts = [facts[key] for key in _stated_parts(facts, keys) if key in facts]
        stated = [part for part in parts if part.change_text]
        if not stated or (code == "income" and not _all_state_a_change(parts)):
            continue
        title = f"{topic.value}：{total.label}的增减 = 各项增减之和"
        terms = [change(report, part) for part in parts]
        if any(_base(part) != _base(total) or part.change is None for part in (total, *stated)):
            title += "（比较的年份或口径不同，或只写了百分比，无法核对）"
            result = unknown(_check(f"change.{code}", title), Unit.WAN, (change(report, total), *terms))
        else:
            result = compare_sum(_check(f"change.{code}", title), change(report, total), terms, Unit.WAN)
            unstated = len(parts) < len(keys) or not _all_state_a_change(parts)
            if result.difference and unstated:
                title += "（有的项目没有写增减，无法核对）"
                check = _check(f"change.{code}", title)
                unread = _unread(report, total, topic)
                result = unknown(check, Unit.WAN, (change(report, total), *terms, *unread))
        yield result


def _stated_parts(facts: dict[str, StatedFact], keys: tuple[str, ...]) -> Iterator[str]:
    """The parts; vehicles that print no change are their purchase and running costs."""
    for key in keys:
        if key == "vehicles" and key in facts and not facts[key].change_text:
            yield from ("vehicle_purchase", "vehicle_running")
        else:
            yield key


def _all_state_a_change(parts: list[StatedFact]) -> bool:
    """Whether no part with money leaves its change unsaid: a part of 0 beside parts with changes says nothing new."""
    return all(part.change_text or part.value == 0 for part in parts)


def facts_with_a_change(report: BudgetReport) -> Iterator[tuple[str, StatedFact]]:
    """Every stated fact that prints a change, with a code that is stable: its key, or its place in the list."""
    for topic in (Topic.NARRATIVE, Topic.THREE_PUBLIC, Topic.AGENCY_OPERATING):
        for key, fact in facts_of(report, topic).items():
            if fact.change_text:
                prefix = "" if topic is Topic.NARRATIVE else f"{topic.name.lower().replace('_', '-')}."
                yield prefix + key, fact
    for identity, fact in zip(_function_ids(report), _functions(report), strict=True):
        if fact.change_text:
            yield identity, fact


def changes_within_their_amount(report: BudgetReport) -> Iterator[CheckResult]:
    """An increase is not more than the amount: what it is measured against would be less than nothing."""
    for code, fact in facts_with_a_change(report):
        if fact.change is not None and fact.change > 0:
            title = f"{fact.topic.value}：{name_of(fact)}的增加额 ≤ 其金额（否则比较的基数小于零）"
            check = _check(f"base.{code}", title)
            yield compare_at_most(check, change(report, fact), money(report, fact), Unit.WAN)


def _named_amounts(words: Words, name: str, before: str = "") -> list[tuple[ProseAmount, int]]:
    """The exact amounts right behind a name (and what stands before it), with where the quotation begins."""
    found = []
    for amount in find_amounts(words.text):
        match = re.search(rf"{before}(?P<name>{name})$", words.text[: amount.start])
        if match and not amount.approximate:
            found.append((amount, match.start("name")))
    return found


def _base_amount(report: BudgetReport, fact: StatedFact) -> Term | None:
    """The printed amount that the change is measured against; None unless exactly one is named for year and kind."""
    words = words_of(report, fact)
    kind = "(?:预算)?执行数" if "执行" in fact.base else "(?:预算数|预算)"
    named = _named_amounts(words, rf"(?<=[，。；：]){fact.base_year}年(?:当年)?{kind}(?:安排)?为?")
    if len({amount.yuan for amount, _ in named}) != 1:
        return None
    return other_money(fact, words, *named[0])


def amounts_named_twice(report: BudgetReport) -> Iterator[CheckResult]:
    """An entry that names the year's budget a second time (2023年预算安排441.25万元) names the same amount."""
    behind = r"(?:执行数|预算数|预算)为?[0-9.,，]+\s*[万亿]?元"  # else it may be a part of the entry's money
    for identity, fact in zip(_function_ids(report), _functions(report), strict=True):
        words = words_of(report, fact)
        named = _named_amounts(
            words, rf"(?<=[，。；]){report.year}年(?:当年)?预算(?:数|安排)*为?", rf"{behind}[，。；]"
        )
        for m, (amount, start) in enumerate(named):
            suffix = f"-{m + 1}" if m else ""
            check = _check(
                f"twice.{identity}{suffix}", f"预算编制说明的{name_of(fact)} = 同一段里再次写到的本年预算"
            )
            yield compare_same(check, money(report, fact), other_money(fact, words, amount, start), Unit.WAN)


def unchanged_amounts(report: BudgetReport) -> Iterator[CheckResult]:
    """持平 says that the amount is what it is measured against, where that amount is printed."""
    for code, fact in facts_with_a_change(report):
        base = _base_amount(report, fact) if "持平" in fact.change_text else None
        if base is not None:
            title = f"{fact.topic.value}：{name_of(fact)}写“持平”，其金额 = {fact.base_year}年{fact.base}"
            yield compare_same(_check(f"unchanged.{code}", title), money(report, fact), base, Unit.WAN)


def stated_differences(report: BudgetReport) -> Iterator[CheckResult]:
    """The stated change in money = the amount less the printed amount that it is measured against."""
    for code, fact in facts_with_a_change(report):
        base = _base_amount(report, fact)
        if base is None or fact.change is None or "持平" in fact.change_text:
            continue
        title = f"{fact.topic.value}：{name_of(fact)} = {fact.base_year}年{fact.base} + 写明的增减"
        check = _check(f"difference.{code}", title)
        yield compare_sum(check, money(report, fact), [base, change(report, fact)], Unit.WAN)


_UP, _DOWN = "增加|增长|上升|提高|增幅", "减少|下降|降低|降幅"
_PERCENT = re.compile(rf"(?P<direction>{_UP}|{_DOWN})(?:了|为|达)?(?P<number>\d+(?:\.\d+)?)\s*[%％]")
_PERCENT_BEHIND = re.compile(rf"\s*[，,（(]?\s*(?:同比)?{_PERCENT.pattern}")


def _stated_percent(report: BudgetReport, fact: StatedFact) -> Term | None:
    """The percentage that the change is or that stands right behind it, signed."""
    words = words_of(report, fact)
    start = words.text.find(fact.change_text, max(words.text.find(fact.text), 0))
    if start < 0:
        return None
    end = start + len(fact.change_text)
    match = _PERCENT.search(fact.change_text) or _PERCENT_BEHIND.match(words.text, end)
    if match is None:
        return None
    number = Decimal(match["number"])
    sign = -1 if re.fullmatch(_DOWN, match["direction"]) else 1
    stop = end if match.string == fact.change_text else match.end()
    piece = words.piece(stop - 1)
    place = quoted(fact.topic.value, fact.label, piece, words.text[start:stop])
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return Term(sign * number, Decimal(1).scaleb(exponent), PERCENT, place)


def _from_base(amount: Decimal, base: Decimal) -> Decimal:
    return (amount - base) / base * 100


def _from_change(amount: Decimal, difference: Decimal) -> Decimal:
    return difference / (amount - difference) * 100


def _between(report: BudgetReport, fact: StatedFact) -> Term:
    """The words from the amount to its change, where the base of the change would be named."""
    words = words_of(report, fact)
    start = max(words.text.find(fact.text), 0)
    end = words.text.find(fact.change_text, start)
    place = quoted(fact.topic.value, fact.label, words.piece(start), words.text[start : max(end, start)])
    return Term(None, Decimal(0), PERCENT, place)


def stated_percentages(report: BudgetReport) -> Iterator[CheckResult]:
    """A stated percentage = (amount − base) ÷ base, by the printed base or the printed change in money."""
    for code, fact in facts_with_a_change(report):
        percent = _stated_percent(report, fact)
        if percent is None:
            continue
        title = f"{fact.topic.value}：{name_of(fact)}写明的增减百分比 = 由金额算得的百分比"
        amount, base = money(report, fact), _base_amount(report, fact)
        other = base if base is not None else change(report, fact)
        divisor = other.yuan if base is not None or other.yuan is None else fact.value - other.yuan
        if divisor is None or divisor <= 0:
            reason = "没有写明比较的基数" if divisor is None else "比较的基数是零"
            check = _check(f"percent.{code}", f"{title}（{reason}，无法核对）")
            yield unknown(
                check, PERCENT, (percent, amount, _between(report, fact) if divisor is None else other)
            )
        else:
            of = _from_base if base is not None else _from_change
            yield compare_percent(_check(f"percent.{code}", title), percent, (amount, other), of)


RULES = (
    amounts_in_tables,
    functions_in_tables,
    functions_that_were_not_read,
    three_public_in_table_9,
    parts_to_their_total,
    functions_to_their_total,
    fiscal_within_all,
    changes_of_income_and_expenditure,
    changes_to_their_total,
    changes_within_their_amount,
    amounts_named_twice,
    unchanged_amounts,
    stated_differences,
    stated_percentages,
)
