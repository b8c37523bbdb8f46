"""The admin site's own class: who counts as signed in, and which accounts' records it shows."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budgets import access
from budgets.actions import Actor, record
from budgets.models import LogEntry

# Libraries that register their own tables, which the desk does not show.
NOT_SHOWN = {"axes", "otp_static", "otp_totp"}


class SignInForm(AdminAuthenticationForm):
    """Name and password. An impossible name is refused here, before the database would raise an error."""

    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": _("用户名或密码不对，请注意大小写；连续输错五次会锁定一刻钟。"),
    }

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        longest = User._meta.get_field("username").max_length or 0
        if len(username) > longest:
            raise ValidationError(_("用户名最多 %(n)s 个字。") % {"n": longest})
        return username


class DeskSite(AdminSite):
    """Django's admin, for accounts that have passed every factor that the site asks for."""

    site_header = _("预算公开 · 管理")
    site_title = _("预算公开 · 管理")
    index_title = _("存入的内容")
    login_form = SignInForm
    login_template = "desk/login.html"
    logout_template = "desk/logged_out.html"

    def has_permission(self, request: HttpRequest) -> bool:
        return access.is_signed_in(request.user)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The password page; after the password, redirect to the second factor where that is still missing."""
        if request.method == "GET" and access.owes_second_factor(request.user):
            query = urlencode({"next": request.GET.get("next", "")})
            return redirect(f"{reverse('desk:second-factor')}?{query}")
        return super().login(request, extra_context)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Change one's own password; it is logged."""
        response = super().password_change(request, extra_context)
        if request.method == "POST" and response.status_code == 302:
            assert isinstance(request.user, User)
            by = Actor(request.user, request.META.get("REMOTE_ADDR", ""))
            record(LogEntry.Act.ACCOUNT, by, subject=by.name, detail=_("修改自己的密码"))
        return response

    def register(self, model_or_iterable: Any, *args: Any, **options: Any) -> None:
        """Register models, except those of libraries and Django's own admin of accounts and groups."""
        # Django registers its own after ours (BudgetsConfig.ready): unregistering them there would be too early.
        form = args[0] if args else options.get("admin_class")
        if form is not None and form.__module__ == "django.contrib.auth.admin":
            return
        models = model_or_iterable if isinstance(model_or_iterable, list | tuple) else [model_or_iterable]
        shown = [model for model in models if model._meta.app_label not in NOT_SHOWN]
        super().register(shown, *args, **options)
