"""The PDF reader, on small PDF files that are written here: text, rulings and nothing else."""

import hashlib
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise

import pytest

from budgets.readers.document import Document, Grid, Paragraph, row_text
from budgets.readers.pdf.reader import read_pdf
from tests.documents import DOCUMENTS, SAMPLES, SOURCE, characters_of, document_of, refused, without_sisters

# ---- a PDF writer of one screen: Chinese text in a font that every reader knows, lines and rectangles ----


@dataclass
class Page:
    """A page to be written; coordinates are points from the top left corner, text stands on its baseline."""

    width: float = 595
    height: float = 842
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    drawing: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, size: float = 12, angle: int = 0) -> "Page":
        matrix = {0: "1 0 0 1", 90: "0 1 -1 0", 45: ".7 .7 -.7 .7"}[angle]
        code = words.encode("utf-16-be").hex()
        self.drawing.append(f"BT /F {size} Tf {matrix} {x} {self.height - y} Tm <{code}> Tj ET")
        return self

    def lines(self, x: float, y: float, texts: Sequence[str], size: float = 12, pitch: float = 20) -> "Page":
        for number, words in enumerate(texts):
            indent = len(words) - len(words.lstrip("　"))
            self.text(x + indent * size, y + number * pitch, words.lstrip("　"), size)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> "Page":
        self.drawing.append(f"{x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def bar(self, x: float, y: float, width: float, height: float) -> "Page":
        self.drawing.append(f"{x} {self.height - y - height} {width} {height} re f")
        return self

    def table(self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]]) -> "Page":
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        return self.cells(xs, ys, rows)

    def cells(self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]]) -> "Page":
        for y, row in zip(ys, rows, strict=False):
            for x, words in zip(xs, row, strict=False):
                for number, line in enumerate(words.split("\n") if words else ()):
                    self.text(x + 3, y + 13 + 12 * number, line, 10)
        return self


def pdf(*pages: Page, encrypt: str | None = None) -> bytes:
    """The bytes of a PDF file; `encrypt` is the password that opens it ("" opens it without asking)."""
    identity = b"0123456789abcdef"
    key, lock = _lock(encrypt, identity) if encrypt is not None else (None, b"")

    def hidden(number: int, data: bytes) -> bytes:
        if key is None:
            return data
        return _rc4(hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], data)

    first = 6
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    collection = b"/Registry <%b> /Ordering <%b> /Supplement 4" % (
        hidden(4, b"Adobe").hex().encode(),
        hidden(4, b"GB1").hex().encode(),
    )
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        3: b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [4 0 R] >>",
        4: b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500 814 939 500]"
        b" /CIDSystemInfo << %b >> /FontDescriptor 5 0 R >>" % collection,
        5: b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -120 1000 880]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 90 >>",
    }
    for n, page in enumerate(pages):
        number = first + 2 * n
        crop = f" /CropBox [{' '.join(map(str, page.crop))}]" if page.crop else ""
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Rotate {page.rotate}{crop}"
            f" /Resources << /Font << /F 3 0 R >> >> /Contents {number + 1} 0 R >>"
        ).encode()
        data = hidden(number + 1, zlib.compress("\n".join(page.drawing).encode()))
        objects[number + 1] = b"<< /Filter /FlateDecode /Length %d >> stream\n%b\nendstream" % (
            len(data),
            data,
        )
    return _file(objects, lock, identity)


