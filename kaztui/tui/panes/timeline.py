"""Events in order of time, each with how many of the articles print it; above them, quotes a day."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.reactive import var

from ... import wording
from ...dates import Day
from ...dossier import Dossier, When
from ...order import in_time
from ...records import Event, Statement
from ...views import NOTHING, View
from ..ink import Line, Span, Spans, crop, ink, width_of, wrap
from ..lines import Lines, Row
from ..phrases import EVENT_MARKS, MARK_INKS, event

if TYPE_CHECKING:
    from ..finding import Showing

BARS = "▁▂▃▄▅▆▇█"
WIDEST_DATE = 11
LINES_OF_TITLE = 3
SAMPLED = 500
"""Events whose dates are looked at for the width of their column."""


class TimelinePane(Lines):
    NAME = "timeline"
    view: var[View] = var(NOTHING, init=False)
    with_statements: var[bool] = var(False, init=False)

    def __init__(self, dossier: Dossier) -> None:
        super().__init__()
        self.dossier = dossier
        self._labels: dict[str, str] = {}
        widths = (cell_len(self._label(id)) for id in islice(dossier.events, SAMPLED))
        self._date_width = min(WIDEST_DATE, max(widths, default=0))
        self._per_day: Mapping[Day, int] = {}

    def watch_view(self, view: View) -> None:
        self._per_day = view.facets.days
        self._list()

    def ready(self, view: View) -> Showing:
        return [lambda: view.facets.days, *self.marking(view, view.events)]

    def watch_with_statements(self) -> None:
        self._list()

    def _list(self) -> None:
        if not self.with_statements:
            self.show(self.view.events, self.view.event)
            return
        events = (self.dossier.events[id] for id in self.view.events)
        statements = (block.statement for block in self.view.blocks)
        self.show(in_time(self.dossier, (*events, *statements)), self.view.event)

    def _label(self, id: str) -> str:
        if id not in self._labels:
            self._labels[id] = _label(self.dossier, self.dossier.when(self.dossier.record(id)))
        return self._labels[id]

    def draw(self, index: int, width: int) -> Row:
        id = self.ids[index]
        label = self._label(id)
        before = self._label(self.ids[index - 1]) if index else ""
        head = self._undated_head(width) if not label and (index == 0 or before) else ()
        date = self._date(label, repeated=bool(index) and label == before)
        if id in self.dossier.statements:
            return Row(head, self._statement(self.dossier.statements[id], date, width))
        return Row(head, self._event(self.dossier.events[id], date, width))

    def _statement(self, record: Statement, date: Span, width: int) -> tuple[Line, ...]:
        speaker = ink(self.dossier.actors[record.speaker].name, "strong")
        room = width - self._date_width - 4
        lines = wrap([speaker, Span(": ", "soft"), ink(record.gist)], room, most=LINES_OF_TITLE)
        indent = Span(" " * (self._date_width + 3), "text")
        first = Line((date, Span(" “ ", "soft"), *lines[0]))
        return (first, *(Line((indent, *line)) for line in lines[1:]))

    def _event(self, record: Event, date: Span, width: int) -> tuple[Line, ...]:
        mark = Span(f" {EVENT_MARKS[record.status]} ", MARK_INKS[record.status])
        count = self._count(record)
        room = width - self._date_width - 3 - width_of(count) - 2
        lines = wrap(event(record, self.view.spans.get(record.id, {})), room, most=LINES_OF_TITLE)
        body = [(date, mark, *lines[0], Span(" " * (room - width_of(lines[0]) + 1), "text"), *count)]
        indent = Span(" " * self._date_width, "text"), Span("   ", "text")
        body += [(*indent, *line) for line in lines[1:]]
        return tuple(map(Line, body))

    def _date(self, label: str, repeated: bool) -> Span:
        shown = "".join(span.text for span in crop([ink(label)], self._date_width))
        return Span(shown + " " * (self._date_width - cell_len(shown)), "soft" if repeated else "time")

    def _undated_head(self, width: int) -> tuple[Line, ...]:
        return (Line((Span("undated ", "soft"), Span("╌" * max(0, width - 10), "rule"))),)

    def _count(self, record: Event) -> list[Span]:
        printed, all = len(wording.event_sources(self.dossier, record)), len(self.dossier.sources)
        against = any(report.stance == "contradicts" for report in record.reports)
        return [Span("≠ " if against else "", "doubt"), Span(f"{printed} of {all}", "soft")]

    def aside(self, room: int) -> Spans:
        return histogram(self._per_day, room)

    def emptiness(self, width: int) -> list[Line]:
        said = "No event." if self.dossier.events else "This dossier holds no events."
        return [Line((Span(f" {said}", "soft"),))]


def _label(dossier: Dossier, moment: When) -> str:
    """A date for the column; empty without one, since undated events stand under their own heading."""
    return wording.day(dossier, moment) if moment.date else ""


def histogram(counts: Mapping[Day, int], room: int) -> Spans:
    """``5▃ 6▂ 10█``: the days that have quotes; where they do not fit, bars between the first and the last."""
    if not counts:
        return ()
    days, most = sorted(counts), max(counts.values())
    spans = [part for day in days for part in (Span(f"{day[2]}", "soft"), Span(f"{_bar(counts[day], most)} ", "time"))]
    spans[-1] = Span(spans[-1].text.rstrip(), "time")
    if width_of(spans) <= room:
        return spans
    first, last = (f"{day[2]} {_MONTHS[day[1] - 1]}" for day in (days[0], days[-1]))
    room -= len(first) + len(last) + 2
    if room < 4:
        return ()
    step = -(-len(days) // room)
    sums = [sum(counts[day] for day in days[start : start + step]) for start in range(0, len(days), step)]
    bars = "".join(_bar(total, max(sums)) for total in sums)
    return [Span(f"{first} ", "soft"), Span(bars, "time"), Span(f" {last}", "soft")]


def _bar(count: int, most: int) -> str:
    return BARS[max(0, -(-count * len(BARS) // most) - 1)]


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
