"""What fields ask of records, gathered for all of them: field → value → which records have it.

Gathered in one pass over the statements and one over the events, in slices, and kept with a checked dossier; what a
query asks is answered from here alone, without a look at a record.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec import Struct

from .. import dates
from ..dates import Day
from ..holdings import Holdings
from ..memory import Bytes, bytes_of
from ..order import Order
from ..records import Quote, Statement
from .bitmaps import Postings
from .names import bare
from .values import OF_EVENTS

_PARTS = ("quotes", "events")
SLICE = 128
"""Records that are looked at in some milliseconds."""
TOLD = ("speaker", "source", "via", "basis", "mode", "topic", "has", "certainty")
"""Fields of a quote and its statement; the others ask for the events that it is linked to as well."""
FOR_LINKS = ("to", "occasion", "replies_to", "about")
"""What else a statement names; but for ``to``, with the number of its first quote only."""


class Columns(Struct, frozen=True):
    quotes: dict[str, Postings[str]]
    """Beside every field that is no date: ``date`` (EDTF); :data:`FOR_LINKS`; ``linked`` and ``reported`` (the events
    that a quote is linked to, and those that are reported through it)."""
    events: dict[str, Postings[str]]
    topics: dict[str, str]
    """Folded topic → as it was first written."""

    def warm(self) -> Iterator[None]:
        """Works out in slices what every view needs: it counts speakers and days."""
        for field in ("speaker", "date"):
            yield from self.quotes[field].warm()

    def days(self, quotes: int | None = None) -> dict[Day, int]:
        """Day → how many quotes are of it, of all or of a bitmap of them, in order."""
        found: dict[Day, int] = {}
        for written, count in self.quotes["date"].counts(quotes).items():
            date = dates.parse(written)
            if date.earliest is not None and date.earliest == date.latest:
                found[date.earliest] = found.get(date.earliest, 0) + count
        return dict(sorted(found.items()))

    def dump(self) -> dict[str, Bytes]:
        """As bytes, by name; the numbers' own bytes, no copy."""
        encode = msgspec.msgpack.encode
        fields = [list(self.quotes), list(self.events)]
        found: dict[str, Bytes] = {"topics": encode(self.topics), "fields": encode(fields)}
        for part, columns in zip(_PARTS, (self.quotes, self.events), strict=True):
            for field, postings in columns.items():
                found[f"{part}.{field}.values"] = encode(list(postings))
                found[f"{part}.{field}.starts"] = bytes_of(postings.starts)
                found[f"{part}.{field}.numbers"] = bytes_of(postings.numbers)
        return found

    @classmethod
    def load(cls, kept: Mapping[str, memoryview], quotes: int, events: int) -> Columns:
        """What :meth:`dump` wrote, of so many quotes and events; numbers stay where they are. Raises ``KeyError``."""
        decode = msgspec.msgpack.decode
        parts: list[dict[str, Postings[str]]] = []
        names = decode(kept["fields"], type=tuple[list[str], list[str]])
        if not {*TOLD, *FOR_LINKS} <= {*names[0]}:
            raise KeyError("made by another version")
        for part, count, fields in zip(_PARTS, (quotes, events), names, strict=True):
            columns = {}
            for field in fields:
                values, starts, numbers = (kept[f"{part}.{field}.{what}"] for what in ("values", "starts", "numbers"))
                columns[field] = Postings(count, decode(values, type=list[str]), starts.cast("I"), numbers.cast("I"))
            parts.append(columns)
        return cls(parts[0], parts[1], decode(kept["topics"], type=dict[str, str]))


def gather(dossier: Holdings, order: Order, events: list[str]) -> Iterator[Columns | None]:
    """The columns of quotes in this order and of events in that: None after each slice of work, then they."""
    of_events = {field: _Lists() for field in (*OF_EVENTS, "date")}
    linked, reported = _Lists(), _Lists()
    for id in events:
        linked[id]  # so that they come in this order
    for number, id in enumerate(events):
        event = dossier.events[id]
        for field, values in OF_EVENTS.items():
            _add(of_events[field], number, values(dossier, event))
        _add(of_events["date"], number, (event.date,) if event.date else ())
        for report in event.reports:
            if report.quote:
                reported[id].append(order.number[report.quote])
        if number % SLICE == 0:
            yield None
    told = _Told(dossier)
    for place, id in enumerate(order.statements):
        told.take(dossier.statements[id], order.first[place], linked)
        if place % SLICE == 0:
            yield None
    told.take_answered(order)
    for id, numbers in reported.items():
        linked[id] = array("I", sorted({*linked[id], *numbers}))
    yield None
    whole = len(order.quotes)
    quotes = {field: Postings.gathered(whole, lists) for field, lists in told.lists.items()}
    quotes["linked"] = Postings.gathered(whole, {id: each for id, each in linked.items() if each})
    quotes["reported"] = Postings.gathered(whole, {id: array("I", sorted(set(n))) for id, n in reported.items()})
    columns = Columns(
        quotes, {field: Postings.gathered(len(events), lists) for field, lists in of_events.items()}, told.topics
    )
    for field in ("kind", "place", "event", "is", "actor"):
        yield from _through_events(field, columns, events, whole)
    yield columns


