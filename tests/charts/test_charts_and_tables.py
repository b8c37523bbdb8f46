"""The numbers that a chart is drawn from are those of the table beside it, for every chart of the site."""

import html
import json
import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from budgets.form.amounts import Unit
from budgets.models import EditionVersion, ProjectStatement
from budgets.pages.embed.view import CHARTS
from tests.documents import needs_documents
from tests.exports.real import publish_document

pytestmark = pytest.mark.django_db
EDITION = "/shanghai-stc/2025/"
WAN = Decimal(10_000)
Table = dict[str, tuple[str, ...]]
Trace = Mapping[str, Any]


def chart_and_table(client: Client, address: str) -> tuple[dict[str, Any], list[str], Table]:
    """The figure that a page carries, and the headings and the rows of its table as a reader sees them."""
    page = client.get(address).content.decode()
    payload = re.search(r'id="chart-[a-z-]+-data" type="application/json">(.*?)</script>', page)
    assert payload, address
    head = re.search("<thead>(.*?)</thead>", page, re.DOTALL)
    body = re.search("<tbody>(.*?)</tbody>", page, re.DOTALL)
    assert head
    assert body
    rows: Table = {}
    for row in re.findall("<tr.*?</tr>", body[1], re.DOTALL):
        name, *cells = [_text(cell) for cell in re.findall("<t[hd].*?</t[hd]>", row, re.DOTALL)]
        assert name not in rows, f"{address}: {name} twice"
        rows[name] = tuple(cells)
    return json.loads(payload[1]), [_text(h) for h in re.findall("<th.*?</th>", head[1], re.DOTALL)], rows


def _text(markup: str) -> str:
    return html.unescape(re.sub("<[^>]+>", "", markup)).strip()


def number(cell: str) -> Decimal | None:
    """A number of the table; None for a blank."""
    digits = re.sub(r"[,+约 ]|（推算）", "", cell).replace("\N{MINUS SIGN}", "-")
    return Decimal(digits) if digits else None


def drawn(value: float | None, unit: Unit) -> Decimal | None:
    """A drawn number in yuan; a double holds each amount to far less than half a fen."""
    return None if value is None else (Decimal(repr(value)) * unit.yuan).quantize(Decimal("0.01"))


# ---- what each kind of picture draws, by the row of the table -----------------------------------------------


def areas_agree(figure: dict[str, Any], columns: list[str], table: Table) -> int:
    """Each area says the amount of its row; what has no areas within is as large as its row."""
    (trace,) = figure["data"]
    amounts = {name.split(" ")[0]: cells[0] for name, cells in table.items()}
    amounts["total"] = amounts.pop("合计")
    assert set(trace["ids"]) == {code for code, cell in amounts.items() if number(cell)}
    for key, size, said in zip(trace["ids"], trace["values"], trace["customdata"], strict=True):
        assert number(said.split(" ")[0]) == number(amounts[key]), key
        if key not in trace["parents"]:
            assert drawn(size, Unit.YUAN) == number(amounts[key]), key
    return len(trace["ids"])


def bands_agree(figure: dict[str, Any], columns: list[str], table: Table) -> int:
    """The bands of a source or use add up to its column, those of a class that is drawn alone are its row."""
    (trace,) = figure["data"]
    labels = ["".join(node["lines"]) for node in trace["node"]["customdata"]]
    sums: dict[tuple[str, str], Decimal] = {}
    for source, target, value in zip(
        *(trace["link"][key] for key in ("source", "target", "value")), strict=True
    ):
        band = drawn(value, Unit.YUAN) or Decimal()
        pair = (labels[source], labels[target])
        sums[pair] = sums.get(pair, Decimal()) + band
    for at, column in enumerate(columns[1:]):
        end = re.sub("^(来自|用于)|（元）$", "", column)
        printed = [cells[at] for cells in table.values()]
        total = sum((yuan for pair, yuan in sums.items() if end in pair), Decimal())
        assert total == sum((number(cell) or Decimal() for cell in printed), Decimal()), end
        for name, cells in table.items():
            short = name.split(" ")[1].removesuffix("支出")
            pair = (short, end) if column.startswith("用于") else (end, short)
            if short in labels:
                assert sums.get(pair) == (number(cells[at]) or None), pair  # a 0 is printed and not drawn
    return len(sums)


