"""Every chart: its numbers are those of its table, and nothing in it can refuse to be drawn."""

import json
from decimal import Decimal
from typing import Any

import pytest

from budgets import charts
from budgets.models import EditionVersion, ProjectStatement
from budgets.queries import overview
from budgets.queries.functional import FunctionalLine, functional_lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(published: EditionVersion) -> list[FunctionalLine]:
    return functional_lines(published)


@pytest.fixture
def breakdown(lines: list[FunctionalLine]) -> charts.Chart:
    chart = charts.functional_breakdown(lines, overview.of_every_hundred(lines), "表3")
    assert chart is not None
    return chart


def _trace(chart: charts.Chart) -> dict[str, Any]:
    (trace,) = chart.payload["data"]
    return dict(trace)


def test_breakdown_has_an_area_for_each_line_of_table_3_and_the_total(breakdown: charts.Chart) -> None:
    trace = _trace(breakdown)
    assert len(trace["ids"]) == 54  # 53 coded lines and 合计
    assert len(set(trace["ids"])) == 54
    assert set(trace["parents"]) <= {*trace["ids"], ""}


def test_only_lowest_areas_have_a_size_so_that_rounded_parents_always_fit(breakdown: charts.Chart) -> None:
    trace = _trace(breakdown)
    assert trace["branchvalues"] == "remainder"
    parents = set(trace["parents"])
    sizes = dict(zip(trace["ids"], trace["values"], strict=True))
    assert all(size == 0 for key, size in sizes.items() if key in parents)
    assert sum(sizes.values()) == pytest.approx(7_181_860_500, abs=10)  # the document rounds


def test_labels_show_the_printed_amounts_not_the_sums(breakdown: charts.Chart) -> None:
    trace = _trace(breakdown)
    at = trace["ids"].index("206")
    assert trace["labels"][at] == "科学技术支出"
    assert trace["customdata"][at] == "6,864,921,425 元<br>占全部 95.59%"


def test_breakdown_table_has_the_numbers_of_table_3(breakdown: charts.Chart) -> None:
    rows = {row.name: row.cells for row in breakdown.rows}
    assert rows["20602 基础研究"] == ("2,400,825,757", "33.43%")
    assert rows["合计"] == ("7,181,860,500", "100.00%")
    assert "24.01 亿元" in breakdown.sentence


def test_projects_are_ranked_and_agree_with_their_table(published: EditionVersion) -> None:
    statements = ProjectStatement.objects.filter(version=published)
    chart = charts.projects_by_amount(statements, address=lambda s: f"/{s.number}/")
    assert chart is not None
    trace = _trace(chart)
    assert trace["y"][:2] == ["科技创新发展保障资金", "科技馆展区更新改造"]
    assert trace["x"][:2] == [22668.4, 13283.18]
    assert trace["x"] == sorted(trace["x"], reverse=True)
    assert [row.name for row in chart.rows] == trace["y"]
    assert [row.cells[0] for row in chart.rows] == trace["text"]
    assert "约 27" in trace["text"]
    assert len(chart.links) == 29


def test_projects_of_one_name_stay_two_bars() -> None:
    twins = [ProjectStatement(number=n, name="运维", total=Decimal(n), nature="列明") for n in (1, 2)]
    chart = charts.projects_by_amount(twins)
    assert chart is not None
    assert _trace(chart)["y"] == ["运维", "运维（2）"]


def test_no_chart_without_amounts() -> None:
    assert charts.functional_breakdown([], (), "") is None
    assert charts.projects_by_amount([ProjectStatement(number=1, name="一")]) is None


def test_a_line_whose_parent_is_not_printed_hangs_on_the_nearest_one_above() -> None:
    lines = [
        FunctionalLine("205", "教育支出", "类", Decimal(5)),
        FunctionalLine("2050802", "干部教育", "项", Decimal(5)),
        FunctionalLine("", "合计", "合计", Decimal(5)),
    ]
    chart = charts.functional_breakdown(lines, (), "")
    assert chart is not None
    trace = _trace(chart)
    assert list(zip(trace["ids"], trace["parents"], trace["values"], strict=True)) == [
        ("total", "", 0.0),
        ("205", "total", 0.0),
        ("2050802", "205", 5.0),
    ]


def test_payload_is_plain_json_without_a_template(breakdown: charts.Chart) -> None:
    payload = json.loads(json.dumps(breakdown.payload))
    assert "template" not in payload["layout"]
    assert payload["note"].startswith("资金口径：全部资金")


def test_colours_are_tokens_of_the_style_sheet(breakdown: charts.Chart) -> None:
    assert all(colour.startswith("var(--") for colour in _trace(breakdown)["marker"]["colors"])


def test_strip_fills_the_whole_width_in_order(lines: list[FunctionalLine]) -> None:
    segments = charts.strip(overview.of_every_hundred(lines))
    assert segments[0].x == "0.00%"
    ends = [float(s.x[:-1]) + float(s.width[:-1]) for s in segments]
    assert ends[-1] == pytest.approx(100, abs=0.02)
    assert [float(s.x[:-1]) for s in segments[1:]] == pytest.approx(ends[:-1], abs=0.02)
    assert [s.label for s in segments] == ["33.43", "25.81", "16.65", "11.94", "", "", ""]


def test_bars_are_measured_against_the_largest_and_nothing_has_no_bar() -> None:
    assert charts.widths([Decimal(50), Decimal(100), None, Decimal(0)]) == ("50.00%", "100.00%", "", "")
    assert charts.widths([Decimal(20)], Decimal(80)) == ("25.00%",)
    assert charts.widths([]) == ()
