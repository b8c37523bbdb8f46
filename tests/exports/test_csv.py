"""Downloads as CSV. Expected values are typed from budgets/sample/shanghai-stc-2025.txt."""

import csv
from io import StringIO
from urllib.parse import quote

import pytest
from django.test import Client

from budgets.exports.csv import MARK, guarded
from budgets.models import EditionVersion
from tests.conftest import SAMPLE

EDITION = "/shanghai-stc/2025/"


def fetch(client: Client, path: str) -> str:
    response = client.get(EDITION + path)
    assert response.status_code == 200, path
    return b"".join(response).decode()


def rows_of(client: Client, path: str) -> list[list[str]]:
    return list(csv.reader(StringIO(fetch(client, path).removeprefix(MARK))))


CODED = ["类", "款", "项", "科目名称", "层级", "末级"]
UNREAD = "没有读出的栏"
BASIC_AND_PROJECT = [*CODED, "合计（元）", "基本支出（元）", "项目支出（元）", UNREAD]
HEADINGS = {
    "tables/revenue-expenditure.csv": ["方向", "行号", "项目", "末级", "预算数（元）", UNREAD],
    "tables/revenue.csv": [
        *CODED,
        "合计（元）",
        "财政拨款收入（元）",
        "事业收入（元）",
        "事业单位经营收入（元）",
        "其他收入（元）",
        UNREAD,
    ],
    "tables/expenditure.csv": BASIC_AND_PROJECT,
    "tables/fiscal-appropriation.csv": [
        "方向",
        "行号",
        "项目",
        "末级",
        "预算数（元）",
        "合计（元）",
        "一般公共预算（元）",
        "政府性基金预算（元）",
        "国有资本经营预算（元）",
        UNREAD,
    ],
    "tables/general-public-budget.csv": BASIC_AND_PROJECT,
    "tables/government-managed-funds.csv": BASIC_AND_PROJECT,
    "tables/state-capital.csv": BASIC_AND_PROJECT,
    "tables/basic-expenditure.csv": [*CODED, "合计（元）", "人员经费（元）", "公用经费（元）", UNREAD],
    "tables/three-public.csv": ["行号", "项目", "末级", "预算数（元）", UNREAD],
    "figures.csv": [
        "主体",
        "年度",
        "类型",
        "版本",
        "表号",
        "表名",
        "行号",
        "层级",
        "科目编码",
        "科目名称",
        "栏目",
        "金额（元）",
        "资金口径",
        "末级",
        "原文",
        "原文单位",
        "来源页",
        "来源行",
        "来源表",
        "来源表行",
        "来源表列",
    ],
    "projects.csv": [
        "项目名称",
        "实施主体",
        "预算单位",
        "开始日期",
        "结束日期",
        "财政资金（元）",
        "自筹资金（元）",
        "预算合计（元）",
        "金额性质",
        "约数",
        "日期精度",
        "项目概述",
        "立项依据",
        "实施方案",
        "实施周期",
        "年度预算安排",
        "绩效目标",
        "对应情况",
        "对应单位",
        "对应依据",
        "确认日期",
    ],
    "instalments.csv": [
        "项目名称",
        "时段",
        "含义",
        "金额（元）",
        "百分比",
        "约数",
        "开始日期",
        "结束日期",
        "原文",
        "来源页",
        "来源行",
    ],
    "amount-parts.csv": [
        "项目名称",
        "序号",
        "上级序号",
        "用途",
        "金额（元）",
        "约数",
        "原文",
        "来源页",
        "来源行",
    ],
    "uncounted-amounts.csv": ["项目名称", "未计入的原因", "原文", "来源页", "来源行"],
    "checks.csv": [
        "编号",
        "种类",
        "检查",
        "结论",
        "左",
        "右",
        "差额",
        "单位",
        "位置",
        "起因",
        "部门说明",
        "涉及",
    ],
}


def test_every_download_has_the_headings_of_the_contract(published: EditionVersion, client: Client) -> None:
    for path, headings in HEADINGS.items():
        assert rows_of(client, path)[0] == headings, path


