"""Editions side by side. Expected amounts are read from the documents' own lines by a plain loop, or typed."""

import csv
import html
import json
import re
from decimal import Decimal
from io import StringIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.test import Client

from budgets.actions import OPERATOR, withdraw
from budgets.form.terms import Kind
from budgets.models import Edition, EditionVersion
from budgets.parsing.records import BudgetReport
from tests.documents import DOCUMENTS, needs_documents
from tests.exports.real import publish_document
from tests.pages.bodies import expenditure_table, publish_edition

pytestmark = pytest.mark.django_db
PAIR = "/compare/?e=street/2023&e=street/2024"


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def rows(page: str) -> dict[str, list[str]]:
    """The rows of the comparison by code (the total by its name), each with the cells behind code and name."""
    table = page[page.rindex('<table class="ledger ledger--fold">') :]
    found = {}
    for row in re.findall("<tr.*?</tr>", table[table.index("<tbody>") : table.index("</tbody>")], re.DOTALL):
        cells = [
            html.unescape(re.sub("<[^>]+>", " ", c)).strip() for c in re.findall("<t[dh].*?</t[dh]>", row)
        ]
        found[cells[0] or cells[1].split(" ")[0]] = [cells[1], *cells[2:]]
    return found


def street(
    report: BudgetReport, year: int, classes: dict[str, tuple[str, int | None]], slug: str = ""
) -> EditionVersion:
    return publish_edition(report, "上海市某区甲街道办事处", year, expenditure_table(classes), slug=slug)


@pytest.fixture
def pair(db: None, report: BudgetReport) -> None:
    """201 grows, 204 ends, 205 stays, 206 has another name, 208 begins as what 207 was called, 212 is blank."""
    street(
        report,
        2023,
        {
            "201": ("一般公共服务支出", 1_000_000),
            "204": ("公共安全支出", 300_000),
            "205": ("教育支出", 50_000),
            "206": ("科学技术", 20_000),
            "207": ("文化旅游支出", 70_000),
            "212": ("城乡社区支出", None),
        },
        slug="street",
    )
    street(
        report,
        2024,
        {
            "201": ("一般公共服务支出", 1_500_000),
            "205": ("教育支出", 50_000),
            "206": ("科学技术支出", 10_000),
            "208": ("文化旅游支出", 80_000),
            "212": ("城乡社区支出", 40_000),
        },
    )


def test_was_is_change_and_share_stand_in_a_row(pair: None, client: Client) -> None:
    found = rows(text(client, PAIR))
    # the total of 2024: 1,500,000 + 50,000 + 10,000 + 80,000 + 40,000 = 1,680,000; 1,500,000 of it is 89.29 %
    assert found["201"][1:] == ["1,000,000", "1,500,000", "+500,000", "+50%", "89.29%"]
    assert found["206"][1:] == ["20,000", "10,000", "−10,000", "−50%", "0.60%"]
    assert found["205"][1:] == ["50,000", "50,000", "持平", "", "2.98%"]
    # 1,000,000 + 300,000 + 50,000 + 20,000 + 70,000 = 1,440,000; 240,000 of that is 16.67 %
    assert found["合计"][1:] == ["1,440,000", "1,680,000", "+240,000", "+16.67%", "100.00%"]


def test_a_blank_is_no_zero_and_has_no_change(pair: None, client: Client) -> None:
    assert rows(text(client, PAIR))["212"][1:] == ["", "40,000", "", "", "2.38%"]


