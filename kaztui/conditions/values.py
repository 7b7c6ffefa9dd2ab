"""What a record has to be asked for by each field of the query line: the meaning of the fields, in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from ..holdings import Holdings
from ..records import Event, Quote
from .names import bare

Values = Iterable[str]


def speakers(dossier: Holdings, quote: Quote) -> Values:
    return (dossier.statement_of(quote.id).speaker,)


def actors(dossier: Holdings, quote: Quote) -> Values:
    """Who speaks, is addressed, or takes part in the occasion or in an event that is reported through the quote."""
    statement = dossier.statement_of(quote.id)
    return {statement.speaker, *statement.to, *_of_events(dossier, quote, participants)}


def kinds(dossier: Holdings, quote: Quote) -> Values:
    return _of_events(dossier, quote, lambda _, event: (event.kind,))


def places(dossier: Holdings, quote: Quote) -> Values:
    return _of_events(dossier, quote, event_places)


def events(dossier: Holdings, quote: Quote) -> Values:
    return _of_events(dossier, quote, wholes)


def statuses(dossier: Holdings, quote: Quote) -> Values:
    return _of_events(dossier, quote, lambda _, event: (event.status,))


def topics(dossier: Holdings, quote: Quote) -> Values:
    return {bare(topic) for topic in dossier.statement_of(quote.id).topics}


def _of_events(dossier: Holdings, quote: Quote, of: Callable[[Holdings, Event], Values]) -> set[str]:
    return {value for id in dossier.events_of(quote.id) for value in of(dossier, dossier.events[id])}


def participants(dossier: Holdings, event: Event) -> Values:
    return {participant.actor for participant in event.participants}


def event_places(dossier: Holdings, event: Event) -> Values:
    """Its places and those that they are parts of."""
    return {whole for place in event.places for whole in _up(place, lambda id: dossier.places[id].part_of)}


def wholes(dossier: Holdings, event: Event) -> Values:
    """The event and those that it is a part of."""
    return _up(event.id, lambda id: dossier.events[id].part_of)


def _up(id: str | None, whole_of: Callable[[str], str | None]) -> Iterator[str]:
    seen: set[str] = set()
    while id is not None and id not in seen:  # "part of" may run in a ring
        seen.add(id)
        yield id
        id = whole_of(id)


def answered(dossier: Holdings) -> frozenset[str]:
    """Statements to which another replies."""
    return frozenset(each.replies_to for each in dossier.statements.values() if each.replies_to)


def _has(dossier: Holdings) -> Callable[[Holdings, Quote], Values]:
    replied = answered(dossier)

    def has(dossier: Holdings, quote: Quote) -> Values:
        statement = dossier.statement_of(quote.id)
        if len(statement.quotes) > 1:
            yield "variants"
        if statement.replies_to or statement.id in replied:
            yield "reply"

    return has


def of_quotes(dossier: Holdings, field: str) -> Callable[[Holdings, Quote], Values]:
    """What gives a quote's values for a field that is no date."""
    return _has(dossier) if field == "has" else _OF_QUOTES[field]


_OF_QUOTES: Mapping[str, Callable[[Holdings, Quote], Values]] = {
    "speaker": speakers,
    "actor": actors,
    "source": lambda _, quote: (quote.source,),
    "via": lambda dossier, quote: dossier.attribution(quote).actors,
    "basis": lambda dossier, quote: (dossier.attribution(quote).basis,),
    "mode": lambda _, quote: (quote.mode,),
    "kind": kinds,
    "place": places,
    "topic": topics,
    "event": events,
    "is": statuses,
    "certainty": lambda _, quote: (quote.certainty,),
}

OF_EVENTS: Mapping[str, Callable[[Holdings, Event], Values]] = {
    "actor": participants,
    "source": lambda dossier, event: {dossier.source_of_report(report) for report in event.reports},
    "via": lambda dossier, event: {
        actor for report in event.reports for actor in dossier.attribution_of_report(report).actors
    },
    "kind": lambda _, event: (event.kind,),
    "place": event_places,
    "event": wholes,
    "is": lambda _, event: (event.status,),
}
"""The fields that can be asked of an event itself, but for dates."""
