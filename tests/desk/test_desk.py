"""The clerk's desk: check, upload, preview, publish, correct, withdraw; what is refused and what is kept."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from budgets import actions
from budgets.models import (
    Body,
    Edition,
    EditionVersion,
    Explanation,
    LogEntry,
    ReadingProgress,
    SourceDocument,
)
from budgets.pages.precheck.read import checked_version
from budgets.words import refusals
from tests.conftest import SAMPLE
from tests.desk.conftest import PUBLISHER, UPLOADER, WHOLE, Account, altered, file
from tests.test_bad_input import BAD
from tests.trials import trials

pytestmark = pytest.mark.django_db

EDITION = "/shanghai-stc/2025/"
# Table 9 prints the total of the “三公” items as 1,188.26 万元; its parts add up to it.
ONE_DIGIT = ("\n1,188.26\t", "\n1,198.26\t")
REFUSALS = {
    "large.txt"
}  # reading 48 MB for this test too would only cost time: the same limit, the same code


def upload(client: Client, content: bytes | None = None, **more: str) -> EditionVersion:
    """Upload through the form; the new draft."""
    response = client.post("/admin/upload/", {"file": file(content), "slug": "shanghai-stc", **more})
    assert response.status_code == 302, response.content.decode()
    return EditionVersion.objects.get(pk=int(response["Location"].split("/")[3]))


def seen_of(page: str) -> dict[str, str]:
    """What the page says that its reader looks at."""
    seen = dict(re.findall(r'name="(seen_live|seen_revision)" value="(\d+)"', page))
    assert seen.keys() == {"seen_live", "seen_revision"}
    return seen


NOTHING_LIVE = {"seen_live": "0", "seen_revision": "0"}


def publish(client: Client, draft: EditionVersion, **more: str) -> str:
    """Send the publishing form as the preview shows it; the words of the page that follows."""
    page = client.get(f"/admin/drafts/{draft.pk}/").content.decode()
    form = {**seen_of(page), "reviewed": "on", **more}
    return client.post(f"/admin/drafts/{draft.pk}/publish/", form, follow=True).content.decode()


def stored() -> list[int]:
    return [model.objects.count() for model in (Body, Edition, EditionVersion, SourceDocument)]


# ---- pre-check ------------------------------------------------------------------------------------------


def test_a_pre_check_shows_what_was_found_and_stores_nothing(uploader: Client) -> None:
    response = uploader.post("/admin/check/", {"file": file(altered(*ONE_DIGIT, WHOLE)), "token": "t" * 16})
    page = response.content.decode()
    assert response.status_code == 200
    assert "上海市科学技术委员会" in page and "7,181,860,500" in page
    # The altered total against its parts, 530.88 + 230.41 + 426.97 = 1,188.26, and against the note that repeats it
    assert "原文印 1,198.26，相加得 1,188.26 万元" in page
    # both of one cause, besides the 13 that the document itself gets wrong
    assert f"有 {2 + 1} 处金额、1 处日期、10 处文字和格式对不上" in page and "由它引起的还有 1 项" in page
    # An issue with its line and the words that stand there
    assert "写了不存在的日期" in page and "第886行" in page and "2025.01.01-2025.02.31" in page
    assert stored() == [0, 0, 0, 0]
    assert not LogEntry.objects.exclude(act="logged_in").exists() and not ReadingProgress.objects.exists()


def test_the_command_writes_the_same_page(uploader: Client, tmp_path: Path) -> None:
    """One function, one template: the middle of the page is in the file to the letter."""
    source, out = tmp_path / "公开.txt", tmp_path / "out.html"
    source.write_bytes(SAMPLE.read_bytes())
    with pytest.raises(SystemExit):  # the document has findings
        call_command("check_budget", str(source), html=out)
    page = uploader.post("/admin/check/", {"file": file(SAMPLE.read_bytes())}).content.decode()
    middle = page[page.index('<section class="section" aria-labelledby="understood">') :]
    middle = middle[: middle.rindex("</section>")]
    assert middle in out.read_text()
    assert "http" not in out.read_text().replace("http://www.w3.org", "")  # opens from disk, asks nobody


REFUSED = [b for b in BAD if b[0] not in REFUSALS]


@pytest.mark.parametrize(
    ("name", "make", "words", "page"),
    # One form reads for both pages, and every file is refused by the command too (test_bad_input.py): here every third
    # file on the first page and every sixth on the second one, in full trials all.
    [(*b, "upload") for b in REFUSED[:: trials(3, 1)]] + [(*b, "check") for b in REFUSED[:: trials(6, 1)]],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_a_refusal_is_one_sentence_at_the_form_with_the_values_kept(
    uploader: Client, name: str, make: Callable[[], bytes], words: str, page: str
) -> None:
    form = {"approved_on": "2025-02-01", "disclosed_on": "2025-02-14", "slug": "some-office"}
    content = make()
    sent = {"file": file(content, name)} if content else {"file": _empty(name)}
    response = uploader.post(f"/admin/{page}/", {**sent, **form})
    assert response.status_code == 422
    html = response.content.decode()
    errors = re.findall(r'<p class="wrong"[^>]*>([^<]+)</p>', html)
    assert len(errors) == 1 and errors[0].count("。") == 1 and errors[0].endswith("。"), errors
    assert re.search(words, errors[0]), errors
    assert "Traceback" not in html
    if page == "upload":
        assert all(f'value="{value}"' in html for value in form.values())
    assert stored() == [0, 0, 0, 0]


def _empty(name: str) -> object:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, b"")


def test_a_form_without_a_file_or_with_wrong_dates_says_so(uploader: Client) -> None:
    page = uploader.post("/admin/upload/", {}).content.decode()
    assert "请先选择一个文件。" in page
    form = {"file": file(), "approved_on": "2025-03-01", "disclosed_on": "2025-02-01"}
    assert "公开日期早于批复日期" in uploader.post("/admin/upload/", form).content.decode()
    form = {"file": file(), "approved_on": "二月"}
    assert "日期写不对" in uploader.post("/admin/upload/", form).content.decode()
    for slug in ("admin", "Ab", "a b", "v2"):
        page = uploader.post("/admin/upload/", {"file": file(), "slug": slug}).content.decode()
        assert "不能用" in page, slug
    assert stored() == [0, 0, 0, 0]


# ---- upload and preview ---------------------------------------------------------------------------------


def test_an_upload_is_a_draft_and_changes_nothing_public(uploader: Client, client: Client) -> None:
    draft = upload(uploader, WHOLE.encode(), approved_on="2025-02-01", disclosed_on="2025-02-14")
    assert (draft.status, draft.number) == ("draft", None)
    assert draft.days_to_disclosure == 13
    assert client.get(EDITION).status_code == 404
    page = uploader.get(f"/admin/drafts/{draft.pk}/").content.decode()
    for words in (
        "第一次",
        "7,181,860,500",
        "四舍五入",
        "写了不存在的日期",
        "相隔 13 天",
        draft.source.sha256,
    ):
        assert words in page, words
    entry = LogEntry.objects.get(act="uploaded")
    assert (entry.who, entry.address, entry.sha256) == ("lu", "127.0.0.1", draft.source.sha256)


def test_a_refused_upload_is_in_the_log_with_its_digest_alone(uploader: Client) -> None:
    uploader.post("/admin/upload/", {"file": file("床前明月光".encode(), "poem.txt")})
    entry = LogEntry.objects.exclude(act="logged_in").get()
    assert (entry.act, entry.who, entry.filename) == ("refused", "lu", "poem.txt")
    assert len(entry.sha256) == 64 and (entry.detail, entry.refusal) == ("", {"said": "report.whose"})
    assert entry.words == refusals.sentence("report.whose", {})


def test_the_same_bytes_again_are_recognised(uploader: Client, publisher: Client) -> None:
    draft = upload(uploader)
    response = uploader.post("/admin/upload/", {"file": file()}, follow=True)
    assert "这个文件您已经上传过" in response.content.decode()
    assert EditionVersion.objects.count() == 1
    publish(publisher, draft)
    response = uploader.post("/admin/upload/", {"file": file()})
    assert response.status_code == 422 and "一字节不差" in response.content.decode()
    assert EditionVersion.objects.count() == 1
    again = upload(uploader, again="on")
    assert again.source_id == draft.source_id and again.status == "draft"


def test_drafts_of_different_people_do_not_touch_each_other(
    uploader: Client, account: Account, publisher: Client
) -> None:
    mine = upload(uploader)
    other = account("wang", UPLOADER)
    theirs = upload(other, altered(*ONE_DIGIT))
    assert mine.pk != theirs.pk
    for client, own, foreign in ((uploader, mine, theirs), (other, theirs, mine)):
        home = client.get("/admin/").content.decode()
        assert f"/admin/drafts/{own.pk}/" in home and f"/admin/drafts/{foreign.pk}/" not in home
        assert client.get(f"/admin/drafts/{own.pk}/").status_code == 200
        for page in ("", "sheet/"):
            assert client.get(f"/admin/drafts/{foreign.pk}/{page}").status_code == 404
        for act in ("dates", "explain", "discard"):
            assert client.post(f"/admin/drafts/{foreign.pk}/{act}/").status_code == 404
    assert all(f"/admin/drafts/{d.pk}/" in publisher.get("/admin/").content.decode() for d in (mine, theirs))
    uploader.post(f"/admin/drafts/{mine.pk}/discard/")
    assert list(EditionVersion.objects.all()) == [theirs]
    assert client.get(f"/preview/{theirs.preview_key}/").status_code == 200


def test_discarding_leaves_nothing_but_the_log(uploader: Client) -> None:
    draft = upload(uploader)
    uploader.post(f"/admin/drafts/{draft.pk}/discard/")
    assert stored() == [0, 0, 0, 0]
    assert [e.act for e in LogEntry.objects.order_by("pk")] == ["logged_in", "uploaded", "discarded"]
    page = uploader.get(f"/admin/drafts/{draft.pk}/", follow=True).content.decode()
    assert "可能已被丢弃" in page


def test_a_sheet_of_a_draft_that_is_discarded_meanwhile_is_not_made(
    uploader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = upload(uploader)

    def discarded_meanwhile(version: EditionVersion) -> object:
        actions.discard(draft, actions.OPERATOR)
        return checked_version(version)

    monkeypatch.setattr("budgets.desk.sheet.checked_version", discarded_meanwhile)
    response = uploader.get(f"/admin/drafts/{draft.pk}/sheet/", follow=True)
    assert response.redirect_chain[-1][0] == "/admin/" and "可能已被丢弃" in response.content.decode()


@pytest.mark.parametrize("act", ["", "dates/", "publish/"])
def test_a_draft_that_is_discarded_while_its_page_is_made_is_not_said_to_have_lost_its_tables(
    uploader: Client, publisher: Client, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    draft = upload(uploader)
    asked_of = actions.asked_of

    def discarded_meanwhile(version: EditionVersion) -> object:
        if EditionVersion.objects.filter(pk=draft.pk).exists():
            actions.discard(draft, actions.OPERATOR)
        return asked_of(version)

    monkeypatch.setattr(actions, "asked_of", discarded_meanwhile)
    address = f"/admin/drafts/{draft.pk}/{act}"
    response = publisher.post(address, follow=True) if act else publisher.get(address, follow=True)
    assert response.status_code == 200
    assert response.redirect_chain[-1][0] == "/admin/"
    assert "可能已被丢弃" in response.content.decode()


def test_dates_and_the_address_of_a_new_body_can_be_put_right_until_publication(
    uploader: Client, publisher: Client
) -> None:
    draft = upload(uploader)
    form = {"approved_on": "2025-02-01", "disclosed_on": "2025-02-28", "slug": "stc"}
    page = uploader.post(f"/admin/drafts/{draft.pk}/dates/", form, follow=True).content.decode()
    assert "超过了规定的 20 天" in page and 'value="stc"' in page
    bad = uploader.post(f"/admin/drafts/{draft.pk}/dates/", {"slug": "admin"})
    assert bad.status_code == 422 and "不能用" in bad.content.decode()
    publish(publisher, draft)
    assert Client().get("/stc/2025/").status_code == 200
    later = upload(uploader, altered(*ONE_DIGIT))
    refused = uploader.post(f"/admin/drafts/{later.pk}/dates/", {"slug": "other"})
    assert refused.status_code == 422 and "网址名不能再改" in refused.content.decode()


def test_a_wrong_address_name_does_not_cost_the_reading(uploader: Client, publisher: Client) -> None:
    publish(publisher, upload(uploader))
    response = uploader.post(
        "/admin/upload/", {"file": file(altered(*ONE_DIGIT)), "slug": "another"}, follow=True
    )
    page = response.content.decode()
    assert "已经使用网址名 shanghai-stc" in page and "草稿已存" in page


def test_the_sheet_to_sign_holds_what_is_signed(uploader: Client) -> None:
    draft = upload(uploader, WHOLE.encode())
    page = uploader.get(f"/admin/drafts/{draft.pk}/sheet/").content.decode()
    for words in (
        "上海市科学技术委员会",
        "7,181,860,500",
        draft.source.sha256,
        "经办",
        "复核",
        "542",
        "20 处是四舍五入的差别",
    ):
        assert words in page, words


# ---- publish --------------------------------------------------------------------------------------------


def test_the_draft_that_was_previewed_is_what_is_published(uploader: Client, publisher: Client) -> None:
    draft = upload(uploader)
    assert "是第 1 版" in publish(publisher, draft)
    live = EditionVersion.objects.get()
    assert (live.pk, live.number, live.status) == (draft.pk, 1, "published")
    assert Client().get(EDITION).status_code == 200
    entry = LogEntry.objects.get(act="published")
    assert (entry.who, entry.version_number, entry.sha256) == ("fa", 1, draft.source.sha256)


def test_an_uploader_cannot_publish_and_is_told_who_can(uploader: Client) -> None:
    draft = upload(uploader)
    page = uploader.get(f"/admin/drafts/{draft.pk}/").content.decode()
    assert "请把这一页的网址发给有发布权限的同事" in page and "seen_live" not in page
    response = uploader.post(f"/admin/drafts/{draft.pk}/publish/", {**NOTHING_LIVE, "reviewed": "on"})
    assert response.status_code == 403
    assert EditionVersion.objects.get().status == "draft"


def test_two_different_people_where_the_site_asks_for_them(
    account: Account, publisher: Client, settings: Settings
) -> None:
    settings.PUBLISH_NEEDS_TWO = True
    draft = upload(publisher)
    assert "请由另一位" in publisher.get(f"/admin/drafts/{draft.pk}/").content.decode()
    form = {**NOTHING_LIVE, "reviewed": "on"}
    response = publisher.post(f"/admin/drafts/{draft.pk}/publish/", form)
    assert response.status_code == 422 and "两人分工" in response.content.decode()
    form["publish_at"] = "2099-01-01T09:00"
    assert publisher.post(f"/admin/drafts/{draft.pk}/publish/", form).status_code == 422
    assert EditionVersion.objects.get().status == "draft"
    assert "是第 1 版" in publish(account("shen", PUBLISHER), draft)


def test_who_did_not_say_that_they_looked_is_asked_to_look(uploader: Client, publisher: Client) -> None:
    draft = upload(uploader)
    response = publisher.post(f"/admin/drafts/{draft.pk}/publish/", NOTHING_LIVE)
    assert response.status_code == 422 and "请先看过预览" in response.content.decode()


def test_a_correction_needs_its_reason(uploader: Client, publisher: Client) -> None:
    publish(publisher, upload(uploader))
    draft = upload(uploader, altered(*ONE_DIGIT))
    assert "请写明更正原因" in publish(publisher, draft)
    assert "是第 2 版" in publish(publisher, draft, reason="合计印错一位")


def test_a_personal_number_is_starred_among_the_changes_too(uploader: Client, publisher: Client) -> None:
    publish(publisher, upload(uploader))
    number = "11010519491231002X"
    draft = upload(uploader, altered("的综合收支计划。", f"的综合收支计划，经办人的身份证号是{number}。"))
    page = uploader.get(f"/admin/drafts/{draft.pk}/").content.decode()
    assert "<ins>，经办人的身份证号是110*************2X</ins>" in page.replace("</ins><ins>", "")
    assert number not in page


def test_a_draft_from_before_another_correction_is_not_published_unseen(
    uploader: Client, publisher: Client
) -> None:
    publish(publisher, upload(uploader))
    stale = upload(uploader, altered(*ONE_DIGIT))
    seen = str(EditionVersion.objects.get(status="published").pk)
    publish(publisher, upload(uploader, altered("\n1,188.26\t", "\n1,188.28\t")), reason="一")
    form = {"seen_live": seen, "seen_revision": "0", "reviewed": "on", "reason": "二"}
    response = publisher.post(f"/admin/drafts/{stale.pk}/publish/", form)
    page = response.content.decode()
    assert response.status_code == 422 and "现行版本变了" in page and "\n二</textarea>" in page
    assert EditionVersion.objects.get(status="published").number == 2
    assert "是第 3 版" in publish(publisher, stale, reason="二")


def test_a_second_click_on_publish_says_what_the_first_did(uploader: Client, publisher: Client) -> None:
    draft = upload(uploader)
    publish(publisher, draft)
    form = {**NOTHING_LIVE, "reviewed": "on"}
    response = publisher.post(f"/admin/drafts/{draft.pk}/publish/", form, follow=True)
    assert "这一份已经发布，是第 1 版" in response.content.decode()
    # The back button, and then any other button of the preview
    for act in ("dates", "discard", "unschedule"):
        response = publisher.post(f"/admin/drafts/{draft.pk}/{act}/", {}, follow=True)
        assert "这一份已经发布，是第 1 版" in response.content.decode()
    assert EditionVersion.objects.count() == 1


def test_an_ended_session_loses_no_draft_and_leads_back(uploader: Client, publisher: Client) -> None:
    draft = upload(uploader)
    publisher.logout()
    form = {**NOTHING_LIVE, "reviewed": "on"}
    response = publisher.post(f"/admin/drafts/{draft.pk}/publish/", form)
    assert response.status_code == 302
    assert response["Location"] == f"/admin/login/?next=/admin/drafts/{draft.pk}/publish/"
    assert EditionVersion.objects.get().status == "draft"
    assert "登录已过期" in publisher.get(response["Location"]).content.decode()
    # and that address, asked for by a link after signing in, is the preview
    page = uploader.get(f"/admin/drafts/{draft.pk}/dates/", follow=True)
    assert page.redirect_chain[-1][0] == f"/admin/drafts/{draft.pk}/"


# ---- at a set time --------------------------------------------------------------------------------------


def test_a_draft_goes_live_at_its_time_by_the_next_request(uploader: Client, publisher: Client) -> None:
    draft = upload(uploader)
    at = timezone.localtime() + timedelta(hours=1)
    assert "自动发布" in publish(publisher, draft, publish_at=f"{at:%Y-%m-%dT%H:%M}")
    assert Client().get(EDITION).status_code == 404
    EditionVersion.objects.update(publish_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(EDITION).status_code == 200
    assert LogEntry.objects.get(act="published").who == "fa"


def test_the_command_publishes_what_is_due_and_nothing_else(uploader: Client, publisher: Client) -> None:
    draft = upload(uploader)
    publish(publisher, draft, publish_at="2099-01-01T09:00")
    call_command("publish_due")
    assert EditionVersion.objects.get().status == "draft"
    assert actions.publish_due(timezone.now() + timedelta(days=40_000)) == [draft]
    assert EditionVersion.objects.get().status == "published"


def test_a_time_that_is_past_is_refused_and_a_set_time_can_be_taken_back(
    uploader: Client, publisher: Client
) -> None:
    draft = upload(uploader)
    assert "已经过去" in publish(publisher, draft, publish_at="2020-01-01T09:00")
    publish(publisher, draft, publish_at="2099-01-01T09:00")
    page = publisher.post(f"/admin/drafts/{draft.pk}/unschedule/", follow=True).content.decode()
    assert "已取消定时发布" in page
    assert EditionVersion.objects.get().publish_at is None


def test_a_set_time_over_a_version_that_nobody_saw_stays_a_draft_and_says_why(
    uploader: Client, publisher: Client
) -> None:
    publish(publisher, upload(uploader))
    late = upload(uploader, altered(*ONE_DIGIT))
    publish(publisher, late, reason="一", publish_at="2099-01-01T09:00")
    publish(publisher, upload(uploader, altered("\n1,188.26\t", "\n1,188.28\t")), reason="二")
    assert actions.publish_due(timezone.now() + timedelta(days=40_000)) == []
    late.refresh_from_db()
    assert (late.status, late.publish_at) == ("draft", None)
    assert "现行版本变了" in LogEntry.objects.get(act="not_published").detail
    assert EditionVersion.objects.get(status="published").number == 2


def test_a_set_time_of_someone_who_may_no_longer_publish_is_not_kept(
    uploader: Client, publisher: Client
) -> None:
    draft = upload(uploader)
    publish(publisher, draft, publish_at="2099-01-01T09:00")
    User.objects.filter(username="fa").update(is_active=False)
    assert actions.publish_due(timezone.now() + timedelta(days=40_000)) == []
    draft.refresh_from_db()
    assert (draft.status, draft.publish_at) == ("draft", None)
    assert "已经停用或没有发布权限" in LogEntry.objects.get(act="not_published").detail


# ---- explanations ---------------------------------------------------------------------------------------


def test_an_explanation_of_a_draft_is_public_with_it_and_follows_the_same_finding(
    uploader: Client, publisher: Client
) -> None:
    draft = upload(uploader)
    result = draft.checkresults.filter(verdict="rounding").first()
    assert result is not None
    sent = {"result": str(result.pk), "text": "逐级四舍五入。"}
    page = uploader.post(f"/admin/drafts/{draft.pk}/explain/", sent, follow=True).content.decode()
    assert "说明已保存" in page and "逐级四舍五入。" in page
    publish(publisher, draft)
    assert "逐级四舍五入。" in Client().get(f"{EDITION}checks/").content.decode()
    # A correction elsewhere keeps it, with its date; a finding that changed would not.
    later = upload(uploader, altered(*ONE_DIGIT))
    assert "沿用现行版本的部门说明" in uploader.get(f"/admin/drafts/{later.pk}/").content.decode()
    assert not Explanation.objects.filter(result__version=later).exists()
    publish(publisher, later, reason="更正")
    carried = Explanation.objects.get(result__version=later)
    first = Explanation.objects.get(result__version=draft)
    assert (carried.text, carried.created_at) == (first.text, first.created_at)
    # On what is public an uploader writes nothing.
    sent = {"result": str(carried.result_id), "text": "改过的说明。"}
    assert uploader.post(f"/admin/drafts/{later.pk}/explain/", sent).status_code == 404
    publisher.post(f"/admin/drafts/{later.pk}/explain/", sent)
    assert "改过的说明。" in Client().get(f"{EDITION}checks/").content.decode()
    assert LogEntry.objects.filter(act="explained").count() == 2


def test_what_agrees_is_not_explained(uploader: Client) -> None:
    draft = upload(uploader)
    result = draft.checkresults.filter(verdict="equal").first()
    assert result is not None
    sent = {"result": str(result.pk), "text": "x"}
    page = uploader.post(f"/admin/drafts/{draft.pk}/explain/", sent, follow=True).content.decode()
    assert "不需要说明" in page and not Explanation.objects.exists()


# ---- undo and withdraw ----------------------------------------------------------------------------------


def test_undo_and_withdraw_need_a_reason_and_keep_what_was_typed(uploader: Client, publisher: Client) -> None:
    publish(publisher, upload(uploader))
    publish(publisher, upload(uploader, altered(*ONE_DIGIT)), reason="更正")
    live = EditionVersion.objects.get(status="published")
    page = f"/admin/editions/{live.edition_id}/"
    assert "撤销更正，恢复这一版" in publisher.get(page).content.decode()
    refused = publisher.post(f"{page}v1/restore/", {"reason": " ", "seen_live": str(live.pk)})
    assert refused.status_code == 422 and "请写明原因" in refused.content.decode()
    stale = publisher.post(f"{page}v1/restore/", {"reason": "有误", "seen_live": "0"})
    assert "现行版本变了" in stale.content.decode() and "有误" in stale.content.decode()
    publisher.post(f"{page}v1/restore/", {"reason": "有误", "seen_live": str(live.pk)})
    assert EditionVersion.objects.get(status="published").number == 1
    assert uploader.post(f"{page}withdraw/", {"reason": "x"}).status_code == 403
    publisher.post(f"{page}withdraw/", {"reason": "涉密"})
    assert Client().get(EDITION).status_code == 410
    publisher.post(f"{page}reinstate/", {"reason": "查明不涉密"})
    assert Client().get(EDITION).status_code == 200
    acts = list(LogEntry.objects.order_by("pk").values_list("act", flat=True))
    assert acts[-3:] == ["restored", "withdrawn", "reinstated"]


def test_the_log_cannot_be_rewritten(uploader: Client) -> None:
    upload(uploader)
    entry = LogEntry.objects.exclude(act="logged_in").get()
    entry.who = "someone"
    for rewrite in (
        entry.save,
        entry.delete,
        LogEntry.objects.all().delete,
        lambda: LogEntry.objects.update(who="x"),
    ):
        with pytest.raises(TypeError):
            rewrite()
    assert LogEntry.objects.get(act="uploaded").who == "lu"
