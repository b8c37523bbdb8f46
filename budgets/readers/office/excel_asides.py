"""What stands in an Excel sheet beside its cells: headers and footers, hints, views, and rules that change its looks."""

import re
from xml.etree.ElementTree import Element

from budgets.readers.document import UnreadableDocument
from budgets.readers.office.archive import PAGE_NUMBER
from budgets.readers.office.excel_sheet import ExcelSheet, cell_range

ASIDES = frozenset(
    {
        "headerFooter",
        "dataValidation",
        "conditionalFormatting",
        "picture",
        "hyperlink",
        "customSheetView",
        "scenario",
    }
)
_EVERYTHING = (1, 1, 9_999_999, 16_384)
_HEADERS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")


def read_aside(element: Element, sheet: ExcelSheet) -> None:
    """Note one of the elements that ASIDES names."""
    match element.tag:
        case "headerFooter":
            _read_headers(element, sheet)
        case "dataValidation":
            _read_validation(element, sheet)
        case "conditionalFormatting":
            sheet.doubtful += _ranges(element)
        case "picture":  # behind the cells
            sheet.doubtful.append(_EVERYTHING)
        case "hyperlink":
            hint = element.get("tooltip", "")
            if hint and "://" not in hint:
                sheet.hints.append((element.get("ref", ""), hint))
        case "customSheetView":
            lines = [line for tag in _HEADERS for node in element.iter(tag) for line in header_lines(node)]
            sheet.kept.append(("\n".join(dict.fromkeys(lines)), ""))
        case "scenario":
            values = [cell.get("val", "") for cell in element.iter("inputCells")]
            words = [element.get("name", ""), element.get("comment", ""), *values]
            sheet.kept.append(("\n".join(words), element.get("user", "")))


def _read_headers(element: Element, sheet: ExcelSheet) -> None:
    """Headers and footers; those of even and first pages print only where the sheet has them apart."""
    has = {
        "odd": True,
        "even": element.get("differentOddEven") in ("1", "true"),
        "first": element.get("differentFirst") in ("1", "true"),
    }
    unused: list[str] = []
    for child in element:
        if child.tag in _HEADERS:
            lines = header_lines(child)
            is_used = has[child.tag.removesuffix("Header").removesuffix("Footer")]
            (sheet.furniture if is_used else unused).extend(lines)
    words = [line for line in unused if line not in sheet.furniture]
    if words:
        sheet.hints.append(("", "\n".join(words)))


def _read_validation(element: Element, sheet: ExcelSheet) -> None:
    """What appears beside a cell only when somebody enters it."""
    words = [element.get(key, "") for key in ("promptTitle", "prompt", "errorTitle", "error")]
    reference = element.get("sqref") or element.findtext("sqref") or ""
    if any(words):
        sheet.hints.append((reference, "\n".join(word for word in words if word)))
    if element.get("type") == "list":
        formula = element.find("formula1")
        listed = "".join(node.text or "" for node in formula.iter()) if formula is not None else ""
        if listed.startswith('"'):
            sheet.choices.append(listed.strip('"').replace(",", "\n"))


def _ranges(element: Element) -> list[tuple[int, int, int, int]]:
    """The ranges of a rule that may colour cells; everything where they cannot be read."""
    references = (element.get("sqref") or element.findtext("sqref") or "").split()
    try:
        return [cell_range(reference) for reference in references]
    except UnreadableDocument:
        return [_EVERYTHING]


_HEADER_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d+|[A-Za-z&])')


def header_lines(element: Element) -> list[str]:
    """The words of a header or footer without its codes; none for a bare page number such as "&C第 &P 页"."""
    parts = re.split(r"&[LCR]", element.text or "")
    lines = [_HEADER_CODE.sub("", part).strip() for part in parts]
    return [line for line in lines if not PAGE_NUMBER.fullmatch(line)]
