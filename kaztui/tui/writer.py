"""Bytes on their way to a terminal, which takes them when it can and may stop taking them for good."""

from __future__ import annotations

import os
import select
import termios
import threading
import time
from collections.abc import Callable

_CHUNK = 256
"""Bytes that a terminal takes at once wherever it says that it takes any."""


class Writer:
    """Writes to a terminal in a thread of its own, so that nobody else waits for it.

    What is not written yet can be given up at any moment, from any thread and from a signal's handler.
    """

    def __init__(self, descriptor: int, drained: Callable[[], None]) -> None:
        """``drained`` is called, in the writer's thread, whenever the terminal has taken everything."""
        self._terminal = descriptor
        self._drained = drained
        # A handler may interrupt whoever holds the lock and need it itself: a condition's lock can be taken again.
        self._changed = threading.Condition()
        self._pending = bytearray()
        self._open = True
        self._dropped = False
        """Whether something was never written."""
        self._own = self._open_again()
        self._wake_reader, self._wake_writer = os.pipe()
        self._thread = threading.Thread(target=self._run, name="kaztui-output", daemon=True)
        self._thread.start()

    def _open_again(self) -> int | None:
        """The terminal opened once more, not to block here: the one that was inherited is the shell's, too."""
        try:
            return os.open(os.ttyname(self._terminal), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
        except OSError:
            return None

    @property
    def pending(self) -> int:
        """Bytes that the terminal has not taken yet."""
        return len(self._pending)

    def write(self, data: bytes, *, most: int | None = None) -> None:
        """Write ``data`` in its turn; with ``most``, once there are not more bytes than that before it."""
        with self._changed:
            while most is not None and self._open and len(self._pending) > most:
                self._changed.wait()
            if not self._open:
                return
            if not self._pending and self._own is not None:  # at once, where nobody has to wait for the thread
                data = data[self._write(self._own, data) :]
            if data:
                self._pending += data
                self._changed.notify_all()

    def finish(self, patience: float) -> bool:
        """Write what is left and stop; whether the terminal took it all within so many seconds."""
        until = time.monotonic() + patience
        with self._changed:
            while self._open and self._pending and (left := until - time.monotonic()) > 0:
                self._changed.wait(left)
            complete = self._open and not self._pending
        self._stop()
        return complete

    def give_up(self, last: bytes, patience: float) -> None:
        """Drop what is left, and write ``last`` if the terminal takes it within so many seconds."""
        self._stop()
        if self._dropped:
            # What the kernel still holds for a terminal that does not read, whose end may be half a sequence.
            try:
                termios.tcflush(self._terminal, termios.TCOFLUSH)
            except termios.error:
                return
            last = b"\x18\x1b\\" + last
        until = time.monotonic() + patience
        while last and (left := until - time.monotonic()) > 0:
            descriptor = self._terminal if self._own is None else self._own
            if select.select([], [descriptor], [], left)[1]:
                last = last[self._write(descriptor, last) :]

    def _stop(self) -> None:
        with self._changed:
            self._open = False
            self._dropped = self._dropped or bool(self._pending)
            self._pending.clear()
            self._changed.notify_all()
        try:
            os.write(self._wake_writer, b"x")
        except OSError:
            return
        if threading.current_thread() is not self._thread:
            self._thread.join(1.0)

    def close(self) -> None:
        """Let go of what :meth:`finish` or :meth:`give_up` left open."""
        for descriptor in (self._own, self._wake_reader, self._wake_writer):
            if descriptor is not None:
                os.close(descriptor)

    def _run(self) -> None:
        while True:
            with self._changed:
                while self._open and not self._pending:
                    self._changed.wait()
                if not self._open:
                    return
            descriptor = self._terminal if self._own is None else self._own
            woken, ready, _ = select.select([self._wake_reader], [descriptor], [])
            if woken:
                return
            with self._changed:
                if not self._open:
                    return
                written = self._write(descriptor, bytes(self._pending[: None if self._own is not None else _CHUNK]))
                del self._pending[:written]
                empty = not self._pending
                self._changed.notify_all()
            if empty:
                self._drained()

    def _write(self, descriptor: int, data: bytes) -> int:
        """How many bytes the terminal took; all, when it is gone: nobody will see them."""
        try:
            return os.write(descriptor, data)
        except (BlockingIOError, InterruptedError):
            return 0
        except OSError:
            return len(data)
