"""Chinese on an English page: the document's own words, marked as Chinese, and the English of fixed terms."""

import re
from decimal import Decimal
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop

from budgets.form.codes import class_gloss
from budgets.words.money import format_speakable, in_english

_WIDE = "\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"  # characters, and the punctuation between them
# A run from its first Chinese character to its last, without spaces, markup or Latin letters in between.
_RUN = re.compile(rf"“?(?:[0-9][0-9.,]*)?[{_WIDE}](?:[^\sA-Za-z<>&]*[{_WIDE}])?”?")
_WORD = re.compile(r"[A-Za-z]{3,} ")
# What may stand before a name: 五、 or 206, and 2025年部门 before the title of a table.
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|[0-9]{4}年(?:部门|单位)?|[0-9]+\s)\s*")

# Words of documents that a finding quotes: the printed word stays, its English stands behind it.
QUOTED = (gettext_noop("增加"), gettext_noop("减少"))


def marked(text: Any) -> SafeString:
    """Text as markup; on an English page each run of Chinese is put into an element with its language."""
    escaped = conditional_escape(text)
    if not in_english():
        return escaped
    return mark_safe(_RUN.sub(r'<span lang="zh-Hans">\g<0></span>', escaped))


def in_document() -> SafeString:
    """The lang attribute for an element with only words of the document; "" on a Chinese page."""
    return SafeString(' lang="zh-Hans"' if in_english() else "")


def gloss(name: str) -> str:
    """The English of a fixed term of the form or of a class 类; "" on a Chinese page, and where there is none."""
    if not in_english() or not name:
        return ""
    bare = _ORDINAL.sub("", name)
    meant = gettext(bare)
    return meant if meant != bare else class_gloss(bare) or class_gloss(f"{bare}支出")


def label(name: str) -> str:
    """The name of a code in a chart: its English where there is one, else as printed."""
    return gloss(name) or name


def of_words(name: str) -> bool:
    """Whether a name has words of Latin letters with spaces between them, where its lines may end."""
    return bool(_WORD.search(name))


def with_gloss(name: object) -> SafeString:
    """A name as printed, and on an English page its English behind it."""
    meant = gloss(str(name))
    return format_html('{} <span class="gloss">{}</span>', marked(name), meant) if meant else marked(name)


def stated_amount(text: str, yuan: Decimal) -> SafeString:
    """Money as the document states it; an English page says it in English, with the printed words behind it."""
    if not in_english():
        return marked(text)
    return format_html("{} (“{}”)", format_speakable(yuan), marked(text))
