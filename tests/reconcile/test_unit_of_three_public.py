"""Table 9 in another unit than the notes say."""

import re

import pytest

from budgets.form.terms import Verdict
from tests.documents import said
from tests.reconcile.planting import TEXT, altered, checks_of

ROW = "1,188.26\t"  # the total of table 9 in 万元


def with_row(factor: int) -> str:
    """The bundled text, each amount of table 9 times a factor."""
    (row,) = re.findall(rf"(?m)^{re.escape(ROW)}.*$", TEXT)
    amounts = [f"{float(cell.replace(',', '')) * factor:.2f}" if cell else "" for cell in row.split("\t")]
    return altered(f"\n{row}\n", "\n" + "\t".join(amounts) + "\n")


def test_all_amounts_ten_thousand_times_those_of_the_notes() -> None:
    check = checks_of(with_row(10_000))["form.unit.t9"]
    assert check.verdict is Verdict.DIFFERS
    assert said(check) == "表9（单位：万元）与文字说明的“三公”经费（万元）相差一万倍，请核对表上的单位"
    assert [place.text for place in check.places] == ["11882600.00", "1,188.26万元", "单位：万元"]


@pytest.mark.parametrize("text", [TEXT, with_row(10), altered(f"\n{ROW}", "\n11,882,600\t")])
def test_another_slip_is_no_unit(text: str) -> None:
    """In the last only the total is ten thousand times the stated one: a slip in one cell, not the unit."""
    assert "form.unit.t9" not in checks_of(text)
