"""The list under the query box: how the line may go on, and how many quotes each way leaves."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.geometry import Offset, Size
from textual.message import Message
from textual.widget import Widget

from ..completion import Completion
from ..text import sanitise
from .canvas import Canvas
from .ink import Line, Span, crop, ink, width_of

ROWS = 8
FEW_ROWS = 4
LOW = 20
"""Lines of a window in which there are few rows."""
LEAST, MOST = 22, 64
"""Cells of the list's width."""


class Offers(Canvas):
    """A list over the panes. It has no keys of its own: the box has them, and says which row is marked."""

    class Chosen(Message):
        """A row was clicked; sent to the box."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    def __init__(self, box: Widget) -> None:
        super().__init__()
        self.box = box
        self.rows: tuple[Completion, ...] = ()
        self.mark = 0
        self.is_moved = False
        """Whether the reader moved the mark, so that enter takes what is marked."""
        self._top = 0

    @property
    def is_open(self) -> bool:
        return self.has_class("-open")

    def offer(self, rows: Sequence[Completion], under: Offset, screen: Size) -> None:
        """Show these rows, the first marked, with their labels from ``under`` on, inside a screen of this size."""
        if self.rows != (rows := tuple(rows)):
            self.rows, self.mark, self.is_moved, self._top = rows, 0, False, 0
        width = min(max(LEAST, self._labels + self._counts + 5), MOST, screen.width)
        most = FEW_ROWS if screen.height < LOW else ROWS
        height = min(len(rows), most - 1) + 1
        # Two cells before the labels, for the bar; never beyond the edge.
        left = max(0, min(under.x - 2, screen.width - width))
        self.styles.width, self.styles.height, self.styles.offset = width, height, (left, under.y)
        self.add_class("-open")
        self.repaint()

    def close(self) -> None:
        self.remove_class("-open")
        self.rows = ()

    def move(self, step: int) -> None:
        self.mark = max(0, min(self.mark + step, len(self.rows) - 1))
        self.is_moved = True
        self.repaint()

    @property
    def _labels(self) -> int:
        return max((cell_len(sanitise(row.label)) for row in self.rows), default=0)

    @property
    def _counts(self) -> int:
        return max((len(_count(row)) for row in self.rows), default=0)

    def window(self, width: int, height: int) -> list[Line]:
        page = max(1, height - 1)
        self._top = max(self.mark - page + 1, min(self._top, self.mark))
        shown = self.rows[self._top :][:page]
        lines = [self._row(row, number == self.mark, width) for number, row in enumerate(shown, self._top)]
        return [*lines, self._last(width, len(self.rows) - self._top - len(shown))]

    def _row(self, row: Completion, is_marked: bool, width: int) -> Line:
        state = (" cursor" if self.is_moved else " resting") if is_marked else " band"
        number = _count(row).rjust(self._counts)
        room = width - 5 - len(number)
        name, colon, asks = row.label.partition(": ") if row.names_field else (row.label, "", "")
        label = crop([ink(name + colon, f"text{state}"), ink(asks, f"soft{state}")], room)
        blank = Span(" " * (room - width_of(label) + 1), f"text{state}")
        bar = Span("▌", f"bar{state}") if is_marked else Span("│", f"rule{state}")
        count = Span(f"{number} ", f"soft{state}")
        return Line((bar, Span(" ", f"text{state}"), *label, blank, count, Span("│", f"rule{state}")))

    def _last(self, width: int, below: int) -> Line:
        """Which key takes the marked row, and how many rows are still below."""
        keys = [Span("└ ", "rule band"), Span("enter" if self.is_moved else "tab", "key band"),
                Span(" takes it", "soft band")]  # fmt: skip
        more = [Span(f"{below} more ↓ " if below else "", "soft band"), Span("┘", "rule band")]
        blank = Span(" " * (width - width_of(keys) - width_of(more)), "soft band")
        return Line((*keys, blank, *more))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        event.stop()
        event.prevent_default()
        if event.y < self.size.height - 1:
            self.box.post_message(self.Chosen(self._top + event.y))


def _count(row: Completion) -> str:
    """What it leaves, with its sign: ``+4`` of a further value, ``−4`` of one that is excluded."""
    return f"{row.sign}{row.count}"
