"""What a view holds, as sequences that work an item out when it is seen: a view of a hundred thousand quotes is made
from their numbers alone, without a look at a record.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from operator import ne
from typing import TYPE_CHECKING, overload

from msgspec import Struct

from .dossier import Dossier, Selection
from .order import Order
from .records import Statement
from .slices import Work

if TYPE_CHECKING:
    from .search import Match, Spans

_STATEMENTS = 4_096
"""Statements whose quotes are listed in about a millisecond."""


class Block(Struct, frozen=True):
    """A statement with those of its quotes that a view holds, in the statement's order."""

    statement: Statement
    quotes: tuple[str, ...]


class Ids(Sequence[str]):
    """The ids of some records, which are known by their numbers; finding where one stands is cheap, too."""

    __slots__ = ("_all", "_bits", "_is_ascending", "_number", "numbers")

    def __init__(
        self, all: Sequence[str], number: Mapping[str, int], numbers: Sequence[int], bits: int, *, is_ascending: bool
    ) -> None:
        self._all, self._number = all, number
        self.numbers = numbers
        self._bits, self._is_ascending = bits, is_ascending

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        if isinstance(place, slice):
            return tuple(map(self._all.__getitem__, self.numbers[place]))
        return self._all[self.numbers[place]]

    def __iter__(self) -> Iterator[str]:
        return map(self._all.__getitem__, self.numbers)

    def __contains__(self, id: object) -> bool:
        number = self._number.get(id) if isinstance(id, str) else None
        return number is not None and bool(self._bits >> number & 1)

    def index(self, id: str, start: int = 0, stop: int | None = None) -> int:
        """Where an id stands. Raises ``ValueError``."""
        if id not in self:
            raise ValueError(f"{id!r} is not in the view")
        number = self._number[id]
        before = self._bits & ((1 << number) - 1)
        place = before.bit_count() if self._is_ascending else self.numbers.index(number)
        if not start <= place < (len(self) if stop is None else stop):
            raise ValueError(f"{id!r} is not there")
        return place

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Ids) and other._all is self._all:
            return self.numbers is other.numbers or (self._bits == other._bits and self.numbers == other.numbers)
        if isinstance(other, Ids | tuple | list):
            return len(self) == len(other) and all(map(str.__eq__, self, other))
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{len(self)} ids>"


class Rows(Struct, frozen=True):
    """The quotes of a view by number, block after block, and at which of them each block begins."""

    numbers: Sequence[int]
    starts: Sequence[int]


class Blocks(Sequence[Block]):
    """The blocks of a view."""

    __slots__ = ("_dossier", "_ids", "_order", "_starts")

    def __init__(self, dossier: Dossier, ids: Ids, starts: Sequence[int]) -> None:
        self._dossier, self._ids, self._starts = dossier, ids, starts
        self._order = dossier.conditions.order

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, place: int) -> Block: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Block, ...]: ...
    def __getitem__(self, place: int | slice) -> Block | tuple[Block, ...]:
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        start = self._starts[place]
        place = place % len(self)
        end = self._starts[place + 1] if place + 1 < len(self) else len(self._ids)
        return Block(self._statement(self._ids.numbers[start]), self._ids[start:end])

    def of(self, quote: str) -> Block:
        """The block of one of the view's quotes. Raises ``KeyError``."""
        if quote not in self._ids:
            raise KeyError(quote)
        statement = self._dossier.statement_of(quote)
        return Block(statement, tuple(each.id for each in statement.quotes if each.id in self._ids))

    def _statement(self, number: int) -> Statement:
        return self._dossier.statements[self._order.statements[self._order.statement_at(number)]]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Blocks):
            return self._ids == other._ids
        if isinstance(other, tuple | list):
            return len(self) == len(other) and all(mine == its for mine, its in zip(self, other, strict=True))
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{len(self)} blocks>"


class Found(Mapping[str, "Spans"]):
    """Record id → what matched in it, worked out when it is asked for: only rows that are seen pay for it."""

    __slots__ = ("_known", "_selections")

    def __init__(self, *selections: tuple[Selection, Mapping[str, int]]) -> None:
        self._selections = selections
        self._known: dict[str, Match] = {}

    def __getitem__(self, id: str) -> Spans:
        for selection, numbers in self._selections:
            number = numbers.get(id)
            if number is not None and selection.bits >> number & 1:
                if selection.answer is None:
                    return {}
                if id not in self._known:
                    self._known[id] = selection.answer.match(number)
                return self._known[id].spans
        raise KeyError(id)

    def __iter__(self) -> Iterator[str]:
        for selection, _ in self._selections:
            for numbers in selection.batches():
                yield from map(selection.ids.__getitem__, numbers)

    def __len__(self) -> int:
        return sum(selection.how_many for selection, _ in self._selections)

    __eq__ = object.__eq__  # comparing two views must not work all spans out
    __hash__ = object.__hash__


def in_rows(selection: Selection, order: Order, *, by_match: bool) -> Work[Rows]:
    """The quotes that are selected, block by block: by the best match in each, or in time."""
    if not by_match:
        numbers: Sequence[int] = range(len(order.quotes))
        if selection.how_many == len(order.quotes):
            return Rows(numbers, order.first[:-1])
        numbers = array("I")
        for batch in selection.batches():
            numbers.extend(batch)
            yield None
    else:
        numbers = yield from _by_match(selection, order)
    starts = yield from _starts(numbers, order)
    return Rows(numbers, starts)


def _by_match(selection: Selection, order: Order) -> Work[array[int]]:
    """Each statement's quotes where its best stands."""
    of = order.statement_of.__getitem__
    places: dict[int, None] = {}
    for batch in selection.batches():
        places.update(dict.fromkeys(map(of, batch)))
        yield None
    first, count = order.first, len(order.quotes)
    is_left = f"{selection.bits:0{count}b}"[::-1]
    numbers = array("I")
    for done, place in enumerate(places):
        start, end = first[place], first[place + 1]
        if end - start == 1:
            numbers.append(start)
        else:
            numbers.extend([number for number in range(start, end) if is_left[number] == "1"])
        if done % _STATEMENTS == 0:
            yield None
    return numbers


def _starts(numbers: Sequence[int], order: Order) -> Work[array[int]]:
    """Where a quote's statement is not that of the quote before."""
    starts = array("I")
    of = order.statement_of.__getitem__
    before = -1
    for start in range(0, len(numbers), 4 * _STATEMENTS):
        places = list(map(of, numbers[start : start + 4 * _STATEMENTS]))
        starts.extend(compress(range(start, start + len(places)), map(ne, places, [before, *places])))
        before = places[-1]
        yield None
    return starts
