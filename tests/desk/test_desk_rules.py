"""What must not happen at the desk: unseen changes going public, what was withdrawn coming back, leaks between people."""

import logging
import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from budgets import actions
from budgets.models import EditionVersion, Explanation, LogEntry
from tests.desk.conftest import UPLOADER, WHOLE, Account, altered, file
from tests.desk.test_desk import EDITION, ONE_DIGIT, publish, seen_of, upload

pytestmark = pytest.mark.django_db

SECRET = "张三的手机号码"


def rounding(version: EditionVersion) -> str:
    """The key of a finding that can be explained."""
    result = version.checkresults.filter(verdict="rounding").order_by("position").first()
    assert result is not None
    return str(result.pk)


@pytest.mark.parametrize(
    "change",
    [
        ("dates", lambda v: {"approved_on": "2025-02-01", "slug": "shanghai-stc"}),
        ("dates", lambda v: {"slug": "other-name"}),
        ("explain", lambda v: {"result": rounding(v), "text": "没有人看过的说明。"}),
    ],
    ids=["dates", "address", "explanation"],
)
@pytest.mark.parametrize("timed", [False, True], ids=["now", "timed"])
def test_what_changed_after_the_publisher_looked_does_not_go_public(
    uploader: Client, publisher: Client, change: tuple[str, Callable], timed: bool
) -> None:
    draft = upload(uploader)
    seen = seen_of(publisher.get(f"/admin/drafts/{draft.pk}/").content.decode())
    if timed:
        publish(publisher, draft, publish_at="2099-01-01T09:00")
    path, form = change
    uploader.post(f"/admin/drafts/{draft.pk}/{path}/", form(draft))
    if timed:
        assert actions.publish_due(timezone.now() + timedelta(days=40_000)) == []
        assert "草稿又改过" in publisher.get(f"/admin/drafts/{draft.pk}/").content.decode()
        assert "定时发布未成" in publisher.get("/admin/").content.decode()
    else:
        answer = publisher.post(f"/admin/drafts/{draft.pk}/publish/", {**seen, "reviewed": "on"})
        assert answer.status_code == 422 and "又改过" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert "是第 1 版" in publish(publisher, draft)


def test_lifting_a_withdrawal_brings_back_nothing_that_was_withdrawn_for_itself(
    uploader: Client, publisher: Client
) -> None:
    publish(publisher, upload(uploader))
    publish(publisher, upload(uploader, altered(*ONE_DIGIT)), reason="去掉个人信息")
    page = f"/admin/editions/{EditionVersion.objects.get(number=1).edition_id}/"
    publisher.post(f"{page}v1/withdraw/", {"reason": "含个人信息"})
    assert "解除这一版的撤回" in publisher.get(page).content.decode()
    assert f'action="{page}reinstate/"' not in publisher.get(page).content.decode()
    publisher.post(f"{page}withdraw/", {"reason": "再查"})
    publisher.post(f"{page}reinstate/", {"reason": "查清"})
    assert Client().get(EDITION).status_code == 200
    assert Client().get(f"{EDITION}v1/").status_code == 410
    publisher.post(f"{page}v1/reinstate/", {"reason": "误撤"})
    assert Client().get(f"{EDITION}v1/").status_code == 200


def test_what_was_withdrawn_does_not_go_on_in_the_log(uploader: Client, publisher: Client) -> None:
    publish(publisher, upload(uploader))
    draft = upload(uploader, altered(*ONE_DIGIT))
    publish(publisher, draft, reason=f"误写{SECRET}")
    publisher.post(f"/admin/drafts/{draft.pk}/explain/", {"result": rounding(draft), "text": SECRET})
    versions = Client().get(f"{EDITION}versions/").content.decode()
    assert versions.count(SECRET) == 2  # the reason beside its version and in the log; no explanation
    publisher.post(f"/admin/editions/{draft.edition_id}/withdraw/", {"reason": "含个人信息"})
    for path in ("", "versions/", "v2/", "checks/", "checks.csv"):
        answer = Client().get(EDITION + path)
        assert answer.status_code == 410 and SECRET not in answer.content.decode()
        assert answer["Cache-Control"] == "no-store"  # a browser must ask again when it is lifted


def test_an_explanation_taken_back_meanwhile_does_not_return_with_a_correction(
    uploader: Client, publisher: Client
) -> None:
    first = upload(uploader)
    publish(publisher, first)
    said = {"result": rounding(first), "text": "第一种说法。"}
    publisher.post(f"/admin/drafts/{first.pk}/explain/", said)
    later = upload(uploader, altered(*ONE_DIGIT))
    publisher.post(f"/admin/drafts/{first.pk}/explain/", {**said, "text": ""})
    publish(publisher, later, reason="更正")
    assert not Explanation.objects.filter(result__version=later).exists()


def test_an_uploader_sees_nothing_of_the_drafts_of_others(
    uploader: Client, account: Account, publisher: Client
) -> None:
    publish(publisher, upload(uploader))
    draft = upload(uploader, altered(*ONE_DIGIT))
    uploader.post(f"/admin/drafts/{draft.pk}/explain/", {"result": rounding(draft), "text": SECRET})
    page = account("wang", UPLOADER).get(f"/admin/editions/{draft.edition_id}/").content.decode()
    assert SECRET not in page and ">lu<" not in page
    assert SECRET in publisher.get(f"/admin/editions/{draft.edition_id}/").content.decode()


