"""Which documents have which form, as flat buffers: sorted document numbers, or bitmaps for what is frequent.

A bitmap is a Python integer in which bit *n* stands for document *n*. Big integers are what lets pure Python
rank 100,000 documents: an AND of two such bitmaps takes about a microsecond.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, compress
from types import MappingProxyType

from ..memory import trim

_BIT = tuple(1 << bit for bit in range(8))
_DENSE_BELOW = 1_024
"""Documents up to which every form has a bitmap, which is then at most 128 bytes."""
_DENSE_SHARE = 160
"""A form in more than one document of so many has a bitmap: sparse ones stay quick to turn into bitmaps."""
_MANY = 28
"""A set of more than one document of so many is made quicker a byte a document than a bit."""
_ONE = ord("1")
_NONE = array("I")
_KEPT_BYTES = 2 << 20
_FREED = 2 << 20
"""Bytes of lists, or a sixteenth of all, that are given back to the machine together: that takes some milliseconds."""
_SLICE, _DENSE_SLICE = 256, 1 << 14
"""Forms, and bytes of bitmaps, that are put together in a few milliseconds."""


def is_dense(count: int, documents: int) -> bool:
    return documents <= _DENSE_BELOW or count * _DENSE_SHARE > documents


class Postings:
    """Form → documents. ``start`` points into ``dense`` (bytes) or ``sparse`` (numbers), as ``count`` says."""

    def __init__(
        self,
        documents: int,
        count: Sequence[int],
        start: Sequence[int],
        sparse: Sequence[int],
        dense: bytes | bytearray | memoryview,
    ) -> None:
        self.documents, self.count, self.start, self.sparse, self.dense = documents, count, start, sparse, dense
        self._width = (documents + 7) // 8
        kept = max(16, min(4_096, _KEPT_BYTES // (self._width + 32)))
        self.bitmap = lru_cache(maxsize=kept)(self._bitmap)

    @classmethod
    def of(
        cls,
        documents: int,
        lists: list[array[int]],
        groups: Mapping[int, Sequence[int]] = MappingProxyType({}),
        sharing: Sequence[array[int]] = (),
    ) -> Iterator[Postings | None]:
        """Postings of one list of ascending document numbers a form: None after each slice of work, then they.

        The lists are let go one by one, since very many take tens of megabytes: afterwards there are none.
        ``groups``: form → groups of documents that have it, too; ``sharing``: each group's documents.
        """
        width = (documents + 7) // 8
        count, start, sparse, dense = array("I"), array("I"), array("I"), bytearray()
        bitmaps: dict[int, int] = {}
        told = freed = 0
        most = max(_FREED, sum(map(len, lists)) // 4)
        for form, numbers in enumerate(lists):
            lists[form] = _NONE
            if form % _SLICE == 0:
                yield None
            freed += len(numbers) * numbers.itemsize
            if freed > most:
                freed = 0
                trim()
                yield None
            among = groups.get(form, ())
            if is_dense(max([len(numbers), *[len(sharing[group]) for group in among]]), documents):
                flags = _bits(numbers, width)
                whole = 0
                for group in among:
                    if not is_dense(len(sharing[group]), documents):
                        _add(flags, sharing[group])  # thousands of such groups: no bitmap of each
                        continue
                    if group not in bitmaps:
                        bitmaps[group] = int.from_bytes(_bits(sharing[group], width), "little")
                    whole |= bitmaps[group]
                bits = whole | int.from_bytes(flags, "little")
                count.append(bits.bit_count())
                start.append(len(dense))
                dense += bits.to_bytes(width, "little")
                if len(dense) - told > _DENSE_SLICE:
                    told = len(dense)
                    yield None
                continue
            if among:
                numbers = array("I", sorted(set(numbers).union(*[sharing[group] for group in among])))
            count.append(len(numbers))
            if not numbers:
                start.append(0)
            elif is_dense(len(numbers), documents):
                start.append(len(dense))
                dense += _bits(numbers, width)
            else:
                start.append(len(sparse))
                sparse.extend(numbers)
        lists.clear()
        yield cls(documents, count, start, sparse, dense)

    def _bitmap(self, form: int) -> int:
        start, count = self.start[form], self.count[form]
        if not count:
            return 0
        if is_dense(count, self.documents):
            return int.from_bytes(self.dense[start : start + self._width], "little")
        return int.from_bytes(_bits(self.sparse[start : start + count], self._width), "little")

    def union(self, forms: Iterable[int]) -> int:
        """The documents that have any of the forms."""
        whole = several = 0
        lists: list[Sequence[int]] = []
        for form in forms:
            count = self.count[form]
            if is_dense(count, self.documents):
                whole |= self.bitmap(form)
            elif count:  # many sparse forms share one pass
                start = self.start[form]
                lists.append(self.sparse[start : start + count])
                several += count
        if several * _MANY > self.documents:
            flags = bytearray(b"0") * self.documents
            for numbers in lists:
                for number in numbers:
                    flags[number] = _ONE
            flags.reverse()
            return whole | int(flags, 2)
        return whole | int.from_bytes(_bits(chain.from_iterable(lists), self._width), "little") if lists else whole


def _bits(numbers: Iterable[int], width: int) -> bytearray:
    bits = bytearray(width)
    _add(bits, numbers)
    return bits


def _add(bits: bytearray, numbers: Iterable[int]) -> None:
    for number in numbers:
        bits[number >> 3] |= _BIT[number & 7]


_SET = re.compile(rb"[^\0]")
_PLACES = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))
_TRUTH = bytes(character == ord("1") for character in range(256))
_CROWDED = 24
"""A bitmap in which one bit of so many is set is read bit by bit, at C speed; one with fewer by its set bytes."""
_BATCH = 1 << 14
"""Documents of a crowded bitmap that are read in a millisecond or so."""


def numbers_in(bitmap: int, limit: int | None = None) -> list[int]:
    """The document numbers in a bitmap, ascending, at most ``limit``."""
    found: list[int] = []
    for batch in batches_in(bitmap):
        found += batch
        if limit is not None and len(found) >= limit:
            return found[:limit]
    return found


def batches_in(bitmap: int) -> Iterator[list[int]]:
    """:func:`numbers_in` in batches, each worked out in about a millisecond; none is empty."""
    length = bitmap.bit_length()
    if bitmap.bit_count() * _CROWDED < length:
        yield from _batches_in_bytes(bitmap.to_bytes((length + 7) // 8, "little"))
        return
    is_set = members(bitmap, length)
    for start in range(0, length, _BATCH):
        found = list(compress(range(start, start + _BATCH), is_set[start : start + _BATCH]))
        if found:
            yield found


def members(bitmap: int, length: int) -> bytes:
    """For each of ``length`` documents whether it is in a bitmap: 1 or 0."""
    return f"{bitmap:0{length}b}"[::-1].encode().translate(_TRUTH)


def _batches_in_bytes(data: bytes) -> Iterator[list[int]]:
    found: list[int] = []
    for match in _SET.finditer(data):  # skips stretches without documents at C speed
        base = match.start() << 3
        found += [base + place for place in _PLACES[match[0][0]]]
        if len(found) >= _BATCH >> 3:
            yield found
            found = []
    if found:
        yield found
