"""Memory that is needed no more, given back to the machine."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from mmap import mmap
    from weakref import ref

Bytes = bytes | bytearray | memoryview
Stretch = Bytes | list[Bytes]
"""Bytes, or pieces of them."""
Keep = Callable[[Mapping[str, Stretch]], Mapping[str, memoryview] | None]
"""Keeps stretches by name; gives them back as they are kept, where they take less memory so."""

MANY = 10_000
"""Documents: where there are more, indexing leaves so much memory behind that it is worth giving back."""
_maps: tuple[ref[mmap], ...] = ()
"""Never changed, but replaced: one thread may look through it while another adds to it."""


class Pieces(Protocol):
    """Bytes of which pieces are asked for."""

    def __getitem__(self, piece: slice, /) -> Bytes: ...

    def __len__(self) -> int: ...


class Descriptor:
    """A file's number, which is closed with the last who knows this."""

    def __init__(self, number: int) -> None:
        from weakref import finalize

        self.number = number
        finalize(self, os.close, number).atexit = False  # other threads may be reading to the end


class Stored:
    """A stretch of a file whose pieces are read as they are asked for.

    Of a mapped one that is looked at here and there, all comes to count as memory: pages come by the dozen.
    """

    __slots__ = ("_at", "_file", "_size")

    def __init__(self, file: Descriptor, at: int, size: int) -> None:
        self._file, self._at, self._size = file, at, size

    def __getitem__(self, piece: slice, /) -> bytes:
        start, stop, _ = piece.indices(self._size)
        return os.pread(self._file.number, stop - start, self._at + start)

    def __len__(self) -> int:
        return self._size


def mapped(number: int, size: int) -> memoryview:
    """The first ``size`` bytes of an open file, as they lie on the disk: what nobody looks at takes no memory."""
    import mmap
    from weakref import ref

    global _maps
    found = mmap.mmap(number, size, prot=mmap.PROT_READ)
    _maps = (*(each for each in _maps if each() is not None), ref(found))
    return memoryview(found)


def bytes_of(numbers: Sequence[int]) -> memoryview:
    """The bytes of an array, or of a view of one."""
    return memoryview(numbers).cast("B")  # type: ignore[arg-type]


def let_go() -> None:
    """Take no memory for what has been looked at in mapped files; looking again finds it where it was."""
    if not _maps:
        return
    import mmap

    if hasattr(mmap, "MADV_DONTNEED"):  # not everywhere
        for each in _maps:
            if (file := each()) is not None:
                file.madvise(mmap.MADV_DONTNEED)


def give_back() -> None:
    """Return what very many records took that are gone; for once, after the work: it takes a tenth of a second.

    Freed records that msgspec keeps by for the next ones go with a full collection only, and lie scattered over all
    that was taken, so that nothing of it could be returned; glibc returns what lies between things that stay only when
    it is asked to. What had been put out of the collector's sight may have gone since.
    """
    is_frozen = gc.get_freeze_count() > 0
    gc.unfreeze()
    gc.collect()
    if is_frozen:
        gc.freeze()
    trim()


def trim() -> None:
    """Have glibc return what it holds of freed memory, wherever it lies: some milliseconds."""
    try:
        import ctypes

        malloc_trim = ctypes.CDLL(None).malloc_trim
    except (ImportError, OSError, AttributeError):  # another C library
        return
    malloc_trim(0)
