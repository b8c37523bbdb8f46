"""Changes grouped by the line or statement that they belong to."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from budgets.changes.entries import NAME, Change, ChangeKind, Part


class ItemStanding(Enum):
    """What became of a line or statement as a whole."""

    NEW = "新增"
    ENDED = "取消"
    RENAMED = "更名"
    KEPT = "保留"


_STANDING = {
    ChangeKind.ADDED: ItemStanding.NEW,
    ChangeKind.REMOVED: ItemStanding.ENDED,
    ChangeKind.CHANGED: ItemStanding.RENAMED,
    ChangeKind.SAME: ItemStanding.KEPT,
    ChangeKind.UNREAD: ItemStanding.KEPT,  # a line that may be there was neither added nor ended
}


@dataclass(frozen=True)
class ItemChange:
    """A line of a table or a project statement: the change of its name, and of everything else in it."""

    group: Part
    item: str
    name: Change | None  # None where the name is the same and only changes were given
    changes: tuple[Change, ...]

    @property
    def label(self) -> str:
        """For readers, as the newer version has it: 206-02-01 机构运行."""
        return (self.name or self.changes[0]).entry.label

    @property
    def standing(self) -> ItemStanding:
        """Whether it is new, ended, renamed or kept."""
        return _STANDING[self.name.kind] if self.name else ItemStanding.KEPT

    def change(self, aspect: str) -> Change | None:
        """The change of the cell of that column; None where neither version prints it, or nothing changed."""
        return next((change for change in self.changes if change.entry.aspect == aspect), None)


def by_item(changes: Iterable[Change]) -> tuple[ItemChange, ...]:
    """The changes from `compare` or `paired`, grouped by line and statement, in their order."""
    found: dict[tuple[Part, str], list[Change]] = defaultdict(list)
    for change in changes:
        if change.entry.item:
            found[change.entry.group, change.entry.item].append(change)
    return tuple(
        ItemChange(
            group,
            item,
            next((c for c in own if c.entry.aspect == NAME), None),
            tuple(c for c in own if c.entry.aspect != NAME),
        )
        for (group, item), own in found.items()
    )
