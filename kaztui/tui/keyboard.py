"""Bytes as they are typed, made into Textual's messages. Nothing that is typed can end or deafen the program.

Textual's parser (8.2) ends with an exception on a code that is no character and on a window without pixels, loses the
session on a byte that is not UTF-8, waits for ever for the end of a paste, and takes pastes apart by the character.
(textual#6690 is about the first of these. The tests of stock Textual in tests/pty say which of them are still there.)
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Generator, Iterator
from time import monotonic

from textual import events
from textual.message import Message
from textual.messages import InBandWindowResize

from .internals import ParseError, XTermParser

PASTE_START, PASTE_END = "\x1b[200~", "\x1b[201~"
LONGEST_PASTE = 65_536
"""Characters of one paste that are kept."""
PASTE_PATIENCE = 2.0
"""Seconds after which a paste without an end is none."""
LONE = 8
"""Characters of a key at most, those of a paste come in larger pieces."""
MOST_MARKS = 3
"""Marks that are typed on one letter."""
BURST = 64
"""So many characters at once nobody types: they are a paste that the terminal did not bracket."""
BURST_PAUSE = 0.05
"""Seconds within which more of it follows."""

_SEQUENCES = re.compile(r"(\x1b\[[0-?]*[ -/]*[@-~])")
"""What is parsed by itself, so that nothing else is lost with one that cannot be."""
_TEXT = re.compile(r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")
_BURST = re.compile(r"(?<!\x1b)(?<=[\x00-\x1f\x7f])[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]{64,}")
_REFUSED = (events.Resize, InBandWindowResize, events.CursorPosition)
"""Answers to what is never asked; the window's size comes from the kernel."""


class Keyboard:
    def __init__(self) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._parser = XTermParser()
        self._before = ""
        """The end of what was fed, in which a paste may begin."""
        self._pasted: list[str] | None = None
        """What has come of the paste that is under way."""
        self._length = self._marks = 0
        self._since = self._last = self._burst = 0.0

    def feed(self, data: bytes) -> Iterator[Message]:
        """The messages that ``data``, the next bytes typed, makes."""
        text = self._decode(data)
        now = monotonic()
        if self._pasted is not None and self._is_over(text, now):
            yield from self._end_paste(lost=True)
        self._last = now
        while text:
            if self._pasted is not None:
                text = yield from self._paste(text)
            elif burst := self._burst_in(text, now):
                self._burst = now
                yield events.Paste(text[:burst][:LONGEST_PASTE])
                text = text[burst:]
            else:
                later = _BURST.search(text)
                end = later.start() if later else len(text)
                rest = yield from self._type(text[:end], now)
                text = rest + text[end:]

    def tick(self) -> Iterator[Message]:
        """The messages that the passing of time makes; to be asked for some ten times a second."""
        if self._pasted is not None and monotonic() - self._last >= PASTE_PATIENCE:
            yield from self._end_paste(lost=True)
        yield from self._parsed(None)

    # -- keys -----------------------------------------------------------------------------------------

    def _type(self, text: str, now: float) -> Generator[Message, None, str]:
        """Parse up to where a paste begins; the generator's value is what comes after."""
        seen = self._before + text
        start = seen.find(PASTE_START)
        if start >= 0:
            cut = start + len(PASTE_START) - len(self._before)
            self._pasted, self._length, self._since = [], 0, now
            self._before = ""
        else:
            cut = len(text)
            self._before = seen[1 - len(PASTE_START) :]
        for piece in _SEQUENCES.split(text[:cut]):
            if piece:
                yield from self._parsed(piece)
        return text[cut:]

    def _parsed(self, text: str | None) -> Iterator[Message]:
        """What the parser makes of ``text``, of the time that has passed where there is none."""
        try:
            for message in self._parser.tick() if text is None else self._parser.feed(text):
                # A window's size that somebody typed must not turn cells of the mouse into pixels.
                self._parser.mouse_pixels = False
                if not isinstance(message, _REFUSED) and not self._piles_up(message):
                    yield message
        except (ValueError, ArithmeticError, ParseError):
            self._parser = XTermParser()

    def _piles_up(self, message: Message) -> bool:
        """Whether this is one mark more than :func:`kaztui.text.sanitise` leaves on a letter."""
        if not isinstance(message, events.Key) or not message.character:
            return False
        is_mark = unicodedata.category(message.character[-1]) in ("Mn", "Me")
        self._marks = self._marks + 1 if is_mark else 0
        return self._marks > MOST_MARKS

    # -- pastes ---------------------------------------------------------------------------------------

    def _paste(self, text: str) -> Generator[Message, None, str]:
        """Collect up to where the paste ends; the generator's value is what comes after."""
        assert self._pasted is not None
        held = self._pasted.pop() if self._pasted else ""
        text = held + text
        self._length -= len(held)
        end = text.find(PASTE_END)
        if end >= 0:
            self._keep(text[:end])
            yield from self._end_paste(lost=False)
            return text[end + len(PASTE_END) :]
        # The last characters stand by themselves: they may be the beginning of the end.
        split = max(0, len(text) - len(PASTE_END) + 1)
        self._keep(text[:split])
        self._pasted.append(text[split:])
        self._length += len(text) - split
        return ""

    def _keep(self, text: str) -> None:
        assert self._pasted is not None
        text = text[: max(0, LONGEST_PASTE - self._length)]
        self._pasted.append(text)
        self._length += len(text)

    def _end_paste(self, *, lost: bool) -> Iterator[Message]:
        """Leave the paste; one that was ``lost`` says nothing."""
        text = "".join(self._pasted or ())
        self._pasted = None
        for message in self._parsed(PASTE_END):
            # The parser's own paste is empty: it saw the marks alone.
            if not isinstance(message, events.Paste):
                yield message
        if text and not lost:
            yield events.Paste(text.replace("\x00", ""))

    def _is_over(self, text: str, now: float) -> bool:
        """Whether the paste has been given up by its sender: silence, or a key by itself long after it began."""
        lone = len(text) <= LONE and now - self._last > BURST_PAUSE and PASTE_END not in text
        return now - self._last >= PASTE_PATIENCE or (lone and now - self._since >= PASTE_PATIENCE)

    def _burst_in(self, text: str, now: float) -> int:
        """How many characters at the beginning are a paste without brackets; a key that repeats is none."""
        found = _TEXT.match(text)
        if found is None:
            return 0
        more = now - self._burst < BURST_PAUSE and found.end() == len(text)
        return found.end() if more or (found.end() >= BURST and len(set(found[0])) > 2) else 0
