"""The coverage matrix: which article reports which of the events that the query leaves, from how many origins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ... import wording
from ...dossier import Dossier
from ...records import Event
from ...views import Cell, Row, matrix
from ..columns import row, shared
from ..ink import Line, Link, Span, crop, ink, linked, width_of, wrap
from ..phrases import CELL_INKS, CELL_MARKS, CELL_MEANINGS, date, event, joined, more, name, whole
from . import Asked

MARK = 3
"""Cells of a mark with the ground on which the cursor shows."""
WIDEST_HEAD = 12
SHORTEST_HEAD = 5
"""An id that would be cut to fewer cells gives way to a letter."""
LEAST_TITLE, LINES_OF_TITLE = 22, 3
LEAST_NAMES, NUMBER = 16, 4
WITH_NAMES = 96
"""Below this width origins are counted only; the event's sheet names them."""
NARROW = 60
"""Below this width the legend stands at the end, so that the first screen shows events."""
GAP = 2
MOST = 500
"""Events that are drawn: more are searched, not read."""


class Table(NamedTuple):
    """How the matrix is laid out in a width; all widths in cells, without gaps."""

    sources: tuple[str, ...]
    heads: tuple[str, ...]
    """What stands over each article's column."""
    head: int
    gap: int
    """Between two columns of marks."""
    date: int
    title: int
    """0: titles stand on lines of their own, above their marks."""
    names: int
    """Of the column of named origins; 0 without it."""
    left_out: int
    """Articles for which there is no room."""

    @property
    def marks(self) -> int:
        return len(self.sources) * (self.head + self.gap) - self.gap


def title(asked: Asked) -> tuple[str, str]:
    shown, all = len(asked.view.events), len(asked.dossier.events)
    return "Matrix", f"{all} events by article" if shown == all else f"{shown} of {all} events by article"


def draw(asked: Asked, width: int) -> list[Line]:
    rows = matrix(asked.dossier, asked.view.events[:MOST])
    if not rows or not asked.dossier.sources:
        said = "The query leaves no event." if asked.dossier.events else "This dossier holds no events."
        return [Line(), Line((Span(said, "soft"),))]
    table = _table(asked.dossier, rows, width)
    legend = _legend(asked.dossier, table, width)
    lines = [*_above(legend, width), *_heading(table)]
    before = ""
    for each in rows:
        day = wording.day(asked.dossier, asked.dossier.when(asked.dossier.events[each.event]))
        lines += _row(asked.dossier, table, each, width, repeated=day == before)
        before = day
    if (left := len(asked.view.events) - len(rows)) > 0:
        lines += more(left, "event", width)
    return lines if _above(legend, width) else [*lines, Line(), *legend]


def pinned(asked: Asked, width: int) -> range:
    """The line of headings."""
    rows = matrix(asked.dossier, asked.view.events[:MOST])
    if not rows or not asked.dossier.sources:
        return range(0)
    at = len(_above(_legend(asked.dossier, _table(asked.dossier, rows, width), width), width))
    return range(at, at + 1)


def start(asked: Asked, width: int) -> int:
    return pinned(asked, width).stop


def _above(legend: list[Line], width: int) -> list[Line]:
    """The legend where it stands above the table."""
    return [*legend, Line()] if width >= NARROW else []


# -- the layout ---------------------------------------------------------------------------------------


