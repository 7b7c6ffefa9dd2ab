"""The query line while it is typed: what it may become is offered under it, earlier queries come back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import var
from textual.timer import Timer
from textual.widgets import Input
from textual.widgets.input import Selection

from ..dossier import Dossier
from ..keys import Place
from ..query import MAX_LENGTH
from ..text import sanitise
from ..views import NOTHING, View
from .bindings import bindings_for
from .canvas import Canvas
from .earlier import Earlier
from .ink import Line, Span
from .shades import Shades, said

if TYPE_CHECKING:  # what is offered is loaded when there is something to offer
    from ..completion import Completion
    from .offers import Offers

HINTS = (
    "type to find, with or without marks; tab asks for a speaker, a day, a place …",
    "find, with or without marks; tab: by speaker, day …",
    "type to find; tab: by speaker, day …",
)
"""What an empty box says: the longest that fits, else the last."""
REST = 0.25
"""Seconds without a key after which a word that may become a field's name is taken for one."""
NAME = 2
"""Letters of a field's name from which it is offered unasked."""


class Prompt(Canvas):
    """The stroke before the query, which is also the key that leads to it."""

    place: var[Place] = var("list", init=False)

    def watch_place(self) -> None:
        self.repaint()

    def window(self, width: int, height: int) -> list[Line]:
        return [Line((Span(" / ", "key" if self.place == "box" else "soft"),))]


