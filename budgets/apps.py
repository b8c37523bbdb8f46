"""The Django configuration of the package, and the class of its admin site."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _index_what_is_missing(using: str = DEFAULT_DB_ALIAS, verbosity: int = 1, **_event: object) -> None:
    """Index published editions after an upgrade, so that they are found. One query when nothing is missing."""
    from budgets.actions.search import index_missing

    count = index_missing() if using == DEFAULT_DB_ALIAS else 0
    if count and verbosity:
        print(f"Indexed {count} published editions for search")


class BudgetsConfig(AppConfig):
    """The app of published budgets."""

    default = True
    name = "budgets"
    verbose_name = _("公开的预算")

    def ready(self) -> None:
        """Register the models of the desk, and index missing editions after each migrate."""
        from budgets.desk import records, sign_in, users  # noqa: F401  sign_in writes the log

        post_migrate.connect(_index_what_is_missing, sender=self)


class DeskConfig(admin_apps.AdminConfig):
    """Django's admin with the desk's own rules for signing in."""

    default = False
    default_site = "budgets.desk.site.DeskSite"
