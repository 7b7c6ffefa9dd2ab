"""Ids: each stands for one thing in the whole dossier, and every reference leads to one of the right kind."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from msgspec import Struct, inspect

from ..nearest import did_you_mean
from ..packed import Packed
from ..records import (
    COLLECTIONS,
    INSIDE,
    Actor,
    Answer,
    Event,
    Participant,
    Place,
    Quote,
    Record,
    Report,
    Role,
    Source,
    Statement,
    kind_of,
)
from .breach import Breach, Path, Say, Where
from .fields import Names, fields_of, inner_of

REFERENCES: dict[type[Struct], dict[str, str]] = {
    Source: {"credits": "actor"},
    Actor: {"member_of": "actor"},
    Role: {"of": "actor"},
    Place: {"part_of": "place"},
    Event: {"places": "place", "part_of": "event"},
    Participant: {"actor": "actor"},
    Report: {"quote": "quote", "source": "source", "chain": "actor"},
    Statement: {
        "speaker": "actor",
        "occasion": "event",
        "to": "actor",
        "replies_to": "statement",
        "about": "statement",
    },
    Quote: {"source": "source", "chain": "actor"},
    Answer: {"by": "actor"},
}
"""Record class → field → kind of what it names; every field that holds ids of others is here."""

_COMPARISONS = 1_000_000  # with ids, for suggestions: 0.2 s; what is past it goes without


class _Plan(NamedTuple):
    """The fields of a record class that hold an id of another, those that hold many, and those that hold records of
    their own: attribute, name in files, and kind of what is named."""

    one: tuple[tuple[str, str, str], ...]
    many: tuple[tuple[str, str, str], ...]
    inner: tuple[Names, ...]


@cache
def _plan(record: type[Struct]) -> _Plan:
    kinds = REFERENCES.get(record, {})
    one: list[tuple[str, str, str]] = []
    many: list[tuple[str, str, str]] = []
    for names, type in fields_of(record):
        if names.attribute in kinds:
            fields = many if isinstance(type.type, inspect.VarTupleType) else one
            fields.append((names.attribute, names.field, kinds[names.attribute]))
    return _Plan(tuple(one), tuple(many), tuple(names for names, _ in inner_of(record)))


class Ids:
    """What every id of a dossier stands for; arguments as for :func:`kaztui.rules.breaches`.

    ``is_hasty``: that something may be wrong is all that is asked for.
    """

    def __init__(
        self,
        collections: Mapping[str, Mapping[str, Record]],
        broken: Mapping[str, str],
        unread: Collection[str],
        *,
        is_hasty: bool = False,
    ) -> None:
        self._collections = collections
        self._unread = frozenset(unread)
        self._kinds = dict(broken)
        self._is_hasty = is_hasty
        self._suggested: dict[tuple[str, str], str] = {}
        self._comparisons = 0
        self._repeated: list[tuple[str, str, Path, str]] = []
        for collection, records in collections.items():
            self.meet(collection, records)

    def meet(self, collection: str, records: Mapping[str, Record]) -> None:
        """Know the ids of a collection's records, and of those inside them."""
        for id, path, inner, kind in _named(collection, records):
            if inner in self._kinds:
                self._repeated.append((collection, id, path, inner))
            else:
                self._kinds[inner] = kind

    def repeated(self) -> Iterator[Breach]:
        """Ids that stand for two things."""
        if not self._repeated:
            return
        first: dict[str, Where] = {}
        for collection, records in self._collections.items():
            for id, path, inner, _ in _named(collection, records):
                first.setdefault(inner, (collection, id, path))
        for collection, id, path, inner in self._repeated:
            other = first[inner]
            what = f"duplicate id {inner!r}, already {_a(self._kinds[inner])}'s"
            yield Breach(collection, id, path, what, other if other != (collection, id, path) else None)

    def check(self, record: Struct, path: Path, say: Say) -> None:
        """The references of the record, and of those inside it: they lead to something, of the right kind."""
        kinds = self._kinds
        plan = _plan(type(record))
        for attribute, field, kind in plan.one:
            id = getattr(record, attribute)
            if id is not None and kinds.get(id) != kind and (what := self._wrong(id, kind)):
                say((*path, field), what)
        for attribute, field, kind in plan.many:
            if links := getattr(record, attribute):
                self._check_links(links, kind, (*path, field), say)
        for attribute, field in plan.inner:
            inner = getattr(record, attribute)
            if isinstance(inner, tuple):
                for index, item in enumerate(inner):
                    self.check(item, (*path, field, index), say)
        if type(record) is Actor:
            self._check_memberships(record, say)

    def _check_links(self, links: tuple[Any, ...], kind: str, path: Path, say: Say) -> None:
        for index, link in enumerate(links):
            if isinstance(link, tuple):
                self._check_links(link, kind, (*path, index), say)
            elif self._kinds.get(link) != kind and (what := self._wrong(link, kind)):
                say((*path, index), what)

    def _wrong(self, id: str, kind: str) -> str:
        if self._is_hasty:
            return "perhaps"
        other = self._kinds.get(id)
        if other is not None:
            return f"{id!r} is {_a(other)}, not {_a(kind)}"
        if kind in self._unread:
            return ""
        return f"no {kind} {id!r}{self._suggestion(id, kind)}"

    def _suggestion(self, id: str, kind: str) -> str:
        if (id, kind) not in self._suggested and self._comparisons < _COMPARISONS:
            self._comparisons += len(self._kinds)
            of_kind = (known for known, its in self._kinds.items() if its == kind)
            self._suggested[id, kind] = did_you_mean(id, of_kind)
        return self._suggested.get((id, kind), "")

    def _check_memberships(self, actor: Actor, say: Say) -> None:
        actors = self._collections.get("actors", {})
        for index, id in enumerate(actor.member_of):
            group = actors.get(id)
            if id == actor.id:
                say(("member_of", index), "a member of itself")
            elif isinstance(group, Actor) and group.kind == "person":
                say(("member_of", index), f"{id!r} is a person, who has no members")


