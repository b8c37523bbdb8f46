"""Editions of the official documents, published for tests that read their files."""

import pytest

from budgets.actions import create_draft, publish
from budgets.models import EditionVersion
from tests.snapshots import restored
from tests.test_real_documents import DOCUMENTS, _read

WANLI, FINANCE = "putuo-wanli-2025-bumen", "sh-czj-2025-danwei"
STREET_YEARS = ("putuo-wanli-2023-bumen", "putuo-wanli-2024-bumen", WANLI)
SLUGS = {**dict.fromkeys(STREET_YEARS, "wanli"), FINANCE: "sh-czj"}
needs_documents = pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="no folder of official documents")


def publish_document(name: str, suffix: str = "txt") -> EditionVersion:
    """The edition of that document, live."""

    def build() -> list[EditionVersion]:
        budget = _read(name, suffix)
        content = (DOCUMENTS / f"{name}.{suffix}").read_bytes()
        return [publish(create_draft(budget.report, budget.checks, content, SLUGS[name]))]

    (version,) = restored(f"{name}.{suffix}", build)
    return version
