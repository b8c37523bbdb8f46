"""The outcomes of the checks, explanations of them, and the issues that the parser noticed."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from budgets.form.terms import CheckKind, Verdict
from budgets.models.edition import EditionVersion, OfVersion

KINDS = CheckKind.choices()
VERDICTS = Verdict.choices()


class CheckResult(OfVersion):
    """One check: its verdict, both sides as plain digits in `unit`, and the places that it compared.

    `title` is the Chinese sentence, as files and comparisons have it. `wording` is {"template": …, "parameters": …},
    from which other languages are made; empty for checks stored by an earlier version of the site.
    """

    position = models.PositiveIntegerField(_("序号"))
    code = models.CharField(_("编号"), max_length=80)
    kind = models.CharField(_("种类"), max_length=12, choices=KINDS)
    title = models.TextField(_("检查"))
    wording = models.JSONField(_("检查的措辞"), default=dict, blank=True, editable=False)
    verdict = models.CharField(_("结论"), max_length=10, choices=VERDICTS)
    left = models.DecimalField(_("左"), max_digits=24, decimal_places=6, null=True, blank=True)
    right = models.DecimalField(_("右"), max_digits=24, decimal_places=6, null=True, blank=True)
    difference = models.DecimalField(_("差额"), max_digits=24, decimal_places=6, null=True, blank=True)
    unit = models.CharField(_("单位"), max_length=10, blank=True)
    places = models.JSONField(_("位置"), default=list)

    class Meta:
        verbose_name = _("核对结果")
        verbose_name_plural = _("核对结果")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="check_code_once_per_version")
        ]

    def __str__(self) -> str:
        return self.title

    def says_the_same(self, other: "CheckResult") -> bool:
        """Whether two findings have the same outcome and the same printed texts; pages and lines may differ."""
        return self._said() == other._said()

    def _said(self) -> tuple[object, ...]:
        places = [(place.get("row"), place.get("column"), place.get("text")) for place in self.places]
        return self.verdict, self.title, self.left, self.right, self.difference, places

    @classmethod
    def of(cls, check: Any, **more: object) -> "CheckResult":
        """A reconcile.CheckOutcome as an unsaved row."""
        same = ("code", "title", "left", "right", "difference", "unit")
        return cls(
            kind=check.kind.word,
            verdict=check.verdict.word,
            places=[dict(vars(place)) for place in check.places],
            wording=check.wording.as_data(),
            **{name: getattr(check, name) for name in same},
            **more,
        )


class ExplanationQuerySet(models.QuerySet["Explanation"]):
    """Explanations by the bodies."""

    def carried_to(self, draft: EditionVersion) -> "dict[int, Explanation]":
        """The live version's explanations of findings that are the same in the draft.

        By the key of the draft's finding; findings that the draft itself explains, or whose explanation it took back,
        are left out.
        """
        if draft.status != EditionVersion.Status.DRAFT:
            return {}
        live = self.filter(
            result__version__edition=draft.edition_id, result__version__status=EditionVersion.Status.PUBLISHED
        )
        newest = {e.result.code: e for e in live.select_related("result").order_by("pk")}
        own = CheckResult.objects.filter(version=draft, code__in=newest, explanations=None)
        return {
            result.pk: newest[result.code]
            for result in own
            if newest[result.code].text and newest[result.code].result.says_the_same(result)
        }


class Explanation(models.Model):
    """部门说明: the body's explanation of a finding, public and dated. It changes no verdict.

    Nothing is overwritten: the newest counts, and an empty one takes back the one before.
    """

    result = models.ForeignKey(
        CheckResult, models.CASCADE, related_name="explanations", verbose_name=_("核对结果")
    )
    text = models.TextField(_("部门说明"), blank=True)
    created_at = models.DateTimeField(_("写于"))
    author = models.CharField(_("经办"), max_length=150)

    objects = ExplanationQuerySet.as_manager()

    class Meta:
        verbose_name = _("部门说明")
        verbose_name_plural = _("部门说明")
        ordering = ["result", "pk"]

    def __str__(self) -> str:
        return self.text[:40]


class ImportIssue(OfVersion):
    """A problem that the parser noticed, and its place."""

    position = models.PositiveIntegerField(_("序号"))
    severity = models.CharField(_("程度"), max_length=10)
    code = models.CharField(_("编号"), max_length=60)
    message = models.TextField(_("说明"))
    place = models.JSONField(_("位置"), default=dict)

    class Meta:
        verbose_name = _("导入提示")
        verbose_name_plural = _("导入提示")
        ordering = ["version", "position"]

    def __str__(self) -> str:
        return self.message
