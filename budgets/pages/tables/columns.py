"""The columns of an official table's files."""

from dataclasses import replace

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from budgets.exports.sheet import TABLES, Field, Sheet, SheetDefinition, flag, number, term, text, yuan
from budgets.form.tables import DEPARTMENTAL, Form, OfficialTable
from budgets.models import EditionVersion, Line
from budgets.pages.tables.read import AmountField, amount_fields
from budgets.words.sentences import listed_plainly


def table_definition(table: OfficialTable) -> SheetDefinition:
    """The columns of an official table: codes or sides, names, 末级, then the amounts in the official order."""
    describing = {
        Form.CODED: _coded_fields,
        Form.TWO_SIDED: _two_sided_fields,
        Form.SINGLE_ROW: _single_row_fields,
    }[table.form](table)
    lowest = flag("lowest", _("末级"), _("“是”的行可以相加，同一笔钱不会重复计算；其余是它们的小计或合计。"))
    amounts = [_amount(table, field) for field in amount_fields(table)]
    words = {"n": table.number, "title": _(table.title)}
    return SheetDefinition(
        table.slug,
        _(table.title),
        _("官方表%(n)s “%(title)s”的每一行，按原文顺序；金额一律换算成元。") % words,
        (*describing, lowest, *amounts, _unread(table)),
        TABLES,
    )


def _coded_fields(table: OfficialTable) -> list[Field]:
    """Columns for the parts of the code; the economic classification of table 8 has no 项."""
    classified = "functional-classification" if len(table.code_levels) == 3 else "economic-classification"
    return [
        term(
            "class_code",
            _("类"),
            _("科目编码的“类”，三位，文本；合计行为空。"),
            fiscal=f"{classified}:generic:level1:code",
        ),
        term(
            "section_code",
            _("款"),
            _("科目编码的“款”，两位，文本，保留前面的 0。"),
            fiscal=f"{classified}:generic:level2:code",
        ),
        term(
            "item_code",
            _("项"),
            _("科目编码的“项”，两位，文本；经济分类没有“项”，这一列为空。"),
            fiscal=f"{classified}:generic:level3:code",
        ),
        text("name", _("科目名称"), _("科目名称，照原文；合计行写“合计”。")),
        term("level", _("层级"), _("这一行是类、款、项还是合计。")),
    ]


def _two_sided_fields(table: OfficialTable) -> list[Field]:
    return [
        term("side", _("方向"), _("收入或支出：这张表左边是收入，右边是支出。"), fiscal="direction"),
        number("number", _("行号"), _("印在表里的第几行；收入和支出印在同一行的，行号相同。")),
        text("name", _("项目"), _("这一行的名称，照原文。")),
    ]


def _single_row_fields(table: OfficialTable) -> list[Field]:
    return [
        number("number", _("行号"), _("原文印成一行的各栏，这里一栏一行；行号是第几栏。")),
        text("name", _("项目"), _("栏目的名称。")),
    ]


def _amount(table: OfficialTable, field: AmountField) -> Field:
    title = _(field.title)
    if field.scope is None:  # table 9: its lines are of different scopes
        said = _("表%(n)s这一栏的金额，元；原文印的是万元。原文空白的仍然空白，0 仍然是 0。") % {
            "n": table.number
        }
    else:
        words = {"n": table.number, "title": title, "scope": _(field.scope.value)}
        said = (
            _("表%(n)s“%(title)s”栏的金额，元，资金口径：%(scope)s。原文空白的仍然空白，0 仍然是 0。") % words
        )
    plain = DEPARTMENTAL.by_role.get(table.role, table)
    if field.columns and {column.key for column in plain.columns}.isdisjoint(field.columns):
        said += _("只有单位预算的表有这一栏。")
    return yuan(field.name, field.title, said)


def _unread(table: OfficialTable) -> Field:
    """The headings of the columns whose cell prints something that was not read, so that no blank is taken for one."""
    titles = {column.key: _(column.title) for column in table.columns}
    said = _("这一行里印了而本站没有读出来的栏目；这些栏目的空白不是原文没有填。")
    field = term("unread", _("没有读出的栏"), said)
    return replace(field, text=lambda stored: listed_plainly(titles[key] for key in stored.split(",") if key))


def table_sheet(version: EditionVersion, table: OfficialTable, lines: QuerySet[Line]) -> Sheet:
    """The given lines of an official table as a sheet."""
    return Sheet.of(table_definition(table), lines, version)
