"""Look-ups in the XML of a Word file; names are without their namespace."""

from xml.etree.ElementTree import Element

MOST_COLUMNS = 1_000

# The elements that are built one at a time, and those never built: formatting that hides nothing, which is
# most of the bytes.
BLOCKS = frozenset({"p", "tbl", "AlternateContent", "altChunk", "subDoc", "sectPr", "sdtPr"})
_LOOKS_NAMES = (
    "rFonts szCs lang b bCs i iCs u kern bdr ind jc snapToGrid tabs "
    "widowControl adjustRightInd autoSpaceDE autoSpaceDN overflowPunct textAlignment keepNext "
    "keepLines pBdr tcW tcBorders tcMar vAlign tblBorders tblCellMar tblLook proofErr bookmarkStart "
    "bookmarkEnd lastRenderedPageBreak "
)
LOOKS = frozenset(_LOOKS_NAMES.split())


def deep(element: Element, *tags: str) -> Element | None:
    """The first child of that name, its first child of the next name, and so on: a quicker find("a/b")."""
    found: Element | None = element
    for tag in tags:
        found = None if found is None else found.find(tag)
    return found


def is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get("val", "true") not in ("0", "false", "off")


def whole_number(element: Element | None, default: int = 0) -> int:
    """The value of an element, limited to what a table can have; the default where it has none."""
    value = "" if element is None else element.get("val", "")
    return min(int(value), MOST_COLUMNS) if value.isdecimal() and len(value) < 7 else default
