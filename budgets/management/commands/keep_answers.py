"""keep_answers: make the packages and pages whose state changed, so that no reader waits for one. Safe at any time."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application

from budgets.kept.ahead import Progress, alone, ask
from budgets.kept.serving import KeptAnswering
from budgets.models import SITE
from budgets.pages.data.package import prepare
from budgets.pages.data.sitemaps import pages_of
from budgets.pages.editions import published_versions

TROUBLE = 429  # and above: too many requests, errors of the site


class Command(BaseCommand):
    """Make what is missing; another process that does so already is left alone."""

    help = "Make packages and pages ahead, for every body of which something changed; run it from a timer or by KEPT_ANSWERS_AHEAD=1"

    def add_arguments(self, parser: Any) -> None:
        """Add --host: answers are kept for each name of the site."""
        parser.add_argument(
            "--host", action="append", help="a name of the site with its port, as readers write it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them, and print how many of each body. Raises CommandError without kept answers or a name."""
        if not settings.KEPT_ANSWERS:
            raise CommandError("KEPT_ANSWERS is off: answers are made anew for every reader")
        hosts = options["host"] or [name for name in settings.ALLOWED_HOSTS[:1] if name.strip("*.") == name]
        if not hosts:
            raise CommandError("Say under which name readers ask: --host budgets.example.org")
        progress = Progress(hosts)
        site = KeptAnswering(get_wsgi_application(), sweeps=False, claims=False)
        while progress.left():  # once more, as another process may have left it to this one that ends
            with alone() as is_alone:
                if not is_alone:
                    self.stdout.write("Another process makes them")
                    return
                while left := progress.left():
                    for scope, mark in left:
                        self._make(site, scope, hosts)
                        progress.done(scope, mark)

    def _make(self, site: KeptAnswering, scope: str, hosts: list[str]) -> None:
        """Make the answers of one scope. Raises CommandError when the site cannot answer now."""
        if scope != SITE:
            for version in published_versions().filter(edition__body__slug=scope):
                prepare(version)
        statuses = [ask(site, address, host) for address in pages_of(scope) for host in hosts]
        if troubles := [status for status in statuses if status >= TROUBLE]:
            raise CommandError(
                f"{scope or '/'}: {len(troubles)} answers of {troubles[0]}; run it again later"
            )
        self.stdout.write(f"{scope or '/'}: {statuses.count(200)} of {len(statuses)}")
