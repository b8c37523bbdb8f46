"""The sentences on what is printed and was not read. None of them calls it empty, and none blames the document."""

from collections.abc import Iterable

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.form.terms import UnreadCause
from budgets.words.official import marked
from budgets.words.sentences import clauses, filled, linked
from budgets.words.sentences import listed as in_a_row

InPart = tuple[str, str]  # what an edition or a year is called, and the address of what was not read of it


def cell() -> str:
    """What stands in place of an amount that is printed and was not read."""
    return _("没有读出")


def cell_hint(cause: str, text: str) -> str:
    """Why a cell was not read, and what is printed in it as far as it is known; `cause` is the word of the cause."""
    words = _(UnreadCause.of(cause).value)
    if not text:
        return words
    return _("%(cause)s：原文印“%(text)s”") % {"cause": words, "text": " ".join(text.split())}


def cause(word: str) -> str:
    """Why something was not read."""
    return _(UnreadCause.of(word).value)


def on_every_page(count: int, address: str) -> SafeString:
    """That something of the document was not read, and where it is listed."""
    sentence = ngettext(
        '这份文件有 <a href="%(address)s">%(n)s 处印了而本站没有读出来</a>，与它有关的数字不全，不是原文没有。',
        '这份文件有 <a href="%(address)s">%(n)s 处印了而本站没有读出来</a>，与它们有关的数字不全，不是原文没有。',
        count,
    )
    return filled(sentence, n=count, address=address)


def listed(count: int) -> str:
    """How much was not read, at the head of its list."""
    if not count:
        return _("这份文件印出的内容，本站都读出来了。")
    sentence = ngettext(
        "有 %(n)s 处印了，本站没有读出来。它不是空白，也不是原文的错；与它有关的核对不下结论。",
        "有 %(n)s 处印了，本站没有读出来。它们不是空白，也不是原文的错；与它们有关的核对不下结论。",
        count,
    )
    return sentence % {"n": count}


def not_recorded() -> str:
    """About a version that an earlier version of the site stored."""
    return _("这一版载入时，本站还不记录没有读出来的地方；这里没有列出，不等于都读出来了。")


def acknowledged(count: int) -> str:
    """That whoever published the version knew of it."""
    sentence = ngettext(
        "发布的人在发布前看过并确认了这 %(n)s 处。", "发布的人在发布前看过并确认了这 %(n)s 处。", count
    )
    return sentence % {"n": count}


def missing_table() -> str:
    """About a table that was not found in a document of which something was not read."""
    return _("没有读到这张表。这份文件有本站没有读出来的地方，不能说原文没有它。")


def missing() -> str:
    """About something that the rules ask for and that was not found in such a document."""
    return _("这份文件有本站没有读出来的地方，不能说没有这一项。")


def in_table() -> str:
    """About a table of which something was not read."""
    return _("这张表有印了而本站没有读出来的地方")


def rows_not_read(count: int) -> str:
    """How many rows of a table were not read, above their words."""
    return ngettext(
        "这张表有 %(n)s 行印了，本站没有读出来：", "这张表有 %(n)s 行印了，本站没有读出来：", count
    ) % {"n": count}


def cell_in_words(row: str, column: str) -> str:
    """A cell of a table by the names of its row and column, as plain text; a row without a name has its column alone."""
    values = {"row": row, "column": _(column)}
    return (_("“%(row)s”一行、“%(column)s”一栏") if row else _("“%(column)s”一栏")) % values


def quoted(text: str, cause: str, address: str, where: str, cell: str = "") -> SafeString:
    """One unread row, cell or place: its words, why it was not read, which cell it is, and a link to its place."""
    linked_place = linked(SafeString(marked(where)), address) if where else ""
    place = clauses([part for part in (marked(cell), linked_place) if part])
    words = _(UnreadCause.of(cause).value)
    if not text:
        return filled(_("%(cause)s（%(place)s）"), cause=words, place=place)
    line = marked(" ".join(text.split()))
    return filled(_("“%(text)s”：%(cause)s（%(place)s）"), text=line, cause=words, place=place)


def not_added(address: str) -> SafeString:
    """In place of a chart, of shares, a ranking or a sum of rows, where rows may be lacking; `address` lists what was not read."""
    sentence = _(
        '要用的表里有<a href="%(address)s">印了而本站没有读出来的地方</a>，相加、占比和排序都会不对，这里不画图，也不算。'
    )
    return filled(sentence, address=address)


def listed_in_part(address: str) -> SafeString:
    """About a list of the rows of a table of which something was not read."""
    sentence = _('这张表有<a href="%(address)s">印了而本站没有读出来的地方</a>，这里列的可能不全。')
    return filled(sentence, address=address)


def not_found() -> str:
    """In place of an amount whose row was not found in a table of which something was not read."""
    return _("没有读到")


def left_out(names: str) -> str:
    """About the parts that a chart leaves out; as plain text."""
    return _("%(names)s印了而本站没有读出来，图里没有画，也不排哪一项最多。") % {"names": names}


def editions_in_part(editions: Iterable[InPart]) -> SafeString:
    """About the years or editions of which a table was not read whole, beside others; "" where there are none.

    Their cells say 没有读出 or 没有读到.
    """
    sentence = _(
        "%(editions)s的这些表没有读全：“没有读出”是印了而本站没有读出来；“没有读到”是没有读到这一行，不能说原文没有。"
    )
    named = _named(editions)
    return filled(sentence, editions=named) if named else named


def _named(editions: Iterable[InPart]) -> SafeString:
    """Years or editions, each leading to the list of what was not read of it."""
    return in_a_row(linked(SafeString(marked(name)), address) for name, address in editions)


def not_recorded_on(address: str) -> SafeString:
    """About a version that an earlier version of the site stored, on its other pages."""
    sentence = _(
        '这一版载入时，本站还不记录没有读出来的地方，<a href="%(address)s">没有记录</a>不等于都读出来了。'
    )
    return filled(sentence, address=address)


def not_added_over_years(editions: Iterable[InPart]) -> SafeString:
    """In place of a chart of the steps between two years, or of what differs most between two editions.

    `editions` are those of the two of which something was not read: one of them or both.
    """
    sentence = _(
        "相比的两份里，%(editions)s的这些表有印了而本站没有读出来的地方，增减会算错，这里不画图，也不排序。"
    )
    return filled(sentence, editions=_named(editions))


def points_lacking(years: str) -> str:
    """About the years of a line chart of which something was not read; as plain text."""
    return _("%(years)s的这些表有印了而本站没有读出来的地方，图中缺的点不等于没有。") % {"years": years}


def statements_in_part(address: str) -> SafeString:
    """About the list of project statements of a document of which something was not read outside the tables, or in them."""
    sentence = _(
        '这份文件有<a href="%(address)s">印了而本站没有读出来的地方</a>，项目说明或与它相比的表可能没有读全，合计与占比可能不全。'
    )
    return filled(sentence, address=address)


def not_ranked() -> str:
    """About a chart of project statements, some of which may not have been read; as plain text."""
    return _("这份文件有印了而本站没有读出来的地方，项目说明可能没有读全，图里画的是读到的，不说哪一项最多。")


def blank_in_list() -> str:
    """What 没有读出 means in a list where a blank means that nothing is printed."""
    return _("“没有读出”是原文可能印了而本站没有读出来。")
