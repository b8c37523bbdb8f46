"""The key of an answer covers all that the answer is made of: which bodies an address reads, and what it knows.

Every public address of a site with two bodies, as they are collected for the hostile requests of `make harden`.
"""

from urllib.parse import quote

import pytest

from bench.harden import MORE
from budgets.actions import OPERATOR, withdraw
from budgets.kept.asked import scope_of
from budgets.models import SITE, EditionVersion
from budgets.pages.data.package import prepare
from tests.browser import kinds
from tests.pages.bodies import expenditure_table, publish_edition
from tests.trials import trials

OTHER = "上海市某区民政局"
EVERY = sorted({quote(a, safe="/?&=%.") for a in (*kinds.KINDS.values(), *kinds.MORE.values(), *MORE)})
ADDRESSES = EVERY[:: trials(3, 1)]
OF_A_BODY = [a for a in ADDRESSES if scope_of(a.partition("?")[0]) != SITE]


@pytest.fixture
def other(published: EditionVersion, report) -> EditionVersion:
    prepare(published)  # as a publication does: pages show the size of the package
    return publish_edition(report, OTHER, 2025, expenditure_table({"208": ("社会保障", 500)}), slug="mzj")


@pytest.mark.long
def test_what_happens_to_another_body_changes_no_page_of_a_body(published, other, site, report):
    before = {address: site.get(address, computed=True) for address in OF_A_BODY}
    assert sum(answer.status == 200 for answer in before.values()) > trials(30, 100)
    across = site.get("/", computed=True).body
    publish_edition(report, OTHER, 2026, expenditure_table({"208": ("社会保障", 600)}))
    withdraw(other.edition, "误", OPERATOR)
    assert site.get("/", computed=True).body != across
    after = {address: site.get(address, computed=True) for address in OF_A_BODY}
    assert [
        a for a in OF_A_BODY if after[a].status != before[a].status or after[a].body != before[a].body
    ] == []


@pytest.mark.long
def test_a_kept_answer_is_the_computed_one_at_every_public_address(published, other, site):
    """Twice: as it is made for the reader, and as it comes from what is kept."""
    differ = []
    for address in ADDRESSES:
        computed = site.get(address, computed=True)
        for _ in range(2):
            given = site.get(address)
            if (given.status, given.body) != (computed.status, computed.body):
                differ.append(address)
    assert differ == []
