"""The commands that take words out of the program: mark, copy, copy in a style, show as text to be selected by hand."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from textual import events

from ..keys import key_of
from ..records import kind_of
from .shell import Shell
from .trail import Cover

if TYPE_CHECKING:
    from ..cite import Style
    from .choices import Choice

NEEDS = "tmux needs: set -g set-clipboard on"


class Taken(Struct, frozen=True):
    """What was copied, as it can be shown."""

    ids: tuple[str, ...]
    style: Style


class Taking(Shell):
    _sent: Taken | None = None
    """What the last key, or click, copied."""
    _again: Taken | None = None
    """What the key before this one copied."""

    # -- what the rest of the explorer knows ----------------------------------------------------------

    def _record(self) -> str:
        """The record that a command is about; empty without one."""
        raise NotImplementedError

    def _quote_of(self, id: str) -> str:
        """The quote that a record is or begins with; empty without one."""
        raise NotImplementedError

    def _visit(self, change: Callable[[], object]) -> None:
        """Change the state so that what was before can be gone back to."""
        raise NotImplementedError

    # -- marks ----------------------------------------------------------------------------------------

    def action_mark(self) -> None:
        id = self._record()
        quote = self._quote_of(id) if id else ""
        if not quote:
            self.notice = "only quotes can be marked"
        elif quote in self.marked:
            self.marked = tuple(other for other in self.marked if other != quote)
            self.notice = f"unmarked; {_number(len(self.marked), 'quote')} marked"
        else:
            self.marked = (*self.marked, quote)
            self.notice = f"{_number(len(self.marked), 'quote')} marked; {self._key('quote.copy')} copies them"

    def action_unmark(self) -> None:
        self.notice = f"unmarked: {_number(len(self.marked), 'quote')}" if self.marked else "nothing was marked"
        self.marked = ()

    # -- copies ---------------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        # A key comes back where no widget wanted it.
        if isinstance(event, events.MouseDown) or (isinstance(event, events.Key) and not event.is_forwarded):
            self._again, self._sent = self._sent, None
        await super().on_event(event)

    def action_copy(self) -> None:
        if self._again and not self._text_shown():
            self._show(self._again)
        elif shown := self._text_shown():
            self._copy(shown)
        elif ids := self._ids():
            self._copy(Taken(ids, _usual(ids)))

    def action_copy_as(self) -> None:
        if ids := self._ids():
            from .choices import styles  # not before the first frame
            from .screens.menu import MenuScreen

            self.push_screen(MenuScreen(f"Copy {self._what(ids)} as", styles(), self.commands), self._chosen)

    def action_take(self, style: Style | Literal[""], shown: bool = False) -> None:
        """Copy, or show, the marked or the selected, in a style or the one that is usual for so many."""
        if ids := self._ids():
            (self._show if shown else self._copy)(Taken(ids, style or _usual(ids)))

    def _chosen(self, choice: Choice | None) -> None:
        """Do what was chosen in a menu as if its key had been pressed where the reader was."""
        if choice:
            self.call_later(self.run_action, choice.action, self.default_screen.focused or self.default_screen)

    def _ids(self) -> tuple[str, ...]:
        """The records to be copied: the marked quotes, else the one that is selected."""
        if shown := self._text_shown():
            return shown.ids
        if self.marked:
            return self.marked
        if id := self._record().partition("@")[0]:
            return (id,)
        self.notice = "nothing here to copy"
        return ()

    def _text_of(self, taken: Taken) -> str:
        """The text that is copied; empty, and said why, where such a record is not copied in this style."""
        from ..copying import NotCitable, copied

        try:
            return copied(self.dossier, taken.ids, taken.style)
        except NotCitable as problem:
            self.notice = str(problem)
            return ""

    def _copy(self, taken: Taken) -> None:
        text = self._text_of(taken)
        if not text:
            return
        from .clipboard import TMUX, clipboard
        from .terminal import send

        board = clipboard(text, os.environ)
        if not board.was_sent:
            self._show(taken)
            self.notice = board.message
            return
        send(self, board.sequences)
        self._sent = taken
        self.notice = self._said(self._what(taken.ids), len(text), TMUX in board.message)

    def _said(self, what: str, size: int, tmux: bool) -> str:
        """What was done, in as many words as the window has room for; whether it arrived nobody can know."""
        y = self._key("quote.copy")
        characters = _number(size, "character")
        needs = f"; {NEEDS}" if tmux else ""
        ways = (
            f"sent to your terminal's clipboard: {what}, {characters}{needs}; {y} again shows the text",
            f"sent to your terminal: {what}{needs}; {y} again shows the text",
            f"sent: {what}{needs}; {y} again shows it",
            f"sent: {what}; {y} again shows the text",
        )
        return next((way for way in ways if len(way) < self.size.width), ways[-1])

    # -- text to be selected by hand ------------------------------------------------------------------

    def _show(self, taken: Taken) -> None:
        if self._text_of(taken):
            under = self.covered.under if self.covered and self._text_shown() else self.covered
            text = Cover("text", " ".join((*taken.ids, taken.style)), under)
            self._visit(lambda: setattr(self, "covered", text))

    def _text_shown(self) -> Taken | None:
        if self.covered is None or self.covered.name != "text":
            return None
        from .covers.text import taken

        return Taken(*taken(self.covered.subject))

    # -- words ----------------------------------------------------------------------------------------

    def _what(self, ids: tuple[str, ...]) -> str:
        kinds = {kind_of(self.dossier.record(id)) for id in ids}
        return _number(len(ids), kinds.pop() if len(kinds) == 1 else "record")

    def _key(self, id: str) -> str:
        return key_of(id, self.commands)


def _usual(ids: tuple[str, ...]) -> Style:
    return "plain" if len(ids) == 1 else "markdown"


def _number(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"
