"""The stored form of a published budget."""

from budgets.models.beside import HiddenContent, UnreadPlace
from budgets.models.checks import CheckResult, Explanation, ImportIssue
from budgets.models.edition import Body, Edition, EditionVersion, SourceDocument
from budgets.models.figures import MARKED, Figure, Placed
from budgets.models.further_tables import FurtherCell, FurtherTableRecord
from budgets.models.lines import (
    LINE_MODELS,
    BasicExpenditureLine,
    CodedLine,
    ExpenditureLine,
    FiscalAppropriationLine,
    GeneralPublicBudgetLine,
    Line,
    ManagedFundsLine,
    PrintedTableRecord,
    RevenueExpenditureLine,
    RevenueLine,
    StateCapitalLine,
    ThreePublicLine,
    TwoSidedLine,
)
from budgets.models.log import LogEntry
from budgets.models.marks import SITE, State, StateMark
from budgets.models.narrative import BudgetUnit, Definition, Passage, SourceLineRecord, StatedFact
from budgets.models.search import SearchAmount, SearchedVersion, SearchEntry, SearchKind
from budgets.models.statements import (
    AmountPart,
    ImplementerConfirmation,
    Instalment,
    Milestone,
    ProjectStatement,
    Quotation,
    StatementPart,
)
from budgets.models.uploads import ReadingProgress
