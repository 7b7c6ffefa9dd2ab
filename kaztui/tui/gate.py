"""What is seen to before Textual is imported: whether there is a terminal, and what of the environment reaches it.

Textual reads its environment while it is imported, and believes all of it: one variable ends it with a traceback,
others start it without a screen, load code, write files. And it draws on stderr, whatever that is.
"""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping

COLOR_SYSTEMS = ("auto", "standard", "256", "truecolor")
KEPT = {"TEXTUAL_COLOR_SYSTEM": COLOR_SYSTEMS, "TEXTUAL_DISABLE_KITTY_KEY": ("0", "1")}
"""Textual's variables that a reader may need, and what they may say."""
LONGEST_ESCAPE = 1_000
"""Milliseconds that Textual may wait after an escape (ESCDELAY) for what makes it another key."""
FRAMES = "120"
"""A second, at most: twice as many as Textual's, since what a key changes waits for the frame before it to be over."""
MOST_COLUMNS, MOST_ROWS = 500, 200
"""The largest window that is drawn in. Any ssh client can say that its own has 65,535 columns and rows."""
USUAL = (80, 24)
"""The window where the terminal does not say how large it is."""


class NoTerminal(Exception):
    """Where the explorer cannot be: its text says why, in one line."""


def check() -> None:
    """Raise :class:`NoTerminal` unless stdin, stdout and stderr are a terminal that can be drawn on."""
    if os.environ.get("TERM") == "dumb" or not all(map(_is_terminal, (sys.stdin, sys.stdout, sys.stderr))):
        raise NoTerminal("the explorer needs a terminal")
    for name, allowed in KEPT.items():
        value = os.environ.get(name)
        if value is not None and value not in allowed:
            raise NoTerminal(f"{name} is {value!r}, not one of {', '.join(allowed)}")


def _is_terminal(stream: object) -> bool:
    try:
        return stream is not None and stream.isatty()  # type: ignore[attr-defined]
    except ValueError:  # closed
        return False


def clean(environment: MutableMapping[str, str]) -> None:
    """Take out of ``environment`` what Textual and Rich must not read.

    All of Textual's own variables but :data:`KEPT`; COLUMNS and LINES, which say what the window was like when a
    shell set them; and an ESCDELAY after which no escape would be noticed.
    """
    for name in list(environment):
        if name == "TEXTUAL" or name.startswith("TEXTUAL_") and name not in KEPT:
            del environment[name]
    for name in ("COLUMNS", "LINES"):
        environment.pop(name, None)
    delay = environment.get("ESCDELAY", "1")
    if not (delay.isascii() and delay.isdigit() and len(delay) < 10 and 0 < int(delay) <= LONGEST_ESCAPE):
        del environment["ESCDELAY"]


def get_ready(environment: MutableMapping[str, str]) -> None:
    """See to what Textual is to find while it is imported: how many frames to draw, and an asyncio without TLS.

    That is imported as in a Python that has none: nothing here opens a connection, and to load it takes as long as to
    open the records.
    """
    environment["TEXTUAL_FPS"] = FRAMES
    if "ssl" not in sys.modules:
        sys.modules["ssl"] = None  # type: ignore[assignment]  # so that importing it raises ImportError
        import asyncio  # noqa: F401

        del sys.modules["ssl"]


def window() -> tuple[int, int]:
    """Columns and rows of the terminal that is drawn on, as many as are drawn in."""
    try:
        columns, rows = os.get_terminal_size(sys.__stderr__.fileno() if sys.__stderr__ else 2)
    except (OSError, ValueError):
        columns = rows = 0
    if not (columns and rows):
        columns, rows = USUAL
    return min(columns, MOST_COLUMNS), min(rows, MOST_ROWS)
