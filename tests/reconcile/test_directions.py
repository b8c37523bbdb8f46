"""More or less: a reason that says the contrary, and amounts that move the other way."""

import pytest

from budgets.form.terms import Verdict
from tests.reconcile.planting import SHORT, TEXT, altered, checks_of, names, new_findings
from tests.reconcile.test_narrative import SHORT_RICH

HOUSING = "比2024年预算执行数持平。"


def _reasoned(reason: str, change: str = "比2024年预算执行数持平") -> str:
    return altered(HOUSING, f"{change}。主要原因是：{reason}。", SHORT_RICH)


@pytest.mark.parametrize(
    ("change", "reason", "verdict"),
    [
        ("比2024年预算执行数减少2.98%", "住房公积金等经费增加", None),  # of other things, too
        ("比2024年预算执行数减少2.98%", "住房保障支出增加", Verdict.DIFFERS),
        ("比2024年预算执行数减少2.98%", "住房保障支出经费减少", Verdict.EQUAL),
        ("比2024年预算执行数增加2.98%", "住房保障支出减少", Verdict.DIFFERS),
        ("比2024年预算执行数持平", "住房保障支出增加", Verdict.DIFFERS),
        ("比2024年预算执行数持平", "住房保障支出保持不变", Verdict.EQUAL),
        ("比2024年预算执行数减少2.98%", "人员增加", None),
        ("比2024年预算执行数减少2.98%", "上年购房补贴增加", None),
        ("比2024年预算执行数减少2.98%", "项目调整", None),
    ],
)
def test_a_reason_that_only_names_the_thing(change: str, reason: str, verdict: Verdict | None) -> None:
    check = checks_of(_reasoned(reason, change)).get("narrative.reason.221")
    assert (check and check.verdict) == verdict
    if check is not None:
        assert check.places[-1].text == reason


@pytest.mark.parametrize("new", ["减少的主要原因", "下降的主要原因", "减少的原因"])
def test_the_reason_of_the_whole_goes_the_same_way(new: str) -> None:
    wrong = altered("财政拨款收入支出增加的主要原因", f"财政拨款收入支出{new}")
    found = new_findings(TEXT, wrong)
    assert [c.code for c in found.values()] == ["narrative.reason.fiscal"]
    assert names(found["narrative.reason.fiscal"], 86, new)


@pytest.mark.parametrize(
    ("words", "verdicts"),
    [
        ("经费由90万元增加到100万元。", [Verdict.EQUAL]),
        ("经费由100万元增加到90万元。", [Verdict.DIFFERS]),
        ("经费从2024年的90万元减少至100万元。", [Verdict.DIFFERS]),
        ("经费从90万元提高为90万元。", [Verdict.DIFFERS]),
        ("由于预算90万元，增加100万元。", []),
        ("由90万元增加10万元。", []),
    ],
)
def test_from_and_to(words: str, verdicts: list[Verdict]) -> None:
    checks = checks_of(altered("重点任务的落实落地。", f"重点任务的落实落地。{words}", SHORT)).values()
    assert [c.verdict for c in checks if c.code.startswith("narrative.move.")] == verdicts
