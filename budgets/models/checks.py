"""The outcomes of the checks, explanations of them, and the issues that the parser noticed."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, Count, F, Value, When
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from budgets.form.counted import Counted, counted
from budgets.form.terms import CheckKind, Verdict
from budgets.models.compared import PLACE_KEYS, Place, PrintedThings
from budgets.models.edition import EditionVersion, OfVersion
from budgets.words import findings, issues
from budgets.words.checks import same_sides

KINDS = CheckKind.choices()
VERDICTS = Verdict.choices()


if TYPE_CHECKING:
    _Text = models.Field[Any, Any]
else:
    _Text = models.TextField


class CompactJSON(_Text):
    """JSON as text in as few bytes as it has, the same in every database: an edition has a thousand checks.

    PostgreSQL's own JSON takes four times as much for short lists of numbers; nothing here is asked for inside one.
    """

    def from_db_value(self, value: str | None, *_: object) -> Any:
        """The text as the value that it stands for."""
        return None if value is None else json.loads(value)

    def get_prep_value(self, value: Any) -> str | None:
        """The value as text."""
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def to_python(self, value: Any) -> Any:
        """A value that a fixture holds as text; others as they are."""
        return json.loads(value) if isinstance(value, str) else value

    def value_to_string(self, obj: models.Model) -> str:
        """The text, for a fixture."""
        return json.dumps(self.value_from_object(obj), ensure_ascii=False)


class CheckResultQuerySet(models.QuerySet["CheckResult"]):
    """Checks that read what they compared together: one query for each kind of thing, not one for each check."""

    def findings(self) -> "CheckResultQuerySet":
        """What does not agree exactly, causes and consequences."""
        return self.exclude(verdict=Verdict.EQUAL.word)

    def counted(self, versions: Iterable[int]) -> dict[int, Counted]:
        """The numbers of the checks of each of those versions, by its primary key; one query."""
        return {pk: numbers for pk, (numbers, _kinds) in self.counted_by_kind(versions).items()}

    def counted_by_kind(self, versions: Iterable[int]) -> dict[int, tuple[Counted, Mapping[str, int]]]:
        """The same, with how many checks there are of each kind."""
        agrees = When(verdict=Verdict.EQUAL.word, then=Value(""))
        own = self.filter(version__in=list(versions)).order_by()
        rows = own.annotate(about=Case(agrees, default=F("code"), output_field=models.TextField()))
        found: dict[int, list[tuple[str, str, bool]]] = defaultdict(list)
        equal: Counter[int] = Counter()
        kinds: dict[int, Counter[str]] = defaultdict(Counter)
        for version, code, verdict, cause, kind, count in rows.values_list(
            "version", "about", "verdict", "cause", "kind"
        ).annotate(Count("pk")):
            kinds[version][kind] += count
            if code:
                found[version].append((verdict, code, cause is None))
            else:
                equal[version] += count
        return {pk: (counted(found[pk], equal[pk]), own_kinds) for pk, own_kinds in kinds.items()}

    def causes(self) -> "CheckResultQuerySet":
        """Those that stand for themselves: every check that agrees, and the findings that others follow from."""
        return self.filter(cause=None)

    def _fetch_all(self) -> None:
        super()._fetch_all()
        fellows: list[Any] = self._result_cache or []
        for result in fellows:
            if isinstance(result, CheckResult):
                result._fellows = fellows


class CheckResult(OfVersion):
    """One check: its verdict, both sides as plain digits in `unit`, and references to the places that it compared.

    `cause` is the position of the finding that it follows from; None where it stands for itself.
    `said` is the code of its sentence with parameters, as budgets.words.findings keeps it, `references` are those of
    budgets.form.references. `kept` holds words of a check that an earlier version of the site stored, where they could
    not be told apart: its `title`, or its `places` as words.
    """

    version = models.ForeignKey(
        EditionVersion, models.CASCADE, verbose_name=_("版本"), related_name="checkresults", db_index=False
    )
    position = models.PositiveIntegerField(_("序号"))
    code = models.TextField(_("编号"))
    kind = models.CharField(_("种类"), max_length=12, choices=KINDS)
    said = CompactJSON(_("检查的措辞"), default=dict, blank=True)
    verdict = models.CharField(_("结论"), max_length=10, choices=VERDICTS)
    left = models.DecimalField(_("左"), max_digits=24, decimal_places=6, null=True, blank=True)
    right = models.DecimalField(_("右"), max_digits=24, decimal_places=6, null=True, blank=True)
    difference = models.DecimalField(_("差额"), max_digits=24, decimal_places=6, null=True, blank=True)
    unit = models.CharField(_("单位"), max_length=10, blank=True)
    references = CompactJSON(_("位置"), default=list)
    cause = models.PositiveIntegerField(_("起因"), null=True, blank=True)
    kept = CompactJSON(_("原先的措辞"), null=True, blank=True)

    objects = CheckResultQuerySet.as_manager()
    _fellows: "list[CheckResult] | None" = None  # those that came with it from one query

    class Meta:
        verbose_name = _("核对结果")
        verbose_name_plural = _("核对结果")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="check_position_once_per_version")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What was compared, or what is wrong, as a sentence in the language of the page."""
        if self.kept and "title" in self.kept:
            return str(self.kept["title"])
        # The places are read only where the sentence leaves their names out, as those of checks that agree do.
        places: Any = SimpleLazyObject(lambda: self.places)
        return findings.sentence(self.said, self.code, places)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """What it compared, in words; read for all checks that came with it from one query."""
        fellows = [each for each in (self._fellows or [self]) if each.version_id == self.version_id]
        things = PrintedThings(self.version, (r for each in fellows for r in each.references))
        for each in fellows:
            each.__dict__["places"] = each._places(things)
        return self.__dict__["places"]

    def _places(self, things: PrintedThings) -> tuple[Place, ...]:
        if self.kept and "places" in self.kept:
            # PostgreSQL keeps the keys of an object in an order of its own; files have the same bytes from either.
            return tuple({key: place.get(key) for key in PLACE_KEYS} for place in self.kept["places"])
        return tuple(things.place(reference) for reference in self.references)

    def says_the_same(self, other: "CheckResult") -> bool:
        """Whether two findings have the same outcome and the same printed texts; pages and lines may differ."""
        return self._outcome() == other._outcome() and same_sides(self, other)

    def _outcome(self) -> tuple[object, ...]:
        places = [(place.get("row"), place.get("column"), place.get("text")) for place in self.places]
        return self.verdict, self.difference, places

    @classmethod
    def of(cls, check: Any, **more: object) -> "CheckResult":
        """A reconcile.CheckOutcome as an unsaved row; a check that agrees keeps no name that its places give."""
        places = [{name: getattr(place, name) for name in PLACE_KEYS} for place in check.places]
        agrees = check.verdict is Verdict.EQUAL
        said = (findings.without_names if agrees else findings.with_names)(
            check.wording.as_data(), check.code, places
        )
        same = ("code", "left", "right", "difference", "unit")
        result = cls(
            kind=check.kind.word,
            verdict=check.verdict.word,
            said=said,
            references=list(check.references),
            **{name: getattr(check, name) for name in same},
            **more,
        )
        result.__dict__["places"] = tuple(places)
        return result


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
    """A problem that the parser noticed, as the code of a sentence with parameters, and its place.

    `kept` holds the finished words of an issue that an earlier version of the site stored.
    """

    position = models.PositiveIntegerField(_("序号"))
    severity = models.CharField(_("程度"), max_length=10)
    code = models.CharField(_("编号"), max_length=60)
    parameters = CompactJSON(_("措辞的内容"), default=dict, blank=True)
    kept = models.TextField(_("原先的措辞"), blank=True)
    place = models.JSONField(_("位置"), default=dict)

    class Meta:
        verbose_name = _("导入提示")
        verbose_name_plural = _("导入提示")
        ordering = ["version", "position"]

    def __str__(self) -> str:
        return self.message

    @property
    def message(self) -> str:
        """What was noticed, as a sentence in the language of the page."""
        return self.kept or issues.sentence(self.code, self.parameters)
