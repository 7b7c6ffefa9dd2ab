"""The help: how to do what readers want, how to read what the panes show, and every command of the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from ... import dates, keys, wording
from ...keys import Command
from ..bars import Footer
from ..bindings import bindings_for
from ..ink import Line, Span, spread, width_of, wrap
from ..lines import BAR
from ..page import Page
from ..panes.quotes import MARKED
from ..phrases import CELL_INKS, CELL_MARKS, CELL_MEANINGS, EVENT_MARKS, MARK_INKS, MODES, REPLY

KEYS = 16
"""Cells of the column of keys, and of that of marks."""
TWO_COLUMNS = 100
INDENT = 2

HOW = (
    ("find what somebody said", "{box.open} and type who, and some of it: putin color revolution. Marks and typos do"
     " not matter. {box.go} goes to the first hit."),
    ("see how articles word it differently", "{compare.open} on a quote: its wordings side by side, word by word;"
     " {hit.next} {hit.previous} go on to other quotes."),
    ("see through whom it came", "{row.open} on a quote: its detail says “according to”. All that came through one"
     " agency: {box.open} via:tass."),
    ("see only one person, article, place or day", "{filter.only} on it, {filter.without} for all but it; again lifts"
     " it. From this day on {time.from}, until this day {time.until}."),
    ("see what happened, and who says so", "{pane.timeline} the timeline, {matrix.open} which article reports what,"
     " {claims.open} what they differ on."),
    ("read it in English, or where it stands", "{language.next} turns to English; {context.open} shows the quote in its"
     " article."),
    ("copy it with its citation", "{quote.copy}. Several: {quote.mark} each, then {quote.copy}. {quote.copy-as} asks in"
     " which style. {quote.copy} twice shows the text, to select it by hand; tmux lets copies through only with:"
     " set -g set-clipboard on."),
    ("get back", "{spot.back} to where you were, {spot.forward} forward again. {query.peel} takes the query's last term"
     " away, {cover.close} closes a view, {program.close} quits."),
    ("do what I know no key for", "{palette.open} and type a word of it: copy, theme, wider."),
    ("have other keys or colours", "{theme.next} dark or light; {palette.open} theme, for more of them. The command"
     " kaztui keys prints all keys; yours go into ~/.config/kaztui/config.toml."),
)  # fmt: skip
"""What a reader wants, in their words, and which commands do it."""

CHAIN = (
    ("Putin ▸ TASS ▸ PLVN", "Putin said it, TASS passed it on, PLVN prints it"),
    ("TASS?", "that link is inferred, the article does not state it"),
    ("(article)", "credited by the article as a whole"),
    ("3 of 5", "so many of the articles print it"),
    ("≥ 1", "at least so many origins that do not depend on each other"),
    ("≠", "an article contradicts it"),
    (REPLY, "answers somebody's statement"),
)
PLACES = (
    (BAR, "bar", "the cursor"),
    ("underlined", "text link", "leads on: {link.open} follows it"),
    ("matched", "text match", "what the query found"),
    (MARKED, "text", "marked, to be copied"),
    ("10█", "time", "the day with the most quotes"),
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
        commands = self.commands
        if width < TWO_COLUMNS:
            return [*_how(commands, width), *_marks(commands, width), *_all(keys.groups(commands), width)]
        half = width // 2 - 2
        groups = keys.groups(commands)
        ways = (
            (_how(commands, half) + _all(groups[:n], half), _marks(commands, half) + _all(groups[n:], half))
            for n in range(len(groups) + 1)
        )
        left, right = min(ways, key=lambda columns: max(map(len, columns)))
        return [
            Line((*one.spans, Span(" " * (half + 4 - width_of(one.spans)), "text"), *other.spans))
            for one, other in zip_longest(left, right, fillvalue=Line())
        ]


def _how(commands: Sequence[Command], width: int) -> list[Line]:
    lines = [Line((Span("How do I …", "soft"),))]
    for question, answer in HOW:
        lines += [Line(line) for line in wrap([Span(question, "strong")], width)]
        answer_lines = wrap(_with_keys(answer, commands), width - INDENT)
        lines += [Line((Span(" " * INDENT, "text"), *line)) for line in answer_lines]
    return [*lines, Line()]


def _with_keys(text: str, commands: Sequence[Command]) -> list[Span]:
    """The text with each ``{id}`` as the key of that command."""
    parts = re.split(r"\{([a-z.-]+)\}", text)
    return [
        Span(keys.key_of(part, commands), "key") if number % 2 else Span(part, "text")
        for number, part in enumerate(parts)
        if part
    ]


def _all(groups: Iterable[tuple[str, list[Command]]], width: int) -> list[Line]:
    lines: list[Line] = []
    for group, commands in groups:
        lines += [Line((Span(group, "strong"),))]
        for command in commands:
            names = " ".join(map(keys.key_name, command.keys))
            lines += _entry([Span(names, "key")], [Span(command.help, "text")], width)
        lines.append(Line())
    return lines


def _marks(commands: Sequence[Command], width: int) -> list[Line]:
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
    lines += [Line(), Line((Span("In the matrix", "strong"),))]
    for cell, mark in CELL_MARKS.items():
        lines += _entry([Span(mark, CELL_INKS[cell])], [Span(CELL_MEANINGS[cell], "text")], width)
    lines += [Line(), Line((Span("On the screen", "strong"),))]
    for example, look, meaning in PLACES:
        lines += _entry([Span(example, look)], _with_keys(meaning, commands), width)
    return [*lines, Line()]


def _entry(left: list[Span], right: list[Span], width: int) -> list[Line]:
    column = max(KEYS, width_of(left) + 2)
    pad = Span(" " * (column - width_of(left)), "text")
    first, *rest = wrap(right, width - column)
    return [Line((*left, pad, *first)), *(Line((Span(" " * column, "text"), *line)) for line in rest)]


class HelpScreen(ModalScreen[None], inherit_bindings=False):
    """Over everything, until it is closed."""

    AUTO_FOCUS = "HelpPage"

    def __init__(self, commands: tuple[Command, ...]) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        page, footer = HelpPage(), Footer()
        for widget in (page, footer):
            widget.set_reactive(type(widget).commands, self._commands)
        footer.set_reactive(Footer.place, "help")
        yield page
        yield footer
