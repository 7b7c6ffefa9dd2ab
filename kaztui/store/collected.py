"""What the reading of one collection brings home."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ..records import Record
from ..rules import Path
from .log import RecordLog
from .nodes import Locate, Node
from .packing import Packing

Tick = Callable[[int], None]
"""Called now and then with the bytes of the file that have been read."""


class Collected:
    """``broken``: id → kind of what is there and not in order; ``lost``: kinds of which there may be more, without
    an id that could be read; ``whole``: whether the file was read to its end. ``packing``: where the records are that
    are in order, if there may be many. ``mended``: what is left of records that are not in order, for checking; of
    those in ``partial`` a value is missing. ``told``: id → where they have problems."""

    def __init__(self, whole: bool = True, packing: Packing | None = None) -> None:
        self._typed: dict[str, Record] = {}
        self._packing = packing
        self.broken: dict[str, str] = {}
        self.lost: set[str] = set()
        self.whole = whole
        self.mended: dict[str, Record] = {}
        self.partial: set[str] = set()
        self.told: dict[str, set[Path]] = {}

    def records(self) -> Mapping[str, Record]:
        """What is in order."""
        return self._typed if self._packing is None else self._packing.packed()

    def add(self, id: str, record: Record | None, log: RecordLog) -> None:
        """Keep a record; where something is wrong with it, keep what it has ids for."""
        if record is not None and not log.count:
            assert self._packing is None, "what is packed is taken by its packing"
            self._typed[id] = record
            return
        self.lost |= log.lost_kinds
        if record is None or self._is_in_order(id) or id in self.mended:
            for inner, kind in log.ids:
                self.broken.setdefault(inner, kind)
            return
        self.mended[id] = record
        self.told[id] = log.paths
        if log.count > log.surplus:
            self.partial.add(id)

    def has(self, id: str) -> bool:
        """Whether a record with this id was there, in order or not."""
        return self._is_in_order(id) or id in self.broken or id in self.mended

    def _is_in_order(self, id: str) -> bool:
        return id in (self._typed if self._packing is None else self._packing)


class Placed(NamedTuple):
    """A record's node, with where the record as a whole and where each index of its text stands."""

    node: Node
    start: int
    locate: Locate
