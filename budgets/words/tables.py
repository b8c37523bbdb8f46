"""The sentences of the official tables: about one that is empty or missing, its total, its rows and sums."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from budgets.form.amounts import Unit, share
from budgets.form.tables import Role
from budgets.words.money import exact, format_speakable, spoken, unit_name
from budgets.words.official import marked, with_gloss
from budgets.words.sentences import clauses, filled, listed, listed_plainly, paragraph_plainly

# What the total of each table is, in plain words.
_TOTALS = {
    Role.REVENUE_EXPENDITURE: gettext_lazy("全部资金的支出共"),
    Role.REVENUE: gettext_lazy("全部资金的收入共"),
    Role.EXPENDITURE: gettext_lazy("全部资金的支出共"),
    Role.FISCAL_APPROPRIATION: gettext_lazy("财政拨款的支出共"),
    Role.GENERAL_PUBLIC: gettext_lazy("一般公共预算的支出共"),
    Role.MANAGED_FUNDS: gettext_lazy("政府性基金预算的支出共"),
    Role.STATE_CAPITAL: gettext_lazy("国有资本经营预算的支出共"),
    Role.BASIC_BY_CLASS: gettext_lazy("一般公共预算里维持日常运转的钱共"),
    Role.THREE_PUBLIC: gettext_lazy("“三公”经费共"),
}


def gist(
    role: Role, total: Decimal, parts: Iterable[tuple[str, Decimal]], largest: tuple[str, Decimal] | None
) -> SafeString:
    """The main amounts of a table in one sentence; parts and the largest line come with name and yuan."""
    # The classes of 收入预算总表 tell what the money is for, not its source, so no largest one is named.
    named = largest if role is not Role.REVENUE else None
    made_of = listed(_share_of(name, yuan, total) for name, yuan in parts)
    values = {"what": _TOTALS[role], "amount": format_speakable(total), "parts": made_of}
    if named is None:
        sentence = _("%(what)s %(amount)s：%(parts)s。") if made_of else _("%(what)s %(amount)s。")
        return filled(sentence, **values)
    sentence = (
        _("%(what)s %(amount)s：%(parts)s；最大的一项是%(largest)s。")
        if made_of
        else _("%(what)s %(amount)s；最大的一项是%(largest)s。")
    )
    return filled(sentence, **values, largest=_share_of(*named, total))


def _share_of(name: str, yuan: Decimal, total: Decimal) -> SafeString:
    values = {"name": _(name), "amount": format_speakable(yuan), "share": share(yuan, total)}
    return filled(_("%(name)s %(amount)s（%(share)s%%）"), **values)


def caption(part: str, scopes: Sequence[str], unit: Unit, *, mixed: bool) -> str:
    """What stands over a table: its part where it is in parts, whose money, in which unit; as plain text.

    `mixed` where the columns are not of one scope.
    """
    scope_and_unit = (
        _("资金口径：%(scope)s（见各栏）；单位：%(unit)s")
        if mixed
        else _("资金口径：%(scope)s；单位：%(unit)s")
    )
    values = {"scope": listed_plainly(_(scope) for scope in scopes), "unit": unit_name(unit)}
    part_named = _("%(part)s。") % {"part": part} if part else ""
    return paragraph_plainly(part_named, scope_and_unit % values)


def empty_table(notes: str, narrative: str = "", place: str = "") -> SafeString:
    """That a table is empty, what stands under it, and what the narrative says instead, with its place."""
    said = (
        filled(_("原表为空，表下注明“%(notes)s”"), notes=marked(notes))
        if notes
        else filled(_("原表为空，未附说明"))
    )
    if not narrative:
        return filled(_("%(said)s。"), said=said)
    sentence = _("%(said)s；编制说明写 %(words)s（%(place)s）。")
    return filled(sentence, said=said, words=marked(narrative), place=place)


def title_of(printed: str, official: str) -> str:
    """The title of a table as printed, else that of the form, which says that none is printed."""
    return printed or _("%(title)s（原文没有印表名）") % {"title": _(official)}


def figures_in_all(tables: str, count: int, *, in_part: bool) -> str:
    """How many figures the tables print; `in_part`: how many of them were read."""
    words = {"tables": tables, "n": count}
    if in_part:
        return (
            _(
                "全市统一格式的%(tables)s，读出 %(n)s 个数字，印出的比这多。每张表可以筛选、排序、换单位，也可以把筛选的结果下载下来。"
            )
            % words
        )
    return (
        _(
            "全市统一格式的%(tables)s，一共印了 %(n)s 个数字。每张表可以筛选、排序、换单位，也可以把筛选的结果下载下来。"
        )
        % words
    )


def each_figure(tables: str, *, in_part: bool) -> str:
    """What the list of all figures holds; `in_part`: of those that are printed only the ones that were read."""
    if in_part:
        return _(
            "从%(tables)s里读出的每个数字各占一行，写明属于哪张表、哪一行、哪一栏，什么资金口径，原文怎么写、在第几行；印了而没有读出来的不在里面。只有末级的数字相加不会重复计数，不同口径的数字不能相加。"
        ) % {"tables": tables}
    return _(
        "%(tables)s里印出的每个数字各占一行，写明属于哪张表、哪一行、哪一栏，什么资金口径，原文怎么写、在第几行。只有末级的数字相加不会重复计数，不同口径的数字不能相加。"
    ) % {"tables": tables}


def summary(scopes: Sequence[str], lines: int, figures: int, unit: str, *, in_part: bool) -> str:
    """A table of the list: whose money, how many rows and figures, in which unit; `in_part`: of those that were read."""
    words = {"scopes": listed(scopes), "lines": lines, "figures": figures, "unit": _(unit)}
    if in_part:
        sentence = _("%(scopes)s；读出 %(lines)s 行，%(figures)s 个数字，还有没有读出来的；单位：%(unit)s")
        return sentence % words
    return _("%(scopes)s；%(lines)s 行，%(figures)s 个数字；单位：%(unit)s") % words


def in_short(notes: str, *, found: bool) -> SafeString:
    """A table of the list that has no rows."""
    if not found:
        return filled(_("原文中没有找到这张表"))
    if notes:
        return filled(_("原表为空，表下注明“%(notes)s”"), notes=marked(notes))
    return filled(_("原表为空，未附说明"))


def further_summary(lines: int, unit: str) -> str:
    """A table of the list that is kept as printed: how many rows, in which unit where one is printed."""
    if unit:
        sentence = ngettext(
            "照原文收录，没有核对；%(lines)s 行；单位：%(unit)s",
            "照原文收录，没有核对；%(lines)s 行；单位：%(unit)s",
            lines,
        )
        return sentence % {"lines": lines, "unit": _(unit)}
    sentence = ngettext(
        "照原文收录，没有核对；%(lines)s 行；原文没有印单位",
        "照原文收录，没有核对；%(lines)s 行；原文没有印单位",
        lines,
    )
    return sentence % {"lines": lines}


def further_tables(count: int) -> str:
    """How many tables of a document are kept as printed; "" where none is."""
    return _("另有 %(n)s 张表照原文收录，没有核对。") % {"n": count} if count else ""


def kept_as_printed(tables_of_form: str, *, in_form: bool) -> str:
    """What the page of such a table says first; `tables_of_form` is how the form's tables are spoken of."""
    if in_form:
        return _("这张表照原文收录，每个格子都注明印在原文哪里；本站没有核对它的数字。")
    words = {"tables": tables_of_form}
    return (
        _("官方表式的%(tables)s里没有这张表。本站照原文收录，每个格子都注明印在原文哪里；没有核对它的数字。")
        % words
    )


def rows_shown(lines: int, most: int) -> str:
    """How many rows a table has, and how many of them its page shows."""
    if lines > most:
        return _("共 %(n)s 行，这里列出前 %(shown)s 行，下载的文件里是全部") % {"n": lines, "shown": most}
    return _("共 %(n)s 行") % {"n": lines}


def total_line(title: str, scope: str, total: Decimal) -> SafeString:
    """The total of a table, as it is said and to the yuan."""
    sentence = _('%(title)s（%(scope)s） <b class="amount-spoken">%(said)s</b> <span>%(exact)s 元</span>')
    return filled(sentence, title=with_gloss(title), scope=scope, said=spoken(total), exact=exact(total))


def sums(count: int, columns: Sequence[tuple[str, str]]) -> SafeString:
    """What the lowest rows of a filtered table add up to, column by column, each with its unit."""
    added = clauses(
        filled("%(title)s %(sum)s", title=with_gloss(title), sum=amount) for title, amount in columns
    )
    sentence = _("其中末级 %(n)s 行，相加不会重复计数；本站合计：%(sums)s。")
    return filled(sentence, n=count, sums=added)
