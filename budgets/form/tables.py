"""The nine official tables of a published budget, as data: the one place that names their columns.

The form is city-wide (上海市部门预算公开), so a municipal department, a district department and a budget
unit all print these nine. Parsers, models, pages, charts and downloads take titles and order from here.
"""

from dataclasses import dataclass
from enum import Enum

from budgets.form.amounts import Unit
from budgets.form.terms import Kind, Level, Scope, Side


class Form(Enum):
    """How a table is laid out."""

    TWO_SIDED = "two-sided"  # 1 and 4: revenue on the left, expenditure on the right
    CODED = "coded"  # 2, 3, 5, 6, 7, 8: a line per classification code
    SINGLE_ROW = "single-row"  # 9: one row of amounts under a tree of headings


@dataclass(frozen=True)
class Column:
    """One amount column: `key` in code and data, `title` as printed, other spellings of it as `aliases`."""

    key: str
    title: str
    scope: Scope
    side: Side | None = None
    aliases: tuple[str, ...] = ()
    lowest: bool = True  # False for the columns of table 9 that are sums of others
    unit_form_only: bool = False  # table 1 of a unit budget has more columns of expenditure


@dataclass(frozen=True)
class OfficialTable:
    """One of the nine tables. A printed title that contains the words `core` is this table's."""

    number: int
    slug: str
    title: str
    core: str
    form: Form
    unit: Unit
    columns: tuple[Column, ...]
    code_levels: tuple[Level, ...] = ()

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels that the table's lines can have, the total last."""
        return (*(self.code_levels or (Level.SUBTOTAL, Level.DETAIL)), Level.TOTAL)

    def columns_of(self, kind: Kind) -> tuple[Column, ...]:
        """The amount columns that this table has in a budget of that kind, in the official order."""
        return tuple(c for c in self.columns if kind is Kind.UNIT or not c.unit_form_only)

    def column(self, key: str) -> Column:
        """The column of that key; KeyError when the table has none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    def title_of(self, key: str) -> str:
        """The column's title with its side where both sides print the same one: 收入预算数 for 预算数."""
        column = self.column(key)
        return (
            f"{column.side.value}{column.title}" if column.side and column.title == "预算数" else column.title
        )

    def parts_of(self, key: str) -> tuple[str, ...]:
        """The keys of the columns that a total column adds up, on the same side; () for every other column."""
        column = self.column(key)
        if self.form is Form.SINGLE_ROW or key not in _TOTAL_COLUMNS:
            return ()
        return tuple(c.key for c in self.columns if c.key != key and c.side is column.side)

    def label_of(self, key: str) -> str:
        """The column's name in checks: 预算数 in table 9, whose columns are read as lines."""
        return "预算数" if self.form is Form.SINGLE_ROW else self.title_of(key)


_TOTAL_COLUMNS = ("total", "expenditure")
_FUNCTIONAL = (Level.CLASS, Level.SECTION, Level.ITEM)
_ECONOMIC = (Level.CLASS, Level.SECTION)


def _basic_and_project(scope: Scope) -> tuple[Column, ...]:
    return (
        Column("total", "合计", scope),
        Column("basic", "基本支出", scope),
        Column("project", "项目支出", scope),
    )


