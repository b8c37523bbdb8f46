"""A table that is kept as printed, however wide it is: its page is no wider than the window."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.probes import hinders, sideways
from tests.documents import CASES, needs_samples
from tests.live_site import Server, shared

pytestmark = [pytest.mark.browser, needs_samples]

TITLE = "2026年一般公共预算“三公”经费支出预算表"  # twelve columns under headings of three levels


@pytest.fixture(scope="module")
def server(run_folder: Path, ready: Path) -> Iterator[Server]:
    """A site of its own with the form of another place, of which eight tables are kept as printed."""
    arguments = ("import_budget", str(CASES / "one-title-coincides.txt"), "--publish", "--slug", "bit")
    with shared(run_folder / "kept", ready, lambda site: site.manage(*arguments)) as site:
        yield site


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_a_wide_table_scrolls_in_its_own_frame(new_page: Callable[..., Page], width: int) -> None:
    page = new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page.goto("/bit/2026/tables/")
    page.get_by_role("link", name=TITLE, exact=True).click()
    assert sideways(page) == []
    assert page.get_by_text("33.60", exact=True).count() == 1
    if width == 360:
        assert page.locator("[data-label]").first.get_attribute("data-label") == "2025年预算数 合计"
        assert hinders(page) == []
