"""A dossier in memory: what it holds, what is linked to what, and what a query finds in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import islice
from typing import NamedTuple

from msgspec import Struct

from .conditions import Conditions, chosen
from .fields import documents, fields_of, names_of
from .holdings import Attribution, Holdings, When
from .links import Link, links
from .query import Problem, Query, QueryError, parse
from .search import Answer, Index, Match, Spans, batches_in
from .slices import Work, done, found_by

__all__ = ["Attribution", "Dossier", "Hit", "Link", "When"]

KINDS = ("quote", "event", "actor")


class Hit(NamedTuple):
    """A record found by a query: score 0–1, comparable within one answer; spans by field, in code points."""

    kind: str
    id: str
    score: float
    spans: Spans
    record: Struct


class Listed(NamedTuple):
    """A record that is there because no words were asked for."""

    id: str
    score: float = 1.0
    spans: Spans = {}


class Selection(NamedTuple):
    """Which records of a kind a query selects: bit *n* of ``bits`` stands for the *n*-th of ``ids``.

    Where words were asked for, ``answer`` ranks them and knows what matched.
    """

    ids: Sequence[str]
    bits: int
    answer: Answer | None = None

    @property
    def how_many(self) -> int:
        return self.bits.bit_count()

    def matches(self, limit: int | None = None) -> Sequence[Match | Listed]:
        """The best ``limit``, or all; in time order where no words were asked for."""
        if self.answer is not None:
            return self.answer.matches(limit)
        return [Listed(id) for id in islice(chosen(self.ids, self.bits), limit)]

    def batches(self) -> Iterator[list[int]]:
        """The numbers of all, in that order, in batches of about a millisecond's work."""
        return batches_in(self.bits) if self.answer is None else self.answer.batches()


