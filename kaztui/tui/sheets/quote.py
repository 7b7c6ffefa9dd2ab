"""A quote in full: who said what, when, where, to whom, according to whom, and how else it is worded."""

from __future__ import annotations

from ... import wording
from ...dossier import Dossier
from ...records import Quote, Statement
from ...search import Spans as Found
from ..ink import Line, Span, ink, marked
from ..phrases import (
    MODES,
    date_with_basis,
    dot,
    doubts,
    event,
    joined,
    name,
    role,
    source,
    statement,
    through,
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
    if quote.text is not None and quote.paraphrase:
        spans = marked(quote.paraphrase, found.get("paraphrase", ()))
        sheet.paragraph([Span("in our words: ", "soft"), *spans])
    sheet.gap()
    sheet.field("in short", marked(said.gist, found.get("statement.gist", ())))
    sheet.field("when", date_with_basis(dossier, dossier.when(said)))
    sheet.field("occasion", _occasion(dossier, said, found))
    sheet.field("to whom", joined([ink(dossier.actors[id].name)] for id in said.to) or [NOT_STATED])
    sheet.field("according to", _chain(dossier, quote, found), [Span(BASES[dossier.attribution(quote).basis], "soft")])
    sheet.field("printed in", *_source(dossier, quote, found))
    sheet.field("mode", _mode(quote))
    if doubt := doubts(quote):
        sheet.field("certainty", doubt)
    sheet.field("note", [ink(note)] if (note := quote.note) else [], [ink(note)] if (note := said.note) else [])
    _relations(sheet, dossier, said, quote)
    topics = (marked(topic, found.get(f"statement.topics.{n}", ())) for n, topic in enumerate(said.topics))
    sheet.field("topics", joined(topics))
    sheet.field("id", [ink(quote.id, "soft")])
    return sheet.lines


def _headline(sheet: Sheet, dossier: Dossier, said: Statement, found: Found) -> None:
    speaker = dossier.actors[said.speaker]
    spans = name(speaker, found, "speaker.")
    if title := role(speaker):
        spans += [dot(), ink(title, "soft")]
    sheet.paragraph(spans)


def _occasion(dossier: Dossier, said: Statement, found: Found) -> list[Span]:
    if said.occasion is None:
        return [NOT_STATED]
    occasion = dossier.events[said.occasion]
    places = [[ink(dossier.places[id].name)] for id in occasion.places]
    return joined([event(occasion, {"title": found.get("occasion.title", [])}), *places])


def _chain(dossier: Dossier, quote: Quote, found: Found) -> list[Span]:
    speaker = dossier.actors[dossier.statement_of(quote.id).speaker]
    return [*name(speaker, found, "speaker.", "text"), Span(wording.ARROW, "rule"), *through(dossier, quote, found)]


def _source(dossier: Dossier, quote: Quote, found: Found) -> list[list[Span]]:
    record = dossier.sources[quote.source]
    issued = date_with_basis(dossier, dossier.when(record))
    where = wording.place_in_source(dossier, quote.source, quote.at[0])
    title = marked(record.title, found.get("source.title", ()))
    return [title, joined([[ink(wording.outlet(record))], issued, [Span(where, "text")]])]


def _mode(quote: Quote) -> list[Span]:
    spans = [Span(f"{MODES[quote.mode]}: {wording.MODE_MEANINGS[quote.mode]}", "text")]
    if quote.cue:
        spans += [Span(", introduced by ", "soft"), ink(wording.in_marks(quote.cue))]
    return spans


def _relations(sheet: Sheet, dossier: Dossier, said: Statement, quote: Quote) -> None:
    others = [other for other in said.quotes if other.id != quote.id]
    sheet.field(
        "also worded",
        *(joined([source(dossier.sources[other.source], {}), *words(other, {}, "original")]) for other in others),
    )
    by_relation: dict[str, list[list[Span]]] = {}
    for link in dossier.links(said.id):
        if link.kind == "statement":
            by_relation.setdefault(link.relation, []).append(statement(dossier, dossier.statements[link.id]))
    for relation, statements in by_relation.items():
        sheet.field(relation, *statements)
