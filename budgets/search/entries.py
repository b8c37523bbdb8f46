"""The entries of a version: each thing that can be found, with its title, words, amounts and address."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from django.conf import settings
from django.utils import translation

from budgets.form.amounts import find_amounts
from budgets.form.tables import BudgetForm, OfficialTable, Role
from budgets.form.terms import Level, SectionKey, Verdict
from budgets.models import (
    LINE_MODELS,
    BudgetUnit,
    CheckResult,
    Definition,
    EditionVersion,
    Figure,
    FurtherCell,
    FurtherTableRecord,
    Line,
    Passage,
    Placed,
    ProjectStatement,
    SearchEntry,
    SearchKind,
    StatementPart,
)
from budgets.models.lines import row_anchor
from budgets.search import terms
from budgets.search.amount_terms import sizes_of
from budgets.search.asking import money_term
from budgets.search.terms import GAP, TITLE, marked, terms_of

# People look for expenditure: its tables come before those of income, and the table of “三公”, which has all of such
# an expense, before that of basic expenditure, which has the basic part. Other tables follow.
LOOKED_FOR = (
    Role.EXPENDITURE,
    Role.GENERAL_PUBLIC,
    Role.MANAGED_FUNDS,
    Role.STATE_CAPITAL,
    Role.THREE_PUBLIC,
    Role.BASIC_BY_CLASS,
    Role.REVENUE_EXPENDITURE,
    Role.REVENUE,
    Role.FISCAL_APPROPRIATION,
)
LINES_OF_A_TABLE = 100_000
PLACE_FIELDS = [f.name for f in Placed._meta.get_fields()]


@dataclass(frozen=True)
class Findable:
    """One thing that can be found, before it has an id; `order` is its place among its kind in the version."""

    kind: SearchKind
    order: int
    title: str
    page: str
    text: str = ""
    argument: str = ""
    query: str = ""
    fragment: str = ""
    rank: int | None = None
    code: str = ""
    table_number: int | None = None
    hidden: str = ""  # words by which it is found, but which are not shown
    named: bool = True  # False for a paragraph, whose title is that of its section
    places: Mapping[str, object] = field(default_factory=dict)
    figures: Sequence[Figure] = ()
    amounts: Sequence[Decimal] = ()

    def terms(self, version: EditionVersion) -> list[str]:
        """All its terms: of the whole title, the title's words, code, amounts, words and edition."""
        name = self.title if self.named else ""
        own = [terms.key_of(name), terms.key_of(self.code)]
        codes = terms.code_terms(self.code)
        amounts = sorted(set(self.all_amounts))
        money = [*map(money_term, amounts), *sorted({size for yuan in amounts for size in sizes_of(yuan)})]
        around = [
            f"{terms.KIND}{self.kind.value}",
            f"{terms.BODY}{version.edition.body_id}",
            f"{terms.YEAR}{version.edition.year}",
        ]
        title = terms_of(name)
        words = [*title, GAP, *terms_of(self.text), GAP, *terms_of(f"{self.code} {self.hidden}")]
        return [*filter(None, own), *codes, *money, *around, GAP, *marked(TITLE, title), GAP, *words]

    @property
    def all_amounts(self) -> list[Decimal]:
        """Amounts of its cells and of its words."""
        return [*(figure.yuan for figure in self.figures), *self.amounts]

    def entry(self, number: int, version: EditionVersion) -> SearchEntry:
        """The row that is stored for it."""
        return SearchEntry(
            id=number,
            version=version,
            kind=self.kind,
            title=self.title,
            text=self.text,
            code=self.code,
            table_number=self.table_number,
            page=self.page,
            argument=self.argument,
            query=self.query,
            fragment=self.fragment,
            rank=self.rank,
            **self.places,
        )


def found_in(version: EditionVersion) -> Iterator[Findable]:
    """Every entry of the version, kind by kind."""
    yield _edition(version)
    yield from _statements(version)
    yield from _lines(version)
    yield from _units(version)
    yield from _prose(version)
    yield from findings_in(version)


