"""What the parts beside the sheets of an Excel file hold: comments, people, names, copies of other files and of lists."""

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from budgets.form.terms import HiddenKind
from budgets.readers.document import Hidden, Place, UnreadableDocument
from budgets.readers.office.archive import OfficeArchive
from budgets.readers.office.excel_sheet import place_of
from budgets.readers.office.other_parts import Handler

_OF_EXCEL = ("_xlnm.", "_xlfn", "_xlws", "_xleta")
_SHEET = re.compile(r"(?:'[^']*'|(?<![\w.\[\]])[\w.\[\]]+)!")
_TELLING = re.compile(r"[\u3400-\u9fff]|\d{6}")


def people(archive: OfficeArchive) -> dict[str, str]:
    """The names of those who wrote threaded comments, by their identifier."""
    found: dict[str, str] = {}
    for name in archive.unread_names():
        if "/persons/" not in name.lower() or not name.lower().endswith(".xml"):
            continue
        try:
            persons = archive.tree(name).findall("person")
        except UnreadableDocument:
            continue
        found |= {person.get("id", ""): person.get("displayName", "") for person in persons}
    return found


def handlers(persons: Mapping[str, str]) -> dict[str, Handler]:
    """Who reads which part, by the name of its root."""
    return {
        "comments": _comments,
        "ThreadedComments": lambda root, place: _threaded(root, place, persons),
        "pivotCacheDefinition": _pivot,
        "pivotCacheRecords": _values,
        "externalLink": _values,
        "revisions": _revisions,
        "headers": _revisions,
        "users": _users,
        "queryTable": lambda root, place: (),
    }


def _comments(root: Element, place: Place) -> Iterator[Hidden]:
    authors = [author.text or "" for author in root.findall("authors/author")]
    for comment in root.findall("commentList/comment"):
        number = comment.get("authorId", "")
        author = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
        text = "".join(node.text or "" for node in comment.iter("t"))
        yield Hidden(HiddenKind.COMMENT, text, place_of(comment.get("ref", ""), place), author)


def _threaded(root: Element, place: Place, persons: Mapping[str, str]) -> Iterator[Hidden]:
    for comment in root.findall("threadedComment"):
        author = persons.get(comment.get("personId", ""), "")
        text = comment.findtext("text") or ""
        yield Hidden(HiddenKind.COMMENT, text, place_of(comment.get("ref", ""), place), author)


def without_copies(items: Sequence[Hidden]) -> list[Hidden]:
    """The items without the copies that Excel keeps of threaded comments for its older versions."""
    real: dict[Place, list[str]] = {}
    for item in items:
        if item.kind == HiddenKind.COMMENT and not _is_copy(item):
            real.setdefault(item.place, []).append(item.text.strip())
    return [
        item
        for item in items
        if not (_is_copy(item) and any(text in item.text for text in real.get(item.place, ())))
    ]


def _is_copy(item: Hidden) -> bool:
    return item.kind == HiddenKind.COMMENT and item.author.startswith("tc={")


def _pivot(root: Element, place: Place) -> Iterator[Hidden]:
    """The fields and values that a pivot table keeps of its source, and who refreshed it."""
    yield Hidden(HiddenKind.AUTHOR, root.get("refreshedBy", ""))
    names = [field.get("name", "") for field in root.iter("cacheField")]
    yield Hidden(HiddenKind.STORED_DATA, "\n".join((*names, *_stored(root))), place)


def _values(root: Element, place: Place) -> Iterator[Hidden]:
    """The values that a part keeps of other cells; a list of numbers alone is kept too."""
    yield Hidden(HiddenKind.STORED_DATA, "\n".join(dict.fromkeys(_stored(root))), place)


def _stored(root: Element) -> Iterator[str]:
    for node in root.iter():
        if node.tag in ("s", "n", "d", "e", "sheetName", "definedName", "value", "ddeItem", "oleItem"):
            yield from (node.get(key, "") for key in ("v", "val", "name") if node.get(key))
        if node.tag in ("v", "val", "f") and node.text:
            yield node.text


def _revisions(root: Element, place: Place) -> Iterator[Hidden]:
    """A log of changes of a shared workbook: the words, and who made them."""
    names = [node.get("userName", "") for node in root.iter() if node.get("userName")]
    words = [node.text or "" for node in root.iter() if node.tag in ("t", "v", "f")]
    words += [node.get(key, "") for node in root.iter() for key in ("oldName", "newName") if node.get(key)]
    yield Hidden(HiddenKind.TRACKED_CHANGE, "\n".join(words), place, "、".join(dict.fromkeys(names)))
    yield from (Hidden(HiddenKind.AUTHOR, name) for name in dict.fromkeys(names))


def _users(root: Element, place: Place) -> Iterator[Hidden]:
    yield from (Hidden(HiddenKind.AUTHOR, user.get("name", "")) for user in root.findall("userInfo"))


def workbook_hidden(root: Element) -> Iterator[Hidden]:
    """What the workbook itself keeps: names that stand for words, users, views, and the folder that it was saved in."""
    for name in root.findall("definedNames/definedName"):
        if words := _name_words(name):
            yield Hidden(HiddenKind.STORED_DATA, words)
    for sharing in root.findall("fileSharing"):
        yield Hidden(HiddenKind.AUTHOR, sharing.get("userName", ""))
    for view in root.findall("customWorkbookViews/customWorkbookView"):
        yield Hidden(HiddenKind.STORED_DATA, view.get("name", ""))
    for path in root.iter("absPath"):
        yield Hidden(HiddenKind.PROPERTY, path.get("url", ""))


def _name_words(name: Element) -> str:
    """A name and what it stands for, where that is more than cells of a sheet."""
    title, value = name.get("name", ""), (name.text or "").strip()
    if title.startswith(_OF_EXCEL):
        return ""
    said = [text for key in ("comment", "description", "help", "statusBar") if (text := name.get(key, ""))]
    is_hidden = name.get("hidden") in ("1", "true")
    if _tells(_SHEET.sub("", value)) or (is_hidden and _TELLING.search(title)):
        said.insert(0, value)
    return "\t".join((title, *said)) if said else ""


def _tells(formula: str) -> bool:
    """Whether a formula holds words or long numbers of its own."""
    quoted = re.findall(r'"([^"]*)"', formula)
    return bool(_TELLING.search(formula)) or any(re.search(r"[^\W\d_]", words) for words in quoted)
