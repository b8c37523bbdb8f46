"""Pairs the entries of the older and the newer version: by key, paragraphs by their words."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import product
from typing import TypeVar

from budgets.changes.entries import NOT_READ, Change, ChangeKind, Entry, EntryPlace, Group, Part
from budgets.form.spelling import squeeze

# Positions in the older and the newer list that form a pair; one side may be empty.
_Match = tuple[tuple[int, ...], tuple[int, ...]]


InPart = tuple[Set[Part], Set[Part]]  # the parts of the older and the newer version that were not read whole
_WHOLE: InPart = frozenset(), frozenset()


def compare(before: Iterable[Entry], after: Iterable[Entry], in_part: InPart = _WHOLE) -> tuple[Change, ...]:
    """What changed, in the order of the newer version; removed entries come where they were."""
    return tuple(change for change in paired(before, after, in_part) if change.kind is not ChangeKind.SAME)


def paired(before: Iterable[Entry], after: Iterable[Entry], in_part: InPart = _WHOLE) -> tuple[Change, ...]:
    """Every entry of both versions as a Change, unchanged ones included, in the order of `compare`.

    A line that only one of them has, of a part that was not read whole in the other, was neither added nor removed: the
    other may print it where nothing was read.
    """
    news = list(after)
    olds = _renamed(list(before), news)
    matches = [*_by_key(olds, news), *_by_words(olds, news)]
    unknown = _unknown(in_part[0], olds), _unknown(in_part[1], news)
    return tuple(
        _change(_joined(olds, old), _joined(news, new), unknown)
        for old, new in _in_order(matches, olds, news)
    )


def _unknown(in_part: Set[Part], entries: Iterable[Entry]) -> Callable[[Entry], bool]:
    """Whether a version may print what an entry of the other says: a line that it does not list, of such a part."""
    listed = {block_of(entry) for entry in entries}
    return lambda entry: entry.group in in_part and block_of(entry) not in listed


def _change(
    before: Entry | None,
    after: Entry | None,
    unknown: tuple[Callable[[Entry], bool], Callable[[Entry], bool]],
) -> Change:
    if before is None and after is not None and unknown[0](after):
        return Change(_unread(after), after)
    if after is None and before is not None and unknown[1](before):
        return Change(before, _unread(before))
    return Change(before, after)


def _unread(entry: Entry) -> Entry:
    """What stands for an entry in a version that may print it where nothing was read."""
    return replace(entry, text=NOT_READ, yuan=None, place=EntryPlace(), unread=True)


def _joined(entries: Sequence[Entry], positions: tuple[int, ...]) -> Entry | None:
    """The entry at the position; several paragraphs are joined into one entry. None without positions."""
    found = [entries[n] for n in positions]
    if len(found) < 2:
        return found[0] if found else None
    return replace(found[0], text="\n".join(entry.text for entry in found))


def _by_key(olds: Sequence[Entry], news: Sequence[Entry]) -> Iterator[_Match]:
    """Pair entries of the same group and key, the n-th of the key with the n-th."""
    old, new = _positions(olds, prose=False), _positions(news, prose=False)
    for key in old.keys() | new.keys():
        ours, theirs = old.get(key, []), new.get(key, [])
        for n in range(max(len(ours), len(theirs))):
            yield tuple(ours[n : n + 1]), tuple(theirs[n : n + 1])


def _by_words(olds: Sequence[Entry], news: Sequence[Entry]) -> Iterator[_Match]:
    """Pair paragraphs of the same group and key by their words."""
    old, new = _positions(olds, prose=True), _positions(news, prose=True)
    for key in old.keys() | new.keys():
        ours, theirs = old.get(key, []), new.get(key, [])
        texts = [squeeze(olds[n].text) for n in ours], [squeeze(news[n].text) for n in theirs]
        for a, b in _aligned(*texts):
            yield tuple(ours[n] for n in a), tuple(theirs[n] for n in b)


def _positions(entries: Iterable[Entry], prose: bool) -> dict[tuple[Part, tuple[str, ...]], list[int]]:
    found = defaultdict(list)
    for position, entry in enumerate(entries):
        if entry.prose is prose:
            found[entry.group, entry.key].append(position)
    return found


def _in_order(matches: Iterable[_Match], olds: Sequence[Entry], news: Sequence[Entry]) -> list[_Match]:
    """The pairs in the order of the newer list: by group, line and entry; removed entries where they were."""
    matches = list(matches)
    stands = {n: new[0] for old, new in matches if new for n in old}
    groups = _ranks((entry.group for entry in olds), (entry.group for entry in news))
    blocks = _ranks(map(block_of, olds), map(block_of, news))
    anchors: dict[int, int] = {}  # the newer entry, of its own line, after which an older one comes
    last: dict[tuple[Part, str], int] = defaultdict(lambda: -1)
    for n, entry in enumerate(olds):
        anchors[n] = last[block_of(entry)] = stands.get(n, last[block_of(entry)])

    def place(match: _Match) -> tuple[int, ...]:
        old, new = match
        entry = news[new[0]] if new else olds[old[0]]
        rank = groups[entry.group], blocks[block_of(entry)]
        return (*rank, new[0], 0, 0) if new else (*rank, anchors[old[0]], 1, old[0])

    return sorted(matches, key=place)


def block_of(entry: Entry) -> tuple[Part, str]:
    """The line or statement that an entry belongs to; notes, paragraphs and titles are one block each."""
    return entry.group, entry.key[0]


_T = TypeVar("_T", bound=Hashable)


def _ranks(olds: Iterable[_T], news: Iterable[_T]) -> dict[_T, int]:
    """The rank of each item: the order of the newer list, removed items after the one that they followed."""
    position = {key: n for n, key in enumerate(dict.fromkeys(news))}
    places, last = {key: (n, 0, 0) for key, n in position.items()}, -1
    for n, key in enumerate(dict.fromkeys(olds)):
        last = position.get(key, last)
        places.setdefault(key, (last, 1, n))
    return {key: rank for rank, key in enumerate(sorted(places, key=places.__getitem__))}


def _renamed(olds: list[Entry], news: Sequence[Entry]) -> list[Entry]:
    """The older entries, with the new name for each statement that was only renamed."""
    names = _new_names(_own_paragraphs(olds), _own_paragraphs(news))
    return [
        replace(e, key=(names[e.item], *e.key[1:])) if e.group is Group.STATEMENTS and e.item in names else e
        for e in olds
    ]


_Paragraph = tuple[str, str]  # part and words


def _new_names(
    old: Mapping[str, Sequence[_Paragraph]], new: Mapping[str, Sequence[_Paragraph]]
) -> dict[str, str]:
    """Old to new name of renamed statements: at least half of the own paragraphs of each are the same."""
    owners = {words: item for item in new if item not in old for words in new[item]}
    names: dict[str, str] = {}
    for item in (item for item in old if item not in new):
        votes = Counter(owners[words] for words in old[item] if words in owners)
        for other, count in votes.most_common(1):
            if other not in names.values() and 2 * count >= max(len(old[item]), len(new[other])):
                names[item] = other
    return names


def _own_paragraphs(entries: Sequence[Entry]) -> dict[str, list[_Paragraph]]:
    """The paragraphs of each statement that no other one has: 2025年1月至12月 identifies none."""
    own = [e for e in entries if e.group is Group.STATEMENTS]
    often = Counter((e.aspect, squeeze(e.text)) for e in own if e.prose)
    found: dict[str, list[_Paragraph]] = {e.item: [] for e in own}
    for entry in own:
        words = entry.aspect, squeeze(entry.text)
        if entry.prose and often[words] == 1:
            found[entry.item].append(words)
    return found


# ---- paragraphs -----------------------------------------------------------------------------------------

_LARGEST_BLOCK = 3_000  # more pairs of paragraphs than this are not compared one by one
# How many paragraphs of either side can match: one and one, or one that was cut into several; two and two where
# a page break moved.
_MOVES = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (1, 4), (4, 1), (2, 2))
_CUT_ELSEWHERE = 3  # pairs of characters that a match of more than one and one must gain
_NEARLY_ALL = 0.85
_NEVER = float("-inf")
_SENTENCE_ENDS = tuple("。；：！？…”）》")


def _aligned(olds: Sequence[str], news: Sequence[str]) -> Iterator[_Match]:
    """Match equal paragraphs, then, between these, the most similar ones."""
    # With thousands of paragraphs the exact search is too slow for lines that are often repeated.
    matcher = SequenceMatcher(None, olds, news, autojunk=max(len(olds), len(news)) > 2_000)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag == "equal":
            yield from (((i + n,), (j + n,)) for n in range(i_end - i))
            continue
        for old, new in _most_alike(olds[i:i_end], news[j:j_end]):
            yield tuple(i + n for n in old), tuple(j + n for n in new)


def _most_alike(olds: Sequence[str], news: Sequence[str]) -> list[_Match]:
    """Match paragraphs where no two are equal, in order."""
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
    """Match the n-th with the n-th where they are similar, for blocks too large to compare every pair."""
    matches: list[_Match] = []
    for n in range(max(len(olds), len(news))):
        ours, theirs = (n,) if n < len(olds) else (), (n,) if n < len(news) else ()
        if ours and theirs and _gain(_character_pairs(olds[n]), _character_pairs(news[n])) < 0:
            matches += [(ours, ()), ((), theirs)]
        else:
            matches.append((ours, theirs))
    return matches


class _Weighing:
    """Compares each paragraph of one list with each of another."""

    def __init__(self, olds: Sequence[str], news: Sequence[str]) -> None:
        self._sides = olds, news
        self._counted: dict[tuple[int, int, int], Counter[str]] = {}

    def best_moves(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For each pair of positions, how many paragraphs of either side to match next for the largest total gain."""
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
        """The gain of matching these paragraphs; far below zero where they must not be matched."""
        old, new = self._pairs(0, i, p), self._pairs(1, j, q)
        gain = _gain(old, new)
        if gain < 0:
            return _NEVER
        if p == q == 1 or self._text(0, i, p) == self._text(1, j, q):
            return gain
        cut = [*(self._is_cut(0, n) for n in range(i, i + p - 1))]
        cut += [*(self._is_cut(1, n) for n in range(j, j + q - 1))]
        # Paragraphs with a full stop are only joined when nearly every word then matches.
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
    """Each pair of neighbouring characters, and how often it occurs."""
    return Counter(text[n : n + 2] for n in range(max(len(text) - 1, 1)))


def _common(old: Counter[str], new: Counter[str]) -> int:
    small, large = sorted((old, new), key=len)
    return sum(min(count, large[pair]) for pair, count in small.items() if pair in large)


def _gain(old: Counter[str], new: Counter[str]) -> float:
    """The gain of matching two texts: above zero when they share more than half, larger for longer texts."""
    return 2 * _common(old, new) - (old.total() + new.total()) / 2
