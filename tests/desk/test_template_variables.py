"""Every variable of a template is there, on the desk's own pages too."""

from django.test import Client
from django.urls import reverse

from budgets.models import EditionVersion
from tests.missing_variables import collected

# What a template may ask for in vain, always in a condition.
OPTIONAL = {
    "result": "a check that was not made yet has none",
    "NoneType.is_correction": "the first draft of an edition has nothing to be compared with",
}


def test_no_page_about_a_draft_asks_for_a_variable_in_vain(draft: EditionVersion, publisher: Client) -> None:
    general = [reverse(f"desk:{name}") for name in ("home", "check", "upload")]
    own = [reverse(f"desk:{name}", args=[draft.pk]) for name in ("draft", "sheet")]
    with collected() as missing:
        for address in (*general, *own):
            assert publisher.get(address).status_code == 200
    assert missing.keys() == OPTIONAL.keys()


def test_no_page_of_an_edition_asks_for_a_variable_in_vain(
    published: EditionVersion, publisher: Client
) -> None:
    page = reverse("desk:edition", args=[published.edition_id])
    with collected() as missing:
        assert publisher.get(page).status_code == 200
        withdraw = reverse("desk:withdraw", args=[published.edition_id])
        publisher.post(withdraw, {"reason": "误公开"})
        assert "撤回的原因" in publisher.get(page).text
    assert missing == {}
