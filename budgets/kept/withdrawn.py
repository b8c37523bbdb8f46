"""Packages and pictures of what was withdrawn: one in the making when it was withdrawn may have been kept afterwards."""

from budgets.kept import packages, page_pictures
from budgets.models import EditionVersion


def forget_withdrawn() -> None:
    """Delete what is kept of withdrawn versions. Raises django.db.Error without a database."""
    withdrawn = EditionVersion.objects.filter(status=EditionVersion.Status.WITHDRAWN)
    others = EditionVersion.objects.exclude(status=EditionVersion.Status.WITHDRAWN)
    for version in withdrawn.values_list("pk", flat=True):
        packages.forget(version)
    for sha256 in withdrawn.exclude(source__in=others.values("source")).values_list(
        "source__sha256", flat=True
    ):
        page_pictures.forget(sha256)
