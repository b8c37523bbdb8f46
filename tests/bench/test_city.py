"""The city for measuring has whole editions: every copy is an edition like its original, under another body and year."""

import contextlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from bench.city import build
from bench.city_plan import Original, bodies_of, copies_of
from bench.city_rows import copied_models
from budgets import actions
from budgets.actions import OPERATOR, create_draft, publish
from budgets.models import (
    Body,
    BudgetUnit,
    CheckResult,
    Edition,
    EditionVersion,
    FurtherCell,
    FurtherTableRecord,
    HiddenContent,
    ImplementerConfirmation,
    ImportIssue,
    LogEntry,
    ProjectStatement,
    SearchAmount,
    SearchEntry,
    SourceDocument,
    StateMark,
    UnreadPlace,
)
from budgets.reading import read
from budgets.search.index import refresh
from budgets.search.store import TABLE
from tests.conftest import SAMPLE
from tests.documents import short_form
from tests.search.asking import hits_of, said

TOP = Path(__file__).resolve().parents[2]
STC = "/shanghai-stc/2025/"
FIRST = "/example-1-finance/2024/"  # the first copy: of the first body, in the first of two years until 2025
PAGES = (
    *(
        "",
        "tables/",
        "tables/expenditure/",
        "figures/",
        "projects/",
        "three-public/",
        "procurement/",
        "assets/",
    ),
    *(
        "notes/",
        "checks/",
        "unread/",
        "disclosure/",
        "data/",
        "source/",
        "source/original",
        "versions/",
        "v1/",
    ),
    *("workbook.xlsx", "charts/flow/embed/", "charts/table-expenditure/embed/"),
)
FILES = (
    "tables/expenditure",
    "tables/three-public",
    "figures",
    "projects",
    "instalments",
    "checks",
    "unread",
)


@pytest.fixture
def original(published: EditionVersion) -> EditionVersion:
    """The bundled edition with rows of every kind that an edition can have, in the index as they are now."""
    finding = CheckResult.objects.filter(version=published).findings().first()
    statement = ProjectStatement.objects.not_surely_listed().first()
    unit = BudgetUnit.objects.filter(version=published).last()
    assert finding and statement
    actions.explain(finding, "以批复为准。", OPERATOR)
    actions.confirm_implementer(statement, ImplementerConfirmation.Decision.UNIT, unit, OPERATOR)
    table = FurtherTableRecord.objects.create(
        version=published, position=1, slug="further", title="附表", columns=["甲"], row_count=1
    )
    FurtherCell.objects.create(version=published, table=table, row=1, column=1, text="1")
    HiddenContent.objects.create(version=published, position=1, kind="comment", text="批注")
    UnreadPlace.objects.create(version=published, position=1, cause="hidden", text="看不见")
    ImportIssue.objects.create(version=published, position=1, severity="warning", code="x", kept="提示")
    refresh(published.edition)
    return published


@pytest.fixture
def city(original: EditionVersion) -> EditionVersion:
    """Four editions more: two bodies in two years each. Gives the original."""
    build(2, 2)
    return original


def _counts() -> dict[Any, int]:
    return {model: model._base_manager.count() for model in apps.get_app_config("budgets").get_models()}


def _terms() -> dict[int, str]:
    key = "rowid" if connection.vendor == "sqlite" else "id"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key}, terms FROM {TABLE}")
        return dict(cursor.fetchall())


@pytest.mark.django_db
def test_four_copies_have_four_times_the_rows_of_their_original(original: EditionVersion) -> None:
    before, terms = _counts(), len(_terms())
    build(2, 2)
    once = {SourceDocument: 1, Body: 1 + 2, StateMark: 1 + 1 + 2}  # a mark of the site, one of each body
    after = {model: once.get(model, count * 5) for model, count in before.items()}
    assert _counts() == after
    assert len(_terms()) == terms * 5
    assert [model.__name__ for model, count in before.items() if not count] == ["ReadingProgress"]


