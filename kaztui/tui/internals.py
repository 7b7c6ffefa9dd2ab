"""What Textual does not promise to keep: every private name of it that the explorer's terminal is made with.

:mod:`keyboard` wraps its parser of typed bytes, :mod:`diff` reads what it is about to draw, :class:`Held` and
:func:`draw_now` say when it does; without the method that these call, it does so when it likes. Where the parts that
are read look otherwise than they are known to, :func:`can_read_updates` is false and the screen is drawn as Textual
draws it, whatever that costs on the line.
"""

from __future__ import annotations

import inspect
import os
import re
from time import monotonic
from typing import Any

import textual
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

__all__ = ["ChopsUpdate", "Held", "LayoutUpdate", "ParseError", "XTermParser", "can_read_updates", "draw_now"]

KNOWN = ((8, 2), (9, 0))
"""Textual from the first of these versions up to the second, which it is not."""
_SHAPES = (
    (LayoutUpdate, ["strips", "region"]),
    (ChopsUpdate, ["chops", "spans", "chop_ends"]),
    (getattr(App, "_display", None), ["self", "screen", "renderable"]),
)


def can_read_updates() -> bool:
    """Whether what this Textual draws is known to look as it is read."""
    return KNOWN[0] <= _version() < KNOWN[1] and all(
        made is not None and list(inspect.signature(made).parameters) == names for made, names in _SHAPES
    )


class Held(Screen[None], inherit_bindings=False):
    """A screen that draws nothing when Textual's clock ticks while it is held; it will at a later tick."""

    _held_until = 0.0

    def hold(self, seconds: float) -> None:
        """Hold it so long at most, and not again and again; may be called from another thread."""
        now = monotonic()
        if now > self._held_until + seconds:
            self._held_until = now + seconds

    def release(self) -> None:
        """Hold it no longer."""
        self._held_until = 0.0

    @property
    def is_held(self) -> bool:
        return monotonic() < self._held_until

    def _on_timer_update(self) -> None:
        draw = getattr(super(), "_on_timer_update", None)
        if draw is not None and not self.is_held:
            draw()


def draw_now(screen: Screen[Any], only: Widget | None = None) -> None:
    """Draw what has changed, and not when Textual's clock next ticks, up to a sixtieth of a second later.

    ``only``: a widget for which the others wait until then, as far as nothing has to be laid out.
    """
    draw = getattr(screen, "_on_timer_update", None)
    if draw is None:
        return
    dirty, clock = getattr(screen, "_dirty_widgets", None), getattr(screen, "_update_timer", None)
    if only is None or not isinstance(dirty, set) or not isinstance(clock, Timer):
        draw()
        return
    others = dirty - {only}
    dirty -= others
    draw()
    if others:
        dirty |= others
        clock.resume()


def _version() -> tuple[int, int]:
    """Textual's version, by the name of the folder that its installer left beside it; (0, 0) without one.

    ``importlib.metadata`` says the same, but costs a tenth of the whole start.
    """
    for name in os.listdir(os.path.dirname(os.path.dirname(textual.__file__))):
        if found := re.fullmatch(r"textual-(\d+)\.(\d+).*\.(?:dist|egg)-info", name):
            return int(found[1]), int(found[2])
    return 0, 0
