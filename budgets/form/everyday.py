"""Everyday words for spending, and the official codes under which it is budgeted. Ours, not official: pages say so."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from budgets.form.codes import DATA, Code, code_of


@dataclass(frozen=True)
class EverydayWord:
    """A word that people use, its synonyms, and the official codes."""

    word: str
    also: tuple[str, ...]
    codes: tuple[Code, ...]


@cache
def everyday_words() -> tuple[EverydayWord, ...]:
    """Every word of data/everyday.csv, in its order."""
    with (DATA / "everyday.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            EverydayWord(
                row["word"],
                tuple(row["also"].split()),
                tuple(found for code in row["codes"].split() if (found := code_of(code))),
            )
            for row in csv.DictReader(file)
        )


def everyday_word(text: str) -> EverydayWord | None:
    """The everyday word that a text is, itself or a synonym (房租, 租金); None when it is not in the list."""
    return _by_word().get(text.strip())


@cache
def _by_word() -> Mapping[str, EverydayWord]:
    named = {other: word for word in everyday_words() for other in word.also}
    return MappingProxyType(named | {word.word: word for word in everyday_words()})
