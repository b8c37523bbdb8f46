"""Word and Excel files as zip archives of XML parts: checks the archive, then reads its parts.

Nothing is unpacked to disk. Every member is unpacked once in memory, in pieces, before any reader sees it, so that
a truncated file, a header that lies and a zip bomb are refused here and for both formats alike.
"""

import posixpath
import re
import struct
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, XMLParser
from zipfile import BadZipFile, ZipFile, ZipInfo

from budgets.readers.document import UnreadableDocument

Progress = Callable[[int, int], None]

# A page number with the words around it, in both formats: 第 1 页 共 79 页, - 3 -. Longer numbers number no pages.
PAGE_NUMBER = re.compile(r"(?:[\s第页共\-—–－/·|]|(?<!\d)\d{1,4}(?!\d))*")

_MEGABYTE = 1024 * 1024
_CHUNK = 64 * 1024
_CENTRAL_HEADER = b"PK\x01\x02"
_XML_NAMES = (".xml", ".rels", ".vml")
# Entities need a document type declaration, so none is allowed; in UTF-16 each letter has a zero byte beside it.
_DOCTYPE = re.compile(
    b"|".join(
        re.escape(word.encode(encoding))
        for word in ("<!DOCTYPE", "<!ENTITY")
        for encoding in ("ascii", "utf-16-le", "utf-16-be")
    )
)
_LONGEST_DOCTYPE = len("<!DOCTYPE".encode("utf-16-le"))
_BROKEN = (BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)


@dataclass(frozen=True)
class Limits:
    """How large a file may be; sizes in bytes."""

    file_bytes: int = 50 * _MEGABYTE
    unpacked_bytes: int = 200 * _MEGABYTE  # all members together, as the archive declares them
    part_bytes: int = 64 * _MEGABYTE  # one XML part
    ratio: int = 100  # unpacked to packed, of members larger than `ratio_from`
    ratio_from: int = 10 * _MEGABYTE
    members: int = 5_000


@dataclass(frozen=True)
class Relation:
    """One line of a part's list of relations; `kind` is the last word of its type: styles, worksheet, header."""

    id: str
    kind: str
    target: str


@dataclass(frozen=True)
class Reference:
    """A relation with the part that it starts from; of one that leads out of the file `target` is the address."""

    source: str
    kind: str
    target: str
    is_outside: bool


def character(code: str) -> str:
    """The character of a hexadecimal code; "" for an invalid code, a surrogate, or a control but tab and line break."""
    try:
        found = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return found if found in "\t\n\r" or unicodedata.category(found) not in ("Cc", "Cs") else ""


class Allowance:
    """The number of cells that all tables of a document may have together, and the code of the refusal when there are more."""

    def __init__(self, most: int, code: str) -> None:
        self._left, self._most, self._code = most, most, code

    def take(self, count: int) -> None:
        """Count some more; raises UnreadableDocument when they are too many."""
        self._left -= count
        if self._left < 0:
            raise UnreadableDocument(self._code, cells=self._most)


def damaged() -> UnreadableDocument:
    """The error for an archive whose parts are damaged or contradict each other."""
    return UnreadableDocument("office.damaged")


def check_size(content: bytes, most: int = Limits.file_bytes) -> None:
    """Refuse a file of more than `most` bytes, whatever its format."""
    if len(content) > most:
        megabytes, most_megabytes = f"{len(content) / _MEGABYTE:.1f}", f"{most / _MEGABYTE:g}"
        raise UnreadableDocument("office.size", megabytes=megabytes, most=most_megabytes)


def member_names(content: bytes, limits: Limits | None = None) -> tuple[str, ...]:
    """The names in a zip archive, from its directory alone. Raises UnreadableDocument when there is none."""
    return tuple(info.filename for info in _directory(content, limits or Limits())[1])


def open_archive(content: bytes, limits: Limits | None = None) -> "OfficeArchive":
    """A checked archive.

    Raises UnreadableDocument for a file over a limit, truncated, with a false header, with
    a password, or with a document type declaration in any XML part.
    """
    limits = limits or Limits()
    check_size(content, limits.file_bytes)
    zipped, infos = _directory(content, limits)
    _check_declared(infos, limits)
    for info in infos:
        _check_member(zipped, info)
    return OfficeArchive(zipped, {_part_name(info.filename): info for info in infos})


