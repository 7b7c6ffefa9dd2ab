"""Which panes are seen together in a window of which size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from textual.geometry import Size

from ..keys import COMMANDS, Command, key_of

Layout = Literal["wide", "medium", "small", "tiny"]
PaneName = Literal["timeline", "actors", "quotes", "detail", "cover", "help"]
"""The four panes, and the pages that cover them."""
PANES: tuple[PaneName, ...] = ("timeline", "actors", "quotes", "detail")
LISTS: tuple[PaneName, ...] = ("timeline", "actors", "quotes")

SMALLEST = Size(40, 10)


def layout_for(size: Size) -> Layout:
    """Wide: all panes. Medium: one list, and the detail. Small: one pane. Tiny: none can be used."""
    if size.width < SMALLEST.width or size.height < SMALLEST.height:
        return "tiny"
    if size.width < 80 or size.height < 20:
        return "small"
    return "wide" if size.width >= 110 else "medium"


def sharing(pane: PaneName, layout: Layout) -> tuple[PaneName, ...]:
    """The panes that take turns in the place of ``pane``, which is one of them."""
    if layout == "small":
        return PANES
    return LISTS if layout == "medium" and pane in LISTS else (pane,)


def seen(layout: Layout, list: PaneName, pane: PaneName) -> frozenset[PaneName]:
    """The panes that are seen when ``list`` is the list in use and ``pane`` the pane, or what covers them."""
    if pane == "cover" and layout != "tiny":
        return frozenset((pane,))
    match layout:
        case "wide":
            return frozenset(PANES)
        case "medium":
            return frozenset((list, "detail"))
        case "small":
            return frozenset((pane,))
        case "tiny":
            return frozenset()


def number_of(pane: PaneName, commands: Sequence[Command] = COMMANDS) -> str:
    """The key that leads to a pane, by which its title is known."""
    return key_of(f"pane.{pane}", commands)


def title_of(pane: PaneName, commands: Sequence[Command] = COMMANDS) -> str:
    return f"{number_of(pane, commands)} {pane.capitalize()}"
