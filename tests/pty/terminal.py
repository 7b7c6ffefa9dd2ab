"""The real program in a real pseudo-terminal, and a terminal emulator that reads what it writes.

    with Terminal(kaztui("-q", "putin"), columns=80, rows=24) as terminal:
        terminal.wait_for("3 Quotes")
        terminal.press("down", "/", "l", "u", "a")
        terminal.wait_for("lua")
        assert "lua" in terminal.text
        assert terminal.end("esc", "q") == 0

Nothing is read while no method is waiting, so that a program can be left with a terminal that takes nothing.
"""

from __future__ import annotations

import codecs
import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from .emulator import Emulator, Look

PATIENCE = 40.0
"""Seconds until a test gives up waiting; a busy machine takes some of them."""
RESTORED = {7, 25}
"""Private modes that a terminal has set when no program uses it: lines wrap, the cursor is shown."""

KEYS = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "enter": "\r", "esc": "\x1b",
    "tab": "\t", "shift+tab": "\x1b[Z", "space": " ", "backspace": "\x7f", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "delete": "\x1b[3~",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}  # fmt: skip

_FOREIGN = re.compile("TEXTUAL|SSH_|KAZTUI_|PYTHON|LC_|(?:COLUMNS|LINES|NO_COLOR|COLORTERM|TMUX|STY|ESCDELAY|LANG)$")


def kaztui(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "kaztui", *arguments]