def _file(objects: dict[int, bytes], lock: bytes, identity: bytes) -> bytes:
    out, offsets = BytesIO(), {}
    out.write(b"%PDF-1.4\n")
    for number, content in objects.items():
        offsets[number] = out.tell()
        out.write(b"%d 0 obj %b endobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for number in sorted(objects):
        out.write(b"%010d 00000 n \n" % offsets[number])
    names = b"/ID [<%b> <%b>] " % (identity.hex().encode(), identity.hex().encode())
    out.write(b"trailer << /Size %d /Root 1 0 R %b%b>>\n" % (len(objects) + 1, names, lock))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def _lock(password: str, identity: bytes) -> tuple[bytes, bytes]:
    """Key and /Encrypt entry of the oldest standard (40 bit): enough to be encrypted."""
    user, owner = (password.encode() + _PADDING)[:32], (b"owner" + _PADDING)[:32]
    o = _rc4(hashlib.md5(owner).digest()[:5], user)
    key = hashlib.md5(user + o + (-4 & 0xFFFFFFFF).to_bytes(4, "little") + identity).digest()[:5]
    u = _rc4(key, _PADDING)
    entry = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%b> /U <%b> >> "
    return key, entry % (o.hex().encode(), u.hex().encode())


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def read(*pages: Page) -> Document:
    return read_pdf(pdf(*pages), "预算.pdf")


def paragraphs(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph) and b.marker != "page furniture"]


def furniture(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph) and b.marker == "page furniture"]


