"""Keeps what a function gave for the objects that it was asked about last."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def remembered(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A decorator for functions of positional arguments that do not change; it keeps that many answers.

    The arguments are told apart by identity: the hash of a report reads the whole of it, at each of a hundred questions.
    """

    def keeping(function: Callable[P, R]) -> Callable[P, R]:
        kept: dict[tuple[int, ...], tuple[object, R]] = {}

        @wraps(function)
        def asked(*args: P.args, **kwargs: P.kwargs) -> R:
            key = tuple(map(id, args))
            answer = kept.get(key)
            if answer is None:
                if len(kept) >= most:
                    kept.pop(next(iter(kept)), None)
                # The arguments are kept too, so that no other object gets their identity.
                answer = kept[key] = (args, function(*args, **kwargs))
            return answer[1]

        return asked

    return keeping
