"""The portal as `make serve` runs it: migrated, with the bundled edition, under granian with two workers."""

import contextlib
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.request import urlopen

TOP = Path(__file__).resolve().parents[1]
PASSWORD = "ting-zhi-ke-zhang-2025"  # of every account made here

ACCOUNTS = """
from django.contrib.auth.models import Group, User
for name, role in {accounts!r}.items():
    user = User.objects.create_user(name, password={password!r}, is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
"""


@dataclass(frozen=True)
class Server:
    """A running site on a database and a folder of its own."""

    url: str
    environment: dict[str, str]
    process: int | None = None  # its id, where this process started it

    def manage(self, *arguments: str) -> str:
        """Run a management command on its database; what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=TOP, env=self.environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    def add_accounts(self, **roles: str) -> None:
        """Make accounts that may sign in, each with one role."""
        self.manage("shell", "-v", "0", "-c", ACCOUNTS.format(accounts=roles, password=PASSWORD))


@contextlib.contextmanager
def running(
    folder: Path, database: str, ready: Path, empty: bool = False, **settings: str
) -> Iterator[Server]:
    """The site while the block lasts; `settings` are environment variables. `ready` is a data folder to begin
    from, as `prepared` makes it; its database is copied too, to `folder`/db.sqlite3, and another one is prepared,
    unless it may stay `empty`."""
    site = _site(folder, database, settings)
    shutil.copytree(ready, folder, dirs_exist_ok=True)
    if not empty and database != f"sqlite:///{folder}/db.sqlite3":
        _prepare(site)
    process = _serve(site)
    try:
        yield replace(_server(site), process=process.pid)
    finally:
        process.terminate()
        process.wait(30)


def prepared(folder: Path) -> Path:
    """A data folder made ready to serve, with its database in db.sqlite3: once, whoever of a run asks first.

    To be copied, not served: preparing takes as long as some dozens of tests, and a copy takes no time.
    """
    with one_at_a_time(folder):
        done = folder / "ready"
        if not done.exists():
            making = folder / "making"
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            _prepare(_site(making, f"sqlite:///{making}/db.sqlite3", {}))
            making.rename(done)
    return done


@contextlib.contextmanager
def shared(
    folder: Path, ready: Path, furnish: Callable[[Server], object] = lambda _site: None, **settings: str
) -> Iterator[Server]:
    """One site for all processes of a run that name this folder, on a copy of `ready`.

    The first one starts and furnishes it, the last one stops it. Who uses it holds a lock on `folder`/users, which
    ends with its process however that ends; who starts or stops it has his turn.
    """
    state = folder / "site.json"
    with contextlib.ExitStack() as open_files:
        with one_at_a_time(folder):
            users = open_files.enter_context((folder / "users").open("w"))
            fcntl.flock(users, fcntl.LOCK_SH)
            if not state.exists():
                data = folder / "data"
                shutil.rmtree(data, ignore_errors=True)
                shutil.copytree(ready, data)
                site = _site(data, f"sqlite:///{data}/db.sqlite3", settings)
                process = _serve(site)
                try:
                    furnish(_server(site))
                except BaseException:
                    process.terminate()
                    raise
                state.write_text(json.dumps({"site": site, "process": process.pid}))
            known = json.loads(state.read_text())
        try:
            yield _server(known["site"])
        finally:
            with one_at_a_time(folder), contextlib.suppress(BlockingIOError):  # somebody else still uses it
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                state.unlink()
                _stop(known["process"])


@contextlib.contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """One process at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "turn").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _site(folder: Path, database: str, settings: dict[str, str]) -> dict[str, str]:
    """The environment variables by which a site differs from this process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    own = {
        "DATA_DIR": str(folder),
        "DATABASE_URL": database,
        "PORT": port,
        "WEB_WORKERS": "2",
        "LIMITS": "off",
    }
    return own | settings | {"DJANGO_SETTINGS_MODULE": "portal.settings"}


def _server(site: dict[str, str]) -> Server:
    return Server(f"http://127.0.0.1:{site['PORT']}", os.environ | site)


def _prepare(site: dict[str, str]) -> None:
    subprocess.run([sys.executable, "-m", "deploy.prepare"], cwd=TOP, env=os.environ | site, check=True)


def _serve(site: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start the site and wait until it answers."""
    command = [sys.executable, "-m", "deploy.server"]
    log = Path(site["DATA_DIR"]) / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=TOP, env=os.environ | site, stdout=output, stderr=output)
    if not _answers(f"{_server(site).url}/healthz", seconds=30):
        process.terminate()
        process.wait(30)
        raise AssertionError(f"The server does not start:\n{log.read_text()}")
    return process


def _stop(process: int) -> None:
    """Stop a server that another process may have started."""
    os.kill(process, signal.SIGTERM)
    with contextlib.suppress(ChildProcessError):  # not ours: nobody waits for it
        os.waitpid(process, 0)


def _answers(address: str, seconds: int) -> bool:
    for _ in range(seconds * 10):
        try:
            with urlopen(address, timeout=5):
                return True
        except OSError:  # refused, or too busy to answer in time
            time.sleep(0.1)
    return False
