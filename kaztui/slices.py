"""Work in slices: generators that give way every few milliseconds, so that one thread can look after a reader too.

Such a generator yields None after each slice. What it works out it returns, as a :data:`Work` does, or yields last.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Generator, Iterator, Sequence
from importlib import import_module
from typing import TypeVar

T = TypeVar("T")
Work = Generator[None, None, T]
"""Yields None after each slice, and returns what it has worked out."""
_IDS = 1 << 13


def done(work: Work[T]) -> T:
    """What work returns, all of it done now."""
    while True:
        try:
            next(work)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]


def found_by(steps: Iterator[T | None]) -> Work[T]:
    """As work that returns it: what ``steps`` yields after its Nones."""
    for found in steps:
        if found is not None:
            return found
        yield None
    raise AssertionError("the steps end with what they find")


def loading(*modules: str) -> Iterator[None]:
    """Imports modules, one a slice."""
    for name in modules:
        if name not in sys.modules:
            import_module(name)
            yield None


def numbered(ids: Sequence[str]) -> Work[dict[str, int]]:
    """Id → its place."""
    found: dict[str, int] = {}
    for start in range(0, len(ids), _IDS):
        found.update(zip(ids[start : start + _IDS], range(start, start + _IDS), strict=False))
        yield None
    return found


def uncollected(steps: Iterator[T]) -> Iterator[T]:
    """The same steps, each without the cycle collector.

    It would walk a hundred thousand new objects again and again, in which there are no cycles to find.
    """
    while True:
        enabled = gc.isenabled()
        gc.disable()
        try:
            found = next(steps)
        except StopIteration:
            return
        finally:
            if enabled:
                gc.enable()
        yield found
