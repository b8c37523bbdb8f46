"""Questions that the form has no column for: number of staff, last year's total, amounts of each unit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from budgets.form.spelling import one_line
from budgets.models import BudgetUnit, EditionVersion, Passage, StatementPart
from budgets.pages.editions import published_versions

# 编制数为15人, 在职在编15人: words for staff on the payroll, then digits; visitors and trainees do not count.
_WORDS = ("编制", "在编", "在职", "实有", "核定")
_CLAUSE = (
    rf"[^，。；：\n]*(?:{'|'.join(_WORDS)})[^，。；：\n\d]{{0,8}}\d+\s*[人名](?![次均民才])[^，。；：\n]*"
)
_STAFF = re.compile(f"{_CLAUSE}(?:，{_CLAUSE})*")
_LONGEST = 60


@dataclass(frozen=True)
class StaffNumber:
    """A paragraph of the notes, or a part of a statement, that gives a number of staff on the payroll.

    A part is stored as one text with the place of its heading, so links lead to the part on the statement's page.
    """

    words: str
    passage: Passage | None = None
    part: StatementPart | None = None


@dataclass(frozen=True)
class Unsaid:
    """The answers to these questions that the edition gives outside its tables."""

    staff: tuple[StaffNumber, ...]
    year_before: bool  # whether this site has the same kind of budget of the year before
    units: int  # listed by the document; its tables give no amounts by unit


def unsaid(version: EditionVersion) -> Unsaid:
    """The answers in a version's stored rows; four queries."""
    edition = version.edition
    before = published_versions().filter(
        edition__body=edition.body_id, edition__kind=edition.kind, edition__year=edition.year - 1
    )
    units = BudgetUnit.objects.filter(version=version).count()
    return Unsaid(tuple(_staff(version)), before.exists(), units)


def _staff(version: EditionVersion) -> Iterator[StaffNumber]:
    spoken = Q()
    for word in _WORDS:
        spoken |= Q(text__contains=word)
    for passage in Passage.objects.filter(spoken, version=version).order_by("position"):
        yield from (StaffNumber(words, passage=passage) for words in staff_words(passage.text))
    parts = StatementPart.objects.filter(spoken, statement__version=version).select_related("statement")
    for part in parts.order_by("statement__number", "position"):
        yield from (StaffNumber(words, part=part) for words in staff_words(part.text))


def staff_words(text: str) -> list[str]:
    """The clauses of a text that give a number of staff."""
    found = (one_line(match.group()) for match in _STAFF.finditer(text))
    return [words if len(words) <= _LONGEST else f"{words[:_LONGEST]}……" for words in found]
