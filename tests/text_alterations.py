"""Alters the lines of a text or Markdown file."""

import random

_LINES_OF_A_PAGE = 30


def is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def with_cell(line: str, column: int, put: str, divider: str) -> str:
    cells = line.split(divider)
    cells[column - (divider == "\t")] = put
    return divider.join(cells)


def alter_lines(lines: list[str], start: int, stop: int, how: str, draw: random.Random) -> None:
    held = lines[start:stop]
    if how == "garbled":
        lines[start:stop] = ["".join("■" if sign.isalnum() else sign for sign in line) for line in held]
    elif how == "hidden":
        lines[start:stop] = ["<!--", *held, "-->"] if "|" not in held[0] else [f"<!-- {x} -->" for x in held]
    elif how == "pictured":
        lines[start:stop] = ["![](image1.png)"]
    elif how == "doubled":
        lines[start:stop] = held * 2
    else:
        del lines[start:stop]
        if how == "moved":
            far = start + 2 if len(held) == 1 else draw.choice(_between_rows(lines))
            lines[far:far] = held


def page_of_lines(lines: list[str], how: str, draw: random.Random) -> tuple[int, int]:
    """Some thirty lines; those that are moved begin and end between tables, for rows belong to what stands above them."""
    start = draw.randrange(max(1, len(lines) - _LINES_OF_A_PAGE))
    stop = start + _LINES_OF_A_PAGE
    if how != "moved":
        return start, stop
    ends = _between_rows(lines)
    return max(n for n in ends if n <= start), min((n for n in ends if n >= stop), default=len(lines))


def _between_rows(lines: list[str]) -> list[int]:
    """The lines before which something may be put without parting a table from its title."""
    plain = [not line.startswith("|") and "\t" not in line for line in lines]
    return [0, *(n for n in range(1, len(lines)) if plain[n] and plain[n - 1] and _opens(lines[n]))]


def _opens(line: str) -> bool:
    """Whether a line is a heading by its looks: a title, or a numbered one."""
    words = line.strip()
    return words.endswith("表") or words[:1] in "一二三四五六七八九十#"
