"""The clerk's whole way in a real browser on the production server, with the documents as they were published.

Log in, pre-check, upload, preview, a second person publishes, public; correct, undo, withdraw.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import TABLES
from tests.browser.probes import Seen, follow, hinders, open_folds, sideways
from tests.conftest import SAMPLE
from tests.documents import DOCUMENTS, needs_documents, short_form
from tests.live_site import PASSWORD, Server, running
from tests.pdf_edit import with_number_altered

pytestmark = [pytest.mark.browser, needs_documents]

DOCUMENT = DOCUMENTS / "putuo-wanli-2024-bumen.pdf"
BEFORE = DOCUMENTS / "putuo-wanli-2023-bumen.txt"  # the year before, of which the comparison alone is seen
REFUSED = DOCUMENTS / "putuo-ghzyj-2024-juesuan.txt"  # as its PDF, which takes some seconds
EDITION = "/wanli/2024/"
FILES = [
    "figures.csv",
    "projects.csv",
    "checks.csv",
    "checks.json",
    *(f"tables/{slug}.csv" for slug in TABLES),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, ready: Path) -> Iterator[Server]:
    """A site of its own, that asks for two people and on which things are published."""
    folder = tmp_path_factory.mktemp("desk")
    with running(folder, f"sqlite:///{folder}/db.sqlite3", ready, PUBLISH_NEEDS_TWO="1") as site:
        site.add_accounts(lu="录入员", fa="发布员", guan="管理员")
        yield site


Enter = Callable[..., Page]


@pytest.fixture
def enter(new_page: Callable[..., Page]) -> Enter:
    """Sign an account in, in a browser of its own."""

    def sign_in(name: str, **options: object) -> Page:
        page = new_page(**options)
        page.goto("/admin/")
        page.fill("input[name=username]", name)
        page.fill("input[name=password]", PASSWORD)
        page.click("[type=submit]")
        expect(page.get_by_role("heading", name="工作台")).to_be_visible()
        return page

    return sign_in


def send(page: Page, path: Path, **fields: str) -> None:
    """Choose the file in the form of this page, fill in the fields, and send it."""
    page.set_input_files("input[name=file]", path)
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)
    with page.expect_navigation(timeout=60_000):
        # A click, too, waits for the answer, for which a whole document is read.
        page.click("form[data-upload] button[type=submit]", timeout=60_000)


def publish(page: Page, reason: str = "") -> None:
    if reason:
        page.fill("[name=reason]", reason)
    page.check("[name=reviewed]")
    follow(page.locator("#publish ~ form button[type=submit]"))


def _forget_answers(seen: Seen) -> None:
    """Chromium itself tells of each answer that is no 200; these were meant."""
    seen.console[:] = [m for m in seen.console if "410 (Gone)" not in m and "422 (Unproc" not in m]


def files(page: Page) -> dict[str, bytes]:
    return {name: page.request.get(EDITION + name).body() for name in FILES}


# Notes what the waiting page shows; the browser of the test cannot be asked while an answer is on its way.
NOTE_PROGRESS = """
setInterval(() => {
  const words = document.querySelector("[data-reading-pages]");
  if (words && words.offsetParent && words.textContent) sessionStorage.progress = words.textContent;
}, 50);
"""


def test_from_the_first_check_to_a_correction_undone_and_a_withdrawal(
    enter: Enter, new_page: Callable[..., Page], seen: Seen, tmp_path: Path
) -> None:
    lu, fa, citizen = enter("lu"), enter("fa"), new_page()

    # Pre-check: what was understood, nothing kept. 33 pages take some seconds; the bar of the page that waits counts them.
    lu.add_init_script(NOTE_PROGRESS)
    lu.goto("/admin/check/")
    send(lu, DOCUMENT)
    assert "共 33 页" in lu.evaluate("sessionStorage.progress || ''")
    expect(lu.locator("#understood ~ dl")).to_contain_text("156,211,123 元")
    expect(lu.locator("main")).to_contain_text("表8的编码“301 2”缺了0")
    lu.goto("/admin/")
    expect(lu.locator("main")).to_contain_text("现在没有草稿")

    # The year before is published first, so that the new year is compared with it.
    lu.goto("/admin/upload/")
    send(lu, BEFORE, slug="wanli")
    address = lu.url
    fa.goto(address)
    publish(fa)
    expect(fa.locator(".messages")).to_contain_text("已发布，是第 1 版")

    # Upload and preview; the uploader cannot publish.
    lu.goto("/admin/upload/")
    send(lu, DOCUMENT, approved_on="2024-02-01", disclosed_on="2024-02-20")
    expect(lu.locator("h1")).to_have_text("上海市普陀区人民政府万里街道办事处 2024年部门预算")
    expect(lu.locator("#changes ~ *").first).to_be_visible()
    expect(lu.locator("main")).to_contain_text("2023")  # the year that it is compared with
    expect(lu.locator("main")).to_contain_text("在规定的 20 天以内")
    expect(lu.locator("main")).to_contain_text("请把这一页的网址发给有发布权限的同事")
    draft = lu.url
    lu.click("text=看公开页面的样子")
    expect(lu.locator(".standing")).to_contain_text("尚未公开")
    follow(lu.locator("nav.tabs >> text=九张表"))
    assert "/preview/" in lu.url
    assert citizen.request.get(EDITION).status == 404
    assert citizen.goto(lu.url) is not None and "/admin/login/" in citizen.url

    # The second person looks. A date that was changed and not saved is not lost silently.
    fa.goto(draft)
    fa.fill("[name=disclosed_on]", "2024-02-19")
    fa.check("[name=reviewed]")
    fa.click("#publish ~ form button[type=submit]")
    expect(fa.locator("[data-unsaved]")).to_be_visible()
    fa.fill("[name=disclosed_on]", "2024-02-20")
    # And publishes; a citizen sees it.
    publish(fa)
    expect(fa.locator(".messages")).to_contain_text("已发布，是第 1 版")
    citizen.goto(f"{EDITION}tables/three-public/")
    expect(citizen.locator("main")).to_contain_text("47.91")
    first = files(citizen)

    # A correction in which one digit is altered: 47.91 reads 57.91 in table 9, on page 31.
    corrected = tmp_path / "更正.pdf"
    corrected.write_bytes(with_number_altered(DOCUMENT.read_bytes(), 31, "47.91", "57.91"))
    lu.goto("/admin/upload/")
    send(lu, corrected)
    changes = lu.locator("section[aria-labelledby=changes]")
    expect(changes.locator("tr.change")).to_have_count(1)
    expect(changes.locator("tr.change")).to_contain_text("47.91")
    expect(changes.locator("tr.change")).to_contain_text("57.91")
    # The checks that broke: the total against its parts, 0 + 1.35 + 46.56 = 47.91
    expect(changes).to_contain_text("“三公”经费合计")
    expect(lu.locator("section[aria-labelledby=findings]")).to_contain_text("不一致")
    # The sheet to sign is one page, also with changes and findings on it.
    correction = lu.url
    lu.click("text=打印发布核对单")
    expect(lu.locator(".sheet")).to_contain_text("47.91 → 57.91")
    assert len(PdfReader(BytesIO(lu.pdf(format="A4"))).pages) == 1
    lu.goto(correction)
    assert files(citizen) == first  # nothing public has changed
    fa.goto(lu.url)
    publish(fa, "合计误印")
    expect(fa.locator(".messages")).to_contain_text("已发布，是第 2 版")
    citizen.goto(f"{EDITION}tables/three-public/")
    expect(citizen.locator("main")).to_contain_text("57.91")
    citizen.goto(f"{EDITION}v1/tables/three-public/")
    expect(citizen.locator("main")).to_contain_text("47.91")
    expect(citizen.locator(".standing")).to_contain_text("已不是现行版本")
    citizen.goto(f"{EDITION}versions/")
    expect(citizen.locator("main")).to_contain_text("合计误印")

    # Undo: the same bytes of every file.
    fa.click("text=撤销更正，恢复这一版")
    fa.fill("#restore-1", "更正有误")
    follow(fa.locator("text=恢复第 1 版"))
    expect(fa.locator(".messages")).to_contain_text("重新成为现行版本")
    assert files(citizen) == first

    # Withdraw: 410 with the reason on pages, files and old versions.
    fa.click("summary:has-text('撤回整份预算')")
    fa.fill("#withdraw-all", "误含个人信息")
    follow(fa.locator("button:has-text('撤回整份预算')"))
    for path in ("", "tables/", "projects/", "versions/", "v1/", "v2/figures.csv", *FILES):
        answer = citizen.request.get(EDITION + path)
        assert answer.status == 410 and "误含个人信息" in answer.text(), path
    citizen.goto(EDITION)
    expect(citizen.locator("main")).to_contain_text("误含个人信息")
    _forget_answers(seen)


def test_a_refused_file_is_one_sentence_at_the_form(enter: Enter, seen: Seen) -> None:
    lu = enter("lu")
    lu.goto("/admin/upload/")
    send(lu, REFUSED, approved_on="2024-02-01", slug="ghzyj")
    expect(lu.locator(".wrong")).to_have_text("这是决算文件，本站只收预算；请改传部门预算或单位预算。")
    expect(lu.locator("[name=approved_on]")).to_have_value("2024-02-01")
    expect(lu.locator("[name=slug]")).to_have_value("ghzyj")
    _forget_answers(seen)


def test_the_pages_of_the_desk_are_accessible_and_fit(
    enter: Enter, new_page: Callable[..., Page], seen: Seen, server: Server, tmp_path: Path
) -> None:
    # A correction of a short document: with changes and findings, and no longer than it must be for axe.
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text(short_form(SAMPLE.read_text()).replace("上海市科学技术委员会", "上海市某某委员会"))
    second.write_text(first.read_text().replace("\n1,188.26\t", "\n1,198.26\t"))
    server.manage("import_budget", str(first), "--publish", "--slug", "brief")
    page = enter("guan", reduced_motion="reduce")
    found = {}

    def look(name: str, page: Page = page) -> None:
        if wrong := hinders(page):
            found[name] = wrong

    look("home")
    for name in ("check", "upload", "manual"):
        page.goto(f"/admin/{name}/")
        look(name)
    page.goto("/admin/upload/")
    send(page, second)
    expect(page.locator("tr.change")).to_have_count(1)
    assert sideways(page) == []
    open_folds(page)
    look("draft")
    follow(page.locator("text=打印发布核对单"))
    look("sheet")
    page.goto("/admin/editions/1/")
    look("edition")
    page.goto("/admin/check/")
    send(page, DOCUMENTS / "sh-czj-2025-danwei.pdf")
    look("checked")
    send(page, REFUSED)
    look("refused")
    fresh = new_page(reduced_motion="reduce")
    fresh.goto("/admin/login/")
    look("login", fresh)
    _forget_answers(seen)
    assert found == {}
