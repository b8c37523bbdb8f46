"""What changed between two versions of a budget: a draft and what is published, a year and the year before.

A version comes in as entries, one for each thing that it says: a cell, a name, a paragraph. What counts as the
same is decided here and nowhere else:

- Words are the same when they agree with white space aside; names also when only the width of brackets differs.
- An amount is the same when its yuan and its printed digits agree; separators and spaces do not count. The same
  yuan in other digits (37.9 and 37.90, or 元 and 万元) is a change of print only, and is marked as such.
- Where a paragraph ends is layout: words that were cut into paragraphs in another way are the same words.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from difflib import SequenceMatcher
from enum import Enum
from functools import cached_property
from itertools import pairwise, product
from typing import Any, Literal, TypeVar

from budgets.amounts import Unit, format_amount, plain_digits, share
from budgets.official_tables import BY_NUMBER, Form, OfficialTable
from budgets.vocabulary import PartKey


class Group(Enum):
    """The parts of a document in the official order; the value is what a reader calls it."""

    COVER = "封面"
    DUTIES = "主要职能"
    INSTITUTIONS = "机构设置"
    UNITS = "预算单位"
    DEFINITIONS = "名词解释"
    NARRATIVE = "预算编制说明"
    TABLE_1 = "表1"
    TABLE_2 = "表2"
    TABLE_3 = "表3"
    TABLE_4 = "表4"
    TABLE_5 = "表5"
    TABLE_6 = "表6"
    TABLE_7 = "表7"
    TABLE_8 = "表8"
    TABLE_9 = "表9"
    OTHER_NOTES = "其他相关情况说明"
    STATEMENTS = "项目经费情况说明"
    TARGET_FORMS = "绩效目标表"

    @classmethod
    def of_table(cls, number: int) -> "Group":
        """The group of an official table."""
        return cls[f"TABLE_{number}"]

    @property
    def table(self) -> OfficialTable | None:
        """The official table; None for prose."""
        return BY_NUMBER[int(self.name[-1])] if self.name.startswith("TABLE_") else None

    @property
    def title(self) -> str:
        """For readers: 表2 收入预算总表, 名词解释."""
        return f"{self.value} {self.table.title}" if self.table else self.value


@dataclass(frozen=True)
class EntryPlace:
    """Where an entry stands in its file, and what a link to it on the site needs.

    `page` to `column` are the file's own, as in readers.document.Place. `number`, `line_number` and `side` name a
    line of an official table on its page, `slug` the page of a project statement.
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


@dataclass(frozen=True)
class Entry:
    """One thing that a version says.

    `key` is what it is inside its group, in every version: (line or statement, column or part), or one word for
    what belongs to neither. `label` and `column` say the same to readers: 206-02-01 机构运行, 基本支出.
    `text` is as printed. Entries of `prose` share a key and are told apart by their words. A name that the page
    lost is not `printed`, whether or not it could be looked up.
    """

    group: Group
    key: tuple[str, ...]
    label: str
    column: str
    text: str
    yuan: Decimal | None = None
    place: EntryPlace = field(default=EntryPlace())
    prose: bool = False
    printed: bool = True

    @property
    def item(self) -> str:
        """The line or statement that it is a part of; "" for what is a part of neither."""
        return self.key[0] if len(self.key) > 1 else ""

    @property
    def aspect(self) -> str:
        """What it is of its line or statement: NAME, a column's key, a part."""
        return self.key[-1]


NAME = "name"


class ChangeKind(Enum):
    """What became of an entry."""

    SAME = "未变"
    CHANGED = "改动"
    ADDED = "新增"
    REMOVED = "删去"


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
        """Whether it is the same, changed, added or removed."""
        if self.before is None:
            return ChangeKind.ADDED
        if self.after is None:
            return ChangeKind.REMOVED
        return ChangeKind.SAME if is_same(self.before, self.after) else ChangeKind.CHANGED

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
        """The difference in per cent of what it was; None without a difference or where it was zero."""
        if self.difference is None or self.before is None or self.before.yuan is None:
            return None
        return share(self.difference, self.before.yuan)

    @property
    def moves_money(self) -> bool:
        """Whether an amount is another one; a blank counts as zero here."""
        before, after = ((e.yuan if e else None) or Decimal(0) for e in (self.before, self.after))
        return before != after

    @property
    def is_print_only(self) -> bool:
        """Whether the same amount is printed in other digits: 37.9 and 37.90."""
        return self.kind is ChangeKind.CHANGED and self.difference == 0


