"""The lines around the panes: what this is, the query with what it leaves, the keys."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import BindingType
from textual.reactive import var
from textual.widgets import Input

from .. import keys
from ..dossier import Dossier
from ..keys import Command, Place
from ..query import MAX_LENGTH, Problem
from ..text import sanitise
from ..views import NOTHING, View
from .bindings import bindings_for
from .canvas import Canvas
from .ink import Line, Span, crop, ink, spread, width_of, wrap
from .layout import SMALLEST

QUESTION = ": who said what, when, according to whom?"
HINT = "type to find, with or without marks"


class Heading(Canvas):
    """The dossier's title as the question that it answers, and how much it holds."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__()
        self.dossier = dossier

    def window(self, width: int, height: int) -> list[Line]:
        title = ink(f" {self.dossier.about.title}", "strong")
        question = Span(QUESTION, "text")
        full = [
            _count(len(self.dossier.sources), "article"),
            _count(len(self.dossier.events), "event"),
            _count(len(self.dossier.quotes), "quote"),
        ]
        # The first of these that fits is drawn.
        for left, counts in (((title, question), full), ((title, question), full[-1:]), ((title,), full[-1:])):
            right = [Span(" · ".join(counts) + " ", "soft")]
            if width_of(left) + width_of(right) + 2 <= width:
                return [Line(spread(left, right, width))]
        return [Line(crop((title,), width))]


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


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

    def __init__(self, query: str) -> None:
        super().__init__(sanitise(query), placeholder=HINT, max_length=MAX_LENGTH, compact=True, select_on_focus=False)
        self.cursor_blink = False

    def action_complete(self) -> None:
        self.app.call_later(self.app.run_action, "first_hit")

    def action_earlier(self) -> None:
        pass

    def action_later(self) -> None:
        self.app.call_later(self.app.run_action, "first_hit")

    def on_paste(self, event: events.Paste) -> None:
        """Take the whole text as one line, without what would act on the terminal that echoes it."""
        event.prevent_default()
        event.stop()
        self.replace(sanitise(event.text)[: MAX_LENGTH - len(self.value)], *self.selection)


class Outcome(Canvas):
    """What the query leaves, or what is mistaken in it, at the end of its line."""

    view: var[View] = var(NOTHING, init=False)
    problem: var[Problem | None] = var(None, init=False)
    """The first mistake."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__()
        self.dossier = dossier

    def watch_view(self, view: View) -> None:
        self.problem = view.problems[0] if view.problems else None
        self.repaint()

    def watch_problem(self, problem: Problem | None) -> None:
        # As wide as what has to be said; that lays out the query's own line anew, and nothing else.
        self.set_class(problem is not None, "-problem")
        self.styles.width = None if problem is None else cell_len(sanitise(str(problem))) + 2

    def on_mount(self) -> None:
        self.watch_view(self.view)

    def window(self, width: int, height: int) -> list[Line]:
        if self.problem is not None:
            return [Line(_problem(self.problem, width))]
        if self.view.query.is_empty:
            said = "in time order" if self.dossier.quotes else ""
        else:
            said = f"{len(self.view.quotes)} of {_count(len(self.dossier.quotes), 'quote')}"
        right = crop([Span(said, "soft")], width - 1)
        return [Line((Span(" " * (width - 1 - width_of(right)), "soft"), *right))]


def _problem(problem: Problem, width: int) -> tuple[Span, ...]:
    """A mistake in what room there is: where it is short, what may have been meant comes first."""
    said = str(problem)
    if cell_len(said) >= width and problem.nearest:
        said = f"did you mean {problem.nearest}?"
    shown = crop([ink(said, "doubt")], width - 1)
    return (Span(" " * (width - 1 - width_of(shown)), "soft"), *shown)


class Footer(Canvas):
    """The keys that work here, most useful first; the last two, help and quit, stay where room is short."""

    place: var[Place] = var("list", init=False)
    notice: var[str] = var("", init=False)
    """What has just been done: said here in place of the keys."""
    commands: var[tuple[Command, ...]] = var(keys.COMMANDS, init=False)

    def watch_place(self) -> None:
        self.repaint()

    def watch_notice(self) -> None:
        self.repaint()

    def window(self, width: int, height: int) -> list[Line]:
        if self.notice:
            return [Line(crop([Span(" ", "text"), ink(self.notice, "own")], width))]
        labels = keys.footer(self.place, self.commands)
        entries = [(Span(f" {key} ", "key"), Span(f"{label} ", "soft")) for key, label in labels]
        while len(entries) > 2 and sum(map(width_of, entries)) > width:
            del entries[-3]
        return [Line(tuple(span for entry in entries for span in entry))]


class TooSmall(Canvas):
    """What stands in a window in which nothing else can."""

    def window(self, width: int, height: int) -> list[Line]:
        said = f"{width}x{height} is too small: {SMALLEST.width}x{SMALLEST.height} at least. q quits"
        return [Line(line) for line in wrap([Span(said, "text")], width)]
