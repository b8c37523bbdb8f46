"""Requests a second and CPU of pages, beside Datasette's page of 100 rows and an empty answer of the same server.

All are asked by turns in one run, with eight connections, by wrk (Debian: apt-get install wrk), and the medians count: what
else the machine does then meets all of them. CPU is that of the server's processes alone, over many requests on one
connection. The same for answers to a browser that has the page already (304), and for a site with PostgreSQL and Redis
instead of SQLite and a file. Writes its table to docs/performance.md.
"""

import contextlib
import http.client
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from bench import exports
from bench.report import write_part
from tests import run as services

ROUNDS = 5
SECONDS = 3
CONNECTIONS = 8
CPU_SECONDS, CPU_REQUESTS = (
    0.5,
    3000,
)  # of one turn, whichever comes first: the system counts in hundredths of a second
BUSY = 0.5  # the load of a machine that does something else beside
EDITION = "/shanghai-stc/2025/"
PAGES = {
    "table page": f"{EDITION}tables/expenditure/",
    "overview": EDITION,
    "checks": f"{EDITION}checks/",
    "figures as CSV": f"{EDITION}figures.csv",
}
DATASETTE = "Datasette, page of 100 rows"
EMPTY = "empty answer of the same server"
ON_SERVICES = ", PostgreSQL and Redis"
# Every Python process of that server begins with this: it serves an empty answer where it would serve the site.
INSTEAD = """
import sys, types

def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", "0")])
    return [b""]

module = types.ModuleType("portal.wsgi")
module.application = application
sys.modules["portal.wsgi"] = module
"""


@dataclass(frozen=True)
class Asked:
    """Something to ask for: its name, port and address, the process that leads its server, and the ETag to send."""

    name: str
    port: int
    address: str
    leader: int
    etag: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """What a browser sends."""
        return {"Accept-Encoding": "gzip, deflate, br, zstd"} | (
            {"If-None-Match": self.etag} if self.etag else {}
        )

    @property
    def status(self) -> int:
        """The status of its answers."""
        return 304 if self.etag else 200


@dataclass(frozen=True)
class Measured:
    """One turn: requests a second, and milliseconds of the server's processors for each."""

    a_second: float
    cpu: float


def main() -> None:
    if not shutil.which("wrk"):
        sys.exit(
            "wrk is needed to measure requests a second; on Debian or Ubuntu, as root: apt-get install wrk"
        )
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="bench-served-") as folder, everything(Path(folder)) as asked:
        for one in asked:
            _warm(one)
        turns: dict[str, list[Measured]] = defaultdict(list)
        for _ in range(ROUNDS):
            for one in asked:
                turns[one.name].append(_turn(one))
    lines = table({name: _median(own) for name, own in turns.items()})
    lines += ["", f"Load of the machine when it began: {load:.1f}, with {os.cpu_count()} processors."]
    if load > BUSY:
        lines.append(
            "Requests/s say little of a busy machine: two processes of ours get twice the time of one."
        )
    print("\n".join(lines))
    write_part("served", lines)


# ---- servers -------------------------------------------------------------------------------------------


