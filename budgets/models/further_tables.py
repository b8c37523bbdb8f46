"""The tables that are kept as printed: those that the form has without a role, and those that no form knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from budgets.models.edition import OfVersion
from budgets.models.figures import Placed


class FurtherTableRecord(OfVersion, Placed):
    """One such table: its name in addresses, its number in the form or none, its printed title, columns and notes."""

    position = models.PositiveIntegerField(_("序号"))  # document order within the version
    slug = models.CharField(_("表"), max_length=40)
    number = models.PositiveSmallIntegerField(_("表号"), null=True, blank=True)
    title = models.TextField(_("原文标题"))
    preparer = models.TextField(_("编制单位"), blank=True)
    unit = models.CharField(_("原文单位"), max_length=4, blank=True)
    columns = models.JSONField(_("栏目"), default=list)  # the printed titles in order, "" where none is
    row_count = models.PositiveIntegerField(_("行数"))
    notes = models.TextField(_("表注"), blank=True)

    class Meta:
        verbose_name = _("照录的表")
        verbose_name_plural = _("照录的表")
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "slug"], name="each_further_table_once")]

    def __str__(self) -> str:
        return self.title


class FurtherCell(OfVersion, Placed):
    """One printed cell of such a table; rows and columns count from 1, blank cells have no record."""

    table = models.ForeignKey(
        FurtherTableRecord, verbose_name=_("表"), on_delete=models.CASCADE, related_name="cells"
    )
    row = models.PositiveIntegerField(_("行号"))
    column = models.PositiveIntegerField(_("列号"))
    text = models.TextField(_("原文"))

    class Meta:
        verbose_name = _("照录的格")
        verbose_name_plural = _("照录的格")
        ordering = ["version", "table__position", "row", "column"]
        constraints = [models.UniqueConstraint(fields=["table", "row", "column"], name="further_cell_once")]

    def __str__(self) -> str:
        return self.text
