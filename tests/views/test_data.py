"""The data page, the files of an edition, and what search engines are told."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from budgets.models import EditionVersion
from budgets.parsing.records import BudgetReport
from tests.views.bodies import expenditure_table, publish_edition

EDITION = "/shanghai-stc/2025/"
TABLE = expenditure_table({"205": ("教育支出", 12)})


@pytest.fixture(autouse=True)
def own_folder(settings: LazySettings, tmp_path: Path) -> None:
    """Packages of a test are kept nowhere else."""
    settings.DATA_DIR = tmp_path / "data"


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


def test_the_size_of_a_package_is_said_once_it_was_made(published: EditionVersion, client: Client) -> None:
    assert page(client, "/data/").count('class="digest"') == 1  # of the source
    digest = client.get(f"{EDITION}package.zip")["ETag"].strip('"')
    assert f'title="{digest}"' in page(client, "/data/")
    assert f'title="{digest}"' in page(client, f"{EDITION}data/")


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
    assert html.count(" download>CSV</a>") == 9 + 6


def test_the_number_of_questions_does_not_grow_with_the_editions(
    published: EditionVersion,
    report: BudgetReport,
    client: Client,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    for n in range(12):
        publish_edition(report, f"第{n}局", 2024, TABLE)
    with django_assert_max_num_queries(10):
        page(client, "/data/")
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
