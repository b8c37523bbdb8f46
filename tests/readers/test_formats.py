from collections.abc import Iterable
from io import BytesIO
from zipfile import ZipFile

import pytest

from budgets.readers.document import UnreadableDocument
from budgets.readers.formats import sniff
from tests.documents import refused, why

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _zip(names: Iterable[str]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as zipped:
        for name in names:
            zipped.writestr(name, "<a/>")
    return packed.getvalue()


def _ole(*streams: str) -> bytes:
    """An old Office file as far as its directory: a header, then an entry of 128 bytes for each stream."""
    entries = [name.encode("utf-16-le").ljust(128, b"\x00") for name in ("Root Entry", *streams)]
    return OLE.ljust(512, b"\x00") + b"".join(entries)


def _refused(content: bytes) -> str:
    with pytest.raises(UnreadableDocument) as refusal:
        sniff(content)
    sentence = why(refusal.value)
    assert sentence.endswith("。") and sentence.count("。") == 1
    assert "请" in sentence
    return sentence


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7\n\x00", "pdf"),
        (b"\r\n  %PDF-1.4", "pdf"),
        (_zip(["[Content_Types].xml", "word/document.xml"]), "docx"),
        (_zip(["[Content_Types].xml", "word/document2.xml"]), "docx"),
        (_zip(["[Content_Types].xml", "xl/workbook.xml"]), "xlsx"),
        ("上海市2025年市级部门预算\n".encode(), "text"),
        ("\ufeff上海市\n".encode(), "text"),
        ("上海市2025年市级部门预算\n".encode("gb18030"), "text"),
        ("# 标题\n| a | b |\n\x0c".encode(), "text"),
        (b"PKs are keys", "text"),
    ],
)
def test_the_bytes_say_which_format_it_is(content: bytes, name: str) -> None:
    assert sniff(content) == name


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "是空的"),
        (b" \r\n\t", "是空的"),
        (_ole("WordDocument"), r"\.doc、\.wps"),
        (_ole("1Table", "WordDocument"), r"\.doc、\.wps"),
        (_ole("Workbook"), r"\.xls、\.et"),
        (_ole("Book"), r"\.xls"),
        (_ole("PowerPoint Document"), "演示文稿"),
        (_ole("Contents"), "旧版 Office"),
        (_ole("EncryptionInfo", "EncryptedPackage"), "密码"),
        (_zip(["OFD.xml", "Doc_0/Document.xml"]), "OFD"),
        (_zip(["xl/workbook.bin"]), "xlsb"),
        (_zip(["ppt/presentation.xml"]), "演示文稿"),
        (_zip(["mimetype", "content.xml"]), "OpenDocument"),
        (_zip(["预算.docx", "预算.xlsx"]), "压缩包"),
        (b"Rar!\x1a\x07\x00\x00", "压缩包"),
        (b"7z\xbc\xaf\x27\x1c\x00", "压缩包"),
        (b"\x1f\x8b\x08\x00", "压缩包"),
        (b"PK\x03\x04 and no more", "不完整"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "图片（PNG）"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "图片（JPEG）"),
        (b"GIF89a\x01\x00", "图片（GIF）"),
        (b"BM\x36\x00\x0c\x00\x00\x00\x00\x00", "图片（BMP）"),
        (b"II*\x00\x08\x00", "图片（TIFF）"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "图片（WebP）"),
        (rb"{\rtf1\ansi ", "RTF"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "网页"),
        (b"<!-- saved -->\n<html xmlns:x='excel'>", "网页"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">', "网页"),
        (b"<table border=1><tr><td>1", "网页"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "网页存档"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>', "XML"),
        ("上海市".encode("utf-16"), "UTF-16"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "无法识别"),
        (bytes(range(1, 256)), "无法识别"),
    ],
)
def test_what_is_not_read_is_named_with_what_to_do(content: bytes, words: str) -> None:
    with refused(words):
        sniff(content)
    _refused(content)


def test_a_worksheet_inside_an_old_word_file_does_not_make_it_an_excel_file() -> None:
    assert ".doc" in _refused(_ole("WordDocument", "Workbook"))
    assert ".xls" in _refused(_ole("Workbook", "WordDocument"))


def test_the_name_of_a_stream_in_running_text_is_no_stream() -> None:
    text = "Workbook".encode("utf-16-le") + b"\x00\x00"
    assert ".doc" in _refused(
        OLE.ljust(512, b"\x00") + b"\x00" * 6 + text.ljust(122, b"\x00") + _ole("WordDocument")[512:]
    )


def test_the_scan_of_a_large_file_is_quick() -> None:
    assert sniff("预算\n".encode() * 4_000_000) == "text"
