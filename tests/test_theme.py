"""Colours: every ink can be read on its ground, in ours and in borrowed themes, in 16.7 million colours, 256 and 16."""

from __future__ import annotations

import pytest
from rich.color import Color, ColorSystem
from textual.theme import BUILTIN_THEMES

from kaztui.tui.palette import EXACT, READABLE, contrast, mixed, readable, rgb
from kaztui.tui.theme import PALETTES, palette_of, style

READ = ("text", "soft", "strong", "time", "own", "gloss", "doubt", "planned", "alleged", "accent", "key")
"""Inks of what is read; rules and the cursor's bar are seen."""
STATES = ("", " cursor", " resting", " band", " match", " link", " chosen", " match link")
DRAWN = [ink + state for ink in READ for state in STATES]
XTERM = (
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
    (255, 255, 255),
)  # fmt: skip
"""xterm's sixteen; others' differ, so that less contrast is asked of them."""
SIXTEEN = 3.0
CUBE = {0, 95, 135, 175, 215, 255}
TRUECOLOUR = [name for name, theme in BUILTIN_THEMES.items() if not theme.ansi]
TERMINAL = [name for name, theme in BUILTIN_THEMES.items() if theme.ansi]


def shown(colour: Color | None, system: ColorSystem) -> tuple[int, int, int]:
    """What a terminal of so many colours makes of a colour."""
    assert colour is not None
    less = colour.downgrade(system)
    if system is ColorSystem.STANDARD:
        assert less.number is not None
        return XTERM[less.number]
    red, green, blue = less.get_truecolor()
    return red, green, blue


def faint(theme: str, system: ColorSystem, least: float) -> list[str]:
    """The inks that cannot be read in a theme, each with its contrast."""
    looks = {ink: style(theme, ink) for ink in DRAWN}
    found = {ink: contrast(shown(look.color, system), shown(look.bgcolor, system)) for ink, look in looks.items()}
    return [f"{ink} {value:.1f}" for ink, value in found.items() if value < least]


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize(
    ("system", "least"),
    [(ColorSystem.TRUECOLOR, READABLE), (ColorSystem.EIGHT_BIT, READABLE), (ColorSystem.STANDARD, SIXTEEN)],
)
def test_every_ink_of_ours_can_be_read(theme: str, system: ColorSystem, least: float) -> None:
    assert faint(theme, system, least) == []


@pytest.mark.parametrize("theme", TRUECOLOUR)
@pytest.mark.parametrize("system", [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT])
def test_every_ink_of_a_borrowed_theme_can_be_read(theme: str, system: ColorSystem) -> None:
    assert faint(theme, system, READABLE) == []


@pytest.mark.parametrize("theme", TRUECOLOUR)
def test_a_borrowed_theme_in_256_colours_has_no_others_and_can_be_read(theme: str) -> None:
    assert set(palette_of(f"{theme}-256")) <= set(EXACT)
    assert faint(f"{theme}-256", ColorSystem.EIGHT_BIT, READABLE) == []


@pytest.mark.parametrize(
    ("theme", "ground"), [("nord", "#3a3a3a"), ("tokyo-night", "#1c1c1c"), ("catppuccin-latte", "#eeeeee")]
)
def test_a_dark_blue_does_not_become_teal(theme: str, ground: str) -> None:
    assert palette_of(f"{theme}-256").screen == ground


@pytest.mark.parametrize("theme", TERMINAL)
def test_a_theme_of_the_terminals_own_colours_names_no_others(theme: str) -> None:
    for colour in palette_of(theme):
        assert Color.parse(colour).is_default or Color.parse(colour).is_system_defined, colour


@pytest.mark.parametrize("theme", PALETTES)
def test_colours_of_ours_are_exact_on_a_terminal_of_256(theme: str) -> None:
    for colour in palette_of(theme):
        parts = rgb(colour)
        assert CUBE.issuperset(parts) or (len(set(parts)) == 1 and parts[0] % 10 == 8), colour


@pytest.mark.parametrize("theme", PALETTES)
def test_the_cursor_and_what_matched_are_told_from_the_rest_on_16_colours(theme: str) -> None:
    for state in ("cursor", "match", "chosen"):
        ground = style(theme, f"text {state}").bgcolor
        assert shown(ground, ColorSystem.STANDARD) != shown(style(theme, "text").bgcolor, ColorSystem.STANDARD), state


@pytest.mark.parametrize("theme", [*PALETTES, "nord", "ansi-dark"])
def test_a_link_is_told_without_colour_and_so_is_the_chosen_one(theme: str) -> None:
    assert style(theme, "time link").underline and not style(theme, "time").underline
    assert style(theme, "time match link").underline
    assert not style(theme, "time chosen").underline


def test_no_two_themes_look_alike_by_mistake() -> None:
    assert len({palette_of(theme) for theme in (*PALETTES, *BUILTIN_THEMES)}) == len(PALETTES) + len(BUILTIN_THEMES)


def test_an_unknown_theme_is_the_dark_one() -> None:
    assert palette_of("nonesuch") == PALETTES["kaztui-dark"]


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#777777", 1.0), ("#767676", "#ffffff", 4.54)],
)
def test_contrast_is_that_of_the_web_guidelines(one: str, other: str, ratio: float) -> None:
    assert contrast(rgb(one), rgb(other)) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize(
    ("colour", "ground", "expected"),
    [
        ("#ffffff", "#000000", "#ffffff"),  # as it is where it can be read
        ("#101010", "#000000", None),  # lighter where it cannot
        ("#ffff00", "#ffffff", None),  # darker on white
    ],
)
def test_a_colour_is_moved_as_far_as_it_takes_to_be_read(colour: str, ground: str, expected: str | None) -> None:
    found = readable(colour, [ground])
    assert expected is None or found == expected
    assert contrast(rgb(found), rgb(ground)) >= READABLE


def test_colours_are_mixed_by_shares() -> None:
    assert [mixed("#000000", "#ffffff", share) for share in (0, 0.5, 1)] == ["#000000", "#808080", "#ffffff"]
