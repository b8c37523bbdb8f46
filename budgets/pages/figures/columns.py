"""The columns of figures.csv and its other formats."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from budgets.exports.sheet import Sheet, SheetDefinition, flag, number, term, text, yuan
from budgets.form.tables import BudgetForm
from budgets.models import EditionVersion, Figure


def figure_definition(form: BudgetForm) -> SheetDefinition:
    """The columns: one row for each printed figure, with its edition and its place in the document."""
    # Looked up here, as that is faster than in the database for a million rows.
    titles = {table.slug: table.title for table in form.tables}
    headings = {column.key: table.title_of(column.key) for table in form.tables for column in table.columns}
    fields = (
        text(
            "body",
            _("主体"),
            _("发布这份预算的单位。"),
            fiscal="administrative-classification:generic:level1:label",
        ),
        number("year", _("年度"), _("预算年度。"), fiscal="date:fiscal-year"),
        term("kind", _("类型"), _("部门预算或单位预算。")),
        number("version", _("版本"), _("本站的第几版；更正一次增加一版。草稿没有版本号。"), "version_number"),
        number("table", _("表号"), _("官方表的序号，1 到 %(n)s。") % {"n": len(form.tables)}, "table_number"),
        term("table_title", _("表名"), _("官方表的标题。"), titles, "table", kept=titles),
        number("line", _("行号"), _("在这张表里的第几行。"), "line_number"),
        term("level", _("层级"), _("类、款、项、小计、明细或合计。")),
        term("code", _("科目编码"), _("类、款、项连写的编码，文本；没有编码的行为空。")),
        text("name", _("科目名称"), _("这一行的名称，照原文。")),
        term(
            "column",
            _("栏目"),
            _("印在哪一栏；两边都叫“预算数”的，注明收入或支出。"),
            headings,
            kept=headings,
        ),
        yuan("yuan", "金额", _("印出的数字换算成元。")),
        term(
            "scope",
            _("资金口径"),
            _("这个数字算的是哪些钱；口径不同的不能相加。"),
            fiscal="fin-source:generic:level1:label",
        ),
        flag("lowest", _("末级"), _("“是”的数字在同一张表、同一方向、同一口径里可以相加，不会重复计算。")),
        text("text", _("原文"), _("印在格子里的字，一字不改。")),
        term("unit", _("原文单位"), _("表上方印的单位：元或万元。")),
        number("place_page", _("来源页"), _("PDF 的第几页；其他格式没有页，为空。")),
        number("place_line", _("来源行"), _("文本的第几行；其他格式为空。")),
        number("place_table", _("来源表"), _("文件（PDF 为这一页）里的第几张表；文本为空。")),
        number("place_row", _("来源表行"), _("这张表的第几行；文本为空。")),
        number("place_column", _("来源表列"), _("这一行的第几格。")),
    )
    return SheetDefinition(
        "figures",
        _("数字"),
        _("%(tables)s印出的每一个数字，一个一行，带着它在原文的位置。") % {"tables": _(form.words)},
        fields,
    )


def figure_sheet(version: EditionVersion, figures: QuerySet[Figure]) -> Sheet:
    """The given figures as a sheet, each with its edition."""
    edition = version.edition
    return Sheet.of(
        figure_definition(version.form),
        figures,
        version,
        body=edition.body.name,
        year=edition.year,
        kind=edition.form_kind.value,
        version_number=version.number,
    )
