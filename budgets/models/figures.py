"""Every printed amount of the official tables, with the cell it was printed in."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.form.spelling import squeeze
from budgets.form.terms import Level, Scope, Side
from budgets.models.edition import OfVersion

MARKED = "marked"  # the id of the place that an address asks for, on the page of the document


class Placed(models.Model):
    """Something with a place in the source file; counting starts at 1, empty where the format has none."""

    place_page = models.PositiveIntegerField(_("来源页"), null=True, blank=True)
    place_line = models.PositiveIntegerField(_("来源行"), null=True, blank=True)
    place_table = models.PositiveIntegerField(_("来源表"), null=True, blank=True)
    place_row = models.PositiveIntegerField(_("来源表行"), null=True, blank=True)
    place_column = models.PositiveIntegerField(_("来源表列"), null=True, blank=True)
    place_box = models.JSONField(_("来源方框"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def where(self) -> str:
        """Where it is printed, in words: 第3页, 第112行; 第2张表第5行 in a file without pages and lines.

        Something without a row, such as a hidden sheet or column, has its table alone, or its column.
        """
        page = gettext("第%(n)s页") % {"n": self.place_page} if self.place_page else ""
        line = gettext("第%(n)s行") % {"n": self.place_line} if self.place_line else ""
        if page and line:
            return gettext("%(page)s%(line)s") % {"page": page, "line": line}
        if page or line or not self.place_table:
            return page or line
        cell = {"table": self.place_table, "row": self.place_row, "column": self.place_column}
        if self.place_row:
            return gettext("第%(table)s张表第%(row)s行") % cell
        return (
            gettext("第%(table)s张表第%(column)s列") if self.place_column else gettext("第%(table)s张表")
        ) % cell

    @property
    def anchor(self) -> str:
        """Its id on the source page: L112 for a line, T3R5 for a row of a table, P6Y117 for a position on a page."""
        if self.place_table and self.place_row and not self.place_line:
            return f"T{self.place_table}R{self.place_row}"
        if self.place_page:
            return f"P{self.place_page}Y{round(self.place_box[1]) if self.place_box else 0}"
        return f"L{self.place_line}" if self.place_line else ""

    @property
    def in_source(self) -> str:
        """Query and fragment of its place on the source page, marked there; "" when the format gives no place.

        ?line=112#L112 for a line of a text, ?page=6&box=…#marked for an area of a PDF page, ?row=2.5.3#marked for a cell.
        """
        if self.place_page and self.place_box:
            box = ",".join(format(edge, ".2f") for edge in self.place_box)
            return f"?page={self.place_page}&box={box}#{MARKED}"
        if self.place_page:
            return f"?page={self.place_page}#{self.anchor}"
        if self.place_line:
            return f"?line={self.place_line}#{self.anchor}"
        if not self.place_table or not self.place_row:
            return ""
        row = f"{self.place_table}.{self.place_row}"
        return (
            f"?row={row}.{self.place_column}#{MARKED}" if self.place_column else f"?row={row}#{self.anchor}"
        )


SIDES = Side.printed_choices()
LEVELS = Level.printed_choices()
SCOPES = Scope.printed_choices()


class Figure(OfVersion, Placed):
    """One printed amount: its text, unit, yuan and scope, and its line and column."""

    position = models.PositiveIntegerField(_("序号"))  # document order within the version
    table = models.CharField(_("表"), max_length=40)  # the table's name in addresses, the same in every form
    table_number = models.PositiveSmallIntegerField(_("表号"))  # in the form that the document follows
    line_number = models.PositiveIntegerField(_("行号"))
    side = models.CharField(_("方向"), max_length=4, choices=SIDES, blank=True)
    level = models.CharField(_("层级"), max_length=4, choices=LEVELS)
    code = models.CharField(_("科目编码"), max_length=60, blank=True)
    name = models.TextField(_("科目名称"))
    column = models.CharField(_("栏目"), max_length=30)  # a column key of form.tables
    yuan = models.DecimalField(_("金额（元）"), max_digits=20, decimal_places=2)
    scope = models.CharField(_("资金口径"), max_length=10, choices=SCOPES)
    lowest = models.BooleanField(_("末级"))
    text = models.TextField(_("原文"))
    unit = models.CharField(_("原文单位"), max_length=4)

    class Meta:
        verbose_name = _("数字")
        verbose_name_plural = _("数字")
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="figure_position_once")]
        indexes = [models.Index(fields=["version", "table_number", "line_number"], name="figure_cell")]

    def __str__(self) -> str:
        return f"表{self.table_number} {self.name} {self.text}{self.unit}"

    @property
    def printed(self) -> str:
        """The digits as printed, without the line break of a narrow cell."""
        return squeeze(self.text)

    @property
    def in_source(self) -> str:
        """Query and fragment of exactly its cell on the source page."""
        return f"?figure={self.position}#{MARKED}"
