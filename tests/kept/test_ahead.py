"""What `keep_answers` makes ahead: every page of the sitemap, and the packages; only where something changed."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from budgets.actions import OPERATOR, explain
from budgets.kept.ahead import Progress, alone
from budgets.models import CheckResult
from tests.pages.bodies import expenditure_table, publish_edition

HOST = "testserver"


def keep_answers() -> str:
    out = StringIO()
    call_command("keep_answers", "--host", HOST, stdout=out)
    return out.getvalue()


def pages_of_sitemap(site) -> list[str]:
    index = site.get("/sitemap.xml", computed=True).text
    found = []
    for part in re.findall(r"<loc>http://testserver(.*?)</loc>", index):
        found += re.findall(r"<loc>http://testserver(.*?)</loc>", site.get(part, computed=True).text)
    return found


@pytest.mark.long
def test_every_page_of_the_sitemap_is_there_before_a_reader_asks(brief, site, settings):
    keep_answers()
    assert {path.name.partition("-r0-")[0] for path in settings.DATA_DIR.rglob("*.zip")} == {"zh-hans", "en"}
    pages = pages_of_sitemap(site)
    assert f"/en/{brief.edition.body.slug}/2025/checks/" in pages
    assert {site.get(page).status for page in pages} == {200}
    assert site.made == []


@pytest.mark.long
def test_only_what_changed_is_made_anew(brief, site, report):
    publish_edition(report, "别的单位", 2024, expenditure_table({"205": ("教育支出", 12)}), slug="other")
    assert {line.partition(":")[0] for line in keep_answers().splitlines()} == {"/", "other", "shanghai-stc"}
    assert keep_answers() == ""
    explain(CheckResult.objects.filter(verdict="differs")[0], "已核实，系排版错误。", OPERATOR)
    assert {line.partition(":")[0] for line in keep_answers().splitlines()} == {"/", "shanghai-stc"}


def test_two_do_not_make_the_same(brief, site):
    with alone() as is_alone:
        assert is_alone
        assert keep_answers() == "Another process makes them\n"
    assert [scope for scope, _mark in Progress([HOST]).left()] == ["shanghai-stc", ""]


def test_a_name_is_needed_and_kept_answers(brief, site, settings):
    settings.ALLOWED_HOSTS = [".example.org"]
    with pytest.raises(CommandError, match="--host"):
        call_command("keep_answers")
    settings.KEPT_ANSWERS = False
    with pytest.raises(CommandError, match="KEPT_ANSWERS"):
        call_command("keep_answers", "--host", HOST)
