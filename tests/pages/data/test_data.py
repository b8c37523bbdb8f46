"""The data page, the files of an edition, and what search engines are told."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.template.defaultfilters import filesizeformat
from django.test import Client

from budgets.actions import explain
from budgets.actions.log import OPERATOR
from budgets.models import CheckResult, EditionVersion
from budgets.pages.data.package import prepare
from budgets.parsing.records import BudgetReport
from tests.conftest import SAMPLE
from tests.documents import short_form
from tests.exports.files import content, csv_rows, excel_rows, excel_sheets
from tests.pages.bodies import expenditure_table, publish_edition

pytestmark = pytest.mark.long

EDITION = "/shanghai-stc/2025/"
TABLE = expenditure_table({"205": ("教育支出", 12)})


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", "", html))


def test_the_catalogue_names_each_edition_with_rows_version_and_digest(
    published: EditionVersion, client: Client
) -> None:
    html = page(client, "/data/")
    assert "数字 542 行，项目 29 行" in words(html)
    assert "共 1 份预算" in words(html)
    assert f'title="{published.source.sha256}"' in html
    for path in ("package.zip", "workbook.xlsx", "data/", "source/original"):
        assert f'href="{EDITION}{path}"' in html
    for path in ("editions.csv", "editions.xlsx", "editions.json", "dictionary.csv"):
        assert f'href="/data/{path}"' in html


LISTED = re.compile(
    r'<a href="([^"]+)" download>[^<]*</a>（([^，]+)，(?:SHA-256 )?<abbr class="digest" title="(?:SHA-256 )?([0-9a-f]{64})">'
)


def whole_file(client: Client, address: str) -> bytes:
    return content(client, unescape(address))


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_catalogue_that_nobody_downloaded_from_knows_what_is_downloaded(
    published: EditionVersion, client: Client, language: str
) -> None:
    prepare(published)  # as every publication does; a list makes no package by itself
    html = page(client, f"{language}/data/").replace(" (", "（").replace(", SHA", "，SHA")
    listed = LISTED.findall(html)
    edition = f"{language}{EDITION}"
    assert [address for address, _size, _digest in listed] == [
        f"{edition}workbook.xlsx",
        f"{edition}package.zip",
        f"{edition}source/original",
    ]
    for address, size, digest in listed:
        data = whole_file(client, address)
        assert hashlib.sha256(data).hexdigest() == digest, address
        assert filesizeformat(len(data)) == size, address


def test_every_file_that_an_edition_lists_has_the_rows_the_size_and_the_digest_that_are_said(
    published: EditionVersion, client: Client
) -> None:
    html = page(client, f"{EDITION}data/")
    items = re.findall(r"<li><span>.*?</span><span class=\"num\">([0-9]+) 行</span>(.*?)</li>", html)
    assert len(items) == 9 + 7
    for rows, formats in items:
        listed = LISTED.findall(formats)
        assert [address.rpartition(".")[2] for address, _size, _digest in listed] == ["csv", "xlsx", "json"]
        files = [whole_file(client, address) for address, _size, _digest in listed]
        for data, (address, size, digest) in zip(files, listed, strict=True):
            assert hashlib.sha256(data).hexdigest() == digest, address
            assert filesizeformat(len(data)) == size, address
        (sheet,) = excel_sheets(files[1]).values()
        counted = [len(csv_rows(files[0])) - 1, len(excel_rows(sheet)) - 1, len(json.loads(files[2]))]
        assert counted == [int(rows)] * 3, listed[0][0]


def test_an_edition_lists_the_digests_of_everything_in_its_package_and_of_the_package_itself(
    published: EditionVersion, client: Client
) -> None:
    (listed,) = re.findall(r"<pre>(.*?)</pre>", page(client, f"{EDITION}data/"), re.DOTALL)
    said = {
        name: digest for digest, _space, name in (line.partition("  ") for line in listed.split("\n")[:-1])
    }
    whole = content(client, f"{EDITION}package.zip")
    assert said.pop("package.zip") == hashlib.sha256(whole).hexdigest()
    archive = zipfile.ZipFile(io.BytesIO(whole))
    packed = {n: hashlib.sha256(archive.read(n)).hexdigest() for n in archive.namelist() if n != "SHA256SUMS"}
    assert {unescape(name): digest for name, digest in said.items()} == packed
    assert said["workbook.xlsx"] == hashlib.sha256(content(client, f"{EDITION}workbook.xlsx")).hexdigest()


@pytest.mark.usefixtures("own_folder")
def test_an_explanation_renews_the_digests_at_once(brief: EditionVersion, client: Client) -> None:
    before = page(client, f"{EDITION}data/")
    explain(CheckResult.objects.filter(verdict="differs")[0], "已核实，系排版错误。", OPERATOR)
    digest = hashlib.sha256(content(client, f"{EDITION}package.zip")).hexdigest()
    assert digest not in before
    assert f'title="{digest}"' in page(client, f"{EDITION}data/")


def test_a_list_makes_no_package(brief: EditionVersion, client: Client, own_folder: Path) -> None:
    for address in ("/data/", "/data/editions.csv", "/data/editions.json", "/data/editions.xlsx"):
        content(client, address)
    assert not list(own_folder.rglob("*.zip"))


def test_what_is_imported_and_published_has_its_packages_made(
    db: None, own_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(short_form(SAMPLE.read_text()))
    call_command("import_budget", str(tmp_path / "a.txt"), "--slug", "shanghai-stc", "--publish")
    assert {path.name.partition("-r0-")[0] for path in own_folder.rglob("*.zip")} == {"zh-hans", "en"}


def test_the_catalogue_can_be_filtered(
    published: EditionVersion, report: BudgetReport, client: Client
) -> None:
    publish_edition(report, "别的单位", 2024, TABLE, slug="other")
    assert "符合条件的 1 份预算" in words(page(client, "/data/?year=2024"))
    assert "别的单位" not in words(page(client, "/data/?q=科学"))
    assert "符合条件的 0 份预算" in words(page(client, "/data/?year=1800"))
    assert 'href="/data/editions.csv?year=2024"' in page(client, "/data/?year=2024")


def test_the_dictionary_explains_each_column(published: EditionVersion, client: Client) -> None:
    html = page(client, "/data/")
    assert "印在格子里的字，一字不改。" in html
    assert "<code>place_line</code>" in html


def test_the_files_of_an_edition_are_listed_with_their_rows(
    published: EditionVersion, client: Client
) -> None:
    html = page(client, f"{EDITION}data/")
    rows = dict(re.findall(r"<li><span>(.*?)</span><span class=\"num\">([0-9]+) 行</span>", html))
    assert rows["表2 收入预算总表"] == "54"
    assert rows["表9 “三公”经费和机关运行经费预算表"] == "7"
    assert rows["数字"] == "542"
    assert rows["项目"] == "29"
    assert html.count(" download>CSV</a>") == 9 + 7


def test_the_number_of_questions_does_not_grow_with_the_editions(
    published: EditionVersion,
    report: BudgetReport,
    client: Client,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    asked = []
    for n in range(4):
        publish_edition(report, f"第{n}局", 2024, TABLE)
        page(client, "/data/")
        with django_assert_max_num_queries(10) as queries:
            page(client, "/data/")
        asked.append(len(queries))
    assert set(asked) == {asked[0]}
    prepare(published)
    with django_assert_max_num_queries(32):
        page(client, f"{EDITION}data/")


def test_an_edition_describes_itself_as_a_dataset(published: EditionVersion, client: Client) -> None:
    html = page(client, EDITION)
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    dataset = json.loads(script)
    assert dataset["@type"] == "Dataset"
    assert dataset["publisher"]["name"] == "上海市科学技术委员会"
    assert dataset["identifier"] == f"http://testserver{EDITION}v1/"
    assert dataset["isBasedOn"]["sha256"] == published.source.sha256
    assert dataset["license"]["name"].startswith("原文由发布单位依法公开")
    for file in dataset["distribution"]:
        response = client.get(file["contentUrl"])
        assert response.status_code == 200
        assert response["Content-Type"].startswith(file["encodingFormat"])


def test_a_title_cannot_end_the_description(published: EditionVersion, client: Client) -> None:
    EditionVersion.objects.update(title="</script><script>alert(1)</script>&")
    html = page(client, EDITION)
    assert "<script>alert(1)" not in html
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert json.loads(script)["isBasedOn"]["name"] == "</script><script>alert(1)</script>&"


def test_without_editions_the_page_says_so(db: None, client: Client) -> None:
    assert "还没有发布任何预算" in page(client, "/data/")
