"""Files that a PDF carries with it: their names, and their words where our own readers can read them."""

import posixpath
from collections.abc import Callable, Iterator
from typing import Any

from pdfminer.pdftypes import PDFStream

from budgets.form.terms import HiddenKind
from budgets.readers.document import Document, Hidden, Place, UnreadableDocument
from budgets.readers.pdf.objects import dictionary, identity, items, resolved, tree, unpacked, words

# A larger file that is attached is named and not read: it would take as long as the document itself (bytes).
_MOST_READ = 3_000_000
_MOST_FILES = 200

# Reads the bytes of a file of that name; a file that is attached to it is not read any more.
ReadAttached = Callable[[bytes, str], Document]


def attached_files(catalog: dict[str, Any], read: ReadAttached | None) -> Iterator[Hidden]:
    """The files that the document as a whole carries: by name, as associated files, and as a collection."""
    seen: set[int] = set()
    found = [value for _, value in tree(dictionary(catalog.get("Names")).get("EmbeddedFiles"))]
    for given in [*found, *items(catalog.get("AF"))][:_MOST_FILES]:
        if identity(given) not in seen and dictionary(given):
            seen.add(identity(given))
            yield attached(given, Place(), read)


def attached(given: Any, place: Place, read: ReadAttached | None, author: str = "") -> Hidden:
    """One attached file: its name and description, then its words; only its name where nothing is given to read it."""
    entries = dictionary(given)
    title = words(entries.get("UF")) or words(entries.get("F")) or words(given)
    lines = [title, words(entries.get("Desc"))]
    content = _content(entries)
    found, whole = _words_within(content, title, read) if content is not None and read else ("", False)
    text = "\n".join(line for line in [*lines, found] if line)
    return Hidden(HiddenKind.ATTACHMENT, text, place, author, searched=whole)


def _content(entries: dict[str, Any]) -> bytes | None:
    files = dictionary(entries.get("EF"))
    for key in ("UF", "F", "Unix", "Mac", "DOS"):
        stream = resolved(files.get(key))
        if isinstance(stream, PDFStream):
            return unpacked(stream)
    return None


def _words_within(content: bytes, title: str, read: ReadAttached) -> tuple[str, bool]:
    """The words of a file, hidden ones too, and whether these are all that it holds."""
    if len(content) > _MOST_READ:
        return "", False
    if not content.strip():
        return "", True
    try:
        document = read(content, posixpath.basename(title.replace("\\", "/")) or "attachment")
    except UnreadableDocument:
        return "", False
    except Exception:  # an attached file may be broken in any way
        return "", False
    whole = not document.picture_pages and all(hidden.searched for hidden in document.hidden)
    texts = [text for text, _ in document.printed_lines()] + [hidden.text for hidden in document.hidden]
    return "\n".join(texts), whole
