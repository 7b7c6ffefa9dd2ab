"""The list widget: rows, each as high as it needs, one of which has the cursor.

A plain widget of the line API and not a ``ScrollView``: a row's height is known when it is drawn, not before, so that
only the rows in the window are ever laid out, however many there are; and no virtual size changes, so that a new view
costs no layout of the screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from textual import events
from textual.binding import BindingType
from textual.message import Message

from .bindings import bindings_for
from .ink import Line, Span, crop, width_of
from .titled import Titled

if TYPE_CHECKING:
    from ..views import View
    from .finding import Showing

BAR = "▌"
LEAST = 2
"""Lines of most rows, at least."""


class Row(Struct, frozen=True):
    """A record as it is drawn: what stands above it (a day, a speaker), and its own lines."""

    head: tuple[Line, ...]
    body: tuple[Line, ...]

    @property
    def height(self) -> int:
        return len(self.head) + len(self.body)


class Lines(Titled):
    """Rows, one of which has the cursor. The cursor is a record's id: it stays with it through every new view."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("list")

    class Moved(Message):
        """The cursor is on another record, or on none."""

        def __init__(self, lines: Lines) -> None:
            super().__init__()
            self.lines = lines

    class Opened(Message):
        """The reader wants to go into the record under the cursor, or to get out of an empty list."""

        def __init__(self, lines: Lines) -> None:
            super().__init__()
            self.lines = lines

    def __init__(self) -> None:
        super().__init__()
        self._ids: Sequence[str] = ()
        self._wanted = ""
        """The record that the reader chose last, whether or not the view holds it."""
        self._index = 0
        self._top = (0, 0)
        """The row at the top of the window, and how many of its lines are above it."""
        self._line = 0
        """The line of the window on which the cursor's row was last drawn; 0 where it was out of sight."""
        self._rows: dict[int, Row] = {}
        self._rows_width = 0

    # -- what a pane says -----------------------------------------------------------------------------

    def draw(self, index: int, width: int) -> Row:
        """The row of the record at ``index``, at most ``width`` cells wide."""
        raise NotImplementedError

    def emptiness(self, width: int) -> list[Line]:
        """What is said where there is nothing to list."""
        return []

    def ready(self, view: View) -> Showing:
        """What is to be done before a view is shown: all of it in one go would take longer than a key may wait."""
        return ()

    # -- what others ask ------------------------------------------------------------------------------

    @property
    def cursor(self) -> str:
        """The id of the record under the cursor; empty where there is none."""
        return self._ids[self._index] if self._ids else ""

    @property
    def index(self) -> int:
        """The row that the cursor is on."""
        return self._index

    @property
    def ids(self) -> Sequence[str]:
        return self._ids

    def marking(self, view: View, ids: Iterable[str]) -> Showing:
        """Finds out what matched in as many of these as may be seen at once."""
        return [partial(view.spans.get, id) for id in islice(ids, self.page // LEAST)]

    def show(self, ids: Sequence[str], best: str = "") -> None:
        """List these records, keeping the cursor on its record and that on its line, where it is among them.

        Where it is not, the cursor rests on the ``best`` of them, or on the first.
        """
        before, line = self.cursor, self._line
        self._ids = ids
        self._rows.clear()
        # It goes back to its record when that returns.
        self._index = next((ids.index(id) for id in (self._wanted, best) if id in ids), 0)
        self._place(self._index, line if self._index else 0)
        self._reveal()
        self.repaint()
        if self.cursor != before:
            self.post_message(self.Moved(self))

    def seek(self, id: str) -> None:
        """Put the cursor on a record, if it is listed."""
        if id in self._ids:
            self.go(self._ids.index(id))

    def redraw(self) -> None:
        """Lay the rows out anew: they say the same records in another way."""
        self._rows.clear()
        self._place(self._index, self._line)
        self._reveal()
        self.repaint()

    def go(self, index: int, line: int | None = None) -> None:
        """Put the cursor on a row, and that row on a line of the window where one is given."""
        if not self._ids:
            return
        before, self._index = self.cursor, min(max(index, 0), len(self._ids) - 1)
        self._wanted = self.cursor
        if line is not None:
            self._place(self._index, line)
        self._reveal()
        self.repaint()
        if self.cursor != before:
            self.post_message(self.Moved(self))

    # -- keys and mouse -------------------------------------------------------------------------------

    def action_move(self, rows: int) -> None:
        self.go(self._index + rows)

    def action_end(self, way: int) -> None:
        self.go(0 if way < 0 else len(self._ids) - 1)

    def action_page(self, way: int) -> None:
        self._leap(way * (self.page - 1))

    def action_half(self, way: int) -> None:
        self._leap(way * (self.page // 2))

    def action_open(self) -> None:
        self.post_message(self.Opened(self))

    def on_click(self, event: events.Click) -> None:
        index, line = self._top[0], 1 - self._top[1]
        while index < len(self._ids) and line + self._row(index).height <= event.y:
            line += self._row(index).height
            index += 1
        if event.y > 0 and index < len(self._ids):
            self.go(index)
            if event.chain == 2:
                self.action_open()

    # -- drawing --------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        self._reveal()
        self.repaint()

    def window(self, width: int, height: int) -> list[Line]:
        lines = [self.title_line(width)]
        self._line = 0
        if not self._ids:
            return lines + self.emptiness(width)
        lit = "cursor" if self.has_focus else "resting"
        index, above = self._top
        while index < len(self._ids) and len(lines) < height + above:
            row = self._row(index)
            here = index == self._index
            if here:
                self._line = max(0, len(lines) - 1 - above)
            lines += [_banded(line, width) for line in row.head]
            lines += [_with_bar(line, lit if here else "", number == 0) for number, line in enumerate(row.body)]
            index += 1
        return [lines[0], *lines[1 + above :]]

    # -- where things are -----------------------------------------------------------------------------

    def _row(self, index: int) -> Row:
        width = self.size.width - 1
        if width != self._rows_width:
            self._rows.clear()
            self._rows_width = width
        if index not in self._rows:
            self._rows[index] = self.draw(index, width)
        return self._rows[index]

    def _place(self, index: int, line: int) -> None:
        """Scroll so that a row begins on a line of the window, as far as there are rows above it."""
        if not self.size:
            self._top = (index, 0)
            return
        above = 0
        while index > 0 and line > 0:
            index -= 1
            height = self._row(index).height
            above = max(0, height - line)
            line -= height
        self._top = (index, above)

    def _reveal(self) -> None:
        """Scroll as little as shows the cursor's row, and leave no room below the last one."""
        if not self.size or not self._ids:
            self._top = (0, 0)
            return
        self._top = min(self._top, (self._index, 0))
        line = -self._top[1]
        for index in range(self._top[0], self._index + 1):
            line += self._row(index).height
            if line > self.page:
                self._place(self._index, max(0, self.page - self._row(self._index).height))
                break
        self._fill()

    def _fill(self) -> None:
        """Scroll back where rows above could stand in room that is left below the last row."""
        line = -self._top[1]
        for index in range(self._top[0], len(self._ids)):
            line += self._row(index).height
            if line >= self.page:
                return
        last = len(self._ids) - 1
        self._place(last, max(0, self.page - self._row(last).height))

    def _leap(self, lines: int) -> None:
        """Move the cursor by about so many lines, at least a row, staying on the same line of the window."""
        line, step, left, index = self._line, 1 if lines > 0 else -1, abs(lines), self._index
        while 0 <= index + step < len(self._ids):
            left -= self._row(min(index, index + step)).height
            if left < 0 and index != self._index:
                break
            index += step
        self.go(index, line)

    def scroll_lines(self, lines: int) -> None:
        """Move the window over the rows; the cursor stays where it is, in sight or not."""
        if not self._ids:
            return
        index, above = self._top
        above += lines
        while index < len(self._ids) - 1 and above >= self._row(index).height:
            above -= self._row(index).height
            index += 1
        while index > 0 and above < 0:
            index -= 1
            above += self._row(index).height
        self._top = (index, max(0, above))
        self._fill()
        self.repaint()


def _banded(line: Line, width: int) -> Line:
    """A line that stands above rows, on a ground of its own from edge to edge."""
    spans = crop([Span(" ", "text"), *line.spans], width)
    fill = Span(" " * (width - width_of(spans)), "text")
    return Line(tuple(span._replace(ink=f"{span.ink} band") for span in (*spans, fill)))


def _with_bar(line: Line, lit: str, first: bool) -> Line:
    """A row's line after the column of the cursor: its bar there, and the row's first span lit, or nothing.

    Not more, because every cell that a move of the cursor changes is sent, and so is all to the left of it.
    """
    if not lit:
        return Line((Span(" ", "text"), *line.spans))
    head, *rest = line.spans or (Span(" ", "text"),)  # of what is named by nothing that can be seen
    return Line((Span(BAR, f"bar {lit}"), head._replace(ink=f"{head.ink} {lit}") if first else head, *rest))
