"""What is typed becomes keys and pastes, whatever it is."""

from __future__ import annotations

import random
import time

import pytest
from textual import events
from textual.message import Message

from kaztui.tui import keyboard
from kaztui.tui.keyboard import Keyboard

from .pty.test_fuzz import PARTS


def said(messages: list[Message]) -> list[str]:
    """Keys by their character, others by name, pastes in quotation marks."""
    found = []
    for message in messages:
        if isinstance(message, events.Paste):
            found.append(repr(message.text))
        elif isinstance(message, events.Key):
            found.append(message.character if message.is_printable and message.character else message.key)
    return found


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([b"a\xc4\x91\x1b[A"], ["a", "đ", "up"]),
        ([b"\xc4", b"\x91"], ["đ"]),
        ([b"\xff", b"a"], ["\ufffd", "a"]),
        ([b"\xc4a"], ["\ufffd", "a"]),
        ([b"\x1b[1114112;1ua"], ["a"]),
        ([b"\x1b[48;40;120;0;0t\x1b[<0;5;5Ma"], ["a"]),
        ([b"\x1b[200~dao chinh\x1b[201~a"], ["'dao chinh'", "a"]),
        ([b"\x1b[20", b"0~dao\x1b[2", b"01", b"~a"], ["'dao'", "a"]),
        ([b"\x1b[200~\x1b[A\x1b]0;x\x07\x1b[201~"], ["'\\x1b[A\\x1b]0;x\\x07'"]),
        ([b"\x1b[200~a\x1b[201~\x1b[200~b\x1b[201~"], ["'a'", "'b'"]),
        ([b"\x1b[200~\x1b[201~x"], ["x"]),
        ([b"j" * 100], ["j"] * 100),
        ([b"one two three " * 6 + b"\x15x"], [repr("one two three " * 6), "ctrl+u", "x"]),
        ([b"\x1b[Ba" + b"\r" + b"one two three " * 6], ["down", "a", "enter", repr("one two three " * 6)]),
        (["e\u0301\u0302\u0303\u0304\u0305a\u0301".encode()], ["e", "\u0301", "\u0302", "\u0303", "a", "\u0301"]),
        ([b"\x1b[5;5R\x1b[?2048;2$ya"], ["a"]),
    ],
)  # fmt: skip
def test_bytes_become_keys_and_pastes(pieces: list[bytes], expected: list[str]) -> None:
    reader = Keyboard()
    assert said([message for piece in pieces for message in reader.feed(piece)]) == expected


def test_a_paste_keeps_what_is_of_use() -> None:
    reader = Keyboard()
    (paste,) = reader.feed(b"\x1b[200~" + b"x" * 1_000_000 + b"\x1b[201~")
    assert isinstance(paste, events.Paste)
    assert len(paste.text) <= keyboard.LONGEST_PASTE


@pytest.mark.parametrize("later", [b"a", b""])
def test_a_paste_without_an_end_is_forgotten(later: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.monotonic()
    monkeypatch.setattr(keyboard, "monotonic", lambda: now)
    reader = Keyboard()
    assert not list(reader.feed(b"\x1b[200~never closed"))
    now += 1
    assert not list(reader.tick())
    now += 1.5
    assert said([*reader.tick(), *(reader.feed(later) if later else ())]) == ["a"] * len(later)


def test_keys_one_by_one_end_a_paste_that_nobody_closes(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.monotonic()
    monkeypatch.setattr(keyboard, "monotonic", lambda: now)
    reader = Keyboard()
    found = list(reader.feed(b"\x1b[200~"))
    for _ in range(4):
        now += 0.7
        found += reader.feed(b"a")
    assert said(found) == ["a", "a"]


@pytest.mark.parametrize("seed", range(5))
def test_no_string_of_bytes_ends_or_deafens_it(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(400):
        reader = Keyboard()
        for _ in range(10):
            data = b"".join(rng.choices(PARTS, k=rng.randint(1, 12)))
            for message in reader.feed(data):
                assert not isinstance(message, events.Resize)
        ended = list(reader.feed(b"\x1b[201~"))
        reader._parser._timeout_time = 0.0  # the time after which an escape is one
        ended += reader.tick()
        assert said(list(reader.feed(b"xyz")))[-3:] == ["x", "y", "z"]
