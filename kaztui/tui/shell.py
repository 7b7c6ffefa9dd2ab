"""The explorer's screen and state: what is shown, where the keys go, and how both follow from the state.

The state is the query line, from which the view is computed, the selection, a record's id, and what covers the panes.
It goes down to the panes by ``data_bind``, but for the view, which they are shown one after another; what the reader
wants comes up as messages, and as the commands of :mod:`.app`.
"""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events, getters
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import Worker

from ..dossier import Dossier
from ..keys import COMMANDS, Command, Place
from ..query import parse
from ..views import NOTHING, View
from .bars import Footer, Heading, Outcome, TooSmall
from .bindings import bindings_for
from .box import Prompt, QueryBox
from .finding import AT_ONCE, Finder, Showing
from .internals import Held, draw_now
from .layout import LISTS, PANES, Layout, PaneName, layout_for, seen
from .lines import Lines
from .linked import Linked
from .panes import ActorsPane, DetailPane, QuotesPane, TimelinePane
from .phrases import Language
from .theme import COLOURS, PALETTES, THEMES, theme_of
from .titled import Titled
from .trail import Cover

if TYPE_CHECKING:
    from ..config import Config

LEAST_WIDTH = 24
"""Cells of the narrowest column of panes."""
LEAST_HEIGHT = 4
BARS = 3
"""Lines that are no pane's: the heading, the query, the footer."""
FOR_A_COMMAND = 0.1
"""Seconds that what a command asks may take before the next key is looked for: it is no letter of a word."""
AT_FIRST = 0.5
"""Seconds for which a first frame without records may wait for them."""
LETTER = 0.03
"""Seconds that a letter has until the box shows it; what else is to be drawn waits no longer than that."""


class Sizes(NamedTuple):
    """Cells of the left column's width and of the detail's height; 0 leaves them to the program."""

    width: int = 0
    height: int = 0


class Room(Held, inherit_bindings=False):
    """The screen of the panes, without Textual's own keys."""

    focused: var[Widget | None] = var(None)
    """As Textual's, which repaints the whole screen whenever the keys go elsewhere."""


class Left(Vertical):
    """The timeline over the actors."""


class Right(Vertical):
    """The quotes over the detail."""


