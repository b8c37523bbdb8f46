"""Writes docs/manual.md, the clerk's manual, and its pictures: `make pictures`.

The words are those that the desk shows beside each step (templates/desk/manual/); the pictures are taken
from a site that is set up here with the bundled edition, so that both can be made again after any change.
"""

import os
import re
import shutil
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
MANUAL = TOP / "docs" / "manual.md"
PICTURES = TOP / "docs" / "images" / "manual"
# Each part of the manual with the pictures that show it.
PARTS = {
    "check": ("check.png",),
    "upload": ("upload.png",),
    "preview": ("draft.png", "changes.png", "public.png", "sheet.png"),
    "publish": ("publish.png",),
    "explain": ("explain.png",),
    "correct": ("edition.png",),
    "withdraw": ("withdraw.png",),
    "accounts": ("accounts.png",),
}
ONE_DIGIT = ("\n1,188.26\t", "\n1,198.26\t")  # the “三公” total of the bundled document, and a misprint of it


def manual_markdown() -> str:
    """The manual as Markdown; needs Django to be set up."""
    from django.template.loader import render_to_string

    from budgets.words.desk import form_words

    html = render_to_string("desk/manual/_all.html", {"form_words": form_words()})
    parts = re.findall(r'<h2 id="([a-z]+)">(.*?)</h2>(.*?)(?=<h2|\Z)', html, re.S)
    assert [name for name, *_ in parts] == list(PARTS), "the manual has other parts than PARTS"
    return "# 操作手册\n\n写给在本站公开预算的财务人员。\n" + "".join(_part(*part) for part in parts)


def _part(name: str, title: str, html: str) -> str:
    words = re.sub(r"</?ol>\n?", "\n", html)
    words = re.sub(r"<li>\s*(.*?)\s*</li>", r"1. \1", words)
    words = re.sub(r"<p>(.*?)</p>", r"\n\1\n", words)
    assert "<" not in words, f"{name}: a tag that the manual does not know"
    pictures = "".join(f"\n![{title}](images/manual/{file})\n" for file in PARTS[name])
    return f"\n## {title}\n\n" + re.sub(r"\n{3,}", "\n\n", words).strip() + "\n" + pictures


def take_pictures() -> None:
    """Walk through the desk as the manual does, and keep what the pages look like."""
    from playwright.sync_api import sync_playwright

    from tests.live_site import prepared, running

    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "site"
        path.mkdir()
        (path / "更正.txt").write_text(_sample().replace(*ONE_DIGIT))
        ready = prepared(Path(folder) / "prepared")
        with running(path, f"sqlite:///{path}/db.sqlite3", ready) as site, sync_playwright() as playwright:
            site.add_accounts(clerk="录入员", publisher="发布员", admin="管理员")
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM")
                or shutil.which("chromium-headless-shell")
                or "/usr/bin/chromium",
                args=["--no-sandbox"],
            )
            _walk(browser, site.url, path)
            browser.close()


def _sample() -> str:
    return (TOP / "budgets" / "sample" / "shanghai-stc-2025.txt").read_text()


def _walk(browser, url: str, folder: Path) -> None:  # type: ignore[no-untyped-def]
    def enter(name: str):  # type: ignore[no-untyped-def]
        from tests.live_site import PASSWORD

        context = browser.new_context(base_url=url, viewport={"width": 1100, "height": 760}, locale="zh-CN")
        page = context.new_page()
        page.goto("/admin/login/?next=/admin/")
        page.fill("[name=username]", name)
        page.fill("[name=password]", PASSWORD)
        page.click("[type=submit]")
        return page

    def shoot(page, name: str, at: str = "") -> None:  # type: ignore[no-untyped-def]
        if at:
            page.locator(at).first.scroll_into_view_if_needed()
            page.evaluate("at => document.querySelector(at).scrollIntoView()", at)
        page.screenshot(path=PICTURES / name)

    def send(page) -> None:  # type: ignore[no-untyped-def]
        page.set_input_files("[name=file]", folder / "更正.txt")
        with page.expect_navigation():
            page.click("form[data-upload] button[type=submit]")

    clerk, publisher, admin = enter("clerk"), enter("publisher"), enter("admin")
    clerk.goto("/admin/check/")
    send(clerk)
    shoot(clerk, "check.png")
    clerk.goto("/admin/upload/")
    shoot(clerk, "upload.png")
    send(clerk)
    draft = clerk.url
    shoot(clerk, "draft.png")
    shoot(clerk, "changes.png", "section[aria-labelledby=changes]")
    clerk.click("text=看公开页面的样子")
    shoot(clerk, "public.png")
    clerk.goto(draft)
    clerk.click("text=打印发布核对单")
    shoot(clerk, "sheet.png")
    publisher.goto(draft)
    publisher.locator("details.explain summary").first.click()
    shoot(publisher, "explain.png", "section[aria-labelledby=findings]")
    publisher.fill("[name=reason]", "“三公”经费合计误印")
    publisher.check("[name=reviewed]")
    shoot(publisher, "publish.png", "section[aria-labelledby=publish]")
    with publisher.expect_navigation():
        publisher.click("#publish ~ form button[type=submit]")
    publisher.click("text=撤销更正，恢复这一版")
    shoot(publisher, "edition.png")
    publisher.click("summary:has-text('撤回整份预算')")
    shoot(publisher, "withdraw.png", "section[aria-labelledby=versions]")
    admin.goto("/admin/auth/user/")
    shoot(admin, "accounts.png")


def main() -> None:
    """Write both."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    MANUAL.write_text(manual_markdown())
    take_pictures()


if __name__ == "__main__":
    main()
