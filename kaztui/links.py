"""What is linked to what, from both ends: the ways on from a record."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple

from .conditions import Conditions
from .holdings import Holdings
from .records import Quote, Report, Statement, kind_of

_SLICE = 500


class Link(NamedTuple):
    """One step from a record to another: ``relation`` in the reader's words, from the first record's side."""

    relation: str
    kind: str
    id: str


Triple = tuple[str, str, str, str]
"""``(from, relation, to, relation back)``."""


class Linked:
    """For each id its links, in a fixed order, each once.

    Those with statements and quotes are looked up when they are asked for, in time order: of a hundred thousand
    quotes there are a million. The others are gathered once, in slices, as relation, id, relation, id.
    """

    def __init__(self, dossier: Holdings, conditions: Conditions) -> None:
        self._dossier, self._conditions = dossier, conditions
        self._found: dict[str, list[str]] = {}
        self._left: Iterator[Triple | None] | None = chain(
            _of_events(dossier), _of_actors_and_places(dossier), _of_claims(dossier)
        )

    def steps(self) -> Iterator[None]:
        """Gathers, in slices of a few milliseconds."""
        while self._left is not None:
            triples = list(islice(self._left, _SLICE))
            for start, relation, end, back in filter(None, triples):
                self._found.setdefault(start, []).extend((relation, end))
                self._found.setdefault(end, []).extend((back, start))
            if not triples:
                self._left = None
            yield

    def of(self, id: str) -> list[Link]:
        """The links of a record; empty for an id that no record has."""
        for _ in self.steps():
            pass
        each = iter(self._found.get(id, ()))
        others = dict.fromkeys(zip(each, each, strict=True))
        links = [Link(relation, kind_of(self._dossier.record(end)), end) for relation, end in others]
        return list(dict.fromkeys((*self._said(id), *links)))

    def _said(self, id: str) -> Iterator[Link]:
        dossier = self._dossier
        if id in dossier.statements:
            yield from self._of_statement(dossier.statements[id])
        elif id in dossier.quotes:
            yield from self._of_quote(dossier.quotes[id])
        elif id in dossier.actors:
            yield from self._statements("said", "speaker", id)
            yield from self._statements("was told", "to", id)
            yield from self._quotes("quotes", "speaker", id)
            yield from self._quotes("passed on", "via", id)
        elif id in dossier.events:
            yield from self._statements("statements", "occasion", id)
        elif id in dossier.sources:
            yield from self._quotes("quotes", "source", id)

    def _of_statement(self, statement: Statement) -> Iterator[Link]:
        yield Link("speaker", "actor", statement.speaker)
        if statement.occasion:
            yield Link("occasion", "event", statement.occasion)
        for actor in statement.to:
            yield Link("to", "actor", actor)
        if statement.replies_to:
            yield Link("replies to", "statement", statement.replies_to)
        if statement.about:
            yield Link("about", "statement", statement.about)
        for quote in statement.quotes:
            yield Link("quotes", "quote", quote.id)
        yield from self._statements("answered by", "replies_to", statement.id)
        yield from self._statements("explained by", "about", statement.id)

    def _of_quote(self, quote: Quote) -> Iterator[Link]:
        statement = self._dossier.statement_of(quote.id)
        yield Link("statement", "statement", statement.id)
        yield Link("speaker", "actor", statement.speaker)
        yield Link("source", "source", quote.source)
        for link in self._dossier.attribution(quote).links:
            for actor in link:
                yield Link("through", "actor", actor)

    def _statements(self, relation: str, column: str, id: str) -> Iterator[Link]:
        """The statements that have ``id`` in a column."""
        order = self._conditions.order
        places = dict.fromkeys(map(order.statement_at, self._conditions.numbers_with(column, id)))
        return (Link(relation, "statement", order.statements[place]) for place in places)

    def _quotes(self, relation: str, column: str, id: str) -> Iterator[Link]:
        quotes = self._conditions.quotes
        return (Link(relation, "quote", quotes[number]) for number in self._conditions.numbers_with(column, id))


def _of_events(dossier: Holdings) -> Iterator[Triple]:
    for event in dossier.events.values():
        for participant in event.participants:
            yield event.id, "participants", participant.actor, "took part in"
        for place in event.places:
            yield event.id, "places", place, "events"
        if event.part_of:
            yield event.id, "part of", event.part_of, "parts"
        for report in event.reports:
            yield from _of_report(dossier, event.id, report, "reports", "events")


def _of_actors_and_places(dossier: Holdings) -> Iterator[Triple | None]:
    """None now and then: of very many actors and articles, few have links."""
    for actor in dossier.actors.values():
        for role in actor.roles:
            if role.of:
                yield actor.id, "role in", role.of, "office holders"
        for whole in actor.member_of:
            yield actor.id, "member of", whole, "members"
        yield None
    for place in dossier.places.values():
        if place.part_of:
            yield place.id, "part of", place.part_of, "parts"
    for source in dossier.sources.values():
        for actor_id in source.credits:
            yield source.id, "credits", actor_id, "credited by"
        yield None


def _of_claims(dossier: Holdings) -> Iterator[Triple]:
    for claim in dossier.claims.values():
        for answer in claim.answers:
            yield claim.id, "answers", answer.id, "question"
            for actor in dossier.answered_by(answer):
                yield answer.id, "by", actor, "answers"
            for report in answer.reports:
                yield from _of_report(dossier, answer.id, report, "answers", "answers")


def _of_report(dossier: Holdings, id: str, report: Report, quoted: str, told: str) -> Iterator[Triple]:
    """The quote and the article of a report; ``quoted`` and ``told`` are their ways back where they do not deny it."""
    source = dossier.source_of_report(report)
    if report.stance == "contradicts":
        if report.quote:
            yield id, "contradicted through", report.quote, "contradicts"
        yield id, "contradicted by", source, "contradicts"
        return
    if report.quote:
        yield id, "reported through", report.quote, quoted
    yield id, "sources", source, told
