"""Every line of the document, its prose sections, definitions and units, and the numbers that they state."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from budgets.form.terms import SectionKey, Topic
from budgets.models.edition import OfVersion
from budgets.models.figures import Placed


class SourceLineRecord(OfVersion, Placed):
    """One non-blank line of the document, word for word, and the element that it belongs to."""

    position = models.PositiveIntegerField(_("序号"))
    text = models.TextField(_("原文"))
    owner = models.CharField(_("归属"), max_length=80)

    class Meta:
        verbose_name = _("原文行")
        verbose_name_plural = _("原文行")
        ordering = ["version", "position"]

    def __str__(self) -> str:
        return self.text[:40]


class BudgetUnit(OfVersion, Placed):
    """机构设置: one listed budget unit."""

    number = models.PositiveIntegerField(_("序号"))
    name = models.TextField(_("名称"))

    class Meta:
        verbose_name = _("预算单位")
        verbose_name_plural = _("预算单位")
        ordering = ["version", "number"]

    def __str__(self) -> str:
        return self.name


class Definition(OfVersion, Placed):
    """名词解释: one term with the official wording."""

    number = models.PositiveIntegerField(_("序号"))
    term = models.TextField(_("名词"))
    text = models.TextField(_("解释"))

    class Meta:
        verbose_name = _("名词解释")
        verbose_name_plural = _("名词解释")
        ordering = ["version", "number"]

    def __str__(self) -> str:
        return self.term


class Passage(OfVersion, Placed):
    """One paragraph of a prose section, word for word."""

    section = models.CharField(_("章节"), max_length=20, choices=SectionKey.choices())
    heading = models.TextField(_("原文标题"))
    position = models.PositiveIntegerField(_("序号"))
    marker = models.TextField(_("列表符号"), blank=True)
    text = models.TextField(_("原文"))

    class Meta:
        verbose_name = _("说明文字")
        verbose_name_plural = _("说明文字")
        ordering = ["version", "position"]

    def __str__(self) -> str:
        return self.text[:40]


class StatedFact(OfVersion, Placed):
    """One number that the notes state, with its printed change, base, reason and purpose where given."""

    topic = models.CharField(_("主题"), max_length=20, choices=Topic.choices())
    position = models.PositiveIntegerField(_("序号"))
    key = models.CharField(_("含义"), max_length=40)
    label = models.TextField(_("原文名称"))
    text = models.TextField(_("原文"))
    value = models.DecimalField(_("数值"), max_digits=20, decimal_places=2)
    unit = models.CharField(_("单位"), max_length=10)
    change = models.DecimalField(_("比上年（元）"), max_digits=20, decimal_places=2, null=True, blank=True)
    change_text = models.TextField(_("比上年原文"), blank=True)
    base_year = models.PositiveSmallIntegerField(_("基数年度"), null=True, blank=True)
    base = models.CharField(_("基数"), max_length=10, blank=True)
    reason = models.TextField(_("原因"), blank=True)
    purpose = models.TextField(_("用途"), blank=True)
    as_of = models.DateField(_("截至日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("说明中的数字")
        verbose_name_plural = _("说明中的数字")
        ordering = ["version", "position"]

    def __str__(self) -> str:
        return f"{self.label} {self.value} {self.unit}"
