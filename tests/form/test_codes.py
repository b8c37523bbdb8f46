"""The classification: what is official, what was only seen, and what is not known."""

import pytest

from budgets.form.codes import CodeStanding, code_of, economic, functional, standing


@pytest.mark.parametrize(
    ("code", "name", "level", "parent", "sure"),
    [
        ("206", "科学技术支出", "类", "", CodeStanding.OBSERVED),
        ("202", "外交支出", "类", "", CodeStanding.PENDING),
        ("20508", "进修及培训", "款", "205", CodeStanding.OBSERVED),
        ("2050802", "干部教育", "项", "20508", CodeStanding.OBSERVED),
        ("301", "工资福利支出", "类", "", CodeStanding.OFFICIAL),
        ("30113", "住房公积金", "款", "301", CodeStanding.OFFICIAL),
    ],
)
def test_a_code_has_name_level_parent_and_standing(
    code: str, name: str, level: str, parent: str, sure: CodeStanding
) -> None:
    found = code_of(code)
    assert found is not None
    assert (found.name, found.level, found.parent, found.standing) == (name, level, parent, sure)
    assert standing(code) == sure


@pytest.mark.parametrize("code", ["2069998", "307", "30100", ""])
def test_a_code_in_no_list_is_unknown(code: str) -> None:
    assert code_of(code) is standing(code) is None


def test_the_two_classifications_share_no_code_and_every_parent_is_there() -> None:
    assert not functional().keys() & economic().keys()
    for codes in (functional(), economic()):
        assert {code.parent for code in codes.values()} - {""} <= codes.keys()
        assert all(code.code.startswith(code.parent) for code in codes.values())


def test_an_economic_name_is_official_and_a_functional_one_never() -> None:
    assert {code.standing for code in economic().values()} == {CodeStanding.OFFICIAL}
    assert {code.standing for code in functional().values()} == {CodeStanding.OBSERVED, CodeStanding.PENDING}
    assert len(economic()) == 65  # the lines of the form
