"""The scripts and style sheets that are written by hand: short, built anew after a change, and none takes a text
to pieces to learn from it."""

import hashlib
import re
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
STATIC = TOP / "static/budgets"
FRONTEND = TOP / "frontend"
DRAWING = sorted(FRONTEND.glob("src/charts/*.js"))
FILES = sorted(
    [
        *STATIC.glob("js/**/*.js"),
        *STATIC.glob("css/**/*.css"),
        *FRONTEND.glob("*.mjs"),
        *(path for path in FRONTEND.glob("src/**/*") if path.is_file()),
    ]
)
MOST_LINES = 400
# A literal pattern after what can come before one, or one that is made.
PATTERN = re.compile(r"(?:[(=,:;!&|?]|\breturn)\s*/(?![/*])|\bRegExp\b")


def _name(path: Path) -> str:
    return path.relative_to(TOP).as_posix()


def _digest(paths: list[Path]) -> str:
    """As digestOf in frontend/build.mjs."""
    digest = hashlib.sha256()
    for path in sorted(paths, key=lambda path: path.name):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_no_file_is_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_what_draws_the_charts_was_built_from_its_sources() -> None:
    """Otherwise: npm run build, in frontend/."""
    first, *_ = (STATIC / "built/charts-drawing.min.js").read_text(encoding="utf-8").splitlines()
    stated = re.findall(r"\b[0-9a-f]{64}\b", first)
    assert len(DRAWING) > 1
    assert stated == [_digest(DRAWING)]


@pytest.mark.parametrize("path", [STATIC / "js/charts.js", *DRAWING], ids=_name)
def test_names_amounts_and_words_come_apart_from_python(path: Path) -> None:
    """Without patterns a chart's script cannot look for an amount in a label."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if PATTERN.search(line.split("//")[0])] == []
