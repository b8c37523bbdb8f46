"""A small document as text: cover, title and headings of table 3, and its reading."""

from budgets.parsing import parse_report
from budgets.parsing.records import BudgetReport
from budgets.readers.text import read_text

COVER = "某市2026年市级部门预算\n\n预算主管部门：某局\n\n"
TITLE = "2026年部门支出预算总表\n\n编制部门：某局 单位：元\n\n"
HEADER = "项目\t\t\t\t支出预算\t\t\n功能分类科目编码\t\t\t功能分类科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t\n"


def report_of(text: str) -> BudgetReport:
    """What is read of a text under the cover."""
    return parse_report(read_text((COVER + text).encode(), "x.txt"))
