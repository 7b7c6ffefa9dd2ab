"""Where the commands' words go: findings to stdout, errors to stderr, and quietly away when nobody reads on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TextIO

from .text import sanitise

if TYPE_CHECKING:
    from .render.line import Line


class Refused(Exception):
    """Something that cannot be done as it was asked; its text is one line."""


def speak_utf8() -> None:
    """Write UTF-8 whatever the locale says: every dossier has letters that ASCII has not."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started this (``>&-``)
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115
        reconfigure = getattr(getattr(sys, name), "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def write_lines(lines: Iterable[Line]) -> None:
    from . import render

    with to_reader():
        render.write(lines, sys.stdout)


def write_json(value: Any) -> None:
    from .export import dumps

    write_text(dumps(value))


def write_text(text: str) -> None:
    """``text`` as it is: it has been made safe."""
    with to_reader():
        sys.stdout.write(text)


def flush() -> None:
    """Write what is still buffered, while something can still be said about it."""
    with to_reader():
        sys.stdout.flush()


@contextmanager
def to_reader() -> Iterator[None]:
    """Writing to stdout. A reader who has seen enough (``| head``) is no fault; a full disk is :class:`Refused`."""
    try:
        yield
    except BrokenPipeError:
        let_go()
    except OSError as error:
        let_go()
        raise Refused(f"cannot write: {error.strerror}") from None


def let_go(stream: TextIO | None = None) -> None:
    """Let what stdout, or another, still buffers go nowhere: then the interpreter's own last flush is quiet, too."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, (stream or sys.stdout).fileno())
    os.close(nowhere)


def say(message: object) -> None:
    """One line on stderr, after the program's name."""
    say_lines(f"kaztui: {sanitise(str(message))}")


def say_lines(lines: object) -> None:
    """Located lines, as they are, on stderr. Where that cannot be written, the exit status alone says it."""
    try:
        print(lines, file=sys.stderr, flush=True)
    except OSError:
        with suppress(OSError):
            let_go(sys.stderr)
