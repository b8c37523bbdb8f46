"""Bodies, their editions, the versions of an edition, and the uploaded files."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.form.tables import DEPARTMENTAL, FORMS, BudgetForm
from budgets.form.terms import Kind


class Body(models.Model):
    """A public body that publishes budgets: a department, a district department or a budget unit."""

    slug = models.SlugField(_("网址名"), max_length=60, unique=True)
    name = models.CharField(_("名称"), max_length=200, unique=True)

    class Meta:
        verbose_name = _("单位")
        verbose_name_plural = _("单位")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """One body's budget for one year and kind."""

    class EditionKind(models.TextChoices):
        DEPARTMENTAL = "departmental", _("部门预算")
        UNIT = "unit", _("单位预算")

    body = models.ForeignKey(Body, models.PROTECT, related_name="editions", verbose_name=_("单位"))
    year = models.PositiveSmallIntegerField(_("年度"))
    kind = models.CharField(
        _("类型"), max_length=12, choices=EditionKind.choices, default=EditionKind.DEPARTMENTAL
    )

    class Meta:
        verbose_name = _("预算")
        verbose_name_plural = _("预算")
        ordering = ["body", "-year", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "kind"], name="one_edition_per_body_year_kind")
        ]

    def __str__(self) -> str:
        kind = gettext("%(year)s年%(kind)s") % {"year": self.year, "kind": self.get_kind_display()}
        return f"{self.body} {kind}"

    @property
    def form_kind(self) -> Kind:
        """The kind as the official form knows it."""
        return Kind.UNIT if self.kind == self.EditionKind.UNIT else Kind.DEPARTMENTAL

    @property
    def segment(self) -> str:
        """The edition's part of an address: 2025, or 2025-unit for a unit budget."""
        return f"{self.year}-unit" if self.kind == self.EditionKind.UNIT else str(self.year)


class SourceDocument(models.Model):
    """A file as uploaded. Its bytes are in the database, so that no version can lose its source."""

    filename = models.CharField(_("文件名"), max_length=255)
    format = models.CharField(_("格式"), max_length=10)
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    size = models.PositiveIntegerField(_("字节数"))
    content = models.BinaryField(_("内容"))

    class Meta:
        verbose_name = _("来源文件")
        verbose_name_plural = _("来源文件")

    def __str__(self) -> str:
        return self.filename


class EditionVersion(models.Model):
    """One reading of one source file. A published version never changes; a draft has no number.

    `replaces` is the version that was live when this one was published, or will be at `publish_at`.
    `draft_revision` counts the changes to a draft, such as its dates: publishing names the revision that was seen.
    The file name belongs to the version: two people may upload the same bytes under two names.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("草稿")
        PUBLISHED = "published", _("已发布")
        SUPERSEDED = "superseded", _("已被更正")
        WITHDRAWN = "withdrawn", _("已撤回")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="versions", verbose_name=_("预算"))
    number = models.PositiveSmallIntegerField(_("版本"), null=True, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    source = models.ForeignKey(
        SourceDocument, models.PROTECT, related_name="versions", verbose_name=_("来源文件")
    )
    title = models.TextField(_("文件标题"))
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    approved_on = models.DateField(_("批复日期"), null=True, blank=True)
    disclosed_on = models.DateField(_("公开日期"), null=True, blank=True)
    reason = models.TextField(_("更正原因"), blank=True)
    replaces = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("更正的版本")
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("上传人"),
    )
    preview_key = models.CharField(_("预览密钥"), max_length=43, unique=True, null=True, blank=True)
    publish_at = models.DateTimeField(_("定时发布"), null=True, blank=True, db_index=True)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("定时发布人"),
    )
    filename = models.CharField(_("上传时的文件名"), max_length=255, blank=True)
    draft_revision = models.PositiveIntegerField(_("草稿改动次数"), default=0)
    publish_note = models.TextField(_("定时发布未成的原因"), blank=True)
    withdrawal_reason = models.TextField(_("撤回原因"), blank=True)
    withdrawn_alone = models.BooleanField(_("单独撤回"), default=False)
    withdrawn_from = models.CharField(_("撤回前状态"), max_length=10, choices=Status.choices, blank=True)
    administrative_count = models.PositiveIntegerField(_("行政单位数"), null=True, blank=True)
    form_key = models.CharField(_("表式"), max_length=40, default=DEPARTMENTAL.key)
    # How many figures there are, how many the checks compared, and for how many of these every check agrees
    coverage = models.JSONField(_("核对覆盖"), null=True, blank=True)
    # How much the file hides and how much of it was not read; empty where an earlier version of the site did not look
    hidden_count = models.PositiveIntegerField(_("看不见的内容"), null=True, blank=True)
    unread_count = models.PositiveIntegerField(_("没有读出的地方"), null=True, blank=True)
    # What whoever publishes it has acknowledged, and whether the versions that hold hidden content go with it
    acknowledged = models.JSONField(_("发布时确认"), default=list, blank=True)
    withdraws_hidden = models.BooleanField(_("同时撤回旧版"), default=False)
    public_institution_count = models.PositiveIntegerField(_("事业单位数"), null=True, blank=True)

    class Meta:
        verbose_name = _("版本")
        verbose_name_plural = _("版本")
        ordering = ["edition", "-number"]
        permissions = [
            ("upload_document", _("预检、上传和预览自己的草稿")),
            ("publish_version", _("发布、更正、恢复、撤回和说明")),
            ("administer_portal", _("管理账号、网址名和操作记录")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="version_number_once_per_edition"),
            models.UniqueConstraint(
                fields=["edition"],
                condition=models.Q(status="published"),
                name="one_published_version_per_edition",
            ),
            models.CheckConstraint(
                condition=models.Q(status="draft", number=None)
                | ~models.Q(status="draft") & ~models.Q(number=None),
                name="a_draft_has_no_number",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.edition} v{self.number}" if self.number else f"{self.edition} {self.get_status_display()}"
        )

    @property
    def form(self) -> BudgetForm:
        """The official form that its document follows."""
        return FORMS[self.form_key]

    # True for a version that is shown at its own address, …/v<n>/: the links of its pages then stay there.
    pinned = False

    def page(self, name: str, **more: str) -> str:
        """The address of one of its pages: of the preview for a draft, of the edition while live, else …/v<n>/."""
        if self.status == self.Status.DRAFT:
            return reverse(f"budgets:{name}", kwargs={"key": self.preview_key, **more})
        own: dict[str, str | int | None] = {"body": self.edition.body.slug, "edition": self.edition.segment}
        if self.pinned or self.status != self.Status.PUBLISHED:
            own["number"] = self.number
        return reverse(f"budgets:{name}", kwargs=own | more)

    def lasting_page(self, name: str, **more: str) -> str:
        """The permanent address of one of its pages: …/v<n>/, or of the preview for a draft."""
        if self.number is None:
            return self.page(name, **more)
        own = {"body": self.edition.body.slug, "edition": self.edition.segment, "number": self.number}
        return reverse(f"budgets:{name}", kwargs=own | more)

    @property
    def days_to_disclosure(self) -> int | None:
        """Days from 批复 to 公开; None while either date is unknown."""
        if self.approved_on is None or self.disclosed_on is None:
            return None
        return (self.disclosed_on - self.approved_on).days


class OfVersion(models.Model):
    """A row that belongs to one version and is deleted with it."""

    version = models.ForeignKey(
        EditionVersion, models.CASCADE, related_name="%(class)ss", verbose_name=_("版本")
    )

    class Meta:
        abstract = True
