"""The sentences of the pages of files: what can be downloaded, how large it is, and how to cite it."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.words.days import said_day
from budgets.words.official import with_gloss
from budgets.words.sentences import filled, side_by_side


def counted(count: int, *, filtered: bool) -> str:
    """How many budgets the catalogue lists."""
    matching = ngettext("符合条件的 %(n)s 份预算", "符合条件的 %(n)s 份预算", count)
    words = matching if filtered else _("共 %(n)s 份预算")
    return words % {"n": count}


def rows_of_catalogue(count: int) -> str:
    """How many rows the files of the catalogue have."""
    words = ngettext("下载这 %(n)s 行目录", "下载这 %(n)s 行目录", count)
    return words % {"n": count}


def edition_name(body: str, edition: str) -> SafeString:
    """A budget in the catalogue."""
    return filled(_("%(body)s，%(edition)s"), body=with_gloss(body), edition=edition)


def edition_facts(
    number: int | None, at: datetime | None, *, figures: int, statements: int, checks: int
) -> SafeString:
    """Which version of a budget is live, since when, and how many rows its longest files have."""
    sentence = _("第 %(n)s 版，%(day)s载入；数字 %(figures)s 行，项目 %(statements)s 行，核对 %(checks)s 行")
    rows = {"figures": figures, "statements": statements, "checks": checks}
    return filled(sentence, n=number, day=said_day(at), **rows)


def downloads(files: Iterable[SafeString]) -> SafeString:
    """The files of a budget, each a link."""
    return filled(_("下载：%(files)s"), files=side_by_side(files))


def with_digest(link: SafeString, size: str, digest: SafeString) -> SafeString:
    """A file with its size and the beginning of its SHA-256."""
    sentence = _("%(link)s（%(size)s，SHA-256 %(digest)s）")
    return filled(sentence, link=link, size=size, digest=digest)


def format_with_digest(link: SafeString, size: str, digest: SafeString) -> SafeString:
    """One format of a file, where a heading says that the digests are SHA-256."""
    return filled(_("%(link)s（%(size)s，%(digest)s）"), link=link, size=size, digest=digest)


def how_to_cite(example: str, address: str) -> SafeString:
    """How to cite, with an example where anything is published."""
    rule = filled(_("引用时写明发布单位、文件标题、版本和地址。"))
    if not example:
        return rule
    sentence = _(
        '引用时写明发布单位、文件标题、版本和地址。例如：%(words)s。<span class="break">%(address)s</span>'
    )
    return filled(sentence, words=example, address=address)


def version_and_revision(number: int | None, revision: int) -> SafeString:
    """Which version and revision of ours the files are."""
    note = _("部门说明和确认会增加修订号；同一版本、同一修订号的文件一个字节也不变。")
    name = (
        _("草稿")
        if number is None
        else _("第 %(n)s 版，修订号 %(revision)s") % {"n": number, "revision": revision}
    )
    return beside(name, [note])


def beside(what: str, notes: Iterable[str]) -> SafeString:
    """A file or a name with what is to be known of it."""
    return filled('%(what)s <span class="muted">%(notes)s</span>', what=what, notes=side_by_side(notes))


def bytes_of(count: int) -> str:
    """The size of a small file."""
    return ngettext("%(n)s 字节", "%(n)s 字节", count) % {"n": count}
