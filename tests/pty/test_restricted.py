"""A restricted session in a real terminal: how it ends, and what it never shows or leaves behind."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import pytest

from .terminal import PATIENCE, Terminal, kaztui

WARNED = "this session ends within a minute"
CRASHED = "kaztui: this session has ended: a mistake in the program, which is not yours"


def restricted(*arguments: str) -> list[str]:
    return kaztui("--restricted", *arguments)


def test_a_session_without_keys_is_warned_and_ends_cleanly() -> None:
    with Terminal(restricted("--idle-minutes", "0.1"), columns=80, rows=24) as terminal:
        terminal.wait_for(lambda: terminal.lines[0].strip() == f"{WARNED}, unless a key is pressed")
        assert terminal.wait_end() == 0
        assert terminal.output.endswith(b"kaztui: no key was pressed for 0.1 minutes; come back any time\r\n")
        assert terminal.restored


def test_a_key_takes_the_warning_away_and_the_end_with_it() -> None:
    with Terminal(restricted("--idle-minutes", "0.1"), columns=80, rows=24) as terminal:
        terminal.wait_for("3 Quotes")
        heading = terminal.lines[0]
        terminal.wait_for(WARNED)
        terminal.press("down")
        terminal.wait_for(lambda: terminal.lines[0] == heading)
        terminal.wait_for(WARNED)
        assert terminal.end("q") == 0


def test_a_session_ends_whatever_is_pressed() -> None:
    with Terminal(restricted("--max-minutes", "0.1"), columns=80, rows=24) as terminal:
        while terminal.process.poll() is None:
            terminal.press("down")
            terminal.wait_quiet(0.1)
        assert WARNED.encode() in terminal.output
        assert terminal.wait_end() == 0
        assert b"kaztui: a session lasts 0.1 minutes at most; come back any time\r\n" in terminal.output


ENDED = 128 + signal.SIGALRM
"""The status of a session that the kernel ended."""


def spoilt(deed: str, *arguments: str) -> list[str]:
    """A restricted session in which something is otherwise than it should be."""
    code = "import sys, time, kaztui; from kaztui import cli, commands, restricted"
    return [sys.executable, "-c", f"{code}\n{deed}\nsys.exit(cli.main(sys.argv[1:]))", "--restricted", *arguments]


def test_a_session_that_is_busy_for_ever_ends_and_its_terminal_is_as_it_was() -> None:
    deed = "from kaztui.tui.app import Explorer\ndef action_help(self):\n    while True: pass\n"
    command = spoilt(f"{deed}Explorer.action_help = action_help", "--idle-minutes", "0.05")
    with Terminal(command, columns=80, rows=24) as terminal:
        terminal.wait_for("3 Quotes")
        terminal.press("?")
        assert terminal.wait_end() == ENDED
        assert terminal.restored


def test_no_key_puts_off_the_end_of_a_session_that_cannot_end_itself() -> None:
    deed = "from kaztui.tui.restricted import RestrictedSession as it\nit._look_at_clock = it._set_alarm"
    with Terminal(spoilt(deed, "--idle-minutes", "0.05", "--max-minutes", "0.1"), columns=80, rows=24) as terminal:
        until = time.monotonic() + PATIENCE
        while terminal.process.poll() is None and time.monotonic() < until:
            terminal.send("j")
            terminal.wait_until(lambda: False, patience=0.1)
        assert terminal.process.poll() == ENDED


def test_a_session_that_does_not_come_to_its_first_screen_ends() -> None:
    deed = "restricted.GRACE = 0\nkaztui.load = lambda *_, **__: time.sleep(600)"
    with Terminal(spoilt(deed, "--idle-minutes", "0.05"), columns=80, rows=24) as terminal:
        assert terminal.wait_end() == -signal.SIGALRM


def test_a_command_that_does_not_come_to_its_end_is_ended() -> None:
    with Terminal(spoilt("commands.run = lambda *_: time.sleep(600)", "--max-minutes", "0.01", "actors")) as terminal:
        assert terminal.wait_end() == -signal.SIGALRM


def test_a_session_whose_line_is_stalled_is_ended_by_the_kernel() -> None:
    with Terminal(restricted("--idle-minutes", "0.05"), columns=80, rows=24) as terminal:
        terminal.wait_for("3 Quotes")
        terminal.wait_end_unread()


LAUNCHED = "trap '' INT QUIT TSTP; exec \"$@\""
"""What the launcher ignores before it becomes the program."""


@pytest.mark.parametrize(
    ("moment", "launched"),
    [
        ("before the first screen", True),  # whoever starts it without the launcher can stop it until it runs
        ("while it is read", True),
        ("while it is read", False),
        ("after the last screen", True),
        ("after the last screen", False),
    ],
)
def test_no_key_puts_a_session_to_sleep(moment: str, launched: bool) -> None:
    command = restricted("--max-minutes", "0.1", "--idle-minutes", "0.1")
    with Terminal(["sh", "-c", LAUNCHED, "sh", *command] if launched else command, columns=80, rows=24) as terminal:
        if not moment.startswith("before"):
            terminal.wait_for("3 Quotes")
        if moment.startswith("after"):
            terminal.press("q")
        until = time.monotonic() + PATIENCE
        while terminal.process.poll() is None and time.monotonic() < until:
            terminal.send(b"\x1a")
            terminal.wait_until(lambda: False, patience=0.002)
        assert terminal.process.poll() == 0


def test_the_signal_that_a_terminal_would_send_does_not_put_it_to_sleep_either() -> None:
    with Terminal(restricted("--idle-minutes", "0.1"), columns=80, rows=24) as terminal:
        terminal.wait_for("3 Quotes")
        terminal.signal(signal.SIGTSTP)
        assert terminal.wait_end() == 0
        assert terminal.restored


def test_nothing_is_sent_between_warnings() -> None:
    with Terminal(restricted(), columns=80, rows=24) as terminal:
        terminal.wait_for("3 Quotes")
        terminal.wait_idle()
        assert terminal.sent_by("", quiet=2) == b""


@pytest.mark.parametrize("spoilt", ["Explorer.action_help", "Explorer.on_mount"])
def test_a_crash_is_one_line_and_status_1(spoilt: str) -> None:
    code = (
        "import sys, kaztui.tui.app as app\n"
        "def spoilt(self):\n    secret = 'SECRET'\n    return 1 / 0\n"
        f"app.{spoilt} = spoilt\n"
        "from kaztui.cli import main\n"
        "sys.exit(main(['--restricted']))"
    )
    with Terminal([sys.executable, "-c", code], columns=80, rows=24) as terminal:
        if spoilt.endswith("help"):
            terminal.wait_for("3 Quotes")
            terminal.press("?")
        assert terminal.wait_end() == 1
        assert terminal.output.endswith(f"{CRASHED}\r\n".encode())
        assert b"SECRET" not in terminal.output and b"Traceback" not in terminal.output
        assert terminal.restored


def test_no_key_writes_a_file_or_stops_the_program(tmp_path: Path) -> None:
    """Every key that a terminal can send, with ctrl and with alt, in a folder that would show what was written."""
    keys = [chr(code) for code in range(1, 127) if chr(code) not in "q\x11\x1b"]
    home = tmp_path / "home"
    home.mkdir()
    settings = {"HOME": str(home), "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONPATH": str(Path.cwd())}
    with Terminal(["sh", "-c", f'cd {home} && exec "$@"', "sh", *restricted()], env=settings) as terminal:
        terminal.wait_for("3 Quotes")
        for key in keys:
            terminal.send(key)
            terminal.send("\x1b")  # out of the box or the help, if it led there
        terminal.wait_idle()
        assert terminal.process.poll() is None
        for number in range(1, 35):
            terminal.send(f"\x1b[{number}~")
        terminal.wait_idle()
        assert terminal.end("ctrl+q") == 0
        assert terminal.restored
    assert [path.name for path in tmp_path.rglob("*")] == ["home"]
