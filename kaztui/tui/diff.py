"""What Textual draws, as cells: only those that the terminal does not show yet are sent.

Stock Textual (8.2) sends every region that was drawn anew, whole (textual#6456). On a line that is slower than the
keys it sends every frame, too; here the terminal gets the newest one when it has taken the last.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rich.cells import cell_len, get_character_cell_size
from rich.color import ColorSystem
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip

from .cells import PLAIN, Cell, Cells, Look, blank_of, look_of
from .internals import ChopsUpdate, LayoutUpdate

ERASE_IN_COLOUR = re.compile("xterm|tmux|linux|rxvt|alacritty|kitty|foot|wezterm|ghostty|konsole|vte|st$|st-|mintty")
"""Names of terminals that erase to the ground that is set; screen and the VT series do not."""
MOST_MARKS = 3
"""Characters without width that a cell takes, as many as :func:`sanitise` leaves."""
_ACTING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of characters that act instead of showing."""
_SGR = re.compile(r"\x1b\[([\d;]*)m")


class Painter:
    """The cells of one terminal, and what is still to be sent of them."""

    def __init__(self, term: str) -> None:
        self._cells = Cells(erases_in_colour=bool(ERASE_IN_COLOUR.match(term)))
        self._cursor = (0, 0)

    def take(
        self, update: LayoutUpdate | ChopsUpdate, size: Size, colours: ColorSystem, cursor: tuple[int, int]
    ) -> None:
        """Remember what should be on a screen of this size, and where its cursor."""
        self._cells.resize(*size)
        self._cursor = cursor
        if isinstance(update, LayoutUpdate):
            for y, line in enumerate(update.strips, update.region.y):
                self._cells.put(update.region.x, y, _cells(line, colours))
            return
        for y, first, last in update.spans:
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if strip is not None and x < last and end > first:
                    shown = strip if end <= last else strip.crop(0, last - x)
                    self._cells.put(x, y, _cells((shown,), colours))

    def forget(self) -> None:
        """The terminal may show anything: its window changed, or something else wrote on it."""
        self._cells.forget()

    def fits(self, size: tuple[int, int]) -> bool:
        return (self._cells.columns, self._cells.rows) == size

    def changes(self) -> str:
        """What to send, now that it will be sent."""
        return self._cells.changes(self._cursor)


def _cells(strips: Iterable[Strip], colours: ColorSystem) -> list[Cell]:
    cells: list[Cell] = []
    for strip in strips:
        for text, style, control in strip:
            if not control:
                cells += cells_of(text, _look(style, colours) if style else PLAIN)
    return cells


@lru_cache(maxsize=1024)
def _look(style: Style, colours: ColorSystem) -> Look:
    found = _SGR.search(Strip.render_style(style, "x", color_system=colours))
    return look_of(found[1] if found else "", f"id={style.link_id};{style.link}" if style.link else "")


LETTERS = 2_048
"""Characters of one look that are remembered: of any script in use those of some pages."""


class _Alphabet(dict[str, Cell]):
    """Characters in one look: a cell that is shown in many places is there once."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def __missing__(self, character: str) -> Cell:
        if len(self) >= LETTERS:
            self.clear()
        cell = self[character] = blank_of(self._look) if character == " " else (character, self._look)
        return cell


alphabet = lru_cache(maxsize=1024)(_Alphabet)


@lru_cache(maxsize=4096)
def cells_of(text: str, look: Look) -> list[Cell]:
    """A text in a look, cell by cell; the last gate before the terminal: what would act there has no cell."""
    known = alphabet(look)
    if text.isascii() and text.isprintable():
        return [known[character] for character in text]
    cells: list[Cell] = []
    marks = 0
    for character in text:
        width = get_character_cell_size(character)
        category = unicodedata.category(character)
        if category in _ACTING:
            if category == "Cc" or not width:
                continue
            character = "\N{REPLACEMENT CHARACTER}"
        if not width:
            marks += 1
            if cells and marks <= MOST_MARKS:
                at = -2 if cells[-1][0] == "" else -1
                cells[at] = (cells[at][0] + character, look)
            continue
        marks = 0
        cells.append(known[character])
        if width == 2:
            cells.append(("", look))
    room = cell_len(text)  # as Textual has laid it out
    return (cells + [known[" "]] * (room - len(cells)))[:room]
