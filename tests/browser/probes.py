"""What a page is looked at for while it is visited. Each probe returns what it found wrong: nothing, or a list.

`test_probes.py` shows that each finds what it is there for.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import ConsoleMessage, Locator, Page, Response

from tests.browser.colours import REPRESENTATIVES
from tests.browser.targets import MEASURE
from tests.trials import trials

LARGEST_VIEW = 60_000  # bytes, with headers, without the chart bundle
MOST_REQUESTS = 10
LARGEST_SHIFT = 0.01  # of the screen, times how far
BUNDLE = "plotly-budget.min"  # asked for when a chart comes near the screen

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}
COLOUR_RULES = ["color-contrast", "link-in-text-block"]


@dataclass
class Seen:
    """What the browser said and asked for. A test that provokes a message clears `console` afterwards."""

    console: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def hear(self, message: ConsoleMessage) -> None:
        self.console.append(f"{message.type}: {message.text} ({message.location['url']})")

    def said(self) -> list[str]:
        """Messages in the console; after this they count as read."""
        words, self.console[:] = list(self.console), []
        return words

    def elsewhere(self, own: str) -> list[str]:
        """Other hosts that were asked; data: and blob: have none."""
        others = sorted(self.hosts - {"", own})
        self.hosts.difference_update(others)
        return others


class Wire:
    """What a first view costs, on a slow network, where scripts come after the first paint. Begun before the view."""

    NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
    UNSLOWED = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}

    def __init__(self, page: Page) -> None:
        self.addresses: dict[str, str] = {}
        self.sizes: dict[str, int] = {}
        self.session = page.context.new_cdp_session(page)
        self.session.on("Network.requestWillBeSent", self._asked)
        self.session.on("Network.loadingFinished", self._came)
        self.session.send("Network.enable")
        self.session.send("Network.clearBrowserCache")
        self.session.send("Network.emulateNetworkConditions", self.NETWORK)

    def _asked(self, event: dict[str, Any]) -> None:
        self.addresses[event["requestId"]] = event["request"]["url"]

    def _came(self, event: dict[str, Any]) -> None:
        self.sizes[event["requestId"]] = int(event["encodedDataLength"])

    def stop(self) -> None:
        self.session.send("Network.emulateNetworkConditions", self.UNSLOWED)
        self.session.detach()

    def too_heavy(self) -> list[str]:
        """Of a view that has come to rest."""
        asked = {
            number: address
            for number, address in self.addresses.items()
            if not address.startswith(("data:", "blob:"))
        }
        found = [f"not weighed: {asked[number]}" for number in asked.keys() - self.sizes.keys()]
        first = {a: self.sizes.get(number, 0) for number, a in asked.items() if BUNDLE not in a}
        if min(first.values(), default=0) <= 0 or not any(address.endswith(".css") for address in first):
            found.append(f"no weight, or no style sheet: {first}")
        if len(asked) > MOST_REQUESTS:
            found.append(f"{len(asked)} requests: {sorted(asked.values())}")
        if sum(first.values()) > LARGEST_VIEW:
            found.append(f"{sum(first.values())} bytes: {first}")
        return found


def wrong_answer(response: Response | None, status: int = 200) -> list[str]:
    if response is not None and response.status == status:
        return []
    return [f"{response and response.status} instead of {status}"]


def shifted(page: Page) -> list[str]:
    """What moved since the page began to arrive: a chart's picture has its room from the start."""
    shifts = page.evaluate(
        """() => new Promise((resolve) => {
          new PerformanceObserver((list, self) => { self.disconnect(); resolve(list.getEntries().map((e) => e.value)); })
            .observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => resolve([]), 500);
        })"""
    )
    return [f"moved by {sum(shifts):.3f}: {shifts}"] if sum(shifts) >= LARGEST_SHIFT else []


def undrawn(page: Page, parts: tuple[str, ...] = ()) -> list[str]:
    """Bring every chart near the screen, then the end of the page, and go back; charts that were not drawn.

    `parts` are what must be in the drawings, and beside each its numbers.
    """
    found: list[str] = page.evaluate(
        """async () => {
          const missing = [];
          const charts = [...document.querySelectorAll('.chart-canvas[data-chart]')];
          for (const canvas of charts.filter((each) => each.hidden || each.checkVisibility())) {
            canvas.scrollIntoView();
            const end = Date.now() + 15000;
            while (!canvas.hidden && !canvas.querySelector('.main-svg') && Date.now() < end) {
              await new Promise((resolve) => setTimeout(resolve, 20));
            }
            if (canvas.hidden || !canvas.querySelector('.main-svg')) missing.push(canvas.dataset.chart);
          }
          for (const place of [document.body.scrollHeight, 0]) {
            scrollTo(0, place);
            await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
          }
          return missing;
        }"""
    )
    for part in parts:
        if not page.locator(part).count():
            found.append(part)
        if page.locator(f"{part.split()[0]} table tbody tr").count() < 5:
            found.append(f"{part}: its numbers")
    return found


