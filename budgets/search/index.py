"""Keeps the index up to date: of each edition it holds exactly the live version."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from budgets.models import Edition, EditionVersion, SearchAmount, SearchedVersion, SearchEntry, SearchKind
from budgets.search import blocks, store
from budgets.search.blocks import KIND, VERSION
from budgets.search.entries import Findable, findings_in, found_in
from budgets.search.questions import IdSpan

FORMAT = 4  # raise it when terms or entries change: stored versions are then indexed again
YEAR = 10**13  # the weight of a year in an id
BATCH = 2000


def span_of(kind: SearchKind, version: EditionVersion | None = None) -> IdSpan:
    """The ids of a kind, or of the entries of that kind of one version; the newest year comes first."""
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
    """The first id of each of the first versions in the order of ids, limited to a year and bodies."""
    kind = SearchKind.EDITION  # every version has one entry of this kind
    span = span_of(kind) if year is None else span_of_year(kind, year)
    editions = SearchEntry.objects.filter(pk__gte=span.first, pk__lt=span.end).order_by("pk")
    if bodies is not None:
        editions = editions.filter(version__edition__body__in=bodies)
    return list(editions.values_list("pk", flat=True)[:most])


def refresh(edition: Edition) -> None:
    """Write the live version of the edition to the index, and remove others. The caller holds the transaction.

    Called by every action that changes what is live.
    """
    versions = list(edition.versions.select_related("edition__body").defer("source__content"))
    live = [version for version in versions if version.status == EditionVersion.Status.PUBLISHED]
    for version in versions:
        _forget(version)
    for version in live:
        put_entries(version, found_in(version))


def refresh_findings(version: EditionVersion) -> None:
    """Write the findings of a live version anew, whose explanations are found too. The caller holds the transaction."""
    _forget_entries(version, (SearchKind.FINDING,))
    _put(version, findings_in(version))


def _forget(version: EditionVersion) -> None:
    if version.number is None:
        return  # a draft is never in the index
    _forget_entries(version, list(SearchKind))
    SearchedVersion.objects.filter(version=version).delete()


def _forget_entries(version: EditionVersion, kinds: Collection[SearchKind]) -> None:
    spans = [span_of(kind, version) for kind in kinds]
    for span in spans:
        # By ids, not with a join: PostgreSQL has no statistics of new rows yet and would compare all pairs.
        SearchAmount.objects.filter(entry_id__gte=span.first, entry_id__lt=span.end).delete()
    SearchEntry.objects.filter(version=version, kind__in=kinds).delete()
    store.forget(spans)


def put_entries(version: EditionVersion, things: Iterable[Findable]) -> None:
    """Store the entries of a version that is not in the index yet."""
    # Terms may be left of rows that were deleted otherwise; each id has only one row of terms.
    store.forget(span_of(kind, version) for kind in SearchKind)
    _put(version, things)
    SearchedVersion.objects.create(version=version, format=FORMAT)


def _put(version: EditionVersion, things: Iterable[Findable]) -> None:
    for batch in _batches(iter(things)):
        numbered = [(span_of(found.kind, version).first + found.order, found) for found in batch]
        SearchEntry.objects.bulk_create(found.entry(number, version) for number, found in numbered)
        SearchAmount.objects.bulk_create(
            amount for number, found in numbered for amount in _amounts(number, found)
        )
        store.put((number, [*blocks.terms_of(number), *found.terms(version)]) for number, found in numbered)


def _batches(things: Iterator[Findable]) -> Iterator[list[Findable]]:
    while batch := list(islice(things, BATCH)):
        yield batch


def _amounts(number: int, found: Findable) -> Iterator[SearchAmount]:
    for figure in found.figures:
        yield SearchAmount(entry_id=number, yuan=figure.yuan, figure=figure)
    for yuan in sorted(set(found.amounts)):
        yield SearchAmount(entry_id=number, yuan=yuan)


def missing() -> list[Edition]:
    """Editions whose live version is not in the index in the current FORMAT."""
    live = EditionVersion.objects.filter(status=EditionVersion.Status.PUBLISHED)
    stale = live.exclude(searched__format=FORMAT).order_by("pk")
    return list(Edition.objects.filter(pk__in=stale.values("edition")).order_by("pk"))