OFFICIAL_TABLES = (
    OfficialTable(
        1,
        "revenue-expenditure",
        "财务收支预算总表",
        "财务收支预算总表",
        Form.TWO_SIDED,
        Unit.YUAN,
        (
            Column("revenue", "预算数", Scope.ALL_FUNDS, Side.REVENUE),
            Column("expenditure", "预算数", Scope.ALL_FUNDS, Side.EXPENDITURE, aliases=("合计",)),
            Column("personnel", "人员经费", Scope.ALL_FUNDS, Side.EXPENDITURE, unit_form_only=True),
            Column("running", "公用经费", Scope.ALL_FUNDS, Side.EXPENDITURE, unit_form_only=True),
            Column("project", "项目支出", Scope.ALL_FUNDS, Side.EXPENDITURE, unit_form_only=True),
        ),
    ),
    OfficialTable(
        2,
        "revenue",
        "收入预算总表",
        "收入预算总表",
        Form.CODED,
        Unit.YUAN,
        (
            Column("total", "合计", Scope.ALL_FUNDS),
            Column("fiscal_appropriation", "财政拨款收入", Scope.FISCAL),
            Column("service_revenue", "事业收入", Scope.ALL_FUNDS),
            Column("business_revenue", "事业单位经营收入", Scope.ALL_FUNDS),
            Column("other_revenue", "其他收入", Scope.ALL_FUNDS),
        ),
        _FUNCTIONAL,
    ),
    OfficialTable(
        3,
        "expenditure",
        "支出预算总表",
        "支出预算总表",
        Form.CODED,
        Unit.YUAN,
        _basic_and_project(Scope.ALL_FUNDS),
        _FUNCTIONAL,
    ),
    OfficialTable(
        4,
        "fiscal-appropriation",
        "财政拨款收支预算总表",
        "财政拨款收支预算总表",
        Form.TWO_SIDED,
        Unit.YUAN,
        (
            Column("revenue", "预算数", Scope.FISCAL, Side.REVENUE),
            Column("total", "合计", Scope.FISCAL, Side.EXPENDITURE),
            Column("general_public", "一般公共预算", Scope.GENERAL_PUBLIC, Side.EXPENDITURE),
            Column("managed_funds", "政府性基金预算", Scope.MANAGED_FUNDS, Side.EXPENDITURE),
            Column("state_capital", "国有资本经营预算", Scope.STATE_CAPITAL, Side.EXPENDITURE),
        ),
    ),
    OfficialTable(
        5,
        "general-public-budget",
        "一般公共预算支出功能分类预算表",
        "一般公共预算支出功能分类预算表",
        Form.CODED,
        Unit.YUAN,
        _basic_and_project(Scope.GENERAL_PUBLIC),
        _FUNCTIONAL,
    ),
    OfficialTable(
        6,
        "government-managed-funds",
        "政府性基金预算支出功能分类预算表",
        "政府性基金预算支出功能分类预算表",
        Form.CODED,
        Unit.YUAN,
        _basic_and_project(Scope.MANAGED_FUNDS),
        _FUNCTIONAL,
    ),
    OfficialTable(
        7,
        "state-capital",
        "国有资本经营预算支出功能分类预算表",
        "国有资本经营预算支出功能分类预算表",
        Form.CODED,
        Unit.YUAN,
        _basic_and_project(Scope.STATE_CAPITAL),
        _FUNCTIONAL,
    ),
    OfficialTable(
        8,
        "basic-expenditure",
        "一般公共预算基本支出部门预算经济分类预算表",
        "基本支出部门预算经济分类预算表",
        Form.CODED,
        Unit.YUAN,
        (
            Column("total", "合计", Scope.GENERAL_PUBLIC),
            Column("personnel", "人员经费", Scope.GENERAL_PUBLIC),
            Column("running", "公用经费", Scope.GENERAL_PUBLIC),
        ),
        _ECONOMIC,
    ),
    OfficialTable(
        9,
        "three-public",
        "“三公”经费和机关运行经费预算表",
        "机关运行经费预算表",
        Form.SINGLE_ROW,
        Unit.WAN,
        (
            Column("total", "合计", Scope.FISCAL, lowest=False),
            Column("overseas_travel", "因公出国（境）费", Scope.FISCAL),
            Column("hospitality", "公务接待费", Scope.FISCAL),
            Column("vehicles", "公务用车购置及运行费", Scope.FISCAL, aliases=("小计",), lowest=False),
            Column("vehicle_purchase", "公务用车购置费", Scope.FISCAL, aliases=("购置费",)),
            Column("vehicle_running", "公务用车运行费", Scope.FISCAL, aliases=("运行费",)),
            # Agency operating costs contain “三公” money of the agencies: adding both counts it twice.
            Column(
                "agency_operating",
                "机关运行经费",
                Scope.GENERAL_PUBLIC,
                aliases=("机关运行经费预算数",),
                lowest=False,
            ),
        ),
    ),
)

BY_SLUG = {table.slug: table for table in OFFICIAL_TABLES}
BY_NUMBER = {table.number: table for table in OFFICIAL_TABLES}


# Words in the name of a revenue entry that say whose money it is: 一、财政拨款收入 in table 1, 二、政府性基金 in table 4.
_ENTRY_SCOPES = (
    ("财政拨款", Scope.FISCAL),
    ("一般公共预算", Scope.GENERAL_PUBLIC),
    ("政府性基金", Scope.MANAGED_FUNDS),
    ("国有资本经营", Scope.STATE_CAPITAL),
)


def scope_of(column: Column, name: str) -> Scope:
    """The scope of one figure: its column's, but in the revenue halves of tables 1 and 4 the one that its entry names."""
    if column.side is Side.REVENUE:
        return next((scope for word, scope in _ENTRY_SCOPES if word in name), column.scope)
    return column.scope