def follow(link: Locator) -> None:
    """Click a link or a button, the first where there are several, and wait until the page that it leads to is there.

    A click alone comes back while that page is still being read, and a look at it then meets the old one or nothing.
    """
    with link.page.expect_navigation():
        link.first.click()


def sideways(page: Page) -> list[str]:
    """Whether the page is wider than the window."""
    width, most = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [f"{width} instead of {most} pixels wide"] if width > most else []


def too_wide_in_large_letters(page: Page) -> list[str]:
    """Letters twice as large widen words, but no page."""
    size = "size => { document.documentElement.style.fontSize = size }"
    page.evaluate(size, "200%")
    found = sideways(page)
    page.evaluate(size, "")
    return found


def inaccessible(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe calls a violation: by all rules that it follows unless told otherwise, or by some.

    Contrast takes two thirds of its time: of texts that look alike two are asked for theirs, in full trials all.
    The layer of the way up lies over the whole page, and axe judges no colour under a layer: it is laid aside.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": rules}
    found: list[str] = page.evaluate(
        """async (options) => {
          const layers = [...document.querySelectorAll('.to-top')];
          for (const layer of layers) layer.style.position = 'static';
          const texts = REPRESENTATIVES;
          for (const text of texts) text.setAttribute('data-contrast', '');
          const selector = texts.length ? '[data-contrast]' : '*';
          axe.configure({ rules: [{ id: 'color-contrast', selector }] });
          const { violations } = await axe.run(options);
          for (const text of texts) text.removeAttribute('data-contrast');
          for (const layer of layers) layer.style.position = '';
          return violations.map(({ id, nodes }) =>
            `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' ')}`);
        }""".replace("REPRESENTATIVES", trials(f"({REPRESENTATIVES})()", "[]")),
        options,
    )
    return found


def inaccessible_in_colours(page: Page) -> list[str]:
    """What axe finds wrong in the colours, which another scheme changes."""
    return inaccessible(page, COLOUR_RULES)


def hinders(page: Page) -> list[str]:
    """What is wrong for a reader on a wide light screen and on a dark phone."""
    found = []
    for size, scheme, looked_for in ((WIDE, "light", inaccessible), (PHONE, "dark", inaccessible_in_colours)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.wait_for_load_state("networkidle")
        found += sideways(page) + looked_for(page)
    return found


def too_small(page: Page) -> list[str]:
    """Targets too small for a finger: WCAG 2.2, 2.5.8."""
    found: list[str] = page.evaluate(MEASURE)
    return found[:5]


def unsaid(page: Page, answer: str) -> list[str]:
    """Whether the answer of the page is missing in its words."""
    return [] if answer in page.inner_text("main") else [f"not said: {answer}"]


def open_folds(page: Page) -> None:
    """What is folded away must be as good as what is seen."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")


# ---- On paper ----------------------------------------------------------------------------------------


def misprinted_chart(page: Page) -> list[str]:
    """A chart prints its numbers with scope and source, and nothing to press. The amount is of tables 2 and 3."""
    page.emulate_media(media="print")
    chart = page.locator("#chart-flow")
    shown = ("6,210,315,757", "资金口径", "表2、表3")
    found = [f"not printed: {each}" for each in shown if not chart.get_by_text(each).first.is_visible()]
    hidden = (".chart-canvas", ".chart-numbers > summary", ".chart-save")
    found += [f"printed: {each}" for each in hidden if chart.locator(each).first.is_visible()]
    row = chart.get_by_role("row", name="206 科学技术支出")
    box = row.bounding_box() if row.count() else None
    if box is None or box["height"] <= 10:
        found.append(f"the row of 206: {box}")
    page.emulate_media(media="null")  # type: ignore[arg-type]
    return found


def misprinted_body(page: Page) -> list[str]:
    """The page of a body prints its editions and its address."""
    page.emulate_media(media="print")
    cited = page.locator(".cite-text")
    found = [] if cited.is_visible() else ["no citation"]
    words = cited.inner_text()
    if "《上海市2025年市级部门预算》，本站第 1 版，" not in words or not words.endswith(page.url):
        found.append(words)
    if page.get_by_text("怎样引用这一页").is_visible():
        found.append("printed: the heading to press")
    page.emulate_media(media="null")  # type: ignore[arg-type]
    return found
