"""The definitions of the files: what the dictionary says, and which columns a reader may choose."""

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from budgets.exports.formats import FORMATS
from budgets.form.tables import FORMS, UNIT, BudgetForm
from budgets.models import EditionVersion
from budgets.pages.data.catalogue import site_definitions
from budgets.pages.data.dictionary import described
from budgets.pages.data.sheets import definitions
from budgets.parsing.records import BudgetReport
from tests.exports.files import column, content, csv_rows, excel_rows, excel_sheets
from tests.pages.bodies import expenditure_table, publish_edition

pytestmark = pytest.mark.long

EDITION = "/shanghai-stc/2025/"


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.key)
def test_every_column_of_every_file_has_a_heading_of_its_own_and_a_description(form: BudgetForm) -> None:
    for define in (*definitions(form), *described(more=site_definitions())):
        assert define.title, define.name
        assert define.description.endswith("。"), define.name
        assert len({f.key for f in define.fields}) == len(define.fields), define.name
        assert len({f.heading for f in define.fields}) == len(define.fields), define.name
        for field in define.fields:
            assert field.description.endswith("。"), (define.name, field.key)


# Where each kind of file is found; a file that is not here fails the test below.
FILES = {
    "table": [f"{EDITION}tables/{table.slug}" for table in UNIT.tables],
    "figures": [f"{EDITION}figures"],
    "projects": [f"{EDITION}projects"],
    "instalments": [f"{EDITION}instalments"],
    "amount-parts": [f"{EDITION}amount-parts"],
    "uncounted": [f"{EDITION}uncounted-amounts"],
    "unread": [f"{EDITION}unread"],
    "checks": [f"{EDITION}checks"],
    "compare": ["/compare"],
    "search": ["/search"],
    "editions": ["/data/editions"],
    "dictionary": ["/data/dictionary"],
}
QUERIES = {"/compare": "?e=shanghai-stc/2025,other/2024", "/search": "?q=教育"}
UNIT_ALONE = "只有单位预算的表有这一栏"


