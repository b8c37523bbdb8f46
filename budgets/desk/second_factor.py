"""The second factor: a code from a telephone (TOTP), or one of the recovery codes. Only where SECOND_FACTOR is set."""

from base64 import b32encode
from math import ceil

import segno
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_otp import login as otp_login
from django_otp import user_has_device
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from budgets import access, actions
from budgets.desk.pages import actor, render_desk
from budgets.form.spelling import squeeze
from budgets.models import LogEntry
from budgets.pages import Context

RECOVERY_CODES = 8
RECOVERY_LENGTH = 8  # characters of one, as django-otp makes them
PENDING = "pending_telephone"  # in the session: the telephone that is being enrolled


@never_cache
def second_factor(request: HttpRequest) -> HttpResponseBase:
    """Enrol a telephone the first time; later ask for its code."""
    if not settings.SECOND_FACTOR:
        raise Http404
    if request.POST.get("leave"):
        logout(request)
    if not access.owes_second_factor(request.user):
        if access.is_signed_in(request.user):
            return redirect(_next(request))
        return redirect_to_login(request.get_full_path(), reverse("admin:login"))
    assert isinstance(request.user, User)
    if user_has_device(request.user):
        return _ask(request, request.user)
    return _enrol(request, request.user)


def _next(request: HttpRequest) -> str:
    """The page that the user wanted, if it is on this site; else the desk."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if safe and wanted else reverse("desk:home")


def _code(request: HttpRequest) -> str:
    return squeeze(request.POST.get("code", ""))[:20].lower()


def _page(request: HttpRequest, status: int = 200, **more: object) -> HttpResponseBase:
    context = {"next": _next(request), **more}
    return render_desk(request, "desk/second_factor.html", context, status)


def _verified(request: HttpRequest, device: Device) -> None:
    otp_login(request, device)
    request.session.pop(PENDING, None)
    request.session.cycle_key()  # a session key stolen before sign-in is useless now


def _refused(request: HttpRequest, wait: int, otherwise: str) -> str:
    """Why a code was refused: codes are ignored for `wait` seconds after wrong ones, or it was wrong."""
    actions.record(LogEntry.Act.LOGIN_FAILED, actor(request), detail=_("第二重验证"))
    if not wait:
        return otherwise
    if wait <= 90:
        return _("连续输错，暂停验证；请等 %(n)s 秒再试。") % {"n": wait}
    words = _("连续输错，暂停验证；请等 %(n)s 分钟再试，或者请管理员重置二次验证。")
    return words % {"n": ceil(wait / 60)}


def _wait(device: Device) -> int:
    """Seconds for which a device takes no code; they double with each wrong one."""
    allowed, why = device.verify_is_allowed()
    return 0 if allowed else ceil((why["locked_until"] - timezone.now()).total_seconds())


# ---- an account that has its telephone ------------------------------------------------------------------


def _ask(request: HttpRequest, user: User) -> HttpResponseBase:
    if request.method != "POST":
        return _page(request)
    device, wait = _matched(user, _code(request))
    if device is None:
        wrong = _("验证码不对，或已经用过；请等验证器显示下一个数字再试。")
        return _page(request, 422, error=_refused(request, wait, wrong))
    _verified(request, device)
    detail = _("恢复码") if isinstance(device, StaticDevice) else _("第二重验证")
    actions.record(LogEntry.Act.LOGGED_IN, actor(request), detail=detail)
    return redirect(_next(request))


@transaction.atomic
def _matched(user: User, code: str) -> tuple[Device | None, int]:
    """The device that accepts the code; without one the seconds to wait, 0 when the code was wrong."""
    # Each kind has its own waiting time: wrong telephone codes must not block the recovery codes.
    kind = StaticDevice if len(code) == RECOVERY_LENGTH else TOTPDevice
    devices = list(kind.objects.devices_for_user(user, confirmed=True).select_for_update())
    wait = max(map(_wait, devices), default=0)
    return next((device for device in devices if device.verify_token(code)), None), wait


# ---- an account that has none yet -----------------------------------------------------------------------


def _enrol(request: HttpRequest, user: User) -> HttpResponseBase:
    device = _pending(request, user)
    shown: Context = {
        # Drawn with attributes alone: the site's policy lets no style through.
        "picture": SafeString(
            segno.make(device.config_url, error="m").svg_inline(omitsize=True, light="#fff")
        ),
        "secret": b32encode(device.bin_key).decode().rstrip("="),
    }
    if request.method != "POST":
        return _page(request, **shown)
    wait = _wait(device)
    codes = _confirmed(user, device.pk, _code(request))
    if not codes:
        wrong = _("验证码不对；请看手机的时间准不准，等验证器显示下一个数字再试。")
        return _page(request, 422, error=_refused(request, wait, wrong), **shown)
    device.refresh_from_db()
    _verified(request, device)
    actions.record(LogEntry.Act.ACCOUNT, actor(request), subject=user.username, detail=_("登记第二重验证"))
    return _page(request, codes=codes)


def _pending(request: HttpRequest, user: User) -> TOTPDevice:
    """The telephone that this session enrols."""
    # Each session has its own key, so that a key seen by someone with the password never becomes the owner's.
    key = request.session.get(PENDING)
    device = TOTPDevice.objects.filter(pk=key, user=user, confirmed=False).first()
    if device is None:
        device = TOTPDevice.objects.create(user=user, confirmed=False, name="telephone")
        request.session[PENDING] = device.pk
    return device


@transaction.atomic
def _confirmed(user: User, pk: int, code: str) -> list[str]:
    """When the code is right, enrol the telephone and return new recovery codes; [] when it is wrong."""
    # Locks the account's row, so that the second of two enrolments at once finds the first.
    User.objects.select_for_update().get(pk=user.pk)
    device = TOTPDevice.objects.select_for_update().filter(pk=pk, confirmed=False).first()
    if device is None or user_has_device(user) or not device.verify_token(code):
        return []
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    return _recovery_codes(user)


def _recovery_codes(user: User) -> list[str]:
    """New recovery codes in place of any old ones."""
    StaticDevice.objects.filter(user=user).delete()
    recovery = StaticDevice.objects.create(user=user, name="recovery")
    codes = [StaticToken.random_token() for _n in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=recovery, token=code) for code in codes)
    return codes
