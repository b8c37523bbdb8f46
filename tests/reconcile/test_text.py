"""Defects of the text: what the bundled document has, planted faults, and what must stay silent."""

from functools import cache

import pytest

from budgets.form.terms import CheckKind, Verdict
from budgets.parsing import parse_report
from budgets.readers.text import read_text
from budgets.reconcile import text
from tests.documents import said
from tests.reconcile.planted import Fault
from tests.reconcile.planting import TEXT, checks_of, names, new_findings, plant
from tests.reconcile.test_statements import COVER, TABLE
from tests.reconcile.together import Found, fault_at, found_of


def test_what_the_published_text_gets_wrong() -> None:
    found = [
        c for c in checks_of(TEXT).values() if c.kind is CheckKind.TEXT and c.verdict is not Verdict.EQUAL
    ]
    assert [(c.code, c.verdict, c.places[0].line) for c in found] == [
        ("text.foreign.s5.basis.1", Verdict.DIFFERS, 605),  # 思想 and 习近平总书记
        ("text.foreign.s11.plan.1", Verdict.DIFFERS, 872),  # 奠定基础 and 提供依据
        ("text.foreign.s23.plan.1", Verdict.DIFFERS, 1394),  # 国家 and 上海
        ("text.punctuation.s15.budget.1", Verdict.DIFFERS, 1066),  # 3万元，、平台
        ("text.punctuation.s15.budget.2", Verdict.DIFFERS, 1066),  # 0.7万元。。5.
        ("text.quotes.s14.basis.1", Verdict.DIFFERS, 1020),  # 中央财政科研项目专家咨询费管理办法》
        ("text.quotes.s24.performance_target.1", Verdict.DIFFERS, 1443),  # 绩效目标表”
        # The same two sentences at the end of (1) and (2): printed twice, perhaps on purpose.
        ("text.doubled.s29.overview.1", Verdict.UNKNOWN, 1590),
        ("text.full-stop.s14.basis.1", Verdict.DIFFERS, 1020),  # 财科教〔2017〕128号
        ("text.full-stop.s26.overview.1", Verdict.DIFFERS, 1487),  # 维护科技系统意识形态安全
        (
            "text.unit-name.s9.overview.1",
            Verdict.UNKNOWN,
            763,
        ),  # 上海市科技创业中心, listed is 上海市科技创新中心
    ]
    assert all((c.left, c.right, c.difference, c.unit) == (None, None, None, "") for c in found)


FAULTS = [
    (478, "上海自然博物馆和上海天文馆", "上海自然博物馆 and 上海天文馆", "and"),
    (32, "本部以及所属", "本部 and 所属", "and"),
    (86, "重点任务的落实落地", "重点任务 of 落实落地", "of"),
    (508, "场馆的安保", "the 场馆的安保", "the"),
    (817, "吸引和培养", "吸引or培养", "or"),
    (1214, "申请本专项经费", "申请本 project 经费", "project"),
    (478, "水费和燃气费。", "水费和燃气费。。", "。。"),
    (32, "综合收支计划。", "综合收支计划，。", "，。"),
    (84, "；政府性基金", "；；政府性基金", "；；"),
    (856, "研究，主要", "研究，，主要", "，，"),
    (1226, "另一方面，", "另一方面，，", "，，"),
    (571, "《上海科技馆更新改造整体规划及实施方案》", "《上海科技馆更新改造整体规划及实施方案", "《"),
    (90, "“教育支出”", "“教育支出", "“"),
    (583, "“科艺融合、点亮好奇”", "科艺融合、点亮好奇”", "”"),
    (76, "因公出国（境）费主要", "因公出国（境费主要", "（"),
    (821, "（国人部发〔2001〕136号）", "（国人部发〔2001〕136号", "（"),
    (1020, "国发〔2016〕23号", "国发〔201623号", "〔"),
]  # fmt: skip


@cache
def _found() -> dict[Fault, Found]:
    return found_of(TEXT, [fault_at(TEXT, *fault) for fault in FAULTS])


