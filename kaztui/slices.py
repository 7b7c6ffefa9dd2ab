"""Work in slices: generators that give way every few milliseconds, so that one thread can look after a reader too.

Such a generator yields None after each slice. What it works out it returns, as a :data:`Work` does, or yields last.
"""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterator
from typing import TypeVar

T = TypeVar("T")
Work = Generator[None, None, T]
"""Yields None after each slice, and returns what it has worked out."""


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
