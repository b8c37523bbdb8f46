"""The form of the search: words, and limits on the hits."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.form.amounts import Unit
from budgets.listing.amount_range import RangeForm
from budgets.listing.fields import QUOTED, AmountInput, TextField, WordField, Words, choices_of, problems_of
from budgets.listing.filter_set import Query
from budgets.models import Body, EditionVersion, SearchKind
from budgets.search.finding import SearchLimits

BODIES_TO_CHOOSE = 60  # with more bodies the reader types a name
RANGE_UNITS = (Unit.WAN, Unit.YUAN, Unit.YI)
LARGEST = Decimal(10) ** 17


class SearchForm(RangeForm):
    """The limits on the hits; the words themselves are in `q`, which is no field as any text is allowed."""

    def __init__(self, data: Query) -> None:
        super().__init__(data)
        live = EditionVersion.objects.filter(status=EditionVersion.Status.PUBLISHED)
        years = live.order_by("-edition__year").values_list("edition__year", flat=True).distinct()
        self.fields["kind"] = WordField(choices=_kinds(), required=False, label=_("种类"))
        self.fields["body"] = _body_field()
        self.fields["year"] = WordField(
            choices=[(str(year), str(year)) for year in years], required=False, label=_("年度")
        )
        self.fields["min"] = AmountInput(required=False, label=_("金额不少于"))
        self.fields["max"] = AmountInput(required=False, label=_("金额不多于"))
        units = choices_of(RANGE_UNITS)
        self.fields["range_unit"] = WordField(choices=units, blank=None, required=False, label=_("金额单位"))

    def clean_body(self) -> frozenset[int] | None:
        """The keys of the bodies meant: the one with that slug, else all whose name contains the words; None for all."""
        given = self.cleaned_data["body"]
        if not given:
            return None
        live = _live_bodies()
        found = live.filter(slug=given) or live.filter(name__icontains=given)
        meant = frozenset(found.values_list("pk", flat=True)[:200])
        if not meant:
            raise ValidationError(gettext("没有“%(value)s”这个单位") % {"value": given[:QUOTED]})
        return meant

    @property
    def problems(self) -> list[str]:
        """One sentence for each value that is not understood."""
        return problems_of(self)

    @property
    def limits(self) -> SearchLimits:
        """The limits on the hits except their kind; only for a valid form."""
        given = self.cleaned_data
        unit = Unit.of(given["range_unit"]) if given["range_unit"] else RANGE_UNITS[0]
        return SearchLimits(
            bodies=given["body"],
            year=int(given["year"]) if given["year"] else None,
            smallest=_yuan(given["min"], unit),
            largest=_yuan(given["max"], unit),
        )

    @property
    def kind(self) -> SearchKind | None:
        """The one kind that is wanted; None for all."""
        word = self.cleaned_data.get("kind", "") if self.is_valid() else ""
        return SearchKind.of(word) if word else None

    @property
    def narrows(self) -> bool:
        """Whether any limit was given."""
        return any(str(self.data.get(name, "")).strip() for name in self.fields if name != "range_unit")


def _kinds() -> list[tuple[str, Words]]:
    return [(kind.word, kind.label) for kind in SearchKind]


def _body_field() -> forms.Field:
    """A choice of bodies, or with many bodies a field for a part of the name."""
    bodies = list(_live_bodies().order_by("name")[: BODIES_TO_CHOOSE + 1])
    if len(bodies) > BODIES_TO_CHOOSE:
        return TextField(required=False, label=_("单位"))
    choices = [(body.slug, body.name) for body in bodies]
    return WordField(choices=choices, required=False, label=_("单位"))


def _live_bodies() -> QuerySet[Body]:
    return Body.objects.filter(editions__versions__status=EditionVersion.Status.PUBLISHED).distinct()


def _yuan(number: Decimal | None, unit: Unit) -> Decimal | None:
    return None if number is None else max(-LARGEST, min(LARGEST, number * unit.yuan))
