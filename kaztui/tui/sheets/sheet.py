"""A sheet while it is written: paragraphs, and fields with their labels in a column."""

from __future__ import annotations

from collections.abc import Sequence

from ..ink import Line, Span, Spans, wrap

LABELS = 14
NARROW = 56
"""Below this width labels stand above what they label."""


class Sheet:
    def __init__(self, width: int) -> None:
        self.width = width
        self.lines: list[Line] = []
        self._column = LABELS if width >= NARROW else 0

    def paragraph(self, spans: Spans, *, hang: int = 0) -> None:
        if spans:
            self.lines += map(Line, wrap(spans, self.width, hang=hang))

    def gap(self) -> None:
        """A blank line, unless there is one."""
        if self.lines and self.lines[-1].spans:
            self.lines.append(Line())

    def field(self, label: str, *values: Spans) -> None:
        """A label and its values, each beginning a line; nothing without a value."""
        values = tuple(value for value in values if value)
        if not values:
            return
        if not self._column:
            self.lines.append(Line((Span(label, "soft"),)))
            self._values(values, Span("  ", "text"), 2)
            return
        start = len(self.lines)
        self._values(values, Span(" " * self._column, "text"), self._column)
        first = self.lines[start]
        self.lines[start] = Line((Span(f"{label:<{self._column}}", "soft"), *first.spans[1:]))

    def _values(self, values: Sequence[Spans], pad: Span, indent: int) -> None:
        hang = 2 if len(values) > 1 else 0
        for value in values:
            self.lines += [Line((pad, *line)) for line in wrap(value, self.width - indent, hang=hang)]
