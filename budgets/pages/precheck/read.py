"""What was read from a document and what its checks found, of one that was just read or of a stored version."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.form.references import row_label
from budgets.form.tables import BudgetForm, OfficialTable, Role
from budgets.form.terms import HiddenKind, Level, UnreadCause
from budgets.models import LINE_MODELS, CheckResult, EditionVersion, HiddenContent, Placed
from budgets.pages.checks.read import FINE, Coverage, checks_of, counted_checks, counted_outcomes, coverage
from budgets.pages.precheck.document import (
    CheckedDocument,
    HiddenItem,
    Noticed,
    PrintedTotal,
    RecognisedTable,
    UnreadItem,
)
from budgets.pages.precheck.findings import shown_findings, with_carried, with_cause
from budgets.pages.precheck.quotes import quote_of, quotes_of
from budgets.pages.unread.read import cells_in_words, total_may_be_unread
from budgets.parsing.records import BudgetReport
from budgets.readers.document import Place
from budgets.reading import ReadBudget
from budgets.reconcile.covered import covered
from budgets.reconcile.hidden import asks, hidden_signs
from budgets.reconcile.sensitive import Sign, masked, signs
from budgets.reconcile.terms import total_term, unread_cell, unread_table
from budgets.words import beside, issues
from budgets.words.checks import StoredPlace, where
from budgets.words.tables import title_of
from budgets.words.unread import cell_in_words

# ---- from a report that is stored nowhere ---------------------------------------------------------------


def checked_report(budget: ReadBudget, size: int | None = None) -> CheckedDocument:
    """A document as it was just read."""
    report = budget.report
    results = [CheckResult.of(check) for check in budget.checks]
    _tell_unread_cells(results, budget.report)
    quotes = quotes_of((line.place, line.text) for line in report.lines)
    return CheckedDocument(
        report.body,
        report.year,
        report.kind.value,
        report.title,
        report.filename,
        report.format,
        size,
        report.sha256,
        report.form,
        tuple(_recognised(table, report) for table in report.form.tables),
        _counts(
            len(report.institutions.units), len(report.definitions), len(report.facts), len(report.statements)
        ),
        _totals(report),
        shown_findings(with_cause(results, budget.checks)),
        _coverage(budget),
        tuple(
            Noticed(
                issue.severity.value,
                issues.sentence(issue.code, issue.parameters),
                _where(issue.place),
                quote_of(issue.place, quotes),
            )
            for issue in report.issues
        ),
        unowned_items(report),
        page_signs(report),
        hidden_items(report),
        unread_items(report),
    )


def unowned_items(report: BudgetReport) -> tuple[Noticed, ...]:
    """The lines that belong to no part of a report, personal numbers in them starred."""
    return tuple(Noticed("error", "", _where(line.place), masked(line.text)) for line in report.unowned)


def page_signs(report: BudgetReport) -> tuple[Sign, ...]:
    """The signs of personal data and of secrecy on the pages of a report."""
    return signs((line.text, line.place, line.owner) for line in report.lines)


def unread_items(report: BudgetReport) -> tuple[UnreadItem, ...]:
    """What of a report was not read."""
    rows = {
        (table.table.number, line.number, line.side): row_label(line.code, line.name)
        for table in report.tables
        for line in table.lines
    }
    items = []
    for one in report.unread:
        place = beside.place(vars(one.place))
        if one.table and one.line and one.column:
            row = rows.get((one.table.number, one.line, one.side), "")
            place = beside.unread_place(cell_in_words(row, one.table.label_of(one.column)), place)
        items.append(UnreadItem(one.cause, one.table.title if one.table else "", one.text, place))
    return tuple(items)


def _tell_unread_cells(results: Iterable[CheckResult], report: BudgetReport) -> None:
    """Let each place of a cell without a figure say whether it was not read, as those of a stored version do."""
    unread = {
        (table.table.number, line.number, column): {"unread": True}
        | ({} if cell.column else {"no_column": True})
        for table in report.tables
        for line in table.lines
        for column in line.unread
        if (cell := unread_cell(table, line, column))
    }
    for result in results if unread else ():
        result.__dict__["places"] = tuple(
            {**place, **unread.get(tuple(reference[1:4]), {"unread": False})}
            if isinstance(reference, list) and reference[0] == "cell"
            else place
            for place, reference in zip(result.places, result.references, strict=True)
        )


def hidden_items(report: BudgetReport) -> tuple[HiddenItem, ...]:
    """What the file of a report hides."""
    return tuple(
        _hidden_item(one.kind, one.text, one.author, one.place, searched=one.searched)
        for one in report.hidden
    )


def _hidden_item(kind: HiddenKind, text: str, author: str, place: Place, *, searched: bool) -> HiddenItem:
    found = hidden_signs(text, place)
    return HiddenItem(
        kind, masked(text), author, beside.place(vars(place)), found, asks(kind, text, place), searched
    )


def _coverage(budget: ReadBudget) -> Coverage:
    numbers = covered(budget.report, budget.checks)
    return Coverage(
        counted_outcomes(budget.checks), numbers.figures, numbers.checked, numbers.agreeing, numbers.further
    )


def _recognised(official: OfficialTable, report: BudgetReport) -> RecognisedTable:
    table = report.table(official.role)
    if table is None:
        return RecognisedTable(official.number, official.title)
    figures = sum(len(line.figures) for line in table.lines)
    notes = "\n".join(table.notes)
    return RecognisedTable(
        official.number,
        official.title,
        title_of(table.title, official.title),
        table.unit.value,
        len(table.lines),
        figures,
        table.is_empty,
        notes,
    )


def _totals(report: BudgetReport) -> tuple[PrintedTotal, ...]:
    """The printed totals of tables 2 and 3, and of “三公”."""

    def total(role: Role, column: str) -> tuple[Decimal | None, bool]:
        table = report.table(role)
        if table is None:
            return None, unread_table(report) is not None
        term = total_term(table, column)
        return term.yuan, term.unread is not None

    return _printed_totals(report.form, total)


# ---- from a stored version ------------------------------------------------------------------------------


def checked_version(version: EditionVersion) -> CheckedDocument:
    """A document as it was stored: the draft itself, not the file once more."""
    lines = list(version.sourcelinerecords.all())
    quotes = quotes_of((stored_place(line), line.text) for line in lines)
    return CheckedDocument(
        version.edition.body.name,
        version.edition.year,
        version.edition.get_kind_display(),
        version.title,
        version.filename,
        version.source.format,
        version.source.size,
        version.source.sha256,
        version.form,
        _stored_tables(version),
        _counts(
            version.budgetunits.count(),
            version.definitions.count(),
            version.statedfacts.count(),
            version.projectstatements.count(),
        ),
        _stored_totals(version),
        with_carried(shown_findings(checks_of(version).exclude(verdict=FINE)), version),
        coverage(version, counted_checks(version)),
        tuple(
            Noticed(
                issue.severity, issue.message, where(issue.place), quote_of(_json_place(issue.place), quotes)
            )
            for issue in version.importissues.all()
        ),
        tuple(Noticed("error", "", _where(stored_place(s)), s.text) for s in lines if not s.owner),
        signs((line.text, stored_place(line), line.owner) for line in lines),
        _stored_hidden(version),
        _stored_unread(version),
    )


def starred(hidden: HiddenContent) -> str:
    """The words of something stored that a file hides, its personal numbers starred."""
    return masked(hidden.text)


def starred_words(text: str) -> str:
    """Words that are printed, their personal numbers starred."""
    return masked(text, loosely=False)


def _stored_hidden(version: EditionVersion) -> tuple[HiddenItem, ...] | None:
    if version.hidden_count is None:
        return None
    return tuple(
        _hidden_item(HiddenKind.of(one.kind), one.text, one.author, stored_place(one), searched=one.searched)
        for one in version.hiddencontents.all()
    )


def _stored_unread(version: EditionVersion) -> tuple[UnreadItem, ...] | None:
    if version.unread_count is None:
        return None
    titles = {table.slug: table.title for table in version.form.tables}
    places = list(version.unreadplaces.all())
    cells = cells_in_words(version, places)
    return tuple(
        UnreadItem(
            UnreadCause.of(one.cause),
            titles.get(one.table, ""),
            one.text,
            beside.unread_place(cells.get(one.position, ""), beside.place(vars(stored_place(one)))),
        )
        for one in places
    )


def stored_place(record: Placed) -> Place:
    names = ("page", "line", "table", "row", "column")
    box = tuple(record.place_box) if record.place_box else None
    return Place(**{name: getattr(record, f"place_{name}") for name in names}, box=box)


def _json_place(place: StoredPlace) -> Place:
    return Place(**{**place, "box": tuple(place["box"]) if place.get("box") else None, "piece": None})


def _stored_tables(version: EditionVersion) -> tuple[RecognisedTable, ...]:
    found = {record.number: record for record in version.printedtablerecords.all()}
    numbers = list(version.figures.order_by().values_list("table_number", flat=True))
    return tuple(
        RecognisedTable(
            table.number,
            table.title,
            title_of(record.title, table.title),
            record.unit,
            LINE_MODELS[table.role]._default_manager.filter(version=version).count(),
            numbers.count(table.number),
            record.is_empty,
            record.notes,
        )
        if (record := found.get(table.number))
        else RecognisedTable(table.number, table.title)
        for table in version.form.tables
    )


def _stored_totals(version: EditionVersion) -> tuple[PrintedTotal, ...]:
    """The printed totals of a stored version."""
    figures = version.figures.filter(
        table__in=(Role.REVENUE.value, Role.EXPENDITURE.value), level=Level.TOTAL.value
    )
    figures |= version.figures.filter(table=Role.THREE_PUBLIC.value, column="total")
    rows = figures.order_by("-position").values_list("table", "column", "yuan")
    found = {(Role(table), column): yuan for table, column, yuan in rows}

    def total(role: Role, column: str) -> tuple[Decimal | None, bool]:
        yuan = found.get((role, column))
        return yuan, yuan is None and total_may_be_unread(version, role, column)

    return _printed_totals(version.form, total)


# ---- shared ---------------------------------------------------------------------------------------------


def _printed_totals(
    form: BudgetForm, total: Callable[[Role, str], tuple[Decimal | None, bool]]
) -> tuple[PrintedTotal, ...]:
    """The totals that are shown; `total` reads one by its table and column, and whether it may be unread."""
    named = (
        (_("收入合计（表%(n)s，全部资金）"), Role.REVENUE, "total"),
        (_("其中财政拨款（表%(n)s）"), Role.REVENUE, "fiscal_appropriation"),
        (_("支出合计（表%(n)s，全部资金）"), Role.EXPENDITURE, "total"),
        (_("“三公”经费合计（表%(n)s）"), Role.THREE_PUBLIC, "total"),
    )
    return tuple(
        PrintedTotal(words % {"n": form.number(role)}, *total(role, column))
        for words, role, column in named
        if role in form.by_role
    )


def _counts(units: int, definitions: int, facts: int, statements: int) -> tuple[tuple[str, int], ...]:
    return (
        (_("预算单位"), units),
        (_("名词解释"), definitions),
        (_("说明中的数字"), facts),
        (_("项目说明"), statements),
    )


def _where(place: Place) -> str:
    return where(vars(place))
