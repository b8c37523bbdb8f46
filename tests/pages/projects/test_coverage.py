"""What six other documents publish of their projects. Every number is typed from the document."""

from decimal import Decimal

import pytest

from budgets.actions import create_draft
from budgets.models import EditionVersion
from budgets.pages.projects.coverage import project_coverage
from budgets.pages.projects.read import explained
from tests.documents import DOCUMENTS, budget_of, needs_documents

pytestmark = [pytest.mark.django_db, needs_documents]

FORMS = (
    "新建万里街道社区公共服务中心",
    "就业援助基地补贴",
    "社区环境整治和建设经费",
    "各类工作经费",
    "公共服务设施运行经费",
)
# file: projects with targets and their money in 万元; statements; forms; targets elsewhere; and in words.
EXPECTED = {
    "sh-czj-2025-danwei.txt": ((12, "4222.51"), 0, (), 0, 0),
    "putuo-fuban-2025-danwei.txt": ((11, "6626"), 0, (), 0, 0),
    "putuo-fuban-2025-bumen.txt": ((11, "6626"), 1, (), 1, 0),
    "putuo-wanli-2023-bumen.txt": ((5, "3328.13"), 1, FORMS, 0, 1),
    "putuo-wanli-2023-bumen.pdf": ((5, "3328.13"), 1, FORMS, 0, 1),
    "putuo-wanli-2024-bumen.txt": ((50, "5634.81"), 1, (), 0, 1),
    "putuo-wanli-2025-bumen.txt": ((49, "8825.98"), 1, (), 0, 1),
}
# The one statement in yuan (sum of its quarters), table 5's project expenditure, and their share in per cent.
MONEY = {
    "putuo-wanli-2023-bumen.txt": ("4100000", "65572343", "6.25"),
    "putuo-wanli-2024-bumen.txt": ("6322000", "56505103", "11.19"),
    "putuo-wanli-2025-bumen.txt": ("600000", "88425805", "0.68"),
}


def stored(name: str) -> EditionVersion:
    content = (DOCUMENTS / name).read_bytes()
    budget = budget_of(DOCUMENTS / name)
    return create_draft(budget.report, budget.checks, content, "body")


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.long
def test_what_is_published_of_the_projects(name: str) -> None:
    (projects, money), statements, forms, elsewhere, worded = EXPECTED[name]
    found = project_coverage(stored(name))
    assert found.projects and found.projects.value == projects
    assert found.amount and found.amount.value == Decimal(money) * 10000
    assert (found.statements, found.forms) == (statements, forms)
    assert (len(found.elsewhere), found.worded, found.silent) == (elsewhere, worded, 0)
    assert found.without_statement == projects - statements
    assert found.without_form == projects - len(forms)


@pytest.mark.parametrize("name", MONEY)
@pytest.mark.long
def test_how_much_of_project_expenditure_the_statement_explains(name: str) -> None:
    amount, table_5, share = (Decimal(number) for number in MONEY[name])
    found = explained(stored(name))
    assert (found.count, found.fiscal_count, found.unnamed_count) == (1, 0, 1)  # no source is named
    assert found.unnamed == found.without_self_raised == amount
    assert [(f.table_number, f.yuan) for f in found.fiscal_figures] == [(5, table_5)]
    assert found.share_of_fiscal == share


def test_a_statement_without_an_amount_explains_nothing() -> None:
    """结合区政府重点工作推进情况，根据合同条款，按时拨付资金。"""
    found = explained(stored("putuo-fuban-2025-bumen.txt"))
    assert found.count == 0
    assert found.fiscal_project == Decimal("66410000")