def _directory(content: bytes, limits: Limits) -> tuple[ZipFile, list[ZipInfo]]:
    # Counted before zipfile makes an object of each: 50 MB of directory would be a million members.
    if content.count(_CENTRAL_HEADER) > limits.members:
        raise UnreadableDocument("office.unpacked")
    try:
        zipped = ZipFile(BytesIO(content))
    except _BROKEN:
        raise damaged() from None
    return zipped, zipped.infolist()


def _check_declared(infos: list[ZipInfo], limits: Limits) -> None:
    """Check the directory: sizes, ratios, no password, and no name twice (programs differ in which one counts)."""
    if len({_part_name(info.filename) for info in infos}) != len(infos):
        raise damaged()
    if any(info.flag_bits & 1 for info in infos):
        raise UnreadableDocument("office.password")
    if sum(info.file_size for info in infos) > limits.unpacked_bytes:
        raise UnreadableDocument("office.unpacked")
    for info in infos:
        if _is_xml(info) and info.file_size > limits.part_bytes:
            raise UnreadableDocument("office.unpacked")
        if info.file_size > limits.ratio_from and info.file_size > info.compress_size * limits.ratio:
            raise UnreadableDocument("office.unpacked")


def _check_member(zipped: ZipFile, info: ZipInfo) -> None:
    """Unpack one member: it must have the declared size and checksum, and XML no document type declaration."""
    size = 0
    tail = b""
    try:
        with zipped.open(info) as member:
            while chunk := member.read(_CHUNK):
                size += len(chunk)
                if _is_xml(info) and _DOCTYPE.search(tail + chunk):
                    raise UnreadableDocument("office.entities")
                tail = chunk[-_LONGEST_DOCTYPE:]
    except _BROKEN:
        raise damaged() from None
    if size != info.file_size:
        raise damaged()


def _is_xml(info: ZipInfo) -> bool:
    return info.filename.lower().endswith(_XML_NAMES)


def _part_name(name: str) -> str:
    """Part names are compared without regard to case, and some tools write them with backslashes."""
    return _with_slashes(name).lower()


