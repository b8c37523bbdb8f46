"""The table of the project statements."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from budgets.form.amounts import Unit
from budgets.form.terms import LinkState, Nature, Precision
from budgets.listing.table import (
    FIGURE_SPACE,
    POINT_SPACE,
    LeanColumn,
    LeanRow,
    LeanTable,
    SortLink,
    TableCell,
    amount,
    decimals_of,
)
from budgets.models import ProjectStatement
from budgets.pages.projects.read import LinkedStatement
from budgets.words.money import said_about, unit_name

LONGEST_IN_LIST = 40  # characters of a text that the list shows
MONEY = (
    "fiscal",
    "self_raised",
    "total",
)  # the amounts of a statement: its fields, in the order of the columns


def statement_table(
    statements: Iterable[ProjectStatement],
    unit: Unit,
    address: Callable[[ProjectStatement], str],
    printed_at: Callable[[ProjectStatement, str], tuple[str, str]],
    sort_link: SortLink,
) -> LeanTable:
    """The project statements as a list; on a phone each becomes a small card.

    `printed_at` gives, for a statement and a field, the address of the words that print that amount and where they
    are in words; both are "" where the amount is not printed.
    """
    statements = list(statements)
    # One number of decimals for all three amounts, which are under one another on a phone.
    decimals = decimals_of((getattr(statement, name) for statement in statements for name in MONEY), unit)
    titles = {
        "fiscal": _("财政资金"),
        "self_raised": _("自筹资金"),
        "total": _("预算合计"),
        "nature": _("金额性质"),
        "start": _("实施周期"),
    }
    columns = [("name", LeanColumn(_("项目名称"), sort="name")), ("implementer", LeanColumn(_("实施主体")))]
    for name in MONEY:
        columns.append((name, LeanColumn(titles[name], note=unit_name(unit), css="num", sort=name)))
    columns.append(("nature", LeanColumn(titles["nature"])))
    columns.append(("start", LeanColumn(titles["start"], sort="start")))
    rows = [
        _statement_row(
            statement,
            [
                _money(statement, name, titles[name], unit, decimals, printed_at(statement, name))
                for name in MONEY
            ],
            address,
        )
        for statement in statements
    ]
    label = _("项目经费情况说明")
    caption = _("项目说明所列资金，来源见各栏；单位：%(unit)s；空白表示原文没有写明") % {
        "unit": unit_name(unit)
    }
    return LeanTable(columns, rows, caption=caption, label=label, sort_link=sort_link, fold=True)


def _money(
    statement: ProjectStatement, name: str, title: str, unit: Unit, decimals: int, printed: tuple[str, str]
) -> TableCell:
    """The cell of an amount; one printed with 约 is not filled with zeros, which would make it look exact."""
    yuan = getattr(statement, name)
    label = _("%(title)s（%(unit)s）") % {"title": title, "unit": unit_name(unit)}
    href, hint = printed if yuan is not None else ("", "")
    if not statement.approximate or name != "total" or yuan is None:
        return TableCell(amount(yuan, unit, decimals), "num", hint, href, label=label)
    about = amount(yuan, unit, decimals, zero=FIGURE_SPACE, point=POINT_SPACE)
    return TableCell(said_about(about, approximate=True), "num", hint, href, label=label)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_IN_LIST else f"{text[:LONGEST_IN_LIST].rstrip('，、；。 ')}…"


def _statement_row(
    statement: ProjectStatement, money: Sequence[TableCell], address: Callable[[ProjectStatement], str]
) -> LeanRow:
    cells = (
        TableCell(
            statement.shown_name,
            "name" if statement.name else "name muted",
            href=address(statement),
            head=True,
        ),
        TableCell(_shortened(statement.implementer), "why", note=_link_note(statement)),
        *money,
        TableCell(_(statement.nature), "" if statement.nature == Nature.STATED.value else "muted"),
        TableCell(_period(statement), "code"),
    )
    return LeanRow(f"statement-{statement.number}", "", cells)


def _link_note(statement: LinkedStatement) -> str:
    """How the implementer is linked to a listed unit: state, day, unit, words; no name is given twice."""
    words = [_(statement.state_now)]
    if statement.confirmed_on:
        words.append(f"{statement.confirmed_on:%Y-%m-%d}")
    note = " ".join(words)
    if statement.linked_name and statement.linked_name != statement.implementer:
        note = _("%(state)s：%(unit)s") % {"state": note, "unit": statement.linked_name}
    if statement.link_state == LinkState.UNNAMED.value or statement.link_words in ("", statement.implementer):
        return note
    return _("%(link)s（原文“%(words)s”）") % {"link": note, "words": _shortened(statement.link_words)}


def _period(statement: ProjectStatement) -> str:
    """实施周期 as days, or as months where the document gives only months."""
    if not (statement.start and statement.end):
        return ""
    months = statement.precision == Precision.MONTH.value
    first, last = (_day(day, months) for day in (statement.start, statement.end))
    return f"{first} – {last}"


def _day(day: date, month_only: bool) -> str:
    return f"{day:%Y-%m}" if month_only else day.isoformat()
