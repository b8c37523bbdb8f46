"""公开规范性: what is said of the bundled document and of the others, typed from their pages."""

import re
from collections import Counter
from datetime import date
from html import unescape

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from budgets.actions import create_draft
from budgets.models import EditionVersion
from budgets.pages.disclosure.read import Item, Standing, disclosure_of
from tests.documents import DOCUMENTS, budget_of, needs_documents
from tests.test_real_documents import EXPECTED

pytestmark = pytest.mark.django_db
ADDRESS = "/shanghai-stc/2025/disclosure/"


def _items(version: EditionVersion) -> dict[str, dict[str, Item]]:
    return {rule.asked.key: {item.title: item for item in rule.items} for rule in disclosure_of(version)}


def _page(client: Client) -> str:
    response = client.get(ADDRESS)
    assert response.status_code == 200
    return unescape(re.sub(r"<[^>]+>", "", response.content.decode()))


def test_what_the_bundled_document_has(published: EditionVersion) -> None:
    items = _items(published)
    standings = {key: [item.standing.value for item in own.values()] for key, own in items.items()}
    assert standings["tables"] == [*["found"] * 5, "empty", "empty", "found", "found"]
    assert [(t, i.standing.value, i.place["line"]) for t, i in items["empty-tables"].items()] == [
        ("表6 的空表说明", "missing", 348),
        ("表7 的空表说明", "missing", 359),
    ]
    assert [item.words for item in items["depth"].values()] == [
        "末级科目 34 个，都列到项",
        "末级科目 34 个，都列到项",
        "末级科目 31 个，都列到项",
        "末级科目 38 个，都列到款",
    ]
    assert set(standings["three-public"]) == {"found"} and len(standings["three-public"]) == 9
    assert items["three-public"]["公务用车运行费"].place["line"] == 440
    reason = items["three-public"]["因公出国（境）费增减的原因"]
    assert reason.words.startswith("比2024年预算增加84.88万元：机构改革相关职能转入")
    duties = items["notes"]["主要职责"]
    assert (duties.standing, duties.words) == (Standing.EMPTY, "有标题，正文只印“略”")
    assert items["notes"]["机构设置"].words == "列出 27 家单位"
    assert items["notes"]["名词解释"].words == "解释 8 个名词"
    assert items["notes"]["政府采购：工程"].words == "15,727.68万元"
    assert Counter(standings["notes"]) == {"found": 9, "empty": 1}
    assert standings["dates"] == ["unstated"] * 3


def test_the_page_says_it_with_place_and_source(published: EditionVersion, client: Client) -> None:
    page = _page(client)
    for words in (
        "空 3 项：表6 政府性基金预算支出功能分类预算表、表7 国有资本经营预算支出功能分类预算表、主要职责",
        "没有找到 2 项：表6 的空表说明、表7 的空表说明",
        "没有填写 3 项：批复日期、公开日期、批复到公开",
        "有表、有栏目或有标题，里面没有内容",
        "表下没有文字说明（第348行）",
        "有标题，正文只印“略”",
        "财政部门批复后20日内公开",
        "143号本身只读到第一至四条",
        "出处：《预算法实施条例》（国务院令第729号）（读自网上转载，不是官方文本）",
        "没有填写",
    ):
        assert words in page, words
    html = client.get(ADDRESS).content.decode()
    assert 'href="/shanghai-stc/2025/tables/government-managed-funds/"' in html
    assert 'href="/shanghai-stc/2025/notes/#duties"' in html
    assert re.search(r'href="/shanghai-stc/2025/disclosure/" aria-current="page"', html)


def test_no_reprint_is_linked(published: EditionVersion, client: Client) -> None:
    """A reprint is named as text at the end of the page; no reader is sent there."""
    html = client.get(ADDRESS).content.decode()
    main = html.split("<main", 1)[1].split("</main>")[0]
    assert not re.search(r'href="(https?:)?//', main)
    assert main.rindex("ourcrm.cn") > main.rindex("<details")


@pytest.mark.parametrize(
    ("disclosed", "words"),
    [
        (date(2025, 2, 26), "相隔 20 天"),
        (date(2025, 2, 27), "相隔 21 天，超过 20 天"),
        (date(2025, 2, 5), "公开日期在批复日期之前 1 天"),
        (None, "缺少日期，无法计算"),
    ],
)
def test_the_days_from_approval_to_disclosure(
    published: EditionVersion, client: Client, disclosed: date | None, words: str
) -> None:
    published.approved_on, published.disclosed_on = date(2025, 2, 6), disclosed
    published.save()
    page = _page(client)
    assert "2025年2月6日" in page and words in page
    assert ("超过" in page) == ("超过" in words)


