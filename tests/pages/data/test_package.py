"""The offline package of an edition, unpacked and checked with others' tools."""

import hashlib
import io
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from frictionless import validate

from budgets.actions import explain, withdraw
from budgets.actions.log import OPERATOR
from budgets.models import CheckResult, EditionVersion
from budgets.pages.data.package import write_package
from tests.conftest import SAMPLE
from tests.documents import DOCUMENTS
from tests.exports.files import column, content, csv_rows, excel_sheets
from tests.exports.real import publish_document

pytestmark = pytest.mark.long

EDITION = "/shanghai-stc/2025/"
WANLI = DOCUMENTS / "putuo-wanli-2025-bumen.pdf"


def unpacked(data: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    return folder


def sums_are_right(folder: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--strict", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    named = {line.partition("  ")[2] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert found - named == {"SHA256SUMS"}


def is_valid(folder: Path) -> None:
    report = validate(str(folder / "datapackage.json"))
    assert report.valid, report.to_summary()


@pytest.fixture
def wanli(db: None) -> EditionVersion:
    """The 2025 budget of 万里街道, live: a PDF with pages, cells and boxes."""
    if not WANLI.exists():
        pytest.skip(f"no official document {WANLI}")
    return publish_document(WANLI.stem, "pdf")


def test_the_package_of_the_bundled_edition_is_whole_and_valid(
    published: EditionVersion, client: Client, tmp_path: Path
) -> None:
    folder = unpacked(content(client, f"{EDITION}package.zip"), tmp_path / "out")
    sums_are_right(folder)
    is_valid(folder)
    assert (folder / "source" / SAMPLE.name).read_bytes() == SAMPLE.read_bytes()
    assert len(list((folder / "csv").rglob("*.csv"))) == 9 + 7 + 1
    assert len(list((folder / "json").rglob("*.json"))) == 9 + 7 + 1
    assert len(list((folder / "xlsx").rglob("*.xlsx"))) == 9 + 7 + 1
    assert "数据字典" in excel_sheets((folder / "workbook.xlsx").read_bytes())


def test_the_package_of_a_pdf_is_whole_and_valid(
    wanli: EditionVersion, client: Client, tmp_path: Path
) -> None:
    folder = unpacked(content(client, "/wanli/2025/package.zip"), tmp_path / "out")
    sums_are_right(folder)
    is_valid(folder)
    assert (folder / "source" / WANLI.name).read_bytes() == WANLI.read_bytes()
    rows = csv_rows((folder / "csv" / "figures.csv").read_bytes())
    assert len(rows) == 1 + wanli.figures.count()
    assert set(column(rows, "主体")) == {"上海市普陀区人民政府万里街道办事处"}


def built(version: EditionVersion, revision: int = 0) -> bytes:
    target = io.BytesIO()
    write_package(version, revision, target)
    return target.getvalue()


_packed: list[bytes] = []


def packed(published: EditionVersion) -> bytes:
    """The package of the bundled edition, built once."""
    if not _packed:
        _packed.append(built(published))
    return _packed[0]


def test_two_builds_of_the_bundled_edition_are_the_same_bytes(published: EditionVersion) -> None:
    assert built(published) == packed(published)


def test_two_builds_of_a_pdf_are_the_same_bytes(wanli: EditionVersion) -> None:
    assert built(wanli) == built(wanli)


def test_a_file_in_the_package_is_the_file_of_the_site(
    published: EditionVersion, client: Client, tmp_path: Path
) -> None:
    folder = unpacked(content(client, f"{EDITION}package.zip"), tmp_path / "out")
    for suffix in ("csv", "json", "xlsx"):
        for path in ("tables/revenue", "figures", "projects", "checks"):
            there = (folder / suffix / f"{path}.{suffix}").read_bytes()
            assert there == content(client, f"{EDITION}{path}.{suffix}"), (path, suffix)
    assert (folder / "workbook.xlsx").read_bytes() == content(client, f"{EDITION}workbook.xlsx")


def test_the_answer_says_size_and_digest_of_its_bytes(brief: EditionVersion, client: Client) -> None:
    response = client.get(f"{EDITION}package.zip", HTTP_ACCEPT_ENCODING="gzip")
    data = b"".join(response)
    assert response["Content-Length"] == str(len(data))
    assert response["ETag"] == f'"{hashlib.sha256(data).hexdigest()}"'
    assert not response.has_header("Content-Encoding")
    name = response["Content-Disposition"].split('"')[1]
    assert name == "shanghai-stc-2025-package-v1.zip"


@pytest.mark.usefixtures("own_folder")
def test_an_explanation_renews_the_package_and_the_checks_alone(
    brief: EditionVersion, client: Client, tmp_path: Path
) -> None:
    before = unpacked(content(client, f"{EDITION}package.zip"), tmp_path / "before")
    explain(CheckResult.objects.filter(verdict="differs")[0], "已核实，系排版错误。", OPERATOR)
    after = unpacked(content(client, f"{EDITION}package.zip"), tmp_path / "after")
    assert "已核实，系排版错误。" in (after / "csv" / "checks.csv").read_text()
    assert "已核实，系排版错误。" in (after / "index.html").read_text()
    named = [
        {line[66:]: line[:64] for line in (folder / "SHA256SUMS").read_text().splitlines()}
        for folder in (before, after)
    ]
    changed = {name for name in named[0] if named[0][name] != named[1][name]}
    assert changed == {
        "csv/checks.csv",
        "json/checks.json",
        "xlsx/checks.xlsx",
        "workbook.xlsx",
        "datapackage.json",
        "index.html",
    }


def test_a_package_asked_for_again_is_the_one_that_was_kept(
    brief: EditionVersion, client: Client, own_folder: Path
) -> None:
    first = content(client, f"{EDITION}package.zip")
    kept = list((own_folder / "packages").rglob("*.zip"))
    assert [path.read_bytes() for path in kept] == [first]
    assert content(client, f"{EDITION}v1/package.zip") == first


def test_what_is_withdrawn_is_kept_nowhere(
    brief: EditionVersion, client: Client, own_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    content(client, f"{EDITION}package.zip")
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(brief.edition, "含个人信息", OPERATOR)
    assert not list((own_folder / "packages").rglob("*.zip"))
    for path in ("package.zip", "workbook.xlsx", "data/", "figures.xlsx", "v1/package.zip"):
        assert client.get(EDITION + path).status_code == 410, path


def test_the_descriptor_names_fiscal_columns_and_the_source(published: EditionVersion) -> None:
    with zipfile.ZipFile(io.BytesIO(packed(published))) as archive:
        package = json.loads(archive.read("datapackage.json"))
    assert package["sources"] == [
        {"title": "上海市2025年市级部门预算", "path": "source/shanghai-stc-2025.txt"}
    ]
    resources = {resource["name"]: resource for resource in package["resources"]}
    types = {f["title"]: f.get("columnType") for f in resources["figures"]["schema"]["fields"]}
    assert types["yuan"] == "value"
    assert types["year"] == "date:fiscal-year"
    codes = [f.get("columnType") for f in resources["basic-expenditure"]["schema"]["fields"][:2]]
    assert codes == [
        "economic-classification:generic:level1:code",
        "economic-classification:generic:level2:code",
    ]
    assert all(f["description"] for resource in package["resources"] for f in resource["schema"]["fields"])


def test_the_page_of_the_package_asks_no_server(published: EditionVersion) -> None:
    with zipfile.ZipFile(io.BytesIO(packed(published))) as archive:
        page = archive.read("index.html").decode()
        names = set(archive.namelist())
    assert "http://" not in page and "https://" not in page and "//" not in page.replace("</", "")
    assert "6,160,978,836" in page and "科技馆建筑体大修" in page and "四舍五入" in page
    assert {"site.css", "offline.js", "index.html"} <= names
    assert page.count("<tr data-row=") > 234


def test_a_name_that_leads_out_of_the_folder_does_not(brief: EditionVersion) -> None:
    brief.filename = "../../etc/预算?.txt"
    with zipfile.ZipFile(io.BytesIO(built(brief))) as archive:
        assert [name for name in archive.namelist() if name.startswith("source/")] == ["source/预算_.txt"]
