"""Kind 1, form: what is said of the bundled document, and that planted faults are found where they are.

Every fault is planted in the document's text and goes through the reader and the parser.
"""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from budgets.form.terms import CheckKind, Verdict
from budgets.parsing import parse_report
from budgets.parsing.records import BudgetReport, SourceLine
from budgets.readers.document import Place
from budgets.readers.text import read_text
from budgets.reconcile import CheckOutcome, run_checks
from tests.conftest import SAMPLE
from tests.documents import said

TEXT = SAMPLE.read_text()
TITLES = re.findall(r"^(2025年部门.*表)$", TEXT, re.MULTILINE)
NOTE_6 = "注：本部门2025年无政府性基金预算财政拨款安排的预算，故本表为空表。"
NOTE_7 = "注：本部门2025年无国有资本经营预算财政拨款安排的预算，故本表为空表。"


def _checks(text: str) -> dict[str, CheckOutcome]:
    report = parse_report(read_text(text.encode(), "x.txt"))
    return {c.code: c for c in run_checks(report) if c.kind is CheckKind.FORM}


def _findings(text: str) -> dict[str, CheckOutcome]:
    return {code: check for code, check in _checks(text).items() if check.verdict is not Verdict.EQUAL}


BEFORE = _findings(TEXT)


def _new(text: str) -> dict[str, CheckOutcome]:
    """The findings that the unchanged document does not have, or that say something else of it."""
    known = {(code, check.verdict, said(check)) for code, check in BEFORE.items()}
    return {k: c for k, c in _findings(text).items() if (k, c.verdict, said(c)) not in known}


def _once(old: str, new: str, text: str = TEXT) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


def _block(title: str, text: str = TEXT) -> str:
    """A table from its title to the next one's."""
    start = text.index(f"\n{title}\n") + 1
    ends = [at + 1 for other in TITLES if (at := text.find(f"\n{other}\n", start)) > 0]
    return text[start : min(ends)]


def _in_table(number: int, old: str, new: str, text: str = TEXT) -> str:
    block = _block(TITLES[number - 1], text)
    return _once(block, _once(old, new, block), text)


def _with_note(number: int, note: str, text: str = TEXT) -> str:
    block = _block(TITLES[number - 1], text)
    return _once(block, block.rstrip("\n") + f"\n\n{note}\n\n", text)


def _line_of(words: str, text: str, nth: int = 0) -> int:
    return [n for n, line in enumerate(text.splitlines(), 1) if words in line][nth]


def _names(check: CheckOutcome, table: int | None, line: int | None, words: str) -> bool:
    """Whether one of the places compared is that one."""
    return any((p.table, p.line) == (table, line) and words in p.text for p in check.places)


def test_what_is_said_of_the_bundled_document() -> None:
    """Typed from the document: table 3's name heading stands behind the amounts, table 5's first page has no names,
    tables 6 and 7 are empty without a note."""
    assert {code: (c.verdict, [(p.table, p.line) for p in c.places]) for code, c in BEFORE.items()} == {
        "form.header.t3": (Verdict.DIFFERS, [(3, 195)]),
        "form.names.t5": (Verdict.UNKNOWN, [(5, 286)]),
        "form.empty.t6": (Verdict.UNKNOWN, [(6, 348)]),
        "form.empty.t7": (Verdict.UNKNOWN, [(7, 359)]),
    }
    equal = {code for code, check in _checks(TEXT).items() if check.verdict is Verdict.EQUAL}
    assert {f"form.{rule}.t{n}" for rule in ("table", "year", "contents") for n in range(1, 10)} <= equal
    assert {"form.order", "form.contents.duties", "form.contents.statements", "form.stated.t6"} <= equal
    assert {"form.contents.order.tables", "form.contents.order.sections", "form.contents.tables"} <= equal
    assert {"form.name.2050802", "form.class.2050802", "form.class.30101", "form.header.t5"} <= equal
    assert not {code for code in equal if code.startswith(("form.header.t6", "form.header.t7"))}


@pytest.mark.parametrize("number", [2, 4, 6, 8, 9])
@pytest.mark.long
def test_a_table_that_was_taken_out(number: int) -> None:
    block = _block(TITLES[number - 1]) if number < 9 else TEXT[TEXT.index(f"\n{TITLES[8]}\n") :]
    block = block if number < 9 else block[: block.index("1,701.03") + len("1,701.03\n")]
    text = _once(block, "\n")
    new = _new(text)
    assert new[f"form.table.t{number}"].verdict is Verdict.UNKNOWN
    listed = new[f"form.contents.t{number}"]
    assert listed.verdict is Verdict.DIFFERS
    assert _names(listed, None, _line_of(TITLES[number - 1], text), TITLES[number - 1])
    assert all(str(number) in said(check) for check in new.values())
    assert new.keys() == {f"form.table.t{number}", f"form.contents.t{number}"}


