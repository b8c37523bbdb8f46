"""What the project list says, ready to be shown: how much the statements explain, who carries them out, and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.form.tables import Role
from budgets.models import EditionVersion, ProjectStatement
from budgets.pages.bar_lines import BarLine
from budgets.pages.paragraphs import Line
from budgets.pages.places import place_link
from budgets.pages.projects.groups import Carrier, PeriodGroup
from budgets.pages.projects.read import Explained, shares_are_known
from budgets.pages.unread.read import may_be_unread, page_of
from budgets.words import projects as words
from budgets.words.markup import link, muted
from budgets.words.money import spoken
from budgets.words.official import marked, with_gloss
from budgets.words.sentences import filled, listed, paragraph, shortened
from budgets.words.unread import missing, statements_in_part

LONGEST_NAME = 60  # characters of a carrier's name
MOST_NAMED = 5  # projects of one period that are named


@dataclass(frozen=True)
class PeriodLine:
    """The projects of one period, with its place among all in per cent; `names` is "" for too many."""

    period: str
    projects: str
    names: SafeString
    x: str
    width: str


def opening(
    version: EditionVersion, statements: Sequence[ProjectStatement], explained: Explained
) -> list[Line]:
    """How many statements there are and what they add up to, beside what the tables print.

    Where something of either was not read, that too.
    """
    said = _opening(version, statements, explained)
    if not version.unread_count or shares_are_known(version):
        return said
    return [*said, Line("source-note", statements_in_part(page_of(version)))]


def _opening(
    version: EditionVersion, statements: Sequence[ProjectStatement], explained: Explained
) -> list[Line]:
    if not statements:
        if may_be_unread(version):
            return [Line("notice", SafeString(missing()))]
        return [Line("notice", SafeString(_("原文没有附项目经费情况说明。")))]
    if len(statements) == 1:
        return _of_one(version, statements[0], explained)
    first = Line("lede", SafeString(words.attached(len(statements))))
    if not explained.count:
        return [first]
    named = [Line("say", said) for said in (_fiscal(explained), _unnamed(explained)) if said]
    note = paragraph(
        words.without_self_raised(explained.count, explained.without_self_raised),
        _by_size(explained),
        _with_self_raised(version, explained),
        words.sums_are_ours(_tables(version, explained)),
    )
    return [first, *named, Line("source-note", note), Line("source-note", words.not_published())]


def _of_one(version: EditionVersion, statement: ProjectStatement, explained: Explained) -> list[Line]:
    amount = words.only_amount(
        statement.total, statement.fiscal, statement.self_raised, approximate=statement.approximate
    )
    compared = _compared(version, statement, explained)
    return [
        Line("lede", SafeString(_("原文只附有一份项目经费情况说明。"))),
        Line("say", paragraph(amount, *compared)),
        Line("source-note", words.not_published()),
    ]


def _compared(version: EditionVersion, statement: ProjectStatement, explained: Explained) -> list[SafeString]:
    """The only statement beside project expenditure, where one table prints it."""
    if statement.total is None or len(explained.fiscal_figures) != 1:
        return []
    (figure,) = explained.fiscal_figures
    table = figure.table_number
    printed = place_link(figure, version, words.total_of_table(table))
    place = filled(_("%(said)s。"), said=printed)
    if statement.fiscal is not None:
        return [words.fiscal_of_table(explained.fiscal_share, table), place]
    if statement.self_raised is None:
        return [words.by_size(explained.share_of_fiscal, table), place]
    return [place]


def _fiscal(explained: Explained) -> SafeString:
    """The named fiscal funds; "" where no statement names any."""
    count, yuan, share = explained.fiscal_count, explained.fiscal, explained.fiscal_share
    if not count:
        return SafeString("")
    whole, figures = explained.fiscal_project, explained.fiscal_figures
    if not share or whole is None:
        return words.fiscal_named(count, yuan)
    if len(figures) > 1:
        return words.fiscal_of_tables(count, yuan, share, whole)
    return words.fiscal_of_one_table(count, yuan, share, figures[0].table_number, figures[0].scope, whole)


def _unnamed(explained: Explained) -> SafeString:
    """The money without a source; "" where every statement names one."""
    count = explained.unnamed_count
    return words.unnamed(count, explained.unnamed) if count else SafeString("")


def _by_size(explained: Explained) -> SafeString:
    share, figures = explained.share_of_fiscal, explained.fiscal_figures
    if not share:
        return SafeString("")
    if len(figures) > 1:
        return words.by_size_of_tables(share)
    return words.by_size(share, figures[0].table_number)


def _with_self_raised(version: EditionVersion, explained: Explained) -> SafeString:
    if not explained.self_raised_count:
        return SafeString("")
    return words.with_self_raised(
        explained.self_raised_count,
        explained.self_raised,
        explained.with_self_raised,
        explained.share_of_all_funds,
        version.form.number(Role.EXPENDITURE),
        explained.all_funds,
    )


def _tables(version: EditionVersion, explained: Explained) -> list[SafeString]:
    """The tables that print project expenditure, each leading to its total."""
    figures = [*explained.fiscal_figures, explained.all_funds_figure]
    return [
        place_link(figure, version, _("表%(n)s") % {"n": figure.table_number}) for figure in figures if figure
    ]


def carrier_lines(version: EditionVersion, carriers: Iterable[Carrier]) -> list[BarLine]:
    """Who carries out how much, with their projects."""
    return [
        BarLine(
            with_gloss(shortened(carrier.name, LONGEST_NAME))
            if carrier.name
            else SafeString(_("没有写明实施主体")),
            muted(_("金额未列")) if carrier.yuan is None else SafeString(spoken(carrier.yuan)),
            "",
            words.carried_out(
                carrier.yuan, [_project(version, each) for each in carrier.statements], carrier.unstated
            ),
        )
        for carrier in carriers
    ]


def _project(version: EditionVersion, statement: ProjectStatement) -> SafeString:
    return link(version.page("statement", project=statement.slug), marked(statement.shown_name))


def period_lines(version: EditionVersion, periods: Iterable[PeriodGroup]) -> list[PeriodLine]:
    """When the projects run; a few of one period are named."""
    return [
        PeriodLine(
            words.period(group.start, group.end, months=group.months),
            words.projects(len(group.statements)),
            listed(_project(version, each) for each in group.statements)
            if len(group.statements) <= MOST_NAMED
            else SafeString(""),
            group.x,
            group.width,
        )
        for group in periods
    ]
