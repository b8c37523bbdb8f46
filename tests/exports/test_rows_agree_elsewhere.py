"""What stands beside the lists agrees with its files too: the statements' steps and parts, comparisons, searches."""

import html
import random
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client

from budgets.form.tables import UNIT
from budgets.models import EditionVersion, SearchEntry, SearchKind
from budgets.pages.compare.form import CompareForm
from budgets.pages.compare.view import ROWS
from tests.documents import needs_documents
from tests.exports.agreement import announced, digits, other_formats, text_of
from tests.exports.files import column, content, csv_rows
from tests.exports.real import FINANCE, STREET_YEARS, WANLI, publish_document
from tests.exports.test_rows_agree import LISTS, random_query
from tests.trials import trials

pytestmark = pytest.mark.django_db
TURNS = trials(12, 60)
BESIDE = {"instalments": "分期", "amount-parts": "金额构成", "uncounted-amounts": "未计入的金额"}
STATEMENTS = next(listed for listed in LISTS if listed.file == "projects")


# ---- the steps, parts and other money of the statements ----------------------------------------------


@pytest.mark.parametrize("name", [pytest.param("", id="bundled"), pytest.param(WANLI, marks=needs_documents)])
def test_what_is_beside_the_statements_is_that_of_the_statements_listed(
    client: Client, request: pytest.FixtureRequest, name: str
) -> None:
    version = publish_document(name) if name else request.getfixturevalue("published")
    chance, edition = random.Random(7), version.page("edition")
    whole = {file: csv_rows(content(client, f"{edition}{file}.csv")) for file in BESIDE}
    for turn in range(TURNS):
        query = random_query(chance, STATEMENTS, version)
        page = client.get(f"{edition}projects/?{query}", follow=True).content.decode()
        listed = set(column(csv_rows(content(client, f"{edition}projects.csv?{query}")), "项目名称"))
        for file, title in BESIDE.items():
            head, *rows = csv_rows(content(client, f"{edition}{file}.csv?{query}"))
            # In printed order, whatever the order of the statements is.
            assert rows == [row for row in whole[file][1:] if row[0] in listed], (file, query)
            beside = re.search(rf"<p>\s*{title} <span[^>]*>([0-9]+) 行</span>", page)
            assert beside and int(beside[1]) == len(rows), (file, query)
            assert f'href="{html.escape(f"{edition}{file}.csv")}' in page
            if turn % 10 == 0:
                other_formats(client, f"{edition}{file}", query, [head, *rows], _amounts(head))


def _amounts(head: list[str]) -> list[str]:
    return [title for title in head if title.endswith("（元）")]


def test_every_step_and_part_is_printed_so_on_the_page_of_its_statement(
    published: EditionVersion, client: Client
) -> None:
    edition = published.page("edition")
    pages = {
        s.name: _sections(client, published.page("statement", project=s.slug))
        for s in published.projectstatements.all()
    }
    for file, key in (
        ("instalments", "instalments"),
        ("amount-parts", "amount-parts"),
        ("uncounted-amounts", "uncounted"),
    ):
        head, *rows = csv_rows(content(client, f"{edition}{file}.csv"))
        shown = {name: list(_rows_of(sections.get(key, ""))) for name, sections in pages.items()}
        assert len(rows) > 1
        for row in rows:
            said = dict(zip(head, row, strict=True))
            own = shown[said["项目名称"]].pop(0)
            if key == "uncounted":
                assert f"“{' '.join(said['原文'].split())}”" in own and said["未计入的原因"] in own, row
                continue
            label = said["时段"] if key == "instalments" else said["用途"]
            assert label in own, row
            for number in (said["金额（元）"], said.get("百分比", "")):
                assert not number or digits(number) in re.findall("[0-9.]+", own.replace(",", "")), (row, own)
        # and the page prints nothing of the kind that the file lacks, but what is added up by us
        left = [line for lines in shown.values() for line in lines if "相加（推算）" not in line]
        assert left == [], key


def _sections(client: Client, address: str) -> dict[str, str]:
    page = client.get(address).content.decode()
    return dict(re.findall(r'<section aria-labelledby="([a-z-]+)">(.*?)</section>', page, re.DOTALL))