def _table(dossier: Dossier, rows: Sequence[Row], width: int) -> Table:
    """The widest of these that fits: ids over marks beside titles, or beneath them, letters in place of ids."""
    events = [dossier.events[each.event] for each in rows]
    days = max(width_of([date(dossier, dossier.when(each))]) for each in events)
    ids = tuple(dossier.sources)
    longest = max(MARK, *(width_of([ink(id)]) for id in ids))
    beside = width - days - LEAST_TITLE - NUMBER - 3 * GAP
    beneath = width - NUMBER - GAP
    for room, flat in ((beside, True), (beneath, False)):
        for gap in (GAP, 1):
            head = min(longest, WIDEST_HEAD, room // len(ids) - gap)
            if head >= min(longest, SHORTEST_HEAD):
                return _with_titles(dossier, rows, Table(ids, ids, head, gap, days, int(flat), 0, 0), width)
    flat = beside >= len(ids) * MARK and len(ids) <= len(_LETTERS)
    most = max(1, (beside if flat else beneath) // MARK)
    kept = _most_telling(rows, ids, min(most, len(_LETTERS)))
    table = Table(kept, tuple(_LETTERS[: len(kept)]), MARK, 0, days, int(flat), 0, len(ids) - len(kept))
    return _with_titles(dossier, rows, table, width)


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _most_telling(rows: Sequence[Row], ids: tuple[str, ...], most: int) -> tuple[str, ...]:
    """The articles that say most of these events, in the dossier's order."""
    said = {id: sum(each.cells[id] in ("reports", "contradicts") for each in rows) for id in ids}
    kept = set(sorted(ids, key=lambda id: -said[id])[:most])
    return tuple(id for id in ids if id in kept)


def _with_titles(dossier: Dossier, rows: Sequence[Row], table: Table, width: int) -> Table:
    if not table.title:
        return table
    room = width - table.date - table.marks - NUMBER - 3 * GAP
    names = max(width_of(_names(dossier, each)) for each in rows) if width >= WITH_NAMES else 0
    if not names:
        return table._replace(title=room)
    titles = max(width_of(event(dossier.events[each.event], {})) for each in rows)
    wide, narrow = shared(room - GAP, (titles, names), (LEAST_TITLE, min(names, LEAST_NAMES)))
    return table._replace(title=wide, names=narrow)


# -- what stands in it --------------------------------------------------------------------------------


def _legend(dossier: Dossier, table: Table, width: int) -> list[Line]:
    """What the marks mean, and which article each column is."""
    marks = [[Span(f"{CELL_MARKS[cell]}\N{NO-BREAK SPACE}", CELL_INKS[cell]), Span(whole(meaning), "soft")]
             for cell, meaning in CELL_MEANINGS.items()]  # fmt: skip
    marks.append([Span(whole("≥ 2"), "text"), Span(whole(" independent origins"), "soft")])
    spans = joined(marks, Span("  ", "text"))
    articles = [_article(dossier, *each) for each in zip(table.sources, table.heads, strict=True)]
    if table.left_out:
        articles.append([Span(f"{table.left_out} more articles for which there is no room here", "doubt")])
    return [*map(Line, wrap(spans, width)), *map(Line, wrap(joined(articles), width))]


def _article(dossier: Dossier, source: str, head: str) -> list[Span]:
    record = dossier.sources[source]
    known = [] if head == source else [ink(f" {source}", "text")]
    outlet = [] if record.container_title is None else [Span(" ", "text"), ink(whole(record.container_title), "soft")]
    return linked([ink(head, "accent" if known else "text"), *known, *outlet], source, "source")


def _heading(table: Table) -> list[Line]:
    heads: list[Span] = []
    for source, head in zip(table.sources, table.heads, strict=True):
        shown = crop([ink(head, "accent")], table.head)
        gap = Span(" " * (table.gap if heads else 0), "text")
        heads += [gap, *_centred(linked(shown, source, "source"), table.head)]
    if not table.title:
        return [Line((*heads, Span(" " * GAP, "text"), Span("from", "soft")))]
    cells = ([Span("when", "soft")], [Span("event", "soft")], heads, [Span("from", "soft")])
    return row(cells, _widths(table)[:4])


def _widths(table: Table) -> tuple[int, ...]:
    return table.date, table.title, table.marks, NUMBER, *((table.names,) if table.names else ())


def _centred(spans: Sequence[Span], width: int) -> list[Span]:
    left = (width - width_of(spans)) // 2
    return [Span(" " * left, "text"), *spans, Span(" " * (width - left - width_of(spans)), "text")]


def _row(dossier: Dossier, table: Table, each: Row, width: int, *, repeated: bool) -> list[Line]:
    record = dossier.events[each.event]
    day = date(dossier, dossier.when(record))
    day = day._replace(ink="soft") if repeated else day
    marks: list[Span] = []
    for source in table.sources:
        mark = _mark(dossier, record, source, each.cells[source])
        marks += [Span(" " * (table.gap if marks else 0), "text"), *_centred([mark], table.head)]
    number = linked([Span(f"≥ {each.at_least}", "text")], each.event, "event")
    if table.title:
        names = (_names(dossier, each),) if table.names else ()
        return row(([day], event(record, {}), marks, number, *names), _widths(table), most=LINES_OF_TITLE)
    above = wrap([day, Span("  ", "text"), *event(record, {})], width, most=2, hang=2)
    return [*map(Line, above), Line((*marks, Span(" " * GAP, "text"), *number))]


def _mark(dossier: Dossier, record: Event, source: str, cell: Cell) -> Span:
    """The mark of a cell, which leads to the quote if that is all the article says of it."""
    reports = [report for report in record.reports if dossier.source_of_report(report) == source]
    quote = reports[0].quote if len(reports) == 1 else None
    link = Link(quote or f"{record.id}@{source}", "source", source)
    return Span(f" {CELL_MARKS[cell]} ", CELL_INKS[cell], link)


def _names(dossier: Dossier, each: Row) -> list[Span]:
    """The named origins, each a link to who it is."""
    return joined(
        (name(dossier.actors[id], {}, ink_name="soft", asks="via") for id in each.named), Span(", ", "soft")
    )
