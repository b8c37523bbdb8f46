"""What saved pictures and low frames show. What paper shows is looked at with every page."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page

from tests.browser.kinds import EDITION

pytestmark = pytest.mark.browser
SIZES = ({"width": 1280, "height": 900}, {"width": 390, "height": 844}, {"width": 500, "height": 390})


def test_a_saved_picture_of_bars_is_as_high_as_its_bars_need_wherever_it_is_saved(page: Page) -> None:
    """29 statements give an amount: 34 pixels each and 200 for the words and the axis, 46 for the legend
    (a line of letters of 14, 8 to the next and 24 to the bars), at twice that resolution."""
    for size in SIZES:
        page.set_viewport_size(size)  # type: ignore[arg-type]  # a constant, not a literal at its place
        page.goto(f"{EDITION}charts/projects/embed/")
        page.locator("#chart-projects .main-svg").first.wait_for()
        with page.expect_download() as download:
            page.click("#chart-projects .chart-save")
        assert download.value.suggested_filename == "shanghai-stc-2025-projects.png"
        picture = download.value.path().read_bytes()
        assert picture[:8] == b"\x89PNG\r\n\x1a\n"
        assert int.from_bytes(picture[16:20]) == 2 * 1200
        assert int.from_bytes(picture[20:24]) == 2 * (29 * 34 + 200 + 46)


def test_no_name_of_a_bar_lies_on_another_in_a_low_frame(page: Page) -> None:
    page.set_viewport_size({"width": 500, "height": 390})
    page.goto(f"{EDITION}charts/projects/embed/")
    names = page.locator("#chart-projects .yaxislayer-above .ytick text")
    names.first.wait_for()
    boxes = sorted((box["y"], box["height"]) for box in map(lambda n: n.bounding_box(), names.all()) if box)
    assert len(boxes) == 29
    for (top, height), (following, _) in pairwise(boxes):
        assert top + height <= following
