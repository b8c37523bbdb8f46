"""What every file is and what each of its columns means: the contract of the downloads.

Columns and their order stay (docs and the files of earlier versions keep to them). The data dictionary and the
`datapackage.json` are made from these definitions, so a column without a description cannot be added.
"""

from collections.abc import Callable, Iterable
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from budgets.exports.sheet import (
    Definition,
    Field,
    FieldKind,
    day,
    exact,
    flag,
    number,
    term,
    text,
    yuan,
)
from budgets.exports.words import Place, place_text
from budgets.official_tables import OFFICIAL_TABLES, Form, OfficialTable
from budgets.queries.projects import part_field
from budgets.queries.tables import AmountField, amount_fields
from budgets.vocabulary import CheckKind, Kind, LinkState, PartKey, Uncounted, Verdict


def definitions(kind: Kind) -> tuple[Definition, ...]:
    """Every file of an edition of that kind: the nine tables, then the lists."""
    tables = tuple(table_definition(table, kind) for table in OFFICIAL_TABLES)
    lists: tuple[Callable[[], Definition], ...] = (
        figure_definition,
        statement_definition,
        instalment_definition,
        amount_part_definition,
        uncounted_definition,
        check_definition,
    )
    return (*tables, *(define() for define in lists))


# ---- an official table ---------------------------------------------------------------------------------


def table_definition(table: OfficialTable, kind: Kind) -> Definition:
    """An official table: codes or sides, names, 末级, then the amounts in the official order."""
    describing = {
        Form.CODED: _coded_fields,
        Form.TWO_SIDED: _two_sided_fields,
        Form.SINGLE_ROW: _single_row_fields,
    }[table.form](table)
    lowest = flag("lowest", _("末级"), _("“是”的行可以相加，同一笔钱不会重复计算；其余是它们的小计或合计。"))
    amounts = [_amount(table, field) for field in amount_fields(table, kind)]
    words = {"n": table.number, "title": _(table.title)}
    return Definition(
        table.slug,
        _(table.title),
        _("官方表%(n)s “%(title)s”的每一行，按原文顺序；金额一律换算成元。") % words,
        (*describing, lowest, *amounts),
    )


def _coded_fields(table: OfficialTable) -> list[Field]:
    """The code in its printed parts. Table 8 is by economic classes, which have no 项."""
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
    if all(table.column(key).unit_form_only for key in field.columns) and field.columns:
        said += _("只有单位预算的表有这一栏。")
    return yuan(field.name, field.title, said)


# ---- the lists -----------------------------------------------------------------------------------------


def figure_definition() -> Definition:
    """Every printed figure, one row each, with the edition it is of and its place in the document."""
    # Looked up here, not in the database: a million rows are put into words faster.
    titles = {table.number: table.title for table in OFFICIAL_TABLES}
    headings = {
        column.key: table.title_of(column.key) for table in OFFICIAL_TABLES for column in table.columns
    }
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
        number("table", _("表号"), _("官方表的序号，1 到 9。"), "table_number"),
        term("table_title", _("表名"), _("官方表的标题。"), titles, "table_number", kept=titles),
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
    return Definition(
        "figures", _("数字"), _("九张表印出的每一个数字，一个一行，带着它在原文的位置。"), fields
    )


def statement_definition() -> Definition:
    """The project statements: name, who, when, how much, and the seven parts word for word."""
    fields = (
        text(
            "name",
            _("项目名称"),
            _("项目的名称，照原文。"),
            fiscal="activity:generic:project:label",
        ),
        text("implementer", _("实施主体"), _("“实施主体”部分的文字，照原文。")),
        text(
            "budget_unit",
            _("预算单位"),
            _("实施主体与名单里的预算单位同名，或者管理员确认过的，写这个单位；不能确定的为空。"),
            "unit_name",
        ),
        day("start", _("开始日期"), _("实施周期的第一天。"), fiscal="date:fiscal:activity-start"),
        day("end", _("结束日期"), _("实施周期的最后一天。"), fiscal="date:fiscal:activity-end"),
        yuan("fiscal", "财政资金", _("说明写明是财政资金的金额，元；没有写明来源的为空。")),
        yuan("self_raised", "自筹资金", _("说明写明是自筹资金的金额，元；没有写明来源的为空。")),
        yuan("total", "预算合计", _("本年度预算安排的金额，元；只取自“年度预算安排”。")),
        term(
            "nature", _("金额性质"), _("预算合计是原文列明的、本站由列明的几部分相加推算的，还是原文未列。")
        ),
        flag("approximate", _("约数"), _("原文在金额前写了“约”。")),
        term("precision", _("日期精度"), _("原文写到日，还是只写到月（按月首、月末处理）。")),
        *(
            text(
                part_field(key),
                _(key.value),
                _("说明里“%(part)s”部分的全文，照原文。") % {"part": _(key.value)},
            )
            for key in PartKey
            if key is not PartKey.IMPLEMENTING_BODY
        ),
        term(
            "link_state",
            _("对应情况"),
            _("实施主体与预算单位名单的关系。"),
            _in_words(LinkState),
            "state_now",
        ),
        text("link_unit", _("对应单位"), _("实施主体所指的名单内单位；不一定就是预算单位。"), "linked_name"),
        text("link_words", _("对应依据"), _("据以判断的原文字句。")),
        day("confirmed_on", _("确认日期"), _("管理员确认的日期；没有确认过的为空。")),
    )
    return Definition(
        "projects", pgettext("导航", "项目"), _("每份项目经费情况说明一行，七个部分照录全文。"), fields
    )


