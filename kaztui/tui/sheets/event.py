"""An event in full: when, where, with whom, and who reports it through whom."""

from __future__ import annotations

from ... import wording
from ...dossier import Dossier
from ...records import Event, Report
from ...search import Spans as Found
from ...views import origins
from ..ink import Line, Span, ink, linked, marked
from ..phrases import MARK_INKS, MODES, date_with_basis, dot, event, joined, name, place, statement, words
from .sheet import Sheet


def event_sheet(dossier: Dossier, record: Event, found: Found, width: int) -> list[Line]:
    sheet = Sheet(width)
    sheet.paragraph(marked(record.title, found.get("title", ()), "strong"))
    if record.summary:
        sheet.paragraph(marked(record.summary, found.get("summary", ())))
    sheet.gap()
    sheet.field("when", _when(dossier, record))
    kind = linked([Span(record.kind, "text")], "", "kind", record.kind)
    sheet.field("what", [*kind, dot(), Span(record.status, MARK_INKS[record.status])])
    places = (place(dossier.places[id], found, f"places.{number}.") for number, id in enumerate(record.places))
    sheet.field("where", joined(places))
    sheet.field("who", *_participants(dossier, record, found))
    sheet.field("part of", event(dossier.events[record.part_of], {}) if record.part_of else [])
    sheet.field("note", [ink(record.note)] if record.note else [])
    sheet.field("reported by", *(_report(dossier, record, report) for report in record.reports))
    sheet.field("origins", _origins(dossier, record))
    sheet.field("parts", *(event(dossier.events[id], {}) for id in _linked(dossier, record, "parts")))
    said = _linked(dossier, record, "statements")
    sheet.field("said there", *(statement(dossier, dossier.statements[id]) for id in said))
    sheet.field("id", [ink(record.id, "soft")])
    return sheet.lines


def cell_sheet(dossier: Dossier, record: Event, source: str, width: int) -> list[Line]:
    """What one article says of an event."""
    article = dossier.sources[source]
    sheet = Sheet(width)
    sheet.paragraph(event(record, {}))
    sheet.paragraph(linked([ink(wording.source_label(article), "soft")], source, "source"))
    sheet.gap()
    reports = [report for report in record.reports if dossier.source_of_report(report) == source]
    if not reports:
        sheet.paragraph([Span("This article says nothing of it.", "text")])
    for report in reports:
        sheet.field("reports" if report.stance == "reports" else "contradicts", *_printed(dossier, record, report))
    return sheet.lines


def _linked(dossier: Dossier, record: Event, relation: str) -> list[str]:
    return [link.id for link in dossier.links(record.id) if link.relation == relation]


def _when(dossier: Dossier, record: Event) -> list[Span]:
    spans = date_with_basis(dossier, dossier.when(record))
    return [*spans, dot(), ink(record.part_of_day)] if record.part_of_day else spans


def _participants(dossier: Dossier, record: Event, found: Found) -> list[list[Span]]:
    return [
        [
            *name(dossier.actors[participant.actor], found, f"participants.{number}.", "text", "actor"),
            *([Span(", ", "soft"), ink(participant.role, "soft")] if participant.role else []),
        ]
        for number, participant in enumerate(record.participants)
    ]


def _report(dossier: Dossier, record: Event, report: Report) -> list[Span]:
    """Through whom a report reached its article, and where it stands there."""
    target = report.quote or f"{record.id}@{dossier.source_of_report(report)}"
    spans = linked([ink(wording.report_chain(dossier, report))], target)
    if report.stance == "contradicts":
        spans.insert(0, Span("≠ contradicted: ", "doubt"))
    spans += _place(dossier, report)
    if report.note:
        spans += [dot(), ink(report.note, "soft")]
    return spans


def _place(dossier: Dossier, report: Report) -> list[Span]:
    at = dossier.quotes[report.quote].at if report.quote else report.at
    if not at:
        return []
    return [dot(), Span(wording.place_in_source(dossier, dossier.source_of_report(report), at[0]), "soft")]


def _printed(dossier: Dossier, record: Event, report: Report) -> list[list[Span]]:
    """A report in full: the quote's words, or that it is the article's own, and through whom."""
    chain = [ink(wording.report_chain(dossier, report)), *_place(dossier, report)]
    note = [ink(report.note, "soft")] if report.note else []
    if report.quote is None:
        return [chain, note]
    quote = dossier.quotes[report.quote]
    label = Span(f"{MODES[quote.mode]} ", "soft")
    return [linked([label, *words(quote, {}, "original")[0]], quote.id), chain, note]


def _origins(dossier: Dossier, record: Event) -> list[Span]:
    at_least, named = origins(dossier, record)
    spans = [Span(f"≥ {at_least} independent", "text")]
    if named:
        actors = (name(dossier.actors[id], {}, ink_name="text", asks="via") for id in named)
        spans += [Span(": ", "soft"), *joined(actors)]
    return spans
