"""Both databases give the same bytes of every file, also after the data moved from one to the other."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from budgets.models import CheckResult, EditionVersion
from tests.conftest import SAMPLE
from tests.documents import short_form
from tests.trials import trials

FILES = tuple(
    f"/shanghai-stc/2025/{name}" for name in ("checks.json", "checks.csv", "figures.json", "package.zip")
)
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)  # a package says when its version was published
DIGESTS = f"""
import json, hashlib
from django.test import Client
from django.utils import timezone
timezone.now = lambda: timezone.datetime.fromisoformat("{NOW.isoformat()}")
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("import_budget", "DOCUMENT", "--slug", "shanghai-stc", "--publish", stdout=open("/dev/null", "w"))
client = Client(SERVER_NAME="localhost")
def bytes_of(address):
    response = client.get(address)
    return b"".join(response.streaming_content) if response.streaming else response.content
print(json.dumps([hashlib.sha256(bytes_of(address)).hexdigest() for address in {FILES!r}]))
"""


def _digests(client: Client) -> list[str]:
    def content(address: str) -> bytes:
        response = client.get(address)
        return b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]

    return [hashlib.sha256(content(address)).hexdigest() for address in FILES]


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Callable[..., str]:
    """Runs manage.py on a SQLite database of its own; what it printed."""

    def manage(*arguments: str) -> str:
        site = {"DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3", "DATA_DIR": str(tmp_path), "DEBUG": "1"}
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=settings.BASE_DIR, env=os.environ | site, check=True, capture_output=True, text=True
        )
        return done.stdout

    return manage


@pytest.mark.postgres
@pytest.mark.django_db
def test_files_have_the_same_bytes_on_both_databases_and_after_a_move(
    client: Client,
    tmp_path: Path,
    on_sqlite: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
    settings: pytest.FixtureRequest,
) -> None:
    source = tmp_path / "document.txt"
    source.write_text(trials(short_form(SAMPLE.read_text()), SAMPLE.read_text()))
    there = json.loads(on_sqlite("shell", "-v", "0", "-c", DIGESTS.replace("DOCUMENT", str(source))))
    dump = tmp_path / "moved.json"
    on_sqlite("dumpdata", "budgets", "--natural-foreign", "--output", str(dump))

    settings.DATA_DIR = tmp_path / "here"  # type: ignore[attr-defined]
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    call_command("import_budget", str(source), "--slug", "shanghai-stc", "--publish")
    assert _digests(client) == there

    connection.check_constraints()  # now, or PostgreSQL empties no table that waits for its check
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE budgets_body, budgets_sourcedocument, budgets_logentry CASCADE")
    settings.DATA_DIR = tmp_path / "moved"  # type: ignore[attr-defined]
    call_command("loaddata", str(dump), verbosity=0)
    assert _digests(client) == there


def test_a_place_has_its_keys_in_the_order_of_the_contract(client: Client, published: EditionVersion) -> None:
    """Whatever order the database gives them in: that of `jsonb` is by the length of the key."""
    for n, result in enumerate(CheckResult.objects.filter(version=published)):
        if n % 2:  # as an earlier version of the site stored them
            kept = [dict(sorted(place.items(), key=lambda item: len(item[0]))) for place in result.places]
            result.kept = {"places": kept}
            result.save(update_fields=["kept"])
    found = json.loads(client.get("/shanghai-stc/2025/checks.json").getvalue())
    places = [place for check in found for place in check["places"]]
    assert len(places) > 1000
    assert {tuple(place) for place in places} == {("table", "row", "column", "page", "line", "text")}
