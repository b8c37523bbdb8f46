"""What lists over many editions cost: CPU and queries of each, in a city of 300 editions made by bench/city.py.

The CPU is that of this process and of PostgreSQL's together, the middle one of three; a list that takes longer than
a few seconds is asked for once. Writes its table to docs/performance.md.

    python -m bench.lists            makes a city and measures it
    python -m bench.lists measure    measures the city that DATA_DIR and DATABASE_URL name, and only prints
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.report import write_part

TOP = Path(__file__).resolve().parent.parent
BODIES = 100
LISTS = (
    *("/", "/data/", "/data/editions.csv", "/glossary/", "/feed.xml", "/sitemap.xml"),
    *("/sitemap-bodies.xml", "/sitemap-editions.xml", "/sitemap-projects.xml"),
    *("/search/?q=科技", "/search/?q=示例市第3区教育局", "/search/?q=1188.26"),
)
OF_AN_EDITION = ("", "tables/expenditure/", "figures/", "checks/")
ENOUGH = 5  # seconds: what takes longer is not asked for again
RUNS = 3


@dataclass(frozen=True)
class Cost:
    """What one answer took: queries, seconds of the processors, and the bytes that came back."""

    queries: int
    processor: float
    size: int


def main() -> None:
    if sys.argv[1:] == ["measure"]:
        print("\n".join(table()))
        return
    with tempfile.TemporaryDirectory(prefix="bench-lists-") as folder:
        site = {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "portal.settings"}
        own = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | site
        for words in (["bench.city", f"--bodies={BODIES}"], ["deploy.prepare"]):
            subprocess.run([sys.executable, "-m", *words], cwd=TOP, env=own, check=True)
        command = [sys.executable, "-m", "bench.lists", "measure"]
        said = subprocess.run(command, cwd=TOP, env=own, check=True, stdout=subprocess.PIPE, text=True).stdout
    print(said)
    write_part("lists", said.splitlines())


def table() -> list[str]:
    """The lines of a Markdown table, one for each address."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.get("/about/")  # loads the middleware
    lines = ["| Address | queries | CPU, s | kB |", "|---|---:|---:|---:|"]
    for address, name in _addresses():
        cost = cost_of(client, address)
        numbers = f"{cost.queries:,} | {cost.processor:.3f} | {cost.size / 1000:,.0f}"
        lines.append(f"| `{name}` | {numbers} |")
    return lines


def _addresses() -> Iterator[tuple[str, str]]:
    """Addresses, and how the table names them."""
    from budgets.models import EditionVersion

    copy = EditionVersion.objects.filter(edition__body__slug__startswith="example-").order_by("pk").first()
    if copy is None:
        sys.exit("This is no city: make one with python -m bench.city")
    yield from ((address, address) for address in LISTS)
    for page in OF_AN_EDITION:
        yield copy.page("edition") + page, f"…/{page}"


def cost_of(client: Any, address: str) -> Cost:
    """The middle cost of an answer, after the first one, unless that one took too long already."""
    costs = [_ask(client, address)]
    if costs[0].processor < ENOUGH:
        costs = [_ask(client, address) for _ in range(RUNS)]
    middle = statistics.median(cost.processor for cost in costs)
    return next(cost for cost in costs if cost.processor == middle)


def _ask(client: Any, address: str) -> Cost:
    from django.db import connection

    asked = 0

    def count(execute: Any, *arguments: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*arguments)

    server, own = _processor_of_server(), time.process_time()
    with connection.execute_wrapper(count):
        answer = client.get(address)
        size = len(answer.getvalue())
    own = time.process_time() - own
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answers {answer.status_code}")
    return Cost(asked, own + _processor_of_server() - server, size)


def _processor_of_server() -> float:
    """Seconds of the processor that PostgreSQL's process for this connection has used; 0 on SQLite."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0
    connection.ensure_connection()
    return int(Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text().split()[0]) / 1e9


if __name__ == "__main__":
    main()
