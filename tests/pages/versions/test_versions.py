"""Versions of an edition at their addresses: a draft, the live one, an earlier one, a withdrawn one."""

import csv
import json
from collections.abc import Callable
from io import BytesIO, StringIO

import pytest
from django.contrib.auth.models import User
from django.test import Client

from budgets import actions
from budgets.actions import Actor
from budgets.models import EditionVersion
from budgets.parsing import parse_report
from budgets.readers import read_document
from budgets.reconcile import run_checks
from tests.conftest import SAMPLE

pytestmark = pytest.mark.django_db

EDITION = "/shanghai-stc/2025/"
# Every kind of page and file of an edition.
PAGES = [
    "",
    "tables/",
    "tables/expenditure/",
    "tables/three-public/",
    "tables/expenditure.csv",
    "figures/",
    "figures.csv",
    "projects/",
    "projects.csv",
    "instalments.csv",
    "amount-parts.csv",
    "uncounted-amounts.csv",
    "projects/能源保障/",
    "three-public/",
    "procurement/",
    "assets/",
    "notes/",
    "checks/",
    "checks.csv",
    "checks.json",
    "disclosure/",
]


@pytest.fixture
def correction(published: EditionVersion) -> EditionVersion:
    """A draft in which the “三公” total 1,188.26 of table 9 reads 1,198.26."""
    text = SAMPLE.read_text()
    assert text.count("\n1,188.26\t") == 1
    content = text.replace("\n1,188.26\t", "\n1,198.26\t").encode()
    report = parse_report(read_document(BytesIO(content), "更正.txt"))
    return actions.create_draft(report, run_checks(report), content)


def _content(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response).decode("utf-8-sig")


def _csv(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(_content(client, address))))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.long
def test_a_draft_is_seen_by_its_uploader_and_by_those_who_publish_only(
    client: Client, draft: EditionVersion, account: Callable[..., User], page: str
) -> None:
    draft.uploaded_by = account("own", "录入员")
    draft.save()
    address = f"/preview/{draft.preview_key}/{page}"
    assert client.get(address).status_code == 302  # asked to sign in
    assert client.get(f"/preview/{'x' * 43}/{page}").status_code == 302  # and learns nothing of the key
    for name, roles, status in (("other", ["录入员"], 404), ("none", [], 404), ("admin", ["发布员"], 200)):
        client.force_login(account(name, *roles))
        assert client.get(address).status_code == status, name
    client.force_login(draft.uploaded_by)
    response = client.get(address)
    assert response.status_code == 200
    assert (response["X-Robots-Tag"], response["Cache-Control"]) == ("noindex", "private, no-store")
    assert client.get(f"/preview/{'x' * 43}/{page}").status_code == 404


def test_links_of_a_preview_stay_in_the_preview(
    client: Client, draft: EditionVersion, account: Callable[..., User]
) -> None:
    client.force_login(account("publisher", "发布员"))
    own = f"/preview/{draft.preview_key}/"
    for page in PAGES:
        if page.endswith("/") or not page:
            text = client.get(own + page).content.decode()
            assert "/shanghai-stc/2025/" not in text, page
            assert "尚未公开" in text
    # The file of a draft is named a draft, and has no version number to quote.
    response = client.get(f"{own}figures.csv")
    assert "draft.csv" in response["Content-Disposition"]


def test_the_preview_of_what_was_published_leads_to_the_public_page(
    client: Client, draft: EditionVersion, account: Callable[..., User]
) -> None:
    client.force_login(account("publisher", "发布员"))
    key = draft.preview_key
    actions.publish(draft)
    assert client.get(f"/preview/{key}/projects/能源保障/")["Location"].startswith(f"{EDITION}projects/")