@pytest.mark.parametrize("first", [2, 5, 7])
def test_two_tables_that_changed_places(first: int) -> None:
    one, two = _block(TITLES[first - 1]), _block(TITLES[first])
    text = _once(one + two, two + one)
    new = _new(text)
    assert new.keys() == {"form.order", "form.contents.order.tables"}
    for check in new.values():
        assert check.verdict is Verdict.DIFFERS
        for number in (first, first + 1):
            assert _names(check, number, _line_of(TITLES[number - 1], text, 1), TITLES[number - 1])
    assert {p.table for p in new["form.order"].places} == {first, first + 1}


@pytest.mark.parametrize("number", [1, 4, 9])
def test_last_years_title_over_a_table(number: int) -> None:
    title = TITLES[number - 1]
    text = TEXT.replace(f"\n{title}\n", f"\n{title.replace('2025', '2024')}\n")
    new = _new(text)
    assert new.keys() == {f"form.year.t{number}", f"form.contents.t{number}"}
    assert all(_names(check, number, _line_of("2024年部门", text), "2024年部门") for check in new.values())


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        (" - 3. 2025年部门支出预算总表\n", "", "form.unlisted.t3", "支出预算总表"),
        (" - 9. 2025年部门“三公”经费和机关运行经费预算表\n", "", "form.unlisted.t9", "三公"),
        ("- 三、名词解释\n", "", "form.unlisted.definitions", "名词解释"),
        ("- 六、其他相关情况说明\n", "- 六、其他相关情况说明\n- 八、国有资产占用情况表\n", "form.contents.国有资产占用情况表", "国有资产占用"),
        ("- 七、项目经费情况说明\n", "- 七、项目经费情况说明\n- 八、绩效目标\n", "form.contents.target_forms", "绩效目标"),
    ],
)  # fmt: skip
@pytest.mark.long
def test_a_contents_list_that_is_not_what_follows(old: str, new: str, code: str, words: str) -> None:
    found = _new(_once(old, new))
    assert found.keys() == {code}
    assert any(words in place.text and place.line for place in found[code].places)


def test_sections_in_another_order_than_the_contents_list_names_them() -> None:
    swapped = _once("- 一、部门主要职能\n- 二、部门机构设置\n", "- 二、部门机构设置\n- 一、部门主要职能\n")
    new = _new(swapped)
    assert new.keys() == {"form.contents.order.sections"}
    assert {p.line for p in new["form.contents.order.sections"].places} >= {9, 10}


@pytest.mark.parametrize("number", [2, 3, 8])
def test_a_name_heading_behind_the_amounts(number: int) -> None:
    """As table 3 itself prints it: the amounts' headings one to the left, the name's behind them, a row lower."""
    block = _block(TITLES[number - 1])
    rows = [row.split("\t") for row in block.splitlines()]
    at = [n for n, row in enumerate(rows) if row[0].endswith("分类科目编码")][-1]  # of the table's last page
    level = 2 if number == 8 else 3
    if number != 3:
        name = rows[at].pop(level)
        rows[at].append("")
        rows[at + 1] = [*rows[at + 1][:level], *[""] * (len(rows[at]) - level - 1), name]
    changed = _once(block, "\n".join("\t".join(row) for row in rows) + "\n")
    check = _checks(changed)[f"form.header.t{number}"]
    assert check.verdict is Verdict.DIFFERS
    assert all(place.table == number and place.line for place in check.places)


@pytest.mark.parametrize("number", [2, 3, 8])
@pytest.mark.long
def test_a_page_without_names(number: int) -> None:
    block = _block(TITLES[number - 1])
    level = 2 if number == 8 else 3
    rows = [row.split("\t") for row in block.splitlines()]
    cut = ["\t".join((*row[:level], *row[level + 1 :])) if len(row) > level else row[0] for row in rows]
    text = _once(block, "\n".join(cut) + "\n")
    check = _checks(text)[f"form.names.t{number}"]
    assert check.verdict is Verdict.UNKNOWN
    assert all(place.table == number and place.line for place in check.places)


