"""The sentences of the official tables: about one that is empty or missing, its total, its rows and sums."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.words.money import exact, spoken
from budgets.words.official import marked, with_gloss
from budgets.words.sentences import clauses, filled, listed


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


def summary(scopes: Sequence[str], lines: int, figures: int, unit: str) -> str:
    """A table of the list: whose money, how many rows and figures, in which unit."""
    words = {"scopes": listed(scopes), "lines": lines, "figures": figures, "unit": _(unit)}
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
        return _("照原文收录，没有核对；%(lines)s 行；单位：%(unit)s") % {"lines": lines, "unit": _(unit)}
    return _("照原文收录，没有核对；%(lines)s 行；原文没有印单位") % {"lines": lines}


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