def is_same(before: Entry, after: Entry) -> bool:
    """Whether two entries of one key say the same; see the module for what that means."""
    if not before.printed and not after.printed:
        return True
    if before.yuan is not None and after.yuan is not None:
        return (before.yuan, _digits(before.text)) == (after.yuan, _digits(after.text))
    return before.yuan == after.yuan and _words(before) == _words(after)


def _digits(text: str) -> str:
    return plain_digits(text).replace(",", "")


def squeeze(text: str) -> str:
    """The text without any white space."""
    return re.sub(r"\s+", "", text)


def same_name(name: str) -> str:
    """A name for comparing: white space aside, brackets alike in half and full width."""
    return squeeze(name).replace("(", "（").replace(")", "）")


def _words(entry: Entry) -> str:
    return squeeze(entry.text) if entry.prose else same_name(entry.text)


# ---- what the official tables and the statements say, as entries ----------------------------------------

_NUMBERING = re.compile(
    r"\s*(?:[一二三四五六七八九十]+\s*、|\d+\s*[.．、]|[（(]\s*[一二三四五六七八九十\d]+\s*[）)])\s*"
)
_AMOUNT = "amount"


@dataclass(frozen=True)
class ComparedLine:
    """One line of an official table: its cells as column key, printed text, yuan and place."""

    name: str
    place: EntryPlace
    code: str = ""
    cells: tuple[tuple[str, str, Decimal, EntryPlace], ...] = ()
    name_looked_up: bool = False


def line_entries(number: int, lines: Iterable[ComparedLine]) -> Iterator[Entry]:
    """The name and the cells of every line of that official table.

    A line is known by its code, its side and name in tables 1 and 4, its column in table 9. The numbering of an
    entry (四、) is layout: a new entry above it makes it 五、.
    """
    table, lines = BY_NUMBER[number], list(lines)
    for line, item in zip(lines, numbered(_identity(table, line) for line in lines), strict=True):
        yield from _entries_of_line(table, line, item)


def _entries_of_line(table: OfficialTable, line: ComparedLine, item: str) -> Iterator[Entry]:
    group, coded = Group.of_table(table.number), table.form is Form.CODED
    label = f"{dashed(line.code)} {line.name}".strip()
    name = _without_number(line.name) if table.form is Form.TWO_SIDED else line.name
    printed = bool(name) and not line.name_looked_up
    column = "科目名称" if coded else "项目"
    yield Entry(group, (item, NAME), label, column, name, place=line.place, printed=printed)
    for key, text, yuan, place in line.cells:
        single = table.form is Form.SINGLE_ROW
        title = "预算数" if single else table.column(key).title
        yield Entry(group, (item, _AMOUNT if single else key), label, title, text, yuan, place)


def _identity(table: OfficialTable, line: ComparedLine) -> str:
    if table.form is Form.TWO_SIDED:
        return f"{line.place.side} {same_name(_without_number(line.name))}"
    return line.code or same_name(line.name)


def _without_number(name: str) -> str:
    return _NUMBERING.sub("", name, count=1) if _NUMBERING.match(name) else name


def dashed(code: str) -> str:
    """A code as it is read: 206-02-01."""
    return "-".join(part for part in (code[:3], code[3:5], code[5:]) if part)


def numbered(identities: Iterable[str]) -> list[str]:
    """The identities, each once: the second of the same is 2060201#2, so that nothing is lost."""
    seen: Counter[str] = Counter()
    found = []
    for identity in identities:
        seen[identity] += 1
        found.append(identity if seen[identity] == 1 else f"{identity}#{seen[identity]}")
    return found


def paragraph_entries(
    group: Group, aspect: str, column: str, paragraphs: Iterable[tuple[str, EntryPlace]]
) -> Iterator[Entry]:
    """Paragraphs, notes or entries of a list, as text and place: what is the same is known by the words."""
    for text, place in paragraphs:
        yield Entry(group, (aspect,), group.title, column, text, place=place, prose=True)


