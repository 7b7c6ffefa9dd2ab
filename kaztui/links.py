"""What is linked to what, from both ends: the ways on from a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .holdings import Holdings
from .records import kind_of


class Link(NamedTuple):
    """One step from a record to another: ``relation`` in the reader's words, from the first record's side."""

    relation: str
    kind: str
    id: str


Triple = tuple[str, str, str, str]
"""``(from, relation, to, relation back)``."""


class Linked(Mapping[str, "list[Link]"]):
    """For each id its links, in a fixed order, each once; those of an id without any are not in it.

    A link is made when it is asked for: of a hundred thousand quotes there are a million, and hardly any is looked
    at. Until then a list of relation, id, relation, id is kept, in which the garbage collector has nothing to do.
    """

    def __init__(self, dossier: Holdings) -> None:
        self._dossier = dossier
        self._found: dict[str, list[str]] = {}
        for start, relation, end, back in _all(dossier):
            self._found.setdefault(start, []).extend((relation, end))
            self._found.setdefault(end, []).extend((back, start))

    def __getitem__(self, id: str) -> list[Link]:
        each = iter(self._found[id])
        pairs = dict.fromkeys(zip(each, each, strict=True))
        return [Link(relation, kind_of(self._dossier.record(other)), other) for relation, other in pairs]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def links(dossier: Holdings) -> Linked:
    """What every record of the dossier is linked to."""
    return Linked(dossier)


def _all(dossier: Holdings) -> Iterator[Triple]:
    yield from _of_statements(dossier)
    yield from _of_events(dossier)
    yield from _of_actors_and_places(dossier)
    yield from _of_claims(dossier)


def _of_statements(dossier: Holdings) -> Iterator[Triple]:
    for statement in dossier.statements.values():
        yield statement.id, "speaker", statement.speaker, "said"
        if statement.occasion:
            yield statement.id, "occasion", statement.occasion, "statements"
        for actor in statement.to:
            yield statement.id, "to", actor, "was told"
        if statement.replies_to:
            yield statement.id, "replies to", statement.replies_to, "answered by"
        if statement.about:
            yield statement.id, "about", statement.about, "explained by"
        for quote in statement.quotes:
            yield quote.id, "statement", statement.id, "quotes"
            yield quote.id, "speaker", statement.speaker, "quotes"
            yield quote.id, "source", quote.source, "quotes"
            for link in dossier.attribution(quote).links:
                for actor in link:
                    yield quote.id, "through", actor, "passed on"


def _of_events(dossier: Holdings) -> Iterator[Triple]:
    for event in dossier.events.values():
        for participant in event.participants:
            yield event.id, "participants", participant.actor, "took part in"
        for place in event.places:
            yield event.id, "places", place, "events"
        if event.part_of:
            yield event.id, "part of", event.part_of, "parts"
        for report in event.reports:
            if report.quote:
                yield event.id, "reported through", report.quote, "reports"
            yield event.id, "sources", dossier.source_of_report(report), "events"


def _of_actors_and_places(dossier: Holdings) -> Iterator[Triple]:
    for actor in dossier.actors.values():
        for role in actor.roles:
            if role.of:
                yield actor.id, "role in", role.of, "office holders"
        for whole in actor.member_of:
            yield actor.id, "member of", whole, "members"
    for place in dossier.places.values():
        if place.part_of:
            yield place.id, "part of", place.part_of, "parts"
    for source in dossier.sources.values():
        for actor_id in source.credits:
            yield source.id, "credits", actor_id, "credited by"


def _of_claims(dossier: Holdings) -> Iterator[Triple]:
    for claim in dossier.claims.values():
        for answer in claim.answers:
            yield claim.id, "answers", answer.id, "question"
            for actor in dossier.answered_by(answer):
                yield answer.id, "by", actor, "answers"
            for report in answer.reports:
                if report.quote:
                    yield answer.id, "reported through", report.quote, "answers"
                yield answer.id, "sources", dossier.source_of_report(report), "answers"
