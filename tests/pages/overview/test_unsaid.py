"""What the form has no column for, and where the prose says it after all."""

import re
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from budgets.models import Edition, EditionVersion, Passage, StatementPart
from budgets.pages.overview.unsaid import staff_words, unsaid

pytestmark = pytest.mark.django_db


def _section(client: Client, address: str = "/shanghai-stc/2025/") -> str:
    page = client.get(address).content.decode()
    return re.sub(r"<[^>]*>|\s+", "", page.split('aria-labelledby="unsaid"')[1].split("</section>")[0])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("目前编制数为15人，在职在编15人，无外聘人员。", ["目前编制数为15人，在职在编15人"]),
        ("核定编制 120 名；另有公车10辆。", ["核定编制 120 名"]),
        ("全年在职培训3000人次。", []),
        ("慰问人数不少于100人。", []),
        ("本预算由办公室编制，2025年1月公布。", []),
    ],
)
def test_a_number_of_staff_is_told_from_other_people(text: str, found: list[str]) -> None:
    assert staff_words(text) == found


def test_the_bundled_document_gives_the_staff_of_one_unit_in_one_project(
    published: EditionVersion, client: Client
) -> None:
    """Line 974, in 科普之窗: 目前编制数为15人，在职在编15人."""
    said = _section(client)
    assert "九张表没有人数这一栏" in said and "没有读到" not in said
    assert "“目前编制数为15人，在职在编15人”《科普之窗》" in said
    part = unsaid(published).staff[0].part
    assert part
    # The link leads to the part that has the words, not to the line of its heading.
    page = client.get("/shanghai-stc/2025/").content.decode()
    assert f'projects/{quote("科普之窗")}/#part-{part.key}"' in page
    assert "目前编制数为15人" in part.text


def test_without_such_words_the_page_says_that_none_were_read(
    published: EditionVersion, client: Client
) -> None:
    StatementPart.objects.update(text="")
    Passage.objects.update(text="")
    assert "说明文字里，本站也没有读到。" in _section(client)


def test_last_year_is_linked_only_where_it_is_on_the_site(published: EditionVersion, client: Client) -> None:
    assert "九张表只有2025年的预算数。本站没有上一年的预算可以对照" in _section(client)
    assert "文件列出27家单位，九张表只列全部门的合计" in _section(client)
    EditionVersion.objects.create(
        edition=Edition.objects.create(body=published.edition.body, year=2024),
        number=1,
        status="published",
        source=published.source,
        title="上海市2024年市级部门预算",
        published_at=timezone.now(),
    )
    assert "本站有上一年的预算，看各年对照" in _section(client)
