"""An administrator confirms who carries a project out: ours, dated, taken back, never what the document says."""

import csv
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.test import Client
from django.utils import timezone

from budgets import actions
from budgets.actions import Actor
from budgets.models import EditionVersion, ImplementerConfirmation, LogEntry, ProjectStatement
from budgets.reading import read
from tests.desk.conftest import WHOLE, altered

pytestmark = pytest.mark.django_db
Decision = ImplementerConfirmation.Decision
MUSEUM = "19"  # 上海科技馆 in 机构设置
EDITION = "/shanghai-stc/2025/"
RENOVATION = f"{EDITION}projects/科技馆建筑体大修/"
WHEN = datetime(2025, 3, 1, 4, tzinfo=UTC)  # noon in Shanghai


def send(client: Client, version: EditionVersion, number: int, choice: str) -> str:
    form = {"statement": str(number), "choice": choice}
    address = f"/admin/editions/{version.edition_id}/implementers/"
    return client.post(address, form, follow=True).content.decode()


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def row(client: Client, name: str, query: str = "") -> list[str]:
    text = b"".join(client.get(f"{EDITION}projects.csv?bom=0{query}")).decode()
    return next((row for row in csv.reader(StringIO(text)) if row[0] == name), [])


def test_the_desk_lists_who_is_not_surely_a_listed_unit(published: EditionVersion, publisher: Client) -> None:
    """Statements 1 to 5, 9, 15, 17 and 29."""
    text = page(publisher, f"/admin/editions/{published.edition_id}/")
    assert "9 份说明的实施主体不能确定是名单内单位" in text
    assert [n for n in range(1, 30) if f'id="implementer-{n}"' in text] == [1, 2, 3, 4, 5, 9, 15, 17, 29]
    assert text.count('<option value="19">19. 上海科技馆</option>') == 9


def test_an_uploader_sees_the_list_and_no_button(published: EditionVersion, uploader: Client) -> None:
    text = page(uploader, f"/admin/editions/{published.edition_id}/")
    assert 'id="implementer-3"' in text
    assert 'name="choice"' not in text


def test_a_confirmation_is_public_and_marked_as_ours(
    published: EditionVersion, publisher: Client, client: Client
) -> None:
    assert "实施主体的确认已保存" in send(publisher, published, 3, MUSEUM)
    made = ImplementerConfirmation.objects.get()
    assert (made.author, made.unit and made.unit.name) == ("fa", "上海科技馆")
    text = page(client, RENOVATION)
    assert "本站管理员确认" in text and "不是原文写明的" in text
    assert f"{timezone.localtime(made.created_at):%Y-%m}" in text
    assert "依据原文：“上海科技馆更新改造指挥部”" in text  # what the document says stays
    assert "?budget_unit=19" in text
    listed = page(client, f"{EDITION}projects/?budget_unit=19").partition('id="results"')[2]
    listed = listed.partition('id="carriers"')[0]
    assert "科技馆建筑体大修" in listed and "本站管理员确认" in listed
    assert "科技馆展区更新改造" not in listed
    assert '<span class="muted">上海科技馆</span>' in page(client, EDITION)  # among the largest projects
    assert row(client, "科技馆建筑体大修", "&budget_unit=19")[2] == "上海科技馆"


def test_the_file_says_that_it_is_ours_and_since_when(published: EditionVersion, client: Client) -> None:
    statement = published.projectstatements.get(number=3)
    unit = published.budgetunits.get(number=19)
    actions.confirm_implementer(statement, Decision.UNIT, unit, Actor(), WHEN)
    found = row(client, "科技馆建筑体大修")
    assert found[2] == "上海科技馆"
    assert found[17:] == ["本站管理员确认", "上海科技馆", "上海科技馆更新改造指挥部", "2025-03-01"]


def test_it_can_be_said_that_no_listed_unit_is_meant(
    published: EditionVersion, publisher: Client, client: Client
) -> None:
    send(publisher, published, 15, "none")
    assert "本站管理员确认不对应" in page(client, f"{EDITION}projects/生物医药中小企业服务/")
    assert row(client, "生物医药中小企业服务")[17:20] == [
        "本站管理员确认不对应",
        "",
        "生药中心是上海市科委直属事业单位",
    ]


