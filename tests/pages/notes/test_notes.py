"""“三公”, procurement, assets and the prose, against the facts typed from the document."""

import json
import re
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from budgets.models import EditionVersion, StatedFact
from budgets.pages.notes import read as notes

pytestmark = pytest.mark.django_db
TESTS = Path(__file__).parents[2]
FACTS = json.loads((TESTS / "golden" / "facts-2025.json").read_text())
DOCUMENT = (TESTS.parent / "budgets" / "sample" / "shanghai-stc-2025.txt").read_text().splitlines()


def _text(client: Client, page: str) -> str:
    """The words of the page, without tags."""
    response = client.get(f"/shanghai-stc/2025/{page}/")
    assert response.status_code == 200
    return unescape(re.sub(r"<[^>]+>", "", response.content.decode()))


def test_three_public_shows_each_printed_change_with_base_and_reason(
    client: Client, published: EditionVersion
) -> None:
    page = _text(client, "three-public")
    assert "“三公”经费 1,188.26 万元" in page
    for item in FACTS["three_public"]["items"]:
        change = Decimal(item["change_yuan"]) / 10_000
        assert f"{abs(change):,.2f}" in page
        assert item["reason"] in page
    assert page.count("2024年预算") >= 6
    for sign in ("+84.88", "−44.81", "−55.31", "+10.50", "+37.06"):
        assert sign in page


def test_three_public_is_seen_to_add_up(client: Client, published: EditionVersion) -> None:
    page = _text(client, "three-public")
    assert (
        "530.88 + 230.41 + 426.97 = 1,188.26 万元，与原文合计一致；各项增减相加 +77.13 万元，也一致。" in page
    )
    assert "174.57 + 252.40 = 426.97 万元，与原文合计一致；各项增减相加 −44.81 万元，也一致。" in page


def test_what_does_not_add_up_is_said(published: EditionVersion) -> None:
    sum_of_parts = notes.addition([Decimal(530), Decimal(230)], Decimal(770))
    assert sum_of_parts is not None
    assert sum_of_parts.difference == Decimal(-10)
    assert notes.addition([Decimal(1), None], Decimal(1)) is None


def test_agency_operating_costs_stand_apart(client: Client, published: EditionVersion) -> None:
    page = _text(client, "three-public")
    assert "1,701.03 万元" in page
    assert "17,010,300 元" in page
    assert "不能与“三公”经费相加" in page


def test_definition_is_one_tap_away(client: Client, published: EditionVersion) -> None:
    page = _text(client, "three-public")
    definitions = {d["term"]: d["text"] for d in FACTS["definitions"]}
    assert re.search(rf"什么是“三公”经费？\s*{re.escape(definitions['“三公”经费'])}", page)
    assert definitions["机关运行经费"] in page


def test_procurement_shows_its_six_numbers_and_that_they_add_up(
    client: Client, published: EditionVersion
) -> None:
    page = _text(client, "procurement")
    for key in ("total", "goods", "works", "services", "reserved_for_sme", "reserved_for_small_and_micro"):
        assert FACTS["procurement"][key]["text"].removesuffix("万元") in page
    assert "7,488.62 + 15,727.68 + 35,209.99 = 58,426.29 万元，与原文合计一致。" in page


def test_assets_show_stock_with_its_date_and_planned_purchases(
    client: Client, published: EditionVersion
) -> None:
    page = _text(client, "assets")
    assert "公务车辆 64 辆，大型设备 177 台（套）" in page
    assert "截至2024年8月31日" in page
    assert "2025年预算安排购置车辆 7 辆、单价100万元（含）以上设备（不含车辆） 1 台（套）。" in page


def test_vehicles_by_kind_are_those_of_the_document(published: EditionVersion) -> None:
    rows = notes.vehicle_rows(list(StatedFact.objects.filter(version=published)))
    held = [(kind["label"], Decimal(kind["count"])) for kind in FACTS["assets"]["vehicle_kinds"]]
    planned = [Decimal(kind["count"]) for kind in FACTS["planned_purchases"]["vehicle_kinds"]]
    assert [(row.name, row.held and row.held.value) for row in rows] == held
    assert [row.planned and row.planned.value for row in rows] == planned


def test_notes_hold_every_passage_word_for_word(client: Client, published: EditionVersion) -> None:
    page = _text(client, "notes")
    prose = [line for line in (*DOCUMENT[26:93], *DOCUMENT[440:472]) if line.strip()]
    missing = [line for line in prose if re.sub(r"^\d+\. (?=上海|沪|中共)", "", line.strip()) not in page]
    assert missing == []


def test_units_are_listed_once_with_the_printed_counts(client: Client, published: EditionVersion) -> None:
    html = client.get("/shanghai-stc/2025/notes/").content.decode()
    assert re.findall(r'<li id="unit-\d+" value="\d+">([^<]+)</li>', html) == FACTS["units"]["names"]
    assert "所列 27 家；原文说行政单位 2 家、事业单位 25 家。" in unescape(re.sub(r"<[^>]+>", "", html))


@pytest.mark.parametrize("page", ["three-public", "procurement", "assets", "notes"])
def test_pages_take_at_most_15_queries(
    client: Client, published: EditionVersion, django_assert_max_num_queries: object, page: str
) -> None:
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        client.get(f"/shanghai-stc/2025/{page}/")


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("three-public", "原文的表9没有“三公”经费数字"),
        ("procurement", "原文没有写出政府采购预算的数字"),
        ("assets", "原文没有写出国有资产占有使用的数字"),
    ],
)
def test_a_document_without_the_numbers_says_so(
    client: Client, published: EditionVersion, page: str, words: str
) -> None:
    published.statedfacts.all().delete()
    published.threepubliclines.all().delete()
    assert words in _text(client, page)


def test_counts_that_do_not_make_the_list_are_left_to_the_words(
    client: Client, published: EditionVersion
) -> None:
    """Units of a third kind (参公单位) have no count of their own: our sentence would invent a difference."""
    for public in (24, None):
        EditionVersion.objects.update(public_institution_count=public)
        page = re.sub(r"<[^>]+>", "", client.get("/shanghai-stc/2025/notes/").content.decode())
        assert "所列 27 家。" in page
        assert "原文说行政单位" not in page
