"""Files inside a Word or Excel file. Those that are read here are read, but not the files inside them in turn."""

import posixpath
from collections.abc import Callable
from importlib import import_module

from budgets.form.terms import HiddenKind
from budgets.readers.document import Document, Hidden, Place
from budgets.readers.formats import sniff
from budgets.readers.office.archive import Limits, OfficeArchive

_MEGABYTE = 1024 * 1024
_MOST_BYTES = 10 * _MEGABYTE  # of all attached files together
_MOST_PDF_BYTES = _MEGABYTE  # a PDF takes about a minute for ten
_MOST_FILES = 10
_LIMITS = Limits(file_bytes=_MOST_BYTES, unpacked_bytes=20 * _MEGABYTE)

_Read = Callable[[bytes, str], Document]


class Attachments:
    """Reads the attached files of one document. `is_attached` is whether that is an attached file itself."""

    def __init__(self, archive: OfficeArchive, *, is_attached: bool) -> None:
        self._archive = archive
        self._files = 0 if is_attached else _MOST_FILES
        self._bytes = _MOST_BYTES

    def listed(self, name: str, place: Place) -> Hidden:
        """An attached file: its name, and its words where it can be read."""
        base = posixpath.basename(name)
        document = self._document(name, base)
        if document is None:
            return Hidden(HiddenKind.ATTACHMENT, base, place, searched=False)
        lines = [text.strip() for text, _ in document.printed_lines()]
        lines += [text for item in document.hidden for text in (item.author, item.text)]
        searched = not document.picture_pages and all(item.searched for item in document.hidden)
        text = "\n".join((base, *(line for line in lines if line)))
        return Hidden(HiddenKind.ATTACHMENT, text, place, searched=searched)

    def _document(self, name: str, base: str) -> Document | None:
        """The attached file as read; None where nobody can."""
        content = self._archive.read(name)
        self._files -= 1
        if self._files < 0 or len(content) > self._bytes:
            return None
        self._bytes -= len(content)
        try:
            kind = sniff(content)
            return None if kind == "pdf" and len(content) > _MOST_PDF_BYTES else _READERS[kind](content, base)
        except Exception:  # whatever is wrong with an attached file, the document itself can be read
            return None


def _office(module: str, function: str) -> _Read:
    def read(content: bytes, name: str) -> Document:
        reader = getattr(import_module(f"budgets.readers.office.{module}"), function)
        document: Document = reader(content, name, is_attached=True, limits=_LIMITS)
        return document

    return read


def _other(module: str, function: str) -> _Read:
    def read(content: bytes, name: str) -> Document:
        document: Document = getattr(import_module(f"budgets.readers.{module}"), function)(content, name)
        return document

    return read


# Imported when they are asked for: the readers of Word and Excel import this module.
_READERS = {
    "docx": _office("word", "read_word"),
    "xlsx": _office("excel", "read_excel"),
    "pdf": _other("pdf.reader", "read_pdf"),
    "text": _other("text", "read_text"),
}
