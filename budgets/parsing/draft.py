"""The report while it is built."""

from dataclasses import dataclass, field

from budgets.form.tables import DEPARTMENTAL, BudgetForm
from budgets.form.terms import Kind
from budgets.parsing.records import Issue, Parameter, ReadStatement, Section, Severity
from budgets.parsing.table_records import PrintedTable, ReadFurtherTable, Unread
from budgets.readers.document import Place

RUNNING = "furniture: running header or footer"  # the owner of lines that belong to the page, not to the text


@dataclass
class ReportDraft:
    """The report while it is built; `owners` maps the place of a line to the element that it belongs to."""

    body: str = ""
    year: int = 0
    kind: Kind = Kind.DEPARTMENTAL
    form: BudgetForm = DEPARTMENTAL
    title: str = ""
    tables: list[PrintedTable] = field(default_factory=list)
    further: list[ReadFurtherTable] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    statements: list[ReadStatement] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)  # outside the official tables
    owners: dict[Place, str] = field(default_factory=dict)

    def own(self, place: Place, owner: str) -> None:
        self.owners[place] = owner

    def warn(self, code: str, place: Place, /, **parameters: Parameter) -> None:
        """Note what was read in spite of an oddity."""
        self.issues.append(Issue(Severity.WARNING, code, place, parameters))

    def miss(self, code: str, place: Place, /, **parameters: Parameter) -> None:
        """Note what could not be read."""
        self.issues.append(Issue(Severity.ERROR, code, place, parameters))