@pytest.mark.parametrize("number", [6, 7])
@pytest.mark.long
def test_a_note_under_an_empty_table_and_the_same_without_it(number: int) -> None:
    note = NOTE_6 if number == 6 else NOTE_7
    text = _with_note(number, note)
    checks = _checks(text)
    assert checks[f"form.empty.t{number}"].verdict is Verdict.EQUAL
    assert checks[f"form.note.t{number}"].verdict is Verdict.EQUAL
    assert _names(checks[f"form.empty.t{number}"], number, _line_of(note, text), note)
    without = _checks(_once(f"{note}\n", "", text))
    assert without[f"form.empty.t{number}"].verdict is Verdict.UNKNOWN
    assert without[f"form.empty.t{number}"].places[0].table == number


@pytest.mark.parametrize("number", [2, 5, 8, 9])
@pytest.mark.long
def test_a_note_that_says_a_table_is_empty_though_it_prints_amounts(number: int) -> None:
    note = "注：本部门2025年无此项预算，故本表为空表。"
    text = _with_note(number, note) if number < 9 else _once("1,701.03\n", f"1,701.03\n\n{note}\n")
    new = _new(text)
    assert new.keys() == {f"form.note.t{number}"}
    check = new[f"form.note.t{number}"]
    assert check.verdict is Verdict.DIFFERS
    assert _names(check, number, _line_of(note, text), note)
    assert any(place.row and place.text[0].isdigit() for place in check.places)


@pytest.mark.parametrize(
    "note",
    [
        "注：本部门无政府性基金预算安排。",  # of other money than table 5's
        "注：本表数据含上年结转。",
        "说明：本部门没有因公出国（境）费预算。",
    ],
)
def test_a_note_about_something_else_contradicts_nothing(note: str) -> None:
    assert _new(_with_note(5, note)) == {}


@pytest.mark.parametrize(
    ("note", "contradicted"),
    [
        ("注：本部门2025年没有“三公”经费预算。", True),
        ("注：本部门2025年没有机关运行经费预算。", True),
        ("注：本部门2025年没有会议费预算。", False),
    ],
)
@pytest.mark.long
def test_a_note_under_table_9_denies_what_it_names(note: str, contradicted: bool) -> None:
    new = _new(_once("1,701.03\n", f"1,701.03\n\n{note}\n"))
    assert new.keys() == ({"form.note.t9"} if contradicted else set())


@pytest.mark.parametrize(
    ("number", "stated"), [(6, "政府性基金拨款支出预算0万元"), (7, "国有资本经营预算拨款支出预算为0万元")]
)
@pytest.mark.long
def test_prose_that_states_an_amount_for_an_empty_table(number: int, stated: str) -> None:
    text = _once(stated, stated.replace("0万元", "30万元"))
    new = _new(text)
    assert new.keys() == {f"form.stated.t{number}"}
    assert _names(new[f"form.stated.t{number}"], None, _line_of("30万元", text), "30万元")


@pytest.mark.parametrize(
    ("number", "old", "altered", "code"),
    [
        (2, "205\t08\t02\t干部教育\t", "205\t08\t02\t干部培训\t", "2050802"),
        (3, "206\t02\t01\t机构运行\t", "206\t02\t01\t行政运行\t", "2060201"),
        (3, "221\t02\t03\t购房补贴\t", "221\t02\t03\t购房补帖\t", "2210203"),
        (5, "221\t02\t01\t住房公积金\t", "221\t02\t01\t住房公积\t", "2210201"),
    ],
)
@pytest.mark.long
def test_a_code_that_has_another_name_in_one_table(number: int, old: str, altered: str, code: str) -> None:
    text = _in_table(number, old, altered)
    new = _new(text)
    assert new.keys() == {f"form.name.{code}", f"form.class.{code}"}
    line = _line_of(altered, text)
    for check in new.values():
        assert check.verdict is Verdict.DIFFERS
        assert _names(check, number, line, altered.split("\t")[3])


@pytest.mark.parametrize(
    ("old", "altered", "code"),
    [
        ("301\t02\t津贴补贴\t", "301\t02\t津补贴\t", "30102"),
        ("302\t15\t会议费\t", "302\t15\t会务费\t", "30215"),
        ("303\t02\t退休费\t", "303\t02\t离休费\t", "30302"),
    ],
)
@pytest.mark.long
def test_an_economic_code_under_another_name_than_the_official_one(old: str, altered: str, code: str) -> None:
    text = _in_table(8, old, altered)
    new = _new(text)
    assert new.keys() == {f"form.class.{code}"}
    assert new[f"form.class.{code}"].verdict is Verdict.DIFFERS
    assert _names(new[f"form.class.{code}"], 8, _line_of(altered, text), altered.split("\t")[2])