class Terminal:
    """One program in one terminal. ``stdin``, ``stdout`` and ``stderr`` may be something else than the terminal."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 40,
        term: str = "xterm-256color",
        env: Mapping[str, str | None] = {},
        pixels: tuple[int, int] = (0, 0),
        stdin: int | IO[bytes] | None = None,
        stdout: int | IO[bytes] | None = None,
        stderr: int | IO[bytes] | None = None,
        answers: Mapping[bytes, bytes] = {},
        ignored: Sequence[signal.Signals] = (),
        controlling: bool = True,
    ) -> None:
        """``env`` changes the environment (``None`` removes), ``answers`` is what the terminal says to which request,
        ``ignored`` are signals that the program inherits as ignored; the terminal is not ``controlling`` a program of
        another session, which no signal then tells that the line is gone."""
        environment = {name: value for name, value in os.environ.items() if not _FOREIGN.match(name)}
        changes = {"TERM": term, "LANG": "C.UTF-8", **env}
        environment |= {name: value for name, value in changes.items() if value is not None}
        for name, value in changes.items():
            if value is None:
                environment.pop(name, None)
        self._master, terminal = os.openpty()
        self.resize(columns, rows, pixels)
        self.output = bytearray()
        """All that the program wrote."""
        self.arrivals: list[tuple[float, int]] = []
        """When some of it came, and how much there was then."""
        self._emulator = Emulator(min(columns, 500), min(rows, 200))
        self._fed = 0
        """How much of it the emulator has been fed: only what somebody looks at, since that is slow."""
        self._answers = dict(answers)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._quiet_since = time.monotonic()
        self._gone = False

        def own_terminal() -> None:
            if controlling:
                fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
            for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):  # whatever started the tests ignored
                signal.signal(number, signal.SIG_IGN if number in ignored else signal.SIG_DFL)

        self.started = time.monotonic()
        self.process = subprocess.Popen(
            list(command),
            stdin=terminal if stdin is None else stdin,
            stdout=terminal if stdout is None else stdout,
            stderr=terminal if stderr is None else stderr,
            env=environment,
            start_new_session=True,
            preexec_fn=own_terminal,
        )
        self._terminal = terminal
        """Kept open, so that what the program did to the terminal can be seen after its end."""
        os.set_blocking(self._master, False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()
        self.hang_up()

    # -- what a reader does ---------------------------------------------------------------------------

    def send(self, data: bytes | str) -> None:
        """Type ``data``, reading what the program writes meanwhile."""
        left = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
        until = time.monotonic() + PATIENCE
        while left:
            assert time.monotonic() < until, "the program does not read what is typed"
            with contextlib.suppress(BlockingIOError):
                left = left[os.write(self._master, left[:1024]) :]
            self._read()

    def send_unread(self, data: bytes) -> None:
        """Type ``data`` and read nothing."""
        with contextlib.suppress(BlockingIOError):
            os.write(self._master, data)

    def press(self, *keys: str) -> None:
        """Type keys by name (``down``, ``ctrl+l``); what is no name is typed as it stands."""
        for number, key in enumerate(keys):
            if number and keys[number - 1] == "esc":
                self._linger(0.7)  # else a terminal's next character makes it alt with that
            self.send(KEYS.get(key, key))

    def _linger(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._wait(left)

    def resize(self, columns: int, rows: int, pixels: tuple[int, int] = (0, 0)) -> None:
        if hasattr(self, "_emulator"):
            self.emulator.resize(min(columns, 500), min(rows, 200))
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, *pixels))

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def hang_up(self) -> None:
        """What a lost connection looks like to the program."""
        if not self._gone:
            self._gone = True
            os.close(self._terminal)
            os.close(self._master)

    # -- what a reader sees ---------------------------------------------------------------------------

    @property
    def emulator(self) -> Emulator:
        """What shows all that has been written until now."""
        self._read()
        self._emulator.feed(self._decode(bytes(self.output[self._fed :])))
        self._fed = len(self.output)
        return self._emulator

    def frames(self) -> Iterator[tuple[float, Emulator]]:
        """Each screen that there was since somebody looked, and when it came."""
        for when, size in self.arrivals:
            if size > self._fed:
                self._emulator.feed(self._decode(bytes(self.output[self._fed : size])))
                self._fed = size
                yield when, self._emulator

    @property
    def text(self) -> str:
        return "\n".join(self.emulator.lines)

    @property
    def lines(self) -> list[str]:
        return self.emulator.lines

    @property
    def modes(self) -> set[int]:
        return self.emulator.modes

    @property
    def cursor(self) -> tuple[int, int]:
        return self.emulator.cursor

    def looks(self) -> list[list[Look]]:
        return self.emulator.looks()

    @property
    def restored(self) -> bool:
        """Whether the terminal is as it was: no mode left on, no keyboard protocol, its own line editing."""
        if self._gone:
            return False
        flags = termios.tcgetattr(self._terminal)[3]
        own = termios.ECHO | termios.ICANON | termios.ISIG
        return self.modes == RESTORED and not self.emulator.kitty and flags & own == own

    # -- waiting --------------------------------------------------------------------------------------

    def wait_for(self, wanted: str | Callable[[], bool], patience: float = PATIENCE) -> None:
        """Until a text is on the screen, or something is true; fails with the screen when that takes too long."""
        if not self.wait_until(wanted if callable(wanted) else lambda: wanted in self.text, patience):
            ended = f" (it ended: {self.process.returncode})" if self.process.poll() is not None else ""
            raise AssertionError(f"{wanted!r} did not come{ended}:\n{self.text}")

    def wait_until(self, true: Callable[[], bool], patience: float = PATIENCE, pause: float = 0.02) -> bool:
        """Whether it became true in that time."""
        until = time.monotonic() + patience
        while not true():
            if time.monotonic() > until:
                return False
            self._wait(pause)
        return True

    def wait_quiet(self, seconds: float = 0.3, patience: float = PATIENCE) -> None:
        """Until the program has written nothing for so long."""
        until = time.monotonic() + patience
        self._quiet_since = time.monotonic()
        while time.monotonic() < self._quiet_since + seconds:
            assert time.monotonic() < until, "the program does not stop writing"
            self._wait(0.02)

    def wait_idle(self, seconds: float = 0.5, patience: float = PATIENCE) -> None:
        """Until the program has had nothing to do for so long: nothing to write, nothing to work out."""
        until = time.monotonic() + patience
        while True:
            before = self.cpu
            self.wait_quiet(seconds, patience)
            if self.cpu - before <= 0.1 * seconds:
                return
            assert time.monotonic() < until, "the program does not come to rest"

    def wait_same(self, other: Terminal, patience: float = 5) -> None:
        """Until both show the same, each at rest; one of them may be late on a busy machine. A test then compares."""
        for one in (self, other):
            one.wait_idle()
        for one in (other, self):
            one.wait_until(lambda: self.looks() == other.looks(), patience)

    def wait_end(self, patience: float = PATIENCE) -> int:
        """The exit status, negative for a signal that killed it."""
        until = time.monotonic() + patience
        while self.process.poll() is None:
            assert time.monotonic() < until, f"the program does not end:\n{self.text}"
            self._wait(0.02)
        self._read()
        return int(self.process.returncode)

    def wait_end_unread(self, patience: float = PATIENCE) -> int:
        """As :meth:`wait_end`, while the terminal takes nothing."""
        return int(self.process.wait(patience))

    def end(self, *keys: str) -> int:
        """Press keys, by default ``q``, and wait for the end."""
        self.press(*(keys or ("q",)))
        return self.wait_end()

    def sent_by(self, *keys: str, quiet: float = 0.3) -> bytes:
        """What the program writes because of these keys."""
        self._read()
        before = len(self.output)
        self.press(*keys)
        self.wait_quiet(quiet)
        return bytes(self.output[before:])

    def _wait(self, seconds: float) -> None:
        if self._gone:
            time.sleep(seconds)
        elif select.select([self._master], [], [], seconds)[0]:
            self._read()

    def read_some(self, most: int) -> None:
        """Take so many bytes and no more, as a slow line does."""
        with contextlib.suppress(BlockingIOError):
            self.output += os.read(self._master, most)

    def _read(self) -> None:
        while not self._gone:
            try:
                data = os.read(self._master, 65536)
            except OSError:  # nothing there, or nobody any more
                return
            if not data:
                return
            self._quiet_since = time.monotonic()
            self.output += data
            self.arrivals.append((self._quiet_since, len(self.output)))
            for request, answer in self._answers.items():
                if request in data:
                    os.write(self._master, answer)

    # -- what it costs --------------------------------------------------------------------------------

    @property
    def cpu(self) -> float:
        """Seconds of processor time that the program has used."""
        with open(f"/proc/{self.process.pid}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def is_asleep(self) -> bool:
        """Whether the program was stopped and not woken since."""
        with open(f"/proc/{self.process.pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] == "T"

    @property
    def highest(self) -> int:
        """Bytes of memory, pages of files included, that the program had at its highest instant (VmHWM)."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(1024 * int(line.split()[1]) for line in status if line.startswith("VmHWM:"))

    def forget_highest(self) -> None:
        """Have :attr:`highest` tell of what comes from now on."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    @property
    def memory(self) -> int:
        """Bytes of memory, what is shared with others divided among them (PSS)."""
        with open(f"/proc/{self.process.pid}/smaps_rollup") as rollup:
            return next(int(line.split()[1]) * 1024 for line in rollup if line.startswith("Pss:"))
