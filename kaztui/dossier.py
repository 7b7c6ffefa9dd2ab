"""A dossier in memory: what it holds, what is linked to what, and what a query finds in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from .fields import documents
from .holdings import Attribution, Holdings, When
from .links import Link, links
from .query import Query, parse
from .search import Index, Match, Spans

__all__ = ["Attribution", "Dossier", "Hit", "Link", "When"]


class Hit(NamedTuple):
    """A record found by a query: score 0–1, comparable within one answer; spans by field, in code points."""

    kind: str
    id: str
    score: float
    spans: Spans
    record: Struct


class Dossier(Holdings):
    """Everything that one dossier says, linked and searchable; immutable."""

    @cached_property
    def _links(self) -> dict[str, list[Link]]:
        return links(self)

    def links(self, id: str) -> Sequence[Link]:
        """All that a record is linked to, from both ends, each link once."""
        return self._links.get(id, [])

    @cached_property
    def _indexes(self) -> dict[str, Index]:
        return {kind: Index(documents(self, kind)) for kind in ("quote", "event", "actor")}

    def find(self, query: Query, kind: str) -> list[Match]:
        """What of one kind (``quote``, ``event``, ``actor``) matches the query's words by its own fields."""
        return self._indexes[kind].find(query.words)

    def search(self, query: str, limit: int = 20, kinds: Sequence[str] = ("quote",)) -> list[Hit]:
        """The best ``limit`` hits for a query line, best first; quotes unless ``kinds`` says otherwise.

        ``kinds``: any of ``"quote"``, ``"event"``, ``"actor"``. Raises ``ValueError`` for another kind.
        """
        unknown = set(kinds) - set(self._indexes)
        if unknown:
            raise ValueError(f"no such kind: {', '.join(sorted(unknown))} (quote, event, actor)")
        parsed = parse(query)
        hits = [
            Hit(kind, match.id, match.score, match.spans, self.record(match.id))
            for kind in kinds
            for match in self.find(parsed, kind)
        ]
        return sorted(hits, key=lambda hit: -hit.score)[:limit]
