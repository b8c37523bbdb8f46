"""The document itself, the cell of a figure in it, page pictures, and the file as uploaded.

Expected lines and amounts are the document's: line 124 of the text prints 干部教育 of table 2.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings

from budgets import actions
from budgets.actions import OPERATOR
from budgets.kept import page_pictures
from budgets.models import EditionVersion, Quotation, SourceDocument
from tests.conftest import SAMPLE
from tests.documents import DOCUMENTS, SAMPLES, budget_of
from tests.snapshots import restored

pytestmark = pytest.mark.django_db

EDITION = "/shanghai-stc/2025/"
PDF = DOCUMENTS / "sh-czj-2025-danwei.pdf"


@pytest.fixture(autouse=True)
def pictures(settings: Settings, tmp_path: Path) -> Path:
    """The folder in which page pictures are kept."""
    settings.DATA_DIR = tmp_path
    return tmp_path / "pages"


def stored(path: Path, slug: str) -> EditionVersion:
    if not path.exists():
        pytest.skip(f"no {path.name} beside the checkout")
    budget = budget_of(path)
    return actions.create_draft(budget.report, budget.checks, path.read_bytes(), slug)


@pytest.fixture
def pdf() -> EditionVersion:
    return restored("czj.pdf", lambda: [actions.publish(stored(PDF, "czj"))])[0]


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def figure(version: EditionVersion, table: int, name: str, column: str) -> int:
    return version.figures.get(table_number=table, name=name, column=column).position


# ---- text ----------------------------------------------------------------------------------------------


def test_a_text_is_shown_line_by_line_under_its_own_numbers(
    published: EditionVersion, client: Client
) -> None:
    html = page(client, f"{EDITION}source/?line=124")
    lines = SAMPLE.read_text().splitlines()
    assert (
        f'<li id="L124" class="here"><a href="#L124" class="n">124</a><span>{lines[123]}</span></li>' in html
    )
    shown = re.findall(r'<li id="L\d+"', html)
    assert 100 < len(shown) <= 200


def test_every_line_of_the_text_is_on_one_of_its_pages(published: EditionVersion, client: Client) -> None:
    first = page(client, f"{EDITION}source/")
    count = int(re.search(r"第 1 页，共 (\d+) 页", first)[1])  # type: ignore[index]
    html = "".join(page(client, f"{EDITION}source/?page={n}") for n in range(1, count + 1))
    numbers = [int(n) for n in re.findall(r'<li id="L(\d+)"', html)]
    assert numbers == [n for n, line in enumerate(SAMPLE.read_text().splitlines(), 1) if line.strip()]


def test_the_number_is_marked_in_its_line(published: EditionVersion, client: Client) -> None:
    number = figure(published, 2, "干部教育", "fiscal_appropriation")
    html = page(client, f"{EDITION}source/?figure={number}")
    assert html.count("<mark") == 1
    line = re.search(r'<li id="L124" class="here">.*?</li>', html)
    assert line and '<mark id="marked">46,798,052</mark>' in line[0]
    assert "“205 08 02 干部教育”一行" in html and "“财政拨款收入”一栏" in html
    assert "46,798,052 元</b>，资金口径：财政拨款。印在第124行第6格" in html
    assert f'href="{EDITION}tables/revenue/#row-3"' in html


def test_a_number_that_stands_twice_in_a_line_is_marked_once(
    published: EditionVersion, client: Client
) -> None:
    """表3 合计: total, basic and project; and lines that print one number in two columns."""
    twice = next(
        f
        for f in published.figures.all()
        if published.sourcelinerecords.get(place_line=f.place_line).text.split("\t").count(f.text) > 1
    )
    html = page(client, f"{EDITION}source/?figure={twice.position}")
    line = re.search(rf'<li id="L{twice.place_line}" class="here">.*?<span>(.*?)</span>', html)
    assert line and line[1].split("\t")[twice.place_column - 1] == f'<mark id="marked">{twice.text}</mark>'
    assert html.count("<mark") == 1


def test_the_citation_says_all_and_its_address_lasts(published: EditionVersion, client: Client) -> None:
    number = figure(published, 2, "干部教育", "fiscal_appropriation")
    html = page(client, f"{EDITION}source/?figure={number}")
    cite = re.search(r'<p class="cite-text">(.*?)</p>', html)
    assert cite
    for words in (
        "上海市科学技术委员会，2025年部门预算，表2《",
        "205 08 02 干部教育，财政拨款收入：46,798,052 元（资金口径：财政拨款；原文第124行第6格）",
        "本站第 1 版，",
        f"http://testserver{EDITION}v1/source/?figure={number}",
    ):
        assert words in cite[1], words
    assert page(client, f"{EDITION}v1/source/?figure={number}").count("<mark") == 1


def test_in_table_9_the_line_is_the_column(published: EditionVersion, client: Client) -> None:
    number = figure(published, 9, "公务接待费", "hospitality")
    html = page(client, f"{EDITION}source/?figure={number}")
    assert "“公务接待费”一行，原文印的是" in re.sub(r"\s+", "", html)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("figure=999", "没有序号为“999”的数字：九张表的数字序号从 1 到 542"),
        ("figure=0", "没有序号为“0”的数字"),
        ("figure=%3Cb%3E", "没有序号为“&lt;b&gt;”的数字"),
        ("figure=99999999999999999999", "没有序号为"),
        ("line=0", "没有第“0”行"),
        ("line=x", "没有第“x”行"),
        ("line=123456", "第 123456 行没有文字，最近的一行是第"),
        ("row=1", "没有“1”这一行"),
        ("row=999.1", "没有“999.1”这一行"),
        ("page=0", "没有第“0”页，这里是第 1 页"),
        ("page=99", "没有第“99”页"),
        ("page=%00", "没有第“"),
        ("page=９", "没有第“９”页"),
    ],
)
def test_what_is_unknown_is_explained(
    published: EditionVersion, client: Client, query: str, words: str
) -> None:
    html = page(client, f"{EDITION}source/?{query}")
    assert words in html and '<li id="L' in html


def test_the_page_asks_the_database_little(
    published: EditionVersion, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(9):
        page(client, f"{EDITION}source/?figure=300")


# ---- links ---------------------------------------------------------------------------------------------


def test_every_amount_of_a_table_leads_to_its_own_cell(published: EditionVersion, client: Client) -> None:
    html = page(client, f"{EDITION}tables/revenue/")
    found = re.findall(
        rf'<a href="{EDITION}source/\?figure=(\d+)#marked" title="原文第(\d+)行：([^"]*) 元">', html
    )
    expected = published.figures.filter(table_number=2).order_by("position")
    assert [(int(a), int(b), c) for a, b, c in found] == [
        (f.position, f.place_line, f.text) for f in expected
    ]
    assert len(found) == 173


def test_other_pages_lead_to_the_document(published: EditionVersion, client: Client) -> None:
    for address, link in (
        ("figures/", "source/?figure=1#marked"),
        ("checks/?verdict=rounding", "source/?figure="),
        ("notes/", "source/?line="),
        ("three-public/", "source/?line="),
        ("procurement/", "source/?line="),
        ("assets/", "source/?line="),
        ("projects/能源保障/", "source/?line="),
        ("", "source/original"),
    ):
        assert f'href="{EDITION}{link}' in page(client, EDITION + address), address


def test_a_link_from_prose_leads_to_the_line_that_prints_it(
    published: EditionVersion, client: Client
) -> None:
    html = page(client, f"{EDITION}procurement/")
    lines = SAMPLE.read_text().splitlines()
    found = re.findall(r'source/\?line=(\d+)#L\1" title="原文第\1行">([\d.,]+)</a>', html)
    assert found
    for number, amount in found:
        assert amount.replace(",", "").rstrip("0").rstrip(".") in lines[int(number) - 1].replace(",", "")


# ---- PDF -----------------------------------------------------------------------------------------------


def test_a_page_of_a_pdf_is_a_picture_with_its_words(
    pdf: EditionVersion, client: Client, pictures: Path
) -> None:
    number = figure(pdf, 2, "合计", "total")
    html = page(client, f"/czj/2025-unit/source/?figure={number}")
    found = pdf.figures.get(position=number)
    left, top, right, bottom = found.place_box
    box = re.search(
        r'<rect id="marked" [^>]*x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', html
    )
    assert box
    x, y, width, height = map(float, box.groups())
    assert (x, y) == pytest.approx((left, top), abs=2) and (x + width, y + height) == pytest.approx(
        (right, bottom), abs=2
    )
    assert " style=" not in html  # the policy allows none
    name = re.search(r"<foreignObject .*?</foreignObject>", html, re.S)
    assert (
        name and re.sub("<[^>]*>", "", name[0]) == "表2，合计，合计"
    )  # the row and the column are called alike
    assert f"<mark>{found.text}</mark>" in html  # in the words below; the id is the box's
    assert f"source/pages/{found.place_page}.webp" in html
    assert (pictures / pdf.source.sha256 / "sizes.json").exists()


def test_a_picture_is_drawn_once_and_kept(
    pdf: EditionVersion, client: Client, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/czj/2025-unit/source/pages/7.webp"
    first = client.get(address)
    assert (first.status_code, first["Content-Type"]) == (200, "image/webp")
    assert Image.open(BytesIO(first.content)).size == (1684, 1191)  # landscape A4 at two pixels to a point
    assert [p.name for p in sorted((pictures / pdf.source.sha256).iterdir())] == ["7.webp", "sizes.json"]
    monkeypatch.setattr(page_pictures, "_ask", lambda question: pytest.fail("drawn again"))
    assert client.get(address).content == first.content
    page_pictures.forget(pdf.source.sha256)
    assert not (pictures / pdf.source.sha256).exists()


def test_a_picture_that_failed_is_tried_again_and_rests_after_three_times(
    pdf: EditionVersion, client: Client, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, drawn = "/czj/2025-unit/source/pages/7.webp", page_pictures._ask
    asked: list[bytes] = []

    def fail(question: bytes) -> None:
        asked.append(question)

    page_pictures.page_sizes(pdf.source)
    monkeypatch.setattr(page_pictures, "_ask", fail)
    answers = [client.get(address) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [404] * 5
    assert len(asked) == 3  # a page that cannot be drawn does not cost every visitor 20 seconds
    monkeypatch.setattr(page_pictures, "_ask", drawn)
    assert client.get(address).status_code == 404  # it rests
    monkeypatch.setattr(page_pictures, "REST", 0)
    assert client.get(address).status_code == 200
    assert not list(pictures.rglob("*.failed"))


def test_a_failure_that_was_kept_as_an_empty_picture_is_forgotten(
    pdf: EditionVersion, client: Client, pictures: Path
) -> None:
    """So earlier versions of the site remembered it."""
    folder = pictures / pdf.source.sha256
    folder.mkdir(parents=True)
    (folder / "sizes.json").write_text("[]")
    (folder / "7.webp").write_bytes(b"")
    assert client.get("/czj/2025-unit/source/pages/7.webp").status_code == 200


def test_the_address_of_a_picture_that_was_png_leads_to_it(pdf: EditionVersion, client: Client) -> None:
    response = client.get("/czj/2025-unit/source/pages/7.png?of=1")
    assert (response.status_code, response["Location"]) == (301, "/czj/2025-unit/source/pages/7.webp?of=1")


@pytest.mark.long
def test_a_picture_is_asked_for_each_time(pdf: EditionVersion, client: Client) -> None:
    live = "/czj/2025-unit/source/pages/7.webp"
    for address in (live, f"{live}?of={pdf.source.sha256[:16]}", "/czj/2025-unit/v1/source/pages/7.webp"):
        # A browser asks again each time: the version may be withdrawn. Shared caches may keep it for minutes.
        assert client.get(address)["Cache-Control"] == "public, max-age=0, s-maxage=300"
    etag = client.get(live)["ETag"]
    assert client.get(live, headers={"if-none-match": etag}).status_code == 304


@pytest.mark.parametrize("number", [0, 22, 999999999])
def test_a_page_that_the_pdf_lacks_is_404_in_a_sentence(
    pdf: EditionVersion, client: Client, number: int
) -> None:
    response = client.get(f"/czj/2025-unit/source/pages/{number}.webp")
    assert response.status_code == 404
    assert "没有这一页的图像" in response.content.decode()


def test_a_pdf_that_cannot_be_drawn_shows_its_words(pdf: EditionVersion, client: Client) -> None:
    SourceDocument.objects.filter(pk=pdf.source_id).update(content=b"%PDF-1.7 broken")
    html = page(client, "/czj/2025-unit/source/?page=7")
    assert "图像画不出来" in html and "2025年" in html
    response = client.get("/czj/2025-unit/source/pages/7.webp")
    assert response.status_code == 404 and "Traceback" not in response.content.decode()


def test_a_text_has_no_pictures(published: EditionVersion, client: Client) -> None:
    assert client.get(f"{EDITION}source/pages/1.webp").status_code == 404


def test_words_of_a_pdf_have_a_box_on_their_page(pdf: EditionVersion, client: Client) -> None:
    fact = pdf.statedfacts.get(topic="three_public", key="total")
    html = page(client, "/czj/2025-unit/three-public/")
    link = re.search(r"/czj/2025-unit/source/(\?page=\d+&(?:amp;)?box=[\d.,]+)#marked", html)
    assert link
    html = page(client, "/czj/2025-unit/source/" + link[1].replace("&amp;", "&"))
    box = re.search(
        r'<rect id="marked" [^>]*x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', html
    )
    assert box and html.count('id="marked"') == 1
    left, top, right, bottom = fact.place_box
    x, y, width, height = map(float, box.groups())
    assert (x, y, x + width, y + height) == pytest.approx((left, top, right, bottom), abs=2)
    assert f"source/pages/{fact.place_page}.webp" in html
    here = re.search(r'<p[^>]* class="here">(.*?)</p>', html)  # the paragraph, in the words below
    assert here and fact.text in here[1]


@pytest.mark.parametrize(
    "box", ["1,2,3", "1,2,3,4,5", "9,2,3,4", "1,2,3,x", "1,2,-3,4", "1e3,2,3,4", "٣,2,9,9", "1,2,9999,9"]
)
@pytest.mark.long
def test_a_box_that_is_none_is_said(pdf: EditionVersion, client: Client, box: str) -> None:
    html = page(client, f"/czj/2025-unit/source/?page=7&box={box}")
    assert "地址里的位置看不懂" in html and 'id="marked"' not in html


# ---- Word and Excel ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["budget-2025.docx", "budget-2025-tables.xlsx"])
@pytest.mark.long
def test_the_cell_of_a_word_or_excel_table_is_marked(client: Client, name: str) -> None:
    version = restored(name, lambda: [actions.publish(stored(SAMPLES / name, "office"))])[0]
    number = figure(version, 2, "干部教育", "fiscal_appropriation")
    html = page(client, f"/office/2025/source/?figure={number}")
    assert html.count("<mark") == 1
    row = re.search(r'<tr id="T2R\d+" class="here">(.*?)</tr>', html)
    assert row and "干部教育" in row[1]
    cells = re.findall(r"<td>(.*?)</td>", row[1])
    found = version.figures.get(position=number)
    assert cells[found.place_column - 1] == '<mark id="marked">46,798,052</mark>'
    assert f"第2张表第{found.place_row}行" in page(client, "/office/2025/tables/revenue/")
    table = page(client, f"/office/2025/source/?row=2.{found.place_row}")
    assert f'id="T2R{found.place_row}"' in table


# ---- the file ------------------------------------------------------------------------------------------


def test_the_file_comes_as_it_was_uploaded(published: EditionVersion, client: Client) -> None:
    response = client.get(f"{EDITION}source/original", headers={"accept-encoding": "gzip"})
    content = SAMPLE.read_bytes()
    digest = hashlib.sha256(content)
    assert response.content == content and "Content-Encoding" not in response
    assert response["Content-Type"] == "text/plain"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["ETag"] == f'"{digest.hexdigest()}"'
    assert response["Repr-Digest"] == f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
    assert response["Content-Disposition"] == (
        "attachment; filename=\"shanghai-stc-2025.txt\"; filename*=UTF-8''shanghai-stc-2025.txt"
    )
    html = page(client, f"{EDITION}source/")
    assert digest.hexdigest() in html and f"{EDITION}source/original" in html


def test_a_chinese_file_name_survives(published: EditionVersion, client: Client) -> None:
    name = '2025年"预算"\r\n公开.txt'
    EditionVersion.objects.filter(pk=published.pk).update(filename=name)
    disposition = client.get(f"{EDITION}source/original")["Content-Disposition"]
    assert disposition.endswith(
        "filename*=UTF-8''2025%E5%B9%B4%22%E9%A2%84%E7%AE%97%22%0D%0A%E5%85%AC%E5%BC%80.txt"
    )


# ---- who may see what ----------------------------------------------------------------------------------

ADDRESSES = ("source/", "source/?figure=1", "source/original", "source/pages/7.webp")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.long
def test_a_draft_is_for_those_who_may(client: Client, account: Callable[..., User], address: str) -> None:
    draft = stored(PDF, "czj")
    own = f"/preview/{draft.preview_key}/{address}"
    assert client.get(own).status_code == 302
    client.force_login(account("other", "录入员"))
    assert client.get(own).status_code == 404
    client.force_login(account("publisher", "发布员"))
    response = client.get(own)
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    if response["Content-Type"].startswith("text/html"):
        assert "/czj/2025-unit/" not in response.content.decode().replace("/czj/2025-unit/versions/", "")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.long
def test_what_is_withdrawn_is_gone_with_its_pictures(
    pdf: EditionVersion,
    client: Client,
    pictures: Path,
    address: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    for version in ("", "v1/"):
        assert client.get(f"/czj/2025-unit/{version}{address}").status_code == 200
    assert client.get("/czj/2025-unit/source/pages/7.webp").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(pdf.edition, "误公开", OPERATOR)
    assert not (pictures / pdf.source.sha256).exists()
    for version in ("", "v1/"):
        response = client.get(f"/czj/2025-unit/{version}{address}")
        assert response.status_code == 410
        assert "误公开" in response.content.decode()
    assert not (pictures / pdf.source.sha256).exists()


@pytest.mark.long
def test_the_pictures_of_a_discarded_draft_go_with_it(
    pictures: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    draft = stored(PDF, "czj")
    assert page_pictures.page_picture(draft.source, 7)
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(draft, OPERATOR)
    assert list(pictures.iterdir()) == []


@pytest.mark.long
def test_words_of_a_word_table_lead_to_their_row(client: Client) -> None:
    """科技创新发展 prints its plan as a table in part 六."""
    (version,) = restored(
        "budget-2025.docx", lambda: [actions.publish(stored(SAMPLES / "budget-2025.docx", "office"))]
    )
    place = Quotation.objects.filter(statement__name="科技创新发展", use="instalment").first()
    assert place is not None and place.statement.version_id == version.pk
    html = page(client, f"/office/2025/source/{place.in_source}")
    row = re.search(rf'<tr id="{place.anchor}" class="here">(.*?)</tr>', html)
    assert row and re.findall(r"<td>(.*?)</td>", row[1]) == ["2025年1-3月", "8.98万元", "10%"]


@pytest.mark.long
def test_a_paragraph_of_a_word_file_is_marked(client: Client) -> None:
    actions.publish(stored(SAMPLES / "budget-2025.docx", "office"))
    place = Quotation.objects.get(statement__name="能源保障", use="total")
    html = page(client, f"/office/2025/source/{place.in_source}")
    assert re.search(rf'<p id="{place.anchor}" class="here">财政资金1577.5万元', html)
