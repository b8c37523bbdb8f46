"""A form with the tables in another order: its pages say the same, under its own numbers."""

import csv
import re
from collections import Counter

import pytest
from django.core.management import call_command
from django.db.models import F
from django.test import Client

from budgets.form.tables import DEPARTMENTAL, FORMS, BudgetForm
from budgets.models import EditionVersion

pytestmark = pytest.mark.long

TURNED = BudgetForm.of("turned", DEPARTMENTAL.kind, DEPARTMENTAL.words, reversed(DEPARTMENTAL.tables))
TABLES = len(TURNED.tables)
EDITION = "/shanghai-stc/2025/"
PAGES = (
    "",
    "?scope=fiscal",
    "tables/",
    "tables/revenue/",
    "tables/fiscal-appropriation/",
    "tables/three-public/",
    "figures/?q=206",
    "projects/",
    "three-public/",
    "disclosure/",
    "source/?figure=37",
)
SITE_PAGES = ("/search/?q=教育支出", "/search/?q=1,188.26", "/compare/?e=shanghai-stc/2025")
FILES = ("figures.csv", "projects.csv", "tables/expenditure.csv")


@pytest.fixture
def edition(published: EditionVersion) -> EditionVersion:
    """The bundled edition without its checks, which keep what they compared by the numbers of their form."""
    published.checkresults.all().delete()
    call_command("index_search", all=True)
    return published


def _turn(version: EditionVersion, monkeypatch: pytest.MonkeyPatch) -> None:
    """The edition as if its form had the last table first."""
    monkeypatch.setitem(FORMS, TURNED.key, TURNED)
    version.figures.update(table_number=TABLES + 1 - F("table_number"))
    version.printedtablerecords.update(
        number=F("number") + TABLES
    )  # so that no number is taken twice on the way
    version.printedtablerecords.update(number=2 * TABLES + 1 - F("number"))
    version.form_key = TURNED.key
    version.save()
    call_command("index_search", all=True)


def _words(client: Client, address: str) -> Counter[str]:
    """The characters of a page, the name of a table by its number as one."""
    page = client.get(address).content.decode()
    shown = re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)
    return Counter(re.findall(r"表[1-9]|\S", shown))


def _turned(words: Counter[str]) -> Counter[str]:
    numbers = {f"表{n}": f"表{TABLES + 1 - n}" for n in TURNED.by_number}
    return Counter({numbers.get(word, word): count for word, count in words.items()})


def test_pages_say_the_same_under_the_numbers_of_the_form(
    client: Client, edition: EditionVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = [*(EDITION + page for page in PAGES), *SITE_PAGES]
    before = {address: _turned(_words(client, address)) for address in addresses}
    assert sum(words["表8"] for words in before.values()) > 20
    _turn(edition, monkeypatch)
    for address in addresses:
        found = _words(client, address)
        assert (found - before[address], before[address] - found) == (Counter(), Counter()), address


def test_files_have_the_same_rows(
    client: Client, edition: EditionVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rows(name: str) -> list[list[str]]:
        lines = b"".join(client.get(EDITION + name)).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]
        return list(csv.reader(lines))

    before = {name: rows(name) for name in FILES}
    at = before["figures.csv"][0].index("表号")
    for row in before["figures.csv"][1:]:
        row[at] = str(TABLES + 1 - int(row[at]))
    _turn(edition, monkeypatch)
    assert {name: rows(name) for name in FILES} == before
