"""The portal as `make serve` runs it: migrated, with the bundled edition, under gunicorn with two workers."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
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
def running(folder: Path, database: str, **settings: str) -> Iterator[Server]:
    """The site while the block lasts; `settings` are environment variables."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    site = {"DATA_DIR": str(folder), "DATABASE_URL": database, "PORT": port, "WEB_WORKERS": "2", **settings}
    environment = os.environ | site | {"DJANGO_SETTINGS_MODULE": "portal.settings"}
    subprocess.run([sys.executable, "-m", "deploy.prepare"], cwd=TOP, env=environment, check=True)
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "portal.wsgi"]
    url = f"http://127.0.0.1:{port}"
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=TOP, env=environment, stdout=output, stderr=output)
    try:
        if not _answers(f"{url}/healthz", seconds=30):
            raise AssertionError(f"The server does not start:\n{log.read_text()}")
        yield Server(url, environment)
    finally:
        process.terminate()
        process.wait(30)


def _answers(address: str, seconds: int) -> bool:
    for _ in range(seconds * 10):
        try:
            with urlopen(address, timeout=5):
                return True
        except OSError:  # refused, or too busy to answer in time
            time.sleep(0.1)
    return False
