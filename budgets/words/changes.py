"""How a printed change against an earlier year is shown: its amount with a sign, or its printed words."""

import re
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.form.changes import DIRECTION, is_unclear
from budgets.words.money import signed
from budgets.words.official import marked
from budgets.words.sentences import filled

_SIZE = re.compile(rf"(?:{DIRECTION}).*$")  # 增加46.19%, without the base in front of it


def size(change: Decimal | None, words: str) -> str:
    """For a change without an amount, its printed words without the base: 减少57.14%; else ""."""
    if change is not None:
        return ""
    found = _SIZE.search(words)
    return found.group() if found else words


def written(change: Decimal | None, words: str) -> SafeString:
    """The change as a table shows it: its printed words, or its amount with a sign; "" where none is printed."""
    if change is not None:
        return SafeString(signed(change))
    return in_words(change, words, size(change, words))


def in_words(change: Decimal | None, words: str, shown: str = "") -> SafeString:
    """The printed words, or those of them that are `shown`; where they were not understood, that they were not."""
    printed = marked(shown or words)
    if change is not None or not is_unclear(words):
        return printed
    return filled(_("“%(words)s”（本站没有读懂）"), words=printed)
