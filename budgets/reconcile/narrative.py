"""Kind 4: amounts in 预算编制说明 and the notes on “三公” and agency operating costs, against tables and each other."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import dropwhile, takewhile

from budgets.form.amounts import Unit, find_amounts
from budgets.form.tables import Role
from budgets.form.terms import CheckKind, Level, SectionKey, Side, Topic
from budgets.parsing.records import BudgetReport, PrintedTable, ReadFact, TableLine
from budgets.reconcile.between import FUNDS, plain_name
from budgets.reconcile.stated import facts_of, money, quoted, words_of
from budgets.reconcile.terms import absent, by_code, code_term, term, total_line, total_term
from budgets.reconcile.verdicts import (
    PERCENT,
    Check,
    CheckOutcome,
    Term,
    compare_at_most,
    compare_same,
    compare_sum,
    unknown,
)
from budgets.reconcile.wording import Wording, added, undecided, worded


def check_of(code: str, title: Wording) -> Check:
    return Check(f"narrative.{code}", CheckKind.NARRATIVE, title)


def name_of(fact: ReadFact) -> str:
    """How a fact is called in a title."""
    return f"“{path_of(fact.label)[-1][1]}”" if fact.key == "function" and path_of(fact.label) else fact.label


# ---- totals against the tables -------------------------------------------------------------------------

# By key of the fact: the tables that print the same figure, with column, side and entry (None is the total).
_CELLS: tuple[tuple[str, tuple[tuple[Role, str, Side | None, str | None], ...]], ...] = (
    (
        "income_total",
        ((Role.REVENUE, "total", None, None), (Role.REVENUE_EXPENDITURE, "revenue", Side.REVENUE, None)),
    ),
    (
        "fiscal_appropriation_income",
        (
            (Role.REVENUE, "fiscal_appropriation", None, None),
            (Role.REVENUE_EXPENDITURE, "revenue", Side.REVENUE, "财政拨款收入"),
            (Role.FISCAL_APPROPRIATION, "revenue", Side.REVENUE, None),
        ),
    ),
    (
        "service_revenue",
        (
            (Role.REVENUE, "service_revenue", None, None),
            (Role.REVENUE_EXPENDITURE, "revenue", Side.REVENUE, "事业收入"),
        ),
    ),
    (
        "business_revenue",
        (
            (Role.REVENUE, "business_revenue", None, None),
            (Role.REVENUE_EXPENDITURE, "revenue", Side.REVENUE, "事业单位经营收入"),
        ),
    ),
    (
        "other_revenue",
        (
            (Role.REVENUE, "other_revenue", None, None),
            (Role.REVENUE_EXPENDITURE, "revenue", Side.REVENUE, "其他收入"),
        ),
    ),
    (
        "expenditure_total",
        (
            (Role.EXPENDITURE, "total", None, None),
            (Role.REVENUE_EXPENDITURE, "expenditure", Side.EXPENDITURE, None),
        ),
    ),
    ("fiscal_expenditure", ((Role.FISCAL_APPROPRIATION, "total", Side.EXPENDITURE, None),)),
    (
        "general_public",
        (
            (Role.GENERAL_PUBLIC, "total", None, None),
            (Role.FISCAL_APPROPRIATION, "general_public", Side.EXPENDITURE, None),
        ),
    ),
    (
        "managed_funds",
        (
            (Role.MANAGED_FUNDS, "total", None, None),
            (Role.FISCAL_APPROPRIATION, "managed_funds", Side.EXPENDITURE, None),
        ),
    ),
    (
        "state_capital",
        (
            (Role.STATE_CAPITAL, "total", None, None),
            (Role.FISCAL_APPROPRIATION, "state_capital", Side.EXPENDITURE, None),
        ),
    ),
)


def amounts_in_tables(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Income and expenditure as the narrative states them = the cells of tables 1 to 7 that print them."""
    facts = facts_of(report, Topic.NARRATIVE)
    for key, cells in _CELLS:
        for role, column, side, entry in cells if key in facts else ():
            if role not in report.form.by_role:
                continue
            label, number = facts[key].label, report.form.number(role)
            named = _cell_name(report, column, side, entry)
            title = worded("narrative.table", label=label, n=number, cell=named)
            cell, reason = _cell(report.table(role), column, side, entry)
            yield _same_in_table(f"t{number}.{key}", title, money(report, facts[key]), cell, reason)


