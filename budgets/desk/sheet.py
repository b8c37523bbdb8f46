"""发布核对单: one A4 page to print and sign, with what was read and what is changed."""

from collections.abc import Iterator, Sized
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access
from budgets.desk.changes import Correction, changes_for
from budgets.desk.drafts import no_longer, of_version
from budgets.desk.pages import account_name, desk_page, render_desk
from budgets.desk.preview import draft_address
from budgets.desk.read import live_version
from budgets.form.terms import Verdict
from budgets.models import EditionVersion
from budgets.pages.precheck.document import CheckedDocument
from budgets.pages.precheck.read import checked_version
from budgets.pages.precheck.shown import Fact
from budgets.words import desk as words
from budgets.words import desk_changes
from budgets.words.check_list import checks_found
from budgets.words.money import exact
from budgets.words.precheck import counted, spaced_year_and_kind

Status = EditionVersion.Status
DIFFERS = Verdict.DIFFERS.word
LISTED = 8  # changes and findings: more would not fit on the page; all are counted


@dataclass(frozen=True)
class SheetList:
    """The first lines of a list, and a sentence that there are more; "" where there are not."""

    title: str
    lines: tuple[str, ...]
    more: str


@desk_page(access.UPLOAD)
@of_version
def sheet(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """The sheet of a draft or of a version that was published."""
    is_draft = version.status == Status.DRAFT
    changes = changes_for(version, live_version(version.edition)) if is_draft else None
    correction = changes if isinstance(changes, Correction) else None
    document = checked_version(version)
    context = {
        "back": reverse("desk:draft", args=[version.pk])
        if is_draft
        else reverse("desk:edition", args=[version.edition_id]),
        "facts": list(_facts(version, document, correction)),
        "lists": list(_lists(document, correction)),
        "made": _made(request, version),
    }
    if is_draft and (gone := no_longer(request, version)):
        return gone
    return render_desk(request, "desk/sheet.html", context)


def _facts(
    version: EditionVersion, document: CheckedDocument, correction: Correction | None
) -> Iterator[Fact]:
    found = document.coverage
    yield Fact(_("单位"), document.body)
    yield Fact(_("年度与类型"), spaced_year_and_kind(document.year, document.kind))
    yield Fact(_("文件"), words.sheet_file(document.filename, filesizeformat(document.size or 0)), "break")
    yield Fact("SHA-256", document.sha256, "break digest")
    yield from _corrected(version, correction)
    yield Fact(_("批复日期"), words.day_or_unfilled(version.approved_on))
    yield Fact(_("公开日期"), words.day_or_unfilled(version.disclosed_on))
    for total in document.totals:
        amount = "" if total.yuan is None else exact(total.yuan)
        yield Fact(total.name, words.printed_total(amount, unread=total.unread))
    yield Fact(
        _(document.form.words), words.figures(document.figures, [table.number for table in document.missing])
    )
    yield Fact(_("另有"), counted(document.counts))
    yield Fact(_("核对"), checks_found(found.counted))
    yield Fact(_("没有读出的地方"), _counted_or_unknown(document.unread))
    yield Fact(_("看不见的内容"), _counted_or_unknown(document.asking))
    yield Fact(
        _("读取时注意到"), words.noticed(len(document.noticed), len(document.unowned), document.personal)
    )


def _counted_or_unknown(found: Sized | None) -> str:
    return _("没有记录") if found is None else _("%(n)s 处") % {"n": len(found)}


def _corrected(version: EditionVersion, correction: Correction | None) -> Iterator[Fact]:
    """Whether it is a correction, and of what."""
    if correction is not None:
        tables = _(version.form.words)
        base, changes, cells = correction.base.number, correction.count, correction.cells
        yield Fact(_("更正"), desk_changes.corrects(base, changes, cells, tables, correction.worse))
    elif version.reason:
        yield Fact(_("更正原因"), version.reason)
    elif version.status == Status.DRAFT:
        yield Fact(_("更正"), _("不是，第一次公开"))


def _lists(document: CheckedDocument, correction: Correction | None) -> Iterator[SheetList]:
    """What is changed and what does not agree, as far as it fits."""
    changes = tuple(_changes(correction)) if correction else ()
    if correction and changes:
        more = desk_changes.all_changes(correction.count) if correction.count > LISTED else ""
        yield SheetList(_("改动"), changes[:LISTED], more)
    differing = [finding for finding in document.open_findings if finding.verdict == DIFFERS]
    if differing:
        lines = (
            desk_changes.listed_finding(finding.title, finding.sides, finding.explanation)
            for finding in differing[:LISTED]
        )
        more = desk_changes.all_findings(document.differs) if document.differs > LISTED else ""
        yield SheetList(_("不一致"), tuple(lines), more)


def _changes(correction: Correction) -> Iterator[str]:
    for group in correction.groups:
        for change in group.changes:
            sides = change.before, change.after
            yield desk_changes.listed_change(group.title, change.label, change.column, sides, group.unit)


def _made(request: HttpRequest, version: EditionVersion) -> str:
    """The last line: who uploaded it, where its preview is, which version it is, when the sheet was printed."""
    parts = (
        words.uploaded(account_name(version.uploaded_by), version.created_at),
        draft_address(request, version),
        words.version(version.number) or words.draft_number(version.pk),
        words.printed(timezone.now()),
    )
    return " · ".join(parts)
