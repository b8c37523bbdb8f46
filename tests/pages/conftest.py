"""Accounts for pages that not everyone may see."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User


@pytest.fixture
def account(db: None) -> Callable[..., User]:
    """Makes an account of the desk with those roles."""

    def make(name: str, *roles: str) -> User:
        user = User.objects.create_user(name, is_staff=True)
        user.groups.set(Group.objects.filter(name__in=roles))
        return user

    return make
