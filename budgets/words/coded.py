"""A sentence that is kept as a code with parameters: the code's sentence with what stands at its named places."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext

from budgets.words import fixed_terms as terms
from budgets.words.official import gloss
from budgets.words.sentences import listed_plainly

_FIXED = frozenset(term for name, group in vars(terms).items() if name.isupper() for term in group)
_GROUPED_FROM = 10_000  # numbers of four digits stand without a separator: 5000个字, 300,000 个


def coded(sentences: Mapping[str, str], code: str, parameters: Mapping[str, Any]) -> str:
    """The sentence in the language of the page; a parameter {"said": code, …} is again one of `sentences`.

    Raises KeyError when the code has no sentence, or its sentence a place for something that is not given.
    """

    def again(part: Mapping[str, Any]) -> str:
        return coded(sentences, part["said"], part)

    return gettext(sentences[code]) % {name: in_words(part, again) for name, part in parameters.items()}


def in_words(part: Any, say: Callable[[Mapping[str, Any]], str]) -> str:
    """One parameter in the language of the page: words as printed, a fixed term, a number, a list.

    `say` makes the words of a part that is again a code with parameters.
    """
    if isinstance(part, Mapping):
        return say(part)
    if isinstance(part, list | tuple):
        return listed_plainly(in_words(each, say) for each in part)
    if not isinstance(part, str):
        return f"{part:,}" if part >= _GROUPED_FROM else str(part)
    if part in _FIXED:
        return gettext(part)
    meant = gloss(part)
    return f"{part} ({meant})" if meant else part
