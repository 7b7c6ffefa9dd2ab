"""The terminal that the explorer runs in: how it is taken, what comes from it, and how it is given back.

Made on Textual's public ``Driver``. Its own driver for Linux (8.2) leaves the terminal in its alternate screen when a
signal ends it, spins when the line is gone, lays out any window however large, waits for ever for a terminal that
takes nothing, and dies of bytes that :mod:`.keyboard` reads.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
import termios
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from types import FrameType
from typing import Any

from textual import events
from textual.app import App, ScreenStackError
from textual.driver import Driver
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from . import gate, glyphs
from .internals import can_read_updates
from .keyboard import Keyboard
from .writer import Writer

HUNG_UP = 128 + signal.SIGHUP
"""The exit status when the line is gone, whether or not a signal said so."""
ENDING = (
    *(signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGUSR1, signal.SIGUSR2),
    *(signal.SIGXCPU, signal.SIGALRM),
)
MOST_PENDING = 1 << 20
"""Bytes on their way to a terminal at which whoever writes more has to wait."""
LAST_WORDS = 0.5
"""Seconds that a terminal has to take what restores it, when the program has to go."""
GOODBYE = 2.0
"""The same when the reader quits."""
SWITCH = 0.001
"""Seconds that whoever computes may go on while a key is to be read, or what was drawn to be written."""
PATIENCE = 0.5
"""Seconds after which a key that waits for the one before it asks whether there is still a line."""

MOUSE = (1000, 1003, 1015, 1006)
SYNC_START, SYNC_END = "\x1b[?2026h", "\x1b[?2026l"
WORTH_SYNC = 512
"""Bytes from which a frame could be seen half drawn."""
_KITTY_KEYS = 1 | 8 | 16
"""Keys told apart, all of them reported, with their text (kitty's keyboard protocol)."""


class TerminalDriver(Driver):
    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size or gate.window())
        assert sys.__stdin__ is not None and sys.__stderr__ is not None
        self._in, self._out = sys.__stdin__.fileno(), sys.__stderr__.fileno()
        self._window = gate.window()
        self._encoding = glyphs.encoder(glyphs.charset(os.environ))
        self._kitty = os.environ.get("TEXTUAL_DISABLE_KITTY_KEY") != "1"
        self._writer: Writer | None = None
        self._before: list[Any] | None = None
        """The terminal's attributes before it was taken."""
        self._taken = False
        self._handlers: dict[int, Any] = {}
        self._keys: threading.Thread | None = None
        self._wake: tuple[int, int] | None = None
        self._settled = threading.Event()
        self._resumed = False
        self._give_way: Callable[[bool], None] = getattr(app, "give_way", lambda is_letter: None)
        self._waiting = False
        """Whether there is more to draw once the terminal has taken what it was sent."""
        self._painter = None
        if os.environ.get("KAZTUI_CELL_DIFF") != "0" and can_read_updates():
            from .diff import Painter

            self._painter = Painter(os.environ.get("TERM", ""))
        # Ignored, it stays so: these handlers stay when the terminal has been given back, and its keys are signals.
        if signal.getsignal(signal.SIGTSTP) is not signal.SIG_IGN:
            for number, handler in ((signal.SIGTSTP, self._pause), (signal.SIGCONT, self._go_on)):
                signal.signal(number, handler)

    # -- taking the terminal --------------------------------------------------------------------------

    def start_application_mode(self) -> None:
        if not self._is_ours():
            return
        try:
            self._before = termios.tcgetattr(self._in)
            termios.tcsetattr(self._in, termios.TCSANOW, _raw(termios.tcgetattr(self._in)))
        except termios.error:
            self._before = None
        self._writer = Writer(self._out, self._drained)
        self._taken = True
        for number in ENDING:
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._handlers[number] = signal.signal(number, self._end)
        self._handlers[signal.SIGWINCH] = signal.signal(signal.SIGWINCH, self._resized)
        self.write(self._taking())
        if self._painter is not None:
            self._painter.forget()
        self._tell_size()
        sys.setswitchinterval(SWITCH)
        self._wake = os.pipe()
        self._keys = threading.Thread(target=self._read, args=(self._wake[0],), name="kaztui-input", daemon=True)
        self._keys.start()
        if self._resumed:
            self._resumed = False
            self.send_message(self.SignalResume())
            self._loop.call_soon_threadsafe(self.redraw)

    def _is_ours(self) -> bool:
        """Whether this process may use the terminal; one that a shell has put in the background sleeps on."""

        def sleep_on(number: int, frame: FrameType | None) -> None:
            os.kill(os.getpid(), signal.SIGSTOP)

        before = [(number, signal.signal(number, sleep_on)) for number in (signal.SIGTTOU, signal.SIGTTIN)]
        try:
            # It changes nothing, and is refused to a process in the background.
            termios.tcsetattr(self._in, termios.TCSANOW, termios.tcgetattr(self._in))
        except termios.error:
            return False
        finally:
            for number, handler in before:
                signal.signal(number, handler)
        return True

    def _taking(self) -> str:
        modes = [1049, *(MOUSE if self._mouse else ()), 1004, 2004]
        taken = "".join(f"\x1b[?{mode}h" for mode in modes) + "\x1b[?25l\x1b[?7l"
        if self._kitty:
            taken += f"\x1b[>{_KITTY_KEYS}u"
        # Apple's terminal prints the end of a question that it does not know.
        return taken + ("" if os.environ.get("TERM_PROGRAM") == "Apple_Terminal" else "\x1b[?2026$p")

    def _giving(self) -> str:
        modes = [2004, *(MOUSE if self._mouse else ()), 1004]
        kitty = "\x1b[<u" if self._kitty else ""
        return "\x1b[m" + "".join(f"\x1b[?{mode}l" for mode in modes) + f"\x1b[?7h{kitty}\x1b[?1049l\x1b[?25h"

    # -- what is shown --------------------------------------------------------------------------------

    def write(self, data: str) -> None:
        # The pointer's shape (OSC 22), which Textual sends with every screen and every move of the mouse, says nothing.
        if self._writer is not None and not data.startswith("\x1b]22;"):
            self._writer.write(data.encode(*self._encoding), most=MOST_PENDING)

    def paint(self) -> None:
        """Send what has changed; when the terminal has taken what it was sent before."""
        if self._painter is None or self._writer is None:
            return
        self._waiting = bool(self._writer.pending)
        if not self._waiting and self._painter.fits(self._window) and (changes := self._painter.changes()):
            whole = self._app._sync_available and len(changes) > WORTH_SYNC
            self.write(f"{SYNC_START}{changes}{SYNC_END}" if whole else changes)

    def _drained(self) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._paint_waiting)

    def _paint_waiting(self) -> None:
        if self._waiting:
            self.paint()

    def redraw(self) -> None:
        """Draw all of it again: something else has written on the terminal."""
        if self._painter is None:
            self._app.refresh()
        else:
            self._painter.forget()
            self.paint()

    # -- what comes -----------------------------------------------------------------------------------

    def process_message(self, message: Message) -> None:
        if isinstance(message, events.MouseEvent) and not Size(*self._window).region.contains(
            int(message.screen_x), int(message.screen_y)
        ):
            return
        super().process_message(message)

    def _read(self, wake: int) -> None:
        """What is typed, until somebody writes to the other end of ``wake``."""
        keyboard = Keyboard()
        while True:
            ready = select.select([self._in, wake], [], [], 0.1)[0]
            if wake in ready:
                return
            if self._in in ready:
                try:
                    data = os.read(self._in, 4096)
                except InterruptedError:
                    continue
                except OSError:  # EIO: the line is gone
                    data = b""
                if not data:
                    self._leave(HUNG_UP)
                self._tell(keyboard.feed(data))
            self._tell(keyboard.tick())

    def _tell(self, messages: Iterable[Message]) -> None:
        """Pass messages on, one when the last has been dealt with where that may decide what the next one means.

        Over a slow line ``/quit`` may come as one piece, and Textual would hand all of it to the list that had the
        keys when it came. Text for a box is not held up: there the newest is what counts.
        """
        for message in messages:
            if self._keys is None:
                return
            if isinstance(message, events.Key):
                self._give_way(message.is_printable)
            self.process_message(message)
            if isinstance(message, events.Key) and not (message.is_printable and isinstance(self._focused(), Input)):
                self._settled.clear()
                asyncio.run_coroutine_threadsafe(self._settle(), self._loop)
                while not self._settled.wait(PATIENCE):
                    if self._is_gone():
                        self._leave(HUNG_UP)

    def _is_gone(self) -> bool:
        poll = select.poll()
        poll.register(self._in, 0)
        return bool(poll.poll(0))  # hang-ups are told unasked

    async def _settle(self) -> None:
        """Until what was posted has been handled, on its way from the app down to who has the keys and up again."""
        try:
            for _ in range(2):
                focused = self._focused()
                for pump in (self._app, *(focused.ancestors_with_self if focused is not None else ()), self._app):
                    done = asyncio.Event()
                    if pump.call_later(done.set):
                        while not done.is_set() and pump.is_running:  # what a key closed answers no more
                            with suppress(TimeoutError):
                                await asyncio.wait_for(done.wait(), PATIENCE)
        finally:
            self._settled.set()

    def _focused(self) -> Widget | None:
        try:
            return self._app.focused
        except ScreenStackError:  # so early that there is no screen, or so late
            return None

    def _resized(self, number: int, frame: FrameType | None) -> None:
        # No more than this here: the next signal may interrupt it, and what it has interrupted may be half done.
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._measure)

    def _measure(self) -> None:
        self._window = gate.window()
        if self._painter is not None:
            self._painter.forget()
        self._tell_size()
        # A window that changed and changed back is no change to Textual, but the terminal may have lost cells.
        self._loop.call_later(0.1, self.paint)

    def _tell_size(self) -> None:
        size = Size(*self._window)
        self.send_message(events.Resize(size, size))

    # -- giving it back -------------------------------------------------------------------------------

    def disable_input(self) -> None:
        keys, self._keys = self._keys, None
        if keys is None or self._wake is None:
            return
        os.write(self._wake[1], b"x")
        self._settled.set()
        keys.join(1.0)
        for descriptor in self._wake:
            os.close(descriptor)
        self._wake = None
        with suppress(termios.error):
            termios.tcflush(self._in, termios.TCIFLUSH)

    def stop_application_mode(self) -> None:
        self.disable_input()
        if not self._taken or self._writer is None:
            return
        self.write(self._giving())
        if self._writer.finish(GOODBYE):
            self._taken = False
            self._give_attributes()
        else:
            self._give_back()
        self._writer.close()
        self._writer = None
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._handlers.clear()

    def _give_back(self) -> None:
        """Restore the terminal now, whatever is under way; for any thread and any signal's handler."""
        if self._taken and self._writer is not None:
            self._taken = False
            self._writer.give_up(self._giving().encode(), LAST_WORDS)
            self._give_attributes()

    def _give_attributes(self) -> None:
        if self._before is not None:
            with suppress(termios.error):  # the line is gone
                termios.tcsetattr(self._in, termios.TCSANOW, self._before)

    def _end(self, number: int, frame: FrameType | None) -> None:
        self._leave(128 + number)

    def _leave(self, status: int) -> None:
        """End the process at once. There is nothing to save: reading never writes."""
        self._give_back()
        os._exit(status)

    # -- sleeping (ctrl+z in a shell, kill -TSTP) -----------------------------------------------------

    @property
    def can_suspend(self) -> bool:
        return True

    def _pause(self, number: int, frame: FrameType | None) -> None:
        if self._auto_restart:
            self.suspend_application_mode()
            self._resumed = True
        os.kill(os.getpid(), signal.SIGSTOP)

    def _go_on(self, number: int, frame: FrameType | None) -> None:
        if self._auto_restart and not self._taken:
            self._window = gate.window()
            self.resume_application_mode()


def _raw(attributes: list[Any]) -> list[Any]:
    """Every byte at once and as it was typed: no echo, no line editing, no signals, no flow control."""
    attributes[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    attributes[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    attributes[6][termios.VMIN], attributes[6][termios.VTIME] = 1, 0
    return attributes
