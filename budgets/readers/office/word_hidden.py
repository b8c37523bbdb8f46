"""What the parts beside the text of a Word file hold: comments, names, variables, building blocks, unused notes and headers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from budgets.form.terms import HiddenKind
from budgets.readers.document import Hidden, Place, UnreadableDocument
from budgets.readers.office.archive import PAGE_NUMBER, OfficeArchive
from budgets.readers.office.other_parts import Handler, everything
from budgets.readers.office.word_words import all_words

# What Word puts in an empty content control.
_PLACEHOLDER = re.compile(
    r"[\[【(（]?(?:单击|点击|选择|键入|输入|在此|此处|click|choose|tap|enter|type|select)[^\n]*",
    re.IGNORECASE,
)


def handlers(comments: Mapping[str, Place]) -> dict[str, Handler]:
    """Who reads which part, by the name of its root; `comments` are the places of comments by their number."""
    return {
        "comments": lambda root, _: _comments(root, comments),
        "people": _people,
        "glossaryDocument": _building_blocks,
        **dict.fromkeys(("footnotes", "endnotes", "hdr", "ftr"), _unused),
        "settings": lambda root, _: settings(root),
        "document": _unused,
    }


def _comments(root: Element, places: Mapping[str, Place]) -> Iterator[Hidden]:
    for comment in root.findall("comment"):
        place = places.get(comment.get("id", ""), Place())
        yield Hidden(HiddenKind.COMMENT, all_words(comment), place, comment.get("author", ""))


def _people(root: Element, _: Place) -> Iterator[Hidden]:
    for person in root.findall("person"):
        yield Hidden(HiddenKind.AUTHOR, person.get("author", ""))


def _building_blocks(root: Element, _: Place) -> Iterator[Hidden]:
    """Texts kept for later use, without those that ask to fill in a control."""
    for block in root.findall("docParts/docPart"):
        words = all_words(block)
        if not all(_PLACEHOLDER.fullmatch(line) for line in words.split("\n")):
            yield Hidden(HiddenKind.STORED_DATA, words)


def _unused(root: Element, place: Place) -> Iterator[Hidden]:
    """A part of notes or a header that the document does not use."""
    yield Hidden(HiddenKind.UNPRINTED_NOTE, all_words(root), place)


def settings(root: Element | None) -> Iterator[Hidden]:
    """The variables of the document and the source of a mail merge."""
    for variable in () if root is None else root.iter("docVar"):
        yield Hidden(HiddenKind.STORED_DATA, f"{variable.get('name', '')}\t{variable.get('val', '')}")
    for merge in () if root is None else root.findall("mailMerge"):
        yield Hidden(HiddenKind.STORED_DATA, everything(merge))


def unprinted_notes(
    notes: Mapping[str, Mapping[str, Element]], printed: Mapping[str, Sequence[str]]
) -> Iterator[Hidden]:
    """The notes by kind and number that are not printed, without the line above the notes of a page."""
    for kind, found in notes.items():
        for number, note in found.items():
            if number not in printed[kind] and note.get("type", "normal") == "normal":
                yield Hidden(HiddenKind.UNPRINTED_NOTE, all_words(note))


def unprinted_headers(archive: OfficeArchive, main: str, printed: set[str]) -> Iterator[Hidden]:
    """The headers and footers that no page has, without those lines that another one prints anyway."""
    unread = set(archive.unread_names())
    for relation in archive.relations(main):
        if relation.kind not in ("header", "footer") or relation.target not in unread:
            continue
        try:
            lines = all_words(archive.tree(relation.target)).split("\n")
        except UnreadableDocument:
            yield Hidden(HiddenKind.UNPRINTED_NOTE, relation.target, searched=False)
            continue
        words = (line for line in lines if line not in printed and not PAGE_NUMBER.fullmatch(line))
        yield Hidden(HiddenKind.UNPRINTED_NOTE, "\n".join(words))
