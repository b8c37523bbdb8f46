"""The sentences of the page that shows the document: what is marked on it, and how to cite one printed figure."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.words.official import marked, with_gloss
from budgets.words.sentences import clauses, filled, paragraph


@dataclass(frozen=True)
class NamedCell:
    """A cell of an official table: its row with code and name, its column, "" where a row is a single cell."""

    table: int
    title: str
    side: str  # in the language of the page, "" where the table has one side
    row: str
    column: str


@dataclass(frozen=True)
class PrintedAmount:
    """What a cell prints: the digits, their unit and whose money it is, the latter two as the form says them."""

    digits: str
    unit: str
    scope: str


def page_title(body: str, year: int, number: int, *, pages: int, amount: PrintedAmount | None) -> SafeString:
    """What a page of the document is called in a list of pages; with a figure that figure first."""
    values = {"body": body, "year": year, "n": number}
    sentence = (
        _("%(body)s %(year)s 年预算原文，第 %(n)s 页") if pages > 1 else _("%(body)s %(year)s 年预算原文")
    )
    document = filled(sentence, **values)
    return clauses([f"{amount.digits} {amount.unit}", document]) if amount else document


def figure_here(cell: NamedCell, amount: PrintedAmount, place: str, *, marked_below: bool) -> SafeString:
    """What the document prints in a cell, and where."""
    values = {
        "table": _table(cell, side=True),
        "row": marked(cell.row),
        "column": marked(cell.column),
        "amount": filled("%(digits)s %(unit)s", digits=marked(amount.digits), unit=_(amount.unit)),
        "scope": _(amount.scope),
    }
    sentence = (
        _("%(table)s“%(row)s”一行、“%(column)s”一栏，原文印的是 <b>%(amount)s</b>，资金口径：%(scope)s。")
        if cell.column
        else _("%(table)s“%(row)s”一行，原文印的是 <b>%(amount)s</b>，资金口径：%(scope)s。")
    )
    where = _("印在%(place)s，已在下面标出。") if marked_below else _("印在%(place)s。")
    return paragraph(filled(sentence, **values), filled(where, place=place))


def _table(cell: NamedCell, *, side: bool = False) -> SafeString:
    values = {"n": cell.table, "title": marked(cell.title)}
    if side and cell.side:
        return filled(_("表%(n)s《%(title)s》%(side)s"), side=cell.side, **values)
    return filled(_("表%(n)s《%(title)s》"), **values)


def _row(side: str, row: str | SafeString) -> SafeString:
    return filled(_("%(side)s%(row)s"), side=side, row=row) if side else filled("%(row)s", row=row)


def cited_figure(
    cell: NamedCell, amount: PrintedAmount, *, body: str, edition: str, place: str, version: str, address: str
) -> SafeString:
    """How to cite one printed figure; `version` says which version of ours it is."""
    column = [with_gloss(cell.column)] if cell.column else []
    named = [with_gloss(body), edition, _table(cell), _row(cell.side, with_gloss(cell.row)), *column]
    return filled(
        _("%(cell)s：%(digits)s %(unit)s（资金口径：%(scope)s；原文%(place)s）。%(version)s。%(address)s"),
        cell=clauses(named),
        digits=marked(amount.digits),
        unit=_(amount.unit),
        scope=_(amount.scope),
        place=place,
        version=version,
        address=address,
    )


def cell_name(cell: NamedCell) -> SafeString:
    """A cell in short: table, row and column."""
    number = _("表%(n)s") % {"n": cell.table}
    return clauses([number, _row(cell.side, cell.row), *([cell.column] if cell.column else [])])


def picture_of(number: int, *, boxed: bool, digits: str = "", cell: NamedCell | None = None) -> SafeString:
    """What the picture of a page is, for those who do not see it: with the box around a figure or around words."""
    if not boxed:
        return filled(_("第 %(n)s 页的图像"), n=number)
    if cell is None:
        return filled(_("第 %(n)s 页的图像，框出的是链接指向的文字"), n=number)
    sentence = _("第 %(n)s 页的图像，框出的是 %(text)s，%(cell)s")
    return filled(sentence, n=number, text=digits, cell=cell_name(cell))


def words_here(number: int, *, boxed: bool) -> str:
    """That the words which a link leads to are marked."""
    if boxed:
        return _("链接指向第 %(n)s 页上的一处文字，已在下面的图像上框出。") % {"n": number}
    return _("链接指向的地方已在下面标出。")


def hidden(table: int, row: int, column: int) -> str:
    """That the file hides a row, or a cell of it (`column` is then not 0): the page does not show it."""
    if column:
        sentence = _(
            "第%(table)s张表第%(row)s行第%(column)s列在文件里是隐藏的，这里不显示；已标出它所在的一行。"
        )
        return sentence % {"table": table, "row": row, "column": column}
    return _("第%(table)s张表第%(row)s行在文件里是隐藏的，这里不显示。") % {"table": table, "row": row}


def document(*, pages: bool) -> str:
    """What the page shows."""
    if pages:
        return _("发布单位公开的文件，一页一页照原样；图像下面是同一页可以选取的文字。")
    return _("发布单位公开的文件，照原文，一字未改；每一行都有自己的地址。")
