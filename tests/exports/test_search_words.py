"""The file of a search holds the words of the document, not the markup of the page."""

from dataclasses import replace

import pytest
from django.test import Client

from budgets.actions import create_draft, publish
from budgets.parsing.records import BudgetReport
from tests.exports.files import column, content, csv_rows

pytestmark = pytest.mark.django_db


def test_signs_that_mean_something_in_markup_stay_as_printed(client: Client, report: BudgetReport) -> None:
    first, *others = report.definitions
    words = "指A&B两家的“甲” <5% 与 \"乙\"'丙'；&amp;照印"
    changed = replace(report, definitions=(replace(first, text=words), *others))
    publish(create_draft(changed, (), b"signs", "shanghai-stc"))
    for query in ("q=照印", "q=两家"):
        rows = csv_rows(content(client, f"/search.csv?{query}&kind=definition"))
        assert list(column(rows, "文字")) == [words], query