def test_new_ended_renamed_and_moved_lines_are_named(pair: None, client: Client) -> None:
    found = rows(text(client, PAIR))
    assert "不再列出：2023年有，2024年没有" in found["204"][0]
    assert "2023年印作“科学技术”" in found["206"][0]
    assert "不再列出" in found["207"][0]
    assert "2024年有同名科目，编码是 208" in found["207"][0]
    assert "新增：2023年没有，2024年有" in found["208"][0]
    assert "2023年有同名科目，编码是 207" in found["208"][0]
    assert found["201"][0] == "一般公共服务支出"


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("changed=1", ["201", "204", "206", "207", "208", "212", "合计"]),
        ("changed=1&level=class", ["201", "204", "206", "207", "208", "212"]),
        ("level=class,total&q=教育", ["205"]),
        ("q=20-6", ["206"]),
        ("q=旅游", ["207", "208"]),
        ("level=class&sort=-size", ["201", "206", "205", "204", "207", "208", "212"]),
        ("level=class&sort=change", ["206", "205", "201", "204", "207", "208", "212"]),
        ("level=class&sort=-latest", ["201", "208", "205", "212", "206", "204", "207"]),
        ("level=nothing", []),
    ],
)
def test_lines_are_narrowed_and_ordered(pair: None, client: Client, query: str, codes: list[str]) -> None:
    page = text(client, f"{PAIR}&{query}")
    assert (list(rows(page)) if codes else []) == codes
    if not codes:
        assert "没有“nothing”这个选项" in page
        assert "没有符合条件的行" in page


def test_the_order_of_choosing_does_not_matter_for_the_years_of_a_body(pair: None, client: Client) -> None:
    there, back = text(client, PAIR), text(client, "/compare/?e=street/2024&e=street/2023")
    assert rows(there) == rows(back)


def test_bodies_of_a_year_differ_and_do_not_begin_or_end(
    pair: None, client: Client, report: BudgetReport
) -> None:
    table = expenditure_table({"201": ("一般公共服务支出", 400_000), "213": ("农林水支出", 5)})
    publish_edition(report, "上海市某区乙局", 2024, table, slug="office")
    page = text(client, "/compare/?e=street/2024&e=office/2024")
    found = rows(page)
    assert found["201"][1:4] == ["1,500,000", "400,000", "−1,100,000"]
    assert "只有上海市某区乙局 2024年列出" in found["213"][0]
    notes = " ".join(cells[0] for cells in found.values())
    assert "新增" not in notes
    assert "不再列出" not in notes


def test_a_unit_budget_beside_a_departmental_one_is_warned_of(
    pair: None, client: Client, report: BudgetReport
) -> None:
    table = expenditure_table({"201": ("一般公共服务支出", 400_000)})
    publish_edition(report, "上海市某区甲街道办事处", 2024, table, kind=Kind.UNIT)
    assert "不能直接相比" in text(client, "/compare/?e=street/2024&e=street/2024-unit")
    assert "不能直接相比" not in text(client, PAIR)


def test_an_edition_is_added_by_words_and_taken_away_by_a_link(pair: None, client: Client) -> None:
    answer = client.get("/compare/?e=street/2023&add=甲街道 2024&level=class")
    assert answer.status_code == 302
    assert answer["Location"] == "/compare/?e=street/2023&e=street/2024&level=class"
    assert 'href="/compare/?e=street/2024"' in text(client, PAIR)
    page = text(client, "/compare/?e=street/2023&add=街道")
    assert "“街道”可以是" in page
    assert 'href="/compare/?e=street/2023&amp;e=street/2024"' in page
    assert "没有找到“无此单位”" in text(client, "/compare/?e=street/2023&add=无此单位")


def test_what_is_not_published_is_left_out_and_said(pair: None, client: Client) -> None:
    page = text(client, "/compare/?e=street/2023&e=street/1999&e=nobody/2024")
    assert "没有“street/1999”这份预算" in page
    assert "没有“nobody/2024”这份预算" in page
    assert "再添加一份" in page


def test_what_was_withdrawn_is_compared_no_longer(pair: None, client: Client) -> None:
    withdraw(Edition.objects.get(year=2024), "个人信息", OPERATOR)
    page = text(client, PAIR)
    assert "没有“street/2024”这份预算" in page
    assert "1,500,000" not in page