def test_a_name_that_is_only_known_from_other_documents_is_never_wrong() -> None:
    """干部教育 was seen elsewhere; a document that prints another name throughout cannot be called wrong."""
    new = _new(TEXT.replace("\t02\t干部教育\t", "\t02\t干部培训\t"))
    assert {code: check.verdict for code, check in new.items()} == {"form.class.2050802": Verdict.UNKNOWN}


@pytest.mark.parametrize(
    ("number", "old", "altered", "code"),
    [
        (2, "205\t08\t02\t干部教育", "205\t08\t07\t干部教育", "functional"),
        (3, "221\t02\t03\t购房补贴", "221\t02\t04\t购房补贴", "functional"),
        (5, "221\t02\t03\t购房补贴", "221\t02\t88\t购房补贴", "functional"),
        (8, "302\t15\t会议费", "302\t55\t会议费", "economic"),
    ],
)
@pytest.mark.long
def test_an_unknown_code_is_unknown_and_named(number: int, old: str, altered: str, code: str) -> None:
    """The other tables print the name of a function under its own code, which is said once, with both codes."""
    text = _in_table(number, old, altered)
    new = _new(text)
    codes = "-".join(sorted("".join(row.split("\t")[:3]) for row in (old, altered)))
    two_codes = {f"form.code.{codes}"} if code == "functional" else set()
    assert new.keys() == {f"form.unseen.{code}"} | two_codes
    check = new[f"form.unseen.{code}"]
    assert check.verdict is Verdict.UNKNOWN
    line = _line_of(altered, text)
    assert [(p.table, p.line) for p in check.places] == [(number, line)]


def test_a_class_still_to_be_verified_is_unknown() -> None:
    text = re.sub(r"^205(?=\t\t\t教育支出)", "202", TEXT, flags=re.MULTILINE)
    new = _new(text.replace("\t教育支出\t", "\t外交支出\t"))
    assert new.keys() == {"form.pending.functional"}
    assert {p.table for p in new["form.pending.functional"].places} == {2, 3}


@pytest.mark.parametrize(
    "same",
    [
        lambda text: text.replace("因公出国（境）费用", "因公出国(境)费用"),
        lambda text: text.replace("\t维修(护)费", "\t维修（护）费"),
        lambda text: text.replace("\t公务员医疗补助缴费", "\t公务员医疗 补助缴费"),
    ],
)
@pytest.mark.long
def test_brackets_and_white_space_make_no_other_name(same: Callable[[str], str]) -> None:
    assert _new(same(TEXT)) == {}


AMOUNTS_9 = "1,188.26\t530.88\t230.41\t426.97\t174.57\t252.40\t1,701.03\n"


@pytest.mark.long
def test_table_9_without_its_amounts() -> None:
    """It has no note, and the prose still states 1,188.26万元."""
    text = _once(AMOUNTS_9, "\t" * 6 + "\n")
    new = _new(text)
    assert {code: check.verdict for code, check in new.items()} == {
        "form.empty.t9": Verdict.UNKNOWN,
        "form.stated.t9": Verdict.DIFFERS,
    }
    assert _names(new["form.stated.t9"], None, _line_of("2025年“三公”经费预算数为", text), "1,188.26万元")
    note = "注：本部门2025年无“三公”经费和机关运行经费预算，故本表为空表。"
    assert _new(_once(AMOUNTS_9, "\t" * 6 + f"\n\n{note}\n")).keys() == {"form.stated.t9"}


@pytest.mark.long
def test_a_draft_mark_on_the_pages_is_a_finding_and_named_once(report: BudgetReport) -> None:
    """As if 征求意见稿 stood in the header of two pages; the same words inside a sentence are no mark."""
    mark = [
        SourceLine("（征求意见稿）", Place(page=n), "furniture: running header or footer") for n in (1, 2)
    ]
    words = SourceLine("编制征求意见稿", Place(page=3), "section: duties")
    marked = replace(report, lines=(*mark, *report.lines, words))
    found = [check for check in run_checks(marked) if check.code.startswith("form.draft")]
    assert [(check.verdict, check.places[0].page) for check in found] == [(Verdict.UNKNOWN, 1)]
    assert said(found[0]) == "页面上印着“（征求意见稿）”，请核对公开的是不是定稿"
    assert not [check for check in run_checks(report) if check.code.startswith("form.draft")]