def instalment_definition() -> Definition:
    """The steps of the spending plans; only those marked 当期 may be added up."""
    fields = (
        _of_project(),
        text("label", _("时段"), _("这一步的时间，照原文。")),
        term("kind", _("含义"), _("当期、累计，或累计不低于；只有当期的可以相加。")),
        yuan("amount", "金额", _("这一步的金额，元；只写百分比的为空。")),
        exact("percent", _("百分比"), _("这一步占预算的百分比；只写金额的为空。")),
        flag("approximate", _("约数"), _("原文在金额前写了“约”。")),
        day("start", _("开始日期"), _("这一步的第一天。")),
        day("end", _("结束日期"), _("这一步的最后一天。")),
        *_printed_at(),
    )
    return Definition("instalments", pgettext("文件", "分期"), _("项目说明里的用款计划，一步一行。"), fields)


def amount_part_definition() -> Definition:
    """The named parts of the statements' amounts; a part with a 上级序号 is inside another one."""
    fields = (
        _of_project(),
        number("position", _("序号"), _("在这份说明里的第几部分。")),
        number("parent", _("上级序号"), _("它包含在哪一部分里；最上一级为空。")),
        text("label", _("用途"), _("这一部分用在哪里，照原文。")),
        yuan("amount", "金额", _("这一部分的金额，元。")),
        flag("approximate", _("约数"), _("原文在金额前写了“约”。")),
        *_printed_at(),
    )
    return Definition("amount-parts", _("金额构成"), _("项目预算金额的各组成部分，一部分一行。"), fields)


def uncounted_definition() -> Definition:
    """The amounts in 年度预算安排 that are not counted as the year's budget, each with the reason."""
    reason = term("reason", _("未计入的原因"), _("为什么不算作本年度预算。"), _in_words(Uncounted))
    about = _("“年度预算安排”里写到、但不算作本年度预算的金额，一处一行。")
    return Definition(
        "uncounted-amounts", pgettext("文件", "未计入的金额"), about, (_of_project(), reason, *_printed_at())
    )


def _in_words(terms: type[Enum]) -> dict[str, str]:
    """Terms of ours in the language of the file. Those of the form stay Chinese in every language; JSON keeps both."""
    return {each.value: _(each.value) for each in terms}


def _of_project() -> Field:
    return text(
        "name",
        _("项目名称"),
        _("属于哪一份项目说明。"),
        "statement__name",
        fiscal="activity:generic:project:label",
    )


def _printed_at() -> tuple[Field, ...]:
    return (
        text("text", _("原文"), _("所在的原文字句。")),
        number("place_page", _("来源页"), _("PDF 的第几页；其他格式没有页，为空。")),
        number("place_line", _("来源行"), _("文本的第几行；其他格式为空。")),
    )


def check_definition() -> Definition:
    """What the checks found: both sides and the difference in the check's unit, and the places compared."""
    kinds = {kind.name.lower(): _(kind.value) for kind in CheckKind}
    verdicts = {verdict.name.lower(): _(verdict.value) for verdict in Verdict}
    fields = (
        term("code", _("编号"), _("这项核对的编号，同一版里不重复。")),
        term("kind", _("种类"), _("核对的种类；JSON 用英文词（form、within 等）。"), kinds),
        text("title", _("检查"), _("核对了什么。")),
        term(
            "verdict", _("结论"), _("一致、四舍五入、不一致或无法核对；JSON 用英文词（equal 等）。"), verdicts
        ),
        exact("left", _("左"), _("一边的数，以“单位”列的单位计。")),
        exact("right", _("右"), _("另一边的数，以“单位”列的单位计。")),
        exact("difference", _("差额"), _("两边的差，以“单位”列的单位计。")),
        term("unit", _("单位"), _("左、右和差额的单位。")),
        Field(
            "places",
            _("位置"),
            _("比较的各处：表、行、栏、页、行号和印出的文字；JSON 里是对象的列表。"),
            FieldKind.PLACES,
            "places",
            _places_text,
            list,
        ),
        text("explanation", _("部门说明"), _("发布单位对这项核对的说明；没有说明的为空。")),
    )
    return Definition("checks", _("核对"), _("每项核对一行，结论最严重的在前。"), fields)


def _places_text(places: Iterable[Place]) -> str:
    return "；".join(map(place_text, places))
