"""The sentences on what a file hides and on what was not read, for the desk and the command line."""

from collections import Counter
from collections.abc import Iterable

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from budgets.form.terms import Acknowledged, HiddenKind, UnreadCause
from budgets.words.checks import StoredPlace, where
from budgets.words.sentences import listed_plainly, paragraph, shortened

QUOTED = 160  # characters of hidden words that are quoted


def place(place: StoredPlace) -> str:
    """Where something is, in words: page and line, or sheet or table, row and column as far as they are known."""
    named = (
        (_("第%(n)s张表"), place.get("table")),
        (_("第%(n)s行"), place.get("row")),
        (_("第%(n)s列"), place.get("column")),
    )
    return where(place) or "".join(words % {"n": n} for words, n in named if n)


def hidden_kind(kind: HiddenKind, author: str) -> str:
    """What something hidden is, and who wrote it."""
    words = _(kind.value)
    return _("%(kind)s（%(author)s）") % {"kind": words, "author": author} if author else words


def quoted(text: str) -> str:
    """Hidden words as far as they are quoted, on one line."""
    return shortened(" ".join(text.split()), QUOTED)


def unsearched() -> str:
    """That there is more than the words that are quoted."""
    return _("里面还有程序打不开的内容，没有查看。")


def hidden_found(count: int, asked: int) -> SafeString:
    """How much a file hides, and what follows."""
    if not count:
        return paragraph(_("没有找到看不见的内容。"))
    if not asked:
        return paragraph(_("只有文件属性一类的内容，会随原文件公开。"))
    return paragraph(
        _("看文件的人看不见，得到文件的人却能取出来：原文件会连同它们一起公开。"),
        _("发布前要确认的有 %(n)s 处。") % {"n": asked},
    )


def not_looked() -> str:
    """About a version that an earlier version of the site stored."""
    return _("这一版存入时，本站还不查看文件里看不见的内容；重新上传这个文件就会查看。")


_CLEANING = {
    "docx": gettext_noop(
        "公开前请清理：在 Word 里点“文件—信息—检查问题—检查文档”，删除批注、修订、隐藏文字和文档属性；在 WPS 里接受全部修订、删除"
        "全部批注，再清除文档属性。另存以后重新上传。"
    ),
    "xlsx": gettext_noop(
        "公开前请清理：取消隐藏的行、列和工作表并删去不公开的，删除批注；在 Excel 里点“文件—信息—检查问题—检查文档”。另存以后重新上传。"
    ),
    "pdf": gettext_noop(
        "公开前请清理：在生成它的 Word 或 Excel 里清理以后重新导出 PDF；PDF 里的注释、附件和图层，在 PDF 编辑器里用“清除隐藏信息”"
        "删除。只把文字涂白、用色块盖住或裁到页面以外，文字还在文件里。"
    ),
}


def cleaning(file_format: str) -> str:
    """How a file of that format is cleaned before it is published."""
    return _(_CLEANING[file_format]) if file_format in _CLEANING else _("公开前请清理，再重新上传。")


def all_clear(pictures: int, unsearched: int, *, looked: bool) -> SafeString:
    """That no personal data was found, and where nobody looked."""
    return paragraph(
        _("没有发现身份证号、手机号、银行账号，也没有发现密级或内部标记。"),
        "" if looked else _("文件里看不见的内容没有查过。"),
        _("有 %(n)s 页是图片，上面的文字没有查过。") % {"n": pictures} if pictures else "",
        _("有 %(n)s 处看不见的内容打不开，没有查过。") % {"n": unsearched} if unsearched else "",
        _("程序只认得常见的写法，不能代替人看。"),
    )


def only_hidden(count: int) -> str:
    """That personal data was found in what the file hides alone."""
    return _("印出的文字里没有发现；看不见的内容里有 %(n)s 处，见下。") % {"n": count}


# ---- what was not read ----------------------------------------------------------------------------------


def unread_not_recorded() -> str:
    """About a version that an earlier version of the site stored."""
    return _("这一版存入时，本站还不记录没有读出来的地方；重新上传这个文件就会记录。")


def unread_found(count: int) -> str:
    """How much was printed and not read, and what follows."""
    if not count:
        return _("印出的内容都读出来了。")
    return _("有 %(n)s 处印了，程序没有读出来；公开页面会逐处说明，与它们有关的核对不下结论。") % {"n": count}


def unread_cause(cause: UnreadCause, table: str) -> str:
    """Why something was not read, and in which table it stands."""
    words = _(cause.value)
    return _("%(table)s：%(cause)s") % {"table": table, "cause": words} if table else words


def unread_place(cell: str, place: str) -> str:
    """Which cell was not read, where it is one, and where it stands; both in words."""
    return _("%(cell)s，%(place)s") % {"cell": cell, "place": place} if cell and place else cell or place


# ---- acknowledging --------------------------------------------------------------------------------------


def kinds(found: Iterable[HiddenKind]) -> str:
    """How many there are of each kind: 批注 2 处、隐藏的行 1 处."""
    counts = Counter(found)
    return listed_plainly(
        _("%(what)s %(n)s 处") % {"what": _(kind.value), "n": n} for kind, n in counts.items()
    )


def to_acknowledge(what: Acknowledged, count: int, kinds: str, lost: Iterable[str] = ()) -> str:
    """What whoever publishes ticks, so that she has read it; `kinds` is what the file hides, `lost` the tables that go."""
    if what is Acknowledged.FEWER:
        sentence = _("我知道发布以后，公开页面上不再有这些现在公开的表：%(tables)s。")
        return sentence % {"tables": listed_plainly(lost)}
    if what is Acknowledged.HIDDEN:
        sentence = _("我知道文件里有看不见的内容（%(kinds)s），原文件会连同它们一起公开。")
        return sentence % {"kinds": kinds}
    if what is Acknowledged.UNREAD:
        sentence = ngettext(
            "我知道有 %(n)s 处印了而没有读出来，公开页面会照实说明。",
            "我知道有 %(n)s 处印了而没有读出来，公开页面会照实说明。",
            count,
        )
        return sentence % {"n": count}
    return _("我知道封面印的单位或年度与各张表不符，本站以各张表为准。")


def to_withdraw(numbers: Iterable[int | None], *, known: bool) -> str:
    """The offer to withdraw the versions whose files hold hidden content or, not `known`, were never looked into."""
    versions = listed_plainly(_("第 %(n)s 版") % {"n": n} for n in numbers)
    sentence = (
        _("同时撤回%(versions)s：原文件里有看不见的内容，撤回以后页面和文件都取不到。")
        if known
        else _(
            "同时撤回%(versions)s：存入时本站还不查看文件里看不见的内容，不知道有没有；撤回以后页面和文件都取不到。"
        )
    )
    return sentence % {"versions": versions}


def shown_again(kinds: str) -> str:
    """A warning beside restoring a version whose file hides something; `kinds` names it."""
    return _("这一版的原文件里有看不见的内容（%(kinds)s），会再次公开。") % {"kinds": kinds}
