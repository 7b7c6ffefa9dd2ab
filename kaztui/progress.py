"""One line on stderr that says what takes so long, and is gone afterwards."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic

PATIENCE = 0.5
"""Seconds after which something is said."""
_BETWEEN = 0.1

Tell = Callable[[str, float], None]
"""Called now and then with what is being done and how much of it is done, 0–1."""


@contextmanager
def line() -> Iterator[Tell]:
    """Gives what is to be told of progress; it is shown on a terminal only, and erased in the end."""
    stream = sys.stderr
    is_seen = stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"
    due = monotonic() + PATIENCE
    width = 0

    def write(text: str) -> None:
        with suppress(OSError):  # a terminal that is gone is no fault of what is done
            stream.write(text)
            stream.flush()

    def tell(what: str, share: float) -> None:
        nonlocal due, width
        if not is_seen or (now := monotonic()) < due:
            return
        due = now + _BETWEEN
        said = f"{what} … {share:.0%}".replace("%", " %")
        write(f"\r{said:<{width}}")
        width = len(said)

    try:
        yield tell
    finally:
        if width:
            write(f"\r{' ' * width}\r")
