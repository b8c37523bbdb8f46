"""A clerk beside the running site: does one act after the other in a process of its own, as it is told on standard input."""

import sqlite3
import sys
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import django
import psycopg

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from budgets import actions  # noqa: E402
from budgets.actions import OPERATOR, Actor  # noqa: E402
from budgets.form.terms import Verdict  # noqa: E402
from budgets.models import CheckResult, Edition, EditionVersion, ImplementerConfirmation, ProjectStatement  # noqa: E402
from budgets.reading import read  # noqa: E402

SAMPLE = Path(__file__).resolve().parents[2] / "budgets" / "sample" / "shanghai-stc-2025.txt"
TOTAL = "1,188.26"  # of “三公”, as table 9 prints it


def live() -> EditionVersion:
    return EditionVersion.objects.get(status="published")


def draft(total: str) -> EditionVersion:
    """The bundled document with another total of “三公”."""
    content = SAMPLE.read_text().replace(TOTAL, total).encode()
    budget = read(content, SAMPLE.name)
    return actions.create_draft(budget.report, budget.checks, content)


def publish_corrected() -> None:
    actions.publish(draft("1,188.27"), "更正“三公”经费", OPERATOR)


def undo() -> None:
    actions.restore(EditionVersion.objects.get(number=1), "撤销更正", OPERATOR)


def explain() -> None:
    result = CheckResult.objects.filter(version=live(), verdict=Verdict.DIFFERS.word).first()
    actions.explain(result, "本单位正在核实", OPERATOR)


def confirm() -> None:
    decision = ImplementerConfirmation.Decision.NONE
    statement = ProjectStatement.objects.filter(version=live()).not_surely_listed().first()
    actions.confirm_implementer(statement, decision, None, OPERATOR)


def withdraw_one() -> None:
    actions.withdraw_version(EditionVersion.objects.get(number=2), "含有不应公开的内容", OPERATOR)


def reinstate_one() -> None:
    actions.reinstate_version(EditionVersion.objects.get(number=2), "误撤", OPERATOR)


def withdraw() -> None:
    actions.withdraw(Edition.objects.get(), "含有不应公开的内容", OPERATOR)


def reinstate() -> None:
    actions.reinstate(Edition.objects.get(), "误撤", OPERATOR)


def date_it() -> None:
    actions.set_dates(live(), date(2025, 1, 10), date(2025, 1, 24), OPERATOR)


def publish_by_the_clock() -> None:
    """Set a time, and wait until it has come: nobody acts at that moment."""
    fa = User.objects.get(username="fa")
    waiting = draft("1,188.28")
    at = timezone.now() + timedelta(seconds=3)
    actions.schedule(waiting, at, "更正“三公”经费", Actor(fa))
    time.sleep((at - timezone.now()).total_seconds())


def put_back() -> None:
    """The database of the beginning, over the one that is there: as an operator restores a backup."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "postgresql":
        return copy(f"{name}_backup", name)
    connection.ensure_connection()
    with closing(sqlite3.connect(f"{connection.settings_dict['NAME']}.backup")) as backup:
        backup.backup(connection.connection)


def back_up() -> None:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "postgresql":
        return copy(name, f"{name}_backup")
    connection.ensure_connection()
    with closing(sqlite3.connect(f"{connection.settings_dict['NAME']}.backup")) as backup:
        connection.connection.backup(backup)


def copy(source: str, target: str) -> None:
    """Make the database `target` anew from `source` while a site is at work: PostgreSQL wants both without connections."""
    connection.close()
    connection.close_pool()
    at = connection.settings_dict
    with psycopg.connect(host=at["HOST"], user=at["USER"], dbname="template1", autocommit=True) as server:
        for name in (source, target):
            if server.execute("SELECT FROM pg_database WHERE datname = %s", [name]).rowcount:
                server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
                server.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
                )
        server.execute(f'DROP DATABASE IF EXISTS "{target}"')
        server.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
        for name in (source, target):
            server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


if __name__ == "__main__":
    for line in sys.stdin:
        globals()[line.strip()]()
        print("done", flush=True)
