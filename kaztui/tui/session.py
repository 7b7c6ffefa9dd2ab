"""The explorer on a real terminal: what it takes beyond the views to be quiet there, and to end decently."""

from __future__ import annotations

import asyncio
import gc
import traceback

from rich.color import ColorSystem
from rich.console import RenderableType
from rich.text import Text
from textual import events
from textual.driver import Driver
from textual.screen import Screen

from ..memory import let_go
from ..text import sanitise
from .app import Explorer
from .driver import TerminalDriver
from .internals import ChopsUpdate, LayoutUpdate

PAUSE, BREAK = 0.5, 10.0
"""Seconds without a key that are a pause, and a longer one."""
SELDOM = 30
"""Collections of what is young for one of all."""


class Session(Explorer):
    _later: tuple[asyncio.TimerHandle, ...] = ()
    """What is done once nobody has pressed a key for a while."""

    def get_driver_class(self) -> type[Driver]:
        return TerminalDriver

    def on_ready(self) -> None:
        self.call_after_refresh(_collect_again)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key):
            for handle in self._later:
                handle.cancel()
            later = asyncio.get_running_loop().call_later
            self._later = later(PAUSE, _tidy), later(BREAK, _tidy_all)
        await super().on_event(event)

    @property
    def _terminal(self) -> TerminalDriver | None:
        return self._driver if isinstance(self._driver, TerminalDriver) else None

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Draw by cells what can be, the rest as Textual does."""
        terminal = self._terminal
        painter = terminal._painter if terminal is not None else None
        if terminal is None or painter is None or not isinstance(renderable, LayoutUpdate | ChopsUpdate):
            super()._display(screen, renderable)
            return
        if self._running and not self._closed and not self._batch_count:
            size = self.screen.outer_size
            colours = self.console._color_system or ColorSystem.TRUECOLOR
            painter.take(renderable, size, colours, size.clamp_offset(self.cursor_position))
            terminal.paint()
        self.post_display_hook()

    def action_redraw(self) -> None:
        super().action_redraw()
        if self._terminal is not None:
            self._terminal.redraw()

    def _fatal_error(self) -> None:
        """Say what went wrong as Python does: Textual's own report shows the values of variables, raw."""
        self._exit_renderables.append(Text(sanitise(traceback.format_exc(), multiline=True)))
        self._close_messages_no_wait()


def _tidy() -> None:
    """Collect what has come since the last time: to look through all there is takes longer than a key may wait."""
    gc.collect()
    gc.freeze()
    let_go()


def _tidy_all() -> None:
    gc.unfreeze()
    _tidy()


def _collect_again() -> None:
    """Look for what can be collected, but not among what was there before the first frame and stays.

    Among all the rest only in a pause: with very many quotes that takes longer than a key may wait.
    """
    gc.freeze()
    gc.set_threshold(*gc.get_threshold()[:2], SELDOM)
    gc.enable()
