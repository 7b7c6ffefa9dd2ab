"""The explorer: its state, and which key and message changes it.

The state is the query line, from which the view is computed, and the selection, a record's id. It goes down to the
panes by ``data_bind``; what the reader wants comes up as messages and commands.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import ClassVar

from textual import events, getters
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.reactive import var
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from ..dossier import Dossier
from ..keys import Place
from ..query import parse
from ..views import NOTHING, View, view
from .bars import Footer, Heading, Outcome, Prompt, QueryBox, TooSmall
from .bindings import bindings_for
from .layout import LISTS, PANES, Layout, PaneName, layout_for, seen
from .lines import Lines
from .panes import ActorsPane, DetailPane, QuotesPane, TimelinePane
from .phrases import LANGUAGES, Language
from .theme import COLOURS, THEMES
from .titled import Titled


class Room(Screen[None], inherit_bindings=False):
    """The screen of the panes, without Textual's own keys."""

    focused: var[Widget | None] = var(None)
    """As Textual's, which repaints the whole screen whenever the keys go elsewhere."""


class Left(Vertical):
    """The timeline over the actors."""


class Right(Vertical):
    """The quotes over the detail."""


class Explorer(App[None], inherit_bindings=False):
    TITLE = "kaztui"
    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False
    AUTO_FOCUS = "QuotesPane"
    CSS = COLOURS
    CSS_PATH = "kaztui.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("tiny")

    query_line: var[str] = var("", init=False)
    view: var[View] = var(NOTHING, init=False)
    selection: var[str] = var("", init=False)
    language: var[Language] = var("original", init=False)
    zoomed: var[bool] = var(False, init=False)
    arranged: var[Layout] = var("wide", init=False)
    """Of the panes as they stand: one zoomed pane is a small layout, whatever the window."""
    place: var[Place] = var("list", init=False)
    """Where keys go."""

    box = getters.query_one(QueryBox)
    timeline = getters.query_one(TimelinePane)
    actors = getters.query_one(ActorsPane)
    quotes = getters.query_one(QuotesPane)
    detail = getters.query_one(DetailPane)
    left = getters.query_one(Left)
    right = getters.query_one(Right)

    def __init__(self, dossier: Dossier, query: str = "") -> None:
        super().__init__()
        self.dossier = dossier
        self._list: PaneName = "quotes"
        """The list whose record is selected."""
        self._pane: PaneName = "quotes"
        """The pane that has, or last had, the keys."""
        self.set_reactive(Explorer.query_line, query)
        self.set_reactive(Explorer.view, view(dossier, parse(query)))
        quotes = self.view.quotes
        self.set_reactive(Explorer.selection, quotes[0] if quotes else "")
        self._opening = ExitStack()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def get_default_screen(self) -> Room:
        self.set_reactive(Explorer.arranged, layout_for(self.size))
        return Room(id="_default", classes=f"-{self.arranged}")

    def compose(self) -> ComposeResult:
        yield Heading(self.dossier)
        with Horizontal(id="query"):
            yield Prompt().data_bind(Explorer.place)
            yield QueryBox(self.query_line)
            yield Outcome(self.dossier).data_bind(Explorer.view)
        with Horizontal(id="panes"):
            with Left():
                yield TimelinePane(self.dossier).data_bind(Explorer.view, Explorer.arranged)
                yield ActorsPane(self.dossier).data_bind(Explorer.view, Explorer.arranged)
            with Right():
                yield QuotesPane(self.dossier).data_bind(Explorer.view, Explorer.arranged, Explorer.language)
                yield DetailPane(self.dossier).data_bind(Explorer.view, Explorer.arranged, Explorer.selection)
        yield TooSmall()
        yield Footer().data_bind(Explorer.place)

    def on_load(self) -> None:
        # Textual lays a screen out, and paints it, some four times before it is ready; only the last is sent.
        self._opening.enter_context(self.batch_update())

    def on_mount(self) -> None:
        self._arrange()

    def on_ready(self) -> None:
        self.call_later(self._open)

    def _open(self) -> None:
        self._opening.close()
        self.screen.refresh()

    # -- state ----------------------------------------------------------------------------------------

    def watch_query_line(self, line: str) -> None:
        self.view = view(self.dossier, parse(line))
        if self.box.value != line:
            self.box.value = line

    def watch_arranged(self, before: Layout, arranged: Layout) -> None:
        self.screen.remove_class(f"-{before}").add_class(f"-{arranged}")
        self._arrange()
        if before == "tiny":
            self._focus(self._pane)

    def watch_zoomed(self) -> None:
        self._lay_out()

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out(event.size)

    def _lay_out(self, size: Size | None = None) -> None:
        layout = layout_for(size or self.size)
        self.arranged = "small" if self.zoomed and layout != "tiny" else layout

    def _arrange(self) -> None:
        """Show the panes that this layout shows together."""
        shown = seen(self.arranged, self._list, self._pane)
        for pane in self._panes():
            pane.display = pane.NAME in shown
        for column in (self.left, self.right):
            column.display = any(pane.display for pane in self._panes() if pane.parent is column)

    def _panes(self) -> tuple[Titled, ...]:
        return self.timeline, self.actors, self.quotes, self.detail

    def _pane_named(self, name: PaneName) -> Titled:
        return next(pane for pane in self._panes() if name == pane.NAME)

    def _focus(self, name: PaneName) -> None:
        """Bring a pane to the front and give it the keys."""
        self._pane = name
        if name in LISTS:
            self._list = name
        self._arrange()
        self._pane_named(name).focus()

    # -- what widgets tell ----------------------------------------------------------------------------

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        match event.widget:
            case QueryBox():
                self.place = "box"
            case Lines() as lines:
                self.place = "list"
                self._list = self._pane = lines.NAME
                self.selection = lines.cursor
            case DetailPane():
                self.place = "detail"
                self._pane = "detail"

    def on_lines_moved(self, event: Lines.Moved) -> None:
        if self._list == event.lines.NAME:
            self.selection = event.id

    def on_lines_opened(self) -> None:
        self._focus("detail")

    def on_input_changed(self, event: Input.Changed) -> None:
        # An older message of a reader who types faster than rows are found says nothing any more.
        if event.value == event.input.value:
            self.query_line = event.value

    # -- commands -------------------------------------------------------------------------------------

    def action_pane(self, name: PaneName) -> None:
        self._focus(name)

    def action_next_pane(self, step: int) -> None:
        self._focus(PANES[(PANES.index(self._pane) + step) % len(PANES)])

    def action_find(self) -> None:
        if self._pane == "detail" and self.arranged == "small":
            self._focus(self._list)
        self.box.focus()

    def action_leave(self) -> None:
        self._focus(self._list)

    def action_first_hit(self) -> None:
        found = next((pane for pane in (self.quotes, self.timeline, self.actors) if pane.ids), self.quotes)
        found.go(0)
        self._focus(found.NAME)

    def action_peel(self) -> None:
        self.query_line = parse(self.query_line).peeled()

    def action_language(self) -> None:
        self.language = LANGUAGES[(LANGUAGES.index(self.language) + 1) % len(LANGUAGES)]

    def action_zoom(self) -> None:
        self.zoomed = not self.zoomed

    def action_help(self) -> None:
        from .screens.help import HelpScreen

        self.push_screen(HelpScreen())

    def action_close(self) -> None:
        """Close what is open: the help, the detail where it covers its list; nothing being open, quit."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        elif self._pane == "detail" and self.arranged == "small":
            self._focus(self._list)
        else:
            self.exit()

    def action_theme(self) -> None:
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def action_redraw(self) -> None:
        self.refresh()