def definition_entries(definitions: Iterable[tuple[str, str, EntryPlace]]) -> Iterator[Entry]:
    """名词解释 as term, text and place; one is known by its term."""
    definitions = list(definitions)
    items = numbered(same_name(term) for term, _, _ in definitions)
    for (term, text, place), item in zip(definitions, items, strict=True):
        base = Entry(Group.DEFINITIONS, (item, NAME), term, "名词", term, place=place)
        yield base
        for line in filter(str.strip, text.split("\n")):
            yield replace(base, key=(item, "text"), column="解释", text=line, prose=True)


@dataclass(frozen=True)
class ComparedPart:
    """One of the seven parts of a statement: its key, printed heading and words, one paragraph a line."""

    key: PartKey
    heading: str
    text: str
    place: EntryPlace


@dataclass(frozen=True)
class ComparedStatement:
    """A project statement: its parts, its amounts in yuan and its other facts by their title for readers."""

    number: int
    name: str
    heading: str
    place: EntryPlace
    parts: tuple[ComparedPart, ...] = ()
    amounts: Mapping[str, Decimal | None] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)


def statement_entries(statements: Iterable[ComparedStatement]) -> Iterator[Entry]:
    """Everything that the statements say; one is known by its name, without a name by its number."""
    statements = list(statements)
    items = numbered(same_name(s.name) or f"#{s.number}" for s in statements)
    for statement, item in zip(statements, items, strict=True):
        yield from _entries_of_statement(statement, item)


def _entries_of_statement(statement: ComparedStatement, item: str) -> Iterator[Entry]:
    label = statement.name or statement.heading
    base = Entry(Group.STATEMENTS, (item, NAME), label, "项目名称", label, place=statement.place)
    yield base
    for part in statement.parts:
        own = replace(base, column=part.key.value, place=part.place)
        yield replace(own, key=(item, f"{part.key.name.lower()} heading"), text=part.heading)
        for text in filter(str.strip, part.text.split("\n")):
            yield replace(own, key=(item, part.key.name.lower()), text=text, prose=True)
    for title, yuan in statement.amounts.items():
        if yuan is not None:
            yield replace(
                base, key=(item, title), column=title, text=format_amount(yuan, Unit.YUAN), yuan=yuan
            )
    for title, text in statement.facts.items():
        if text:
            yield replace(base, key=(item, title), column=title, text=text)


# ---- comparing ------------------------------------------------------------------------------------------

# Positions in the older and in the newer list that belong together; one side may be empty.
_Match = tuple[tuple[int, ...], tuple[int, ...]]


def compare(before: Iterable[Entry], after: Iterable[Entry]) -> tuple[Change, ...]:
    """What changed, in the order of the newer version; what was removed comes where it stood."""
    return tuple(change for change in paired(before, after) if change.kind is not ChangeKind.SAME)


def paired(before: Iterable[Entry], after: Iterable[Entry]) -> tuple[Change, ...]:
    """The same with everything that did not change: was and is of every entry."""
    news = list(after)
    olds = _renamed(list(before), news)
    matches = [*_by_key(olds, news), *_by_words(olds, news)]
    return tuple(
        Change(_joined(olds, old), _joined(news, new)) for old, new in _in_order(matches, olds, news)
    )


def _joined(entries: Sequence[Entry], positions: tuple[int, ...]) -> Entry | None:
    """The entry there; paragraphs that stand for one as one entry."""
    found = [entries[n] for n in positions]
    if len(found) < 2:
        return found[0] if found else None
    return replace(found[0], text="\n".join(entry.text for entry in found))


def _by_key(olds: Sequence[Entry], news: Sequence[Entry]) -> Iterator[_Match]:
    """Entries of the same group and key; the n-th of the same key with the n-th."""
    old, new = _positions(olds, prose=False), _positions(news, prose=False)
    for key in old.keys() | new.keys():
        ours, theirs = old.get(key, []), new.get(key, [])
        for n in range(max(len(ours), len(theirs))):
            yield tuple(ours[n : n + 1]), tuple(theirs[n : n + 1])


def _by_words(olds: Sequence[Entry], news: Sequence[Entry]) -> Iterator[_Match]:
    """Paragraphs of the same group and key, aligned by their words."""
    old, new = _positions(olds, prose=True), _positions(news, prose=True)
    for key in old.keys() | new.keys():
        ours, theirs = old.get(key, []), new.get(key, [])
        texts = [squeeze(olds[n].text) for n in ours], [squeeze(news[n].text) for n in theirs]
        for a, b in _aligned(*texts):
            yield tuple(ours[n] for n in a), tuple(theirs[n] for n in b)