def test_coded_tables_have_their_lines_and_one_total_row(published: EditionVersion, client: Client) -> None:
    counts = {"revenue": 53, "expenditure": 53, "general-public-budget": 49, "basic-expenditure": 42}
    for slug, coded in counts.items():
        rows = rows_of(client, f"tables/{slug}.csv")[1:]
        assert len([row for row in rows if row[0]]) == coded, slug
        assert [row[3:5] for row in rows if not row[0]] == [["合计", "合计"]], slug


def test_lines_of_table_3_are_as_printed(published: EditionVersion, client: Client) -> None:
    rows = rows_of(client, "tables/expenditure.csv")
    assert rows[1] == ["205", "", "", "教育支出", "类", "否", "50894811", "38801015", "12093796", ""]
    assert rows[3] == ["205", "08", "02", "干部教育", "项", "是", "50894811", "38801015", "12093796", ""]
    assert rows[7] == ["206", "01", "02", "一般行政管理事务", "项", "是", "29619154", "", "29619154", ""]
    assert rows[-1] == ["", "", "", "合计", "合计", "否", "7181860500", "957292947", "6224567553", ""]


def test_a_blank_cell_stays_blank_in_csv(published: EditionVersion, client: Client) -> None:
    rows = rows_of(client, "tables/revenue.csv")
    social = next(row for row in rows if row[:3] == ["206", "03", "02"])
    assert social[6:] == ["31582968", "", "6278000", "", "25304968", ""]


def test_both_sides_of_table_1_share_one_amount_column(published: EditionVersion, client: Client) -> None:
    rows = rows_of(client, "tables/revenue-expenditure.csv")[1:]
    assert rows[0] == ["收入", "1", "一、财政拨款收入", "否", "6160978836", ""]
    assert rows[1] == ["收入", "2", "1. 一般公共预算资金", "是", "6160978836", ""]
    assert ["支出", "2", "二、科学技术支出", "是", "6864921425", ""] in rows
    assert [row[4] for row in rows if row[2] in ("收入总计", "支出总计")] == ["7181860500", "7181860500"]
    assert [row[0] for row in rows] == sorted((row[0] for row in rows), key=["收入", "支出"].index)


def test_table_4_keeps_the_columns_of_its_sides_apart(published: EditionVersion, client: Client) -> None:
    rows = rows_of(client, "tables/fiscal-appropriation.csv")[1:]
    education = next(row for row in rows if row[2] == "一、教育支出")
    assert education[4:] == ["", "46798052", "46798052", "", "", ""]
    assert next(row for row in rows if row[2] == "收入总计")[4:] == ["6160978836", "", "", "", "", ""]


def test_table_9_is_in_yuan_one_line_for_each_printed_column(
    published: EditionVersion, client: Client
) -> None:
    assert rows_of(client, "tables/three-public.csv")[1:] == [
        ["1", "合计", "否", "11882600", ""],
        ["2", "因公出国（境）费", "是", "5308800", ""],
        ["3", "公务接待费", "是", "2304100", ""],
        ["4", "公务用车购置及运行费", "否", "4269700", ""],
        ["5", "公务用车购置费", "是", "1745700", ""],
        ["6", "公务用车运行费", "是", "2524000", ""],
        ["7", "机关运行经费", "否", "17010300", ""],
    ]


def test_an_empty_table_has_headings_and_its_blank_total(published: EditionVersion, client: Client) -> None:
    rows = rows_of(client, "tables/state-capital.csv")
    assert rows[1:] == [["", "", "", "合计", "合计", "否", "", "", "", ""]]


def test_figures_have_every_printed_number_once(published: EditionVersion, client: Client) -> None:
    rows = rows_of(client, "figures.csv")[1:]
    by_table = [sum(row[4] == str(number) for row in rows) for number in range(1, 10)]
    assert by_table == [11, 173, 129, 14, 121, 0, 0, 87, 7]
    assert len(rows) == 542


def test_a_figure_names_its_edition_its_cell_and_its_place(published: EditionVersion, client: Client) -> None:
    rows = rows_of(client, "figures.csv")[1:]
    found = next(row for row in rows if row[4] == "9" and row[9] == "因公出国（境）费")
    assert found[:8] == [
        "上海市科学技术委员会",
        "2025",
        "部门预算",
        "1",
        "9",
        "“三公”经费和机关运行经费预算表",
        "2",
        "明细",
    ]
    assert found[8:16] == [
        "",
        "因公出国（境）费",
        "因公出国（境）费",
        "5308800",
        "财政拨款",
        "是",
        "530.88",
        "万元",
    ]
    printed = next(row for row in rows if row[4] == "3" and row[8] == "2050802" and row[10] == "项目支出")
    assert printed[11:16] == ["12093796", "全部资金", "是", "12,093,796", "元"]