@pytest.mark.django_db
def test_every_reference_of_a_copy_stays_within_it(city: EditionVersion) -> None:
    connection.check_constraints()
    owners = {model: _editions(model) for model in copied_models()}
    unasked = []
    for model, own in owners.items():
        for field in model._meta.concrete_fields:
            if (target := field.related_model) in owners:
                pairs = model._base_manager.exclude(**{field.name: None}).values_list("pk", field.attname)
                assert all(own[pk] == owners[target][to] for pk, to in pairs), (model, field)
                unasked += [] if pairs else [f"{model.__name__}.{field.name}"]
    # A reference that no row here has would be a check of nothing: give the original such a row.
    assert unasked == ["EditionVersion.replaces"]


def _editions(model: Any) -> dict[Any, int]:
    """The edition of each row, through the first of these that its model has."""
    ways = {
        "edition": "edition",
        "version": "version__edition",
        "statement": "statement__version__edition",
        "result": "result__version__edition",
        "entry": "entry__version__edition",
    }
    names = {field.name for field in model._meta.concrete_fields}
    way = next((path for name, path in ways.items() if name in names), "pk")
    return dict(model._base_manager.values_list("pk", way))


@pytest.mark.django_db
def test_every_page_of_a_copy_answers_and_lists_show_it(client: Client, city: EditionVersion) -> None:
    statement = ProjectStatement.objects.first()
    assert statement
    for page in (*PAGES, f"projects/{statement.slug}/"):
        assert client.get(f"{FIRST}{page}").status_code == 200, page
    assert client.get(f"/en{FIRST}").status_code == 200
    assert "示例市第1区财政局" in client.get(f"{FIRST}tables/").content.decode()
    lists = ("/data/", "/data/editions.csv", "/sitemap-editions.xml", "/feed.xml", "/example-1-finance/")
    for page, shown in (("/", "/example-1-finance/"), *((page, FIRST) for page in lists)):
        answer = client.get(page)
        assert answer.status_code == 200 and shown in answer.getvalue().decode(), page  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_files_of_a_copy_say_what_the_original_says(client: Client, city: EditionVersion) -> None:
    own, other = "上海市科学技术委员会,2025,", "示例市第1区财政局,2024,"
    for name in FILES:
        there, here = (_lines(client, f"{edition}{name}.csv") for edition in (FIRST, STC))
        assert [line.replace(other, own) for line in there] == here
        assert len(here) > 1


