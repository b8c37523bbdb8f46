"""Words of a document or a file's name on a terminal or in a log: nothing in them can move the cursor or hide a line."""

import unicodedata

# Control and format characters (which turn the direction of writing), lone surrogates, line and paragraph separators.
_UNSHOWN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


def shown(text: str, *, lines: bool = False) -> str:
    """The text with every character that a terminal would obey or hide written as its escape: \\\\x1b for an escape sign.

    A tab stays; line breaks stay only in words of several `lines`.
    """
    kept = "\t\n" if lines else "\t"
    return "".join(c if c in kept or unicodedata.category(c) not in _UNSHOWN else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
