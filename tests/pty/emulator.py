"""A terminal emulator that shows what a reader would see: pyte, taught what it lacks."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import pyte
from wcwidth import wcwidth

_PRIVATE = 5
"""pyte keeps the number of a private mode shifted by so many bits, among the others."""

# What pyte would print or misread: kitty's keys (CSI < = > u), mode requests (CSI ? n $ p), DCS strings.
_KITTY = re.compile(r"\x1b\[([<>])([\d;]*)u")
_FOREIGN = re.compile(r"\x1b\[\?[\d;]*\$p|\x1b\[=[\d;]*u|\x1b[P_^X][^\x1b]*\x1b\\")
_UNFINISHED = re.compile(r"\x1b(?:\[[\d;:<=>?$]*|[\]P_^X][^\x07\x1b]*\x1b?)?\Z")


class Look(NamedTuple):
    """What a cell shows: its character and whatever of its style can be seen."""

    text: str
    colour: str
    ground: str
    bold: bool
    italic: bool
    underlined: bool
    struck: bool
    reversed: bool


class _Screen(pyte.Screen):
    """As pyte's, but a character without width that is no combining mark joins its base, and ends no line."""

    def draw(self, data: str) -> None:
        start = 0
        for index, character in enumerate(data):
            if wcwidth(character) == 0:
                super().draw(data[start:index])
                self._join(character)
                start = index + 1
        super().draw(data[start:])

    def erase_in_display(self, how: int = 0, *args: Any, **kwargs: Any) -> None:
        """As pyte's, which passes over cells that nothing was ever written to."""
        super().erase_in_display(how, *args, **kwargs)
        rows = {0: range(self.cursor.y + 1, self.lines), 1: range(self.cursor.y)}.get(how, range(self.lines))
        for y in rows:
            for x in range(self.columns):
                self.buffer[y][x] = self.cursor.attrs

    def _join(self, mark: str) -> None:
        if self.cursor.x:
            line = self.buffer[self.cursor.y]
            base = self.cursor.x - 1 if line[self.cursor.x - 1].data else self.cursor.x - 2
            line[base] = line[base]._replace(data=line[base].data + mark)


class Emulator:
    """What a terminal of this size shows after all that was fed to it."""

    def __init__(self, columns: int, rows: int) -> None:
        self._screen = _Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._held = ""
        self.kitty: list[str] = []
        """The keyboard protocols pushed and not popped."""

    def feed(self, text: str) -> None:
        text = self._held + text
        unfinished = _UNFINISHED.search(text)
        self._held = unfinished[0] if unfinished else ""
        text = text[: len(text) - len(self._held)]
        for way, flags in _KITTY.findall(text):
            if way == ">":
                self.kitty.append(flags)
            elif self.kitty:
                self.kitty.pop()
        self._stream.feed(_FOREIGN.sub("", _KITTY.sub("", text)))

    def resize(self, columns: int, rows: int) -> None:
        self._screen.resize(rows, columns)

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self._screen.display]

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row, from 0."""
        return self._screen.cursor.x, self._screen.cursor.y

    @property
    def modes(self) -> set[int]:
        """Numbers of the private modes that are set (25: the cursor is shown; 1049: the alternate screen)."""
        return {mode >> _PRIVATE for mode in self._screen.mode if mode > 31}

    def look(self, x: int, y: int) -> Look:
        """What stands in a cell; of a blank only what a blank shows."""
        cell: Any = self._screen.buffer[y][x]
        blank = cell.data == " " and not (cell.underscore or cell.strikethrough or cell.reverse)
        return Look(
            cell.data,
            "" if blank else cell.fg,
            cell.bg,
            not blank and cell.bold,
            not blank and cell.italics,
            cell.underscore,
            cell.strikethrough,
            cell.reverse,
        )

    def looks(self) -> list[list[Look]]:
        """Every cell, row by row."""
        return [[self.look(x, y) for x in range(self._screen.columns)] for y in range(self._screen.lines)]