class QueryBox(Input, inherit_bindings=False):
    """The query line while it is typed. Letters are text here, whatever they do elsewhere."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("box")

    view: var[View] = var(NOTHING, init=False)

    class Offering(Message):
        """The list was opened or closed."""

        def __init__(self, is_open: bool) -> None:
            super().__init__()
            self.is_open = is_open

    def __init__(self, dossier: Dossier, query: str) -> None:
        self._shades = Shades(self)
        super().__init__(
            sanitise(query),
            placeholder=HINTS[-1],
            highlighter=self._shades,
            max_length=MAX_LENGTH,
            compact=True,
            select_on_focus=False,
        )
        self.cursor_blink = False
        self.dossier = dossier
        self._earlier = Earlier(self.value)
        self._offers: Offers | None = None
        self._before = NOTHING
        """The view from which the list was opened, of which its counts are while more is typed."""
        self._offered: tuple[str, int] | None = None
        """The line and the cursor for which the list is."""
        self._asked_at: tuple[str, int] | None = None
        """The line and the cursor for which tab opened the list; it may be there before the view is."""
        self._is_looking = False
        self._resting: Timer | None = None
        self._refused: str | None = None
        """The line for which nothing is to be offered unasked: its list was closed, or it came back whole."""
        self._taken: tuple[str, int] | None = None
        """The line and the cursor as a value was taken, with a space after it that the reader did not type."""

    # -- what is offered ------------------------------------------------------------------------------

    def watch_view(self, view: View) -> None:
        self._shades.view = view
        if self._shades.of(self.value) != self._shades.drawn:
            self.refresh()
        self._look_soon()

    def watch_selection(self, selection: Selection) -> None:
        if self.view.query.text == self.value:  # else the view is still to come
            self._look_soon()

    def on_resize(self, event: events.Resize) -> None:
        self.placeholder = next((hint for hint in HINTS if len(hint) < event.size.width), HINTS[-1])
        if self.is_offering:
            self._look_soon()

    def on_blur(self) -> None:
        self._earlier.ask(self.value)
        self._close()

    @property
    def is_offering(self) -> bool:
        return self._offers is not None and self._offers.is_open

    def _look_soon(self) -> None:
        """Once, after what was typed has been echoed."""
        if not self._is_looking and self.is_attached and self.has_focus:
            self._is_looking = True
            self.call_after_refresh(self._look)

    def _look(self) -> None:
        """Offer what the line may become, unasked: where a value is due at once, a field's name after a rest."""
        self._is_looking = False
        if self._resting:
            self._resting.stop()
        if self.view.query.text != self.value:  # the view of what was typed is still to come
            return
        if self._asked_at != (self.value, self.cursor_position):
            self._asked_at = None
        if not self.is_offering and self._asked_at is None and self._may_be_name():
            # Not before the key has rested: among very many quotes it takes longer than a key may wait.
            line = self.value, self.cursor_position
            self._resting = self.set_timer(REST, lambda: self._offer_due(line))
        else:
            self._offer_due((self.value, self.cursor_position))

    def _may_be_name(self) -> bool:
        from ..completion import is_of_name

        return is_of_name(self.value, self.cursor_position)

    def _offer_due(self, line: tuple[str, int]) -> None:
        """Offer how a line may go on, if it is still the present one and something is due."""
        if line != (self.value, self.cursor_position):
            return
        offers = self._ways() if self.has_focus and self.value != self._refused else []
        if offers and self._is_due(offers[0]):
            self._offer(offers)
        else:
            self._close()

    def _is_due(self, offer: Completion) -> bool:
        """Whether it was asked for, or is likely enough to be offered unasked: most words are words."""
        if not offer.names_field or self._asked_at == (self.value, self.cursor_position):
            return True
        return self.cursor_position - offer.start >= (1 if self.is_offering else NAME)

    def _ways(self) -> list[Completion]:
        """How the line may go on; nothing where it would only stay as it is."""
        from ..completion import complete

        if not self.is_offering:
            self._before = self.view
        offers = complete(self.value, self.cursor_position, self.dossier, self._before)
        return [] if all(offer.text.casefold() == self.value.casefold() for offer in offers) else offers

    def _offer(self, offers: Sequence[Completion]) -> None:
        if not self.has_focus:
            return
        if self._offers is None:
            from .offers import Offers

            self._offers = Offers(self)
            self.screen.mount(self._offers)
        if not self.is_offering:
            self.post_message(self.Offering(True))
        self._offered = self.value, self.cursor_position
        place = self.content_region
        column = place.x + cell_len(self.value[: offers[0].start]) - int(self.scroll_offset.x)
        self._offers.offer(offers, Offset(max(place.x, column), place.bottom), self.screen.size)

    def _close(self) -> None:
        if self._resting:
            self._resting.stop()
        if self._offers and self._offers.is_open:
            self._offers.close()
            self.post_message(self.Offering(False))

    def _marked(self) -> Completion | None:
        """What is marked in the list; nothing where the line has changed and its list is still to come."""
        if self._offers and self.is_offering and self._offered == (self.value, self.cursor_position):
            return self._offers.rows[self._offers.mark]
        return None

    def _take(self, offer: Completion) -> None:
        """Write what is offered into the line; after a value a space, unless there is one."""
        line, cursor = offer.text, offer.cursor
        self._taken = None
        if not offer.names_field:
            if line[cursor : cursor + 1] != " ":
                line = f"{line[:cursor]} {line[cursor:]}"
                self._taken = line, cursor + 1
            cursor += 1
        self._close()
        self._write(line, cursor)

    def _write(self, line: str, cursor: int) -> None:
        line = sanitise(line)
        if len(line) <= MAX_LENGTH:
            self.value = line
            self.cursor_position = cursor

    def on_offers_chosen(self, message: Offers.Chosen) -> None:
        if self._offers and message.row < len(self._offers.rows):
            self._take(self._offers.rows[message.row])

    # -- keys -----------------------------------------------------------------------------------------

    def action_complete(self) -> None:
        if marked := self._marked():
            self._take(marked)
        elif not self._mend():
            offers = self._ways()
            if not offers:
                self._tell("first_hit")
            elif len(offers) == 1 or self.is_offering:  # the list is only not yet that of the last letter
                self._take(offers[0])
            else:
                self._refused = None
                self._asked_at = self.value, self.cursor_position
                self._offer(offers)

    def _mend(self) -> bool:
        """Put the nearest right word in place of the mistake that is said, if there is one."""
        problem = said(self.view, "box") if self.view.query.text == self.value else None
        if problem is None:
            return False
        from ..completion import repaired

        mended = repaired(self.value, self.cursor_position, problem)
        if mended:
            self._write(mended.text, mended.cursor)
        return mended is not None

    def action_go(self) -> None:
        marked = self._marked()
        if marked and self._offers and self._offers.is_moved:
            self._take(marked)
        else:
            self._tell("first_hit")

    def action_leave(self) -> None:
        if self.is_offering:
            self._refused = self.value
            self._close()
        else:
            self._tell("leave")

    def action_earlier(self) -> None:
        if self._offers and self.is_offering:
            self._offers.move(-1)
        elif (line := self._earlier.back(self.value)) is not None:
            self._come_back(line)

    def action_later(self) -> None:
        if self._offers and self.is_offering:
            self._offers.move(1)
        elif (line := self._earlier.on(self.value)) is not None:
            self._come_back(line)
        else:
            self._tell("first_hit")

    def _come_back(self, line: str) -> None:
        self._refused = line
        self._write(line, len(line))

    def _tell(self, command: str) -> None:
        self.app.call_later(self.app.run_action, command)

    def insert_text_at_cursor(self, text: str) -> None:
        """As Textual's; a comma after a value that was taken goes before the space that came with it."""
        if text == "," and self._taken == (self.value, self.cursor_position):
            self.replace(text, self.cursor_position - 1, self.cursor_position)
        else:
            super().insert_text_at_cursor(text)

    def on_paste(self, event: events.Paste) -> None:
        """Take the whole text as one line, without what would act on the terminal that echoes it."""
        event.prevent_default()
        event.stop()
        self.replace(sanitise(event.text)[: MAX_LENGTH - len(self.value)], *self.selection)
