"""An event in full: when, where, with whom, and who reports it through whom."""

from __future__ import annotations

from ... import wording
from ...dossier import Dossier
from ...records import Event, Report
from ...search import Spans as Found
from ...views import origins
from ..ink import Line, Span, ink, marked
from ..phrases import MARK_INKS, date_with_basis, dot, event, joined, statement
from .sheet import Sheet


def event_sheet(dossier: Dossier, record: Event, found: Found, width: int) -> list[Line]:
    sheet = Sheet(width)
    sheet.paragraph(marked(record.title, found.get("title", ()), "strong"))
    if record.summary:
        sheet.paragraph(marked(record.summary, found.get("summary", ())))
    sheet.gap()
    sheet.field("when", _when(dossier, record))
    sheet.field("what", [Span(record.kind, "text"), dot(), Span(record.status, MARK_INKS[record.status])])
    places = (
        marked(dossier.places[id].name, found.get(f"places.{number}.name", ()))
        for number, id in enumerate(record.places)
    )
    sheet.field("where", joined(places))
    sheet.field("who", *_participants(dossier, record, found))
    sheet.field("part of", event(dossier.events[record.part_of], {}) if record.part_of else [])
    sheet.field("note", [ink(record.note)] if record.note else [])
    sheet.field("reported by", *(_report(dossier, report) for report in record.reports))
    sheet.field("origins", _origins(dossier, record))
    parts = [event(other, {}) for other in dossier.events.values() if other.part_of == record.id]
    sheet.field("parts", *parts)
    said = [other for other in dossier.statements.values() if other.occasion == record.id]
    sheet.field("said there", *(statement(dossier, other) for other in said))
    sheet.field("id", [ink(record.id, "soft")])
    return sheet.lines


def _when(dossier: Dossier, record: Event) -> list[Span]:
    spans = date_with_basis(dossier, dossier.when(record))
    return [*spans, dot(), ink(record.part_of_day)] if record.part_of_day else spans


def _participants(dossier: Dossier, record: Event, found: Found) -> list[list[Span]]:
    return [
        [
            *marked(dossier.actors[participant.actor].name, found.get(f"participants.{number}.name", ())),
            *([Span(", ", "soft"), ink(participant.role, "soft")] if participant.role else []),
        ]
        for number, participant in enumerate(record.participants)
    ]


def _report(dossier: Dossier, report: Report) -> list[Span]:
    """Through whom a report reached its article, and where it stands there."""
    source = dossier.source_of_report(report)
    at = dossier.quotes[report.quote].at if report.quote else report.at
    spans = [ink(wording.report_chain(dossier, report))]
    if report.stance == "contradicts":
        spans.insert(0, Span("≠ contradicted: ", "doubt"))
    if at:
        spans += [dot(), Span(wording.place_in_source(dossier, source, at[0]), "soft")]
    if report.note:
        spans += [dot(), ink(report.note, "soft")]
    return spans


def _origins(dossier: Dossier, record: Event) -> list[Span]:
    at_least, named = origins(dossier, record)
    spans = [Span(f"≥ {at_least} independent", "text")]
    if named:
        spans += [Span(": ", "soft"), *joined([ink(dossier.actors[id].name)] for id in named)]
    return spans
