"""项目经费情况说明: the project statements and what they state plainly."""

from typing import Any

from django.db import models
from django.db.models import Case, F, OuterRef, Subquery, Value, When
from django.db.models.functions import TruncDate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.form.terms import InstalmentKind, LinkState, Nature, PartKey, Precision, QuoteUse
from budgets.models.edition import EditionVersion, OfVersion
from budgets.models.figures import Placed
from budgets.models.lines import amount_field
from budgets.models.narrative import BudgetUnit

PRECISIONS = Precision.printed_choices()
# The link states of a document; those that an administrator confirmed are stored beside it.
LINK_STATES = [
    (state.value, state.value)
    for state in LinkState
    if state not in (LinkState.CONFIRMED, LinkState.CONFIRMED_NONE)
]


class StatementQuerySet(models.QuerySet["ProjectStatement"]):
    """Project statements with their implementers, from the document and from the administrators' confirmations."""

    def with_units(self) -> "models.QuerySet[ProjectStatement, Any]":
        """The statements with the unit that counts now: the newest confirmation, else the document's own words.

        `unit_number` and `unit_name`: the listed unit that the implementer is for certain, or null.
        `state_now` and `linked_name`: the link state, and the unit that it speaks of, or null.
        `confirmed_on`: the day on which an administrator said so, or null.
        """
        newest = ImplementerConfirmation.objects.filter(statement=OuterRef("pk")).order_by("-pk")
        decision = ImplementerConfirmation.Decision
        return self.annotate(
            decision=Subquery(newest.values("decision")[:1]),
            _decided_at=Subquery(newest.values("created_at")[:1]),
            _decided_number=Subquery(newest.values("unit__number")[:1]),
            _decided_name=Subquery(newest.values("unit__name")[:1]),
        ).annotate(
            unit_number=_now("_decided_number", "budget_unit__number", models.IntegerField()),
            unit_name=_now("_decided_name", "budget_unit__name", models.TextField()),
            linked_name=_now("_decided_name", "link_unit__name", models.TextField()),
            confirmed_on=TruncDate(Case(When(decision__in=_decided(), then=F("_decided_at")))),
            state_now=Case(
                When(decision=decision.UNIT, then=Value(LinkState.CONFIRMED.value)),
                When(decision=decision.NONE, then=Value(LinkState.CONFIRMED_NONE.value)),
                default=F("link_state"),
                output_field=models.TextField(),
            ),
        )

    def not_surely_listed(self) -> "models.QuerySet[ProjectStatement, Any]":
        """The statements whose implementer is not exactly the name of a listed unit, in printed order."""
        uncertain = self.exclude(link_state=LinkState.LISTED.value)
        return uncertain.with_units().order_by("number")


def _decided() -> tuple[str, ...]:
    return ImplementerConfirmation.Decision.UNIT, ImplementerConfirmation.Decision.NONE


def _now(decided: str, printed: str, kind: models.Field) -> Case:
    """The confirmed value where there is one, else the document's."""
    return Case(When(decision__in=_decided(), then=F(decided)), default=F(printed), output_field=kind)


class ProjectStatement(OfVersion, Placed):
    """One project statement. Amounts are yuan and come from 年度预算安排 alone.

    `budget_unit` is the listed unit that the implementer certainly is; `link_unit` is the one that `link_words`
    point to, and `link_state` says how: the same name, an office of the unit, or a short name of it.
    """

    number = models.PositiveIntegerField(_("序号"))
    slug = models.CharField(_("网址名"), max_length=120)
    name = models.TextField(_("项目名称"))
    heading = models.TextField(_("原文标题"))
    implementer = models.TextField(_("实施主体"))
    budget_unit = models.ForeignKey(
        BudgetUnit,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("预算单位"),
    )
    link_state = models.CharField(
        _("对应情况"), max_length=20, choices=LINK_STATES, default=LinkState.UNDETERMINED.value
    )
    link_unit = models.ForeignKey(
        BudgetUnit, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("对应单位")
    )
    link_words = models.TextField(_("对应依据"), blank=True)
    start = models.DateField(_("开始日期"), null=True, blank=True)
    end = models.DateField(_("结束日期"), null=True, blank=True)
    precision = models.CharField(_("日期精度"), max_length=2, choices=PRECISIONS, blank=True)
    fiscal = amount_field(_("财政资金（元）"))
    self_raised = amount_field(_("自筹资金（元）"))
    total = amount_field(_("预算合计（元）"))
    nature = models.CharField(_("金额性质"), max_length=4, choices=Nature.printed_choices())
    approximate = models.BooleanField(_("约数"), default=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("项目说明")
        verbose_name_plural = _("项目说明")
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "slug"], name="statement_slug_once_per_version")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """Its name on pages: the printed one, or its number where none is printed (files keep the blank)."""
        return self.name or gettext("第 %(n)s 份项目说明（原文未写名称）") % {"n": self.number}


