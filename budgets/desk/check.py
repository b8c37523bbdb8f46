"""预检: read and check a document that is not published yet. Nothing is stored or logged."""

from django.http import HttpRequest, HttpResponseBase

from budgets import access
from budgets.desk.forms import CheckForm
from budgets.desk.pages import desk_page, render_desk
from budgets.desk.reading import read_form, say_why
from budgets.pages.precheck.read import checked_html, checked_report
from budgets.readers.document import UnreadableDocument


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
    document = checked_report(budget, len(content))
    context = {"form": CheckForm(), "document": document, "checked": checked_html(document)}
    return render_desk(request, "desk/check.html", context)