@contextlib.contextmanager
def everything(folder: Path) -> Iterator[list[Asked]]:
    """All servers while the block lasts, and what to ask them for."""
    environment = os.environ | {
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    datasette = exports.install_datasette(folder)
    (folder / "instead").mkdir()
    (folder / "instead" / "sitecustomize.py").write_text(INSTEAD)
    with contextlib.ExitStack() as servers:
        site, pages = servers.enter_context(_site(environment))
        instead = environment | {"PYTHONPATH": str(folder / "instead")}
        empty, empty_leader = servers.enter_context(exports.serving(instead))
        exports.flat_copy(site, folder / "figures.sqlite3")
        other, other_leader = servers.enter_context(
            exports.serving_datasette(datasette, folder / "figures.sqlite3")
        )
        shared_pages: list[Asked] = []
        try:
            shared = environment | {
                "DATA_DIR": str(folder / "shared"),
                "DATABASE_URL": servers.enter_context(services.postgres()),
                "CACHE_URL": servers.enter_context(services.redis()),
            }
            _port, shared_pages = servers.enter_context(_site(shared, ON_SERVICES))
        except services.Unavailable as reason:
            print(f"PostgreSQL and Redis are left out: {reason}")
        yield [
            Asked(DATASETTE, other, "/figures/rows?_size=100", other_leader),
            Asked(EMPTY, empty, "/", empty_leader),
            *pages,
            *shared_pages,
        ]


@contextlib.contextmanager
def _site(environment: Mapping[str, str], where: str = "") -> Iterator[tuple[int, list[Asked]]]:
    """A site with the bundled edition: its port, and its pages for browsers that have and have not seen them."""
    subprocess.run([sys.executable, "-m", "deploy.prepare"], cwd=exports.TOP, env=environment, check=True)
    with exports.serving(environment) as (port, leader):
        pages = [Asked(f"{name}{where}", port, address, leader) for name, address in PAGES.items()]
        yield port, [*pages, *(_seen_before(page) for page in pages)]


def _seen_before(page: Asked) -> Asked:
    """The same page for a browser that has it."""
    url = f"http://127.0.0.1:{page.port}{page.address}"
    with urlopen(Request(url, headers={"Accept-Encoding": "gzip, deflate, br, zstd"})) as answer:
        answer.read()
        etag = answer.headers["ETag"]
    return Asked(f"{page.name}, 304", page.port, page.address, page.leader, etag)


# ---- measuring -----------------------------------------------------------------------------------------


def _warm(asked: Asked) -> None:
    """Let every worker make what it makes only once."""
    for _ in range(CONNECTIONS):
        with urlopen(f"http://127.0.0.1:{asked.port}{asked.address}") as answer:
            answer.read()


def _turn(asked: Asked) -> Measured:
    return Measured(_a_second(asked), _cpu(asked))


def _a_second(asked: Asked) -> float:
    """Requests a second over all connections; on a machine so busy that none is answered in time it waits longer.

    Raises RuntimeError when an answer is an error, or none came.
    """
    command = ["wrk", "-t1", f"-c{CONNECTIONS}"]
    for name, value in asked.headers.items():
        command += ["-H", f"{name}: {value}"]
    said = ""
    for seconds in (SECONDS, 15 * SECONDS):
        wanted = [*command, f"-d{seconds}s", f"http://127.0.0.1:{asked.port}{asked.address}"]
        said = subprocess.run(wanted, check=True, capture_output=True, text=True).stdout
        found = re.search(r"([0-9]+) requests in ([0-9.]+)s", said)
        if found and int(found[1]) and "Non-2xx" not in said:
            return int(found[1]) / float(found[2])
    raise RuntimeError(f"{asked.name}: {said}")


def _cpu(asked: Asked) -> float:
    """Milliseconds of the server's processors for one request of many, one after the other on one connection.

    Raises RuntimeError when an answer has another status than it should: 304 to a browser that has the page.
    """
    connection = http.client.HTTPConnection("127.0.0.1", asked.port, timeout=300)
    before, spent, count = processor_time(asked.leader), 0.0, 0
    while spent < CPU_SECONDS and count < CPU_REQUESTS:
        for _ in range(10):
            connection.request("GET", asked.address, headers=asked.headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status != asked.status:
                raise RuntimeError(f"{asked.name}: {answer.status}")
            count += 1
        spent = processor_time(asked.leader) - before
    connection.close()
    return spent * 1000 / count


def processor_time(leader: int) -> float:
    """Seconds of the processor that a process and all below it have used, those that ended included."""
    total, left = 0, [leader]
    while left:
        process = Path(f"/proc/{left.pop()}")
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            times = (process / "stat").read_text().rpartition(")")[2].split()[11:15]
            total += sum(map(int, times))
            for task in (process / "task").iterdir():
                left += map(int, (task / "children").read_text().split())
    return total / os.sysconf("SC_CLK_TCK")


def _median(turns: Sequence[Measured]) -> Measured:
    return Measured(
        statistics.median(turn.a_second for turn in turns), statistics.median(turn.cpu for turn in turns)
    )


def table(found: Mapping[str, Measured]) -> list[str]:
    """The lines of a Markdown table: each with its ratios to Datasette's page and to the empty answer."""
    other, empty = found[DATASETTE], found[EMPTY]
    lines = [
        "| Answer | requests/s | × Datasette | of an empty answer | CPU of the server, ms |",
        "|---|---:|---:|---:|---:|",
    ]
    for name, own in found.items():
        times, part = own.a_second / other.a_second, own.a_second / empty.a_second
        lines.append(f"| {name} | {own.a_second:,.0f} | {times:,.2f} | {part:.1%} | {own.cpu:,.2f} |")
    return lines


if __name__ == "__main__":
    main()
