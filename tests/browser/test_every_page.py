"""Every public page once in each language, in a real browser, against the production server, under the strict policy.

One visit carries all probes, on a phone and a wide screen, light and dark, folded and open; what they found is
asserted together, so that one fault does not hide the others.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import probes
from tests.browser.conftest import TABLES, open_context
from tests.browser.kinds import EDITION, KINDS, MORE
from tests.browser.probes import PHONE, WIDE
from tests.live_site import Server
from tests.trials import trials

pytestmark = pytest.mark.browser

PAGES = KINDS | MORE
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
UNANSWERED = {"not-found", "filtered", "found", "search-words", "search-amount"}  # seen with scripts alone
# Whose first view is weighed, and watched while it arrives: the largest of the tables, whichever it is.
WEIGHED = {"home", "overview", "projects", "statement", "checks"} | {
    kind for kind, address in PAGES.items() if address in {f"{EDITION}tables/{slug}/" for slug in TABLES}
}
CHARTS = {
    "overview": ("#chart-flow .sankey", "#chart-functions .treemaplayer", "#chart-economic .treemaplayer"),
    "projects": ("#chart-projects .barlayer",),
    "embed": ("#chart-flow .sankey",),
}
PRINTED = {
    "overview": probes.misprinted_chart,
    "embed": probes.misprinted_chart,
    "body": probes.misprinted_body,
}
NARROW = {"width": 360, "height": 800}
HALF = {"width": 640, "height": 450}  # 1280 pixels at 200 %


def schemes(kind: str, language: str) -> tuple[str, str]:
    """The scheme of a visit before and after it widens the window; the languages and the kinds take turns."""
    turn = list(PAGES).index(kind) + (language == "")
    return ("light", "dark") if turn % 2 else ("dark", "light")


def judged(kind: str, language: str) -> list[tuple[dict[str, int], str]]:
    """In which windows axe looks, which takes as long as all else together.

    A kind is seen in Chinese on a wide screen and in English on a phone, one of the two light, the other dark, which
    the next kind has the other way round; in full trials each language in both widths and both schemes.
    """
    if kind not in KINDS:
        return []
    sampled = [(WIDE if language == "" else PHONE, schemes(kind, language)[1])]
    return trials(sampled, [(size, scheme) for size in (WIDE, PHONE) for scheme in ("light", "dark")])


class Visit:
    """A page in its window, and what was found wrong with it in which state."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: dict[str, list[str]] = {}
        self.state = ""
        self.has_charts = False

    def note(self, name: str, found: list[str]) -> None:
        if found:
            self.found[f"{self.state}: {name}"] = found

    def look(self, *looked_for: Callable[[Page], list[str]]) -> None:
        for probe in looked_for:
            self.note(probe.__name__, probe(self.page))

    def turn(self, size: dict[str, int], scheme: str, state: str) -> None:
        """Another size and scheme: a chart takes a moment for its new arrangement, on a busy machine a longer one."""
        self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        self.page.set_viewport_size(size)  # type: ignore[arg-type]
        self.state = f"{state}, {size['width']} {scheme}"
        if self.has_charts:
            self.page.wait_for_timeout(150)
            for _again in range(20):
                if not probes.sideways(self.page):
                    break
                self.page.wait_for_timeout(100)


@dataclass
class Tabs:
    """Two tabs that go from page to page, and what was seen in them: a new one for each takes longer than a page."""

    page: Page
    plain: Page  # without scripts
    seen: probes.Seen


@pytest.fixture(scope="module")
def tabs(chromium: Browser, server: Server) -> Iterator[Tabs]:
    seen = probes.Seen()
    # Links would fade from one colour to the other.
    options = ({"has_touch": True, "reduced_motion": "reduce"}, {"java_script_enabled": False})
    contexts = [open_context(chromium, server, seen, **each) for each in options]
    yield Tabs(*(context.new_page() for context in contexts), seen)
    for context in contexts:
        context.close()


