"""package.zip: everything about an edition in one file; equal bytes for equal version and revision."""

import hashlib
import logging
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import IO

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from budgets.exports.archive import PackageArchive, Packed
from budgets.exports.facts import fact_sheet, facts_of
from budgets.exports.formats import FORMATS
from budgets.exports.sheet import Sheet
from budgets.exports.xlsx import made_at
from budgets.kept import packages
from budgets.models import EditionVersion
from budgets.pages.data.datapackage import NAME, descriptor, source_name
from budgets.pages.data.dictionary import dictionary_sheet
from budgets.pages.data.package_index import ASSETS, OfflinePage, asset, heading_of, index_page, section
from budgets.pages.data.read import revision_of
from budgets.pages.data.sheets import sheets_of
from budgets.pages.data.workbook import book_of
from budgets.pages.source.read import original_bytes
from budgets.words.unread import not_recorded, on_every_page

# The files that determine a package besides its version: when one changes, kept packages are made anew.
_RECIPE = ("budgets/**/*.py", "templates/data/*", "static/budgets/css/site.css", "locale/**/*.mo")
NOT_ON_THE_PAGE = ("figures", "dictionary")  # only as files: the page's tables already show the figures

_making = Lock()
logger = logging.getLogger(__name__)


def package_of(version: EditionVersion, revision: int) -> IO[bytes]:
    """The package of a version, open for reading: the one that was kept, or made now. A draft's is not kept."""
    if version.number is None:
        target = tempfile.TemporaryFile()  # noqa: SIM115
        _make(version, revision)(target)
        target.seek(0)
        return target
    name = package_name(version, revision)
    if package := packages.opened(version.pk, name):
        return package
    with _making:  # another request waits for the package instead of making a second one
        return packages.opened(version.pk, name) or packages.keep(version.pk, name, _make(version, revision))


def prepare(version: EditionVersion) -> None:
    """Make the packages of a live version in every language, so that their sizes and digests are known at once.

    A full disk does no harm to the version: the package is then made when somebody asks for it.
    """
    try:
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                package_of(version, revision_of(version)).close()
    except OSError:
        logger.exception("The packages of version %s were not made", version.pk)


def known(version: EditionVersion, revision: int) -> packages.Made | None:
    """Size, SHA-256 and files of a package that was made already; None for one that was not, and for a draft."""
    if version.number is None:
        return None
    return packages.kept(version.pk, package_name(version, revision))


def package_name(version: EditionVersion, revision: int) -> str:
    """The name under which a package is kept: language, revision, and a digest of what else its bytes depend on.

    The digest covers this release and the version, as a restored database may have another version of that key.
    """
    edition = version.edition
    who = (edition.body.slug, edition.body.name, edition.segment, version.number, made_at(version))
    digest = hashlib.sha256(repr((_recipe(), who, version.source.sha256)).encode()).hexdigest()
    return f"{get_language() or 'zh-hans'}-r{revision}-{digest[:12]}"


def _make(version: EditionVersion, revision: int) -> Callable[[IO[bytes]], packages.Made]:
    def make(target: IO[bytes]) -> packages.Made:
        packed = write_package(version, revision, target)
        target.seek(0)
        digest = hashlib.file_digest(target, "sha256").hexdigest()  # type: ignore[arg-type]
        size = target.seek(0, 2)
        return {"size": size, "sha256": digest, "files": {p.name: [p.size, p.sha256] for p in packed}}

    return make


def write_package(version: EditionVersion, revision: int, target: IO[bytes]) -> list[Packed]:
    """Write everything about a version into a file open for writing; returns what was packed."""
    archive = PackageArchive(target, made_at(version))
    sheets = [sheet.held() for sheet in (*sheets_of(version), dictionary_sheet(version))]
    tables = [(sheet, _add_formats(archive, sheet)) for sheet in sheets]
    archive.add("workbook.xlsx", book_of((fact_sheet(version, revision), *sheets), made_at(version)))
    archive.add(f"source/{source_name(version)}", [bytes(original_bytes(version))])
    archive.add(NAME, [descriptor(version, revision, tables)])
    shown = [sheet for sheet in sheets if sheet.name not in NOT_ON_THE_PAGE]
    for name in ASSETS:
        archive.add(name, [asset(name)])
    lede = _("这份预算的全部数据，离线可看：每张表、每份项目说明、每项核对，都照原文。")
    page = OfflinePage(
        title=str(version.edition),
        lede=lede,
        unread=_unread(version),
        facts=facts_of(version, revision),
        contents=[(sheet.name, heading_of(sheet)) for sheet in shown],
        packed=list(archive.packed),
    )
    archive.add("index.html", index_page(page, chain.from_iterable(map(section, shown))))
    archive.close()
    return archive.packed


def _unread(version: EditionVersion) -> str:
    if version.unread_count is None:
        return not_recorded()
    return on_every_page(version.unread_count, "#unread") if version.unread_count else ""


def _add_formats(archive: PackageArchive, sheet: Sheet) -> Packed:
    """Add a sheet in every format; returns the name, size and digest of its CSV file."""
    folder = f"{sheet.folder}/" if sheet.folder else ""
    rows = sheet.count()
    made = {
        suffix: archive.add(f"{suffix}/{folder}{sheet.name}.{suffix}", form.write(sheet, {}), rows)
        for suffix, form in FORMATS.items()
    }
    return made["csv"]


@cache
def _recipe() -> str:
    """A digest of the code, templates, style and translations of this release, which make the packages."""
    digest = hashlib.sha256()
    for path in sorted(_files(settings.BASE_DIR, _RECIPE)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _files(top: Path, patterns: Iterable[str]) -> Iterator[Path]:
    for pattern in patterns:
        yield from top.glob(pattern)
