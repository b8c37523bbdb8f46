"""Cuts text into terms, in the same way for stored entries and for questions, on every database.

A run of Chinese becomes overlapping pairs and its last character: 科技馆 gives 科技 技馆 馆. A question of two
characters is then one term, of three a phrase of two terms, of one the beginning of a term. There is no dictionary
that could divide words wrongly. Words in Latin letters and numbers stay whole.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

# Signs that some documents print and others leave out, or that are typed differently: “三公”经费, 因公出国（境）费.
_TRANSPARENT = frozenset("“”‘’\"'`「」『』《》〈〉()[]【】〔〕·・‧")
LONGEST_TERM = 40  # characters of a word in Latin letters
MOST_TERMS_OF_A_PHRASE = 60
OFTEN = 60  # characters; terms of shorter texts are cached: names are repeated in every table, body and year
GAP = "¦"  # a term between two parts of an entry, so that no phrase spans both
PERCENT = "¦p"  # after a number: 30% is not 30万元
# Signs that are in no text distinguish other terms from words.
TITLE, EXACT, CODE, MONEY, BODY, YEAR, KIND = "¤", "§", "¶", "¥", "±", "¬", "†"
BLOCK, SIZE = "¢", "°"
BEGINNING = "‹"  # before a character: a term that begins with it
PIECE, CUT = "‡", "‡‡"  # around the number of a piece; the term of an entry whose end was cut off

_CHINESE = r"(?:(?![\x00-\x7f])[^\W_])"
_TERM = re.compile(
    r"(?P<number>(?<![0-9]\.)[0-9]+(?:,[0-9]{3})*(?![0-9])(?:\.[0-9]+(?!\.?[0-9]))?)"
    r"|(?P<percent>(?<=[0-9])%)"
    rf"|(?P<word>[a-z0-9]+)|(?P<chinese>{_CHINESE}+)"
)
_ENUMERATOR = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|[0-9]+[.．、](?![0-9]))\s*"
)


@dataclass(frozen=True)
class Folded:
    """Text as it is compared, and for each of its characters the position of the printed one that it comes from."""

    text: str
    origin: tuple[int, ...]


def fold(text: str) -> Folded:
    """Half width and lower case; no white space between Chinese characters, no quotes and brackets beside one."""
    kept = [(char, place) for place, sign in enumerate(text) for char in _signs(sign)]
    before = _beside(kept)
    after = _beside(kept[::-1])[::-1]
    close: list[tuple[str, int]] = []
    for (char, place), chinese in zip(kept, zip(before, after, strict=True), strict=True):
        if (char == " " and all(chinese)) or (char in _TRANSPARENT and any(chinese)):
            continue
        close.append((" " if char in _TRANSPARENT else char, place))
    return Folded("".join(char for char, _ in close), tuple(place for _, place in close))


@lru_cache(maxsize=20_000)
def _signs(sign: str) -> str:
    """One printed character as it is compared; white space and invisible characters become a space."""
    folded = unicodedata.normalize("NFKC", sign).casefold()
    return "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in folded)


def _beside(signs: Iterable[tuple[str, int]]) -> list[bool]:
    """For each sign, whether the last sign before it that is neither blank nor left out is Chinese."""
    found, chinese = [], False
    for char, _place in signs:
        found.append(chinese)
        if char != " " and char not in _TRANSPARENT:
            chinese = not char.isascii() and char.isalnum()
    return found


def terms_of(text: str) -> Sequence[str]:
    """The terms of a text in order."""
    return _kept_terms_of(text) if len(text) <= OFTEN else _terms_of(text)


def _terms_of(text: str) -> tuple[str, ...]:
    return tuple(term for found in _TERM.finditer(fold(text).text) for term in _cut(found))


_kept_terms_of = lru_cache(maxsize=20_000)(_terms_of)


def _cut(found: re.Match[str]) -> list[str]:
    if found["number"]:
        return [_number(found["number"])]
    if found["percent"]:
        return [PERCENT]
    if found["word"]:
        return [found["word"][:LONGEST_TERM]]
    run = found["chinese"]
    return [run[n : n + 2] for n in range(len(run) - 1)] + [run[-1]]


def _number(digits: str) -> str:
    """The term of a number: 1188d3 for both 1,188.30 and 1188.3."""
    digits = digits.replace(",", "")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return digits.replace(".", "d")[:LONGEST_TERM]


@dataclass(frozen=True)
class Phrase:
    """Consecutive terms; with `open_end` the last one is only the beginning of a term."""

    terms: tuple[str, ...]
    open_end: bool = False

    def marked(self, sign: str) -> "Phrase":
        """The phrase with that sign before each term."""
        return Phrase(tuple(sign + term for term in self.terms), self.open_end)


def phrase_of(text: str) -> Phrase | None:
    """The phrase by which entries with that text are found; None when it has no term."""
    found = list(_TERM.finditer(fold(text).text))
    terms = [term for match in found for term in _cut(match)]
    if not terms:
        return None
    last = found[-1]
    if last["chinese"] and len(last["chinese"]) > 1:
        return Phrase(tuple(terms[:-1]))  # in the entry the last character may begin a pair
    return Phrase(tuple(terms), open_end=bool(last["chinese"] or last["word"]))


def key_of(text: str) -> str:
    """The term of a whole title, without list number (二、) and punctuation; "" when nothing is left."""
    plain = re.sub(r"[\W_]+", "", fold(_ENUMERATOR.sub("", text.strip())).text)
    return EXACT + hashlib.sha256(plain.encode()).hexdigest()[:16] if plain else ""


def code_terms(code: str) -> list[str]:
    """The terms of a classification code and of those above it: 2060702 is also found by 206 and 20607."""
    return [CODE + code[:length] for length in range(3, len(code) + 1, 2)]


def marked(sign: str, terms: Iterable[str]) -> list[str]:
    """The terms with that sign before each."""
    return [sign + term for term in terms]
