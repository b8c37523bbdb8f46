"""`make test`: style; then all tests on SQLite and, beside them, types, checks and PostgreSQL's own tests. Standard library only.

PostgreSQL and Redis are started for the run, in a temporary folder, and stopped with it, whatever happens.
What cannot be had (they, or Chromium) is left out with its reason; with CI=true that is a failure instead.
`tests/run.py lint` does style and types alone, `tests/run.py quick` what daily work needs, `tests/run.py trials` every
seeded generator in full, `tests/run.py all` every test on both databases.
"""

import contextlib
import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

TOP = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
CI = os.environ.get("CI", "").lower() in {"1", "true"}
# The developer's own settings must not change what is tested, nor keep Python from compiling the sources only once.
SITE_VARIABLES = (
    "ALLOWED_HOSTS",
    "CACHE_URL",
    "DATABASE_URL",
    "DEBUG",
    "HTTPS",
    "PYTHONDONTWRITEBYTECODE",
    "PUBLISH_NEEDS_TWO",
    "SECOND_FACTOR",
    "SECRET_KEY",
)


# Three processes on two cores: a browser waits while others work. Each keeps to its own files as long as it can, so that
# what a file reads or publishes is made once.
PYTEST = (PYTHON, "-m", "pytest", "-n", "3", "--dist", "worksteal", "--durations=20")
# What speaks to the database in its own way: search, filters, reads, actions, two people at once, one file of each
# kind. Everything else gives the same on either, and runs on SQLite alone; `tests/run.py all` runs all on both.
BOTH_DATABASES = "tests/exports/test_both_databases.py"
ON_POSTGRESQL = (
    # The longest first: the other process does the rest meanwhile.
    *("tests/desk/test_two_clerks.py", BOTH_DATABASES),
    *("tests/actions", "tests/search", "tests/listing", "tests/pages/search", "tests/pages/years"),
    "tests/kept/test_serving.py",
    *("tests/pages/checks/test_checks.py", "tests/pages/checks/test_files.py"),
    "tests/pages/projects/test_projects.py",
    *("tests/desk/test_second_factor.py", "tests/bench"),
    *("tests/exports/test_csv.py", "tests/exports/test_xlsx.py"),
    *("tests/portal/test_health.py", "tests/portal/test_services.py"),
)
# Pages that ask by the same filters and records as these: on PostgreSQL in full trials.
ALSO_ON_POSTGRESQL = ("tests/pages/tables", "tests/pages/checks")
QUICK = (
    *("tests/form", "tests/readers/test_text.py", "tests/parsing", "tests/reconcile", "tests/changes"),
    *("tests/words", "tests/listing", "tests/charts", "tests/pages", "tests/templatetags"),
    *("tests/test_import_direction.py", "tests/test_words_of_ours.py", "tests/test_english.py"),
)


class Unavailable(Exception):
    """A service that the tests want cannot be had here."""


# ---- Debian packages ---------------------------------------------------------------------------------


def postgres_bin() -> str:
    """The folder of PostgreSQL's server programs; Debian keeps them off the PATH. Empty if there is none."""
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
    return folders[-1] if folders else os.path.dirname(shutil.which("initdb") or "")


def has_chinese_font() -> bool:
    found = shutil.which("fc-list") and subprocess.run(["fc-list", ":lang=zh"], capture_output=True).stdout
    return bool(found)


LIGHTER = "chromium-headless-shell"  # the same engine without windows: a quarter less work
PACKAGES: dict[str, Callable[[], object]] = {
    "chromium": lambda: shutil.which(LIGHTER) or shutil.which("chromium"),
    "fonts-noto-cjk": has_chinese_font,
    "gettext": lambda: shutil.which("msgfmt"),
    "libreoffice-calc-nogui": lambda: shutil.which("soffice"),
    "postgresql": postgres_bin,
    "redis-server": lambda: shutil.which("redis-server"),
}


