"""make bench: how long reading, storing and each page take, on a database of its own.

Prints medians and the limits of the design beside them; what is measured beside Datasette and over a city is written to
docs/performance.md. Only the search fails it, when 95 of 100 questions are not
answered in time. How many queries a page may ask is asserted in tests/pages.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parent.parent
SAMPLE = TOP / "budgets" / "sample" / "shanghai-stc-2025.txt"
EDITION = "/shanghai-stc/2025/"
PAGES = [
    "/",
    "/shanghai-stc/",
    EDITION,
    *(
        f"{EDITION}{page}/"
        for page in ("tables", "tables/revenue", "tables/state-capital", "figures", "projects")
    ),
    f"{EDITION}projects/科技馆建筑体大修/",
    *(f"{EDITION}{page}/" for page in ("three-public", "procurement", "assets", "notes", "checks")),
    "/glossary/",
    "/about/",
    *(f"{EDITION}{name}.csv" for name in ("tables/revenue", "figures", "projects", "checks")),
    f"{EDITION}checks.json",
    f"{EDITION}figures.xlsx",
    f"{EDITION}workbook.xlsx",
    f"{EDITION}package.zip",
    f"{EDITION}data/",
    "/data/",
    "/data/editions.csv",
]
RUNS = 15


def main() -> None:
    sys.path.insert(0, str(TOP))
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "DATA_DIR": folder}
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        _measure()
    search = subprocess.run([sys.executable, str(TOP / "bench" / "search.py")])
    print("\nDownloads beside Datasette", flush=True)
    subprocess.run([sys.executable, str(TOP / "bench" / "exports.py")], check=True)
    print("\nPages beside Datasette and an empty answer, lists over a city, an attack", flush=True)
    for part in ("bench.served", "bench.lists", "bench.attack"):
        subprocess.run([sys.executable, "-m", part], cwd=TOP, check=True)
    sys.exit(search.returncode)


def _measure() -> None:
    from django.core.management import call_command
    from django.test import Client
    from django.test.utils import setup_test_environment

    from budgets.importing import draft_of, read_file

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    print(f"{'What':<60}{'median ms':>10}{'worst':>8}{'limit':>8}")
    _row("read, parse and check the bundled document", _times(lambda: read_file(SAMPLE), 5), 1000)
    _row(
        "the same, and store it as a draft",
        _times(lambda: draft_of(*read_file(SAMPLE), "shanghai-stc"), 3),
        1000,
    )
    call_command("import_budget", str(SAMPLE), "--publish", verbosity=0, stdout=sys.stderr)
    setup_test_environment()
    client = Client()
    for page in PAGES:
        _read(client, page)  # compiles the template; not counted
        _row(page, _times(lambda page=page: _read(client, page), RUNS), 100)


def _read(client: Any, page: str) -> None:
    response = client.get(page)
    assert response.status_code == 200, (page, response.status_code)
    if response.streaming:
        for _ in response.streaming_content:
            pass


def _times(action: Callable[[], object], runs: int) -> list[float]:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    return times


def _row(what: str, times: list[float], limit: int) -> None:
    print(f"{what:<60}{statistics.median(times):>10.1f}{max(times):>8.1f}{limit:>8}")


if __name__ == "__main__":
    main()
