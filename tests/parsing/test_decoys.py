"""Part 六 in hostile words: what is the year's budget, and what only looks like it.

Expected values were typed from reading the sentences, for a budget of 2025; amounts are 万元.
"""

from decimal import Decimal

import pytest

from budgets.form.terms import InstalmentKind, Nature, QuoteUse
from budgets.parsing.records import StatementAmounts
from budgets.parsing.statement_amounts import read_amounts

S, V, M = Nature.STATED, Nature.DERIVED, Nature.MISSING
I, C, L = InstalmentKind.INCREMENT, InstalmentKind.CUMULATIVE, InstalmentKind.LOWER_BOUND  # noqa: E741

Steps = list[tuple[str | None, InstalmentKind]]
# words, fiscal, self-raised, total, nature, instalments
DECOYS: list[tuple[str, str | None, str | None, str | None, Nature, Steps]] = [
    # past years, before or behind the year's amount
    ("2024年预算480万元，执行率96%。2025年预算安排500万元。", None, None, "500", S, []),
    ("2025年预算安排500万元，2024年预算480万元，增加20万元，增长4.17%。", None, None, "500", S, []),
    ("上年预算数480万元，本年预算数500万元，比上年增加20万元。", None, None, "500", S, []),
    ("本年度预算500万元（上年480万元）。", None, None, "500", S, []),
    ("2023年投入300万元，2024年投入350万元，2025年计划投入400万元。", None, None, "400", S, []),
    ("去年实际支出95.6万元，今年申请财政资金100万元。", "100", None, "100", S, []),
    ("2025年安排财政资金120万元，较2024年执行数110万元增加10万元，增幅9.09%。", "120", None, "120", S, []),
    ("与2024年预算持平，为60万元。", None, None, None, M, []),
    ("2024年结转资金30万元，2025年新增财政资金70万元。", "70", None, "70", S, []),
    # plans for several years
    ("项目总投资1.2亿元，实施期三年，2025年安排4,000万元。", None, None, "4000", S, []),
    ("2024—2026年计划总投入900万元，其中2025年安排财政资金300万元。", "300", None, "300", S, []),
    ("三年行动计划资金合计900万元，每年300万元。", None, None, None, M, []),
    ("“十四五”期间总投资5亿元，2025年度预算安排1.05亿元。", None, None, "10500", S, []),
    ("2025-2027年分别安排100万元、120万元、130万元。", None, None, None, M, []),
    ("项目周期3年，总经费300万元，2025年经费100万元。", None, None, "100", S, []),
    # contracts
    ("合同总价380万元，2025年按合同支付尾款76万元。", None, None, None, M, []),
    ("2025年预算76万元，用于支付合同尾款（合同总额380万元，已支付304万元）。", None, None, "76", S, []),
    ("中标金额198.5万元，按合同支付70%首付款。", None, None, None, M, []),
    ("申请财政预算489.24万元，合同金额520万元。", "489.24", None, "489.24", S, []),
    # progress so far
    ("截至2024年底累计完成投资1,200万元，2025年计划完成投资600万元。", None, None, None, M, []),
    (
        "2025年预算200万元，6月底前累计支出80万元，12月底前累计支出200万元。",
        None,
        None,
        "200",
        S,
        [("80", C), ("200", C)],
    ),
    (
        "预算100万元。一季度末执行率20%，二季度末执行率50%，三季度末75%，四季度末100%。",
        None,
        None,
        "100",
        S,
        [(None, C)] * 4,
    ),
    (
        "一季度支出进度不低于25%，二季度不低于50%，三季度不低于75%，四季度不低于95%。",
        None,
        None,
        None,
        M,
        [(None, L)] * 4,
    ),
    # money of others
    ("财政资金300万元，带动社会资金1,500万元。", "300", None, "300", S, []),
    ("预计撬动社会资本3亿元，2025年安排财政资金500万元。", "500", None, "500", S, []),
    ("安排扶持资金200万元，吸引企业投资不少于2000万元。", None, None, None, M, []),
    ("财政资金100万元，社会资金200万元。", "100", None, None, M, []),
    # foreign money
    ("2025年预算100万元，另支付会员费2万美元。", None, None, "100", S, []),
    ("设备进口价80万美元。", None, None, None, M, []),
    ("采购设备一台，价值50万欧元，折合人民币390万元。", None, None, None, M, []),
    ("2025年度预算390万元（约50万欧元）。", None, None, "390", S, []),
    # prices
    ("按每人每天500元，20人，10天计，预算10万元。", None, None, "10", S, []),
    ("补助标准为每户3000元，预计补助200户，共计60万元。", None, None, "60", S, []),
    ("人均4.5万元，共6人，合计27万元。", None, None, "27", S, []),
    ("单价50万元以上设备2台，预算130万元。", None, None, "130", S, []),
    ("2025年预算30万元，其中专家咨询费800元/人天。", None, None, "30", S, []),
    # bounds
    ("预算不超过50万元。", None, None, None, M, []),
    ("项目预算控制在80万元以内。", None, None, None, M, []),
    ("2025年安排资金100万元，单个项目资助不超过20万元。", None, None, "100", S, []),
    ("2025年预算近300万元。", None, None, None, M, []),
    # parts and sources
    ("年度预算150万元，其中：办公费20万元，委托业务费130万元。", None, None, "150", S, []),
    ("年度预算150万元，其中政府采购120万元。", None, None, "150", S, []),
    ("办公费20万元，委托业务费130万元，合计150万元。", None, None, "150", S, []),
    ("财政资金80万元、自筹资金20万元，合计100万元。", "80", "20", "100", S, []),
    ("总投入100万元，财政拨款80万元，单位自筹20万元。", "80", "20", "100", S, []),
    ("财政拨款约80万元，自筹约20万元。", "80", "20", "100", V, []),
    # about, digits and units
    ("预算约１２．５万元。", None, None, "12.5", S, []),
    ("申请财政资金１，２００，０００元。", "120", None, "120", S, []),
    ("2025年预算1.5亿元，其中设备9,000万元，工程6,000万元。", None, None, "15000", S, []),
    ("2025年预算安排1,234,567.89元。", None, None, "123.456789", S, []),
    ("预算金额：人民币捌拾万元整（¥800,000.00元）。", None, None, "80", S, []),
    ("2025年预算0.05亿元（500万元）。", None, None, "500", S, []),
    # instalments
    (
        "第一季度10万元，第二季度20万元，第三季度30万元，第四季度40万元，共100万元。",
        None,
        None,
        "100",
        S,
        [("10", I), ("20", I), ("30", I), ("40", I)],
    ),
    ("上半年完成50%即50万元，下半年完成50%即50万元。", None, None, "100", V, [("50", I)] * 2),
    (
        "2025年安排100万元：一季度30%，二季度30%，三季度20%，四季度20%。",
        None,
        None,
        "100",
        S,
        [(None, I)] * 4,
    ),
    ("1月至6月支出40万元，7月至12月支出60万元。", None, None, "100", V, [("40", I), ("60", I)]),
    (
        "3月底前支付30万元，6月底前支付60万元，12月底前支付100万元。",
        None,
        None,
        None,
        M,
        [("30", C), ("60", C), ("100", C)],
    ),
    ("2025年预算120万元，按季度均衡使用，每季度30万元。", None, None, "120", S, [("30", I)] * 4),
    ("2024年四季度支付20万元，2025年一季度支付30万元，预算合计50万元。", None, None, None, M, [("30", I)]),
    # values of other things, changes within the year, years in words
    ("项目申报企业年营业收入2000万元以上，2025年资助资金600万元。", None, None, "600", S, []),
    ("保险金额1000万元，2025年保费预算8万元。", None, None, "8", S, []),
    ("技术合同成交额超过5000亿元，项目预算200万元。", None, None, "200", S, []),
    ("参会企业总产值3.2亿元，会议预算15万元。", None, None, "15", S, []),
    ("2025年预算安排500万元，调减后为450万元。", None, None, None, M, []),
    ("年初预算500万元，追加100万元，调整后预算600万元。", None, None, None, M, []),
    ("2025年财政资金安排200万元，其中：一般公共预算150万元，政府性基金50万元。", "200", None, "200", S, []),
    ("2026年预算300万元，2025年预算280万元。", None, None, "280", S, []),
    ("2025年预算280万元；2026年预计300万元；2027年预计320万元。", None, None, "280", S, []),
    ("二〇二四年安排90万元，二〇二五年安排100万元。", None, None, "100", S, []),
    ("本项目2025年预算为八十万元。", None, None, None, M, []),
    ("2025年计划安排100-120万元。", None, None, None, M, []),
    # mixtures
    ("项目总预算300万元，其中2024年已支付120万元，剩余180万元2025年支付。", None, None, None, M, []),
    ("2025年预算100万元，其中2024年结转20万元，当年财政拨款80万元。", "80", None, "100", S, []),
    ("申请2025年度专项资金150万元（其中市级财政100万元，区级财政50万元）。", None, None, "150", S, []),
    ("2025年安排100万元用于设备，安排50万元用于培训。", None, None, None, M, []),
    ("预算资金按每季度25%支付，全年预算240万元。", None, None, "240", S, [(None, I)] * 4),
    ("2025年投入200万元，预计带动就业300人，实现产值5000万元。", None, None, "200", S, []),
    ("安排项目经费60万元，为上年的120%。", None, None, "60", S, []),
    ("项目经费60万元，占总经费300万元的20%。", None, None, None, M, []),
    ("原计划2024年支付的50万元调整到2025年支付，2025年预算共计150万元。", None, None, "150", S, []),
    ("2025年预算10万元/年，共3年。", None, None, None, M, []),
    ("每年预算10万元，共3年，合计30万元。", None, None, None, M, []),
    ("本项目可节约资金30万元，预算70万元。", None, None, "70", S, []),
    ("2025年预算100万元，其中质保金5万元于2026年支付。", None, None, "100", S, []),
    ("2025年预算100万元，比2024年的预算120万元压减16.67%。", None, None, "100", S, []),
    ("2025年1月至2026年12月预算200万元。", None, None, None, M, []),
    ("2024.7-2025.6预算200万元。", None, None, None, M, []),
    ("2024/2025年度预算200万元。", None, None, None, M, []),
    ("自2024年起，三年内共安排600万元，2025年为200万元。", None, None, "200", S, []),
    ("2025年拟申请财政资金200万元，已于2024年12月下达150万元。", "200", None, "200", S, []),
    ("财政资金80万元，缺口20万元自筹。", "80", None, None, M, []),
    ("2025年预算85,5万元。", None, None, None, M, []),
    ("2025年预算1 200万元。", None, None, None, M, []),
    ("2025年预算100万元左右。", None, None, None, M, []),
    ("预算100余万元。", None, None, None, M, []),
    ("预算一百多万元。", None, None, None, M, []),
    (
        "一季度5万元，二季度（含上年结转3万元）8万元，三季度5万元，四季度5万元。",
        None,
        None,
        None,
        M,
        [("5", I), (None, I), ("5", I), ("5", I)],
    ),
    (
        "一季度支付2024年尾款10万元，二季度20万元，三季度20万元，四季度20万元。",
        None,
        None,
        None,
        M,
        [(None, I), ("20", I), ("20", I), ("20", I)],
    ),
    (
        "截至3月底支出25万元，截至6月底支出50万元，截至12月底支出100万元。",
        None,
        None,
        None,
        M,
        [("25", C), ("50", C), ("100", C)],
    ),
    ("1—6月累计执行40%，1—12月累计执行100%，预算100万元。", None, None, "100", S, [(None, C)] * 2),
    ("第一季度至少完成20%，第二季度至少完成50%。", None, None, None, M, [(None, L)] * 2),
    ("项目期内（2023—2025年）财政共安排资金600万元。", None, None, None, M, []),
    ("本项目为跨年度项目，预算总额600万元，2025年支付其中的200万元。", None, None, None, M, []),
    ("年度预算50万元，较上年压缩10%，减少5.6万元。", None, None, "50", S, []),
    ("预算80万美元，按汇率7.1折合人民币568万元。", None, None, None, M, []),
    ("2025年安排中央财政资金100万元，市级财政资金50万元。", None, None, None, M, []),
    ("2025年预算约27万元，约占全年的10%。", None, None, "27", S, []),
    ("2025年预算大约27万元。", None, None, "27", S, []),
    ("收入预算100万元，支出预算100万元。", None, None, "100", S, []),
    ("奖励标准最高50万元，2025年预算300万元。", None, None, "300", S, []),
    ("2025年预算为零。", None, None, None, M, []),
    ("2025年预算0万元。", None, None, "0", S, []),
    ("2025年预算100万元，预计上缴税收300万元。", None, None, "100", S, []),
    ("本年度不安排预算，2026年安排500万元。", None, None, None, M, []),
    ("自筹资金20万元。", None, "20", None, M, []),
    ("2024年底前完成支付100万元，2025年预算50万元。", None, None, "50", S, []),
    ("累计已投入2.3亿元，本年度计划投入0.5亿元。", None, None, "5000", S, []),
    ("补助资金100万元，其中上级补助60万元。", None, None, None, M, []),
]


