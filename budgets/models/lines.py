"""The official tables: one model per table, amounts in yuan, null where the cell is blank.

Field names of amounts are the column keys of budgets.form.tables, which tests/actions verifies.
"""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from budgets.form.tables import OfficialTable, Role
from budgets.form.terms import Side
from budgets.models.edition import OfVersion
from budgets.models.figures import LEVELS, SIDES, Placed

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class PrintedTableRecord(OfVersion, Placed):
    """One official table as printed: its title, unit and notes, and whether it is empty."""

    slug = models.CharField(_("表"), max_length=40)  # the table's name in addresses, the same in every form
    number = models.PositiveSmallIntegerField(_("表号"))  # in the form that the document follows
    title = models.TextField(_("原文标题"))
    preparer = models.TextField(_("编制单位"), blank=True)
    unit = models.CharField(_("原文单位"), max_length=4)
    is_empty = models.BooleanField(_("空表"))
    notes = models.TextField(_("表注"), blank=True)

    class Meta:
        verbose_name = _("官方表")
        verbose_name_plural = _("官方表")
        ordering = ["version", "number"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="each_official_table_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def table(self) -> OfficialTable:
        """The official table that this is."""
        return self.version.form.by_slug[self.slug]


def amount_field(
    label: "_StrPromise",
) -> "models.DecimalField[str | float | Decimal | Combinable | None, Decimal | None]":
    """An amount in yuan; null means that the cell is blank."""
    return models.DecimalField(label, max_digits=20, decimal_places=2, null=True, blank=True)


class Line(OfVersion, Placed):
    """One line of an official table."""

    number = models.PositiveIntegerField(_("行号"))
    name = models.TextField(_("名称"))
    level = models.CharField(_("层级"), max_length=4, choices=LEVELS)
    lowest = models.BooleanField(_("末级"))
    # The keys of the columns whose cell prints something that was not read, in their order, with commas
    unread = models.CharField(_("没有读出的栏"), max_length=300, blank=True, default="")

    class Meta:
        abstract = True
        ordering = ["version", "number"]

    def __str__(self) -> str:
        return self.name


class TwoSidedLine(Line):
    """One entry of table 1 or 4; both halves of a printed row share its number."""

    side = models.CharField(_("方向"), max_length=4, choices=SIDES)

    class Meta(Line.Meta):
        abstract = True
        # Descending, because 支出 sorts before 收入 and revenue is printed first.
        ordering = ["version", "-side", "number"]


class CodedLine(Line):
    """One line with a classification code; name_looked_up marks a name that the page lost."""

    class_code = models.CharField(_("类"), max_length=20, blank=True)
    section_code = models.CharField(_("款"), max_length=20, blank=True)
    item_code = models.CharField(_("项"), max_length=20, blank=True)
    code = models.CharField(_("科目编码"), max_length=60, blank=True, db_index=True)
    name_looked_up = models.BooleanField(_("名称按编码查得"), default=False)

    class Meta(Line.Meta):
        abstract = True


class BasicAndProjectLine(CodedLine):
    """A coded line with basic and project expenditure."""

    total = amount_field(_("合计"))
    basic = amount_field(_("基本支出"))
    project = amount_field(_("项目支出"))

    class Meta(CodedLine.Meta):
        abstract = True


class RevenueExpenditureLine(TwoSidedLine):
    """Table 1 财务收支预算总表. The last three columns exist in the form of a budget unit only."""

    revenue = amount_field(_("收入预算数"))
    expenditure = amount_field(_("支出预算数"))
    personnel = amount_field(_("人员经费"))
    running = amount_field(_("公用经费"))
    project = amount_field(_("项目支出"))

    class Meta(TwoSidedLine.Meta):
        verbose_name = _("表1 财务收支预算总表")
        verbose_name_plural = verbose_name


class RevenueLine(CodedLine):
    """Table 2 收入预算总表."""

    total = amount_field(_("合计"))
    fiscal_appropriation = amount_field(_("财政拨款收入"))
    service_revenue = amount_field(_("事业收入"))
    business_revenue = amount_field(_("事业单位经营收入"))
    other_revenue = amount_field(_("其他收入"))

    class Meta(CodedLine.Meta):
        verbose_name = _("表2 收入预算总表")
        verbose_name_plural = verbose_name


class ExpenditureLine(BasicAndProjectLine):
    """Table 3 支出预算总表."""

    class Meta(CodedLine.Meta):
        verbose_name = _("表3 支出预算总表")
        verbose_name_plural = verbose_name


class FiscalAppropriationLine(TwoSidedLine):
    """Table 4 财政拨款收支预算总表."""

    revenue = amount_field(_("收入预算数"))
    total = amount_field(_("合计"))
    general_public = amount_field(_("一般公共预算"))
    managed_funds = amount_field(_("政府性基金预算"))
    state_capital = amount_field(_("国有资本经营预算"))

    class Meta(TwoSidedLine.Meta):
        verbose_name = _("表4 财政拨款收支预算总表")
        verbose_name_plural = verbose_name


class GeneralPublicBudgetLine(BasicAndProjectLine):
    """Table 5 一般公共预算支出功能分类预算表."""

    class Meta(CodedLine.Meta):
        verbose_name = _("表5 一般公共预算支出功能分类预算表")
        verbose_name_plural = verbose_name


class ManagedFundsLine(BasicAndProjectLine):
    """Table 6 政府性基金预算支出功能分类预算表."""

    class Meta(CodedLine.Meta):
        verbose_name = _("表6 政府性基金预算支出功能分类预算表")
        verbose_name_plural = verbose_name


class StateCapitalLine(BasicAndProjectLine):
    """Table 7 国有资本经营预算支出功能分类预算表."""

    class Meta(CodedLine.Meta):
        verbose_name = _("表7 国有资本经营预算支出功能分类预算表")
        verbose_name_plural = verbose_name


class BasicExpenditureLine(CodedLine):
    """Table 8 一般公共预算基本支出部门预算经济分类预算表 (economic classes: no 项)."""

    total = amount_field(_("合计"))
    personnel = amount_field(_("人员经费"))
    running = amount_field(_("公用经费"))

    class Meta(CodedLine.Meta):
        verbose_name = _("表8 一般公共预算基本支出部门预算经济分类预算表")
        verbose_name_plural = verbose_name


class ThreePublicLine(Line):
    """Table 9 “三公”经费和机关运行经费预算表: each printed column is a line here."""

    column = models.CharField(_("栏目"), max_length=30)
    amount = amount_field(_("预算数"))

    class Meta(Line.Meta):
        verbose_name = _("表9 “三公”经费和机关运行经费预算表")
        verbose_name_plural = verbose_name


LINE_MODELS: dict[Role, type[Line]] = {
    Role.REVENUE_EXPENDITURE: RevenueExpenditureLine,
    Role.REVENUE: RevenueLine,
    Role.EXPENDITURE: ExpenditureLine,
    Role.FISCAL_APPROPRIATION: FiscalAppropriationLine,
    Role.GENERAL_PUBLIC: GeneralPublicBudgetLine,
    Role.MANAGED_FUNDS: ManagedFundsLine,
    Role.STATE_CAPITAL: StateCapitalLine,
    Role.BASIC_BY_CLASS: BasicExpenditureLine,
    Role.THREE_PUBLIC: ThreePublicLine,
}


def row_anchor(number: int, side: str) -> str:
    """The id of a line on its table's page: row-12, or row-12-revenue in a two-sided table."""
    return f"row-{number}-{Side(side).word}" if side else f"row-{number}"
