"""What a file hides: what has to be acknowledged, and whose names look like a person's."""

import pytest

from budgets.form.terms import HiddenKind
from budgets.readers.document import Place
from budgets.reconcile.hidden import asks, hidden_signs, is_like_a_person
from budgets.reconcile.sensitive import SignKind, masked

# An identity number with a correct check digit, of nobody.
IDENTITY = "11010519491231002X"
MOBILE = "13800138000"


@pytest.mark.parametrize(
    "name",
    [
        "张三",
        "张 三",
        "張三",
        "欧阳小明",
        "阿依古丽·买买提",
        "张三;李四",
        "张三(财务处)",
        "财务处张三",
        "Zhang San",
        "zhangsan",
        "zhangsan1",
        "wang.xiaoming",
        "wangxm",
        "John Smith",
    ],
)
def test_a_name_like_a_person_s(name: str) -> None:
    assert is_like_a_person(name)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "caiwu",
            "caiwuchu",
            "yusuan",
            "renshi",
            "Cai Zheng",
            "Finance Department",
            "Dell Inc",
            "Hewlett-Packard Company",
        ),
        *("安徽", "金蝶", "方正", "祝桥镇", "陆家嘴", "程序员", "songti", "印达"),
        *("财务处", "普陀区财政局", "于中心", "高新科技公司", "微软用户", "Administrator", "admin", "user"),
        *(
            "Microsoft Office User",
            "WPS Office",
            "python-docx",
            "openpyxl",
            "Lenovo",
            "HP",
            "USER-20200101",
            "",
        ),
    ],
)
def test_the_name_of_an_office_a_program_or_a_role_is_no_person_s(name: str) -> None:
    assert not is_like_a_person(name)


@pytest.mark.parametrize(
    "kind", [kind for kind in HiddenKind if kind.word not in ("author", "property", "description")]
)
def test_everything_hidden_has_to_be_acknowledged(kind: HiddenKind) -> None:
    assert asks(kind, "预算", Place())


@pytest.mark.parametrize("kind", [HiddenKind.AUTHOR, HiddenKind.PROPERTY, HiddenKind.DESCRIPTION])
def test_what_every_file_has_is_asked_about_only_where_it_tells_of_a_person(kind: HiddenKind) -> None:
    assert not asks(kind, "财务处", Place())
    assert asks(kind, f"联系手机{MOBILE}", Place())


def test_an_author_like_a_person_is_asked_about_and_a_title_like_one_is_not() -> None:
    assert asks(HiddenKind.AUTHOR, "张三", Place())
    assert not asks(HiddenKind.PROPERTY, "张三", Place())


def test_personal_numbers_are_found_line_by_line_and_starred() -> None:
    text = f"身份证{IDENTITY}\n手机{MOBILE}"
    assert [sign.kind for sign in hidden_signs(text, Place())] == [SignKind.IDENTITY_CARD, SignKind.MOBILE]
    mistyped = f"张三 {IDENTITY[:-1]}7"  # the check digit is X
    assert [sign.kind for sign in hidden_signs(mistyped, Place())] == [SignKind.IDENTITY_CARD]
    assert masked(mistyped) == "张三 110*************27"
    assert masked(text) == "身份证110*************2X\n手机138******00"
