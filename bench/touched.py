"""Writes down which test runs a marked line. `faults.py touch` plants calls of `by`; child processes write too."""

import os
from typing import TypeVar

Value = TypeVar("Value")
_written: set[tuple[int, str]] = set()


def by(number: int, value: Value) -> Value:
    """The value, once number and name of the running test stand in the file TOUCHED."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" (")[0]
    if test and (number, test) not in _written:
        _written.add((number, test))
        with open(os.environ["TOUCHED"], "a") as file:
            file.write(f"{number}\t{test}\n")
    return value