_WAYS = {"places": ("part_of",), "events": ("part_of",), "statements": ("replies_to", "about")}
"""Collection → fields that lead to others of it. A statement answers, explains or quotes an earlier one, so those two
are followed together."""


class Ways:
    """References that may lead back to where they started, through any number of others."""

    def __init__(self) -> None:
        self._links: dict[str, dict[str, list[tuple[str, str]]]] = {collection: {} for collection in _WAYS}

    def add(self, collection: str, record: Record) -> None:
        """Note where a record leads."""
        if collection in _WAYS:
            links = [(field, to) for field in _WAYS[collection] if (to := getattr(record, field)) is not None]
            if links:
                self._links[collection][record.id] = links

    def circles(self) -> Iterator[Breach]:
        """The references that close a circle."""
        for collection, links in self._links.items():
            for id, field, way in _circles(links):
                what = "refers to itself" if len(way) == 1 else f"goes round in a circle: {' → '.join(way)}"
                yield Breach(collection, id, (field,), what)


def _circles(links: Mapping[str, list[tuple[str, str]]]) -> Iterator[tuple[str, str, list[str]]]:
    """Each link that closes a circle, as (id, field, some ids of the circle): a walk without recursion."""
    done: set[str] = set()
    for start in links:
        if start in done:
            continue
        way = [start]  # the walk from start to here, and what of each station is still to follow
        ahead = [list(links[start])]
        station = {start: 0}
        while way:
            if not ahead[-1]:
                ahead.pop()
                here = way.pop()
                del station[here]
                done.add(here)
                continue
            field, to = ahead[-1].pop()
            if to == way[-1]:
                yield to, field, [to]
            elif to in station:
                first = station[to]
                middle = way[first:] if len(way) - first < 6 else [*way[first : first + 3], "…", way[-1]]
                yield way[-1], field, [*middle, to]
            elif to in links and to not in done:
                station[to] = len(way)
                way.append(to)
                ahead.append(list(links[to]))


def _named(collection: str, records: Mapping[str, Record]) -> Iterator[tuple[str, Path, str, str]]:
    """Everything with an id: (id of the record, path in it, the id, its kind)."""
    if isinstance(records, ChainMap):
        for part in reversed(records.maps):
            yield from _named(collection, part)
        return
    if isinstance(records, Packed):  # which knows the ids without making records
        yield from _named_in(collection, records)
        return
    for id, record in records.items():
        yield id, (), record.id, kind_of(record)
        if collection in INSIDE:
            field, kind, of = INSIDE[collection]
            for index, item in enumerate(of(record)):
                yield id, (field, index, "id"), item.id, kind


def _named_in(collection: str, records: Packed[Any]) -> Iterator[tuple[str, Path, str, str]]:
    kind = COLLECTIONS[collection].__name__.lower()
    field, inner_kind, _ = INSIDE.get(collection, ("", "", None))
    holders, inner = (records.inner.holders, records.inner.ids) if records.inner is not None else ((), ())
    at = 0
    for place, id in enumerate(records.ids):
        yield id, (), id, kind
        first = at
        while at < len(holders) and holders[at] == place:
            yield id, (field, at - first, "id"), inner[at], inner_kind
            at += 1


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
