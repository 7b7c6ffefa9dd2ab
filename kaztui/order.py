"""The one order in which records are shown: by time, then as they stand in their articles."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, count, repeat
from operator import sub

from . import dates
from .dates import Date
from .holdings import Holdings
from .memory import Bytes, bytes_of
from .packed import Keyed
from .records import Event, Quote, Statement
from .slices import Work, done, numbered

PARTS_OF_DAY = ("night", "morning", "noon", "afternoon", "evening")
_PLACES = 1 << 13
_Known = tuple[bool, tuple[int, ...], tuple[int, ...], bool]
_Told = tuple[str | None, str | None, tuple[str, int, int], str, list[str]]
"""A statement's date, its occasion, where its first words stand, its id, and the ids of its quotes."""
_Here = tuple[tuple[str, int, int], str, list[str]]
"""Where a statement's first words stand, its id, and the ids of its quotes: its place among those of a day."""
_Key = tuple[_Known, int, tuple[str, int, int], str, list[str]]
"""What a record is sorted by, ending in its id; and the ids of the quotes in it."""


class Order:
    """Statements in time, each with its quotes in its own order; a quote's place in that is its *number*.

    Bitmaps of quotes speak of these numbers, so that the lowest bits are what is shown first, and the quotes of one
    statement stand side by side.
    """

    def __init__(
        self, statements: Sequence[str], quotes: Sequence[str], first: Sequence[int], records: Mapping[str, Quote]
    ) -> None:
        self.statements, self.quotes = statements, quotes
        self._records = records
        self.first = first
        """Each statement's first quote's number, and the number of quotes after the last."""

    @cached_property
    def number(self) -> Mapping[str, int]:
        """Quote id → number."""
        return done(self._numbering())

    def _numbering(self) -> Work[Mapping[str, int]]:
        records = self._records
        return (yield from (records.renumbered if isinstance(records, Keyed) else numbered)(self.quotes))

    @cached_property
    def statement_of(self) -> Sequence[int]:
        """For each quote the place of its statement in ``statements``."""
        return done(self._placing())

    def _placing(self) -> Work[Sequence[int]]:
        found = array("I")
        first = self.first
        for start in range(0, len(self.statements), _PLACES):
            ends = first[start + 1 : start + _PLACES + 1]
            counts = map(sub, ends, first[start : start + _PLACES])
            found.extend(chain.from_iterable(map(repeat, count(start), counts)))
            yield None
        return found

    def warm(self) -> Iterator[None]:
        """Works out in slices what is worked out once, else when it is first asked for."""
        if "number" not in vars(self):
            self.number = yield from self._numbering()
        if "statement_of" not in vars(self):
            self.statement_of = yield from self._placing()

    def statement_at(self, number: int) -> int:
        """The place of the statement whose quote has this number."""
        return bisect_right(self.first, number) - 1


IN_ORDER = "order.statements", "order.quotes", "order.first", "order.events"


def as_kept(dossier: Holdings, order: Order, events: Sequence[str]) -> dict[str, Bytes]:
    """An order, and that of the events, as bytes by name: places among the dossier's records, as ``array("I")``."""
    places: tuple[Iterable[int], ...] = (
        _places(dossier.statements, order.statements), _places(dossier.quotes, order.quotes),
        order.first, _places(dossier.events, events),
    )  # fmt: skip
    return {name: bytes_of(array("I", numbers)) for name, numbers in zip(IN_ORDER, places, strict=True)}


def _places(records: Iterable[str], ids: Sequence[str]) -> Iterable[int]:
    """Where each of these stands among the records."""
    place = records.places() if isinstance(records, Keyed) else {id: place for place, id in enumerate(records)}
    return map(place.__getitem__, ids)


