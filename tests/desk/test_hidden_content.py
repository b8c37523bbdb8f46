"""What a file hides, as the desk shows it: listed and starred, ticked before it is published, withdrawn with a correction."""

import re
from dataclasses import replace
from hashlib import sha256

import pytest
from django.test import Client

from budgets import actions
from budgets.form.terms import Acknowledged, HiddenKind
from budgets.models import EditionVersion, LogEntry
from budgets.readers.document import Hidden, Place
from budgets.reading import read
from budgets.reconcile import run_checks
from tests.desk.conftest import SHORT
from tests.desk.test_desk import EDITION, publish, seen_of

pytestmark = pytest.mark.django_db

IDENTITY = "11010519491231002X"
COMMENT = Hidden(HiddenKind.COMMENT, f"请张三（{IDENTITY}）核对", Place(line=3), "李四")
ATTACHED = Hidden(HiddenKind.ATTACHMENT, "测算.xlsx", searched=False)
OFFICE = Hidden(HiddenKind.AUTHOR, "财务处")
TICK = 'name="accept_hidden"'
OFFER = 'name="withdraws_hidden"'


def draft_with(*hidden: Hidden, content: str = SHORT) -> EditionVersion:
    """A draft of the bundled document in its short form whose file hides these things."""
    budget = read(content.encode(), "公开.docx")
    report = replace(budget.report, hidden=hidden, format="docx", sha256=sha256(content.encode()).hexdigest())
    return actions.create_draft(report, budget.checks, content.encode(), "shanghai-stc")


def preview(client: Client, draft: EditionVersion) -> str:
    return client.get(f"/admin/drafts/{draft.pk}/").content.decode()


def test_the_preview_lists_what_the_file_hides_with_its_numbers_starred(publisher: Client) -> None:
    page = preview(publisher, draft_with(COMMENT, ATTACHED, OFFICE))
    assert "批注（李四）" in page and "请张三（110*************2X）核对" in page and IDENTITY not in page
    assert "测算.xlsx" in page and "里面还有程序打不开的内容，没有查看" in page
    assert "发布前要确认的有 2 处" in page and "“文件—信息—检查问题—检查文档”" in page
    assert "没有发现身份证号" not in page


def test_an_all_clear_is_said_only_of_what_was_looked_at(publisher: Client) -> None:
    page = preview(publisher, draft_with(ATTACHED))
    assert "没有发现身份证号" in page and "有 1 处看不见的内容打不开，没有查过" in page
    draft = draft_with(content=SHORT + "\n")
    EditionVersion.objects.filter(pk=draft.pk).update(hidden_count=None)
    page = preview(publisher, draft)
    assert "文件里看不见的内容没有查过" in page and "重新上传这个文件就会查看" in page


def test_it_is_published_only_with_a_tick_that_names_it(publisher: Client) -> None:
    draft = draft_with(COMMENT, OFFICE)
    page = preview(publisher, draft)
    assert page.count(TICK) == 1 and "我知道文件里有看不见的内容（批注 1 处）" in page and OFFER not in page
    refused = publish(publisher, draft)
    assert "请看过“文件里看不见的内容”，再勾选确认" in refused
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert "是第 1 版" in publish(publisher, draft, accept_hidden="on")


def test_a_file_that_hides_nothing_asks_for_nothing(publisher: Client) -> None:
    draft = draft_with(OFFICE)
    page = preview(publisher, draft)
    assert TICK not in page and "只有文件属性一类的内容" in page
    assert "是第 1 版" in publish(publisher, draft)


def test_a_correction_offers_to_withdraw_the_version_with_the_old_file(publisher: Client) -> None:
    publish(publisher, draft_with(COMMENT), accept_hidden="on")
    clean = draft_with(content=SHORT.replace("\n", "\n\n", 1))
    page = preview(publisher, clean)
    assert page.count(OFFER) == 1 and "同时撤回第 1 版" in page and TICK not in page
    publish(publisher, clean, reason="清理了原文件", withdraws_hidden="on")
    assert Client().get(f"{EDITION}v1/source/original").status_code == 410
    assert Client().get(f"{EDITION}source/original").status_code == 200


