"""The cells of a terminal, as they are and as they should be, and the fewest bytes between the two.

Only what differs is sent; the cursor moves by the shortest sequence, a style is changed and not set anew, blanks are
erased where that is shorter. Nothing here knows Textual.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple


class Look(NamedTuple):
    """A style in the words of a terminal: parameters of SGR, and of OSC 8 where it is a link (``id=1;https://…``)."""

    flags: tuple[str, ...] = ()
    """Bold and the like."""
    colour: str = ""
    ground: str = ""
    """Empty for the terminal's own."""
    link: str = ""


PLAIN = Look()
_SEEN_ON_BLANKS = frozenset({"4", "7", "9", "21", "51", "52", "53"})
"""Underlines, reverse, strokes, frames: the flags that show where there is no letter."""
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "21": "24", "5": "25", "6": "25", "7": "27", "8": "28", "9": "29",
        "51": "54", "52": "54", "53": "55"}  # fmt: skip

Cell = tuple[str, Look]
"""A base character with its marks; the right half of a wide one is empty."""
BLANK: Cell = (" ", PLAIN)
UNKNOWN: Cell = ("?", Look(("unknown",)))
"""A cell of which nobody knows what it shows."""

_SHORT_GAP = 4
"""Unchanged cells that are cheaper sent again than jumped over."""
_SHORT_BLANK = 9
"""Blanks that are cheaper sent than erased and jumped over."""
_SHORT_TAIL = 4
"""Blanks that are cheaper sent than erased."""


@lru_cache(maxsize=1024)
def look_of(sgr: str, link: str = "") -> Look:
    """The look that the parameters of one SGR sequence, set on nothing, give."""
    flags: list[str] = []
    colour = ground = ""
    codes = iter(sgr.split(";") if sgr else ())
    for code in codes:
        if code in ("38", "48"):
            kind = next(codes, "")
            value = ";".join([code, kind, *(next(codes, "") for _ in range(1 if kind == "5" else 3))])
            colour, ground = (value, ground) if code == "38" else (colour, value)
        elif code[0] in "39" and len(code) == 2:
            colour = "" if code == "39" else code
        elif (code[0] == "4" and len(code) == 2) or len(code) == 3:
            ground = "" if code == "49" else code
        else:
            flags.append(code)
    return Look(tuple(flags), colour, ground, link)


@lru_cache(maxsize=1024)
def blank_of(look: Look) -> Cell:
    """A blank in a look: of the style only what shows."""
    seen = any(flag in _SEEN_ON_BLANKS for flag in look.flags)
    return (" ", look if seen or look.link else Look(ground=look.ground))


@lru_cache(maxsize=4096)
def switch(before: Look, after: Look) -> str:
    """The shortest sequences that turn one look into another."""
    if before == after:
        return ""
    link = "" if before.link == after.link else f"\x1b]8;{after.link or ';'}\x1b\\"
    if before[:3] == after[:3]:
        return link
    whole = ["0", *after.flags, *filter(None, (after.colour, after.ground))]
    if before is UNKNOWN[1]:
        return f"{link}\x1b[{';'.join(whole)}m"
    gone = [_OFF.get(flag, "0") for flag in before.flags if flag not in after.flags]
    # Bold and dim, one underline and two, end by the same code: those that stay are set again.
    kept = [flag for flag in after.flags if flag not in before.flags or _OFF.get(flag) in gone]
    parts = [*dict.fromkeys(gone), *kept]
    if before.colour != after.colour:
        parts.append(after.colour or "39")
    if before.ground != after.ground:
        parts.append(after.ground or "49")
    changed = ";".join(parts)
    fresh = ";".join(whole) if whole != ["0"] else ""
    shortest = fresh if "0" in gone or len(fresh) <= len(changed) else changed
    return f"{link}\x1b[{shortest}m"