class Told:
    """What the order of statements is worked out of, taken down some at a time: they need not all be in memory."""

    def __init__(self) -> None:
        self._statements: list[_Told] = []
        self._same: dict[str | None, str | None] = {}

    def add(self, statements: Iterable[Statement]) -> None:
        """Take down what the places of statements depend on; names that many have in common are kept once."""
        same = self._same.setdefault
        for date, occasion, (source, start, end), id, inside in map(_told, statements):
            place = (str(same(source, source)), start, end)
            self._statements.append((same(date, date), same(occasion, occasion), place, id, inside))

    def __len__(self) -> int:
        return len(self._statements)

    def order(self, dossier: Holdings) -> Order:
        """The order of the statements and of their quotes."""
        days = _Days(dossier)
        of_day: dict[_Known, list[_Here]] = {}
        of_date: dict[str | None, list[_Here]] = {}
        for date, occasion, place, id, inside in self._statements:
            written = dossier.date_or(date, occasion)
            here = of_date.get(written)
            if here is None:
                here = of_date[written] = of_day.setdefault(days.of(written), [])
            here.append((place, id, inside))
        statements: list[str] = []
        quotes: list[str] = []
        first = array("I", [0])
        for day in sorted(of_day):
            here = of_day[day]
            here.sort()
            for _, id, inside in here:
                statements.append(id)
                quotes += inside
                first.append(len(quotes))
        return Order(statements, quotes, first, dossier.quotes)


def order_of(dossier: Holdings) -> Order:
    """The order of a dossier's statements and quotes."""
    told = Told()
    told.add(dossier.statements.values())
    return told.order(dossier)


def _told(statement: Statement) -> _Told:
    quotes = statement.quotes
    place = (quotes[0].source, *quotes[0].at)
    if len(quotes) > 1:
        place = min([(quote.source, *quote.at) for quote in quotes])
    return statement.date, statement.occasion, place, statement.id, [quote.id for quote in quotes]


def in_time(dossier: Holdings, records: Iterable[Quote | Statement | Event]) -> list[str]:
    """Ids of the records by (earliest, latest) date; undated last; then by source and position; then by id."""
    return [id for *_, id, _ in _in_time(dossier, records)]


def _in_time(dossier: Holdings, records: Iterable[Quote | Statement | Event]) -> list[_Key]:
    days = _Days(dossier)
    keys = [
        days.key(_told(record))
        if isinstance(record, Statement)
        else (days.of(dossier.dated(record)), _part_of_day(record), _place(dossier, record), record.id, [])
        for record in records
    ]
    keys.sort()
    return keys


class _Days:
    """The days of dates: records by the hundred thousand are of few."""

    def __init__(self, dossier: Holdings) -> None:
        self._dossier = dossier
        self._known: dict[str | None, _Known] = {}

    def of(self, written: str | None) -> _Known:
        known = self._known.get(written)
        if known is None:
            known = self._known[written] = _known_days(dates.parse(written) if written else None)
        return known

    def key(self, told: _Told) -> _Key:
        """Where a statement stands."""
        date, occasion, place, id, inside = told
        return self.of(self._dossier.date_or(date, occasion)), 0, place, id, inside


def _known_days(date: Date | None) -> _Known:
    """(undated, earliest, latest, open): a date that is open on one side stands by the side that is known.

    "No later than the 11th" is told of the days around the 11th: among the first days of the dossier's period,
    to which filters clip it, nobody would look for it.
    """
    if date is None:
        return True, (), (), False
    known = date.earliest or date.latest or ()
    return False, known, date.latest or known, date.earliest is None or date.latest is None


def _part_of_day(record: Quote | Event) -> int:
    if not isinstance(record, Event) or record.part_of_day not in PARTS_OF_DAY:
        return 0
    return PARTS_OF_DAY.index(record.part_of_day)


def _place(dossier: Holdings, record: Quote | Event) -> tuple[str, int, int]:
    if isinstance(record, Quote):
        return (record.source, *record.at)
    places = [
        (report.source or "", *(report.at or (0, 0)))
        if report.quote is None
        else (dossier.quotes[report.quote].source, *dossier.quotes[report.quote].at)
        for report in record.reports
    ]
    return min(places)
