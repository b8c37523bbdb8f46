"""One chart alone, the only address that another site may frame."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from budgets.models import EditionVersion
from budgets.pages.embed.view import CHARTS
from budgets.parsing.records import BudgetReport
from tests.pages.bodies import expenditure_table, publish_edition

EDITION = "/shanghai-stc/2025/"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", list(CHARTS))
def test_every_chart_of_the_edition_stands_alone_and_may_be_framed(
    published: EditionVersion, client: Client, name: str
) -> None:
    response = client.get(f"{EDITION}charts/{name}/embed/")
    assert response.status_code == 200
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    text = response.content.decode()
    payload = re.search(r'id="chart-[a-z-]+-data" type="application/json">(.*?)</script>', text)
    assert payload
    # what counts vehicles has no money to be of a scope
    assert json.loads(payload[1])["note"].startswith("单位：辆。" if name == "assets" else "资金口径：")
    assert "图中数字" in text
    assert "上海市科学技术委员会" in text
    assert "<nav" not in text


@pytest.mark.parametrize("path", ["", "projects/", "tables/", "checks/", "source/"])
def test_no_other_page_may_be_framed(published: EditionVersion, client: Client, path: str) -> None:
    response = client.get(EDITION + path)
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


def test_each_page_names_the_address_of_its_charts(published: EditionVersion, client: Client) -> None:
    page = client.get(f"{EDITION}?scope=fiscal").content.decode()
    for name in ("flow", "functions"):
        assert f'&lt;iframe src="http://testserver{EDITION}charts/{name}/embed/?scope=fiscal"' in page
    few = client.get(f"{EDITION}projects/?q=科技馆").content.decode()
    address = f"{EDITION}charts/projects/embed/?q=%E7%A7%91%E6%8A%80%E9%A6%86"
    assert f'&lt;iframe src="http://testserver{address}"' in few
    framed = client.get(address).content.decode()
    assert "科技馆建筑体大修" in framed
    assert "脑智发育平台" not in framed
    filtered = client.get(f"{EDITION}tables/expenditure/?q=机构运行").content.decode()
    words = "%E6%9C%BA%E6%9E%84%E8%BF%90%E8%A1%8C"
    assert f'src="http://testserver{EDITION}charts/table-expenditure/embed/?q={words}"' in filtered
    alone = client.get(f"{EDITION}charts/table-expenditure/embed/?q={words}")
    assert "frame-ancestors *" in alone["Content-Security-Policy"]
    assert (
        "所列末级 5 行里最大的是机构运行" in alone.content.decode()
    )  # 206 02 01, 03 01, 04 01, 05 01, 07 01


def test_a_chart_that_does_not_exist_is_a_404(published: EditionVersion, client: Client) -> None:
    assert client.get(f"{EDITION}charts/nothing/embed/").status_code == 404
    assert client.get("/shanghai-stc/charts/trend-departmental/embed/").status_code == 404
    assert client.get("/nobody/charts/trend-departmental/embed/").status_code == 404


def test_the_years_of_a_body_stand_alone_too(client: Client, report: BudgetReport) -> None:
    for year, yuan in ((2023, 90), (2024, 100)):
        table = expenditure_table({"212": ("城乡社区支出", yuan)})
        publish_edition(report, "上海市某区甲街道办事处", year, table, slug="street" if year == 2023 else "")
    for name in ("trend-departmental", "change-departmental"):
        address = reverse("budgets:body-embed", args=["street", name])
        response = client.get(address)
        assert response.status_code == 200
        assert "frame-ancestors *" in response["Content-Security-Policy"]
        assert f"http://testserver{address}" in client.get("/street/").content.decode()


def test_an_unknown_scope_is_said_in_the_frame_too(published: EditionVersion, client: Client) -> None:
    page = client.get(f"{EDITION}charts/flow/embed/?scope=zzz").content.decode()
    assert "没有“zzz”这个资金口径" in page


def test_a_second_visit_may_be_framed_too(published: EditionVersion, client: Client) -> None:
    address = f"{EDITION}charts/flow/embed/"
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    # A browser keeps the headers that it has, and takes what this answer says in their place.
    assert "frame-ancestors *" in first["Content-Security-Policy"]
    assert not {"Content-Security-Policy", "X-Frame-Options"} & set(again.headers)


def test_a_source_without_tables_ends_with_the_name_of_the_document(
    published: EditionVersion, client: Client
) -> None:
    page = client.get(f"{EDITION}charts/projects/embed/").content.decode()
    scope = re.search(r'class="chart-scope">(.*?)</p>', page)
    assert scope and scope[1].endswith("。来源：上海市科学技术委员会《上海市2025年市级部门预算》")


def test_an_unknown_scope_is_said_in_the_frame_of_the_projects_too(
    published: EditionVersion, client: Client
) -> None:
    page = client.get(f"{EDITION}charts/projects/embed/?scope=zzz").content.decode()
    assert "没有“zzz”这个资金口径" in page
    assert "科技馆建筑体大修" in page


@pytest.mark.parametrize(
    ("project", "sentence"),
    [
        # 20 %, 30 %, 20 % and 20 % of 3,169,500 yuan
        ("脑智发育平台", "4 期里最多的是第二季度，95.09 万元（推算）。"),
        ("博士后科研工作站建设", "4 期里最多的是2025年2季度，约 10.80 万元。"),  # printed 约10.8万元
        ("纳米科技高端人才建设", "4 期各 6.75 万元。"),
        # 100 % of 999,000 yuan in the end
        ("科普之窗", "到第四季度，累计 99.90 万元（推算）。"),
    ],
)
def test_the_instalments_are_said_in_one_sentence(
    published: EditionVersion, client: Client, project: str, sentence: str
) -> None:
    page = client.get(f"{EDITION}projects/{project}/embed/").content.decode()
    assert sentence in page.replace("\N{NO-BREAK SPACE}", " ")


def test_a_comparison_stands_alone_with_its_state(client: Client, report: BudgetReport) -> None:
    for year, yuan in ((2023, 90), (2024, 100)):
        table = expenditure_table({"212": ("城乡社区支出", yuan), "213": ("农林水支出", 3 * yuan)})
        publish_edition(report, "上海市某区甲街道办事处", year, table, slug="street" if year == 2023 else "")
    state = "?e=street/2023&e=street/2024&level=class"
    response = client.get(f"/compare/embed/{state}")
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    page = response.content.decode()
    assert "213 农林水支出" in page
    assert f'href="/compare/{state.replace("&", "&amp;")}"' in page
    whole = client.get(f"/compare/{state}")
    assert "frame-ancestors 'none'" in whole["Content-Security-Policy"]
    assert f"http://testserver/compare/embed/{state.replace('&', '&amp;')}" in whole.content.decode()
    assert client.get("/compare/embed/?e=street/2023").status_code == 404
    assert client.get("/compare/embed/?e=street/2023&e=street/2024&q=zzz").status_code == 404
