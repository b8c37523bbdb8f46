"""Every amount on a page that leads to a cell shows the amount of that cell."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from budgets.form.amounts import Unit, format_amount, format_speakable
from budgets.form.tables import UNIT
from budgets.models import EditionVersion, Figure

EDITION = "/shanghai-stc/2025/"
LINK = re.compile(r'<a[^>]*href="[^"]*/source/\?figure=(\d+)#marked"[^>]*>([^<]*)</a>')
PAGES = [
    "",
    "?scope=fiscal",
    "projects/",
    "three-public/",
    "charts/flow/embed/",
    "charts/flow/embed/?scope=fiscal",
    "charts/functions/embed/?scope=fiscal",
    "charts/economic/embed/",
    "figures/?per_page=200",
    *(f"tables/{table.slug}/" for table in UNIT.tables),
    "tables/expenditure/?unit=wan",
]


def shown_as(yuan: Decimal) -> set[str]:
    """Every way in which a page may write that amount."""
    exact = {format_amount(yuan, unit) for unit in Unit} | {format_speakable(yuan)}
    padded = {f"{digits}{zeros}" for digits in exact for zeros in (".00", "0", "")}
    return {text.replace("-", "−") for text in padded}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.long
def test_a_link_shows_the_amount_of_its_cell(published: EditionVersion, client: Client, path: str) -> None:
    figures = {figure.position: figure for figure in Figure.objects.filter(version=published)}
    page = client.get(EDITION + path).content.decode()
    links = LINK.findall(page)
    amounts = [(int(n), words.strip("\N{FIGURE SPACE}\N{PUNCTUATION SPACE} ")) for n, words in links]
    wrong = [
        (words, figures[n].printed)
        for n, words in amounts
        if re.search(r"\d", words)
        and not re.match(r"第\d|表\d", words)
        and words not in shown_as(figures[n].yuan)
    ]
    assert wrong == []
    empty = ("government-managed-funds", "state-capital", "projects/")
    assert links or any(word in path for word in empty), path
