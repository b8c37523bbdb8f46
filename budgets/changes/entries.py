"""The entries of a version, one for each thing that it says, and the change of an entry between two versions."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from functools import cached_property

from budgets.form.amounts import Unit, format_amount, plain_digits, share
from budgets.form.references import row_label
from budgets.form.spelling import same_brackets, squeeze
from budgets.form.tables import BudgetForm, Form, OfficialTable, Role
from budgets.form.terms import FixedTerm, PartKey


class Group(FixedTerm):
    """The parts of a document beside its official tables; the value is what a reader calls it."""

    COVER = "封面"
    DUTIES = "主要职能"
    INSTITUTIONS = "机构设置"
    UNITS = "预算单位"
    DEFINITIONS = "名词解释"
    NARRATIVE = "预算编制说明"
    OTHER_NOTES = "其他相关情况说明"
    STATEMENTS = "项目经费情况说明"
    TARGET_FORMS = "绩效目标表"
    FURTHER_TABLES = "照录的表"


Part = Group | Role  # an official table is known by its role, whatever its number in a version's form
_BEHIND_THE_TABLES = (Group.FURTHER_TABLES, Group.OTHER_NOTES, Group.STATEMENTS, Group.TARGET_FORMS)


def official_order(form: BudgetForm) -> list[Part]:
    """The parts of a document of that form in the official order."""
    before = [group for group in Group if group not in _BEHIND_THE_TABLES]
    return [*before, *(table.role for table in form.tables), *_BEHIND_THE_TABLES]


def table_name(table: OfficialTable) -> str:
    """An official table for readers: 表2 收入预算总表."""
    return f"表{table.number} {table.title}"


@dataclass(frozen=True)
class EntryPlace:
    """The place of an entry in its file, and what a link to it on the site needs.

    `page` to `column` are those of readers.document.Place. `number`, `line_number` and `side` name a line of an
    official table, `slug` a project statement; `in_source` is the query and fragment of its place on the page
    of the document.
    """

    page: int | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    number: int | None = None
    line_number: int | None = None
    side: str = ""
    slug: str = ""
    in_source: str = ""


@dataclass(frozen=True)
class Entry:
    """One thing that a version says.

    `key` identifies it within its group in every version: (line or statement, column or part), or one word where
    it belongs to neither. `label` and `column` name it for readers: 206-02-01 机构运行, 基本支出.
    `text` is as printed. Entries of `prose` share a key and differ by their words. `printed` is False for a
    name that the page does not print, even if it was looked up. `unread` is for what is printed and was not read, or may
    be: its text says so, and it has no amount.
    """

    group: Part
    key: tuple[str, ...]
    label: str
    column: str
    text: str
    yuan: Decimal | None = None
    place: EntryPlace = field(default=EntryPlace())
    prose: bool = False
    printed: bool = True
    unread: bool = False

    @property
    def item(self) -> str:
        """The key of the line or statement that it belongs to; "" where it belongs to neither."""
        return self.key[0] if len(self.key) > 1 else ""

    @property
    def aspect(self) -> str:
        """Which part of its line or statement it is: NAME, a column's key, or a part's."""
        return self.key[-1]


NAME = "name"
NOT_READ = "没有读出"


class ChangeKind(Enum):
    """What became of an entry."""

    SAME = "未变"
    CHANGED = "改动"
    ADDED = "新增"
    REMOVED = "删去"
    UNREAD = "没有读出"


@dataclass(frozen=True)
class Change:
    """One entry before and after; None where that version does not have it."""

    before: Entry | None
    after: Entry | None

    @property
    def entry(self) -> Entry:
        """The newer of the two."""
        entry = self.after or self.before
        assert entry is not None
        return entry

    @cached_property
    def kind(self) -> ChangeKind:
        """Whether it is the same, changed, added or removed, or was not read in one of the two."""
        if self.unread:
            return ChangeKind.UNREAD if self._one_was_read else ChangeKind.SAME
        if self.before is None:
            return ChangeKind.ADDED
        if self.after is None:
            return ChangeKind.REMOVED
        return ChangeKind.SAME if is_same(self.before, self.after) else ChangeKind.CHANGED

    @property
    def unread(self) -> bool:
        """Whether one of the two versions prints it, or may print it, where it was not read."""
        return any(entry is not None and entry.unread for entry in (self.before, self.after))

    @property
    def _one_was_read(self) -> bool:
        return any(entry is not None and not entry.unread for entry in (self.before, self.after))

    @property
    def difference(self) -> Decimal | None:
        """After minus before, in yuan; None unless both print an amount."""
        if self.before is None or self.after is None:
            return None
        if self.before.yuan is None or self.after.yuan is None:
            return None
        return self.after.yuan - self.before.yuan

    @property
    def share(self) -> Decimal | None:
        """The difference in per cent of the older amount; None without a difference or where that amount is zero."""
        if self.difference is None or self.before is None or self.before.yuan is None:
            return None
        return share(self.difference, self.before.yuan)

    @property
    def moves_money(self) -> bool:
        """Whether the amount in yuan differs; a blank counts as zero, but nothing is known of one that was not read."""
        if self.unread:
            return False
        before, after = ((e.yuan if e else None) or Decimal(0) for e in (self.before, self.after))
        return before != after


def is_same(before: Entry, after: Entry) -> bool:
    """Whether two entries of one key say the same, by the rules of budgets.changes."""
    if not before.printed and not after.printed:
        return True
    if before.yuan is not None and after.yuan is not None:
        return (before.yuan, _digits(before.text)) == (after.yuan, _digits(after.text))
    return before.yuan == after.yuan and _words(before) == _words(after)


def _digits(text: str) -> str:
    return plain_digits(text).replace(",", "")


def same_name(name: str) -> str:
    """A name for comparing: without white space, brackets in full width."""
    return same_brackets(name)


def _words(entry: Entry) -> str:
    return squeeze(entry.text) if entry.prose else same_name(entry.text)


# ---- what the official tables and the statements say, as entries ----------------------------------------

_NUMBERING = re.compile(
    r"\s*(?:[一二三四五六七八九十]+\s*、|\d+\s*[.．、]|[（(]\s*[一二三四五六七八九十\d]+\s*[）)])\s*"
)
_AMOUNT = "amount"


@dataclass(frozen=True)
class PlainLine:
    """One line of an official table: its cells as column key, printed text, yuan and place.

    `unread` are the keys of the columns in which something is printed that was not read.
    """

    name: str
    place: EntryPlace
    code: str = ""
    cells: tuple[tuple[str, str, Decimal, EntryPlace], ...] = ()
    name_looked_up: bool = False
    unread: tuple[str, ...] = ()


def line_entries(table: OfficialTable, lines: Iterable[PlainLine]) -> Iterator[Entry]:
    """The name and the cells of every line of that official table.

    A line is identified by its code, in a two-sided table by side and name, in one of a single row by its column. The
    number of an entry (四、) is layout: a new entry above makes it 五、.
    """
    lines = list(lines)
    for line, item in zip(lines, numbered(_identity(table, line) for line in lines), strict=True):
        yield from _entries_of_line(table, line, item)


def _entries_of_line(table: OfficialTable, line: PlainLine, item: str) -> Iterator[Entry]:
    coded = table.form is Form.CODED
    label = row_label(line.code, line.name)
    name = _without_number(line.name) if table.form is Form.TWO_SIDED else line.name
    printed = bool(name) and not line.name_looked_up
    column = "科目名称" if coded else "项目"
    yield Entry(table.role, (item, NAME), label, column, name, place=line.place, printed=printed)
    single = table.form is Form.SINGLE_ROW
    unread = [(key, NOT_READ, None, line.place) for key in line.unread]
    for key, text, yuan, place in [*line.cells, *unread]:
        title = "预算数" if single else table.column(key).title
        aspect = _AMOUNT if single else key
        yield Entry(table.role, (item, aspect), label, title, text, yuan, place, unread=yuan is None)


def _identity(table: OfficialTable, line: PlainLine) -> str:
    if table.form is Form.TWO_SIDED:
        return f"{line.place.side} {same_name(_without_number(line.name))}"
    return line.code or same_name(line.name)


def _without_number(name: str) -> str:
    return _NUMBERING.sub("", name, count=1) if _NUMBERING.match(name) else name


def numbered(identities: Iterable[str]) -> list[str]:
    """The identities made unique: a second 2060201 becomes 2060201#2, so that nothing is lost."""
    seen: Counter[str] = Counter()
    found = []
    for identity in identities:
        seen[identity] += 1
        found.append(identity if seen[identity] == 1 else f"{identity}#{seen[identity]}")
    return found


