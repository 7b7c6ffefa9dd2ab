"""The facts of events, places, articles, claims and answers."""

from __future__ import annotations

from collections import Counter
from functools import partial

from .. import wording
from ..claims import Answer as AnswerRow
from ..claims import answer as answer_row
from ..claims import question
from ..dossier import Dossier
from ..records import Answer, Claim, Event, Place, Report, Source
from ..views import origins
from ..wording import plural
from .pieces import (
    Fact,
    Facts,
    Piece,
    Pieces,
    Role,
    Section,
    actor,
    actors,
    answered_question,
    by_day,
    contradicted,
    event,
    event_name,
    fact,
    joined,
    leading,
    moment,
    more,
    place,
    related,
    report,
    section,
    source,
    spoken,
    statement,
    text,
    words,
)


def event_facts(dossier: Dossier, record: Event, most: int | None = None) -> Facts:
    ways = related(dossier, record.id)
    when = joined((moment(dossier, dossier.when(record)), text(record.part_of_day)))
    places = (place(dossier, id, f"places.{number}.name") for number, id in enumerate(record.places))
    reports = {
        stance: [report(dossier, each, record.id) for each in record.reports if each.stance == stance]
        for stance in ("reports", "contradicts")
    }
    return Facts(
        record.id,
        "event",
        text(record.title, "name", field="title", asks=("event", record.id)),
        tuple(paragraph for paragraph in (text(record.summary, field="summary"),) if paragraph),
        (
            section(
                "",
                fact("when", when),
                fact("what", _status(record)),
                fact("where", joined(places)),
                fact("who", *_participants(dossier, record)),
                fact("part of", event_name(dossier.events[record.part_of]) if record.part_of else ()),
                fact("note", text(record.note)),
                fact("reported", *reports["reports"]),
                fact("contradicted", *reports["contradicts"]),
                fact("origins", _origins(dossier, record)),
            ),
            section("Parts", *by_day(dossier, ways["parts"], dossier.events, event, most)),
            section("Said there", *by_day(dossier, ways["statements"], dossier.statements,
                                          partial(statement, dossier), most)),
        ),
    )  # fmt: skip


def _status(record: Event) -> Pieces:
    status = text(record.status, "text" if record.status in ("happened", "ongoing") else "doubt")
    return joined((text(record.kind, asks=("kind", record.kind)), status))


def _participants(dossier: Dossier, record: Event) -> list[Pieces]:
    return [
        actor(dossier, each.actor, field=f"participants.{number}.name")
        + text(f", {each.role}" if each.role else "", "muted")
        for number, each in enumerate(record.participants)
    ]


def _origins(dossier: Dossier, record: Event) -> Pieces:
    at_least, named = origins(dossier, record)
    shown = text(f"≥ {at_least} independent")
    return shown + ((Piece(": ", "muted"), *actors(dossier, named, "via")) if named else (
        Piece("; ", "muted"), Piece(wording.NO_ORIGIN, "muted")))  # fmt: skip


def cell_facts(dossier: Dossier, record: Event, article: Source) -> Facts:
    """What one article says of an event."""
    told = [each for each in record.reports if dossier.source_of_report(each) == article.id]
    silent = () if told else (text("This article says nothing of it."),)
    return Facts(
        f"{record.id}@{article.id}",
        "event",
        event_name(record),
        (source(dossier, article.id), *silent),
        (section("", *(fact(each.stance, *_told(dossier, each)) for each in told)),),
    )


def _told(dossier: Dossier, record: Report) -> tuple[Pieces, Pieces]:
    """The words of the quote through which an article says it, if it does; through whom, and where."""
    quote = dossier.quotes[record.quote] if record.quote else None
    return leading(words(quote), quote.id) if quote else (), report(dossier, record)


def place_facts(dossier: Dossier, record: Place, most: int | None = None) -> Facts:
    ways = related(dossier, record.id)
    return Facts(
        record.id,
        "place",
        joined((text(record.name, "name", asks=("place", record.id)), text(record.kind, "muted"))),
        (),
        (
            section(
                "",
                fact("part of", place(dossier, record.part_of) if record.part_of else ()),
                fact("parts", joined(place(dossier, id) for id in ways["parts"])),
                fact("also called", text(", ".join(record.aliases))),
                fact("note", text(record.note)),
            ),
            section("What happened there", *by_day(dossier, ways["events"], dossier.events, event, most)),
        ),
    )


def source_facts(dossier: Dossier, record: Source, most: int | None = None) -> Facts:
    ways = related(dossier, record.id)
    said: dict[str, list[Pieces]] = {}
    quotes = sorted((dossier.quotes[id] for id in ways["quotes"]), key=lambda quote: (quote.at, quote.id))
    for quote in quotes[:most]:
        number, _ = dossier.paragraph(record.id, quote.at[0])
        said.setdefault(f"paragraph {number}" if number else "before its text", []).append(spoken(dossier, quote))
    return Facts(
        record.id,
        "source",
        text(record.title, "name", asks=("source", record.id)),
        (),
        (
            source_head(dossier, record),
            section("What it quotes and reports", *(Fact(label, tuple(rows)) for label, rows in said.items()),
                    *more(len(quotes), most)),
            section("Events that it tells of", *by_day(dossier, ways["events"], dossier.events, event, most)),
            section("Questions that it answers", fact("answers", *(
                answered_question(dossier, id) for id in ways["answers"]
            ))),
            section("What it denies", fact("contradicts", *contradicted(dossier, record.id))),
        ),
    )  # fmt: skip


def source_head(dossier: Dossier, record: Source) -> Section:
    """How an article's outlet and date are known, whom it credits, how much of it the dossier holds."""
    how = wording.OUTLETS[record.outlet_basis]
    role: Role = "doubt" if record.outlet_basis == "inferred" else "muted"
    known = text(f" ({how})" if record.container_title else how, role)
    modes = Counter(dossier.quotes[id].mode for id in related(dossier, record.id)["quotes"])
    by_mode = ", ".join(f"{count} {mode}" for mode, count in sorted(modes.items()))
    holds = plural(modes.total(), "quote") + (f": {by_mode}" if by_mode else "")
    return section(
        "",
        fact("title", text("ours: the article prints none" if record.title_basis == "supplied" else "", "muted")),
        fact("outlet", text(record.container_title) + known),
        fact("issued", moment(dossier, dossier.when(record)) if record.issued else text("undated", "muted")),
        fact("author", text(", ".join(record.author))),
        fact("credits", actors(dossier, record.credits, "via") or text("nobody as a whole", "muted")),
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
            Section(_answer_line(row, row.id), tuple(_answer(dossier, rows[row.id], row)))
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


def _answer_line(row: AnswerRow, link: str = "") -> Pieces:
    status = text("" if row.status == "reported" else row.status, "doubt")
    return joined((text(row.answer, "name", link), text(row.figure), status))


def _answer(dossier: Dossier, record: Answer, row: AnswerRow) -> list[Fact]:
    """The facts of an answer that has one."""
    facts = [
        fact("who", actors(dossier, row.who, "speaker") or text(row.speaker, "muted")),
        fact("as of", text(row.as_of, "date")),
        fact("counts", text(row.counts)),
        fact("printed", text(row.printed)),
        fact("note", text(row.note)),
        fact("from", *(report(dossier, each) for each in record.reports if each.stance == "reports")),
        fact("against", *(report(dossier, each) for each in record.reports if each.stance == "contradicts")),
    ]
    return [each for each in facts if each.values]
