"""Editions of the official documents, published for tests that read their files."""

from budgets.actions import create_draft, publish
from budgets.models import EditionVersion
from tests.documents import DOCUMENTS, budget_of
from tests.snapshots import restored

WANLI, FINANCE = "putuo-wanli-2025-bumen", "sh-czj-2025-danwei"
STREET_YEARS = ("putuo-wanli-2023-bumen", "putuo-wanli-2024-bumen", WANLI)
SLUGS = {**dict.fromkeys(STREET_YEARS, "wanli"), FINANCE: "sh-czj", "putuo-fuban-2025-danwei": "fuban"}


def publish_document(name: str, suffix: str = "txt") -> EditionVersion:
    """The edition of that document, live."""

    def build() -> list[EditionVersion]:
        path = DOCUMENTS / f"{name}.{suffix}"
        budget = budget_of(path)
        return [publish(create_draft(budget.report, budget.checks, path.read_bytes(), SLUGS[name]))]

    (version,) = restored(f"{name}.{suffix}", build)
    return version
