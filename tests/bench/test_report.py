"""Measurements come into docs/performance.md, each part in its own place."""

from pathlib import Path

import pytest

from bench.report import PERFORMANCE, write_part

TEXT = "A\n<!-- measured: one -->\nold\n<!-- end -->\nB\n<!-- measured: two -->\n<!-- end -->\nC\n"


def test_a_part_replaces_the_earlier_one_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "performance.md"
    path.write_text(TEXT)
    write_part("two", [r"| \1 |"], path)
    write_part("one", ["new", "lines"], path)
    assert path.read_text() == (
        "A\n<!-- measured: one -->\n\nnew\nlines\n\n<!-- end -->\nB\n"
        "<!-- measured: two -->\n\n| \\1 |\n\n<!-- end -->\nC\n"
    )
    with pytest.raises(ValueError, match="three"):
        write_part("three", [], path)


def test_the_document_has_a_part_for_each_measurement() -> None:
    text = PERFORMANCE.read_text()
    assert [name for name in ("served", "lists") if f"<!-- measured: {name} -->\n" not in text] == []