def test_only_the_desk_shows_what_is_hidden(publisher: Client) -> None:
    version = actions.publish(draft_with(COMMENT), accepted=[Acknowledged.HIDDEN])
    for path in ("", "unread/", "checks/", "source/", "versions/", "data/"):
        page = Client().get(EDITION + path).content.decode()
        assert IDENTITY not in page and "批注" not in page, path
    assert "请张三" in publisher.get(f"/admin/editions/{version.edition_id}/").content.decode()


def test_all_that_lacks_is_named_at_once_and_what_was_typed_stays(publisher: Client) -> None:
    publish(publisher, draft_with(content=SHORT))
    draft = draft_with(COMMENT, content=SHORT.replace("\n", "\n\n", 1))
    page = preview(publisher, draft)
    form = {**seen_of(page), "publish_at": "2020-01-02T09:00", "reason": " "}
    response = publisher.post(f"/admin/drafts/{draft.pk}/publish/", form)
    refused = (
        response.content.decode().partition('class="notice notice--error refused"')[2].partition("</p>")[0]
    )
    assert response.status_code == 422
    for lacking in ("请写明更正原因", "请先看过预览", "定时发布的时间已经过去", "请看过“文件里看不见的内容”"):
        assert refused.count(lacking) == 1, lacking
    form |= {"reason": "清理了原文件", "accept_hidden": "on"}
    again = publisher.post(f"/admin/drafts/{draft.pk}/publish/", form).content.decode()
    assert "请写明更正原因" not in again and "\n清理了原文件</textarea>" in again
    assert 'value="2020-01-02T09:00"' in again
    assert re.search(r'name="accept_hidden"[^>]* checked', again)


def test_a_draft_without_public_tables_says_so_and_asks_for_a_tick(publisher: Client) -> None:
    publish(publisher, draft_with(content=SHORT))
    budget = read(SHORT.encode(), "公开.docx")
    tables = tuple(t for t in budget.report.tables if t.table.number == 1)
    report = replace(budget.report, tables=tables, sha256=sha256(b"1").hexdigest())
    draft = actions.create_draft(report, run_checks(report), b"1", "shanghai-stc")
    page = preview(publisher, draft)
    assert "<b>公开的第 1 版有 8 张表，这份草稿里没有：</b>表2 2025年部门收入预算总表、" in page
    assert "请看过“公开的版本有、这一版没有的表”" in publish(publisher, draft, reason="更正")
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert "是第 2 版" in publish(publisher, draft, reason="更正", accept_fewer="on")
    entry = LogEntry.objects.get(act=LogEntry.Act.ACKNOWLEDGED)
    assert entry.who == "fa" and "没有的表：表2 2025年部门收入预算总表、" in entry.detail


def test_a_correction_of_what_is_hidden_alone_says_what_is_gone_and_what_is_new(publisher: Client) -> None:
    publish(publisher, draft_with(COMMENT, OFFICE), accept_hidden="on")
    page = preview(publisher, draft_with(OFFICE, ATTACHED, content=SHORT.replace("\n", "\n\n", 1)))
    changes = page.partition('id="changes"')[2].partition('id="understood"')[0]
    assert "各张表的数字都一样" in changes
    assert "<b>文件里看不见的内容有变：</b>少了 1 处，多了 1 处，现在有 2 处。" in changes
    gone, new = (changes.index(f"这一版{word}（1 处）") for word in ("没有了的", "新有的"))
    assert gone < changes.index("请张三（110*************2X）核对") < new < changes.index("测算.xlsx")
    assert "批注（李四）" in changes[gone:new] and IDENTITY not in page and "财务处" not in changes


def test_a_correction_that_hides_the_same_says_so(publisher: Client) -> None:
    publish(publisher, draft_with(COMMENT), accept_hidden="on")
    moved = replace(COMMENT, place=Place(line=4))
    page = preview(publisher, draft_with(moved, content=SHORT.replace("\n", "\n\n", 1)))
    assert "文件里看不见的内容与现行版本一样，有 1 处。" in page and "没有了的" not in page
    EditionVersion.objects.filter(status="published").update(hidden_count=None)
    draft = draft_with(COMMENT, content=SHORT.replace("\n", "\n\n\n", 1))
    assert "这一部分无法对比" in preview(publisher, draft)
