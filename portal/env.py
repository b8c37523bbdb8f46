"""Reads settings from environment variables, and the secret key from a file that is created once.

An empty variable counts as not set, because compose files and CI pass unknown variables as empty. Each error names
the variable and says what to write.
"""

import contextlib
import ipaddress
import os
import re
import secrets
import tempfile
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

_env = environ.Env()

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}
RATE = re.compile(r"off|[1-9][0-9]{0,6}/(second|minute|hour|day)")


def text(name: str, default: str | None = None) -> str:
    """The variable's text; it must be set if there is no default."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"The environment variable {name} is missing: set it and start again.")
    return default


def flag(name: str, *, default: bool = False) -> bool:
    """A switch. A word that is neither yes nor no is an error."""
    value = text(name, "1" if default else "0").lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name}={value} is not understood: write {name}=1 or {name}=0.")
    return value in TRUE


def number(name: str, default: int) -> int:
    """A whole number above zero."""
    value = text(name, str(default))
    if not value.isdecimal() or int(value) == 0:
        raise ImproperlyConfigured(
            f"{name}={value} is not understood: write a whole number, like {name}={default}."
        )
    return int(value)


def words(name: str, default: list[str]) -> list[str]:
    """A list, separated by commas."""
    return [word.strip() for word in text(name, ",".join(default)).split(",") if word.strip()]


def networks(name: str, default: list[str]) -> list[str]:
    """Addresses and networks, separated by commas."""
    found = words(name, default)
    for word in found:
        try:
            ipaddress.ip_network(word, strict=False)
        except ValueError as error:
            raise ImproperlyConfigured(
                f"{name}: {word} is no address and no network: write {name}=10.0.0.5,172.16.0.0/12."
            ) from error
    return found


def limits(name: str, default: dict[str, str]) -> dict[str, str]:
    """Rates by their kinds: the default, but for those named, as in search=300/minute; with the word off none."""
    found = words(name, [])
    if found == ["off"]:
        return {}
    rates = default | dict(word.replace(" ", "").partition("=")[::2] for word in found)
    for kind, rate in rates.items():
        if kind not in default or not RATE.fullmatch(rate):
            raise ImproperlyConfigured(
                f"{name}: {kind}={rate} is not understood: write {name}=search=300/minute, {name}=search=off or {name}=off; "
                f"the kinds are {', '.join(default)}."
            )
    return {kind: rate for kind, rate in rates.items() if rate != "off"}


def database(name: str, default: Path) -> dict[str, Any]:
    """Django's settings for the database (SQLite or PostgreSQL) at the variable's address; by default an SQLite file."""
    address = text(name, "")
    if not address:
        default.parent.mkdir(parents=True, exist_ok=True)
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": default}
    # Checked first and never quoted: the warning of django-environ would show the password.
    if address.partition("://")[0] in {"sqlite", "postgres", "postgresql"}:
        with contextlib.suppress(ValueError):
            return dict(_env.db_url_config(address))
    raise ImproperlyConfigured(
        f"{name} is not understood: write postgres://user:password@host:5432/name or sqlite:////path/to/file."
    )


def cache(name: str, default: str) -> dict[str, Any]:
    """Django's settings for the cache at the variable's address."""
    try:
        return dict(_env.cache_url_config(text(name, default)))
    except (KeyError, ValueError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(
            f"{name} is not understood: write redis://host:6379/0, or leave it out for a cache in memory."
        ) from error


def secret_key(name: str, path: Path) -> str:
    """The signing key: the variable, or else the one in `path`, which is created at first use."""
    value = text(name, "")
    if value:
        return value
    try:
        if not path.exists():
            _write_once(path, secrets.token_urlsafe(64))
        return path.read_text("ascii").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name} is missing and {path} cannot be read or written ({error.strerror}): "
            f"set {name} to 50 or more random characters, or make that folder writable."
        ) from error


def _write_once(path: Path, content: str) -> None:
    """Create `path`, readable by its owner only; if another process was first, its file is kept."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)  # created with mode 600
    try:
        with os.fdopen(handle, "w") as file:
            file.write(content + "\n")
        os.link(draft, path)  # unlike a rename this never replaces, so two first starts agree on one key
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)
