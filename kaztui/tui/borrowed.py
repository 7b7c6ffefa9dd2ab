"""Textual's own themes as palettes, so that what we draw ourselves follows them, readable on every ground.

Those that leave the colours to the terminal keep to the sixteen that it names, of which nobody knows how they look:
what is read stands on the terminal's own ground, in its own colour where that will do.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.theme import BUILTIN_THEMES, Theme

from .palette import Palette, mixed, nearest_of_256, readable

TERMINAL_DARK = Palette(
    screen="default", cursor="bright_black", resting="default", band="default",
    text="default", soft="white", rule="bright_black", strong="bright_white",
    time="bright_blue", own="bright_yellow", gloss="bright_green", doubt="yellow", planned="cyan",
    accent="bright_cyan", on_accent="black", match="yellow", on_match="black",
)  # fmt: skip
TERMINAL_LIGHT = Palette(
    screen="default", cursor="white", resting="default", band="default",
    text="default", soft="bright_black", rule="white", strong="black",
    time="blue", own="black", gloss="magenta", doubt="red", planned="blue",
    accent="blue", on_accent="bright_white", match="yellow", on_match="black",
)  # fmt: skip

CURSOR, RESTING, BAND = 0.16, 0.09, 0.05
"""How much of the text's colour the grounds have in them."""
USED = frozenset({"background", "foreground", "primary", "secondary", "accent", "warning", "success"})
COARSE = "-256"
SOFT, RULE = 0.35, 0.7
"""How much of the ground's colour what is soft has in it, and a rule."""


def borrowed(name: str) -> Palette | None:
    """The palette of the theme that Textual has by this name; after it ``-256`` asks for the colours of so many."""
    theme = BUILTIN_THEMES.get(name.removesuffix(COARSE))
    return _palette(theme, nearest_of_256 if name.endswith(COARSE) else str) if theme else None


def _palette(theme: Theme, shown: Callable[[str], str]) -> Palette:
    if theme.ansi:
        return TERMINAL_DARK if theme.dark else TERMINAL_LIGHT
    colours = {name: shown(value[:7]) for name, value in theme.to_color_system().generate().items() if name in USED}
    screen, accent, match = colours["background"], colours["primary"], colours["warning"]
    plain = readable(colours["foreground"], [screen], 7, shown)
    cursor, resting, band = (shown(mixed(screen, plain, share)) for share in (CURSOR, RESTING, BAND))

    def ink(colour: str) -> str:
        return readable(colour, [screen, resting, band], shown=shown)

    accent, on_match = ink(accent), readable("#000000", [match])
    return Palette(
        screen=screen, cursor=cursor, resting=resting, band=band,
        text=ink(plain), soft=ink(mixed(plain, screen, SOFT)), rule=shown(mixed(plain, screen, RULE)),
        strong=readable(plain, [screen, cursor], 7, shown), time=ink(colours["secondary"]),
        own=ink(mixed(plain, match, 0.35)), gloss=ink(colours["success"]), doubt=ink(match),
        planned=ink(colours["accent"]), accent=accent, on_accent=readable(screen, [accent], shown=shown),
        match=match, on_match=on_match,
    )  # fmt: skip