def _positions(entries: Iterable[Entry], prose: bool) -> dict[tuple[Group, tuple[str, ...]], list[int]]:
    found = defaultdict(list)
    for position, entry in enumerate(entries):
        if entry.prose is prose:
            found[entry.group, entry.key].append(position)
    return found


def _in_order(matches: Iterable[_Match], olds: Sequence[Entry], news: Sequence[Entry]) -> list[_Match]:
    """In the order of the newer list: groups, in them lines, in them entries, what was removed where it stood."""
    matches = list(matches)
    stands = {n: new[0] for old, new in matches if new for n in old}
    groups = _ranks((entry.group for entry in olds), (entry.group for entry in news))
    blocks = _ranks(map(_block, olds), map(_block, news))
    anchors: dict[int, int] = {}  # behind which newer entry of its own line an older one stood
    last: dict[tuple[Group, str], int] = defaultdict(lambda: -1)
    for n, entry in enumerate(olds):
        anchors[n] = last[_block(entry)] = stands.get(n, last[_block(entry)])

    def place(match: _Match) -> tuple[Any, ...]:
        old, new = match
        entry = news[new[0]] if new else olds[old[0]]
        rank = groups[entry.group], blocks[_block(entry)]
        return (*rank, new[0], 0, 0) if new else (*rank, anchors[old[0]], 1, old[0])

    return sorted(matches, key=place)


def _block(entry: Entry) -> tuple[Group, str]:
    """The line or statement that an entry belongs to; notes, paragraphs and titles make one of their own."""
    return entry.group, entry.key[0]


_T = TypeVar("_T", bound=Hashable)


def _ranks(olds: Iterable[_T], news: Iterable[_T]) -> dict[_T, int]:
    """Each once, in the newer order, with those that are gone behind what they stood behind."""
    position = {key: n for n, key in enumerate(dict.fromkeys(news))}
    places, last = {key: (n, 0, 0) for key, n in position.items()}, -1
    for n, key in enumerate(dict.fromkeys(olds)):
        last = position.get(key, last)
        places.setdefault(key, (last, 1, n))
    return {key: rank for rank, key in enumerate(sorted(places, key=places.__getitem__))}


def _renamed(olds: list[Entry], news: Sequence[Entry]) -> list[Entry]:
    """The older entries, a statement that only got another name under its new one."""
    names = _new_names(_own_paragraphs(olds), _own_paragraphs(news))
    return [
        replace(e, key=(names[e.item], *e.key[1:])) if e.group is Group.STATEMENTS and e.item in names else e
        for e in olds
    ]


_Paragraph = tuple[str, str]  # part and words


def _new_names(
    old: Mapping[str, Sequence[_Paragraph]], new: Mapping[str, Sequence[_Paragraph]]
) -> dict[str, str]:
    """Statements that are gone, by the new one in which at least half of what was their own stands word for word."""
    owners = {words: item for item in new if item not in old for words in new[item]}
    names: dict[str, str] = {}
    for item in (item for item in old if item not in new):
        votes = Counter(owners[words] for words in old[item] if words in owners)
        for other, count in votes.most_common(1):
            if other not in names.values() and 2 * count >= max(len(old[item]), len(new[other])):
                names[item] = other
    return names


def _own_paragraphs(entries: Sequence[Entry]) -> dict[str, list[_Paragraph]]:
    """The paragraphs of each statement that no other one has too: 2025年1月至12月 says nothing about which it is."""
    own = [e for e in entries if e.group is Group.STATEMENTS]
    often = Counter((e.aspect, squeeze(e.text)) for e in own if e.prose)
    found: dict[str, list[_Paragraph]] = {e.item: [] for e in own}
    for entry in own:
        words = entry.aspect, squeeze(entry.text)
        if entry.prose and often[words] == 1:
            found[entry.item].append(words)
    return found


# ---- paragraphs -----------------------------------------------------------------------------------------

_LARGEST_BLOCK = 3_000  # pairs of paragraphs that are weighed against each other
# How many paragraphs of either side say the same: one and one, or one that was cut into several; two and two
# where a page break moved.
_MOVES = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (1, 4), (4, 1), (2, 2))
_CUT_ELSEWHERE = 3  # pairs of characters that must be gained before more than one and one are taken
_NEARLY_ALL = 0.85
_NEVER = float("-inf")
_SENTENCE_ENDS = tuple("。；：！？…”）》")


