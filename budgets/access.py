"""Who may do what at the desk: its three roles, and the permissions that pages ask for."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from budgets.models import EditionVersion

User = AbstractBaseUser | AnonymousUser

UPLOAD = "budgets.upload_document"
PUBLISH = "budgets.publish_version"
ADMINISTER = "budgets.administer_portal"
ROLES = ("录入员", "发布员", "管理员")  # names of groups, created by migration 0005


def is_signed_in(user: User) -> bool:
    """Whether this is an account of the desk that has passed every factor the site requires."""
    return _is_of_the_desk(user) and not owes_second_factor(user)


def owes_second_factor(user: User) -> bool:
    """Whether the password was given but the site requires a second factor."""
    verified = bool(getattr(user, "is_verified", bool)())
    return settings.SECOND_FACTOR and _is_of_the_desk(user) and not verified


def _is_of_the_desk(user: User) -> bool:
    return user.is_active and bool(getattr(user, "is_staff", False))


def may(user: User, permission: str) -> bool:
    """Whether a signed-in account has that permission."""
    return is_signed_in(user) and user.has_perm(permission)  # type: ignore[union-attr]


def may_see_draft(user: User, version: EditionVersion) -> bool:
    """Whether the account may see a draft: publishers may, and the one who uploaded it."""
    own = version.uploaded_by_id is not None and version.uploaded_by_id == user.pk
    return may(user, PUBLISH) or (own and may(user, UPLOAD))