def bars_agree(figure: dict[str, Any], columns: list[str], table: Table) -> int:
    """Each bar is as long as the first amount of its row, in the unit of the heading; of several as its column's."""
    if figure["layout"].get("barmode") == "stack":
        return stacks_agree(figure, columns, table)
    if "辆" in figure["unit"]:
        for n, trace in enumerate(figure["data"]):
            assert columns[n + 1] == trace["name"]
            assert trace["y"] == list(table)
            assert [str(x) for x in trace["x"]] == trace["text"] == [row[n] for row in table.values()]
        return len(table)
    if len(figure["data"]) > 1:
        for n, trace in enumerate(figure["data"]):
            assert columns[n + 1] == f"{trace['name']}（元）"
            assert trace["y"] == list(table)
            assert [drawn(x, Unit.WAN) for x in trace["x"]] == [number(row[n]) for row in table.values()]
        return len(table)
    (trace,) = figure["data"]
    assert "万元" in columns[1]
    rows = list(table.values())
    assert trace["y"] == list(table)
    for value, written, row in zip(trace["x"], trace["text"], rows, strict=True):
        printed = number(row[0])
        assert printed is not None
        assert drawn(value, Unit.WAN) == printed * WAN
        assert written_for(row[0], written)
    return len(rows)


def written_for(cell: str, written: str) -> bool:
    """Behind a bar stands the cell as it is, or a whole number, or two decimals of it, half up."""
    exact = number(cell)
    assert exact is not None
    rounded = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    decimals = len(written.partition(".")[2])
    return written == cell or (number(written) == rounded and (decimals == 2 or exact == int(exact)))


def stacks_agree(figure: dict[str, Any], columns: list[str], table: Table) -> int:
    """Each part is the amount in its column, the parts of a bar add up to its first amount, written at its end."""
    sums: dict[str, Decimal] = {}
    for n, trace in enumerate(figure["data"], start=1):
        assert columns[n + 1] == f"{trace['name']}（万元）"
        parts = dict(zip(trace["y"], trace["x"], strict=True))
        for name, row in table.items():
            printed = number(row[n])
            assert drawn(parts.get(name), Unit.WAN) == (None if printed is None else printed * WAN), name
            sums[name] = sums.get(name, Decimal()) + (printed or Decimal())
        for name, written in zip(trace["y"], trace["text"], strict=True):
            assert written == "" or written_for(table[name][0], written), name
    assert sums == {name: number(row[0]) for name, row in table.items()}
    ends = [text for trace in figure["data"] for text in trace["text"] if text]
    assert len(ends) == len(table)
    assert figure["layout"]["yaxis"]["categoryarray"] == list(table)
    return len(table)


def lines_agree(figure: dict[str, Any], columns: list[str], table: Table) -> int:
    """Each line goes through the amounts of its row; a gap is a blank."""
    rows = {name.split(" ", 1)[-1]: cells for name, cells in table.items()}
    assert len({trace["name"] for trace in figure["data"]}) == min(len(rows), 8)
    for trace in figure["data"]:
        printed = [number(cell) for cell in rows[trace["name"]]]
        assert [f"{year}（元）" for year in trace["x"]] == columns[1:]
        assert [drawn(value, Unit.WAN) for value in trace["y"]] == printed, trace["name"]
    return len(figure["data"])


def steps_agree(figure: dict[str, Any], columns: list[str], table: Table) -> int:
    """Each step is the change in its row; the last one is the change of the total."""
    (trace,) = figure["data"]
    for name, value in zip(trace["y"], trace["x"], strict=True):
        assert drawn(value, Unit.WAN) == number(table[name][0]), name
    moved = {name for name, cells in table.items() if number(cells[0])}
    assert len(moved) <= 9, "the ninth and later steps are one: compare them in sum"
    assert moved == set(trace["y"])
    return len(trace["y"])