def _cell_name(report: BudgetReport, column: str, side: Side | None, entry: str | None) -> str | Wording:
    """How a cell of a total is called: its entry, or the total with the column where that says more."""
    revenue = report.form.by_role.get(Role.REVENUE)
    names = {name: word for _role, name, word in FUNDS}
    names |= {column.key: column.title for column in revenue.columns} if revenue else {}
    total = "合计" if side is None else worded("cell.total", side=side.value)
    if column in names and column != "total":
        total = worded("cell.column", total=total, column=names[column])
    return entry or total


def _cell(
    table: PrintedTable | None, column: str, side: Side | None, entry: str | None
) -> tuple[Term | None, Wording | None]:
    """The cell of the entry, or of the total, and, where a blank cell proves nothing, the reason."""
    if table is None:
        return None, worded("why.no-table")
    if entry is None:
        known = total_line(table, side) is not None or table.is_empty
        cell = total_term(table, column, side)
    else:
        found = [x for x in table.lines if x.side is side and plain_name(x.name) == entry]
        known = bool(found)
        cell = term(table, found[0], column) if found else absent(table, entry, column)
    if not known:
        return cell, worded("why.no-line")
    return cell, None if table.complete else worded("why.other-columns")


def _same_in_table(
    code: str, title: Wording, stated: Term, cell: Term | None, reason: Wording | None
) -> CheckOutcome:
    """The stated amount = the cell; a blank cell is unknown where the table may print the amount elsewhere."""
    if reason and (cell is None or (cell.yuan is None and stated.yuan)):
        terms = (stated,) if cell is None else (stated, cell)
        return unknown(check_of(code, undecided(title, reason)), Unit.WAN, terms)
    assert cell is not None
    return compare_same(check_of(code, title), stated, cell, Unit.WAN)


