"""Who trusts 末级 counts no money twice: its rows add up to each printed total, in every column of every table.

The totals are typed from the documents, blank where a document prints none.
"""

from decimal import Decimal

import pytest
from django.test import Client

from budgets.actions import create_draft, publish
from budgets.form.tables import DEPARTMENTAL
from budgets.models import EditionVersion
from budgets.reading import read
from tests.conftest import SAMPLE
from tests.documents import needs_documents
from tests.exports.files import content, csv_rows
from tests.exports.real import FINANCE, WANLI, publish_document

BLANK = None
Columns = dict[str, str | None]  # by heading without （元）
TOTAL_NAMES = {"合计", "收入总计", "支出总计"}
NO_MONEY: Columns = {"合计": BLANK, "基本支出": BLANK, "项目支出": BLANK}
REVENUE_OF_4: Columns = {
    "合计": BLANK,
    "一般公共预算": BLANK,
    "政府性基金预算": BLANK,
    "国有资本经营预算": BLANK,
}

# Lines 111, 187, 263, 278, 346, 357, 368, 429 and 440 of the bundled text.
BUNDLED: dict[tuple[int, str], Columns] = {
    (1, "收入"): {"预算数": "7,181,860,500"},
    (1, "支出"): {"预算数": "7,181,860,500"},
    (2, ""): {
        "合计": "7,181,860,500",
        "财政拨款收入": "6,160,978,836",
        "事业收入": "693,265,828",
        "事业单位经营收入": BLANK,
        "其他收入": "327,615,836",
    },
    (3, ""): {"合计": "7,181,860,500", "基本支出": "957,292,947", "项目支出": "6,224,567,553"},
    (4, "收入"): {"预算数": "6,160,978,836", **REVENUE_OF_4},
    (4, "支出"): {
        "预算数": BLANK,
        "合计": "6,160,978,836",
        "一般公共预算": "6,160,978,836",
        "政府性基金预算": BLANK,
        "国有资本经营预算": BLANK,
    },
    (5, ""): {"合计": "6,160,978,836", "基本支出": "802,700,558", "项目支出": "5,358,278,279"},
    (6, ""): NO_MONEY,
    (7, ""): NO_MONEY,
    (8, ""): {"合计": "802,700,558", "人员经费": "640,527,578", "公用经费": "162,172,980"},
    (9, ""): {"预算数": "11,882,600"},  # 1,188.26 万元
}
# Lines 193, 271, 350, 371, 462, 483, 506, 549 and 559 of the text of 万里街道 2025.
STREET: dict[tuple[int, str], Columns] = {
    (1, "收入"): {"预算数": "189,767,551"},
    (1, "支出"): {"预算数": "189,767,551"},
    (2, ""): {
        "合计": "189,767,551",
        "财政拨款收入": "189,767,551",
        "事业收入": "0",
        "事业单位经营收入": "0",
        "其他收入": "0",
    },
    (3, ""): {"合计": "189,767,551", "基本支出": "101,341,746", "项目支出": "88,425,805"},
    (4, "收入"): {"预算数": "189,767,551", **REVENUE_OF_4},
    (4, "支出"): {
        "预算数": BLANK,
        "合计": "189,767,551",
        "一般公共预算": "189,767,551",
        "政府性基金预算": BLANK,
        "国有资本经营预算": BLANK,
    },
    (5, ""): {"合计": "189,767,551", "基本支出": "101,341,746", "项目支出": "88,425,805"},
    (6, ""): NO_MONEY,
    (7, ""): NO_MONEY,
    (8, ""): {"合计": "101,341,746", "人员经费": "90,514,044", "公用经费": "10,827,702"},
    (9, ""): {"预算数": "379,100"},  # 37.91 万元
}
# Lines 131, 167, 203, 218, 254, 264, 274, 325 and 332 of the unit budget of 上海市财政局: table 1 has more columns.
UNIT: dict[tuple[int, str], Columns] = {
    (1, "收入"): {"预算数": "171,915,169", "人员经费": BLANK, "公用经费": BLANK, "项目支出": BLANK},
    (1, "支出"): {
        "预算数": "171,915,169",
        "人员经费": "102,464,260",
        "公用经费": "25,177,779",
        "项目支出": "44,273,130",
    },
    (2, ""): {
        "合计": "171,915,169",
        "财政拨款收入": "171,915,169",
        "事业收入": BLANK,
        "事业单位经营收入": BLANK,
        "其他收入": BLANK,
    },
    (3, ""): {"合计": "171,915,169", "基本支出": "127,642,039", "项目支出": "44,273,130"},
    (4, "收入"): {"预算数": "171,915,169", **REVENUE_OF_4},
    (4, "支出"): {
        "预算数": BLANK,
        "合计": "171,915,169",
        "一般公共预算": "171,915,169",
        "政府性基金预算": BLANK,
        "国有资本经营预算": BLANK,
    },
    (5, ""): {"合计": "171,915,169", "基本支出": "127,642,039", "项目支出": "44,273,130"},
    (6, ""): NO_MONEY,
    (7, ""): NO_MONEY,
    (8, ""): {"合计": "127,642,039", "人员经费": "102,464,260", "公用经费": "25,177,779"},
    (9, ""): {"预算数": "3,463,000"},  # 346.30 万元
}


