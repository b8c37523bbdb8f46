"""Those who publish look at every stored record, administrators at the log; no one changes either."""

import html
import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from budgets import models
from budgets.models import EditionVersion

pytestmark = pytest.mark.django_db
OURS = [model for model in admin.site._registry if model._meta.app_label == "budgets"]


NOT_RECORDS = {
    # How far a reading has come: a number that lives for seconds, under a key that only one page knows.
    models.ReadingProgress,
    # The index of the search is made from the records and can be made anew at any time.
    models.SearchAmount,
    models.SearchEntry,
    models.SearchedVersion,
    # A random value that tells which kept answers still hold.
    models.StateMark,
}


@pytest.fixture
def clerk(client: Client) -> Client:
    """An account that may publish, and read the log."""
    user = User.objects.create_user("clerk", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=["发布员", "管理员"]))
    client.force_login(user)
    return client


def test_every_stored_model_can_be_looked_at() -> None:
    stored = set(apps.get_app_config("budgets").get_models())
    assert stored - NOT_RECORDS == set(OURS)


@pytest.mark.parametrize("model", OURS, ids=lambda m: m.__name__)
def test_lists_and_records_open_and_nothing_can_be_written(
    clerk: Client, admin_client: Client, published: EditionVersion, model: type
) -> None:
    name = f"admin:budgets_{model._meta.model_name}"
    assert clerk.get(reverse(f"{name}_changelist")).status_code == 200
    record = model._default_manager.order_by("pk").first()
    if record is not None:
        address = reverse(f"{name}_change", args=[record.pk])
        assert clerk.get(address).status_code == 200
        assert admin_client.post(address, {"name": "x"}).status_code == 403
        assert (
            admin_client.post(reverse(f"{name}_delete", args=[record.pk]), {"post": "yes"}).status_code == 403
        )
    assert admin_client.post(reverse(f"{name}_add"), {"name": "x"}).status_code == 403


def test_issues_and_refusals_are_sentences_there(clerk: Client, published: EditionVersion) -> None:
    """In lists and in records, the words of an earlier version too; no code and no parameters are shown instead."""
    issue = published.importissues.all()[0]
    old = models.ImportIssue.objects.create(
        version=published, position=99, severity="warning", code="gone", kept="表3有 5% 没有读入"
    )
    entry = models.LogEntry.objects.create(act="refused", refusal={"said": "file.picture", "kind": "PNG"})
    for record, words in ((issue, issue.message), (old, old.kept), (entry, "这是一张图片（PNG），里面没有")):
        name = f"admin:budgets_{record._meta.model_name}"
        for address in (reverse(f"{name}_changelist"), reverse(f"{name}_change", args=[record.pk])):
            page = clerk.get(address).content.decode()
            assert words in html.unescape(page) and "said" not in re.sub("field-said|column-said", "", page)


def test_a_visitor_is_asked_to_log_in(client: Client) -> None:
    response = client.get(reverse("admin:budgets_figure_changelist"))
    assert response.status_code == 302
    assert "/admin/login/" in response["Location"]


def test_the_bytes_of_a_file_are_not_shown(clerk: Client, published: EditionVersion) -> None:
    page = clerk.get(reverse("admin:budgets_sourcedocument_change", args=[published.source_id]))
    assert "主要职能" not in page.content.decode()
