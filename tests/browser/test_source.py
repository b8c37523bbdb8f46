"""From a figure to the document, in a real browser: the box is on the number that was asked for.

The page is read here by pdfplumber and drawn by pdfium once more, in this process, from the file itself.
"""

import logging
import random
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat
from playwright.sync_api import Page
from pypdfium2 import PdfDocument

from budgets.form.tables import UNIT
from budgets.parsing.table_records import PrintedFigure
from tests.browser.probes import follow, hinders, wrong_answer
from tests.documents import DOCUMENTS, budget_of, needs_documents
from tests.live_site import Server, shared
from tests.trials import trials

pytestmark = [pytest.mark.browser, needs_documents]

DOCUMENT = DOCUMENTS / "putuo-wanli-2025-bumen.pdf"
EDITION = "/wanli/2025/"
TEXT = "/shanghai-stc/2025/"
SEED = 20251124
CELLS = trials(5, 10)
DARK = 110  # of 255: ink

Box = tuple[float, float, float, float]


@pytest.fixture(scope="module")
def server(run_folder: Path, ready: Path) -> Iterator[Server]:
    """Another site of the run, with a PDF edition beside the bundled text."""
    arguments = ("import_budget", str(DOCUMENT), "--publish", "--slug", "wanli")
    with shared(run_folder / "source", ready, lambda site: site.manage(*arguments)) as site:
        yield site


@pytest.fixture(scope="module")
def figures() -> list[tuple[int, str, PrintedFigure]]:
    """Every figure of the document in its order: number, slug of its table, and what is printed."""
    report = budget_of(DOCUMENT).report
    found = [
        (UNIT.by_number[table.table.number].slug, figure)
        for table in report.tables
        for line in table.lines
        for figure in line.figures
    ]
    return [(number, slug, figure) for number, (slug, figure) in enumerate(found, 1)]


def _boxes(page: Page) -> tuple[Box, Box]:
    """The picture and the box on the screen, in pixels: left, top, width, height."""
    measure = "e => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.width, r.height] }"
    picture = page.locator(".sheet svg").evaluate(measure)
    return tuple(picture), tuple(page.locator("#marked").evaluate(measure))


def test_figures_of_a_pdf_lead_to_the_box_around_them(
    new_page: Callable[..., Page], figures: list[tuple[int, str, PrintedFigure]]
) -> None:
    page = new_page(viewport={"width": 1280, "height": 900}, device_scale_factor=2)
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    drawn = PdfDocument(DOCUMENT.read_bytes())
    distinct = list({item[2].text: item for item in figures}.values())
    seen: dict[str, Image.Image] = {}
    expected: dict[str, Image.Image] = {}
    with pdfplumber.open(DOCUMENT) as printed:
        for number, slug, figure in random.Random(SEED).sample(distinct, CELLS):
            page.goto(f"{EDITION}tables/{slug}/?per_page=all")
            follow(page.locator(f'a[href="{EDITION}source/?figure={number}#marked"]'))
            page.wait_for_load_state("networkidle")
            assert f"{figure.text} " in page.inner_text(".lede")
            (x, y, width, height), (left, top, box_width, box_height) = _boxes(page)
            assert 0 <= top <= 900 - box_height and 0 <= left <= 1280 - box_width  # in sight

            # Where the box stands on the paper, from where it stands on the screen.
            paper = printed.pages[figure.place.page - 1]
            scale = width / float(paper.width)
            assert height / float(paper.height) == pytest.approx(scale, rel=0.01)
            on_paper = [(left - x) / scale, (top - y) / scale]
            on_paper += [on_paper[0] + box_width / scale, on_paper[1] + box_height / scale]
            inside = paper.crop(on_paper, strict=False).extract_text() or ""
            assert "".join(inside.split()) == figure.text, (number, inside)

            # What is seen there, once the tint is taken off, is what the file has there: ink, and of these
            # cells it looks like this one.
            page.locator("#marked").evaluate("e => { e.style.visibility = 'hidden' }")
            clip = {"x": left, "y": top, "width": box_width, "height": box_height}
            seen[figure.text] = Image.open(BytesIO(page.screenshot(clip=clip))).convert("L")
            paper_picture = drawn[figure.place.page - 1].render(scale=4).to_pil().convert("L")
            expected[figure.text] = paper_picture.crop([round(4 * at) for at in on_paper])
            assert sum(seen[figure.text].histogram()[:DARK]) > 20, number
    drawn.close()
    assert len(seen) == CELLS
    for text, picture in seen.items():
        differences = {other: _difference(picture, expected[other]) for other in expected}
        assert min(differences, key=differences.__getitem__) == text, differences


