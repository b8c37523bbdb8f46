"""The columns of the file of what was not read."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from budgets.exports.sheet import Sheet, SheetDefinition, in_words, number, term, text
from budgets.form.tables import BudgetForm
from budgets.form.terms import Side, UnreadCause
from budgets.models import EditionVersion, UnreadPlace


def unread_definition(form: BudgetForm) -> SheetDefinition:
    """What was not read: why, in which table, row and column, its words as far as they are known, and its place."""
    causes = {cause.word: _(cause.value) for cause in UnreadCause}
    headings = {column.key: column.title for table in form.tables for column in table.columns}
    fields = (
        number("position", _("序号"), _("第几处。")),
        term("cause", _("原因"), _("为什么没有读出来。"), causes),
        number("table_number", _("表号"), _("在官方表的第几张；不在官方表里的为空。")),
        number("line_number", _("行号"), _("在这张表的第几行；整行没有读出来的为空。")),
        term("side", _("方向"), _("收入或支出；只有两边的表有。"), in_words(Side)),
        term("column", _("栏目"), _("在哪一栏；整行没有读出来的为空。"), headings),
        text("text", _("原文"), _("印在那里的字，照原文；图片上的字为空。")),
        number("place_page", _("来源页"), _("PDF 的第几页；其他格式没有页，为空。")),
        number("place_line", _("来源行"), _("文本的第几行；其他格式为空。")),
        number("place_table", _("来源表"), _("文件（PDF 为这一页）里的第几张表；文本为空。")),
        number("place_row", _("来源表行"), _("这张表的第几行；文本为空。")),
        number("place_column", _("来源表列"), _("这一行的第几格。")),
    )
    return SheetDefinition(
        "unread", _("没有读出的地方"), _("文件印了、本站没有读出来的每一处，一处一行。它们不是空白。"), fields
    )


def unread_sheet(version: EditionVersion, places: QuerySet[UnreadPlace]) -> Sheet:
    """The places as a sheet."""
    return Sheet.of(unread_definition(version.form), places, version)
