"""What a document prints may be of any length: both databases keep it whole, or it is unread; nothing overflows."""

import re

import pytest

from budgets.importing import draft_of
from budgets.models import EditionVersion
from budgets.reading import read
from tests.conftest import SAMPLE
from tests.documents import short_form

pytestmark = pytest.mark.django_db

SHORT = short_form(SAMPLE.read_text())
LONG = "很长的名称" * 60  # 300 characters


def draft_of_text(text: str) -> EditionVersion:
    content = text.encode()
    return draft_of(read(content, "x.txt"), content, "shanghai-stc")


def altered(pattern: str, new: str) -> str:
    """The document with the first words that match replaced."""
    text, count = re.subn(pattern, new, SHORT, count=1, flags=re.M)
    assert count == 1
    return text


@pytest.mark.parametrize(
    ("pattern", "new"),
    [
        (r"^206\t\t\t科学技术支出\t", f"206\t\t\t{LONG}\t"),
        (r"（七）“三公”经费：", f"（七）{LONG}："),
        (r"^2025年部门收入预算总表$", f"{LONG}2025年部门收入预算总表"),
        (r"^编制部门：上海市科学技术委员会", f"编制部门：上海市科学技术委员会{LONG}"),
    ],
    ids=["name of a row", "term", "title", "preparer"],
)
def test_long_words_are_kept_whole(pattern: str, new: str) -> None:
    version = draft_of_text(altered(pattern, new))
    assert any(LONG in line.text for line in version.sourcelinerecords.all())
    for model in ("printedtablerecords", "definitions", "figures", "further_tables", "passages"):
        assert not hasattr(version, model) or getattr(version, model).count() >= 0


@pytest.mark.parametrize("digits", [19, 25, 40, 400])
def test_an_amount_that_no_database_holds_is_unread(digits: int) -> None:
    number = "9" * digits
    version = draft_of_text(altered(r"^(合计\t+)[\d,]+", rf"\g<1>{number}"))
    assert version.unread_count and number in version.unreadplaces.get().text
    assert version.figures.filter(text=number).count() == 0
