"""The search box: with scripts it suggests and is worked by keys alone, without it is a plain form."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.probes import inaccessible

pytestmark = pytest.mark.browser


def test_suggestions_are_reached_with_keys_alone(page: Page) -> None:
    page.goto("/about/")
    box = page.get_by_role("combobox")
    box.press_sequentially("脑")
    titles = ["脑智发育平台", "脑图谱大数据平台", "上海市脑血管病防治研究所", "上海脑科学与类脑研究中心"]
    expect(page.get_by_role("option")).to_have_text(titles, timeout=5000)
    expect(box).to_have_attribute("aria-expanded", "true")
    assert inaccessible(page) == []
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box.press_sequentially("图")
    expect(page.get_by_role("option")).to_have_text(["脑图谱大数据平台"], timeout=5000)
    box.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_text("脑图谱大数据平台")
    box.press("Enter")
    page.wait_for_url("**/search/?q=*")
    expect(page.locator("section.hits").first.locator("li a").first).to_have_text("脑图谱大数据平台")


def test_without_scripts_the_form_finds_the_cell(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.goto("/search/")
    page.get_by_label("词、编码或金额").fill("1,188.26万元")
    page.get_by_role("button", name="搜索").first.click()
    page.locator("section.hits").first.get_by_role("link").first.click()
    expect(page.locator("#marked")).to_have_text("1,188.26")
