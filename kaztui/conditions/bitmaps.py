"""Sets of records as whole numbers: bit *n* stands for the record with number *n*."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import compress
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

_DENSE = 64
"""What more than one record of so many has is kept as a bitmap once it has been asked for."""
_STEP = 1 << 15
_ONE = ord("1")
_BIT = tuple(1 << bit for bit in range(8))


class Postings(Generic[K]):
    """Value → the numbers of the records that have it, ascending; all of them one after another in one array."""

    def __init__(self, count: int, values: Sequence[K], starts: Sequence[int], numbers: Sequence[int]) -> None:
        self.values, self.starts, self.numbers = values, starts, numbers
        self._count = count
        self._place = {value: place for place, value in enumerate(values)}
        self._bitmaps: dict[int, int] = {}

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
        return () if place is None else self.numbers[self.starts[place] : self.starts[place + 1]]

    def having(self, value: K) -> int:
        """The bitmap of the records with this value."""
        return self.having_any((value,))

    def having_any(self, values: Iterable[K]) -> int:
        """The bitmap of the records with one of these values."""
        found = 0
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
            for number in self.numbers[self.starts[place] : self.starts[place + 1]]:
                bits[number >> 3] |= _BIT[number & 7]
        return found if bits is None else found | int.from_bytes(bits, "little")

    def _is_dense(self, place: int) -> bool:
        return (self.starts[place + 1] - self.starts[place]) * _DENSE > self._count

    def _bitmap(self, place: int) -> int:
        if place not in self._bitmaps:
            numbers = self.numbers[self.starts[place] : self.starts[place + 1]]
            self._bitmaps[place] = bitmap(numbers, self._count // 8 + 1)
        return self._bitmaps[place]

    def counts(self, among: int | None = None) -> dict[K, int]:
        """How many records have each value: all, or those of a bitmap; without those that none has."""
        for counts in self.counting(among):
            if counts is not None:
                return counts
        raise AssertionError("counting() ends with counts")

    def counting(self, among: int | None = None) -> Iterator[dict[K, int] | None]:
        """:meth:`counts` in slices: None after each, then the counts."""
        starts = self.starts
        if among is None or among.bit_count() == self._count:
            yield {value: starts[place + 1] - starts[place] for place, value in enumerate(self.values)}
            return
        member = f"{among:0{self._count + 1}b}"[::-1].encode().__getitem__
        chosen = bytearray()
        for start in range(0, len(self.numbers), _STEP):
            chosen += bytes(map(member, self.numbers[start : start + _STEP]))
            yield None
        found: dict[K, int] = {}
        for place, value in enumerate(self.values):
            if count := chosen.count(_ONE, starts[place], starts[place + 1]):
                found[value] = count
        yield found


def bitmap(numbers: Iterable[int], size: int) -> int:
    """The bitmap of these numbers, which ``size`` bytes hold."""
    bits = bytearray(size)
    for number in numbers:
        bits[number >> 3] |= _BIT[number & 7]
    return int.from_bytes(bits, "little")


def chosen(items: Sequence[T], bits: int) -> Iterator[T]:
    """The items whose numbers are in a bitmap, in order."""
    return compress(items, map("1".__eq__, reversed(f"{bits:b}")))
