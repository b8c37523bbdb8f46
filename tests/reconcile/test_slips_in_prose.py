"""The slips that inspectors mark in prose: planted as data, found at their place with both sides; none on real editions."""

from collections.abc import Sequence
from functools import cache

import pytest

from budgets.form.terms import SectionKey, Verdict
from budgets.parsing import parse_report
from budgets.parsing.records import BudgetReport, ReadPassage, Section
from budgets.readers.document import Place
from budgets.readers.text import read_text
from budgets.reconcile import run_checks
from budgets.reconcile.compared_years import compared_years
from budgets.reconcile.function_names import is_a_group, is_a_variant, same_function
from budgets.reconcile.outcomes import CheckOutcome
from budgets.reconcile.paragraph_ends import paragraphs_without_a_stop
from budgets.reconcile.unfinished_words import reasons_that_are_missing, words_of_the_template
from budgets.reconcile.unit_names import project_names_one_sign_off
from budgets.words.findings import sentence
from tests.documents import needs_documents
from tests.reconcile.slips import Slip, path_of, slips
from tests.trials import trials

KINDS = (
    "reason-missing",
    "template-words",
    "wrong-year",
    "outturn-percent",
    "head-and-inside",
    "prose-name",
    "no-full-stop",
    "name-almost",
)
FOUND = (Verdict.DIFFERS, Verdict.UNKNOWN)


def checks_of(text: str) -> tuple[CheckOutcome, ...]:
    return run_checks(parse_report(read_text(text.encode(), "x.txt")))


@cache
def clean_checks(document: str, dialect: str) -> tuple[CheckOutcome, ...]:
    (slip, *_) = (s for s in slips() if (s.document, s.dialect) == (document, dialect))
    return checks_of(slip.text())


def said(check: CheckOutcome) -> tuple[object, ...]:
    return check.verdict, check.left, check.right, tuple(place.text for place in check.places)


def words(check: CheckOutcome) -> str:
    """The sentence of a finding with all that its places quote, without white space."""
    places = [vars(place) for place in check.places]
    quotes = "".join(place.text for place in check.places)
    return "".join((sentence(check.wording.as_data(), check.code, places) + quotes).split())


def is_found(slip: Slip) -> bool:
    known = {said(check) for check in clean_checks(slip.document, slip.dialect)}
    planted = slip.planted()
    lines = {n for n, line in enumerate(planted.split("\n"), 1) if slip.line_words in line}
    return any(
        check.verdict.name.lower() == slip.expect
        and said(check) not in known
        and any(place.line in lines for place in check.places)
        and all("".join(side.split()) in words(check) for side in slip.sides)
        for check in checks_of(planted)
    )


@needs_documents
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.long
def test_the_slips_of_a_kind_are_found(kind: str) -> None:
    own = [slip for slip in slips() if slip.kind == kind]
    tried = trials(own[:1] + own[-1:], own)
    missed = [(slip.document, slip.dialect, slip.line_words) for slip in tried if not is_found(slip)]
    assert len(missed) <= len(tried) * 0.05, missed


# Read in the documents: what these rules find there, by line.
REAL = {
    "putuo-cgzf-2026-bumen": set(),
    "putuo-fuban-2025-bumen": set(),
    "putuo-fuban-2025-danwei": set(),
    "putuo-wanli-2023-bumen": set(),
    "putuo-wanli-2024-bumen": set(),
    # 卫生健康支出（款）计划生育事务（项）, in table 5 计划生育事务 and 计划生育服务 · 464.64万元三、政府采购预算情况
    "putuo-wanli-2025-bumen": {(148, "narrative.name.other"), (574, "text.full-stop.missing")},
    "putuo-wlj-2026-bumen": {
        (39, "text.template.twice"),  # 增加增加27.45万元
        (40, "text.template.twice"),  # 与2025年预算增加持平
        (41, "text.full-stop.missing"),  # 主要原因是基本支出增加
        (54, "narrative.name.former"),  # 其他文化体育与传媒支出(款), in table 5 其他文化旅游体育与传媒支出
        (55, "narrative.name.former"),
    },
    "sh-czj-2025-danwei": set(),
    "shanghai-stc-2025": {
        (1020, "text.full-stop.missing"),  # 财科教〔2017〕128号
        (1487, "text.full-stop.missing"),  # 维护科技系统意识形态安全
    },
}
CODES = (
    "text.reason",
    "text.template",
    "text.full-stop",
    "text.project-name",
    "narrative.year",
    "narrative.name",
)


