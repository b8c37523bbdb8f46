"""Kind 5, performance target forms: their sums of money."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from budgets.amounts import Unit, is_amount, last_digit, parse_amount
from budgets.parsing.records import BudgetReport, Passage
from budgets.reconcile.verdicts import (
    Check,
    CheckResult,
    ComparedPlace,
    Term,
    compare_about,
)
from budgets.vocabulary import CheckKind, SectionKey

_FORM_TITLE = re.compile(r"项目名称")
_FORM_UNIT = re.compile(r"项目资金\s*[（(]\s*(?P<unit>元|万元)\s*[）)]")
# Each printed sum of the form with what it consists of.
_FORM_SUMS = (
    ("project", "项目资金总额", ("财政资金", "其他资金")),
    ("year", "年度资金申请总额", ("当年财政拨款", "上年结转资金", "其他资金")),
)


def target_forms(report: BudgetReport) -> Iterator[CheckResult]:
    """In each performance target form the money of the project and of the year is the sum of its sources."""
    section = next((s for s in report.sections if s.key is SectionKey.TARGET_FORMS), None)
    passages = section.passages if section else ()
    starts = [n for n, passage in enumerate(passages) if _FORM_TITLE.match(passage.text.strip())]
    for number, (start, end) in enumerate(pairwise([*starts, len(passages)]), 1):
        yield from _form_sums(number, passages[start:end])


def _form_sums(number: int, rows: tuple[Passage, ...]) -> Iterator[CheckResult]:
    cells = [cell.strip() for cell in rows[0].text.split("\t") if cell.strip()]
    name = cells[1] if len(cells) > 1 else f"第{number}张"
    found = next((m for row in rows if (m := _FORM_UNIT.search(row.text))), None)
    unit = Unit(found["unit"]) if found else Unit.YUAN
    printed = list(_form_amounts(name, rows, unit))
    for code, whole, sources in _FORM_SUMS:
        # 其他资金 stands twice: the project's in the first column, the year's in the last.
        total = [t for label, t in printed if label == whole]
        terms = [t for label, t in printed if label in sources[:-1]]
        other = [t for label, t in printed if label == sources[-1]]
        if len(total) == 1 and len(terms) == len(sources) - 1 and len(other) == 2:
            title = f"绩效目标表“{name}”：{whole} = {' + '.join(sources)}"
            check = Check(f"statements.form.f{number}.{code}", CheckKind.STATEMENTS, title)
            parts = [*terms, other[0] if code == "project" else other[1]]
            yield compare_about(check, total[0], parts, unit, Decimal(0))


def _form_amounts(name: str, rows: tuple[Passage, ...], unit: Unit) -> Iterator[tuple[str, Term]]:
    """Each amount with the label in the cell before it."""
    for row in rows:
        cells = [cell.strip() for cell in row.text.split("\t") if cell.strip()]
        for label, text in pairwise(cells):
            words = re.sub(r"^其中[：:]", "", label)
            yuan = parse_amount(text, unit) if is_amount(text) else None
            if yuan is not None:
                place = ComparedPlace(None, name, words, row.place.page, row.place.line, text)
                yield words, Term(yuan, last_digit(text, unit), unit, place)