@pytest.mark.parametrize(
    "query",
    [
        *("e=%00", "e=" + "x" * 5000, "e=../..&e=//", "e=street/2023&e=street/2024&table=' OR 1=1"),
        *("e=street/2023&e=street/2024&column=total;drop", "e=street/2023&e=street/2024&sort=--x&page=-9"),
        *("add=%ff%fe", "add=%25_" + "长" * 300, "&".join(f"e=a/{n}" for n in range(1000, 1400))),
    ],
)
def test_a_hostile_query_is_answered(pair: None, client: Client, query: str) -> None:
    assert client.get(f"/compare/?{query}").status_code == 200


def test_the_files_have_the_rows_of_the_page(pair: None, client: Client) -> None:
    for query in ("", "&changed=1&level=class&sort=-size", "&q=旅游"):
        page = text(client, PAIR + query)
        shown = rows(page)
        assert f"{len(shown)} 行" in page
        file = b"".join(client.get(f"{PAIR.replace('/?', '.csv?')}{query}").streaming_content)  # type: ignore[attr-defined]
        lines = list(csv.DictReader(StringIO(file.decode("utf-8-sig"))))
        assert [line["科目编码"] or line["科目名称"] for line in lines] == list(shown)
        for line, (_name, was, now, *_rest) in zip(lines, shown.values(), strict=True):
            assert (line["2023年（元）"], line["2024年（元）"]) == (
                was.replace(",", ""),
                now.replace(",", ""),
            )
            assert line["说明"] in _name
    asked = client.get("/compare.json?e=street/2023,street/2024&q=201&columns=code,change")
    document = json.loads(b"".join(asked.streaming_content))  # type: ignore[attr-defined]
    assert document == [{"code": "201", "change": "500000"}]
    assert client.get("/compare.xlsx?e=street/2023").status_code == 404


def test_of_three_years_each_step_is_named_and_a_change_between_the_first_two_is_one(
    pair: None, client: Client, report: BudgetReport
) -> None:
    """2025 lists the classes of 2024 with the amounts of 2024, but for 212, which it lists no more."""
    street(
        report,
        2025,
        {
            "201": ("一般公共服务支出", 1_500_000),
            "205": ("教育支出", 50_000),
            "206": ("科技支出", 70_000),
            "208": ("社会保障支出", 80_000),
        },
    )
    found = rows(text(client, f"{PAIR}&e=street/2025&level=class"))
    assert "不再列出：2023年有，2024年没有" in found["204"][0]
    assert "新增：2023年没有，2024年有" in found["208"][0]
    assert "不再列出：2024年有，2025年没有" in found["212"][0]
    shown = rows(text(client, f"{PAIR}&e=street/2025&level=class&changed=1"))
    assert "201" in shown  # 1,000,000 and then 1,500,000 twice
    assert "204" in shown
    assert "205" not in shown  # 50,000 three times


def test_a_file_says_whose_it_is_and_which_lines_may_be_added(pair: None, client: Client) -> None:
    answer = client.get("/compare.csv?e=street/2023,street/2024")
    named = unquote(answer["Content-Disposition"])
    assert 'filename="compare-street-2023-v1-2024-v1-expenditure-total.csv"' in named
    assert "上海市某区甲街道办事处-2023年、2024年-支出预算总表-合计.csv" in named
    lines = csv.DictReader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))  # type: ignore[attr-defined]
    lowest = [line for line in lines if line["末级"] == "是"]
    assert {line["科目编码"] for line in lowest} == {"201", "204", "205", "206", "207", "208", "212"}


def printed(path: Path) -> dict[str, Decimal]:
    """The first amount of every coded line of table 3, and of its total, read from the document's own lines."""
    document = path.read_text(encoding="utf-8")
    start = document.index("部门支出预算总表", document.index("部门支出预算总表") + 10)
    section = document[start : document.index("财政拨款收支预算总表", start)]
    found = {}
    for line in section.splitlines():
        match = re.match(r"(\d{3})\t(\d{2})?\t(\d{2})?\t[^\t]+\t([\d,]+)\t", line) or re.match(
            r"()()()合计\t([\d,]+)\t", line
        )
        if match:
            code, amount = "".join(filter(None, match.groups()[:3])), match[4]
            found[code or "合计"] = Decimal(amount.replace(",", ""))
    return found


