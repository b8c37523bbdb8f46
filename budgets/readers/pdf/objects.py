"""Careful access to the objects of a PDF beside its pages: any of them may be broken, or refer to itself."""

import unicodedata
import zlib
from collections.abc import Iterator
from typing import Any

from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.utils import decode_text

# A tree of names or fields with more nodes is no tree.
MOST_NODES = 20_000
# The most that an attached file, a script or another stream may hold unpacked (bytes).
MOST_BYTES = 8_000_000


def dictionary(value: Any) -> dict[str, Any]:
    """The dictionary that is meant, of a stream its own; empty where there is none."""
    found = resolved(value)
    if isinstance(found, PDFStream):
        return found.attrs
    return found if isinstance(found, dict) else {}


def items(value: Any) -> list[Any]:
    """The entries of an array; none where there is no array."""
    found = resolved(value)
    return found if isinstance(found, list) else []


def resolved(value: Any) -> Any:
    """The object that a reference means; None where the file does not have it."""
    try:
        return resolve1(value)
    except Exception:  # a broken object may raise anything in the library
        return None


def name(value: Any) -> str:
    """The name (/Name) that is meant; an empty text for anything else."""
    found = getattr(resolved(value), "name", "")
    return found.decode("latin-1") if isinstance(found, bytes) else str(found)


def words(value: Any) -> str:
    """A text string, also one that is kept in a stream; an empty text for anything else."""
    found = resolved(value)
    if isinstance(found, PDFStream):
        found = unpacked(found) or b""
    return tidy(text_of(found)) if isinstance(found, bytes) else ""


def text_of(words: bytes) -> str:
    """A text string of a PDF: UTF-16 or UTF-8 with its mark, else the encoding of PDF itself."""
    if words.startswith(b"\xff\xfe"):
        return words[2:].decode("utf-16-le", "ignore")
    if words.startswith(b"\xef\xbb\xbf"):
        return words[3:].decode("utf-8", "ignore")
    return decode_text(words)


def tidy(text: str) -> str:
    """The text without control characters, its lines divided by line breaks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in text if char in "\n\t" or char.isprintable()).strip()


def squeezed(text: str) -> str:
    """The text without blanks, its characters in their plain form: what two texts are compared by."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def identity(value: Any) -> int:
    """What tells an object from others: the number of its reference, else of the object in memory."""
    return value.objid if isinstance(value, PDFObjRef) else -id(value)


def unpacked(stream: PDFStream) -> bytes | None:
    """What a stream holds; None where that cannot be read, or is more than anybody attaches."""
    try:
        raw = stream.rawdata
        if raw is None:
            data = stream.get_data()
        elif _is_plainly_packed(stream):
            data = _inflated(stream, raw)
        else:
            data = stream.get_data() if len(raw) <= MOST_BYTES // 4 else b""
            return None if not data and raw else data
        return data if len(data) <= MOST_BYTES else None
    except Exception:  # a broken stream may raise anything in the library
        return None


def _is_plainly_packed(stream: PDFStream) -> bool:
    filters = stream.get_filters()
    return (
        len(filters) == 1 and name(filters[0][0]) in ("FlateDecode", "Fl") and not dictionary(filters[0][1])
    )


def _inflated(stream: PDFStream, raw: bytes) -> bytes:
    """Unpacks no more than is allowed: a few bytes may stand for gigabytes."""
    if stream.decipher and stream.objid is not None and stream.genno is not None:
        raw = stream.decipher(stream.objid, stream.genno, raw, stream.attrs)
    return zlib.decompressobj().decompress(raw, MOST_BYTES + 1)


def tree(root: Any) -> Iterator[tuple[str, Any]]:
    """Every name and value of a name tree, each node once however the nodes refer to one another."""
    waiting: list[Any] = [root]
    seen: set[int] = set()
    while waiting and len(seen) < MOST_NODES:
        node = waiting.pop()
        if identity(node) in seen:
            continue
        seen.add(identity(node))
        entries = dictionary(node)
        pairs = items(entries.get("Names"))
        for key, value in zip(pairs[::2], pairs[1::2], strict=False):
            yield words(key), value
        waiting += reversed(items(entries.get("Kids")))
