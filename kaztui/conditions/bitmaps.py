"""Sets of records as whole numbers: bit *n* stands for the record with number *n*."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import compress
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Postings(Generic[K]):
    """Value → the records that have it. A record's values are given once, as ``(number, values)``."""

    def __init__(self, count: int, records: Iterable[tuple[int, Iterable[K]]]) -> None:
        self._bytes = (count + 7) // 8
        self._numbers: dict[K, array[int]] = {}
        self._bitmaps: dict[K, int] = {}
        for number, values in records:
            for value in values:
                self._numbers.setdefault(value, array("I")).append(number)

    def __iter__(self) -> Iterator[K]:
        return iter(self._numbers)

    def having(self, value: K) -> int:
        """The bitmap of the records with this value."""
        if value not in self._bitmaps:
            if value not in self._numbers:
                return 0
            self._bitmaps[value] = bitmap(self._numbers[value], self._bytes)
        return self._bitmaps[value]

    def having_any(self, values: Iterable[K]) -> int:
        """The bitmap of the records with one of these values."""
        found = 0
        for value in values:
            found |= self.having(value)
        return found

    def counts(self, among: int | None = None) -> dict[K, int]:
        """How many records have each value: all, or those of a bitmap; without those that none has."""
        if among is None:
            return {value: len(numbers) for value, numbers in self._numbers.items()}
        counted = ((value, (self.having(value) & among).bit_count()) for value in self._numbers)
        return {value: count for value, count in counted if count}


def bitmap(numbers: Iterable[int], size: int) -> int:
    """The bitmap of these numbers, which ``size`` bytes hold."""
    bits = bytearray(size)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def chosen(items: Sequence[T], bits: int) -> Iterator[T]:
    """The items whose numbers are in a bitmap, in order."""
    return compress(items, map("1".__eq__, reversed(f"{bits:b}")))
