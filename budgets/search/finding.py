"""Gives the hits of a question by kind, ranked; the same hits in the same order on every database."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from budgets.models import EditionVersion, SearchAmount, SearchEntry, SearchKind, StatementPart
from budgets.search import store, terms
from budgets.search.amount_terms import sizes_between
from budgets.search.asking import Asked, SearchPlan, plan
from budgets.search.index import first_versions, span_of, span_of_year
from budgets.search.questions import NO_BOUNDS, Bounds, IdSpan, Question, both, either, term

MOST = 500  # hits of a kind that are ranked, counted and given; beyond it pages only say that there are more
AT_A_GLANCE = 100  # where all kinds are shown with their best hits
WIDEST = 2
K = SearchKind
WITH_AMOUNTS = (K.STATEMENT, K.LINE, K.PASSAGE)  # the kinds of entries that have amounts
# The order of kinds whose best hits are equally good: things before prose about them.
BY_NAME = (K.EDITION, K.STATEMENT, K.LINE, K.UNIT, K.DEFINITION, K.PASSAGE, K.FINDING)
# The order where words are found anywhere in the text: a short paragraph before a long statement.
BY_WORDS = (K.EDITION, K.LINE, K.UNIT, K.DEFINITION, K.PASSAGE, K.STATEMENT, K.FINDING)


@dataclass(frozen=True)
class SearchLimits:
    """Limits of the hits; an empty one limits nothing. Amounts are in yuan."""

    kinds: frozenset[SearchKind] = frozenset()
    bodies: frozenset[int] | None = None
    year: int | None = None
    smallest: Decimal | None = None
    largest: Decimal | None = None

    @property
    def bounds(self) -> Bounds:
        """The bounds of an amount."""
        return Bounds(self.smallest, self.largest)


@dataclass(frozen=True)
class Hit:
    """One thing that was found.

    `cells` are the printed amounts of a line: those that were asked for (`meant`), if any, else all.
    `parts` are the parts of a statement, which hold its words.
    """

    entry: SearchEntry
    cells: tuple[SearchAmount, ...] = ()
    meant: bool = False
    parts: tuple[StatementPart, ...] = ()

    @property
    def version(self) -> EditionVersion:
        """The version that it belongs to."""
        return self.entry.version


@dataclass(frozen=True)
class KindOfHits:
    """The hits of one kind: their ids, best first, at most as many as were asked for."""

    kind: SearchKind
    ids: tuple[int, ...]
    width: int  # the width of its best hit, 0 for the narrowest
    more: bool = False

    @property
    def count(self) -> int:
        """How many are given; there are others if `more`."""
        return len(self.ids)


@dataclass(frozen=True)
class Found:
    """The hits of a question by kind, the kind with the best hit first."""

    asked: Asked
    amounts: frozenset[Decimal] = frozenset()
    kinds: tuple[KindOfHits, ...] = field(default=())
    limits: SearchLimits = SearchLimits()
    is_cut: bool = False  # the end of some long text is not in the index

    @cached_property
    def count(self) -> int:
        """How many hits are given in all."""
        return sum(kind.count for kind in self.kinds)

    @property
    def more(self) -> bool:
        """Whether there are more than are given."""
        return any(kind.more for kind in self.kinds)

    @property
    def ids(self) -> list[int]:
        """The ids of all hits that are given, in order."""
        return [number for kind in self.kinds for number in kind.ids]

    def hits(self, ids: Sequence[int]) -> list[Hit]:
        """The hits with these ids, with all that a page shows; a few queries however many they are."""
        return hits(ids, self.amounts, self.limits)


def search(asked: Asked, limits: SearchLimits | None = None, most: int = MOST) -> Found:
    """Search the live versions for entries with all the words, each in the entry or in its edition.

    Gives at most `most` hits of each kind; the first hits do not depend on `most`.
    """
    limits = limits or SearchLimits()
    if not asked or limits.bodies == frozenset():
        return Found(asked, limits=limits)
    wanted = plan(asked)
    able = SearchKind if limits.bounds == NO_BOUNDS else WITH_AMOUNTS
    kinds = [kind for kind in able if not limits.kinds or kind in limits.kinds]
    with store.opened(lambda: first_versions(store.FIRST_VERSIONS, limits.year, limits.bodies)) as index:
        answers = _ids(index, wanted, kinds, limits, most + 1)
    found = [_ranked(kind, per_width, most) for kind, per_width in zip(kinds, answers, strict=True)]
    ordered = tuple(sorted((kind for kind in found if kind.ids), key=_best_first))
    return Found(asked, wanted.amounts, ordered, limits, index.is_cut)


def _ids(
    index: store.Index, wanted: SearchPlan, kinds: Sequence[SearchKind], limits: SearchLimits, most: int
) -> list[list[list[int]]]:
    """For each kind the ids of each width, narrowest first. A kind with enough ids is not searched further."""
    around = _around(limits)
    found: dict[SearchKind, list[list[int]]] = {kind: [[], [], []] for kind in kinds}
    left = list(kinds)
    for width, question in enumerate(wanted.widths):
        if question is None or not left:
            continue
        spans = [_span(kind, limits) for kind in left]
        answers = store.ids(index, both(question, *around), spans, most, limits.bounds)
        for kind, ids in zip(left, answers, strict=True):
            found[kind][width] = ids
        left = [kind for kind in left if len(found[kind][width]) < most]
    return [found[kind] for kind in kinds]


def _span(kind: SearchKind, limits: SearchLimits) -> IdSpan:
    return span_of(kind) if limits.year is None else span_of_year(kind, limits.year)


def _around(limits: SearchLimits) -> list[Question]:
    around: list[Question] = []
    if limits.year is not None:
        around.append(term(f"{terms.YEAR}{limits.year}"))
    if limits.bodies:
        around.append(either(*(term(f"{terms.BODY}{pk}") for pk in sorted(limits.bodies))))
    if limits.bounds != NO_BOUNDS:
        around.append(either(*map(term, sizes_between(limits.smallest, limits.largest))))
    return around


def _ranked(kind: SearchKind, per_width: Sequence[Sequence[int]], most: int) -> KindOfHits:
    """The ids without repeats: narrowest width first, within a width in order."""
    ids = list(dict.fromkeys(number for width in per_width for number in width))
    best = next((width for width, own in enumerate(per_width) if own), WIDEST)
    return KindOfHits(kind, tuple(ids[:most]), best, more=len(ids) > most)


def _best_first(found: KindOfHits) -> tuple[int, int]:
    order = BY_WORDS if found.width == WIDEST else BY_NAME
    return found.width, order.index(found.kind)


def hits(
    ids: Sequence[int], amounts: Iterable[Decimal] = (), limits: SearchLimits | None = None
) -> list[Hit]:
    """The hits with these ids, in that order: entries with their editions and the cells of lines.

    Versions that are not live any more are left out, even if the index still has them.
    """
    live = SearchEntry.objects.filter(pk__in=ids, version__status=EditionVersion.Status.PUBLISHED)
    entries = {entry.pk: entry for entry in live.select_related("version__edition__body")}
    lines = [pk for pk, entry in entries.items() if entry.kind == SearchKind.LINE]
    cells: dict[int, list[SearchAmount]] = defaultdict(list)
    printed = SearchAmount.objects.filter(entry__in=lines, figure__isnull=False).select_related("figure")
    for cell in printed.order_by("figure__position"):
        cells[cell.entry_id].append(cell)
    meant, parts = frozenset(amounts), _parts(entries.values())
    return [
        _hit(entries[pk], cells[pk], parts[pk], meant, limits or SearchLimits())
        for pk in ids
        if pk in entries
    ]


def _parts(entries: Iterable[SearchEntry]) -> dict[int, list[StatementPart]]:
    """The parts of the statements among the entries, by the entry's id, in printed order."""
    statements = {(e.version_id, e.argument): e.pk for e in entries if e.kind == SearchKind.STATEMENT}
    found: dict[int, list[StatementPart]] = defaultdict(list)
    if statements:
        versions, slugs = zip(*statements, strict=True)
        parts = StatementPart.objects.filter(statement__version__in=versions, statement__slug__in=slugs)
        for part in parts.select_related("statement").order_by("statement", "position"):
            own = statements.get((part.statement.version_id, part.statement.slug))
            if own is not None:
                found[own].append(part)
    return found


