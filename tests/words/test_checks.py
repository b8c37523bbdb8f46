"""How findings read: the words of a page, never another verdict."""

import ast
from decimal import Decimal

import pytest
from django.conf import settings
from django.utils import translation

from budgets.actions import Actor, create_draft, explain
from budgets.models import CheckResult, EditionVersion, Explanation
from budgets.pages.checks.quotations import quoted_whole, whole_clauses
from budgets.parsing.records import BudgetReport
from budgets.reconcile import CheckOutcome
from budgets.reconcile.wording import added, undecided, worded
from budgets.words import findings
from budgets.words.checks import difference_text, importance, no_right, nothing_there, sides_text
from tests.documents import said


def _result(said: dict[str, object] | None = None, code: str = "text.x", **values: object) -> CheckResult:
    return CheckResult(code=code, kind="text", said=said or {}, verdict="differs", **values)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ({"said": "text.punctuation.doubled", "marks": "，、"}, "逗号后面紧跟着顿号"),
        ({"said": "text.punctuation.doubled", "marks": "。。"}, "连着两个句号"),
        ({"said": "text.punctuation.doubled", "marks": "，、；"}, "连着 3 个标点"),
        ({"said": "text.quotes.no-first", "name": "书名号"}, "有后书名号，没有前书名号"),
        ({"said": "text.quotes.no-second", "name": "引号"}, "有前引号，没有后引号"),
        (
            {"said": "statements.period.unsaid", "statement": "第1个项目"},
            "第 1 份项目说明（原文未写名称）的实施周期没有写明起止日期",
        ),
    ],
)
def test_a_title_is_a_sentence_without_bare_signs(said: dict[str, object], read: str) -> None:
    assert _result(said).title == read


def test_a_title_is_filled_with_numbers_lists_and_sentences() -> None:
    inner = worded("statements.parts.missing", statement="甲 100% %(n)s", parts=["概述", "依据"])
    whole = undecided(inner, worded("why.no-total", n=3))
    assert _result(whole.as_data()).title == "“甲 100% %(n)s”缺少概述、依据（文件里没有表3的合计，无法核对）"
    sums = worded("notes.units.kinds", kinds=added(["甲", worded("cell.total", side="支出")]))
    assert _result(sums.as_data()).title == "机构设置：所列单位的个数 = 甲 + 支出总计"


PLACES = (
    {"table": 1, "row": "收入总计", "column": "收入预算数", "text": "5"},
    {"table": 2, "row": "合计", "column": "合计", "text": "5"},
)


def test_names_that_the_places_give_are_not_kept_and_are_said_all_the_same() -> None:
    given = {"said": "within.parts", "n": "1", "row": "收入总计", "column": "收入预算数"}
    kept = findings.without_names(given, "within.parts.t1.total.revenue", PLACES)
    assert kept == {}
    said = findings.sentence(kept, "within.parts.t1.total.revenue", PLACES)
    assert said == "表1 收入总计 的收入预算数 = 下级各行之和"
    assert findings.with_names(kept, "within.parts.t1.total.revenue", PLACES) == given


def test_a_name_that_is_not_the_place_s_own_is_kept() -> None:
    given = {"said": "between.total", "n": "1", "m": "3"}
    assert findings.without_names(given, "between.total.t1-t3", PLACES) == {"m": "3"}
    assert findings.sentence({"m": "3"}, "between.total.t1-t3", PLACES) == "表1 合计 = 表3 合计"


def test_a_sentence_that_lacks_a_name_is_not_said_with_a_gap() -> None:
    with pytest.raises(KeyError):
        findings.sentence({"said": "within.parts", "n": "1"}, "within.parts.t1", ())


def test_each_code_that_a_rule_names_has_a_sentence_and_each_sentence_a_rule() -> None:
    """Read from the rules themselves; a word of a code is never put together."""
    named = set()
    for path in (settings.BASE_DIR / "budgets" / "reconcile").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "worded":
                code = node.args[0]
                assert isinstance(code, ast.Constant), f"{path.name}:{node.lineno}"
                named.add(code.value)
    # Made by budgets.words.findings itself of the signs that a rule names.
    of_signs = {"text.punctuation.same", "text.punctuation.several", "cell.table"}
    assert named == set(findings.SENTENCES) - of_signs


def test_a_rule_that_does_not_hold_says_what_should_be() -> None:
    broken = {"said": "statements.percents.other", "statement": "甲"}
    assert _result(broken).title == "“甲”各期比例之和应为 100%"
    assert _result({"said": "statements.percents", "statement": "甲"}).title == "“甲”各期比例之和为100%"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_title_of_an_earlier_version_reads_as_it_was_stored(language: str) -> None:
    words = "“甲”写了 5% 和 %(n)s，100%"
    with translation.override(language):
        assert _result(code="statements.x.s1", kept={"title": words}).title == words


@pytest.mark.django_db
def test_what_is_stored_says_what_was_checked(
    published: EditionVersion, checks: tuple[CheckOutcome, ...]
) -> None:
    """Titles and places of all checks, made of references and codes, are those of the checks before they were stored."""
    results = list(CheckResult.objects.filter(version=published))
    assert len(results) > 1000
    for result, check in zip(results, checks, strict=True):
        assert (result.code, result.title) == (check.code, said(check))
        names = ("table", "row", "column", "page", "line", "text")
        assert [tuple(place[name] for name in names) for place in result.places] == [
            tuple(getattr(place, name) for name in names) for place in check.places
        ]


