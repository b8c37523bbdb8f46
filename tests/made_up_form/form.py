"""A made-up form: ten tables in another order, other titles, everything in 万元, and one table without a role."""

from dataclasses import replace

from budgets.form.amounts import Unit
from budgets.form.tables import DEPARTMENTAL, BudgetForm, FurtherTable, Role
from budgets.form.terms import Kind

_TITLES = {
    Role.THREE_PUBLIC: "“三公”经费支出情况表",
    Role.GENERAL_PUBLIC: "一般公共预算支出情况表",
    Role.REVENUE_EXPENDITURE: "部门收支总体情况表",
    Role.REVENUE: "部门收入总体情况表",
    Role.EXPENDITURE: "部门支出总体情况表",
    Role.FISCAL_APPROPRIATION: "财政拨款收支总体情况表",
    Role.MANAGED_FUNDS: "政府性基金支出情况表",
    Role.STATE_CAPITAL: "国有资本经营支出情况表",
    Role.BASIC_BY_CLASS: "基本支出情况表",
}
_OFFICIAL = [
    replace(DEPARTMENTAL.table(role), title=title, core=title, unit=Unit.WAN)
    for role, title in _TITLES.items()
]
_PURCHASED = FurtherTable("purchased-services", "政府购买服务情况表", "政府购买服务情况表")

MADE_UP = BudgetForm.of("made-up", Kind.DEPARTMENTAL, "十张表", (*_OFFICIAL[:2], _PURCHASED, *_OFFICIAL[2:]))