def _hit(
    entry: SearchEntry,
    cells: Sequence[SearchAmount],
    parts: Sequence[StatementPart],
    amounts: frozenset[Decimal],
    limits: SearchLimits,
) -> Hit:
    asked = [cell for cell in cells if cell.yuan in amounts]
    if not asked and limits.bounds != NO_BOUNDS:
        asked = [cell for cell in cells if _inside(cell.yuan, limits)]
    return Hit(entry, tuple(asked or cells), bool(asked), tuple(parts))


def _inside(yuan: Decimal, limits: SearchLimits) -> bool:
    above = limits.smallest is None or yuan >= limits.smallest
    return above and (limits.largest is None or yuan <= limits.largest)


def rows(found: Found, batch: int = 200) -> Iterator[Hit]:
    """Every hit in order, for a download: as many as the page announces."""
    ids = found.ids
    for start in range(0, len(ids), batch):
        yield from found.hits(ids[start : start + batch])


def suggestions(asked: Asked, most: int = 8) -> list[str]:
    """Titles of live entries that contain what was typed so far, each once, best first."""
    if not asked:
        return []
    wanted = plan(asked)
    kinds = [K.EDITION, K.STATEMENT, K.LINE, K.UNIT, K.DEFINITION]
    titles: dict[str, None] = {}
    with store.opened(lambda: first_versions(store.FIRST_VERSIONS)) as index:
        for question in wanted.widths[:WIDEST]:
            if question is None or len(titles) >= most:
                continue
            answers = store.ids(index, question, [span_of(kind) for kind in kinds], 5 * most)
            ids = [number for own in answers for number in own]
            named = dict(SearchEntry.objects.filter(pk__in=ids).values_list("pk", "title"))
            titles |= dict.fromkeys(named[number] for number in ids if number in named)
    return list(titles)[:most]