@pytest.mark.parametrize(("line", "old", "new", "words"), FAULTS)
@pytest.mark.long
def test_a_planted_defect_is_found_at_its_place(line: int, old: str, new: str, words: str) -> None:
    found = _found()[fault_at(TEXT, line, old, new, words)]
    assert Verdict.DIFFERS in {c.verdict for c in found.own.values()}
    assert not found.elsewhere


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("截至2024年8月31日", "截至2024年9月31日", "2024年9月31日"),
        ("截至2024年8月31日", "截至2024年13月31日", "2024年13月31日"),
        ("2025年，上海市科学技术委员会收入", "2025年2月29日，上海市科学技术委员会收入", "2025年2月29日"),
    ],
)
@pytest.mark.long
def test_an_impossible_date_in_a_section_is_found(old: str, new: str, words: str) -> None:
    line = next(n for n, printed in enumerate(TEXT.split("\n"), 1) if old in printed)
    found = list(new_findings(TEXT, plant(line, old, new)).values())
    assert [c.code.rsplit(".", 2)[0] for c in found] == ["text.dates"]
    assert names(found[0], line, words)


@pytest.mark.parametrize(
    ("first", "last"), [(550, 553), (637, 641), (817, 819), (90, 92), (64, 66), (607, 607)]
)
@pytest.mark.long
def test_a_passage_printed_twice_is_found(first: int, last: int) -> None:
    """Two or more blocks, or one long one, copied right behind themselves."""
    lines = TEXT.split("\n")
    copy = lines[first - 1 : last]
    printed = "\n".join([*lines[:last], "", *copy, "", *lines[last:]])
    found = [
        c
        for c in new_findings(TEXT, printed).values()
        if c.code.startswith("text.doubled") and c.verdict is Verdict.DIFFERS
    ]
    assert len(found) == 1
    assert [p.line for p in found[0].places] == [first, last + 2]
    assert all(p.text in "".join(copy) for p in found[0].places)


def _defects(words: str) -> list[str]:
    report = parse_report(read_text(f"{COVER}主要职能\n\n{words}\n\n{TABLE}".encode(), "x.txt"))
    return [
        said(c) for rule in text.RULES for c in rule(report) if c.verdict is not Verdict.EQUAL
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "推进ICT、AI、R&D和BIM+GIS技术，发表于Nature和Science期刊。",
        "引进 Internet of Things 技术，支持 IT 和 OR 研究。",
        "建设web平台、app和wifi覆盖，面积100 m²，功率500KW，高差450mm。",
        "建设 web 平台和 app 应用，长 100 km 和 5 kg 的 pH 值，采用 in vivo 方法，开展 talk 活动。",
        "引进 iPhone 和 eBay 平台。",
        "联系 office@example.gov.cn 或 https://www.example.gov.cn/the/and 查询。",
        "“创·TALK”和《Journal of the East》等，品牌“一沪Bio应”。",
        "使用J遥感数据，数据带宽不小于100M。",
        "正在进行……。——说明",
        "是什么？！好！！等。。。",
        "1）第一项；2）第二项；a）第三项。",
        "“首句。\n\n“次句。\n\n“末句。”",
        "“科学\n\n普及”工作。",
        "（半角括号)和(全角括号）混用。",
        "于2024年2月29日和2月29日，2025.1.31，第2025-13-45号文，版本3.2.31。",
        "根据（沪住建规范[2020]3号）和沪科【2023】15号、〔2007〕第011号。",
        "职责一。\n\n职责一。",
    ],
)
def test_what_is_right_stays_silent(words: str) -> None:
    assert _defects(words) == []


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("科学 and 普及", 1),
        ("科学 enhance 普及", 1),
        ("科学 as well as 普及", 1),
        ("科学，， 普及、、推广；。", 3),
        ("“科学》", 2),
        ("2025年2月30日、2025.02.31、2025-04-31", 3),
    ],
)
def test_each_defect_is_one_finding(words: str, count: int) -> None:
    assert len(_defects(words)) == count


def test_a_statement_printed_twice_is_found() -> None:
    lines = TEXT.split("\n")
    printed = "\n".join([*lines[:503], *lines[473:503], *lines[503:]])
    found = [
        c
        for c in new_findings(TEXT, printed).values()
        if c.code.startswith("text.doubled") and len(c.places) == 2
    ]
    assert ("text.doubled.s2.1", [474, 504]) in [(c.code, [p.line for p in c.places]) for c in found]
