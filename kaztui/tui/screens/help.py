"""The help: every command of the table, and how to read what the panes show."""

from __future__ import annotations

from itertools import zip_longest
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from ... import dates, keys, wording
from ..bars import Footer
from ..bindings import bindings_for
from ..ink import Line, Span, spread, width_of, wrap
from ..page import Page
from ..phrases import EVENT_MARKS, MARK_INKS, MODES, REPLY

KEYS = 16
"""Cells of the column of keys, and of that of marks."""
TWO_COLUMNS = 100

CHAIN = (
    ("Putin ▸ TASS ▸ PLVN", "Putin said it, TASS passed it on, PLVN prints it"),
    ("TASS?", "that link is inferred, the article does not state it"),
    ("(article)", "credited by the article as a whole"),
    ("≥ 1", "at least so many origins that do not depend on each other"),
    ("≠", "an article contradicts it"),
    (REPLY, "answers somebody's statement"),
)


class HelpPage(Page):
    NAME = "help"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("help")

    def title_line(self, width: int) -> Line:
        rule = Span("━", "accent")
        return Line(spread([rule, Span(" Help ", "accent"), rule, *self._more()], [rule], width, gap=0, fill=rule))

    def _more(self) -> list[Span]:
        beside = self.beside()
        return [Span(" ", "rule"), *beside, Span(" ", "rule")] if beside else []

    def text(self, width: int) -> list[Line]:
        if width < TWO_COLUMNS:
            return [*_commands(width), *_marks(width)]
        half = width // 2 - 2
        return [
            Line((*left.spans, Span(" " * (half + 4 - width_of(left.spans)), "text"), *right.spans))
            for left, right in zip_longest(_commands(half), _marks(half), fillvalue=Line())
        ]


def _commands(width: int) -> list[Line]:
    lines: list[Line] = []
    for group, commands in keys.groups():
        lines += [Line((Span(group, "strong"),))]
        for command in commands:
            names = " ".join(map(keys.key_name, command.keys))
            lines += _entry([Span(names, "key")], [Span(command.help, "text")], width)
        lines.append(Line())
    return lines


def _marks(width: int) -> list[Line]:
    lines = [Line((Span("Dates", "strong"),))]
    for example, meaning in dates.LEGEND:
        lines += _entry([Span(example, "time")], [Span(meaning, "text")], width)
    lines += [Line(), Line((Span("Events", "strong"),))]
    for status, mark in EVENT_MARKS.items():
        if mark.strip():
            lines += _entry([Span(mark, MARK_INKS[status])], [Span(status, MARK_INKS[status])], width)
    lines += [Line(), Line((Span("Words", "strong"),))]
    for mode, label in MODES.items():
        lines += _entry([Span(label, "own" if mode in ("direct", "mixed") else "text")],
                        [Span(wording.MODE_MEANINGS[mode], "text")], width)  # fmt: skip
    lines += _entry([Span("English", "gloss")], [Span("our translation", "text")], width)
    lines += [Line(), Line((Span("According to whom", "strong"),))]
    for example, meaning in CHAIN:
        lines += _entry([Span(example, "soft")], [Span(meaning, "text")], width)
    return lines


def _entry(left: list[Span], right: list[Span], width: int) -> list[Line]:
    column = max(KEYS, width_of(left) + 2)
    pad = Span(" " * (column - width_of(left)), "text")
    first, *rest = wrap(right, width - column)
    return [Line((*left, pad, *first)), *(Line((Span(" " * column, "text"), *line)) for line in rest)]


class HelpScreen(ModalScreen[None], inherit_bindings=False):
    """Over everything, until it is closed."""

    AUTO_FOCUS = "HelpPage"

    def compose(self) -> ComposeResult:
        yield HelpPage()
        footer = Footer()
        footer.place = "help"
        yield footer
