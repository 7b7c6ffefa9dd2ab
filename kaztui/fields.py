"""What of a record is searched: its fields as ``name → text``, the names being those of spans.

``name`` is a field of the record as it stands in files (``text``, ``aliases.2`` for a list's items). What belongs
to a quote but stands in another record carries that record's kind: ``speaker.name``, ``statement.gist``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from . import dates
from .holdings import Holdings
from .order import in_time, order_of
from .records import Actor, Event, Place, Quote

_MOST_DAYS = 14


def documents(
    dossier: Holdings, kind: str, ids: Iterable[str] | None = None
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The documents of one kind (``quote``, ``event``, ``actor``), in the order in which they are shown: ``ids``."""
    if ids is None:
        ids = _in_order(dossier, kind)
    for id in ids:
        yield id, fields_of(dossier, kind, id)


def _in_order(dossier: Holdings, kind: str) -> Iterable[str]:
    if kind == "quote":
        return order_of(dossier).quotes
    return in_time(dossier, dossier.events.values()) if kind == "event" else dossier.actors


def fields_of(dossier: Holdings, kind: str, id: str) -> dict[str, str]:
    """The document of one record."""
    if kind == "quote":
        return quote_fields(dossier, dossier.quotes[id])
    return event_fields(dossier, dossier.events[id]) if kind == "event" else actor_fields(dossier.actors[id])


def quote_fields(dossier: Holdings, quote: Quote) -> dict[str, str]:
    """Beside its fields, ``date``: the ISO days on which it may have been said."""
    statement = dossier.statement_of(quote.id)
    fields = {
        name: text
        for name, text in (("text", quote.text), ("paraphrase", quote.paraphrase), ("gloss", quote.gloss))
        if text
    }
    fields["statement.gist"] = statement.gist
    fields |= _prefixed("speaker", actor_fields(dossier.actors[statement.speaker]))
    if outlet := dossier.sources[quote.source].container_title:
        fields["source.container-title"] = outlet
    for position, id in enumerate(sorted(dossier.attribution(quote).actors)):
        fields |= _prefixed(f"chain.{position}", actor_fields(dossier.actors[id]))
    fields |= {f"statement.topics.{position}": topic for position, topic in enumerate(statement.topics)}
    if statement.occasion:
        fields["occasion.title"] = dossier.events[statement.occasion].title
    return fields | _days(dossier, quote)


def event_fields(dossier: Holdings, event: Event) -> dict[str, str]:
    fields = {"title": event.title}
    if event.summary:
        fields["summary"] = event.summary
    for position, id in enumerate(event.places):
        fields |= _prefixed(f"places.{position}", place_fields(dossier.places[id]))
    for position, participant in enumerate(event.participants):
        fields |= _prefixed(f"participants.{position}", actor_fields(dossier.actors[participant.actor]))
    return fields | _days(dossier, event)


def actor_fields(actor: Actor) -> dict[str, str]:
    fields = {"name": actor.name}
    fields |= {f"native.{language}": name for language, name in actor.native.items()}
    fields |= {f"aliases.{position}": alias for position, alias in enumerate(actor.aliases)}
    return fields


def place_fields(place: Place) -> dict[str, str]:
    return {"name": place.name} | {f"aliases.{n}": alias for n, alias in enumerate(place.aliases)}


def names_of(record: Actor | Place) -> Iterator[str]:
    """All the names of one actor or place."""
    yield record.name
    yield from record.aliases
    if isinstance(record, Actor):
        yield from record.native.values()


def _days(dossier: Holdings, record: Quote | Event) -> dict[str, str]:
    date = dossier.when(record).date
    # a date that may be any of many days is not what somebody means who types one
    days = dates.days(date) if date is not None else ()
    if not 0 < len(days) <= _MOST_DAYS:
        return {}
    return {"date": " ".join(f"{year:04}-{month:02}-{day:02}" for year, month, day in days)}


def _prefixed(prefix: str, fields: Mapping[str, str]) -> dict[str, str]:
    return {f"{prefix}.{name}": text for name, text in fields.items()}
