"""The table of the bodies, each with its latest edition."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.form.amounts import Unit
from budgets.form.counted import Counted
from budgets.listing.table import MINUS, LeanColumn, LeanRow, LeanTable, SortLink, TableCell, amount
from budgets.models import EditionVersion
from budgets.pages.editions import AnnotatedVersion
from budgets.pages.years.read import fiscal_may_be_unread, total_may_be_unread
from budgets.words.money import format_speakable
from budgets.words.sentences import paragraph_plainly
from budgets.words.unread import blank_in_list
from budgets.words.unread import cell as not_read
from budgets.words.versions import found as found_in

Address = Callable[[EditionVersion], str]


def body_table(
    versions: Iterable[AnnotatedVersion],
    checks: Mapping[int, Counted],
    body_page: Address,
    edition_page: Address,
    sort_link: SortLink,
) -> LeanTable:
    """Each body with its latest edition; `versions` are as `latest_versions` in read.py gives them.

    `checks` are the numbers of their checks, by primary key.
    """
    titles = {"total": _("全部资金"), "fiscal": _("财政拨款")}
    columns = [
        ("name", LeanColumn(_("单位"), sort="name")),
        ("tier", LeanColumn(_("层级"))),
        ("year", LeanColumn(_("最近的预算"), sort="year")),
        ("total", LeanColumn(titles["total"], note=_("支出合计"), css="num", sort="total")),
        ("fiscal", LeanColumn(titles["fiscal"], note=_("收入合计中"), css="num")),
    ]
    versions = list(versions)
    unread = {v.pk: (total_may_be_unread(v), fiscal_may_be_unread(v)) for v in versions}
    rows = [
        LeanRow(
            f"body-{version.edition.body.slug}",
            "",
            (
                TableCell(version.name, "name", href=body_page(version), note=_editions(version), head=True),
                TableCell(_(version.tier) if version.tier else ""),
                TableCell(
                    _edition_name(version),
                    "stacked",
                    href=edition_page(version),
                    note=found_in(checks.get(version.pk, Counted()).themes),
                ),
                _spoken(version.total, _("支出合计（全部资金）"), unread=unread[version.pk][0]),
                _spoken(version.fiscal, _("收入中的财政拨款"), unread=unread[version.pk][1]),
            ),
        )
        for version in versions
    ]
    caption = paragraph_plainly(
        _("空白表示原文没有印出。全部资金与财政拨款是两种口径，不能相加。"),
        blank_in_list() if any(any(pair) for pair in unread.values()) else "",
    )
    return LeanTable(columns, rows, caption=caption, label=_("各单位"), sort_link=sort_link, fold=True)


def _editions(version: AnnotatedVersion) -> str:
    return _("共 %(n)s 份预算") % {"n": version.editions} if version.editions > 1 else ""


def _edition_name(version: AnnotatedVersion) -> str:
    words = {"year": version.year, "kind": version.edition.get_kind_display()}
    return _("%(year)s年%(kind)s") % words


def _spoken(yuan: Decimal | None, label: str, *, unread: bool) -> TableCell:
    """The amount as people say it, with the exact amount under it; blank for None, unless it may be unread."""
    if unread:
        return TableCell(not_read(), "num stacked muted", label=label)
    if yuan is None:
        return TableCell("", "num stacked")
    exact = _("%(yuan)s 元") % {"yuan": amount(yuan, Unit.YUAN)}
    return TableCell(format_speakable(yuan).replace("-", MINUS), "num stacked", note=exact, label=label)
