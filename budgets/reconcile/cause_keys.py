"""What a finding says of itself that tells whose consequence it is: its tables, its reason, the end of its code."""

import re
from collections.abc import Hashable, Iterable

from budgets.reconcile.outcomes import CheckOutcome
from budgets.reconcile.wording import Part, Wording

# What findings of one cause have in common; a finding may have several.
Key = Hashable


def tables_of(check: CheckOutcome) -> frozenset[int]:
    """The tables that a check is about: those of its places, and those whose numbers are in its code (t2-t3)."""
    return tables_named((place.table for place in check.places), check.code)


def tables_named(tables: Iterable[int | None], code: str) -> frozenset[int]:
    """The same of the tables of a check's places and its code."""
    found = {table for table in tables if table}
    return frozenset(found | {int(number) for number in re.findall(r"(?<=[.-]t)\d+(?![\d])", code)})


def named_in(check: CheckOutcome) -> str:
    """The last word of a check's code: the code or the name that it is about."""
    return check.code.split("#")[0].rpartition(".")[2]


def reason_of(check: CheckOutcome) -> str:
    """The code of the reason for which a check could not be decided; "" where it has none."""
    reason = check.wording.parameters.get("reason")
    return reason.code if check.wording.code == "undecided" and isinstance(reason, Wording) else ""


def cause_unread(check: CheckOutcome) -> Part | None:
    """Why what a check needs was not read; None where that is not its reason."""
    reason = check.wording.parameters.get("reason")
    is_unread = isinstance(reason, Wording) and reason.code == "why.unread"
    return reason.parameters.get("cause") if is_unread and isinstance(reason, Wording) else None
