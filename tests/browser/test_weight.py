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
<<<<<<< HEAD
=======
BUNDLE = "plotly-budget.min"  # asked for when a chart comes near the screen
FIRST_VIEWS = {
    **{kind: KINDS[kind] for kind in ("home", "overview", "projects", "statement", "checks")},
    **{slug: f"{EDITION}tables/{slug}/" for slug in TABLES},  # the largest of them, whichever it is
}


@pytest.mark.parametrize("kind", FIRST_VIEWS)
def test_a_first_view_is_light_without_the_chart_bundle(new_page: Callable[..., Page], kind: str) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    addresses: dict[str, str] = {}
    sizes: dict[str, int] = {}
    wire = page.context.new_cdp_session(page)
    wire.on("Network.requestWillBeSent", lambda e: addresses.update({e["requestId"]: e["request"]["url"]}))
    wire.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: int(e["encodedDataLength"])}))
    wire.send("Network.enable")
    response = page.goto(FIRST_VIEWS[kind])
    assert response is not None and response.status == 200
    page.wait_for_load_state("networkidle")
    asked = {
        number: address for number, address in addresses.items() if not address.startswith(("data:", "blob:"))
    }
    assert asked.keys() <= sizes.keys()  # every answer came to its end and was weighed
    first = {address: sizes[number] for number, address in asked.items() if BUNDLE not in address}
    assert min(first.values()) > 0
    assert any(address.endswith(".css") for address in first)
    assert len(asked) <= MOST_REQUESTS, asked
    assert sum(first.values()) <= LARGEST_VIEW, first


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


@pytest.mark.parametrize("kind", FIRST_VIEWS)
def test_nothing_moves_while_a_first_view_arrives(new_page: Callable[..., Page], kind: str) -> None:
    """On a slow network, where scripts come after the first paint; a chart's picture has its room from the start."""
    page = new_page(viewport={"width": 412, "height": 823})
    network = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", network)
    page.goto(FIRST_VIEWS[kind])
    page.wait_for_load_state("networkidle")
    shifts = page.evaluate(
        """() => new Promise((resolve) => {
          new PerformanceObserver((list, self) => { self.disconnect(); resolve(list.getEntries().map((e) => e.value)); })
            .observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => resolve([]), 500);
        })"""
    )
    assert sum(shifts) < LARGEST_SHIFT, shifts
>>>>>>> js


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


def test_the_scripts_that_draw_come_with_the_bundle(new_page: Callable[..., Page]) -> None:
    """Only what watches the charts comes with the page; the others when a chart comes near the screen, each once."""
    page = new_page(viewport={"width": 390, "height": 844})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1].split(".")[0]))
    page.goto(EDITION)
    page.wait_for_load_state("networkidle")
    assert "main" in asked
    assert "drawing" not in asked
    page.locator("#chart-flow").scroll_into_view_if_needed()
    page.locator("#chart-flow .main-svg").first.wait_for(state="attached")
    assert {"drawing", "figure"} <= set(asked)
    assert "saving" not in asked
    assert len(asked) == len(set(asked)) + 1  # plotly-budget is a style sheet and the bundle
