"""The data dictionary: every column of every file, made from the definitions that make the files."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from budgets.exports.facts import fact_definition
from budgets.exports.sheet import FieldKind, Row, Sheet, SheetDefinition, number, term
from budgets.form.tables import FORMS, joined_form
from budgets.models import EditionVersion
from budgets.pages.data.sheets import definitions
from budgets.pages.tables.further import further_definition, further_tables


def dictionary_definition() -> SheetDefinition:
    """One row for each column of each file."""
    fields = (
        term(
            "file",
            pgettext("数据字典", "文件"),
            _("文件名中的英文名；figures 的文件是 figures.csv、figures.xlsx 和 figures.json。"),
        ),
        term("title", pgettext("数据字典", "文件标题"), _("这份文件叫什么。")),
        number("position", _("第几列"), _("在文件里的第几列，从 1 数起。")),
        term("heading", _("列名"), _("CSV 和 Excel 的第一行写的名称。")),
        term("key", _("字段名"), _("JSON 里的名称；也是网址里 columns= 用的名称。")),
        term("type", pgettext("数据字典", "类型"), _("这一列放的是什么。")),
        term("description", pgettext("数据字典", "说明"), _("这一列的意思。")),
    )
    return SheetDefinition("dictionary", _("数据字典"), _("每份文件的每一列，一列一行。"), fields)


def described(
    version: EditionVersion | None = None, more: Iterable[SheetDefinition] = ()
) -> tuple[SheetDefinition, ...]:
    """Every file of an edition, or of the site with `more`; the dictionary itself is the last."""
    form = version.form if version else joined_form(FORMS.values())
    further = [further_definition(record) for record in further_tables(version)] if version else []
    return (*definitions(form), *further, fact_definition(), *more, dictionary_definition())


def dictionary_sheet(version: EditionVersion | None = None, more: Iterable[SheetDefinition] = ()) -> Sheet:
    """The dictionary of the files that `described` gives, as a sheet."""
    return Sheet.of(dictionary_definition(), list(_rows(described(version, more))), version)


def _rows(files: Iterable[SheetDefinition]) -> Iterator[Row]:
    for define in files:
        for position, field in enumerate(define.fields, 1):
            yield (
                define.name,
                define.title,
                position,
                field.heading,
                field.key,
                type_name(field.kind),
                field.description,
            )


def type_name(kind: FieldKind) -> str:
    """What a column holds, in words."""
    return {
        FieldKind.TEXT: _("原文文字"),
        FieldKind.TERM: _("编码或固定用语，文本"),
        FieldKind.COUNT: _("整数"),
        FieldKind.AMOUNT: _("金额，元；JSON 里是文本"),
        FieldKind.EXACT: _("小数；JSON 里是文本"),
        FieldKind.FLAG: _("是或否；JSON 里是 true 或 false"),
        FieldKind.DAY: _("日期，年-月-日"),
        FieldKind.PLACES: _("位置；JSON 里是对象的列表"),
    }[kind]
