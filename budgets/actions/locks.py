"""One writer at a time.

Writing is rare and takes less than a second, so all actions wait for one row in turn, instead of each locking
what it needs. SQLite has a single writer anyway.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")


def one_writer(action: Callable[P, R]) -> Callable[P, R]:
    """Run the action in a transaction, with no other action at the same time."""

    @wraps(action)
    def alone(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic():
            ContentType.objects.select_for_update().get(app_label="budgets", model="editionversion")
            return action(*args, **kwargs)

    return alone
