"""A dossier in memory: what it holds, what is linked to what, and what a query finds in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from .conditions import Conditions
from .fields import documents, names_of
from .holdings import Attribution, Holdings, When
from .links import Link, links
from .query import Problem, Query, QueryError, parse
from .search import Index, Match, Spans

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


class Dossier(Holdings):
    """Everything that one dossier says, linked and searchable; immutable."""

    @cached_property
    def _links(self) -> Mapping[str, list[Link]]:
        return links(self)

    def links(self, id: str) -> Sequence[Link]:
        """All that a record is linked to, from both ends, each link once."""
        return self._links.get(id, [])

    # -- queries ------------------------------------------------------------------------------------

    @cached_property
    def _indexes(self) -> dict[str, Index]:
        # names of one thing lead to each other: Alma-Ata to Almaty, ODKB to the CSTO
        names = [tuple(names_of(actor)) for actor in self.actors.values()]
        names += [tuple(names_of(place)) for place in self.places.values()]
        return {kind: Index(documents(self, kind), names=names) for kind in KINDS}

    @cached_property
    def conditions(self) -> Conditions:
        """What the fields of a query ask of this dossier."""
        return Conditions(self)

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
        """The records of one kind that match a query by themselves: its words and phrases, and its fields.

        Quotes and events match by their own fields. Actors have none: they match where they speak, are addressed
        or take part in what a quote that satisfies the fields is linked to.
        """
        asked = self.conditions.ask(query)
        if kind == "actor":
            return self._find(query, kind, self._actors_in(asked.quotes) if query.conditions else None)
        return self._find(query, kind, asked.quotes if kind == "quote" else asked.events)

    def _find(self, query: Query, kind: str, allowed: int | None) -> Sequence[Match | Listed]:
        """The one place where words are looked up; without words no index is needed, or built."""
        if not query.asks_words:
            ids = self._ordered(kind)
            return [Listed(id) for number, id in enumerate(ids) if allowed is None or allowed >> number & 1]
        return self._indexes[kind].find(
            " ".join(word.text for word in query.words),
            phrases=[phrase.text for phrase in query.phrases],
            without=[exclusion.text for exclusion in query.exclusions],
            allowed=allowed,
            unfinished=query.is_unfinished,
        )

    def _ordered(self, kind: str) -> Sequence[str]:
        """The ids of a kind in the order in which they are shown, which is that of the index's documents."""
        if kind == "actor":
            return tuple(self.actors)
        return self.conditions.quotes if kind == "quote" else self.conditions.events

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
        found = [(kind, match) for kind in kinds for match in self._found(read, kind)]
        found.sort(key=lambda each: -each[1].score)
        return [
            Hit(kind, match.id, match.score, match.spans, self.record(match.id)) for kind, match in found[:limit]
        ]

    def _found(self, query: Query, kind: str) -> Sequence[Match | Listed]:
        if kind != "event" or not query.conditions:
            return self.find(query, kind)
        asked = self.conditions.ask(query)
        return self._find(query, kind, asked.events | self.conditions.linked_events(asked.quotes))
