"""Every live edition with how much its files hold: the catalogue of the data page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Model, QuerySet, Value

from budgets.models import (
    CheckResult,
    EditionVersion,
    Explanation,
    Figure,
    ImplementerConfirmation,
    ProjectStatement,
)
from budgets.pages.editions import AnnotatedVersion, Status, Versions, published_versions

CHUNK = 100


@dataclass(frozen=True)
class RowCounts:
    """How many rows the longest files of a version have."""

    figures: int
    statements: int
    checks: int


def catalogue() -> Versions:
    """Every live version by body, latest year first, with its source (without its bytes), `name` and `year`."""
    return _with_source(published_versions()).order_by(
        "edition__body__name", "-edition__year", "edition__kind", "pk"
    )


def in_chunks(keys: Sequence[int]) -> Iterator[list[AnnotatedVersion]]:
    """The versions of those keys in that order, a hundred at a time, without those withdrawn meanwhile.

    No query stays open between two chunks: a stream may last for hours.
    """
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        versions = EditionVersion.objects.select_related("edition__body").exclude(status=Status.WITHDRAWN)
        found = _with_source(versions.filter(pk__in=some)).in_bulk()
        yield [found[key] for key in some if key in found]


def row_counts(keys: Iterable[int]) -> dict[int, RowCounts]:
    """How many rows these versions' files have, by key; three queries, for a limited number of keys."""
    wanted = list(keys)
    models: tuple[type[Model], ...] = (Figure, ProjectStatement, CheckResult)
    counts = [
        dict(
            model._default_manager.filter(version__in=wanted)
            .order_by()
            .values("version")
            .annotate(n=Count("pk"))
            .values_list("version", "n")
        )
        for model in models
    ]
    return {key: RowCounts(*(count.get(key, 0) for count in counts)) for key in wanted}


def _with_source(versions: QuerySet[EditionVersion]) -> Versions:
    return (
        versions.select_related("source")
        .defer("source__content")
        .annotate(name=F("edition__body__name"), year=F("edition__year"))
    )


def years_of_all() -> list[int]:
    """The years with a live edition, latest first."""
    years = published_versions().values_list("edition__year", flat=True).distinct()
    return list(years.order_by("-edition__year"))


def revision_of(version: EditionVersion) -> int:
    """The revision of a version: the number of its notes, which only grows, as no note is ever deleted."""
    return revisions_of([version.pk])[version.pk]


def revisions_of(versions: Iterable[int]) -> Mapping[int, int]:
    """The revision of each of these versions by its key; one query."""
    keys = list(versions)
    explained = Explanation.objects.filter(result__version__in=keys).values_list("result__version")
    confirmed = ImplementerConfirmation.objects.filter(statement__version__in=keys).values_list(
        "statement__version"
    )
    counts = [
        rows.order_by().annotate(of=Value(name), n=Count("pk"))
        for name, rows in (("explained", explained), ("confirmed", confirmed))
    ]
    revisions = dict.fromkeys(keys, 0)
    for key, _of, count in counts[0].union(*counts[1:], all=True):
        revisions[key] += count
    return revisions
