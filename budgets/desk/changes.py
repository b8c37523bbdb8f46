"""What would change when a draft is published: compared with the live version, or with the year before."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.changes import (
    Change,
    ChangeKind,
    Group,
    ItemChange,
    ItemStanding,
    Part,
    TextSpan,
    by_item,
    paired,
    spans,
    table_name,
)
from budgets.desk.change_rows import (
    ChangeRow,
    ShownChange,
    Sources,
    VerdictList,
    YearRow,
    change_row,
    shown_change,
    shown_text,
    verdict_lists,
    year_rows,
)
from budgets.desk.compared_versions import (
    changes_between,
    entries_of,
    previous_edition_version,
    read_in_part,
    verdict_changes,
)
from budgets.desk.hidden_changes import HiddenChanges, hidden_changes
from budgets.desk.read import last_public_version
from budgets.form.tables import Role
from budgets.models import EditionVersion
from budgets.words import desk_changes as words

MOST = 400  # rows that a page shows; further ones are only counted
FOLDED = 20  # a part with more rows is folded away
# How many pairs of characters may be compared word by word for one page: about a second at most.
WORD_BY_WORD = 30_000_000


@dataclass(frozen=True)
class ChangeGroup:
    """The changes of one part of the document; `unit` is a table's, "" for prose. Many are folded away below `fold`."""

    title: str
    unit: str
    changes: tuple[ShownChange, ...]
    rows: tuple[ChangeRow, ...]

    @property
    def caption(self) -> str:
        """The title with the unit."""
        return words.table_title(self.title, self.unit)

    @property
    def fold(self) -> str:
        """The words of the fold; "" where all is shown."""
        count = len(self.rows)
        return words.fold_of_changes(self.title, count) if count > FOLDED else ""


@dataclass(frozen=True)
class Correction:
    """What a draft changes of a version that was published before."""

    base: EditionVersion
    scope: str
    lede: SafeString
    not_listed: str
    groups: tuple[ChangeGroup, ...]
    verdicts: tuple[VerdictList, ...]
    count: int
    cells: int  # of the changes, those in the official tables
    worse: int  # checks with a worse verdict
    hidden: HiddenChanges
    is_correction = True


@dataclass(frozen=True)
class YearGroup:
    """The lines of one table that differ from the year before."""

    title: str
    fold: str
    rows: tuple[YearRow, ...]


@dataclass(frozen=True)
class NewYear:
    """How the budget of a new year differs from the year before."""

    base: EditionVersion
    scope: str
    statements: tuple[SafeString, ...]
    years: tuple[str, str]
    groups: tuple[YearGroup, ...]
    is_correction = False


def changes_for(version: EditionVersion, live: EditionVersion | None) -> Correction | NewYear | None:
    """The draft against the live or last published version, or against the year before; None without either."""
    base = live or last_public_version(version.edition)
    if base is not None:
        return _correction(base, version)
    before = previous_edition_version(version)
    return None if before is None else _new_year(before, version)


# ---- a correction ---------------------------------------------------------------------------------------


def _correction(live: EditionVersion, draft: EditionVersion) -> Correction:
    changes = changes_between(live, draft)
    verdicts = verdict_changes(live, draft)
    cells = sum(isinstance(change.entry.group, Role) for change in changes)
    worse, better = len(verdicts.worse), len(verdicts.better)
    same_file = live.source_id == draft.source_id
    return Correction(
        live,
        words.against_version(live.number, live.get_status_display()),
        words.correction(
            len(changes), cells, _(draft.form.words), same_file=same_file, worse=worse, better=better
        ),
        words.not_listed(max(0, len(changes) - MOST)),
        tuple(_groups(changes[:MOST], live, draft)),
        verdict_lists(verdicts),
        len(changes),
        cells,
        worse,
        hidden_changes(live, draft),
    )


def _groups(changes: Iterable[Change], live: EditionVersion, draft: EditionVersion) -> Iterable[ChangeGroup]:
    budget = WordBudget(WORD_BY_WORD)
    units = dict(draft.printedtablerecords.values_list("slug", "unit"))
    sources = Sources(live.page("source"), draft.page("source"))
    for group, own in groupby(changes, key=lambda change: change.entry.group):
        unit = units.get(group.value, "") if isinstance(group, Role) else ""
        shown = tuple(shown_change(change, budget.words(change)) for change in own)
        yield ChangeGroup(
            _title(group, draft, live), unit, shown, tuple(change_row(change, sources) for change in shown)
        )


def _title(part: Part, version: EditionVersion, before: EditionVersion) -> str:
    """What a part is called, an official table as in the version's form, or in the older one if only that has it."""
    if isinstance(part, Group):
        return part.value
    return table_name(version.form.by_role.get(part) or before.form.table(part))


class WordBudget:
    """Allows so many pairs of characters to be compared; later texts are shown whole, before and after."""

    def __init__(self, pairs: int) -> None:
        self.left = pairs

    def words(self, change: Change) -> tuple[TextSpan, ...]:
        """The removed and added words; () for amounts, for new or removed entries, and when the budget is spent."""
        if change.before is None or change.after is None or change.entry.yuan is not None:
            return ()
        cost = len(change.before.text) * len(change.after.text)
        if cost > self.left:
            return ()
        self.left -= cost
        before, after = shown_text(change.before), shown_text(change.after)
        return tuple(spans(before, after)) if before != after else ()


# ---- a new year -----------------------------------------------------------------------------------------


def _new_year(before: EditionVersion, version: EditionVersion) -> NewYear:
    """Tables with every amount that moved, and the statements that are new or ended."""
    in_part = read_in_part(before), read_in_part(version)
    items = by_item(paired(entries_of(before), entries_of(version), in_part))
    statements = [item for item in items if item.group is Group.STATEMENTS]
    return NewYear(
        before,
        words.against_edition(str(before.edition), before.number),
        tuple(
            words.statements(_labels(statements, ItemStanding.NEW), _labels(statements, ItemStanding.ENDED))
        ),
        (words.year_column(before.edition.year), words.year_column(version.edition.year)),
        tuple(_year_groups(items, before, version)),
    )


def _year_groups(
    items: Iterable[ItemChange], before: EditionVersion, version: EditionVersion
) -> Iterable[YearGroup]:
    sources = Sources(before.page("source"), version.page("source"))
    for group, own in groupby(items, key=lambda item: item.group):
        moved = [item for item in own if isinstance(group, Role) and _moved(item)]
        if moved:
            rows = tuple(row for item in moved for row in year_rows(item, sources))
            title = _title(group, version, before)
            yield YearGroup(title, words.fold_of_lines(title, len(moved)), rows)


def _moved(item: ItemChange) -> bool:
    return item.standing is not ItemStanding.KEPT or any(
        change.moves_money or change.kind is ChangeKind.UNREAD for change in item.changes
    )


def _labels(items: Iterable[ItemChange], standing: ItemStanding) -> list[str]:
    return [item.label for item in items if item.standing is standing]
