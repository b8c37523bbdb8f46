"""What stands beside the figures of a version: what its pages print and was not read, and what its file hides."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from budgets.form.terms import HiddenKind, UnreadCause
from budgets.models.edition import OfVersion
from budgets.models.figures import SIDES, Placed


class HiddenContent(OfVersion, Placed):
    """Something that the file holds and its pages do not show, with its words; only the desk ever shows it.

    `searched` is False where the file holds more of it than `text` tells. `asks` says that whoever publishes the file
    has to acknowledge it.
    """

    position = models.PositiveIntegerField(_("序号"))
    kind = models.CharField(_("种类"), max_length=20, choices=HiddenKind.choices())
    text = models.TextField(_("文字"), blank=True)
    author = models.CharField(_("作者"), max_length=200, blank=True)
    searched = models.BooleanField(_("查看过"), default=True)
    asks = models.BooleanField(_("发布前要确认"), default=True)

    class Meta:
        verbose_name = _("文件里看不见的内容")
        verbose_name_plural = _("文件里看不见的内容")
        ordering = ["version", "position"]

    def __str__(self) -> str:
        return self.text[:40]


class UnreadPlace(OfVersion, Placed):
    """Something that is printed and was not read, as `parsing.records.Unread`: why, its words, and where.

    A cell has its table, line, side and column, "" where the amounts of the line could not be told into columns; a row
    that could not be placed has its table alone.
    """

    position = models.PositiveIntegerField(_("序号"))
    cause = models.CharField(_("原因"), max_length=20, choices=UnreadCause.choices())
    text = models.TextField(_("原文"), blank=True)
    table = models.CharField(_("表"), max_length=40, blank=True)  # the table's name in addresses
    table_number = models.PositiveSmallIntegerField(_("表号"), null=True, blank=True)
    line_number = models.PositiveIntegerField(_("行号"), null=True, blank=True)
    side = models.CharField(_("方向"), max_length=4, choices=SIDES, blank=True)
    column = models.CharField(_("栏目"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("没有读出的地方")
        verbose_name_plural = _("没有读出的地方")
        ordering = ["version", "position"]

    @property
    def in_source(self) -> str:
        """Query and fragment of its place; of a cell that the file hides its row, for the cell is not on the page."""
        address = super().in_source
        is_hidden = self.cause == UnreadCause.HIDDEN.word
        return (
            f"{address.partition('#')[0]}#{self.anchor}"
            if is_hidden and address.startswith("?row=")
            else address
        )

    def __str__(self) -> str:
        return self.text[:40]
