"""How long the seeded generators run: a sample in every run of the tests, all of it in `make harden` (TRIALS=full)."""

import os


def trials(sample: int, full: int) -> int:
    """How many to draw."""
    return full if os.environ.get("TRIALS") == "full" else sample
