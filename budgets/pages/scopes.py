"""The switch of scope 资金口径, all funds or fiscal appropriation alone, by `scope` in the query string."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from budgets.form.terms import Scope
from budgets.listing.paging import Choice
from budgets.pages import Context

SCOPES = (Scope.ALL_FUNDS, Scope.FISCAL)


def asked_scope(request: HttpRequest) -> Scope:
    """The scope that the address asks for; anything unknown is all funds."""
    asked = request.GET.get("scope", "").strip()
    return next((scope for scope in SCOPES if asked in (scope.word, scope.value)), Scope.ALL_FUNDS)


def scope_context(request: HttpRequest) -> Context:
    """For a page with the switch: the scope, the switch's links, the query for other links, any unknown word."""
    scope = asked_scope(request)
    asked = request.GET.get("scope", "")
    known = not asked or scope is not Scope.ALL_FUNDS or asked in ("all_funds", Scope.ALL_FUNDS.value)
    words = {"value": asked[:20], "scope": _(scope.value)}
    return {
        "scope": _(scope.value),
        "fiscal_only": scope is Scope.FISCAL,
        "scope_query": scope_query(scope),
        "scope_choices": [
            Choice(_(each.value), request.path + scope_query(each), each is scope) for each in SCOPES
        ],
        "scope_problem": "" if known else _("没有“%(value)s”这个资金口径，列出的是%(scope)s。") % words,
    }


def scope_query(scope: Scope) -> str:
    """The query string that keeps the scope in an address: ?scope=fiscal; "" for all funds."""
    return "" if scope is Scope.ALL_FUNDS else f"?scope={scope.word}"