def test_the_same_bytes_under_two_names_keep_their_names(uploader: Client, account: Account) -> None:
    upload(uploader)
    wang = account("wang", UPLOADER)
    wang.post("/admin/upload/", {"file": file(name="wang.txt")})
    names = list(EditionVersion.objects.order_by("pk").values_list("filename", flat=True))
    assert names == ["公开.txt", "wang.txt"]
    assert [e.filename for e in LogEntry.objects.filter(act="uploaded").order_by("pk")] == names


def test_an_uploader_does_not_rename_the_body_of_someone_elses_draft(
    uploader: Client, account: Account
) -> None:
    draft = upload(uploader)
    wang = account("wang", UPLOADER)
    wang.post("/admin/upload/", {"file": file(altered(*ONE_DIGIT))})
    own = EditionVersion.objects.latest("pk")
    refused = wang.post(f"/admin/drafts/{own.pk}/dates/", {"slug": "taken"})
    assert refused.status_code == 422 and "还有别人的草稿" in refused.content.decode()
    assert 'value="taken"' in refused.content.decode()
    draft.edition.body.refresh_from_db()
    assert draft.edition.body.slug == "shanghai-stc"


def test_a_refused_explanation_stays_in_its_field(uploader: Client) -> None:
    draft = upload(uploader)
    lines = "\r\n".join(["长" * 20] * 100)
    answer = uploader.post(f"/admin/drafts/{draft.pk}/explain/", {"result": rounding(draft), "text": lines})
    page = answer.content.decode()
    assert answer.status_code == 422 and "2099 个字" in page and page.count("长" * 20) == 100
    # 1,900 characters and 99 line breaks: a browser sends each break as two signs, it counts as one
    fits = "\r\n".join(["长" * 19] * 100)
    uploader.post(f"/admin/drafts/{draft.pk}/explain/", {"result": rounding(draft), "text": fits})
    assert len(Explanation.objects.get().text) == 100 * 19 + 99


def test_a_fault_while_publishing_on_time_stops_no_page(
    uploader: Client, publisher: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    draft = upload(uploader)
    publish(publisher, draft, publish_at="2099-01-01T09:00")
    EditionVersion.objects.update(publish_at=timezone.now() - timedelta(seconds=1))

    def fail(*_args: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("budgets.actions.publishing.carry_over", fail)
    with caplog.at_level(logging.CRITICAL):
        assert Client().get("/about/").status_code == 200
    draft.refresh_from_db()
    assert (draft.status, draft.publish_at) == ("draft", None)
    assert "程序出错" in publisher.get(f"/admin/drafts/{draft.pk}/").content.decode()


def test_a_row_without_its_item_code_is_uploaded_as_it_is_checked(uploader: Client) -> None:
    """206 01 01 without its 01 is a second line of 206 01: a rule then makes two checks of one name."""
    row = "\n206\t01\t01\t行政运行\t71,488,788\t71,488,788\t\t\t"
    draft = upload(uploader, altered(row, row.replace("\t01\t行", "\t\t行"), WHOLE))
    codes = set(draft.checkresults.values_list("code", flat=True))
    assert {"within.across.t2.20601", "within.across.t2.20601#2"} <= codes


def test_a_stale_page_offers_no_other_version(uploader: Client, publisher: Client) -> None:
    publish(publisher, upload(uploader))
    publish(publisher, upload(uploader, altered(*ONE_DIGIT)), reason="更正")
    live = EditionVersion.objects.get(status="published")
    page = f"/admin/editions/{live.edition_id}/"
    form = {"reason": "有误", "seen_live": str(live.pk)}
    publisher.post(f"{page}v1/restore/", form)
    answer = publisher.post(f"{page}v1/restore/", form)
    text = answer.content.decode()
    assert answer.status_code == 422 and "现行版本变了" in text
    assert '<details class="wide" open>' not in text and "有误</textarea>" not in text


def test_dates_are_put_right_after_publication_and_the_deadline_is_that_of_the_first(
    uploader: Client, publisher: Client
) -> None:
    publish(publisher, upload(uploader))
    live = EditionVersion.objects.get()
    page = f"/admin/editions/{live.edition_id}/dates/"
    assert uploader.post(page, {"approved_on": "2025-02-01"}).status_code == 403
    wrong = publisher.post(page, {"approved_on": "2025-03-01", "disclosed_on": "2025-02-14"})
    assert wrong.status_code == 422 and "早于批复日期" in wrong.content.decode()
    publisher.post(page, {"approved_on": "2025-02-01", "disclosed_on": "2025-02-14"})
    live.refresh_from_db()
    assert live.disclosed_on == date(2025, 2, 14)
    publish(publisher, upload(uploader, altered(*ONE_DIGIT), disclosed_on="2025-06-01"), reason="更正")
    text = Client().get(f"{EDITION}versions/").content.decode()
    assert "相隔 13 天" in text and "符合期限" in text and "更新日期" in text


def test_a_withdrawn_edition_is_compared_with_what_was_withdrawn(uploader: Client, publisher: Client) -> None:
    publish(publisher, upload(uploader))
    live = EditionVersion.objects.get()
    publisher.post(f"/admin/editions/{live.edition_id}/withdraw/", {"reason": "含个人信息"})
    assert "已撤回" in publisher.get("/admin/").content.decode()
    draft = upload(uploader, altered(*ONE_DIGIT))
    page = uploader.get(f"/admin/drafts/{draft.pk}/").content.decode()
    assert "与第 1 版（已撤回）逐格对比" in page and "1,198.26" in page
    # the new amount leads to its cell in the draft's document
    assert re.search(r'href="/preview/[^"]*/source/\?figure=\d+#marked">1,198.26</a>', page)
    assert uploader.get(f"/admin/drafts/{live.pk}/sheet/").status_code == 404
    assert publisher.get(f"/admin/drafts/{live.pk}/sheet/").status_code == 200
