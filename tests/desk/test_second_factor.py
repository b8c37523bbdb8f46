"""The second factor, where the site asks for it: enrolling, codes, recovery codes, and no way around."""

import re
from base64 import b32decode

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from budgets.models import EditionVersion, LogEntry
from tests.desk.conftest import ADMINISTRATOR, PUBLISHER, Account

pytestmark = pytest.mark.django_db

PASSWORD = "shui-ye-cai-bu-dao-9"
FACTOR = "/admin/second-factor/"


@pytest.fixture(autouse=True)
def second_factor(settings: Settings) -> None:
    settings.SECOND_FACTOR = True


@pytest.fixture
def fa(db: None) -> User:
    user = User.objects.create_user("fa", password=PASSWORD, is_staff=True)
    user.groups.set(Group.objects.filter(name=PUBLISHER))
    return user


def with_password(next_page: str = "/admin/") -> Client:
    client = Client()
    client.post(f"/admin/login/?next={next_page}", {"username": "fa", "password": PASSWORD})
    return client


def enrol(client: Client) -> tuple[bytes, list[str]]:
    """Scan, type the code, and note the recovery codes: the key of the telephone and the codes."""
    page = client.get(FACTOR).content.decode()
    found = re.search(r'<code class="break">([A-Z2-7]+)</code>', page)
    assert found is not None and '<figure class="qr"><svg' in page and "style=" not in page
    key = b32decode(found[1] + "=" * (-len(found[1]) % 8))
    page = client.post(FACTOR, {"code": f"{totp(key):06d}"}).content.decode()
    codes = re.findall(r"<li><code>([^<]+)</code></li>", page)
    assert len(codes) == 8
    return key, codes


def forget_the_last_step() -> None:
    """As if half a minute had passed: a code counts once."""
    TOTPDevice.objects.update(last_t=-1, throttling_failure_count=0, throttling_failure_timestamp=None)


def test_the_password_alone_opens_nothing(fa: User, draft: EditionVersion) -> None:
    client = with_password()
    for path in ("/admin/", "/admin/upload/", f"/admin/drafts/{draft.pk}/", f"/preview/{draft.preview_key}/"):
        response = client.get(path, follow=True)
        assert response.redirect_chain[-1][0].startswith(FACTOR), path
    assert client.get("/admin/budgets/figure/", follow=True).redirect_chain[-1][0].startswith(FACTOR)
    assert (
        client.post(
            f"/admin/drafts/{draft.pk}/publish/", {"seen_live": "0", "seen_revision": "0", "reviewed": "on"}
        ).status_code
        == 302
    )
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_enrolling_then_codes_and_each_recovery_code_once(fa: User) -> None:
    client = with_password()
    key, codes = enrol(client)
    assert client.get("/admin/").status_code == 200
    assert not any(code in client.get(FACTOR, follow=True).content.decode() for code in codes)

    later = with_password()
    assert 'class="qr"' not in later.get(FACTOR).content.decode()  # whoever has one shows no other key
    assert later.post(FACTOR, {"code": "000000"}).status_code == 422
    forget_the_last_step()
    assert (
        later.post(FACTOR, {"code": f"{totp(key):06d}", "next": "/admin/upload/"})["Location"]
        == "/admin/upload/"
    )
    assert later.get("/admin/").status_code == 200

    third = with_password()
    assert third.post(FACTOR, {"code": codes[0]}).status_code == 302
    fourth = with_password()
    assert fourth.post(FACTOR, {"code": codes[0]}).status_code == 422
    details = list(LogEntry.objects.order_by("pk").values_list("act", "detail"))
    assert ("account", "登记第二重验证") in details and ("logged_in", "恢复码") in details
    assert ("login_failed", "第二重验证") in details


def test_guessing_is_slowed_down_and_said(fa: User) -> None:
    key, _codes = enrol(with_password())
    forget_the_last_step()
    client = with_password()
    page = client.post(FACTOR, {"code": "123456"}).content.decode()
    assert "验证码不对" in page and "暂停验证" not in page
    for count, said in ((6, "秒再试"), (11, "请等 18 分钟再试")):
        TOTPDevice.objects.update(throttling_failure_count=count, throttling_failure_timestamp=timezone.now())
        response = client.post(FACTOR, {"code": f"{totp(key):06d}"})  # not even the right one
        assert response.status_code == 422 and said in response.content.decode()


