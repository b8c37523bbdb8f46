"""What is done on public pages in a real browser, against the production server, under the strict policy.

The fixture of `new_page` asserts after each test: no console message, no request to another host.
"""

import csv
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.kinds import EDITION
from tests.browser.probes import follow, undrawn

pytestmark = pytest.mark.browser


def _visit(page: Page, address: str) -> None:
    response = page.goto(address)
    assert response is not None and response.status == 200, address


@pytest.mark.parametrize("width", [360, 800])
def test_nothing_scrolls_inside_the_frame_that_is_proposed(new_page: Callable[..., Page], width: int) -> None:
    """The proposed frame is 720 to 1,440 pixels high; the drawing takes what the words leave of it."""
    page = new_page()
    heights = {}
    for shown, charts in (("", ("flow", "functions", "economic")), ("projects/", ("projects",))):
        page.goto(EDITION + shown)
        for name in charts:
            code = page.locator(f"#chart-{name} .chart-embed code").text_content() or ""
            height = re.search(r'height="(\d+)"', code)
            assert height
            heights[name] = int(height[1])
    for name, height in heights.items():
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{EDITION}charts/{name}/embed/")
        page.locator(f"#chart-{name} .main-svg").first.wait_for()
        assert page.evaluate("document.documentElement.scrollHeight") <= height


def test_the_card_to_share_is_a_picture(page: Page, tmp_path: Path) -> None:
    _visit(page, EDITION)
    with page.expect_download() as download:
        page.click("button[data-card]")
    picture = download.value.path().read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(picture[16:20]) == 1200
    assert int.from_bytes(picture[20:24]) == 630
    assert len(picture) > 10_000  # a blank one of that size is a few hundred bytes


def test_drilling_down_and_back(page: Page) -> None:
    _visit(page, EDITION)
    assert undrawn(page) == []
    page.wait_for_selector("#chart-functions .treemaplayer .slice", timeout=15_000, state="attached")
    start = page.locator("#chart-functions .treemaplayer .slice").count()
    page.locator("#chart-functions .treemaplayer .slicetext", has_text="应用研究").first.click(force=True)
    page.wait_for_timeout(1500)
    inside = page.locator("#chart-functions .treemaplayer .slice").count()
    assert 0 < inside < start
    page.locator("#chart-functions .pathbar .slicetext, #chart-functions .pathbar text").first.click(
        force=True
    )
    page.wait_for_timeout(1500)
    assert page.locator("#chart-functions .treemaplayer .slice").count() > inside


def test_a_filtered_table_downloads_what_it_shows(page: Page, tmp_path: Path) -> None:
    _visit(page, f"{EDITION}tables/expenditure/")
    page.fill(".filter-form input[name=q]", "机构运行")
    follow(page.locator(".filter-go button"))
    shown = page.locator("table.ledger tbody tr[id^=row-]").count()
    with page.expect_download() as download:
        page.click(".downloads a >> text=CSV")
    rows = list(csv.DictReader(StringIO(download.value.path().read_text("utf-8-sig"))))
    # 206 02 01, 206 03 01, 206 04 01, 206 05 01 and 206 07 01
    assert shown == len(rows) == 5
    assert [row["款"] for row in rows] == ["02", "03", "04", "05", "07"]
    assert rows[0]["合计（元）"] == "18663657"


def test_a_citation_is_copied_and_said_so(new_page: Callable[..., Page]) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    _visit(page, f"{EDITION}tables/revenue/")
    page.click(".cite > summary")
    page.click("text=复制引用")
    status = page.locator(".copy-line [role=status]")
    status.get_by_text("已复制", exact=True).wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == " ".join(page.inner_text(".cite .cite-text").split())
    assert copied.endswith("/shanghai-stc/2025/tables/revenue/") and "上海市科学技术委员会" in copied


def test_the_code_of_a_frame_is_copied(new_page: Callable[..., Page]) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    _visit(page, EDITION)
    page.click("#chart-flow .chart-embed > summary")
    page.click("#chart-flow .copy-line button")
    page.locator("#chart-flow .copy-line").get_by_text("已复制", exact=True).wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("<iframe src=")


def test_without_scripts_the_citation_is_text_that_one_click_selects(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    _visit(page, f"{EDITION}tables/revenue/")
    page.click(".cite > summary")
    assert page.locator(".copy-line").count() == 0
    assert page.locator(".cite .cite-text").first.is_visible()
    assert "user-select: all" in Path("static/budgets/css/site.css").read_text(encoding="utf-8")


def test_the_way_up_comes_after_three_screens_and_makes_no_page_longer(new_page: Callable[..., Page]) -> None:
    """Without scripts; a page of less than three screens neither shows it nor grows by it."""
    page = new_page(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    _visit(page, f"{EDITION}checks/")
    way_up = page.locator(".to-top a")
    assert way_up.bounding_box()["y"] >= 3 * 844  # type: ignore[index]
    page.mouse.wheel(0, 4 * 844)
    page.wait_for_timeout(500)
    assert 0 < way_up.bounding_box()["y"] < 844  # type: ignore[index]
    way_up.click()
    page.wait_for_timeout(300)
    assert page.locator("h1").bounding_box()["y"] < 844  # type: ignore[index]
    _visit(page, f"{EDITION}tables/state-capital/")
    foot = page.locator("footer.foot").bounding_box()
    page.keyboard.press("End")
    page.wait_for_timeout(300)
    after = page.locator("footer.foot").bounding_box()
    assert foot and after
    assert round(after["y"] + after["height"]) == 844  # the footer ends the page


def test_the_list_of_sections_is_folded_on_a_phone_and_open_on_a_wide_screen(page: Page) -> None:
    for width, folded in ((390, True), (1280, False)):
        page.set_viewport_size({"width": width, "height": 800})
        _visit(page, EDITION)
        assert page.locator(".contents summary").is_visible() is folded
        assert page.locator(".contents a").first.is_visible() is not folded
