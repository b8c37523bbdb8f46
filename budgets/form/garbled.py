"""Tells words that nobody can read: signs that a program prints where it has lost the characters."""

import re

# The replacement character; boxes in a row, which fonts print for characters that they lack; question marks of a lost code.
_LOST_SIGNS = re.compile("\ufffd|[■▯▮◆]{2}|[?#]{3}")
_ALONE = re.compile(r"[\ufffd■□▯▮◆?#]")


def is_garbled(text: str) -> bool:
    """Whether a text holds such signs, or nothing but them and marks: ■■，■■■, 共计???万元. A bullet before words is none."""
    return bool(_LOST_SIGNS.search(text)) or (bool(_ALONE.search(text)) and not any(map(str.isalnum, text)))
