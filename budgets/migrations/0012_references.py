"""Checks keep references and the codes of sentences instead of words; what cannot be told apart keeps its words."""

import re
from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

from budgets.form.references import labels_of, row_label, statement_label
from budgets.form.spelling import one_line, squeeze
from budgets.form.tables import UNIT, Form
from budgets.form.terms import Topic
from budgets.models.checks import CompactJSON
from budgets.words import findings

CODES = import_module("budgets.migrations._sentences_until_0010").CODES
STATEMENT, FORM = "“%(statement)s”%(finding)s", "绩效目标表“%(form)s”：%(finding)s"
# Sentences that named a table by a number of their own, and what they need instead.
MORE = {
    "between.fiscal": {"tables": ["5", "6", "7"]},
    "why.no-total": {"n": "3"},
    "narrative.three-public": {"n": "9"},
}
TABLES_WITH_LINES = (
    *(
        (1, "RevenueExpenditureLine"),
        (2, "RevenueLine"),
        (3, "ExpenditureLine"),
        (4, "FiscalAppropriationLine"),
    ),
    *((5, "GeneralPublicBudgetLine"), (6, "ManagedFundsLine"), (7, "StateCapitalLine")),
    *((8, "BasicExpenditureLine"), (9, "ThreePublicLine")),
)


def to_references(apps, schema_editor):
    """Resolve the words of every stored check."""
    for version in apps.get_model("budgets", "EditionVersion").objects.order_by("pk").iterator():
        Words(apps, version).convert()


class Words:
    """The printed things of one version by the names under which checks were stored."""

    def __init__(self, apps, version):
        self.apps, self.version = apps, version
        self.figures, self.cells, self.titles, self.facts, self.lines = {}, {}, {}, {}, {}
        for f in self._of("Figure", "-position"):
            key = f.table_number, row_label(f.code, f.name), UNIT.by_number[f.table_number].label_of(f.column)
            self.figures.setdefault((*key, squeeze(f.text)), []).append(f)
        for number, model in TABLES_WITH_LINES:
            for line in self._of(model, "number"):
                self.cells.setdefault((number, row_label(getattr(line, "code", ""), line.name)), []).append(
                    line
                )
        for table in self._of("PrintedTableRecord", "number"):
            self.titles[table.number] = table.title
        for fact in self._of("StatedFact", "-position"):
            for what, words in (("text", fact.text), ("change", fact.change_text)):
                self.facts[fact.label, Topic.of(fact.topic).value, words] = fact.position, what
        for line in self._of("SourceLineRecord", "position"):
            self.lines.setdefault((line.place_page, line.place_line), []).append(line)
        statements = self._of("ProjectStatement", "number")
        self.statements = {each.number: statement_label(each.number, each.name) for each in statements}

    def _of(self, model, order):
        rows = self.apps.get_model("budgets", model).objects.filter(version_id=self.version.pk)
        return list(rows.order_by(order))

    def convert(self):
        model = self.apps.get_model("budgets", "CheckResult")
        results = list(model.objects.filter(version_id=self.version.pk).order_by("position"))
        checked, doubted = set(), set()
        for result in results:
            result.kept = {}
            references = [self.reference(place) for place in result.places]
            if None in references:
                result.kept["places"] = result.places
            else:
                result.references = references
            said = self.said(result)
            if said is None:
                result.kept["title"] = result.title
            else:
                result.said = said
            result.kept = result.kept or None
            numbers = {reference for reference in references if isinstance(reference, int)}
            checked |= numbers if result.verdict != "unknown" else set()
            doubted |= numbers if result.verdict != "equal" else set()
        model.objects.bulk_update(results, ["said", "references", "kept"], batch_size=200)
        figures = sum(len(each) for each in self.figures.values())
        if results:
            numbers = {"figures": figures, "checked": len(checked), "agreeing": len(checked - doubted)}
            self.version.coverage = numbers
            self.version.save(update_fields=["coverage"])

    def said(self, result):
        """The sentence as code and parameters; None where the words are not known."""
        if not result.wording:
            return None
        try:
            said = _said(result.wording, result.verdict)
        except KeyError:
            return None
        if result.verdict == "equal" and "places" not in result.kept:
            return findings.without_names(said, result.code, result.places)
        return findings.with_names(said, result.code, result.places)

    def reference(self, place):
        """The reference of a place kept in words; None where it is not certain."""
        table, row, column, text = (place.get(key) for key in ("table", "row", "column", "text"))
        at = place.get("page"), place.get("line")
        if table and row and column:
            return self._cell(table, row, column, text or "", at)
        if table and not row and not column and self.titles.get(table) == text:
            return ["title", table]
        if not table and (row, column, text) in self.facts:
            number, what = self.facts[row, column, text]
            return ["fact", number] if what == "text" else ["fact", number, "change"]
        if at == (None, None):
            return None if text else ["none", table, row or "", column or ""]
        return self._line(place, one_line(text or ""), at)

    def _cell(self, table, row, column, text, at):
        figures = self.figures.get((table, row, column, squeeze(text)), [])
        same = [each for each in figures if (each.place_page, each.place_line) == at] or figures
        if same:
            return same[-1].position
        lines = [x for x in self.cells.get((table, row), []) if (x.place_page, x.place_line) == at]
        if lines and column == "科目名称":
            return ["name", table, lines[0].number]
        official = UNIT.by_number[table]
        if lines and not text:
            if official.form is Form.SINGLE_ROW:
                return ["cell", table, lines[0].number, lines[0].column]
            keys = [c.key for c in official.columns if official.label_of(c.key) == column]
            return ["cell", table, lines[0].number, keys[0]] if keys else None
        return None if at != (None, None) or text else ["none", table, row, column]

    def _line(self, place, text, at):
        lines = [x for x in self.lines.get(at, []) if text in one_line(x.text)]
        if not lines:
            return None
        line, labels = lines[0], [place.get("table"), place.get("row") or "", place.get("column") or ""]
        start = one_line(line.text).find(text)
        span = ["line", line.position, start, start + len(text)]
        own = labels_of(line.owner, self.statements)
        return span if not labels[0] and tuple(labels) == own else [*span, *labels]


