"""The sheets: each official table, every figure, the project statements, the checks.

Columns and their order are the contract of the downloads (docs and the files of earlier versions keep to it).
"""

from collections.abc import Iterable

from django.db.models import IntegerField, QuerySet, TextField, Value
from django.utils.translation import gettext as _

from budgets.exports.sheet import Field, Sheet, day, exact, flag, number, term, text, yuan
from budgets.exports.words import Place, place_text
from budgets.models import (
    AmountPart,
    CheckResult,
    EditionVersion,
    Figure,
    Instalment,
    Line,
    ProjectStatement,
    Quotation,
)
from budgets.official_tables import Form, OfficialTable
from budgets.queries.projects import part_field, with_part_texts
from budgets.queries.tables import amount_fields
from budgets.vocabulary import CheckKind, PartKey, Verdict


def table_sheet(version: EditionVersion, table: OfficialTable, lines: QuerySet[Line]) -> Sheet:
    """An official table: codes or sides, names, 末级, then the amounts in the official order."""
    describing = {
        Form.CODED: _coded_fields,
        Form.TWO_SIDED: _two_sided_fields,
        Form.SINGLE_ROW: _single_row_fields,
    }[table.form]()
    amounts = [yuan(f.name, f.title) for f in amount_fields(table, version.edition.form_kind)]
    fields = (*describing, flag("lowest", _("末级")), *amounts)
    return Sheet(table.slug, _(table.title), version, fields, lines)


def _coded_fields() -> list[Field]:
    return [
        term("class_code", _("类")),
        term("section_code", _("款")),
        term("item_code", _("项")),
        text("name", _("科目名称")),
        term("level", _("层级")),
    ]


def _two_sided_fields() -> list[Field]:
    return [term("side", _("方向")), number("number", _("行号")), text("name", _("项目"))]


def _single_row_fields() -> list[Field]:
    return [number("number", _("行号")), text("name", _("项目"))]


def figure_sheet(version: EditionVersion, figures: QuerySet[Figure]) -> Sheet:
    """Every printed figure, one row each, with the edition it is of and its place in the document."""
    edition = version.edition
    rows = figures.annotate(
        body=Value(edition.body.name, TextField()),
        year=Value(edition.year, IntegerField()),
        kind=Value(edition.form_kind.value, TextField()),
        version_number=Value(version.number, IntegerField()),
    )
    fields = (
        text("body", _("主体")),
        number("year", _("年度")),
        term("kind", _("类型")),
        number("version", _("版本"), "version_number"),
        number("table", _("表号"), "table_number"),
        term("table_title", _("表名")),
        number("line", _("行号"), "line_number"),
        term("level", _("层级")),
        term("code", _("科目编码")),
        text("name", _("科目名称")),
        term("column", _("栏目"), source="column_title"),
        yuan("yuan", "金额"),
        term("scope", _("资金口径")),
        flag("lowest", _("末级")),
        text("text", _("原文")),
        term("unit", _("原文单位")),
        number("place_page", _("来源页")),
        number("place_line", _("来源行")),
        number("place_table", _("来源表")),
        number("place_row", _("来源表行")),
        number("place_column", _("来源表列")),
    )
    return Sheet("figures", _("数字"), version, fields, rows)


def statement_sheet(version: EditionVersion, statements: QuerySet[ProjectStatement]) -> Sheet:
    """The project statements: name, who, when, how much, and the seven parts word for word."""
    fields = (
        text("name", _("项目名称")),
        text("implementer", _("实施主体")),
        text("budget_unit", _("预算单位"), "unit_name"),
        day("start", _("开始日期")),
        day("end", _("结束日期")),
        yuan("fiscal", "财政资金"),
        yuan("self_raised", "自筹资金"),
        yuan("total", "预算合计"),
        term("nature", _("金额性质")),
        flag("approximate", _("约数")),
        term("precision", _("日期精度")),
        *(text(part_field(key), _(key.value)) for key in PartKey if key is not PartKey.IMPLEMENTING_BODY),
        term("link_state", _("对应情况"), source="state_now"),
        text("link_unit", _("对应单位"), "linked_name"),
        text("link_words", _("对应依据")),
        day("confirmed_on", _("确认日期")),
    )
    return Sheet("projects", _("项目"), version, fields, with_part_texts(statements))


def instalment_sheet(version: EditionVersion, instalments: QuerySet[Instalment]) -> Sheet:
    """The steps of the spending plans; only those marked 当期 may be added up."""
    fields = (
        text("name", _("项目名称"), "statement__name"),
        text("label", _("时段")),
        term("kind", _("含义")),
        yuan("amount", "金额"),
        exact("percent", _("百分比")),
        flag("approximate", _("约数")),
        day("start", _("开始日期")),
        day("end", _("结束日期")),
        *_printed_at(),
    )
    return Sheet("instalments", _("分期"), version, fields, instalments)


def amount_part_sheet(version: EditionVersion, parts: QuerySet[AmountPart]) -> Sheet:
    """The named parts of the statements' amounts; a part with a 上级序号 is inside another one."""
    fields = (
        text("name", _("项目名称"), "statement__name"),
        number("position", _("序号")),
        number("parent", _("上级序号")),
        text("label", _("用途")),
        yuan("amount", "金额"),
        flag("approximate", _("约数")),
        *_printed_at(),
    )
    return Sheet("amount-parts", _("金额构成"), version, fields, parts)


def uncounted_sheet(version: EditionVersion, quotations: QuerySet[Quotation]) -> Sheet:
    """The amounts in 年度预算安排 that are not counted as the year's budget, each with the reason."""
    fields = (
        text("name", _("项目名称"), "statement__name"),
        term("reason", _("未计入的原因")),
        *_printed_at(),
    )
    return Sheet("uncounted-amounts", _("未计入的金额"), version, fields, quotations)


def _printed_at() -> tuple[Field, ...]:
    return (
        text("text", _("原文")),
        number("place_page", _("来源页")),
        number("place_line", _("来源行")),
    )


def check_sheet(version: EditionVersion, checks: QuerySet[CheckResult]) -> Sheet:
    """What the checks found: both sides and the difference in the check's unit, and the places compared."""
    kinds = {kind.name.lower(): _(kind.value) for kind in CheckKind}
    verdicts = {verdict.name.lower(): _(verdict.value) for verdict in Verdict}
    fields = (
        term("code", _("编号")),
        term("kind", _("种类"), kinds),
        text("title", _("检查")),
        term("verdict", _("结论"), verdicts),
        exact("left", _("左")),
        exact("right", _("右")),
        exact("difference", _("差额")),
        term("unit", _("单位")),
        Field("places", _("位置"), "places", _places_text, list, is_text=True),
        text("explanation", _("部门说明")),
    )
    return Sheet("checks", _("核对"), version, fields, checks)


def _places_text(places: Iterable[Place]) -> str:
    return "；".join(map(place_text, places))
