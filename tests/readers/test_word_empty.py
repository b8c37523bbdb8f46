"""Empty pages of a Word file, as far as the file itself says that a page stays empty."""

import pytest

from budgets.readers.document import Place
from tests.readers.test_word import p, read, tbl, tc, tr

BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
BLANK = "<w:p/>"


def section(kind: str = "") -> str:
    return f"<w:sectPr>{f'<w:type w:val={chr(34)}{kind}{chr(34)}/>' if kind else ''}</w:sectPr>"


def ending(kind: str = "") -> str:
    """An empty paragraph that ends a section."""
    return f"<w:p><w:pPr>{section(kind)}</w:pPr></w:p>"


@pytest.mark.parametrize(
    ("body", "behind"),
    [
        (p("一") + BREAK + BREAK + p("二"), [1]),
        (p("一") + BREAK + BLANK + BLANK + BREAK + p("二"), [1]),
        (p("一") + BREAK + BREAK + BREAK + p("二"), [1, 1]),
        (p("一") + BREAK + p("二") + p("三") + BREAK + p(" ") + BREAK + p("四"), [3]),
        (p("一") + BREAK + ending() + p("二") + section(), [1]),  # the next section begins a page
        (p("一") + BREAK + BLANK, [1]),  # at the end of the text
    ],
)
def test_a_page_between_two_breaks_is_empty(body: str, behind: list[int]) -> None:
    assert read(body).empty_pages == tuple(Place(line=line) for line in behind)


@pytest.mark.parametrize(
    "body",
    [
        p("一") + BREAK + p("二") + BREAK + p("三"),
        p("一") + BREAK + tbl(tr(tc("甲"), tc("乙"))) + BREAK + p("二"),
        p("一") + BREAK + tbl(tr(tc(), tc())) + BREAK + p("二"),  # its ruled lines are seen
        p("一") + BREAK + "<w:p><w:r><w:drawing/></w:r></w:p>" + BREAK + p("二"),  # a picture
        p("一") + BREAK + ending() + p("二") + section("continuous"),  # the section goes on where it is
        # These two may begin on the page that the break has begun.
        p("一") + BREAK + p("二", properties="<w:pageBreakBefore/>") + BREAK + p("三"),
        p("一") + BREAK + p("", properties="<w:pageBreakBefore/>") + p("二"),
        p("一") + BREAK,  # the mark of the last paragraph stands on the page of its break
        p("一") + "<w:p><w:r><w:br/><w:br/></w:r></w:p>" + p("二"),  # lines, no pages
        p("一") + BREAK + '<w:p><w:del><w:r><w:br w:type="page"/></w:r></w:del></w:p>' + p("二"),
    ],
)
def test_other_pages_are_not(body: str) -> None:
    assert read(body).empty_pages == ()
