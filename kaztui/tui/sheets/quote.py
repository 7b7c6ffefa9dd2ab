"""A quote or a statement in full: who said what, when, where, to whom, according to whom, how else it is worded."""

from __future__ import annotations

from ... import wording
from ...dossier import Dossier
from ...records import Quote, Statement
from ...search import Spans as Found
from ..ink import Line, Span, ink, linked, marked
from ..phrases import (
    MODES,
    date,
    date_with_basis,
    dot,
    doubts,
    event,
    joined,
    name,
    place,
    role,
    statement,
    through,
    topic,
    words,
)
from .sheet import Sheet

NOT_STATED = Span("not stated", "soft")
BASES = {
    "stated": "the article says so",
    "inferred": "inferred, not said by the article",
    "article": "credited by the article as a whole",
    "none": "the article names no origin",
}


def quote_sheet(dossier: Dossier, quote: Quote, found: Found, width: int) -> list[Line]:
    said = dossier.statement_of(quote.id)
    sheet = Sheet(width)
    _headline(sheet, dossier, said, found)
    for paragraph in words(quote, found, "both"):
        sheet.paragraph(paragraph)
    sheet.gap()
    basis = [Span(BASES[dossier.attribution(quote).basis], "soft")]
    sheet.field("according to", joined([_chain(dossier, quote, found), basis]))
    sheet.field("printed in", *_source(dossier, quote, found))
    if quote.text is not None and quote.paraphrase:
        sheet.field("in our words", marked(quote.paraphrase, found.get("paraphrase", ())))
    _said(sheet, dossier, said, found)
    sheet.field("mode", _mode(quote))
    if doubt := doubts(quote):
        sheet.field("certainty", doubt)
    sheet.field("note", [ink(note)] if (note := quote.note) else [], [ink(note)] if (note := said.note) else [])
    others = [other for other in said.quotes if other.id != quote.id]
    sheet.field("also worded", *(_wording(dossier, other) for other in others))
    _relations(sheet, dossier, said, found)
    sheet.field("id", [ink(quote.id, "soft")])
    return sheet.lines


def statement_sheet(dossier: Dossier, said: Statement, found: Found, width: int) -> list[Line]:
    sheet = Sheet(width)
    _headline(sheet, dossier, said, found)
    sheet.gap()
    _said(sheet, dossier, said, found)
    sheet.field("note", [ink(note)] if (note := said.note) else [])
    sheet.field("worded", *(_wording(dossier, quote) for quote in said.quotes))
    _relations(sheet, dossier, said, found)
    sheet.field("id", [ink(said.id, "soft")])
    return sheet.lines


def _headline(sheet: Sheet, dossier: Dossier, said: Statement, found: Found) -> None:
    speaker = dossier.actors[said.speaker]
    spans = joined([name(speaker, found, "speaker."), [date(dossier, dossier.when(said))]])
    if title := role(speaker):
        spans += [dot(), ink(title, "soft")]
    sheet.paragraph(spans)


def _said(sheet: Sheet, dossier: Dossier, said: Statement, found: Found) -> None:
    """What is the same however it is worded."""
    sheet.field("in short", marked(said.gist, found.get("statement.gist", ())))
    sheet.field("when", date_with_basis(dossier, dossier.when(said)))
    sheet.field("occasion", _occasion(dossier, said, found))
    to = (name(dossier.actors[id], {}, ink_name="text", asks="actor") for id in said.to)
    sheet.field("to whom", joined(to) or [NOT_STATED])


def _occasion(dossier: Dossier, said: Statement, found: Found) -> list[Span]:
    if said.occasion is None:
        return [NOT_STATED]
    occasion = dossier.events[said.occasion]
    places = [place(dossier.places[id], {}) for id in occasion.places]
    return joined([event(occasion, {"title": found.get("occasion.title", [])}), *places])


def _chain(dossier: Dossier, quote: Quote, found: Found) -> list[Span]:
    speaker = dossier.actors[dossier.statement_of(quote.id).speaker]
    return [*name(speaker, found, "speaker.", "text"), Span(wording.ARROW, "rule"), *through(dossier, quote, found)]


def _source(dossier: Dossier, quote: Quote, found: Found) -> list[list[Span]]:
    record = dossier.sources[quote.source]
    issued = date_with_basis(dossier, dossier.when(record))
    where = wording.place_in_source(dossier, quote.source, quote.at[0])
    title = linked(marked(record.title, found.get("source.title", ())), record.id, "source")
    return [title, joined([[ink(wording.outlet(record))], issued, [Span(where, "text")]])]


def _mode(quote: Quote) -> list[Span]:
    spans = [Span(f"{MODES[quote.mode]}: {wording.MODE_MEANINGS[quote.mode]}", "text")]
    if quote.cue:
        spans += [Span(", introduced by ", "soft"), ink(wording.in_marks(quote.cue))]
    return spans


def _wording(dossier: Dossier, quote: Quote) -> list[Span]:
    """``PLVN (002) · “…”``: one link to the quote."""
    label = ink(wording.source_label(dossier.sources[quote.source]), "soft")
    return linked(joined([[label], *words(quote, {}, "original")]), quote.id)


def _relations(sheet: Sheet, dossier: Dossier, said: Statement, found: Found) -> None:
    by_relation: dict[str, list[list[Span]]] = {}
    for link in dossier.links(said.id):
        if link.kind == "statement":
            by_relation.setdefault(link.relation, []).append(statement(dossier, dossier.statements[link.id]))
    for relation, statements in by_relation.items():
        sheet.field(relation, *statements)
    sheet.field("topics", joined(topic(text, found, f"statement.topics.{n}") for n, text in enumerate(said.topics)))