@needs_documents
@pytest.mark.parametrize("document", REAL)
@pytest.mark.long
def test_real_editions_have_only_the_slips_that_were_read_in_them(document: str) -> None:
    checks = [c for c in checks_of(path_of(document).read_text(encoding="utf-8")) if c.code.startswith(CODES)]
    found = {(check.places[0].line, check.wording.code) for check in checks if check.verdict in FOUND}
    assert found == REAL[document]
    # A rule that looked and found nothing says so.
    assert {code for code in CODES if not any(c.code.startswith(code) for c in checks)} <= {"narrative.year"}


# ---- what is no slip -------------------------------------------------------------------------------------


@cache
def a_report() -> BudgetReport:
    return parse_report(read_text(path_of("shanghai-stc-2025").read_bytes(), "x.txt"))


def with_prose(*texts: str, key: SectionKey = SectionKey.NARRATIVE) -> BudgetReport:
    """A budget of 2025 whose only prose is these paragraphs."""
    from dataclasses import replace

    passages = tuple(ReadPassage(text, Place(line=n)) for n, text in enumerate(texts, 1))
    return replace(a_report(), sections=(Section(key, "", passages, Place(line=0)),), statements=(), facts=())


def lines(checks: Sequence[CheckOutcome]) -> list[int | None]:
    return [check.places[0].line for check in checks if check.verdict in FOUND]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("比2024年预算减少5万元，主要原因是。", True),
        ("主要原因：____。", True),
        ("减少的主要是由于。", True),
        ("原因是……；其他不变。", True),
        ("比2024年预算减少5万元，主要原因是人员减少。", False),
        ("请各单位分析增减变化的主要原因。", False),
        ("主要原因是：。", True),
        ("主要原因是，。", True),
        ("查找原因。", False),
        ("主要原因是，人员减少。", False),
        ("二、增减变化的主要原因", False),
        ("主要原因：1.人员减少；2.项目减少。", False),
    ],
)
def test_a_reason_is_missing_only_where_one_is_promised(text: str, missing: bool) -> None:
    assert lines([*reasons_that_are_missing(with_prose(text))]) == [1] * missing


@pytest.mark.parametrize(
    ("behind", "missing"),
    [
        ("财政拨款支出主要内容如下：", True),
        ("2. “教育支出”科目4万元。", True),
        ("人员减少，项目调整。", False),  # the break of a line or page
        ("（一）项目调整。", False),
        ("1. 项目调整。", False),
        ("（一）因公出国（境）费5万元，与上年持平。", True),
        ("（二）公务用车购置费5万元。", True),
        ("一、机关运行经费预算", True),
    ],
)
def test_a_reason_may_be_printed_on_the_next_line(behind: str, missing: bool) -> None:
    report = with_prose("财政拨款收入支出减少的主要原因是", behind)
    assert lines([*reasons_that_are_missing(report)]) == [1] * missing
    colon = with_prose("财政拨款收入支出减少的主要原因：", "1. 人员减少。")
    assert lines([*reasons_that_are_missing(colon)]) == []


