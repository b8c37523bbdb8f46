"""The fields of a PDF form: what they hold and no page shows."""

import re
from collections.abc import Iterator
from typing import Any

from pdfminer.pdftypes import PDFStream

from budgets.form.terms import HiddenKind
from budgets.readers.document import Hidden
from budgets.readers.pdf.objects import (
    MOST_NODES,
    dictionary,
    identity,
    items,
    name,
    resolved,
    squeezed,
    tidy,
    unpacked,
    words,
)
from budgets.readers.pdf.scripts import scripts_of

_DEEPEST = 30


def field_words(entries: dict[str, Any], shown: str = "", kept_back: str = "") -> str:
    """The name of a field and, beside it, its value, its first value and its hint where the page does not show them.

    `shown` is what its appearance prints, `kept_back` what it would. An empty text where nothing is hidden.
    """
    known = squeezed(shown)
    found: list[str] = []
    for text in (*_values(entries), words(entries.get("TU")), kept_back.strip()):
        if text and squeezed(text) not in known:
            found.append(text)
            known += squeezed(text)
    if not found or _is_button(entries):
        return ""
    title = full_name(entries)
    return "\t".join([title, *found] if title else found)


def full_name(entries: dict[str, Any]) -> str:
    """The name of a field: those of the fields that it is part of, then its own."""
    parts: list[str] = []
    seen: set[int] = set()
    here: Any = entries
    while dictionary(here) and identity(here) not in seen and len(parts) < _DEEPEST:
        seen.add(identity(here))
        own = words(dictionary(here).get("T"))
        if own:
            parts.insert(0, own)
        here = dictionary(here).get("Parent")
    return ".".join(parts)


def other_fields(catalog: dict[str, Any], on_pages: set[int]) -> Iterator[Hidden]:
    """The fields that stand on no page, the scripts of all, and the data of a form in XML.

    `on_pages` are the identities of the annotations of all pages.
    """
    form = dictionary(catalog.get("AcroForm"))
    waiting = list(reversed(items(form.get("Fields"))))
    seen: set[int] = set()
    while waiting and len(seen) < MOST_NODES:
        given = waiting.pop()
        if identity(given) in seen:
            continue
        seen.add(identity(given))
        entries, kids = dictionary(given), items(dictionary(given).get("Kids"))
        waiting += reversed(kids)
        if identity(given) in on_pages:
            continue
        yield from (Hidden(HiddenKind.SCRIPT, text) for text in scripts_of(entries))
        text = field_words(entries) if not kids else ""
        if text:
            yield Hidden(HiddenKind.FORM_FIELD, text)
    yield from _xml_form(form)


def _values(entries: dict[str, Any]) -> Iterator[str]:
    """Value, rich value and first value of a field, its own or inherited, then the choices that it offers."""
    for key in ("V", "RV", "DV"):
        value = _inherited(entries, key)
        for one in items(value) or [value]:
            yield re.sub(r"<[^>]*>", " ", words(one)).strip() if key == "RV" else words(one)
    for choice in items(_inherited(entries, "Opt")):
        yield from (words(part) for part in items(choice) or [choice])


def _inherited(entries: dict[str, Any], key: str) -> Any:
    here, depth = entries, 0
    while key not in here and here and depth < _DEEPEST:
        here, depth = dictionary(here.get("Parent")), depth + 1
    return here.get(key)


def _is_button(entries: dict[str, Any]) -> bool:
    return name(_inherited(entries, "FT")) in ("Btn", "Sig")


def _xml_form(form: dict[str, Any]) -> Iterator[Hidden]:
    given = resolved(form.get("XFA"))
    streams = [given] if isinstance(given, PDFStream) else [resolved(part) for part in items(given)]
    found, whole = [], True
    for stream in streams:
        if isinstance(stream, PDFStream):
            data = unpacked(stream)
            whole = whole and data is not None
            found.append(tidy(re.sub(r"\s*<[^>]*>\s*", "\n", (data or b"").decode("utf-8", "replace"))))
    text = re.sub(r"\n{2,}", "\n", "\n".join(found)).strip()
    if text or not whole:
        yield Hidden(HiddenKind.FORM_FIELD, text, searched=whole)
