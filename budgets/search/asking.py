"""Turns what a reader typed into words, phrases, codes, amounts, years and bodies."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.form.amounts import AmountError, Unit, last_digit, parse_amount
from budgets.models import Body, SearchAmount
from budgets.search import terms
from budgets.search.questions import Question, both, either, term
from budgets.search.terms import MONEY, MOST_TERMS_OF_A_PHRASE, TITLE, Phrase, phrase_of

LONGEST = 200  # characters that are read
MOST_WORDS = 8
MOST_BODIES = 20  # a word in more names than this does not identify a body
MOST_AMOUNTS = 40  # different amounts that one number can round to
# A number with fewer digits is exact: 5万 does not find 49,800, and 206 is a code rather than 206.4万. Decimals
# before a unit mean that it is rounded, as 0.31万元 is printed for 3,080 元.
ROUNDED_DIGITS, ROUNDED_BARE_DIGITS = 3, 5

_CODE = re.compile(r"(?<![0-9.,])([2-5][0-9]{2})[ .·-]([0-9]{2})(?:[ .·-]([0-9]{2}))?(?![0-9.,])")
_APART = re.compile(r"([0-9])\s+(亿元|万元|元|亿|万)(?=\s|$)")
_QUOTED = re.compile(r"[“\"]([^“”\"]*)[”\"]|([^\s“”\"]+)")
_BEFORE_AMOUNT = re.compile(r"^[¥约](?=[0-9])")
_WHOLE_QUOTED = re.compile(r"[“”\"]")
_AMOUNT = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)(亿元?|万元?|元)?")
_YEAR = re.compile(r"((?:19|20)[0-9]{2})年?(?:度)?")
_LARGEST = Decimal(10) ** 17


@dataclass(frozen=True)
class Window:
    """The amounts that a number can mean in one unit: exactly this one, and those that round to it."""

    yuan: Decimal
    smallest: Decimal
    largest: Decimal


@dataclass(frozen=True)
class Word:
    """One word or quoted phrase of a question."""

    text: str
    phrase: Phrase | None
    code: str = ""
    year: int | None = None
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A question: its text, and its words, all of which must be found."""

    text: str
    words: tuple[Word, ...]
    cut: bool = False  # the text was longer than LONGEST

    def __bool__(self) -> bool:
        return bool(self.words)


def understand(typed: str) -> Asked:
    """Read what was typed. Any text gives words, or none; nothing raises an error."""
    text = unicodedata.normalize("NFKC", typed[:LONGEST].encode("utf-8", "ignore").decode())
    text = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in text).strip()
    joined = _APART.sub(r"\1\2", _CODE.sub(_join_code, text))
    words = [_word(quoted, plain) for quoted, plain in _QUOTED.findall(joined)]
    known = [word for word in words if word.phrase]
    return Asked(text, tuple(known[:MOST_WORDS]), len(typed) > LONGEST or len(known) > MOST_WORDS)


def _join_code(found: re.Match[str]) -> str:
    """206 07 02 as 2060702; 206.07 is kept too, because it is more likely an amount."""
    class_, section, item = found.groups()
    return found[0] if "." in found[0] and not item else class_ + section + (item or "")


def _word(quoted: str, plain: str) -> Word:
    if quoted:
        return Word(quoted.strip(), _short(quoted))
    plain = _BEFORE_AMOUNT.sub("", plain)
    dotted = re.fullmatch(r"([2-5][0-9]{2})\.([0-9]{2})", plain)
    digits = "".join(dotted.groups()) if dotted else plain
    year = _YEAR.fullmatch(plain)
    return Word(
        plain,
        _short(plain),
        code=digits if re.fullmatch(r"[2-5][0-9]{2}(?:[0-9]{2}){0,2}", digits) else "",
        year=int(year[1]) if year else None,
        windows=() if year else _windows(plain),
    )


def _short(text: str) -> Phrase | None:
    phrase = phrase_of(text)
    if phrase is None or len(phrase.terms) <= MOST_TERMS_OF_A_PHRASE:
        return phrase
    return Phrase(phrase.terms[:MOST_TERMS_OF_A_PHRASE])


def _windows(text: str) -> tuple[Window, ...]:
    """The amounts that a number can mean, in its own unit, else in each unit; () for zero or no number."""
    found = _AMOUNT.fullmatch(text)
    if not found or len(found[1]) > 24 or re.match("0[0-9]", text):  # 02 is a part of a code
        return ()
    units = [unit for unit in Unit if found[2] and unit.value[0] == found[2][0]] or list(Unit)
    digits = found[1].replace(",", "").replace(".", "").lstrip("0")
    fewest = ROUNDED_DIGITS if found[2] or "." in found[1] else ROUNDED_BARE_DIGITS
    rounded = len(digits) >= fewest or ("." in found[1] and bool(found[2]))
    return tuple(window for unit in units if (window := _window(found[1], unit, rounded)))


