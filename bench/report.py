"""Writes what was measured into docs/performance.md, each part between its own two marks."""

import re
from collections.abc import Sequence
from pathlib import Path

PERFORMANCE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"


def write_part(name: str, lines: Sequence[str], path: Path = PERFORMANCE) -> None:
    """Put those lines in the place of the earlier ones. Raises ValueError when the file has no such part."""
    begin, end = f"<!-- measured: {name} -->", "<!-- end -->"
    text = path.read_text()
    part = re.compile(f"(?<={re.escape(begin)}\n).*?(?={re.escape(end)})", re.DOTALL)
    if not part.search(text):
        raise ValueError(f"{path.name} has no part {name}")
    path.write_text(part.sub(lambda _found: "\n".join(["", *lines, "", ""]), text, count=1))