@pytest.mark.parametrize(
    ("table", "heading", "total"),
    [  # the printed totals: lines 111, 187, 263, 278, 346, 436 and 440 of the document
        (1, "收入预算数", 7_181_860_500),
        (1, "支出预算数", 7_181_860_500),
        (2, "", 7_181_860_500),
        (3, "", 7_181_860_500),
        (4, "收入预算数", 6_160_978_836),
        (4, "一般公共预算", 6_160_978_836),
        (5, "", 6_160_978_836),
        (8, "", 802_700_558),
        (9, "", 11_882_600),
    ],
)
def test_the_lowest_figures_of_a_table_add_up_to_its_total(
    published: EditionVersion, client: Client, table: int, heading: str, total: int
) -> None:
    """What a reader gets who trusts 末级: no money twice, except for the document's own rounding."""
    rows = rows_of(client, f"figures.csv?table={table}&lowest=yes&heading={heading}")[1:]
    assert abs(sum(int(row[11]) for row in rows) - total) <= 5
    assert not [row for row in rows if row[13] != "是"]


def test_a_total_column_is_no_lowest_level_where_its_parts_are_printed(
    published: EditionVersion, client: Client
) -> None:
    rows = rows_of(client, "figures.csv?table=3&lowest=yes")[1:]
    assert {row[10] for row in rows} == {"基本支出", "项目支出"}


def test_a_statement_keeps_amounts_apart_by_source(published: EditionVersion, client: Client) -> None:
    rows = {row[0]: row for row in rows_of(client, "projects.csv")[1:]}
    assert len(rows) == 29
    assert rows["科技馆建筑体大修"][1:11] == [
        "上海科技馆更新改造指挥部",
        "",
        "2025-01-01",
        "2025-12-31",
        "27493200",
        "86074500",
        "113567700",
        "推算",
        "否",
        "日",
    ]
    assert rows["科技馆建筑体大修"][17:] == [
        "可能是名单内单位的部门",
        "上海科技馆",
        "上海科技馆更新改造指挥部",
        "",
    ]
    assert rows["生物医药中小企业服务"][1:3] == ["生药中心", ""]
    assert rows["生物医药中小企业服务"][17:] == [
        "可能是名单内单位的简称",
        "上海市生物医药科技产业促进中心",
        "生药中心是上海市科委直属事业单位",
        "",
    ]
    platform = rows["研发平台数据采购及保障"]
    assert platform[5:9] == ["", "", "4232663", "列明"]
    assert platform[2] == "上海市研发公共服务平台管理中心"
    assert rows["博士后科研工作站建设"][7:10] == ["270000", "列明", "是"]
    assert (
        rows["能源保障"][12]
        == "本项目主要是维持上海科技馆等三馆日常运行开放所需的能源保障，依据往年使用实际情况。"
    )
    assert rows["能源保障"][15] == "财政资金1577.5万元，主要用于电、气、水的费用支付。"


def test_byte_order_mark_can_be_left_out(published: EditionVersion, client: Client) -> None:
    assert fetch(client, "tables/revenue.csv").startswith(f"{MARK}类,款,项,")
    assert fetch(client, "tables/revenue.csv?bom=0").startswith("类,款,项,")
    assert fetch(client, "tables/revenue.csv?bom=0&q=205").count("\n") == 4


def test_a_download_names_its_edition_and_where_it_is_from(published: EditionVersion, client: Client) -> None:
    response = client.get(f"{EDITION}tables/revenue.csv?q=205")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    name = quote("上海市科学技术委员会-2025部门预算-收入预算总表-筛选-v1.csv", safe="")
    assert response["Content-Disposition"] == (
        f"attachment; filename=\"shanghai-stc-2025-revenue-filtered-v1.csv\"; filename*=UTF-8''{name}"
    )
    page, source = response["Link"].split(", ")
    assert page == f'<http://testserver{EDITION}tables/revenue/?q=205>; rel="describedby"; type="text/html"'
    assert source.startswith(f'<http://testserver{EDITION}>; rel="via"; title*=UTF-8')


