"""The log of every act: who did what, when, from where, with which file. Entries are added and never changed."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.models.checks import CompactJSON
from budgets.models.edition import Edition
from budgets.words import refusals


class AppendOnlyQuerySet(models.QuerySet):
    """Refuses to change or delete entries."""

    def update(self, **kwargs: Any) -> int:
        raise TypeError("The log is append-only")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("The log is append-only")


class LogEntry(models.Model):
    """One act. Everything is stored as text, so that later changes elsewhere do not alter the entry.

    Why a file was refused is the code of a sentence with parameters (`refusal`), like everything that the reading says.
    """

    class Act(models.TextChoices):
        UPLOADED = "uploaded", _("上传")
        REFUSED = "refused", _("上传被拒")
        CHANGED = "changed", _("修改草稿")
        DISCARDED = "discarded", _("丢弃草稿")
        SCHEDULED = "scheduled", _("定时发布")
        UNSCHEDULED = "unscheduled", _("取消定时")
        NOT_PUBLISHED = "not_published", _("定时发布未成")
        ACKNOWLEDGED = "acknowledged", _("发布前确认")
        PUBLISHED = "published", _("发布")
        CORRECTED = "corrected", _("更正")
        RESTORED = "restored", _("恢复旧版")
        WITHDRAWN = "withdrawn", _("撤回")
        REINSTATED = "reinstated", _("解除撤回")
        EXPLAINED = "explained", _("部门说明")
        LINKED = "linked", _("确认实施主体")
        DATED = "dated", _("更新日期")
        RENAMED = "renamed", _("改网址名")
        LOGGED_IN = "logged_in", _("登录")
        LOGGED_OUT = "logged_out", _("退出")
        LOGIN_FAILED = "login_failed", _("登录失败")
        LOCKED_OUT = "locked_out", _("登录锁定")
        ACCOUNT = "account", _("账号")

    # The acts in the public log of an edition; the others are for administrators.
    PUBLIC_ACTS = (
        Act.PUBLISHED,
        Act.CORRECTED,
        Act.RESTORED,
        Act.WITHDRAWN,
        Act.REINSTATED,
        Act.EXPLAINED,
        Act.LINKED,
        Act.DATED,
    )

    at = models.DateTimeField(_("时间"), default=timezone.now, db_index=True)
    act = models.CharField(_("操作"), max_length=14, choices=Act.choices)
    who = models.CharField(_("账号"), max_length=150, blank=True)
    address = models.CharField(_("来自"), max_length=45, blank=True)
    # No constraint in the database: discarding a draft may delete its edition, and the entry must stay as written.
    edition = models.ForeignKey(
        Edition, models.DO_NOTHING, null=True, db_constraint=False, related_name="log", verbose_name=_("预算")
    )
    subject = models.CharField(_("对象"), max_length=250, blank=True)
    version_number = models.PositiveSmallIntegerField(_("版本"), null=True, blank=True)
    filename = models.CharField(_("文件名"), max_length=255, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    detail = models.TextField(_("内容"), blank=True)
    refusal = CompactJSON(_("被拒的原因"), null=True, blank=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("操作记录")
        verbose_name_plural = _("操作记录")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.subject}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("The log is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("The log is append-only")

    @property
    def words(self) -> str:
        """What was written or changed, or why a file was refused, in the language of the page."""
        return self.detail or (refusals.sentence(self.refusal["said"], self.refusal) if self.refusal else "")
