"""index_search: index published editions for search. `migrate` also indexes those that are missing."""

from typing import Any

from django.core.management.base import BaseCommand

from budgets.actions.search import index_missing
from budgets.models import SearchedVersion


class Command(BaseCommand):
    """Index missing editions; with --all every edition again."""

    help = "Bring published editions into the search index"

    def add_arguments(self, parser: Any) -> None:
        """Add --all, for an index that may be wrong."""
        parser.add_argument("--all", action="store_true", help="make the whole index anew")

    def handle(self, *args: Any, **options: Any) -> None:
        """Index, and print how many editions were indexed."""
        if options["all"]:
            SearchedVersion.objects.all().delete()
        count = index_missing(lambda done, of: self.stderr.write(f"\r{done}/{of}", ending=""))
        self.stdout.write(f"Indexed {count} editions")
