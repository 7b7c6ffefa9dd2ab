"""What kills or hangs an app on stock Textual does neither here, and the terminal is given back, whatever happens.

Where a test of the explorer has a twin for stock Textual, the twin says that the cure is still needed: when it fails,
Textual has cured itself, and code can go.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable

import pytest

from .terminal import Terminal, kaztui

OPEN = "3 Quotes"
STOCK = [sys.executable, "-m", "tests.pty.smallest", "--box"]
Deed = Callable[[Terminal], None]


def typed(data: bytes) -> Deed:
    return lambda terminal: terminal.send(data)


def paste_left_open(terminal: Terminal) -> None:
    terminal.send(b"\x1b[200~never closed")
    terminal.wait_for(lambda: True)
    time.sleep(4)  # twice as long as a paste may be silent


def unbracketed(terminal: Terminal, data: bytes) -> None:
    terminal.send(data)
    terminal.wait_idle(0.2)  # nobody types on within a twentieth of a second


def enormous_window(terminal: Terminal) -> None:
    terminal.resize(65535, 65535, (65535, 65535))
    terminal.signal(signal.SIGWINCH)
    time.sleep(1)


ODD_BYTES = {
    "a letter in Latin-1": b"\xe9a",
    "a byte of no encoding": b"\xff",
    "half a character": b"\xc3",
    "a key beyond Unicode": b"\x1b[1114112;1u",
    "a key far beyond it": b"\x1b[99999999999999999999;1u",
    "a text beyond Unicode": b"\x1b[97;1;1114112u",
    "half a pair as a text": b"\x1b[97;1;55296u",
    "a window without pixels, then the mouse": b"\x1b[48;40;120;0;0t\x1b[<0;5;1M\x1b[<0;5;1m",
    "a window without cells, then the mouse": b"\x1b[48;0;0;600;900t\x1b[<0;5;1M\x1b[<0;5;1m",
    "the mouse far outside": b"\x1b[<0;99999;99999M\x1b[<0;99999;99999m\x1b[<35;-9;-9M",
    "a huge window that is typed": b"\x1b[48;30000;30000;1;1t",
    "a place that is typed": b"\x1b[65535;65535R",
    "in-band sizes that are typed": b"\x1b[?2048;1$y\x1b[?2048;2$y",
}
DEEDS: dict[str, Deed] = {
    "a paste without an end": paste_left_open,
    "a window of 65535x65535": enormous_window,
    "a megabyte pasted": typed(b"\x1b[200~" + b"dao chinh " * 100_000 + b"\x1b[201~"),
    "3,000 characters without brackets": lambda terminal: unbracketed(terminal, b"dao chinh " * 300),
}
STILL_NEEDED = {
    **{
        name: typed(ODD_BYTES[name])
        for name in (
            "a letter in Latin-1",
            "a key beyond Unicode",
            "a text beyond Unicode",
            "a window without pixels, then the mouse",
            "a huge window that is typed",
        )
    },
    "a paste without an end": paste_left_open,
    "a window of 65535x65535": enormous_window,
}


def answers(terminal: Terminal) -> None:
    """Empty the box, type, and see it: the program is there, and has its keys."""
    terminal.press("ctrl+u", "zqx")
    terminal.wait_for("/ zqx")
    terminal.press("ctrl+u")
    terminal.wait_for(lambda: "zqx" not in terminal.text)


def well(terminal: Terminal) -> None:
    """It answers, does not spin, and has not grown."""
    answers(terminal)
    terminal.wait_idle()
    used, since = terminal.cpu, time.monotonic()
    terminal.wait_quiet(1.0)
    assert terminal.cpu - used < 0.5 * (time.monotonic() - since)
    assert terminal.memory < 150_000_000


@pytest.mark.parametrize("place", ["the box", "a list"])
def test_odd_bytes_that_are_typed_do_no_harm(place: str) -> None:
    with Terminal(kaztui()) as terminal:
        terminal.wait_for(OPEN)
        terminal.press("/")
        for name, data in ODD_BYTES.items():
            if place == "a list":
                terminal.press("esc")
                terminal.wait_for("━ 3 Quotes")
            terminal.send(data)
            terminal.press("/" if place == "a list" else "ctrl+u")
            try:
                answers(terminal)
            except AssertionError as error:
                raise AssertionError(f"after {name}") from error
        well(terminal)
        assert terminal.end("esc", "q") == 0
        assert terminal.restored


@pytest.mark.parametrize("name", DEEDS)
def test_the_explorer_survives(name: str) -> None:
    with Terminal(kaztui()) as terminal:
        terminal.wait_for(OPEN)
        terminal.press("/")
        terminal.wait_for("esc leave")  # the box has the keys; with what comes at once, "/" would begin a paste
        DEEDS[name](terminal)
        well(terminal)
        assert terminal.end("esc", "q") == 0
        assert terminal.restored


def test_what_is_pasted_without_brackets_into_a_list_is_no_command() -> None:
    with Terminal(kaztui()) as terminal:
        terminal.wait_for(OPEN)
        unbracketed(terminal, b"quit quickly, the question is quite quaint " * 50)
        terminal.press("/")
        answers(terminal)


def test_what_arrives_as_one_piece_is_read_key_by_key() -> None:
    with Terminal(kaztui()) as terminal:
        terminal.wait_for(OPEN)
        terminal.send("/quiq")
        terminal.wait_for("/ quiq")


@pytest.mark.parametrize("name", STILL_NEEDED)
def test_stock_textual_does_not_survive(name: str) -> None:
    with Terminal(STOCK) as terminal:
        terminal.wait_for("speaker 7")
        with pytest.raises((AssertionError, OSError)):
            STILL_NEEDED[name](terminal)
            terminal.press("zqx")
            terminal.wait_for("zqx", patience=5)
            terminal.press("ctrl+q")
            assert terminal.wait_end(patience=5) == 0


# -- signals, and a line that is gone -----------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGUSR1])
def test_a_signal_ends_it_with_its_number_and_the_terminal_restored(number: signal.Signals) -> None:
    with Terminal(kaztui()) as terminal:
        terminal.wait_for(OPEN)
        terminal.signal(number)
        assert terminal.wait_end() == 128 + number
        assert terminal.restored


def test_a_signal_to_stock_textual_leaves_the_terminal_taken() -> None:
    with Terminal(STOCK) as terminal:
        terminal.wait_for("speaker 7")
        terminal.signal(signal.SIGTERM)
        terminal.wait_end()
        assert not terminal.restored


@pytest.mark.parametrize("how", ["told", "hang-ups ignored", "in another session"])
def test_a_line_that_is_gone_ends_it_at_once(how: str) -> None:
    ignored = [signal.SIGHUP] if how == "hang-ups ignored" else []
    with Terminal(kaztui(), ignored=ignored, controlling=how != "in another session") as terminal:
        terminal.wait_for(OPEN)
        terminal.hang_up()
        assert terminal.wait_end_unread(20) == 128 + signal.SIGHUP


def stall(terminal: Terminal) -> None:
    """Have it draw until the terminal, of which nothing is read, takes no more."""
    for _ in range(60):
        terminal.send_unread(b"\x0c")
        time.sleep(0.02)


def test_a_signal_ends_it_while_the_terminal_takes_nothing() -> None:
    with Terminal(kaztui()) as terminal:
        terminal.wait_for(OPEN)
        stall(terminal)
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_end_unread(20) == 128 + signal.SIGTERM
        assert terminal.restored


def test_it_can_be_quit_while_the_terminal_takes_nothing() -> None:
    with Terminal(kaztui()) as terminal:
        terminal.wait_for(OPEN)
        stall(terminal)
        terminal.send_unread(b"q")
        assert terminal.wait_end_unread(20) == 0
        assert terminal.restored


def test_after_a_stall_the_terminal_shows_the_newest_screen() -> None:
    with Terminal(kaztui()) as terminal, Terminal(kaztui()) as other:
        for one in (terminal, other):
            one.wait_for(OPEN)
        stall(terminal)
        keys = b"jjjjjjjj"
        terminal.send_unread(keys)
        time.sleep(1)
        other.send(keys)
        terminal.wait_same(other)
        assert terminal.looks() == other.looks()


# -- how it is started ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "rows", "env"),
    [
        (65535, 65535, {}),
        (120, 40, {"COLUMNS": "99999999", "LINES": "99999999"}),
        (120, 40, {"COLUMNS": "x"}),
        (120, 40, {"TEXTUAL_DRIVER": "no.such:thing"}),
        (120, 40, {"TEXTUAL": "headless,debug,devtools"}),
        (120, 40, {"TEXTUAL_PRESS": "q", "TEXTUAL_SCREENSHOT": "0", "TEXTUAL_DEBUG": "1"}),
        (120, 40, {"TEXTUAL_THEME": "no-such", "TEXTUAL_FILTERS": "bogus", "ESCDELAY": "99999999"}),
        (120, 40, {"PYTHONIOENCODING": "ascii"}),
        (120, 40, {"TEXTUAL_COLOR_SYSTEM": "standard"}),
        (0, 0, {}),
    ],
)  # fmt: skip
def test_it_starts_whatever_the_window_and_the_environment_say(columns: int, rows: int, env: dict[str, str]) -> None:
    with Terminal(kaztui(), columns=columns or 80, rows=rows or 24, env=env) as terminal:
        if not columns:
            terminal.resize(0, 0)
        terminal.wait_for(OPEN)
        assert "━" in terminal.text
        terminal.press("/")
        well(terminal)
        assert terminal.end("ctrl+u", "esc", "q") == 0
        assert terminal.restored


@pytest.mark.parametrize("value", ["bogus", "", "windows", "\x1b]0;x\x07"])
def test_an_unknown_colour_system_is_said_in_one_line(value: str) -> None:
    with Terminal(kaztui(), env={"TEXTUAL_COLOR_SYSTEM": value}) as terminal:
        assert terminal.wait_end() == 2
        assert terminal.text.startswith("kaztui: TEXTUAL_COLOR_SYSTEM is ")
        assert b"\x1b" not in terminal.output


def test_a_dumb_terminal_is_told_of_the_commands() -> None:
    with Terminal(kaztui(), term="dumb") as terminal:
        assert terminal.wait_end() == 2
        assert "the explorer needs a terminal; for text, use a command" in terminal.text
        assert b"\x1b" not in terminal.output


@pytest.mark.parametrize("stream", ["stdin", "stdout", "stderr"])
def test_without_one_of_its_three_terminals_it_does_not_start(stream: str) -> None:
    with open("/dev/null", "r+b") as nowhere, Terminal(kaztui(), **{stream: nowhere}) as terminal:  # type: ignore[arg-type]
        assert terminal.wait_end() == 2
        assert b"\x1b" not in terminal.output


CRASHING = """
import sys
from kaztui.cli import main
from kaztui.tui.app import Explorer
def crash(self):
    raise RuntimeError("a fault \\x1b]0;hostile\\x07 \\u202e")
