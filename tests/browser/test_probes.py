"""Each probe finds what it is there for: one that finds nothing on our pages must find it where it is."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser import probes
from tests.browser.colours import REPRESENTATIVES
from tests.browser.kinds import EDITION
from tests.live_site import Server

pytestmark = pytest.mark.browser

HEAD = '<!doctype html><html lang="zh-CN"><title>题</title><link rel="stylesheet" href="/a.css"><link rel="icon" href="data:,">'
FINE = f"{HEAD}<main><h1>题</h1><p>说明</p></main>"
SHEET = '<link rel="stylesheet" href="/{}">'
BAD_PAGES = {
    "/fine": FINE,
    "/heavy": FINE + SHEET.format(50_000) + SHEET.format(10_000),
    "/just": FINE + SHEET.format(50_000) + SHEET.format(5_000),
    "/many": FINE + "".join(map(SHEET.format, range(1, 10))),
    "/unfinished": f'{FINE}<img src="/aborted" alt="">',
    "/moving": f"{FINE}<script>setTimeout(() => {{ const p = document.createElement('p'); p.style.height = '200px';"
    " document.querySelector('main').prepend(p) }, 300)</script>",
}


class BadSite(BaseHTTPRequestHandler):
    """Pages with faults; an address of digits is an answer of so many bytes."""

    def do_GET(self) -> None:
        self.send_response(200)
        name = self.path.strip("/")
        if name.isdigit():
            kind, body = "text/css", b" " * int(name)
        elif name == "a.css":
            kind, body = "text/css", b"p { margin: 0 }"
        else:
            kind, body = "text/html; charset=utf-8", BAD_PAGES.get(self.path, "").encode()
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(1000 if name == "aborted" else len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def bad_site() -> Iterator[str]:
    site = ThreadingHTTPServer(("127.0.0.1", 0), BadSite)
    Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{site.server_port}"
    site.shutdown()
    site.server_close()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/fine", ""),
        ("/just", ""),  # less than 60,000 bytes
        ("/heavy", " bytes: "),  # more
        ("/many", "11 requests: "),
        ("/unfinished", "not weighed: "),
    ],
)
def test_a_heavy_view_is_found(page: Page, seen: probes.Seen, bad_site: str, path: str, words: str) -> None:
    wire = probes.Wire(page)
    page.goto(bad_site + path)
    page.wait_for_load_state("networkidle")
    found = wire.too_heavy()
    wire.stop()
    assert bool(found) == bool(words), found
    assert words in "".join(found)
    assert seen.elsewhere("") == [urlsplit(bad_site).netloc]
    seen.said()  # of the answer that was broken off


def test_what_moves_while_it_arrives_is_found(page: Page, seen: probes.Seen, bad_site: str) -> None:
    for path, count in (("/fine", 0), ("/moving", 1)):
        page.goto(bad_site + path)
        page.wait_for_load_state("networkidle")
        assert len(probes.shifted(page)) == count, path
    assert seen.elsewhere("") == [urlsplit(bad_site).netloc]


def test_messages_errors_and_what_the_policy_blocks_are_heard(page: Page, seen: probes.Seen) -> None:
    page.goto("/about/")
    page.locator("h1").wait_for()
    assert seen.said() == []
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">红</p>')")
    page.evaluate("console.info('说')")
    page.evaluate(
        "setTimeout(() => { throw new Error('错') }); new Promise((resolve) => setTimeout(resolve, 50))"
    )
    blocked, said, thrown = seen.said()
    assert "Content Security Policy" in blocked
    assert said.startswith("info: 说")
    assert thrown.startswith("uncaught: ") and "错" in thrown
    assert seen.said() == []


def test_another_host_is_noticed(page: Page, seen: probes.Seen, server: Server, bad_site: str) -> None:
    page.goto("/about/")
    own = urlsplit(server.url).netloc
    assert seen.elsewhere(own) == []
    page.evaluate("address => fetch(address, { mode: 'no-cors' }).catch(() => 0)", f"{bad_site}/fine")
    page.evaluate("fetch('data:,').catch(() => 0)")
    # The policy blocks it before it is asked, and says so.
    assert any("Content Security Policy" in line for line in seen.said())
    assert seen.elsewhere(own) == []
    page.goto(f"{bad_site}/fine")
    assert seen.elsewhere(own) == [urlsplit(bad_site).netloc]


def test_an_answer_that_is_not_the_right_one_is_found(page: Page, seen: probes.Seen) -> None:
    assert probes.wrong_answer(page.goto("/about/")) == []
    assert probes.wrong_answer(page.goto("/about/"), 404) == ["200 instead of 404"]
    assert probes.wrong_answer(page.goto("/nobody/")) == ["404 instead of 200"]
    assert probes.unsaid(page, "没有这几个字") == ["not said: 没有这几个字"]
    seen.said()  # that there is no such page


def test_a_chart_that_is_not_drawn_is_found(page: Page, seen: probes.Seen) -> None:
    page.route("**/*plotly-budget.min*", lambda route: route.abort())
    page.goto(EDITION)
    assert "chart-flow-data" in probes.undrawn(page)
    assert seen.said()
    page.unroute("**/*plotly-budget.min*")
    page.goto(EDITION)
    assert probes.undrawn(page, ("#chart-flow .sankey", "#chart-flow .slice")) == ["#chart-flow .slice"]
    page.evaluate("document.querySelector('#chart-flow table').remove()")
    assert probes.undrawn(page, ("#chart-flow .sankey",)) == ["#chart-flow .sankey: its numbers"]


def test_a_page_that_is_wider_than_its_window_is_found(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.set_content('<p style="width: 300px; margin: 0">字')
    assert probes.sideways(page) == probes.too_wide_in_large_letters(page) == []
    page.set_content('<body style="margin: 0"><p style="width: 20rem; margin: 0">字')
    assert probes.sideways(page) == []
    assert probes.too_wide_in_large_letters(page) == ["640 instead of 390 pixels wide"]
    assert probes.sideways(page) == []  # the letters are as before
    page.set_content('<body style="margin: 0"><p style="width: 391px">字')
    assert probes.sideways(page) == ["391 instead of 390 pixels wide"]


COLOURS = ":root { color-scheme: light dark } body { background: #fff } p { color: #000 } a { color: #00c }"
DARK = "@media (prefers-color-scheme: dark) { body { background: #000 } p { color: #fff } "


@pytest.mark.parametrize(
    ("sheet", "body", "light", "dark"),
    [
        ("", "<p>说明", [], []),
        ("p { color: #bbb }", "<p>说明", ["color-contrast"], ["color-contrast"]),
        (DARK + "p { color: #333 } }", "<p>说明", [], ["color-contrast"]),
        (
            DARK + "a { color: #eee; text-decoration: none } }",
            '<p>说明见<a href="#a">另一页</a>的文字',
            [],
            ["link-in-text-block"],
        ),
        ("", '<p>说明<img src="data:,">', ["image-alt"], []),  # no colour: found once, in the light
        ("", "<button></button>", ["button-name"], []),
        ("@media (min-width: 600px) { img { display: none } }", '<img src="data:,">', ["image-alt"], []),
    ],
)
def test_axe_finds_what_is_wrong(
    page: Page, sheet: str, body: str, light: list[str], dark: list[str]
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.set_content(f"{HEAD}<style>{COLOURS} {sheet}</style><main><h1>题</h1>{body}</main>")
    assert [line.partition(":")[0] for line in probes.inaccessible(page)] == light
    page.emulate_media(color_scheme="dark")
    assert [line.partition(":")[0] for line in probes.inaccessible_in_colours(page)] == dark


def test_axe_finds_a_colour_on_a_long_page(new_page: Callable[..., Page]) -> None:
    page = new_page(reduced_motion="reduce")
    page.goto(f"{EDITION}checks/")
    assert page.locator(".to-top").count() == 1
    assert probes.inaccessible_in_colours(page) == []
    page.evaluate("document.querySelector('.checks li').style.color = '#ddd'")
    (found,) = probes.inaccessible_in_colours(page)
    assert found.startswith("color-contrast: ")


@pytest.mark.parametrize(
    "odd",
    [
        "tr:nth-child(77) td { color: #bbb }",
        "tr:nth-child(77) { background: #555 }",  # the colour is that of all, and what lies behind it is another
        "tr:nth-child(77) { opacity: 0.3 }",
        "tr.last-year td { color: #bbb }",
        "tr:nth-child(77) b { color: #bbb }",
    ],
)
def test_axe_finds_the_one_row_that_looks_unlike_all_others(page: Page, odd: str) -> None:
    rows = "".join(
        f"<tr{' class=last-year' if n == 77 else ''}><td>第{n}行<td><b>金额</b></tr>" for n in range(1, 201)
    )
    page.set_content(f"{HEAD}<style>{COLOURS} {odd}</style><main><h1>题</h1><table>{rows}</table></main>")
    (found,) = probes.inaccessible_in_colours(page)
    assert found.startswith("color-contrast: ")
    assert "第77行" in found or "金额" in found


def test_of_texts_that_look_alike_two_are_judged(page: Page) -> None:
    rows = "".join(f"<tr><td>第{n}行<td>金额</tr>" for n in range(1, 201))
    page.set_content(f"{HEAD}<style>{COLOURS}</style><main><h1>题</h1><table>{rows}</table></main>")
    chosen = page.evaluate(f"({REPRESENTATIVES})().map((element) => element.textContent)")
    assert chosen == ["题", "第1行", "金额"]


def test_axe_knows_no_other_rule_about_colours(page: Page) -> None:
    page.set_content(FINE)
    probes.inaccessible(page)
    rules = page.evaluate(
        "axe._audit.rules.filter((rule) => rule.enabled && rule.tags.includes('cat.color')).map((rule) => rule.id)"
    )
    assert sorted(rules) == probes.COLOUR_RULES


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
def test_what_is_too_small_for_a_finger_is_found(page: Page, body: str, small: int) -> None:
    style = "font: 16px/1 serif; margin: 0" if "button" not in body else "margin: 0"
    sheet = ".button { display: inline-block; min-width: 40px; min-height: 40px } button { min-height: 30px; margin: 0 }"
    page.set_content(f'<style>{sheet}</style><body style="{style}">{body}</body>')
    assert len(probes.too_small(page)) == small


ROW = "<tr><td>206 科学技术支出<td>6,210,315,757"
CHART = (
    '<figure id="chart-flow"><div class="chart-canvas">图</div><button class="chart-save">保存</button>'
    "<p>资金口径：全部，表2、表3</p><details class="
    f'"chart-numbers" open><summary>数字</summary><table>{ROW}</table></details></figure>'
)
ON_PAPER = "@media print { .chart-canvas, .chart-save, summary { display: none } }"


@pytest.mark.parametrize(
    ("sheet", "chart", "found"),
    [
        (ON_PAPER, CHART, []),
        (ON_PAPER, CHART.replace("表2、", "表1、"), ["not printed: 表2、表3"]),
        (ON_PAPER, CHART.replace(ROW, "<tr><td>6,210,315,757"), ["the row of 206: None"]),
        (ON_PAPER.replace(", summary", ""), CHART, ["printed: .chart-numbers > summary"]),
        ("", CHART, ["printed: .chart-canvas", "printed: .chart-numbers > summary", "printed: .chart-save"]),
    ],
)
def test_what_is_wrong_on_paper_is_found(page: Page, sheet: str, chart: str, found: list[str]) -> None:
    page.set_content(f"<style>{sheet}</style>{chart}")
    assert probes.misprinted_chart(page) == found
    assert page.locator(".chart-save").is_visible()  # the screen is as before


def test_a_body_without_its_address_on_paper_is_found(page: Page) -> None:
    page.goto("/shanghai-stc/")
    assert probes.misprinted_body(page) == []
    page.evaluate("document.querySelector('.cite-text').append('等')")
    (found,) = probes.misprinted_body(page)
    assert found.endswith("等")
    page.evaluate("document.querySelector('.cite').hidden = true")
    assert probes.misprinted_body(page)[0] == "no citation"
