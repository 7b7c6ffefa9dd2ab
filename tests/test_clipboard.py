"""The clipboard: what is written for which terminal, and that it never claims more than it knows."""

from __future__ import annotations

import re
from base64 import b64decode

import pytest

from kaztui.tui.clipboard import MAX_BYTES, SENT, clipboard, sequences

TEXT = "“đảo chính”"
PLAIN = "\x1b]52;c;4oCcxJHhuqNvIGNow61uaOKAnQ==\x07"
IN_TMUX = "\x1bPtmux;\x1b" + PLAIN + "\x1b\\"
IN_SCREEN = "\x1bP" + PLAIN + "\x1b\\"


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, PLAIN),
        ({"TERM": "xterm-256color"}, PLAIN),
        ({"TERM": "xterm", "TMUX": ""}, PLAIN),
        ({"TERM": "tmux-256color"}, PLAIN + IN_TMUX),
        ({"TERM": "xterm", "TMUX": "/tmp/tmux-0/default,1,0"}, PLAIN + IN_TMUX),
        ({"TERM": "screen-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, PLAIN + IN_TMUX),
        ({"TERM": "screen.xterm-256color"}, PLAIN + IN_SCREEN),
        ({"TERM": "screen", "STY": "1.pts-0.host"}, PLAIN + IN_SCREEN),
        ({"TERM": "screen-256color"}, PLAIN + IN_TMUX + IN_SCREEN),
        ({"TERM": "screen", "STY": "1.pts-0.host", "TMUX": "/tmp/x,1,0"}, PLAIN + IN_TMUX + IN_SCREEN),
    ],
)
def test_raw_and_wrapped_where_a_multiplexer_may_be(environ: dict[str, str], expected: str) -> None:
    assert sequences(TEXT, environ) == expected


def test_for_screen_a_long_text_is_cut_into_strings_that_it_takes() -> None:
    text = "đ" * 5_000
    whole = sequences(text, {"STY": "1"}).removeprefix(sequences(text, {}))
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", whole, re.DOTALL)
    assert "".join(f"\x1bP{piece}\x1b\\" for piece in pieces) == whole
    assert max(map(len, pieces)) <= 256
    assert "".join(pieces) == sequences(text, {})


@pytest.mark.parametrize("text", ["", "a", "đảo\nchính\x1b[31m\x07", "\ud800", "中国"])
def test_the_text_arrives_as_it_is_and_nothing_in_it_is_acted_on(text: str) -> None:
    found = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", sequences(text, {}))
    assert found and b64decode(found[1]).decode() == text.encode(errors="replace").decode()


def test_the_clipboard_is_never_asked_for() -> None:
    for text in ("", "?"):
        assert "52;c;?" not in sequences(text, {"TERM": "screen"})


@pytest.mark.parametrize(
    ("environ", "says"),
    [({"TERM": "xterm"}, SENT), ({"STY": "1"}, SENT), ({"TMUX": "x"}, "set -g set-clipboard on")],
)
def test_what_is_said(environ: dict[str, str], says: str) -> None:
    done = clipboard(TEXT, environ)
    assert done.was_sent and done.sequences == sequences(TEXT, environ)
    assert done.message.startswith(SENT) and done.message.endswith(says)
    assert "copied" not in done.message


def test_what_is_too_long_is_not_sent_and_said() -> None:
    assert clipboard("x" * MAX_BYTES, {}).was_sent
    assert len(sequences("x" * MAX_BYTES, {})) <= 100_000
    refused = clipboard("đ" * (MAX_BYTES // 2 + 1), {"TERM": "tmux"})
    assert refused.sequences == "" and not refused.was_sent
    assert refused.message == (
        "too long for a terminal's clipboard (74,996 bytes, 74,994 at most); select it here instead"
    )
