"""A session for strangers: what the whole process gives up before it starts, and how long it may last.

What :func:`confine` and :func:`seal` take away cannot be given back: the environment but for a few names, writing
files, starting programs, the network, tracebacks, being put to sleep. Whatever a key, a library or a mistake in this
program then asks for, it is not there.
"""

from __future__ import annotations

import math
import os
import re
import signal
import sys
from collections.abc import MutableMapping
from contextlib import suppress
from typing import Any, NamedTuple

CRASHED = "this session has ended: a mistake in the program, which is not yours"
"""What a reader is told of a crash; a traceback shows how the server is set up, and what was in memory."""

GRACE = 30.0
"""Seconds after the end, at most, by which a session that could not end itself is ended by the kernel."""

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9+._@-]{0,63}")
_TERMINAL = ("TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE")
_PROCESS = ("PATH", "SSH_CONNECTION", "TMUX")

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_DEVICES = {os.devnull, "/dev/tty"}
"""What may be opened to be written; :func:`confine` adds the terminal."""
# Audit events: https://docs.python.org/3/library/audit_events.html
_ABSENT_MODULES = ("pty", "subprocess", "tempfile", "webbrowser")
_ABSENT_CALLS = frozenset(
    f"{module}.{call}"
    for module, calls in {
        "os": "chflags chmod chown exec fork forkpty killpg link mkdir posix_spawn remove removexattr rename rmdir "
        "setxattr spawn symlink system truncate utime",
        "socket": "bind connect getaddrinfo gethostbyaddr gethostbyname sendmsg sendto",
    }.items()
    for call in calls.split()
)


class Limits(NamedTuple):
    """How many minutes a session may last: with no key pressed, and in all."""

    idle: float = 15
    longest: float = 120


class Step(NamedTuple):
    """What the clock says: a line to show now, or why the session is over; in how many seconds it has more to say."""

    warning: str
    over: str
    wait: float


class Clock:
    """Says when a session has to be warned and ended; all times are seconds of one steady clock."""

    def __init__(self, limits: Limits, now: float) -> None:
        self.limits = limits
        self._end = now + limits.longest * 60
        self._touched = now

    def touch(self, now: float) -> None:
        """The reader has pressed a key."""
        self._touched = now

    def step(self, now: float) -> Step:
        """Ask again after ``wait`` seconds, and when a key is pressed while a warning stands."""
        idle_end = self._touched + self.limits.idle * 60
        if now >= self._end:
            return Step("", f"a session lasts {_minutes(self.limits.longest)} at most; come back any time", 0)
        if now >= idle_end:
            return Step("", f"no key was pressed for {_minutes(self.limits.idle)}; come back any time", 0)
        last = self._end - _notice(self.limits.longest)
        if now >= last:
            left = _minutes(math.ceil((self._end - now) / 60))
            return Step(f"this session ends within {left}", "", min(idle_end, self._end) - now)
        quiet = idle_end - _notice(self.limits.idle)
        if now >= quiet:
            return Step("this session ends within a minute, unless a key is pressed", "", min(idle_end, last) - now)
        return Step("", "", min(quiet, last) - now)

    def left(self, now: float) -> float:
        """In how many seconds it is over if no further key is pressed; less than none where it should be by now."""
        return min(self._end, self._touched + self.limits.idle * 60) - now


def end_after(seconds: float) -> None:
    """Have the kernel end the process then, whatever it is doing; the last call holds."""
    signal.setitimer(signal.ITIMER_REAL, max(0.01, seconds))


def _notice(minutes: float) -> float:
    """How many seconds before the end of so many minutes it is announced."""
    return min(60.0, minutes * 30)


def _minutes(number: float) -> str:
    return "a minute" if number == 1 else f"{number:g} minutes"


def minutes(text: str) -> float:
    """The number of minutes that an option was given. Raises ValueError, whose text says what it takes."""
    number = float(text) if re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,3})?", text) else 0.0
    if not 0 < number <= 1440:
        raise ValueError(f"a number of minutes, more than 0 and at most 1440, not {text!r}")
    return number


def confine() -> None:
    """Give up, for good and for the whole process, what a session for strangers has no use for."""
    keep_only_plain(os.environ)
    with suppress(OSError):  # no terminal
        _DEVICES.add(os.ttyname(2))
    # Else a key in a terminal puts the process to sleep, and no clock ends what sleeps.
    signal.signal(signal.SIGTSTP, signal.SIG_IGN)
    sys.excepthook = _say_so
    sys.addaudithook(_refuse)


def seal() -> None:
    """Give up also what a session on a screen has no use for; before the libraries that draw are imported.

    The kernel lets this process write to no file from now on, wherever the wish comes from, and keeps no image of its
    memory. Libraries that would tell of a mistake on the terminal, with what was in their variables, tell nobody.
    """
    import logging
    import resource
    import threading

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable()
    threading.excepthook = _tell_nobody
    sys.unraisablehook = _tell_nobody


def keep_only_plain(environ: MutableMapping[str, str]) -> None:
    """Leave in the environment what says which terminal this is, where that is a plain word, and little else.

    There is no home, since nothing in it is for strangers; the cache that was in it is still read.
    """
    kept = {name: environ[name] for name in _PROCESS if name in environ}
    kept |= {name: environ[name] for name in _TERMINAL if _PLAIN.fullmatch(environ.get(name, ""))}
    kept.setdefault("TERM", "xterm")
    cache = environ.get("XDG_CACHE_HOME", "")
    kept["XDG_CACHE_HOME"] = cache if os.path.isabs(cache) else os.path.join(os.path.expanduser("~"), ".cache")
    kept["HOME"] = "/nonexistent"
    for name in list(environ):
        del environ[name]
    environ.update(kept)


def _refuse(event: str, details: tuple[Any, ...]) -> None:
    if event == "open":
        path, _, flags = details
        if flags & _WRITING and not isinstance(path, int) and path not in _DEVICES:
            raise PermissionError("a restricted session writes no file")
    elif event in _ABSENT_CALLS or event.partition(".")[0] in _ABSENT_MODULES:
        raise PermissionError(f"a restricted session has no {event}")
    elif event == "os.kill" and details[0] != os.getpid():
        raise PermissionError("a restricted session has no other process")


def _say_so(*_: object) -> None:
    print(f"kaztui: {CRASHED}", file=sys.stderr)


def _tell_nobody(*_: object) -> None:
    pass