def _said(wording, verdict):
    """{"template", "parameters"} as {"said": code, …}; KeyError for a template that is not known."""
    template, given = wording["template"], wording["parameters"]
    if template in (STATEMENT, FORM):
        finding = _said(given["finding"], verdict)
        if template == FORM and finding["said"] == "statements.dates.none-such":
            finding["said"] = "statements.form.dates-none-such"
        return {**{k: v for k, v in given.items() if k != "finding"}, **finding}
    parts = {name: _part(part, verdict) for name, part in given.items()}
    if re.match(r"%\(part\d", template):
        return {"said": "sum", **parts}
    code = CODES[template]
    if code == "statements.percents" and verdict != "equal":
        code = "statements.percents.other"
    return {"said": code, **MORE.get(code, {}), **parts}


def _part(part, verdict):
    if not isinstance(part, dict):
        return part
    if not part["parameters"] and part["template"] not in CODES:
        return part["template"]  # a fixed term
    return _said(part, verdict)


class Migration(migrations.Migration):
    dependencies = [("budgets", "0010_check_wording")]

    operations = [
        migrations.AddField(
            "editionversion", "coverage", models.JSONField(blank=True, null=True, verbose_name="核对覆盖")
        ),
        migrations.AddField(
            "checkresult", "said", CompactJSON(blank=True, default=dict, verbose_name="检查的措辞")
        ),
        migrations.AddField("checkresult", "references", CompactJSON(default=list, verbose_name="位置")),
        migrations.AddField(
            "checkresult", "kept", CompactJSON(blank=True, null=True, verbose_name="原先的措辞")
        ),
        migrations.RunPython(to_references, migrations.RunPython.noop),
        migrations.RemoveConstraint("checkresult", "check_code_once_per_version"),
        migrations.AddConstraint(
            "checkresult",
            models.UniqueConstraint(fields=["version", "position"], name="check_position_once_per_version"),
        ),
        migrations.AlterField(
            "checkresult",
            "version",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="checkresults",
                to="budgets.editionversion",
                verbose_name="版本",
            ),
        ),
        migrations.RemoveField("checkresult", "title"),
        migrations.RemoveField("checkresult", "wording"),
        migrations.RemoveField("checkresult", "places"),
    ]
