"""Writes terms as a tsvector and questions as a tsquery, without PostgreSQL's parser, so that no locale matters.

A tsvector has positions up to 16,383, and 255 of one term. A longer entry is stored in pieces: every term is stored
without a piece too, so that single words are found wherever they are; phrases are searched in each piece, whose
terms have its number. Pieces overlap by the longest phrase that can be asked for.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from budgets.search.questions import All, Question
from budgets.search.terms import BEGINNING, CUT, GAP, MOST_TERMS_OF_A_PHRASE, PIECE, TITLE, Phrase

MOST_POSITIONS = 16_000  # of a piece
MOST_OF_A_TERM = 255  # in a piece
MOST_PIECES = 32
MOST_BYTES = 1_000_000  # of a tsvector, whose limit is 1,048,575
_BYTES_BESIDE = 8  # a lexeme's padding, and the number of its positions


def as_vector(terms: Sequence[str]) -> str:
    """Terms with their positions as the text of a tsvector. Where it is too long it is cut, and the term CUT says so."""
    places: dict[str, list[int]] = {}
    size = read = 0
    for number, (start, piece) in enumerate(_pieces_of(terms)):
        added = _places(piece, number)
        added |= {word: [] for word in piece if number and word not in places}
        added |= {BEGINNING + letter: [] for word in piece if (letter := beginning(word))}
        added |= {piece_sign(number): []} if number else {}
        size += sum(len(word.encode()) + 2 * len(at) + _BYTES_BESIDE for word, at in added.items())
        if number >= MOST_PIECES or (number and size > MOST_BYTES):
            break
        places |= added
        read = start + len(piece)
    if read < len(terms):
        places[CUT] = []
    written = (f"'{word}'" + (f":{','.join(map(str, at))}" if at else "") for word, at in places.items())
    return " ".join(written)


def piece_sign(number: int) -> str:
    """The sign before the terms of a piece; by itself it is a term of every entry that has such a piece."""
    return f"{PIECE}{number}{PIECE}" if number else ""


def _places(piece: Sequence[str], number: int) -> dict[str, list[int]]:
    """Each term of a piece, with the piece's sign before it, and its positions."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(piece, 1):
        places.setdefault(piece_sign(number) + word, []).append(place)
    return places


def _pieces_of(terms: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """The terms in pieces that fit a tsvector, each with the position of its beginning."""
    start = 0
    while True:
        end = _end_of_piece(terms, start)
        yield start, terms[start:end]
        if end == len(terms):
            return
        start = end - MOST_TERMS_OF_A_PHRASE


def _end_of_piece(terms: Sequence[str], start: int) -> int:
    counted: Counter[str] = Counter()
    last = min(len(terms), start + MOST_POSITIONS)
    for place in range(start, last):
        word = terms[place]
        if word != GAP and counted[word] == MOST_OF_A_TERM:
            return place
        counted[word] += 1
    return last


def beginning(word: str) -> str:
    """The Chinese character that a term begins with, after a title's sign too; "" for any other term.

    Hundreds of terms begin with one character; without this term PostgreSQL would collect them for each question.
    """
    sign = TITLE if word.startswith(TITLE) else ""
    letter = word[len(sign) : len(sign) + 1]
    return sign + letter if letter.isalpha() and not letter.isascii() else ""


def as_tsquery(question: Question, pieces: int = 1) -> str:
    """The question for entries of at most so many pieces."""
    if not isinstance(question, Phrase):
        sign = " & " if isinstance(question, All) else " | "
        return "(" + sign.join(as_tsquery(one, pieces) for one in question.of) + ")"
    if question.open_end and len(question.terms) == 1 and question.terms[0] == beginning(question.terms[0]):
        return f"'{BEGINNING}{question.terms[0]}'"
    if len(question.terms) == 1 or question.terms[0].startswith(TITLE):
        return _phrase(question, 0)  # single terms are stored without piece, titles are in the first
    return "(" + " | ".join(_phrase(question, number) for number in range(pieces)) + ")"


def _phrase(question: Phrase, piece: int) -> str:
    words = [f"'{piece_sign(piece)}{word}'" for word in question.terms]
    return "(" + " <-> ".join(words) + (":*" if question.open_end else "") + ")"
