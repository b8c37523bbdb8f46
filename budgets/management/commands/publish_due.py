"""publish_due: publish every draft whose set time has come. Run it by a timer, once a minute."""

from typing import Any

from django.core.management.base import BaseCommand

from budgets import actions
from budgets.pages.data.package import prepare


class Command(BaseCommand):
    help = "Publish every draft whose set time has come; run it from a timer, once a minute. The site does it too, at the next request."

    def handle(self, *args: Any, **options: Any) -> None:
        for version in actions.publish_due():
            prepare(version)
            self.stdout.write(f"{version.edition} 第 {version.number} 版已发布")