Explorer.action_zoom = crash
sys.exit(main([]))
"""


def test_a_crash_ends_it_with_1_its_traceback_readable_and_harmless() -> None:
    with Terminal([sys.executable, "-c", CRASHING]) as terminal:
        terminal.wait_for(OPEN)
        terminal.press("z")
        assert terminal.wait_end() == 1
        assert terminal.restored
        shown = terminal.output.decode()
        assert "RuntimeError: a fault ␛]0;hostile␇" in shown
        assert "\x1b]0" not in shown and "\u202e" not in shown


# -- where there is no UTF-8 ------------------------------------------------------------------------------


def test_in_a_locale_without_utf_8_everything_is_drawn_in_ascii() -> None:
    with Terminal(kaztui(), env={"LC_ALL": "C"}) as terminal:
        terminal.wait_for(OPEN)
        terminal.wait_quiet()
        assert terminal.output.isascii()
        assert "= 3 Quotes = 1 of" in terminal.text
        assert "ong Tokayev phai de nghi cac nuoc" in terminal.text
        assert terminal.end() == 0


def test_in_another_charset_its_own_letters_stay_and_no_byte_is_a_control() -> None:
    with Terminal(kaztui(), env={"LC_ALL": "fr_FR.ISO-8859-1"}) as terminal:
        terminal.wait_for(OPEN)
        terminal.wait_quiet()
        assert "các n" in terminal.output.decode("latin-1")
        assert not [byte for byte in terminal.output if 0x80 <= byte < 0xA0]


# -- what stock Textual does well stays so ---------------------------------------------------------------


def test_any_window_will_do() -> None:
    with Terminal(kaztui()) as terminal:
        terminal.wait_for(OPEN)
        for columns, rows in ((1, 1), (500, 1), (1, 200), (2, 3), (500, 200), (39, 9), (40, 10), (80, 24), (120, 40)):
            terminal.resize(columns, rows)
            terminal.wait_quiet(0.2)
        terminal.wait_for(OPEN)
        assert terminal.end() == 0


def test_five_hundred_sizes_in_a_row_leave_the_right_screen() -> None:
    with Terminal(kaztui()) as terminal, Terminal(kaztui()) as other:
        for one in (terminal, other):
            one.wait_for(OPEN)
        for number in range(500):
            terminal.resize(30 + number * 7 % 170, 5 + number * 3 % 60)
        terminal.resize(120, 40)
        terminal.wait_same(other)
        assert terminal.looks() == other.looks()


MEASURED_LATE = """
import sys, termios
from kaztui.cli import main
from kaztui.tui import gate
window = gate.window
def late():
    size = window()
    if size == (100, 30):
        termios.tcsetwinsize(2, (25, 90))
    return size
