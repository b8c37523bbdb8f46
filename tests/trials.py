"""How long the seeded generators run: a sample in every run of the tests, all of it in `make harden` (TRIALS=full)."""

import os
from typing import TypeVar

Extent = TypeVar("Extent")


def trials(sample: Extent, full: Extent) -> Extent:
    """How many to draw, or what to try."""
    return full if os.environ.get("TRIALS") == "full" else sample
