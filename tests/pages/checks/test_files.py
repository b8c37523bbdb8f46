"""checks.json and checks.csv keep the shape of the contract."""

import csv
import json
from collections import Counter
from io import StringIO
from typing import Any

from django.test import Client

from budgets.models import CheckResult, EditionVersion

EDITION = "/shanghai-stc/2025/"


def checks_of(client: Client, query: str = "") -> list[dict[str, Any]]:
    return json.loads(b"".join(client.get(f"{EDITION}checks.json{query}")))


def test_a_check_in_json_has_the_fields_of_the_contract(published: EditionVersion, client: Client) -> None:
    first = checks_of(client, "?verdict=rounding")[0]
    assert list(first) == [
        "code",
        "kind",
        "title",
        "verdict",
        "left",
        "right",
        "difference",
        "unit",
        "places",
        "cause",
        "explanation",
        "theme",
    ]
    assert first["theme"] == "amounts"
    assert first["kind"] == "within"
    assert first["verdict"] == "rounding"
    assert {first["left"], first["right"]} == {"6864921424", "6864921425"}
    assert first["unit"] == "元"
    assert first["cause"] is first["explanation"] is None
    assert {
        "table": 2,
        "row": "206 科学技术支出",
        "column": "合计",
        "page": None,
        "line": 125,
        "text": "6,864,921,425",
    } in first["places"]


def test_the_files_have_every_check_worst_first(published: EditionVersion, client: Client) -> None:
    verdicts = [check["verdict"] for check in checks_of(client)]
    assert len(verdicts) == CheckResult.objects.count()
    # As the overview counts them: two amounts, a date, ten of words and form
    themes = Counter(c["theme"] for c in checks_of(client) if c["verdict"] == "differs" and not c["cause"])
    assert themes == {"amounts": 2, "dates": 1, "wording": 10}
    # 17 in the tables, two sums of the narrative in 万元, the percentages of 100.01 in a statement
    assert verdicts.count("rounding") == 17 + 2 + 1
    assert verdicts == sorted(verdicts, key=["differs", "rounding", "unknown", "equal"].index)


def test_a_check_in_csv_says_it_in_chinese(published: EditionVersion, client: Client) -> None:
    text = b"".join(client.get(f"{EDITION}checks.csv?verdict=rounding&table=8&bom=0")).decode()
    rows = list(csv.reader(StringIO(text)))[1:]
    assert len(rows) == 4
    assert {row[1] for row in rows} == {"表内"}
    assert {row[3] for row in rows} == {"四舍五入"}
    assert {row[6] for row in rows} <= {"1", "-1"}
    assert {row[7] for row in rows} == {"元"}
    assert "表8 301 工资福利支出 合计（第" in rows[0][8]
    assert "605,518,700" in rows[0][8]
    assert rows[0][9:] == ["", "", "金额"]


def test_what_cannot_be_checked_has_null_sides(published: EditionVersion, client: Client) -> None:
    CheckResult.objects.create(
        version=published,
        position=10_000,
        code="between.x",
        kind="between",
        kept={"title": "无法核对"},
        verdict="unknown",
    )
    found = checks_of(client, "?verdict=unknown&kind=between")
    assert [(c["left"], c["right"], c["difference"], c["places"]) for c in found] == [(None, None, None, [])]
    assert found[0]["kind"] == "between"
