"""Named stretches of bytes in one file, which is known to be whole before any of it is used.

The file: a magic line, the CRC-32 of the rest, the length of a JSON list ``[[name, length], ...]``, that list, and the
stretches, each beginning at a multiple of eight bytes. A large file is mapped, not read: what nobody looks at takes
no memory. Of a stretch that is looked at here and there, pieces are read.
"""

from __future__ import annotations

import os
import stat
import zlib
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import msgspec

from ..memory import Bytes, Descriptor, Pieces, Stored, Stretch, mapped

_MAPPED = 1 << 22
_CHUNK = 1 << 20
_CHECKED = 8
"""Bytes of the CRC-32. It tells damage in half the time of OpenSSL's SHA-256; who may write here may write anything."""
_LENGTH = 8


class Sections(dict[str, memoryview]):
    """Stretches by name; ``file``: the large one in which they lie, and ``starts``: where."""

    def __init__(
        self,
        stretches: Iterable[tuple[str, memoryview]] = (),
        file: Descriptor | None = None,
        starts: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        super().__init__(stretches)
        self._file, self._starts = file, starts

    @property
    def are_mapped(self) -> bool:
        """Whether they lie in a large file, and not in memory."""
        return self._file is not None

    def pieces(self, name: str) -> Pieces:
        """A stretch of which pieces are asked for, here and there. Raises ``KeyError``."""
        stretch = self[name]
        return stretch if self._file is None else Stored(self._file, self._starts[name], len(stretch))


def packed(magic: bytes, sections: Mapping[str, Stretch]) -> list[Bytes]:
    """The bytes of a file, in pieces."""
    stretches = {name: data if isinstance(data, list) else [data] for name, data in sections.items()}
    sizes = {name: sum(map(_size, data)) for name, data in stretches.items()}
    listed = msgspec.json.encode(list(sizes.items()))
    start = len(magic) + _CHECKED + _LENGTH
    listed += b" " * (-(start + len(listed)) % 8)
    pieces: list[Bytes] = [len(listed).to_bytes(_LENGTH, "little"), listed]
    for name, data in stretches.items():
        pieces += [*data, bytes(-sizes[name] % 8)]
    check = 0
    for piece in pieces:
        check = zlib.crc32(piece, check)
    return [magic, check.to_bytes(_CHECKED, "little"), *pieces]


def _size(data: Bytes) -> int:
    return memoryview(data).nbytes


def read(path: str | os.PathLike[str], magic: bytes) -> Sections | None:
    """What a file holds; None if it is not there, not whole, or something else."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    file = Descriptor(number)
    try:
        status = os.fstat(number)
        if not stat.S_ISREG(status.st_mode):
            return None
        content = _content(number, status.st_size)
    except OSError:
        return None
    is_large = status.st_size >= _MAPPED
    return None if content is None else unpacked(content, magic, file if is_large else None)


def _content(number: int, size: int) -> memoryview | None:
    """A small file's bytes; a large one's as they lie on the disk, once they have been found to be whole."""
    if size < _MAPPED:
        return memoryview(os.pread(number, size, 0))
    head = os.pread(number, 256, 0)
    start = head.find(b"\n") + 1
    check, at = 0, start + _CHECKED
    # Read, not mapped, for this: pages that are looked at once need not count as this process's.
    while chunk := os.pread(number, _CHUNK, at):
        check = zlib.crc32(chunk, check)
        at += len(chunk)
    if check != int.from_bytes(head[start : start + _CHECKED], "little"):
        return None
    return mapped(number, size)


def unpacked(
    content: memoryview, magic: bytes, file: Descriptor | None = None, *, is_whole: bool = False
) -> Sections | None:
    """What :func:`packed` made; ``is_whole``: its CRC has been compared, as that of a large ``file`` is."""
    start = len(magic)
    body = content[start + _CHECKED :]
    if content[:start] != magic:
        return None
    is_whole = is_whole or file is not None
    if not is_whole and zlib.crc32(body) != int.from_bytes(content[start : start + _CHECKED], "little"):
        return None
    try:
        places = list(_places(body))
    except msgspec.DecodeError:  # its CRC holds, and it is something else all the same
        return None
    stretches = ((name, body[at : at + size]) for name, at, size in places)
    return Sections(stretches, file, {name: start + _CHECKED + at for name, at, _ in places} if file else {})


def _places(body: memoryview) -> Iterator[tuple[str, int, int]]:
    """Name, start and size of each stretch."""
    at = _LENGTH + int.from_bytes(body[:_LENGTH], "little")
    for name, size in msgspec.json.decode(body[_LENGTH:at], type=list[tuple[str, int]]):
        yield name, at, size
        at += size + -size % 8
