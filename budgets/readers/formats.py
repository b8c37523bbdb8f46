"""The format of a file by its bytes; its name is ignored.

Formats that are published but not read here are recognised too, so that the refusal can say what to do.
"""

import re

from budgets.readers.document import UnreadableDocument
from budgets.readers.office.archive import member_names

_PDF_WITHIN = 1024  # PDF readers accept its mark anywhere in the first kilobyte
_LOOKED_AT = 64 * 1024
_DOCX = re.compile(r"word/document\d*\.xml", re.IGNORECASE)
_XLSX = re.compile(r"xl/workbook\d*\.xml", re.IGNORECASE)

_PICTURES = (
    (rb"\x89PNG\r\n\x1a\n", "PNG"),
    (rb"\xff\xd8\xff", "JPEG"),
    (rb"GIF8[79]a", "GIF"),
    (rb"BM.{4}\x00\x00\x00\x00", "BMP"),
    (rb"II\*\x00|MM\x00\*", "TIFF"),
    (rb"RIFF.{4}WEBP", "WebP"),
    (rb".{4}ftyp(?:heic|heix|mif1|avif)", "HEIC"),
    (rb"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
)
_PACKED = (rb"Rar!\x1a\x07", rb"7z\xbc\xaf\x27\x1c", rb"\x1f\x8b\x08", rb"BZh[1-9]", rb"\xfd7zXZ\x00")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ENTRY = 128  # each entry of its directory begins at a multiple of this
_OLE_STREAMS = {
    "EncryptedPackage": "file.password",
    "WordDocument": "file.old-word",
    "Workbook": "file.old-sheet",
    "Book": "file.old-excel",
    "PowerPoint Document": "file.old-presentation",
}


def sniff(content: bytes) -> str:
    """The format of the bytes: "pdf", "docx", "xlsx" or "text".

    Raises UnreadableDocument, with the code of the cause and the remedy, for everything else. A "text"
    may still prove to be in no known encoding.
    """
    if not content.strip():
        raise UnreadableDocument("file.empty")
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return "pdf"
    if content.startswith(_ZIP):
        return _zip_format(content)
    _refuse_known(content)
    _refuse_marked_text(content)
    _refuse_binary(content)
    return "text"


def _zip_format(content: bytes) -> str:
    names = member_names(content)
    if any(_DOCX.fullmatch(name) for name in names):
        return "docx"
    if any(_XLSX.fullmatch(name) for name in names):
        return "xlsx"
    lower = {name.lower() for name in names}
    if "ofd.xml" in lower:
        raise UnreadableDocument("file.ofd")
    if "xl/workbook.bin" in lower:
        raise UnreadableDocument("file.excel-binary")
    if "ppt/presentation.xml" in lower:
        raise UnreadableDocument("file.presentation")
    if "mimetype" in lower and "content.xml" in lower:
        raise UnreadableDocument("file.open-document")
    raise UnreadableDocument("file.packed")


def _refuse_known(content: bytes) -> None:
    """Refuse a format that is known by its first bytes."""
    if content.startswith(_OLE):
        raise UnreadableDocument(_ole_code(content))
    for pattern, name in _PICTURES:
        if re.match(pattern, content, re.DOTALL):
            raise UnreadableDocument("file.picture", kind=name)
    if any(re.match(pattern, content) for pattern in _PACKED):
        raise UnreadableDocument("file.packed")


def _ole_code(content: bytes) -> str:
    """What an old Office file is, by the first stream of its directory that is known."""
    found = {at: name for name in _OLE_STREAMS if (at := _ole_entry(content, name)) >= 0}
    if not found:
        return "file.old-office"
    return _OLE_STREAMS[found[min(found)]]


def _ole_entry(content: bytes, name: str) -> int:
    """Where the directory entry of a stream begins, -1 when there is none."""
    wanted = name.encode("utf-16-le") + b"\x00\x00"
    at = content.find(wanted)
    while at % _OLE_ENTRY and at >= 0:
        at = content.find(wanted, at + 1)
    return at


_MARKED_TEXT = (
    (rb"\{\\rtf", "file.rtf"),
    (
        rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta|body|table)\b",
        "file.web-page",
    ),
    (rb"mime-version:", "file.web-archive"),
    (rb"<\?xml\b", "file.xml"),
)


def _refuse_marked_text(content: bytes) -> None:
    """Refuse text that is another document format; files called .doc or .xls are often RTF, HTML or XML inside."""
    start = content[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for pattern, code in _MARKED_TEXT:
        if re.match(pattern, start, re.DOTALL):
            raise UnreadableDocument(code)


def _refuse_binary(content: bytes) -> None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableDocument("file.utf-16")
    start = content[:_LOOKED_AT]
    controls = len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", start))
    if b"\x00" in content or controls * 100 > len(start):
        raise UnreadableDocument("file.unknown")
