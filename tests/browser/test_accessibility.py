"""axe on every kind of page in both languages: no violation, on a phone and a wide screen, light and dark, all open."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.kinds import KINDS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("kind", list(KINDS))
def test_no_violation(page: Page, seen, kind: str, language: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(language + KINDS[kind])
    # What is folded away must be as good as what is seen.
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    found = []
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.wait_for_timeout(150)  # links fade from one colour to the other
            for violation in Axe().run(page).response["violations"]:
                nodes = [node["html"][:160] for node in violation["nodes"][:3]]
                found.append((width, scheme, violation["id"], nodes))
    seen.console[:] = [line for line in seen.console if "404" not in line]  # the page that is not there
    assert found == []
