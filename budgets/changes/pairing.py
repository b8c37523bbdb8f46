"""Which entry of the newer version is which of the older one: by key, paragraphs by their words."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import product
from typing import TypeVar

from budgets.changes.entries import Change, ChangeKind, Entry, Group
from budgets.form.spelling import squeeze

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
    blocks = _ranks(map(block_of, olds), map(block_of, news))
    anchors: dict[int, int] = {}  # behind which newer entry of its own line an older one stood
    last: dict[tuple[Group, str], int] = defaultdict(lambda: -1)
    for n, entry in enumerate(olds):
        anchors[n] = last[block_of(entry)] = stands.get(n, last[block_of(entry)])

    def place(match: _Match) -> tuple[int, ...]:
        old, new = match
        entry = news[new[0]] if new else olds[old[0]]
        rank = groups[entry.group], blocks[block_of(entry)]
        return (*rank, new[0], 0, 0) if new else (*rank, anchors[old[0]], 1, old[0])

    return sorted(matches, key=place)


def block_of(entry: Entry) -> tuple[Group, str]:
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
