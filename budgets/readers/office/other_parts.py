"""The parts of a Word or Excel file that printing does not need: each is looked at, known as harmless, or listed."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from budgets.form.terms import HiddenKind
from budgets.readers.document import Hidden, Place, UnreadableDocument
from budgets.readers.office.archive import OfficeArchive, Reference
from budgets.readers.office.attachments import Attachments
from budgets.readers.office.properties import custom_properties, is_usual_template, properties

Handler = Callable[[Element, Place], Iterable[Hidden]]

# Looks, printers, pictures and calculations: parts of these kinds have no words of their own, or print them.
_HARMLESS_NAMES = """
    styles stylesWithEffects theme themeOverride fontTable font webSettings numbering image thumbnail
    calcChain printerSettings customXmlProps commentsExtended commentsIds commentsExtensible chart chartEx
    chartStyle chartColorStyle chartUserShapes diagramData diagramLayout diagramQuickStyle diagramColors diagramDrawing
    table tableSingleCells pivotTable slicer slicerCache timeline timelineCache ctrlProp sheetMetadata
    keyMapCustomizations attachedToolbars wordVbaData worksheet chartsheet hdphoto media video audio
    rdRichValueStructure rdRichValueTypes rdSupportingPropertyBag richStyles
"""
_HARMLESS = frozenset(_HARMLESS_NAMES.split())
_SCRIPTS = frozenset({"vbaProject", "vbaProjectSignature", "xlMacrosheet", "xlIntlMacrosheet", "control"})
_FILES = frozenset({"package", "oleObject", "activeXControlBinary"})
_HARMLESS_ROOTS = frozenset({"contentTypeSchema", "FormTemplates", "Types"})
_MEDIA = re.compile(r"(?:word|xl)/media/", re.IGNORECASE)
_TELLING = re.compile(r"[\u3400-\u9fff]|@|\d{11}")
# What an optional part is by its name, where it is damaged and cannot tell.
_BY_NAME = (
    ("comment", HiddenKind.COMMENT),
    ("docprops/", HiddenKind.PROPERTY),
    ("people", HiddenKind.AUTHOR),
)


def other_parts(
    archive: OfficeArchive, handlers: Mapping[str, Handler], places: Mapping[str, Place], *, is_attached: bool
) -> Iterator[Hidden]:
    """What the parts hold that nobody has read yet, and what leads out of the file.

    `handlers` read an XML part by the name of its root, `places` are those of parts by lower-case name. A part that
    is damaged is listed as not searched: the document is no worse for it.
    """
    references = tuple(archive.references())
    kinds: dict[str, set[str]] = {}
    for reference in references:
        if not reference.is_outside:
            kinds.setdefault(reference.target.lower(), set()).add(reference.kind)
    attachments = Attachments(archive, is_attached=is_attached)
    for name in archive.unread_names():
        found, place = kinds.get(name.lower(), set()), places.get(name.lower(), Place())
        if found & _HARMLESS or _is_list(name):
            continue
        yield from _part(archive, name, found, place, handlers, attachments)
    yield from _outside(references)


def _is_list(name: str) -> bool:
    return name.lower().endswith(".rels") or posixpath.basename(name).lower() == "[content_types].xml"


def _part(
    archive: OfficeArchive,
    name: str,
    kinds: set[str],
    place: Place,
    handlers: Mapping[str, Handler],
    attachments: Attachments,
) -> Iterator[Hidden]:
    base = posixpath.basename(name)
    if kinds & _SCRIPTS or base.lower() == "vbaproject.bin":
        yield Hidden(HiddenKind.SCRIPT, base, place, searched=False)
    elif kinds & _FILES or "/embeddings/" in f"/{name.lower()}":
        yield attachments.listed(name, place)
    elif name.lower().endswith(".xml"):
        yield from _xml(archive, name, place, handlers)
    elif name.lower().endswith(".vml"):
        yield from _vml(archive, name, place)
    elif _MEDIA.match(name) or archive.read(name).strip():
        # A picture that nothing shows, or a part of no known kind.
        yield attachments.listed(name, place)


def _xml(
    archive: OfficeArchive, name: str, place: Place, handlers: Mapping[str, Handler]
) -> Iterator[Hidden]:
    try:
        root = archive.tree(name)
        found = list({**_HANDLERS, **handlers}.get(root.tag, any_words)(root, place))
    except UnreadableDocument:
        kind = next((kind for part, kind in _BY_NAME if part in name.lower()), HiddenKind.STORED_DATA)
        found = [Hidden(kind, posixpath.basename(name), place, searched=False)]
    yield from found


def any_words(root: Element, place: Place) -> Iterator[Hidden]:
    """The words of a part of which no more is known than that it is XML: its texts, and attributes that tell something."""
    if root.tag not in _HARMLESS_ROOTS and (text := words_of(root)):
        yield Hidden(HiddenKind.STORED_DATA, text, place)


def words_of(root: Element) -> str:
    """The texts of an element and all inside it as lines, and of its attributes those that may be words or numbers of people."""
    lines: list[str] = []
    for node in root.iter():
        lines += [value for value in node.attrib.values() if _TELLING.search(value)]
        if node.text and re.search(r"[^\W\d_]|\d{6}", node.text):
            lines.append(node.text.strip())
    return "\n".join(dict.fromkeys(lines))


def everything(root: Element) -> str:
    """The texts and all attributes of an element and all inside it, each once."""
    lines: list[str] = []
    for node in root.iter():
        lines += [value.strip() for value in (*node.attrib.values(), node.text or "") if value.strip()]
    return "\n".join(dict.fromkeys(lines))


def _stored(root: Element, place: Place) -> Iterator[Hidden]:
    yield Hidden(HiddenKind.STORED_DATA, everything(root), place)


def _signature(root: Element, place: Place) -> Iterator[Hidden]:
    """A signature: its certificate names whoever signed, in a form that is not read."""
    yield Hidden(HiddenKind.STORED_DATA, "\n".join(_signer(root)), place, searched=False)


def _signer(root: Element) -> Iterator[str]:
    for node in root.iter():
        if (
            node.tag in ("X509IssuerName", "SignatureComments", "SignatureText", "SignatureProviderUrl")
            and node.text
        ):
            yield node.text


_HANDLERS: dict[str, Handler] = {
    "coreProperties": lambda root, _: properties(root),
    "Properties": lambda root, _: (*properties(root), *custom_properties(_custom_only(root))),
    "connections": _stored,
    "Signature": _signature,
}


def _custom_only(root: Element) -> Element:
    """The properties of custom.xml, whose root has the same name as that of app.xml."""
    found = Element(root.tag)
    found.extend(root.findall("property"))
    return found


def _vml(archive: OfficeArchive, name: str, place: Place) -> Iterator[Hidden]:
    """Words in hidden drawings beside the cells. VML is not always XML; comments are listed from their own part."""
    text = archive.read(name).decode("utf-8", "replace")
    for shape in re.split(r"(?=<(?:\w+:)?(?:shape|rect)\b)", text)[1:]:
        if 'ObjectType="Note"' in shape or not re.search(r"visibility:\s*hidden", shape):
            continue
        shown = shape.partition("ClientData")[0].rpartition("<")[0] if "ClientData" in shape else shape
        words = "\n".join(line for part in re.split(r"<[^<>]*>", shown) if (line := part.strip()))
        if words:
            yield Hidden(HiddenKind.HIDDEN_TEXT, words, place)


def _outside(references: Iterable[Reference]) -> Iterator[Hidden]:
    """Addresses that the file keeps without printing them, such as the folder of the writer's template."""
    for reference in references:
        if not reference.is_outside or reference.kind == "hyperlink":
            continue
        target = unquote(reference.target)
        if reference.kind == "attachedTemplate":
            if not is_usual_template(target):
                yield Hidden(HiddenKind.PROPERTY, target)
        elif target:
            yield Hidden(HiddenKind.STORED_DATA, target)
