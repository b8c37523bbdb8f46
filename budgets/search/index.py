"""Keeping the index true: the live version of an edition is in it whole, and nothing else of the edition is."""

from collections.abc import Iterable, Iterator
from itertools import islice

from budgets.models import Edition, EditionVersion, SearchAmount, SearchedVersion, SearchEntry, SearchKind
from budgets.search import blocks, store
from budgets.search.blocks import KIND, VERSION
from budgets.search.entries import Findable, found_in
from budgets.search.questions import IdSpan

FORMAT = 3  # raised when terms are cut or entries are made in another way: what is stored is then made anew
YEAR = 10**13  # what a year is worth in an id
BATCH = 2000


def span_of(kind: SearchKind, version: EditionVersion | None = None) -> IdSpan:
    """The ids of a kind, or of a version's things of that kind: the newest year comes first."""
    if version is None:
        return IdSpan(kind * KIND, (kind + 1) * KIND, kind)
    first = _first_of_year(kind, version.edition.year) + version.pk * VERSION
    return IdSpan(first, first + VERSION, kind)


def span_of_year(kind: SearchKind, year: int) -> IdSpan:
    """The ids of a kind in a year."""
    first = _first_of_year(kind, year)
    return IdSpan(first, first + YEAR, kind)


def _first_of_year(kind: SearchKind, year: int) -> int:
    return kind * KIND + (9999 - year) * YEAR


def first_versions(most: int, year: int | None = None, bodies: Iterable[int] | None = None) -> list[int]:
    """The first id of each of the versions whose ids come first in every kind, of that year and those bodies."""
    kind = SearchKind.EDITION  # of which every version has one entry
    span = span_of(kind) if year is None else span_of_year(kind, year)
    editions = SearchEntry.objects.filter(pk__gte=span.first, pk__lt=span.end).order_by("pk")
    if bodies is not None:
        editions = editions.filter(version__edition__body__in=bodies)
    return list(editions.values_list("pk", flat=True)[:most])


def refresh(edition: Edition) -> None:
    """Bring the index to what is live of the edition. The caller holds the transaction.

    Called by every action that changes what is live, or what is said beside it.
    """
    versions = list(edition.versions.select_related("edition__body").defer("source__content"))
    live = [version for version in versions if version.status == EditionVersion.Status.PUBLISHED]
    for version in versions:
        _forget(version)
    for version in live:
        put_entries(version, found_in(version))


def _forget(version: EditionVersion) -> None:
    if version.number is None:
        return  # a draft was never in it
    spans = [span_of(kind, version) for kind in SearchKind]
    for span in spans:
        # By ids, not over the entries: PostgreSQL joins new rows, which it has not counted yet, by comparing all pairs.
        SearchAmount.objects.filter(entry_id__gte=span.first, entry_id__lt=span.end).delete()
    SearchEntry.objects.filter(version=version).delete()
    SearchedVersion.objects.filter(version=version).delete()
    store.forget(spans)


def put_entries(version: EditionVersion, things: Iterable[Findable]) -> None:
    """Store what is found in a version of which nothing is in the index yet."""
    # Terms may be left over from rows that were removed by other means; an id is used once.
    store.forget(span_of(kind, version) for kind in SearchKind)
    for batch in _batches(iter(things)):
        numbered = [(span_of(found.kind, version).first + found.order, found) for found in batch]
        SearchEntry.objects.bulk_create(found.entry(number, version) for number, found in numbered)
        SearchAmount.objects.bulk_create(
            amount for number, found in numbered for amount in _amounts(number, found)
        )
        store.put((number, [*blocks.terms_of(number), *found.terms(version)]) for number, found in numbered)
    SearchedVersion.objects.create(version=version, format=FORMAT)


def _batches(things: Iterator[Findable]) -> Iterator[list[Findable]]:
    while batch := list(islice(things, BATCH)):
        yield batch


def _amounts(number: int, found: Findable) -> Iterator[SearchAmount]:
    for figure in found.figures:
        yield SearchAmount(entry_id=number, yuan=figure.yuan, figure=figure)
    for yuan in sorted(set(found.amounts)):
        yield SearchAmount(entry_id=number, yuan=yuan)


def missing() -> list[Edition]:
    """Editions whose live version is not in the index as this version of the site would write it."""
    live = EditionVersion.objects.filter(status=EditionVersion.Status.PUBLISHED)
    stale = live.exclude(searched__format=FORMAT).order_by("pk")
    return list(Edition.objects.filter(pk__in=stale.values("edition")).order_by("pk"))
