"""Problems that the parser noticed in a document."""

from dataclasses import dataclass
from enum import Enum

from budgets.readers.document import Place


class Severity(Enum):
    """How much an issue matters to the person who checks the import."""

    WARNING = "warning"  # something was read in spite of an oddity
    ERROR = "error"  # something could not be read and is missing from the report


@dataclass(frozen=True)
class Issue:
    """One observation: a stable code, a sentence in Chinese, and where it was printed."""

    severity: Severity
    code: str
    message: str
    place: Place
