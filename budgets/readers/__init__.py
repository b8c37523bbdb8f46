"""A file in, a neutral Document out. The content decides which reader is used, never the file's name."""

from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO

from budgets.readers.document import Document
from budgets.readers.formats import sniff

Progress = Callable[[int, int], None]
Reader = Callable[[bytes, str, Progress | None], Document]

# Module and function of each format; a module is imported when its first file comes, for its heavy libraries.
_READERS = {
    "text": ("text", "read_text"),
    "pdf": ("pdf.reader", "read_pdf"),
    "docx": ("office.word", "read_word"),
    "xlsx": ("office.excel", "read_excel"),
}


def read_document(stream: BinaryIO, filename: str, progress: Progress | None = None) -> Document:
    """Read a published budget from an open binary file; `progress` is told pages done and pages in all.

    Raises UnreadableDocument with the code of what is wrong and what to do.
    """
    content = stream.read()
    module, function = _READERS[sniff(content)]
    reader: Reader = getattr(import_module(f"budgets.readers.{module}"), function)
    return reader(content, filename, progress)
