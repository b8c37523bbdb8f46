"""Alters one thing of a Word or Excel file, in the XML of its parts."""

import copy
from collections.abc import Iterable, Sequence
from io import BytesIO
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import openpyxl
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from tests.readers.office_edit import OFFICE, with_parts

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_DOCUMENT, _RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
_PICTURE = (
    '<w:r xmlns:w="{w}"><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="{x}" cy="{y}"/><wp:docPr id="9001" name="Altered"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
    '<pic:cNvPr id="9001" name="Altered"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip xmlns:r="{office}" r:embed="rIdAltered"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{x}" cy="{y}"/></a:xfrm>'
    '<a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
)


def picture() -> bytes:
    """A small picture as a file."""
    held = BytesIO()
    Image.new("RGB", (120, 20), (200, 200, 210)).save(held, "PNG")
    return held.getvalue()


def _w(tag: str) -> str:
    return f"{{{_W}}}{tag}"


class WordFile:
    """A Word file that is being altered; tables, rows and cells are counted from 1 as its reader does."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        with ZipFile(BytesIO(content)) as zipped:
            part = zipped.read(_DOCUMENT)
            self._relations = zipped.read(_RELATIONS).decode()
        for _, (prefix, uri) in ET.iterparse(BytesIO(part), events=["start-ns"]):
            ET.register_namespace(prefix, uri)
        self._root = ET.fromstring(part)
        self.body = self._root.find(_w("body"))
        self._pictured = False

    def table(self, number: int) -> Element:
        return self.body.findall(_w("tbl"))[number - 1]

    def row(self, table: int, number: int) -> Element:
        return self.table(table).findall(_w("tr"))[number - 1]

    def cell(self, table: int, row: int, column: int) -> Element:
        """The cell that begins at a column of the grid."""
        at = 1
        for cell in self.row(table, row).findall(_w("tc")):
            if at == column:
                return cell
            span = cell.find(f"{_w('tcPr')}/{_w('gridSpan')}")
            at += 1 if span is None else int(span.get(_w("val"), "1"))
        raise LookupError((table, row, column))

    def paragraph(self, line: int) -> Element:
        """The paragraph of the body that prints a line."""
        found = [
            p for p in self.body.findall(_w("p")) if "".join(t.text or "" for t in p.iter(_w("t"))).strip()
        ]
        return found[line - 1]

    # ---- alterations

    def garble(self, element: Element, words: str) -> None:
        """Print these words in place of those of a cell or paragraph."""
        texts = [text for text in element.iter(_w("t")) if text.text]
        for text in texts:
            text.text = ""
        for text in texts[:1]:
            text.text = words

    def hide_words(self, element: Element) -> None:
        self._with_look(element, Element(_w("vanish")))

    def make_white(self, element: Element) -> None:
        self._with_look(element, Element(_w("color"), {_w("val"): "FFFFFF"}))

    def delete_words(self, element: Element) -> None:
        """Mark the words as deleted: a tracked change."""
        for paragraph in [*element.iter(_w("p"))]:
            for number, run in enumerate(list(paragraph)):
                if run.tag == _w("r"):
                    mark = Element(
                        _w("del"), {_w("id"): "901", _w("author"): "某处", _w("date"): "2025-01-01T00:00:00Z"}
                    )
                    for text in run.iter(_w("t")):
                        text.tag = _w("delText")
                    paragraph.remove(run)
                    mark.append(run)
                    paragraph.insert(number, mark)

    def hide_row(self, row: Element) -> None:
        properties = row.find(_w("trPr"))
        if properties is None:
            properties = Element(_w("trPr"))
            row.insert(0, properties)
        ET.SubElement(properties, _w("hidden"))

    def picture(self, element: Element) -> None:
        """A picture in place of the words of a cell or paragraph, or of a whole table."""
        if element.tag == _w("tbl"):
            at = list(self.body).index(element)
            self.body.remove(element)
            element = Element(_w("p"))
            self.body.insert(at, element)
        paragraph = element if element.tag == _w("p") else element.find(_w("p"))
        assert paragraph is not None
        for run in [child for child in paragraph if child.tag != _w("pPr")]:
            paragraph.remove(run)
        drawn = _PICTURE.format(w=_W, office=OFFICE, x=1_100_000, y=180_000)
        paragraph.append(ET.fromstring(drawn))
        self._pictured = True

    def drop(self, parent: Element, element: Element) -> None:
        parent.remove(element)

    def double(self, parent: Element, element: Element) -> None:
        parent.insert(list(parent).index(element), copy.deepcopy(element))

    def move(self, parent: Element, element: Element, before: Element | None) -> None:
        """Put an element before another one of its parent, or at the end."""
        parent.remove(element)
        at = len(parent) if before is None else list(parent).index(before)
        parent.insert(at, element)

    def _with_look(self, element: Element, look: Element) -> None:
        for run in element.iter(_w("r")):
            properties = run.find(_w("rPr"))
            if properties is None:
                properties = Element(_w("rPr"))
                run.insert(0, properties)
            properties.append(copy.deepcopy(look))

    def content(self) -> bytes:
        """The file as it is now."""
        parts: dict[str, str | bytes] = {_DOCUMENT: ET.tostring(self._root, "utf-8", xml_declaration=True)}
        if self._pictured:
            link = f'<Relationship Id="rIdAltered" Type="{OFFICE}/image" Target="media/altered.png"/>'
            parts[_RELATIONS] = self._relations.replace("</Relationships>", f"{link}</Relationships>")
            parts["word/media/altered.png"] = picture()
        return with_parts(self._content, parts)


class ExcelFile:
    """An Excel file that is being altered; sheets, rows and columns are counted from 1."""

    def __init__(self, content: bytes) -> None:
        self._book = openpyxl.load_workbook(BytesIO(content))

    def sheet(self, number: int) -> Worksheet:
        return self._book.worksheets[number - 1]

    def drop_sheet(self, number: int) -> None:
        self._book.remove(self.sheet(number))

    def double_sheet(self, number: int) -> None:
        self._book.copy_worksheet(self.sheet(number))

    def move_sheet(self, number: int) -> None:
        """To the end of the book."""
        self._book.move_sheet(self.sheet(number), len(self._book.worksheets) - number)

    def hide_sheet(self, number: int) -> None:
        self.sheet(number).sheet_state = "hidden"

    def picture_sheet(self, number: int) -> None:
        """A picture in place of all cells."""
        sheet = self.sheet(number)
        box = (1, 1, sheet.max_row, sheet.max_column)
        self._clear(sheet, box)
        self._draw(sheet, box)

    def picture(self, number: int, box: tuple[int, int, int, int]) -> None:
        """A picture in place of the words of the cells from a row and column to another."""
        self._clear(self.sheet(number), box)
        self._draw(self.sheet(number), box)

    def cover(self, number: int, box: tuple[int, int, int, int]) -> None:
        """A picture over cells that keep their words."""
        self._draw(self.sheet(number), box)

    def _clear(self, sheet: Worksheet, box: tuple[int, int, int, int]) -> None:
        for cell in _cells(sheet, box):
            cell.value = None

    def _draw(self, sheet: Worksheet, box: tuple[int, int, int, int]) -> None:
        from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor

        top, left, bottom, right = box
        drawn = SheetImage(BytesIO(picture()))
        drawn.anchor = TwoCellAnchor(
            _from=AnchorMarker(left - 1, 0, top - 1, 0), to=AnchorMarker(right, 0, bottom, 0)
        )
        sheet.add_image(drawn)

    def garble(self, number: int, row: int, column: int, words: str | None) -> None:
        self.sheet(number).cell(row, column).value = words

    def drop_rows(self, number: int, row: int) -> None:
        sheet = self.sheet(number)
        sheet.delete_rows(row)
        self._shift(sheet, row, -1)

    def double_row(self, number: int, row: int) -> None:
        sheet = self.sheet(number)
        sheet.insert_rows(row + 1)
        self._shift(sheet, row + 1, 1)
        for cell in sheet[row]:
            other = sheet.cell(row + 1, cell.column, cell.value)
            other._style = copy.copy(cell._style)

    def swap_rows(self, number: int, row: int, other: int) -> None:
        sheet = self.sheet(number)
        for first in sheet[row]:
            second = sheet.cell(other, first.column)
            first.value, second.value = second.value, first.value
            first._style, second._style = copy.copy(second._style), copy.copy(first._style)

    def hide_row(self, number: int, row: int) -> None:
        self.sheet(number).row_dimensions[row].hidden = True

    def flatten_row(self, number: int, row: int) -> None:
        """Make a row so low that nobody sees it."""
        self.sheet(number).row_dimensions[row].height = 0.1

    def hide_column(self, number: int, letters: str) -> None:
        sheet = self.sheet(number)
        # XlsxWriter gives several columns one width; each needs its own to be hidden alone
        for name, held in list(sheet.column_dimensions.items()):
            for column in range(held.min or 1, (held.max or 1) + 1):
                letter = openpyxl.utils.get_column_letter(column)
                if letter != name:
                    sheet.column_dimensions[letter].width = held.width
            held.max = held.min
        sheet.column_dimensions[letters].hidden = True

    def make_white(self, number: int, cells: Iterable[tuple[int, int]]) -> None:
        for row, column in cells:
            self.sheet(number).cell(row, column).font = Font(color="FFFFFFFF")

    def _shift(self, sheet: Worksheet, row: int, by: int) -> None:
        """Let merged cells below a row follow it."""
        for area in list(sheet.merged_cells.ranges):
            if area.min_row >= row and area.min_row + by >= 1:
                area.shift(row_shift=by)

    def content(self) -> bytes:
        """The file as it is now."""
        held = BytesIO()
        self._book.save(held)
        return held.getvalue()


def _cells(sheet: Worksheet, box: tuple[int, int, int, int]) -> Sequence:
    top, left, bottom, right = box
    rows = sheet.iter_rows(top, bottom, left, right)
    return [cell for row in rows for cell in row if not isinstance(cell, openpyxl.cell.cell.MergedCell)]
