"""What a text or Markdown file holds and does not show: comments, hidden elements, and characters without a shape.

The lines keep their numbers: what is taken out leaves its line breaks behind.
"""

import re
from collections.abc import Iterable, Iterator

from budgets.form.terms import HiddenKind
from budgets.readers.document import Hidden, Place

_TAG_OPENING = re.compile(r"<(\w+)\b([^<>]*)>")
_HIDES = re.compile(
    r"(?:^|\s)hidden(?=[\s=/]|$)|display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])"
    r"|opacity\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)
# A link that nothing can refer to is the usual way to comment in Markdown: [//]: # (words)
_LINK = re.compile(r"(?m)^ {0,3}\[[^\]\n^][^\]\n]*\]:[ \t]*(?:#|<>)[ \t]*[(\"'](.*)[)\"'][ \t]*$")

_NO_WIDTH = "\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff"
_REORDERING = "\u202a-\u202e\u2066-\u2069"
_TAGS = "\U000e0000-\U000e007f"  # letters of a second, invisible alphabet
_SHAPELESS = re.compile(f"[{_NO_WIDTH}{_REORDERING}{_TAGS}]")
_OVERRIDE = re.compile("[\u202d\u202e\u2066-\u2068]")
_TAG = re.compile(f"[{_TAGS}]+")

_LOWER = {ord(sign): sign.lower() for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}  # keeps the length of every text

_Span = tuple[int, int, str]  # where something hidden begins and ends, and its words


def without_hidden(text: str, is_markdown: bool) -> tuple[str, tuple[Hidden, ...]]:
    """The text as it shows, and what it hides. In plain text a comment shows like everything else."""
    hidden: list[Hidden] = []
    if is_markdown:
        links = ((found.start(), found.end(), found[1]) for found in _LINK.finditer(text))
        text = _taken_out(text, links, HiddenKind.COMMENT, hidden)
        text = _taken_out(text, _comments(text), HiddenKind.COMMENT, hidden)
        text = _taken_out(text, _hidden_elements(text), HiddenKind.HIDDEN_TEXT, hidden)
    if _SHAPELESS.search(text):
        hidden += _shapeless(text)
        text = _SHAPELESS.sub("", text)
    return text, tuple(sorted(hidden, key=lambda item: item.place.line or 0))


def _comments(text: str) -> Iterator[_Span]:
    """Comments; one that is never closed hides nothing."""
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start + 4)) >= 0:
        yield start, end + 3, text[start + 4 : end]
        start = text.find("<!--", end + 3)


def _hidden_elements(text: str) -> Iterator[_Span]:
    """Elements whose opening tag hides what they hold. Each end is sought once, so that no text takes long."""
    lower = text.translate(_LOWER) if "<" in text else ""
    unclosed: set[str] = set()
    past = 0
    for found in _TAG_OPENING.finditer(text):
        name = found[1].translate(_LOWER)
        if found.start() < past or name in unclosed or not _HIDES.search(found[2]):
            continue
        closing = lower.find(f"</{name}", found.end())
        end = lower.find(">", closing) if closing >= 0 else -1
        if end < 0:
            unclosed.add(name)
            continue
        past = end + 1
        yield found.start(), past, re.sub(r"<[^<>]*>", "", text[found.end() : closing])


def _taken_out(text: str, spans: Iterable[_Span], kind: HiddenKind, hidden: list[Hidden]) -> str:
    shown: list[str] = []
    at = line = 0
    for start, end, said in spans:
        line += len(_lines(text[at:start]))
        words = "\n".join(part for each in said.splitlines() if (part := each.strip()))
        if words:
            hidden.append(Hidden(kind, words, Place(line=line + 1)))
        breaks = _lines(text[start:end])
        shown += [text[at:start], *breaks]
        line += len(breaks)
        at = end
    return "".join((*shown, text[at:]))


def _lines(text: str) -> list[str]:
    """The line breaks of a text."""
    return re.findall(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", text)


def _shapeless(text: str) -> Iterator[Hidden]:
    """Words in invisible letters, lines that show in another order, and lines whose words are cut by nothing visible."""
    numbered = [(n, line) for n, line in enumerate(text.splitlines(), start=1) if _SHAPELESS.search(line)]
    for number, line in numbered:
        for found in _TAG.finditer(line):
            words = "".join(chr(ord(sign) - 0xE0000) for sign in found[0]).strip("\x00\x01\x7f ")
            if words:
                yield Hidden(HiddenKind.UNSEEN_TEXT, words, Place(line=number))
    yield from _together((n, line) for n, line in numbered if _OVERRIDE.search(line))
    cut = (
        (n, line)
        for n, line in numbered
        if not _OVERRIDE.search(line) and re.search(rf"\w[{_NO_WIDTH}]+\w", line)
    )
    yield from _together(cut)


def _together(lines: Iterable[tuple[int, str]]) -> Iterator[Hidden]:
    """The lines as one, in the order of the file and without the characters that hide them."""
    found = [(number, _SHAPELESS.sub("", line).strip()) for number, line in lines]
    if found:
        words = "\n".join(line for _, line in found)
        yield Hidden(HiddenKind.UNSEEN_TEXT, words, Place(line=found[0][0]))
