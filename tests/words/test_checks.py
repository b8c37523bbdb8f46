"""How findings read: the words of a page, never another verdict."""

from decimal import Decimal

import pytest
from django.utils import translation

from budgets.actions import Actor, create_draft, explain
from budgets.models import CheckResult, EditionVersion, Explanation
from budgets.pages.checks.quotations import quoted_whole, whole_clauses
from budgets.parsing.records import BudgetReport
from budgets.reconcile import CheckOutcome
from budgets.reconcile.wording import Wording, added, undecided, worded
from budgets.words.checks import difference_text, importance, sentence, title_of


def _result(title: str = "", code: str = "text.x", **values: object) -> CheckResult:
    return CheckResult(code=code, kind="text", title=title, verdict="differs", **values)


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("标点重复：“，、”", "逗号后面紧跟着顿号"),
        ("标点重复：“。。”", "连着两个句号"),
        ("标点重复：“，、；”", "连着 3 个标点"),
        ("书名号“》”缺少前一半", "有后书名号，没有前书名号"),
        ("引号““”缺少后一半", "有前引号，没有后引号"),
        (
            "“第1个项目”的实施周期没有写明起止日期",
            "第 1 份项目说明（原文未写名称）的实施周期没有写明起止日期",
        ),
        ("表1 合计 = 表2 合计", "表1 合计 = 表2 合计"),
    ],
)
def test_a_title_is_a_sentence_without_bare_signs(stored: str, read: str) -> None:
    assert title_of(_result(stored)) == read


def test_a_rule_that_does_not_hold_says_what_should_be() -> None:
    broken = _result("“甲”各期比例之和为100%", "statements.percents.s1")
    assert title_of(broken) == "“甲”各期比例之和应为 100%"
    broken.verdict = "equal"
    assert title_of(broken) == "“甲”各期比例之和为100%"


def test_a_title_is_filled_with_numbers_lists_and_sentences() -> None:
    inner = worded("“%(name)s”缺少%(parts)s", name="甲 100% %(n)s", parts=["概述", "依据"])
    whole = undecided(inner, Wording("第%(n)s行 50%%", {"n": "3"}))
    assert str(whole) == "“甲 100% %(n)s”缺少概述、依据（第3行 50%，无法核对）"
    assert str(added(["甲", worded("乙%(n)s", n=2)])) == "甲 + 乙2"
    assert sentence(_result(wording=whole.as_data())) == str(whole)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_title_of_an_earlier_version_reads_as_it_was_stored(language: str) -> None:
    with translation.override(language):
        assert (
            title_of(_result("“甲”写了 5% 和 %(n)s，100%", "statements.x.s1")) == "“甲”写了 5% 和 %(n)s，100%"
        )


@pytest.mark.django_db
def test_every_stored_title_is_what_its_wording_says_in_chinese(published: EditionVersion) -> None:
    results = list(CheckResult.objects.filter(version=published))
    assert len(results) > 1000
    assert [r.title for r in results if not r.wording or sentence(r) != r.title] == []


@pytest.mark.django_db
def test_an_explanation_goes_on_beside_a_finding_that_an_earlier_version_of_the_site_stored(
    published: EditionVersion, report: BudgetReport, checks: tuple[CheckOutcome, ...]
) -> None:
    """What a finding says decides, and that is its Chinese sentence."""
    CheckResult.objects.filter(version=published).update(wording={})
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