def test_a_part_has_another_file_name_than_the_whole(published: EditionVersion, client: Client) -> None:
    def name(path: str) -> str:
        response = client.get(EDITION + path)
        b"".join(response.streaming_content)  # to its end: a client may have a few streams at once
        return response["Content-Disposition"].split('"')[1]

    assert name("tables/revenue.csv") == "shanghai-stc-2025-revenue-v1.csv"
    assert name("tables/revenue.csv?sort=-total") == "shanghai-stc-2025-revenue-v1.csv"  # the order alone
    assert name("projects.csv?q=科技馆") == "shanghai-stc-2025-projects-filtered-v1.csv"
    assert name("figures.csv?table=3") == "shanghai-stc-2025-figures-filtered-v1.csv"
    assert name("checks.json?verdict=equal") == "shanghai-stc-2025-checks-filtered-v1.json"


def test_a_download_is_streamed(published: EditionVersion, client: Client) -> None:
    assert client.get(f"{EDITION}figures.csv").streaming


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "＝1+1", "-1+cmd|' /C calc'!A0"]
)
def test_words_that_a_spreadsheet_would_run_get_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["-", "—", "－", "-12.5", "+77.13", "1,000", "", "教育支出", "—上海", "a=b", "'="]
)
def test_numbers_lone_dashes_and_ordinary_words_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


def test_a_formula_in_a_name_is_guarded_in_the_file(published: EditionVersion, client: Client) -> None:
    published.expenditurelines.filter(code="2050802").update(name='=HYPERLINK("http://x","干部教育")')
    rows = rows_of(client, "tables/expenditure.csv?q=2050802")
    assert rows[1][3] == '\'=HYPERLINK("http://x","干部教育")'
    assert rows[1][1] == "08"


def test_instalments_say_what_they_mean_and_where_they_are_printed(
    published: EditionVersion, client: Client
) -> None:
    rows = [row for row in rows_of(client, "instalments.csv") if row[0] == "博士后科研工作站建设"]
    dates = [("2025-01-01", "2025-03-31"), ("2025-04-01", "2025-06-30")]
    dates += [("2025-07-01", "2025-09-30"), ("2025-10-01", "2025-12-31")]
    lines = SAMPLE.read_text().splitlines()
    for n, (row, (first, last)) in enumerate(zip(rows, dates, strict=True), 1):
        assert row[1:3] == [f"2025年{n}季度", "当期"]
        assert row[3:6] == [["54000", "108000", "54000", "54000"][n - 1], "40" if n == 2 else "20", "是"]
        assert row[6:8] == [first, last]
        assert row[8] in lines[int(row[10]) - 1] and row[9] == ""
    kinds = {row[2] for row in rows_of(client, "instalments.csv")[1:]}
    assert kinds == {"当期", "累计", "累计不低于"}


def test_instalments_are_those_of_the_statements_asked_for(published: EditionVersion, client: Client) -> None:
    rows = rows_of(client, f"instalments.csv?q={quote('脑图谱大数据平台')}")[1:]
    assert [(row[0], row[4]) for row in rows] == [
        ("脑图谱大数据平台", percent) for percent in ("10", "30", "30", "30")
    ]


def test_parts_of_amounts_name_the_part_they_are_in(published: EditionVersion, client: Client) -> None:
    rows = [row for row in rows_of(client, "amount-parts.csv") if row[0] == "生物医药中小企业服务"]
    assert rows[0][1:5] == ["1", "", "2025年上海市生物医药技术创新服务平台组织协调", "50000"]
    assert rows[2][1:5] == ["3", "1", "平台或服务项目简介、服务指南等宣传资料印刷费", "14000"]
    assert (len(rows), rows[16][4]) == (24, "")  # 4. prints only its own parts


def test_amounts_that_are_not_counted_come_with_their_reason(
    published: EditionVersion, client: Client
) -> None:
    rows = [row[:3] for row in rows_of(client, "uncounted-amounts.csv")[1:]]
    assert rows == [
        ["科技服务信息专递", "已写明金额的一部分，复述", "的80%即3.12万元"],
        ["科技服务信息专递", "已写明金额的一部分，复述", "委托业务费的20%即0.78万元"],
    ]
