"""The sentences of the desk on what a draft would change: against the live version, or against the year before."""

from collections.abc import Iterable

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.words.sentences import clauses, filled, listed, paragraph, shortened

LABEL = 40  # characters of a line's name on the sheet
TITLE, SIDES, EXPLANATION = 60, 50, 30  # of a finding there


# ---- on the preview -------------------------------------------------------------------------------------


def against_version(number: int | None, status: str) -> str:
    """What a correction is compared with."""
    return _("与第 %(n)s 版（%(status)s）逐格对比") % {"n": number, "status": status}


def against_edition(edition: str, number: int | None) -> str:
    """What a new year is compared with."""
    return _("与 %(edition)s（第 %(n)s 版）对比") % {"edition": edition, "n": number}


def correction(
    changes: int, cells: int, tables: str, *, same_file: bool, worse: int, better: int
) -> SafeString:
    """How much a correction changes; `cells` of it in the tables, of which the form speaks as `tables`."""
    if changes:
        sentence = _("一共 %(n)s 处不同，其中%(tables)s里 %(cells)s 处。")
        found = [filled(sentence, n=changes, tables=tables, cells=cells)]
    else:
        found = [
            filled(_("读出来的内容与现行版本没有差别，各张表的数字都一样（目录和各栏的标题不比）。")),
            filled(_("两版用的是同一个文件。") if same_file else ""),
        ]
    return paragraph(
        *found,
        filled(_("<b>有 %(n)s 项核对因此变差。</b>"), n=worse) if worse else "",
        filled(_("有 %(n)s 项核对因此变好。"), n=better) if better else "",
    )


def hidden_not_known() -> SafeString:
    """That what two files hide cannot be compared, because an earlier version of the site stored one of them."""
    return filled(_("其中一版存入时，本站还不查看文件里看不见的内容，这一部分无法对比。"))


def hidden_changed(*, gone: int, new: int, left: int) -> SafeString:
    """How what the file hides differs from before; `left` is how much it hides now."""
    if gone or new:
        sentence = _("<b>文件里看不见的内容有变：</b>少了 %(gone)s 处，多了 %(new)s 处，现在有 %(left)s 处。")
        return filled(sentence, gone=gone, new=new, left=left)
    if left:
        return filled(_("文件里看不见的内容与现行版本一样，有 %(n)s 处。"), n=left)
    return filled(_("两版的文件里都没有看不见的内容。"))


def hidden_gone(count: int) -> str:
    """The heading of what the file no longer hides."""
    return _("文件里看不见的内容，这一版没有了的（%(n)s 处）") % {"n": count}


def hidden_new(count: int) -> str:
    """The heading of what only the new file hides."""
    return _("文件里看不见的内容，这一版新有的（%(n)s 处）") % {"n": count}


def hidden_item(kind: str, place: str, text: str) -> SafeString:
    """One hidden thing: what it is, where, and its words with personal numbers starred."""
    named = clauses(part for part in (kind, place) if part)
    return filled(_("%(what)s：“%(text)s”"), what=named, text=text) if text else named


def hidden_not_listed(count: int) -> str:
    """How many more there are."""
    return _("另有 %(n)s 处没有列出。") % {"n": count}


def not_listed(count: int) -> str:
    """That some changes are only counted; "" where all are listed."""
    sentence = _("另有 %(n)s 处没有列出。这么多处不同，多半不是同一份预算的更正，请检查文件。")
    return sentence % {"n": count} if count else ""


def fold_of_changes(title: str, count: int) -> str:
    """The fold around many changes of one part of the document."""
    return _("%(title)s（%(n)s 处不同）") % {"title": title, "n": count}


def fold_of_lines(title: str, count: int) -> str:
    """The fold around the lines of a table that differ from the year before."""
    return _("%(title)s（%(n)s 行不同）") % {"title": title, "n": count}


def table_title(title: str, unit: str) -> str:
    """The title of a table with the unit of its amounts."""
    return _("%(title)s（单位：%(unit)s）") % {"title": title, "unit": unit} if unit else title


def printed_in(table: object, row: object) -> str:
    """Where something stands in a document without lines."""
    return _("第%(n)s张表第%(row)s行") % {"n": table, "row": row}


def nothing() -> SafeString:
    """What stands where one of two versions has no such cell."""
    return filled(_('<span class="muted">没有</span>'))


def no_verdict() -> str:
    """What stands where one of two versions has no such check."""
    return _("没有")


def on_gone_checks() -> str:
    """What it means that a check can no longer be made."""
    return _("现行版本里有、这份草稿里没有可比的数字；请看是不是少了一行或一张表。")


def year_column(year: int) -> str:
    """The heading of one year's amounts."""
    return _("%(year)s年（元）") % {"year": year}


def former_name(name: str) -> str:
    """What a line was called before; "" where it had no other name."""
    return _("原名 %(name)s") % {"name": name} if name else ""


def statements(new: Iterable[str], ended: Iterable[str]) -> list[SafeString]:
    """Which project statements are new and which are gone."""
    found = (
        (_("新的项目说明：%(names)s"), listed(new)),
        (_("上一年有、这一年没有的项目说明：%(names)s"), listed(ended)),
    )
    return [filled(sentence, names=names) for sentence, names in found if names]


# ---- on the sheet to sign -------------------------------------------------------------------------------


def corrects(number: int | None, changes: int, cells: int, tables: str, worse: int) -> SafeString:
    """Which version a draft corrects and how much of it."""
    sentence = _("更正第 %(n)s 版：%(changes)s 处不同，其中%(tables)s里 %(cells)s 处")
    found = filled(sentence, n=number, changes=changes, tables=tables, cells=cells)
    return clauses([found, _("%(n)s 项核对变差") % {"n": worse}]) if worse else found


def listed_change(title: str, label: str, column: str, sides: tuple[str, str], unit: str) -> str:
    """One change in a line; amounts with both sides, before and after."""
    named = " ".join(word for word in (shortened(label, LABEL), column) if word)
    words = {"title": title, "name": named, "unit": unit}
    if not unit:
        return _("%(title)s，%(name)s") % words
    before, after = (side or _("没有") for side in sides)
    return _("%(title)s，%(name)s：%(before)s → %(after)s %(unit)s") % {
        **words,
        "before": before,
        "after": after,
    }


def listed_finding(title: str, sides: str, explanation: str) -> str:
    """One check that does not agree in a line: what is compared, both sides, the body's explanation."""
    said = shortened(title, TITLE)
    if sides:
        said = _("%(title)s：%(sides)s") % {"title": said, "sides": shortened(sides, SIDES)}
    if explanation:
        words = {"finding": said, "text": shortened(explanation, EXPLANATION)}
        said = _("%(finding)s（部门说明：%(text)s）") % words
    return said


def all_changes(count: int) -> str:
    """That the sheet lists only the first changes."""
    return _("共 %(n)s 处，全部见预览页。") % {"n": count}


def all_findings(count: int) -> str:
    """That the sheet lists only the first findings."""
    return _("共 %(n)s 项，全部见预览页。") % {"n": count}
