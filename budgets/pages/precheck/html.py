"""A checked document as one piece of HTML.

The piece is the answer to a pre-check (预检), the middle of a draft's preview, and the file that
`check_budget --html` writes.
"""

from django.conf import settings
from django.template.loader import render_to_string

from budgets.pages.precheck.document import CheckedDocument
from budgets.pages.precheck.shown import Explaining, shown

STYLES = ("budgets/css/site.css", "budgets/css/desk.css")


def checked_html(document: CheckedDocument, explaining: Explaining | None = None) -> str:
    """The piece of HTML for a page; with `explaining` the findings can be explained there."""
    return render_to_string("precheck/checked.html", shown(document, explaining))


def checked_file(document: CheckedDocument) -> str:
    """The piece of HTML as a page that opens from disk, with its style sheet inside."""
    styles = "\n".join((settings.BASE_DIR / "static" / name).read_text() for name in STYLES)
    return render_to_string(
        "precheck/checked_file.html", {"document": document, "styles": styles, "html": checked_html(document)}
    )
