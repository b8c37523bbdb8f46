"""What search finds: one entry for each thing of a live version, and the amounts that stand in it.

Written only by budgets.search.index, which keeps beside these tables the words of each entry (a full-text
table on SQLite, a tsvector on PostgreSQL, made by a migration).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from budgets.models.edition import EditionVersion
from budgets.models.figures import Figure, Placed


class SearchKind(models.IntegerChoices):
    """What kind of thing an entry is; the number is the first digit of its id."""

    EDITION = 1, _("预算")
    STATEMENT = 2, _("项目说明")
    LINE = 3, _("官方表的科目和数字")
    UNIT = 4, _("预算单位")
    DEFINITION = 5, _("名词解释")
    PASSAGE = 6, _("文字说明")
    FINDING = 7, _("原文核对提示")

    @property
    def word(self) -> str:
        """The machine's word, as addresses have it."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> "SearchKind":
        """The kind with that word; KeyError when there is none."""
        return cls[word.upper()]


class SearchEntry(Placed):
    """One thing that can be found. Its id is its rank: kind, then the newest year, version, order of the document.

    `page`, `argument`, `query` and `fragment` say where it stands: the name of a page of the version, the part
    of its address that is its own (a table's or a project's), the list on it, and the id of the place on it.
    `rank` counts from 0 where the page is a list that goes over several pages.
    """

    id = models.BigIntegerField(primary_key=True)
    version = models.ForeignKey(EditionVersion, models.CASCADE, related_name="search_entries")
    kind = models.PositiveSmallIntegerField(choices=SearchKind.choices)
    title = models.TextField()
    text = models.TextField(blank=True)
    code = models.CharField(max_length=10, blank=True)
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
    """One amount of an entry: a printed cell of its line, or what its words say."""

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
    """A version that is in the index, and the way in which its words were cut when it came there."""

    version = models.OneToOneField(EditionVersion, models.CASCADE, related_name="searched", primary_key=True)
    format = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("检索版本")
        verbose_name_plural = _("检索版本")

    def __str__(self) -> str:
        return str(self.version_id)
