"""Sentences of the desk that few documents ask for."""

from budgets.form.terms import Theme
from budgets.words import desk, desk_changes, precheck


def test_what_there_is_to_look_at_is_one_sentence() -> None:
    nothing = dict.fromkeys(("missing", "signs", "hidden", "unread", "noticed", "unexplained"), 0) | {
        "differs": {}
    }
    assert desk.to_look_at("甲<乙>", **nothing | {"unexplained": 2}) == (
        "<b>甲&lt;乙&gt;</b>：没有对不上的数字；有 2 张空表没有说明；详见下文。"
    )
    assert desk.to_look_at(
        "甲", **nothing | {"missing": 1, "differs": {Theme.AMOUNTS: 2, Theme.WORDING: 1}}
    ) == ("<b>甲</b>：有 1 张表没有找到；有 2 处金额、1 处文字和格式对不上；详见下文。")


def test_new_and_ended_statements_are_named() -> None:
    assert desk_changes.statements([], []) == []
    assert desk_changes.statements(["甲", "乙<"], ["丙"]) == [
        "新的项目说明：甲、乙&lt;",
        "上一年有、这一年没有的项目说明：丙",
    ]


def test_tables_that_were_not_found_are_listed_on_the_sheet() -> None:
    assert desk.figures(542, []) == "542 个数字"
    assert desk.figures(500, [1, 9]) == "500 个数字；没有找到：表1、表9"


def test_a_change_without_a_column_has_no_blank_before_its_colon() -> None:
    sides = ("干部教育", "")
    assert desk_changes.listed_change("表2", "205-08", "", sides, "元") == "表2，205-08：干部教育 → 没有 元"
    assert desk_changes.listed_change("封面", "标题", "", sides, "") == "封面，标题"
    assert desk_changes.listed_change("表9", "", "合计", ("1", "2"), "万元") == "表9，合计：1 → 2 万元"


def test_a_correction_that_changes_nothing_says_so() -> None:
    said = desk_changes.correction(0, 0, "九张表", same_file=True, worse=0, better=0)
    assert (
        said
        == "读出来的内容与现行版本没有差别，各张表的数字都一样（目录和各栏的标题不比）。两版用的是同一个文件。"
    )
    said = desk_changes.correction(3, 2, "十张表", same_file=False, worse=1, better=0)
    assert said == "一共 3 处不同，其中十张表里 2 处。<b>有 1 项核对因此变差。</b>"


def test_a_difference_keeps_its_sign_and_unit() -> None:
    assert precheck.difference("−0.63", "万元") == "差 −0.63 万元"
    assert precheck.difference("3", "") == "差 3"
    assert precheck.difference("", "万元") == ""
