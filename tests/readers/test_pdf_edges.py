"""Pages of a PDF that print nothing, and lines that the edge of a page cuts."""

import pytest

from budgets.readers.document import Place
from tests.pdf_plant import SECRET, read, shown
from tests.readers.test_pdf import Page, pdf

WORDS = "某局预算支出"  # six characters of 12 points


def some(number: int = 1) -> Page:
    return Page().text(90, 100, f"这一页有字{number}。")


def cut(page: Page) -> list[str]:
    return [text for text, _place in read(pdf(page)).cut_lines]


@pytest.mark.parametrize(
    ("x", "y", "seen"),
    [
        (555, 300, "某局预算"),  # the page is 595 wide: of 算 (591 to 603) a third is seen
        (559, 300, "某局预"),  # 预 ends at the edge (583 to 595), the rest is beyond it
        (-5, 300, WORDS),  # of 某 (-5 to 7) two fifths are beyond
        (-24, 300, "预算支出"),
        (90, 845, WORDS),  # the page is 842 high: the baseline is under its edge
        (90, 5, WORDS),  # strokes of 12 points begin 9 over the baseline
    ],
)
def test_a_line_that_the_edge_cuts_is_told_as_far_as_it_is_seen(x: float, y: float, seen: str) -> None:
    assert cut(some().text(x, y, WORDS)) == [seen]


def test_the_edge_is_that_of_the_page_as_displayed() -> None:
    # The page is cropped at 300: 预 is from 288 to 300, 算 and the rest beyond
    page = some().text(264, 300, WORDS)
    page.crop = (0, 0, 300, 842)
    ((text, place),) = read(pdf(page)).cut_lines
    assert (text, place.page) == ("某局预", 1)
    assert place.box is not None and place.box[0] == 264


@pytest.mark.parametrize(
    "page",
    [
        some().text(523, 300, WORDS),  # ends at the edge
        some().text(90, 840, WORDS),  # stands on it
        some().text(620, 300, WORDS),  # beyond the page alone: hidden, but no line is cut
        some()
        .text(90, 300, WORDS)
        .text(600, 300, "印刷标记"),  # beyond the page, far from the line beside it
        some().text(520, 300, "样稿样稿样稿样稿样稿", 40, angle=45),  # askew over the page
    ],
)
def test_other_lines_are_whole(page: Page) -> None:
    assert cut(page) == []


def test_a_page_without_print_is_empty() -> None:
    assert read(pdf(some(), Page(), some(3))).empty_pages == (Place(page=2),)


def test_a_page_number_alone_makes_no_page() -> None:
    pages = [Page().text(290, 800, str(number)) for number in (1, 2, 3)]
    for page in (pages[0], pages[2]):
        page.text(90, 100, "这一页有字。")
    assert read(pdf(*pages)).empty_pages == (Place(page=2),)


@pytest.mark.parametrize(
    "page",
    [
        Page().bar(90, 100, 200, 30),  # a shape: a chart, or words as paths
        Page().table([90, 200, 300], [100, 120, 140], []),  # a table without a word
        Page().text(90, 100, "略"),
        Page(
            drawing=[f"BT 3 Tr ET {shown(SECRET)} 0 Tr"]
        ),  # words that nobody sees: told as hidden and unread
    ],
)
def test_what_prints_or_hides_anything_is_no_empty_page(page: Page) -> None:
    assert read(pdf(some(), page, some(3))).empty_pages == ()
