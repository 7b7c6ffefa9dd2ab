"""What a dossier holds: its collections, when things were, through whom wordings came.

Nothing here reads a file (:mod:`kaztui.store` does) or draws (:mod:`kaztui.render` does). Collections are
read-only mappings from id to frozen record.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeVar, cast

from msgspec import Struct

from . import dates
from .dates import Date
from .packed import Inner, Packed
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
from .slices import Work, done

R = TypeVar("R", bound=Struct)
Q = TypeVar("Q", Quote, Answer)

_SLICE = 256
_NAMES = ("sources", "actors", "places", "events", "statements", "quotes", "claims", "answers")


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
        self.quotes: Mapping[str, Quote] = _inside(self.statements, lambda statement: statement.quotes)
        self.answers: Mapping[str, Answer] = _inside(self.claims, lambda claim: claim.answers)

    # -- records ------------------------------------------------------------------------------------

    def collection(self, name: str) -> Mapping[str, Struct]:
        """The collection of that name (``"quotes"``)."""
        return cast(Mapping[str, Struct], getattr(self, name))

    def record(self, id: str) -> Struct:
        """The record with this id, whatever its kind. Raises ``KeyError``."""
        for name in _NAMES:
            if id in (collection := self.collection(name)):
                return collection[id]
        raise KeyError(id)

    def ids(self) -> Iterator[str]:
        """Every id of the dossier."""
        return chain.from_iterable(map(self.collection, _NAMES))

    def statement_of(self, quote: str) -> Statement:
        if isinstance(self.quotes, Inner):
            return cast(Statement, self.quotes.holder_of(quote))
        return self._statement_of[quote]

    def claim_of(self, answer: str) -> Claim:
        if isinstance(self.answers, Inner):
            return cast(Claim, self.answers.holder_of(answer))
        return self._claim_of[answer]

    @cached_property
    def _statement_of(self) -> dict[str, Statement]:
        return {quote.id: statement for statement in self.statements.values() for quote in statement.quotes}

    @cached_property
    def _claim_of(self) -> dict[str, Claim]:
        return {answer.id: claim for claim in self.claims.values() for answer in claim.answers}

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
        return self.date_or(record.date, record.occasion if isinstance(record, Statement) else None)

    def date_or(self, date: str | None, occasion: str | None) -> str | None:
        """A date or, without one, that of an occasion."""
        return self._dates_of_events[occasion] if date is None and occasion is not None else date

    @cached_property
    def _dates_of_events(self) -> dict[str, str | None]:
        return done(self._dating())

    def _dating(self) -> Work[dict[str, str | None]]:
        found: dict[str, str | None] = {}
        for number, event in enumerate(self.events.values()):
            found[event.id] = event.date
            if number % _SLICE == 0:
                yield None
        return found

    def warm(self) -> Iterator[None]:
        """Works out in slices what is worked out once, else when it is first asked for."""
        for records in (self.statements, self.quotes):
            if isinstance(records, Packed | Inner):
                yield from records.warm()
        if "_dates_of_events" not in vars(self):
            self._dates_of_events = yield from self._dating()

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

    def _attribution(self, source: str, named: Chain, basis: str | None) -> Attribution:
        if basis == "article":
            return Attribution((self.sources[source].credits,), "article")
        links = tuple((link,) if isinstance(link, str) else link for link in named)
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
        """The actors who give an answer: ``by``, else the speakers of the quotes that report it, not of those that
        contradict it; none: the articles' own voice, or nobody's where all reports contradict it."""
        if answer.by:
            return (answer.by,)
        quotes = [report.quote for report in answer.reports if report.quote and report.stance == "reports"]
        return tuple(dict.fromkeys(self.statement_of(quote).speaker for quote in quotes))

    def paragraph(self, source: str, offset: int) -> tuple[int, int]:
        """``(number, of how many)`` of the paragraph in which ``offset`` stands, counted from 1."""
        starts = self.sources[source].text.paragraphs
        return bisect_right(starts, offset), len(starts)


def _frozen(record: type[R], collection: Mapping[str, Any]) -> Mapping[str, R]:
    if isinstance(collection, Packed):
        return collection
    wrong = [id for id, item in collection.items() if not isinstance(item, record)]
    if wrong:
        raise TypeError(f"{wrong[0]} is a {kind_of(collection[wrong[0]])}, not a {record.__name__.lower()}")
    return MappingProxyType(dict(collection))


def _inside(collection: Mapping[str, R], of: Callable[[R], tuple[Q, ...]]) -> Mapping[str, Q]:
    """Id → record of those inside a collection's records."""
    if isinstance(collection, Packed) and collection.inner is not None:
        return collection.inner
    return MappingProxyType({item.id: item for record in collection.values() for item in of(record)})
