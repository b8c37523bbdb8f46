"""What every page of the desk shares: who may come in, who acts, and the frame around the page."""

from collections.abc import Callable
from functools import wraps

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from budgets import access
from budgets.actions import Actor
from budgets.pages import Context

View = Callable[..., HttpResponseBase]


def desk_page(permission: str) -> Callable[[View], View]:
    """Let in signed-in users with the permission; others are asked to sign in, or refused with 403."""

    def wrap(view: View) -> View:
        @never_cache
        @wraps(view)
        def page(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if not access.is_signed_in(request.user):
                if request.method == "POST":
                    said = _("登录已过期，刚才的操作没有执行；已存的草稿都在，请登录后再做一次。")
                    messages.warning(request, said)
                return redirect_to_login(request.get_full_path(), reverse("admin:login"))
            if not access.may(request.user, permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return page

    return wrap


def actor(request: HttpRequest) -> Actor:
    """Who acts in this request, and from where."""
    assert isinstance(request.user, User)
    return Actor(request.user, request.META.get("REMOTE_ADDR", ""))


def render_desk(request: HttpRequest, template: str, context: Context, status: int = 200) -> HttpResponse:
    """Render a page in the frame of the admin site."""
    frame = admin.site.each_context(request)
    may = {
        "upload": access.may(request.user, access.UPLOAD),
        "publish": access.may(request.user, access.PUBLISH),
        "administer": access.may(request.user, access.ADMINISTER),
    }
    # Django's side bar lists database tables, which the desk's pages are not about.
    return render(
        request, template, {**frame, "is_nav_sidebar_enabled": False, "may": may, **context}, status=status
    )
