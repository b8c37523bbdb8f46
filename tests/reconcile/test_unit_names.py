"""Names of bodies and units: the body above every table, and names that are one sign off."""

import pytest

from budgets.form.terms import Verdict
from tests.reconcile.planting import TEXT, checks_of, names, new_findings, plant


def test_the_bundled_document_names_one_body_above_all_tables() -> None:
    checks = checks_of(TEXT)
    assert {checks[f"form.preparer.t{n}"].verdict for n in range(1, 10)} == {Verdict.EQUAL}


def test_a_former_name_is_one_sign_off() -> None:
    # 上海市科技创业中心 is the implementer of statement 9; listed is 5. 上海市科技创新中心.
    check = checks_of(TEXT)["text.unit-name.s9.overview.1"]
    assert check.verdict is Verdict.UNKNOWN
    assert [(p.line, p.text) for p in check.places] == [
        (763, "上海市科技创业中心"),
        (777, "上海市科技创业中心"),
        (777, "上海市科技创业中心"),
        (785, "上海市科技创业中心"),
        (38, "上海市科技创新中心"),
    ]


@pytest.mark.parametrize(
    ("line", "old", "new"),
    [
        (98, "上海市科学技术委员会", "上海市科技学术委员会"),
        (5, "上海市科学技术委员会", "上海市科学术委员会"),
        (82, "上海市科学技术委员会", "上海市科学技木委员会"),
        (26, "上海市科学技术委员会", "上海市科学技术委员委会"),
        (1495, "中共上海市科学技术工作委员会", "中共上海市科学技术公作委员会"),
    ],
)
@pytest.mark.long
def test_a_misspelt_name_is_found(line: int, old: str, new: str) -> None:
    found = new_findings(TEXT, plant(line, old, new)).values()
    assert found
    assert [c.code for c in found if not names(c, line, new)] == []


@pytest.mark.parametrize(
    ("line", "old", "new"),
    [
        (
            1495,
            "中共上海市科学技术工作委员会",
            "中共上海科学技术工作委员会",
        ),  # without 市 it is a shorter name
        (1495, "中共上海市科学技术工作委员会", "上海市科学技术协会"),
        (1495, "中共上海市科学技术工作委员会", "上海市科学技术工作委员会"),
    ],
)
def test_another_or_a_shorter_name_is_no_slip(line: int, old: str, new: str) -> None:
    found = new_findings(TEXT, plant(line, old, new)).values()
    assert [c.code for c in found if c.code.startswith("text.unit-name")] == []
