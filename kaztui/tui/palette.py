"""What a palette is, one colour a meaning, and how far two colours stand apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from rich.color import Color, ColorSystem

READABLE = 4.5
"""The least contrast of text with its ground: WCAG 2, level AA."""
STEPS = 20
BRIGHT, HUED = 100, 24
"""Of 255: the brightest part of a colour that is bright, and how far its parts are apart in one with a hue."""
_CUBE = (0, 95, 135, 175, 215, 255)
EXACT = (
    *(f"#{red:02x}{green:02x}{blue:02x}" for red in _CUBE for green in _CUBE for blue in _CUBE),
    *(f"#{grey:02x}{grey:02x}{grey:02x}" for grey in range(8, 248, 10)),
)
"""What a terminal of 256 colours has beside the sixteen that look different everywhere."""


class Palette(NamedTuple):
    """One colour a meaning: ``#rrggbb``, or the terminal's own by its name (``default``, ``bright_black``)."""

    screen: str
    cursor: str
    """Under the row of the cursor, in the pane that has the keys."""
    resting: str
    """Under it in the others."""
    band: str
    """Under what stands above rows: a statement above its wordings."""
    text: str
    soft: str
    """What can be skipped: labels, sources, counts."""
    rule: str
    """Lines between panes: not to be read."""
    strong: str
    """Who: names of speakers."""
    time: str
    own: str
    """Somebody's own words, in their quotation marks."""
    gloss: str
    """Our English for them."""
    doubt: str
    """Inferred, uncertain, alleged."""
    planned: str
    accent: str
    """Where the keys go: the pane in use, the cursor, the keys in the footer."""
    on_accent: str
    match: str
    """Under what the query matched."""
    on_match: str


RGB = tuple[int, int, int]


def rgb(colour: str) -> RGB:
    """The parts of ``#rrggbb``."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def contrast(one: RGB, other: RGB) -> float:
    """How far two colours stand apart: 1 (not at all) to 21 (black and white), as WCAG 2 defines it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: RGB) -> float:
    red, green, blue = (part / 3294.6 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(colour: str, other: str, share: float) -> str:
    """``colour`` with so much of another in it: 0 none, 1 nothing else."""
    parts = (round(a + (b - a) * share) for a, b in zip(rgb(colour), rgb(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


@cache
def nearest_of_256(colour: str) -> str:
    """The colour of a terminal of 256 that looks most like it; Rich's own choice turns dark blues into teal.

    What is bright and has a hue keeps one: among so few colours a grey is often the nearest.
    """
    wanted = rgb(colour)
    hued = max(wanted) >= BRIGHT and max(wanted) - min(wanted) >= HUED
    exact = _exact(hued)
    return min(exact, key=lambda each: _distance(exact[each], wanted))


@cache
def _exact(hued: bool) -> dict[str, RGB]:
    return {exact: parts for exact in EXACT if len(set(parts := rgb(exact))) > 1 or not hued}


def _distance(one: RGB, other: RGB) -> int:
    return 2 * (one[0] - other[0]) ** 2 + 4 * (one[1] - other[1]) ** 2 + 3 * (one[2] - other[2]) ** 2


def readable(
    colour: str, grounds: Iterable[str], least: float = READABLE, shown: Callable[[str], str] = str
) -> str:
    """``colour``, as much nearer to black or white as it takes to be read on each ground, in 256 colours too.

    ``shown`` makes of a colour the one that is used.
    """
    under = [(rgb(ground), _of_256(ground)) for ground in grounds]

    def worst(candidate: str) -> float:
        full, less = rgb(candidate), _of_256(candidate)
        return min(min(contrast(full, ground), contrast(less, coarse)) for ground, coarse in under)

    pole = max(("#000000", "#ffffff"), key=worst)
    shades = (shown(mixed(colour, pole, step / STEPS)) for step in range(STEPS))
    return next((shade for shade in shades if worst(shade) >= least), pole)


@cache
def _of_256(colour: str) -> RGB:
    """What a terminal of 256 colours is sent."""
    red, green, blue = Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).get_truecolor()
    return red, green, blue
