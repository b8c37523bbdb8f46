"""The search entries: one for each thing of a live version that can be found, and the amounts in it.

Written only by budgets.search.index. The words of the entries are in a table beside these, made by a migration:
full text on SQLite, a tsvector on PostgreSQL.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from budgets.form.terms import Worded
from budgets.models.edition import EditionVersion
from budgets.models.figures import Figure, Placed


class SearchKind(Worded, models.IntegerChoices):
    """The kind of an entry; its number is the first digit of the entry's id."""

    EDITION = 1, _("预算")
    STATEMENT = 2, _("项目说明")
    LINE = 3, _("官方表的科目和数字")
    UNIT = 4, _("预算单位")
    DEFINITION = 5, _("名词解释")
    PASSAGE = 6, _("文字说明")
    FINDING = 7, _("原文核对提示")


class SearchEntry(Placed):
    """One thing that can be found. Its id gives the rank: by kind, newest year, version, order in the document.

    `page`, `argument`, `query` and `fragment` make its address: the name of a page of the version, the slug of a
    table or project in it, the query of the list, and the id of the place. `rank` is its position in a list of
    several pages, counted from 0.
    """

    id = models.BigIntegerField(primary_key=True)
    version = models.ForeignKey(EditionVersion, models.CASCADE, related_name="search_entries")
    kind = models.PositiveSmallIntegerField(choices=SearchKind.choices)
    title = models.TextField()
    text = models.TextField(blank=True)
    code = models.CharField(max_length=60, blank=True)
    table_number = models.PositiveSmallIntegerField(null=True)
    page = models.CharField(max_length=20)
    argument = models.CharField(max_length=120, blank=True)
    query = models.CharField(max_length=60, blank=True)
    fragment = models.CharField(max_length=60, blank=True)
    rank = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("检索条目")
        verbose_name_plural = _("检索条目")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class SearchAmount(models.Model):
    """One amount of an entry: a printed cell of its line, or an amount in its words."""

    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="amounts", db_index=False)
    yuan = models.DecimalField(max_digits=20, decimal_places=2)
    figure = models.ForeignKey(Figure, models.CASCADE, null=True, related_name="+")

    class Meta:
        verbose_name = _("检索金额")
        verbose_name_plural = _("检索金额")
        indexes = [
            models.Index(fields=["yuan"], name="search_amount_yuan"),
            models.Index(fields=["entry", "yuan"], name="search_amount_of_entry"),
        ]

    def __str__(self) -> str:
        return str(self.yuan)


class SearchedVersion(models.Model):
    """A version that is in the index, and the index format in which it was written."""

    version = models.OneToOneField(EditionVersion, models.CASCADE, related_name="searched", primary_key=True)
    format = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("检索版本")
        verbose_name_plural = _("检索版本")

    def __str__(self) -> str:
        return str(self.version_id)
