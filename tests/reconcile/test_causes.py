"""One cause, one finding: a slip planted alone is one cause, whatever follows from it; two slips stay two."""

from decimal import Decimal

import pytest

from budgets.form.counted import Counted, counted, theme_of
from budgets.form.terms import Theme, Verdict
from tests.documents import DOCUMENTS, needs_documents
from tests.reconcile.planting import TEXT, WRONG, checks_of, new_findings
from tests.reconcile.slips import Slip, causes, path_of
from tests.trials import trials


def named(slip: Slip) -> str:
    return f"{slip.kind}-{slip.document}"


def single_slips() -> list[Slip]:
    """Every kind in its shortest document; all of them in full trials."""
    if not DOCUMENTS.exists():
        return []
    ranked = sorted(causes(), key=lambda slip: path_of(slip.document).stat().st_size)
    shortest = {slip.kind: slip for slip in reversed(ranked)}
    return trials(sorted(shortest.values(), key=named), list(causes()))


def new_causes(before: str, after: str) -> list[str]:
    """The codes of the findings that stand for a new cause."""
    known = {(c.code, c.verdict, c.left, c.right) for c in checks_of(before).values()}
    return [
        code
        for code, check in new_findings(before, after).items()
        if not check.cause and (code, check.verdict, check.left, check.right) not in known
    ]


@needs_documents
@pytest.mark.parametrize("slip", single_slips(), ids=named)
@pytest.mark.long
def test_a_slip_planted_alone_is_one_cause(slip: Slip) -> None:
    before, after = slip.text(), slip.planted()
    assert len(new_causes(before, after)) == 1, new_findings(before, after)


@needs_documents
@pytest.mark.long
def test_the_cause_is_named_for_what_it_is() -> None:
    """What leads is the slip itself: the unit, the missing rows, the codes, the name, not the first sum that breaks."""
    leads = {
        slip.kind: new_causes(slip.text(), slip.planted())[0].rpartition(".")[0]
        for slip in single_slips()
        if slip.kind in ("wrong-unit", "codes-by-hand", "old-class-name", "cover-year")
    }
    assert leads == {
        "wrong-unit": "form.unit",
        "codes-by-hand": "form.codes",
        "old-class-name": "form.name",
        "cover-year": "form.cover",
    }


# ---- what must stay apart ------------------------------------------------------------------------------

FUBAN = "putuo-fuban-2025-bumen"
UNDECIDED = "narrative.change.fiscal-expenditure"


def two_edits(*edits: tuple[str, str]) -> str:
    text = path_of(FUBAN).read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@needs_documents
def test_two_slips_with_other_differences_are_two_causes() -> None:
    """12,029,501.84 as 12,929,501.84 (900,000.00 more) in table 2 and 782,855.28 as 872,855.28 (90,000.00 more) there."""
    text = path_of(FUBAN).read_text(encoding="utf-8")
    wrong = two_edits(
        ("行政运行\t12,029,501.84\t", "行政运行\t12,929,501.84\t"),
        ("行政单位医疗\t782,855.28\t", "行政单位医疗\t872,855.28\t"),
    )
    assert len(new_causes(text, wrong)) == 2


@needs_documents
def test_two_slips_by_the_same_amount_in_rows_that_share_no_figure_are_two_causes() -> None:
    """Both are 900,000.00 too much, of 政府办公厅 and of 住房改革支出: only their totals are of one table."""
    text = path_of(FUBAN).read_text(encoding="utf-8")
    wrong = two_edits(
        ("行政运行\t12,029,501.84\t", "行政运行\t12,929,501.84\t"),
        ("购房补贴\t1,867,680.00\t", "购房补贴\t2,767,680.00\t"),
    )
    assert len(new_causes(text, wrong)) == 2


