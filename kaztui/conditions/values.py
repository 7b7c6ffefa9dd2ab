"""What an event has to be asked for by each field of the query line.

What a quote has is gathered by :mod:`.columns`: of itself and its statement and, through these, of its events.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from ..holdings import Holdings
from ..records import Event

Values = Iterable[str]


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