def _places(placed: Placed) -> dict[str, object]:
    return {name: getattr(placed, name) for name in PLACE_FIELDS}


def _amounts_in(text: str) -> list[Decimal]:
    return [amount.yuan for amount in find_amounts(text) if amount.yuan]


def _edition(version: EditionVersion) -> Findable:
    edition = version.edition
    kind = "单位预算" if edition.kind == edition.EditionKind.UNIT else "部门预算"
    return Findable(
        SearchKind.EDITION,
        0,
        edition.body.name,
        "edition",
        text=f"{edition.year}年{kind}",
        hidden=version.title,
    )


def _statements(version: EditionVersion) -> Iterator[Findable]:
    parts = defaultdict(list)
    for part in StatementPart.objects.filter(statement__version=version).order_by("statement", "position"):
        parts[part.statement_id].append(part)
    for statement in ProjectStatement.objects.filter(version=version):
        text = "\n".join(f"{part.heading}\n{part.text}" for part in parts[statement.pk])
        stated = (statement.total, statement.fiscal, statement.self_raised)
        yield Findable(
            SearchKind.STATEMENT,
            statement.number,
            statement.name or statement.heading,
            "statement",
            argument=statement.slug,
            hidden=f"{statement.implementer}\n{text}",
            places=_places(statement),
            amounts=[*filter(None, stated), *_amounts_in(text)],
        )


def _lines(version: EditionVersion) -> Iterator[Findable]:
    figures = defaultdict(list)
    for figure in Figure.objects.filter(version=version).order_by("position"):
        figures[figure.table_number, figure.line_number, figure.side].append(figure)
    for rank, table in enumerate(_as_looked_for(version.form)):
        lines = LINE_MODELS[table.role]._default_manager.filter(version=version)
        for order, line in enumerate(lines):
            side = getattr(line, "side", "")
            cells = figures[table.number, line.number, side]
            yield _line(line, table, (rank * LINES_OF_A_TABLE, order), side, cells)


def _as_looked_for(form: BudgetForm) -> list[OfficialTable]:
    first = [form.by_role[role] for role in LOOKED_FOR if role in form.by_role]
    return [*first, *(table for table in form.tables if table.role not in LOOKED_FOR)]


def _line(
    line: Line, table: OfficialTable, order: tuple[int, int], side: str, cells: Sequence[Figure]
) -> Findable:
    # Column headings are words of the total line only; in all lines they would find the whole table.
    totals = line.level == Level.TOTAL.value
    columns = [table.title_of(figure.column) for figure in cells] if totals else []
    return Findable(
        SearchKind.LINE,
        sum(order),
        line.name,
        "table",
        code=getattr(line, "code", ""),
        table_number=table.number,
        argument=table.slug,
        fragment=row_anchor(line.number, side),
        rank=order[1],
        hidden=" ".join([f"表{table.number} {table.title} {side} {line.level}", *columns]),
        places=_places(line),
        figures=cells,
    )


def _units(version: EditionVersion) -> Iterator[Findable]:
    for unit in BudgetUnit.objects.filter(version=version):
        yield Findable(
            SearchKind.UNIT,
            unit.number,
            unit.name,
            "notes",
            fragment=f"unit-{unit.number}",
            places=_places(unit),
        )


