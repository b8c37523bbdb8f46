"""Pictures of every kind of public page into docs/images/pages/: `make pictures`.

Each as a phone and as a wide screen shows it, light and dark, from a site that is set up here with the bundled
edition. The first screenful only: what a reader meets.
"""

import io
import os
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).resolve().parent / "images" / "pages"
SCREENS = {"phone": (390, 844), "desktop": (1280, 860)}


def take(page: Page, name: str) -> None:
    """The page in all four ways, as WebP: a tenth of the size of PNG."""
    for screen, (width, height) in SCREENS.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.wait_for_timeout(700)
            picture = Image.open(io.BytesIO(page.screenshot()))
            picture.save(PICTURES / f"{name}-{screen}-{scheme}.webp", quality=72, method=6)


def main() -> None:
    """Take every picture anew."""
    from tests.browser.kinds import KINDS
    from tests.live_site import prepared, running

    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "site"
        ready = prepared(Path(folder) / "prepared")
        with running(path, f"sqlite:///{path}/db.sqlite3", ready) as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM")
                or shutil.which("chromium-headless-shell")
                or "/usr/bin/chromium",
                args=["--no-sandbox"],
            )
            page = browser.new_context(base_url=site.url, locale="zh-CN").new_page()
            for name, address in KINDS.items():
                page.goto(address)
                take(page, name)
            # Charts stand below the first screenful: each is brought into sight.
            for name in ("flow", "functions", "economic"):
                page.goto(KINDS["overview"])
                page.locator(f"#chart-{name}").scroll_into_view_if_needed()
                page.evaluate("id => document.getElementById(id).scrollIntoView()", f"chart-{name}")
                page.wait_for_selector(f"#chart-{name} .main-svg", state="attached")
                take(page, f"chart-{name}")
            browser.close()


if __name__ == "__main__":
    main()