def _rows_of(section: str) -> Iterator[str]:
    body = section.partition("<tbody>")[2] or section.partition('<ul class="index">')[2]
    rows = re.findall(r"<(?:tr|li)[ >].*?</(?:tr|li)>", body, re.DOTALL)
    return (text_of(re.sub("</t[hd]>", " ", row)) for row in rows)


# ---- comparisons -------------------------------------------------------------------------------------


@pytest.fixture
def editions(published: EditionVersion) -> list[EditionVersion]:
    """Three years of a street, a unit budget and the bundled edition."""
    return [*map(publish_document, (*STREET_YEARS, FINANCE)), published]


@needs_documents
def test_random_comparisons_agree_between_page_and_files(
    editions: list[EditionVersion], client: Client
) -> None:
    chance = random.Random(11)
    found = 0
    for turn in range(TURNS):
        chosen = chance.sample(editions[:3], 2) if turn % 2 else chance.sample(editions, chance.randint(2, 5))
        query = _comparison(chance, chosen)
        found += _compared(client, query, len(chosen), formats=turn % 6 == 0) > 0
    assert found > TURNS / 2


def _comparison(chance: random.Random, chosen: list[EditionVersion]) -> str:
    """A comparison of those editions with any of its conditions."""
    table = chance.choice(UNIT.tables)
    given = {"table": table.slug}
    form = CompareForm(QueryDict(f"table={table.slug}"), chosen)
    for name in ("column", "level", "sort"):
        if chance.random() < 0.4:
            terms = [term for term, _label in form.fields[name].terms if term]  # type: ignore[attr-defined]
            picked = chance.sample(terms, min(len(terms), chance.randint(1, 2 if name == "level" else 1)))
            given[name] = ",".join(picked)
    if chance.random() < 0.3:
        given["q"] = chance.choice(("支出", "20", "208-05", "管理 行政", "费", "没有这一行"))
    if chance.random() < 0.3:
        given["changed"] = "1"
    pairs = [("e", f"{v.edition.body.slug}/{v.edition.segment}") for v in chosen]
    return urlencode([*pairs, *given.items()])


