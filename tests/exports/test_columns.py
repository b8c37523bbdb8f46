"""The definitions of the files: what the dictionary says, and which columns a reader may choose."""

import json

import pytest
from django.test import Client

from budgets.exports.catalogue import catalogue_definition
from budgets.exports.columns import definitions
from budgets.exports.dictionary import described, dictionary_sheet
from budgets.models import EditionVersion
from budgets.vocabulary import Kind
from tests.exports.files import column, content, csv_rows

EDITION = "/shanghai-stc/2025/"


@pytest.mark.parametrize("kind", list(Kind))
def test_every_column_of_every_file_has_a_heading_of_its_own_and_a_description(kind: Kind) -> None:
    for define in (*definitions(kind), catalogue_definition(), *described()[-1:]):
        assert define.title, define.name
        assert define.description.endswith("。"), define.name
        assert len({f.key for f in define.fields}) == len(define.fields), define.name
        assert len({f.heading for f in define.fields}) == len(define.fields), define.name
        for field in define.fields:
            assert field.description.endswith("。"), (define.name, field.key)


def test_the_dictionary_names_every_column_of_every_file(published: EditionVersion, client: Client) -> None:
    said = {}
    for name, _title, _position, heading, key, _type, _description in dictionary_sheet(published).rows:  # type: ignore[union-attr]
        said.setdefault(name, []).append((heading, key))
    files = [define.name for define in definitions(Kind.DEPARTMENTAL)]
    assert list(said) == [*files, "dictionary"]
    for name in files:
        folder = "tables/" if name in files[:9] else ""
        headings = csv_rows(content(client, f"{EDITION}{folder}{name}.csv"))[0]
        objects = json.loads(content(client, f"{EDITION}{folder}{name}.json"))
        assert [heading for heading, _key in said[name]] == headings
        for row in objects[:1]:
            assert [key for _heading, key in said[name]] == list(row)


def test_the_columns_of_a_unit_budget_are_marked_in_the_dictionary_of_the_site(
    db: None, client: Client
) -> None:
    rows = csv_rows(content(client, "/data/dictionary.csv"))
    own = [row for row in rows if "只有单位预算的表有这一栏" in row[6]]
    assert [(row[0], row[3]) for row in own] == [
        ("revenue-expenditure", "人员经费（元）"),
        ("revenue-expenditure", "公用经费（元）"),
        ("revenue-expenditure", "项目支出（元）"),
    ]
    assert "editions" in column(rows, "文件")


@pytest.mark.parametrize(
    "query", ["columns=total,name", "columns=name&columns=total", "columns=total, name,nonsense"]
)
def test_columns_can_be_chosen_and_keep_their_order(
    published: EditionVersion, client: Client, query: str
) -> None:
    rows = csv_rows(content(client, f"{EDITION}tables/revenue.csv?q=2050802&{query}"))
    assert rows == [["科目名称", "合计（元）"], ["干部教育", "50894811"]]
    objects = json.loads(content(client, f"{EDITION}tables/revenue.json?q=2050802&{query}"))
    assert objects == [{"name": "干部教育", "total": "50894811"}]


def test_unknown_columns_give_the_whole_file(published: EditionVersion, client: Client) -> None:
    whole = content(client, f"{EDITION}tables/revenue.csv")
    assert content(client, f"{EDITION}tables/revenue.csv?columns=nonsense") == whole
    assert content(client, f"{EDITION}tables/revenue.csv?columns=") == whole


def test_columns_that_are_the_same_in_every_row_may_stand_alone(
    published: EditionVersion, client: Client
) -> None:
    for suffix in ("csv", "json", "xlsx"):
        assert content(client, f"{EDITION}figures.{suffix}?columns=body,year")
    rows = csv_rows(content(client, f"{EDITION}figures.csv?columns=body,year"))
    assert rows[1:] == [["上海市科学技术委员会", "2025"]] * 542
    assert len(json.loads(content(client, f"{EDITION}figures.json?columns=year&table=9"))) == 7


def test_a_file_of_some_columns_has_a_name_of_its_own(published: EditionVersion, client: Client) -> None:
    name = client.get(f"{EDITION}tables/revenue.xlsx?columns=name")["Content-Disposition"].split('"')[1]
    assert name == "shanghai-stc-2025-revenue-columns-v1.xlsx"


def test_amounts_in_json_are_strings_and_codes_keep_their_zeros(
    published: EditionVersion, client: Client
) -> None:
    (row,) = json.loads(content(client, f"{EDITION}tables/expenditure.json?q=2050802"))
    assert row == {
        "class_code": "205",
        "section_code": "08",
        "item_code": "02",
        "name": "干部教育",
        "level": "项",
        "lowest": True,
        "total": "50894811",
        "basic": "38801015",
        "project": "12093796",
    }


def test_a_table_page_offers_every_format_and_every_column(published: EditionVersion, client: Client) -> None:
    page = client.get(f"{EDITION}tables/revenue/?q=205").content.decode()
    for suffix in ("csv", "xlsx", "json"):
        assert f'href="{EDITION}tables/revenue.{suffix}?q=205"' in page
        assert f'formaction="{EDITION}tables/revenue.{suffix}"' in page
    assert "下载这 3 行" in page
    assert '<input type="hidden" name="q" value="205">' in page
    assert page.count('name="columns"') == 11
