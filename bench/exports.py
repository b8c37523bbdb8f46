"""CSV of 1,000,000 figures from the real server, beside Datasette with the very same rows, in one run.

Both stream to the same client, one after the other, three times each; the medians count. Datasette comes from PyPI
into a venv of its own that is deleted afterwards. Also: how far the memory of our worker grows meanwhile.
"""

import contextlib
import http.client
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
ROWS = 1_000_000
ROUNDS = 3
CSV = "/shanghai-stc/2025/figures.csv"
TIMES_DATASETTE = 5
MEGABYTES = 30
SHORT = f"{CSV}?q=205"  # for warming up


def main() -> None:
    sys.path.insert(0, str(TOP))
    with tempfile.TemporaryDirectory(prefix="bench-exports-") as name:
        measure(Path(name))


def measure(folder: Path) -> None:
    """Prepare both sites, measure them by turns and print what came out."""
    environment = os.environ | {
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "WEB_WORKERS": "1",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    subprocess.run([sys.executable, "-m", "deploy.prepare"], cwd=TOP, env=environment, check=True)
    multiply_figures(folder / "db.sqlite3")
    datasette = install_datasette(folder)
    with portal(environment) as (port, worker):
        flat_copy(port, folder / "figures.sqlite3")
        with serving_datasette(datasette, folder / "figures.sqlite3") as (other, _process):
            compare(port, worker, other)


def compare(port: int, worker: int, other: int) -> None:
    """Both by turns; rows a second as medians, and how far the worker's memory grew above its warm state."""
    fetch(port, SHORT)
    fetch(other, "/figures/rows.csv?_size=100")
    speeds: dict[str, list[float]] = {"portal": [], "Datasette": []}
    forget_peak(worker)
    before = peak(worker)
    for _ in range(ROUNDS):
        for name, address in (
            ("portal", (port, CSV)),
            ("Datasette", (other, "/figures/rows.csv?_stream=1&_size=max")),
        ):
            start = time.perf_counter()
            rows = fetch(*address) - 1
            speeds[name].append(rows / (time.perf_counter() - start))
            assert rows == ROWS, (name, rows)
    grown = peak(worker) - before
    ours, theirs = (statistics.median(speeds[name]) for name in ("portal", "Datasette"))
    print(f"{'CSV of 1,000,000 figures, rows/s':<60}{ours:>12,.0f}")
    print(f"{'the same rows from Datasette, rows/s':<60}{theirs:>12,.0f}")
    print(f"{'times Datasette (wanted: at least 5)':<60}{ours / theirs:>12.1f}")
    print(f"{'growth of the worker, MB (wanted: less than 30)':<60}{grown:>12.1f}")
    if ours < TIMES_DATASETTE * theirs or grown >= MEGABYTES:
        print("CSV of figures misses its mark", file=sys.stderr)


# ---- our side ------------------------------------------------------------------------------------------


def multiply_figures(database: Path) -> None:
    """Copies of the bundled figures behind one another until the version has a million, their amounts all different."""
    with contextlib.closing(sqlite3.connect(database)) as db:
        columns = [row[1] for row in db.execute("PRAGMA table_info(budgets_figure)") if row[1] != "id"]
        (count,) = db.execute("SELECT COUNT(*) FROM budgets_figure").fetchone()
        while count < ROWS:
            taken = min(count, ROWS - count)
            other = {
                "position": f"position + {count}",
                "yuan": f"yuan + {count}",
                "text": f"printf('%,d', yuan + {count})",
            }
            selected = ", ".join(other.get(c, f'"{c}"') for c in columns)
            names = ", ".join(f'"{c}"' for c in columns)
            db.execute(
                f"INSERT INTO budgets_figure ({names}) SELECT {selected} FROM budgets_figure"
                f" WHERE position <= {taken} ORDER BY position"
            )
            count += taken
        db.commit()


@contextlib.contextmanager
def portal(environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """The server with one worker; its port and the worker's process."""
    with serving(environment) as (port, leader):
        children = Path(f"/proc/{leader}/task/{leader}/children").read_text().split()
        yield port, int(children[0])


@contextlib.contextmanager
def serving(environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """granian as `make serve` runs it; its port and its first process."""
    port = free_port()
    command = [sys.executable, "-m", "deploy.server"]
    with running(command, port, "/healthz", environment | {"PORT": str(port)}) as process:
        yield port, process.pid


def forget_peak(process: int) -> None:
    """Let the peak of a process's memory begin at what it holds now."""
    Path(f"/proc/{process}/clear_refs").write_text("5")


def peak(process: int) -> float:
    """The most memory that a process held, in MB."""
    status = Path(f"/proc/{process}/status").read_text().splitlines()
    kilobytes = next(line.split()[1] for line in status if line.startswith("VmHWM:"))
    return int(kilobytes) / 1024


# ---- the other side ------------------------------------------------------------------------------------


def install_datasette(folder: Path) -> Path:
    """Datasette in a venv of its own; its program."""
    venv.create(folder / "venv", with_pip=True)
    program = folder / "venv" / "bin"
    quiet = ["--quiet", "--disable-pip-version-check"]
    subprocess.run([program / "pip", "install", *quiet, "datasette", "setuptools"], check=True)
    return program / "datasette"


def flat_copy(port: int, target: Path) -> None:
    """The rows of our file as one flat table: the same columns, the same values."""
    import csv

    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", f"{CSV}?bom=0")
    lines = (line.decode() for line in connection.getresponse())
    rows = csv.reader(lines)
    columns = ", ".join(f'"{name}"' for name in next(rows))
    with contextlib.closing(sqlite3.connect(target)) as db:
        db.execute(f"CREATE TABLE rows ({columns})")
        places = ", ".join("?" * (columns.count(",") + 1))
        db.executemany(f"INSERT INTO rows VALUES ({places})", rows)
        db.commit()
    connection.close()


@contextlib.contextmanager
def serving_datasette(program: Path, database: Path) -> Iterator[tuple[int, int]]:
    """Datasette over that file, its limits on CSV taken away; its port and its process."""
    port = free_port()
    command = [str(program), "serve", "-i", str(database), "-p", str(port)]
    command += ["--setting", "max_csv_mb", "0", "--setting", "max_returned_rows", "10000"]
    with running(command, port, "/-/versions.json", dict(os.environ)) as process:
        yield port, process.pid


# ---- both ----------------------------------------------------------------------------------------------


@contextlib.contextmanager
def running(
    command: list[str], port: int, address: str, environment: dict[str, str]
) -> Iterator[subprocess.Popen]:
    """A server while the block lasts, from its first answer on."""
    process = subprocess.Popen(command, cwd=TOP, env=environment, stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                fetch(port, address)
                break
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(30)


def fetch(port: int, address: str) -> int:
    """Read an answer to its end; how many lines it has."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    connection.request("GET", address)
    response = connection.getresponse()
    assert response.status == 200, (address, response.status)
    lines = 0
    while piece := response.read(1 << 18):
        lines += piece.count(b"\n")
    connection.close()
    return lines


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
