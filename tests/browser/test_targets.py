"""Targets are large enough for a finger on every kind of page: WCAG 2.2, 2.5.8, at 390 px with all folds open."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.kinds import EDITION, KINDS
from tests.browser.targets import MEASURE

pytestmark = pytest.mark.browser
MORE = {
    "body": "/shanghai-stc/",
    "filtered": f"{EDITION}tables/expenditure/?q=科学",
    "found": f"{EDITION}checks/?verdict=equal",
}
PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_target_has_24_pixels_or_stands_in_a_sentence_or_apart(
    new_page: Callable[..., Page], seen, language: str
) -> None:  # type: ignore[no-untyped-def]
    page = new_page(viewport=PHONE, has_touch=True)
    found = {}
    for kind, address in (KINDS | MORE).items():
        page.goto(language + address)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        if small := page.evaluate(MEASURE):
            found[kind] = small[:5]
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], kind  # folds open too
    seen.console[:] = [line for line in seen.console if "404" not in line]  # the page that is not there
    assert found == {}


@pytest.mark.parametrize(
    ("body", "small"),
    [
        ('<p><a href="#a">甲</a></p>', 0),  # alone: nothing near it
        ('<p>见<a href="#a">甲</a>和<a href="#b">乙</a>两处</p>', 0),  # in a sentence
        ('<p><a href="#a">甲</a>·<a href="#b">乙</a></p>', 2),  # a sign is no sentence
        ('<p><a href="#a">甲</a><br><a href="#b">乙</a></p>', 2),
        ('<nav><a href="#a" class="button">甲</a><a href="#b" class="button">乙</a></nav>', 0),
        (
            '<p><button style="all:unset;width:10px;height:10px;display:inline-block"></button><button>大的按钮</button></p>',
            1,
        ),
    ],
)
def test_the_measurement_finds_what_is_too_small(page: Page, body: str, small: int) -> None:
    """A check that finds nothing on our pages must find it where it is."""
    style = "font: 16px/1 serif; margin: 0" if "button" not in body else "margin: 0"
    sheet = ".button { display: inline-block; min-width: 40px; min-height: 40px } button { min-height: 30px; margin: 0 }"
    page.set_content(f'<style>{sheet}</style><body style="{style}">{body}</body>')
    assert len(page.evaluate(MEASURE)) == small
