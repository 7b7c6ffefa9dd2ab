"""What a dossier holds: its collections, when things were, through whom wordings came.

Nothing here reads a file (:mod:`kaztui.store` does) or draws (:mod:`kaztui.render` does). Collections are
read-only mappings from id to frozen record.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeVar, cast

from msgspec import Struct

from . import dates
from .dates import Date
from .records import (
    About,
    Actor,
    Answer,
    Chain,
    Claim,
    Event,
    Place,
    Quote,
    Record,
    Report,
    Source,
    Statement,
    kind_of,
)

R = TypeVar("R", bound=Struct)


class Attribution(NamedTuple):
    """Through whom a wording reached its source, nearest to the source first.

    Each link is a tuple of actor ids, of which the article does not say which where there are several.
    ``basis`` is ``"none"`` when no origin is named.
    """

    links: tuple[tuple[str, ...], ...]
    basis: Literal["stated", "inferred", "article", "none"]

    @property
    def actors(self) -> frozenset[str]:
        return frozenset(actor for link in self.links for actor in link)


class When(NamedTuple):
    """A date with how it is known; ``date`` is None when nothing is known."""

    date: Date | None
    basis: Literal["stated", "inferred"] = "stated"
    printed: str | None = None


class Holdings:
    """The collections of one dossier; immutable."""

    def __init__(self, about: About, collections: Mapping[str, Mapping[str, Record]]) -> None:
        self.about = about
        self.sources = _frozen(Source, collections["sources"])
        self.actors = _frozen(Actor, collections["actors"])
        self.places = _frozen(Place, collections["places"])
        self.events = _frozen(Event, collections["events"])
        self.statements = _frozen(Statement, collections["statements"])
        self.claims = _frozen(Claim, collections["claims"])
        self.quotes: Mapping[str, Quote] = MappingProxyType(
            {quote.id: quote for statement in self.statements.values() for quote in statement.quotes}
        )
        self.answers: Mapping[str, Answer] = MappingProxyType(
            {answer.id: answer for claim in self.claims.values() for answer in claim.answers}
        )
        self._statement_of = {
            quote.id: statement for statement in self.statements.values() for quote in statement.quotes
        }
        self._claim_of = {answer.id: claim for claim in self.claims.values() for answer in claim.answers}

    # -- records ------------------------------------------------------------------------------------

    def collection(self, name: str) -> Mapping[str, Struct]:
        """The collection of that name (``"quotes"``)."""
        return cast(Mapping[str, Struct], getattr(self, name))

    @cached_property
    def _by_id(self) -> dict[str, Struct]:
        names = ("sources", "actors", "places", "events", "statements", "quotes", "claims", "answers")
        return {id: record for name in names for id, record in self.collection(name).items()}

    def record(self, id: str) -> Struct:
        """The record with this id, whatever its kind. Raises ``KeyError``."""
        return self._by_id[id]

    def ids(self) -> Iterator[str]:
        """Every id of the dossier."""
        return iter(self._by_id)

    def statement_of(self, quote: str) -> Statement:
        return self._statement_of[quote]

    def claim_of(self, answer: str) -> Claim:
        return self._claim_of[answer]

    @cached_property
    def _events_of(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for statement in self.statements.values():
            for quote in statement.quotes if statement.occasion else ():
                found.setdefault(quote.id, {})[cast(str, statement.occasion)] = None
        for event in self.events.values():
            for report in event.reports:
                if report.quote:
                    found.setdefault(report.quote, {})[event.id] = None
        return {quote: tuple(events) for quote, events in found.items()}

    def events_of(self, quote: str) -> tuple[str, ...]:
        """The events that a quote is linked to: the occasion of its statement, and those reported through it."""
        return self._events_of.get(quote, ())

    # -- time ---------------------------------------------------------------------------------------

    @cached_property
    def period(self) -> Date | None:
        return dates.parse(self.about.period) if self.about.period else None

    @cached_property
    def year(self) -> int | None:
        """The year that short dates leave out: that of the period or, without one, of all that is dated."""
        moments = [self.period] if self.period else [self.when(event).date for event in self.events.values()]
        days = [day for date in moments if date for day in (date.earliest, date.latest) if day]
        years = {day[0] for day in days}
        return years.pop() if len(years) == 1 else None

    def dated(self, record: Quote | Statement | Event) -> str | None:
        """The EDTF date of a record: its own or, of what was said, its occasion's."""
        if isinstance(record, Quote):
            record = self.statement_of(record.id)
        if record.date is None and isinstance(record, Statement) and record.occasion is not None:
            return self.events[record.occasion].date
        return record.date

    def when(self, record: Struct) -> When:
        """When an event took place, a statement or quote was uttered, a source was issued."""
        match record:
            case Quote():
                return self.when(self.statement_of(record.id))
            case Statement(date=None, occasion=str(occasion)):
                # the words that date the occasion stand in another sentence, often in another article
                return self.when(self.events[occasion])._replace(printed=None)
            case Statement(date=str(text)) | Event(date=str(text)):
                return When(dates.parse(text), record.date_basis or "stated", record.date_text)
            case Source(issued=str(text)):
                return When(dates.parse(text), record.issued_basis)
        return When(None)

    # -- attribution --------------------------------------------------------------------------------

    def attribution(self, quote: Quote) -> Attribution:
        return self._attribution(quote.source, quote.chain, quote.chain_basis)

    def _attribution(self, source: str, chain: Chain, basis: str | None) -> Attribution:
        if basis == "article":
            return Attribution((self.sources[source].credits,), "article")
        links = tuple((link,) if isinstance(link, str) else link for link in chain)
        if not links:
            return Attribution((), "none")
        return Attribution(links, "inferred" if basis == "inferred" else "stated")

    def source_of_report(self, report: Report) -> str:
        """The id of the article that prints the report."""
        return self.quotes[report.quote].source if report.quote else cast(str, report.source)

    def attribution_of_report(self, report: Report) -> Attribution:
        if report.quote:
            return self.attribution(self.quotes[report.quote])
        return self._attribution(cast(str, report.source), report.chain, report.chain_basis)

    def answered_by(self, answer: Answer) -> tuple[str, ...]:
        """The actors who give an answer: ``by``, else the speakers of its quotes; none: the articles' own voice."""
        if answer.by:
            return (answer.by,)
        quotes = [report.quote for report in answer.reports if report.quote]
        return tuple(dict.fromkeys(self.statement_of(quote).speaker for quote in quotes))

    def paragraph(self, source: str, offset: int) -> tuple[int, int]:
        """``(number, of how many)`` of the paragraph in which ``offset`` stands, counted from 1."""
        starts = self.sources[source].text.paragraphs
        return bisect_right(starts, offset), len(starts)


def _frozen(record: type[R], collection: Mapping[str, Any]) -> Mapping[str, R]:
    wrong = [id for id, item in collection.items() if not isinstance(item, record)]
    if wrong:
        raise TypeError(f"{wrong[0]} is a {kind_of(collection[wrong[0]])}, not a {record.__name__.lower()}")
    return MappingProxyType(dict(collection))
