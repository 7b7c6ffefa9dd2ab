"""The facts of what was said: a statement with its wordings, and a quote."""

from __future__ import annotations

from .. import wording
from ..dossier import Dossier
from ..order import in_time
from ..records import Quote, Statement
from .pieces import (
    NOT_STATED,
    Fact,
    Facts,
    Piece,
    Pieces,
    actor,
    actors,
    answered_question,
    chain,
    contradicted,
    day,
    event,
    event_name,
    fact,
    in_marks,
    joined,
    leading,
    moment,
    place,
    related,
    section,
    statement,
    text,
    words,
)

_BASES = {"stated": "the article says so", "inferred": "inferred, not said by the article"}
"""How a chain is known; that an article credits somebody as a whole, or nobody, is said by the chain itself."""
_RELATIONS = {
    "replies to": "answers", "answered by": "answered by", "about": "explains", "explained by": "explained by",
}  # fmt: skip


def statement_facts(dossier: Dossier, record: Statement) -> Facts:
    wordings = [_wording(dossier, quote) for quote in record.quotes]
    return Facts(
        record.id,
        "statement",
        _headline(dossier, record),
        (text(record.gist, field="statement.gist"),),
        (
            section("", *_circumstances(dossier, record), fact("note", text(record.note))),
            section("Wordings", *wordings),
            section("", *_relations(dossier, record), _topics(record)),
        ),
    )


def _wording(dossier: Dossier, quote: Quote) -> Fact:
    where = text(wording.place_in_source(dossier, quote.source, quote.at[0]), "muted")
    paraphrase = _paraphrase(quote)
    ours = (Piece("in our words: ", "muted"), *paraphrase) if paraphrase else ()
    return fact(
        quote.mode,
        leading(words(quote), quote.id),
        ours,
        _gloss(dossier, quote),
        joined((chain(dossier, quote), where)),
        _certainty(quote),
    )


def quote_facts(dossier: Dossier, quote: Quote) -> Facts:
    """First what a pane of a few lines has to show: who, when, the words, according to whom, where printed."""
    said = dossier.statement_of(quote.id)
    others = [other for other in said.quotes if other.id != quote.id]
    return Facts(
        quote.id,
        "quote",
        _headline(dossier, said),
        tuple(paragraph for paragraph in (words(quote, field=True), _gloss(dossier, quote, field=True)) if paragraph),
        (
            section(
                "",
                fact("according to", joined((chain(dossier, quote), _basis(dossier, quote)))),
                fact("printed in", *_printed(dossier, quote)),
                fact("in our words", _paraphrase(quote, field=True)),
                fact("in short", text(said.gist, link=said.id, field="statement.gist")),
                *_circumstances(dossier, said),
                fact("mode", _mode(quote)),
                fact("certainty", _certainty(quote)),
                fact("note", text(quote.note), text(said.note)),
                fact("also worded", *(_other(dossier, other) for other in others)),
                *_relations(dossier, said),
                *_told_through(dossier, quote),
                _topics(said),
            ),
        ),
    )


def _basis(dossier: Dossier, quote: Quote) -> Pieces:
    """How the chain is known, where it does not say that itself."""
    return text(_BASES.get(dossier.attribution(quote).basis), "muted")


def _headline(dossier: Dossier, said: Statement) -> Pieces:
    """``speaker · date · role``."""
    known = dossier.when(said).date is not None
    return joined(
        (
            actor(dossier, said.speaker, "speaker", "name", "speaker.name"),
            text(day(dossier, said), "date" if known else "muted"),
            text(wording.role(dossier, dossier.actors[said.speaker]), "muted"),
        )
    )


def _paraphrase(quote: Quote, field: bool = False) -> Pieces:
    """Ours, where the quote has words of its own beside it."""
    return text(quote.paraphrase if quote.text is not None else "", field="paraphrase" if field else "")


def _gloss(dossier: Dossier, quote: Quote, field: bool = False) -> Pieces:
    """Of a direct quote all of it is in marks; of others only what is quoted, as the record has it."""
    if not quote.gloss:
        return ()
    language = Piece(f"{wording.gloss_language(dossier)}: ", "muted")
    name = "gloss" if field else ""
    if quote.mode == "direct":
        return language, *in_marks(quote.gloss, "gloss", name)
    return language, Piece(quote.gloss, "gloss", field=name)


def _printed(dossier: Dossier, quote: Quote) -> tuple[Pieces, Pieces]:
    """The article, and where in it."""
    record = dossier.sources[quote.source]
    where = f"{wording.place_in_source(dossier, record.id, quote.at[0])}, characters {quote.at[0]}–{quote.at[1]}"
    return (
        text(record.title, link=record.id, asks=("source", record.id)),
        joined((text(wording.outlet(record)), moment(dossier, dossier.when(record)), text(where))),
    )


def _certainty(quote: Quote) -> Pieces:
    return () if quote.certainty == "certain" else text(quote.certainty, "doubt")


def _mode(quote: Quote) -> Pieces:
    cue = (Piece(", introduced by ", "muted"), *in_marks(quote.cue)) if quote.cue else ()
    return (Piece(f"{quote.mode}: {wording.MODE_MEANINGS[quote.mode]}"), *cue)


def _other(dossier: Dossier, quote: Quote) -> Pieces:
    article = text(wording.source_label(dossier.sources[quote.source]), "muted")
    return leading(joined((article, words(quote))), quote.id)


def _circumstances(dossier: Dossier, said: Statement) -> list[Fact]:
    """When, where and to whom it was said, whichever quote of it one reads."""
    occasion = dossier.events[said.occasion] if said.occasion else None
    places = (place(dossier, id) for id in occasion.places) if occasion else ()
    return [
        fact("when", moment(dossier, dossier.when(said))),
        fact("occasion", joined((event_name(occasion, "occasion.title"), *places)) if occasion else NOT_STATED),
        fact("to whom", actors(dossier, said.to) or NOT_STATED),
    ]


def _topics(said: Statement) -> Fact:
    topics = (
        text(topic, field=f"statement.topics.{number}", asks=("topic", topic))
        for number, topic in enumerate(said.topics)
    )
    return fact("topics", joined(topics, ", "))


def _relations(dossier: Dossier, said: Statement) -> list[Fact]:
    ways = related(dossier, said.id)
    return [
        fact(label, *(
            statement(dossier, dossier.statements[id], dated=True)
            for id in in_time(dossier, (dossier.statements[id] for id in ways[relation]))
        ))
        for relation, label in _RELATIONS.items()
    ]  # fmt: skip


def _told_through(dossier: Dossier, quote: Quote) -> list[Fact]:
    """The events that the quote reports, the questions that it answers, and what it contradicts of both."""
    ways = related(dossier, quote.id)
    reported = (event(dossier.events[id]) for id in in_time(dossier, (dossier.events[id] for id in ways["reports"])))
    answered = (answered_question(dossier, id) for id in ways["answers"])
    denied = contradicted(dossier, quote.id)
    return [fact("reports", *reported), fact("says on", *answered), fact("contradicts", *denied)]
