"""Every public page in a real browser, against the production server, under the strict policy.

The fixture of `new_page` asserts after each test: no console message, no request to another host.
"""

import csv
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import TABLES
from tests.browser.kinds import EDITION, KINDS

pytestmark = pytest.mark.browser

PAGES = [
    *(address for kind, address in KINDS.items() if kind != "not-found"),
    "/shanghai-stc/",
    *(f"{EDITION}tables/{slug}/" for slug in TABLES),
    f"{EDITION}projects/生物医药中小企业服务/",
]
# What each page has to say without any script: its question answered in words or digits of the document, or counted
# by hand in it. Pages about no figure say what they are for.
ANSWERS = {
    "/": "7,181,860,500",
    EDITION: "6,160,978,836",
    f"{EDITION}?scope=fiscal": "6,160,978,836",
    f"{EDITION}tables/": "14 行，11 个数字",  # table 1: 8 and 6 rows, 5 and 6 amounts
    f"{EDITION}tables/revenue-expenditure/": "693,265,828",
    f"{EDITION}tables/revenue/": "327,615,836",
    f"{EDITION}tables/expenditure/": "6,864,921,425",
    f"{EDITION}tables/fiscal-appropriation/": "5,890,464,695",
    f"{EDITION}tables/general-public-budget/": "5,358,278,279",
    f"{EDITION}tables/government-managed-funds/": "原表为空",
    f"{EDITION}tables/state-capital/": "原表为空",
    f"{EDITION}tables/basic-expenditure/": "162,172,980",
    f"{EDITION}tables/three-public/": "1,701.03",
    f"{EDITION}figures/": "6,160,978,836",
    f"{EDITION}projects/": "22,668.4",
    f"{EDITION}projects/科技馆建筑体大修/": "86,074,500",
    f"{EDITION}projects/生物医药中小企业服务/": "647,700",  # 5, 10, 26.07, 10 and 13.7 × 10,000
    f"{EDITION}three-public/": "1,188.26",
    f"{EDITION}procurement/": "58,426.29",
    f"{EDITION}assets/": "64",
    f"{EDITION}notes/": "沪杏科技图书馆",
    f"{EDITION}checks/": "5,890,464,696",
    f"{EDITION}disclosure/": "比2024年预算增加84.88万元",
    f"{EDITION}source/?figure=1": "6,160,978,836",
    f"{EDITION}versions/": "6fd66eff8a7490ba005797560d4fbaa8b83828caf031d048d2389135a1e04365",  # sha256sum of the file
    f"{EDITION}charts/flow/embed/": "86.67%",  # 6,224,567,553 of 7,181,860,500
    f"{EDITION}data/": "shanghai-stc-2025.txt",
    f"/compare/?e={EDITION.strip('/')}": "再添加一份，就可以比较",
    "/search/?q=科普活动": "94,880,000",
    "/search/?q=没有这样的词": "没有找到",
    "/data/": "2025年部门预算",
    "/about/": "不改动任何文字和数字",
    "/shanghai-stc/": "7,181,860,500",
    "/glossary/": "指事业单位开展专业业务活动及其辅助活动取得的收入",
}


def _visit(page: Page, address: str) -> None:
    response = page.goto(address)
    assert response is not None and response.status == 200, address


def _scroll_through(page: Page) -> None:
    """To the end and back, so that charts near the screen are loaded and drawn."""
    page.evaluate(
        "async () => { for (let y = 0; y < document.body.scrollHeight; y += 500) {"
        " scrollTo(0, y); await new Promise(r => setTimeout(r, 40)) } }"
    )
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (390, "dark"), (1280, "light")])
def test_no_message_no_other_host_no_sideways_scroll(
    new_page: Callable[..., Page], width: int, scheme: str
) -> None:
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for address in PAGES:
        _visit(page, address)
        _scroll_through(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize("language", ["", "/en"])
def test_at_twice_the_size_no_page_scrolls_sideways(new_page: Callable[..., Page], language: str) -> None:
    """1280 px at 200 % are 640 CSS pixels; then the letters alone twice as large, which widens words but no page."""
    page = new_page(viewport={"width": 640, "height": 450})
    for address in PAGES:
        _visit(page, language + address)
        for size in ("100%", "200%"):
            page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
            assert page.evaluate("document.documentElement.scrollWidth") <= 640, (address, size)


def test_every_page_answers_its_question_without_scripts(new_page: Callable[..., Page]) -> None:
    assert ANSWERS.keys() == set(PAGES)
    assert all(ANSWERS.values())
    page = new_page(java_script_enabled=False)
    for address, answer in ANSWERS.items():
        _visit(page, address)
        assert answer in page.inner_text("main"), address


def test_the_charts_are_drawn_and_have_their_numbers_beside_them(page: Page) -> None:
    for address, chart in (
        (EDITION, "#chart-flow .sankey"),
        (EDITION, "#chart-functions .treemaplayer"),
        (EDITION, "#chart-economic .treemaplayer"),
        (f"{EDITION}projects/", "#chart-projects .barlayer"),
        (f"{EDITION}charts/flow/embed/", "#chart-flow .sankey"),
    ):
        _visit(page, address)
        _scroll_through(page)
        page.wait_for_selector(chart, timeout=15_000, state="attached")
        assert page.locator(f"{chart.split()[0]} table tbody tr").count() >= 5


@pytest.mark.parametrize("width", [360, 800])
def test_nothing_scrolls_inside_the_frame_that_is_proposed(new_page: Callable[..., Page], width: int) -> None:
    """The proposed frame is 720 to 1,440 pixels high; the drawing takes what the words leave of it."""
    page = new_page()
    for shown, charts in (("", ("flow", "functions", "economic")), ("projects/", ("projects",))):
        for name in charts:
            page.goto(EDITION + shown)
            code = page.locator(f"#chart-{name} .chart-embed code").text_content() or ""
            height = re.search(r'height="(\d+)"', code)
            assert height
            page.set_viewport_size({"width": width, "height": int(height[1])})
            page.goto(f"{EDITION}charts/{name}/embed/")
            page.locator(f"#chart-{name} .main-svg").first.wait_for()
            assert page.evaluate("document.documentElement.scrollHeight") <= int(height[1])


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
    _scroll_through(page)
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
    with page.expect_navigation():
        page.click(".filter-go button")
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
