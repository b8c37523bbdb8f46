"""A table that is kept as printed, however wide it is: its page is no wider than the window."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.probes import follow, hinders, sideways
from tests.conftest import SAMPLE
from tests.documents import CASES, needs_samples, short_form
from tests.live_site import Server, shared

pytestmark = [pytest.mark.browser, needs_samples]

TITLE = "2026年一般公共预算“三公”经费支出预算表"  # twelve columns under headings of three levels


@pytest.fixture(scope="module")
def server(run_folder: Path, ready: Path) -> Iterator[Server]:
    """A site of its own with the bundled document, behind whose table 9 such a table of another form is printed."""
    other = (CASES / "one-title-coincides.txt").read_text()
    table = other[other.rindex(TITLE) :].split("\n\n2026年")[0]
    text = short_form(SAMPLE.read_text())
    behind = text.rindex("\n其他相关情况说明\n")

    def publish(site: Server) -> None:
        path = run_folder / "kept.txt"
        path.write_text(f"{text[:behind]}\n{table}\n{text[behind:]}")
        site.manage("import_budget", str(path), "--publish", "--reason", "加一张表")

    with shared(run_folder / "kept", ready, publish) as site:
        yield site


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_a_wide_table_scrolls_in_its_own_frame(new_page: Callable[..., Page], width: int) -> None:
    page = new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page.goto("/shanghai-stc/2025/tables/")
    follow(page.get_by_role("link", name=TITLE, exact=True))
    assert sideways(page) == []
    assert page.get_by_text("33.60", exact=True).count() == 1
    if width == 360:
        assert page.locator("[data-label]").first.get_attribute("data-label") == "2025年预算数 合计"
        assert hinders(page) == []