def test_the_newest_counts_and_is_taken_back_without_overwriting(
    published: EditionVersion, publisher: Client, client: Client
) -> None:
    for choice in (MUSEUM, "none", "back"):
        send(publisher, published, 3, choice)
    decisions = ImplementerConfirmation.objects.order_by("pk").values_list("decision", flat=True)
    assert list(decisions) == [Decision.UNIT, Decision.NONE, Decision.TAKEN_BACK]
    text = page(client, RENOVATION)
    assert "可能是名单内单位的部门" in text and "本站管理员确认" not in text
    assert row(client, "科技馆建筑体大修")[2] == ""


def test_the_same_again_writes_nothing(published: EditionVersion, publisher: Client) -> None:
    send(publisher, published, 3, MUSEUM)
    assert "确认没有改动" in send(publisher, published, 3, MUSEUM)
    assert "确认没有改动" in send(publisher, published, 4, "back")
    assert ImplementerConfirmation.objects.count() == 1


def test_each_is_in_the_log(published: EditionVersion, publisher: Client, client: Client) -> None:
    send(publisher, published, 3, MUSEUM)
    entry = LogEntry.objects.filter(act=LogEntry.Act.LINKED).get()
    assert (entry.who, entry.version_number) == ("fa", 1)
    assert entry.detail == "“科技馆建筑体大修”的实施主体对应：上海科技馆"
    assert entry.detail in page(client, f"{EDITION}versions/")


@pytest.mark.parametrize(("number", "choice"), [(3, ""), (3, "99"), (3, "x"), (6, "9"), (6, "none")])
def test_what_cannot_be_confirmed_is_refused(
    published: EditionVersion, publisher: Client, number: int, choice: str
) -> None:
    """No unit of the list; statement 6 names 上海市研发公共服务平台管理中心, which is listed."""
    text = send(publisher, published, number, choice)
    assert "请选择这份预算的机构设置里列出的单位" in text or "就是名单内单位，不需要确认" in text
    assert not ImplementerConfirmation.objects.exists()


@pytest.mark.parametrize("number", ["", "x", "99", "9" * 30])
def test_an_unknown_statement_is_not_found(published: EditionVersion, publisher: Client, number: str) -> None:
    address = f"/admin/editions/{published.edition_id}/implementers/"
    assert publisher.post(address, {"statement": number, "choice": "none"}).status_code == 404


def test_a_draft_cannot_be_confirmed(draft: EditionVersion) -> None:
    with pytest.raises(actions.ActionRefused, match="公开的预算"):
        actions.confirm_implementer(draft.projectstatements.get(number=9), Decision.NONE, None, Actor())


# ---- corrections ----------------------------------------------------------------------------------------


def correct(old: str, new: str) -> EditionVersion:
    """Publish a correction in which one passage is another."""
    content = altered(old, new, WHOLE)
    budget = read(content, "更正.txt")
    return actions.publish(actions.create_draft(budget.report, budget.checks, content), "更正")


def state(version: EditionVersion, number: int) -> str:
    statement = ProjectStatement.objects.get(version=version, number=number)
    newest = statement.confirmations.last()
    return newest.decision if newest else ""


def confirm_some(version: EditionVersion) -> None:
    unit = version.budgetunits.get(number=19)
    for number in (3, 4):
        statement = version.projectstatements.get(number=number)
        actions.confirm_implementer(statement, Decision.UNIT, unit, Actor(), WHEN)
    incubator = version.projectstatements.get(number=9)
    actions.confirm_implementer(incubator, Decision.NONE, None, Actor(), WHEN)


def test_a_correction_keeps_what_was_confirmed_of_the_very_same_words(published: EditionVersion) -> None:
    confirm_some(published)
    second = correct("上海市科技创业中心。\n", "上海市科技创业服务中心。\n")
    assert [state(second, n) for n in (3, 4, 9)] == ["unit", "unit", ""]
    kept = ImplementerConfirmation.objects.get(statement__version=second, statement__number=3)
    assert kept.created_at == WHEN
    assert kept.unit and kept.unit.version_id == second.pk
    assert state(published, 9) == "none"  # the former version stays as it was


def test_a_unit_that_is_listed_no_more_carries_nothing(published: EditionVersion) -> None:
    confirm_some(published)
    second = correct("19. 上海科技馆\n", "19. 上海科技总馆\n")
    assert [state(second, n) for n in (3, 4, 9)] == ["", "", "none"]
