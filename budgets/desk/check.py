"""预检: read and check a document that is not published yet. Nothing is stored or logged."""

from django.http import HttpRequest, HttpResponseBase
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets import access
from budgets.desk.forms import CheckForm
from budgets.desk.pages import desk_page, render_desk
from budgets.desk.reading import read_form, say_why
from budgets.importing import compared_with_stored
from budgets.pages.precheck.document import CheckedDocument
from budgets.pages.precheck.html import checked_html
from budgets.pages.precheck.read import checked_report
from budgets.readers.document import UnreadableDocument
from budgets.words import desk as words


@desk_page(access.UPLOAD)
def check(request: HttpRequest) -> HttpResponseBase:
    """Choose a file, see recognition, issues and checks."""
    if request.method != "POST":
        return render_desk(request, "desk/check.html", {"form": CheckForm()})
    form = CheckForm(request.POST, request.FILES)
    try:
        found = read_form(form) if form.is_valid() else None
    except UnreadableDocument as refusal:
        say_why(form, refusal)
        found = None
    if found is None:
        return render_desk(request, "desk/check.html", {"form": form}, status=422)
    budget, content = found
    document = checked_report(compared_with_stored(budget), len(content))
    context = {
        "form": CheckForm(),
        "result": _result(document),
        "result_kind": "warning" if _is_worrying(document) else "success",
        "checked": checked_html(document),
    }
    return render_desk(request, "desk/check.html", context)


def _is_worrying(document: CheckedDocument) -> bool:
    return bool(document.differs or document.missing or document.to_acknowledge or document.unread)


def _result(document: CheckedDocument) -> SafeString:
    """What was found, in a sentence."""
    if document.clean:
        return words.clean(document.title, _(document.form.words))
    return words.to_look_at(
        document.title,
        missing=len(document.missing),
        differs=document.themes,
        signs=document.personal,
        hidden=document.to_acknowledge,
        unread=len(document.unread or ()),
        noticed=document.to_notice,
        unexplained=len(document.unexplained),
    )
