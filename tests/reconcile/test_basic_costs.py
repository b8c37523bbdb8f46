"""Personnel and running costs of a unit: in table 1 as in table 8, as far as all of it is in table 8."""

from budgets.form.terms import Verdict
from tests.documents import DOCUMENTS, needs_documents, said
from tests.reconcile.planting import altered, checks_of

pytestmark = needs_documents
CODES = ("between.costs.personnel", "between.costs.running")


def of_unit() -> str:
    return (DOCUMENTS / "putuo-fuban-2025-danwei.txt").read_text(encoding="utf-8")


def verdicts(text: str) -> list[Verdict]:
    return [checks_of(text)[code].verdict for code in CODES]


def test_both_agree_in_the_document() -> None:
    personnel = checks_of(of_unit())[CODES[0]]
    assert verdicts(of_unit()) == [Verdict.EQUAL, Verdict.EQUAL]
    assert [(place.table, place.text) for place in personnel.places] == [
        (1, "22,473,997.81"),
        (8, "22,473,997.81"),
    ]


def test_what_moved_from_one_to_the_other_is_one_finding() -> None:
    # 10,000 more as running costs in table 1: 22,473,997.81 - 10,000 and 2,132,777.54 + 10,000
    moved = altered(
        "91,016,775.35\t22,473,997.81\t2,132,777.54", "91,016,775.35\t22,463,997.81\t2,142,777.54", of_unit()
    )
    (check,) = (check for code, check in checks_of(moved).items() if code.startswith("between.costs."))
    assert check.verdict is Verdict.DIFFERS
    assert said(check) == "表1 与表8 合计的人员经费、公用经费不同：一处多出的正是另一处少的"
    assert [place.text for place in check.places] == [
        "22,463,997.81",
        "22,473,997.81",
        "2,142,777.54",
        "2,132,777.54",
    ]


def with_more_in_table_1(personnel: str, running: str, basic: str) -> str:
    """The unit spends more than the general public budget pays: 24,606,775.35 is that part."""
    text = altered(
        "91,016,775.35\t22,473,997.81\t2,132,777.54", f"91,016,775.35\t{personnel}\t{running}", of_unit()
    )
    head, title, rest = text.rpartition("2025年预算单位支出预算总表")
    assert rest.count("\t24,606,775.35\t66,410,000.00") == 2  # of tables 3 and 5
    return head + title + rest.replace("\t24,606,775.35\t", f"\t{basic}\t", 1)


def test_other_money_may_pay_for_more() -> None:
    # 22,474,997.81 + 2,132,777.54 = 24,607,775.35, 1,000 more than table 8
    more = with_more_in_table_1("22,474,997.81", "2,132,777.54", "24,607,775.35")
    assert verdicts(more) == [Verdict.EQUAL, Verdict.EQUAL]


def test_table_1_never_has_less() -> None:
    # 1,000 more in all, but of personnel 1 less
    less = with_more_in_table_1("22,473,996.81", "2,133,778.54", "24,607,775.35")
    assert verdicts(less) == [Verdict.DIFFERS, Verdict.EQUAL]


def test_a_department_prints_no_such_columns() -> None:
    department = (DOCUMENTS / "putuo-fuban-2025-bumen.txt").read_text(encoding="utf-8")
    assert not set(CODES) & set(checks_of(department))
