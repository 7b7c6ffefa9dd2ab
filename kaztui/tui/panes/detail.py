"""All about the record under the cursor of the list that has, or last had, the keys."""

from __future__ import annotations

from time import monotonic

from textual.reactive import var
from textual.timer import Timer

from ...dossier import Dossier
from ...views import NOTHING, View
from ..bindings import bindings_for
from ..ink import Line, Span
from ..linked import Linked
from ..sheet import sheet_of

REST = 0.06
"""Seconds from one record to the next within which a key repeats: then the list moves alone."""


class DetailPane(Linked):
    NAME = "detail"
    BINDINGS = bindings_for("detail")
    selection: var[str] = var("", init=False)

    def __init__(self, dossier: Dossier) -> None:
        super().__init__()
        self.dossier = dossier
        self.view = NOTHING
        """The view in which the record is drawn the next time."""
        self._is_expecting = False
        """Whether a view is being shown: :meth:`see` is to come, which draws it, and a selection that came with it."""
        self._turned_to = ""
        """The record that was last drawn, or is marked to be."""
        self._seen: View | None = None
        """The view in which it was last drawn."""
        self._moved = 0.0
        self._waiting: Timer | None = None
        """What will draw the record when the key rests."""

    def expect(self, view: View) -> None:
        """Take a view, and wait for :meth:`see`: a record that comes with it is drawn once, and in its turn."""
        self.view, self._is_expecting = view, True

    def see(self) -> None:
        """Show the record as it is in the view, unless it is shown so already, or will be when the key rests."""
        self._is_expecting = False
        if self._waiting is None and (self._is_other or self._seen is not self.view):
            self.turn(to_top=self._is_other)

    @property
    def _is_other(self) -> bool:
        return self.selection != self._turned_to

    def turn(self, *, to_top: bool = True) -> None:
        self._turned_to = self.selection
        super().turn(to_top=to_top)

    def watch_selection(self) -> None:
        if self._is_expecting:
            return
        now = monotonic()
        repeats, self._moved = now - self._moved < REST and not self.has_focus, now
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(REST, self.catch_up) if repeats else None
        if not repeats:
            self.turn()

    def catch_up(self) -> None:
        """Show what is selected, if that was held back, until the key rests or for a view; that is not waited for."""
        waiting, self._waiting, self._is_expecting = self._waiting, None, False
        if waiting is not None:
            waiting.stop()
        if self._is_other or (waiting is not None and self._seen is not self.view):
            self.turn(to_top=self._is_other)

    def on_focus(self) -> None:
        self.catch_up()

    def choose(self, number: int) -> None:
        self.catch_up()
        super().choose(number)

    def begin(self, line: int, target: str = "") -> None:
        self.catch_up()
        super().begin(line, target)

    def text(self, width: int) -> list[Line]:
        if not self.selection:
            return [Line(), Line((Span("Nothing is selected.", "soft"),))]
        self._seen = self.view
        found = self.view.spans.get(self.selection, {})
        return sheet_of(self.dossier, self.selection, found, width)
