"""The timeline, the actors, the sources and the coverage matrix as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .. import wording
from ..dossier import Dossier
from ..facts.things import source_head
from ..records import Event, Source
from ..views import Row, View
from ..wording import plural
from .facts import labelled
from .line import BLANK, Line, Piece, Pieces, joined, line, table

CELLS = {"reports": "R", "contradicts": "C", "silent": "-", "before": "b"}
LEGEND = "R reports, C contradicts, - silent, b issued before the event"


def timeline(dossier: Dossier, view: View) -> Iterator[Line]:
    """``kaztui timeline``: a line an event, oldest first, with who reports it."""
    yield _heading(dossier, view, "event", len(view.events), len(dossier.events))
    yield BLANK
    events = [dossier.events[id] for id in view.events]
    yield from table((Piece(_day(dossier, event), "date"), _event(dossier, event)) for event in events)
    yield from _legend(_day(dossier, event) for event in events)


def _legend(days: Iterable[str]) -> Iterator[Line]:
    """What the marks of the dates mean, where there are any."""
    entries = wording.legend(days)
    if entries:
        yield BLANK
        yield from table((Piece(sample, "muted"), Piece(meaning, "muted")) for sample, meaning in entries)


def _day(dossier: Dossier, event: Event) -> str:
    return wording.day(dossier, dossier.when(event))


def _event(dossier: Dossier, event: Event) -> Pieces:
    title = Piece(wording.event_title(event), "" if event.status == "happened" else "warning")
    against = _sources(dossier, event, "contradicts")
    inferred = event.date and event.date_basis == "inferred"
    return joined(
        (
            title,
            "date inferred" if inferred else "",
            _sources(dossier, event, "reports"),
            f"contradicted by {against}" if against else "",
            Piece(event.id, "muted"),
        )
    )


def _sources(dossier: Dossier, event: Event, stance: str) -> str:
    """The articles that take this stance on an event, in the dossier's order."""
    printed = {dossier.source_of_report(report) for report in event.reports if report.stance == stance}
    return ", ".join(wording.source_label(source) for id, source in dossier.sources.items() if id in printed)


def actors(dossier: Dossier, view: View) -> Iterator[Line]:
    """``kaztui actors``: who speaks, who is spoken to, who takes part; most quotes first."""
    yield _heading(dossier, view, "actor", len(view.actors), len(dossier.actors))
    yield BLANK
    rows: list[tuple[Piece, Pieces]] = []
    for count in view.actors:
        actor = dossier.actors[count.actor]
        quotes = plural(count.now, "quote") if view.query.is_empty else f"{count.now} of {plural(count.all, 'quote')}"
        about = joined((Piece(actor.name, "name"), actor.kind, wording.role(dossier, actor), Piece(actor.id, "muted")))
        rows.append((Piece(quotes), about))
    yield from table(rows, right=[0])


def sources(dossier: Dossier) -> Iterator[Line]:
    """``kaztui sources``: the articles, with how their outlets and dates are known."""
    yield line(Piece(f"{dossier.about.title}: {plural(len(dossier.sources), 'article')}", "heading"))
    for source in dossier.sources.values():
        yield BLANK
        yield from source_block(dossier, source)


def source_block(dossier: Dossier, source: Source) -> Iterator[Line]:
    yield Line(body=joined((Piece(source.title, "name"), Piece(source.id, "muted"))))
    yield from labelled(source_head(dossier, source), None)


def matrix(dossier: Dossier, rows: Sequence[Row]) -> Iterator[Line]:
    """``kaztui matrix``: event × article, with a lower bound of independent origins."""
    articles = plural(len(dossier.sources), "article")
    yield line(Piece(f"{dossier.about.title}: {plural(len(rows), 'event')} in {articles}", "heading"))
    yield line(LEGEND)
    yield line("origins: how many independent ones there are at least; those that are named stand after the event")
    yield from table(
        (Piece(source.id, "muted"), f"{wording.outlet(source)}, {wording.when(dossier, dossier.when(source))}")
        for source in dossier.sources.values()
    )
    yield BLANK
    head = [*(Piece(source, "muted") for source in dossier.sources), Piece("origins", "muted"), Piece("event", "muted")]
    yield from table([head, *(_matrix_row(dossier, row) for row in rows)])
    yield from _legend(_day(dossier, dossier.events[row.event]) for row in rows)


def _matrix_row(dossier: Dossier, row: Row) -> list[str | Piece | Pieces]:
    event = dossier.events[row.event]
    names = ", ".join(dossier.actors[id].name for id in row.named)
    named = f"from {names}" if names else wording.NO_ORIGIN
    title = joined((Piece(_day(dossier, event), "date"), wording.event_title(event), Piece(named, "muted")))
    return [
        *(Piece(CELLS[row.cells[source]], "warning" if row.cells[source] == "contradicts" else "")
          for source in dossier.sources),
        f"≥ {row.at_least}",
        title,
    ]  # fmt: skip


def _heading(dossier: Dossier, view: View, noun: str, shown: int, all: int) -> Line:
    count = plural(all, noun) if shown == all else f"{shown} of {plural(all, noun)}"
    year = dossier.year
    dates = f", dates in {year}" if year and noun == "event" else ""
    return line(Piece(f"{dossier.about.title}: {count}{dates}", "heading"))
