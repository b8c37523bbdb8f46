"""Databases of earlier versions, kept under tests/data, still serve after `migrate`: pages and files answer."""

import json
import lzma
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from budgets.reconcile import CheckOutcome

DATA = Path(__file__).resolve().parent / "data"
TOP = DATA.parent.parent
EDITION = "/shanghai-stc/2025/"
PAGES = (
    *("/", "/shanghai-stc/", "/search/?q=1188.26", "/data/", "/compare/?e=shanghai-stc/2025", "/glossary/"),
    *(f"{EDITION}{page}/" for page in ("checks", "disclosure", "tables", "tables/revenue", "figures")),
    *(
        f"{EDITION}{page}/"
        for page in ("projects", "projects/科技馆建筑体大修", "notes", "source", "versions")
    ),
    *(EDITION, f"/en{EDITION}"),
    # English words for old rows
    *(f"/en{EDITION}{page}/" for page in ("checks", "disclosure", "projects/科技馆建筑体大修", "source")),
)
FILES = (
    *tuple(
        f"{EDITION}{name}.{suffix}"
        for name in ("tables/revenue", "figures", "projects", "checks")
        for suffix in ("csv", "xlsx", "json")
    ),
    f"{EDITION}workbook.xlsx",
    f"{EDITION}package.zip",
    f"{EDITION}source/original",
)
READ = f"""
import django, json; django.setup()
from django.test import Client
client = Client(SERVER_NAME="localhost")
def body(address):
    response = client.get(address)
    return response.status_code, b"".join(response.streaming_content) if response.streaming else response.content
statuses = {{address: body(address)[0] for address in {PAGES + FILES!r}}}
print(json.dumps({{
    "wrong": {{address: status for address, status in statuses.items() if status != 200}},
    "figures": len(body("{EDITION}figures.csv")[1].splitlines()),
    "told": "这一版没有做过这几类核对" in body("{EDITION}checks/")[1].decode(),
    "found": "{EDITION}source/?figure=536#marked" in body("/search/?q=1188.26")[1].decode(),
}}))
"""
# Whether pages say that the version left checks out, and how many of its 29 statements have an implementer of each
# state. 0.1.0 knew the very names of listed units alone, and nothing is made up for it.
KEPT = {
    "0.1.0": (True, {"未判断": 10, "名单内单位": 19}),
    "before-0.2.0": (
        False,
        {
            "名单内单位": 20,
            "写了几个主体": 4,
            "可能是名单内单位的部门": 2,
            "可能是名单内单位的简称": 1,
            "名单中没有": 1,
            "没有单独写明名称": 1,
        },
    ),
}


Schema = dict[str, tuple[set[Any], ...]]


def _migrate(database: Path) -> dict[str, str]:
    """Bring the database to the tables of today; the environment of its site."""
    site = {
        "DATA_DIR": str(database.parent),
        "DATABASE_URL": f"sqlite:///{database}",
        "DEBUG": "1",  # pages without collected files
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    environment = os.environ | site
    subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], cwd=TOP, env=environment, check=True)
    return environment


def _constraints(sql: str) -> Iterator[str]:
    """The CHECK and the named UNIQUE constraints of a table, each whole: to the bracket that closes it."""
    for found in re.finditer(r'(CONSTRAINT "[^"]+" )?(CHECK|UNIQUE) \(', sql):
        at, open_brackets = found.end(), 1
        while open_brackets:
            open_brackets += {"(": 1, ")": -1}.get(sql[at], 0)
            at += 1
        yield sql[found.start() : at]


def _schema(database: Path) -> Schema:
    """By table: its columns, foreign keys, indexes and constraints, in whatever order they were made."""
    with sqlite3.connect(database) as connection:
        named = "select name, sql from sqlite_master where type = 'table' and name not like 'sqlite%'"
        schema: Schema = {}
        for table, sql in connection.execute(named).fetchall():
            # Name, type, not null, default, place in the primary key; the places of the columns differ.
            columns = {row[1:] for row in connection.execute(f"pragma table_info({table})")}
            keys = {row[2:] for row in connection.execute(f"pragma foreign_key_list({table})")}
            indexes = connection.execute(
                "select sql from sqlite_master where tbl_name = ? and type = 'index'", [table]
            )
            uniques = {
                (
                    row[2],
                    row[3],
                    tuple(name for *_, name in connection.execute(f"pragma index_info({row[1]})")),
                )
                for row in connection.execute(f"pragma index_list({table})")
            }
            constraints = set(_constraints(sql))
            schema[table] = (columns, keys, set(indexes), uniques, constraints)
        return schema


@pytest.fixture(scope="module")
def new_schema(tmp_path_factory: pytest.TempPathFactory) -> Schema:
    """That of a new database, whose tables are made by one migration instead of all."""
    database = tmp_path_factory.mktemp("new") / "db.sqlite3"
    _migrate(database)
    schema = _schema(database)
    columns, _keys, _indexes, uniques, constraints = schema["budgets_editionversion"]
    assert len(columns) > 20 and uniques
    (whole,) = (each for each in constraints if "a_draft_has_no_number" in each)
    assert whole.count("'draft'") == 2  # both halves of it
    return schema


@pytest.mark.parametrize("version", KEPT)
def test_an_earlier_database_is_upgraded_and_served(
    version: str, tmp_path: Path, checks: tuple[CheckOutcome, ...], new_schema: Schema
) -> None:
    database = tmp_path / "db.sqlite3"
    database.write_bytes(lzma.decompress((DATA / f"{version}.sqlite3.xz").read_bytes()))
    with sqlite3.connect(database) as connection:
        noticed = connection.execute("select id, message from budgets_importissue order by id").fetchall()
    environment = _migrate(database)
    assert _schema(database) == new_schema
    served = subprocess.run(
        [sys.executable, "-c", READ], cwd=TOP, env=environment, check=True, capture_output=True, text=True
    )
    told, states = KEPT[version]
    # The heading and 542 figures; search finds without another step.
    assert json.loads(served.stdout) == {"wrong": {}, "figures": 543, "told": told, "found": True}
    with sqlite3.connect(database) as connection:
        (bytes_kept,) = connection.execute("select size from budgets_sourcedocument").fetchone()
        links = connection.execute(
            "select link_state, count(*) from budgets_projectstatement group by 1"
        ).fetchall()
        kept = connection.execute(
            "select kept is null, kept like '%places%', count(*) from budgets_checkresult group by 1, 2"
        )
        in_words = {(bool(resolved), places) for resolved, places, _count in kept}
        found = dict(connection.execute('select code, "references" from budgets_checkresult'))
        issues = connection.execute("select id, kept from budgets_importissue order by id").fetchall()
    assert bytes_kept == 133979
    assert dict(links) == states
    # Every place is a reference now. 0.1.0 stored finished sentences, which stay as they were.
    assert in_words == ({(False, 0)} if version == "0.1.0" else {(True, None)})
    assert issues == noticed and all(words for _id, words in noticed)
    # The references that were found again from words are those that the rules give today.
    today = {check.code: list(check.references) for check in checks if check.code in found}
    assert len(today) == len(found)
    assert {code: json.loads(found[code]) for code in today} == today


def test_every_kept_database_is_tried() -> None:
    assert {path.name.removesuffix(".sqlite3.xz") for path in DATA.glob("*.xz")} == KEPT.keys()
