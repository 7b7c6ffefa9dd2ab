"""One record in full, with all that is linked to it: what ``kaztui show`` prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .. import dates, wording
from ..claims import answer, printings, question
from ..dossier import Dossier, When
from ..records import Actor, Answer, Claim, Event, Place, Quote, Source, Statement, kind_of
from ..views import Block, origins
from .claims import answer_block, printing_pieces, question_block
from .line import BLANK, Line, Piece, Pieces, joined, line, table
from .quotes import statement_block
from .tables import source_block

Field = tuple[str, str | Pieces]
_NOT_STATED = "not stated"
_ABOVE = {"statement": "quotes", "claim": "answers", "event": "reported through"}
"""Kind → the relation whose records the page shows in full."""


def page(dossier: Dossier, id: str) -> Iterator[Line]:
    """All about the record ``id``. Raises ``KeyError``."""
    record = dossier.record(id)
    yield line(Piece(f"{kind_of(record)} {id}", "heading"))
    yield BLANK
    match record:
        case Quote():
            yield from _quote(dossier, record)
        case Statement():
            yield from _statement(dossier, record)
        case Event():
            yield from _event(dossier, record)
        case Actor():
            yield from _actor(dossier, record)
        case Place():
            yield from _place(dossier, record)
        case Source():
            yield from source_block(dossier, record)
        case Claim():
            yield from question_block(question(dossier, record))
        case Answer():
            yield line(Piece(dossier.claim_of(id).question, "name"))
            yield from answer_block(answer(dossier, record))
    yield from _links(dossier, id)


def _quote(dossier: Dossier, quote: Quote) -> Iterator[Line]:
    said = dossier.statement_of(quote.id)
    yield from statement_block(dossier, Block(said, (quote.id,)), {})
    yield BLANK
    source = dossier.sources[quote.source]
    where = f"{wording.place_in_source(dossier, source.id, quote.at[0])}, characters {quote.at[0]}–{quote.at[1]}"
    yield from _fields(
        *_said_fields(dossier, said),
        ("printed in", f"{wording.outlet(source)}, {source.title}"),
        ("where", where),
        ("mode", f"{quote.mode}: {wording.MODE_MEANINGS[quote.mode]}"),
        ("cue", wording.in_marks(quote.cue) if quote.cue else ""),
        ("note", quote.note if quote.note and quote.certainty == "certain" else ""),
    )


def _statement(dossier: Dossier, said: Statement) -> Iterator[Line]:
    yield from statement_block(dossier, Block(said, tuple(quote.id for quote in said.quotes)), {})
    yield BLANK
    yield from _fields(*_said_fields(dossier, said))


def _said_fields(dossier: Dossier, said: Statement) -> list[Field]:
    occasion = dossier.events[said.occasion] if said.occasion else None
    return [
        ("when", _moment(dossier.when(said))),
        ("occasion", wording.event_title(occasion) if occasion else _NOT_STATED),
        ("to whom", ", ".join(dossier.actors[id].name for id in said.to) or _NOT_STATED),
        ("topics", ", ".join(said.topics)),
        ("note", said.note or ""),
    ]


def _event(dossier: Dossier, event: Event) -> Iterator[Line]:
    yield line(Piece(wording.event_title(event), "name"))
    if event.summary:
        yield line(event.summary)
    at_least, named = origins(dossier, event)
    names = ", ".join(dossier.actors[id].name for id in named)
    yield from _fields(
        ("when", _moment(dossier.when(event))),
        ("what", f"{event.kind}, {event.status}"),
        ("where", ", ".join(dossier.places[id].name for id in event.places)),
        ("part of", wording.event_title(dossier.events[event.part_of]) if event.part_of else ""),
        *(
            ("who", dossier.actors[each.actor].name + (f" ({each.role})" if each.role else ""))
            for each in event.participants
        ),
        *(
            ("reported" if each.stance == "reports" else "contradicted", printing_pieces(each))
            for each in printings(dossier, event.reports)
        ),
        ("origins", f"{at_least} or more independent; " + (f"named: {names}" if names else wording.NO_ORIGIN)),
        ("note", event.note or ""),
    )


def _actor(dossier: Dossier, actor: Actor) -> Iterator[Line]:
    yield line(Piece(actor.name, "name"), f" · {actor.kind}")
    yield from _fields(
        *(
            (f"in {wording.LANGUAGES.get(language, language)}", native)
            for language, native in actor.native.items()
        ),
        ("also called", ", ".join(actor.aliases)),
        *(("role", _role(dossier, actor, number)) for number in range(len(actor.roles))),
        ("member of", ", ".join(dossier.actors[id].name for id in actor.member_of)),
        ("note", actor.note or ""),
    )


def _role(dossier: Dossier, actor: Actor, number: int) -> str:
    role = actor.roles[number]
    held = role.title + (f", {dossier.actors[role.of].name}" if role.of else "")
    spans = (("since", role.since), ("until", role.until))
    return held + "".join(f", {word} {dates.show(dates.parse(day))}" for word, day in spans if day)


def _place(dossier: Dossier, place: Place) -> Iterator[Line]:
    yield line(Piece(place.name, "name"), f" · {place.kind}" if place.kind else "")
    yield from _fields(
        ("part of", dossier.places[place.part_of].name if place.part_of else ""),
        ("also called", ", ".join(place.aliases)),
        ("note", place.note or ""),
    )


def _moment(moment: When) -> str:
    """A date with its year, how it is known and the words that were printed."""
    if moment.date is None:
        return _NOT_STATED + (f"; printed “{moment.printed}”" if moment.printed else "")
    shown = dates.show(moment.date) + (" (inferred)" if moment.basis == "inferred" else "")
    return shown + (f", printed “{moment.printed}”" if moment.printed else "")


def _fields(*fields: Field) -> list[Line]:
    """Labelled values; a label that repeats is written once."""
    rows: list[Sequence[Piece | Pieces | str]] = []
    last = ""
    for label, value in fields:
        if value:
            rows.append((Piece("" if label == last else label, "muted"), value))
            last = label
    return table(rows, indent="  ")


def _links(dossier: Dossier, id: str) -> Iterator[Line]:
    above = _ABOVE.get(kind_of(dossier.record(id)))
    links = [link for link in dossier.links(id) if link.relation != above]
    if not links:
        return
    yield BLANK
    yield line(Piece("linked", "heading"))
    relations = dict.fromkeys(link.relation for link in links)
    yield from _fields(
        *(
            (relation, joined((wording.label(dossier, link.id), Piece(link.id, "muted"))))
            for relation in relations
            for link in links
            if link.relation == relation
        )
    )