def _aligned(olds: Sequence[str], news: Sequence[str]) -> Iterator[_Match]:
    """Which paragraphs belong together: the same ones, then, between these, those that are most alike."""
    # Beyond some thousand paragraphs the exact search is too slow for lines that come again and again.
    matcher = SequenceMatcher(None, olds, news, autojunk=max(len(olds), len(news)) > 2_000)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag == "equal":
            yield from (((i + n,), (j + n,)) for n in range(i_end - i))
            continue
        for old, new in _most_alike(olds[i:i_end], news[j:j_end]):
            yield tuple(i + n for n in old), tuple(j + n for n in new)


def _most_alike(olds: Sequence[str], news: Sequence[str]) -> list[_Match]:
    """Which paragraphs belong together where none is the same, in order."""
    if len(olds) == len(news) == 1:
        return [((0,), (0,))]
    if "".join(olds) == "".join(news):
        return [(tuple(range(len(olds))), tuple(range(len(news))))]
    if not olds or not news or len(olds) * len(news) > _LARGEST_BLOCK:
        return _one_by_one(olds, news)
    best = _Weighing(olds, news).best_moves()
    matches, i, j = [], 0, 0
    while i < len(olds) or j < len(news):
        p, q = best[i, j]
        matches.append((tuple(range(i, i + p)), tuple(range(j, j + q))))
        i, j = i + p, j + q
    return matches


def _one_by_one(olds: Sequence[str], news: Sequence[str]) -> list[_Match]:
    """The n-th with the n-th where these are alike, for blocks too large to weigh every pair."""
    matches: list[_Match] = []
    for n in range(max(len(olds), len(news))):
        ours, theirs = (n,) if n < len(olds) else (), (n,) if n < len(news) else ()
        if ours and theirs and _gain(_character_pairs(olds[n]), _character_pairs(news[n])) < 0:
            matches += [(ours, ()), ((), theirs)]
        else:
            matches.append((ours, theirs))
    return matches


