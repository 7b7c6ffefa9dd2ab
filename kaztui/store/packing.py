"""Records as bytes as they come, so that a hundred thousand of them are never all in memory as objects."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from ..memory import Pieces
from ..packed import Inner, Packed
from ..records import COLLECTIONS, INSIDE, Record


class Packing:
    """A collection on its way to be :class:`Packed`: id → place, and the records one after another, as JSON."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._inside = INSIDE.get(name)
        self.encode: Callable[[Any], bytes] = msgspec.json.Encoder().encode
        self._place: dict[str, int] = {}
        self._data = bytearray()
        self._bounds = array("Q", [0])
        self._inner: list[str] = []
        self._holders = array("I")
        self._packed: Packed[Any] | None = None

    def __contains__(self, id: str) -> bool:
        return id in self._place

    def add(self, record: Record, encoded: bytes | None = None) -> None:
        """Take in a record whose id is not there; ``encoded``: what :attr:`encode` makes of it, if that is known."""
        place = self._place[record.id] = len(self._place)
        self._data += self.encode(record) if encoded is None else encoded
        self._bounds.append(len(self._data))
        if self._inside is not None:
            inside = [item.id for item in self._inside.of(record)]
            self._inner += inside
            self._holders.extend([place] * len(inside))

    def packed(self) -> Packed[Any]:
        """What has been taken in, when all of it has been."""
        if self._packed is None:
            data = memoryview(self._data)
            self._packed = packed_of(self._name, [*self._place], self._bounds, data, self._inner, self._holders)
        return self._packed


def packed_of(
    name: str,
    ids: Sequence[str],
    bounds: Sequence[int],
    data: Pieces,
    inner: Sequence[str] = (),
    holders: Sequence[int] = (),
) -> Packed[Any]:
    """A collection by its name, of its parts; ``inner`` and ``holders``: as for :class:`Inner`."""
    collection: Packed[Any] = Packed(ids, bounds, data, msgspec.json.Decoder(COLLECTIONS[name]).decode)
    if name in INSIDE:
        collection.inner = Inner(collection, inner, holders, INSIDE[name].of)
    return collection


def pack(name: str, records: Iterable[Record]) -> Packed[Any]:
    """Records whose ids are all different, as bytes."""
    packing = Packing(name)
    for record in records:
        packing.add(record)
    return packing.packed()
