"""What a page announces and prints is what its files hold, for two hundred random filters over every list."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client

from budgets.form.tables import DEPARTMENTAL, OfficialTable
from budgets.listing.fields import AmountInput, DayInput, TextField, WordField, WordsField
from budgets.models import EditionVersion
from budgets.pages.checks.filters import CheckFilterSet
from budgets.pages.figures.filters import FigureFilterSet
from budgets.pages.projects.filters import StatementFilterSet
from budgets.pages.tables.filters import TableFilterSet
from tests.documents import needs_documents
from tests.exports.agreement import announced, digits, other_formats
from tests.exports.files import content, csv_rows
from tests.exports.real import WANLI, publish_document
from tests.trials import trials

COMBINATIONS = trials(36, 200)
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

    titles = tuple(dict.fromkeys(f"{c.title}（元）" for c in DEPARTMENTAL.table(table.role).columns))
    return Listed(
        f"tables/{table.slug}/",
        f"tables/{table.slug}",
        "table",
        lambda version: TableFilterSet(version, table, QueryDict()),
        row_id,
        ("预算数（元）",) if table.number == 9 else titles,
    )


LISTS = (
    *map(_table, DEPARTMENTAL.tables),
    Listed(
        "figures/",
        "figures",
        "figures",
        lambda version: FigureFilterSet(version, QueryDict()),
        lambda figure: f"figure-{figure.position}",
        ("金额（元）",),
    ),
    Listed(
        "projects/",
        "projects",
        "projects",
        lambda version: StatementFilterSet(version, QueryDict()),
        lambda statement: f"statement-{statement.number}",
        ("财政资金（元）", "自筹资金（元）", "预算合计（元）"),
    ),
    Listed(
        "checks/",
        "checks",
        "",
        lambda version: CheckFilterSet(version, QueryDict()),
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


def agree(client: Client, edition: str, listed: Listed, query: str, formats: bool) -> int:
    """Compare the page with its files; how many rows there were."""
    ask = f"{query}&" if query else ""
    response = client.get(f"{edition}{listed.page}?{ask}unit=yuan&per_page={SHOWN}", follow=True)
    assert response.status_code == 200, query
    page, rows = response.content.decode(), response.context["listing"].rows
    file = csv_rows(content(client, f"{edition}{listed.file}.csv?{query}"))
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
        other_formats(client, f"{edition}{listed.file}", query, file, listed.amounts)
    return len(file) - 1


@pytest.fixture(params=[pytest.param("", id="bundled"), pytest.param(WANLI, id=WANLI, marks=needs_documents)])
def version(request: pytest.FixtureRequest, db: None) -> EditionVersion:
    """The bundled edition, then that of a street, which has other classes, many noughts and a single statement."""
    live: EditionVersion = (
        publish_document(request.param) if request.param else request.getfixturevalue("published")
    )
    return live


def test_random_filters_agree_between_page_and_files(version: EditionVersion, client: Client) -> None:
    chance = random.Random(20251125)
    edition = version.page("edition")
    found = 0
    for n in range(COMBINATIONS):
        listed = LISTS[n % len(LISTS)]
        query = random_query(chance, listed, version)
        found += agree(client, edition, listed, query, formats=n % 5 == 0) > 0
    assert found > COMBINATIONS / 4  # enough of them have rows to compare


def test_every_whole_list_agrees_between_page_and_files(version: EditionVersion, client: Client) -> None:
    for listed in LISTS:
        assert agree(client, version.page("edition"), listed, "", formats=True) > 0, listed.file
