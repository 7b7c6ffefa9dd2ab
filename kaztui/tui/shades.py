"""What the line in the box means, in colours; which of its mistakes is to be said."""

from __future__ import annotations

from typing import NamedTuple

from rich.highlighter import Highlighter
from rich.style import Style
from rich.text import Text
from textual.widget import Widget

from ..keys import Place
from ..query import Condition, Problem, field_named
from ..views import NOTHING, View
from .theme import style


class Shade(NamedTuple):
    """Characters of the line in an ink."""

    start: int
    end: int
    ink: str


class Shades(Highlighter):
    """The names of fields, and what is mistaken, in colours of their own.

    They are those of the last view, as far as the line still begins as it did: the next view comes after the letter.
    """

    def __init__(self, box: Widget) -> None:
        self.box = box
        self.view = NOTHING
        self.drawn: tuple[Shade, ...] = ()

    def of(self, line: str) -> tuple[Shade, ...]:
        view, asked = self.view, self.view.query.text
        names = [
            Shade(term.start, term.start + term.typed.index(":") + 1, "accent")
            for term in view.query.terms
            if isinstance(term, Condition)
        ]
        mistakes = [
            Shade(problem.start, problem.end, "accent" if is_begun(asked, problem) else "doubt")
            for problem in view.problems
        ]
        return tuple(shade for shade in (*names, *mistakes) if line[: shade.end] == asked[: shade.end])

    def highlight(self, text: Text) -> None:
        self.drawn = self.of(text.plain)
        for start, end, ink in self.drawn:
            text.stylize(Style(color=style(self.box.app.theme, ink).color), start, end)


def said(view: View, place: Place) -> Problem | None:
    """The mistake to be said: the first, but in the box none that is only a field whose value is still to be typed."""
    for problem in view.problems:
        if place != "box" or not is_begun(view.query.text, problem):
            return problem
    return None


def is_begun(text: str, problem: Problem) -> bool:
    """Whether a mistake is only a field whose value is still to be typed."""
    name = text[problem.start : problem.end].lstrip("-")
    return name.endswith(":") and problem.nearest is None and len(field_named(name[:-1])) == 1
