"""The admin under the strict policy: Chromium reports each blocked style and script in the console."""

import pytest

from tests.browser.probes import follow

pytestmark = pytest.mark.browser

MAKE_ADMINISTRATOR = """
from django.contrib.auth import get_user_model
get_user_model().objects.create_superuser("clerk", password="correct horse")
"""


def test_admin_works_under_the_policy(page, server):
    server.manage("shell", "--no-imports", "-c", MAKE_ADMINISTRATOR)
    page.goto("/admin/")
    page.fill("input[name=username]", "clerk")
    page.fill("input[name=password]", "correct horse")
    follow(page.locator("[type=submit]"))
    page.goto("/admin/auth/user/")
    page.click("th.field-username a")
    page.get_by_label("录入员").wait_for()
    # Lists of records: filters and a side bar that are built by scripts.
    for name in ("figure", "checkresult", "logentry"):
        page.goto(f"/admin/budgets/{name}/")
        page.locator("#changelist").wait_for()
