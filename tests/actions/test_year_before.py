"""A draft is compared with what its body has published for the year before."""

import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from budgets.actions import create_draft, publish, reinstate, withdraw
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


def causes(version: EditionVersion) -> dict[str, str]:
    """The code of every finding, with that of the finding that stands for its cause."""
    found = {check.position: check for check in version.checkresults.findings()}
    return {check.code: "" if check.cause is None else found[check.cause].code for check in found.values()}


@pytest.mark.django_db
def test_a_draft_made_before_is_compared_when_the_year_before_is_published() -> None:
    """The same is found as in a draft that is made after, with the same causes."""
    year_before = drafted(TEXT)
    # Class 206 of table 2 is 9,000 more than of last year: only tables 1, 3 and 5 repeat it, and 2 and 3 disagree.
    wrong = NEXT.replace("\t科学技术支出\t6,864,921,425\t", "\t科学技术支出\t6,864,930,425\t", 1)
    assert wrong != NEXT
    drafts = [drafted(NEXT), drafted(wrong)]
    assert [told(draft) for draft in drafts] == [[], []]
    seen = [draft.draft_revision for draft in drafts]
    published = publish(year_before)
    for draft, text in zip(drafts, (NEXT, wrong), strict=True):
        made_after = drafted(text)
        assert told(draft) == told(made_after) != []
        assert causes(draft) == causes(made_after)
        behind = [code for code, cause in causes(draft).items() if cause.startswith("form.last-year")]
        assert any(code.startswith("between.") for code in behind) is (text is wrong), behind
        titles = [list(d.checkresults.filter(code__in=told(d))) for d in (draft, made_after)]
        assert [str(check) for check in titles[0]] == [str(check) for check in titles[1]]
        assert [check.places for check in titles[0]] == [check.places for check in titles[1]]
        draft.refresh_from_db()
    # Publishers who saw the draft before must look again.
    assert [draft.draft_revision for draft in drafts] == [n + 1 for n in seen]
    withdraw(published.edition, "公开的文件有误", OPERATOR)
    assert [told(draft) for draft in drafts] == [[], []]
    assert "" in causes(drafts[1]).values()
    assert not any(code.startswith("form.last-year") for code in causes(drafts[1]).values())
    reinstate(published.edition, "文件无误", OPERATOR)
    assert told(drafts[1]) == told(drafted(wrong))
    assert causes(drafts[1])["between.function.t2-t3.206"].startswith("form.last-year")


@pytest.mark.django_db
def test_a_draft_of_which_nothing_else_is_found_stays_as_it_was_seen() -> None:
    first = publish(drafted(TEXT))
    draft = drafted(NEXT)
    explained = draft.checkresults.get(code="form.last-year.t3")
    publish(drafted(TEXT), "重新公开")
    draft.refresh_from_db()
    assert draft.draft_revision == 0
    assert draft.checkresults.get(code="form.last-year.t3").pk == explained.pk
    assert first.edition.versions.count() == 2


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
