"""Every chart: its numbers are those of its table, and nothing in it can refuse to be drawn."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from budgets.charts.bars import widths
from budgets.charts.base import Chart
from budgets.form.tables import Role
from budgets.form.terms import Scope
from budgets.models import EditionVersion, ProjectStatement
from budgets.pages.overview import read as overview
from budgets.pages.overview.breakdown_chart import economic_breakdown, functional_breakdown
from budgets.pages.overview.classified import ClassifiedLine, economic_lines, functional_lines
from budgets.pages.overview.flow import ClassFlow, Stream, flow_of
from budgets.pages.overview.flow_chart import money_flow
from budgets.pages.overview.read import strip
from budgets.pages.projects.charts import statement_bars
from budgets.pages.years.change_chart import change_waterfall
from budgets.pages.years.read import Trend, TrendEntry, TrendRow, TrendYear

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(published: EditionVersion) -> list[ClassifiedLine]:
    return functional_lines(published)


@pytest.fixture
def breakdown(lines: list[ClassifiedLine]) -> Chart:
    chart = functional_breakdown(lines, overview.of_every_hundred(lines), "表3")
    assert chart is not None
    return chart


def _trace(chart: Chart) -> dict[str, Any]:
    (trace,) = chart.payload["data"]
    return dict(trace)


def test_breakdown_has_an_area_for_each_line_of_table_3_and_the_total(breakdown: Chart) -> None:
    trace = _trace(breakdown)
    assert len(trace["ids"]) == 54  # 53 coded lines and 合计
    assert len(set(trace["ids"])) == 54
    assert set(trace["parents"]) <= {*trace["ids"], ""}


def test_only_lowest_areas_have_a_size_so_that_rounded_parents_always_fit(breakdown: Chart) -> None:
    trace = _trace(breakdown)
    assert trace["branchvalues"] == "remainder"
    parents = set(trace["parents"])
    sizes = dict(zip(trace["ids"], trace["values"], strict=True))
    assert all(size == 0 for key, size in sizes.items() if key in parents)
    assert sum(sizes.values()) == pytest.approx(7_181_860_500, abs=10)  # the document rounds


def test_labels_show_the_printed_amounts_not_the_sums(breakdown: Chart) -> None:
    trace = _trace(breakdown)
    at = trace["ids"].index("206")
    assert trace["labels"][at] == "科学技术支出"
    assert trace["customdata"][at] == "6,864,921,425 元<br>占全部 95.59%"


def test_a_small_screen_begins_where_no_part_is_above_80_per_cent(breakdown: Chart) -> None:
    """206 is 95.59 % of the total; its largest section, 20602, is 2,400,825,757 of 6,864,921,425: 35 %."""
    assert _trace(breakdown)["meta"] == "206"


def test_breakdown_table_has_the_numbers_of_table_3(breakdown: Chart) -> None:
    rows = {row.name: row.cells for row in breakdown.rows}
    assert rows["20602 基础研究"] == ("2,400,825,757", "33.43%")
    assert rows["合计"] == ("7,181,860,500", "100.00%")
    assert "24.01 亿元" in breakdown.sentence


def test_projects_are_ranked_and_agree_with_their_table(published: EditionVersion) -> None:
    statements = ProjectStatement.objects.filter(version=published)
    chart = statement_bars(statements, address=lambda s: f"/{s.number}/")
    assert chart is not None
    names, fiscal, self_raised, unnamed = chart.columns[0], *chart.columns[2:5]
    assert (names, fiscal, self_raised, unnamed) == (
        "项目",
        "财政资金（万元）",
        "自筹资金（万元）",
        "没有写明来源（万元）",
    )
    rows = {row.name: row.cells[:4] for row in chart.rows}
    # 科技馆建筑体大修: 11,356.77万元, of it 财政资金2749.32万元 and 自筹资金8607.45万元
    assert list(rows.items())[:3] == [
        ("科技创新发展保障资金", ("22,668.4", "", "", "22,668.4")),
        ("科技馆展区更新改造", ("13,283.18", "13,283.18", "", "")),
        ("科技馆建筑体大修", ("11,356.77", "2,749.32", "8,607.45", "")),
    ]
    assert [trace["name"] for trace in chart.payload["data"]] == ["财政资金", "自筹资金", "没有写明来源"]
    amounts = [
        number for number in (Decimal(row[0].replace(",", "").replace("约 ", "")) for row in rows.values())
    ]
    assert amounts == sorted(amounts, reverse=True)
    assert any(row[0] == "约 27" for row in rows.values())
    assert len(chart.links) == 29


def test_projects_of_one_name_stay_two_bars() -> None:
    twins = [ProjectStatement(number=n, name="运维", total=Decimal(n), nature="列明") for n in (1, 2)]
    chart = statement_bars(twins)
    assert chart is not None
    assert _trace(chart)["y"] == ["运维", "运维（2）"]


def test_sources_that_exceed_the_amount_are_said_to_and_no_bar_is_longer_than_its_amount() -> None:
    def statement(number: int, total: int, fiscal: int, own: int) -> ProjectStatement:
        amounts = {"total": Decimal(total), "fiscal": Decimal(fiscal), "self_raised": Decimal(own)}
        return ProjectStatement(number=number, name=f"第{number}个", nature="列明", **amounts)

    chart = statement_bars([statement(1, 100_000, 80_000, 50_000), statement(2, 60_000, 40_000, 0)])
    assert chart is not None
    # 80,000 + 50,000 are more than 100,000; of 60,000 there are 40,000 with a source
    assert chart.columns[2:5] == ("财政资金（万元）", "没有写明来源（万元）", "所列来源超过合计（万元）")
    assert [row.cells[:4] for row in chart.rows] == [("10", "", "", "10"), ("6", "4", "2", "")]


def test_no_chart_without_amounts() -> None:
    assert functional_breakdown([], (), "") is None
    assert statement_bars([ProjectStatement(number=1, name="一")]) is None


def test_a_line_whose_parent_is_not_printed_hangs_on_the_nearest_one_above() -> None:
    lines = [
        ClassifiedLine("205", "教育支出", "类", Decimal(5)),
        ClassifiedLine("2050802", "干部教育", "项", Decimal(5)),
        ClassifiedLine("", "合计", "合计", Decimal(5)),
    ]
    chart = functional_breakdown(lines, (), "")
    assert chart is not None
    trace = _trace(chart)
    assert list(zip(trace["ids"], trace["parents"], trace["values"], strict=True)) == [
        ("total", "", 0.0),
        ("205", "total", 0.0),
        ("2050802", "205", 5.0),
    ]


def test_payload_is_plain_json_without_a_template(breakdown: Chart) -> None:
    payload = json.loads(json.dumps(breakdown.payload))
    assert "template" not in payload["layout"]
    assert payload["note"].startswith("资金口径：全部资金")


def test_colours_are_tokens_of_the_style_sheet(breakdown: Chart) -> None:
    assert all(colour.startswith("var(--") for colour in _trace(breakdown)["marker"]["colors"])


def test_strip_fills_the_whole_width_in_order(lines: list[ClassifiedLine]) -> None:
    segments = strip(overview.of_every_hundred(lines))
    assert segments[0].x == "0.00%"
    ends = [float(s.x[:-1]) + float(s.width[:-1]) for s in segments]
    assert ends[-1] == pytest.approx(100, abs=0.02)
    assert [float(s.x[:-1]) for s in segments[1:]] == pytest.approx(ends[:-1], abs=0.02)
    assert [s.label for s in segments] == ["33.43", "25.81", "16.65", "11.94", "", "", ""]


def test_bars_are_measured_against_the_largest_and_nothing_has_no_bar() -> None:
    assert widths([Decimal(50), Decimal(100), None, Decimal(0)]) == ("50.00%", "100.00%", "", "")
    assert widths([Decimal(20)], Decimal(80)) == ("25.00%",)
    assert widths([]) == ()


# ---- flow, economic classes, steps between two years -------------------------------------------------------


def test_the_flow_is_made_of_the_cells_of_tables_2_and_3(published: EditionVersion) -> None:
    """Lines 125 and 201 of the document: 206 receives 5,890,464,695 + 648,588,434 + 325,868,296 …"""
    flows = flow_of(published, Scope.ALL_FUNDS)
    science = next(flow for flow in flows if flow.code == "206")
    received = {stream.name: stream.yuan for stream in science.sources}
    spent = {stream.name: stream.yuan for stream in science.uses}
    assert spent == {"基本支出": Decimal(654_605_668), "项目支出": Decimal(6_210_315_757)}
    assert received["其他收入"] == Decimal(325_868_296)
    assert received["财政拨款收入"] == Decimal(5_890_464_695)
    chart = money_flow(flows, Scope.ALL_FUNDS, "表2、表3", "/source/")
    assert chart is not None
    row = next(row for row in chart.rows if row.name == "206 科学技术支出")
    assert row.cells[-2:] == ("654,605,668", "6,210,315,757")
    assert all(source.startswith("/source/?figure=") for source in row.sources)
    (trace,) = chart.payload["data"]
    # every band is in the table: sources and uses of all classes
    assert sum(trace["link"]["value"]) == sum(float(s.yuan) for f in flows for s in (*f.sources, *f.uses))
    assert chart.sentence.startswith("85.79% 的钱来自财政拨款收入；86.67% 用于项目")


def test_the_flow_of_fiscal_appropriation_begins_with_the_three_budgets(published: EditionVersion) -> None:
    flows = flow_of(published, Scope.FISCAL)
    assert {stream.name for flow in flows for stream in flow.sources} == {"一般公共预算"}
    science = next(flow for flow in flows if flow.code == "206")
    # line 292: 5,890,464,695 in all, 546,438,213 basic, 5,344,026,483 for projects
    assert [stream.yuan for stream in (*science.sources, *science.uses)] == [
        5_890_464_695,
        546_438_213,
        5_344_026_483,
    ]


def test_small_classes_flow_together_and_the_table_has_each() -> None:
    flows = [
        ClassFlow(
            str(201 + n),
            f"第{n}类支出",
            (Stream("fiscal_appropriation", "财政拨款收入", Decimal(100 - n), None),),
            (Stream("basic", "基本支出", Decimal(100 - n), None),),
        )
        for n in range(9)
    ]
    chart = money_flow(flows, Scope.ALL_FUNDS, "")
    assert chart is not None
    (trace,) = chart.payload["data"]
    # 94 + 93 + 92: the seventh to the ninth
    assert "其余 3 类 279 元" in trace["node"]["label"]
    at = trace["node"]["label"].index("其余 3 类 279 元")
    assert trace["node"]["customdata"][at] == {"lines": ["其余 3 类"], "short": "279 元"}
    assert len(chart.rows) == 9
    assert sum(trace["link"]["value"]) == 2 * sum(range(92, 101))


def test_a_node_of_the_flow_sends_name_and_amount_apart(published: EditionVersion) -> None:
    """In English the lines of a name are known, and the amount without the currency: 6,864,921,425 yuan."""
    for language, label, apart in (
        ("zh-hans", "科学技术 68.65 亿元", {"lines": ["科学技术"], "short": "68.65 亿元"}),
        (
            "en",
            "Science and technology CNY 6.86 billion",
            {"lines": ["Science and", "technology"], "short": "6.86 bn"},
        ),
    ):
        with translation.override(language):
            chart = money_flow(flow_of(published, Scope.ALL_FUNDS), Scope.ALL_FUNDS, "")
            assert chart is not None
            node = _trace(chart)["node"]
        assert node["customdata"][node["label"].index(label)] == apart


def test_names_of_words_break_at_their_spaces_and_chinese_ones_anywhere() -> None:
    names = ("ABC 系统运维", "TRIPS 与科技合作", "运维 二期", "Social security")
    chart = statement_bars(
        ProjectStatement(number=n, name=name, total=Decimal(n), nature="列明")
        for n, name in enumerate(names, 1)
    )
    assert chart is not None
    assert set(chart.payload["at_spaces"]) == {names[0], names[1], names[3]}
    assert (chart.payload["colon"], chart.payload["locale"]) == ("：", "zh-CN")


def test_economic_classes_are_those_of_table_8(published: EditionVersion) -> None:
    chart = economic_breakdown(economic_lines(published), (), "表8")
    assert chart is not None
    rows = {row.name: row.cells for row in chart.rows}
    assert rows["301 工资福利支出"] == ("605,518,700", "75.44%")
    assert rows["合计"][0] == "802,700,558"
    assert chart.scope == "一般公共预算的基本支出"


def _trend(was: dict[str, int | None], now: dict[str, int | None], totals: tuple[int, int]) -> Trend:
    years = tuple(TrendYear(year, None, printed=True) for year in (2024, 2025))

    def row(code: str) -> TrendRow:
        pair = tuple(
            TrendEntry(
                code, code, f"{code}支出", None if year[code] is None else Decimal(year[code] or 0), False
            )
            if code in year
            else None
            for year in (was, now)
        )
        return TrendRow(years, pair)

    total = TrendRow(years, tuple(TrendEntry("total", "", "合计", Decimal(yuan), True) for yuan in totals))
    codes = sorted({*was, *now})
    return Trend("departmental", Scope.ALL_FUNDS, (Role.EXPENDITURE,), years, tuple(map(row, codes)), total)


def test_steps_add_up_to_the_change_of_the_total_and_a_gap_is_said() -> None:
    # 201: 50 → 70, 204 ends with 10, 205 begins with 5, 206 stays; 20 - 10 + 5 = 15, the totals say 16
    trend = _trend({"201": 50, "204": 10, "206": 40}, {"201": 70, "205": 5, "206": 40}, (100, 116))
    chart = change_waterfall(trend, "")
    assert chart is not None
    assert [(row.name, row.cells) for row in chart.rows] == [
        ("201", ("+20",)),
        ("204", ("−10",)),
        ("205", ("+5",)),
        ("206", ("0",)),
        ("合计", ("+16",)),
    ]
    assert "各类增减相加与合计的增减差 +1 元" in chart.sentence
    assert chart.sentence.endswith("206没有增减。")
    (trace,) = chart.payload["data"]
    assert trace["measure"] == ["relative"] * 3 + ["total"]


def test_steps_beyond_eight_are_one_and_the_table_has_each() -> None:
    was: dict[str, int | None] = {str(201 + n): 1_000_000 for n in range(10)}
    now: dict[str, int | None] = {str(201 + n): 1_000_000 + 10_000 * (10 - n) for n in range(10)}
    chart = change_waterfall(_trend(was, now, (10_000_000, 10_550_000)), "")
    assert chart is not None
    (trace,) = chart.payload["data"]
    assert trace["y"] == [*(str(201 + n) for n in range(8)), "其余 2 类", "合计"]
    assert trace["text"][-2:] == ["+3", "+55"]  # 万元: 2 + 1; 10 + 9 + … + 1
    assert len(chart.rows) == 11


def test_no_steps_without_both_totals_or_without_change() -> None:
    assert change_waterfall(_trend({"201": 5}, {"201": 5}, (5, 5)), "") is None
    trend = _trend({"201": 5}, {"201": 6}, (5, 6))
    assert change_waterfall(replace(trend, total=None), "") is None
