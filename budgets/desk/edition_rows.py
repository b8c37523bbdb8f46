"""The rows of an edition's page at the desk: its versions, what can be done with each, implementers, the log."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from budgets import actions
from budgets.desk.read import hidden_kinds
from budgets.models import BudgetUnit, Edition, EditionVersion, LogEntry, ProjectStatement
from budgets.pages.editions import public_versions
from budgets.pages.precheck.shown import Tag
from budgets.words import beside
from budgets.words import desk as words
from budgets.words.days import said_day, said_moment
from budgets.words.sentences import paragraph, shortened

Status = EditionVersion.Status
COLOURS: dict[str, str] = {Status.PUBLISHED: "verdict--equal", Status.WITHDRAWN: "verdict--differs"}
# A statement with the decision that its query adds, which no type of Django's can say.
DecidedStatement = Any
QUOTED = 160  # characters of what the document says of an implementer


@dataclass(frozen=True)
class Act:
    """Something that needs a public reason: the fold, the form in it, and its button.

    `seen_live` is the live version that the page shows, for the form to send back; None where it does not matter.
    """

    address: str
    field: str
    title: str
    button: str
    help: str = ""
    is_dangerous: bool = False
    seen_live: int | None = None
    is_open: bool = False
    typed: str = ""

    @property
    def css(self) -> str:
        """The classes of the fold."""
        return "wide danger" if self.is_dangerous else "wide"

    @property
    def button_css(self) -> str:
        """The classes of the button."""
        return "button button--danger" if self.is_dangerous else "button"


@dataclass(frozen=True)
class RefusedAct:
    """The act that was refused, by its address, and the reason that was typed; only its form is open again."""

    address: str
    reason: str


@dataclass(frozen=True)
class VersionRow:
    """One version that was published: what it is, since when, from which file, why."""

    name: str
    standing: Tag
    published_at: datetime
    at: str
    file: str
    reasons: list[str]
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class LogRow:
    """One line of the log."""

    act: str
    version: str
    who: str
    moment: datetime
    at: str
    detail: str


@dataclass(frozen=True)
class ImplementerRow:
    """A statement with an implementer that is not certainly a listed unit; `choices` are what can be said of it."""

    number: int
    address: str
    name: str
    state: str
    unit: str
    confirmed_on: date | None
    day: str
    printed: str
    summary: str
    more_choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ImplementerList:
    """Those statements, how many, where a decision is sent, and the units to choose from."""

    counted: str
    about: str
    address: str
    rows: tuple[ImplementerRow, ...]
    units: tuple[tuple[int, str], ...] = field(default=())


# ---- versions -------------------------------------------------------------------------------------------


def version_rows(
    edition: Edition, live: EditionVersion | None, *, publisher: bool, refused: RefusedAct | None
) -> list[VersionRow]:
    """Every version that was published, newest first, for publishers with what can be done with it."""
    return [
        _version_row(version, live, tuple(_acts(version, live, refused)) if publisher else ())
        for version in public_versions(edition)
    ]


def _version_row(version: EditionVersion, live: EditionVersion | None, acts: tuple[Act, ...]) -> VersionRow:
    assert version.published_at is not None
    return VersionRow(
        words.version(version.number),
        Tag(_standing(version, live), COLOURS.get(version.status, "")),
        version.published_at,
        said_moment(version.published_at),
        words.printed_file(version.filename, version.source.sha256),
        words.reasons(version.reason, version.withdrawal_reason),
        acts,
    )


def _standing(version: EditionVersion, live: EditionVersion | None) -> str:
    """The status; a version that was replaced by an earlier one is 已撤销."""
    newer = live is not None and (version.number or 0) > (live.number or 0)
    return _("已撤销") if newer and version.status == Status.SUPERSEDED else version.get_status_display()


def _acts(version: EditionVersion, live: EditionVersion | None, refused: RefusedAct | None) -> Iterator[Act]:
    """What a publisher can do with one version."""
    own = [version.edition_id, version.number]
    named = {"n": version.number}
    kinds = hidden_kinds(version)
    again_public = beside.shown_again(kinds) if kinds else ""
    if version.status == Status.SUPERSEDED:
        restore = reverse("desk:restore", args=own)
        again = refused is not None and refused.address == restore
        undoes = live is not None and live.replaces_id == version.pk
        yield Act(
            restore,
            f"restore-{version.number}",
            _("撤销更正，恢复这一版") if undoes else _("恢复这一版"),
            _("恢复第 %(n)s 版") % named,
            paragraph(words.on_restoring(), again_public),
            seen_live=live.pk if live else actions.NONE_LIVE,
            is_open=again,
            typed=refused.reason if refused and again else "",
        )
        yield Act(
            reverse("desk:withdraw-version", args=own),
            f"withdraw-{version.number}",
            _("只撤回这一旧版"),
            _("撤回第 %(n)s 版") % named,
            is_dangerous=True,
        )
    if version.withdrawn_alone:
        yield Act(
            reverse("desk:reinstate-version", args=own),
            f"reinstate-{version.number}",
            _("解除这一版的撤回"),
            _("解除第 %(n)s 版的撤回") % named,
            again_public,
        )


def edition_acts(edition: Edition, live: EditionVersion | None) -> tuple[Act, ...]:
    """What a publisher can do with the whole edition."""
    found = []
    if live is not None:
        withdraw = _("撤回整份预算")
        address = reverse("desk:withdraw", args=[edition.pk])
        found.append(
            Act(address, "withdraw-all", withdraw, withdraw, words.on_withdrawing(), is_dangerous=True)
        )
    if edition.versions.filter(status=Status.WITHDRAWN, withdrawn_alone=False).exists():
        reinstate = _("解除撤回")
        address = reverse("desk:reinstate", args=[edition.pk])
        found.append(Act(address, "reinstate", reinstate, reinstate, words.on_reinstating()))
    return tuple(found)


def log_row(entry: LogEntry) -> LogRow:
    """One line of the log in words."""
    return LogRow(
        entry.get_act_display(),
        words.version(entry.version_number),
        entry.who,
        entry.at,
        said_moment(entry.at),
        entry.detail,
    )


# ---- implementers ---------------------------------------------------------------------------------------


def implementer_list(live: EditionVersion) -> ImplementerList | None:
    """The statements whose implementer is not certainly a listed unit; None without any."""
    statements = ProjectStatement.objects.filter(version=live).not_surely_listed()
    rows = tuple(_implementer_row(statement, live) for statement in statements)
    if not rows:
        return None
    units = BudgetUnit.objects.filter(version=live).order_by("number").values_list("number", "name")
    return ImplementerList(
        words.not_surely_listed(len(rows)),
        words.on_confirming(),
        reverse("desk:implementers", args=[live.edition_id]),
        rows,
        tuple(units),
    )


def _implementer_row(statement: DecidedStatement, live: EditionVersion) -> ImplementerRow:
    confirmed = statement.confirmed_on
    printed = statement.link_words or statement.implementer or _("（原文空白）")
    return ImplementerRow(
        statement.number,
        live.page("statement", project=statement.slug),
        statement.shown_name,
        _(statement.state_now),
        statement.linked_name or "",
        confirmed,
        said_day(confirmed),
        shortened(printed, QUOTED),
        _("改动或收回确认") if confirmed else _("确认"),
        (("back", _("收回确认")),) if confirmed else (),
    )
