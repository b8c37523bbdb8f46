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
_AS_WHAT = "另存为 .docx、.xlsx 或 PDF 后再导入。"

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
    "EncryptedPackage": "文件设有打开密码，无法读取，请在 Word、Excel 或 WPS 中去掉密码后再导入。",
    "WordDocument": f"这是旧版 Word 或 WPS 文字格式（.doc、.wps），请用 Word 或 WPS 打开，{_AS_WHAT}",
    "Workbook": f"这是旧版 Excel 或 WPS 表格格式（.xls、.et），请用 Excel 或 WPS 打开，{_AS_WHAT}",
    "Book": f"这是旧版 Excel 格式（.xls），请用 Excel 或 WPS 打开，{_AS_WHAT}",
    "PowerPoint Document": "这是演示文稿（.ppt、.dps），不是预算文件，请改传 PDF、.docx 或 .xlsx。",
}


def sniff(content: bytes) -> str:
    """The format of the bytes: "pdf", "docx", "xlsx" or "text".

    Raises UnreadableDocument, with the cause and the remedy in one Chinese sentence, for everything else. A "text"
    may still prove to be in no known encoding.
    """
    if not content.strip():
        raise UnreadableDocument("文件是空的，请重新选择部门公开的预算文件。")
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
        raise UnreadableDocument(
            "这是 OFD 版式文件，暂时不能读取，请用阅读器导出为 PDF，或找到原稿另存为 .docx、.xlsx 后再导入。"
        )
    if "xl/workbook.bin" in lower:
        raise UnreadableDocument("这是 Excel 二进制格式（.xlsb），请用 Excel 打开，另存为 .xlsx 后再导入。")
    if "ppt/presentation.xml" in lower:
        raise UnreadableDocument("这是演示文稿（.pptx），不是预算文件，请改传 PDF、.docx 或 .xlsx。")
    if "mimetype" in lower and "content.xml" in lower:
        raise UnreadableDocument(
            f"这是 OpenDocument 格式（.odt、.ods），请用 LibreOffice 或 WPS 打开，{_AS_WHAT}"
        )
    raise UnreadableDocument("这是压缩包，请解压后导入其中的 PDF、.docx 或 .xlsx 文件。")


def _refuse_known(content: bytes) -> None:
    """Refuse a format that is known by its first bytes."""
    if content.startswith(_OLE):
        raise UnreadableDocument(_ole_sentence(content))
    for pattern, name in _PICTURES:
        if re.match(pattern, content, re.DOTALL):
            raise UnreadableDocument(
                f"这是一张图片（{name}），里面没有可以读取的文字，请改传文字版的 PDF、.docx 或 .xlsx。"
            )
    if any(re.match(pattern, content) for pattern in _PACKED):
        raise UnreadableDocument("这是压缩包，请解压后导入其中的 PDF、.docx 或 .xlsx 文件。")


def _ole_sentence(content: bytes) -> str:
    """What an old Office file is, by the first stream of its directory that is known."""
    found = {at: name for name in _OLE_STREAMS if (at := _ole_entry(content, name)) >= 0}
    if not found:
        return f"这是旧版 Office 或 WPS 格式（.doc、.xls、.wps、.et），请打开后{_AS_WHAT}"
    return _OLE_STREAMS[found[min(found)]]


def _ole_entry(content: bytes, name: str) -> int:
    """Where the directory entry of a stream begins, -1 when there is none."""
    wanted = name.encode("utf-16-le") + b"\x00\x00"
    at = content.find(wanted)
    while at % _OLE_ENTRY and at >= 0:
        at = content.find(wanted, at + 1)
    return at


_MARKED_TEXT = (
    (rb"\{\\rtf", f"这是 RTF 格式，请用 Word 或 WPS 打开，{_AS_WHAT}"),
    (
        rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta|body|table)\b",
        "这是网页，不是预算文件本身，请下载网页里的附件，或打印为 PDF 后再导入。",
    ),
    (rb"mime-version:", f"这是网页存档（.mht），请用 Word 或 WPS 打开，{_AS_WHAT}"),
    (rb"<\?xml\b", f"这是 XML 文件，请用 Word、Excel 或 WPS 打开，{_AS_WHAT}"),
)


def _refuse_marked_text(content: bytes) -> None:
    """Refuse text that is another document format; files called .doc or .xls are often RTF, HTML or XML inside."""
    start = content[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for pattern, sentence in _MARKED_TEXT:
        if re.match(pattern, start, re.DOTALL):
            raise UnreadableDocument(sentence)


def _refuse_binary(content: bytes) -> None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableDocument("这是 UTF-16 编码的文本，请用 UTF-8 编码另存后再导入。")
    start = content[:_LOOKED_AT]
    controls = len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", start))
    if b"\x00" in content or controls * 100 > len(start):
        raise UnreadableDocument("无法识别这个文件的格式，请改传 PDF、.docx、.xlsx 或文本文件。")
