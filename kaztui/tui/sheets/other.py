"""Sources, places, claims and answers in full."""

from __future__ import annotations

from collections import Counter

from ... import wording
from ...dossier import Dossier
from ...records import Answer, Claim, Place, Report, Source
from ..ink import Line, Span, ink, linked
from ..phrases import MODES, OUTLETS, date, date_with_basis, dated, dot, joined, name, place
from .sheet import Sheet


def source_sheet(dossier: Dossier, record: Source, width: int) -> list[Line]:
    sheet = Sheet(width)
    sheet.paragraph(linked([ink(record.title, "strong")], "", "source", record.id))
    sheet.gap()
    if record.title_basis == "supplied":
        sheet.field("title", [Span("ours: none is printed", "soft")])
    outlet = [ink(record.container_title)] if record.container_title else []
    sheet.field("outlet", joined([outlet, [Span(OUTLETS[record.outlet_basis], "soft")]] if outlet else
                                 [[Span(OUTLETS[record.outlet_basis], "soft")]]))  # fmt: skip
    sheet.field("issued", date_with_basis(dossier, dossier.when(record)))
    sheet.field("author", joined([ink(author)] for author in record.author))
    credits = (name(dossier.actors[id], {}, ink_name="text", asks="via") for id in record.credits)
    sheet.field("credits", joined(credits) or [Span("none as a whole", "soft")])
    sheet.field("URL", [ink(record.url)] if record.url else [])
    sheet.field("quotes", _modes(dossier, record))
    sheet.field("note", [ink(record.note)] if record.note else [])
    events = [link.id for link in dossier.links(record.id) if link.relation == "events"]
    sheet.field("reports", *(dated(dossier, dossier.events[id]) for id in events))
    quotes = [link.id for link in dossier.links(record.id) if link.relation == "quotes"]
    sheet.field("quotes", *(_said(dossier, id) for id in quotes))
    sheet.field("id", [ink(record.id, "soft")])
    return sheet.lines


def place_sheet(dossier: Dossier, record: Place, width: int) -> list[Line]:
    sheet = Sheet(width)
    kind = [dot(), ink(record.kind, "soft")] if record.kind else []
    sheet.paragraph([*linked([ink(record.name, "strong")], "", "place", record.id), *kind])
    sheet.gap()
    sheet.field("part of", place(dossier.places[record.part_of], {}) if record.part_of else [])
    parts = [link.id for link in dossier.links(record.id) if link.relation == "parts"]
    sheet.field("places in it", joined(place(dossier.places[id], {}) for id in parts))
    sheet.field("also called", joined([ink(alias)] for alias in record.aliases))
    sheet.field("note", [ink(record.note)] if record.note else [])
    events = [link.id for link in dossier.links(record.id) if link.relation == "events"]
    sheet.field("events", *(dated(dossier, dossier.events[id]) for id in events))
    sheet.field("id", [ink(record.id, "soft")])
    return sheet.lines


def claim_sheet(dossier: Dossier, record: Claim, width: int) -> list[Line]:
    sheet = Sheet(width)
    sheet.paragraph([ink(record.question, "strong")])
    sheet.gap()
    sheet.field("note", [ink(record.note)] if record.note else [])
    sheet.field("answers", *(linked([ink(answer.answer)], answer.id) for answer in record.answers))
    sheet.field("id", [ink(record.id, "soft")])
    return sheet.lines


def answer_sheet(dossier: Dossier, record: Answer, width: int) -> list[Line]:
    sheet = Sheet(width)
    claim = dossier.claim_of(record.id)
    sheet.paragraph([ink(record.answer, "strong")])
    sheet.gap()
    sheet.field("question", linked([ink(claim.question)], claim.id))
    by = dossier.answered_by(record)
    sheet.field("according to", joined(name(dossier.actors[id], {}, ink_name="text") for id in by)
                or [Span("the article itself", "text")])  # fmt: skip
    sheet.field("as of", [ink(record.as_of, "time")] if record.as_of else [])
    sheet.field("counts", [ink(record.of)] if record.of else [])
    sheet.field("printed", [ink(wording.in_marks(record.printed))] if record.printed else [])
    if record.status != "reported":
        sheet.field("status", [Span(record.status, "doubt")])
    sheet.field("note", [ink(record.note)] if record.note else [])
    sheet.field("reported by", *(_report(dossier, report) for report in record.reports))
    sheet.field("id", [ink(record.id, "soft")])
    return sheet.lines


def _report(dossier: Dossier, report: Report) -> list[Span]:
    target = report.quote or dossier.source_of_report(report)
    return linked([ink(wording.report_chain(dossier, report))], target)


def _modes(dossier: Dossier, record: Source) -> list[Span]:
    modes: Counter[str] = Counter(quote.mode for quote in dossier.quotes.values() if quote.source == record.id)
    return [ink(", ".join(f"{modes[mode]} {label}" for mode, label in MODES.items() if modes[mode]) or "none")]


def _said(dossier: Dossier, id: str) -> list[Span]:
    said = dossier.statement_of(id)
    speaker = [ink(dossier.actors[said.speaker].name, "strong")]
    return linked(joined([speaker, [date(dossier, dossier.when(said))], [ink(said.gist)]]), id)