def test_what_is_not_there_is_not_found(published: EditionVersion) -> None:
    published.printedtablerecords.filter(number=8).delete()
    published.threepubliclines.filter(column="vehicle_running").delete()
    published.statedfacts.filter(key="vehicles").update(reason="")
    published.statedfacts.filter(topic="assets").delete()
    published.statedfacts.filter(key="works").delete()
    published.passages.filter(section="definitions").delete()
    items = _items(published)
    missing = {title for own in items.values() for title, i in own.items() if i.standing is Standing.MISSING}
    assert missing == {
        "表8 一般公共预算基本支出部门预算经济分类预算表",
        "表8：经济分类列到款",
        "表6 的空表说明",
        "表7 的空表说明",
        "公务用车运行费",
        "公务用车购置及运行费增减的原因",
        "政府采购：工程",
        "名词解释",
    }
    # Without a number that was read the words under the heading still stand.
    assert items["notes"]["国有资产占有使用"].words.startswith("截至2024年8月31日")


def test_vehicles_may_give_their_reasons_apart(published: EditionVersion) -> None:
    """As 普陀区万里街道 does in 2023: no comparison of the sum, one of purchase and one of running."""
    published.statedfacts.filter(key="vehicles").update(change=None, change_text="", reason="")
    item = _items(published)["three-public"]["公务用车购置及运行费增减的原因"]
    assert item.standing is Standing.FOUND
    assert "公务用车购置费比2024年预算减少55.31万元" in item.words
    assert "公务用车运行费比2024年预算增加10.50万元" in item.words
    published.statedfacts.filter(key="vehicle_running").update(reason="")
    item = _items(published)["three-public"]["公务用车购置及运行费增减的原因"]
    assert item.standing is Standing.MISSING and "没有找到原因" in item.words


def test_a_code_that_stops_above_the_item_is_named(published: EditionVersion) -> None:
    published.expenditurelines.filter(code__startswith="20508", level="项").delete()
    published.expenditurelines.filter(code="20508").update(lowest=True)
    depth = _items(published)["depth"]["表3：功能分类列到项"]
    assert (depth.standing, depth.words) == (Standing.MISSING, "有 1 个科目没有列到项：20508")


def test_the_number_of_queries_is_constant(
    published: EditionVersion, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(7):
        disclosure_of(published)


# Of each real document: empty tables with a note, and what is empty or was not found besides.
EMPTY_TWO = {
    "表6 政府性基金预算支出功能分类预算表：有这张表，没有印金额",
    "表7 国有资本经营预算支出功能分类预算表：有这张表，没有印金额",
}
NO_VEHICLES = {
    f"{name}：有这一栏，没有印金额" for name in ("公务用车购置及运行费", "公务用车购置费", "公务用车运行费")
}
REAL: dict[str, tuple[int, set[str]]] = {
    "sh-czj-2025-danwei": (0, EMPTY_TWO | {"公务用车购置费：有这一栏，没有印金额"}),
    "putuo-wanli-2023-bumen": (2, EMPTY_TWO),
    "putuo-wanli-2024-bumen": (2, EMPTY_TWO),
    "putuo-wanli-2025-bumen": (2, EMPTY_TWO),
    "putuo-fuban-2025-bumen": (2, EMPTY_TWO | NO_VEHICLES),
    "putuo-fuban-2025-danwei": (2, EMPTY_TWO | NO_VEHICLES),
}


@needs_documents
@pytest.mark.parametrize("suffix", ["txt", "pdf"])
@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.long
def test_what_other_documents_have(name: str, suffix: str) -> None:
    path = DOCUMENTS / f"{name}.{suffix}"
    budget = budget_of(path)
    items = _items(create_draft(budget.report, budget.checks, path.read_bytes()))
    notes = [item.standing for item in items["empty-tables"].values()]
    lacking = {
        f"{title}：{item.words}"
        for key in ("tables", "depth", "three-public", "notes")
        for title, item in items[key].items()
        if item.standing in (Standing.EMPTY, Standing.MISSING)
    }
    assert (notes.count(Standing.FOUND), lacking) == REAL[name]