def _compared(client: Client, query: str, editions: int, formats: bool) -> int:
    response: Any = client.get(f"/compare/?{query}")
    assert response.status_code == 200, query
    head, *rows = csv_rows(content(client, f"/compare.csv?{query}"))
    first = response.content.decode()
    assert announced(first) == {len(rows)}, query
    assert html.escape("/compare.csv?") in first
    printed = list(_lines(first))
    for page in range(2, -(-len(rows) // ROWS) + 1):
        printed += _lines(client.get(f"/compare/?{query}&page={page}").content.decode())
    assert len(printed) == len(rows), query
    coded = "科目编码" in first.rpartition("<thead>")[2].partition("</thead>")[0]
    for cells, row in zip(printed, rows, strict=True):
        said = dict(zip(head, row, strict=True))
        own = iter(cells)
        assert not coded or next(own) == said["科目编码"], query
        name = next(own)
        assert name.startswith(said["科目名称"]) and name.endswith(said["说明"]), (query, name)
        amounts = row[head.index("末级") + 1 :][:editions]
        assert [digits(next(own)) for _amount in amounts] == amounts, (query, row)
        change = next(own)
        percent = digits(next(own))
        if change == "持平":  # which says both
            assert (said["增减（元）"], percent) == ("0", "") and said["增减比例（%）"] in ("0", ""), (
                query,
                row,
            )
        else:
            assert digits(change) == said["增减（元）"], (query, row)
            assert _same(percent, said["增减比例（%）"]), (query, row)
        assert _same(digits(next(own, "")), said["占比（%）"]), (query, row)
        assert list(own) == []
    if formats:
        other_formats(client, "/compare", query, [head, *rows], _amounts(head))
    return len(rows)


def _same(shown: str, stored: str) -> bool:
    """Whether two percentages are one number, or both are blank."""
    return (shown and float(shown)) == (stored and float(stored))


def _lines(page: str) -> Iterator[list[str]]:
    """The cells of each row of the comparison."""
    at = page.rfind('<table class="ledger ledger--fold">')
    table = page[at:].partition("<tbody>")[2].partition("</tbody>")[0] if at >= 0 else ""
    for row in re.findall("<tr.*?</tr>", table, re.DOTALL):
        yield [text_of(cell) for cell in re.findall("<t[dh].*?</t[dh]>", row, re.DOTALL)]


# ---- searches ----------------------------------------------------------------------------------------


@needs_documents
def test_random_searches_agree_between_page_and_files(published: EditionVersion, client: Client) -> None:
    publish_document(WANLI)
    chance = random.Random(13)
    texts = [t for pair in SearchEntry.objects.order_by("id").values_list("title", "text") for t in pair if t]
    found = 0
    for turn in range(TURNS):
        query = urlencode(_search(chance, texts))
        found += _searched(client, query, formats=turn % 6 == 0) > 0
    assert found > TURNS / 2


def _search(chance: random.Random, texts: list[str]) -> dict[str, str]:
    """Words cut from what is published, or numbers, with any of the conditions."""
    words = []
    for _ in range(chance.choice((1, 1, 1, 2))):
        runs = re.findall("[\u4e00-\u9fff]+|[0-9][0-9,.]*[0-9]", chance.choice(texts))
        run = chance.choice(runs or ["科技"])
        length = chance.randint(1, 5)
        words.append(run if run[0].isdigit() else run[:length])
    given = {"q": chance.choice((" ".join(words), " ".join(words), "1188.26", "208 05", "万里"))}
    if chance.random() < 0.4:
        given["kind"] = chance.choice(list(SearchKind)).name.lower()
    if chance.random() < 0.2:
        given["body"] = chance.choice(("wanli", "shanghai-stc", "no-such-body"))
    if chance.random() < 0.2:
        given["year"] = "2025"
    if chance.random() < 0.2:
        given |= {
            "min": chance.choice(("0", "100", "1,000")),
            "range_unit": chance.choice(("wan", "yi", "yuan")),
        }
    if chance.random() < 0.2:
        given["max"] = chance.choice(("50", "100000"))
    return given


def _searched(client: Client, query: str, formats: bool) -> int:
    response: Any = client.get(f"/search/?{query}")
    assert response.status_code == 200, query
    page = response.content.decode()
    head, *rows = csv_rows(content(client, f"/search.csv?{query}"))
    beside = re.search(r"下载(?:全部|前) ([0-9]+) 行", page)
    if not beside:  # too much of everything, or nothing
        assert "选一个种类后可以下载" in page or not rows, query
        return 0
    over = re.search(r"找到 ([0-9]+) 条", page)
    assert over and int(over[1]) == int(beside[1]) == len(rows), query
    printed = _hits(page)
    if "kind" in query:
        for number in range(2, -(-len(rows) // 50) + 1):
            printed += _hits(client.get(f"/search/?{query}&page={number}").content.decode())
        assert len(printed) == len(rows), query
    at = 0
    for kind, link, title, amounts, words in printed:
        while rows[at][0] != kind and "kind" not in query:  # of each kind the page shows the first
            at += 1
        said = dict(zip(head, rows[at], strict=True))
        at += 1
        assert said["标题"] == title, (query, title)
        assert said["网址"] == f"http://testserver{link}", (query, title)
        assert re.sub("[ ；]", "", said["金额"]) == amounts.replace(" ", ""), (query, title)
        assert " ".join(said["文字"].split()) == words, (query, title)
    if formats:
        other_formats(client, "/search", query, [head, *rows], [])
    return len(rows)


def _hits(page: str) -> list[tuple[str, str, str, str, str]]:
    """Of each hit: its kind, where it leads, its title, its printed amounts, its words."""
    found = []
    for group in re.findall(r'<section class="section hits".*?</section>', page, re.DOTALL):
        heading = re.search(r"<h2[^>]*>(.*?)<span", group, re.DOTALL)
        assert heading
        for hit in re.findall(r"<li>.*?</li>", group, re.DOTALL):
            link = re.search(r'<a href="([^"]*)"[^>]*>(.*?)</a>', hit, re.DOTALL)
            assert link
            words = re.search(r'<span class="hit-words"[^>]*>(.*?)</span>\s*<span', hit, re.DOTALL)
            amounts = "".join(
                text_of(c) for c in re.findall(r'<span class="nobr">(.*?)</span>', hit, re.DOTALL)
            )
            found.append(
                (
                    text_of(heading[1]),
                    html.unescape(link[1]),
                    text_of(link[2]),
                    amounts,
                    text_of(words[1]) if words else "",
                )
            )
    return found
