"""Real files with one thing altered in their own bytes, read as they are: nothing in the wrong place, lost, or laid at their door.

What must hold follows from the alteration alone (tests/altered.py). Nothing is refused, and no file takes long.
"""

import random
import time
from collections import Counter

import pytest

from budgets.reading import read
from tests.altered import faults
from tests.documents import DOCUMENTS, SAMPLES, SOURCE, needs_documents, needs_samples
from tests.file_alterations import altered_file
from tests.trials import trials

CASES = trials(15, 700)
SEED = 20261130
MOST_SECONDS = 60

NAMES = (
    SAMPLES / "budget-2025.docx",
    SAMPLES / "budget-2025-tables.xlsx",
    DOCUMENTS / "sh-czj-2025-danwei.pdf",
    SAMPLES / "budget-2025.md",
    DOCUMENTS / "putuo-cgzf-2026-bumen.txt",
    *trials(
        (),
        (
            SOURCE / "shanghai-stc-2025.txt",
            SAMPLES / "income-table-gb18030.txt",
            *(SAMPLES / name for name in ("budget-2025-tables.pdf", "budget-2025.pdf")),
            *(DOCUMENTS / f"putuo-fuban-2025-{kind}.pdf" for kind in ("bumen", "danwei")),
            *(DOCUMENTS / f"putuo-wanli-{year}-bumen.pdf" for year in (2023, 2024, 2025)),
            *(DOCUMENTS / f"{name}.txt" for name in ("putuo-wlj-2026-bumen", "putuo-wanli-2025-bumen")),
        ),
    ),
)


@needs_documents
@needs_samples
@pytest.mark.parametrize("part", range(5))
def test_an_altered_file_is_read_honestly(part: int) -> None:
    found: list[str] = []
    kinds: Counter[str] = Counter()
    for number in range(part, CASES, 5):
        path = NAMES[number % len(NAMES)]
        case = altered_file(path, random.Random(SEED + number))
        kinds[f"{path.suffix} {case.kind}"] += 1
        start = time.process_time()
        budget = read(case.content, path.name)
        seconds = time.process_time() - start
        said = [*faults(case, budget.report, budget.checks, path)]
        if seconds > MOST_SECONDS:
            said.append(f"takes {seconds:.0f} s")
        found += [f"{number} {path.name} {case.kind}: {fault}" for fault in said][:3]
    print(dict(kinds))
    assert found == []