def _add_up(client: Client, edition: str, number: int, totals: dict[tuple[int, str], Columns]) -> None:
    table = DEPARTMENTAL.tables[number - 1]
    head, *rows = csv_rows(content(client, f"{edition}tables/{table.slug}.csv"))
    name, lowest = head.index("项目" if "项目" in head else "科目名称"), head.index("末级")
    side = head.index("方向") if "方向" in head else None
    directions = {row[side] if side is not None else "" for row in rows}
    assert {(number, direction) for direction in directions} == {key for key in totals if key[0] == number}
    for direction in directions:
        columns = totals[number, direction]
        assert {h for h in head if h.endswith("（元）")} == {f"{title}（元）" for title in columns}
        own = [row for row in rows if side is None or row[side] == direction]
        (total,) = [row for row in own if row[name] in TOTAL_NAMES]
        assert total[lowest] == "否"
        for title, printed in columns.items():
            at = head.index(f"{title}（元）")
            expected = (printed or "").replace(",", "")
            assert total[at] == expected, (number, direction, title)
            parts = [Decimal(row[at]) for row in own if row[lowest] == "是" and row[at]]
            if not expected:
                assert parts == [], (number, direction, title)
                continue
            # For n rounded parts: half a yuan each, and half for the total.
            assert abs(sum(parts) - Decimal(expected)) <= Decimal(len(parts) + 1) / 2, (
                number,
                direction,
                title,
            )
            assert parts


@pytest.mark.parametrize("number", range(1, 10))
def test_the_lowest_rows_add_up_to_every_printed_total(
    published: EditionVersion, client: Client, number: int
) -> None:
    _add_up(client, "/shanghai-stc/2025/", number, BUNDLED)


@needs_documents
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "edition", "totals"), [(WANLI, "/wanli/2025/", STREET), (FINANCE, "/sh-czj/2025-unit/", UNIT)]
)
def test_so_they_do_in_a_street_and_in_a_unit_budget(
    client: Client, name: str, edition: str, totals: dict[tuple[int, str], Columns]
) -> None:
    publish_document(name)
    for number in range(1, 10):
        _add_up(client, edition, number, totals)


# No document at hand prints money in tables 6 and 7: these lines stand in for it, with their totals by hand.
MONEY_IN = {
    6: (
        "212\t\t\t城乡社区支出\t1,000,001\t1\t1,000,000",
        "212\t08\t\t国有土地使用权出让收入安排的支出\t1,000,001\t1\t1,000,000",
        "212\t08\t01\t征地和拆迁补偿支出\t400,001\t1\t400,000",
        "212\t08\t02\t土地开发支出\t600,000\t\t600,000",
        "229\t\t\t其他支出\t25\t\t25",
        "229\t60\t\t彩票公益金安排的支出\t25\t\t25",
        "229\t60\t03\t用于体育事业的彩票公益金支出\t25\t\t25",
        "合计\t\t\t\t1,000,026\t1\t1,000,025",
    ),
    7: (
        "223\t\t\t国有资本经营预算支出\t7,300\t300\t7,000",
        "223\t02\t\t国有企业资本金注入\t7,300\t300\t7,000",
        "223\t02\t01\t国有经济结构调整支出\t7,000\t\t7,000",
        "223\t02\t99\t其他国有企业资本金注入\t300\t300\t",
        "合计\t\t\t\t7,300\t300\t7,000",
    ),
}
TOTALS_IN: dict[tuple[int, str], Columns] = {
    (6, ""): {"合计": "1,000,026", "基本支出": "1", "项目支出": "1,000,025"},
    (7, ""): {"合计": "7,300", "基本支出": "300", "项目支出": "7,000"},
}


@pytest.mark.django_db
def test_so_they_do_where_the_funds_tables_have_money(client: Client) -> None:
    lines = SAMPLE.read_text().split("\n")
    for at, number in ((368, 7), (357, 6)):  # the lines of their blank totals, the later one first
        assert lines[at - 1].split("\t")[0] == "合计"
        lines[at - 1 : at] = MONEY_IN[number]
    budget = read("\n".join(lines).encode(), SAMPLE.name)
    publish(create_draft(budget.report, budget.checks, b"with money", "shanghai-stc"))
    for number in (6, 7):
        _add_up(client, "/shanghai-stc/2025/", number, TOTALS_IN)
