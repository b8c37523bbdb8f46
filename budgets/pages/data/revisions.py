"""The revision of a version: how many explanations of findings and confirmations of implementers were added.

A version never changes, but these notes appear in its files, so that version and revision determine the files.
"""

from collections.abc import Iterable, Mapping

from django.db.models import Count, Value

from budgets.models import EditionVersion, Explanation, ImplementerConfirmation


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