def _prose(version: EditionVersion) -> Iterator[Findable]:
    """Entries of definitions and passages, without passages that repeat a definition or the list of units."""
    passages = list(Passage.objects.filter(version=version))
    yield from _further_rows(version, behind=max((p.position for p in passages), default=0))
    definitions = list(Definition.objects.filter(version=version))
    units = set(BudgetUnit.objects.filter(version=version).values_list("name", flat=True))
    seen: set[int] = set()
    heads = _first_under_headings(passages)
    for definition in definitions:
        own = next((p for p in passages if definition.text and definition.text in p.text), None)
        seen |= {own.position} if own else set()
        yield Findable(
            SearchKind.DEFINITION,
            definition.number,
            definition.term,
            "notes",
            text=definition.text,
            # Term and explanation as printed, in one text: a phrase may include the colon.
            hidden=f"{heads.get(own.position, '')} {own.text}"
            if own
            else f"{definition.term}：{definition.text}",
            fragment=f"p-{own.position}" if own else "definitions",
            places=_places(definition),
        )
    institutions = SectionKey.INSTITUTIONS.word
    for passage in passages:
        listed = passage.section == institutions and any(
            passage.text.rstrip("。；;").endswith(u) for u in units
        )
        if passage.position not in seen and not (listed and len(passage.text) < 100):
            yield _passage(passage, heads.get(passage.position, ""))


def _further_rows(version: EditionVersion, *, behind: int) -> Iterator[Findable]:
    """Entries of the tables that are kept as printed and of their rows, in order behind that position."""
    for order, record in enumerate(FurtherTableRecord.objects.filter(version=version), behind + 1):
        yield Findable(
            SearchKind.PASSAGE,
            order,
            record.title,
            "table",
            text=record.notes,
            argument=record.slug,
            hidden=" ".join(record.columns),
            places=_places(record),
        )
        behind = order
    cells = FurtherCell.objects.filter(version=version).select_related("table")
    rows = groupby(
        cells.order_by("table__position", "row", "column"), key=lambda cell: (cell.table.pk, cell.row)
    )
    for order, (_key, cells_of_row) in enumerate(rows, behind + 1):
        row = list(cells_of_row)
        text = " ".join(cell.text for cell in row)
        yield Findable(
            SearchKind.PASSAGE,
            order,
            row[0].table.title,
            "table",
            text=text,
            named=False,
            argument=row[0].table.slug,
            fragment=f"row-{row[0].row}",
            places=_places(row[0]),
            amounts=_amounts_in(text),
        )


def _first_under_headings(passages: Iterable[Passage]) -> dict[int, str]:
    """The printed headings, by the position of the first passage under each."""
    first: dict[str, int] = {}
    for passage in passages:
        first.setdefault(passage.heading, passage.position)
    return {position: heading for heading, position in first.items()}


def _passage(passage: Passage, printed_above: str) -> Findable:
    return Findable(
        SearchKind.PASSAGE,
        passage.position,
        passage.heading,
        "notes",
        text=passage.text,
        named=False,
        hidden=printed_above,
        fragment=f"p-{passage.position}",
        places=_places(passage),
        amounts=_amounts_in(passage.text),
    )


def findings_in(version: EditionVersion) -> Iterator[Findable]:
    """Entries of findings that are not equal, with the words that they quote and the body's explanations."""
    agrees = Verdict.EQUAL.word
    results = version.checkresults.all().exclude(verdict=agrees).order_by("position")
    ranks: dict[str, int] = defaultdict(int)
    for result in results.prefetch_related("explanations"):
        explanations = list(result.explanations.all())
        yield Findable(
            SearchKind.FINDING,
            result.position,
            _in_chinese(result),
            "checks",
            text=_quoted(result, explanations[-1].text if explanations else ""),
            query=f"verdict={result.verdict}",
            fragment=f"check-{result.position}",
            rank=ranks[result.verdict],
            hidden=Verdict.of(result.verdict).value,
        )
        ranks[result.verdict] += 1


def _in_chinese(result: CheckResult) -> str:
    """The index has one language, whatever that of the page on which someone publishes."""
    with translation.override(settings.LANGUAGE_CODE):
        return result.title


def _quoted(result: CheckResult, explanation: str) -> str:
    quotes: Iterable[str] = (place.get("text") or "" for place in result.places)
    return "\n".join([*dict.fromkeys(quote for quote in quotes if quote), *filter(None, [explanation])])
