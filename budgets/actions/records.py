"""Stores a report as the rows of a draft, in printed order."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model

from budgets import models
from budgets.form.spelling import same_ideographs
from budgets.form.tables import Form, OfficialTable, scope_of
from budgets.form.terms import LinkState
from budgets.models import EditionVersion
from budgets.parsing.records import BudgetReport, ReadStatement
from budgets.parsing.table_records import PrintedTable, TableLine
from budgets.readers.document import Place
from budgets.reconcile import CheckOutcome
from budgets.reconcile.covered import covered
from budgets.reconcile.hidden import asks

_BATCH = 500
_LONGEST_NAME = 200


def write_records(version: EditionVersion, report: BudgetReport, checks: Iterable[CheckOutcome]) -> None:
    """Store everything that the report and the checks say, as rows of that version."""
    _write_tables(version, report)
    _write_further_tables(version, report)
    _write_prose(version, report)
    _write_statements(version, report)
    _write_findings(version, report, checks)
    _write_hidden_and_unread(version, report)


def _place(place: Place) -> dict[str, object]:
    return {
        "place_page": place.page,
        "place_line": place.line,
        "place_table": place.table,
        "place_row": place.row,
        "place_column": place.column,
        "place_box": list(place.box) if place.box else None,
    }


def _taken(record: object, *names: str) -> dict[str, Any]:
    """What a record and its row call by the same name."""
    return {name: getattr(record, name) for name in names}


def _write(
    model: type[Model], rows: Iterable[Mapping[str, object]], number: str = "position", **owner: object
) -> None:
    """Store rows in their order, each numbered from 1 in that field."""
    records = [model(**owner, **{number: n}, **row) for n, row in enumerate(rows, 1)]
    model._default_manager.bulk_create(records, _BATCH)


# ---- the official tables: lines and figures are written together ------------------------------------------


def _write_tables(version: EditionVersion, report: BudgetReport) -> None:
    figures: list[models.Figure] = []
    for table in report.tables:
        models.PrintedTableRecord.objects.create(
            version=version,
            slug=table.table.slug,
            number=table.table.number,
            title=table.title,
            preparer=table.preparer,
            unit=table.unit.value,
            is_empty=table.is_empty,
            notes="\n".join(table.notes),
            **_place(table.place),
        )
        model = models.LINE_MODELS[table.table.role]
        model._default_manager.bulk_create(
            [_line(model, version, table, line) for line in table.lines], _BATCH
        )
        for line in table.lines:
            figures += _figures(version, table, line, start=len(figures) + 1)
    models.Figure.objects.bulk_create(figures, _BATCH)


def _line(
    model: type[models.Line], version: EditionVersion, table: PrintedTable, line: TableLine
) -> models.Line:
    fields: dict[str, object] = {
        "number": line.number,
        "name": line.name,
        "level": line.level.value,
        "lowest": line.lowest,
        "unread": ",".join(line.unread),
        **_place(line.place),
    }
    if table.table.form is Form.CODED:
        codes = (*line.codes, "", "", "")
        fields |= {"class_code": codes[0], "section_code": codes[1], "item_code": codes[2]}
        fields |= {"code": line.code, "name_looked_up": line.name_looked_up}
    elif line.side is not None:
        fields["side"] = line.side.value
    if table.table.form is Form.SINGLE_ROW:
        column = next(c for c in table.table.columns if c.title == same_ideographs(line.name))
        fields |= {"column": column.key, "amount": line.figures[0].yuan if line.figures else None}
    else:
        fields |= {figure.column: figure.yuan for figure in line.figures}
    return model(version=version, **fields)


def _figures(
    version: EditionVersion, table: PrintedTable, line: TableLine, start: int
) -> list[models.Figure]:
    return [
        models.Figure(
            version=version,
            position=position,
            table=table.table.slug,
            table_number=table.table.number,
            line_number=line.number,
            side=line.side.value if line.side else "",
            level=line.level.value,
            code=line.code,
            name=line.name,
            column=figure.column,
            yuan=figure.yuan,
            scope=scope_of(table.table.column(figure.column), line.name).value,
            lowest=line.lowest and not _counted_again(table.table, line, figure.column),
            text=figure.text,
            unit=table.unit.value,
            **_place(figure.place),
        )
        for position, figure in enumerate(line.figures, start)
    ]


def _counted_again(table: OfficialTable, line: TableLine, column: str) -> bool:
    """Whether the line also prints parts of this total column: adding up both would count the money twice."""
    return any(line.figure(part) for part in table.parts_of(column))


def _write_further_tables(version: EditionVersion, report: BudgetReport) -> None:
    for position, table in enumerate(report.further, 1):
        record = models.FurtherTableRecord.objects.create(
            version=version,
            position=position,
            **_taken(table, "slug", "number", "title", "preparer", "columns"),
            unit=table.unit.value if table.unit else "",
            row_count=len(table.rows),
            notes="\n".join(table.notes),
            **_place(table.place),
        )
        cells = [
            models.FurtherCell(
                version=version, table=record, row=row, **_taken(cell, "column", "text"), **_place(cell.place)
            )
            for row, printed in enumerate(table.rows, 1)
            for cell in printed
        ]
        models.FurtherCell.objects.bulk_create(cells, _BATCH)


# ---- prose --------------------------------------------------------------------------------------------


def _write_prose(version: EditionVersion, report: BudgetReport) -> None:
    lines = ({**_taken(line, "text", "owner"), **_place(line.place)} for line in report.lines)
    _write(models.SourceLineRecord, lines, version=version)
    units = ({"name": unit.text, **_place(unit.place)} for unit in report.institutions.units)
    _write(models.BudgetUnit, units, "number", version=version)
    definitions = ({**_taken(d, "term", "text"), **_place(d.place)} for d in report.definitions)
    _write(models.Definition, definitions, "number", version=version)
    passages = (
        {
            "section": section.key.word,
            "heading": section.heading,
            **_taken(passage, "marker", "text"),
            **_place(passage.place),
        }
        for section in report.sections
        for passage in section.passages
    )
    _write(models.Passage, passages, version=version)
    facts = (
        {
            "topic": fact.topic.word,
            **_taken(fact, "key", "label", "text", "value", "unit", "change", "change_text"),
            **_taken(fact, "base_year", "base", "reason", "purpose", "as_of"),
            **_place(fact.words_at or fact.place),
        }
        for fact in report.facts
    )
    _write(models.StatedFact, facts, version=version)


# ---- project statements -------------------------------------------------------------------------------


def _write_statements(version: EditionVersion, report: BudgetReport) -> None:
    units = {unit.name: unit for unit in version.budgetunits.all()}
    slugs = _statement_slugs(report.statements)
    for statement, slug in zip(report.statements, slugs, strict=True):
        link = statement.link
        stored = models.ProjectStatement.objects.create(
            version=version,
            slug=slug,
            **_taken(statement, "number", "name", "heading", "implementer"),
            # Only exactly the unit's name makes it the budget unit; a name that contains it does not.
            budget_unit=units.get(link.unit) if link.state is LinkState.LISTED else None,
            link_state=link.state.value,
            link_unit=units.get(link.unit),
            link_words=link.words,
            start=statement.period.start if statement.period else None,
            end=statement.period.end if statement.period else None,
            precision=statement.period.precision.value if statement.period else "",
            nature=statement.amounts.nature.value,
            **_taken(statement.amounts, "fiscal", "self_raised", "total", "approximate"),
            **_place(statement.place),
        )
        _write_statement_details(stored, statement)


def _write_statement_details(stored: models.ProjectStatement, statement: ReadStatement) -> None:
    parts = (
        {"key": part.key.word, **_taken(part, "heading", "text"), **_place(part.place)}
        for part in statement.parts
    )
    _write(models.StatementPart, parts, statement=stored)
    taken = ("label", "amount", "percent", "approximate", "start", "end", "text")
    instalments = ({"kind": s.kind.value, **_taken(s, *taken)} for s in statement.amounts.instalments)
    _write(models.Instalment, instalments, statement=stored)
    _write(models.AmountPart, map(vars, statement.amounts.parts), statement=stored)
    quotations = (
        {"use": quote.use.word, **_taken(quote, "number", "text", "reason"), **_place(quote.place)}
        for quote in statement.quotes
    )
    _write(models.Quotation, quotations, statement=stored)
    milestones = (
        {"precision": step.precision.value, **_taken(step, "label", "text", "start", "end")}
        for step in statement.milestones
    )
    _write(models.Milestone, milestones, statement=stored)


def _statement_slugs(statements: Iterable[ReadStatement]) -> list[str]:
    """Unique address names: the printed name with its Chinese characters, or statement-<n> without a name."""
    slugs: list[str] = []
    for statement in statements:
        safe = re.sub(r"\W+", "-", statement.name).strip("-")[:100]
        slug = safe or f"statement-{statement.number}"
        slugs.append(slug if slug not in slugs else f"{slug}-{statement.number}")
    return slugs


# ---- findings -----------------------------------------------------------------------------------------


def _write_findings(version: EditionVersion, report: BudgetReport, checks: Iterable[CheckOutcome]) -> None:
    checks = tuple(checks)
    version.coverage = vars(covered(report, checks))
    version.save(update_fields=["coverage"])
    position = {check.code: n for n, check in enumerate(checks, 1)}
    results = (
        models.CheckResult.of(check, version=version, position=n, cause=position.get(check.cause))
        for n, check in enumerate(checks, 1)
    )
    models.CheckResult.objects.bulk_create(results, _BATCH)
    issues = (
        {
            "severity": issue.severity.value,
            **_taken(issue, "code", "parameters"),
            "place": dict(vars(issue.place)),
        }
        for issue in report.issues
    )
    _write(models.ImportIssue, issues, version=version)


# ---- what stands beside ---------------------------------------------------------------------------------


# What no database stores as text, or PostgreSQL does not: control characters and halves of a character.
_NOT_STORED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def _storable(text: str) -> str:
    """Hidden words as a database can keep them: they may be any bytes of the file."""
    return _NOT_STORED.sub("\ufffd", text)


def _write_hidden_and_unread(version: EditionVersion, report: BudgetReport) -> None:
    """What the file hides and what was not read; the counts say that both were looked for."""
    version.hidden_count, version.unread_count = len(report.hidden), len(report.unread)
    version.save(update_fields=["hidden_count", "unread_count"])
    hidden = (
        {
            "kind": one.kind.word,
            "asks": asks(one.kind, one.text, one.place),
            "author": _storable(one.author)[:_LONGEST_NAME],
            "text": _storable(one.text),
            "searched": one.searched,
            **_place(one.place),
        }
        for one in report.hidden
    )
    _write(models.HiddenContent, hidden, version=version)
    unread = (
        {
            "cause": one.cause.word,
            "table": one.table.slug if one.table else "",
            "table_number": one.table.number if one.table else None,
            "line_number": one.line,
            "side": one.side.value if one.side else "",
            **_taken(one, "text", "column"),
            **_place(one.place),
        }
        for one in report.unread
    )
    _write(models.UnreadPlace, unread, version=version)
