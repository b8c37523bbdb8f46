"""package.zip of the whole site: each live edition's package in its own folder, and an index of them."""

import hashlib
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from itertools import chain
from typing import IO

from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from budgets.exports.archive import CHECKSUMS, Packed, checksum_lines
from budgets.exports.facts import licence
from budgets.exports.formats import FORMATS
from budgets.exports.sheet import Sheet
from budgets.exports.xlsx import EPOCH, made_at
from budgets.exports.zip_stream import ZipStream
from budgets.models import EditionVersion
from budgets.pages.data.catalogue import catalogue_sheet, site_definitions
from budgets.pages.data.datapackage import NAME, site_descriptor
from budgets.pages.data.dictionary import dictionary_sheet
from budgets.pages.data.package import package_of
from budgets.pages.data.package_index import ASSETS, OfflinePage, asset, index_page
from budgets.pages.data.read import in_chunks, revision_of

EDITIONS = "editions"  # the anchor of the list


def everything(keys: Sequence[int], language: str) -> Iterator[bytes]:
    """The bytes of the package of these versions, edition by edition; packages not made yet are made on the way."""
    with translation.override(language), tempfile.TemporaryFile() as sums:
        latest = max((made_at(version) for version in _each(keys)), default=EPOCH)
        stream = ZipStream(latest)
        for version in _each(keys):
            folder = _folder(version)
            with closing(package_of(version, revision_of(version))) as package:
                yield from stream.copied(package, folder)
                _copy_sums(package, folder, sums)
        yield from _own_files(stream, keys, latest, sums)
        yield from stream.finish()


def _own_files(stream: ZipStream, keys: Sequence[int], made: datetime, sums: IO[bytes]) -> Iterator[bytes]:
    """The files that belong to no edition: catalogue, dictionary, descriptor, index page, checksums of all files."""
    packed: list[Packed] = []
    tables: list[tuple[Sheet, Packed]] = []

    def add(name: str, pieces: Iterable[bytes], rows: int | None = None) -> Iterator[bytes]:
        digest, size = hashlib.sha256(), 0

        def counted() -> Iterator[bytes]:
            nonlocal size
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                yield piece

        yield from stream.file(name, counted())
        packed.append(Packed(name, size, digest.hexdigest(), rows))

    for sheet in (catalogue_sheet(keys), dictionary_sheet(more=site_definitions())):
        for suffix, form in FORMATS.items():
            yield from add(f"{sheet.name}.{suffix}", form.write(sheet, {}), sheet.count())
            if suffix == "csv":
                tables.append((sheet, packed[-1]))
    yield from add(NAME, [site_descriptor(_("预算公开：全部预算"), tables)])
    for name in ASSETS:
        yield from add(name, [asset(name)])
    page = OfflinePage(
        title=_("预算公开：全部预算"),
        lede=_("每份预算一个文件夹，打开其中的 index.html 就能看全部的表、项目说明和核对。"),
        unread="",  # the catalogue counts it for each edition
        facts=[(_("截至"), made.date().isoformat()), (_("许可"), licence())],
        contents=[(EDITIONS, _("目录"))],
        packed=list(packed),
    )
    yield from add("index.html", index_page(page, _editions(keys)))
    sums.write("".join(checksum_lines(packed)).encode())
    sums.seek(0)
    yield from stream.file(CHECKSUMS, iter(lambda: sums.read(65536), b""))


def _editions(keys: Sequence[int]) -> Iterator[str]:
    yield format_html(
        '<section class="section" id="{}" data-section><h2 class="section-head">{}</h2><ul class="index">\n',
        EDITIONS,
        _("目录"),
    )
    for version in _each(keys):
        yield format_html(
            '<li data-row="{}"><a href="{}index.html">{}</a></li>\n',
            f"{version.edition} {version.title}",
            _folder(version),
            str(version.edition),
        )
    yield "</ul></section>\n"


def _each(keys: Sequence[int]) -> Iterator[EditionVersion]:
    return chain.from_iterable(in_chunks(keys))


def _folder(version: EditionVersion) -> str:
    return f"{version.edition.body.slug}/{version.edition.segment}/"


def _copy_sums(package: IO[bytes], folder: str, sums: IO[bytes]) -> None:
    """The checksums of an edition's files under their names in this package."""
    with zipfile.ZipFile(package) as inner:
        content = inner.read(CHECKSUMS)
    for line in content.decode().splitlines():
        digest, _space, name = line.partition("  ")
        sums.write(f"{digest}  {folder}{name}\n".encode())
    own = Packed(folder + CHECKSUMS, len(content), hashlib.sha256(content).hexdigest())
    sums.write("".join(checksum_lines([own])).encode())