def _lines(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.getvalue().decode().splitlines()  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_the_search_finds_a_copy_by_its_name_and_year(client: Client, city: EditionVersion) -> None:
    """Table 9 prints 1,188.26 (10,000 yuan) for “三公” expenses."""
    found = [said(hit)[0] for hit in hits_of(client, "示例市第1区财政局")]
    assert {FIRST, "/example-1-finance/2025/"} <= set(found)
    amounts = [said(hit) for hit in hits_of(client, "1188.26", body="example-1-finance", year="2024")]
    assert any(href.startswith(FIRST) and "1,188.26" in cells for href, _words, cells in amounts)
    assert all(href.startswith(FIRST) for href, _words, _cells in amounts)


@pytest.mark.django_db
def test_the_index_of_a_copy_is_what_the_site_itself_would_write(city: EditionVersion) -> None:
    def entries() -> list[Any]:
        return list(SearchEntry.objects.order_by("pk").values_list())

    def amounts() -> list[Any]:
        return sorted(SearchAmount.objects.values_list("entry", "yuan", "figure"), key=str)

    before = entries(), amounts(), _terms()
    assert len(before[0]) > 500
    for edition in Edition.objects.filter(body__slug="example-1-finance"):
        refresh(edition)
    assert (entries(), amounts(), _terms()) == before


@pytest.mark.django_db
def test_the_log_names_the_copy_and_new_rows_come_behind_the_copies(city: EditionVersion) -> None:
    last = LogEntry.objects.filter(edition__body__slug="example-1-finance", edition__year=2024).last()
    assert last and last.subject == "示例市第1区财政局 2024年部门预算"
    assert {e.subject for e in city.edition.log.all()} == {"上海市科学技术委员会 2025年部门预算"}
    later = CheckResult.objects.filter(version__edition__body__slug="example-1-education").findings().first()
    assert later and actions.explain(later, "另有批复。", OPERATOR)


@pytest.mark.django_db
def test_several_originals_are_copied_by_turns(original: EditionVersion) -> None:
    """Three copies of two: the first twice, with the rows of its own document."""
    content = short_form(SAMPLE.read_text()).encode() + b"\n"
    budget = read(content, SAMPLE.name)
    report = replace(budget.report, body="上海市另一委员会", year=2024)
    other = publish(create_draft(report, budget.checks, content, "other"))
    figures = {version.pk: version.figures.count() for version in (original, other)}
    build(1, 3)
    copies = EditionVersion.objects.filter(edition__body__slug="example-1-finance").order_by("edition__year")
    assert [version.edition.year for version in copies] == [2023, 2024, 2025]
    assert [version.source_id for version in copies] == [
        original.source_id,
        other.source_id,
        original.source_id,
    ]
    assert [version.figures.count() for version in copies] == [
        figures[original.pk],
        figures[other.pk],
        figures[original.pk],
    ]
    connection.check_constraints()


def test_a_model_that_belongs_to_no_edition_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    config = apps.get_app_config("budgets")
    own = list(config.get_models())
    monkeypatch.setattr(config, "get_models", lambda: [*own, Group])
    with pytest.raises(TypeError, match="Group"):
        copied_models()


def test_names_and_years_of_a_city_are_all_different() -> None:
    bodies = list(bodies_of(1100))
    assert (
        len(bodies) == len({name for name, _slug in bodies}) == len({slug for _name, slug in bodies}) == 1100
    )
    originals = [
        Original(1, 2025, "departmental"),
        Original(2, 2024, "unit"),
        Original(3, 2026, "departmental"),
    ]
    copies = list(copies_of(originals, 1100, 3))
    assert len({(copy.body, copy.year) for copy in copies}) == 3300
    assert {copy.year for copy in copies} == {2024, 2025, 2026}
    # In no round twice the same original: a copy's keys are its original's and a step for each round.
    assert len({(copy.original, copy.round) for copy in copies}) == 3300


@pytest.mark.long
@pytest.mark.django_db
def test_the_program_makes_a_city_and_leaves_the_tables_as_they_were(tmp_path: Path, worker_id: str) -> None:
    document = tmp_path / "budget.txt"
    document.write_text(short_form(SAMPLE.read_text()))
    database = _another_database(tmp_path, worker_id)
    site = {
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "DEBUG": "1",
    }

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command], cwd=TOP, env=os.environ | site, capture_output=True, text=True
        )

    made = run("-m", "bench.city", str(document), "--bodies", "2", "--years", "2")
    assert made.returncode == 0, made.stderr
    asked = run("-c", SEEN)
    assert asked.stdout.split() == ["5", str(_indexes()), "1", "200"], asked.stderr
    again = run("-m", "bench.city", str(document))
    assert again.returncode == 1 and "empty" in again.stderr


COUNT_INDEXES = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'index' AND tbl_name LIKE 'budgets%'",
    "postgresql": "SELECT count(*) FROM pg_indexes WHERE tablename LIKE 'budgets%'",
}
SEEN = f"""
import django; django.setup()
from django.db import connection
from django.test import Client
from budgets.models import Edition
with connection.cursor() as cursor:
    cursor.execute({COUNT_INDEXES!r}[connection.vendor])
    indexes = cursor.fetchone()[0]
    settled = 1
    if connection.vendor == "sqlite":
        settled = int(cursor.execute("PRAGMA journal_mode").fetchone()[0] == "wal")
answer = Client(SERVER_NAME="localhost").get("{FIRST}checks/")
print(Edition.objects.count(), indexes, settled, answer.status_code)
"""


def _indexes() -> int:
    with connection.cursor() as cursor:
        cursor.execute(COUNT_INDEXES[connection.vendor])
        return int(cursor.fetchone()[0])


def _another_database(folder: Path, worker: str) -> str:
    """The address of an empty database of the kind that this run has."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{folder}/db.sqlite3"
    import psycopg

    given = settings.DATABASES["default"]
    keys = {"HOST": "host", "USER": "user", "PASSWORD": "password", "PORT": "port"}
    own = {word: given[key] for key, word in keys.items() if given.get(key)}
    name = f"city_{worker}"
    with contextlib.closing(psycopg.connect(dbname="postgres", autocommit=True, **own)) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute(f'CREATE DATABASE "{name}"')
    return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"
