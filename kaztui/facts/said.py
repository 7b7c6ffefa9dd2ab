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
    Section,
    actors,
    answered_question,
    chain,
    event,
    fact,
    in_marks,
    joined,
    linked,
    moment,
    section,
    statement,
    text,
    words,
)

BASES = {
    "stated": "the article says so",
    "inferred": "inferred, not said by the article",
    "article": "credited by the article as a whole",
    "none": "the article names no origin",
}
"""How a chain is known, in a reader's words."""
_RELATIONS = {
    "replies to": "answers", "answered by": "answered by", "about": "explains", "explained by": "explained by",
}  # fmt: skip


def statement_facts(dossier: Dossier, record: Statement) -> Facts:
    wordings = [_wording(dossier, quote) for quote in record.quotes]
    return Facts(
        record.id,
        "statement",
        _speaker(dossier, record),
        (text(record.gist, field="statement.gist"),),
        (section("", *_about(dossier, record)), Section((Piece("Wordings", "name"),), tuple(wordings))),
    )


def _wording(dossier: Dossier, quote: Quote) -> Fact:
    where = text(wording.place_in_source(dossier, quote.source, quote.at[0]), "muted")
    through = joined((chain(dossier, wording.chain_steps(dossier, quote)), where))
    return fact(quote.mode, words(quote), _paraphrase(quote), _gloss(dossier, quote), through, _certainty(quote))


def quote_facts(dossier: Dossier, quote: Quote) -> Facts:
    said = dossier.statement_of(quote.id)
    own = words(quote)
    shown, is_own = wording.words(quote)
    field = "text" if is_own else "paraphrase"
    body = tuple(piece._replace(link="", field=field) if piece.text == shown else piece for piece in own)
    attribution = dossier.attribution(quote)
    source = dossier.sources[quote.source]
    printed = joined((text(wording.outlet(source)), moment(dossier.when(source)), _place(dossier, quote)))
    others = [other for other in said.quotes if other.id != quote.id]
    return Facts(
        quote.id,
        "quote",
        _speaker(dossier, said),
        tuple(paragraph for paragraph in (body, _paraphrase(quote), _gloss(dossier, quote)) if paragraph),
        (
            section(
                "",
                fact("in short", text(said.gist, link=said.id, field="statement.gist")),
                *_about(dossier, said),
                fact("according to", chain(dossier, wording.chain_steps(dossier, quote)),
                     text(BASES[attribution.basis], "muted")),
                fact("printed in", text(source.title, link=source.id, field="source.title"), printed),
                fact("mode", _mode(quote)),
                fact("certainty", _certainty(quote)),
                fact("note", text(quote.note)),
                fact("also worded", *(_other(dossier, other) for other in others)),
                *_told_through(dossier, quote),
            ),
        ),
    )  # fmt: skip


def _speaker(dossier: Dossier, said: Statement) -> Pieces:
    speaker = dossier.actors[said.speaker]
    role = text(wording.role(dossier, speaker), "muted")
    return joined((text(speaker.name, "name", speaker.id, "speaker.name"), role))


def _paraphrase(quote: Quote) -> Pieces:
    """Ours, where the quote has words of its own beside it."""
    if quote.text is None or not quote.paraphrase:
        return ()
    return Piece("in our words: ", "muted"), Piece(quote.paraphrase, field="paraphrase")


def _gloss(dossier: Dossier, quote: Quote) -> Pieces:
    """Of a direct quote all of it is in marks; of others only what is quoted, as the record has it."""
    if not quote.gloss:
        return ()
    language = Piece(f"{wording.gloss_language(dossier)}: ", "muted")
    if quote.mode == "direct":
        return language, *in_marks(quote.gloss, "gloss", field="gloss")
    return language, Piece(quote.gloss, "gloss", field="gloss")


def _certainty(quote: Quote) -> Pieces:
    return () if quote.certainty == "certain" else text(quote.certainty, "doubt")


def _mode(quote: Quote) -> Pieces:
    cue = (Piece(", introduced by ", "muted"), *in_marks(quote.cue)) if quote.cue else ()
    return (Piece(f"{quote.mode}: {wording.MODE_MEANINGS[quote.mode]}"), *cue)


def _place(dossier: Dossier, quote: Quote) -> Pieces:
    where = wording.place_in_source(dossier, quote.source, quote.at[0])
    return text(f"{where}, characters {quote.at[0]}–{quote.at[1]}")


def _other(dossier: Dossier, quote: Quote) -> Pieces:
    source = dossier.sources[quote.source]
    return joined((text(wording.source_label(source), "muted", source.id), words(quote)))


def _about(dossier: Dossier, said: Statement) -> list[Fact]:
    """What is known of the statement itself, whichever quote of it one reads."""
    occasion = dossier.events[said.occasion] if said.occasion else None
    topics = (text(topic, field=f"statement.topics.{number}") for number, topic in enumerate(said.topics))
    places = joined(text(dossier.places[id].name, link=id) for id in occasion.places) if occasion else ()
    return [
        fact("when", moment(dossier.when(said))),
        fact("occasion", joined((event(occasion, "occasion.title"), places)) if occasion else NOT_STATED),
        fact("to whom", actors(dossier, said.to) or NOT_STATED),
        fact("topics", joined(topics, ", ")),
        fact("note", text(said.note)),
        *_related(dossier, said),
    ]


def _related(dossier: Dossier, said: Statement) -> list[Fact]:
    return [
        fact(label, *(statement(dossier, other) for other in _statements(dossier, linked(dossier, said.id, relation))))
        for relation, label in _RELATIONS.items()
    ]


def _statements(dossier: Dossier, ids: list[str]) -> list[Statement]:
    return [dossier.statements[id] for id in in_time(dossier, (dossier.statements[id] for id in ids))]


def _told_through(dossier: Dossier, quote: Quote) -> list[Fact]:
    """The events that the quote reports, and the questions that it answers."""
    reported = [event(dossier.events[id]) for id in linked(dossier, quote.id, "reports")]
    answered = [answered_question(dossier, id) for id in linked(dossier, quote.id, "answers")]
    return [fact("reports", *reported), fact("says on", *answered)]
