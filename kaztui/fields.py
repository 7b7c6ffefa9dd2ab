"""What of a record is searched: its fields as ``name → text``, the names being those of spans.

``name`` is a field of the record as it stands in files (``text``, ``aliases.2`` for a list's items). What belongs
to a quote but stands in another record carries that record's kind: ``speaker.name``, ``statement.gist``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from . import dates
from .holdings import Holdings
from .order import Order, in_time, order_of
from .records import Actor, Event, Place, Quote, Statement
from .search import Fields, Parts

_MOST_DAYS = 14
_MOST_LINKS = 32
"""Actors of a chain whose names are searched; the longest that articles print has four."""


def documents(dossier: Holdings, kind: str, order: Order | None = None) -> Iterator[tuple[str, Fields]]:
    """The documents of one kind (``quote``, ``event``, ``actor``), in the order in which they are shown."""
    if kind == "quote":
        order = order or order_of(dossier)
        texts = _Texts(dossier)
        ids = iter(order.quotes)  # not those that are decoded again, which would be kept beside them
        for id in order.statements:
            for fields in texts.of(dossier.statements[id]):
                yield next(ids), fields
    elif kind == "event":
        for id in in_time(dossier, dossier.events.values()):
            yield id, event_fields(dossier, dossier.events[id])
    else:
        for id, actor in dossier.actors.items():
            yield id, actor_fields(actor)


def fields_of(dossier: Holdings, kind: str) -> Callable[[str], dict[str, str]]:
    """What gives the document of a record of one kind, by its id; what several share it makes once.

    A quote's has, beside its fields, ``date``: the ISO days on which it may have been said.
    """
    if kind == "quote":
        texts = _Texts(dossier)
        return lambda id: dict(texts.of_quote(dossier.statement_of(id), dossier.quotes[id]))
    if kind == "event":
        return lambda id: event_fields(dossier, dossier.events[id])
    return lambda id: actor_fields(dossier.actors[id])


class _Made(dict[Any, dict[str, str]]):
    """Key → a part, made when it is first looked up."""

    def __init__(self, make: Callable[[Any], dict[str, str]]) -> None:
        self._make = make

    def __missing__(self, key: Any) -> dict[str, str]:
        made = self[key] = self._make(key)
        return made


class _Texts:
    """The texts of quotes. What many share (a speaker's names, a source's) is one part, made once."""

    def __init__(self, dossier: Holdings) -> None:
        self._dossier = dossier
        self._speakers = _Made(lambda id: _prefixed("speaker", actor_fields(dossier.actors[id])))
        self._sources = _Made(self._source)
        self._chains = [_Made(partial(self._link, position)) for position in range(_MOST_LINKS)]
        self._topics = _Made(lambda topics: {f"statement.topics.{place}": topic for place, topic in enumerate(topics)})
        self._occasions = _Made(lambda id: {"occasion.title": dossier.events[id].title})
        self._dates = _Made(_days)

    def of(self, statement: Statement) -> Iterator[Fields]:
        """Of each of its quotes."""
        common = self._of_statement(statement)
        for quote in statement.quotes:
            yield self._of_quote(statement, quote, common)

    def of_quote(self, statement: Statement, quote: Quote) -> Parts:
        return self._of_quote(statement, quote, self._of_statement(statement))

    def _of_statement(self, statement: Statement) -> list[Fields]:
        common: list[Fields] = []
        if statement.topics:
            common.append(self._topics[statement.topics])
        if statement.occasion:
            common.append(self._occasions[statement.occasion])
        if (written := self._dossier.dated(statement)) and (days := self._dates[written]):
            common.append(days)
        return common

    def _of_quote(self, statement: Statement, quote: Quote, common: list[Fields]) -> Parts:
        own: dict[str, str] = {}
        if quote.text:
            own["text"] = quote.text
        if quote.paraphrase:
            own["paraphrase"] = quote.paraphrase
        if quote.gloss:
            own["gloss"] = quote.gloss
        own["statement.gist"] = statement.gist
        shared: list[Fields] = [self._speakers[statement.speaker]]
        if outlet := self._sources[quote.source]:
            shared.append(outlet)
        if quote.chain or quote.chain_basis == "article":
            actors = sorted(self._dossier.attribution(quote).actors)
            shared += [made[id] for made, id in zip(self._chains, actors, strict=False)]
        return Parts(own, shared + common)

    def _source(self, id: str) -> dict[str, str]:
        outlet = self._dossier.sources[id].container_title
        return {"source.container-title": outlet} if outlet else {}

    def _link(self, position: int, id: str) -> dict[str, str]:
        return _prefixed(f"chain.{position}", actor_fields(self._dossier.actors[id]))


def event_fields(dossier: Holdings, event: Event) -> dict[str, str]:
    fields = {"title": event.title}
    if event.summary:
        fields["summary"] = event.summary
    for position, id in enumerate(event.places):
        fields |= _prefixed(f"places.{position}", place_fields(dossier.places[id]))
    for position, participant in enumerate(event.participants):
        fields |= _prefixed(f"participants.{position}", actor_fields(dossier.actors[participant.actor]))
    return fields | _days(event.date)


def actor_fields(actor: Actor) -> dict[str, str]:
    fields = {"name": actor.name}
    fields |= {f"native.{language}": name for language, name in actor.native.items()}
    fields |= {f"aliases.{position}": alias for position, alias in enumerate(actor.aliases)}
    return fields


def place_fields(place: Place) -> dict[str, str]:
    return {"name": place.name} | {f"aliases.{n}": alias for n, alias in enumerate(place.aliases)}


def names_of(record: Actor | Place) -> Iterator[str]:
    """All the names of one actor or place."""
    yield record.name
    yield from record.aliases
    if isinstance(record, Actor):
        yield from record.native.values()


def _days(written: str | None) -> dict[str, str]:
    # a date that may be any of many days is not what somebody means who types one
    days = dates.days(dates.parse(written)) if written else ()
    if not 0 < len(days) <= _MOST_DAYS:
        return {}
    return {"date": " ".join(f"{year:04}-{month:02}-{day:02}" for year, month, day in days)}


def _prefixed(prefix: str, fields: Mapping[str, str]) -> dict[str, str]:
    return {f"{prefix}.{name}": text for name, text in fields.items()}
