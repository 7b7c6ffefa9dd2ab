"""A widget that draws lines of inks, and sends a terminal only those that changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from msgspec import Struct
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from ..text import sanitise
from .ink import Line, Span, Spans, crop, width_of
from .theme import style


class Drawn(Struct, frozen=True):
    """Lines as they were drawn: in a window of which size, in which theme."""

    size: Size
    theme: str
    lines: list[Line]


class Canvas(Widget):
    """Draws what :meth:`window` returns.

    After anything that may change it, call :meth:`repaint`: it compares the lines with those on the screen, so that
    a move of the cursor costs the two rows that it left and reached, whatever else was worked out anew.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._drawn: Drawn | None = None

    def window(self, width: int, height: int) -> list[Line]:
        """The lines of a window of this size, from the top; missing ones are blank."""
        raise NotImplementedError

    def repaint(self) -> None:
        """Draw what has changed."""
        before, self._drawn = self._drawn, None
        if not self.is_mounted or not self.size:
            return
        after = self._draw()
        if before is None or (before.size, before.theme) != (after.size, after.theme):
            super().refresh()
            return
        regions = [
            Region(start, y, end - start, 1)
            for y, (old, new) in enumerate(zip(before.lines, after.lines, strict=True))
            for start, end in _changed(old, new, self.size.width)
        ]
        if regions:
            super().refresh(*regions)

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """As Textual's, but "all of it" (which it says of a widget that gains or loses the keys) is what changed."""
        if repaint and not (regions or layout or recompose):
            self.repaint()
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_line(self, y: int) -> Strip:
        drawn = self._draw()
        line = drawn.lines[y] if y < len(drawn.lines) else Line()
        width = drawn.size.width
        spans = crop(line.spans, width)
        blank = Span(" " * (width - width_of(spans)), "text")
        return Strip(_segments((*spans, blank), drawn.theme), width)

    def _draw(self) -> Drawn:
        """What is on the screen, or will be after the repaint that is under way."""
        if self._drawn is None or self._drawn.size != self.size:
            width, height = self.size
            lines = self.window(width, height)[:height]
            self._drawn = Drawn(self.size, self.app.theme, lines + [Line()] * (height - len(lines)))
        return self._drawn


def _segments(spans: Spans, theme: str) -> list[Segment]:
    """The spans as a terminal gets them: blanks join a neighbour on the same ground, since each change costs bytes."""
    runs: list[tuple[str, Style]] = []
    for text, name, _ in spans:
        if not text:
            continue
        # The last gate before the terminal: whoever forgot `ink` still cannot send a control character.
        text = text if text.isprintable() else sanitise(text)
        here = style(theme, name)
        if runs and runs[-1][1].bgcolor == here.bgcolor:
            before, there = runs[-1]
            if text.isspace() or there is here:
                runs[-1] = (before + text, there)
                continue
            if before.isspace():
                runs[-1] = (before + text, here)
                continue
        runs.append((text, here))
    return [Segment(text, look) for text, look in runs]


def _changed(old: Line, new: Line, width: int) -> Iterator[tuple[int, int]]:
    """The stretch of cells in which two lines differ, to whole spans; nothing if they are the same."""
    if old == new:
        return
    start, same = _shared(old.spans, new.spans)
    end = width
    rest_old, rest_new = old.spans[same:], new.spans[same:]
    if width_of(rest_old) == width_of(rest_new):
        end -= _shared(rest_old[::-1], rest_new[::-1])[0] + (width - start - width_of(rest_old))
    else:
        end = min(width, start + max(width_of(rest_old), width_of(rest_new)))
    if end > start:
        yield start, end


def _shared(old: Spans, new: Spans) -> tuple[int, int]:
    """Cells and number of the spans that two runs of spans begin with alike."""
    same = 0
    for before, after in zip(old, new, strict=False):
        if before != after:
            break
        same += 1
    return width_of(list[Span](old)[:same]), same