def install_packages() -> None:
    """Install what is missing when that is possible; else say so in one sentence and go on."""
    missing = [name for name, present in PACKAGES.items() if not present()]
    wanted = missing if shutil.which(LIGHTER) else [LIGHTER, *missing]
    if wanted and os.geteuid() == 0 and shutil.which("apt-get"):
        apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
        quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
        print(f"Installing {' '.join(wanted)}", flush=True)
        subprocess.run([*apt, "update"], **quiet)
        for name in wanted:  # one by one: a package that this system lacks must not keep out the others
            if name == LIGHTER or not PACKAGES[name]():
                subprocess.run([*apt, "install", "-y", "--no-install-recommends", name], **quiet)
        missing = [name for name in missing if not PACKAGES[name]()]
    if missing:
        print(f"Missing for some tests; with Debian or Ubuntu, as root: apt-get install {' '.join(missing)}")


# ---- Services ----------------------------------------------------------------------------------------


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL of our own on a Unix socket; gives its DATABASE_URL."""
    bin_folder = postgres_bin()
    if not bin_folder:
        raise Unavailable("PostgreSQL is not installed")
    folder = tempfile.mkdtemp(prefix="portal-pg-")
    prefix: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
        prefix = ["runuser", "-u", "postgres", "--"]

    def call(program: str, *arguments: str) -> None:
        command = [*prefix, f"{bin_folder}/{program}", "-D", f"{folder}/data", *arguments]
        # Into a file: the server inherits its outputs, so a pipe would stay open for as long as it runs.
        with open(log, "ab") as output:
            done = subprocess.run(command, cwd=folder, stdout=output, stderr=output)
        if done.returncode:
            raise Unavailable(f"PostgreSQL does not start: {Path(log).read_text(errors='replace')[-600:]}")

    log = f"{folder}/log"
    # Nothing needs to survive a power cut. Locale C: a search or an order that leans on the server's
    # locale shows here.
    options = f"-c listen_addresses= -c unix_socket_directories={folder}"
    options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    try:
        call("initdb", "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C")
        call("pg_ctl", "-w", "-o", options, "start")
        yield f"postgres://postgres@/{folder}/postgres"
    finally:
        if os.path.exists(f"{folder}/data/postmaster.pid"):
            call("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """A Redis of our own on a free port; gives its address."""
    if not shutil.which("redis-server"):
        raise Unavailable("Redis is not installed")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", ""]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=tempfile.gettempdir())
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        else:
            raise Unavailable("Redis does not start")
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(10)


# ---- Stages ------------------------------------------------------------------------------------------


class Run:
    """Runs one stage after the other, all of them, and keeps what came out."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.results: list[tuple[str, str, float]] = []

    def stage(self, name: str, *command: str, **variables: str) -> None:
        print(f"\n---- {name} ----", flush=True)
        start = time.monotonic()
        done = subprocess.run(command, cwd=TOP, env=self.environment | variables)
        self.results.append((name, "failed" if done.returncode else "passed", time.monotonic() - start))

    @contextlib.contextmanager
    def beside(self, name: str, *command: str) -> Iterator[None]:
        """Run a stage while the block does other work; what it said so far comes after that, the rest as it says it."""
        start = time.monotonic()
        with tempfile.NamedTemporaryFile() as output, open(output.name, "rb") as said:
            process = subprocess.Popen(command, cwd=TOP, env=self.environment, stdout=output, stderr=output)
            try:
                yield
                print(f"\n---- {name} ----", flush=True)
                while process.poll() is None:
                    _pass_on(said)
                    time.sleep(0.5)
                _pass_on(said)
            finally:
                process.terminate()  # pytest ends its processes itself
                process.wait()
        failed = process.returncode != 0
        self.results.append((name, "failed" if failed else "passed", time.monotonic() - start))

    def leave_out(self, name: str, reason: str) -> None:
        print(f"\n---- {name}: left out: {reason} ----", flush=True)
        self.results.append((name, "failed" if CI else "left out", 0))

    @property
    def failed(self) -> list[str]:
        return [name for name, result, _ in self.results if result == "failed"]

    def summary(self) -> None:
        print("\n---- so far ----")
        for name, result, seconds in self.results:
            print(f"{name:24} {result:10} {seconds:6.1f} s")
        print(flush=True)


def _pass_on(said: IO[bytes]) -> None:
    """What was said since the last time."""
    sys.stdout.flush()
    shutil.copyfileobj(said, sys.stdout.buffer)
    sys.stdout.flush()


MYPY = ("mypy", PYTHON, "-m", "mypy")


def lint(run: Run) -> None:
    style(run)
    run.stage(*MYPY)


