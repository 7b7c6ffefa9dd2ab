"""The explorer in a real tmux: what it sees of it, redrawing, resizing, and what becomes of OSC 52 on its way out."""

from __future__ import annotations

import base64
import re
import sys
from pathlib import Path

import pytest

from .multiplexer import Tmux, tmux

TEXT = "đảo chính, “quoted”"
ENCODED = base64.b64encode(TEXT.encode())


def opened(session: Tmux) -> None:
    session.terminal.wait_for("3 Quotes")
    session.terminal.wait_quiet()


def test_the_explorer_opens_in_tmux_finds_and_leaves() -> None:
    with tmux() as session:
        opened(session)
        assert session.environment()["TERM"].startswith(("screen", "tmux"))
        assert "TMUX" in session.environment()
        session.terminal.press("/")
        session.terminal.wait_quiet()
        session.terminal.press("p", "u", "t", "i", "n")
        session.terminal.wait_for("of 118 quotes")
        session.terminal.press("esc", "q")
        assert session.terminal.wait_end() == 0


@pytest.mark.parametrize("term", ["screen", "screen-256color", "tmux", "tmux-256color"])
def test_the_explorer_opens_whatever_tmux_calls_its_terminal(term: str) -> None:
    with tmux(settings=[f'set -g default-terminal "{term}"']) as session:
        opened(session)
        assert session.environment()["TERM"] == term


def test_what_another_program_wrote_over_the_screen_is_drawn_over() -> None:
    with tmux() as session:
        opened(session)
        before = session.terminal.text
        Path(session.of_pane("pane_tty")).write_text("\x1b[10;10HGARBAGE\x1b[11;1HGARBAGE")
        session.terminal.wait_for("GARBAGE")
        session.terminal.press("ctrl+l")
        session.terminal.wait_until(lambda: session.terminal.text == before, patience=10)
        assert session.terminal.text == before


@pytest.mark.parametrize("size", [(80, 24), (140, 45), (60, 20)])
def test_the_explorer_follows_the_size_of_its_pane(size: tuple[int, int]) -> None:
    with tmux() as session:
        opened(session)
        session.terminal.resize(*size)
        session.terminal.wait_for(lambda: session.of_pane("pane_width") == str(size[0]))
        session.terminal.wait_for(lambda: "118 quotes" in session.terminal.lines[0])
        session.terminal.wait_quiet(0.5)
        resized = session.terminal.text
        session.terminal.press("ctrl+l")
        session.terminal.wait_quiet(0.5)
        session.terminal.wait_until(lambda: session.terminal.text == resized, patience=5)
        assert session.terminal.text == resized
        assert max(map(len, session.terminal.lines)) <= size[0]


def test_the_explorer_shrinks_to_a_split_pane_and_grows_back() -> None:
    with tmux() as session:
        opened(session)
        before = session.terminal.text
        pane = session.of_pane("pane_id")
        session.ask("split-window", "-h", "sleep 60")
        session.terminal.wait_for("│")
        session.ask("kill-pane", "-a", "-t", pane)
        session.terminal.wait_for(lambda: session.of_pane("pane_width") == "100")
        session.terminal.wait_for(lambda: session.terminal.text == before)


def test_a_client_that_is_taken_away_and_comes_back_finds_the_same_screen() -> None:
    with tmux() as session:
        opened(session)
        session.terminal.press("down")
        session.terminal.wait_for("2 of 118")
        session.terminal.wait_quiet()
        before = session.ask("capture-pane", "-p")
        session.terminal.process.kill()
        session.terminal.process.wait()
        assert session.ask("capture-pane", "-p") == before
        assert session.ask("list-sessions").count("\n") == 1


RAW = b"\x1b]52;c;" + ENCODED + b"\x07"
WRAPPED = b"\x1bPtmux;" + RAW.replace(b"\x1b", b"\x1b\x1b") + b"\x1b\\"

ARRIVES = [
    # set-clipboard, allow-passthrough; what of raw, wrapped, both arrives
    ("external", "off", ()),
    ("external", "on", ("wrapped", "both")),
    ("off", "off", ()),
    ("off", "on", ("wrapped", "both")),
    ("on", "off", ("raw", "both")),
    ("on", "on", ("raw", "wrapped", "both")),
]


def sent_on(session: Tmux, text: bytes, due: bool) -> bytes | None:
    """What tmux has sent to the clipboard: as soon as it has where that is ``due``, else after a while."""
    whole = re.compile(rb"\x1b\]52;c?;(" + text + rb")(?:\x07|\x1b\\)")
    if due:
        session.terminal.wait_until(lambda: bool(whole.search(session.terminal.output)), patience=10)
    else:
        session.terminal.wait_quiet(0.5)
    found = whole.search(session.terminal.output)
    return found[1] if found else None


@pytest.mark.parametrize(("clipboard", "passthrough", "arriving"), ARRIVES)
@pytest.mark.parametrize(("form", "sent"), [("raw", RAW), ("wrapped", WRAPPED), ("both", RAW + WRAPPED)])
def test_what_arrives_of_a_text_that_is_sent_to_the_clipboard(
    clipboard: str, passthrough: str, arriving: tuple[str, ...], form: str, sent: bytes
) -> None:
    """Facts about tmux, on which the copying of the explorer is built."""
    settings = [f"set -s set-clipboard {clipboard}", f"set -g allow-passthrough {passthrough}"]
    code = f"import sys; sys.stdout.buffer.write({sent!r}); sys.stdout.flush(); print('SENT'); sys.stdin.read()"
    with tmux([sys.executable, "-c", code], settings=settings) as session:
        session.terminal.wait_for("SENT")
        assert bool(sent_on(session, re.escape(ENCODED), form in arriving)) == (form in arriving)


@pytest.mark.parametrize(("clipboard", "passthrough", "arriving"), ARRIVES)
def test_what_is_copied_arrives_wherever_tmux_lets_it_through(
    clipboard: str, passthrough: str, arriving: tuple[str, ...]
) -> None:
    settings = [f"set -s set-clipboard {clipboard}", f"set -g allow-passthrough {passthrough}"]
    with tmux(settings=settings) as session:
        opened(session)
        session.terminal.press("y")
        arrived = sent_on(session, b"[A-Za-z0-9+/=]{20,}", bool(arriving))
        assert bool(arrived) == bool(arriving)
        assert arrived is None or "Tokayev" in base64.b64decode(arrived).decode()
