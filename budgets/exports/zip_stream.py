"""A zip file that is sent while it is made; members that are already compressed are copied unchanged.

Python's own writer keeps a record of every member in memory, and would compress again what a kept package holds.
Here the list of contents grows in a temporary file, so that memory stays flat for any number of members.
"""

import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO

from budgets.exports.archive import READABLE, UNIX, entry

PIECE = 64 * 1024
LIMIT = 0xFFFFFFFF  # numbers from here on are written in the 64-bit fields
MANY = 0xFFFF
NEEDS, NEEDS_64 = 20, 45  # the version of the format that a reader must know
UTF8 = 0x800


class ZipStream:
    """Gives the bytes of a zip file member by member; `finish` gives its list of contents."""

    def __init__(self, made: datetime) -> None:
        self._made = made
        self._contents: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self._count = 0
        self._at = 0

    def file(self, name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """A new member, compressed on disk first, because its size is written before it."""
        crc, size, packer = 0, 0, zlib.compressobj(wbits=-15)
        with tempfile.TemporaryFile() as packed:
            for piece in pieces:
                crc, size = zlib.crc32(piece, crc), size + len(piece)
                packed.write(packer.compress(piece))
            packed.write(packer.flush())
            length = packed.tell()
            packed.seek(0)
            info = entry(name, self._made)
            info.CRC, info.file_size, info.compress_size = crc, size, length
            yield from self._member(info, packed, length)

    def copied(self, archive: IO[bytes], folder: str) -> Iterator[bytes]:
        """Every member of another archive, in a folder of this one, without unpacking it."""
        with zipfile.ZipFile(archive) as inner:
            for info in inner.infolist():
                archive.seek(info.header_offset + 26)
                name_length, extra_length = struct.unpack("<HH", archive.read(4))
                archive.seek(name_length + extra_length, 1)
                info.filename = folder + info.filename
                yield from self._member(info, archive, info.compress_size)

    def finish(self) -> Iterator[bytes]:
        """The list of contents."""
        start, size = self._at, self._contents.tell()
        self._contents.seek(0)
        while piece := self._contents.read(PIECE):
            yield piece
        self._contents.close()
        if self._count >= MANY or start >= LIMIT or size >= LIMIT:
            counts = (self._count, self._count, size, start)
            yield struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, NEEDS_64, NEEDS_64, 0, 0, *counts)
            yield struct.pack("<IIQI", 0x07064B50, 0, start + size, 1)
        count = min(self._count, MANY)
        yield struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, min(size, LIMIT), min(start, LIMIT), 0)

    def _member(self, info: zipfile.ZipInfo, source: IO[bytes], length: int) -> Iterator[bytes]:
        """One member of at most 4 GiB."""
        if max(info.file_size, length) >= LIMIT:
            raise ValueError(f"{info.filename} is too large for a package")
        name = info.filename.encode()
        year, month, day, hour, minute, second = info.date_time
        time = hour << 11 | minute << 5 | second // 2
        date = (year - 1980) << 9 | month << 5 | day
        common = (UTF8, info.compress_type, time, date, info.CRC, length, info.file_size, len(name))
        header = struct.pack("<IHHHHHIIIHH", 0x04034B50, NEEDS, *common, 0) + name
        extra = struct.pack("<HHQ", 1, 8, self._at) if self._at >= LIMIT else b""
        needs = NEEDS_64 if extra else NEEDS
        self._contents.write(
            struct.pack(
                "<IBBHHHHHIIIHHHHHII",
                0x02014B50,
                needs,
                UNIX,
                needs,
                *common,
                len(extra),
                0,
                0,
                0,
                READABLE,
                min(self._at, LIMIT),
            )
            + name
            + extra
        )
        self._count += 1
        self._at += len(header) + length
        yield header
        while length:
            piece = source.read(min(PIECE, length))
            if not piece:
                raise ValueError(f"{info.filename} ends early")
            length -= len(piece)
            yield piece