def grids(document: Document) -> list[list[list[str | None]]]:
    return [
        [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


# 34 characters of 12 points fill a line of 408 points, from 90 to 498.
FULL = "本部门预算由局本级和所属预算单位组成综合收支计划并按照规定编制执行情况公开说明本"[:34]


# ---- paragraphs -----------------------------------------------------------------------------------------


def test_wrapped_lines_are_one_paragraph_and_an_indent_begins_the_next() -> None:
    page = Page().lines(90, 100, ["　　" + FULL[:32], FULL, "到此为止。", "　　第二段。"])
    assert paragraphs(read(page)) == [FULL[:32] + FULL + "到此为止。", "第二段。"]


def test_a_place_is_page_and_box_from_the_top_left() -> None:
    page = Page().lines(90, 100, ["　　" + FULL[:32], FULL, "到此为止。"])
    (block,) = read(page).blocks
    assert isinstance(block, Paragraph) and block.place.page == 1 and block.place.box is not None
    left, top, right, bottom = block.place.box
    assert (left, right) == (90, 90 + 34 * 12) and 85 < top < 100 and 140 < bottom < 145


def test_a_paragraph_goes_on_over_the_page_break_in_spite_of_a_page_number() -> None:
    first = Page().lines(90, 600, ["　　" + FULL[:32], FULL, FULL]).text(290, 810, "— 1 —", 9)
    second = Page().lines(90, 100, [FULL, "到此为止。", "　　第二段。"]).text(290, 810, "— 2 —", 9)
    document = read(first, second)
    assert paragraphs(document) == [FULL[:32] + FULL * 3 + "到此为止。", "第二段。"]
    assert furniture(document) == ["— 1 —", "— 2 —"]
    assert document.blocks[0].place.page == 1  # type: ignore[union-attr]


def test_running_headers_are_furniture_and_repeated_titles_are_not() -> None:
    pages = [
        Page().text(90, 45, "某某局部门预算", 9).text(200, 100, title, 16).lines(90, 140, ["　　" + words])
        for title, words in (("收入预算总表", "一。"), ("收入预算总表", "二。"), ("支出预算总表", "三。"))
    ]
    document = read(*pages)
    assert furniture(document) == ["某某局部门预算"] * 3
    assert paragraphs(document) == ["收入预算总表", "一。", "收入预算总表", "二。", "支出预算总表", "三。"]


@pytest.mark.parametrize("number", ["1", "第 1 页", "第1页 共1页", "- 1 -", "1/1"])
def test_page_numbers_are_furniture(number: str) -> None:
    assert furniture(read(Page().lines(90, 100, ["　　正文。"]).text(290, 800, number, 9))) == [number]


def test_a_heading_never_joins_the_full_line_before_it() -> None:
    """As in a published document: no full stop, a full line, and the next heading at an odd indent."""
    page = Page().lines(
        90, 100, ["　　　" + FULL[:31], FULL, "　三、政府采购预算情况", "　　　" + FULL[:31], "九。"]
    )
    assert paragraphs(read(page)) == [FULL[:31] + FULL, "三、政府采购预算情况", FULL[:31] + "九。"]


def test_an_unnumbered_heading_after_a_full_last_line_stays_alone() -> None:
    page = Page().lines(90, 100, ["　　" + FULL[:32], FULL[:33] + "。", "部门机构设置", "　　正文。"])
    assert paragraphs(read(page)) == [FULL[:32] + FULL[:33] + "。", "部门机构设置", "正文。"]


def test_a_number_that_a_line_begins_with_by_chance_begins_no_paragraph() -> None:
    page = Page().lines(
        90,
        100,
        ["　　" + FULL[:31] + "：", "（1）展品展项的保养；（2）" + FULL[:21], "日常维修。", "　　第二段。"],
    )
    assert paragraphs(read(page))[1] == "第二段。"


def test_a_title_that_fills_its_line_goes_on_and_a_shorter_one_does_not() -> None:
    page = Page().lines(90, 300, ["　　" + FULL[:32], FULL, FULL, "完。"])
    page.text(103, 100, "上海市某某区规划和自然", 35).text(245, 150, "资源局", 35)
    assert paragraphs(read(page))[0] == "上海市某某区规划和自然资源局"
    page = Page().lines(90, 300, ["　　" + FULL[:32], FULL, FULL, "完。"])
    page.text(198, 100, "收入预算总表", 33).text(200, 150, "编制部门：局", 33)
    assert paragraphs(read(page))[:2] == ["收入预算总表", "编制部门：局"]


def test_a_wide_gap_is_one_space_in_one_paragraph_that_nothing_joins() -> None:
    page = Page().text(90, 100, "编制部门：某某局").text(450, 100, "单位：元").lines(90, 120, ["下一行"])
    assert paragraphs(read(page)) == ["编制部门：某某局 单位：元", "下一行"]


def test_digits_and_chinese_with_a_small_gap_between_have_no_space() -> None:
    page = Page().text(90, 100, "预算").text(117, 100, "2025").text(144, 100, "年")
    assert paragraphs(read(page)) == ["预算2025年"]


def test_latin_words_keep_a_space_where_the_line_wraps() -> None:
    page = Page().lines(
        90, 100, ["　　" + FULL[:29] + "budget", "report of the year。", "　　" + FULL[:32], FULL, FULL]
    )
    assert "budget report of the year" in paragraphs(read(page))[0]


@pytest.mark.parametrize(("printed", "marker"), [("● 一季度", "●"), ("- 一季度", "-"), ("◆一季度", "◆")])
def test_a_bullet_is_the_marker(printed: str, marker: str) -> None:
    (block,) = read(Page().text(90, 100, printed)).blocks
    assert isinstance(block, Paragraph) and (block.marker, block.text) == (marker, "一季度")


def test_a_character_printed_twice_to_look_bold_counts_once() -> None:
    page = Page().text(90, 100, "加粗合计11").text(90.4, 100, "加粗合计11")
    assert paragraphs(read(page)) == ["加粗合计11"]


def test_radicals_become_the_characters_that_they_look_like() -> None:
    from budgets.readers.pdf.page import printed_form

    assert [printed_form(c) for c in "⽉⻔⻋金（"] == ["月", "门", "车", "金", "（"]


# ---- tables ---------------------------------------------------------------------------------------------

XS, YS = (90, 150, 300, 450), (200, 220, 240, 260)
ROWS = [["项目", "", "预算数"], ["205", "教育支出", ""], ["合计", "", "1,000"]]


def test_a_ruled_table_with_its_places() -> None:
    document = read(Page().text(90, 180, "表前").table(XS, YS, ROWS).text(90, 290, "表后"))
    assert [type(block) for block in document.blocks] == [Paragraph, Grid, Paragraph]
    grid = document.blocks[1]
    assert isinstance(grid, Grid) and grids(document) == [ROWS]
    place = grid.rows[1][1].place
    assert (place.page, place.table, place.row, place.column) == (1, 1, 2, 2)
    assert place.box == (150, 220, 300, 240)


def test_a_merged_neighbour_is_none_and_a_blank_cell_is_empty_text() -> None:
    page = Page()
    for y in YS:
        page.rule(90, y, 450, y)
    page.rule(90, 200, 90, 260).rule(450, 200, 450, 260).rule(150, 220, 150, 260).rule(300, 200, 300, 240)
    page.cells(XS, YS, [["项目", "", "预算数"], ["205", "", ""], ["合计", "1", ""]])
    assert grids(read(page)) == [[["项目", None, "预算数"], ["205", "", ""], ["合计", "1", None]]]


def test_wrapped_digits_keep_the_line_break() -> None:
    page = Page().table((90, 150, 200), (200, 240, 260), [["205", "1,234,\n567"], ["", "2"]])
    assert grids(read(page)) == [[["205", "1,234,\n567"], ["", "2"]]]


def _thin_bars(page: Page) -> Page:
    for y in YS:
        page.bar(90, y - 0.25, 360, 0.5)
    for x in XS:
        page.bar(x - 0.25, 200, 0.5, 60)
    return page


def _pieces(page: Page) -> Page:
    for y in YS:
        for a, b in pairwise(XS):
            page.rule(a + 0.8, y, b - 0.8, y)
    for x in XS:
        for a, b in pairwise(YS):
            page.rule(x, a + 0.8, x, b - 0.8)
    return page


def _twice(page: Page) -> Page:
    for shift in (-0.75, 0.75):
        for y in YS:
            page.rule(90, y + shift, 450, y + shift)
        for x in XS:
            page.rule(x + shift, 200, x + shift, 260)
    return page


def _open_sides(page: Page) -> Page:
    for y in YS:
        page.rule(90, y, 450, y)
    for x in XS[1:-1]:
        page.rule(x, 200, x, 260)
    return page


def _cut_by_the_page_break(page: Page) -> Page:
    for y in YS[:-1]:
        page.rule(90, y, 450, y)
    for x in XS:
        page.rule(x, 200, x, 260)
    return page


@pytest.mark.parametrize("draw", [_thin_bars, _pieces, _twice, _open_sides, _cut_by_the_page_break])
def test_however_a_table_is_drawn_it_has_the_same_cells(draw: Callable[[Page], Page]) -> None:
    assert grids(read(draw(Page()).cells(XS, YS, ROWS))) == [ROWS]


def test_the_middle_of_a_row_over_several_pages_is_a_row() -> None:
    page = Page()
    for x in XS:
        page.rule(x, 60, x, 780)
    assert grids(read(page.cells(XS, (100,), [["甲", "乙", "丙"]]))) == [[["甲", "乙", "丙"]]]


def test_a_frame_an_underline_and_a_rule_are_no_table() -> None:
    page = (
        Page()
        .lines(90, 100, ["　　" + FULL[:32], FULL, "完。"])
        .rule(90, 142, 200, 142)
        .rule(60, 60, 535, 60)
    )
    page.rule(40, 40, 555, 40).rule(40, 800, 555, 800).rule(40, 40, 40, 800).rule(555, 40, 555, 800)
    document = read(page)
    assert grids(document) == [] and paragraphs(document) == [FULL[:32] + FULL + "完。"]


def test_text_too_long_for_its_cell_stays_one_text() -> None:
    page = Page().table(XS, YS, [["", "", ""], ["205", "机关事业单位基本养老保险缴费支出", ""], ["", "", ""]])
    assert grids(read(page))[0][1] == ["205", "机关事业单位基本养老保险缴费支出", ""]


def test_a_heading_too_high_for_its_row_stays_in_its_row() -> None:
    xs, ys = (90, 200, 300), (200, 212, 224, 236, 248)
    page = Page().table(xs, ys, [])
    for y, words in ((209, "项目"), (221, "名称"), (233, "教育支出"), (245, "合计")):
        page.text(93, y, words, 8)
    page.text(203, 215, "政府性基金", 8).text(203, 227, "预算", 8).text(260, 233, "1,000", 8)
    assert grids(read(page)) == [
        [["项目", ""], ["名称", "政府性基金\n预算"], ["教育支出", "1,000"], ["合计", ""]]
    ]


def test_numbers_that_stand_close_to_the_next_cell_stay_apart() -> None:
    page = Page().table((90, 150, 250), (200, 220, 240), [["", "年度资金"], ["", ""]])
    page.text(110.5, 213, "7595500", 10)
    assert grids(read(page))[0][0] == ["7595500", "年度资金"]


def test_tables_are_numbered_through_the_file() -> None:
    document = read(Page().table(XS, YS, ROWS).table(XS, (400, 420, 440), ROWS), Page().table(XS, YS, ROWS))
    tables = [b.rows[0][0].place for b in document.blocks if isinstance(b, Grid)]
    assert [(place.page, place.table) for place in tables] == [(1, 1), (1, 2), (2, 3)]


# ---- turned pages ---------------------------------------------------------------------------------------


def test_a_page_with_rotate_is_read_as_displayed() -> None:
    """Drawn sideways on portrait paper, displayed as landscape by /Rotate 90."""
    page = Page(595, 842, rotate=90)
    page.text(100, 760, "一、部门主要职能", angle=90).text(120, 760, "二、部门机构设置", angle=90)
    document = read(page)
    assert paragraphs(document) == ["一、部门主要职能", "二、部门机构设置"]
    box = document.blocks[0].place.box  # type: ignore[union-attr]
    assert box is not None and box[0] == 842 - 760 and 85 < box[1] < 100


def test_a_table_lying_on_its_side_is_turned_and_placed_as_displayed() -> None:
    page = Page()
    for x in (100, 130, 160):
        page.rule(x, 300, x, 700)
    for y in (300, 500, 700):
        page.rule(100, y, 160, y)
    for x, y, words in ((118, 690, "项目"), (118, 490, "预算数"), (148, 690, "合计"), (148, 490, "1,000")):
        page.text(x, y, words, angle=90)
    document = read(page)
    assert grids(document) == [[["项目", "预算数"], ["合计", "1,000"]]]
    grid = document.blocks[0]
    assert isinstance(grid, Grid) and grid.rows[0][1].place.box == (100, 300, 130, 500)


def test_a_place_counts_from_the_crop_box() -> None:
    box = read(Page(crop=(50, 42, 545, 742)).text(90, 200, "正文")).blocks[0].place.box  # type: ignore[union-attr]
    assert box is not None and box[0] == 40 and 85 < box[1] < 100


def test_a_watermark_askew_breaks_no_paragraph_and_is_furniture() -> None:
    page = Page().lines(90, 100, ["　　" + FULL[:32], FULL, "完。"]).text(200, 130, "草案", 40, angle=45)
    document = read(page)
    assert paragraphs(document) == [FULL[:32] + FULL + "完。"] and furniture(document) == ["草案"]


# ---- progress and refusals ------------------------------------------------------------------------------


def test_progress_by_page_and_the_digest() -> None:
    content, seen = pdf(Page().text(90, 100, "一"), Page().text(90, 100, "二")), []
    document = read_pdf(content, "x.pdf", lambda page, pages: seen.append((page, pages)))
    assert seen == [(1, 2), (2, 2)]
    assert (document.format, document.sha256) == ("pdf", hashlib.sha256(content).hexdigest())


def test_a_password_for_the_owner_only_is_no_hindrance() -> None:
    assert paragraphs(read_pdf(pdf(Page().text(90, 100, "可以阅读"), encrypt=""), "x.pdf")) == ["可以阅读"]


def _cut(content: bytes) -> bytes:
    return content[: len(content) * 2 // 3]


def _without_page(content: bytes) -> bytes:
    return content.replace(b"/Count 1 ", b"/Count 3 ")


def _broken_stream(content: bytes) -> bytes:
    start = content.index(b"stream\n") + 7
    return content[:start] + b"\0" * 40 + content[start + 40 :]


TEXT = [FULL[n:] + FULL[:n] for n in range(30)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (pdf(Page()), "扫描件，没有文字层，请改传由 Word 或 WPS 直接导出的 PDF"),
        (pdf(Page().text(90, 100, " 　 ")), "扫描件"),
        (pdf(Page().text(290, 800, "1", 9)), "扫描件"),
        (pdf(Page().text(90, 100, "密"), encrypt="secret"), "密码"),
        (_cut(pdf(Page().lines(90, 60, TEXT))), "不完整"),
        (_without_page(pdf(Page().text(90, 100, "一"))), "不完整"),
        (_broken_stream(pdf(Page().lines(90, 60, TEXT))), "损坏"),
        (b"%PDF-1.4\n%%EOF\n", "损坏"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "损坏"),
        (pdf(*[Page()] * 501), "超过500页"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(content: bytes, words: str) -> None:
    with refused(words):
        read_pdf(content, "x.pdf")


# ---- published documents, where they are at hand -------------------------------------------------------


def printed(document: Document) -> Counter[str]:
    """How often each character is in the blocks, white space aside, bullets included."""
    found: Counter[str] = Counter()
    for block in document.blocks:
        if isinstance(block, Grid):
            found.update(char for row in block.rows for cell in row for char in cell.text or "")
        else:
            found.update(block.text if block.marker == "page furniture" else block.marker + block.text)
    return Counter({char: count for char, count in found.items() if char.strip()})


NAMES = (
    "putuo-fuban-2025-bumen",
    "putuo-fuban-2025-danwei",
    "putuo-ghzyj-2024-juesuan",
    "putuo-wanli-2023-bumen",
    "putuo-wanli-2024-bumen",
    "putuo-wanli-2025-bumen",
    "sh-czj-2025-danwei",
)


# Two of WPS and one each of Word, Excel, LibreOffice's Writer and Calc; in full trials also the others of WPS.
@pytest.mark.parametrize("name", [*without_sisters(NAMES), "budget-2025", "budget-2025-tables"])
def test_every_character_of_every_page_is_in_exactly_one_block(name: str) -> None:
    path = (SAMPLES if name.startswith("budget") else DOCUMENTS) / f"{name}.pdf"
    pages = characters_of(path)
    drawn = Counter(char for page in pages for item in page for char in item.text if char.strip())
    assert printed(document_of(path)) == drawn  # none of these prints a character twice to look bold


def _rows(document: Document) -> list[str]:
    return [
        text
        for block in document.blocks
        if isinstance(block, Grid)
        for row in block.rows
        if (text := "|".join("".join(part.split()) for part in row_text(row).split("\t") if part.strip()))
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_published_pdf_has_the_rows_of_its_text_form(name: str) -> None:
    printed, text = (document_of(DOCUMENTS / f"{name}.{suffix}") for suffix in ("pdf", "txt"))
    assert _rows(printed) == _rows(text)


def test_the_sample_pdf_has_the_paragraphs_of_the_source() -> None:
    """79 pages; the text form puts a list sign before some, which no page prints."""
    document, source = document_of(SAMPLES / "budget-2025.pdf"), document_of(SOURCE / "shanghai-stc-2025.txt")
    squeezed = [["".join(text.split()) for text in paragraphs(d)] for d in (document, source)]
    assert squeezed[0] == squeezed[1]


def test_a_scan_is_refused() -> None:
    with refused("扫描件"):
        document_of(SAMPLES / "scan-no-text-layer.pdf")
