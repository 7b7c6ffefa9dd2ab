"""The explorer for strangers: without what could touch the server, and with a clock that ends the session.

Textual's application can do more than this one needs: each such method here does nothing, so that no key, action or
later change of the explorer finds it. :func:`kaztui.restricted.seal` takes the means away from the whole process.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from rich.console import Console
from textual import events
from textual.app import SuspendNotSupported, SystemCommand
from textual.screen import Screen

from ..dossier import Dossier
from ..restricted import GRACE, Clock, Limits, end_after
from .canvas import Canvas
from .ink import Line, Span, crop, ink, width_of
from .session import Session


class Notice(Canvas):
    """A line over the heading: how soon the session ends."""

    DEFAULT_CSS = "Notice { overlay: screen; position: absolute; width: 100%; height: 1; }"

    def __init__(self, said: str) -> None:
        super().__init__()
        self.said = said

    def window(self, width: int, height: int) -> list[Line]:
        shown = crop([ink(f" {self.said}", "doubt")], width)
        return [Line((*shown, Span(" " * (width - width_of(shown)), "doubt")))]


class RestrictedSession(Session):
    def __init__(self, dossier: Dossier, query: str, limits: Limits, *, articles: str | None = None) -> None:
        super().__init__(dossier, query, articles=articles)
        self.error_console = Console(stderr=True, quiet=True)  # where Textual prints tracebacks, with local variables
        self.over = ""
        """Why the session was ended, if the clock ended it."""
        self._clock = Clock(limits, monotonic())
        self._warned = ""
        self._grace = min(GRACE, limits.idle * 60)

    # -- time -----------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        self._look_at_clock()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.InputEvent | events.Paste) and not event.is_forwarded:
            self._clock.touch(monotonic())
            self._set_alarm()
            if self._warned:
                self._say(self._clock.step(monotonic()).warning)
        await super().on_event(event)

    def _look_at_clock(self) -> None:
        """Warn, end, or look again when there will be more to do: a handful of times in a session."""
        step = self._clock.step(monotonic())
        if step.over:
            self.over = step.over
            self.exit()
            return
        self._say(step.warning)
        self._set_alarm()
        self.set_timer(step.wait, self._look_at_clock)

    def _set_alarm(self) -> None:
        """Have the kernel end a session that never looks at its clock: its line is stalled, or it is busy for ever."""
        if not self.is_headless:
            end_after(self._clock.left(monotonic()) + self._grace)

    def _say(self, warning: str) -> None:
        if warning == self._warned:
            return
        self._warned = warning
        for screen in self.screen_stack:
            screen.query(Notice).remove()
        if warning:
            self.screen.mount(Notice(warning))

    # -- what is not there ----------------------------------------------------------------------------

    @contextmanager
    def suspend(self) -> Iterator[None]:
        raise SuspendNotSupported
        yield

    def action_suspend_process(self) -> None:
        pass

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        pass

    def deliver_text(self, *_: Any, **__: Any) -> str | None:
        return None

    def deliver_binary(self, *_: Any, **__: Any) -> str | None:
        return None

    def deliver_screenshot(self, *_: Any, **__: Any) -> str | None:
        return None

    def action_screenshot(self, *_: Any, **__: Any) -> None:
        pass

    def save_screenshot(self, *_: Any, **__: Any) -> str:
        return ""

    def action_command_palette(self) -> None:
        pass

    def get_system_commands(self, screen: Screen[Any]) -> Iterator[SystemCommand]:
        return iter(())