AGREE: Mapping[str, Callable[[dict[str, Any], list[str], Table], int]] = {
    "treemap": areas_agree,
    "sankey": bands_agree,
    "bar": bars_agree,
    "scatter": lines_agree,
    "waterfall": steps_agree,
}


def agree(client: Client, address: str) -> int:
    """Compare the chart at that address with its table; how many things were compared."""
    figure, columns, table = chart_and_table(client, address)
    return AGREE[figure["data"][0]["type"]](figure, columns, table)


@pytest.mark.parametrize("scope", ["", "?scope=fiscal"])
@pytest.mark.parametrize("name", list(CHARTS))
def test_every_chart_of_the_edition(published: EditionVersion, client: Client, name: str, scope: str) -> None:
    # “三公” and procurement have three parts each
    assert agree(client, f"{EDITION}charts/{name}/embed/{scope}") >= 3


@pytest.mark.long
def test_the_instalments_of_every_statement(published: EditionVersion, client: Client) -> None:
    """11 of the 29 statements print two to four instalments, with amounts or with per cent of a stated amount."""
    drawn_plans = {}
    for statement in ProjectStatement.objects.filter(version=published):
        address = f"{EDITION}projects/{statement.slug}/"
        page = html.unescape(client.get(address).content.decode())
        if f'src="http://testserver{quote(address)}embed/"' in page:
            drawn_plans[statement.name] = agree(client, f"{address}embed/")
        else:
            assert client.get(f"{address}embed/").status_code == 404
    assert len(drawn_plans) == 11
    assert drawn_plans["集成电路设计支持及技术服务"] == 2
    assert drawn_plans["科普之窗"] == 3
    assert drawn_plans["脑智发育平台"] == 4


@pytest.mark.parametrize(
    ("table", "asked"),
    [
        ("revenue-expenditure", ""),
        ("revenue-expenditure", "?side=收入"),
        ("revenue", "?min=100"),
        ("expenditure", ""),
        ("expenditure", "?level=款"),
        ("expenditure", "?q=机构运行"),
        ("basic-expenditure", "?q=302"),
    ],
)
def test_every_chart_of_what_is_filtered_of_a_table(
    published: EditionVersion, client: Client, table: str, asked: str
) -> None:
    page = client.get(f"{EDITION}tables/{table}/{asked}", follow=True).content.decode()
    (address,) = re.findall(rf'src="http://testserver({EDITION}charts/table-[^"]+)"', html.unescape(page))
    assert agree(client, address) >= 3


@needs_documents
@pytest.mark.long
def test_every_chart_of_three_years_of_a_street_and_of_each_year(client: Client) -> None:
    for year in (2023, 2024, 2025):
        publish_document(f"putuo-wanli-{year}-bumen", "pdf")
    assert agree(client, "/compare/?e=wanli/2023&e=wanli/2024&e=wanli/2025&level=item") == 8
    compared = 0
    for scope in ("", "?scope=fiscal"):
        page = client.get(f"/wanli/{scope}").content.decode()
        addresses = set(re.findall(r'src="http://testserver(/wanli/charts/[^"]+)"', html.unescape(page)))
        assert len(addresses) == 2
        for year in (2023, 2024, 2025):
            addresses |= {
                f"/wanli/{year}/charts/{name}/embed/{scope}"
                for name in CHARTS
                # these years have no statement or one: one bar is no chart
                if name not in ("projects", "carriers", "assets")
            }
            # in 2024 and 2025 all vehicles are of one use; 2023 has 3 一般公务用车 and 4 执法执勤用车
            addresses |= {f"/wanli/2023/charts/assets/embed/{scope}"}
        compared += len(addresses)
        for address in addresses:
            assert agree(client, address) > 1, address
    assert compared == 2 * (2 + 3 * 5 + 1)
