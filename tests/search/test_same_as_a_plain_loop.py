"""Whatever is asked, the index finds what a plain loop over the texts finds, in the same order, on each database."""

import random
import re
import unicodedata
from collections.abc import Iterable

import pytest

from budgets.models import EditionVersion
from budgets.search.asking import understand
from budgets.search.entries import Findable, found_in
from budgets.search.finding import search
from budgets.search.index import span_of

pytestmark = pytest.mark.django_db
WHITE_OR_BRACKETS = re.compile("[\\s“”‘’\"'`「」『』《》〈〉()\\[\\]【】〔〕·・‧]")


def _plain(text: str) -> str:
    return WHITE_OR_BRACKETS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _name(thing: Findable) -> str:
    return thing.title if thing.named else ""


def _rank(thing: Findable, word: str) -> int | None:
    """0 when the title is the word, 1 when it holds it, 2 when it stands somewhere else; None when nowhere."""
    title = _plain(_name(thing))
    bare = re.sub(r"^(?:[一二三四五六七八九十]+、|[0-9]+[.、])", "", title)
    if re.sub(r"[\W_]", "", bare) == word:
        return 0
    if word in title:
        return 1
    return 2 if word in _plain(thing.text) or word in _plain(thing.hidden) else None


def _looked_for(things: Iterable[Findable], version: EditionVersion, word: str) -> set[tuple[int, int]]:
    ranked = ((rank, thing) for thing in things if (rank := _rank(thing, word)) is not None)
    return {(span_of(thing.kind, version).first + thing.order, rank) for rank, thing in ranked}


@pytest.mark.parametrize("length", [1, 2, 3, 4, 7, 15])
def test_words_cut_from_the_document_are_found_wherever_they_stand(
    published: EditionVersion, length: int
) -> None:
    chance = random.Random(length)
    things = list(found_in(published))
    texts = [
        text for thing in things for text in (thing.title, thing.text, thing.hidden) if len(text) >= length
    ]
    asked = 0
    while asked < 60:
        text = chance.choice(texts)
        at = chance.randrange(len(text) - length + 1)
        word = text[at : at + length]
        if not re.fullmatch("[\u4e00-\u9fff]+", word):
            continue
        asked += 1
        wanted = _looked_for(things, published, word)
        found = search(understand(word))
        got = {kind.kind: list(kind.ids) for kind in found.kinds}
        per_kind = {
            kind: [n for n, _ in sorted(own, key=lambda pair: (pair[1], pair[0]))]
            for kind in got
            if (own := [pair for pair in wanted if pair[0] // 10**17 == kind])
        }
        assert got == per_kind, word
        assert found.count == len(wanted), word


def test_two_words_are_both_there(published: EditionVersion) -> None:
    chance = random.Random(2)
    things = list(found_in(published))
    asked = 0
    while asked < 60:
        thing = chance.choice(things)
        runs = re.findall("[\u4e00-\u9fff]{2,}", f"{_name(thing)} {thing.text} {thing.hidden}")
        words = [run[:2] for run in chance.sample(runs, min(2, len(runs)))]
        if len(words) < 2 or any(word in "上海市科学技术委员会" for word in words):
            continue  # a word of the body's name is said of the whole edition
        asked += 1
        wanted = {
            span_of(one.kind, published).first + one.order
            for one in things
            if all(_rank(one, word) is not None for word in words)
        }
        assert set(search(understand(" ".join(words))).ids) == wanted, words