class ConfirmationQuerySet(models.QuerySet["ImplementerConfirmation"]):
    """Confirmations of implementers by administrators."""

    def in_force(self, version: EditionVersion) -> "dict[int, ImplementerConfirmation]":
        """The newest decision on each statement of a version, without those taken back, by the statement's number."""
        made = self.filter(statement__version=version).select_related("statement", "unit").order_by("pk")
        newest = {each.statement.number: each for each in made}
        taken_back = ImplementerConfirmation.Decision.TAKEN_BACK
        return {number: each for number, each in newest.items() if each.decision != taken_back}


class ImplementerConfirmation(models.Model):
    """An administrator's decision on a statement's implementer: dated, and stored beside the version.

    Nothing is overwritten: the newest counts; after one that takes back, the document's own words count again.
    """

    class Decision(models.TextChoices):
        UNIT = "unit", _("对应")
        NONE = "none", _("不对应")
        TAKEN_BACK = "taken_back", _("收回")

    statement = models.ForeignKey(
        ProjectStatement, models.CASCADE, related_name="confirmations", verbose_name=_("项目说明")
    )
    decision = models.CharField(_("结论"), max_length=10, choices=Decision.choices)
    unit = models.ForeignKey(
        BudgetUnit, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("对应单位")
    )
    created_at = models.DateTimeField(_("确认时间"))
    author = models.CharField(_("经办"), max_length=150)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("实施主体确认")
        verbose_name_plural = _("实施主体确认")
        ordering = ["statement", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decision="unit", unit__isnull=False)
                | ~models.Q(decision="unit") & models.Q(unit__isnull=True),
                name="a_unit_is_confirmed_with_its_unit",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()} {self.unit or ''}".strip()


class OfStatement(models.Model):
    """A row that belongs to one statement, in printed order."""

    statement = models.ForeignKey(
        ProjectStatement, models.CASCADE, related_name="%(class)ss", verbose_name=_("项目说明")
    )
    position = models.PositiveIntegerField(_("序号"))

    class Meta:
        abstract = True
        ordering = ["statement", "position"]


class StatementPart(OfStatement, Placed):
    """One of the seven parts, word for word, one printed paragraph a line."""

    key = models.CharField(_("部分"), max_length=20, choices=PartKey.choices())
    heading = models.TextField(_("原文标题"))
    text = models.TextField(_("原文"), blank=True)

    class Meta(OfStatement.Meta):
        verbose_name = _("说明部分")
        verbose_name_plural = _("说明部分")

    def __str__(self) -> str:
        return self.heading


class Instalment(OfStatement):
    """One step of the spending plan; only increments may be added up."""

    label = models.TextField(_("时段"))
    kind = models.CharField(_("含义"), max_length=12, choices=InstalmentKind.printed_choices())
    amount = amount_field(_("金额（元）"))
    percent = models.DecimalField(_("百分比"), max_digits=7, decimal_places=2, null=True, blank=True)
    approximate = models.BooleanField(_("约数"), default=False)
    start = models.DateField(_("开始日期"), null=True, blank=True)
    end = models.DateField(_("结束日期"), null=True, blank=True)
    text = models.TextField(_("原文"))

    class Meta(OfStatement.Meta):
        verbose_name = _("分期")
        verbose_name_plural = _("分期")

    def __str__(self) -> str:
        return self.label


class AmountPart(OfStatement):
    """One named part of the amount; `parent` is the position of the part that it belongs to."""

    label = models.TextField(_("用途"))
    amount = amount_field(_("金额（元）"))
    approximate = models.BooleanField(_("约数"), default=False)
    parent = models.PositiveIntegerField(_("上级序号"), null=True, blank=True)
    text = models.TextField(_("原文"))

    class Meta(OfStatement.Meta):
        verbose_name = _("金额构成")
        verbose_name_plural = _("金额构成")

    def __str__(self) -> str:
        return self.label


class Quotation(OfStatement, Placed):
    """Words of a statement from which a value was read, or with an amount that was not counted, and their place.

    `number` is the position of the instalment, part or milestone; only what is not counted has a reason.
    """

    use = models.CharField(_("内容"), max_length=12, choices=QuoteUse.choices())
    number = models.PositiveIntegerField(_("所属序号"), null=True, blank=True)
    text = models.TextField(_("原文"))
    reason = models.TextField(_("未计入的原因"), blank=True)

    class Meta(OfStatement.Meta):
        verbose_name = _("出处")
        verbose_name_plural = _("出处")

    def __str__(self) -> str:
        return self.text[:40]


class Milestone(OfStatement):
    """A dated step of the plan; the dates are empty where the printed date does not exist."""

    label = models.TextField(_("时间"))
    text = models.TextField(_("原文"))
    start = models.DateField(_("开始日期"), null=True, blank=True)
    end = models.DateField(_("结束日期"), null=True, blank=True)
    precision = models.CharField(_("日期精度"), max_length=2, choices=PRECISIONS)

    class Meta(OfStatement.Meta):
        verbose_name = _("进度")
        verbose_name_plural = _("进度")

    def __str__(self) -> str:
        return self.label
