"""The package of the whole site, and the catalogue."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from django.test import Client

from budgets.models import EditionVersion
from budgets.pages.data.package import prepare
from budgets.parsing.records import BudgetReport
from tests.exports.files import column, content, csv_rows
from tests.pages.bodies import expenditure_table, publish_edition
from tests.pages.data.test_package import is_valid, sums_are_right, unpacked

pytestmark = pytest.mark.long

EDITION = "/shanghai-stc/2025/"


@pytest.fixture
def two(published: EditionVersion, report: BudgetReport) -> None:
    """The bundled edition and a small one beside it."""
    publish_edition(report, "别的单位", 2024, expenditure_table({"205": ("教育支出", 12)}), slug="other")


def test_everything_is_one_archive_with_right_sums(two: None, client: Client, tmp_path: Path) -> None:
    folder = unpacked(content(client, "/data/package.zip"), tmp_path / "out")
    sums_are_right(folder)
    is_valid(folder)
    for part in ("shanghai-stc/2025", "other/2024"):
        is_valid(folder / part)
        sums_are_right(folder / part)
        assert f'href="{part}/index.html"' in (folder / "index.html").read_text()


def test_two_archives_of_everything_are_the_same_bytes(two: None, client: Client) -> None:
    assert content(client, "/data/package.zip") == content(client, "/data/package.zip")


def test_a_part_of_everything_is_the_package_of_its_edition(two: None, client: Client) -> None:
    whole = zipfile.ZipFile(io.BytesIO(content(client, "/data/package.zip")))
    part = zipfile.ZipFile(io.BytesIO(content(client, f"{EDITION}package.zip")))
    for name in part.namelist():
        assert whole.read(f"shanghai-stc/2025/{name}") == part.read(name), name


@pytest.mark.usefixtures("own_folder")
def test_the_catalogue_has_a_row_for_each_edition(two: None, client: Client) -> None:
    for version in EditionVersion.objects.all():
        prepare(version)
    rows = csv_rows(content(client, "/data/editions.csv"))
    assert list(column(rows, "主体")) == ["上海市科学技术委员会", "别的单位"]
    first = dict(zip(rows[0], rows[1], strict=True))
    assert first["数字行数"] == "542"
    assert first["项目行数"] == "29"
    assert first["来源文件 SHA-256"] == "6fd66eff8a7490ba005797560d4fbaa8b83828caf031d048d2389135a1e04365"
    assert first["地址"] == "/shanghai-stc/2025/v1/"
    package = content(client, f"{EDITION}package.zip")
    assert first["离线包字节数"] == str(len(package))
    assert first["离线包 SHA-256"] == hashlib.sha256(package).hexdigest()
    rows = csv_rows(content(client, "/data/editions.csv?year=2025"))
    assert len(rows) == 2
    assert dict(zip(rows[0], rows[1], strict=True))["离线包字节数"] == str(len(package))


def test_nothing_published_gives_an_archive_without_editions(
    db: None, client: Client, tmp_path: Path
) -> None:
    folder = unpacked(content(client, "/data/package.zip"), tmp_path / "out")
    sums_are_right(folder)
    assert len(csv_rows((folder / "editions.csv").read_bytes())) == 1
