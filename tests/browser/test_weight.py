"""What the chart bundle is. What a first view weighs is looked at with every page."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.kinds import EDITION
from tests.browser.probes import BUNDLE
from tests.live_site import Server

pytestmark = pytest.mark.browser

LARGEST_BUNDLE = 400_000  # bytes of the brotli copy


def test_the_chart_bundle_is_small_on_the_wire_and_makes_no_code_from_text(
    new_page: Callable[..., Page], server: Server
) -> None:
    """What is collected is what is served: the brotli copy of the very file that the page names."""
    page = new_page()
    page.goto(EDITION)
    address = page.locator("script[data-plotly]").get_attribute("data-plotly")
    assert address and BUNDLE in address
    folder = Path(server.environment["DATA_DIR"]) / "static"
    script = folder / address.removeprefix("/static/")
    code = script.read_text(encoding="utf-8")
    assert len(code) > 500_000  # the bundle, not a stub
    assert "eval(" not in code
    assert "new Function" not in code
    assert not re.search(r"(?<![\w$.])Function\(", code)
    assert script.with_name(script.name + ".br").stat().st_size <= LARGEST_BUNDLE
    answer = page.request.get(address, headers={"Accept-Encoding": "br"})
    assert answer.headers["content-encoding"] == "br"


def test_what_draws_comes_with_the_bundle(new_page: Callable[..., Page]) -> None:
    """Only what watches the charts comes with the page; what draws them when one comes near the screen, once."""
    page = new_page(viewport={"width": 390, "height": 844})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1].split(".")[0]))
    page.goto(EDITION)
    page.wait_for_load_state("networkidle")
    assert "charts" in asked
    assert "charts-drawing" not in asked
    page.locator("#chart-flow").scroll_into_view_if_needed()
    page.locator("#chart-flow .main-svg").first.wait_for(state="attached")
    assert "charts-drawing" in asked
    assert len(asked) == len(set(asked)) + 1  # plotly-budget is a style sheet and the bundle
