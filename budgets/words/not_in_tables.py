"""What the official tables of a form do not show, question by question."""

from django.utils.translation import gettext as _

from budgets.form.tables import ROLES_OF_SCOPE, BudgetForm, Role
from budgets.form.terms import Scope
from budgets.words.sentences import numbered_tables

# The tables with project expenditure, which goes down to functional items.
_OF_PROJECTS = (*ROLES_OF_SCOPE[Scope.ALL_FUNDS], *ROLES_OF_SCOPE[Scope.FISCAL])


def not_in_tables(form: BudgetForm, *, of_units: bool) -> list[str]:
    """What cannot be seen in the tables; `of_units` where the budget is that of several units."""
    tables = {"tables": _(form.words)}
    spent = _(
        "实际花了多少：%(tables)s只有当年的预算数，没有执行数，也没有上年的数；与上年相比的增减只见于文字说明。"
    )
    lines = [
        _each_unit() % tables if of_units else "",
        _each_project(form),
        _what_it_buys(form),
        spent % tables,
    ]
    return [line for line in lines if line]


def _each_unit() -> str:
    return _("各家预算单位分别有多少钱：%(tables)s按科目列全部门的合计，没有按预算单位分列。")


def _each_project(form: BudgetForm) -> str:
    numbers = [table.number for table in form.tables if table.role in _OF_PROJECTS]
    if not numbers:
        return ""
    sentence = _(
        "每个项目有多少钱：%(tables)s的项目支出只列到功能分类的“项”，没有列到项目；只有附了说明、说明里又写明金额的项目看得到。"
    )
    return sentence % {"tables": numbered_tables(numbers)}


def _what_it_buys(form: BudgetForm) -> str:
    table = form.by_role.get(Role.BASIC_BY_CLASS)
    if table is None:
        return ""
    sentence = _(
        "项目的钱用来买什么：按经济分类（工资、办公、设备等）列数的只有表%(n)s，它只包括一般公共预算的基本支出，不包括项目支出。"
    )
    return sentence % {"n": table.number}
