"""Whether something that a rule asks for was found in a document, and where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from budgets.pages.disclosure.rules import AskedFor


class Standing(Enum):
    """Whether a thing that a rule asks for was found."""

    FOUND = "found"
    EMPTY = "empty"
    MISSING = "missing"
    UNSTATED = "unstated"  # a date that was not entered at the desk
    UNREAD = "unread"  # printed, or it may be, and not read by this site


LABELS: Mapping[Standing, str | Promise] = {
    Standing.FOUND: gettext_lazy("有"),
    Standing.EMPTY: gettext_lazy("空"),
    Standing.MISSING: gettext_lazy("没有找到"),
    Standing.UNSTATED: gettext_lazy("没有填写"),
    Standing.UNREAD: gettext_lazy("没有读出"),
}


@dataclass(frozen=True)
class Item:
    """One thing that a rule asks for. `page` and `table` or `anchor` say which of our pages shows it.

    `unread` is the address of what was not read that may be it, "" where that is not why it stands as it does.
    """

    title: str
    standing: Standing
    words: str = ""
    place: Mapping[str, int | None] = field(default_factory=dict)
    page: str = ""
    table: str = ""
    anchor: str = ""
    unread: str = ""

    @property
    def label(self) -> str | Promise:
        """The standing in words."""
        return LABELS[self.standing]


@dataclass(frozen=True)
class Rule:
    """What a rule asks for, and an item for each part of it."""

    asked: AskedFor
    items: tuple[Item, ...]
