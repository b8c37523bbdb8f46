"""Writes sign-ins, failed sign-ins, lock-outs and sign-outs to the log."""

from axes.signals import user_locked_out
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

from budgets import actions
from budgets.actions import Actor
from budgets.models import LogEntry


def _address(request: HttpRequest | None) -> str:
    return request.META.get("REMOTE_ADDR", "") if request is not None else ""


@receiver(user_logged_in)
def logged_in(sender: object, request: HttpRequest, user: User, **more: object) -> None:
    """Log that a password was right."""
    actions.record(LogEntry.Act.LOGGED_IN, Actor(user, _address(request)))


@receiver(user_logged_out)
def logged_out(sender: object, request: HttpRequest, user: User | None, **more: object) -> None:
    """Log that an account signed out."""
    if user is not None:
        actions.record(LogEntry.Act.LOGGED_OUT, Actor(user, _address(request)))


@receiver(user_login_failed)
def login_failed(
    sender: object, credentials: dict[str, object], request: HttpRequest | None = None, **more: object
) -> None:
    """Log that a password was wrong or the name is locked."""
    actions.record(LogEntry.Act.LOGIN_FAILED, _someone(str(credentials.get("username", "")), request))


@receiver(user_locked_out)
def locked_out(sender: object, request: HttpRequest, username: str, **more: object) -> None:
    """Log that a name is locked after too many wrong passwords."""
    actions.record(LogEntry.Act.LOCKED_OUT, _someone(username or "", request))


def _someone(claimed: str, request: HttpRequest | None) -> Actor:
    """The actor with that name. An unknown name is not kept: it may be a password typed in the wrong field."""
    known = User.objects.filter(username=claimed[:150]).exists()
    return Actor(None, _address(request), claimed if known else _("（不存在的账号）"))
