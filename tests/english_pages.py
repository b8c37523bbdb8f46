"""A walk over English pages: which Chinese words stand outside an element that is marked as Chinese."""

import re
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
