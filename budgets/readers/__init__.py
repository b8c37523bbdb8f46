"""A file in, a neutral Document out. The content decides which reader is used, never the file's name."""

from collections.abc import Callable
from typing import BinaryIO

from budgets.readers.document import Document, UnreadableDocument
from budgets.readers.text import read_text


def read_document(
    stream: BinaryIO, filename: str, progress: Callable[[int, int], None] | None = None
) -> Document:
    """Read a published budget from an open binary file; `progress` is told pages done and pages in all.

    Raises UnreadableDocument with one Chinese sentence that says what is wrong and what to do.
    """
    content = stream.read()
    if not content.strip():
        raise UnreadableDocument(f"文件“{filename}”是空的，请重新选择部门公开的预算文件。")
    if b"\x00" in content:
        raise UnreadableDocument(
            f"文件“{filename}”不是文本文件；目前可以导入 .txt 和 .md，请另存为其中一种后再导入。"
        )
    return read_text(content, filename)
