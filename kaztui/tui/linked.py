"""A page whose words lead somewhere: a cursor that walks from link to link, and scrolls where there is none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct
from rich.cells import cell_len
from textual import events
from textual.message import Message

from .ink import Line, Link, Span
from .lines import BAR
from .page import Page

SHORT = 40
"""Cells of the longest link that is underlined; lines under whole rows would be all one sees."""
ROOMY = 12
"""Lines of a page with room for what stands before the line on which it opens."""


class Piece(NamedTuple):
    """One line's part of a link: the line, and the cells from ``start`` to ``end``."""

    line: int
    start: int
    end: int


class Anchor(Struct, frozen=True):
    """A link where it stands; one that was wrapped has several pieces."""

    link: Link
    pieces: tuple[Piece, ...]

    @property
    def line(self) -> int:
        return self.pieces[0].line

    @property
    def column(self) -> int:
        return self.pieces[0].start

    @property
    def underlined(self) -> bool:
        return not self.link.row and sum(piece.end - piece.start for piece in self.pieces) <= SHORT


class Linked(Page):
    """A page with links. ``j`` and ``k`` go from one to the next; in two dimensions where ``GRID`` says so."""

    GRID = False
    """Whether rows and columns are walked apart, or each link after the other."""
    UNDERLINED = True
    """Whether links are told from other words; where nearly all are links, lines under them would be all one sees."""

    class Followed(Message):
        """The reader wants to go where a link leads."""

        def __init__(self, page: Linked, link: Link) -> None:
            super().__init__()
            self.page, self.link = page, link

    def __init__(self) -> None:
        super().__init__()
        self._anchors_of: tuple[list[Line], list[Anchor]] | None = None
        self._at = 0
        self._column: int | None = None
        """Where the cursor keeps to while it goes from row to row."""

    # -- links ----------------------------------------------------------------------------------------

    @property
    def anchors(self) -> list[Anchor]:
        """The links of the page, in reading order."""
        lines = self._text(self.size.width)
        if self._anchors_of is None or self._anchors_of[0] is not lines:
            self._anchors_of = (lines, _anchors(lines))
        return self._anchors_of[1]

    @property
    def chosen(self) -> Link | None:
        """The link that the cursor is on, if the page has one."""
        anchors = self.anchors if self.size else []
        return anchors[min(self._at, len(anchors) - 1)].link if anchors else None

    @property
    def link_number(self) -> int:
        """The number of the link that the cursor is on, by which it can be gone back to."""
        return self._at

    def choose(self, number: int) -> None:
        """Put the cursor on a link, and show it."""
        self._at = max(0, number)
        self._column = None
        if self.size and (anchors := self.anchors):
            self._at = min(self._at, len(anchors) - 1)
            self._show(anchors[self._at])
        self.repaint()

    def begin(self, line: int, target: str = "") -> None:
        """Open on a line, with some of what stands before it, and on the first link from there on.

        If one of these leads to ``target``, on that.
        """
        if line <= 0:
            return
        self._top = max(0, line - (self.page // 3 if self.page >= ROOMY else 0))
        after = [number for number, anchor in enumerate(self.anchors) if anchor.line >= line]
        wanted = (number for number in after if self.anchors[number].link.target == target)
        self._at = next(wanted, after[0] if after else 0)

    def turn(self, *, to_top: bool = True) -> None:
        if to_top:
            self._at, self._column = 0, None
            super().turn()
            return
        before = self.chosen if self.display else None
        self._lines_of = None
        if before is not None:
            self._seek(before)
        self.repaint()

    def _seek(self, link: Link) -> None:
        """Keep the cursor on a link, wherever the new text has it."""
        same = next((number for number, anchor in enumerate(self.anchors) if anchor.link == link), self._at)
        if same != self._at:
            self._at = same
            self._show(self.anchors[same])

    # -- keys and mouse -------------------------------------------------------------------------------

    def action_move(self, step: int) -> None:
        anchors = self.anchors
        if not anchors or (wanted := self._next(anchors, step)) is None:
            self.scroll_lines(step)
            return
        line = anchors[wanted].line
        below = line - (self._top + self.page - 1)
        above = self._top + len(self._held) - line
        far = max(1, self.page // 2)
        if max(below, above) > far and line not in self._held:  # text without links, which is there to be read
            self.scroll_lines(far if step > 0 else -far)
            return
        column = self._column if self._column is not None else anchors[min(self._at, len(anchors) - 1)].column
        self.choose(wanted)
        self._column = column

    def action_across(self, step: int) -> None:
        anchors = self.anchors
        if not anchors:
            return
        self._at = min(self._at, len(anchors) - 1)
        wanted = self._at + step
        if 0 <= wanted < len(anchors) and anchors[wanted].line == anchors[self._at].line:
            self.choose(wanted)

    def action_page(self, way: int) -> None:
        super().action_page(way)
        self._follow_window()

    def action_half(self, way: int) -> None:
        super().action_half(way)
        self._follow_window()

    def action_end(self, way: int) -> None:
        super().action_end(way)
        self._at, self._column = 0 if way < 0 else max(0, len(self.anchors) - 1), None
        self.repaint()

    def action_open(self) -> None:
        if link := self.chosen:
            self.post_message(self.Followed(self, link))

    def on_click(self, event: events.Click) -> None:
        if event.y < 1:  # the title: what has been scrolled past lies behind it
            return
        held, line, cell = self._held, self._top + event.y - 1, event.x - self.margin
        if 0 < event.y <= len(held):
            line = held[event.y - 1]
        for number, anchor in enumerate(self.anchors):
            if any(piece.line == line and piece.start <= cell < piece.end for piece in anchor.pieces):
                self.choose(number)
                self.action_open()

    # -- drawing --------------------------------------------------------------------------------------

    def lit(self, lines: list[Line], top: int) -> list[Line]:
        """The link that enter follows on a ground of its own, short others underlined: rows are told by their list."""
        if not self.has_focus:
            return lines
        anchors = self.anchors
        chosen = anchors[min(self._at, len(anchors) - 1)] if anchors else None
        here = list(chosen.pieces) if chosen else []
        short = [piece for anchor in anchors if anchor.underlined for piece in anchor.pieces]
        others = short if self.UNDERLINED else []
        return [_lit(line, number, here, others) for number, line in enumerate(lines, top)]

    # -- where things are -----------------------------------------------------------------------------

    def _next(self, anchors: list[Anchor], step: int) -> int | None:
        """The link that a step leads to, None at either end."""
        at = min(self._at, len(anchors) - 1)
        if not self.GRID:
            wanted = at + step
            return wanted if 0 <= wanted < len(anchors) else None
        line = anchors[at].line
        column = anchors[at].column if self._column is None else self._column
        lines = {anchor.line for anchor in anchors if (anchor.line - line) * step > 0}
        if not lines:
            return None
        nearest = min(lines) if step > 0 else max(lines)
        row = [number for number, anchor in enumerate(anchors) if anchor.line == nearest]
        return min(row, key=lambda number: abs(anchors[number].column - column))

    def _show(self, anchor: Anchor) -> None:
        first, last = anchor.pieces[0].line, anchor.pieces[-1].line
        if first in self._held:
            return
        if first < self._top + len(self._held):
            self._top = first
            self._top = max(0, first - len(self._held))  # what is pinned now stands over as many lines
        elif last >= self._top + self.page:
            self._top = min(first, last - self.page + 1)
        if self._at == 0:
            self._top = 0 if first < self.page else self._top

    def _follow_window(self) -> None:
        """Put the cursor on a link that is in sight, if one is."""
        anchors = self.anchors
        seen = range(self._top + len(self._held), self._top + self.page)
        if anchors and anchors[min(self._at, len(anchors) - 1)].line not in seen:
            self._at = next((n for n, anchor in enumerate(anchors) if anchor.line in seen), self._at)
            self.repaint()


def _lit(line: Line, number: int, chosen: Iterable[Piece], underlined: Iterable[Piece]) -> Line:
    if not any(span.link for span in line.spans):
        return line
    here = [piece for piece in chosen if piece.line == number]
    others = [piece for piece in underlined if piece.line == number]
    spans: list[Span] = []
    cell = 0
    for span in line.spans:
        if span.link and any(piece.start <= cell < piece.end for piece in here):
            span = span._replace(ink=f"{span.ink} chosen")
        elif span.link and span.text.strip() and any(piece.start <= cell < piece.end for piece in others):
            span = span._replace(ink=f"{span.ink} link")
        spans.append(span)
        cell += cell_len(span.text)
    return Line(tuple(spans))


def _anchors(lines: list[Line]) -> list[Anchor]:
    """Links in reading order. What goes on beneath, at the start of a line or of a column, is the same link."""
    anchors: list[Anchor] = []
    open_end = False  # whether the last link was the last thing on its line
    above: dict[tuple[int, int], int] = {}
    for number, line in enumerate(lines):
        beneath: dict[tuple[int, int], int] = {}
        cell, first, at = 0, True, -1  # the anchor that ends where this span begins
        for span in line.spans:
            piece = Piece(number, cell, cell + cell_len(span.text))
            cell = piece.end
            if span.link and at >= 0 and anchors[at].link == span.link:
                *before, last = anchors[at].pieces
                anchors[at] = Anchor(span.link, (*before, last._replace(end=piece.end)))
            elif span.link:
                same = first and open_end and anchors[-1].link is span.link  # not of two that lead to one place
                at = len(anchors) - 1 if same else above.get((piece.start, id(span.link)), len(anchors))
                if at == len(anchors):
                    anchors.append(Anchor(span.link, (piece,)))
                else:
                    anchors[at] = Anchor(span.link, (*anchors[at].pieces, piece))
                beneath[piece.start, id(span.link)] = at
            elif span.text:
                at = -1
            first = first and not (span.link or span.text.strip(f" {BAR}"))
        open_end, above = at >= 0 and at == len(anchors) - 1, beneath
    return anchors
