"""Files that are no budget, end to end: one clear Chinese sentence, the right exit code, nothing stored, within limits.

Every file is made here. What each reader refuses in detail is tested beside it (tests/readers).
"""

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from budgets.models import Body, EditionVersion, SourceDocument
from tests.conftest import SAMPLE

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
)


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects; the first is the catalogue."""
    out = BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(places) + 1, trailer))
    out.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return out.getvalue()


PAGES = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>")


def scan() -> bytes:
    """A page that is one grey picture and holds no character."""
    pixels = zlib.compress(b"\x80" * 10_000)
    drawing = b"q 500 0 0 700 0 0 cm /Im0 Do Q"
    return pdf(
        *PAGES,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /XObject << /Im0 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(drawing) + drawing + b"\nendstream",
        b"<< /Type /XObject /Subtype /Image /Width 100 /Height 100 /ColorSpace /DeviceGray /BitsPerComponent 8"
        b" /Filter /FlateDecode /Length %d >>\nstream\n" % len(pixels) + pixels + b"\nendstream",
    )


def encrypted_pdf() -> bytes:
    """A PDF whose password nobody knows: the key material is arbitrary."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    key = b"<" + b"5a" * 32 + b">"
    encrypt = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O " + key + b" /U " + key + b" >>"
    return pdf(*PAGES, page, encrypt, trailer=b"/Encrypt 4 0 R /ID [<00><00>]")


def archive(**parts: str | bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", CONTENT_TYPES)
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def old_office(stream: str) -> bytes:
    """The head of a file of Office 97: what its directory names is all that is looked at."""
    entry = stream.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(stream) + 2)
    return OLE + b"\0" * 504 + entry.ljust(512, b"\0")


def external_entity() -> bytes:
    body = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>"
    )
    return archive(**{"word/document.xml": body})


BAD: list[tuple[str, Callable[[], bytes], str]] = [
    ("scan.pdf", scan, "扫描"),
    ("encrypted.pdf", encrypted_pdf, "密码|加密"),
    ("truncated.pdf", lambda: scan()[:200], "损坏|不完整"),
    ("picture.pdf", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "图片"),
    ("old.doc", lambda: old_office("WordDocument"), "另存为"),
    ("old.xls", lambda: old_office("Workbook"), "另存为"),
    ("old.wps", lambda: old_office("WordDocument"), "另存为"),
    ("old.et", lambda: old_office("Workbook"), "另存为"),
    ("locked.docx", lambda: old_office("EncryptedPackage"), "密码"),
    ("layout.ofd", lambda: archive(**{"OFD.xml": "<OFD/>"}), "OFD|ofd"),
    ("bomb.docx", lambda: archive(**{"word/document.xml": b"\0" * 300_000_000}), "解压"),
    ("entity.docx", external_entity, "外部实体"),
    ("empty.pdf", lambda: b"", "空的"),
    ("large.txt", lambda: "某局的预算\n".encode() * 4_000_000, "超过 50 MB"),
    ("cover.txt", lambda: "某市2026年市级部门预算\n\n预算主管部门：某局\n".encode(), "没有找到任何一张"),
    ("poem.txt", lambda: "床前明月光\n\n疑是地上霜\n".encode(), "看不出是哪个单位"),
    ("accounts.txt", lambda: "某局2024年度部门决算\n\n编制部门：某局\n".encode(), "决算"),
    ("noise.txt", lambda: b"\xff\xfe\xfd\xfc" * 50, "编码"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "make", "words"), BAD, ids=[name for name, _, _ in BAD])
def test_a_bad_file_gets_one_sentence_and_stores_nothing(
    tmp_path: Path, name: str, make: Callable[[], bytes], words: str
) -> None:
    file = tmp_path / name
    file.write_bytes(make())
    with pytest.raises(CommandError, match=words) as refusal:
        call_command("import_budget", str(file), "--publish")
    sentence = str(refusal.value)
    assert refusal.value.returncode == 1
    assert sentence.count("。") == 1 and sentence.endswith("。"), sentence
    assert "\n" not in sentence and "Traceback" not in sentence and "Error" not in sentence
    assert not any(model.objects.exists() for model in (Body, EditionVersion, SourceDocument))


@pytest.mark.django_db
@pytest.mark.parametrize("cut", [0.35, 0.6, 0.8])
def test_a_document_cut_off_in_the_middle_is_read_and_said_to_be_incomplete(
    tmp_path: Path, cut: float
) -> None:
    """A table cut in half or missing is no refusal: a finding names the table."""
    lines = SAMPLE.read_text().splitlines()[:450]  # cover, prose and the nine tables
    half = tmp_path / "half.txt"
    half.write_text("\n".join(lines[: int(len(lines) * cut)]))
    call_command("import_budget", str(half), "--slug", "half")
    version = EditionVersion.objects.get()
    unknown = set(version.checkresults.filter(verdict="unknown").values_list("code", flat=True))
    missing = {n for n in range(1, 10) if f"form.table.t{n}" in unknown}
    assert missing == set(range(max(version.printedtablerecords.values_list("number", flat=True)) + 1, 10))
    last = max(version.printedtablerecords.values_list("number", flat=True))
    named = f"表{last}"
    assert any(
        named in check.title for check in version.checkresults.filter(verdict__in=("differs", "unknown"))
    ) or any(named in issue.message for issue in version.importissues.all())