@needs_documents
def test_a_sum_that_is_wrong_beside_missing_rows_stays_apart() -> None:
    """Table 3 lacks class 221 (3,609,125.22 of basic expenditure), and 1,000.00 moved between the columns of its total."""
    text = path_of(FUBAN).read_text(encoding="utf-8")
    start = text.index("2025年部门支出预算总表", text.index("2025年部门收入预算总表\n"))
    end = text.index("2025年部门财政拨款收支预算总表", start)
    table = "\n".join(line for line in text[start:end].split("\n") if not line.startswith("221\t"))
    missing = text[:start] + table + text[end:]
    moved = table.replace("\t24,606,775.35\t66,410,000.00", "\t24,607,775.35\t66,409,000.00")
    assert table != moved != text[start:end]
    alone = checks_of(missing)["within.parts.t3.total.basic"]
    assert (alone.difference, alone.cause) == (Decimal("3609125.22"), "form.rows.t3")
    both = checks_of(text[:start] + moved + text[end:])["within.parts.t3.total.basic"]
    assert both.difference == Decimal("3610125.22") and both.cause != "form.rows.t3"


@needs_documents
def test_other_slips_in_a_passage_that_is_printed_twice_stay_apart() -> None:
    """A date that does not exist, in both copies of a paragraph, is one more cause than the paragraph."""
    text = path_of(FUBAN).read_text(encoding="utf-8")
    line = "财政拨款收入支出减少的主要原因是项目调整。"
    twice = f"{line}项目于2025年2月30日完成调整，全年不再安排同类的其他各项支出。"
    wrong = two_edits((line, f"{twice}\n\n{twice}"))
    found = new_causes(text, wrong)
    assert [code.rpartition(".narrative")[0] for code in found] == ["text.dates", "text.doubled"]


REASON = "财政拨款收入支出减少的主要原因是项目调整。"
# 一般公共预算 is the only part of the fiscal appropriation that changed: its sum cannot be made without this change.
CHANGED = "一般公共预算拨款支出预算9,101.68万元，比2024年预算减少2,389.52万元"


@needs_documents
@pytest.mark.parametrize(
    ("old", "new", "lead", "follows"),
    [
        ("原因是项目调整。", "原因是：。", "text.reason.narrative.1", "text.punctuation.narrative.1"),
        ("原因是项目调整。", "原因：；", "text.reason.narrative.1", "text.punctuation.narrative.1"),
        *(
            (CHANGED, CHANGED.replace("预算减少", f"预算{words}"), "text.template.narrative.1", UNDECIDED)
            for words in ("由增长下降", "增加减少", "增加（减少）", "增加/减少")
        ),
        (CHANGED, CHANGED.replace("2024年", "X年"), "text.template.narrative.1", UNDECIDED),
    ],
)
def test_two_rules_that_see_the_same_words_find_one_slip(old: str, new: str, lead: str, follows: str) -> None:
    text = path_of(FUBAN).read_text(encoding="utf-8")
    wrong = two_edits((old, new))
    assert new_causes(text, wrong) == [lead]
    found = new_findings(text, wrong)
    assert {code: check.cause for code, check in found.items()} == {lead: "", follows: lead}


@needs_documents
def test_two_slips_in_one_sentence_are_two_causes() -> None:
    """The reason is missing, and right before it two commas stand; then two choices that one sum cannot do without."""
    text = path_of(FUBAN).read_text(encoding="utf-8")
    wrong = two_edits(("的主要原因是项目调整。", "，，主要原因是：。"))
    assert new_causes(text, wrong) == ["text.punctuation.narrative.1", "text.reason.narrative.1"]
    other = "政府性基金拨款支出预算0万元，比2024年预算持平"
    choices = two_edits(
        (CHANGED, CHANGED.replace("减少", "增加（减少）")), (other, other.replace("持平", "增加/减少"))
    )
    assert new_causes(text, choices) == ["text.template.narrative.1", "text.template.narrative.2"]