@needs_documents
@pytest.mark.long
def test_every_line_of_two_real_years_is_there_with_its_difference(client: Client) -> None:
    years = {}
    for year in (2024, 2025):
        source = DOCUMENTS / f"putuo-wanli-{year}-bumen.txt"
        publish_document(f"putuo-wanli-{year}-bumen")
        years[year] = printed(source)
        assert len(years[year]) > 40
    page = text(client, "/compare/?e=wanli/2024&e=wanli/2025")
    found = rows(page)
    assert set(found) == set(years[2024]) | set(years[2025])
    for code, (_name, was, now, change, *_rest) in found.items():
        before, after = years[2024].get(code), years[2025].get(code)
        assert was == ("" if before is None else f"{before:,}")
        assert now == ("" if after is None else f"{after:,}")
        if before is not None and after is not None:
            gap = after - before
            assert change == (f"{gap:+,}".replace("-", "\N{MINUS SIGN}") if gap else "持平")
    assert "2025年 1.90 亿元，多 3,355.64 万元（21.48%）" in page  # 189,767,551 against 156,211,166


def test_a_comparison_cites_its_editions_with_version_day_and_address(client: Client, pair: None) -> None:
    page = html.unescape(text(client, PAIR))
    cited = re.sub("<[^>]+>", "", page[page.index('<p class="cite-text">') + len('<p class="cite-text">') :])
    cited = cited[: cited.index("\n")].strip()
    assert re.search(r"本站第 1 版，\d{4}年\d+月\d+日载入；.*本站第 1 版，\d{4}年\d+月\d+日载入。", cited)
    assert cited.endswith(f"http://testserver{PAIR}")


def test_the_picture_of_a_comparison_names_bodies_years_and_kinds(client: Client, pair: None) -> None:
    page = text(client, PAIR)
    figure = json.loads(re.search(r'id="chart-compared-data"[^>]*>(.*?)</script>', page)[1])  # type: ignore[index]
    assert figure["file_name"] == "street-2023-street-2024-compared"
    assert "上海市某区甲街道办事处 2023年部门预算、2024年部门预算，表" in figure["note"]
    assert [trace["marker"]["color"] for trace in figure["data"]] == ["var(--c7)", "var(--c1)"]


@needs_documents
@pytest.mark.long
def test_a_line_without_a_code_that_is_worded_otherwise_is_named_in_its_place(client: Client) -> None:
    """Table 1 of 2023 prints 1. 一般公共预算 where 2024 prints 1. 一般公共预算资金; 三、教育支出 is new in 2024."""
    for year in (2023, 2024):
        publish_document(f"putuo-wanli-{year}-bumen")
    page = text(client, "/compare/?e=wanli/2023&e=wanli/2024&table=1")
    table = page[page.rindex('<table class="ledger ledger--fold">') :]
    heads = [
        html.unescape(re.sub("<[^>]+>", " ", head)).split()
        for head in re.findall('<th scope="row".*?</th>', table, re.DOTALL)
    ]
    names = ["".join(words) for words in heads]
    assert names[0].startswith("一、财政拨款收入")
    now = next(name for name in names if name.startswith("1.一般公共预算资金"))
    assert now.endswith("新增：2023年没有，2024年有；2023年在同一序号印“1.一般公共预算”")
    was = next(name for name in names if name.startswith("1.一般公共预算不再列出"))
    assert was.endswith("2024年在同一序号印“1.一般公共预算资金”")
    assert names.index(was) < names.index("收入总计") < names.index("支出总计") == len(names) - 1
    assert next(name for name in names if "教育支出" in name) == "三、教育支出新增：2023年没有，2024年有"
