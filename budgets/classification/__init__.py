"""Functional and economic classification codes, each with its name and how sure we are of it."""

from budgets.classification.codes import (
    Code,
    Standing,
    class_gloss,
    code_of,
    economic,
    functional,
    name_of,
    standing,
)
from budgets.classification.everyday import EverydayWord, everyday_word, everyday_words

__all__ = [
    "Code",
    "EverydayWord",
    "Standing",
    "class_gloss",
    "code_of",
    "economic",
    "everyday_word",
    "everyday_words",
    "functional",
    "name_of",
    "standing",
]
