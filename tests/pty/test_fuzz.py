"""Thousands of odd strings are typed into the running program: it neither ends, nor spins, nor goes deaf."""

from __future__ import annotations

import random
import time

import pytest

from .terminal import Terminal, kaztui
from .test_faults import OPEN, well

STRINGS = 500
"""For each seed; :mod:`tests.test_keyboard` reads many more, which costs less without a screen."""
PARTS = (
    b"\x1b", b"\x1b[", b"\x1b[<", b"\x1b[?", b"\x1bO", b"\x1b]", b"\x1bP", b"\x1b[M", b"\x1b[200~", b"\x1b[201~",
    b"\x1b[I", b"\x1b[O", b"\x1b[48;", b"\x1b[?2026;", b"\x1b[?2048;", b"\x1b[1;5", b";", b":", b"0", b"1", b"9" * 12,
    b"1114112", b"55296", b"65535", b"-1", b"m", b"M", b"u", b"t", b"R", b"~", b"$y", b"A", b"B", b"H", b"F", b"Z",
    b"\x00", b"\x01", b"\x05", b"\x08", b"\x0b", b"\r", b"\n", b"\t", b"\x7f", b" ", b"j", b"k", b"/", b"?", b"z", b"e",
    b"T", b"1", b"4", b"a", b"\xc3", b"\xa9", b"\xff", b"\x9b", b"\xe1\xbb", b"\xf0\x9f", b"\xed\xa0\x80",
    "đ".encode(), "中".encode(), "\u0301".encode(), "\u202e".encode(), "\U000e0041".encode(),
)  # fmt: skip
"""What strings are made of: nothing in which a ``q`` would quit."""


def recover(terminal: Terminal) -> None:
    """From wherever the strings have led, back into an empty box, by keys alone."""
    terminal.send(b"\x1b[201~")
    terminal.wait_idle(patience=120)
    for key in ("esc", "esc", "esc", "/"):
        terminal.press(key)
        terminal.wait_idle(0.2)


@pytest.mark.parametrize("seed", [1, 2])
def test_no_string_of_bytes_does_any_harm(seed: int) -> None:
    rng = random.Random(seed)
    with Terminal(kaztui()) as terminal:
        terminal.wait_for(OPEN)
        for _ in range(STRINGS):
            data = b"".join(rng.choices(PARTS, k=rng.randint(1, 12)))
            terminal.send(data)
            assert terminal.process.poll() is None, f"ended by or before {data!r}"
        recover(terminal)
        well(terminal)
        assert terminal.end("esc", "ctrl+q") == 0
        assert terminal.restored


def test_a_slow_line_gets_the_newest_screen() -> None:
    """A reader whose line takes 4 KB a second holds a key down, and changes the window's size meanwhile."""
    with Terminal(kaztui()) as slow, Terminal(kaztui()) as quick:
        for terminal in (slow, quick):
            terminal.wait_for(OPEN)
            terminal.wait_idle()
        for number in range(60):
            slow.send_unread(b"j")
            slow.read_some(200)
            quick.press("j")
            if number == 30:
                slow.resize(100, 30)
                quick.resize(100, 30)
            time.sleep(0.05)
        slow.wait_same(quick)
        assert slow.looks() == quick.looks()
