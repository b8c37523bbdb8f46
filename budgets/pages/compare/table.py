"""The table and the words of a comparison, of years of one body or of bodies in one year."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from budgets.form.amounts import Unit
from budgets.form.tables import Form
from budgets.form.terms import Level
from budgets.listing.table import LeanColumn, LeanRow, LeanTable, SortLink, TableCell, amount, signed
from budgets.models import EditionVersion, Figure
from budgets.pages.compare.read import ComparedLine, Comparison
from budgets.words.sentences import listed_apart_plainly, listed_plainly
from budgets.words.unread import cell as not_read
from budgets.words.unread import not_found

InSource = Callable[[EditionVersion, Figure], str]
_LEVELS = {level.value: level.word for level in Level}


def edition_label(version: EditionVersion, comparison: Comparison) -> str:
    """The name of a column: the year if all are of one body, else body and year; with the kind if kinds differ."""
    edition = version.edition
    year = _("%(year)s年") % {"year": edition.year}
    if comparison.same_body:
        return year
    kind = edition.get_kind_display() if comparison.kinds_differ else ""
    return _("%(body)s %(year)s%(kind)s") % {"body": edition.body.name, "year": year, "kind": kind}


def compared_table(
    comparison: Comparison, lines: Sequence[ComparedLine], sort_link: SortLink, in_source: InSource
) -> LeanTable:
    """A row for each line, a column for each edition, and what the last differs by from the one before."""
    coded = comparison.table.form is Form.CODED
    labels = [edition_label(version, comparison) for version in comparison.versions]
    against = (
        _("%(last)s与%(before)s比") % {"last": labels[-1], "before": labels[-2]}
        if comparison.same_body
        else _("最后一份减前一份")
    )
    change = _("增减") if comparison.same_body else _("相差")
    percent = _("增减比例") if comparison.same_body else _("相差比例")
    columns = [("code", LeanColumn(_("科目编码"), css="code"))] if coded else []
    columns.append(("name", LeanColumn(_("科目名称") if coded else _("项目"))))
    last = len(labels) - 1
    columns += [
        (f"edition-{n}", LeanColumn(label, css="num wrap", sort="latest" if n == last else ""))
        for n, label in enumerate(labels)
    ]
    columns += [
        ("change", LeanColumn(change, note=against, css="num", sort="change")),
        ("percent", LeanColumn(percent, css="num", sort="percent")),
    ]
    if comparison.wholes:
        columns.append(("share", LeanColumn(_("占比"), note=labels[-1], css="num wrap")))
    rows = [_row(comparison, line, labels, (change, percent), in_source) for line in lines]
    caption = _("资金口径：%(scope)s；单位：元") % {"scope": scope_words(comparison)}
    label = f"{_(comparison.table.title)} {_(comparison.field.title)}"
    return LeanTable(columns, rows, caption=caption, label=label, sort_link=sort_link, fold=True)


def scope_words(comparison: Comparison) -> str:
    """The scope of the compared column; the table of “三公” prints several."""
    scopes = (
        [comparison.field.scope] if comparison.field.scope else [c.scope for c in comparison.table.columns]
    )
    return listed_plainly(dict.fromkeys(_(scope.value) for scope in scopes))


def _row(
    comparison: Comparison,
    line: ComparedLine,
    labels: Sequence[str],
    titles: tuple[str, str],
    in_source: InSource,
) -> LeanRow:
    coded = comparison.table.form is Form.CODED
    cells = [TableCell(line.latest.code, "code")] if coded else []
    cells.append(
        TableCell(line.latest.name, "name stacked", note=line_note(line, labels, comparison), head=True)
    )
    for n, (version, entry, label) in enumerate(zip(comparison.versions, line.printed, labels, strict=True)):
        if n in line.unread or n in line.not_found:
            said = not_read() if n in line.unread else not_found()
            cells.append(TableCell(said, "num muted", label=label))
            continue
        href = in_source(version, entry.figure) if entry and entry.figure else ""
        cells.append(TableCell(amount(entry.yuan, Unit.YUAN) if entry else "", "num", href=href, label=label))
    share = comparison.share_of(line)
    cells += [_change(line, titles[0]), TableCell(signed(line.change_share, "%"), "num", label=titles[1])]
    if comparison.wholes:
        cells.append(TableCell("" if share is None else f"{share}%", "num", label=_("占比")))
    return LeanRow("", f"level-{_LEVELS.get(line.latest.level, '')}", tuple(cells))


def _change(line: ComparedLine, title: str) -> TableCell:
    if line.change is None:
        return TableCell("", "num")
    return TableCell(signed(line.change, "") or _("持平"), "num", label=title)


def line_note(line: ComparedLine, labels: Sequence[str], comparison: Comparison) -> str:
    """What else differs besides the amount: another name, another code, or that only some editions list the line."""
    said = [
        _("%(edition)s印作“%(name)s”") % {"edition": labels[n], "name": name} for n, name in line.other_names
    ]
    said += _steps(line, labels) if comparison.same_body else _lists(line, labels)
    elsewhere = (
        _("%(edition)s有同名科目，编码是 %(printed)s")
        if line.latest.code
        else _("%(edition)s在同一序号印“%(printed)s”")
    )
    said += [elsewhere % {"edition": labels[n], "printed": printed} for n, printed in line.moved]
    said += [_("%(edition)s没有读出") % {"edition": labels[n]} for n in line.unread]
    said += [_("%(edition)s没有读到") % {"edition": labels[n]} for n in line.not_found]
    return listed_apart_plainly(said)


def _steps(line: ComparedLine, labels: Sequence[str]) -> list[str]:
    """A sentence for each year in which the line begins or ends."""
    gone, new = _("不再列出：%(before)s有，%(last)s没有"), _("新增：%(before)s没有，%(last)s有")
    steps = [(n, new) for n in line.begins] + [(n, gone) for n in line.ends]
    return [words % {"before": labels[n - 1], "last": labels[n]} for n, words in sorted(steps)]


def _lists(line: ComparedLine, labels: Sequence[str]) -> list[str]:
    """Which bodies list a line that others do not; nothing where one was not read whole, which may list it too."""
    if len(line.listed) == len(labels) or line.not_found:
        return []
    return [_("只有%(editions)s列出") % {"editions": listed_plainly(labels[n] for n in line.listed)}]
