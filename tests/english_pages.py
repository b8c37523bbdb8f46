"""A walk over English pages: which Chinese words stand outside an element that is marked as Chinese."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
WIDE = re.compile(r"[，。；：、（）《》]")
VOID = {"meta", "link", "input", "br", "img", "rect", "path", "hr", "source", "base"}
UNSPOKEN = {"script", "style", "code"}  # data of charts; an address to copy holds names
SPOKEN_ATTRIBUTES = ("placeholder", "alt")


class Unmarked(HTMLParser):
    """Collects text with Chinese characters that no element marks with lang="zh…".

    Titles and options of a choice hold no markup, so they cannot mark the names in them; a text there is wrong
    only where no word of it is English and none is a name of the document.
    """

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            inherited = self.open[-1][1] if self.open else ""
            self.open.append((tag, given.get("lang") or inherited))
        for name in SPOKEN_ATTRIBUTES:
            if CJK.search(given.get(name) or ""):
                self.found.append(f"@{name}={given[name]}")

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = {tag for tag, _language in self.open}
        language = self.open[-1][1] if self.open else ""
        if language.startswith("zh") or tags & (UNSPOKEN | {"title", "option"}):
            return
        if CJK.search(data) or WIDE.search(data):
            self.found.append(" ".join(data.split()))


def unmarked(page: str) -> list[str]:
    """The texts of a page that are Chinese and do not say so."""
    parser = Unmarked()
    parser.feed(page)
    return parser.found


RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
# What is read aloud or shown on pointing, but holds no markup that could say in which language it is.
BARE_ATTRIBUTES = ("title", "aria-label", "data-label", "placeholder", "alt")
# Of the data of a chart: addresses and the names of files are not words.
NOT_WORDS = {"address", "file_name", "links", "ids", "parents"}


class Bare(HTMLParser):
    """Collects texts with Chinese characters in attributes and in the data of charts."""

    def __init__(self) -> None:
        super().__init__()
        self.data = False
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.data = tag == "script" and dict(attrs).get("type") == "application/json"
        self.found += [
            value for name, value in attrs if name in BARE_ATTRIBUTES and value and CJK.search(value)
        ]

    def handle_data(self, data: str) -> None:
        if self.data:
            self.data = False
            self.found += [text for text in _strings(json.loads(data)) if CJK.search(text)]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in NOT_WORDS:
                yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def unmarkable(page: str) -> list[str]:
    """The texts of a page with Chinese in them that cannot be marked as Chinese."""
    parser = Bare()
    parser.feed(page)
    return parser.found
