"""实施主体 and the list of budget units: every state, with the words that say so. Expected values are read by hand."""

from dataclasses import replace

import pytest

from budgets.form.terms import LinkState
from budgets.parsing.implementers import link_implementer, with_links
from budgets.parsing.records import BudgetReport, ImplementerLink
from budgets.parsing.statements import find_implementer

LISTED, PART, ABBREVIATION = LinkState.LISTED, LinkState.PART, LinkState.ABBREVIATION
HALLS = "上海科技馆、上海自然博物馆（上海科技馆分馆）和上海天文馆（上海科技馆分馆）"
ARCHIVE = "上海市科技创新服务中心（上海市科技成果档案资料馆）"
BRAIN = "上海脑科学与类脑研究中心"
STATION = (
    "本项目将依托于上海市纳米科技与产业发展促进中心博士后科研工作站，"
    "联合上海微系统研究所博士后流动站一起开展博士后的培养工作。"
)
# The 29 statements of the 2025 document, lines 474 to 1646: state, listed unit (lines 36 to 62), words.
BUNDLED = (
    (LinkState.SEVERAL, "", "上海科技馆运维中心、上海自然博物馆运维中心和上海天文馆运维中心"),
    (LinkState.SEVERAL, "", HALLS),
    (PART, "上海科技馆", "上海科技馆更新改造指挥部"),
    (PART, "上海科技馆", "上海科技馆更新改造指挥部"),
    (LinkState.SEVERAL, "", "科技馆展教中心和科技馆运维中心"),
    (LISTED, "上海市研发公共服务平台管理中心", "上海市研发公共服务平台管理中心"),
    (LISTED, "上海科技管理干部学院", "上海科技管理干部学院"),
    (LISTED, "上海集成电路技术与产业促进中心", "实施主体是上海集成电路技术与产业促进中心"),
    (LinkState.NOT_LISTED, "", "上海市科技创业中心"),
    (LISTED, "上海计算机软件技术开发中心", "上海计算机软件技术开发中心"),
    (LISTED, "上海市生物医药技术研究院", "上海市生物医药技术研究院"),
    (LISTED, "上海市技术市场管理办公室", "上海市技术市场管理办公室"),
    (LISTED, "沪杏科技图书馆", "沪杏科技图书馆内设综合管理办公室、数字科普部、信息与运维保障部"),
    (LISTED, "上海新能源科技成果转化与产业促进中心", "上海新能源科技成果转化与产业促进中心"),
    (LinkState.RESEMBLES, "上海市生物医药科技产业促进中心", "生药中心是上海市科委直属事业单位"),
    (LISTED, "上海市信息技术研究中心", "责任主体：上海市信息技术研究中心"),
    (LinkState.UNNAMED, "", STATION),
    (LISTED, "上海科学技术交流中心", "上海科学技术交流中心"),
    (LISTED, "上海实验动物研究中心", "上海实验动物研究中心"),
    (LISTED, BRAIN, BRAIN),
    (LISTED, BRAIN, BRAIN),
    (LISTED, BRAIN, BRAIN),
    (LISTED, "上海市科学学研究所", "由上海市科学学研究所负责组织实施"),
    (LISTED, ARCHIVE, ARCHIVE),
    (LISTED, "上海市科学技术奖励中心", "上海市科学技术奖励中心"),
    (LISTED, "中共上海市科学技术工作委员会", "中共上海市科学技术工作委员会"),
    (LISTED, "上海市中国工程院院士咨询与学术活动中心", "实施主体为上海市中国工程院院士咨询与学术活动中心"),
    (LISTED, "上海市科学技术委员会本部", "上海市科学技术委员会"),
    (LinkState.SEVERAL, "", "技术研发中心 推广应用中心 基地建设与管理部 合作交流部 总工程师室"),
)


def test_the_29_statements_are_linked_as_read_by_hand(report: BudgetReport) -> None:
    assert len(report.statements) == len(BUNDLED) == 29
    for statement, (state, unit, words) in zip(report.statements, BUNDLED, strict=True):
        assert statement.link == ImplementerLink(state, unit, words), statement.name


def test_the_words_stand_in_the_statement(report: BudgetReport) -> None:
    for statement in report.statements:
        assert statement.link.words in "\n".join(part.text for part in statement.parts), statement.name


UNITS = ("甲市乙委员会本部", "甲市丙中心", "甲市丙丁中心", "甲市戊研究所（甲市己馆）", "甲市庚馆")