def _window(number: str, unit: Unit, rounded: bool) -> Window | None:
    try:
        yuan = parse_amount(number, unit)
    except AmountError:
        return None
    if not yuan or yuan > _LARGEST:
        return None
    half = last_digit(number, unit) / 2 if rounded else Decimal(0)
    return Window(yuan, yuan - half, yuan + half)


# ---- the question that is put to the index --------------------------------------------------------------


@dataclass(frozen=True)
class SearchPlan:
    """A question in three widths, narrowest first: the exact title, words of the title, words anywhere in the entry.

    `amounts` are the stored amounts in yuan that the numbers of the question mean.
    """

    widths: tuple[Question | None, Question | None, Question]
    amounts: frozenset[Decimal]


@dataclass(frozen=True)
class _WordPlan:
    """The questions of one word: to the entry in each width, and to its edition (body, year)."""

    widths: tuple[Question | None, Question | None, Question]
    around: tuple[Question, ...]


def plan(asked: Asked) -> SearchPlan:
    """The questions for the index. Raises ValueError when nothing was asked."""
    if not asked.words:
        raise ValueError("nothing is asked")
    meant = [_amounts(word.windows) for word in asked.words]
    words = [_word_plan(word, *amounts) for word, amounts in zip(asked.words, meant, strict=True)]
    exact, named, anywhere = (_together(words, width) for width in range(3))
    whole = terms.key_of(_WHOLE_QUOTED.sub("", asked.text))
    if whole:
        exact = either(*(question for question in (term(whole), exact) if question))
    assert anywhere is not None
    return SearchPlan(
        (exact, named, anywhere), frozenset(yuan for pair in meant for some in pair for yuan in some)
    )


def _amounts(windows: Iterable[Window]) -> tuple[list[Decimal], list[Decimal]]:
    """The stored amounts that equal the number, and those that round to it."""
    exact: list[Decimal] = []
    rounded: list[Decimal] = []
    for window in windows:
        stored = SearchAmount.objects.filter(yuan__gte=window.smallest, yuan__lte=window.largest)
        values = stored.order_by("yuan").values_list("yuan", flat=True).distinct()
        for yuan in {window.yuan, *values[:MOST_AMOUNTS]}:
            (exact if yuan == window.yuan else rounded).append(yuan)
    return exact, sorted(rounded)


def money_term(yuan: Decimal) -> str:
    """The term of an amount, in hundredths of a yuan."""
    return f"{MONEY}{yuan * 100:.0f}"


def _word_plan(word: Word, exact: Sequence[Decimal], rounded: Sequence[Decimal]) -> _WordPlan:
    assert word.phrase
    key = terms.key_of(word.text)
    itself: list[Question] = [term(key)] if key else []
    itself += [term(money_term(yuan)) for yuan in exact]
    named = [*itself, word.phrase.marked(TITLE)]
    named += [term(money_term(yuan)) for yuan in rounded]
    named += [term(terms.CODE + word.code)] if word.code else []
    # The words of titles are also among all words: a question to titles need not be asked again.
    anywhere = [*named[: len(itself)], *named[len(itself) + 1 :], word.phrase]
    return _WordPlan((either(*itself) if itself else None, either(*named), either(*anywhere)), _around(word))


def _around(word: Word) -> tuple[Question, ...]:
    """The question of the word to the edition: the bodies whose name contains it, the year."""
    if word.year is not None:
        return (term(f"{terms.YEAR}{word.year}"),)
    if len(word.text) < 2 or word.windows:
        return ()
    found = Body.objects.filter(name__icontains=word.text).order_by("pk")
    bodies = list(found.values_list("pk", flat=True)[: MOST_BODIES + 1])
    return tuple(term(f"{terms.BODY}{pk}") for pk in bodies) if len(bodies) <= MOST_BODIES else ()


def _together(words: Sequence[_WordPlan], width: int) -> Question | None:
    """The question for all words; some of them, but not all, may be found in the edition instead of the entry."""
    own = [word.widths[width] for word in words]
    if not any(own):
        return None
    each: list[Question] = []
    for question, word in zip(own, words, strict=True):
        options = [question, *word.around] if question else list(word.around)
        if not options:
            return None
        each.append(either(*options))
    if len(words) == 1:
        return own[0]
    if any(not word.around for word in words if word.widths[width]):
        return both(*each)  # a word that fits no edition is asked of the entry itself
    return both(*each, either(*(question for question in own if question)))
