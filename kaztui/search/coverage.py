"""How much of a query each document covers, for all documents at once.

Each word of a query adds a small whole number to every document that has it. The sums are kept bit-sliced: bit
*n* of ``planes[k]`` is bit *k* of document *n*'s sum, so that adding is a handful of operations on big integers
whatever the number of documents.
"""

from __future__ import annotations

from collections.abc import Iterable


class Coverage:
    def __init__(self, planes: Iterable[int] = ()) -> None:
        self._planes = list(planes)

    def copy(self) -> Coverage:
        return Coverage(self._planes)

    def add(self, bitmap: int, weight: int) -> None:
        """Adds ``weight`` to the sum of every document in ``bitmap``."""
        planes = self._planes
        place = 0
        while weight:
            if weight & 1:
                carry, at = bitmap, place
                while carry:
                    while at >= len(planes):
                        planes.append(0)
                    plane = planes[at]
                    planes[at] = plane ^ carry
                    carry &= plane
                    at += 1
            weight >>= 1
            place += 1

    def best(self, among: int) -> int:
        """The highest sum of any document in ``among``."""
        found = 0
        for place in range(len(self._planes) - 1, -1, -1):
            having = among & self._planes[place]
            if having:
                among = having
                found |= 1 << place
        return found

    def at_least(self, level: int, among: int) -> int:
        """The documents in ``among`` whose sum is ``level`` or more."""
        if level >> len(self._planes):
            return 0
        above, equal = 0, among
        for place in range(len(self._planes) - 1, -1, -1):
            having = equal & self._planes[place]
            if level >> place & 1:
                equal = having
            else:
                above |= having
                equal ^= having
        return above | equal
