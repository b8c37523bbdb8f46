"""Packages, made once and kept as files until the data in them changes.

DATA_DIR/packages/<version>/ holds <name>.zip, and <name>.json with its size, its SHA-256 and its files. The folder
may be deleted at any time. The caller decides who may have a package.
"""

import json
import logging
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from django.conf import settings

logger = logging.getLogger(__name__)

Made = dict[str, Any]  # the contents of the .json file


def kept(version: int, name: str) -> Made | None:
    """The description of a kept package; None when there is none."""
    try:
        made: Made = json.loads((_folder(version) / f"{name}.json").read_text())
    except (OSError, ValueError):
        return None
    return made


def opened(version: int, name: str) -> IO[bytes] | None:
    """A kept package, open for reading; None when there is none."""
    try:
        return (_folder(version) / f"{name}.zip").open("rb")
    except OSError:
        return None


def keep(version: int, name: str, make: Callable[[IO[bytes]], Made]) -> IO[bytes]:
    """Make a package, keep it instead of earlier ones, and give it open for reading. On a full disk it is not kept."""
    folder = _folder(version)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target: IO[bytes] = tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False)  # noqa: SIM115
    except OSError:
        logger.exception("Cannot keep a package of version %s", version)
        target = tempfile.TemporaryFile()  # noqa: SIM115
        make(target)
        target.seek(0)
        return target
    try:
        with target:
            made = make(target)
    except BaseException:
        os.unlink(target.name)
        raise
    _drop_others(folder, name)
    described = folder / f".{name}.json"
    described.write_text(json.dumps(made))
    os.replace(described, folder / f"{name}.json")  # first: whoever finds the package knows it
    os.replace(target.name, folder / f"{name}.zip")
    return (folder / f"{name}.zip").open("rb")


def forget(version: int) -> None:
    """Delete every kept package of that version."""
    shutil.rmtree(_folder(version), ignore_errors=True)


def _drop_others(folder: Path, name: str) -> None:
    """Delete the packages of an earlier revision or release, in the same language."""
    language = name.partition("-r")[0]
    for old in folder.glob(f"{language}-r*"):
        if old.stem != name:
            old.unlink(missing_ok=True)


def _folder(version: int) -> Path:
    folder: Path = settings.DATA_DIR / "packages" / str(version)
    return folder