def yuan(wan: str | None) -> Decimal | None:
    return None if wan is None else Decimal(wan) * 10_000


@pytest.mark.parametrize(
    ("text", "fiscal", "own", "total", "nature", "steps"), DECOYS, ids=[d[0][:30] for d in DECOYS]
)
def test_only_the_budget_of_the_year_is_counted(
    text: str, fiscal: str | None, own: str | None, total: str | None, nature: Nature, steps: Steps
) -> None:
    amounts, _doubt = read_amounts(text, 2025)
    assert (amounts.fiscal, amounts.self_raised, amounts.total) == (yuan(fiscal), yuan(own), yuan(total))
    assert amounts.nature is nature
    assert [(i.amount, i.kind) for i in amounts.instalments] == [(yuan(a), kind) for a, kind in steps]


def _uncounted(text: str, year: int = 2025) -> list[tuple[str, str]]:
    amounts: StatementAmounts = read_amounts(text, year)[0]
    return [(text[q.start : q.end], q.reason) for q in amounts.quotes if q.use is QuoteUse.UNCOUNTED]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年预算480万元。2025年预算安排500万元。", [("2024年预算480万元", "其他年度的金额")]),
        (
            "2025年安排120万元，较2024年执行数110万元增加10万元。",
            [("较2024年执行数110万元", "其他年度的金额"), ("增加10万元", "与其他年度比较的增减")],
        ),
        ("项目周期3年，总经费300万元，2025年经费100万元。", [("总经费300万元", "多年合计")]),
        ("申请财政预算489.24万元，合同金额520万元。", [("合同金额520万元", "合同金额")]),
        ("财政资金300万元，带动社会资金1,500万元。", [("带动社会资金1,500万元", "带动的其他资金")]),
        ("2025年预算100万元，另支付会员费2万美元。", [("2万美元", "外币")]),
        ("人均4.5万元，共6人，合计27万元。", [("人均4.5万元", "单价或计算过程")]),
        ("2025年预算30万元，其中专家咨询费800元/人天。", [("其中专家咨询费800元/人天", "单价或计算过程")]),
        ("预算不超过50万元。", [("预算不超过50万元", "上限、下限或约略的范围")]),
        ("年度预算150万元，其中政府采购120万元。", [("其中政府采购120万元", "已含在合计之内")]),
        ("财政资金40万元，社会资金50万元。", [("社会资金50万元", "其他来源的资金")]),
        ("2025年预算80万元；2026年一季度10万元。", [("2026年一季度10万元", "其他年度的金额")]),
        (
            "截至2024年底累计投入1,200万元，2025年安排600万元。",
            [("截至2024年底累计投入1,200万元", "累计或已执行")],
        ),
        ("2025年预算安排300万元。", []),
    ],
)
def test_what_is_not_counted_is_named_with_its_reason(text: str, expected: list[tuple[str, str]]) -> None:
    assert _uncounted(text) == expected


@pytest.mark.parametrize("text", [decoy[0] for decoy in DECOYS])
def test_no_amount_is_passed_over(text: str) -> None:
    """Every amount with a unit is a value, a step of the plan, or named as not counted."""
    from budgets.form.amounts import find_amounts, find_foreign, find_unreadable

    quotes = read_amounts(text, 2025)[0].quotes
    places = [(a.start, a.end) for a in find_amounts(text)] + [*find_unreadable(text), *find_foreign(text)]
    missed = [
        text[start:end] for start, end in places if not any(q.start <= start and end <= q.end for q in quotes)
    ]
    assert missed == []
