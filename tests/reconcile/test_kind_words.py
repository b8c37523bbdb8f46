"""部门 in a unit's document, 单位 in a department's: what is a slip, what nobody can tell, and what is none."""

import pytest

from budgets.form.terms import Verdict
from budgets.reconcile import CheckOutcome
from tests.documents import DOCUMENTS, needs_documents, said
from tests.reconcile.planting import TEXT, WRONG, altered, checks_of

# The short document of a department: a cover, one table that is empty, and prose.
HEAD = "项目\t\t\t\t支出预算\t\t\n功能分类科目编码\t\t\t功能分类科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t\n"


def document(
    kind: str = "部门",
    cover: str = "某市2026年市级部门预算",
    title: str = "2026年部门政府性基金预算支出功能分类预算表",
    preparer: str = "编制部门",
    note: str = "注：本表为空表。",
    heading: str = "2026年部门预算编制说明",
    prose: str = "2026年，某局支出预算0万元。",
) -> str:
    return (
        f"{cover}\n\n预算主管部门：某局\n\n{heading}\n\n{prose}\n\n{title}\n\n{preparer}：某局 单位：元\n\n"
        f"{HEAD}合计\t\t\t\t\t\t\n\n{note}\n"
    )


def found(text: str) -> list[CheckOutcome]:
    checks = checks_of(text).values()
    return [check for check in checks if check.code.startswith("form.kind") and check.verdict in WRONG]


def test_a_department_that_speaks_of_itself_agrees() -> None:
    assert checks_of(document())["form.kind"].verdict is Verdict.EQUAL
    assert checks_of(TEXT)["form.kind"].verdict is Verdict.EQUAL


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (document(note="注：本单位无此项预算。"), "文字里写的是“本单位”（1处），这份文件是部门预算"),
        (
            document(title="2026年单位政府性基金预算支出功能分类预算表"),
            "表名里写的是“单位”（1处），这份文件是部门预算",
        ),
        (document(heading="2026年单位预算编制说明"), "标题里写的是“单位”（1处），这份文件是部门预算"),
        (
            document(prose="2026年，本单位支出预算0万元。本单位收入预算0万元。"),
            "文字里写的是“本单位”（2处），这份文件是部门预算",
        ),
        (document(prose="2026年单位预算安排0万元。"), "文字里写的是“单位预算”（1处），这份文件是部门预算"),
    ],
)
def test_words_of_the_other_kind_differ(text: str, words: str) -> None:
    (check,) = found(text)
    assert (check.verdict, said(check)) == (Verdict.DIFFERS, words)
    assert check.places[-1].text == "某市2026年市级部门预算"  # the other side


@pytest.mark.parametrize(
    "text",
    [
        document(
            preparer="编制单位"
        ),  # 编制单位 is also said of whoever prepares a table, and no table says 编制部门
        document(prose="其他支出0万元，主要用于本单位退休人员的支出。"),  # perhaps of one of its units
    ],
)
def test_what_may_be_meant_otherwise_is_unknown(text: str) -> None:
    (check,) = found(text)
    assert check.verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        document(note="注：本部门及所属单位无此项预算。"),
        document(heading="2026年部门（单位）预算编制说明"),
        document(prose="本部门（单位）1家事业单位编报了绩效目标，各单位预算安排0万元。"),
        document(prose="按照部门预算支出经济分类，所属单位预算为0万元。"),
        document(title="2026年政府性基金预算支出功能分类预算表"),
        document(cover="某市2026年预算", heading="2026年单位预算编制说明"),  # the cover names neither
        document(cover="某市2026年部门（单位）预算", note="注：本单位无此项预算。"),  # the cover names both
    ],
)
def test_other_departments_and_units_are_no_slip(text: str) -> None:
    assert found(text) == []


# The same document as a unit's.
UNIT = {
    "cover": "某市2026年市级单位预算",
    "title": "2026年单位政府性基金预算支出功能分类预算表",
    "preparer": "编制单位",
    "heading": "2026年单位预算编制说明",
}


@pytest.mark.parametrize(
    "text",
    [
        document(prose="本单位预算由机关本级和所属单位预算组成。"),
        document(prose="其中：本单位（机关本级）20万元，下属单位8.5万元。"),
        document(prose="2026年本部门仅含本单位一家预算单位。"),
        document(prose="本部门所属预算单位和本单位均不购车。"),
        document(prose="已纳入下属事业单位2026年单位预算支出。"),
        document(**UNIT, prose="根据主管部门2026年部门预算安排，项目调整。"),
        document(**UNIT, prose="2026年本单位（不含本部门其他单位）政府采购预算0万元。"),
        document(**UNIT, prose="按照本部门主管的委员会统一部署调整。"),
    ],
)
def test_a_sentence_that_tells_departments_from_units_is_no_slip(text: str) -> None:
    assert found(text) == []


def test_the_other_words_in_a_sentence_of_their_own_do_not_excuse_a_slip() -> None:
    (check,) = found(document(prose="本部门有下属单位。本单位支出预算0万元。"))
    assert check.verdict is Verdict.DIFFERS


def test_a_document_that_speaks_as_the_other_kind_throughout_is_asked_about_once() -> None:
    text = document(**{**UNIT, "cover": "某中心2026年部门预算"}, note="注：本单位无此项预算。")
    (check,) = found(text)  # a heading, a title, a caption and a note
    assert (check.verdict, len(check.places)) == (Verdict.UNKNOWN, 4 + 1)
    assert said(check) == "标题写的是部门预算，各处说的多是“单位”一类（共4处），请核对这份文件是哪一种"


def test_a_department_whose_prose_says_unit_throughout_is_asked_about_once() -> None:
    three = "本单位收入预算0万元。本单位支出预算0万元。本单位不购车。"
    (check,) = found(document(prose=three))
    assert check.verdict is Verdict.UNKNOWN
    (check,) = found(document(prose=f"本部门成立。本部门不变。本部门完成任务。{three}"))
    assert check.verdict is Verdict.DIFFERS  # it speaks of itself rightly as often


@needs_documents
def test_a_unit_prints_the_classification_of_departments() -> None:
    text = (DOCUMENTS / "putuo-fuban-2025-danwei.txt").read_text(encoding="utf-8")
    assert "2025年预算单位一般公共预算基本支出部门预算经济分类预算表" in text
    assert found(text) == []
    slip = altered("2025年度，本单位编报绩效目标", "2025年度，本部门编报绩效目标", text)
    assert [said(check) for check in found(slip)] == ["文字里写的是“本部门”（1处），这份文件是单位预算"]


@needs_documents
def test_a_unit_of_2025_says_once_that_it_is_a_department() -> None:
    # Line 364: “2025年部门预算安排购置车辆0辆”; the cover: “上海市2025年市级单位预算”
    text = (DOCUMENTS / "sh-czj-2025-danwei.txt").read_text(encoding="utf-8")
    (check,) = found(text)
    assert [place.line for place in check.places] == [364, 2]
