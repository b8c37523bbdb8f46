"""What the notes say to have changed, in yuan or in per cent alone. Expected rows are typed from the documents."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from budgets.actions import create_draft, publish
from budgets.form.terms import Acknowledged, Topic, Verdict
from budgets.models import EditionVersion, StatedFact
from budgets.pages.overview.stated_changes import (
    StatedChange,
    change_tables,
    fiscal_change,
    states_total_change,
)
from tests.documents import DOCUMENTS, budget_of, needs_documents
from tests.exports.real import publish_document
from tests.reconcile.planting import TEXT, altered, new_findings, report_of

pytestmark = pytest.mark.django_db

# 万里街道 2024 prints 33 items (lines 108 to 174 of the text): 10, 11, 19, 21 and 33 are 持平, 28 are in per cent.
# With 政府性基金, 国有资本经营, 因公出国, 公务用车运行 and 公务接待, which are 持平 as well.
UNMOVED = 5 + 5
# 财政拨款 with the two that say the very same, “三公”经费, 公务用车购置及运行费, 公务用车购置费.
IN_YUAN = 4
BY_PERCENTAGE = 28
IN_SIGHT = 12


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", page))


def section(page: str, heading: str) -> str:
    return page.partition(f'aria-labelledby="{heading}"')[2].partition("</section>")[0]


@pytest.fixture
def wanli(db: None) -> None:
    publish_document("putuo-wanli-2024-bumen")


@needs_documents
def test_every_item_printed_in_per_cent_is_a_row_with_its_base_and_reason(
    client: Client, wanli: None
) -> None:
    changed = section(client.get("/wanli/2024/").content.decode(), "changed")
    rows = [words(row).strip() for row in re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", changed, re.S)]
    assert len(rows) == IN_YUAN + BY_PERCENTAGE
    assert sum("%" in row for row in rows) == BY_PERCENTAGE
    expected = (
        ("统计信息事务（款）专项普查活动（项）", "25.77", "减少57.14%", "“项目调整”"),
        ("机关事业单位基本养老保险缴费支出（项）", "460.85", "增加28.89%", "基本养老保险缴费支出经费增加”"),
        ("其他城乡社区管理事务支出（项）", "5,421.24", "增加2.75%", "其他城乡社区管理事务支出经费增加”"),
        ("其他教育支出（项）", "25.00", "增加100.00%", "“项目调整”"),
    )
    for name, amount, change, reason in expected:
        (row,) = [row for row in rows if name in row]
        assert re.search(rf"{name}.*{amount}.*{change}.*2023年预算执行数.*{reason}", row, re.S)
    assert f"{UNMOVED} 项与上一年持平" in words(changed)


@needs_documents
def test_of_many_changes_the_largest_items_are_in_sight(client: Client, wanli: None) -> None:
    changed = section(client.get("/wanli/2024/").content.decode(), "changed")
    first, folded, *_ = re.findall(r"<tbody>.*?</tbody>", changed, re.S)
    names = [words(row) for row in re.findall(r"<th scope=\"row\">.*?</th>", first, re.S)]
    assert len(names) == IN_SIGHT
    # The amounts of the text: 5421.24, 1759.10, 1660.32, 972.18, 922.02, 781.24, 604.34, 599.33; next is 460.85.
    largest = (
        "其他城乡社区管理事务支出",
        "城乡社区管理事务（款）一般行政管理事务",
        "行政运行",
        "其他城乡社区公共设施支出",
        "其他城乡社区支出",
        "其他社会保障和就业支出",
        "城管执法",
        "城乡社区环境卫生",
    )
    for name, said in zip(largest, names[IN_YUAN:], strict=True):
        assert f"{name}（项）" in said
    assert "基本养老保险缴费支出（项）" in words(folded.partition("</th>")[0])
    assert "另外 20 项" in words(changed)
    assert re.search(r'<a class="at-cell" href="[^"]+source/[^"]+"[^>]*>减少57.14%</a>', changed)


@needs_documents
def test_the_page_of_a_body_folds_the_items_of_each_year_away(
    client: Client, wanli: None, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_max_num_queries(9):
        page = client.get("/wanli/").content.decode()
    reasons = section(page, "reasons")
    folded = re.findall(r"<details.*?</details>", reasons, re.S)
    assert [len(re.findall("<li>", year)) for year in folded] == [33]
    assert "33 项支出的增减和原因" in words(folded[0])
    assert "比2023年预算执行数减少2.98%：“宣传事务一般行政管理事务经费增加”" in words(folded[0])


def test_the_bundled_edition_prints_every_change_in_yuan_and_folds_nothing(
    published: EditionVersion, client: Client
) -> None:
    changed = section(client.get("/shanghai-stc/2025/").content.decode(), "changed")
    rows = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", changed, re.S)
    printed = ("+68,655.00", "+77.13", "+84.88", "−44.81", "−55.31", "+10.50", "+37.06")
    assert len(rows) == len(printed)
    for row, change in zip(rows, printed, strict=True):
        assert change in words(row)
    assert "另外" not in words(changed)
    assert "不折算成金额" not in words(changed)


def fact(key: str, change: Decimal | None, text: str) -> StatedFact:
    return StatedFact(
        topic="narrative",
        key=key,
        label=key,
        text="1.00万元",
        value=Decimal(10_000),
        change=change,
        change_text=text,
    )


def test_a_change_in_per_cent_is_a_change_and_not_the_lack_of_one() -> None:
    facts = [
        fact("fiscal_expenditure", None, "比2024年预算增加5.00%"),
        fact("function", Decimal(0), "与2024年预算持平"),
        fact("expenditure_total", None, ""),
    ]
    tables = change_tables(facts)
    assert [change.size for change in tables.moved] == ["增加5.00%"]
    assert [change.name for change in tables.unmoved] == ["function"]
    assert tables.by_percentage
    assert fiscal_change(facts) == facts[0]
    assert not states_total_change(facts)
    assert states_total_change([fact("income_total", None, "比2024年预算减少5.00%")])


def test_twelve_changes_stand_in_printed_order_and_a_thirteenth_folds_one_away() -> None:
    facts = [fact("function", None, f"比2024年预算增加{n}.00%") for n in range(13)]
    for n, each in enumerate(facts):
        each.label, each.value = f"第{n}项", Decimal(n)
    assert [c.name for c in change_tables(facts[:12]).moved] == [f"第{n}项" for n in range(12)]
    assert change_tables(facts[:12]).folded == ()
    tables = change_tables(facts)
    assert [c.name for c in tables.moved] == [f"第{n}项" for n in range(12, 0, -1)]
    assert [c.name for c in tables.folded] == ["第0项"]


@needs_documents
def test_a_direction_printed_twice_has_its_amount_and_one_that_contradicts_itself_is_not_understood(
    client: Client, db: None
) -> None:
    """Lines 39 and 40 of the text: 比2025年预算增加增加27.45万元, and of 政府性基金 与2025年预算增加持平."""
    budget = budget_of(DOCUMENTS / "putuo-wlj-2026-bumen.txt")
    facts = {fact.key: fact for fact in budget.report.facts if fact.topic is Topic.NARRATIVE}
    assert facts["fiscal_appropriation_income"].change == 274_500
    assert facts["fiscal_appropriation_income"].change_text == "比2025年预算增加增加27.45万元"
    assert facts["managed_funds"].change is None
    assert facts["managed_funds"].change_text == "与2025年预算增加持平"
    publish(create_draft(budget.report, budget.checks, b"wlj", "wlj"), accepted=tuple(Acknowledged))
    changed = section(client.get("/wlj/2026/").content.decode(), "changed")
    rows = [words(row).strip() for row in re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", changed, re.S)]
    (income,) = [row for row in rows if row.startswith("财政拨款收入")]
    (funds,) = [row for row in rows if "政府性基金" in row]
    assert "+27.45" in income
    assert "“增加持平”（本站没有读懂）" in funds
    assert "不折算成金额" not in words(changed)  # no change of this document is printed in per cent


@pytest.mark.parametrize(
    ("printed", "change"),
    [
        ("比2024年预算增加增加77.13万元", Decimal("771300")),
        ("比2024年预算减少减少77.13万元", Decimal("-771300")),
        ("比2024年预算增加了77.13万元", Decimal("771300")),
        ("与2024年预算持平持平", Decimal(0)),
        ("与2024年预算持平0万元", Decimal(0)),
        ("比2024年预算增加减少77.13万元", None),
        ("与2024年预算减少持平", None),
        ("与2024年预算持平77.13万元", None),
        ("比2024年预算增加-77.13万元", None),
        ("比2024年预算增加约77.13万元", None),
        ("比2024年预算增加：77.13万元", None),
    ],
)
@pytest.mark.long
def test_a_change_is_read_whole_or_kept_in_words(printed: str, change: Decimal | None) -> None:
    text = altered("比2024年预算增加77.13万元", printed)
    (total,) = (f for f in report_of(text).facts if f.topic is Topic.THREE_PUBLIC and f.key == "total")
    assert (total.change, total.change_text) == (change, printed)
    shown = StatedChange((StatedFact(change=total.change, change_text=total.change_text, label="三公"),))
    assert ("本站没有读懂" in shown.written) == (change is None)
    # What contradicts itself is compared with nothing: no check says that the document is wrong.
    if change is None:
        wrong = [c.code for c in new_findings(TEXT, text).values() if c.verdict is Verdict.DIFFERS]
        # 增加减少 is said to be two words where one belongs.
        assert [code for code in wrong if not code.startswith("text.template.")] == []


def test_a_direction_without_a_number_is_clear(db: None) -> None:
    (bare,) = change_tables([fact("expenditure_total", None, "比2024年预算增加")]).moved
    assert bare.written == "增加"
