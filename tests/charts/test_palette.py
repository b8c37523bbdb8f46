"""The seven colours of the charts are told apart without colour vision too, and what is written on them is readable."""

import itertools
import math
import re
from pathlib import Path

import pytest

STYLE = Path(__file__).parents[2] / "static/budgets/css/site.css"
TOKENS = dict(re.findall(r"--([ci][1-7]): (#[0-9a-f]{3,6});", STYLE.read_text(encoding="utf-8")))
Rgb = tuple[float, float, float]
Matrix = tuple[Rgb, Rgb, Rgb]

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear light.
SIGHT: dict[str, Matrix] = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "without red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "without green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "without blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# From sRGB to CIE XYZ over its white.
TO_XYZ: Matrix = (
    (0.4124 / 0.9505, 0.3576 / 0.9505, 0.1805 / 0.9505),
    (0.2126, 0.7152, 0.0722),
    (0.0193 / 1.089, 0.1192 / 1.089, 0.9505 / 1.089),
)
TOLD_APART = 15.0  # ΔE*ab; side by side 2 is just seen, and a legend lies further off


def times(matrix: Matrix, colour: Rgb) -> Rgb:
    a, b, c = (sum(m * part for m, part in zip(row, colour, strict=True)) for row in matrix)
    return a, b, c


def linear(code: str) -> Rgb:
    digits = code[1:] if len(code) == 7 else "".join(2 * digit for digit in code[1:])
    parts = (int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


def lab(colour: Rgb) -> Rgb:
    x, y, z = (
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116
        for t in times(TO_XYZ, tuple(min(1.0, max(0.0, part)) for part in colour))  # type: ignore[arg-type]
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("sight", SIGHT)
def test_any_two_colours_differ_for_every_kind_of_sight(sight: str) -> None:
    seen = {n: lab(times(SIGHT[sight], linear(TOKENS[f"c{n}"]))) for n in range(1, 8)}
    near = {
        (a, b): round(math.dist(seen[a], seen[b]))
        for a, b in itertools.combinations(seen, 2)
        if math.dist(seen[a], seen[b]) < TOLD_APART
    }
    assert near == {}


@pytest.mark.parametrize("n", range(1, 8))
def test_what_is_written_on_a_colour_is_readable(n: int) -> None:
    dark, light = sorted(times(TO_XYZ, linear(TOKENS[f"{kind}{n}"]))[1] for kind in "ci")
    assert (light + 0.05) / (dark + 0.05) >= 4.5  # WCAG 2.2, 1.4.3
