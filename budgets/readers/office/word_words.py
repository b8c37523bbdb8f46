"""The words of one paragraph of a Word file: what is printed of them, and what is left out and why."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from budgets.form.terms import HiddenKind
from budgets.readers.office.archive import character
from budgets.readers.office.word_looks import Around, Ground, Looks
from budgets.readers.office.word_page import Pages, fill_of, hidden_row

_NOT_PRINTED = frozenset({"pPr", "rPr", "annotationRef", "fldData"})
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_CHANGES = {"del": False, "moveFrom": False, "ins": True, "moveTo": True}  # whether their words are printed
_SHAPES = frozenset(
    {"anchor", "inline", "wsp", "wgp", "grpSp", "pic", "shape", "rect", "roundrect", "oval", "group"}
)
_PICTURES = ("blip", "imagedata")
_BOXES = _SHAPES - {"anchor", "inline", "wgp", "grpSp", "pic", "group"}
# Check boxes and similar signs that forms take from a picture font; other characters of the font are kept as they are.
_PICTURE_FONT = {
    "\uf0fe": "☑",
    "\uf052": "☑",
    "\uf0a8": "□",
    "\uf06f": "□",
    "\uf0fc": "√",
    "\uf0b7": "•",
    "\uf0d8": "➢",
}
# Fields whose code holds words that its result need not show; the codes of others only say what to count or refer to.
_WORDY_NAMES = "QUOTE ADDIN PRIVATE XE TC TA FILLIN ASK SET DATABASE INCLUDETEXT LINK DDE DDEAUTO IF COMPARE"
_WORDY_FIELDS = frozenset(_WORDY_NAMES.split())
# What programs write as the description of a picture when nobody has.
_AUTOMATIC = re.compile(
    r"(?:图片|图像|图形|图表|图示|文本框|矩形|形状|直线|直接连接符|组合|椭圆|对象|画布|艺术字|自选图形|控件|水印"
    r"|picture|image|graphic|chart|diagram|text\s*box|rectangle|shape|line|group|oval|object|canvas|wordart"
    r"|autoshape|straight connector|powerpluswatermarkobject|_x0000_\w\d+|img|pic)?[\s_\-]*\d{0,6}"
    r"|[\w.\-]*\.(?:png|jpe?g|gif|bmp|emf|wmf|tiff?)",
    re.IGNORECASE,
)


class Trace(NamedTuple):
    """Why words are no plain print: what hides them, or the change that they belong to, which may be printed."""

    kind: HiddenKind
    author: str = ""
    is_printed: bool = False


class Attached(NamedTuple):
    """What follows a paragraph or table as blocks of its own (a text box, a note, an inner table), and where it stands."""

    element: Element
    around: Around


@dataclass(slots=True)
class _Field:
    """A field is its code, then its result, and only the result is printed."""

    is_result: bool
    words: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Line:
    """The words of one paragraph as they are collected, with its text boxes and notes.

    Each open field has a list of its own on top of the others. A field that is not closed in its paragraph is
    printed whole, so that no word is lost. `pieces` are all words in order with what hides them, `asides` what has
    no place among them. `has_picture` is whether a picture stands among the words.
    """

    looks: Looks
    pages: Pages
    around: Around
    ground: Ground
    fields: list[_Field] = field(default_factory=lambda: [_Field(True)])
    attached: list[Attached] = field(default_factory=list)
    pieces: list[tuple[Trace | None, str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    asides: list[tuple[HiddenKind, str]] = field(default_factory=list)
    has_picture: bool = False

    def add(self, text: str, trace: Trace | None) -> None:
        """Some words, and what hides them."""
        if trace is None or trace.is_printed:
            self.fields[-1].words.append(text)
        self.pieces.append((trace, text))

    def mark(self, kind: str | None) -> None:
        """A field begins, turns from code to result, or ends. Marks of a field of an earlier paragraph are ignored."""
        if kind == "begin":
            self.fields.append(_Field(False))
        elif len(self.fields) > 1:
            closed = self.fields.pop()
            if not closed.is_result:
                self.coded("".join(closed.code))
            if kind == "separate":
                self.fields.append(_Field(True))
            elif closed.is_result:
                self.fields[-1].words.append("".join(closed.words))
            if not closed.is_result and re.search(r"[^\W\d_]|\d{6}", "".join(closed.words)):
                self.asides.append((HiddenKind.HIDDEN_TEXT, "".join(closed.words)))

    def coded(self, code: str) -> None:
        """The code of a field."""
        name = code.split(maxsplit=1)[0].upper() if code.strip() else ""
        if name in _WORDY_FIELDS:
            self.asides.append((HiddenKind.STORED_DATA, code.strip()))

    def text(self) -> str:
        """What the paragraph prints."""
        return "".join(word for found in self.fields for word in found.words)

    def is_plain(self) -> bool:
        """Whether nothing is to be noted of it: all its words are printed, and there is nothing beside them."""
        return not (self.asides or self.comments) and all(trace is None for trace, _ in self.pieces)

    def is_hidden(self) -> bool:
        """Whether it holds words and prints none."""
        traces = [trace for trace, text in self.pieces if text.strip()]
        return bool(traces) and all(trace is not None and not trace.is_printed for trace in traces)


def walk(element: Element, line: Line, trace: Trace | None = None) -> None:
    """Collect what an element prints. Unknown elements are entered, so that no words are lost inside a wrapper."""
    is_left_out = trace is not None and not trace.is_printed
    for child in element:
        tag = child.tag
        if tag in _NOT_PRINTED:
            continue
        if tag == "r":
            walk(child, line, trace if is_left_out else _seen(child, line, trace))
        elif tag == "t":
            line.add(child.text or "", trace)
        elif tag in _CHARACTERS:
            line.add(_CHARACTERS[tag], trace)
        elif tag in _SPECIAL:
            _SPECIAL[tag](child, line, trace)
        elif tag in _SHAPES:
            _walk_shape(child, line, trace)
        else:
            if tag == "hyperlink" and (hint := child.get("tooltip", "")) and "://" not in hint:
                line.asides.append((HiddenKind.UNPRINTED_NOTE, hint))
            walk(child, line, trace)
            if tag == "p" and is_left_out:
                line.add("\n", trace)


def _seen(run: Element, line: Line, trace: Trace | None) -> Trace | None:
    """What hides the words of a run: how it looks, else what was known before."""
    kind = line.looks.unseen(run.find("rPr"), line.ground)
    return trace if kind is None else Trace(kind)


def _walk_change(element: Element, line: Line, trace: Trace | None) -> None:
    if trace is None or trace.is_printed:
        trace = change_of(element)
    walk(element, line, trace)


def change_of(element: Element) -> Trace:
    """The tracked change that an element marks."""
    return Trace(HiddenKind.TRACKED_CHANGE, element.get("author", ""), _CHANGES.get(element.tag, True))


def trace_of_row(row: Element) -> Trace | None:
    """What hides a table row or marks it as changed."""
    changes = row.findall("trPr/del") or row.findall("trPr/ins")
    if changes and changes[0].tag == "del":
        return change_of(changes[0])
    if hidden_row(row):
        return Trace(HiddenKind.HIDDEN_ROW)
    return change_of(changes[0]) if changes else None


def _walk_deleted(element: Element, line: Line, trace: Trace | None) -> None:
    is_left_out = trace is not None and not trace.is_printed
    line.add(element.text or "", trace if is_left_out else Trace(HiddenKind.TRACKED_CHANGE))


def _walk_symbol(element: Element, line: Line, trace: Trace | None) -> None:
    sign = character(element.get("char", ""))
    line.add(_PICTURE_FONT.get(sign, sign), trace)


def _walk_field(element: Element, line: Line, trace: Trace | None) -> None:
    if element.find("ffData") is not None:
        _walk_form(element, line, trace)
    if trace is None or trace.is_printed:
        line.mark(element.get("fldCharType"))


def _walk_code(element: Element, line: Line, trace: Trace | None) -> None:
    """The code of a field: a hidden entry of an index has its words there."""
    if trace is not None and not trace.is_printed:
        if trace.kind != HiddenKind.TRACKED_CHANGE:
            line.add(element.text or "", trace)
    else:
        line.fields[-1].code.append(element.text or "")


def _walk_simple_field(element: Element, line: Line, trace: Trace | None) -> None:
    line.coded(element.get("instr", ""))
    walk(element, line, trace)


def _walk_attached(element: Element, line: Line, trace: Trace | None) -> None:
    if trace is None or trace.is_printed:
        line.attached.append(Attached(element, line.around))
    elif element.tag == "txbxContent":
        walk(element, line, trace)


def _walk_alternatives(element: Element, line: Line, trace: Trace | None) -> None:
    """Only one form is printed. What another form says besides is in the file and on no page."""
    chosen = alternative(element)
    _describe(element, line)
    walk(chosen, line, trace)
    if not len(chosen) and any(node.tag in _PICTURES for node in element.iter()):
        _walk_picture(element, line, trace)
    said = "".join(_text_of(chosen).split())
    for form in element:
        text = _text_of(form)
        if form is not chosen and (words := "".join(text.split())) and words not in said:
            line.asides.append((HiddenKind.HIDDEN_TEXT, text))


def _text_of(element: Element) -> str:
    parts = (node.text or "" for node in element.iter() if node.tag in ("t", "delText"))
    return "".join((*parts, *(node.get("string", "") for node in element.iter("textpath"))))


def _walk_ruby(element: Element, line: Line, trace: Trace | None) -> None:
    """The characters first, then their pronunciation."""
    for part in (*element.findall("rubyBase"), *element.findall("rt")):
        walk(part, line, trace)


def _walk_path(element: Element, line: Line, trace: Trace | None) -> None:
    """Words drawn along a line, as on some covers."""
    line.add(element.get("string", ""), trace)


def _walk_description(element: Element, line: Line, trace: Trace | None) -> None:
    _described((element.get("title", ""), element.get("descr", "")), line)


def _walk_form(element: Element, line: Line, trace: Trace | None) -> None:
    """What a form field or content control offers besides the words that it shows."""
    choices = [item.get("displayText") or item.get("value") or "" for item in element.iter("listItem")]
    values = [
        node.get("val", "")
        for node in element.iter()
        if node.tag in ("helpText", "statusText", "listEntry", "default")
    ]
    words = "\n".join(text for text in (*choices, *values) if re.search(r"[^\W\d_]|\d{2}", text))
    if words:
        line.asides.append((HiddenKind.FORM_FIELD, words))


def _walk_comment(element: Element, line: Line, trace: Trace | None) -> None:
    line.comments.append(element.get("id", ""))


def _walk_picture(element: Element, line: Line, trace: Trace | None) -> None:
    line.has_picture = line.has_picture or trace is None or trace.is_printed


def _walk_shape(element: Element, line: Line, trace: Trace | None) -> None:
    """A shape: it may be kept from the page, it may be the ground of words, and it may be described."""
    _describe_shape(element, line)
    if trace is None or trace.is_printed:
        kind = line.pages.shape(element)
        trace = trace if kind is None else Trace(kind)
    around = line.around
    if element.tag in _BOXES:
        fill = fill_of(element)
        line.around = Around(fill or around.ground)
    walk(element, line, trace)
    line.around = around


def _describe(element: Element, line: Line) -> None:
    """The descriptions of the shapes in an element."""
    for node in element.iter():
        if node.tag in ("docPr", "cNvPr"):
            _walk_description(node, line, None)
        elif node.tag in _SHAPES:
            _describe_shape(node, line)


def _describe_shape(element: Element, line: Line) -> None:
    _described((element.get("alt", ""), element.get("title", "")), line)


def _described(texts: tuple[str, ...], line: Line) -> None:
    words = [text.strip() for text in texts if not is_automatic(text.strip())]
    if words:
        line.asides.append((HiddenKind.DESCRIPTION, "\n".join(dict.fromkeys(words))))


def is_automatic(description: str) -> bool:
    """Whether a program has written that description of a picture, or nobody has."""
    return bool(_AUTOMATIC.fullmatch(description))


_SPECIAL: dict[str, Callable[[Element, Line, Trace | None], None]] = {
    **dict.fromkeys(_CHANGES, _walk_change),
    **dict.fromkeys(("txbxContent", "footnoteReference", "endnoteReference"), _walk_attached),
    **dict.fromkeys(("instrText", "delInstrText"), _walk_code),
    **dict.fromkeys(("docPr", "cNvPr"), _walk_description),
    "sdtPr": _walk_form,
    "delText": _walk_deleted,
    "sym": _walk_symbol,
    "fldChar": _walk_field,
    "fldSimple": _walk_simple_field,
    "AlternateContent": _walk_alternatives,
    "ruby": _walk_ruby,
    "textpath": _walk_path,
    "commentReference": _walk_comment,
    **dict.fromkeys(_PICTURES, _walk_picture),
}


def alternative(element: Element) -> Element:
    """Of several alternative forms of one element, the one to read: the first that prints words."""
    empty = Element("Fallback")
    return next((form for form in element if any(n.tag in ("t", "textpath") for n in form.iter())), empty)


def all_words(root: Element) -> str:
    """Every word of a part or block, paragraphs as lines: printed or not, deleted ones too."""
    lines = [""]
    for node in root.iter():
        if node.tag == "p":
            lines.append("")
        elif node.tag in ("t", "delText"):
            lines[-1] += node.text or ""
        elif node.tag in _CHARACTERS:
            lines[-1] += _CHARACTERS[node.tag].replace("\n", " ")
    return "\n".join(line.strip() for line in lines if line.strip())
