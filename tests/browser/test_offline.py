"""The page of a package, opened from disk: its search needs no server."""

import io
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from tests.live_site import Server

pytestmark = pytest.mark.browser


def unpack(server: Server, folder: Path) -> None:
    with urlopen(f"{server.url}/shanghai-stc/2025/package.zip") as answer:
        zipfile.ZipFile(io.BytesIO(answer.read())).extractall(folder)


@pytest.mark.parametrize(
    ("asked", "found"),
    [("206-07-02", "2060702"), ("能源保障", "能源保障"), ("科技馆 大修", "科技馆建筑体大修")],
)
def test_the_page_finds_rows_without_a_server(
    server: Server, chromium: Browser, tmp_path: Path, asked: str, found: str
) -> None:
    unpack(server, tmp_path)
    page = chromium.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"file://{tmp_path}/index.html")
    everything = page.locator("[data-row]:visible").count()
    page.fill("#words", asked)
    rows = page.locator("[data-row]:visible")
    assert 0 < rows.count() < everything
    for text in rows.evaluate_all("all => all.map(row => row.textContent + row.dataset.row)"):
        plain = text.replace(",", "").replace("-", "").replace(" ", "")
        assert all(word in plain for word in found.split()) or asked == "科技馆 大修"
    page.fill("#words", "没有这几个字")
    assert rows.count() == 0
    assert "没有找到" in page.inner_text("#found")
    page.fill("#words", "")
    assert rows.count() == everything
    assert {url.partition(":")[0] for url in requests} == {"file"}
    page.close()


# Typed, then what the marked cells print: table 9 and its checks say 1,188.26 in 万元, the file 11,882,600 in yuan.
TABLE_9 = {"1,188.26", "11,882,600"}
TOTAL = {"7,181,860,500", "718,186.05"}  # of tables 1, 2 and 3; in 万元 in a check
NARRATIVE = {"718,186"}  # 万元, as the narrative prints it; 718,187 is what its parts add up to
AMOUNTS = {
    "1188.26万元": TABLE_9,
    "1,188.26万元": TABLE_9,
    "1,188.26 万": TABLE_9,
    "１１８８．２６万元": TABLE_9,
    "1188.26": TABLE_9,
    "11882600": TABLE_9,
    "11,882,600元": TABLE_9,
    "0.1188亿": TABLE_9,  # 11,875,000 to 11,885,000 yuan
    "1188.27万元": set(),
    "188.26万元": set(),
    "11882601元": set(),
    "71.82亿": TOTAL | NARRATIVE | {"718,187"},
    "71.82亿元": TOTAL | NARRATIVE | {"718,187"},
    "71.8186亿": TOTAL | NARRATIVE,  # 7,181,855,000 to 7,181,865,000 yuan; 718,187 is 7,181,870,000
    "718186.05万元": TOTAL,
    "71.83亿": set(),
    "7181860500": TOTAL,
    "530.88万": {"530.88", "5,308,800"},
    "1.2万元": {"11,600"},  # 11,500 to 12,500 yuan: decimals before a unit say that it is rounded
    "530万": set(),  # 530.88 is not rounded to 530
}


def test_the_page_finds_amounts_in_any_unit_and_marks_their_cells(
    server: Server, chromium: Browser, tmp_path: Path
) -> None:
    unpack(server, tmp_path)
    page = chromium.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"file://{tmp_path}/index.html")
    for asked, cells in AMOUNTS.items():
        page.fill("#words", asked)
        marked = page.locator("[data-yuan].marked:visible").all_inner_texts()
        assert set(marked) == cells, asked
        if not cells:
            assert page.locator("[data-row]:visible").count() == 0, asked
    page.fill("#words", "1188.26万元 合计")
    assert page.locator("#three-public [data-row]:visible").all_inner_texts() == ["1\t合计\t否\t11,882,600\t"]
    assert page.locator("#revenue [data-row]:visible").count() == 0
    page.fill("#words", "")
    assert page.locator(".marked").count() == 0
    assert not errors
    page.close()