class Dossier(Holdings):
    """Everything that one dossier says, linked and searchable; immutable."""

    @cached_property
    def _links(self) -> Mapping[str, list[Link]]:
        return links(self)

    def links(self, id: str) -> Sequence[Link]:
        """All that a record is linked to, from both ends, each link once."""
        return self._links.get(id, [])

    def events_of(self, quote: str) -> tuple[str, ...]:
        occasion = self.statement_of(quote).occasion
        reported = self.conditions.events_of(quote)
        return (occasion, *(event for event in reported if event != occasion)) if occasion else reported

    # -- what is worked out once ----------------------------------------------------------------------

    @cached_property
    def conditions(self) -> Conditions:
        """What the fields of a query ask of this dossier."""
        return Conditions(self)

    @cached_property
    def _indexes(self) -> dict[str, Index]:
        return {}

    @cached_property
    def _indexing(self) -> dict[str, Iterator[Index | None]]:
        return {}

    def index(self, kind: str) -> Work[Index]:
        """The index of one kind's texts, made in slices if it is not there; whoever asks next goes on with it."""
        while kind not in self._indexes:
            if kind not in self._indexing:
                texts, again = documents(self, kind, self.conditions.order), partial(fields_of, self, kind)
                self._indexing[kind] = Index.building(texts, names=self._names(), fields_of=again)
            if (made := next(self._indexing[kind])) is not None:
                self._indexes[kind] = made
                del self._indexing[kind]
            yield
        return self._indexes[kind]

    def _names(self) -> list[tuple[str, ...]]:
        """Names of one thing, which lead to each other: Alma-Ata to Almaty, ODKB to the CSTO."""
        names = [tuple(names_of(actor)) for actor in self.actors.values()]
        return names + [tuple(names_of(place)) for place in self.places.values()]

    def prepare(self) -> Iterator[None]:
        """Works out in slices of a few milliseconds all that queries need and that is worked out once.

        Nobody has to: what is asked before works out what it needs. Not to be shared by threads.
        """
        yield from self.conditions.steps()
        for kind in KINDS:
            yield from self.index(kind)

    @property
    def is_prepared(self) -> bool:
        """Whether words are looked up at once; fields and browsing do not wait for it."""
        return self.conditions.is_gathered and len(self._indexes) == len(KINDS)

    # -- queries ------------------------------------------------------------------------------------

    def query(self, line: str) -> Query:
        """The query that a line stands for, refused if anything in it is mistaken, values included.

        Raises :class:`kaztui.QueryError` with all of its mistakes. What forgives is :func:`kaztui.query.parse`.
        """
        query = parse(line)
        if problems := self.problems(query):
            raise QueryError(problems)
        return query

    def problems(self, query: Query) -> tuple[Problem, ...]:
        """The mistakes in a query, of form and of what its values name, as they stand in it."""
        return self.conditions.ask(query).problems

    def find(self, query: Query, kind: str) -> Sequence[Match | Listed]:
        """The records of one kind that match a query by themselves, best first; see :meth:`finding`."""
        return done(self.finding(query, kind)).matches()

    def finding(self, query: Query, kind: str, *, linked: bool = False) -> Work[Selection]:
        """Looks for the records of one kind that match a query by themselves: its words and phrases, and its fields.

        Quotes and events match by their own fields; with ``linked``, events also by those of quotes linked to them.
        Actors have none: they match where they speak, are addressed or take part in what a quote that satisfies the
        fields is linked to.
        """
        asked = yield from self.conditions.asking(query)
        if kind == "quote":
            allowed = asked.quotes
        elif kind == "event":
            allowed = asked.events
            if linked and query.conditions:
                allowed |= yield from self.conditions.linking(asked.quotes)
        else:
            allowed = self._actors_in(asked.quotes) if query.conditions else (1 << len(self.actors)) - 1
        ids = self.ordered(kind)
        if not query.asks_words:
            return Selection(ids, allowed)
        index = yield from self.index(kind)
        answer = yield from found_by(
            index.steps(
                " ".join(word.text for word in query.words),
                phrases=[phrase.text for phrase in query.phrases],
                without=[exclusion.text for exclusion in query.exclusions],
                allowed=allowed,
                unfinished=query.is_unfinished,
            )
        )
        return Selection(ids, answer.matching, answer)

    def ordered(self, kind: str) -> Sequence[str]:
        """The ids of a kind in the order in which they are shown, which is that of the index's documents."""
        if kind == "actor":
            return tuple(self.actors)
        return self.conditions.quotes if kind == "quote" else self.conditions.events

    @cached_property
    def actor_number(self) -> dict[str, int]:
        return {id: number for number, id in enumerate(self.actors)}

    def _actors_in(self, quotes: int) -> int:
        linked = self.conditions.linked_actors(quotes)
        return sum(1 << number for number, actor in enumerate(self.actors) if actor in linked)

    def search(self, query: str, limit: int = 20, kinds: Sequence[str] = ("quote",)) -> list[Hit]:
        """The best ``limit`` hits for a query line, best first; quotes unless ``kinds`` says otherwise.

        ``kinds``: any of ``"quote"``, ``"event"``, ``"actor"``; events and actors are found by their own words, and
        by fields that they, or a quote linked to them, satisfy. Raises :class:`kaztui.QueryError`, a
        ``ValueError``, for a query with a mistake in it, and ``ValueError`` for another kind.
        """
        unknown = set(kinds) - set(KINDS)
        if unknown:
            raise ValueError(f"no such kind: {', '.join(sorted(unknown))} (quote, event, actor)")
        read = self.query(f"{query} ")  # a space: what is asked here is not being typed any more
        selected = [(kind, done(self.finding(read, kind, linked=True))) for kind in kinds]
        found = [(kind, match) for kind, selection in selected for match in selection.matches(limit)]
        found.sort(key=lambda each: -each[1].score)
        return [
            Hit(kind, match.id, match.score, match.spans, self.record(match.id)) for kind, match in found[:limit]
        ]
