"""Form fields for single values of the query string, read as people write them and refused with a short reason."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.form.amounts import AmountError, Unit, parse_amount, plain_digits
from budgets.form.terms import FixedTerm
from budgets.words import lists
from budgets.words.sentences import listed_apart_plainly, listed_plainly

Words = str | Promise
Choices = Sequence[tuple[str, Words]]
MadeChoices = Callable[[], Choices]  # called for each form, when the language of the page is known

ALL = _("全部")
LONGEST_TEXT = 100
LONGEST_NUMBER = 40
LONGEST_SAID = 200
QUOTED = 20  # characters of a value that are repeated to the reader


def choices_of(members: Iterable[FixedTerm]) -> list[tuple[str, Words]]:
    """Choices of a form: the term's word in the address, and the printed word."""
    return [(member.word, gettext(member.value)) for member in members]


def problems_of(form: forms.Form) -> list[str]:
    """One sentence for each value that is not understood."""
    words = gettext("%(label)s：%(reasons)s。")
    return [
        words % {"label": form.fields[name].label, "reasons": listed_apart_plainly(map(str, reasons))}
        for name, reasons in form.errors.items()
    ]


class WordField(forms.ChoiceField):
    """One of a few fixed terms, by its word in the address or as printed.

    `blank` is what the empty choice is called; where it is None an empty value means the first choice.
    """

    several = False

    def __init__(
        self, *, choices: Choices | MadeChoices = (), blank: Words | None = ALL, **kwargs: Any
    ) -> None:
        self.terms = [*([("", blank)] if blank else []), *(choices() if callable(choices) else choices)]
        super().__init__(choices=self.terms, **kwargs)

    def said(self, value: str) -> str:
        """What a value of the query string is called."""
        word = self.to_python(value)
        return next((str(label) for key, label in self.terms if key == word), value[:QUOTED])

    def to_python(self, value: Any) -> str:
        """The word in the address of the term that was given; a value that is no choice comes back unchanged."""
        given = str(value or "").strip()
        return next((key for key, label in self.terms if key and str(label) == given), given)

    def validate(self, value: str) -> None:
        """Refuse what is no choice."""
        if value and not self.knows(value):
            raise ValidationError(gettext("没有“%(value)s”这个选项") % {"value": value[:QUOTED]})

    def knows(self, value: str) -> bool:
        """Whether a value, as people write it, is one of the terms."""
        return any(value in (key, str(label)) for key, label in self.terms)


class Ticks(forms.CheckboxSelectMultiple):
    """Boxes for a few fixed terms; the query string has the ticked ones, joined with commas."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The value as it stands in the query string."""
        return data.get(name)


class WordsField(WordField):
    """Any of a few fixed terms, by their words in the address or as printed, joined with commas: class,section.

    A term that is not in `counts` is understood but not offered.
    """

    widget = Ticks
    several = True

    def __init__(self, *, counts: Mapping[str, int] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.offered = [
            (key, label) for key, label in self.terms if key and (counts is None or key in counts)
        ]
        self.choices = self.offered
        self.asked = ""  # what is asked for, in the words of the form

    @property
    def summary(self) -> SafeString:
        """What stands at the folded boxes: what the field is called, and what is asked for."""
        return lists.choice(self.label or "", self.asked)

    def count(self, counts: Mapping[str, int]) -> None:
        """Say beside each choice how many rows it has among those that meet the other conditions."""
        words = gettext("%(label)s（%(n)s）")
        self.choices = [
            (key, words % {"label": label, "n": counts.get(key, 0)}) for key, label in self.offered
        ]

    def parts(self, value: Any) -> list[str]:
        """What is asked for, in the order of the terms; what is no term comes last."""
        given = [
            super(WordsField, self).to_python(part) for part in str(value or "").split(",") if part.strip()
        ]
        known = [key for key, _label in self.terms if key in given]
        return known + [part for part in dict.fromkeys(given) if part not in known]

    def prepare_value(self, value: Any) -> list[str]:
        """The boxes that are ticked."""
        return self.parts(value)

    def said(self, value: str) -> str:
        """What the values of the query string are called."""
        said = super().said
        return listed_plainly(said(part) for part in self.parts(value))[:LONGEST_SAID]

    def clean(self, value: Any) -> list[str]:
        """The words in the address of the terms that were given."""
        found = self.parts(value)
        for part in found:
            self.validate(part)
        return found

    def knows(self, value: str) -> bool:
        """Whether every value, as people write them, is one of the terms."""
        return all(super(WordsField, self).knows(part.strip()) for part in value.split(",") if part.strip())


class OrderField(WordField):
    """An order of rows. An unknown order means the original one, so that a wrong address hides no row."""

    def to_python(self, value: Any) -> str:
        """The word in the address for the order; "" for the original one."""
        word = super().to_python(value)
        return word if word in (key for key, _label in self.terms) else ""


class TickBox(forms.CheckboxInput):
    """A box for a value that is given or not. It is ticked by the value in the address, not by its presence."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The value as it stands in the query string."""
        return data.get(name)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """A box whose value is 1, ticked when that is what was given."""
        context = super().get_context(name, "1" if value == "1" else None, attrs)
        context["widget"]["value"] = "1"
        return context


class TextField(forms.CharField):
    """Words to look for."""

    def clean(self, value: Any) -> str:
        """The words without white space around them."""
        text = str(value or "").strip()
        if len(text) > LONGEST_TEXT:
            raise ValidationError(gettext("文字太长，最多 %(n)s 个字") % {"n": LONGEST_TEXT})
        if "\x00" in text:
            raise ValidationError(gettext("文字里有不能用的字符"))
        return text


class AmountInput(forms.CharField):
    """A number as people write it: 1,000 or １０００; its unit stands in another field."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def clean(self, value: Any) -> Decimal | None:
        """The number; None when nothing is given."""
        text = str(value or "").strip()
        try:
            number = parse_amount(text[:LONGEST_NUMBER], Unit.YUAN)
        except AmountError:
            number = None
        if text and (number is None or len(text) > LONGEST_NUMBER):
            raise ValidationError(gettext("“%(value)s”不是金额") % {"value": text[:QUOTED]})
        return number


_DAY = re.compile(r"(?P<year>[0-9]{4})[-./](?P<month>[0-9]{1,2})(?:[-./](?P<day>[0-9]{1,2}))?")


class DayInput(forms.CharField):
    """A day (2025-03-31) or a month (2025-03), which stands for its first or its last day."""

    def __init__(self, *, last: bool = False, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"placeholder": "2025-03"}), **kwargs)
        self.last = last

    def clean(self, value: Any) -> date | None:
        """The day; None when nothing is given."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return self._day(text)
        except ValueError:
            message = gettext("“%(value)s”不是日期，请写成 2025-03-31 或 2025-03")
            raise ValidationError(message % {"value": text[:QUOTED]}) from None

    def _day(self, text: str) -> date:
        match = _DAY.fullmatch(plain_digits(text[:LONGEST_NUMBER]))
        if match is None:
            raise ValueError(text)
        year, month = int(match["year"]), int(match["month"])
        if not 1 <= month <= 12 or not year:
            raise ValueError(text)
        whole_month = monthrange(year, month)[1] if self.last else 1
        return date(year, month, int(match["day"] or whole_month))
