"""The clipboard of the reader's own terminal, by OSC 52: written through any number of hosts, never read.

Nothing answers, so nobody can know whether the text arrived. Plain OSC 52 is what terminals understand, and tmux
with ``set-clipboard on``. Multiplexers that do not may pass it on when it is wrapped in a device control string;
so it is sent both ways where one is at hand (tmux 3.3a with ``set-clipboard on`` takes the first, with
``allow-passthrough on`` the second, with neither none).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import NamedTuple

MAX_BYTES = 74_994
"""Of UTF-8: 99,992 of base64, with which a sequence keeps below the 100,000 bytes that hterm and others take."""
_CHUNK = 240
"""Bytes of one of GNU screen's strings, whose length is limited: 256 in its oldest versions."""

SENT = "sent to your terminal's clipboard"
TMUX = f"{SENT}; tmux lets it through only with: set -g set-clipboard on"


class Clipboard(NamedTuple):
    """What to write to the terminal, nothing where the text is too long, and what to tell the reader."""

    sequences: str
    message: str

    @property
    def was_sent(self) -> bool:
        return bool(self.sequences)


def clipboard(text: str, environ: Mapping[str, str]) -> Clipboard:
    """How ``text`` gets to the terminal that ``environ`` tells of (``TERM``, ``TMUX``, ``STY``), and what to say."""
    size = len(_encoded(text))
    if size > MAX_BYTES:
        what = f"too long for a terminal's clipboard ({size:,} bytes, {MAX_BYTES:,} at most)"
        return Clipboard("", f"{what}; select it here instead")
    names = _multiplexers(environ)
    message = TMUX if "tmux" in names else SENT
    return Clipboard(sequences(text, environ), message)


def sequences(text: str, environ: Mapping[str, str]) -> str:
    """``text`` as OSC 52, raw and then once more in the wrapping of each multiplexer that there may be."""
    plain = f"\x1b]52;c;{b64encode(_encoded(text)).decode('ascii')}\x07"
    wrapped = {"tmux": _through_tmux, "screen": _through_screen}
    return plain + "".join(wrapped[name](plain) for name in _multiplexers(environ))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _multiplexers(environ: Mapping[str, str]) -> tuple[str, ...]:
    """The multiplexers that this terminal may be.

    Over SSH only TERM tells. ``screen`` and ``screen-256color`` are the names of both: what is meant for screen
    tmux drops, and what is meant for tmux screen hands on to the terminal, where ``R`` wipes a stray ``tmux;`` off.
    """
    term = environ.get("TERM", "")
    tmux = bool(environ.get("TMUX")) or term.startswith("tmux")
    screen = bool(environ.get("STY")) or term.startswith("screen.")
    if term.startswith("screen") and not (tmux or screen):
        tmux = screen = True
    return ("tmux",) * tmux + ("screen",) * screen


def _through_tmux(sequence: str) -> str:
    return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"


def _through_screen(sequence: str) -> str:
    chunks = (sequence[start : start + _CHUNK] for start in range(0, len(sequence), _CHUNK))
    return "".join(f"\x1bP{chunk}\x1b\\" for chunk in chunks)
