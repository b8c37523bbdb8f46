"""The official forms of published budgets, as data: the one place that knows their tables, order and columns.

The form is city-wide (上海市部门预算公开): a municipal and a district department print the same nine tables, and a budget
unit prints them with more columns in the first. Everything else asks a form for the table of a role, never for a number.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from budgets.form.amounts import Unit
from budgets.form.spelling import fold
from budgets.form.terms import Kind, Level, Scope, Side


class Form(Enum):
    """How a table is laid out."""

    TWO_SIDED = "two-sided"  # 1 and 4: revenue on the left, expenditure on the right
    CODED = "coded"  # 2, 3, 5, 6, 7, 8: a line per classification code
    SINGLE_ROW = "single-row"  # 9: one row of amounts under a tree of headings


class Role(Enum):
    """What a table says, whatever its number in a form; the value is its name in addresses."""

    REVENUE_EXPENDITURE = "revenue-expenditure"  # all revenue beside all expenditure
    REVENUE = "revenue"  # all revenue, by function and source
    EXPENDITURE = "expenditure"  # all expenditure by function, basic and project
    FISCAL_APPROPRIATION = (
        "fiscal-appropriation"  # the fiscal appropriation beside what is spent of each fund
    )
    GENERAL_PUBLIC = "general-public-budget"  # expenditure of the general public budget by function
    MANAGED_FUNDS = "government-managed-funds"  # of the government-managed funds
    STATE_CAPITAL = "state-capital"  # of the state capital operations budget
    BASIC_BY_CLASS = "basic-expenditure"  # basic expenditure of the general public budget by economic class
    THREE_PUBLIC = "three-public"  # “three public” expenses and agency operating costs


@dataclass(frozen=True)
class Column:
    """One amount column: `key` in code and data, `title` as printed, other spellings of it as `aliases`."""

    key: str
    title: str
    scope: Scope
    side: Side | None = None
    aliases: tuple[str, ...] = ()
    lowest: bool = True  # False for a column that is the sum of others of its table

    def __hash__(self) -> int:
        # The made one looks at every field; columns are looked up a hundred times for each page of a document.
        return hash(self.key)


@dataclass(frozen=True)
class OfficialTable:
    """One table of a form. A printed title that ends in the words `core` is this table's.

    `number` is its place in the order of its form, which gives it.
    """

    role: Role
    title: str
    core: str
    form: Form
    unit: Unit
    columns: tuple[Column, ...]
    code_levels: tuple[Level, ...] = ()
    number: int = 0

    @property
    def slug(self) -> str:
        """Its name in addresses and files."""
        return self.role.value

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels that the table's lines can have, the total last."""
        return (*(self.code_levels or (Level.SUBTOTAL, Level.DETAIL)), Level.TOTAL)

    def column(self, key: str) -> Column:
        """The column of that key; KeyError when the table has none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    def side_of(self, key: str) -> str:
        """The side on which a column of a two-sided table stands: 收入 or 支出; "" in any other table."""
        side = self.column(key).side
        return side.value if side else ""

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


@dataclass(frozen=True)
class FurtherTable:
    """A table of a form that has no role in the checks and no model of its own: it is kept as printed.

    A printed title that ends in the words `core` is this table's. `slug` is its name in addresses and files.
    """

    slug: str
    title: str
    core: str
    number: int = 0


_TOTAL_COLUMNS = ("total", "expenditure")
_FUNCTIONAL = (Level.CLASS, Level.SECTION, Level.ITEM)
_ECONOMIC = (Level.CLASS, Level.SECTION)


def _basic_and_project(scope: Scope) -> tuple[Column, ...]:
    return (
        Column("total", "合计", scope),
        Column("basic", "基本支出", scope),
        Column("project", "项目支出", scope),
    )


_DEPARTMENTAL_TABLES = (
    OfficialTable(
        Role.REVENUE_EXPENDITURE,
        "财务收支预算总表",
        "财务收支预算总表",
        Form.TWO_SIDED,
        Unit.YUAN,
        (
            Column("revenue", "预算数", Scope.ALL_FUNDS, Side.REVENUE),
            Column("expenditure", "预算数", Scope.ALL_FUNDS, Side.EXPENDITURE, aliases=("合计",)),
        ),
    ),
    OfficialTable(
        Role.REVENUE,
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
        Role.EXPENDITURE,
        "支出预算总表",
        "支出预算总表",
        Form.CODED,
        Unit.YUAN,
        _basic_and_project(Scope.ALL_FUNDS),
        _FUNCTIONAL,
    ),
    OfficialTable(
        Role.FISCAL_APPROPRIATION,
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
        Role.GENERAL_PUBLIC,
        "一般公共预算支出功能分类预算表",
        "一般公共预算支出功能分类预算表",
        Form.CODED,
        Unit.YUAN,
        _basic_and_project(Scope.GENERAL_PUBLIC),
        _FUNCTIONAL,
    ),
    OfficialTable(
        Role.MANAGED_FUNDS,
        "政府性基金预算支出功能分类预算表",
        "政府性基金预算支出功能分类预算表",
        Form.CODED,
        Unit.YUAN,
        _basic_and_project(Scope.MANAGED_FUNDS),
        _FUNCTIONAL,
    ),
    OfficialTable(
        Role.STATE_CAPITAL,
        "国有资本经营预算支出功能分类预算表",
        "国有资本经营预算支出功能分类预算表",
        Form.CODED,
        Unit.YUAN,
        _basic_and_project(Scope.STATE_CAPITAL),
        _FUNCTIONAL,
    ),
    OfficialTable(
        Role.BASIC_BY_CLASS,
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
        Role.THREE_PUBLIC,
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

# The first table of a budget unit splits its expenditure.
_MORE_OF_A_UNIT = (
    Column("personnel", "人员经费", Scope.ALL_FUNDS, Side.EXPENDITURE),
    Column("running", "公用经费", Scope.ALL_FUNDS, Side.EXPENDITURE),
    Column("project", "项目支出", Scope.ALL_FUNDS, Side.EXPENDITURE),
)


@dataclass(frozen=True)
class BudgetForm:
    """The tables that a budget of one kind consists of, in their order, which is also their numbering.

    `words` is how its tables are spoken of together, in sentences and as a title: 九张表. `further` are those that
    are kept as printed; they count in the order.
    """

    key: str
    kind: Kind
    words: str
    tables: tuple[OfficialTable, ...]
    further: tuple[FurtherTable, ...] = ()

    @classmethod
    def of(
        cls, key: str, kind: Kind, words: str, tables: Iterable[OfficialTable | FurtherTable]
    ) -> "BudgetForm":
        """A form of these tables, numbered from 1. Raises ValueError where a role has no table, or two.

        Pages and checks ask every form for every role; a form that lacks one needs a decision about each of them first.
        """
        official: list[OfficialTable] = []
        further: list[FurtherTable] = []
        for number, table in enumerate(tables, 1):
            if isinstance(table, FurtherTable):
                further.append(replace(table, number=number))
            else:
                official.append(replace(table, number=number))
        if sorted(table.role.name for table in official) != sorted(role.name for role in Role):
            raise ValueError(f"the form {key} does not have each role once")
        return cls(key, kind, words, tuple(official), tuple(further))

    @cached_property
    def by_role(self) -> Mapping[Role, OfficialTable]:
        """The tables by what they say."""
        return {table.role: table for table in self.tables}

    @cached_property
    def by_number(self) -> Mapping[int, OfficialTable]:
        """The tables by their numbers in this form."""
        return {table.number: table for table in self.tables}

    @cached_property
    def by_slug(self) -> Mapping[str, OfficialTable]:
        """The tables by their names in addresses."""
        return {table.slug: table for table in self.tables}

    def table(self, role: Role) -> OfficialTable:
        """The table that says that; KeyError when the form has none."""
        return self.by_role[role]

    def number(self, role: Role) -> int:
        """The number of the table that says that; KeyError when the form has none."""
        return self.by_role[role].number


DEPARTMENTAL = BudgetForm.of("departmental", Kind.DEPARTMENTAL, "九张表", _DEPARTMENTAL_TABLES)
UNIT = BudgetForm.of(
    "unit",
    Kind.UNIT,
    "九张表",
    (
        replace(table, columns=(*table.columns, *_MORE_OF_A_UNIT))
        if table.role is Role.REVENUE_EXPENDITURE
        else table
        for table in _DEPARTMENTAL_TABLES
    ),
)
# Every form that documents may follow, by its key; the first of a kind is the one in force.
FORMS: dict[str, BudgetForm] = {form.key: form for form in (DEPARTMENTAL, UNIT)}


def joined_form(forms: Iterable[BudgetForm]) -> BudgetForm:
    """The first of the forms with every table and every column that another one has besides.

    What stands above editions asks for the tables of all `FORMS`; a table has the number of the first form with it.
    """
    first, *others = forms
    tables = dict(first.by_role)
    for table in (table for form in others for table in form.tables):
        known = tables.setdefault(table.role, table)
        more = tuple(column for column in table.columns if column not in known.columns)
        tables[table.role] = replace(known, columns=(*known.columns, *more))
    return replace(first, tables=tuple(tables.values()))


def form_of(kind: Kind) -> BudgetForm:
    """The form in force for budgets of that kind."""
    return next(form for form in FORMS.values() if form.kind is kind)


# The tables that print expenditure of a scope by classification, in the order in which they are added up.
ROLES_OF_SCOPE = {
    Scope.ALL_FUNDS: (Role.EXPENDITURE,),
    Scope.FISCAL: (Role.GENERAL_PUBLIC, Role.MANAGED_FUNDS, Role.STATE_CAPITAL),
    Scope.GENERAL_PUBLIC: (Role.BASIC_BY_CLASS,),
}

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
        printed = fold(name)
        return next((scope for word, scope in _ENTRY_SCOPES if word in printed), column.scope)
    return column.scope
