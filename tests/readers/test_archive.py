import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from budgets.readers.document import UnreadableDocument
from budgets.readers.office.archive import Limits, character, check_size, open_archive
from tests.documents import refused, why

PART = "word/document.xml"


def _zip(members: Mapping[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", method) as zipped:
        for name, content in members.items():
            zipped.writestr(name, content)
    return packed.getvalue()


def _refused(content: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableDocument) as refusal:
        open_archive(content, limits)
    sentence = why(refusal.value)
    assert sentence.endswith("。") and sentence.count("。") == 1
    return sentence


def test_parts_are_read_whatever_the_case_and_slashes_of_their_names() -> None:
    archive = open_archive(_zip({"Word\\Document.xml": b"<a/>", "x.bin": b"1"}))
    assert archive.has(PART) and archive.read(PART) == b"<a/>"
    assert not archive.has("word/other.xml")


def test_a_missing_part_is_a_damaged_file() -> None:
    with refused("损坏"):
        open_archive(_zip({"a.xml": b"<a/>"})).main_part()


def test_elements_come_without_namespaces_and_without_what_is_ignored() -> None:
    xml = b'<w:a xmlns:w="urn:1"><w:p w:val="1"><w:x><w:y/></w:x><w:t>words</w:t></w:p><w:p/></w:a>'
    archive = open_archive(_zip({PART: xml}))
    heard: list[tuple[int, int]] = []
    first, second = archive.elements(
        PART, frozenset("p"), frozenset("x"), lambda done, of: heard.append((done, of))
    )
    assert (first.tag, first.get("val"), first.findtext("t"), len(first)) == ("p", "1", "words", 1)
    assert len(second) == 0
    assert heard == [(len(xml), len(xml))]


@pytest.mark.parametrize(
    ("code", "sign"),
    [("25A1", "□"), ("000D", "\r"), ("0000", ""), ("D83D", ""), ("FFFFFFFF", ""), ("one", ""), ("", "")],
)
def test_a_character_by_its_code(code: str, sign: str) -> None:
    assert character(code) == sign


def test_a_relation_to_nothing_is_left_out() -> None:
    rels = (
        b'<Relationships><Relationship Id="1" Type="x/styles" Target="../NULL"/>'
        b'<Relationship Id="2" Type="x/header" Target="/word/h.xml"/>'
        b'<Relationship Id="3" Type="x/link" Target="http://a.example" TargetMode="External"/></Relationships>'
    )
    archive = open_archive(_zip({"word/_rels/document.xml.rels": rels, "word/h.xml": b"<h/>"}))
    assert [(r.id, r.kind, r.target) for r in archive.relations(PART)] == [("2", "header", "word/h.xml")]


def test_a_file_over_the_size_limit_is_refused() -> None:
    assert "上限" in _refused(_zip({"a": b"x"}), Limits(file_bytes=10))
    with refused(r"60\.0 MB，超过 50 MB"):
        check_size(b"x" * (60 * 1024 * 1024))


def test_a_zip_bomb_is_refused_by_its_declared_sizes() -> None:
    assert "解压后过大" in _refused(_zip({f"{n}.bin": bytes(30_000_000) for n in range(8)}))


def test_a_zip_bomb_of_one_large_member_is_refused_by_its_ratio() -> None:
    bomb = _zip({"word/media/1.bin": bytes(20_000_000)})
    assert len(bomb) < 30_000
    assert "解压后过大" in _refused(bomb)


def test_one_part_may_not_be_larger_than_its_limit() -> None:
    content = _zip({PART: b"<a>" + b"x" * 1_000 + b"</a>"}, ZIP_STORED)
    assert "解压后过大" in _refused(content, Limits(part_bytes=1_000))
    assert open_archive(content, Limits(part_bytes=2_000)).has(PART)


def test_too_many_members_are_refused_before_the_directory_is_read() -> None:
    content = _zip({f"{n}.xml": b"" for n in range(20)})
    assert "解压后过大" in _refused(content, Limits(members=19))
    open_archive(content, Limits(members=20))


def test_a_truncated_archive_is_refused() -> None:
    content = _zip({PART: bytes(range(256)) * 40})
    assert "不完整" in _refused(content[: len(content) // 2])
    assert "不完整" in _refused(content[:30])


def test_a_header_that_lies_about_the_size_is_refused() -> None:
    """The bomb of which only the directory says that it is small."""
    content = bytearray(_zip({PART: b"<a>" + bytes(100_000) + b"</a>"}))
    entry = content.index(b"PK\x01\x02")
    struct.pack_into("<I", content, entry + 24, 1_000)
    assert "损坏" in _refused(bytes(content))


def test_a_wrong_checksum_is_refused() -> None:
    content = bytearray(_zip({PART: b"<a>1234</a>"}, ZIP_STORED))
    at = content.index(b"1234")
    content[at : at + 4] = b"9999"
    assert "损坏" in _refused(bytes(content))
    checksum = struct.pack("<I", zlib.crc32(b"<a>9999</a>"))
    old = struct.pack("<I", zlib.crc32(b"<a>1234</a>"))
    assert open_archive(bytes(content).replace(old, checksum)).read(PART) == b"<a>9999</a>"


def test_the_same_name_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        packed = BytesIO()
        with ZipFile(packed, "w") as zipped:
            zipped.writestr(PART, "<a/>")
            zipped.writestr(PART, "<b/>")
    assert "损坏" in _refused(packed.getvalue())


def test_a_member_with_a_password_is_refused() -> None:
    content = bytearray(_zip({PART: b"<a/>"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    assert "密码" in _refused(bytes(content))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["word/document.xml", "customXml/item1.xml", "_rels/.rels"])
def test_a_document_type_declaration_in_any_part_is_refused(name: str, encoding: str) -> None:
    xml = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
    assert "外部实体" in _refused(_zip({PART: b"<a/>", name: xml.encode(encoding)}))


def test_a_declaration_across_two_pieces_of_a_part_is_found() -> None:
    start = b"<a>" + b" " * (64 * 1024 - 7)
    assert "外部实体" in _refused(_zip({PART: start + b"<!DOCTYPE a><a/>"}, ZIP_STORED))


def test_a_declaration_in_an_encoding_that_the_scan_does_not_know_is_refused_by_the_parser() -> None:
    xml = b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE a+AD4-<a/>'
    with pytest.raises(UnreadableDocument):
        open_archive(_zip({PART: xml})).tree(PART)


def test_a_picture_may_hold_any_bytes() -> None:
    open_archive(_zip({"word/media/1.svg": b"<!DOCTYPE svg><svg/>"}))


def test_broken_xml_is_a_damaged_file() -> None:
    archive = open_archive(_zip({PART: b"<a><b></a>"}))
    with refused("损坏"):
        archive.tree(PART)
