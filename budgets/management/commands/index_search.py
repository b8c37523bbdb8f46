"""index_search: bring what is published into the search index. `migrate` does the same for what is missing."""

from typing import Any

from django.core.management.base import BaseCommand

from budgets.actions.search import index_missing
from budgets.models import SearchedVersion


class Command(BaseCommand):
    """Only what is missing; everything anew with --all."""

    help = "Bring published editions into the search index"

    def add_arguments(self, parser: Any) -> None:
        """--all, for an index that is not trusted."""
        parser.add_argument("--all", action="store_true", help="make the whole index anew")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many editions were indexed."""
        if options["all"]:
            SearchedVersion.objects.all().delete()
        count = index_missing(lambda done, of: self.stderr.write(f"\r{done}/{of}", ending=""))
        self.stdout.write(f"Indexed {count} editions")
