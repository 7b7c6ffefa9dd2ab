"""The lines around the panes: what this is, the query with what it leaves, the keys."""

from __future__ import annotations

from rich.cells import cell_len
from textual.reactive import var

from .. import keys
from ..dossier import Dossier
from ..keys import Command, Place
from ..query import Problem
from ..text import sanitise
from ..views import NOTHING, View
from .canvas import Canvas
from .ink import Line, Span, crop, ink, spread, width_of, wrap
from .layout import SMALLEST
from .shades import said

QUESTION = ": who said what, when, according to whom?"


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


class Outcome(Canvas):
    """What the query leaves, or what is mistaken in it, at the end of its line."""

    view: var[View] = var(NOTHING, init=False)
    place: var[Place] = var("list", init=False)
    offering: var[bool] = var(False, init=False)
    """Whether tab takes what is offered, rather than correct the mistake."""
    problem: var[Problem | None] = var(None, init=False)
    """The first mistake."""
    searching: var[bool] = var(False, init=False)
    """Whether the view is not yet that of what is typed."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__()
        self.dossier = dossier

    def watch_view(self, view: View) -> None:
        self.problem = said(view, self.place)
        self.repaint()

    def watch_searching(self) -> None:
        self.repaint()

    def watch_place(self) -> None:
        self.watch_view(self.view)
        self.watch_problem(self.problem)

    def watch_offering(self) -> None:
        self.watch_place()

    def watch_problem(self, problem: Problem | None) -> None:
        # As wide as what has to be said; that lays out the query's own line anew, and nothing else.
        self.set_class(problem is not None, "-problem")
        self.styles.width = None if problem is None else cell_len(sanitise(self._mistake(problem))) + 2

    def _mistake(self, problem: Problem, *, short: bool = False) -> str:
        if not problem.nearest or self.place != "box" or self.offering:
            return f"did you mean {problem.nearest}?" if problem.nearest and short else str(problem)
        mend = f"tab: {problem.nearest}"
        return mend if short else f"{problem.what} · {mend}"

    def on_mount(self) -> None:
        self.watch_view(self.view)

    def window(self, width: int, height: int) -> list[Line]:
        if self.problem is not None:
            return [Line(self._problem(self.problem, width))]
        if self.searching:
            said = "searching …"
        elif self.view.query.is_empty:
            said = "in time order" if self.dossier.quotes else ""
        else:
            said = f"{len(self.view.quotes)} of {_count(len(self.dossier.quotes), 'quote')}"
        right = crop([Span(said, "soft")], width - 1)
        return [Line((Span(" " * (width - 1 - width_of(right)), "soft"), *right))]

    def _problem(self, problem: Problem, width: int) -> tuple[Span, ...]:
        """A mistake in what room there is: where it is short, what may have been meant comes first."""
        mistake = self._mistake(problem)
        if cell_len(mistake) >= width:
            mistake = self._mistake(problem, short=True)
        shown = crop([ink(mistake, "doubt")], width - 1)
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

    commands: var[tuple[Command, ...]] = var(keys.COMMANDS, init=False)

    def window(self, width: int, height: int) -> list[Line]:
        quit = keys.key_of("program.close", self.commands)
        said = f"{width}x{height} is too small: {SMALLEST.width}x{SMALLEST.height} at least. {quit} quits"
        return [Line(line) for line in wrap([Span(said, "text")], width)]