class Shell(App[None], inherit_bindings=False):
    TITLE = "kaztui"
    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False
    AUTO_FOCUS = "QuotesPane"
    CSS = COLOURS
    CSS_PATH = "kaztui.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("tiny")

    commands: var[tuple[Command, ...]] = var(COMMANDS, init=False)
    """The table of commands with the reader's own keys."""
    query_line: var[str] = var("", init=False)
    view: var[View] = var(NOTHING, init=False)
    selection: var[str] = var("", init=False)
    """What the detail shows: the record under a list's cursor, or one that a link led to."""
    covered: var[Cover | None] = var(None, init=False)
    """What stands over the panes."""
    marked: var[tuple[str, ...]] = var((), init=False)
    """The quotes that are marked to be copied, in the order in which they were."""
    with_statements: var[bool] = var(False, init=False)
    """Whether the timeline has statements, too."""
    language: var[Language] = var("original", init=False)
    zoomed: var[bool] = var(False, init=False)
    arranged: var[Layout] = var("wide", init=False)
    """Of the panes as they stand: one zoomed pane is a small layout, whatever the window."""
    wanted: var[Sizes] = var(Sizes(), init=False)
    """The sizes that the reader gave panes."""
    place: var[Place] = var("list", init=False)
    """Where keys go."""
    offering: var[bool] = var(False, init=False)
    """Whether the box offers how its line may go on."""
    searching: var[bool] = var(False, init=False)
    """Whether the view is still that of an older query."""
    notice: var[str] = var("", init=False)
    """What has just been done, said until the next key."""

    box = getters.query_one(QueryBox)
    timeline = getters.query_one(TimelinePane)
    actors = getters.query_one(ActorsPane)
    quotes = getters.query_one(QuotesPane)
    detail = getters.query_one(DetailPane)
    left = getters.query_one(Left)
    right = getters.query_one(Right)
    panes = getters.query_one("#panes", Horizontal)

    def __init__(
        self, dossier: Dossier, query: str = "", *, articles: str | None = None, config: Config | None = None
    ) -> None:
        super().__init__()
        self.dossier = dossier
        self.articles = articles
        """The folder with the articles' texts, if it was given."""
        self._list: PaneName = "quotes"
        """The list whose record is selected."""
        self._pane: PaneName = "quotes"
        """The pane that has, or last had, the keys; what covers the panes is none."""
        self._over: Linked | None = None
        self._finding: Worker[None] | None = None
        self.set_reactive(Shell.query_line, query)
        self._finder = Finder(dossier, self._found)
        self._room: Room | None = None
        self._finder.ask(parse(query), AT_FIRST)
        self._opening = ExitStack()
        for ours in THEMES:
            self.register_theme(ours)
        self.wear(THEMES[0].name)
        if config:
            self._obey(config)
        self.stylesheet.set_variables(self.get_css_variables())
        self._dressed_for = self.theme
        """The theme for which the style sheet is read before anything is mounted."""

    def _obey(self, config: Config) -> None:
        """Look, and listen, as the reader wants it."""
        if config.theme:
            self.wear(config.theme)
        if config.language:
            self.set_reactive(Shell.language, config.language)
        self.set_reactive(Shell.commands, config.commands)
        self.set_keymap({id: ",".join(keys) for id, keys in config.keymap.items()})

    def wear(self, name: str) -> None:
        """Look as a theme says: one of ours, or one of Textual's in the colours that our own panes have in it."""
        if name not in PALETTES:
            theirs = self.available_themes[name]
            if self.console.color_system != "truecolor" and not theirs.ansi:
                name = f"{name}-256"  # in colours that the terminal has, or makes its sixteen of
            self.register_theme(theme_of(name, theirs.dark, theirs))
        self.theme = name

    def refresh_css(self, animate: bool = True) -> None:
        """As Textual's; which, told of the first theme, would read the whole style sheet twice before a first frame."""
        if self._dressed_for != self.theme:
            super().refresh_css(animate)
        self._dressed_for = ""

    def get_default_screen(self) -> Room:
        self.set_reactive(Shell.arranged, layout_for(self.size))
        self._room = Room(id="_default", classes=f"-{self.arranged}")
        return self._room

    def compose(self) -> ComposeResult:
        yield Heading(self.dossier)
        with Horizontal(id="query"):
            yield Prompt().data_bind(Shell.place)
            yield QueryBox(self.dossier, self.query_line).data_bind(Shell.view)
            yield Outcome(self.dossier).data_bind(Shell.view, Shell.place, Shell.offering, Shell.searching)
        with Horizontal(id="panes"):
            with Left():
                yield TimelinePane(self.dossier).data_bind(Shell.arranged, Shell.commands, Shell.with_statements)
                yield ActorsPane(self.dossier).data_bind(Shell.arranged, Shell.commands)
            with Right():
                yield QuotesPane(self.dossier).data_bind(
                    Shell.arranged, Shell.commands, Shell.language, Shell.marked
                )
                yield DetailPane(self.dossier).data_bind(Shell.arranged, Shell.commands, Shell.selection)
        yield TooSmall().data_bind(Shell.commands)
        yield Footer().data_bind(Shell.place, Shell.notice, Shell.commands)

    def on_load(self) -> None:
        # Textual lays a screen out, and paints it, some four times before it is ready; only the last is sent.
        self._opening.enter_context(self.batch_update())

    def on_mount(self) -> None:
        for pane in self._lists():
            pane.view = self.view
        self.detail.view = self.view
        self._arrange()

    def on_ready(self) -> None:
        self.call_later(self._open)

    def _open(self) -> None:
        self._opening.close()
        self.screen.refresh()
        draw_now(self.screen)
        self._finder.prepare()
        self.call_after_refresh(self._find_on)

    def give_way(self, is_letter: bool) -> None:
        """Let a key that has just come pass before anything that takes longer; called from the thread that reads it."""
        self._finder.give_way()
        if is_letter and self.place == "box" and self._room:
            self._room.hold(LETTER)  # all the panes would be drawn before the letter is

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key):
            self.notice = ""
        await super().on_event(event)

    # -- state ----------------------------------------------------------------------------------------

    def _found(self, found: View) -> Showing:
        """The view of the newest query is there; gives what shows it pane by pane, the list in use first."""
        if not self.is_running:
            self.set_reactive(Shell.view, found)
            self.set_reactive(Shell.selection, found.quotes[0] if found.quotes else "")
            return ()
        self.searching = False
        self.view = found
        self.detail.expect(found)
        first = self.list_in_use
        others = [pane for pane in self._lists() if pane is not first]
        return [
            *self._showing(first, found),
            partial(self._follow, first, first.cursor),
            self.detail.see,
            *(step for pane in others for step in self._showing(pane, found)),
        ]

    def _showing(self, pane: Lines, found: View) -> Showing:
        return [*pane.ready(found), partial(setattr, pane, "view", found)]

    def watch_query_line(self, line: str) -> None:
        if self.box.value != line:
            self.box.value = line
        if self._room:
            self._room.release()
        if self.place == "box":
            draw_now(self.screen, self.box)  # what was typed, before anything is done about it
        self.detail.catch_up()  # the view that it may wait for is dropped
        self._finder.ask(parse(line), AT_ONCE if self.place == "box" else FOR_A_COMMAND)
        self._find_on()

    def _find_on(self) -> None:
        """Let what is not found yet be worked out between keys."""
        self.searching = self._finder.is_busy
        if not self._finder.is_idle and not (self._finding and self._finding.is_running):
            self._finding = self.run_worker(self._finder.run(), name="finding", exit_on_error=True)

    def watch_arranged(self, before: Layout, arranged: Layout) -> None:
        self.default_screen.remove_class(f"-{before}").add_class(f"-{arranged}")
        self._arrange()
        if before == "tiny":
            self._focus_again()

    def watch_zoomed(self) -> None:
        self._lay_out()

    def watch_covered(self) -> None:
        if self.covered and self._over is None:
            from .panes.cover import CoverPane  # not before the first frame

            self._over = CoverPane(self.dossier, self.articles).data_bind(
                Shell.view, Shell.arranged, Shell.commands, Shell.language, Shell.covered
            )
            self.panes.mount(self._over)
        text = self.covered is not None and self.covered.name == "text"
        self.default_screen.set_class(text, "-text")  # it has the whole window
        if self.covered:
            self.place = "text" if text else "cover"
        self._arrange()
        self._focus_again()

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out(event.size)
        self._give_room(event.size)

    def _lay_out(self, size: Size | None = None) -> None:
        layout = layout_for(size or self.size)
        self.arranged = "small" if self.zoomed and layout != "tiny" else layout

    def _arrange(self) -> None:
        """Show the panes that this layout shows together, or what covers them."""
        shown = seen(self.arranged, self._list, "cover" if self.covered else self._pane)
        for pane in self._panes():
            pane.display = pane.NAME in shown
        for column in (self.left, self.right):
            column.display = any(pane.display for pane in self._panes() if pane.parent is column)
        if self._over:
            self._over.display = "cover" in shown
        self._give_room()

    def watch_wanted(self) -> None:
        self._give_room()

    def _give_room(self, size: Size | None = None) -> None:
        """Give panes the sizes that the reader wants, as far as the layout has them and the window has room."""
        size = size or self.size
        width = height = None
        if self.wanted.width and self.arranged == "wide":
            width = max(LEAST_WIDTH, min(self.wanted.width, size.width - LEAST_WIDTH))
        if self.wanted.height and self.arranged in ("wide", "medium"):
            height = max(LEAST_HEIGHT, min(self.wanted.height, size.height - BARS - LEAST_HEIGHT))
        alone = self.arranged == "medium" and self._list != "quotes"  # the detail has its column for itself
        self.left.styles.width = self.left.styles.max_width = width
        self.right.styles.height = height if alone else None
        self.detail.styles.height = None if alone else height

    def _panes(self) -> tuple[Titled, ...]:
        return (*self._lists(), self.detail)

    def _lists(self) -> tuple[QuotesPane, TimelinePane, ActorsPane]:
        return self.quotes, self.timeline, self.actors

    def _pane_named(self, name: PaneName) -> Titled:
        return next(pane for pane in self._panes() if name == pane.NAME)

    @property
    def list_in_use(self) -> Lines:
        """The list whose record is, or last was, selected."""
        return next(pane for pane in self._lists() if self._list == pane.NAME)

    def _focus(self, name: PaneName) -> None:
        """Bring a pane to the front and give it the keys; a list's record is then selected."""
        self._pane = name
        if name in LISTS:
            self._list = name
            self.selection = self.list_in_use.cursor
        if self.covered:
            self.covered = None
        else:
            self._arrange()
            self._focus_again()

    def _focus_again(self) -> None:
        if self.covered and self._over:
            self._over.focus()
        else:
            self._pane_named(self._pane).focus()

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
            case Linked():
                self.place = "text" if self.covered and self.covered.name == "text" else "cover"

    def on_lines_moved(self, event: Lines.Moved) -> None:
        self._follow(event.lines)

    def _follow(self, lines: Lines, before: str | None = None) -> None:
        """Select what the cursor of a list has come to, if it is on another record than ``before``.

        Who reads in the detail, or in what covers the panes, keeps what it shows, whatever a filter does to the list.
        """
        if lines.cursor != before and self._list == lines.NAME and self.place in ("list", "box"):
            self.selection = lines.cursor

    def on_input_changed(self, event: Input.Changed) -> None:
        # An older message of a reader who types faster than rows are found says nothing any more.
        if event.value == event.input.value:
            self.query_line = event.value

    def on_query_box_offering(self, event: QueryBox.Offering) -> None:
        self.offering = event.is_open

    def next_pane(self, step: int) -> PaneName:
        """The pane that many after the one with the keys."""
        return PANES[(PANES.index(self._pane) + step) % len(PANES)]
