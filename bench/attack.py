"""Whether the site stays up: what a hundred readers wait while one machine attacks, and the memory of the workers.

The attack: 200 sockets that send a head byte by byte, 50 readers that take a package a little at a time, 20 of /sitemap.xml
and 20 package downloads one after the other, all at once. Then mixed load for ten minutes. Writes its table to
docs/performance.md; `python -m bench.attack 60` loads for a minute and only prints.
"""

import contextlib
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

from bench import exports
from bench.report import write_part

SLOW_HEADS, SLOW_READERS, SITEMAPS, PACKAGES = 200, 50, 20, 20
ASKED = 100  # requests of others
MINUTES = 10
EDITION = "/shanghai-stc/2025/"
PAGES = (
    *(
        "/",
        EDITION,
        f"{EDITION}tables/expenditure/",
        f"{EDITION}checks/",
        f"{EDITION}projects/",
        "/glossary/",
    ),
    *(f"{EDITION}figures.csv", f"{EDITION}tables/revenue/?sort=-total", "/search/?q=%E7%A7%91%E6%8A%80"),
)
SEED = 2025


def main() -> None:
    seconds = int(sys.argv[1]) if sys.argv[1:] else MINUTES * 60
    with tempfile.TemporaryDirectory(prefix="bench-attack-") as folder:
        environment = os.environ | {
            "DATA_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "LIMITS": "off",  # one address attacks and reads here
        }
        subprocess.run([sys.executable, "-m", "deploy.prepare"], cwd=exports.TOP, env=environment, check=True)
        with exports.serving(environment) as (port, _leader):
            waited(port)  # each page is made once
            alone = waited(port)
            with attacked(port):
                attacked_too = waited(port)
        with exports.serving(environment) as (port, leader):
            sizes = loaded(port, leader, seconds)
    lines = [*table(alone, attacked_too), "", *memory(sizes, seconds)]
    print("\n".join(lines))
    if not sys.argv[1:]:
        write_part("attack", lines)


# ---- the attack ----------------------------------------------------------------------------------------


@contextlib.contextmanager
def attacked(port: int) -> Iterator[None]:
    """While the block lasts one machine attacks."""
    ended = threading.Event()
    attackers: list[tuple[Callable[[int, threading.Event], None], int]] = [
        (slow_head, SLOW_HEADS),
        (slow_reader, SLOW_READERS),
        (sitemap, SITEMAPS),
        (package, PACKAGES),
    ]
    threads = [
        threading.Thread(target=attack, args=(port, ended), daemon=True)
        for attack, times in attackers
        for _ in range(times)
    ]
    for thread in threads:
        thread.start()
    time.sleep(2)
    yield
    ended.set()
    for thread in threads:
        thread.join(10)


def slow_head(port: int, ended: threading.Event) -> None:
    """A request whose head never ends; a new one where the server has had enough."""
    while not ended.is_set():
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 10) as client:
            client.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
            while not ended.wait(1):
                client.sendall(b"X-A: b\r\n")


def slow_reader(port: int, ended: threading.Event) -> None:
    """Takes a package a hundred bytes at a time."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 10) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.sendall(f"GET {EDITION}package.zip HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        while not ended.wait(0.5) and client.recv(100):
            pass


def sitemap(port: int, ended: threading.Event) -> None:
    """Asks for the sitemap again and again."""
    again(port, "/sitemap.xml", ended)


def package(port: int, ended: threading.Event) -> None:
    """Downloads a package again and again."""
    again(port, f"{EDITION}package.zip", ended)


def again(port: int, address: str, ended: threading.Event) -> None:
    """Ask for one address until the end."""
    while not ended.is_set():
        with contextlib.suppress(OSError):
            ask(port, address)


def ask(port: int, address: str) -> float:
    """Seconds until the whole answer is there. Raises OSError for none, and for any other than 200."""
    begun = time.monotonic()
    with urlopen(f"http://127.0.0.1:{port}{address}", timeout=60) as answer:
        answer.read()
    return time.monotonic() - begun


# ---- the others ----------------------------------------------------------------------------------------


def waited(port: int) -> list[float]:
    """Seconds that each of a hundred readers waits, four at a time; a reader without an answer has waited for ever."""
    dice = random.Random(SEED)
    addresses = [dice.choice(PAGES) for _ in range(ASKED)]
    found: list[float] = []

    def read(own: list[str]) -> None:
        for address in own:
            try:
                found.append(ask(port, address))
            except OSError:
                found.append(float("inf"))

    threads = [threading.Thread(target=read, args=(addresses[n::4],)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def loaded(port: int, leader: int, seconds: int) -> list[tuple[float, list[float]]]:
    """Megabytes of each worker every ten seconds under mixed load: pages, files, what is not kept, what is wrong."""
    ended = threading.Event()
    begun = time.monotonic()

    def load(seed: int) -> None:
        dice = random.Random(seed)
        while not ended.is_set():
            address = dice.choice(
                (*PAGES, f"/search/?q={dice.randrange(10**6)}", f"{EDITION}workbook.xlsx", "/nothing/")
            )
            with contextlib.suppress(OSError):
                ask(port, address)

    threads = [threading.Thread(target=load, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    sizes = []
    while time.monotonic() - begun < seconds:
        time.sleep(10)
        sizes.append((time.monotonic() - begun, megabytes(leader)))
    ended.set()
    for thread in threads:
        thread.join()
    return sizes


def megabytes(leader: int) -> list[float]:
    """The resident memory of each worker: the children of the process that leads."""
    found = []
    for child in Path(f"/proc/{leader}/task/{leader}/children").read_text().split():
        with contextlib.suppress(OSError):
            said = Path(f"/proc/{child}/status").read_text()
            lines = dict(line.split(":", 1) for line in said.splitlines())
            found.append(int(lines["VmRSS"].split()[0]) / 1024)
    return sorted(found)


# ---- the words -----------------------------------------------------------------------------------------


def table(alone: list[float], attacked_too: list[float]) -> list[str]:
    """The lines of a Markdown table."""
    lines = [
        f"| {ASKED} requests of others | answered | median, s | 95 %, s | longest, s |",
        "|---|---:|---:|---:|---:|",
    ]
    for name, found in (("alone", alone), ("during the attack", attacked_too)):
        answered = [each for each in found if each != float("inf")]
        part = sorted(found)[int(len(found) * 0.95) - 1]
        lines.append(
            f"| {name} | {len(answered)} | {statistics.median(found):.3f} | {part:.3f} | {max(found):.3f} |"
        )
    return lines


def memory(sizes: list[tuple[float, list[float]]], seconds: int) -> list[str]:
    """The memory of the largest worker at the second minute and at the end."""
    early = next((found for at, found in sizes if at >= min(120, seconds / 2)), sizes[-1][1])
    last = sizes[-1][1]
    return [
        f"Memory of the largest worker after {seconds // 60} minutes of mixed load: {max(last):.0f} MB; after two minutes it was {max(early):.0f} MB."
    ]


if __name__ == "__main__":
    main()
