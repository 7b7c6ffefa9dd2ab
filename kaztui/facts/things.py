"""The facts of events, places, articles, claims and answers."""

from __future__ import annotations

from collections import Counter
from functools import partial

from .. import wording
from ..claims import Answer as AnswerRow
from ..claims import answer as answer_row
from ..claims import question
from ..dossier import Dossier
from ..records import Answer, Claim, Event, Place, Source
from ..views import origins
from ..wording import plural
from .pieces import (
    Fact,
    Facts,
    Piece,
    Pieces,
    Section,
    actors,
    answered_question,
    by_day,
    event,
    fact,
    joined,
    linked,
    moment,
    more,
    report,
    section,
    statement,
    text,
    words,
)


def event_facts(dossier: Dossier, record: Event, most: int | None = None) -> Facts:
    when = joined((moment(dossier.when(record)), text(record.part_of_day)))
    places = (
        text(dossier.places[id].name, link=id, field=f"places.{number}.name")
        for number, id in enumerate(record.places)
    )  # fmt: skip
    reports = {
        stance: [report(dossier, each) for each in record.reports if each.stance == stance]
        for stance in ("reports", "contradicts")
    }
    parts = [dossier.events[id] for id in linked(dossier, record.id, "parts")]
    said = linked(dossier, record.id, "statements")
    return Facts(
        record.id,
        "event",
        text(record.title, "name", field="title"),
        tuple(paragraph for paragraph in (text(record.summary, field="summary"),) if paragraph),
        (
            section(
                "",
                fact("when", when),
                fact("what", _status(record)),
                fact("where", joined(places)),
                fact("who", *_participants(dossier, record)),
                fact("part of", event(dossier.events[record.part_of]) if record.part_of else ()),
                fact("note", text(record.note)),
                fact("reported", *reports["reports"]),
                fact("contradicted", *reports["contradicts"]),
                fact("origins", _origins(dossier, record)),
                fact("parts", *(event(part) for part in parts)),
            ),
            section("Said there", *by_day(dossier, said, dossier.statements, partial(statement, dossier), most)),
        ),
    )  # fmt: skip


def _status(record: Event) -> Pieces:
    status = text(record.status, "text" if record.status in ("happened", "ongoing") else "doubt")
    return joined((text(record.kind), status))


def _participants(dossier: Dossier, record: Event) -> list[Pieces]:
    return [
        text(dossier.actors[each.actor].name, link=each.actor, field=f"participants.{number}.name")
        + text(f", {each.role}" if each.role else "", "muted")
        for number, each in enumerate(record.participants)
    ]


def _origins(dossier: Dossier, record: Event) -> Pieces:
    at_least, named = origins(dossier, record)
    shown = text(f"≥ {at_least} independent")
    return shown + ((Piece(": ", "muted"), *actors(dossier, named)) if named else (
        Piece("; ", "muted"), Piece(wording.NO_ORIGIN, "muted")))  # fmt: skip


def place_facts(dossier: Dossier, record: Place, most: int | None = None) -> Facts:
    parts = [dossier.places[id] for id in linked(dossier, record.id, "parts")]
    events = linked(dossier, record.id, "events")
    return Facts(
        record.id,
        "place",
        joined((text(record.name, "name"), text(record.kind, "muted"))),
        (),
        (
            section(
                "",
                fact("part of", text(dossier.places[record.part_of].name, link=record.part_of)
                     if record.part_of else ()),
                fact("parts", joined(text(part.name, link=part.id) for part in parts)),
                fact("also called", text(", ".join(record.aliases))),
                fact("note", text(record.note)),
            ),
            section("What happened there", *by_day(dossier, events, dossier.events, event, most)),
        ),
    )  # fmt: skip


