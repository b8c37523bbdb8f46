"""How Django knows the package, and which class its admin site is of."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class BudgetsConfig(AppConfig):
    """Published budgets."""

    default = True
    name = "budgets"
    verbose_name = _("公开的预算")

    def ready(self) -> None:
        """Register what the admin site shows."""
        from budgets.admin import records, users  # noqa: F401


class DeskConfig(admin_apps.AdminConfig):
    """Django's admin with the desk's own rules of who is signed in."""

    default = False
    default_site = "budgets.admin.site.DeskSite"