def _blank_in(set: Look, wanted: Look) -> bool:
    """Whether a blank looks as wanted in a look that is set."""
    return set.ground == wanted.ground and not set.link and _SEEN_ON_BLANKS.isdisjoint(set.flags)


class Cells:
    """A terminal's cells. :meth:`put` says how they should be, :meth:`changes` how that is brought about."""

    def __init__(self, *, erases_in_colour: bool) -> None:
        """``erases_in_colour``: the terminal erases to the ground that is set, not to its own (terminfo's ``bce``)."""
        self._bce = erases_in_colour
        self.columns = self.rows = 0
        self.wanted: list[list[Cell]] = []
        """Row by row, how the terminal should be."""
        self._shown: list[list[Cell]] = []
        self._dirty: set[int] = set()
        self._look = UNKNOWN[1]
        self._at: tuple[int, int] | None = None
        """Column and row of the cursor; -1 for a column that is uncertain."""
        self._blank = False

    def resize(self, columns: int, rows: int) -> None:
        """So many cells, of which nothing is known."""
        if (columns, rows) != (self.columns, self.rows):
            self.columns, self.rows = columns, rows
            self.wanted = [[BLANK] * columns for _ in range(rows)]
            self.forget()

    def forget(self, *, blank: bool = False) -> None:
        """Nothing is known any more of what the terminal shows; or that it is ``blank``, in its own colours."""
        self._shown = [[BLANK if blank else UNKNOWN] * self.columns for _ in range(self.rows)]
        self._dirty = set(range(self.rows))
        self._look, self._at = UNKNOWN[1], None
        self._blank = True

    def put(self, x: int, y: int, cells: Sequence[Cell]) -> None:
        """These cells should stand in a row, from a column on."""
        if not 0 <= y < self.rows or x >= self.columns:
            return
        row = self.wanted[y]
        cells = cells[: self.columns - x]
        end = x + len(cells)
        if row[x:end] == cells:
            return
        # Half of a wide character is none.
        if x and row[x][0] == "":
            row[x - 1] = blank_of(row[x - 1][1])
        if end < self.columns and row[end][0] == "":
            row[end] = blank_of(row[end][1])
        row[x:end] = cells
        self._dirty.add(y)

    def changes(self, cursor: tuple[int, int]) -> str:
        """What to send so that the terminal shows what it should, its cursor in that column and row."""
        parts: list[str] = []
        if self._blank:
            self._blank = False
            self._clear(parts)
        for y in sorted(self._dirty):
            if self.wanted[y] != self._shown[y]:
                self._row(y, parts)
        self._dirty.clear()
        if self._at != cursor:
            self._move(*cursor, parts)
        return "".join(parts)

    # -- one row --------------------------------------------------------------------------------------

    def _clear(self, parts: list[str]) -> None:
        """Where nothing is known: the whole screen blank in the ground that most of it should have."""
        counts: dict[Cell, int] = {}
        for row in self.wanted:
            for cell in (row[0], row[-1]):
                counts[cell] = counts.get(cell, 0) + 1
        cell = max((cell for cell in counts if cell[0] == " "), key=counts.__getitem__, default=BLANK)
        if not self._erasable(cell):
            return
        parts.append(switch(self._look, cell[1]) + "\x1b[2J")
        self._look, self._at = cell[1], None
        self._shown = [[cell] * self.columns for _ in range(self.rows)]

    def _row(self, y: int, parts: list[str]) -> None:
        wanted, shown = self.wanted[y], self._shown[y]
        x, columns = 0, self.columns
        tail = self._tail(wanted)
        while x < columns:
            if wanted[x] == shown[x]:
                x += 1
                continue
            if x >= tail:
                self._move(x, y, parts)
                self._set(wanted, x, columns, parts)
                parts.append("\x1b[K")
                break
            x = self._run(x, y, tail, parts)
        self._shown[y] = wanted[:]

    def _tail(self, row: list[Cell]) -> int:
        """Where the blanks at the row's end begin that can be erased at one stroke."""
        last = row[-1]
        if not self._erasable(last):
            return len(row)
        start = len(row)
        while start and row[start - 1] == last:
            start -= 1
        return start if len(row) - start >= _SHORT_TAIL else len(row)

    def _erasable(self, cell: Cell) -> bool:
        text, look = cell
        return text == " " and not look.flags and not look.link and (self._bce or not look.ground)

    def _run(self, x: int, y: int, tail: int, parts: list[str]) -> int:
        """Send cells from ``x`` on, as long as they changed or going on is cheap; where that ended."""
        wanted, shown = self.wanted[y], self._shown[y]
        while x < tail and (wanted[x] != shown[x] or self._bridges(wanted, shown, x, tail)):
            self._move(x, y, parts)
            if wanted[x][0] == " " and (end := self._blanks(wanted, shown, x, tail)) - x >= _SHORT_BLANK:
                self._set(wanted, x, tail, parts)
                parts.append(f"\x1b[{end - x}X")
                return end
            x = self._one(wanted, x, y, tail, parts)
        return x

    def _one(self, row: list[Cell], x: int, y: int, tail: int, parts: list[str]) -> int:
        """Send one character; the column after it."""
        self._set(row, x, tail, parts)
        text = row[x][0] or " "
        parts.append(text)
        wide = x + 1 < self.columns and row[x + 1][0] == ""
        after = x + 1 + wide
        # Terminals disagree how wide a character with marks or a picture is, and where the cursor is after the last.
        certain = after < self.columns and len(text) == 1 and text < "\U0001f000"
        self._at = (after if certain else -1, y)
        return after

    def _bridges(self, wanted: list[Cell], shown: list[Cell], x: int, tail: int) -> bool:
        """Whether a few unchanged cells, plain and in the look that is set, lie before a changed one."""
        for at in range(x, min(x + _SHORT_GAP + 1, tail)):
            if wanted[at] != shown[at]:
                return True
            text, look = wanted[at]
            if not text.isascii() or not text or self._for(wanted, at, tail) != self._look:
                return False
        return False

    def _blanks(self, wanted: list[Cell], shown: list[Cell], x: int, tail: int) -> int:
        """After the last changed one of the run of blanks that begins at ``x``, if it can be erased."""
        cell, end = wanted[x], x
        if self._erasable(cell):
            while x < tail and wanted[x] == cell:
                x += 1
                if shown[x - 1] != cell:
                    end = x
        return end

    # -- styles and moves -----------------------------------------------------------------------------

    def _set(self, row: list[Cell], x: int, end: int, parts: list[str]) -> None:
        look = self._for(row, x, end)
        if look != self._look:
            parts.append(switch(self._look, look))
            self._look = look

    def _for(self, row: list[Cell], x: int, end: int) -> Look:
        """The look to set for a cell: of a blank only the ground matters, so it takes what is set, or what follows."""
        text, look = row[x]
        if text != " " or look.flags or look.link:
            return look
        if self._look is not UNKNOWN[1] and _blank_in(self._look, look):
            return self._look
        for at in range(x + 1, min(end, x + 40)):
            after, next = row[at]
            if after != " ":
                return next if _blank_in(next, look) else look
        return look

    def _move(self, x: int, y: int, parts: list[str]) -> None:
        if self._at == (x, y):
            return
        if self._at is not None and self._at[1] == y:
            before, column = self._at[0], f"\x1b[{x + 1}G" if x else "\r"
            ahead = x - before
            step = f"\x1b[{ahead if ahead > 1 else ''}C" if ahead > 0 else "\b" * -ahead
            parts.append(min(step, column, key=len) if before >= 0 else column)
        else:
            parts.append(f"\x1b[{y + 1}{f';{x + 1}' if x else ''}H" if x or y else "\x1b[H")
        self._at = (x, y)
