"""Filters keep the rows that a plain loop over the whole file keeps, in its order."""

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.test import Client

from budgets.listing.fields import DayInput
from budgets.models import EditionVersion
from tests.exports.files import content, csv_rows
from tests.trials import trials

EDITION = "/shanghai-stc/2025/"
TURNS = trials(20, 60)
Row = dict[str, str]


def _rows(client: Client, file: str, query: str = "") -> list[Row]:
    head, *rows = csv_rows(content(client, f"{EDITION}{file}.csv?{query}"))
    return [dict(zip(head, row, strict=True)) for row in rows]


def _between(amount: str, low: Decimal | None, high: Decimal | None) -> bool:
    if low is None and high is None:
        return True
    if not amount:
        return False
    return (low is None or Decimal(amount) >= low) and (high is None or Decimal(amount) <= high)


def _range(chance: random.Random, amounts: list[str], given: Row) -> tuple[Decimal | None, Decimal | None]:
    """Two amounts of the list as bounds, themselves included; each of them half the time."""
    if chance.random() < 0.3:
        return None, None
    low, high = sorted(Decimal(amount) for amount in chance.sample([a for a in amounts if a], 2))
    kept = (low if chance.random() < 0.5 else None, high if chance.random() < 0.5 else None)
    given |= {
        name: f"{yuan / 10000:f}" for name, yuan in zip(("min", "max"), kept, strict=True) if yuan is not None
    }
    return kept


def _compare(client: Client, file: str, whole: list[Row], query: Row, keeps: Callable[[Row], bool]) -> int:
    wanted = [row for row in whole if keeps(row)]
    assert _rows(client, file, urlencode(query)) == wanted, query
    return len(wanted)


def test_statements(published: EditionVersion, client: Client) -> None:
    """Of a period those are meant that run on any of its days; of an amount that of the scope."""
    chance, whole, kept = random.Random(3), _rows(client, "projects"), 0
    for _ in range(TURNS):
        query: Row = {}
        fiscal = chance.random() < 0.5
        if fiscal:
            query["scope"] = "fiscal"
        amount = "财政资金（元）" if fiscal else "预算合计（元）"
        low, high = _range(chance, [row[amount] for row in whole], query)
        first = chance.choice(("", "2024-06-30", "2025-01-01", "2025-05-01", "2025-12-31"))
        last = chance.choice(("", "2024-12-31", "2025-01-01", "2025-06-30", "2025-11-30"))
        query |= {name: day for name, day in (("from", first), ("to", last)) if day}

        def keeps(
            row: Row,
            fiscal: bool = fiscal,
            amount: str = amount,
            low: Decimal | None = low,
            high: Decimal | None = high,
            first: str = first,
            last: str = last,
        ) -> bool:
            runs = (not first or (row["结束日期"] != "" and row["结束日期"] >= first)) and (
                not last or (row["开始日期"] != "" and row["开始日期"] <= last)
            )
            return runs and (not fiscal or row["财政资金（元）"] != "") and _between(row[amount], low, high)

        kept += _compare(client, "projects", whole, query, keeps) not in (0, len(whole))
    assert kept > TURNS / 3


def test_a_month_is_its_first_day_from_which_and_its_last_until_which(
    published: EditionVersion, client: Client
) -> None:
    whole = _rows(client, "projects")
    for month, first, last in (
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2025-11", "2025-11-01", "2025-11-30"),
    ):
        assert _rows(client, "projects", f"from={month}") == _rows(client, "projects", f"from={first}")
        assert _rows(client, "projects", f"to={month}") == _rows(client, "projects", f"to={last}")
    assert [r for r in whole if r["开始日期"] and r["开始日期"] <= "2025-02-28"] == _rows(
        client, "projects", "to=2025-02"
    )


def test_lines_of_a_coded_table(published: EditionVersion, client: Client) -> None:
    chance, whole, kept = random.Random(4), _rows(client, "tables/expenditure"), 0
    columns = {"total": "合计（元）", "basic": "基本支出（元）", "project": "项目支出（元）"}
    levels = {"class": "类", "section": "款", "item": "项", "total": "合计"}
    for _ in range(TURNS):
        key = chance.choice(list(columns))
        query: Row = {"column": key}
        low, high = _range(chance, [row[columns[key]] for row in whole], query)
        asked = chance.sample(list(levels), chance.choice((0, 1, 2)))
        lowest = chance.choice(("", "", "yes", "no"))
        classes = chance.sample(("205", "206", "208", "210", "221"), chance.choice((0, 0, 1, 3)))
        nonzero = chance.random() < 0.3
        query |= {"level": ",".join(asked), "lowest": lowest, "class_code": ",".join(classes)}
        query |= {"nonzero": "1"} if nonzero else {}

        def keeps(
            row: Row,
            key: str = key,
            low: Decimal | None = low,
            high: Decimal | None = high,
            asked: list[str] = asked,
            lowest: str = lowest,
            classes: list[str] = classes,
            nonzero: bool = nonzero,
        ) -> bool:
            amount = row[columns[key]]
            return (
                _between(amount, low, high)
                and (not asked or row["层级"] in {levels[word] for word in asked})
                and (not lowest or row["末级"] == {"yes": "是", "no": "否"}[lowest])
                and (not classes or row["类"] in classes)
                and (not nonzero or (amount != "" and Decimal(amount) != 0))
            )

        kept += _compare(client, "tables/expenditure", whole, query, keeps) not in (0, len(whole))
    assert kept > TURNS / 3


def test_a_month_ends_on_its_last_day() -> None:
    first, last = DayInput(required=False), DayInput(required=False, last=True)
    assert (first.clean("2024-02"), last.clean("2024-02")) == (date(2024, 2, 1), date(2024, 2, 29))
    assert (first.clean("2025/4"), last.clean("2025/4")) == (date(2025, 4, 1), date(2025, 4, 30))
    assert first.clean("2025-04-07") == last.clean("2025.4.7") == date(2025, 4, 7)