@pytest.mark.django_db
def test_an_explanation_goes_on_beside_a_finding_that_an_earlier_version_of_the_site_stored(
    published: EditionVersion, report: BudgetReport, checks: tuple[CheckOutcome, ...]
) -> None:
    """Its verdict, its sides and the words that it compared decide, not how the sentence is put."""
    CheckResult.objects.filter(version=published).update(said={}, kept={"title": "原先的措辞"})
    finding = CheckResult.objects.filter(version=published, verdict="differs").first()
    assert finding is not None
    explain(finding, "已核实。", Actor())
    draft = create_draft(report, checks, b"the same once more")
    assert [e.text for e in Explanation.objects.carried_to(draft).values()] == ["已核实。"]


def test_percentages_differ_by_points_and_money_by_its_unit() -> None:
    assert difference_text(_result(difference=Decimal(-10), unit="%")) == "差 10 个百分点"
    assert difference_text(_result(difference=Decimal("0.63"), unit="万元")) == "差 0.63 万元"
    assert difference_text(_result(difference=Decimal(-2), unit="")) == "差 2"
    assert difference_text(_result(difference=Decimal(0), unit="元")) == ""
    assert difference_text(_result(difference=None, unit="元")) == ""


def test_money_comes_before_other_numbers_and_these_before_words() -> None:
    money = _result(difference=Decimal(1), unit="万元")
    share = _result(difference=Decimal(1), unit="%")
    assert [importance(r) for r in (money, share, _result())] == [0, 1, 2]


@pytest.mark.parametrize(
    ("quote", "text", "read"),
    [
        (
            "思想 and 习近",
            "甲句。学习新时代思想 and 习近平精神，乙句。",
            "……学习新时代思想 and 习近平精神，……",
        ),
        ("思想 and", "学习思想 and 精神", "学习思想 and 精神"),
        ("万元。。5", "第一段，有 and 字\n印刷费0.7万元。。5. 活动：下文", "印刷费0.7万元。。5. 活动：……"),
        ("管理办法》", "长" * 90 + "、科研管理办法》。", "……科研管理办法》。"),
        ("别处的话", "这里没有", "别处的话"),
    ],
)
def test_a_quotation_has_whole_clauses(quote: str, text: str, read: str) -> None:
    assert whole_clauses(quote, text) == read


@pytest.mark.django_db
def test_the_quotations_of_the_bundled_document_are_not_cut_in_a_word(published: EditionVersion) -> None:
    """Typed from lines 605, 1394 and 1020 of the document."""
    words = set(quoted_whole(list(CheckResult.objects.filter(version=published))).values())
    assert (
        "……深入学习贯彻习近平新时代中国特色社会主义思想 and 习近平总书记对上海工作的重要指示批示精神，……"
        in words
    )
    assert "3、结合重点科研项目培养人才，依托承担的国家 and 上海重大科技咨询项目培养博士后研究人员。" in {
        each.removeprefix("……") for each in words
    }
    assert all("研项目专家" not in each or "科研项目专家" in each for each in words)


UNREAD = {"said": "undecided", "check": {"said": "within.parts"}, "reason": {"said": "why.unread"}}


def _of_sums(code: str, left: int | None, right: int | None, **values: object) -> CheckResult:
    sides = {
        "left": None if left is None else Decimal(left),
        "right": None if right is None else Decimal(right),
    }
    return CheckResult(
        **{"code": code, "kind": "within", "said": UNREAD, "verdict": "unknown", "unit": "元"}
        | sides
        | values
    )


@pytest.mark.parametrize("left", [None, 900_000])
def test_a_sum_of_what_was_read_is_no_side_of_a_check(left: int | None) -> None:
    assert sides_text(_of_sums("within.levels.t3.201", left, 780_000)) == "有印出而没有读出的，没有相加。"
    assert sides_text(_of_sums("between.total", left, 780_000, kind="between")) == ""


def test_a_check_that_lacks_something_on_both_sides_says_that_nothing_is_added_up() -> None:
    lacking = _of_sums("within.levels.t3.201", None, None)
    assert sides_text(lacking) == "有印出而没有读出的，没有相加。"
    missing = _of_sums("within.levels.t3.201", None, None, said={"said": "within.missing.unread"})
    assert sides_text(missing) == ""
    assert no_right(lacking) == "没有相加"
    assert no_right(_of_sums("between.total", 5, None, kind="between")) == "没有读出"
    assert no_right(_of_sums("within.x", 5, None, said={"said": "within.parts"})) == "空白"


def test_the_sides_of_a_check_that_was_decided_are_said() -> None:
    decided = _of_sums(
        "within.levels.t3.201", 900_000, 780_000, verdict="differs", said={"said": "within.parts"}
    )
    assert sides_text(decided) == "原文印 900,000，相加得 780,000 元"


def test_a_blank_cell_beside_one_that_was_not_read_is_blank() -> None:
    result = _of_sums("within.levels.t3.201", None, None)
    assert nothing_there(result, {"unread": True}) == "没有读出"
    assert nothing_there(result, {"unread": False}) == "空白"
    assert nothing_there(result) == nothing_there(result, {}) == "没有读出"
    assert nothing_there(_of_sums("within.x", 1, 2, said={"said": "within.parts"})) == "空白"