@pytest.mark.parametrize(
    ("text", "left_in"),
    [
        ("比2024年预算增加（减少）5万元。", True),
        ("比2024年预算增加/减少5万元。", True),
        ("预算为XX万元。", True),
        ("20XX年部门预算。", True),
        ("主要原因是（请填写）。", True),
        ("用于……（说明支出用途）。", True),
        ("X光机1台，单价5万元。", False),
        ("X项目预算5万元，iPhoneX个数不限。", False),
        ("支持“元宇宙”等……项目。", False),
        ("详见附件（说明项目见附表）。", False),
        ("（请见附件）", False),
        ("净增加（减少）额5万元。", False),
        ("规格为2×4个，面积300×2平方米。", False),
        ("收入增加，支出减少。", False),
        ("增加（减少）比例为20.79%。", False),
        ("与上年相比增加（减少）较大的项目：无。", False),
        ("各科目增加/减少原因见下。", False),
        ("增加（减少）的主要原因是项目调整。", True),
        ("××局××单位信息涉密。", False),
        ("××局信息公开。", True),
        ("建设ABC-XX2型设备。", False),
        ("比X年预算增加5万元。", True),
        ("与×年执行数持平。", True),
        ("X年部门预算安排购车1辆。", True),
        ("比 年预算增加5万元。", True),
        ("二〇〇〇年建成，一九〇〇年立项。", False),
        ("占比 年度预算的5%。", False),
        ("与 年度预算相比持平。", False),
        ("苏X年检合格。", False),
    ],
)
def test_words_of_the_template_are_told_from_names_and_terms(text: str, left_in: bool) -> None:
    assert lines([*words_of_the_template(with_prose(text))]) == [1] * left_in


@pytest.mark.parametrize("year", ["20XX年", "XX年", "X年"])
def test_a_year_that_was_not_filled_in_is_told_once_and_as_a_year(year: str) -> None:
    (check,) = words_of_the_template(with_prose(f"比{year}预算增加5万元。"))
    assert f"“{year}”是模板里留下的词，没有写明是哪一年" in words(check)
    (number,) = words_of_the_template(with_prose("预算为XX万元。"))
    assert "“XX万元”是模板里没有填写的空白" in words(number)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("公务接待费5万元，比2023年预算减少1万元。", True),
        ("公务接待费5万元，比2025年预算持平。", True),
        ("公务接待费5万元，比2024年预算减少1万元。", False),
        ("公务接待费5万元，比2024年预算减少1万元，比2023年预算减少2万元。", False),  # compared twice
        ("2024年决算5万元，比2023年决算减少1万元。", False),  # not of the budget
        ("主要用于公务。2023年执行数1万元，2025年预算安排5万元。", True),
        ("主要用于公务。2022年执行数1万元，2023年执行数2万元，2024年执行数3万元。", False),  # a row of years
        ("2025年度预算5万元，2023年度预算4万元。", True),
        ("2025年度预算5万元，2024年度预算4万元。", False),
        ("购置合同2023年预算增加5万元。", False),
        ("参见2024年决算与2023年预算的说明。", False),
        ("与2023年预算相比减少5万元。", True),
        ("比2020年翻一番，达到2020年的两倍。", False),
    ],
)
def test_a_budget_is_compared_with_the_year_before(text: str, wrong: bool) -> None:
    assert lines([*compared_years(with_prose(text))]) == [1] * wrong


def test_one_other_year_throughout_is_one_finding() -> None:
    report = with_prose("收入预算5万元，比2022年预算增加1万元。", "支出预算5万元，比2022年预算增加1万元。")
    (check,) = compared_years(report)
    assert check.wording.code == "narrative.year.all" and [p.line for p in check.places] == [1, 2]


STOPPED = ("一、负责组织实施预算，编制草案。", "二、负责预算管理。", "三、负责监督，提出建议。")


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ((*STOPPED, "四、负责审计。", "五、承办其他事项"), [5]),
        (("1. 某某中心", "2. 某某学校", "3. 某某委员会办公室（不单列预算）"), []),
        (("一、“三公”经费情况", "公务接待费5万元，与上年持平。", "二、机关运行经费"), []),
        (("公务接待费5万元，与上年持平。", "机关运行经费预算为5万元", "二、政府采购情况"), [2]),
        (("比上年增加5万元，其中，某某项目比上年", "增加3万元。某某项目不变。"), []),  # a page break
        (("机关运行经费5万元，与上年持平。（含所属单位。）",), []),
        (("机关运行经费预算为5万元二、政府采购预算情况",), [1]),
        (("项目分两年实施。2025年完成第一期",), [1]),
        # A comma closes nothing, where what is printed behind it begins anew.
        (("公务接待费5万元，与上年持平。", "机关运行经费预算为5万元，", "二、政府采购情况"), [2]),
        (("公务接待费5万元，与上年持平。", "机关运行经费预算为5万元、"), [2]),
        (("比上年增加5万元，其中，某某项目比上年，", "增加3万元。某某项目不变。"), []),  # a page break
        (("主要职能包括：", "1. 编制预算，", "2. 执行预算，", "3. 公开预算。"), []),  # one sentence in a list
    ],
)
def test_a_stop_is_missing_only_behind_a_sentence(texts: tuple[str, ...], found: list[int]) -> None:
    report = with_prose(*texts, key=SectionKey.OTHER_NOTES)
    assert lines([*paragraphs_without_a_stop(report)]) == found