# More of a kind are seen in Chinese; in English those with the longest headings, and in full trials all.
VISITS = [
    *((kind, language) for kind in KINDS for language in ("", "/en")),
    *((kind, "") for kind in MORE),
    *((kind, "/en") for kind in trials(("table-revenue", "table-basic-expenditure"), tuple(MORE))),
]


@pytest.mark.parametrize(("kind", "language"), VISITS)
def test_nothing_is_wrong_with_the_page(tabs: Tabs, server: Server, kind: str, language: str) -> None:
    address, status = language + PAGES[kind], 404 if kind == "not-found" else 200
    chinese = language == ""
    page = tabs.page
    visit = Visit(page)
    first, second = schemes(kind, language)

    page.goto("about:blank")
    visit.turn(PHONE, first, "first view")
    wire = probes.Wire(page) if chinese and kind in WEIGHED else None
    visit.note("answer", probes.wrong_answer(page.goto(address), status))
    visit.has_charts = page.locator(".chart-canvas[data-chart]").count() > 0
    if wire:
        page.wait_for_load_state("networkidle")
        visit.note("weight", wire.too_heavy())
        visit.look(probes.shifted)
        wire.stop()

    # Folded, as it comes.
    visit.state = f"folded, 390 {first}"
    visit.look(probes.undrawn, probes.sideways)
    visit.turn(NARROW, first, "folded")
    visit.look(probes.sideways)
    visit.turn(HALF, first, "folded")
    visit.look(probes.sideways, probes.too_wide_in_large_letters)
    visit.turn(WIDE, second, "folded")
    if visit.has_charts:  # which are drawn for the room that they find
        page.reload()
    visit.note("charts", probes.undrawn(page, CHARTS.get(kind, ())))
    visit.look(probes.sideways)
    if chinese and kind in PRINTED:
        visit.look(PRINTED[kind])

    probes.open_folds(page)
    for size, scheme in judged(kind, language):
        visit.turn(size, scheme, "open")
        visit.look(probes.inaccessible)
    visit.turn(PHONE, second, "open")
    visit.look(probes.too_small, probes.sideways)

    if chinese and kind not in UNANSWERED:
        visit.page, visit.state = tabs.plain, "without scripts"
        visit.note("answer", probes.wrong_answer(visit.page.goto(address)))
        visit.note("words", probes.unsaid(visit.page, ANSWERS[address]))
        if kind in ("overview", "embed"):
            visit.look(PRINTED[kind])

    visit.state = "all the while"
    said = [line for line in tabs.seen.said() if status == 200 or "404" not in line]
    visit.note("console", said)
    visit.note("hosts", tabs.seen.elsewhere(urlsplit(server.url).netloc))
    assert visit.found == {}


def test_every_page_is_asked_for_its_answer() -> None:
    assert ANSWERS.keys() == {address for kind, address in PAGES.items() if kind not in UNANSWERED}
    assert all(ANSWERS.values())
    assert not KINDS.keys() & MORE.keys()
    assert KINDS.keys() >= CHARTS.keys() | PRINTED.keys()
    assert len(WEIGHED) == 5 + len(TABLES)


def test_axe_sees_each_kind_in_both_languages_both_widths_and_both_schemes() -> None:
    pairs: Counter[tuple[int, str]] = Counter()
    for kind in KINDS:
        looks = [judged(kind, language) for language in ("", "/en")]
        assert all(looks)
        seen = [(size["width"], scheme) for size, scheme in (*looks[0], *looks[1])]
        assert {width for width, _scheme in seen} == {390, 1280}
        assert {scheme for _width, scheme in seen} == {"light", "dark"}
        pairs.update(seen)
    # and all kinds together every pair of the two, nearly as often
    assert len(pairs) == 4
    assert max(pairs.values()) - min(pairs.values()) <= 2