def source_facts(dossier: Dossier, record: Source, most: int | None = None) -> Facts:
    quotes = [dossier.quotes[id] for id in linked(dossier, record.id, "quotes")]
    said: dict[str, list[Pieces]] = {}
    for quote in sorted(quotes, key=lambda quote: (quote.at, quote.id))[:most]:
        number, _ = dossier.paragraph(record.id, quote.at[0])
        speaker = dossier.actors[dossier.statement_of(quote.id).speaker]
        row = text(speaker.name, link=speaker.id) + (Piece(": ", "muted"), *words(quote))
        said.setdefault(f"paragraph {number}" if number else "before its text", []).append(row)
    events = linked(dossier, record.id, "events")
    return Facts(
        record.id,
        "source",
        text(record.title, "name"),
        (),
        (
            source_head(dossier, record),
            section("What it quotes and reports", *(Fact(label, tuple(rows)) for label, rows in said.items()),
                    *more(len(quotes), most)),
            section("Events that it tells of", *by_day(dossier, events, dossier.events, event, most)),
            section("Questions that it answers", fact("answers", *(
                answered_question(dossier, id) for id in linked(dossier, record.id, "answers")
            ))),
        ),
    )  # fmt: skip


def source_head(dossier: Dossier, record: Source) -> Section:
    """How an article's outlet and date are known, whom it credits, how much of it the dossier holds."""
    outlet = {
        "stated": f"{record.container_title} (stated in the text)",
        "inferred": f"{record.container_title} (inferred)",
        "unknown": "not named",
    }[record.outlet_basis]
    modes = Counter(dossier.quotes[id].mode for id in linked(dossier, record.id, "quotes"))
    by_mode = ", ".join(f"{count} {mode}" for mode, count in sorted(modes.items()))
    holds = plural(modes.total(), "quote") + (f": {by_mode}" if by_mode else "")
    return section(
        "",
        fact("outlet", text(outlet)),
        fact("issued", moment(dossier.when(record)) if record.issued else text("undated", "muted")),
        fact("author", text(", ".join(record.author))),
        fact("credits", actors(dossier, record.credits) or text("nobody as a whole", "muted")),
        fact("holds", text(f"{holds}; {plural(len(record.text.paragraphs), 'paragraph')}")),
        fact("URL", text(record.url)),
        fact("note", text(record.note)),
    )


def claim_facts(dossier: Dossier, record: Claim) -> Facts:
    rows = {answer.id: answer for answer in record.answers}
    return Facts(
        record.id,
        "claim",
        text(record.question, "name"),
        tuple(paragraph for paragraph in (text(record.note),) if paragraph),
        tuple(
            Section(_answer_line(row), tuple(_answer(dossier, rows[row.id], row)))
            for row in question(dossier, record).answers
        ),
    )


def answer_facts(dossier: Dossier, record: Answer) -> Facts:
    claim = dossier.claim_of(record.id)
    row = answer_row(dossier, record)
    others = [text(other.answer, link=other.id) for other in claim.answers if other.id != record.id]
    return Facts(
        record.id,
        "answer",
        text(claim.question, "name", claim.id),
        (_answer_line(row),),
        (section("", *_answer(dossier, record, row), fact("other answers", *others)),),
    )


def _answer_line(row: AnswerRow) -> Pieces:
    status = text("" if row.status == "reported" else row.status, "doubt")
    return joined((text(row.answer, "name", row.id), text(row.figure), status))


def _answer(dossier: Dossier, record: Answer, row: AnswerRow) -> list[Fact]:
    """The facts of an answer that has one."""
    facts = [
        fact("who", actors(dossier, row.who) or text(row.speaker, "muted")),
        fact("as of", text(row.as_of, "date")),
        fact("counts", text(row.counts)),
        fact("printed", text(row.printed)),
        fact("note", text(row.note)),
        fact("from", *(report(dossier, each) for each in record.reports if each.stance == "reports")),
        fact("against", *(report(dossier, each) for each in record.reports if each.stance == "contradicts")),
    ]
    return [each for each in facts if each.values]