@needs_documents
def test_a_word_of_the_other_kind_is_one_cause_and_another_word_is_another() -> None:
    """The cover is quoted beside both, and is no slip."""
    text = path_of(FUBAN).read_text(encoding="utf-8")
    first, second = "注:本部门2025年无政府性基金", "2025年本部门政府采购预算"
    same = two_edits(*((each, each.replace("本部门", "本单位")) for each in (first, second)))
    assert new_causes(text, same) == ["form.kind.words.1"]
    assert len(checks_of(same)["form.kind.words.1"].places) == 2 + 1  # both, and the cover
    two = two_edits((first, first.replace("本部门", "我单位")), (second, second.replace("本部门", "本单位")))
    assert new_causes(text, two) == ["form.kind.words.1", "form.kind.words.2"]


def test_sums_that_are_off_by_rounding_are_each_their_own() -> None:
    """The bundled document has twenty; each was rounded by itself."""
    rounding = [c for c in checks_of(TEXT).values() if c.verdict is Verdict.ROUNDING]
    assert len(rounding) == 20
    assert [c.code for c in rounding if c.cause] == []


@needs_documents
@pytest.mark.parametrize(
    "document", ["putuo-cgzf-2026-bumen", "putuo-wlj-2026-bumen", "sh-czj-2025-danwei", FUBAN]
)
def test_a_cause_is_a_finding_that_is_no_consequence_itself(document: str) -> None:
    checks = checks_of(path_of(document).read_text(encoding="utf-8"))
    followed = {check.cause for check in checks.values() if check.cause}
    assert all(
        checks[code].verdict in (*WRONG, Verdict.ROUNDING) and not checks[code].cause for code in followed
    )


# ---- counting ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "theme"),
    [
        ("within.parts.t2.206.total", Theme.AMOUNTS),
        ("narrative.percent.2080506", Theme.AMOUNTS),
        ("narrative.move.other_notes.1", Theme.AMOUNTS),
        ("narrative.reason.2013302", Theme.WORDING),
        ("statements.between.s14.plan.1", Theme.AMOUNTS),
        ("statements.percents.s20", Theme.AMOUNTS),
        ("form.unit.t3", Theme.AMOUNTS),
        ("form.note.t9", Theme.AMOUNTS),
        ("notes.vehicles.in-use", Theme.COUNTS),
        ("notes.units.kinds", Theme.COUNTS),
        ("notes.performance.money", Theme.AMOUNTS),
        ("statements.dates.s12.1", Theme.DATES),
        ("statements.form.f2.period", Theme.DATES),
        ("form.year.t3", Theme.DATES),
        ("form.cover.year", Theme.DATES),
        ("narrative.year.narrative.1", Theme.DATES),
        ("narrative.name.2100717", Theme.WORDING),
        ("form.last-year.t8", Theme.AMOUNTS),
        ("text.cut.narrative.1", Theme.AMOUNTS),
        ("form.cover.body", Theme.WORDING),
        ("form.header.t3", Theme.WORDING),
        ("statements.parts.s1", Theme.WORDING),
        ("text.quotes.s14.basis.1", Theme.WORDING),
    ],
)
def test_a_finding_is_about_money_dates_numbers_or_wording(code: str, theme: Theme) -> None:
    assert theme_of(code) is theme


def test_findings_are_counted_by_cause_and_money_stands_first() -> None:
    found = [
        ("differs", "text.quotes.s1.basis.1", True),
        ("differs", "form.unit.t3", True),
        ("differs", "between.total.t1-t3", False),
        ("unknown", "form.empty.t6", True),
    ]
    numbers = counted(found, equal=10)
    assert numbers == Counted(
        14, {"differs": 2, "rounding": 0, "unknown": 1, "equal": 10}, {Theme.AMOUNTS: 1, Theme.WORDING: 1}
    )
    assert list(numbers.themes) == [Theme.AMOUNTS, Theme.WORDING]
