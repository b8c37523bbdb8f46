"""How long the lock lasts; who is locked and who is not stands in test_accounts.py."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.test import Client

from budgets.models import LogEntry
from tests.desk.test_accounts import PASSWORD, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clerk(db: None) -> User:
    return User.objects.create_user("lu", password=PASSWORD, is_staff=True)


def minutes_pass(minutes: int) -> None:
    for attempt in AccessAttempt.objects.all():
        attempt.attempt_time -= timedelta(minutes=minutes)
        attempt.save()


def test_the_lock_ends_when_the_page_says_so_also_after_tries_in_between() -> None:
    client = Client()
    for _n in range(5):
        sign_in(client, "lu", "wrong")
    minutes_pass(14)
    for password in (PASSWORD, "wrong"):
        status, page = sign_in(client, "lu", password)
        assert status == 429 and "锁定 15 分钟" in page
    minutes_pass(2)
    assert sign_in(client, "lu", PASSWORD)[0] == 302


def test_the_log_holds_every_try() -> None:
    client = Client()
    for _n in range(6):
        sign_in(client, "lu", "wrong")
    acts = list(LogEntry.objects.filter(who="lu").values_list("act", flat=True))
    assert (acts.count("login_failed"), acts.count("locked_out")) == (6, 2)


def test_a_name_that_no_account_has_is_locked_alike() -> None:
    client = Client()
    assert [sign_in(client, "nobody", "wrong")[0] for _n in range(5)] == [200, 200, 200, 200, 429]
