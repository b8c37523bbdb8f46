"""Small editions of other bodies, years and kinds, made from the bundled report."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from budgets.actions import create_draft, publish
from budgets.form.amounts import Unit
from budgets.form.tables import UNIT, form_of
from budgets.form.terms import Kind, Level, Side
from budgets.models import Body, Edition, EditionVersion, ExpenditureLine
from budgets.parsing.records import BudgetReport, Institutions
from budgets.parsing.table_records import PrintedFigure, PrintedTable, TableLine
from budgets.readers.document import Place

PLACE = Place(line=1)
Classes = Mapping[str, tuple[str, int | None]]  # code -> name and amount in yuan


def _figures(column: str, yuan: int | None) -> tuple[PrintedFigure, ...]:
    return () if yuan is None else (PrintedFigure(column, str(yuan), Decimal(yuan), PLACE),)


def expenditure_table(classes: Classes, number: int = 3) -> PrintedTable:
    """Table 3 (or 5, 6, 7) with these classes and their total."""
    lines = [
        TableLine(n, name, Level.CLASS, _figures("total", yuan), PLACE, codes=(code,), lowest=True)
        for n, (code, (name, yuan)) in enumerate(classes.items(), 1)
    ]
    total = sum(yuan or 0 for _name, yuan in classes.values())
    lines.append(TableLine(len(lines) + 1, "合计", Level.TOTAL, _figures("total", total), PLACE))
    table = UNIT.by_number[number]
    return PrintedTable(table, table.title, "", Unit.YUAN, tuple(lines), PLACE)


def revenue_table(fiscal: int) -> PrintedTable:
    """Table 2 with nothing but a total line."""
    line = TableLine(1, "合计", Level.TOTAL, _figures("fiscal_appropriation", fiscal), PLACE)
    return PrintedTable(UNIT.by_number[2], "收入预算总表", "", Unit.YUAN, (line,), PLACE)


def overall_table(entries: Mapping[str, int | None]) -> PrintedTable:
    """The expenditure side of table 1, entries numbered as printed."""
    lines = [
        TableLine(n, name, Level.DETAIL, _figures("expenditure", yuan), PLACE, Side.EXPENDITURE, lowest=True)
        for n, (name, yuan) in enumerate(entries.items(), 1)
    ]
    total = _figures("expenditure", sum(yuan or 0 for yuan in entries.values()))
    lines.append(TableLine(len(lines) + 1, "支出总计", Level.TOTAL, total, PLACE, Side.EXPENDITURE))
    return PrintedTable(UNIT.by_number[1], "财务收支预算总表", "", Unit.YUAN, tuple(lines), PLACE)


def publish_edition(
    report: BudgetReport,
    body: str,
    year: int,
    *tables: PrintedTable,
    kind: Kind = Kind.DEPARTMENTAL,
    title: str = "",
    slug: str = "",
) -> EditionVersion:
    """An edition with these tables and nothing else, live."""
    content = f"{body} {year} {kind.value}".encode()
    small = replace(
        report,
        body=body,
        year=year,
        kind=kind,
        form=form_of(kind),
        title=title or f"上海市{year}年市级{kind.value}",
        sha256=hashlib.sha256(content).hexdigest(),
        tables=tables,
        sections=(),
        institutions=Institutions(),
        definitions=(),
        facts=(),
        statements=(),
        issues=(),
        lines=(),
    )
    return publish(create_draft(small, (), content, slug), "更正")


def repeat_edition(version: EditionVersion, names: Sequence[str]) -> None:
    """That live edition once more for bodies of these names, with its lines of table 3, as rows: actions take longer."""
    edition = version.edition
    bodies = Body.objects.bulk_create(
        Body(name=name, slug=f"again-{Body.objects.count() + n}") for n, name in enumerate(names)
    )
    editions = Edition.objects.bulk_create(
        Edition(body=body, year=edition.year, kind=edition.kind) for body in bodies
    )
    versions = EditionVersion.objects.bulk_create(
        _copy(version, edition=again, preview_key=None) for again in editions
    )
    lines = list(ExpenditureLine.objects.filter(version=version))
    ExpenditureLine.objects.bulk_create(_copy(line, version=again) for again in versions for line in lines)


def _copy(row: Any, **changes: object) -> Any:
    same = {field.attname: getattr(row, field.attname) for field in row._meta.fields if not field.primary_key}
    for name in changes:
        same.pop(f"{name}_id", None)
    return type(row)(**{**same, **changes})
