"""The properties of a Word or Excel file: who wrote it, and what programs and people noted about it."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from budgets.form.terms import HiddenKind
from budgets.readers.document import Hidden

_AUTHORS = ("creator", "lastModifiedBy", "Manager")
_WORDS = (
    "title",
    "subject",
    "keywords",
    "description",
    "category",
    "contentStatus",
    "Company",
    "HyperlinkBase",
    "Template",
)
_USUAL_TEMPLATE = re.compile(r"(?:normal|book|sheet)?(?:\.(?:dotm?|dotx|wpt|xltx?|xltm|et))?", re.IGNORECASE)
_BY_PROGRAMS = re.compile(r"KSO\w*|ICV|ContentTypeId|WorkbookGuid|_dlc_\w+")


def properties(root: Element) -> Iterator[Hidden]:
    """The authors and words of core.xml or app.xml."""
    for child in root:
        text = (child.text or "").strip()
        if not text or (child.tag == "Template" and is_usual_template(text)):
            continue
        if child.tag in _AUTHORS:
            yield Hidden(HiddenKind.AUTHOR, text)
        elif child.tag in _WORDS:
            yield Hidden(HiddenKind.PROPERTY, text)


def is_usual_template(name: str) -> bool:
    """Whether it is the template that every new file has."""
    return bool(_USUAL_TEMPLATE.fullmatch(re.split(r"[\\/]", name)[-1]))


def custom_properties(root: Element) -> Iterator[Hidden]:
    """The properties that somebody or an add-in has added: name and value, divided by a tab."""
    for entry in root:
        name = entry.get("name", "")
        value = "\n".join(text for node in entry.iter() if (text := (node.text or "").strip()))
        # WPS and Excel stamp every file with their build and an identifier.
        if value and not (_BY_PROGRAMS.fullmatch(name) and re.fullmatch(r"[\w{}.,\-+/=]*", value, re.ASCII)):
            yield Hidden(HiddenKind.PROPERTY, f"{name}\t{value}")
