"""Terms as a tsvector and questions as a tsquery: no parser reads them, so no locale matters.

A tsvector counts positions up to 16,383, and 255 of one term. A longer entry is stored in pieces: every term of it
stands alone, so that any words are found together wherever they are, and phrases are looked for in each piece, whose
terms bear its number. Pieces overlap by the longest phrase that is asked for.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from budgets.search.questions import All, Question
from budgets.search.terms import BEGINNING, CUT, GAP, MOST_TERMS_OF_A_PHRASE, PIECE, TITLE, Phrase

MOST_POSITIONS = 16_000  # of a piece
MOST_OF_A_TERM = 255  # in a piece
MOST_PIECES = 32
MOST_BYTES = 1_000_000  # of a tsvector, which holds 1,048,575
_BYTES_BESIDE = 8  # a lexeme's padding, and the number of its positions


def as_vector(terms: Sequence[str]) -> str:
    """Terms with their positions as the text of a tsvector. What is too long for it is cut, which a term says."""
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
    """What the terms of a piece begin with, and alone a term of every entry that has such a piece."""
    return f"{PIECE}{number}{PIECE}" if number else ""


def _places(piece: Sequence[str], number: int) -> dict[str, list[int]]:
    """Each term of a piece, bearing its sign, with its positions in it."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(piece, 1):
        places.setdefault(piece_sign(number) + word, []).append(place)
    return places


def _pieces_of(terms: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """The terms cut into pieces that a tsvector can count, with the place of their beginning."""
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
    """The Chinese character that a term begins with, behind the sign of a title too; "" for any other term.

    One character that is asked for alone begins hundreds of terms; PostgreSQL would gather them each time.
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
        return _phrase(question, 0)  # a term of any piece stands alone too, and a title in the first
    return "(" + " | ".join(_phrase(question, number) for number in range(pieces)) + ")"


def _phrase(question: Phrase, piece: int) -> str:
    words = [f"'{piece_sign(piece)}{word}'" for word in question.terms]
    return "(" + " <-> ".join(words) + (":*" if question.open_end else "") + ")"