@pytest.mark.parametrize(
    "end",
    [
        "联系人：张三，电话：021-52564588",
        "如有疑问，请联系我单位，联系电话：021-52564588，传真：021-52564500",
        "绩效目标公开。查询网址为www.shpt.gov.cn/xxgk",
        "绩效目标已公开。详见http://www.shpt.gov.cn",
        "意见请发至本单位。邮箱为yusuan@shpt.gov.cn",
        "详见附件。附件：1.绩效目标表",
        "人员经费=人数×标准，即66人×2.3万元=151.8万元",
        "五、其他事项。无",
        "1.前期准备。2025年1月-3月",
        "财政拨款支出主要内容如下：（单位：万元）",
        "依据以下文件开展。主要包括《重点工作任务书》（普委办〔2024〕1号）",
        "依据文件。《重点工作任务书》普委办〔2024〕1号",
        "预算资金6626万元，与上年持平。（详见绩效目标表）",
        "预算资金6626万元，与上年持平（详见绩效目标表（二））",
        "主要职能，依据沪委办〔2019〕1号。（有删节）",
        "主要职能（沪委办〔2019〕1号，有删节）",
        "财政拨款支出：9101.68",
        "是否涉密，请勾选。□是 ☑否",
        "截止日期，以本单位公告为准。2025年4月-12月",
    ],
)
def test_an_end_that_is_no_sentence_needs_no_stop(end: str) -> None:
    for behind in (STOPPED[:1], ()):
        report = with_prose(*STOPPED, "预算5万元，与上年持平。", end, *behind, key=SectionKey.OTHER_NOTES)
        assert lines([*paragraphs_without_a_stop(report)]) == []


ITEMS = ("1. 办公经费，100万元", "2. 会议费，200万元。比上年减少5万元", "3. 印刷费，300万元")


def test_a_list_without_stops_is_a_style() -> None:
    stopped = ("1. 办公经费，5万元。", "2. 会议费，6万元。", "3. 印刷费，7万元。")
    for texts in (("编报的项目包括：", *ITEMS), (*stopped, "另有：", *ITEMS), (*ITEMS, *stopped)):
        report = with_prose(*texts, key=SectionKey.OTHER_NOTES)
        assert lines([*paragraphs_without_a_stop(report)]) == []
    mixed = with_prose(*stopped, "4. 培训费，8万元", key=SectionKey.OTHER_NOTES)
    assert lines([*paragraphs_without_a_stop(mixed)]) == [4]


def test_a_comma_at_the_end_is_called_one_and_quoted() -> None:
    texts = ("公务接待费5万元，与上年持平。", "机关运行经费预算为5万元，", "二、政府采购情况")
    (check,) = paragraphs_without_a_stop(with_prose(*texts, key=SectionKey.OTHER_NOTES))
    assert check.wording.code == "text.full-stop.comma"
    assert [place.text for place in check.places] == ["机关运行经费预算为5万元，"]


