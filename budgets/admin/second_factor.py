"""The second factor: a code from a telephone (TOTP), or one of the recovery codes. Only where SECOND_FACTOR is set."""

from base64 import b32encode
from typing import Any

import segno
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_otp import devices_for_user, match_token
from django_otp import login as otp_login
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from budgets import access, actions
from budgets.admin.pages import actor, render_desk
from budgets.models import LogEntry

RECOVERY_CODES = 8


@never_cache
def second_factor(request: HttpRequest) -> HttpResponseBase:
    """Enrol a telephone at the first time, later ask for its code."""
    if not settings.SECOND_FACTOR:
        raise Http404
    if request.POST.get("leave"):
        logout(request)
    if not access.owes_second_factor(request.user):
        if access.is_signed_in(request.user):
            return redirect(_next(request))
        return redirect_to_login(request.get_full_path(), reverse("admin:login"))
    assert isinstance(request.user, User)
    if TOTPDevice.objects.devices_for_user(request.user, confirmed=True).exists():
        return _ask(request, request.user)
    return _enrol(request, request.user)


def _next(request: HttpRequest) -> str:
    """Where the account wanted to go; never to another site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if safe and wanted else reverse("desk:home")


def _code(request: HttpRequest) -> str:
    return "".join(request.POST.get("code", "").split())[:20].lower()


def _page(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponseBase:
    context = {"next": _next(request), **more}
    return render_desk(request, "admin/budgets/second_factor.html", context, status)


# ---- an account that has its telephone ------------------------------------------------------------------


def _ask(request: HttpRequest, user: User) -> HttpResponseBase:
    if request.method != "POST":
        return _page(request)
    device = match_token(user, _code(request))
    if device is None:
        return _page(request, 422, error=_refused(request, user))
    otp_login(request, device)
    detail = _("恢复码") if isinstance(device, StaticDevice) else _("第二重验证")
    actions.record(LogEntry.Act.LOGGED_IN, actor(request), detail=detail)
    return redirect(_next(request))


def _refused(request: HttpRequest, user: User) -> str:
    """Why a code did not count; the devices wait longer after each wrong one."""
    actions.record(LogEntry.Act.LOGIN_FAILED, actor(request), detail=_("第二重验证"))
    if all(device.verify_is_allowed()[0] for device in devices_for_user(user)):
        return _("验证码不对，或已经用过；请等验证器显示下一个数字再试。")
    return _("验证码不对；连续输错要等一会儿，请等一会儿再试。")


# ---- an account that has none yet -----------------------------------------------------------------------


def _enrol(request: HttpRequest, user: User) -> HttpResponseBase:
    device, _created = TOTPDevice.objects.get_or_create(
        user=user, confirmed=False, defaults={"name": "telephone"}
    )
    shown: dict[str, Any] = {
        # Drawn with attributes alone: the site's policy lets no style through.
        "picture": SafeString(
            segno.make(device.config_url, error="m").svg_inline(omitsize=True, light="#fff")
        ),
        "secret": b32encode(device.bin_key).decode().rstrip("="),
    }
    if request.method != "POST":
        return _page(request, **shown)
    codes = _confirmed(user, device.pk, _code(request))
    if not codes:
        error = _("验证码不对；请看手机的时间准不准，等验证器显示下一个数字再试。")
        return _page(request, 422, error=error, **shown)
    device.refresh_from_db()
    otp_login(request, device)
    actions.record(LogEntry.Act.ACCOUNT, actor(request), subject=user.username, detail=_("登记第二重验证"))
    return _page(request, codes=codes)


@transaction.atomic
def _confirmed(user: User, pk: int, code: str) -> list[str]:
    """Make the telephone the account's own when the code is right, and give the recovery codes; [] when not."""
    # The account's row is the lock: of two enrolments at once the second finds the first.
    User.objects.select_for_update().get(pk=user.pk)
    if TOTPDevice.objects.devices_for_user(user, confirmed=True).exists():
        return []
    device = TOTPDevice.objects.select_for_update().get(pk=pk)
    if not device.verify_token(code):
        return []
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    StaticDevice.objects.filter(user=user).delete()
    recovery = StaticDevice.objects.create(user=user, name="recovery")
    codes = [StaticToken.random_token() for _n in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=recovery, token=code) for code in codes)
    return codes
