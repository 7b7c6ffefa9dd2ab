"""A pane: a title line, heavy where the keys go, and something beneath it that keys and the wheel move."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.reactive import var

from ..keys import COMMANDS, Command
from .canvas import Canvas
from .ink import Line, Span, Spans, spread, width_of
from .layout import Layout, PaneName, number_of, sharing, title_of

WHEEL = 3
"""Lines that one notch of a wheel moves."""


class Titled(Canvas, can_focus=True):
    """What the panes and the help have in common."""

    NAME: ClassVar[PaneName]
    """The pane's name, which is its widget's id."""
    arranged: var[Layout] = var("wide", init=False)
    commands: var[tuple[Command, ...]] = var(COMMANDS, init=False)
    """The table of commands with the reader's own keys."""

    def __init__(self) -> None:
        super().__init__(id=self.NAME)

    def watch_arranged(self) -> None:
        self.repaint()

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        self.repaint()

    def beside(self) -> Spans:
        """What stands right after the title: what changes with every key, since less of the line is sent then."""
        return ()

    def aside(self, room: int) -> Spans:
        """What stands at the right of the title line, in at most ``room`` cells."""
        return ()

    def title_line(self, width: int) -> Line:
        """``━ 3 Quotes ━━━━━ 7 of 96 ━`` with the keys here, thin without; panes that share a place are tabs in it."""
        rule = Span("━" if self.has_focus else "─", "accent" if self.has_focus else "rule")
        tabs = sharing(self.NAME, self.arranged)
        titles = {name: title_of(name, self.commands) for name in tabs}
        if sum(len(title) + 3 for title in titles.values()) + 1 > width:
            titles |= {name: number_of(name, self.commands) for name in tabs if name != self.NAME}
        left: list[Span] = [rule]
        for name, title in titles.items():
            left += [Span(f" {title} ", self._tab_ink(name)), rule]
        if beside := self.beside():
            left += [Span(" ", "rule"), *beside, Span(" ", "rule"), rule]
        aside = self.aside(max(0, width - width_of(left) - 4))
        right = [Span(" ", "rule"), *aside, Span(" ", "rule"), rule] if aside else [rule]
        return Line(spread(left, right, width, gap=0, fill=rule))

    def _tab_ink(self, name: PaneName) -> str:
        if name != self.NAME:
            return "soft"
        return "accent" if self.has_focus else "text"

    def on_hide(self, event: events.Hide) -> None:
        # News of a window too small for any pane may come when it has grown again: the keys then stay where they were.
        if self in self.screen.focus_chain:
            event.prevent_default()

    # -- what moves -----------------------------------------------------------------------------------

    @property
    def page(self) -> int:
        """Lines beneath the title."""
        return max(1, self.size.height - 1)

    def scroll_lines(self, lines: int) -> None:
        """Move the window over what is beneath the title, as far as there is any."""
        raise NotImplementedError

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_lines(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_lines(-WHEEL)
