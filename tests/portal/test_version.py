"""The release has one number, and the record of changes begins with it."""

import re
from pathlib import Path

from portal import VERSION

CHANGES = (Path(__file__).resolve().parents[2] / "CHANGELOG.md").read_text()


def test_the_newest_release_in_the_record_is_this_one() -> None:
    assert re.findall(r"^## (\S+)", CHANGES, re.MULTILINE)[0] == VERSION


def test_each_release_begins_with_at_most_ten_lines_for_readers() -> None:
    for release in re.split(r"^## ", CHANGES, flags=re.MULTILINE)[1:]:
        summary = re.search(r"\n\n((?:- .*\n)+)\n### Details\n", release)
        assert summary, release[:20]
        assert len(summary[1].splitlines()) <= 10