def _with_slashes(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


class OfficeArchive:
    """The parts of a checked archive. Names of elements and attributes come without their namespace, so that the
    transitional and the strict form of a document read alike."""

    def __init__(self, zipped: ZipFile, members: dict[str, ZipInfo]) -> None:
        self._zipped = zipped
        self._members = members
        self._read: set[str] = set()

    def names(self) -> tuple[str, ...]:
        """The name of every part, as the archive writes it."""
        return tuple(
            name
            for info in self._members.values()
            if not (name := _with_slashes(info.filename)).endswith("/")
        )

    def unread_names(self) -> tuple[str, ...]:
        """The names of the parts that nobody has asked for yet."""
        return tuple(name for name in self.names() if _part_name(name) not in self._read)

    def has(self, name: str) -> bool:
        """Whether there is a part of that name."""
        return _part_name(name) in self._members

    def read(self, name: str) -> bytes:
        """The bytes of a part; raises UnreadableDocument when it is missing."""
        content = self.peek(name)
        self._read.add(_part_name(name))
        return content

    def peek(self, name: str) -> bytes:
        """The bytes of a part, which does not count as read for that."""
        if not self.has(name):
            raise damaged()
        return self._zipped.read(self._members[_part_name(name)])

    def tree(self, name: str) -> Element:
        """A whole part as one element."""
        root = next(self.elements(name), None)
        if root is None:
            raise damaged()
        return root

    def elements(
        self,
        name: str,
        wanted: frozenset[str] = frozenset(),
        ignored: frozenset[str] = frozenset(),
        progress: Progress | None = None,
    ) -> Iterator[Element]:
        """The outermost elements of a part that are called one of `wanted`, one by one, without the `ignored` inside
        them; without `wanted`, the root. `progress` hears of bytes: how many of how many."""
        content = self.read(name)
        builder = _Builder(wanted, ignored)
        parser = XMLParser(target=builder)
        for start in range(0, len(content), _CHUNK):
            _feed(parser, content[start : start + _CHUNK])
            yield from builder.taken()
            if progress is not None:
                progress(min(start + _CHUNK, len(content)), len(content))
        _feed(parser, None)
        yield from builder.taken()

    def relations(self, part: str = "") -> tuple[Relation, ...]:
        """What a part refers to inside the archive; "" is the archive itself. A reference to nothing is left out."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(name):
            return ()
        return tuple(self._inside(self.elements(name, frozenset({"Relationship"})), folder))

    def _inside(self, elements: Iterable[Element], folder: str) -> Iterator[Relation]:
        for element in elements:
            target = _resolved(folder, element.get("Target", ""))
            if element.get("TargetMode") != "External" and self.has(target):
                kind = element.get("Type", "").rpartition("/")[2]
                yield Relation(element.get("Id", ""), kind, target)

    def references(self) -> Iterator[Reference]:
        """Every line of every list of relations in the archive, of parts that exist or not. A damaged list has none."""
        for name in self.names():
            folder, base = posixpath.split(name)
            if not (base.lower().endswith(".rels") and posixpath.basename(folder).lower() == "_rels"):
                continue
            source = posixpath.join(posixpath.dirname(folder), base[: -len(".rels")])
            try:
                yield from self._references_of(name, source)
            except UnreadableDocument:
                continue

    def _references_of(self, name: str, source: str) -> Iterator[Reference]:
        for element in self.elements(name, frozenset({"Relationship"})):
            kind, target = element.get("Type", "").rpartition("/")[2], element.get("Target", "")
            is_outside = element.get("TargetMode") == "External"
            if not is_outside:
                target = _resolved(posixpath.dirname(source), target)
            yield Reference(source, kind, target, is_outside)

    def related(self, part: str, kind: str) -> str | None:
        """The name of the first part of that kind that `part` refers to."""
        return next((r.target for r in self.relations(part) if r.kind == kind), None)

    def main_part(self) -> str:
        """The name of the part that holds the document."""
        name = self.related("", "officeDocument")
        if name is None:
            raise damaged()
        return name


def _resolved(folder: str, target: str) -> str:
    """The name of the part that a relation of a part in `folder` leads to."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _feed(parser: "XMLParser", chunk: bytes | None) -> None:
    try:
        if chunk is None:
            parser.close()
        else:
            parser.feed(chunk)
    except (ParseError, ValueError, LookupError):
        raise damaged() from None


class _Builder:
    """The parser's target: builds the wanted elements and forgets the rest of the part at once."""

    def __init__(self, wanted: frozenset[str], ignored: frozenset[str]) -> None:
        self._wanted, self._ignored = wanted, ignored
        self._open: list[Element] = []
        self._muted = 0
        self._done: list[Element] = []
        self._names: dict[str, str] = {}  # full name -> name without namespace: asked for millions of times

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        """Called by the parser. The check of the archive usually finds these first; this one works in every encoding."""
        raise UnreadableDocument("office.entities")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Called by the parser."""
        if self._muted:
            self._muted += 1
            return
        name = self._local(tag)
        if name in self._ignored:
            self._muted = 1
        elif self._open or not self._wanted or name in self._wanted:
            element = Element(name, {self._local(key): value for key, value in attributes.items()})
            if self._open:
                self._open[-1].append(element)
            self._open.append(element)

    def end(self, tag: str) -> None:
        """Called by the parser."""
        if self._muted:
            self._muted -= 1
        elif self._open:
            element = self._open.pop()
            if not self._open:
                self._done.append(element)

    def data(self, text: str) -> None:
        """Called by the parser. Only the text before an element's first child counts: OOXML has no mixed content."""
        if self._open and not self._muted and not len(self._open[-1]):
            self._open[-1].text = (self._open[-1].text or "") + text

    def close(self) -> None:
        """Called by the parser."""

    def taken(self) -> list[Element]:
        """The elements finished since the last call."""
        done, self._done = self._done, []
        return done

    def _local(self, name: str) -> str:
        found = self._names.get(name)
        if found is None:
            found = self._names[name] = name.rpartition("}")[2]
        return found
