"""What changed between two versions: by hand, by chance, and on the bundled document with one thing altered."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.changes import (
    NAME,
    Change,
    ChangeKind,
    Entry,
    EntryPlace,
    Group,
    ItemStanding,
    PlainLine,
    PlainPart,
    PlainStatement,
    by_item,
    compare,
    definition_entries,
    line_entries,
    official_order,
    paired,
    paragraph_entries,
    spans,
    statement_entries,
)
from budgets.form.tables import DEPARTMENTAL, Role
from budgets.form.terms import PartKey
from budgets.parsing.records import BudgetReport, ReadStatement
from budgets.parsing.table_records import PrintedTable
from budgets.reading import read
from tests.conftest import SAMPLE

HERE = EntryPlace()


# ---- a report as entries, by plain loops ----------------------------------------------------------------


def _lines(table: PrintedTable) -> Iterator[PlainLine]:
    for line in table.lines:
        side = line.side.value if line.side else ""
        place = EntryPlace(
            line=line.place.line, number=table.table.number, line_number=line.number, side=side
        )
        figures = ((f.column, f.text, f.yuan, place) for f in line.figures)
        yield PlainLine(line.name, place, line.code, tuple(figures), line.name_looked_up)


def _statement(statement: ReadStatement) -> PlainStatement:
    amounts = statement.amounts
    return PlainStatement(
        statement.number,
        statement.name,
        statement.heading,
        EntryPlace(line=statement.place.line),
        tuple(PlainPart(p.key, p.heading, p.text, EntryPlace(line=p.place.line)) for p in statement.parts),
        {"财政资金": amounts.fiscal, "自筹资金": amounts.self_raised, "预算合计": amounts.total},
    )


def entries(report: BudgetReport) -> list[Entry]:
    """The tables, the sections and the statements; a definition and a unit only as such."""
    found: list[Entry] = []
    for section in report.sections:
        group, passages = Group[section.key.name], list(section.passages)
        if group is Group.INSTITUTIONS:
            units = {unit.place for unit in report.institutions.units}
            names = ((u.text, EntryPlace(line=u.place.line)) for u in report.institutions.units)
            found += paragraph_entries(Group.UNITS, "", "unit", "名称", names)
            passages = [p for p in passages if p.place not in units]
        if group is Group.DEFINITIONS:
            found += definition_entries(
                (d.term, d.text, EntryPlace(line=d.place.line)) for d in report.definitions
            )
            continue
        rest = ((p.text, EntryPlace(line=p.place.line)) for p in passages)
        found += paragraph_entries(group, "", "paragraph", "", rest)
    for table in report.tables:
        found += line_entries(table.table, _lines(table))
    return [*found, *statement_entries(_statement(s) for s in report.statements)]


@pytest.fixture(scope="module")
def altered() -> Callable[..., list[Entry]]:
    """The entries of the bundled document with each first text replaced by the second, once."""

    def alter(*changes: tuple[str, str]) -> list[Entry]:
        text = SAMPLE.read_text()
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        return entries(read(text.encode(), SAMPLE.name).report)

    return alter


@pytest.fixture(scope="module")
def bundled(report: BudgetReport) -> list[Entry]:
    return entries(report)


def _texts(changes: Iterable[Change]) -> list[tuple[str | None, str | None]]:
    return [(c.before.text if c.before else None, c.after.text if c.after else None) for c in changes]


# ---- the bundled document -------------------------------------------------------------------------------

ROW = "206	01	01	行政运行	71,488,788	71,488,788			"


def test_a_document_and_itself(bundled: list[Entry]) -> None:
    assert len(bundled) > 1000
    assert compare(bundled, list(bundled)) == ()


def test_one_altered_digit_of_a_table_is_one_change(
    bundled: list[Entry], altered: Callable[..., list[Entry]]
) -> None:
    changes = compare(bundled, altered((ROW, ROW.replace("71,488,788", "71,488,789", 1))))
    assert _texts(changes) == [("71,488,788", "71,488,789")]
    (change,) = changes
    assert change.kind is ChangeKind.CHANGED
    assert (change.entry.group, change.entry.label, change.entry.column) == (
        Role.REVENUE,
        "206-01-01 行政运行",
        "合计",
    )
    assert change.difference == Decimal(1)
    assert change.share == Decimal("0.00")
    assert change.moves_money
    assert (change.entry.place.number, change.entry.place.line_number) == (2, 6)


def test_separators_and_spaces_are_no_change(
    bundled: list[Entry], altered: Callable[..., list[Entry]]
) -> None:
    other = altered(
        (ROW, ROW.replace("71,488,788", "71488788", 1)),
        ("（一）财政拨款收入：是市级", "（一）财政拨款收入：是 市级"),
    )
    assert compare(bundled, other) == ()


def test_a_renamed_code_is_a_change_of_its_name(
    bundled: list[Entry], altered: Callable[..., list[Entry]]
) -> None:
    changes = compare(bundled, altered((ROW, ROW.replace("行政运行", "机关运行"))))
    assert _texts(changes) == [("行政运行", "机关运行")]
    (item,) = by_item(changes)
    assert item.standing is ItemStanding.RENAMED
    assert item.label == "206-01-01 机关运行"


def test_a_line_that_is_gone_takes_its_cells_along(
    bundled: list[Entry], altered: Callable[..., list[Entry]]
) -> None:
    changes = compare(bundled, altered((f"{ROW}\n", "")))
    assert {c.kind for c in changes} == {ChangeKind.REMOVED}
    assert _texts(changes) == [("行政运行", None), ("71,488,788", None), ("71,488,788", None)]
    (item,) = by_item(changes)
    assert item.standing is ItemStanding.ENDED
    assert item.label == "206-01-01 行政运行"
    # Seen from the other side it is new, and nothing else changes.
    (item,) = by_item(compare(altered((f"{ROW}\n", "")), bundled))
    assert item.standing is ItemStanding.NEW


def test_a_new_entry_above_does_not_rename_those_below(
    bundled: list[Entry], altered: Callable[..., list[Entry]]
) -> None:
    """Table 1 numbers its entries: 二、 becomes 三、 when one comes before it."""
    other = altered(
        (
            "1. 一般公共预算资金	6,160,978,836	二、科学",
            "1. 一般公共预算资金	6,160,978,836	二、国防支出	1\n		三、科学",
        ),
        ("2. 政府性基金		三、社会", "2. 政府性基金		四、社会"),
        ("3. 国有资本经营预算		四、卫生", "3. 国有资本经营预算		五、卫生"),
    )
    changes = compare(bundled, other)
    assert _texts(changes) == [(None, "国防支出"), (None, "1")]
    assert {c.entry.place.side for c in changes} == {"支出"}


def test_an_altered_sentence_is_one_paragraph(
    bundled: list[Entry], altered: Callable[..., list[Entry]]
) -> None:
    changes = compare(bundled, altered(("增加68,655万元；事业收入", "增加68,656万元；事业收入")))
    (change,) = changes
    assert change.kind is ChangeKind.CHANGED
    assert change.entry.group is Group.NARRATIVE
    assert change.before and change.after
    marked = [span for span in spans(change.before.text, change.after.text) if span[0] != "equal"]
    assert marked == [("delete", "68,655"), ("insert", "68,656")]


def test_a_new_paragraph_does_not_alter_what_follows(
    bundled: list[Entry], altered: Callable[..., list[Entry]]
) -> None:
    new = "2025年的预算由本部门编制，经市人大批准。"
    changes = compare(
        bundled, altered(("财政拨款支出主要内容如下：", f"{new}\n\n财政拨款支出主要内容如下："))
    )
    assert _texts(changes) == [(None, new)]


def test_a_paragraph_cut_in_two_says_the_same(
    bundled: list[Entry], altered: Callable[..., list[Entry]]
) -> None:
    cut = ("将统筹推动上海国际科创中心", "将统筹推动上海\n\n国际科创中心")
    assert compare(bundled, altered(cut)) == ()


def test_a_paragraph_cut_in_two_and_altered_is_still_one_change(
    bundled: list[Entry], altered: Callable[..., list[Entry]]
) -> None:
    cut = ("将统筹推动上海国际科创中心", "将统筹推动上海\n\n国内科创中心")
    (change,) = compare(bundled, altered(cut))
    assert change.before and change.after
    marked = [span for span in spans(change.before.text, change.after.text) if span[0] != "equal"]
    assert marked == [("delete", "际"), ("insert", "内")]


def test_a_new_unit_does_not_alter_those_below(
    bundled: list[Entry], altered: Callable[..., list[Entry]]
) -> None:
    changes = compare(
        bundled, altered(("3. 上海科学技术交流中心", "3. 上海市新设研究中心\n4. 上海科学技术交流中心"))
    )
    assert _texts(changes) == [(None, "上海市新设研究中心")]
    assert changes[0].entry.group is Group.UNITS


def test_a_definition_is_known_by_its_term(bundled: list[Entry], altered: Callable[..., list[Entry]]) -> None:
    changes = compare(bundled, altered(("取得的收入。\n\n（三）", "取得的全部收入。\n\n（三）")))
    assert [(c.entry.label, c.kind) for c in changes] == [("事业收入", ChangeKind.CHANGED)]


def test_a_statement_with_another_name_is_renamed(
    bundled: list[Entry], altered: Callable[..., list[Entry]]
) -> None:
    changes = compare(bundled, altered(("能源保障项目经费情况说明", "能源保证项目经费情况说明")))
    assert _texts(changes) == [("能源保障", "能源保证")]
    assert [item.standing for item in by_item(changes)] == [ItemStanding.RENAMED]


def test_every_line_has_was_and_is(bundled: list[Entry], altered: Callable[..., list[Entry]]) -> None:
    other = altered((ROW, ROW.replace("71,488,788", "81,488,788", 1)))
    items = by_item(c for c in paired(bundled, other) if c.entry.group is Role.REVENUE)
    lines = {line.code or line.name for line in items_of_table_2()}
    assert len(items) == len(lines)
    line = next(item for item in items if item.item == "2060101")
    total, fiscal = line.change("total"), line.change("fiscal_appropriation")
    assert total and total.difference == 10_000_000
    assert fiscal and (fiscal.kind, fiscal.difference) == (ChangeKind.SAME, 0)
    assert line.change("service_revenue") is None  # blank in both
    assert line.standing is ItemStanding.KEPT


def items_of_table_2() -> list[PlainLine]:
    table = read(SAMPLE.read_bytes(), SAMPLE.name).report.table(Role.REVENUE)
    assert table
    return list(_lines(table))


# ---- by hand --------------------------------------------------------------------------------------------


def _cell(item: str, column: str, text: str, unit: int = 1) -> Entry:
    yuan = Decimal(text.replace(",", "")) * unit
    return Entry(Role.EXPENDITURE, (item, column), item, column, text, yuan)


def _coded(*lines: tuple[str, str, str]) -> list[Entry]:
    made = (
        PlainLine(name, EntryPlace(number=3, line_number=n), code, (("total", text, Decimal(text), HERE),))
        for n, (code, name, text) in enumerate(lines, 1)
    )
    return list(line_entries(DEPARTMENTAL.table(Role.EXPENDITURE), made))


def _prose(*texts: str) -> list[Entry]:
    return list(paragraph_entries(Group.OTHER_NOTES, "", "paragraph", "", ((text, HERE) for text in texts)))


@pytest.mark.parametrize(
    ("before", "after", "kind", "print_only"),
    [
        (_cell("205", "total", "1,000"), _cell("205", "total", "1000"), None, False),
        (_cell("205", "total", "1,000"), _cell("205", "total", "1 000".replace(" ", "")), None, False),
        (
            _cell("205", "total", "37.9", 10000),
            _cell("205", "total", "37.90", 10000),
            ChangeKind.CHANGED,
            True,
        ),
        # 元 became 万元: other digits, the same money
        (_cell("205", "total", "10000"), _cell("205", "total", "1", 10000), ChangeKind.CHANGED, True),
        # the same digits under another unit are other money
        (_cell("205", "total", "37"), _cell("205", "total", "37", 10000), ChangeKind.CHANGED, False),
        (_cell("205", "total", "0"), _cell("205", "total", "-1"), ChangeKind.CHANGED, False),
    ],
)
def test_when_an_amount_is_another(
    before: Entry, after: Entry, kind: ChangeKind | None, print_only: bool
) -> None:
    changes = compare([before], [after])
    assert [change.kind for change in changes] == ([kind] if kind else [])
    assert [change.moves_money for change in changes] == ([not print_only] if kind else [])


def test_blank_and_zero_differ_in_print_and_not_in_money() -> None:
    zero = _cell("205", "project", "0")
    (change,) = compare([], [zero])
    assert (change.kind, change.difference, change.share, change.moves_money) == (
        ChangeKind.ADDED,
        None,
        None,
        False,
    )


def test_a_share_of_nothing_is_unknown() -> None:
    (change,) = compare([_cell("205", "total", "0")], [_cell("205", "total", "5")])
    assert (change.difference, change.share) == (Decimal(5), None)
    (change,) = compare([_cell("205", "total", "80")], [_cell("205", "total", "100")])
    assert (change.difference, change.share) == (Decimal(20), Decimal("25.00"))


def test_a_code_printed_twice_is_kept_twice() -> None:
    twice = _coded(("205", "教育支出", "5"), ("205", "教育支出", "7"))
    assert [entry.item for entry in twice] == ["205", "205", "205#2", "205#2"]
    assert compare(twice, twice) == ()
    assert _texts(compare(twice, _coded(("205", "教育支出", "5"), ("205", "教育支出", "8")))) == [("7", "8")]
    assert _texts(compare(twice, _coded(("205", "教育支出", "5")))) == [("教育支出", None), ("7", None)]


def test_the_same_key_twice_loses_nothing() -> None:
    one, two, three = (_cell("205", "total", text) for text in ("1", "2", "3"))
    assert _texts(compare([one, two], [one, three])) == [("2", "3")]
    assert _texts(compare([one, two], [one])) == [("2", None)]
    assert _texts(compare([one], [one, two, three])) == [(None, "2"), (None, "3")]


def test_removed_lines_come_where_they_stood() -> None:
    before = _coded(("205", "教育", "1"), ("206", "科学", "2"), ("208", "社会", "3"), ("210", "卫生", "4"))
    after = _coded(("205", "教育", "9"), ("208", "社会", "8"), ("221", "住房", "5"))
    after.insert(2, _cell("205", "project", "6"))  # a new cell at the end of the line before the removed one
    changes = compare(before, after)
    assert [(c.entry.item, c.entry.aspect, c.kind.name) for c in changes] == [
        ("205", "total", "CHANGED"),
        ("205", "project", "ADDED"),
        ("206", NAME, "REMOVED"),
        ("206", "total", "REMOVED"),
        ("208", "total", "CHANGED"),
        ("210", NAME, "REMOVED"),
        ("210", "total", "REMOVED"),
        ("221", NAME, "ADDED"),
        ("221", "total", "ADDED"),
    ]


def test_what_stood_first_and_is_gone_comes_first() -> None:
    changes = compare(_prose("甲。", "乙。", "丙。"), _prose("乙。", "丙。", "丁。"))
    assert _texts(changes) == [("甲。", None), (None, "丁。")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("一、教育支出", "教育支出"),
        ("（一）教育支出", "(二) 教育支出"),
        ("1. 国有资本经营预算", "3.国有资本经营预算"),
        ("因公出国（境）费", "因公出国 (境)费"),
    ],
)
def test_numbering_and_brackets_of_an_entry_are_layout(before: str, after: str) -> None:
    def line(name: str) -> list[Entry]:
        return list(
            line_entries(
                DEPARTMENTAL.table(Role.FISCAL_APPROPRIATION), [PlainLine(name, EntryPlace(side="支出"))]
            )
        )

    assert compare(line(before), line(after)) == ()


def test_the_two_sides_of_a_table_are_apart() -> None:
    def line(side: str, column: str) -> list[Entry]:
        cells = ((column, "5", Decimal(5), HERE),)
        return list(
            line_entries(
                DEPARTMENTAL.table(Role.REVENUE_EXPENDITURE),
                [PlainLine("总计", EntryPlace(side=side), cells=cells)],
            )
        )

    changes = compare(line("收入", "revenue"), line("支出", "expenditure"))
    assert sorted(c.kind.name for c in changes) == ["ADDED", "ADDED", "REMOVED", "REMOVED"]


def test_table_9_is_compared_by_column() -> None:
    def line(text: str) -> list[Entry]:
        cells = (("vehicles", text, Decimal(text) * 10000, HERE),)
        return list(
            line_entries(
                DEPARTMENTAL.table(Role.THREE_PUBLIC), [PlainLine("公务用车购置及运行费", HERE, cells=cells)]
            )
        )

    (change,) = compare(line("32.20"), line("36.56"))
    assert (change.entry.label, change.difference) == ("公务用车购置及运行费", Decimal("43600.00"))


def _project(name: str, total: str, plan: str = "分期支付。", number: int = 1) -> PlainStatement:
    parts = (
        PlainPart(PartKey.OVERVIEW, "一、项目概述", f"{name}是一个项目。\n另一段。", HERE),
        PlainPart(PartKey.PLAN, "四、实施方案", plan, HERE),
    )
    return PlainStatement(
        number, name, f"{name}说明", HERE, parts, {"预算合计": Decimal(total)}, {"开始日期": ""}
    )


def test_a_statement_is_known_by_its_name() -> None:
    before = statement_entries([_project("运行（甲）", "5", number=1), _project("维护", "6", number=2)])
    after = statement_entries([_project("维护", "6", number=1), _project("运行 (甲)", "7", number=2)])
    changes = compare(before, after)
    assert [(c.entry.column, c.difference) for c in changes if c.moves_money] == [("预算合计", Decimal(2))]


def test_a_statement_without_a_name_is_known_by_its_number() -> None:
    before = statement_entries([_project("", "5", number=1), _project("", "6", number=2)])
    after = statement_entries([_project("", "5", number=1), _project("", "9", number=2)])
    assert _texts(compare(before, after)) == [("6", "9")]


def test_a_statement_that_shares_little_is_another_one() -> None:
    before, after = ([_project("运行", "5", "甲方案。")], [_project("升级", "5", "乙方案。")])
    changes = compare(statement_entries(before), statement_entries(after))
    assert [item.standing for item in by_item(changes)] == [ItemStanding.ENDED, ItemStanding.NEW]


def test_what_many_statements_say_does_not_make_them_the_same() -> None:
    """Two of three paragraphs agree, but they stand in a third statement too."""
    shared = ("每月按实际支付。", "详见项目绩效目标表。")

    def project(name: str) -> PlainStatement:
        texts = (f"{name}是一个项目。", *shared)
        parts = (PlainPart(k, k.value, t, HERE) for k, t in zip(PartKey, texts, strict=False))
        return PlainStatement(1, name, name, HERE, tuple(parts))

    before = statement_entries([project("运行"), project("维护")])
    after = statement_entries([project("运行"), project("升级")])
    standings = {item.label: item.standing for item in by_item(compare(before, after))}
    assert standings == {"维护": ItemStanding.ENDED, "升级": ItemStanding.NEW}


def test_a_missing_part_of_a_statement_is_reported() -> None:
    whole = _project("运行", "5")
    less = PlainStatement(1, "运行", "运行说明", HERE, whole.parts[:1], whole.amounts)
    changes = compare(statement_entries([whole]), statement_entries([less]))
    assert _texts(changes) == [("四、实施方案", None), ("分期支付。", None)]


def test_a_page_break_that_moved_is_no_change() -> None:
    one = _prose("本年度预算比上年增加三成，主要用于", "设备更新和人员培训。", "其余不变。")
    two = _prose("本年度预算比上年增加三成，主要", "用于设备更新和人员培训。", "其余不变。")
    assert compare(one, two) == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("甲乙", "丙"), ("甲", "乙丙")),
        (("甲", "乙", "丙", "丁", "戊", "己"), ("甲乙丙丁戊己",)),
        (("一二三", "四五六", "七八九"), ("一二", "三四五六七", "八九")),
    ],
)
def test_the_same_words_in_other_paragraphs_are_the_same(
    before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    assert compare(_prose(*before), _prose(*after)) == ()


def test_very_many_paragraphs_end_in_time() -> None:
    """Lines that come again and again, and nothing in common: the worst for a comparison."""
    before = _prose(*["略"] * 3000, *(f"第{n}段的文字" for n in range(1500)))
    after = _prose(*["略"] * 2999, *(f"另外{n}件不同的事情" for n in range(1500)))
    changes = compare(before, after)
    assert sum(c.before is not None for c in changes) >= 1501
    assert sum(c.after is not None for c in changes) == 1500


# ---- inside a text --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("共1,188.26万元", "共1,188.27万元", [("delete", "1,188.26"), ("insert", "1,188.27")]),
        ("占85.79%", "占85.8%", [("delete", "85.79%"), ("insert", "85.8%")]),
        ("共１，１８８万元", "共１，１８９万元", [("delete", "１，１８８"), ("insert", "１，１８９")]),
        ("2024，2025年", "2024，2026年", [("delete", "2025"), ("insert", "2026")]),
        ("使用Windows系统", "使用Linux系统", [("delete", "Windows"), ("insert", "Linux")]),
        ("教育支出", "教学支出", [("delete", "育"), ("insert", "学")]),
        ("教育支出", "教育 支出", []),
        ("", "新", [("insert", "新")]),
        ("旧", "", [("delete", "旧")]),
        ("", "", []),
    ],
)
def test_exactly_what_is_altered_is_marked(before: str, after: str, marked: list[tuple[str, str]]) -> None:
    assert [span for span in spans(before, after) if span[0] != "equal"] == marked


TEXTS = st.text(alphabet="预算1２,，.．%％ab \n（。é", max_size=40)


@given(TEXTS, TEXTS)
def test_spans_make_up_both_texts(before: str, after: str) -> None:
    found = spans(before, after)
    assert "".join(text for kind, text in found if kind != "delete").split() == after.split()
    old = "".join(text for kind, text in found if kind != "insert")
    assert "".join(old.split()) == "".join(before.split())


# ---- by chance ------------------------------------------------------------------------------------------

_amounts = st.builds(
    lambda item, column, n: _cell(item, column, str(n)),
    st.sampled_from(["205", "206", "208"]),
    st.sampled_from(["total", "basic"]),
    st.integers(0, 3),
)
_names = st.builds(
    lambda item, text: Entry(Role.EXPENDITURE, (item, NAME), item, "科目名称", text),
    st.sampled_from(["205", "206", "208"]),
    st.sampled_from(["教育", "科学", "教 育", "教育（甲）", "教育(甲)"]),
)
_paragraphs = st.builds(
    lambda group, text: Entry(group, ("paragraph",), "", "", text, prose=True),
    st.sampled_from([Group.DUTIES, Group.OTHER_NOTES]),
    st.text(alphabet="甲乙丙 ", min_size=1, max_size=6),
)
_plans = st.builds(
    lambda item, text: Entry(Group.STATEMENTS, (item, "plan"), item, "实施方案", text, prose=True),
    st.sampled_from(["能源", "展示"]),
    st.text(alphabet="甲乙丙 ", min_size=1, max_size=6),
)
VERSIONS = st.lists(st.one_of(_amounts, _names, _paragraphs, _plans), max_size=12)


def _plain(entry: Entry) -> tuple[object, ...]:
    """What an entry says, for counting: words without white space, names with brackets of one width."""
    text = "".join(entry.text.split())
    return entry.group, entry.aspect, text if entry.prose else text.replace("(", "（").replace(")", "）")


@given(VERSIONS)
def test_nothing_changes_against_itself(version: list[Entry]) -> None:
    assert compare(version, list(version)) == ()


@given(VERSIONS, VERSIONS)
def test_the_changes_lead_from_one_version_to_the_other(before: list[Entry], after: list[Entry]) -> None:
    """Every difference is reported: what is removed taken away and what is added put in gives the newer version."""
    keyed = Counter((e.item, *_plain(e)) for e in before if not e.prose)
    for change in compare(before, after):
        assert change.kind is not ChangeKind.SAME
        if not change.entry.prose:
            keyed.subtract((c.item, *_plain(c)) for c in [change.before] if c)
            keyed.update((c.item, *_plain(c)) for c in [change.after] if c)
    assert +keyed == Counter((e.item, *_plain(e)) for e in after if not e.prose)
    assert all(count >= 0 for count in keyed.values())


@given(VERSIONS, VERSIONS)
def test_no_word_is_lost(before: list[Entry], after: list[Entry]) -> None:
    pairs = paired(before, after)
    for side, entries_ in (("before", before), ("after", after)):
        kept = [e for e in (getattr(change, side) for change in pairs) if e is not None]
        assert _letters(kept) == _letters(entries_)
    # The newer words come in the order of the newer version.
    newer = [c.after for c in pairs if c.after]
    for group in (Group.DUTIES, Group.OTHER_NOTES):
        assert _run(newer, group) == _run(after, group)
    same = (c for c in pairs if c.kind is ChangeKind.SAME)
    assert all(c.before and c.after and _plain(c.before) == _plain(c.after) for c in same)


@given(VERSIONS, VERSIONS)
def test_groups_and_lines_stay_together(before: list[Entry], after: list[Entry]) -> None:
    order = official_order(DEPARTMENTAL)

    def printed(version: list[Entry]) -> list[Entry]:
        return sorted(version, key=lambda e: (order.index(e.group), e.key[0]))

    blocks = [(c.entry.group, c.entry.key[0]) for c in paired(printed(before), printed(after))]
    for runs in (blocks, [group for group, _ in blocks]):
        heads = [run for n, run in enumerate(runs) if n == 0 or runs[n - 1] != run]
        assert len(heads) == len(set(heads))


def _letters(found: Iterable[Entry]) -> Counter[tuple[object, ...]]:
    counted: Counter[tuple[object, ...]] = Counter()
    for entry in found:
        counted.update((entry.group, entry.aspect, letter) for letter in "".join(entry.text.split()))
    return counted


def _run(found: Iterable[Entry], group: Group) -> str:
    return "".join("".join(e.text.split()) for e in found if e.group is group)


# ---- what was not read -------------------------------------------------------------------------------------

TABLE_3 = DEPARTMENTAL.by_role[Role.EXPENDITURE]


def _line(code: str, yuan: int | None, *unread: str) -> PlainLine:
    cells = () if yuan is None else (("total", str(yuan), Decimal(yuan), HERE),)
    return PlainLine(f"科目{code}", HERE, code, cells, unread=unread)


def _of_table_3(*lines: PlainLine) -> list[Entry]:
    return list(line_entries(TABLE_3, lines))


def test_a_cell_that_was_not_read_moves_no_money() -> None:
    before, after = _of_table_3(_line("201", 5)), _of_table_3(_line("201", None, "total"))
    for changes in (compare(before, after), compare(after, before)):
        (change,) = changes
        assert (change.kind, change.moves_money, change.difference) == (ChangeKind.UNREAD, False, None)
    (change,) = compare(before, after)
    assert (change.before and change.before.text, change.after and change.after.text) == ("5", "没有读出")
    assert compare(after, after) == ()


def test_a_row_of_a_table_that_was_not_read_whole_is_neither_new_nor_gone() -> None:
    both, one = _of_table_3(_line("201", 5), _line("206", 7)), _of_table_3(_line("201", 5))
    in_part: frozenset[Role] = frozenset({Role.EXPENDITURE})
    lost = compare(both, one, (frozenset(), in_part))
    found = compare(one, both, (in_part, frozenset()))
    for changes in (lost, found):
        assert [change.kind for change in changes] == [ChangeKind.UNREAD] * 2  # its name and its amount
        assert not any(change.moves_money for change in changes)
        assert [item.standing for item in by_item(changes)] == [ItemStanding.KEPT]


def test_a_row_that_the_version_read_in_part_alone_has_is_gone() -> None:
    both, one = _of_table_3(_line("201", 5), _line("206", 7)), _of_table_3(_line("201", 5))
    in_part: frozenset[Role] = frozenset({Role.EXPENDITURE})
    removed = compare(both, one, (in_part, frozenset()))
    assert {change.kind for change in removed} == {ChangeKind.REMOVED}
    assert [item.standing for item in by_item(removed)] == [ItemStanding.ENDED]


def test_a_blank_cell_of_a_line_that_both_list_stays_blank() -> None:
    before, after = _of_table_3(_line("201", 5)), _of_table_3(_line("201", None))
    (change,) = compare(before, after, (frozenset(), frozenset({Role.EXPENDITURE})))
    assert change.kind is ChangeKind.REMOVED and change.moves_money
