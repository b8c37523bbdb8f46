"""What is put beside other things on a page is escaped unless it is markup of ours."""

import pytest
from django.utils.safestring import SafeString

from budgets.pages.data import listed
from budgets.words import data, lists, overview, statement, years
from budgets.words.markup import code_link
from budgets.words.sentences import side_by_side

HOSTILE = '<img src="x" onerror="alert(1)">'
ESCAPED = "&lt;img src=&quot;x&quot; onerror=&quot;alert(1)&quot;&gt;"
OURS = SafeString("<b>甲</b>")


def test_things_side_by_side_are_escaped_and_the_empty_ones_left_out() -> None:
    assert side_by_side([OURS, "", HOSTILE]) == f"<b>甲</b> · {ESCAPED}"
    assert side_by_side([], " + ") == ""


@pytest.mark.parametrize(
    "said",
    [
        data.downloads([OURS, HOSTILE]),
        data.beside(HOSTILE, []),
        data.beside("甲", [OURS, HOSTILE]),
        lists.page_sizes([OURS, HOSTILE]),
        lists.page_turns(HOSTILE, 1, 2, ""),
        statement.in_short(HOSTILE, OURS, None, None),
        statement.in_short("甲", HOSTILE, None, None),
        overview.amount_and_share(HOSTILE, ""),
        overview.amount_and_share("1", HOSTILE),
        overview.amount_and_share("1", "", [OURS, HOSTILE]),
        years.edition_line(None, None, 1, HOSTILE),
        listed._noted("/", HOSTILE, [], None),
        listed._noted("/", "甲", [HOSTILE], (1, "0" * 64)),
        listed._noted(HOSTILE, "甲", [], None),
        code_link(HOSTILE, HOSTILE, HOSTILE),
    ],
)
def test_nothing_hostile_reaches_the_markup(said: SafeString) -> None:
    assert isinstance(said, SafeString)
    assert ESCAPED in said
    assert "<img" not in said


def test_markup_of_ours_stays_markup() -> None:
    assert "<b>甲</b>" in data.downloads([OURS])
    assert "<b>甲</b>" in overview.amount_and_share("1", "", [OURS])
    assert 'SHA-256 <abbr class="digest"' in listed._noted("/", "甲", [], (1, "0" * 64))