class _Weighing:
    """Two runs of paragraphs, each paragraph of one weighed against each of the other."""

    def __init__(self, olds: Sequence[str], news: Sequence[str]) -> None:
        self._sides = olds, news
        self._counted: dict[tuple[int, int, int], Counter[str]] = {}

    def best_moves(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For each pair of positions how many paragraphs of either side to take next, to gain most in sum."""
        olds, news = (len(side) for side in self._sides)
        total: dict[tuple[int, int], float] = defaultdict(float)
        best = {(i, news): (1, 0) for i in range(olds)} | {(olds, j): (0, 1) for j in range(news)}
        for i, j in product(reversed(range(olds)), reversed(range(news))):
            best[i, j], total[i, j] = (1, 0), total[i + 1, j]
            if total[i, j + 1] > total[i, j]:
                best[i, j], total[i, j] = (0, 1), total[i, j + 1]
            for p, q in _MOVES:
                if i + p <= olds and j + q <= news:
                    gained = self._gain(i, p, j, q) + total[i + p, j + q]
                    if gained >= total[i, j]:
                        best[i, j], total[i, j] = (p, q), gained
        return best

    def _gain(self, i: int, p: int, j: int, q: int) -> float:
        """What is gained by seeing these paragraphs as the same; far below zero where they are not to be."""
        old, new = self._pairs(0, i, p), self._pairs(1, j, q)
        gain = _gain(old, new)
        if gain < 0:
            return _NEVER
        if p == q == 1 or self._text(0, i, p) == self._text(1, j, q):
            return gain
        cut = [*(self._is_cut(0, n) for n in range(i, i + p - 1))]
        cut += [*(self._is_cut(1, n) for n in range(j, j + q - 1))]
        # Paragraphs that end as paragraphs do are only put together when that explains nearly every word.
        if not any(cut) and _common(old, new) * 2 < _NEARLY_ALL * (old.total() + new.total()):
            return _NEVER
        return gain - _CUT_ELSEWHERE

    def _text(self, side: int, start: int, count: int) -> str:
        return "".join(self._sides[side][start : start + count])

    def _is_cut(self, side: int, position: int) -> bool:
        """Whether the paragraph ends in the middle of a sentence."""
        return not self._sides[side][position].endswith(_SENTENCE_ENDS)

    def _pairs(self, side: int, start: int, count: int) -> Counter[str]:
        key = side, start, count
        if key not in self._counted:
            self._counted[key] = _character_pairs(self._text(*key))
        return self._counted[key]


def _character_pairs(text: str) -> Counter[str]:
    """Which two characters follow each other, and how often."""
    return Counter(text[n : n + 2] for n in range(max(len(text) - 1, 1)))


def _common(old: Counter[str], new: Counter[str]) -> int:
    small, large = sorted((old, new), key=len)
    return sum(min(count, large[pair]) for pair, count in small.items() if pair in large)


def _gain(old: Counter[str], new: Counter[str]) -> float:
    """Above zero when more than a half is common; more for longer texts."""
    return 2 * _common(old, new) - (old.total() + new.total()) / 2


# ---- inside a text --------------------------------------------------------------------------------------

SpanKind = Literal["equal", "delete", "insert"]
Span = tuple[SpanKind, str]
_LONGEST = 6_000  # tokens; beyond that the whole text is shown as replaced
# A number with its separators, point and per cent sign is one token, and so is a word in Latin letters. A comma
# in full width parts thousands only where three digits follow.
_TOKEN = re.compile(
    r"(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?![0-9０-９])|[0-9０-９]+)(?:[.．][0-9０-９]+)*[%％‰]?"
    r"|[A-Za-zÀ-ɏ]+|\S"
)


def spans(before: str, after: str) -> list[Span]:
    """What was taken out of a text and what was put in, with what stayed, in reading order.

    What is equal or inserted makes up `after`; what is equal or deleted makes up `before`, white space aside.
    """
    olds, news = _tokens(before), _tokens(after)
    if max(len(olds), len(news)) > _LONGEST:
        return _span("delete", olds) + _span("insert", news)
    found: list[Span] = []
    old, new = ([squeeze(token) for token in tokens] for tokens in (olds, news))
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += _span("equal", news[j:j_end])
        else:
            found += _span("delete", olds[i:i_end]) + _span("insert", news[j:j_end])
    return found


def _span(kind: SpanKind, tokens: Sequence[str]) -> list[Span]:
    return [(kind, "".join(tokens))] if tokens else []


def _tokens(text: str) -> list[str]:
    """Each token with the white space behind it; what stands before the first goes with it."""
    starts = [match.start() for match in _TOKEN.finditer(text)]
    if not starts:
        return [text] if text else []
    return [text[a:b] for a, b in pairwise([0, *starts[1:], len(text)])]


# ---- line by line ---------------------------------------------------------------------------------------


class Standing(Enum):
    """What became of a line or statement as a whole."""

    NEW = "新增"
    ENDED = "取消"
    RENAMED = "更名"
    KEPT = "保留"


_STANDING = {
    ChangeKind.ADDED: Standing.NEW,
    ChangeKind.REMOVED: Standing.ENDED,
    ChangeKind.CHANGED: Standing.RENAMED,
    ChangeKind.SAME: Standing.KEPT,
}


@dataclass(frozen=True)
class ItemChange:
    """A line of a table or a project statement: what became of its name, and of everything else in it."""

    group: Group
    item: str
    name: Change | None  # None where only changes were given and the name is the same
    changes: tuple[Change, ...]

    @property
    def label(self) -> str:
        """For readers, as the newer version has it: 206-02-01 机构运行."""
        return (self.name or self.changes[0]).entry.label

    @property
    def standing(self) -> Standing:
        """Whether it is new, ended, renamed or kept."""
        return _STANDING[self.name.kind] if self.name else Standing.KEPT

    def change(self, aspect: str) -> Change | None:
        """What became of the cell of that column; None where neither version prints it, or nothing changed."""
        return next((change for change in self.changes if change.entry.aspect == aspect), None)


def by_item(changes: Iterable[Change]) -> tuple[ItemChange, ...]:
    """What `compare` or `paired` found, put together by line and statement, in the same order."""
    found: dict[tuple[Group, str], list[Change]] = defaultdict(list)
    for change in changes:
        if change.entry.item:
            found[change.entry.group, change.entry.item].append(change)
    return tuple(
        ItemChange(
            group,
            item,
            next((c for c in own if c.entry.aspect == NAME), None),
            tuple(c for c in own if c.entry.aspect != NAME),
        )
        for (group, item), own in found.items()
    )
