"""The sentences around every page of an edition: which version it is, where it is from, and how to cite it."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.words.days import said_day
from budgets.words.official import marked, with_gloss
from budgets.words.sentences import filled, listed_apart


def year_and_kind(year: int, kind: str) -> str:
    """What an edition is called among those of its body; `kind` is the form's word."""
    return _("%(year)s年%(kind)s") % {"year": year, "kind": _(kind)}


def draft(address: str) -> SafeString:
    """That a page shows a draft; `address` is where it is published."""
    return filled(
        _(
            "<b>草稿预览，尚未公开。</b>页面、数字和下载与发布后一样；只有经办人和有发布权限的同事看得到。 "
            '<a href="%(address)s">回到预览与发布</a>'
        ),
        address=address,
    )


def superseded(number: int | None, live: str, log: str) -> SafeString:
    """That a version is no longer in force; `live` is this page of the one that is, "" where none is."""
    if live:
        sentence = _(
            '<b>这是第 %(n)s 版，已不是现行版本。</b><a href="%(live)s">看现行版本的这一页</a> '
            '<a href="%(log)s">更正的经过</a>'
        )
        return filled(sentence, n=number, live=live, log=log)
    sentence = _('<b>这是第 %(n)s 版，已不是现行版本。</b><a href="%(log)s">更正的经过</a>')
    return filled(sentence, n=number, log=log)


def corrected(number: int, log: str) -> SafeString:
    """That the version in force is a correction."""
    sentence = _('这是第 %(n)s 版，公开以后更正过。 <a href="%(address)s">更正的经过</a>')
    return filled(sentence, n=number, address=log)


def title_and_body(title: str, body: str) -> SafeString:
    """The document by its title and who published it."""
    return filled(_("%(title)s，%(body)s"), title=with_gloss(title), body=with_gloss(body))


def cited_version(number: int | None, at: datetime | None) -> str:
    """Which version a citation means, and since when this site has it."""
    if number is None:
        return _("草稿")
    return _("本站第 %(n)s 版，%(day)s载入") % {"n": number, "day": said_day(at)}


def loaded_version(number: int | None, at: datetime | None, log: str) -> SafeString:
    """Which version a page shows, since when this site has it, and where its history is."""
    if number is None:
        return filled(_("草稿，尚未公开"))
    sentence = _('本站第 %(n)s 版，%(day)s载入本站 · <a href="%(address)s">版本记录</a>')
    return filled(sentence, n=number, day=said_day(at), address=log)


def cited_page(body: str, title: str, page: str, version: str, address: SafeString) -> SafeString:
    """How to cite a page of an edition."""
    return filled(
        _("%(body)s：《%(title)s》，%(page)s，%(version)s。%(address)s"),
        body=with_gloss(body),
        title=with_gloss(title),
        page=marked(page),
        version=version,
        address=address,
    )


def cited_editions(editions: Iterable[tuple[str, str, str]], address: SafeString) -> SafeString:
    """How to cite a page that shows several editions: each by its body, its title and our version."""
    cited = (
        filled(
            _("%(body)s：《%(title)s》，%(version)s"),
            body=with_gloss(body),
            title=with_gloss(title),
            version=version,
        )
        for body, title, version in editions
    )
    return filled(_("%(cited)s。%(address)s"), cited=listed_apart(cited), address=address)


def shown_edition(body: SafeString, kind: str, address: str, version: str, log: str) -> SafeString:
    """One of the editions that a page shows, with its version and where its history is."""
    sentence = _('<a href="%(address)s">%(body)s %(kind)s</a>，%(version)s · <a href="%(log)s">版本记录</a>')
    return filled(sentence, address=address, body=body, kind=kind, version=version, log=log)
