"""Collections whose records stay as bytes until somebody asks for one.

A hundred thousand records as objects take four times the room of their file; nobody looks at more than some dozens
of them at a time.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence, ValuesView
from typing import Any, Generic, TypeVar

from msgspec import DecodeError, Struct

from .memory import Bytes, Pieces
from .slices import Work, done, numbered

R = TypeVar("R", bound=Struct)
Q = TypeVar("Q", bound=Struct)

_KEPT = 256
"""Records of a collection that are kept as objects, those that were made last: some screens full."""
_IDS = 1 << 12
"""Of which the places are changed in a millisecond."""


class _Each(ValuesView[R]):
    def __iter__(self) -> Iterator[R]:
        return self._mapping.each()  # type: ignore[attr-defined,no-any-return]


class Keyed(Mapping[str, R]):
    """Records by their ids, in order."""

    __slots__ = ("_ids", "_place")

    def __init__(self, ids: Sequence[str]) -> None:
        self._ids = ids
        self._place: dict[str, int] = {}

    @property
    def ids(self) -> Sequence[str]:
        return self._ids

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __contains__(self, id: object) -> bool:
        return id in self.places()

    def places(self) -> dict[str, int]:
        """Where each record is, from 0."""
        self._place = self._place or done(numbered(self._ids))
        return self._place

    def warm(self) -> Iterator[None]:
        """Works that out in slices, and not when the first record is asked for by its id."""
        self._place = self._place or (yield from numbered(self._ids))

    def renumbered(self, ids: Sequence[str]) -> Work[Mapping[str, int]]:
        """Id → its place among ``ids``, which are the same in another order: a second ``dict`` takes the most room."""
        yield from self.warm()
        place = self._place
        numbers = array("I", bytes(4 * len(ids)))
        for start in range(0, len(ids), _IDS):
            for number, id in enumerate(ids[start : start + _IDS], start):
                numbers[place[id]] = number
            yield None
        return _Renumbered(self, numbers)


class _Renumbered(Mapping[str, int]):
    __slots__ = ("_numbers", "_of")

    def __init__(self, of: Keyed[Any], numbers: Sequence[int]) -> None:
        self._of, self._numbers = of, numbers

    def __getitem__(self, id: str) -> int:
        return self._numbers[self._of.places()[id]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._of)

    def __len__(self) -> int:
        return len(self._of)


class Packed(Keyed[R]):
    """Id → record, in order. Record *n* is what ``decode`` makes of ``data[bounds[n]:bounds[n + 1]]``."""

    __slots__ = ("_bounds", "_data", "_decode", "_latest", "again", "inner")

    def __init__(
        self, ids: Sequence[str], bounds: Sequence[int], data: Pieces, decode: Callable[[Bytes], R]
    ) -> None:
        super().__init__(ids)
        self._bounds, self._data, self._decode = bounds, data, decode
        self._latest: dict[int, R] = {}
        self.inner: Inner[Any] | None = None
        """The records inside these."""
        self.again: Callable[[str], R] | None = None
        """Where else a record is, whose bytes are none."""

    @property
    def bounds(self) -> Sequence[int]:
        return self._bounds

    @property
    def data(self) -> Bytes:
        """All bytes of them."""
        return self._data[: len(self._data)]

    def __getitem__(self, id: str) -> R:
        return self.at(self.places()[id])

    def at(self, place: int) -> R:
        """The record at a place in the order, from 0."""
        latest = self._latest
        record = latest.get(place)
        if record is None:
            record = self._made(place)
            if len(latest) >= _KEPT:
                del latest[next(iter(latest))]
            latest[place] = record
        return record

    def _made(self, place: int) -> R:
        try:
            return self._decode(self._data[self._bounds[place] : self._bounds[place + 1]])
        except (DecodeError, OSError):  # something else was kept, or its file has been spoilt since
            if self.again is None:
                raise
            return self.again(self._ids[place])

    def each(self) -> Iterator[R]:
        """All records, one at a time."""
        latest = self._latest
        for place in range(len(self._ids)):
            yield latest.get(place) or self._made(place)

    def values(self) -> ValuesView[R]:
        return _Each(self)


class Inner(Keyed[Q], Generic[Q]):
    """Id → record inside another; ``holders``: the place of that other, ``of``: its records."""

    __slots__ = ("_holders", "_of", "_outer")

    def __init__(
        self, outer: Packed[Any], ids: Sequence[str], holders: Sequence[int], of: Callable[[Any], tuple[Q, ...]]
    ) -> None:
        super().__init__(ids)
        self._outer, self._holders, self._of = outer, holders, of

    @property
    def holders(self) -> Sequence[int]:
        return self._holders

    def __getitem__(self, id: str) -> Q:
        return next(record for record in self._of(self.holder_of(id)) if record.id == id)  # type: ignore[attr-defined]

    def holder_of(self, id: str) -> Any:
        """The record in which this one stands. Raises ``KeyError``."""
        return self._outer.at(self._holders[self.places()[id]])

    def each(self) -> Iterator[Q]:
        """All records, one at a time."""
        for outer in self._outer.each():
            yield from self._of(outer)

    def values(self) -> ValuesView[Q]:
        return _Each(self)
