"""原文核对提示."""

import json
import re

from django.test import Client

from budgets.models import CheckResult, EditionVersion
from budgets.pages.checks.read import rows_of_figures
from budgets.pages.checks.view import Addresses

ADDRESS = "/shanghai-stc/2025/checks/"


def page(client: Client, query: str = "") -> str:
    response = client.get(ADDRESS + query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_first_sentence_says_how_much_was_checked(published: EditionVersion, client: Client) -> None:
    first = re.search(r'<p class="lede">(.*?)</p>', page(client), re.DOTALL)
    checks, equal = CheckResult.objects.count(), CheckResult.objects.filter(verdict="equal").count()
    assert first
    assert "九张表印出的 542 个数字中" in first[1]
    assert f"一共 {checks} 项核对，{equal} 项一致" in first[1]


def test_what_agrees_is_folded_and_what_does_not_is_open(published: EditionVersion, client: Client) -> None:
    text = page(client)
    before, after = text.split("<details><summary>一致", 1)
    # differs: table 3's heading and twelve faults of the prose, of which two paragraphs have no full stop; rounding: 17 in tables, 2 in the narrative, 1 in a
    # statement; unknown: table 5's names, no note under tables 6 and 7, two sentences that end two
    # items, a former name of a listed unit
    assert before.count('<li id="check-') == 13 + 20 + 5
    assert "6,864,921,424" in before
    assert '<li id="check-' in after


def test_what_follows_from_a_finding_is_folded_under_it_and_counts_once(
    published: EditionVersion, client: Client
) -> None:
    first, second = CheckResult.objects.filter(verdict="differs").order_by("position")[:2]
    CheckResult.objects.filter(pk=second.pk).update(cause=first.position)
    text = page(client)
    assert "不一致 12" in text and "不一致 13" not in text
    own = text.split(f'<li id="check-{first.position}">', 1)[1]
    fold = own.index("由它引起的还有 1 项")
    assert fold < own.index(f'<li id="check-{second.position}">') < own.index("</details>", fold)
    assert f"{second.title}" in own
    # A list without its cause has it as one of its own; the files name its cause in every list.
    alone = page(client, f"?verdict=differs&kind={second.kind}") if second.kind != first.kind else ""
    assert not alone or f'<li id="check-{second.position}">' in alone
    rows = json.loads(b"".join(client.get(f"{ADDRESS[:-1]}.json?verdict=differs")))
    assert {row["code"]: row["cause"] for row in rows if row["cause"]} == {second.code: first.code}


def test_a_place_leads_to_its_row(published: EditionVersion, client: Client) -> None:
    text = page(client, "?verdict=rounding&table=2")
    assert 'href="/shanghai-stc/2025/tables/revenue/#row-4"' in text  # 206 is the fourth line of table 2
    assert "第125行：6,864,921,425" in text


def test_checks_are_filtered_by_table_kind_and_verdict(published: EditionVersion, client: Client) -> None:
    found = {
        number: page(client, f"?verdict=rounding&table={number}").count('id="check-')
        for number in (2, 3, 5, 8)
    }
    assert found == {2: 4, 3: 4, 5: 5, 8: 4}
    assert page(client, "?verdict=rounding&kind=between").count('id="check-') == 0
    assert "没有符合条件的核对" in page(client, "?verdict=differs&kind=within")


def test_one_heading_for_each_verdict_and_the_question_of_each_kind_under_it(
    published: EditionVersion, client: Client
) -> None:
    headings = [
        re.sub("<[^>]*>|\\s+", "", found)
        for found in re.findall(r"<h[23][^>]*>.*?</h[23]>", page(client, "?per_page=200"), re.DOTALL)
        if "项" in found or "吗？" in found
    ]
    assert headings[:7] == [
        "不一致13项（本页）",
        "项目说明：前后一致吗？",  # money stands first
        "格式：该有的都有吗？",
        "四舍五入20项（本页）",
        "表内：各级金额加得起来吗？",
        "文字与表：说法和表格一致吗？",
        "项目说明：前后一致吗？",
    ]
    verdicts = [heading for heading in headings if "项（" in heading]
    assert [re.sub("[0-9].*", "", heading) for heading in verdicts] == [
        "不一致",
        "四舍五入",
        "无法核对",
        "一致",
    ]


def test_the_sides_are_said_in_words(published: EditionVersion, client: Client) -> None:
    """206 of table 2 prints 6,864,921,425; its sections of line 126 and below add up to one yuan less."""
    text = page(client, "?verdict=rounding&table=2")
    assert "原文印 6,864,921,425，相加得 6,864,921,424 元" in text
    shown = re.sub(
        "<form.*?</form>", "", text.split('id="results"')[1], flags=re.DOTALL
    )  # columns of the files
    assert "左" not in re.sub("<[^>]*>", "", shown)
    CheckResult.objects.filter(code="between.total.t1-t2").update(verdict="differs", right=7181860499)
    CheckResult.objects.filter(code="within.balance.t1").update(verdict="differs", right=None)
    text = page(client, "?verdict=differs")
    assert "7,181,860,500 与 7,181,860,499 元" in text
    assert "7,181,860,500 与 空白 元" in text


def test_only_what_occurs_can_be_chosen(published: EditionVersion, client: Client) -> None:
    kinds = re.findall('type="checkbox" name="kind" value="([^"]*)"', page(client))
    assert kinds == ["form", "within", "between", "narrative", "statements", "notes", "text"]
    assert "没有符合条件的核对" in page(client, "?kind=notes&verdict=differs")


def test_agreeing_checks_open_when_asked_for(published: EditionVersion, client: Client) -> None:
    assert "<details open><summary>一致" in page(client, "?verdict=equal")


def test_each_undecided_check_says_why(published: EditionVersion, client: Client) -> None:
    text = page(client, "?verdict=unknown")
    whys = re.findall(r'<span class="muted">原因：(.*?)</span>', text)
    assert len(whys) == 5
    assert whys.count("可能本来没有这类收支，也可能漏填；文件没有说明是哪一种") == 2  # tables 6 and 7
    assert "这一页没有科目名称栏，没有名称可比" in whys  # table 5's first page
    assert "原因：" not in page(client, "?verdict=rounding")


def test_the_figures_that_agree_everywhere_are_counted(published: EditionVersion, client: Client) -> None:
    """A figure stands by its table, row, column and line; one finding at it and it does not count."""
    cells: dict[tuple, set[str]] = {}
    for check in CheckResult.objects.all():
        for place in check.places:
            if place["table"] and re.search(r"\d", place["text"] or ""):
                key = (place["table"], place["row"], place["column"], place["page"], place["line"])
                cells.setdefault(key, set()).add(check.verdict)
    figures = {key for key in cells if key[1] and key[2]}
    agreeing = sum(cells[key] == {"equal"} for key in figures)
    assert f"542 个经过核对，{agreeing} 个在每项核对里都一致" in page(client)
    assert 0 < agreeing < 542


def test_kinds_of_checks_that_were_never_made_are_named(published: EditionVersion, client: Client) -> None:
    """An edition that an older version of the portal loaded is not clean because it has no findings."""
    assert "这一版没有做过这几类核对" not in page(client)
    CheckResult.objects.filter(kind__in=("text", "form")).delete()
    assert "这一版没有做过这几类核对：形式、文字。" in page(client)


def test_money_stands_first_among_what_differs(published: EditionVersion, client: Client) -> None:
    """43.70 against 43.07 万元; then 90 of 100 %; then a date that does not exist."""
    text = page(client, "?verdict=differs")
    found = [
        text.index(words)
        for words in ("差 0.63 万元", "差 10 个百分点", "写了不存在的日期", "有没有明显的错漏")
    ]
    assert found == sorted(found)
    assert "各期相加得 90%，应为 100%" in text
    assert "−10" not in text


def test_a_blank_cell_leads_to_its_own_half_of_the_row(published: EditionVersion) -> None:
    """Line 110 of the document prints 四、其他收入 327,615,836 as the 7th row of table 1, and no expenditure beside it."""
    addresses = Addresses(
        published.form, "/source/", {1: "/table/"}, rows_of_figures(published), quotations={}
    )
    place = {"table": 1}
    assert addresses.in_table(place, ["cell", 1, 7, "revenue"]) == "/table/#row-7-revenue"
    assert addresses.in_table(place, ["cell", 1, 7, "expenditure"]) == "/table/"
    assert addresses.in_table({"table": None}, ["line", 5, 0, 2]) == ""
