"""What a page announces and prints is what its files hold, for two hundred random filters over every list."""

import html
import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client

from budgets.filters import check_filters, figure_filters, statement_filters, table_filters
from budgets.filters.fields import AmountInput, DayInput, TextField, WordField, WordsField
from budgets.models import EditionVersion
from budgets.official_tables import OFFICIAL_TABLES, OfficialTable
from tests.exports.files import column, content, csv_rows, excel_rows, excel_sheets

EDITION = "/shanghai-stc/2025/"
COMBINATIONS = 200
SHOWN = 200  # rows of the largest page
WORDS = {
    "table": ("205", "2060702", "科学", "项目", "20", "费", "行政 管理", "没有这一行"),
    "figures": ("206", "3200万元", "1188.26", "科学", "费", "0"),
    "projects": ("科技馆", "运行", "数据", "科技 服务", "维修", "没有这个项目"),
}
AMOUNTS = ("0", "1", "200", "1,000", "35000", "-5")


@dataclass(frozen=True)
class Listed:
    """A list of the site: its page, its file, its filters, and how its rows are told apart on the page."""

    page: str
    file: str
    words: str
    filters: Callable[[EditionVersion], Any]
    row_id: Callable[[Any], str]
    amounts: tuple[str, ...]  # headings in the file, as the page orders them


def _table(table: OfficialTable) -> Listed:
    def row_id(line: Any) -> str:
        side = getattr(line, "side", "")
        return f"row-{line.number}" + {"收入": "-revenue", "支出": "-expenditure", "": ""}[side]

    titles = tuple(dict.fromkeys(f"{c.title}（元）" for c in table.columns if not c.unit_form_only))
    return Listed(
        f"tables/{table.slug}/",
        f"tables/{table.slug}",
        "table",
        lambda version: table_filters(version, table, QueryDict()),
        row_id,
        ("预算数（元）",) if table.number == 9 else titles,
    )


LISTS = (
    *map(_table, OFFICIAL_TABLES),
    Listed(
        "figures/",
        "figures",
        "figures",
        lambda version: figure_filters(version, QueryDict()),
        lambda figure: f"figure-{figure.position}",
        ("金额（元）",),
    ),
    Listed(
        "projects/",
        "projects",
        "projects",
        lambda version: statement_filters(version, QueryDict()),
        lambda statement: f"statement-{statement.number}",
        ("财政资金（元）", "自筹资金（元）", "预算合计（元）"),
    ),
    Listed(
        "checks/",
        "checks",
        "",
        lambda version: check_filters(version, QueryDict()),
        lambda check: f"check-{check.position}",
        (),
    ),
)


def random_query(chance: random.Random, listed: Listed, version: EditionVersion) -> str:
    """Some of the list's filters with values that a reader could choose or type."""
    given = {}
    for name, field in listed.filters(version).form.fields.items():
        if chance.random() < 0.6:
            continue
        if isinstance(field, WordsField):
            terms = [term for term, _label in field.terms if term]
            given[name] = ",".join(chance.sample(terms, min(len(terms), chance.randint(1, 2))))
        elif isinstance(field, WordField):
            given[name] = chance.choice([term for term, _label in field.terms if term] or [""])
        elif isinstance(field, AmountInput):
            given[name] = chance.choice(AMOUNTS)
        elif isinstance(field, DayInput):
            given[name] = f"2025-{chance.randint(1, 12):02}-15"
        elif isinstance(field, TextField):
            given[name] = chance.choice(WORDS[listed.words])
    return urlencode({name: value for name, value in given.items() if value})


def digits(cell: str) -> str:
    """The number that a cell of a page prints, without separators and without what stands beside it."""
    text = html.unescape(re.sub("<[^>]*>", "", cell)).replace("\N{MINUS SIGN}", "-")
    found = re.search(r"-?[0-9][0-9,]*(?:\.[0-9]+)?", text)
    return found[0].replace(",", "") if found else ""


def announced(page: str) -> set[int]:
    """The numbers of rows that the page says: over the list and beside the files."""
    head = page.split('id="results"')[1]
    over = re.search(r"(?:共|符合条件的) ([0-9]+) ", head)
    beside = re.search(r"下载(?:这|全部) ([0-9]+) 行", head)
    assert over and beside
    return {int(over[1]), int(beside[1])}


