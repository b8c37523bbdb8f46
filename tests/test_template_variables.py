"""Every variable of a template is there, on every kind of public page of the bundled edition."""

import pytest
from django.template import Context, Template
from django.test import Client

from budgets.models import EditionVersion
from tests.browser.kinds import KINDS, MORE
from tests.missing_variables import collected

# What a template may ask for in vain, always in a condition.
OPTIONAL = {
    "chart": "less than two editions are no comparison and have no chart",
    "comparison": "the same",
    "hint": "given where a chart is included that can be touched",
    "scope_problem": "given where the scope that was asked for is unknown",
    "with_form": "given for the first of two rows of page turns",
    "list.1": "the second download of a page",
    "AmountInput.several": "only a field of choices has boxes",
    "DayInput.several": "only a field of choices has boxes",
    "TextField.several": "only a field of choices has boxes",
}


@pytest.mark.long
def test_no_page_asks_for_a_variable_in_vain(published: EditionVersion, client: Client) -> None:
    with collected() as missing:
        for kind, address in (KINDS | MORE).items():
            assert client.get(address).status_code == (404 if kind == "not-found" else 200)
    assert {name: pages for name, pages in missing.items() if name not in OPTIONAL} == {}
    assert missing.keys() == OPTIONAL.keys()


def test_a_variable_that_is_not_there_is_found() -> None:
    with collected() as missing:
        template = Template("{{ here }}{{ gone }}{% for each in here.parts %}{% endfor %}", name="some page")
        template.render(Context({"here": "甲"}))
    assert missing == {"gone": {"some page"}, "str.parts": {"some page"}}