def style(run: Run, files: Sequence[str] = ()) -> None:
    """Ruff and djade, over everything or over some files."""
    python = [name for name in files if name.endswith(".py")]
    if python or not files:
        run.stage("ruff check", PYTHON, "-m", "ruff", "check", *python)
        run.stage("ruff format", PYTHON, "-m", "ruff", "format", "--check", *python)
    everything = sorted(str(path.relative_to(TOP)) for path in (TOP / "templates").rglob("*.html"))
    templates = [name for name in files if name in everything] if files else everything
    if templates:
        djade = str(Path(PYTHON).with_name("djade"))
        run.stage("djade", djade, "--check", "--target-version", "5.2", *templates)


def changed() -> list[str]:
    """The files that differ from what was committed last, and those that git does not know yet."""
    named = ("diff", "--name-only", "--diff-filter=d", "HEAD"), ("ls-files", "--others", "--exclude-standard")
    outputs = (subprocess.run(["git", *words], cwd=TOP, capture_output=True, text=True) for words in named)
    return [name for output in outputs for name in output.stdout.split()]


def quick(run: Run, services: contextlib.ExitStack) -> None:
    """For daily work: the style of what changed, the pure half and the pages on SQLite, no browser, nothing long."""
    if files := changed():
        style(run, files)
    run.stage("tests", *PYTEST, "-n", "2", "-m", "not postgres and not browser and not long", *QUICK)


def test(run: Run, services: contextlib.ExitStack, everything: bool = False) -> None:
    """What continuous integration runs. With `everything` PostgreSQL runs all tests too, not only its own."""
    install_packages()
    style(run)
    try:
        run.environment["TEST_REDIS_URL"] = services.enter_context(redis())
    except Unavailable as reason:
        run.leave_out("Redis", str(reason))
    # All at once: a process that waits, for its browser, a server or another process, leaves its time to the others.
    with run.beside("tests on SQLite", *PYTEST, "-m", "not postgres"):  # the output ends as pytest's does
        run.stage("check", PYTHON, "manage.py", "check", "--fail-level", "WARNING")
        run.stage("migrations", PYTHON, "manage.py", "makemigrations", "--check", "--dry-run")
        run.stage(*MYPY)
        try:
            address = services.enter_context(postgres())
            chosen = () if everything else ON_POSTGRESQL
            own = f"{run.environment['DATA_DIR']}/postgresql"  # kept packages belong to one database
            stage = ("tests on PostgreSQL", *PYTEST, "-n2", "-m", "not browser", *chosen)
            run.stage(*stage, DATABASE_URL=address, DATA_DIR=own)
        except Unavailable as reason:
            run.leave_out("tests on PostgreSQL", str(reason))
        run.summary()


# A file draws a sample where it asks for one itself, leaves out sisters of documents, or judges the colours of a page.
DRAWN_BY = ("import trials", "without_sisters", "hinders", "inaccessible")


def trials(run: Run, services: contextlib.ExitStack) -> None:
    """Every test that draws a sample, in full."""
    files = sorted(str(path) for path in (TOP / "tests").rglob("test_*.py"))
    long = [path for path in files if any(word in Path(path).read_text() for word in DRAWN_BY)]
    run.stage("trials", *PYTEST, *long, TRIALS="full")
    try:
        address = services.enter_context(postgres())
        chosen = (BOTH_DATABASES, *ALSO_ON_POSTGRESQL)
        run.stage("both databases", *PYTEST, *chosen, TRIALS="full", DATABASE_URL=address)
    except Unavailable as reason:
        run.leave_out("both databases", str(reason))


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the services are stopped then too
    with contextlib.ExitStack() as services:
        data = services.enter_context(tempfile.TemporaryDirectory(prefix="portal-test-"))
        own = {name: value for name, value in os.environ.items() if name not in SITE_VARIABLES}
        run = Run(own | {"DATA_DIR": data, "TEST_READY": f"{data}/made"})
        match sys.argv[1:]:
            case ["lint"]:
                lint(run)
            case ["quick"]:
                quick(run, services)
            case ["trials"]:
                trials(run, services)
            case ["all"]:
                test(run, services, everything=True)
            case _:
                test(run, services)
    if run.failed:
        print(f"\nFailed: {', '.join(run.failed)}", file=sys.stderr)
    return 1 if run.failed else 0


if __name__ == "__main__":
    sys.exit(main())
