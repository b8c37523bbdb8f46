"""A draft is compared with what its body has published for the year before."""

import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from budgets.actions import create_draft, publish, withdraw
from budgets.actions.log import OPERATOR
from budgets.models import EditionVersion
from budgets.reading import read
from tests.conftest import SAMPLE
from tests.documents import short_form

TEXT = short_form(SAMPLE.read_text())
# The same figures under the year after. 2025 in the middle of dates and in the prose matters to no table.
NEXT = re.sub("2025年", "2026年", TEXT)


def drafted(text: str) -> EditionVersion:
    content = text.encode()
    budget = read(content, "document.txt")
    return create_draft(budget.report, budget.checks, content, "" if text is NEXT else "shanghai-stc")


def told(version: EditionVersion) -> list[str]:
    return [check.code for check in version.checkresults.filter(code__startswith="form.last-year")]


@pytest.mark.django_db
def test_a_draft_is_compared_with_the_published_edition_of_the_year_before() -> None:
    assert told(drafted(TEXT)) == []  # nothing is stored yet
    assert told(drafted(NEXT)) == []  # the year before is a draft
    before = publish(EditionVersion.objects.get(edition__year=2025))
    repeated = drafted(NEXT)
    # Of the short form tables 4, 8 and 9 print fewer than eight amounts that are not the same, 6 and 7 none.
    assert told(repeated) == [f"form.last-year.t{n}" for n in (1, 2, 3, 5)]
    title = repeated.checkresults.get(code="form.last-year.t3").title
    assert "与2025年预算的同一张表一模一样" in title
    withdraw(before.edition, "公开的文件有误", OPERATOR)
    assert told(drafted(NEXT)) == []


@pytest.mark.django_db
def test_the_precheck_compares_too(admin_client: Client, tmp_path: Path) -> None:
    publish(drafted(TEXT))
    path = tmp_path / "2026.txt"
    path.write_text(NEXT)
    with path.open("rb") as file:
        page = admin_client.post("/admin/check/", {"file": file}).content.decode()
    assert "与2025年预算的同一张表一模一样" in page


def test_check_budget_compares_two_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a database: pytest-django refuses any query in this test."""
    (before := tmp_path / "2025.txt").write_text(TEXT)
    (now := tmp_path / "2026.txt").write_text(NEXT)
    with pytest.raises(SystemExit):
        call_command("check_budget", str(now), "--before", str(before))
    assert "与2025年预算的同一张表一模一样" in capsys.readouterr().out
    with pytest.raises(CommandError, match="--before 要给出上海市科学技术委员会2024年的部门预算"):
        call_command("check_budget", str(before), "--before", str(now))
