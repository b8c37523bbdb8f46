"""Databases of earlier versions, kept under tests/data, still serve after `migrate`."""

import lzma
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parent / "data"
TOP = DATA.parent.parent
READ = (
    "import django; django.setup(); from django.test import Client; "
    "client = Client(SERVER_NAME='localhost'); page = client.get('/shanghai-stc/2025/figures.csv'); "
    "checks = client.get('/shanghai-stc/2025/checks/').content.decode(); "
    "told = '这一版没有做过这几类核对' in checks; "
    "found = '/shanghai-stc/2025/source/?figure=536#marked' in client.get('/search/?q=1188.26').content.decode(); "
    "print(page.status_code, len(b''.join(page.streaming_content).splitlines()), told, found)"
)


@pytest.mark.parametrize("kept", sorted(DATA.glob("*.sqlite3.xz")), ids=lambda path: path.name)
def test_an_earlier_database_is_upgraded_and_served(kept: Path, tmp_path: Path) -> None:
    database = tmp_path / "db.sqlite3"
    database.write_bytes(lzma.decompress(kept.read_bytes()))
    site = {
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{database}",
        "DEBUG": "1",  # pages without collected files
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    environment = os.environ | site
    subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], cwd=TOP, env=environment, check=True)
    served = subprocess.run(
        [sys.executable, "-c", READ], cwd=TOP, env=environment, check=True, capture_output=True, text=True
    )
    assert (
        served.stdout.split()
        == [
            "200",
            "543",
            "True",
            "True",
        ]
    )  # the heading and 542 figures; what that version did not check is said; search finds without another step
    with sqlite3.connect(database) as connection:
        (bytes_kept,) = connection.execute("select size from budgets_sourcedocument").fetchone()
        links = connection.execute(
            "select link_state, link_unit_id is budget_unit_id, link_words = implementer, count(*)"
            " from budgets_projectstatement group by 1, 2, 3 order by 4"
        ).fetchall()
    assert bytes_kept == 133979
    # 19 statements had the very name of a listed unit; of the other 10 nothing is made up.
    assert links == [("未判断", 1, 0, 10), ("名单内单位", 1, 1, 19)]


def test_there_is_an_earlier_database() -> None:
    assert list(DATA.glob("*.sqlite3.xz"))
