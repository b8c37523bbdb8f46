"""实施主体对应: an administrator says which listed unit carries a project out."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from budgets import access, actions
from budgets.desk.pages import actor, desk_page
from budgets.desk.read import live_version
from budgets.models import BudgetUnit, Edition, ImplementerConfirmation

Decision = ImplementerConfirmation.Decision


@desk_page(access.PUBLISH)
def confirm(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Write one decision about a statement of the live version; `choice` is a unit's number, none or back."""
    edition = get_object_or_404(Edition, pk=pk)
    live = live_version(edition)
    if request.method != "POST" or live is None:
        return redirect("desk:edition", edition.pk)
    number = request.POST.get("statement", "")
    statement = live.projectstatements.filter(number=number).first() if _is_number(number) else None
    if statement is None:
        raise Http404
    choice = request.POST.get("choice", "")
    decision = {"none": Decision.NONE, "back": Decision.TAKEN_BACK}.get(choice, Decision.UNIT)
    unit = next(
        (u for u in BudgetUnit.objects.filter(version=live).order_by("number") if str(u.number) == choice),
        None,
    )
    try:
        made = actions.confirm_implementer(statement, decision, unit, actor(request))
    except actions.ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("实施主体的确认已保存。") if made else _("确认没有改动。"))
    return redirect("desk:edition", edition.pk)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