@pytest.mark.long
def test_an_earlier_version_stays_readable_and_is_marked(client: Client, correction: EditionVersion) -> None:
    before = {page: _content(client, EDITION + page) for page in PAGES if "." in page}
    actions.publish(correction, "印错一位")
    for page in PAGES:
        old = _content(client, f"{EDITION}v1/{page}")
        if "." in page:
            assert old == before[page]  # the same bytes as when it was live
        else:
            assert "已不是现行版本" in old and f'href="{EDITION}v1/' in old, page
    assert client.get(f"{EDITION}v1/")["X-Robots-Tag"] == "noindex"
    assert "1,188.26" in _content(client, f"{EDITION}v1/tables/three-public/")
    assert "1,198.26" in _content(client, f"{EDITION}tables/three-public/")
    assert "1,198.26" in _content(client, f"{EDITION}v2/tables/three-public/")
    assert client.get(f"{EDITION}v3/").status_code == 404
    log = _content(client, f"{EDITION}versions/")
    assert "印错一位" in log and "第 2 版" in log and "第 1 版" in log


@pytest.mark.long
def test_undoing_gives_back_the_same_bytes(client: Client, correction: EditionVersion) -> None:
    files = [page for page in PAGES if "." in page]
    before = {page: client.get(EDITION + page).getvalue() for page in files}
    first = EditionVersion.objects.get(number=1)
    second = actions.publish(correction, "更正")
    assert client.get(f"{EDITION}figures.csv").getvalue() != before["figures.csv"]
    actions.restore(second.replaces or first, "更正有误", Actor())
    assert {page: client.get(EDITION + page).getvalue() for page in files} == before
    log = _content(client, f"{EDITION}versions/")
    assert "恢复旧版" in log and "更正有误" in log and "已撤销" in log


@pytest.mark.long
def test_what_is_withdrawn_answers_410_with_the_reason_everywhere(
    client: Client, correction: EditionVersion
) -> None:
    live = actions.publish(correction, "更正")
    actions.withdraw(live.edition, "误含涉密内容", Actor())
    for prefix in (EDITION, f"{EDITION}v1/", f"{EDITION}v2/"):
        for page in PAGES:
            response = client.get(prefix + page)
            assert response.status_code == 410, prefix + page
            assert "误含涉密内容" in response.content.decode()
            assert "1,188" not in response.content.decode()
    for address in (f"{EDITION}versions/", "/shanghai-stc/"):
        response = client.get(address)
        assert response.status_code == 410 and "误含涉密内容" in response.content.decode()
    assert "shanghai-stc" not in _content(client, "/")
    assert client.get("/shanghai-stc/2024/").status_code == 404
    actions.reinstate(live.edition, "查明不涉密", Actor())
    assert "1,198.26" in _content(client, f"{EDITION}tables/three-public/")
    assert "1,188.26" in _content(client, f"{EDITION}v1/tables/three-public/")


def test_an_earlier_version_is_withdrawn_alone(client: Client, correction: EditionVersion) -> None:
    actions.publish(correction, "去掉个人信息")
    actions.withdraw_version(EditionVersion.objects.get(number=1), "含个人信息", Actor())
    response = client.get(f"{EDITION}v1/figures.csv")
    assert response.status_code == 410 and "含个人信息" in response.content.decode()
    assert client.get(EDITION).status_code == 200
    log = _content(client, f"{EDITION}versions/")
    assert "撤回原因：含个人信息" in log and f"{EDITION}v1/" not in log


def test_an_explanation_stands_beside_its_finding_and_changes_no_verdict(
    client: Client, published: EditionVersion
) -> None:
    result = published.checkresults.filter(verdict="rounding").first()
    assert result is not None
    before = json.loads(_content(client, f"{EDITION}checks.json"))
    actions.explain(result, "=各级金额以元为单位四舍五入。", Actor())
    page = _content(client, f"{EDITION}checks/")
    assert "部门说明" in page and "=各级金额以元为单位四舍五入。" in page
    row = next(r for r in _csv(client, f"{EDITION}checks.csv") if r["编号"] == result.code)
    assert (row["部门说明"], row["结论"]) == ("'=各级金额以元为单位四舍五入。", "四舍五入")
    after = json.loads(_content(client, f"{EDITION}checks.json"))
    assert [c | {"explanation": None} for c in after] == before
    actions.explain(result, "", Actor())
    assert json.loads(_content(client, f"{EDITION}checks.json")) == before
    assert _content(client, f"{EDITION}versions/").count("部门说明") == 2
