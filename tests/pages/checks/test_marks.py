"""A mark stands at each figure that a finding concerns, and leads to that finding."""

import re

import pytest
from django.test import Client

from budgets.models import CheckResult, EditionVersion, Figure
from budgets.pages.checks.marks import marks_of

EDITION = "/shanghai-stc/2025/"
MARK = re.compile(r'<a class="mark mark--(\w+)" href="([^"]*)" title="([^"]*)" aria-label="[^"]*">(.)</a>')


def page(client: Client, path: str = "") -> str:
    response = client.get(EDITION + path)
    assert response.status_code == 200
    return response.content.decode()


def row(text: str, name: str) -> str:
    """The row of a table's page with that name."""
    return next(
        found
        for found in re.findall(r"<tr id=.*?</tr>", text, re.DOTALL)
        if f">{name}<" in found or f">{name} <" in found
    )


def test_the_printed_sum_that_rounding_left_one_yuan_off_is_marked(
    published: EditionVersion, client: Client
) -> None:
    """Table 5: 206 prints 5,890,464,695 beside 546,438,213 + 5,344,026,483 (line 292); 546,438,213 is itself a sum.

    Its project expenditure, 5,344,026,483, adds up from its sections and has no sign of its own.
    """
    text = page(client, "tables/general-public-budget/")
    line = row(text, "科学技术支出")
    found = MARK.findall(line)
    assert [(verdict, sign) for verdict, _href, _title, sign in found] == [("rounding", "±")] * 2
    number = found[0][1].rpartition("-")[2]
    check = CheckResult.objects.get(version=published, position=number)
    assert any(place["text"] == "5,890,464,695" for place in check.places)
    assert f'id="check-{number}"' in client.get(found[0][1].partition("#")[0]).content.decode()


def test_a_part_of_a_rounded_sum_has_no_mark(published: EditionVersion, client: Client) -> None:
    """Table 2: 206-06 社会科学 20,000 (line 152) is one of nine parts of 206, which prints 1 yuan more than they."""
    text = page(client, "tables/revenue/")
    assert MARK.findall(row(text, "科学技术支出"))
    assert MARK.findall(row(text, "社会科学")) == []


def test_what_only_agrees_has_no_mark(published: EditionVersion, client: Client) -> None:
    """教育支出 46,798,052 of table 5 (line 289) agrees wherever it is compared."""
    line = row(page(client, "tables/general-public-budget/"), "教育支出")
    assert MARK.findall(line) == []


def test_the_worst_finding_counts_and_the_others_are_counted(
    published: EditionVersion, client: Client
) -> None:
    figure = Figure.objects.get(version=published, table_number=2, name="合计", column="total")
    first = CheckResult.objects.filter(code="between.total.t1-t2")
    first.update(verdict="differs")
    CheckResult.objects.filter(code="between.total.t2-t3").update(verdict="unknown")
    mark = marks_of(published).at(figure)
    assert mark
    assert (mark.finding.verdict, mark.count, mark.finding.position) == ("differs", 2, first.get().position)
    assert "；这个数字共有 2 项提示" in page(client, "tables/revenue/")


def test_tables_1_and_9_are_marked_though_checks_name_their_columns_otherwise(
    published: EditionVersion, client: Client
) -> None:
    """Checks call 预算数 of table 1 收入预算数 and 支出预算数, and the columns of table 9 rows."""
    CheckResult.objects.filter(code="between.total.t1-t2").update(verdict="differs")
    CheckResult.objects.filter(code="narrative.t9.hospitality").update(verdict="differs")
    assert "mark--differs" in page(client, "tables/revenue-expenditure/")
    assert "mark--differs" in page(client, "tables/three-public/")
    text = page(client, "three-public/")
    assert {sign for *_rest, sign in MARK.findall(text)} == {"≠"}


def test_every_place_with_a_figure_is_found_again(published: EditionVersion) -> None:
    """The words by which checks name a cell and those by which figures are known are the same for all."""
    CheckResult.objects.filter(version=published).update(verdict="differs")
    marks = marks_of(published)
    figures = {
        (f.table_number, f.place_line, "".join(f.text.split())): f
        for f in Figure.objects.filter(version=published)
    }
    cells = {
        (place["table"], place["line"], "".join(place["text"].split()))
        for check in CheckResult.objects.filter(version=published)
        for place in check.places
        if place["table"] and place["text"]
    } & figures.keys()
    assert cells == figures.keys()
    assert [cell for cell in cells if marks.at(figures[cell]) is None] == []


@pytest.mark.long
def test_a_statement_says_what_the_checks_found_in_it(published: EditionVersion, client: Client) -> None:
    """43.70 against 43.07 万元 (lines 1028 and 1036) is the finding of one statement and of no other."""
    differing = CheckResult.objects.filter(version=published, verdict="differs")
    found = next(check for check in differing if any(place["line"] == 1028 for place in check.places))
    named = CheckResult.objects.filter(version=published, kind="statements", verdict="differs")
    owners = {check.code: check.places[0]["row"] for check in named}
    for statement in published.projectstatements.all():
        text = page(client, f"projects/{statement.slug}/")
        expected = [check.title for check in named if owners[check.code] == statement.name]
        for title in expected:
            assert title.replace("“", "“") in text
        if not expected and found is None:
            assert "原文核对提示</h2>" not in text
    assert sum(owners[check.code] != "" for check in named) == len(named) > 0


def test_a_mark_stands_at_the_number_that_it_is_about(published: EditionVersion, client: Client) -> None:
    """The sum of the functions is one off the amount 616,098万元 (line 84); nothing is said of the change."""
    lede = next(
        found for found in re.findall(r'<p class="lede">.*?</p>', page(client)) if "比2024年预算增加" in found
    )
    assert MARK.findall(lede) == []
    amounts = page(client).partition('id="changed"')[2]
    assert MARK.search(amounts)


def test_a_sum_of_ours_has_the_worst_mark_of_its_terms(published: EditionVersion) -> None:
    figures = list(Figure.objects.filter(version=published, table_number=5, code="206"))
    marks = marks_of(published)
    worst = marks.worst(figures)
    assert worst
    assert worst.rank == min(mark.rank for figure in figures if (mark := marks.at(figure)))
    assert marks.worst([]) is None
