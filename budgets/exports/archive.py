"""Zip files that are equal for equal contents: fixed order, fixed times, and a checksum of every file."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO

CHECKSUMS = "SHA256SUMS"
READABLE = 0o100644 << 16  # an ordinary file that everyone may read
UNIX = 3


@dataclass(frozen=True)
class Packed:
    """One file of an archive: its name there, how many bytes, their SHA-256, how many rows if it is a table."""

    name: str
    size: int
    sha256: str
    rows: int | None = None


class PackageArchive:
    """A zip file that is being written; it knows the size and SHA-256 of each file added."""

    def __init__(self, target: IO[bytes], made: datetime) -> None:
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)
        self._made = made
        self.packed: list[Packed] = []

    def add(self, name: str, pieces: Iterable[bytes], rows: int | None = None) -> Packed:
        """Add a file whose content comes in pieces; returns its size and SHA-256."""
        digest, size = hashlib.sha256(), 0
        with self._zip.open(entry(name, self._made), "w", force_zip64=True) as member:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                member.write(piece)
        packed = Packed(name, size, digest.hexdigest(), rows)
        self.packed.append(packed)
        return packed

    def close(self) -> None:
        """Add the checksums of everything and finish the file."""
        self._zip.writestr(entry(CHECKSUMS, self._made), "".join(checksum_lines(self.packed)))
        self._zip.close()


def entry(name: str, made: datetime) -> zipfile.ZipInfo:
    """The name, time and rights of a file in an archive. A zip keeps even seconds, from 1980 on."""
    info = zipfile.ZipInfo(name, made.timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = UNIX
    info.external_attr = READABLE
    return info


def checksum_lines(packed: Iterable[Packed]) -> Iterator[str]:
    """The lines of SHA256SUMS, as `sha256sum -c` reads them."""
    for each in packed:
        yield f"{each.sha256}  {each.name}\n"
