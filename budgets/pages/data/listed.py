"""What the pages of files list: each edition with its files, and each file of an edition, ready to be shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.exports.facts import citation, licence
from budgets.exports.formats import FORMATS
from budgets.exports.sheet import Sheet
from budgets.models import EditionVersion
from budgets.pages.data.read import RowCounts
from budgets.pages.data.sheets import table_of
from budgets.pages.edition_frame import Fact, digest
from budgets.words import data as words
from budgets.words.editions import year_and_kind
from budgets.words.lists import rows_counted
from budgets.words.official import marked, with_gloss
from budgets.words.sentences import side_by_side

WORKBOOK = "workbook.xlsx"  # its name in the package
SHOWN_OF_A_FORMAT = 8  # characters of a SHA-256 in a row with three of them

Packed = Mapping[str, tuple[int, str]]  # size and SHA-256 of each file of a package
_ADDRESSES = {"uncounted-amounts": "uncounted"}


@dataclass(frozen=True)
class ListedEdition:
    """A budget of the catalogue: its name and address, its version and rows, its files."""

    name: SafeString
    href: str
    facts: SafeString
    files: SafeString


@dataclass(frozen=True)
class ListedFile:
    """One table or list of an edition: what it is called, how many rows it has, and its formats."""

    name: SafeString
    rows: str
    formats: SafeString


def listed_edition(version: EditionVersion, made: Mapping[str, Any] | None, rows: RowCounts) -> ListedEdition:
    """A budget of the catalogue; `made` is what is known of its package, None where it is not made yet."""
    edition, source = version.edition, version.source
    workbook = made["files"].get(WORKBOOK) if made else None
    files = [
        format_html('<a href="{}">{}</a>', version.page("files"), _("全部文件")),
        _file(version, "workbook", _("Excel 工作簿"), *(workbook or (None, ""))),
        _file(version, "package", _("离线包"), *((made["size"], made["sha256"]) if made else (None, ""))),
        _file(version, "source-original", _("来源文件"), source.size, source.sha256),
    ]
    return ListedEdition(
        words.edition_name(edition.body.name, year_and_kind(edition.year, edition.get_kind_display())),
        version.page("edition"),
        words.edition_facts(
            version.number,
            version.published_at,
            figures=rows.figures,
            statements=rows.statements,
            checks=rows.checks,
        ),
        words.downloads(files),
    )


def _file(version: EditionVersion, page: str, name: str, size: int | None, sha256: str) -> SafeString:
    link = _download(version.page(page), name)
    return link if size is None else words.with_digest(link, filesizeformat(size), digest(sha256))


def _download(href: str, name: str | SafeString) -> SafeString:
    return format_html('<a href="{}" download>{}</a>', href, name)


def file_facts(version: EditionVersion, made: Mapping[str, Any] | None, revision: int) -> list[Fact]:
    """What is to be known of an edition's files: packages, source, version, licence, citation."""
    source = version.source
    workbook = made["files"].get(WORKBOOK) if made else None
    package = (made["size"], made["sha256"]) if made else None
    offline = _("全部文件、来源文件、数据字典和能离线看、离线找的网页")
    return [
        Fact(_("离线包"), _noted(version.page("package"), "package.zip", [offline], package)),
        Fact(_("Excel 工作簿"), _noted(version.page("workbook"), WORKBOOK, [_("一张表一页")], workbook)),
        Fact(
            _("来源文件"),
            _noted(
                version.page("source-original"), marked(version.filename), [], (source.size, source.sha256)
            ),
        ),
        Fact(_("版本"), words.version_and_revision(version.number, revision)),
        Fact(_("许可"), SafeString(licence())),
        Fact(_("引用"), format_html("{}", citation(version))),
    ]


def _noted(href: str, name: str, notes: Sequence[str], known: tuple[int, str] | None) -> SafeString:
    size = [filesizeformat(known[0]), format_html("SHA-256 {}", digest(known[1]))] if known else []
    return words.beside(_download(href, name), [*notes, *size])


def listed_file(version: EditionVersion, sheet: Sheet, packed: Packed) -> ListedFile:
    """One table or list, with size and SHA-256 of its formats where the package is made."""
    table = table_of(sheet)
    title = with_gloss(sheet.title)
    return ListedFile(
        format_html("{} {}", _("表%(n)s") % {"n": table.number}, title) if table else title,
        rows_counted(sheet.count()),
        side_by_side(_formats(version, sheet, packed)),
    )


def _formats(version: EditionVersion, sheet: Sheet, packed: Packed) -> Iterable[SafeString]:
    page = "table" if sheet.folder else _ADDRESSES.get(sheet.name, sheet.name)
    more = {"table": sheet.name} if sheet.folder else {}
    folder = f"{sheet.folder}/" if sheet.folder else ""
    for suffix, form in FORMATS.items():
        link = _download(version.page(f"{page}-{suffix}", **more), form.label)
        known = packed.get(f"{suffix}/{folder}{sheet.name}.{suffix}")
        if known is None:
            yield link
            continue
        size, sha256 = known
        short = digest(sha256, shown=SHOWN_OF_A_FORMAT, title="SHA-256 ")
        yield words.format_with_digest(link, filesizeformat(size), short)
