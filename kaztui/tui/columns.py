"""Text in columns: cells that are wrapped each in its own width, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from .ink import Line, Span, Spans, width_of, wrap

GAP = Span("  ", "text")
BAR = Span(" │ ", "rule")


def abreast(cells: Sequence[Iterable[Spans]], widths: Sequence[int], between: Span = GAP) -> list[Line]:
    """Cells side by side, each given as lines of at most its width; the last is not filled up."""
    return [Line(_joined(parts, widths, between)) for parts in zip_longest(*cells, fillvalue=())]


def row(cells: Sequence[Spans], widths: Sequence[int], between: Span = GAP, *, most: int = 1_000) -> list[Line]:
    """A table's row: each cell wrapped in its column, in ``most`` lines."""
    wrapped = [wrap(cell, width, most=most) for cell, width in zip(cells, widths, strict=True)]
    return abreast(wrapped, widths, between)


def shared(room: int, wanted: Sequence[int], least: Sequence[int]) -> list[int]:
    """``room`` cells among columns: what each wants if there is so much, else by what it wants above its least."""
    over = sum(wanted) - room
    give = [max(0, want - low) for want, low in zip(wanted, least, strict=True)]
    if over <= 0 or not sum(give):
        return list(wanted)
    widths = [want - -(-over * each // sum(give)) for want, each in zip(wanted, give, strict=True)]
    return [max(width, low) for width, low in zip(widths, least, strict=True)]


def banded(line: Line, width: int) -> Line:
    """A line on a ground of its own from edge to edge, which what stands beneath belongs to."""
    fill = Span(" " * (width - width_of(line.spans)), "text")
    return Line(tuple(span._replace(ink=f"{span.ink} band") for span in (*line.spans, fill)))


def _joined(parts: Sequence[Spans], widths: Sequence[int], between: Span) -> tuple[Span, ...]:
    spans: list[Span] = []
    for number, (part, width) in enumerate(zip(parts, widths, strict=True)):
        spans += [between, *part] if number else part
        if number + 1 < len(widths):
            spans.append(Span(" " * (width - width_of(part)), "text"))
    return tuple(spans)
