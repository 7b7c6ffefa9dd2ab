"""Every colour of the explorer, and nothing but colour: what each ink means on a dark and on a light screen.

Colours are exact xterm-256 values, so that a terminal of 256 colours shows what a truecolour one does (light greys a
step darker, as Rich rounds them), chosen so that on one of 16 every text still stands out from its ground. No colour
carries a meaning alone: own words stand in quotation marks, what is inferred has its ``?``, the cursor its bar.
"""

from __future__ import annotations

from functools import cache, lru_cache

from rich.style import Style
from textual.theme import Theme

from .palette import Palette

DARK = Palette(
    screen="#121212", cursor="#303030", resting="#262626", band="#1c1c1c",
    text="#c6c6c6", soft="#949494", rule="#4e4e4e", strong="#ffffff",
    time="#87afd7", own="#ffffd7", gloss="#afd7af", doubt="#ffaf5f", planned="#87d7d7",
    accent="#5fd7d7", on_accent="#121212", match="#ffd75f", on_match="#000000",
)  # fmt: skip
LIGHT = Palette(
    screen="#ffffff", cursor="#d0d0d0", resting="#e4e4e4", band="#eeeeee",
    text="#262626", soft="#5f5f5f", rule="#b2b2b2", strong="#000000",
    time="#0000af", own="#00005f", gloss="#5f0087", doubt="#af0000", planned="#005f5f",
    accent="#005f87", on_accent="#ffffff", match="#ffd75f", on_match="#000000",
)  # fmt: skip

PALETTES = {"kaztui-dark": DARK, "kaztui-light": LIGHT}

_BOLD = frozenset({"strong", "accent", "key"})
_ITALIC = frozenset({"gloss", "planned", "alleged"})
_SAME = {"key": "accent", "alleged": "text"}
"""Inks that share a colour."""


def names() -> list[str]:
    """What themes there are: ours first, then Textual's."""
    from textual.theme import BUILTIN_THEMES

    return [*PALETTES, *(name for name in BUILTIN_THEMES if name not in PALETTES)]


@cache
def palette_of(theme: str) -> Palette:
    """The colours of a theme, ours or one of Textual's."""
    if theme in PALETTES:
        return PALETTES[theme]
    from .borrowed import borrowed  # only for a reader who wants one of them

    return borrowed(theme) or DARK


@lru_cache(maxsize=512)
def style(theme: str, ink: str) -> Style:
    """How an ink looks. After its name stands what happens to it.

    ``match``: the query matched it; ``cursor``, ``resting``: the cursor is on its row; ``link``: it leads somewhere;
    ``chosen``: it is the link that enter follows; ``only``, ``some``: of the wordings that are compared it alone, or
    not each, has the word.
    """
    palette = palette_of(theme)
    name, _, state = ink.partition(" ")
    bold = palette.screen != "default" or None  # a terminal's own black is grey in bold
    if state.endswith("chosen"):
        return Style(color=palette.on_accent, bgcolor=palette.accent, bold=bold)
    if state.startswith("match"):
        return Style(color=palette.on_match, bgcolor=palette.match, bold=bold, underline="link" in state or None)
    ground = getattr(palette, {"cursor": "cursor", "resting": "resting", "band": "band"}.get(state, "screen"))
    if name == "bar":
        return Style(color=palette.accent if "cursor" in state else palette.soft, bgcolor=ground)
    if state == "cursor":
        name = "strong"
    elif name == "rule" and state:
        name = "soft"
    colour = getattr(palette, _SAME.get(name, name))
    return Style(
        color=colour,
        bgcolor=ground,
        bold=name in _BOLD or None,
        italic=name in _ITALIC or state == "some" or None,
        underline="link" in state or state == "only" or None,
    )


def theme_of(name: str, dark: bool, like: Theme | None = None) -> Theme:
    """A theme for Textual's own widgets in the colours of a palette; ``like`` has the rest, if there is one."""
    palette = Palette(*(colour if colour.startswith("#") else f"ansi_{colour}" for colour in palette_of(name)))
    return Theme(
        name=name,
        dark=dark,
        ansi=like is not None and like.ansi,
        primary=palette.accent,
        accent=palette.accent,
        foreground=palette.text,
        background=palette.screen,
        surface=palette.screen,
        panel=palette.screen,
        variables={
            **(like.variables if like else {}),
            "ansi-background": palette.screen,
            "ansi-foreground": palette.text,
            "rule": palette.rule,
            "soft": palette.soft,
            "input-cursor-background": palette.accent,
            "input-cursor-foreground": palette.on_accent,
            "input-cursor-text-style": "none",
            "input-selection-background": palette.cursor,
        },
    )


THEMES = tuple(theme_of(name, palette is DARK) for name, palette in PALETTES.items())

COLOURS = """
Screen, Input, Input:focus { background: $background; background-tint: $background 0%; color: $foreground; }
Input > .input--placeholder { color: $soft; }
.-wide Right { border-left: solid $rule; }
MenuScreen { background: transparent; }
Menu { background: $background; border: round $accent; border-title-color: $accent; border-subtitle-color: $soft; }
"""