gate.window = late
sys.exit(main([]))
"""
DRAWN_MEANWHILE = """
import signal, sys
from kaztui.cli import main
from kaztui.tui.cells import Cells
row = Cells._row
def interrupted(self, *arguments):
    if self.columns == 100:
        Cells._row = row
        signal.raise_signal(signal.SIGWINCH)
    return row(self, *arguments)
Cells._row = interrupted
sys.exit(main([]))
"""


@pytest.mark.parametrize(("code", "columns", "rows"), [(MEASURED_LATE, 90, 25), (DRAWN_MEANWHILE, 100, 30)])
def test_a_window_that_changes_again_while_its_change_is_seen_to_is_drawn_as_it_is(
    code: str, columns: int, rows: int
) -> None:
    with (
        Terminal([sys.executable, "-c", code]) as terminal,
        Terminal(kaztui(), columns=columns, rows=rows) as other,
    ):
        for one in (terminal, other):
            one.wait_for(OPEN)
            one.wait_idle()
        terminal.resize(100, 30)
        terminal.wait_until(lambda: terminal.lines[:rows] == other.lines, patience=10)
        terminal.wait_idle()
        assert terminal.lines[:rows] == other.lines


def test_it_sleeps_and_comes_back_with_its_screen() -> None:
    with Terminal(kaztui()) as terminal:
        terminal.wait_for(OPEN)
        terminal.press("down")
        terminal.wait_for("2 of 118")
        terminal.wait_idle()
        before = terminal.looks()
        terminal.signal(signal.SIGTSTP)
        terminal.wait_for(lambda: terminal.is_asleep)
        assert terminal.restored
        terminal.send_unread(b"")
        terminal.emulator.feed("\x1b[H\x1b[2Ja shell was here")
        terminal.signal(signal.SIGCONT)
        terminal.wait_for(OPEN)
        terminal.wait_until(lambda: terminal.looks() == before, patience=5)
        assert terminal.looks() == before
        assert terminal.end() == 0


def test_ctrl_l_draws_over_what_something_else_wrote() -> None:
    with Terminal(kaztui()) as terminal:
        terminal.wait_for(OPEN)
        terminal.wait_idle()
        before = terminal.looks()
        terminal.emulator.feed("\x1b[5;5H\x1b[31mA message from root\x1b[m")
        assert terminal.looks() != before
        terminal.press("ctrl+l")
        terminal.wait_until(lambda: terminal.looks() == before, patience=5)
        assert terminal.looks() == before