def three_public_in_table_9(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The “三公” items and 机关运行经费 as the notes state them = table 9."""
    official, table = report.form.by_role.get(Role.THREE_PUBLIC), report.table(Role.THREE_PUBLIC)
    if official is None:
        return
    for topic in (Topic.THREE_PUBLIC, Topic.AGENCY_OPERATING):
        for key, fact in facts_of(report, topic).items():
            column = "agency_operating" if topic is Topic.AGENCY_OPERATING else key
            name = official.column(column).title
            line = next((x for x in table.lines if x.name == name), None) if table else None
            cell = term(table, line, column) if table and line else None
            reason = None if cell else worded("why.no-column") if table else worded("why.no-table")
            title = worded("narrative.three-public", n=official.number, label=fact.label, column=name)
            yield _same_in_table(f"t{official.number}.{column}", title, money(report, fact), cell, reason)


# ---- functions -----------------------------------------------------------------------------------------

_LEVELS = {"类": Level.CLASS, "款": Level.SECTION, "项": Level.ITEM}
_LENGTHS: dict[Level | None, int] = {Level.CLASS: 3, Level.SECTION: 5, Level.ITEM: 7}


def functions_of(report: BudgetReport) -> list[ReadFact]:
    return [f for f in report.facts if f.topic is Topic.NARRATIVE and f.key == "function"]


def path_of(label: str) -> tuple[tuple[Level | None, str], ...]:
    """“A（类）B（款）C（项）” and “A-B-C” as names with levels; a single name has no level."""
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
    path = path_of(label)
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
    """The tables that the list of functions is about (none where it does not say), and whether it is fiscal money."""
    first = next(iter(functions_of(report)), None)
    passages = [p for s in report.sections if s.key is SectionKey.NARRATIVE for p in s.passages]
    before = list(takewhile(lambda p: first is not None and p.place != first.place, passages))
    heading = next((p.text for p in reversed(before) if "主要内容" in p.text), "")
    facts = facts_of(report, Topic.NARRATIVE)
    whole, fiscal = facts.get("expenditure_total"), facts.get("fiscal_expenditure")
    if "财政拨款" in heading or (whole and fiscal and whole.value == fiscal.value):
        return [table for role, _key, _word in FUNDS if (table := report.table(role))], True
    return [table for table in (report.table(Role.EXPENDITURE),) if table and "支出预算" in heading], False


def function_ids(report: BudgetReport) -> list[str]:
    """An identifier for each function of the narrative: its code, or its position where the code is not certain."""
    tables, _fiscal = _tables_of_functions(report)
    ids: list[str] = []
    for n, fact in enumerate(functions_of(report), 1):
        codes = _codes(tables, fact.label)
        code = next(iter(codes)) if len(codes) == 1 else ""
        ids.append(code if code and code not in ids else f"entry-{n}")
    return ids


def functions_in_tables(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Each function of the narrative = its line in table 5 (6, 7), found by name at the stated level."""
    tables, fiscal = _tables_of_functions(report)
    for identity, fact in zip(function_ids(report), functions_of(report), strict=True):
        name, stated = name_of(fact), money(report, fact)
        found = _function_cell(report, tables, fiscal, fact)
        if isinstance(found, Wording):
            title = worded("narrative.function.undecided", name=name)
            check = check_of(f"function.{identity}", undecided(title, found))
            yield unknown(check, Unit.WAN, (_with_its_name(report, fact, stated),))
        else:
            place = found.place
            title = worded("narrative.function", name=name, n=place.table, row=place.row, column=place.column)
            yield compare_same(check_of(f"function.{identity}", title), stated, found, Unit.WAN)


def _with_its_name(report: BudgetReport, fact: ReadFact, stated: Term) -> Term:
    """The stated amount, quoted together with the function's name."""
    words = words_of(report, fact)
    start = words.text.find(fact.label)
    if start < 0:
        return stated
    end = words.text.find(fact.text, start) + len(fact.text)
    place = quoted(fact.topic.value, fact.label, words.piece(start), words.text[start:end])
    return replace(stated, place=place)


def _function_cell(
    report: BudgetReport, tables: list[PrintedTable], fiscal: bool, fact: ReadFact
) -> Term | Wording:
    """The one cell that prints the function's money, or the reason why there is none."""
    if not tables:
        return worded("why.no-fund")
    codes = _codes(tables, fact.label)
    if not codes:
        return worded("why.no-name")
    code = next(iter(codes))
    holders = [table for table in tables if code in by_code(table)]
    two = report.table(Role.REVENUE)
    if len(holders) > 1 and fiscal and two is not None:  # table 2 prints the money of two funds as one
        holders = [two]
    times = sum(line.code == code for table in holders for line in table.lines)
    if len(codes) > 1 or times != 1:
        return worded("why.same-names")
    column = "fiscal_appropriation" if holders == [two] else "total"
    return code_term(holders[0], code, column)


def functions_that_were_not_read(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Numbered entries of the list of functions whose amount could not be read are reported as unknown."""
    functions = functions_of(report)
    read = {fact.place for fact in functions}
    passages = [p for s in report.sections if s.key is SectionKey.NARRATIVE for p in s.passages]
    entries = [p for p in passages if re.match(r"\s*\d+\s*[.．、]\s*[“\"]", p.text)]
    for n, passage in enumerate(entries, 1):
        if passage.place not in read:
            title = worded("narrative.function.unread", n=n)
            name = passage.text.strip()[:60]
            place = quoted(Topic.NARRATIVE.value, f"第{n}个科目", passage, name)
            yield unknown(
                check_of(f"function.unread-{n}", title), Unit.WAN, (Term(None, Decimal(0), PERCENT, place),)
            )


def functions_to_their_total(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Where the list of functions is complete, its amounts add up to the printed expenditure."""
    tables, fiscal = _tables_of_functions(report)
    functions = functions_of(report)
    total = facts_of(report, Topic.NARRATIVE).get("fiscal_expenditure" if fiscal else "expenditure_total")
    if total is None or len(functions) < 2:
        return
    title = worded("narrative.sum.functions", label=total.label)
    codes = [_codes(tables, fact.label) for fact in functions]
    found = [next(iter(c)) for c in codes if len(c) == 1]
    terms = [money(report, fact) for fact in functions]
    all_listed = _cover_once(found, len(functions) - len(found), tables)
    if all_listed:
        yield compare_sum(check_of("sum.functions", title), money(report, total), terms, Unit.WAN)
    elif len(found) < len(functions):
        title = undecided(title, worded("why.incomplete"))
        yield unknown(check_of("sum.functions", title), Unit.WAN, (money(report, total), *terms))


def _cover_once(codes: list[str], others: int, tables: list[PrintedTable]) -> bool:
    """Whether each lowest line with money is under exactly one code; one more line may be left for each unknown name."""
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
SUMS = (
    ("income", Topic.NARRATIVE, "income_total", _INCOMES),
    ("fiscal-expenditure", Topic.NARRATIVE, "fiscal_expenditure", _FUND_KEYS),
    ("three-public", Topic.THREE_PUBLIC, "total", ("overseas_travel", "vehicles", "hospitality")),
    ("vehicles", Topic.THREE_PUBLIC, "vehicles", ("vehicle_purchase", "vehicle_running")),
)


def parts_to_their_total(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Sources of income, funds of expenditure and “三公” items add up to their printed total."""
    for code, topic, whole, keys in SUMS:
        facts = facts_of(report, topic)
        parts = [facts[key] for key in keys if key in facts]
        if whole not in facts or not parts:
            continue
        total, terms = money(report, facts[whole]), [money(report, part) for part in parts]
        title = worded(
            "narrative.sum",
            topic=topic.value,
            label=facts[whole].label,
            parts=added(part.label for part in parts),
        )
        check = check_of(f"sum.{code}", title)
        result = compare_sum(check, total, terms, Unit.WAN)
        unread = unread_money(report, facts[whole], topic) if result.difference else []
        if result.difference and (len(parts) < len(keys) or (code == "income" and unread)):
            # The other parts of the total are not stated plainly, so the rest cannot be checked.
            check = check_of(f"sum.{code}", undecided(title, worded("why.not-itemised")))
            result = unknown(check, Unit.WAN, (total, *terms, *unread))
        yield result


_NEXT_NOTE = re.compile(r"\s*[一二三四五六七八九十]+、")
_CHANGED = re.compile(r"(?:增加|减少|增长|下降|执行数为?|预算数为?)$")


def unread_money(report: BudgetReport, total: ReadFact, topic: Topic) -> list[Term]:
    """Amounts after the total, up to the next note, from which no fact was read: another source, or an unclear name."""
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


def fiscal_within_all(report: BudgetReport) -> Iterator[CheckOutcome]:
    """财政拨款支出 is a part of 支出预算."""
    facts = facts_of(report, Topic.NARRATIVE)
    if "fiscal_expenditure" in facts and "expenditure_total" in facts:
        part, whole = facts["fiscal_expenditure"], facts["expenditure_total"]
        title = worded("narrative.at-most", part=part.label, whole=whole.label)
        check = check_of("at-most.fiscal-expenditure", title)
        yield compare_at_most(check, money(report, part), money(report, whole), Unit.WAN)


RULES = (
    amounts_in_tables,
    functions_in_tables,
    functions_that_were_not_read,
    three_public_in_table_9,
    parts_to_their_total,
    functions_to_their_total,
    fiscal_within_all,
)