@pytest.mark.parametrize(
    ("text", "state", "unit"),
    [
        ("甲市丙中心", LISTED, "甲市丙中心"),
        ("甲市丙中心。", LISTED, "甲市丙中心"),
        ("甲市戊研究所(甲市己馆)", LISTED, "甲市戊研究所（甲市己馆）"),  # brackets of the other width
        ("甲市乙委员会", LISTED, "甲市乙委员会本部"),  # the body itself is listed as 本部
        ("甲市乙委员会机关", LISTED, "甲市乙委员会本部"),
        ("甲市乙委员会（本级）", LISTED, "甲市乙委员会本部"),
        ("甲市乙委员会人事处", PART, "甲市乙委员会本部"),
        ("甲市丙丁中心办公室", PART, "甲市丙丁中心"),  # not of 甲市丙中心
        ("乙委人事处", LinkState.NOT_LISTED, ""),  # a short name that the document does not explain
        ("甲市庚馆基金会", LinkState.NOT_LISTED, ""),  # contains the name, is no office
        ("新甲市庚馆", LinkState.NOT_LISTED, ""),
        ("丙丁中心", LinkState.RESEMBLES, "甲市丙丁中心"),
        ("甲市庚馆路社区服务站", LinkState.NOT_LISTED, ""),  # a street of that name
        ("甲市乙委员会人才服务中心", LinkState.NOT_LISTED, ""),  # a body of its own, for all the words say
        ("甲丙中心", LinkState.AMBIGUOUS, ""),  # 甲市丙中心 or 甲市丙丁中心
        ("甲市辛中心", LinkState.NOT_LISTED, ""),
        ("甲市丙中心、甲市庚馆", LinkState.SEVERAL, ""),
        ("甲市丙中心和甲市庚馆", LinkState.SEVERAL, ""),
        ("甲市丙中心\n甲市庚馆", LinkState.SEVERAL, ""),
        ("由各区有关部门分别承担，甲市丙中心配合。", LinkState.UNNAMED, ""),
        ("", LinkState.UNNAMED, ""),
    ],
)
def test_a_name_and_the_listed_units(text: str, state: LinkState, unit: str) -> None:
    link = link_implementer(text, UNITS, {})
    assert (link.state, link.unit) == (state, unit)


def test_without_a_list_nothing_is_said_to_be_missing_from_it() -> None:
    assert link_implementer("甲市丙中心", (), {}).state is LinkState.NO_LIST


def _altered(report: BudgetReport, number: int, text: str) -> ImplementerLink:
    """The link of one bundled statement with other words under 实施主体."""
    statement = report.statements[number - 1]
    parts = tuple(
        replace(part, passages=(replace(part.passages[0], text=text),))
        if part.key.value == "实施主体"
        else part
        for part in statement.parts
    )
    changed = list(report.statements)
    changed[number - 1] = replace(statement, parts=parts)
    units = [unit.text for unit in report.institutions.units]
    return with_links(changed, units, report.body)[number - 1].link


def test_the_short_name_of_the_body_holds_everywhere(report: BudgetReport) -> None:
    """Line 1416: 上海市科学技术委员会（以下简称“市科委”）; its office 科技企业服务处 is named there too."""
    link = _altered(report, 6, "市科委")
    assert (link.state, link.unit) == (ABBREVIATION, "上海市科学技术委员会本部")
    assert link.words.endswith("上海市科学技术委员会（以下简称“市科委”）")
    office = _altered(report, 6, "市科委科技企业服务处")
    assert office == ImplementerLink(PART, "上海市科学技术委员会本部", "市科委科技企业服务处")


def test_other_short_names_hold_in_their_own_statement_alone(report: BudgetReport) -> None:
    """创新中心 is 上海市科技创新服务中心（…） in statement 24 (line 1416), and elsewhere perhaps 上海市科技创新中心."""
    assert _altered(report, 24, "创新中心").unit == ARCHIVE
    assert _altered(report, 25, "创新中心").state is LinkState.AMBIGUOUS
    # Statement 9 calls 上海市科技创业中心 simply 中心 (line 763); it is not in the list.
    assert _altered(report, 9, "中心").state is LinkState.NOT_LISTED


def test_an_implementer_in_a_sentence_is_found() -> None:
    assert find_implementer("该项目由上海市科学学研究所负责组织实施。") == "上海市科学学研究所"
