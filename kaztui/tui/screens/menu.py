"""A menu: a line to type in, and beneath it what can be chosen, the best first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events, getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input

from ...keys import Command
from ...text import sanitise
from ..bars import Footer
from ..bindings import bindings_for
from ..canvas import Canvas
from ..choices import Choice, Found, found
from ..ink import Line, Span, crop, ink, marked, spread, width_of
from ..lines import BAR

LONGEST = 200
"""Characters that can be typed."""
ROOM_FOR_KEYS = 18
AROUND = 3
"""Lines of a menu that are no entries: its edges, and the line to type in."""
LEAST_WIDTH, MOST_WIDTH = 44, 86


class MenuBox(Input, inherit_bindings=False):
    """What is typed to find an entry."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("menu")

    class Moved(Message):
        """The cursor of the list is to move by so many entries."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class Chosen(Message):
        """The entry under the cursor is meant."""

    def __init__(self) -> None:
        super().__init__(placeholder="type to find", max_length=LONGEST, compact=True)
        self.cursor_blink = False

    def action_move(self, step: int) -> None:
        self.post_message(self.Moved(step))

    def action_choose(self) -> None:
        self.post_message(self.Chosen())

    def on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.replace(sanitise(event.text)[: LONGEST - len(self.value)], *self.selection)


class MenuList(Canvas):
    """The entries, one a line, one of which has the cursor."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._all = choices
        self._found = found(choices, "")
        self._index = self._top = 0

    @property
    def chosen(self) -> Choice | None:
        return self._found[self._index].choice if self._found else None

    @property
    def count(self) -> str:
        return f"{self._index + 1} of {len(self._found)}" if self._found else "none"

    def narrow(self, typed: str) -> None:
        """List what is meant by what was typed, the cursor on the best."""
        self._found = found(self._all, typed)
        self._index = self._top = 0
        self.repaint()

    def move(self, step: int) -> None:
        self._index = max(0, min(self._index + step, len(self._found) - 1))
        self.repaint()

    def on_click(self, event: events.Click) -> None:
        if self._top + event.y < len(self._found):
            self._index = self._top + event.y
            self.post_message(MenuBox.Chosen())

    def on_mouse_scroll_down(self) -> None:
        self.move(1)

    def on_mouse_scroll_up(self) -> None:
        self.move(-1)

    def window(self, width: int, height: int) -> list[Line]:
        if not self._found:
            return [Line((Span("  nothing is called that", "soft"),))]
        self._top = max(self._index - height + 1, min(self._top, self._index))
        shown = self._found[self._top : self._top + height]
        return [_entry(each, number == self._index, width) for number, each in enumerate(shown, self._top)]


def _entry(entry: Found, here: bool, width: int) -> Line:
    choice = entry.choice
    name = marked(choice.name, entry.name, "text")
    does = marked(choice.does, entry.does, "soft")
    keys = crop([ink(choice.keys, "key")], ROOM_FOR_KEYS)
    spans = [*name, *([Span("  ", "soft"), *does] if does else [])]
    left = crop(spans, width - 2 - (width_of(keys) + 1 if choice.keys else 1))
    line = spread(left, (*keys, Span(" ", "soft")) if choice.keys else (), width - 1)
    if not here:
        return Line((Span(" ", "text"), *line))
    blank = Span(" " * (width - 1 - width_of(line)), "text")
    lit = (span if " " in span.ink else span._replace(ink=f"{span.ink} cursor") for span in (*line, blank))
    return Line((Span(BAR, "bar cursor"), *lit))


class Menu(Vertical):
    """The box around it."""


class MenuScreen(ModalScreen[Choice], inherit_bindings=False):
    """Over the panes, which stay to be seen; the entry that is chosen is its result."""

    AUTO_FOCUS = "MenuBox"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]
    list = getters.query_one(MenuList)
    menu = getters.query_one(Menu)

    def __init__(self, title: str, choices: Sequence[Choice], commands: tuple[Command, ...]) -> None:
        super().__init__()
        self._heading = title
        self._choices = choices
        self._commands = commands

    def compose(self) -> ComposeResult:
        with Menu():
            yield MenuBox()
            yield MenuList(self._choices)
        footer = Footer()
        footer.set_reactive(Footer.place, "menu")
        footer.set_reactive(Footer.commands, self._commands)
        yield footer

    def on_mount(self) -> None:
        longest = max((sum(map(cell_len, choice[:3])) for choice in self._choices), default=0)
        self.menu.styles.width = min(max(longest + 8, LEAST_WIDTH), MOST_WIDTH)
        self.menu.styles.height = len(self._choices) + AROUND
        self.menu.border_title = self._heading
        self._tell()

    def _tell(self) -> None:
        self.menu.border_subtitle = self.list.count

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()  # the query line is another box
        self.list.narrow(event.value)
        self._tell()

    def on_menu_box_moved(self, event: MenuBox.Moved) -> None:
        self.list.move(event.step)
        self._tell()

    def on_menu_box_chosen(self) -> None:
        if choice := self.list.chosen:
            self.dismiss(choice)
