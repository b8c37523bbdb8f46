"""The scripts and style sheets that are written by hand: short, and none takes a text to pieces to learn from it."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[1] / "static/budgets"
FILES = sorted([*STATIC.glob("js/**/*.js"), *STATIC.glob("css/*.css")])
MOST_LINES = 400
# A literal pattern after what can come before one, or one that is made.
PATTERN = re.compile(r"(?:[(=,:;!&|?]|\breturn)\s*/(?![/*])|\bRegExp\b")


def _name(path: Path) -> str:
    return path.relative_to(STATIC).as_posix()


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_no_file_is_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", sorted(STATIC.glob("js/charts/*.js")), ids=_name)
def test_names_amounts_and_words_come_apart_from_python(path: Path) -> None:
    """Without patterns a chart's script cannot look for an amount in a label."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if PATTERN.search(line.split("//")[0])] == []