def file_names(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    """The names of all addresses under these that end in a format of files."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from file_names(pattern.url_patterns)
        elif (pattern.name or "").rpartition("-")[2] in FORMATS:
            yield str(pattern.name)


def explained(rows: list[list[str]]) -> dict[str, list[tuple[str, str]]]:
    """Heading and key of every column that a data dictionary names, by file; without those of unit budgets alone."""
    said: dict[str, list[tuple[str, str]]] = {}
    for name, _title, position, heading, key, _type, description in rows[1:]:
        columns = said.setdefault(name, [])
        if UNIT_ALONE not in description:
            columns.append((heading, key))
            assert int(position) >= len(columns)
    return said


@pytest.fixture
def two(published: EditionVersion, report: BudgetReport) -> None:
    """The bundled edition and a small one beside it."""
    publish_edition(report, "别的单位", 2024, expenditure_table({"205": ("教育支出", 12)}), slug="other")


def test_the_dictionary_names_every_column_of_every_file_that_the_site_offers(
    two: None, client: Client
) -> None:
    assert set(file_names(get_resolver().url_patterns)) == {f"{n}-{s}" for n in FILES for s in FORMATS}
    said = explained(csv_rows(content(client, "/data/dictionary.csv")))
    unseen = set(said) - {"about"}  # which is in the workbook
    for address in chain.from_iterable(FILES.values()):
        name, query = address.rpartition("/")[2], QUERIES.get(address, "")
        unseen.remove(name)
        columns = said[name]
        if name == "compare":  # a column for each budget, as many as were chosen, called after the budget
            names = iter(["上海市科学技术委员会 2025年（元）", "别的单位 2024年（元）"])
            columns = [
                (next(names), key) if key.startswith("amount_") else (heading, key)
                for heading, key in columns
                if key not in ("amount_3", "amount_4", "amount_5", "amount_6")
            ]
        assert csv_rows(content(client, f"{address}.csv{query}"))[0] == [heading for heading, _key in columns]
        (sheet,) = excel_sheets(content(client, f"{address}.xlsx{query}")).values()
        assert excel_rows(sheet)[0] == [heading for heading, _key in columns]
        objects = json.loads(content(client, f"{address}.json{query}"))
        assert all(list(row) == [key for _heading, key in columns] for row in objects), name
        # the document prints an empty table 7, and everything of it was read
        assert objects or name in ("state-capital", "unread"), name
    assert not unseen


def test_the_dictionary_of_a_package_names_every_column_of_its_files(
    published: EditionVersion, client: Client
) -> None:
    archive = zipfile.ZipFile(io.BytesIO(content(client, f"{EDITION}package.zip")))
    said = explained(csv_rows(archive.read("csv/dictionary.csv")))
    names = [name for name in archive.namelist() if name.endswith(".csv")]
    for name in names:
        headings = csv_rows(archive.read(name))[0]
        assert headings == [heading for heading, _key in said[Path(name).stem]], name
    assert set(said) == {Path(name).stem for name in names} | {"about"}
    of_sheets = [excel_rows(sheet)[0] for sheet in excel_sheets(archive.read("workbook.xlsx")).values()]
    assert of_sheets[0] == [heading for heading, _key in said["about"]]
    known = [[heading for heading, _key in columns] for columns in said.values()]
    assert all(headings in known for headings in of_sheets)
    assert len(of_sheets) == len(said)


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


CHINESE = re.compile(r"[\u3400-\u9fff]")


def test_headings_of_english_files_are_english_and_tell_the_columns_of_a_file_apart(
    two: None, client: Client
) -> None:
    rows = csv_rows(content(client, "/en/data/dictionary.csv"))
    for name, title, _position, heading, _key, _type, description in rows[1:]:
        assert not CHINESE.search(heading + title), (name, title, heading)
        assert heading.lstrip("“")[:1].isupper(), (name, heading)
        assert title.lstrip("“")[:1].isupper(), (name, title)
        assert re.search("[a-z]", description), (name, heading)
    assert rows[0] == ["File", "Title of the file", "Position", "Heading", "Key", "Type", "Description"]
    assert csv_rows(content(client, "/en/search.csv?q=教育"))[0][:2] == ["Kind of hit", "Title"]
    sheets = excel_sheets(content(client, f"/en{EDITION}workbook.xlsx"))
    assert not [name for name in sheets if CHINESE.search(name)]
    assert next(iter(sheets)) == "About"
    assert next(iter(sheets["About"].iter_rows(min_row=2, max_row=2, values_only=True))) == (
        "Body",
        "上海市科学技术委员会",
    )


def test_terms_of_the_form_stay_chinese_in_english_files_and_words_of_ours_do_not(
    two: None, client: Client
) -> None:
    official = {"部门预算"}
    assert set(column(csv_rows(content(client, "/en/data/editions.csv")), "Kind")) == official
    assert set(column(csv_rows(content(client, f"/en{EDITION}figures.csv")), "Kind")) == official
    found = csv_rows(content(client, "/en/search.csv?q=11882600"))
    assert set(column(found, "Kind")) == official
    assert found[1][found[0].index("Amount")].endswith("1,188.26 万元")
    projects = csv_rows(content(client, f"/en{EDITION}projects.csv"))
    assert set(column(projects, "Nature of the amount")) <= {"列明", "推算", "未列"}
    assert not [words for words in column(projects, "Link state") if CHINESE.search(words)]
    assert {"several bodies named", "not in the list"} <= set(column(projects, "Link state"))
    uncounted = csv_rows(content(client, f"/en{EDITION}uncounted-amounts.csv"))
    assert set(column(uncounted, "Reason for not counting")) == {
        "part of an amount already stated, said again"
    }
    stored = json.loads(content(client, f"/en{EDITION}uncounted-amounts.json"))
    assert {row["reason"] for row in stored} == {"已写明金额的一部分，复述"}


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
        "unread": "",
    }


def test_a_table_page_offers_every_format_and_every_column(published: EditionVersion, client: Client) -> None:
    page = client.get(f"{EDITION}tables/revenue/?q=205").content.decode()
    for suffix in ("csv", "xlsx", "json"):
        assert f'href="{EDITION}tables/revenue.{suffix}?q=205"' in page
        assert f'formaction="{EDITION}tables/revenue.{suffix}"' in page
    assert "下载这 3 行" in page
    assert '<input type="hidden" name="q" value="205">' in page
    assert page.count('name="columns"') == 12