def agree(client: Client, listed: Listed, query: str, formats: bool) -> int:
    """Compare the page with its files; how many rows there were."""
    ask = f"{query}&" if query else ""
    response = client.get(f"{EDITION}{listed.page}?{ask}unit=yuan&per_page={SHOWN}", follow=True)
    assert response.status_code == 200, query
    page, rows = response.content.decode(), response.context["listing"].rows
    file = csv_rows(content(client, f"{EDITION}{listed.file}.csv?{query}"))
    assert announced(page) == {len(file) - 1}, (listed.page, query)
    names = [row.title if listed.file == "checks" else row.name for row in rows]
    heading = next(h for h in ("科目名称", "项目", "项目名称", "检查") if h in file[0])
    shown = file[1 : SHOWN + 1]
    assert names == [row[file[0].index(heading)] for row in shown], (listed.page, query)
    for row, line in zip(rows, shown, strict=False):
        said = [line[file[0].index(title)] for title in listed.amounts]
        printed = re.search(rf'<(?:tr|li) id="{listed.row_id(row)}".*?</(?:tr|li)>', page, re.DOTALL)
        assert printed, (listed.page, query, listed.row_id(row))
        cells = re.findall(r'<td class="num(?: [a-z-]*)?".*?</td>', printed[0])[: len(said)]
        assert [d for d in map(digits, cells) if d] == [s for s in said if s], (
            listed.page,
            query,
            printed[0],
        )
    if formats:
        _other_formats(client, listed, query, file)
    return len(file) - 1


def _other_formats(client: Client, listed: Listed, query: str, file: list[list[str]]) -> None:
    objects = json.loads(content(client, f"{EDITION}{listed.file}.json?{query}"))
    (sheet,) = excel_sheets(content(client, f"{EDITION}{listed.file}.xlsx?{query}")).values()
    excel = excel_rows(sheet)
    assert len(objects) == len(excel) - 1 == len(file) - 1, (listed.page, query)
    keys = list(objects[0]) if objects else []
    for title in listed.amounts if objects else ():
        plain = list(column(file, title))
        assert [o[keys[file[0].index(title)]] or "" for o in objects] == plain, (listed.page, query)
        assert [_number(value) for value in column(excel, title)] == plain, (listed.page, query)


def _number(value: float | None) -> str:
    return "" if value is None else f"{Decimal(repr(value)):f}"


def test_two_hundred_random_filters_agree_between_page_and_files(
    published: EditionVersion, client: Client
) -> None:
    chance = random.Random(20251125)
    found = 0
    for n in range(COMBINATIONS):
        listed = LISTS[n % len(LISTS)]
        found += agree(client, listed, random_query(chance, listed, published), formats=n % 4 == 0) > 0
    assert found > COMBINATIONS / 4  # enough of them have rows to compare


@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.file)
def test_the_whole_list_agrees_between_page_and_files(
    published: EditionVersion, client: Client, listed: Listed
) -> None:
    assert agree(client, listed, "", formats=True) > 0


# The printed totals: lines 111, 187, 263, 278, 346, 436 and 440 of the document.
TOTALS = {
    1: {"收入": {"预算数（元）": 7_181_860_500}, "支出": {"预算数（元）": 7_181_860_500}},
    2: {
        "": {
            "合计（元）": 7_181_860_500,
            "财政拨款收入（元）": 6_160_978_836,
        }
    },
    3: {"": {"合计（元）": 7_181_860_500, "基本支出（元）": 957_292_947, "项目支出（元）": 6_224_567_553}},
    4: {"收入": {"预算数（元）": 6_160_978_836}, "支出": {"合计（元）": 6_160_978_836}},
    5: {"": {"合计（元）": 6_160_978_836}},
    8: {"": {"合计（元）": 802_700_558}},
    9: {"": {"预算数（元）": 11_882_600}},
}


@pytest.mark.parametrize("number", TOTALS)
def test_the_lowest_rows_of_a_table_add_up_to_its_printed_total(
    published: EditionVersion, client: Client, number: int
) -> None:
    """What a reader gets who trusts 末级: no money twice, except for the document's own rounding."""
    table = OFFICIAL_TABLES[number - 1]
    rows = csv_rows(content(client, f"{EDITION}tables/{table.slug}.csv"))
    side = rows[0].index("方向") if "方向" in rows[0] else None
    lowest = rows[0].index("末级")
    for direction, columns in TOTALS[number].items():
        for title, total in columns.items():
            at = rows[0].index(title)
            parts = [
                Decimal(row[at])
                for row in rows[1:]
                if row[lowest] == "是" and row[at] and (side is None or row[side] == direction)
            ]
            # As DESIGN has it for n rounded parts: half a unit each and half for the total.
            assert abs(sum(parts) - total) <= Decimal(len(parts) + 1) / 2, (direction, title)
            assert len(parts) > 1 or number == 4, (direction, title)
