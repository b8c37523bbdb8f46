"""New state marks with everything public that an action changes."""

from functools import partial

from django.db import transaction

from budgets.kept import answers
from budgets.models import StateMark


def renew_marks(body: str) -> None:
    """Give the body of that address name and the site new marks; what was kept under the old ones is deleted."""
    for scope, mark in StateMark.objects.renew(body):
        transaction.on_commit(partial(answers.forget, scope, mark))
