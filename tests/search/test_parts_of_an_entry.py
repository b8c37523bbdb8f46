"""An entry has parts that are not printed one after the other: no phrase reaches from one into the next."""

import pytest
from django.test import Client

from budgets.models import EditionVersion
from tests.search.asking import hits_of, said


def _leads_to(client: Client, words: str) -> list[str]:
    return [said(hit)[0] for hit in hits_of(client, words)]


@pytest.mark.parametrize(
    ("apart", "together"),
    [
        # The code is printed before the name, in cells of its own: 302 | 16 | 培训费
        ("培训费 30216", '"培训费 30216"'),
        ("培训费 30216", "培训费30216"),
        ("科普活动 2060702", '"科普活动 2060702"'),
        # The words 表9 are the site's own and stand before no name.
        ("公务接待费 表9", '"公务接待费 表9"'),
        # The edition and its title are two things, and so are a finding and what it quotes.
        ("上海市科学技术委员会 2025年 市级部门预算", '"2025年部门预算，上海市2025年市级部门预算"'),
        ("不存在的日期 数据统计整理", '"不存在的日期 2025.01.01-2025.02.31"'),
    ],
)
def test_a_phrase_is_looked_for_within_one_part(
    published: EditionVersion, client: Client, apart: str, together: str
) -> None:
    assert _leads_to(client, apart) != []
    assert _leads_to(client, together) == []


@pytest.mark.parametrize(
    "words",
    [
        "“财政拨款收入：是市级预算主管部门及所属预算单位本年度从本级财政部门取得”",
        "“事业收入：指事业单位开展专业业务活动”",
        "“（二）事业收入：指事业单位”",
    ],
)
def test_a_definition_is_found_by_its_sentence_as_printed(
    published: EditionVersion, client: Client, words: str
) -> None:
    """The document prints （二）事业收入：指事业单位开展专业业务活动及其辅助活动取得的收入。"""
    (hit,) = hits_of(client, words)
    assert hit.hit.entry.title in words
