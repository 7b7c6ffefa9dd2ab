"""Sets of records as whole numbers: bit *n* stands for the record with number *n*."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import compress
from typing import Generic, TypeVar

from ..search import members
from ..slices import Work, done

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

_DENSE = 64
"""What more than one record of so many has is kept as a bitmap once it has been asked for."""
_STEP, _OWNED, _VALUES = 1 << 14, 1 << 12, 256
_NOBODY = 0xFFFFFFFF
_UNKNOWN: Sequence[int] = ()
_BIT = tuple(1 << bit for bit in range(8))


class Postings(Generic[K]):
    """Value → the numbers of the records that have it, ascending; all of them one after another in one array."""

    def __init__(self, count: int, values: Sequence[K], starts: Sequence[int], numbers: Sequence[int]) -> None:
        self.values, self.starts, self.numbers = values, starts, numbers
        self._count = count
        self._place = {value: place for place, value in enumerate(values)}
        self._bitmaps: dict[int, int] = {}
        self._owners: Sequence[int] | None = _UNKNOWN

    @classmethod
    def of(cls, count: int, records: Iterable[tuple[int, Iterable[K]]]) -> Postings[K]:
        """The postings of ``count`` records, whose values are given once for each, as ``(number, values)``."""
        lists: dict[K, array[int]] = {}
        for number, values in records:
            for value in values:
                if value in lists:
                    lists[value].append(number)
                else:
                    lists[value] = array("I", (number,))
        return cls.gathered(count, lists)

    @classmethod
    def gathered(cls, count: int, lists: dict[K, array[int]]) -> Postings[K]:
        starts, numbers = array("I", [0]), array("I")
        for each in lists.values():
            numbers.extend(each)
            starts.append(len(numbers))
        return cls(count, list(lists), starts, numbers)

    def __iter__(self) -> Iterator[K]:
        return iter(self.values)

    def __contains__(self, value: object) -> bool:
        return value in self._place

    def numbers_of(self, value: K) -> Sequence[int]:
        """The records with this value."""
        place = self._place.get(value)
        return () if place is None else self._at(place)

    def _at(self, place: int) -> list[int]:
        # as a list: looping over a view of mapped bytes takes three times as long
        return self.numbers[self.starts[place] : self.starts[place + 1]].tolist()  # type: ignore[attr-defined,no-any-return]

    def having(self, value: K) -> int:
        """The bitmap of the records with this value."""
        return self.having_any((value,))

    def having_any(self, values: Iterable[K]) -> int:
        """The bitmap of the records with one of these values."""
        return done(self.gathering(values))

    def gathering(self, values: Iterable[K]) -> Work[int]:
        """:meth:`having_any` in slices."""
        found = read = 0
        bits: bytearray | None = None
        for value in values:
            place = self._place.get(value)
            if place is None:
                continue
            if self._is_dense(place):
                found |= self._bitmap(place)
                continue
            if bits is None:
                bits = bytearray(self._count // 8 + 1)
            numbers = self._at(place)
            for number in numbers:
                bits[number >> 3] |= _BIT[number & 7]
            read += len(numbers)
            if read > _STEP:
                read = 0
                yield None
        return found if bits is None else found | int.from_bytes(bits, "little")

    def _is_dense(self, place: int) -> bool:
        return (self.starts[place + 1] - self.starts[place]) * _DENSE > self._count

    def _bitmap(self, place: int) -> int:
        if place not in self._bitmaps:
            self._bitmaps[place] = bitmap(self._at(place), self._count // 8 + 1)
        return self._bitmaps[place]

    def counts(self, among: int | None = None) -> dict[K, int]:
        """How many records have each value: all, or those of a bitmap; without those that none has."""
        return done(self.counting(among))

    def counting(self, among: int | None = None) -> Work[dict[K, int]]:
        """:meth:`counts` in slices."""
        starts = self.starts
        if among is None or among.bit_count() == self._count:
            return {value: starts[place + 1] - starts[place] for place, value in enumerate(self.values)}
        found: dict[int, int] = {}
        owners = yield from self._owning()
        if owners is not None:
            counted = Counter[int]()
            is_among = members(among, self._count)
            for start in range(0, self._count, _STEP):
                counted.update(compress(owners[start : start + _STEP], is_among[start : start + _STEP]))
                yield None
            found = counted
        else:
            is_among = members(among, self._count)
            for place in range(len(self.values)):
                if self._is_dense(place):
                    found[place] = (self._bitmap(place) & among).bit_count()
                else:
                    found[place] = sum(map(is_among.__getitem__, self._at(place)))
                if place % _VALUES == 0:
                    yield None
        return {value: count for place, value in enumerate(self.values) if (count := found.get(place))}

    def touching(self, among: int) -> Work[list[K]]:
        """The values that any record of a bitmap has."""
        if among.bit_count() == self._count:
            return list(self.values)
        is_among = members(among, self._count)
        found: list[K] = []
        for place, value in enumerate(self.values):
            if any(map(is_among.__getitem__, self._at(place))):  # most end early
                found.append(value)
            if place % _VALUES == 0:
                yield None
        return found

    def warm(self) -> Iterator[None]:
        """Works out in slices what counting needs."""
        yield from self._owning()

    def _owning(self) -> Work[Sequence[int] | None]:
        """For each record the place of its one value; None where some have several, or none."""
        if self._owners is not _UNKNOWN:
            return self._owners
        if len(self.numbers) != self._count:
            self._owners = None
            return None
        owners = array("I", [_NOBODY]) * self._count
        seen = 0
        for place in range(len(self.values)):
            for number in self._at(place):
                owners[number] = place
            seen += self.starts[place + 1] - self.starts[place]
            if seen > _OWNED:
                seen = 0
                yield None
        # Of as many numbers as there are records none is missing: then none stands there twice.
        self._owners = None if _NOBODY in owners else owners  # not before: whoever counts may never come back
        return self._owners


def bitmap(numbers: Iterable[int], size: int) -> int:
    """The bitmap of these numbers, which ``size`` bytes hold."""
    bits = bytearray(size)
    for number in numbers:
        bits[number >> 3] |= _BIT[number & 7]
    return int.from_bytes(bits, "little")


def chosen(items: Sequence[T], bits: int) -> Iterator[T]:
    """The items whose numbers are in a bitmap, in order."""
    return compress(items, members(bits, bits.bit_length()))
