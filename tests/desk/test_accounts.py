"""Accounts: who manages them, what an administrator cannot do, lock-out after wrong passwords, and the log of it."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from budgets.models import LogEntry
from tests.desk.conftest import ADMINISTRATOR, PUBLISHER, UPLOADER, Account

pytestmark = pytest.mark.django_db

PASSWORD = "shui-ye-cai-bu-dao-9"


@pytest.fixture
def administrator(account: Account) -> Client:
    return account("guan", ADMINISTRATOR)


@pytest.fixture
def clerk(db: None) -> User:
    user = User.objects.create_user("lu", password=PASSWORD, is_staff=True)
    user.groups.set(Group.objects.filter(name=UPLOADER))
    return user


def form_of(user: User, **changes: object) -> dict[str, object]:
    """What the change form sends for an account as it is."""
    return {
        "username": user.username,
        "last_name": "",
        "first_name": "",
        "email": "",
        "is_active": "on",
        "groups": [group.pk for group in user.groups.all()],
        **changes,
    }


def sign_in(client: Client, name: str, password: str, address: str = "127.0.0.1") -> tuple[int, str]:
    response = client.post(
        "/admin/login/?next=/admin/", {"username": name, "password": password}, REMOTE_ADDR=address
    )
    return response.status_code, response.content.decode()


# ---- accounts -------------------------------------------------------------------------------------------


def test_a_new_account_may_come_in_with_its_role(administrator: Client) -> None:
    role = Group.objects.get(name=UPLOADER).pk
    form = {"username": "xin", "password1": PASSWORD, "password2": PASSWORD, "groups": [role]}
    assert administrator.post("/admin/auth/user/add/", form).status_code == 302
    user = User.objects.get(username="xin")
    assert user.is_staff and not user.is_superuser
    client = Client()
    assert sign_in(client, "xin", PASSWORD)[0] == 302
    assert client.get("/admin/").status_code == 200
    entry = LogEntry.objects.filter(act="account").latest("pk")
    assert (entry.who, entry.subject) == ("guan", "xin")


def test_an_account_without_a_role_stays_outside(administrator: Client, clerk: User) -> None:
    address = f"/admin/auth/user/{clerk.pk}/change/"
    administrator.post(address, form_of(clerk, groups=[]))
    clerk.refresh_from_db()
    assert not clerk.is_staff
    assert sign_in(Client(), "lu", PASSWORD)[0] == 200  # the form again


def test_an_administrator_cannot_rise_above_or_touch_a_superuser(administrator: Client, clerk: User) -> None:
    boss = User.objects.create_superuser("boss", password=PASSWORD)
    page = administrator.get(f"/admin/auth/user/{clerk.pk}/change/").content.decode()
    assert "is_superuser" not in page and "user_permissions" not in page and "is_staff" not in page
    form = form_of(clerk, is_superuser="on", is_staff="on", user_permissions=["1"])
    administrator.post(f"/admin/auth/user/{clerk.pk}/change/", form)
    clerk.refresh_from_db()
    assert not clerk.is_superuser and not clerk.user_permissions.exists()
    own = User.objects.get(username="guan")
    administrator.post(f"/admin/auth/user/{own.pk}/change/", form_of(own, is_superuser="on"))
    own.refresh_from_db()
    assert not own.is_superuser
    for path in (f"{boss.pk}/change/", f"{boss.pk}/password/"):
        form = {**form_of(boss), "password1": "x" * 12, "password2": "x" * 12}
        assert administrator.post(f"/admin/auth/user/{path}", form).status_code == 403
    boss.refresh_from_db()
    assert boss.check_password(PASSWORD) and boss.is_active


def test_other_groups_cannot_be_given(administrator: Client, clerk: User) -> None:
    other = Group.objects.create(name="others")
    form = form_of(clerk, groups=[other.pk])
    page = administrator.post(f"/admin/auth/user/{clerk.pk}/change/", form)
    assert page.status_code == 200 and not clerk.groups.filter(pk=other.pk).exists()


def test_a_group_beside_the_roles_is_neither_seen_nor_taken_away(administrator: Client, clerk: User) -> None:
    other = Group.objects.create(name="others")
    clerk.groups.add(other)
    role = Group.objects.get(name=PUBLISHER).pk
    address = f"/admin/auth/user/{clerk.pk}/change/"
    assert administrator.post(address, form_of(clerk, groups=[role])).status_code == 302
    assert {group.name for group in clerk.groups.all()} == {"others", PUBLISHER}
    assert LogEntry.objects.latest("pk").detail == "角色：录入员 → 发布员"


def test_a_password_is_set_and_never_taken_away(administrator: Client, clerk: User) -> None:
    address = f"/admin/auth/user/{clerk.pk}/password/"
    page = administrator.get(address)
    assert page.status_code == 200 and 'name="usable_password"' not in page.content.decode()
    administrator.post(address, {"password1": "", "password2": "", "usable_password": "false"})
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)


def test_nobody_shuts_themselves_out(administrator: Client) -> None:
    own = User.objects.get(username="guan")
    address = f"/admin/auth/user/{own.pk}/change/"
    form = form_of(own)
    del form["is_active"]
    assert "不能停用自己的账号" in administrator.post(address, form).content.decode()
    assert "不能取消自己的管理员角色" in administrator.post(address, form_of(own, groups=[])).content.decode()
    own.refresh_from_db()
    assert own.is_active and own.groups.get().name == ADMINISTRATOR


def test_only_administrators_see_accounts_and_none_is_deleted(
    administrator: Client, account: Account, clerk: User
) -> None:
    for role in (UPLOADER, PUBLISHER):
        assert account(role, role).get("/admin/auth/user/").status_code == 403
    assert administrator.get(f"/admin/auth/user/{clerk.pk}/delete/").status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [clerk.pk], "post": "yes"}
    administrator.post("/admin/auth/user/", chosen)
    assert User.objects.filter(pk=clerk.pk).exists()
    assert administrator.get("/admin/auth/group/").status_code == 404


def test_changes_and_passwords_are_in_the_log_without_the_password(
    administrator: Client, clerk: User
) -> None:
    administrator.post(f"/admin/auth/user/{clerk.pk}/change/", form_of(clerk, last_name="陆"))
    secret = "xin-mi-ma-zai-ci-8"
    form = {"password1": secret, "password2": secret, "usable_password": "true"}
    assert administrator.post(f"/admin/auth/user/{clerk.pk}/password/", form).status_code == 302
    clerk.refresh_from_db()
    assert clerk.check_password(secret)
    entries = list(LogEntry.objects.filter(act="account").order_by("pk"))
    assert [entry.subject for entry in entries] == ["lu", "lu"]
    assert not any(secret in entry.detail for entry in entries)


# ---- lock-out -------------------------------------------------------------------------------------------


def test_five_wrong_passwords_lock_the_name_for_that_address_alone(clerk: User) -> None:
    client = Client()
    for _n in range(4):
        status, page = sign_in(client, "lu", "wrong")
        assert status == 200 and "不对" in page
    status, page = sign_in(client, "lu", "wrong")
    assert status == 429 and "锁定 15 分钟" in page
    assert sign_in(client, "lu", PASSWORD)[0] == 429  # also with the right one
    assert sign_in(Client(), "lu", PASSWORD, "10.1.1.1")[0] == 302  # the clerk herself, elsewhere
    other = User.objects.create_user("wang", password=PASSWORD, is_staff=True)
    assert sign_in(Client(), other.username, PASSWORD)[0] == 302
    acts = list(LogEntry.objects.order_by("pk").values_list("act", "who", "address"))
    assert acts.count(("login_failed", "lu", "127.0.0.1")) >= 5
    assert ("locked_out", "lu", "127.0.0.1") in acts
    assert ("logged_in", "lu", "10.1.1.1") in acts


def test_an_administrator_unlocks(administrator: Client, clerk: User) -> None:
    client = Client()
    for _n in range(5):
        sign_in(client, "lu", "wrong")
    assert sign_in(client, "lu", PASSWORD)[0] == 429
    administrator.post("/admin/auth/user/", {"action": "unlock", "_selected_action": [clerk.pk]})
    assert sign_in(client, "lu", PASSWORD)[0] == 302
    assert LogEntry.objects.filter(act="account", subject="lu", detail="解除登录锁定").exists()


def test_a_very_long_name_is_no_error(db: None) -> None:
    assert sign_in(Client(), "长" * 3000, "wrong")[0] == 200
    assert all(len(entry.who) <= 150 for entry in LogEntry.objects.all())


def test_a_form_from_an_old_page_gets_a_sentence(clerk: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk)
    response = client.post("/admin/upload/", {})
    assert response.status_code == 403
    assert "这次提交没有执行" in response.content.decode() and "草稿都在" in response.content.decode()