def paragraph_entries(
    part: Part, label: str, aspect: str, column: str, paragraphs: Iterable[tuple[str, EntryPlace]]
) -> Iterator[Entry]:
    """Entries for paragraphs, notes or list items, given as text and place; they are matched by their words."""
    for text, place in paragraphs:
        yield Entry(part, (aspect,), label, column, text, place=place, prose=True)


def definition_entries(definitions: Iterable[tuple[str, str, EntryPlace]]) -> Iterator[Entry]:
    """Entries for 名词解释, given as term, text and place; identified by the term."""
    definitions = list(definitions)
    items = numbered(same_name(term) for term, _, _ in definitions)
    for (term, text, place), item in zip(definitions, items, strict=True):
        base = Entry(Group.DEFINITIONS, (item, NAME), term, "名词", term, place=place)
        yield base
        for line in filter(str.strip, text.split("\n")):
            yield replace(base, key=(item, "text"), column="解释", text=line, prose=True)


@dataclass(frozen=True)
class PlainPart:
    """One of the seven parts of a statement: its key, printed heading and words, one paragraph a line."""

    key: PartKey
    heading: str
    text: str
    place: EntryPlace


@dataclass(frozen=True)
class PlainStatement:
    """A project statement: its parts, its amounts in yuan and its other facts by their title for readers."""

    number: int
    name: str
    heading: str
    place: EntryPlace
    parts: tuple[PlainPart, ...] = ()
    amounts: Mapping[str, Decimal | None] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)


def statement_entries(statements: Iterable[PlainStatement]) -> Iterator[Entry]:
    """Entries for everything that the statements say; a statement is identified by its name, or its number if unnamed."""
    statements = list(statements)
    items = numbered(same_name(s.name) or f"#{s.number}" for s in statements)
    for statement, item in zip(statements, items, strict=True):
        yield from _entries_of_statement(statement, item)


def _entries_of_statement(statement: PlainStatement, item: str) -> Iterator[Entry]:
    label = statement.name or statement.heading
    base = Entry(Group.STATEMENTS, (item, NAME), label, "项目名称", label, place=statement.place)
    yield base
    for part in statement.parts:
        own = replace(base, column=part.key.value, place=part.place)
        yield replace(own, key=(item, f"{part.key.word} heading"), text=part.heading)
        for text in filter(str.strip, part.text.split("\n")):
            yield replace(own, key=(item, part.key.word), text=text, prose=True)
    for title, yuan in statement.amounts.items():
        if yuan is not None:
            yield replace(
                base, key=(item, title), column=title, text=format_amount(yuan, Unit.YUAN), yuan=yuan
            )
    for title, text in statement.facts.items():
        if text:
            yield replace(base, key=(item, title), column=title, text=text)
