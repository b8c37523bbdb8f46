"""The list of units in 机构设置: where it begins, and what in it is a name."""

import pytest

from budgets.form.terms import UnreadCause
from budgets.parsing.narrative import read_institutions, unread_units
from budgets.parsing.records import ReadPassage
from budgets.readers.document import Place
from tests.documents import DOCUMENTS, budget_of, needs_documents


def passages(*texts: str) -> list[ReadPassage]:
    return [ReadPassage(text, Place(line=n)) for n, text in enumerate(texts, 1)]


def names(*texts: str) -> list[str]:
    return [unit.text for unit in read_institutions(passages(*texts)).units]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("具体包括： 1. 某局本部", "2. 某中心"), ["某局本部", "某中心"]),
        (("本部门中，行政单位1家，事业单位1家，具体包括：1.某局本部；2.某中心。",), ["某局本部", "某中心"]),
        (
            ("预算单位名单如下：1、某局本部 2、某馆 3、某中心（某资料馆）",),
            ["某局本部", "某馆", "某中心（某资料馆）"],
        ),
        (("1. 某局本部 2. 某中心",), ["某局本部", "某中心"]),
        (("1. 某局本部；", "2. 某中心。"), ["某局本部", "某中心"]),
        (("1. 某局本部", "2. 某中心，不单列预算。"), ["某局本部", "某中心"]),
        (("1. 某局本部", "2. 下属事业单位某中心不单列预算，并入本部。"), ["某局本部", "某中心"]),
        (("1. 某局本部", "2. 需要说明的是，本年度名单另行公布。"), ["某局本部"]),
        (("某局设3个内设机构，包括：1. 办公室 2. 人事处",), []),
        (("主要职责包括：制定政策。",), []),
    ],
)
def test_a_unit_is_a_name_on_the_list(texts: tuple[str, ...], expected: list[str]) -> None:
    assert names(*texts) == expected


def test_the_numbers_before_a_list_on_the_same_line_are_read() -> None:
    read = read_institutions(
        passages("本部门中，行政单位1家，事业单位2家，具体包括：1.某局本部；2.某中心；3.某馆")
    )
    assert (read.administrative, read.public_institutions, len(read.units)) == (1, 2, 3)


def test_a_number_without_end_is_no_number_of_units() -> None:
    assert read_institutions(passages(f"行政单位{'9' * 5000}家")).administrative is None


def test_an_entry_that_names_no_unit_is_unread() -> None:
    (place,) = unread_units(passages("1. 某局本部", "2. 需要说明的是，本年度名单另行公布。"))
    assert (place.cause, place.text) == (UnreadCause.NOT_UNDERSTOOD, "需要说明的是，本年度名单另行公布")
    assert place.place.line == 2


@needs_documents
def test_a_published_entry_that_says_more_than_a_name_gives_the_name() -> None:
    """Line 80: 2.下属事业单位上海市普陀区交流服务中心不单列预算，并入本部。"""
    report = budget_of(DOCUMENTS / "putuo-fuban-2025-bumen.txt").report
    assert [unit.text for unit in report.institutions.units] == [
        "上海市普陀区人民政府办公室本部",
        "上海市普陀区交流服务中心",
    ]
    assert not report.unread