def test_wrong_codes_leave_the_recovery_codes_alone(fa: User) -> None:
    _key, codes = enrol(with_password())
    client = with_password()
    for code in ("123456", "12345", ""):
        assert client.post(FACTOR, {"code": code}).status_code == 422
    assert not StaticDevice.objects.filter(throttling_failure_count__gt=0).exists()
    assert client.post(FACTOR, {"code": codes[0]}).status_code == 302  # the telephone is lost


def test_a_code_counts_however_it_is_typed(fa: User) -> None:
    key, codes = enrol(with_password())
    assert with_password().post(FACTOR, {"code": f" {codes[0].upper()} "}).status_code == 302
    forget_the_last_step()
    wide = f"{totp(key):06d}".translate({ord("0") + n: ord("０") + n for n in range(10)})
    assert with_password().post(FACTOR, {"code": f"{wide[:3]} {wide[3:]}"}).status_code == 302


def test_a_key_seen_earlier_with_the_password_never_becomes_the_owners(fa: User) -> None:
    def shown(client: Client) -> str:
        found = re.search(r'<code class="break">([A-Z2-7]+)</code>', client.get(FACTOR).content.decode())
        assert found is not None
        return found[1]

    thief, owner = with_password(), with_password()
    seen = shown(thief)
    assert shown(owner) == shown(owner) != seen  # its own, and the same when the page is loaded again
    enrol(owner)
    assert TOTPDevice.objects.filter(user=fa).count() == 1
    code = f"{totp(b32decode(seen + '=' * (-len(seen) % 8))):06d}"
    assert thief.post(FACTOR, {"code": code}).status_code == 422
    assert thief.get("/admin/").status_code == 302


def test_recovery_codes_alone_also_bar_enrolling(fa: User) -> None:
    device = StaticDevice.objects.create(user=fa, name="from the operator")
    StaticToken.objects.create(device=device, token="abcd2345")
    client = with_password()
    assert 'class="qr"' not in client.get(FACTOR).content.decode()
    assert client.post(FACTOR, {"code": "abcd2345"}).status_code == 302


def test_a_wrong_code_at_enrolling_is_told_and_logged(fa: User) -> None:
    client = with_password()
    client.get(FACTOR)
    response = client.post(FACTOR, {"code": "000000"})
    assert response.status_code == 422 and "手机的时间准不准" in response.content.decode()
    entry = LogEntry.objects.latest("pk")
    assert (entry.act, entry.who, entry.detail) == ("login_failed", "fa", "第二重验证")
    assert not TOTPDevice.objects.filter(confirmed=True).exists()


def test_a_session_seen_before_the_code_is_worth_nothing(fa: User) -> None:
    client = with_password()
    before = client.cookies["sessionid"].value
    enrol(client)
    other = Client()
    other.cookies["sessionid"] = before
    assert other.get("/admin/").status_code == 302
    assert client.get("/admin/").status_code == 200


def test_it_leads_to_no_other_site(fa: User) -> None:
    key, _codes = enrol(with_password())
    for wanted in ("https://example.org/", "//example.org/", "/\\example.org"):
        forget_the_last_step()
        response = with_password().post(FACTOR, {"code": f"{totp(key):06d}", "next": wanted})
        assert response["Location"] == "/admin/"


def test_leaving_and_a_lost_telephone(fa: User, account: Account, settings: Settings) -> None:
    client = with_password()
    enrol(client)
    other = with_password()
    assert other.post(FACTOR, {"leave": "yes"})["Location"].startswith("/admin/login/")
    settings.SECOND_FACTOR = False  # for the administrator of this test
    chosen = {"action": "reset_second_factor", "_selected_action": [fa.pk]}
    account("guan", ADMINISTRATOR).post("/admin/auth/user/", chosen)
    settings.SECOND_FACTOR = True
    assert 'class="qr"' in with_password().get(FACTOR).content.decode()
    assert client.get("/admin/").status_code == 302  # the old telephone's session is over too


def test_without_the_setting_there_is_no_such_page(fa: User, settings: Settings) -> None:
    settings.SECOND_FACTOR = False
    client = with_password()
    assert client.get("/admin/").status_code == 200
    assert client.get(FACTOR).status_code == 404
