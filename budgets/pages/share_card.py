"""A picture of one amount to share, with scope, source and address; the browser draws it."""

from decimal import Decimal
from urllib.parse import unquote

from django.http import HttpRequest
from django.utils.translation import gettext as _

from budgets.form.amounts import Unit, format_amount
from budgets.models import EditionVersion
from budgets.words.money import format_speakable


def share_card(
    request: HttpRequest,
    version: EditionVersion,
    title: str,
    yuan: Decimal | None,
    scope: str,
    part: str = "",
) -> dict[str, str] | None:
    """The words on a page's card; None without an amount. `part` names the part of the edition in the file name."""
    if yuan is None:
        return None
    body = version.edition.body
    words = {"body": body.name, "title": version.title, "n": version.number or 0}
    return {
        "site": _("预算公开"),
        "title": title,
        "amount": format_speakable(yuan),
        "exact": _("%(yuan)s 元") % {"yuan": format_amount(yuan, Unit.YUAN)},
        "scope": _("资金口径：%(scope)s") % {"scope": scope},
        "source": _("来源：%(body)s《%(title)s》，第 %(n)s 版") % words,
        "address": unquote(request.build_absolute_uri(request.get_full_path())).partition("://")[2],
        "file_name": f"{body.slug}-{version.edition.segment}-{part}".strip("-"),
    }
