"""What has to be acknowledged before a version is published, and what goes with it."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from django.test import Client
from django.utils import timezone

from budgets import actions
from budgets.form.terms import Acknowledged, HiddenKind, UnreadCause
from budgets.models import EditionVersion, LogEntry
from budgets.parsing.records import Issue, Severity
from budgets.parsing.table_records import Unread
from budgets.readers.document import Hidden, Place
from budgets.reading import ReadBudget, read
from budgets.reconcile import run_checks
from tests.conftest import SAMPLE
from tests.documents import short_form

pytestmark = pytest.mark.django_db

COMMENT = Hidden(HiddenKind.COMMENT, "张三 身份证11010519491231002X", Place(line=3), "李四")
OFFICE = Hidden(HiddenKind.AUTHOR, "财务处")
PICTURE = Unread(UnreadCause.PICTURE, "", Place(page=7))
COVER = Issue(Severity.WARNING, "cover-contradicts-year", Place(line=1), {"cover": 2024, "tables": 2025})
ORIGINAL = "source/original"
CONTENT = short_form(SAMPLE.read_text()).encode()


@pytest.fixture(scope="module")
def short() -> ReadBudget:
    """The bundled document in its short form."""
    return read(CONTENT, SAMPLE.name)


def draft_of(short: ReadBudget, content: bytes = CONTENT, **more: object) -> EditionVersion:
    """A draft of it that holds these things besides."""
    changed = replace(short.report, sha256=sha256(content).hexdigest(), **more)  # type: ignore[arg-type]
    checks = run_checks(changed) if "tables" in more else short.checks
    return actions.create_draft(changed, checks, content, "shanghai-stc")


def test_a_version_without_such_things_is_published_without_more(short: ReadBudget, db: None) -> None:
    draft = draft_of(short)
    assert actions.asked_of(draft) == {}
    assert actions.publish(draft).acknowledged == []


def test_what_is_hidden_is_named_before_it_is_published(short: ReadBudget, db: None) -> None:
    version = draft_of(short, hidden=(COMMENT, OFFICE))
    assert (version.hidden_count, actions.asked_of(version)) == (2, {Acknowledged.HIDDEN: 1})
    with pytest.raises(actions.NotAcknowledged, match="文件里看不见的内容 1 处") as refused:
        actions.publish(version, accepted=[Acknowledged.UNREAD])
    assert list(refused.value.missing) == [Acknowledged.HIDDEN]
    version.refresh_from_db()
    assert version.status == "draft"
    assert actions.publish(version, accepted=[Acknowledged.HIDDEN]).acknowledged == ["hidden"]
    entry = LogEntry.objects.get(act=LogEntry.Act.ACKNOWLEDGED)
    assert "文件里看不见的内容 1 处" in entry.detail and "11010519491231002X" not in entry.detail
    versions = Client().get("/shanghai-stc/2025/versions/").content.decode()
    assert "看不见的内容" not in versions  # the public log does not point at it


def test_each_thing_is_acknowledged_by_itself(short: ReadBudget, db: None) -> None:
    version = draft_of(
        short, hidden=(COMMENT,), unread_elsewhere=(PICTURE,), issues=(*short.report.issues, COVER)
    )
    asked = (Acknowledged.UNREAD, Acknowledged.HIDDEN, Acknowledged.COVER)
    assert actions.asked_of(version) == dict.fromkeys(asked, 1)
    for left in asked:
        with pytest.raises(actions.NotAcknowledged):
            actions.publish(version, accepted=[what for what in Acknowledged if what is not left])
    assert actions.publish(version, accepted=list(Acknowledged)).number == 1


def test_a_set_time_keeps_what_was_acknowledged(short: ReadBudget, db: None, django_user_model: type) -> None:
    publisher = django_user_model.objects.create_superuser("fa")  # type: ignore[attr-defined]
    version = draft_of(short, hidden=(COMMENT,))
    at = timezone.now() + timedelta(hours=1)
    with pytest.raises(actions.NotAcknowledged):
        actions.schedule(version, at, "", actions.Actor(publisher))
    actions.schedule(version, at, "", actions.Actor(publisher), accepted=[Acknowledged.HIDDEN])
    (published,) = actions.publish_due(at + timedelta(minutes=1))
    assert (published.status, published.acknowledged) == ("published", ["hidden"])


def test_a_correction_withdraws_the_versions_whose_files_hold_it(short: ReadBudget, db: None) -> None:
    """The first two files hold the comment, the third is clean: both answer 410, page and original alike."""
    accepted = [Acknowledged.HIDDEN]
    actions.publish(draft_of(short, b"1", hidden=(COMMENT,)), accepted=accepted)
    actions.publish(draft_of(short, b"2", hidden=(COMMENT,)), "更正", accepted=accepted)
    clean = draft_of(short, b"3", hidden=(OFFICE,))
    assert [version.number for version in actions.holding_hidden(clean)] == [2, 1]
    actions.publish(clean, "清理了原文件", withdraws_hidden=True)
    for number in (1, 2):
        page = f"/shanghai-stc/2025/v{number}/"
        assert Client().get(page).status_code == Client().get(page + ORIGINAL).status_code == 410
    assert Client().get("/shanghai-stc/2025/").status_code == 200
    assert Client().get(f"/shanghai-stc/2025/{ORIGINAL}").getvalue() == b"3"


def test_a_correction_without_that_wish_withdraws_nothing(short: ReadBudget, db: None) -> None:
    actions.publish(draft_of(short, b"1", hidden=(COMMENT,)), accepted=[Acknowledged.HIDDEN])
    actions.publish(draft_of(short, b"2"), "更正")
    assert Client().get("/shanghai-stc/2025/v1/").status_code == 200


def test_a_draft_that_was_stored_before_is_uploaded_again(short: ReadBudget, db: None) -> None:
    """Nobody has looked into its file: neither it nor a set time of it goes public without a word."""
    draft = draft_of(short)
    EditionVersion.objects.update(hidden_count=None, unread_count=None)
    with pytest.raises(actions.ActionRefused, match="请重新上传这个文件"):
        actions.publish(draft, accepted=list(Acknowledged))


def test_a_published_version_that_was_stored_before_says_that_nothing_was_recorded(
    brief: EditionVersion,
) -> None:
    EditionVersion.objects.update(hidden_count=None, unread_count=None)
    page = Client().get(brief.page("unread")).content.decode()
    assert "本站还不记录没有读出来的地方" in page and "都读出来了。" not in page.replace(
        "不等于都读出来了。", ""
    )


def test_a_correction_offers_to_withdraw_versions_that_nobody_looked_into(
    short: ReadBudget, db: None
) -> None:
    """An earlier version of the site published the file with the comment; the correction is clean."""
    actions.publish(draft_of(short, b"1"))
    EditionVersion.objects.update(hidden_count=None, unread_count=None)
    clean = draft_of(short, b"2")
    assert [version.number for version in actions.holding_hidden(clean)] == [1]
    actions.publish(clean, "清理了原文件", withdraws_hidden=True)
    assert Client().get("/shanghai-stc/2025/v1/source/original").status_code == 410


def test_the_log_names_each_who_acknowledged(short: ReadBudget, db: None, django_user_model: type) -> None:
    """One sets a time and cancels it, the other publishes: what the first ticked does not count for the second."""
    first, second = (django_user_model.objects.create_superuser(name) for name in ("fa", "gao"))  # type: ignore[attr-defined]
    version = draft_of(short, hidden=(COMMENT,))
    at = timezone.now() + timedelta(hours=1)
    actions.schedule(version, at, "", actions.Actor(first), accepted=[Acknowledged.HIDDEN])
    version = actions.cancel_schedule(version, actions.Actor(first))
    assert version.acknowledged == []
    actions.publish(version, "", actions.Actor(second), accepted=[Acknowledged.HIDDEN])
    entries = LogEntry.objects.filter(act=LogEntry.Act.ACKNOWLEDGED).order_by("pk")
    assert [entry.who for entry in entries] == ["fa", "gao"]


def test_a_correction_without_tables_that_are_public_names_them(short: ReadBudget, db: None) -> None:
    """The bundled document prints nine tables; the correction has neither table 2 nor table 9."""
    actions.publish(draft_of(short, b"1"))
    assert actions.asked_of(draft_of(short, b"2")) == {}
    tables = tuple(t for t in short.report.tables if t.table.number not in (2, 9))
    fewer = draft_of(short, b"3", tables=tables)
    assert actions.asked_of(fewer) == {Acknowledged.FEWER: 2}
    with pytest.raises(actions.NotAcknowledged, match=r"表2 2025年部门收入预算总表、表9 ") as refused:
        actions.publish(
            fewer, "更正", accepted=[Acknowledged.UNREAD, Acknowledged.HIDDEN, Acknowledged.COVER]
        )
    assert list(refused.value.missing) == [Acknowledged.FEWER]
    assert actions.publish(fewer, "更正", accepted=[Acknowledged.FEWER]).acknowledged == ["fewer"]
    entry = LogEntry.objects.get(act=LogEntry.Act.ACKNOWLEDGED)
    assert "公开的版本有、这一版没有的表：表2 2025年部门收入预算总表、表9 " in entry.detail
    # The way back adds tables and takes none away.
    assert actions.asked_of(draft_of(short, b"4")) == {}


def test_what_lacks_is_named_at_once(short: ReadBudget, db: None) -> None:
    actions.publish(draft_of(short, b"1"))
    version = draft_of(short, b"2", hidden=(COMMENT,))
    with pytest.raises(actions.NotAcknowledged) as refused:
        actions.publish(version)
    assert "请写明更正原因" in str(refused.value) and "文件里看不见的内容 1 处" in str(refused.value)
    with pytest.raises(actions.ActionRefused, match=r"^这是对已公开预算的更正，请写明更正原因"):
        actions.publish(version, accepted=[Acknowledged.HIDDEN])
