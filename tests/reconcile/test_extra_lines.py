"""Lines and columns that the form does not know must not make a consistent document look wrong."""

from budgets.form.terms import Verdict
from budgets.parsing import parse_report
from budgets.readers.text import read_text
from budgets.reconcile import run_checks
from tests.small_text import COVER

TABLE_1 = (
    "2026年部门财务收支预算总表\n\n单位：元\n\n项目\t预算数\t项目\t预算数\n"
    "一、财政拨款收入\t60\t一、教育支出\t70\n二、其他收入\t10\t\t\n"
    "本年收入合计\t70\t本年支出合计\t70\n上年结转\t5\t结转下年\t5\n收入总计\t75\t支出总计\t75\n\n"
)
TABLE_2 = (
    "2026年部门收入预算总表\n\n单位：元\n\n项目\t\t\t\t收入预算\t\t\t\n"
    "功能分类科目编码\t\t\t功能分类科目名称\t合计\t财政拨款收入\t其他收入\t上级补助收入\n类\t款\t项\t\t\t\t\t\n"
    "205\t\t\t教育支出\t70\t60\t7\t3\n合计\t\t\t\t70\t60\t7\t3\n"
)


def _verdicts(text: str) -> dict[str, Verdict]:
    return {c.code: c.verdict for c in run_checks(parse_report(read_text((COVER + text).encode(), "x.txt")))}


def test_a_sum_of_classes_is_no_class() -> None:
    verdicts = _verdicts(TABLE_1)
    assert [code for code, verdict in verdicts.items() if verdict is Verdict.DIFFERS] == []


def test_a_column_that_the_form_does_not_know_cannot_be_checked() -> None:
    verdicts = _verdicts(TABLE_2)
    assert verdicts["within.across.t2"] is Verdict.UNKNOWN
    assert [code for code, verdict in verdicts.items() if verdict is Verdict.DIFFERS] == []