def test_a_style_kept_throughout_is_one_finding() -> None:
    texts = [f"第{n}项工作全部完成。经费为{n}万元，与上年持平" for n in "一二三"]
    between = [each for text in texts for each in (text, "二、机关运行经费")]
    (check,) = paragraphs_without_a_stop(with_prose(*between, key=SectionKey.OTHER_NOTES))
    assert check.wording.code == "text.full-stop.throughout"
    assert [place.line for place in check.places] == [1, 3, 5]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("科技馆展区更新改建项目分两年实施。", [1]),
        ("科技馆展区更新改建项目另行申报。", []),
        ("其他科技馆展区更新改建项目不在其中。", []),
    ],
)
def test_a_project_that_is_set_apart_is_another(text: str, found: list[int]) -> None:
    from dataclasses import replace

    statement = next(each for each in a_report().statements if each.name.startswith("科技馆展区更新改造"))
    part = replace(statement.parts[0], passages=(ReadPassage(text, Place(line=1)),))
    report = replace(a_report(), statements=(replace(statement, parts=(part,)),))
    assert lines([*project_names_one_sign_off(report)]) == found


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("政府办公厅及相关机构事务", "政府办公厅（室）及相关机构事务", True),
        ("行政运行（一般公共服务支出）", "行政运行", True),
        ("行政事业单位养老", "行政事业单位养老支出", True),
        ("提租补贴", "购房补贴", False),
        ("行政单位离退休", "事业单位离退休", False),
        ("支出政策", "政策", False),  # 支出 at its end only
    ],
)
def test_names_are_one_without_brackets_and_expenditure(first: str, second: str, same: bool) -> None:
    assert same_function(first, second) is same_function(second, first) is same


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("职业年金缴费", "机关事业单位职业年金缴费支出", True),  # a short form
        ("城乡社区环境卫生支出", "城乡社区环境卫生", True),
        ("城乡社区管理业务", "城乡社区管理事务", True),  # a slip of one character
        ("提租补贴", "购房补贴", False),
        ("伤残抚恤", "死亡抚恤", False),
        ("公务员医疗补助", "行政单位医疗", False),
    ],
)
def test_a_short_form_or_a_slip_may_be_the_same_function(first: str, second: str, alike: bool) -> None:
    assert is_a_variant(first, second) is is_a_variant(second, first) is alike


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("购房补贴、住房公积金", True),
        ("购房补贴和住房公积金", True),
        ("行政单位医疗等", True),
        ("社会保障与就业支出", False),  # two halves of one name
        ("社会保障和就业支出", False),
        ("资源勘探信息等支出", False),  # a name of earlier years
    ],
)
def test_a_group_of_functions_is_no_name_of_one(name: str, group: bool) -> None:
    known = {"购房补贴", "住房公积金", "社会保障和就业支出"}
    assert is_a_group(name, known) is group


@pytest.mark.parametrize(
    ("printed", "verdict"),
    [
        ("“卫生健康”科目", None),
        ("“卫生健康支出等”科目", None),
        ("“医疗保险缴费”科目", Verdict.UNKNOWN),  # in no list: perhaps the body's own word
        ("“医疗卫生与计划生育支出”科目", Verdict.DIFFERS),  # of earlier years
        ("“农林水支出”科目", Verdict.DIFFERS),  # another class
    ],
)
@pytest.mark.long
def test_only_a_former_or_another_function_is_another_name(printed: str, verdict: Verdict | None) -> None:
    text = path_of("shanghai-stc-2025").read_text(encoding="utf-8")
    assert text.count("“卫生健康支出”科目") == 1
    checks = checks_of(text.replace("“卫生健康支出”科目", printed))
    names = [c.verdict for c in checks if c.code.startswith("narrative.name") and c.verdict in FOUND]
    assert names == [verdict] * (verdict is not None)


def test_a_name_of_the_table_that_nobody_can_read_is_no_other_name() -> None:
    text = path_of("shanghai-stc-2025").read_text(encoding="utf-8")
    assert text.count("210\t\t\t卫生健康支出\t") > 2
    garbled = checks_of(text.replace("210\t\t\t卫生健康支出\t", "210\t\t\t■■■■■■\t"))
    assert [c.code for c in garbled if c.code.startswith("narrative.name") and c.verdict in FOUND] == []