def _difference(seen: Image.Image, expected: Image.Image) -> float:
    """How unlike two pictures are, the finest lines aside: 0 to 255."""
    soft = [picture.resize((240, 60)).filter(ImageFilter.GaussianBlur(1.5)) for picture in (seen, expected)]
    return ImageStat.Stat(ImageChops.difference(*soft)).mean[0]


def test_words_of_a_pdf_lead_to_the_box_around_their_lines(new_page: Callable[..., Page]) -> None:
    """Procurement: each number, from its page to the document."""
    page = new_page(viewport={"width": 1280, "height": 900})
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    address = f"{EDITION}procurement/"
    page.goto(address)
    links = page.locator("section[aria-labelledby=numbers] .ledger .num a")
    numbers = [f"{words.strip().replace(',', '')}万元" for words in links.all_inner_texts()]
    assert len(numbers) == 6
    with pdfplumber.open(DOCUMENT) as printed:
        for n, number in enumerate(numbers):
            page.goto(address)
            follow(page.locator("section[aria-labelledby=numbers] .ledger .num a").nth(n))
            page.wait_for_load_state("networkidle")
            (x, y, width, _height), (left, top, box_width, box_height) = _boxes(page)
            assert 0 <= top <= 900 - box_height  # in sight
            paper = printed.pages[int(page.url.partition("page=")[2].partition("&")[0]) - 1]
            scale = width / float(paper.width)
            edges = [(left - x) / scale, (top - y) / scale]
            edges += [edges[0] + box_width / scale, edges[1] + box_height / scale]
            assert number in "".join((paper.crop(edges, strict=False).extract_text() or "").split())


# A text, a cell and words on a page, and a statement; in full trials more of the same.
ADDRESSES = [
    f"{TEXT}source/",
    f"{EDITION}source/?figure=100#marked",
    f"{EDITION}source/?page=30&box=92.05,138.83,494.05,150.83#marked",
    f"{TEXT}projects/能源保障/",
]
MORE = [f"{TEXT}tables/revenue/", f"{EDITION}source/?page=99", f"{TEXT}projects/科技服务信息专递/"]


@pytest.mark.parametrize("address", trials(ADDRESSES, [*ADDRESSES, *MORE]))
def test_nothing_hinders_a_reader(new_page: Callable[..., Page], address: str) -> None:
    page = new_page(reduced_motion="reduce")
    assert wrong_answer(page.goto(address)) + hinders(page) == []


def test_the_number_in_a_text_is_scrolled_to_without_scripts(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page.goto(f"{TEXT}tables/revenue/")
    follow(page.locator(".ledger .num a").nth(60))
    box = page.locator("#marked").bounding_box()
    assert box and 0 <= box["y"] <= 800 and box["x"] >= 0


def test_on_a_telephone_the_box_is_in_sight_and_readable(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{EDITION}source/?figure=100#marked")
    page.wait_for_load_state("networkidle")
    _picture, (left, top, width, height) = _boxes(page)
    assert left >= 0 and left + width <= 390
    assert top >= 0 and top + height <= 844
    assert height >= 12  # the print is not shrunk to nothing


def test_on_a_phone_the_box_says_table_row_and_column_beside_it(
    new_page: Callable[..., Page], figures: list[tuple[int, str, PrintedFigure]]
) -> None:
    """On the page, never over the box, and readable; on a wide screen the headings are in sight."""
    page = new_page(viewport={"width": 390, "height": 844})
    measure = "e => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom] }"
    for number, _slug, figure in random.Random(SEED).sample(figures, trials(3, 6)):
        page.goto(f"{EDITION}source/?figure={number}#marked")
        name = page.locator(".box-name span")
        left, top, right, bottom = name.evaluate(measure)
        box = page.locator("#marked").evaluate(measure)
        paper = page.locator(".sheet svg").evaluate(measure)
        assert bottom <= box[1] or top >= box[3], number
        assert min(abs(top - box[3]), abs(bottom - box[1])) < 12  # beside it
        assert left >= 0 and right <= 390, number  # in sight with the box, without a finger's move
        assert paper[0] <= left and right <= paper[2] and paper[1] <= top and bottom <= paper[3]
        assert name.evaluate("e => e.getBoundingClientRect().height / e.getClientRects().length") >= 12
        assert name.inner_text().startswith("表"), figure
    page.set_viewport_size({"width": 1280, "height": 900})
    assert not page.locator(".box-name").is_visible()
