"""Accounts and their roles, for administrators. A superuser is made only on the command line."""

from typing import Any

from axes.utils import reset
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group, User
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from budgets import access, actions
from budgets.desk.pages import actor
from budgets.models import LogEntry


class AccountForm(UserChangeForm):
    """An account; `acting` is the administrator who changes it."""

    acting: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = self.initial.get("groups", [])
        self.initial["groups"] = [group for group in groups if group.name in access.ROLES]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.instance.pk == self.acting.pk:
            self._keep_oneself(cleaned)
        return cleaned

    def _keep_oneself(self, cleaned: dict[str, Any]) -> None:
        """Refuse changes by which administrators would lock themselves out."""
        if not cleaned.get("is_active", True):
            self.add_error("is_active", _("不能停用自己的账号，请由另一位管理员来做。"))
        kept = {group.name for group in cleaned.get("groups", [])}
        if not self.acting.is_superuser and access.ROLES[-1] not in kept:
            self.add_error("groups", _("不能取消自己的管理员角色，请由另一位管理员来做。"))


class PasswordForm(AdminPasswordChangeForm):
    """A new password. An account is closed by making it inactive, not by taking its password away."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if hasattr(value, "__iter__") and not isinstance(value, str):
        return "、".join(map(str, value)) or "—"
    return str(value or "—")


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Names, roles, active or not. Accounts are never deleted: the log names them."""

    form = AccountForm
    add_form = UserCreationForm
    change_password_form = PasswordForm
    list_display = ("username", "full_name", "roles", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (gettext_lazy("本人"), {"fields": ("last_name", "first_name", "email")}),
        (gettext_lazy("权限"), {"fields": ("is_active", "groups")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "password1", "password2")}),
        (gettext_lazy("本人"), {"fields": ("last_name", "first_name")}),
        (gettext_lazy("权限"), {"fields": ("groups",)}),
    )
    actions = ["unlock", "reset_second_factor"]

    @admin.display(description=gettext_lazy("姓名"))
    def full_name(self, user: User) -> str:
        """The full name, family name first."""
        return f"{user.last_name}{user.first_name}"

    @admin.display(description=gettext_lazy("角色"))
    def roles(self, user: User) -> str:
        """The roles in words."""
        names = [group.name for group in user.groups.all()]
        return "、".join([_("超级管理员"), *names] if user.is_superuser else names)

    # ---- who may ----

    def has_module_permission(self, request: HttpRequest) -> bool:
        return access.may(request.user, access.ADMINISTER)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return access.may(request.user, access.ADMINISTER)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return access.may(request.user, access.ADMINISTER)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A superuser's account is changed by superusers alone."""
        above = (
            isinstance(obj, User) and obj.is_superuser and not getattr(request.user, "is_superuser", False)
        )
        return access.may(request.user, access.ADMINISTER) and not above

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    # ---- forms ----

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_form(self, request: HttpRequest, obj: Any | None = None, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, *args, **kwargs)
        return type("AccountForm", (form,), {"acting": request.user})

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The three roles as boxes to tick, and no other group."""
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        return forms.ModelMultipleChoiceField(
            Group.objects.filter(name__in=access.ROLES).order_by("pk"),
            label=_("角色"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("没有角色的账号不能进入管理。"),
        )

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """An account with a role may come in, one without may not."""
        obj.is_staff = obj.is_superuser or bool(form.cleaned_data.get("groups"))
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the roles that are ticked; other groups of the account stay."""
        others = list(form.instance.groups.exclude(name__in=access.ROLES))
        super().save_related(request, form, formsets, change)
        form.instance.groups.add(*others)

    # ---- the log ----

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """Old and new value field by field; of a password only that it changed."""
        if form.is_bound and not add and "password1" in form.fields:
            return _("重设密码")
        changes = [
            f"{form.fields[name].label}：{_in_words(form.initial.get(name))} → {_in_words(form.cleaned_data.get(name))}"
            for name in form.changed_data
            if "password" not in name
        ]
        return "；".join(changes)

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        return self._logged(request, super().log_addition(request, obj, message))

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        return self._logged(request, super().log_change(request, obj, message))

    def _logged(self, request: HttpRequest, entry: Any) -> Any:
        detail = entry.change_message
        actions.record(LogEntry.Act.ACCOUNT, actor(request), subject=entry.object_repr, detail=detail)
        return entry

    # ---- help for those who cannot come in ----

    @admin.action(description=gettext_lazy("解除登录锁定"))
    def unlock(self, request: HttpRequest, users: QuerySet[User]) -> None:
        """Forget the wrong passwords."""
        for user in users:
            reset(username=user.username)
            self._helped(request, user, _("解除登录锁定"))

    @admin.action(description=gettext_lazy("重置二次验证"))
    def reset_second_factor(self, request: HttpRequest, users: QuerySet[User]) -> None:
        """Forget the telephone and the recovery codes: the next login enrols anew."""
        for user in users:
            if not self.has_change_permission(request, user):
                messages.error(request, _("不能改动超级管理员“%(name)s”。") % {"name": user.username})
                continue
            for device in (TOTPDevice, StaticDevice):
                device.objects.filter(user=user).delete()
            self._helped(request, user, _("重置二次验证"))

    def _helped(self, request: HttpRequest, user: User, detail: str) -> None:
        actions.record(LogEntry.Act.ACCOUNT, actor(request), subject=user.username, detail=detail)
        messages.success(request, _("%(name)s：%(detail)s") % {"name": user.username, "detail": detail})