class _Lists(dict[str, "array[int]"]):
    """Value → numbers, ascending."""

    def __missing__(self, value: str) -> array[int]:
        made = self[value] = array("I")
        return made


class _Told:
    """What statements and their quotes say by themselves."""

    def __init__(self, dossier: Holdings) -> None:
        self._dossier = dossier
        self.lists = {field: _Lists() for field in (*TOLD, *FOR_LINKS, "date")}
        self.topics: dict[str, str] = {}
        self._topic: dict[str, str] = {}

    def take(self, statement: Statement, first: int, linked: _Lists) -> None:
        """The statement whose first quote has the number ``first``."""
        lists = self.lists
        numbers = range(first, first + len(statement.quotes))
        lists["speaker"][statement.speaker].extend(numbers)
        for actor in dict.fromkeys(statement.to):
            lists["to"][actor].extend(numbers)
        for topic in dict.fromkeys(map(self._named, statement.topics)):
            lists["topic"][topic].extend(numbers)
        if len(numbers) > 1:
            lists["has"]["variants"].extend(numbers)
        if statement.replies_to:
            lists["has"]["reply"].extend(numbers)
        if date := self._dossier.dated(statement):
            lists["date"][date].extend(numbers)
        if statement.occasion:
            linked[statement.occasion].extend(numbers)
            lists["occasion"][statement.occasion].append(first)
        if statement.replies_to:
            lists["replies_to"][statement.replies_to].append(first)
        if statement.about:
            lists["about"][statement.about].append(first)
        self._take_quotes(statement.quotes, numbers)

    def _take_quotes(self, quotes: Iterable[Quote], numbers: Iterable[int]) -> None:
        lists = self.lists
        source, mode, certainty = lists["source"], lists["mode"], lists["certainty"]
        basis, via = lists["basis"], lists["via"]
        for number, quote in zip(numbers, quotes, strict=True):
            source[quote.source].append(number)
            mode[quote.mode].append(number)
            certainty[quote.certainty].append(number)
            attribution = self._dossier.attribution(quote)
            basis[attribution.basis].append(number)
            for actor in sorted(attribution.actors) if attribution.links else ():
                via[actor].append(number)

    def take_answered(self, order: Order) -> None:
        """Which statements have an answer: known when all have been taken."""
        if not self.lists["replies_to"]:
            return
        place = {id: place for place, id in enumerate(order.statements)}
        reply = set(self.lists["has"]["reply"])
        for id in self.lists["replies_to"]:
            reply.update(range(order.first[place[id]], order.first[place[id] + 1]))
        self.lists["has"]["reply"] = array("I", sorted(reply))

    def _named(self, topic: str) -> str:
        known = self._topic.get(topic)
        if known is None:
            known = self._topic[topic] = bare(topic)
            self.topics.setdefault(known, topic)
        return known


def _add(lists: _Lists, number: int, values: Iterable[str]) -> None:
    for value in sorted(set(values)):  # in one order in every run
        lists[value].append(number)


def _through_events(field: str, columns: Columns, events: list[str], whole: int) -> Iterator[None]:
    """A quote has the values of each event that it is linked to; as actors, its speaker and who is addressed too."""
    linked, quotes = columns.quotes["linked"], columns.quotes
    lists = _Lists()
    of_events = columns.events[field]
    values = dict.fromkeys(of_events)
    if field == "actor":
        values |= dict.fromkeys((*quotes["speaker"], *quotes["to"]))
    for count, value in enumerate(values):
        having: set[int] = set()
        for event in of_events.numbers_of(value):
            having.update(linked.numbers_of(events[event]))
        if field == "actor":
            having.update(quotes["speaker"].numbers_of(value), quotes["to"].numbers_of(value))
        if having:
            lists[value] = array("I", sorted(having))
        if count % SLICE == 0:
            yield None
    quotes[field] = Postings.gathered(whole, lists)
