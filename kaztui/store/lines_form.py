"""A collection in JSON Lines: straight to typed records, and slowly only for lines in which something is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from typing import Any

import msgspec
from msgspec import Struct

from ..records import COLLECTIONS, ID_PATTERN, INSIDE, Record
from .collected import Collected, Placed, Tick
from .files import Closed, File, reason
from .json_nodes import parse
from .log import RecordLog
from .nodes import Mapping, Node, Scalar, Unreadable, find
from .packing import Packing
from .problems import Problems
from .shapes import fields

LARGEST_LINE = 1 << 20
_MOST_REPEATED = 10_000  # ids that are there twice, after which the reading stops
_BATCH = 128
_is_id = re.compile(ID_PATTERN).match
_BOM = b"\xef\xbb\xbf"
_WRONG = (msgspec.DecodeError, ValueError, RecursionError)


class _OnlyId(Struct):
    id: str


def read(file: File, problems: Problems, tick: Tick, takers: Sequence[Callable[[list[Any]], None]] = ()) -> Collected:
    """The records of a collection's file; ``takers`` are given those that are in order by themselves, in batches."""
    reader = _Reader(file, problems, takers)
    collected = reader.collected
    read_so_far = 0
    for number, line in _lines(file):
        read_so_far += len(line)
        if not number % 1_024:
            tick(read_so_far)
        if _is_cut(line):
            what = f"a line of more than {LARGEST_LINE >> 20} MB; the rest of the file is not read"
            problems.add(file.name, number, 1, "", what)
            collected.whole = False
            break
        if not reader.take(number, line):
            collected.whole = False
            break
    reader.hand_on()
    reader.say_repeated()
    return collected


class _Reader:
    def __init__(self, file: File, problems: Problems, takers: Sequence[Callable[[list[Any]], None]]) -> None:
        import json  # 5 ms, which a dossier in YAML need not pay

        self._packing = Packing(file.collection)
        self.collected = Collected(packing=self._packing)
        self._file, self._problems, self._takers = file, problems, takers
        record = COLLECTIONS[file.collection]
        self._shape = fields(record)
        self._decode = msgspec.json.Decoder(record).decode
        self._untyped = json.JSONDecoder(object_pairs_hook=_unrepeated).decode
        self._inside = INSIDE.get(file.collection)
        self._repeated: list[tuple[int, int, str]] = []
        self._batch: list[Record] = []

    def take(self, number: int, line: bytes) -> bool:
        """Read one line; False where no further one should be."""
        if line.isspace():
            return True
        try:
            record = self._decode(line)
            encoded = self._packing.encode(record)
            # msgspec takes the last of two equal keys. Without backslashes, as many quotation marks as the
            # record needs when it is written again are too few for a key that is there twice.
            if b"\\" in line or line.count(b'"') != encoded.count(b'"'):
                self._untyped(line.decode())
            inside = (record, *self._inside.of(record)) if self._inside is not None else (record,)
            if not all([_is_id(each.id) for each in inside]):
                raise ValueError("an id that is none")
        except _WRONG as error:
            return self._take_slowly(number, line, error)
        if self.collected.has(record.id):
            self.collected.lost |= self._shape.kinds
            return self._repeat(number, parse(line.decode()), record.id)
        self._packing.add(record, encoded)
        self._batch.append(record)
        if len(self._batch) >= _BATCH:
            self.hand_on()
        return True

    def hand_on(self) -> None:
        """Give the takers what they have not got yet: in batches, since doing one thing many times is quicker."""
        for take in self._takers if not self._problems.count else ():  # else all is gone through once more
            take(self._batch)
        self._batch.clear()

    def _take_slowly(self, number: int, line: bytes, error: Exception) -> bool:
        if number == 1 and line.startswith((b"\xff\xfe", b"\xfe\xff")):
            self._problems.add(self._file.name, 1, 1, "", "UTF-16, not UTF-8: save it as UTF-8")
            return False
        log = RecordLog(self._problems, self._file.name, partial(_in_line, number))
        try:
            node = parse(_decoded(line).rstrip("\r\n"))
        except Unreadable as unreadable:
            log.problem(unreadable.at, (), unreadable.what)
            self.collected.lost |= self._shape.kinds
            return True
        log.id = _id_of(node)
        record = self._shape.read(node, (), log)
        if not log.count:  # what msgspec alone finds wrong is still wrong, and no such record is in order
            log.problem(node.at, (), str(error))
        repeated = self.collected.has(log.id)
        self.collected.add(log.id, record, log)
        return not repeated or self._repeat(number, node, log.id)

    def _repeat(self, number: int, node: Node, id: str) -> bool:
        self._repeated.append((number, find(node, ("id",)) + 1, id))
        return len(self._repeated) < _MOST_REPEATED

    def say_repeated(self) -> None:
        """Say which ids are there twice: only now, since only this needs to know on which line each was."""
        if not self._repeated:
            return
        left = {id for _, _, id in self._repeated}
        first: dict[str, int] = {}
        for number, id, _ in _ids(self._file):
            if id in left:
                first.setdefault(id, number)
        for number, column, id in self._repeated:
            what = f"duplicate id {id!r} (first on line {first.get(id, 1)})"
            self._problems.add(self._file.name, number, column, id, what)


def placed(file: File, wanted: Collection[str]) -> Iterator[tuple[str, Placed]]:
    """The records with these ids, as they stand in the file."""
    left = set(wanted)
    for number, id, line in _ids(file):
        if id in left:
            try:
                node = parse(_decoded(line))
            except Unreadable:  # said already; the record that is meant has the same id and comes later
                continue
            left.discard(id)
            yield id, Placed(node, node.at, partial(_in_line, number))
        if not left:
            return


def _ids(file: File) -> Iterator[tuple[int, str, bytes]]:
    """Line number, id and line of each line that has an id and can be read."""
    decode = msgspec.json.Decoder(_OnlyId).decode
    for number, line in _lines(file):
        if _is_cut(line):
            return
        try:
            yield number, decode(line).id, line
        except _WRONG:
            continue


def _lines(file: File) -> Iterator[tuple[int, bytes]]:
    """Lines with their numbers; one longer than :data:`LARGEST_LINE` comes cut. Raises :class:`Closed`."""
    try:
        with file.open() as stream:
            first = stream.readline(LARGEST_LINE + 1).removeprefix(_BOM)
            if first:
                yield 1, first
            number = 1
            while line := stream.readline(LARGEST_LINE + 1):
                number += 1
                yield number, line
    except OSError as error:
        raise Closed(reason(error)) from None


def _is_cut(line: bytes) -> bool:
    return len(line) > LARGEST_LINE and not line.endswith(b"\n")


def _in_line(number: int, at: int) -> tuple[int, int]:
    return number, at + 1


def _decoded(line: bytes) -> str:
    """Raises :class:`Unreadable`."""
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        byte = f"byte 0x{line[error.start]:02x} at offset {error.start:,} of the line"
        raise Unreadable(len(line[: error.start].decode()), f"not UTF-8: {byte}") from None


def _id_of(node: Node) -> str:
    """The id that stands in the node, in order or not; empty without one."""
    entries = node.entries if isinstance(node, Mapping) else []
    return next((value.value for key, value in entries if key.value == "id" and isinstance(value, Scalar)), "")


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key that is there twice")
    return found
