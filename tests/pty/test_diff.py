"""Only changed cells are sent, and the screen is the one that stock Textual draws: cell by cell, look by look."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

import pytest

from kaztui.keys import COMMANDS

from ..dossiers import make_dossier, spoilt
from .terminal import KEYS, Terminal, kaztui

OPEN = "Quotes"
_NAMES = {"slash": "/", "question_mark": "?", "escape": "esc"}
_LEAVING = {"q", "ctrl+q"}
PRESSED = sorted(
    {
        name
        for command in COMMANDS
        for key in command.keys
        if key not in _LEAVING
        if (name := _NAMES.get(key, key)) in KEYS or len(name) == 1
    }
)
"""Every key of the table of commands that this harness knows, but those that end the program."""
LETTERS = list("aeiounhtc ") + ["đ", "ô", "中", "e\u0301"]

WIDE = "习近平说“不允许” 한국어 👍 e\u0301\u0323\u0330 क्षि ﷽ ｆｕｌｌ —"


def wide_dossier(folder: Path) -> Path:
    return make_dossier(
        folder,
        statements=spoilt("statements", "gist: No colour", f"gist: {WIDE} no colour").replace("Thanks.", WIDE * 4),
        events=spoilt("events", "title: CSTO leaders meet", f"title: {WIDE} CSTO leaders meet"),
        actors=spoilt("actors", "name: Vladimir Putin", f"name: {WIDE} Putin"),
    )


def both(terminals: tuple[Terminal, Terminal], *keys: str) -> None:
    """Press keys in both, each when the one before has been dealt with; then their screens are the same."""
    for key in keys or ("",):
        for terminal in terminals:
            terminal.press(*([key] if key else []))
        for terminal in terminals:
            terminal.wait_idle(0.15)
    diff, stock = terminals
    # What two programs show at rest is compared; one of them may be late on a busy machine.
    stock.wait_until(lambda: seen(diff) == seen(stock), patience=5)
    diff.wait_until(lambda: seen(diff) == seen(stock), patience=5)
    assert diff.lines == stock.lines
    assert diff.looks() == stock.looks()
    assert diff.cursor == stock.cursor
    assert diff.modes == stock.modes


def seen(terminal: Terminal) -> tuple[object, ...]:
    return terminal.lines, terminal.looks(), terminal.cursor, terminal.modes


@pytest.mark.parametrize(
    ("columns", "rows", "term", "wide", "seed"),
    [
        (120, 40, "xterm-256color", False, 1),
        (120, 40, "xterm-256color", True, 2),
        (90, 24, "screen-256color", False, 3),
        (80, 24, "xterm", True, 4),
        (60, 18, "linux", True, 5),
    ],
)
def test_the_screen_is_that_of_stock_textual(
    columns: int, rows: int, term: str, wide: bool, seed: int, tmp_path: Path
) -> None:
    rng = random.Random(seed)
    command = kaztui("-d", str(wide_dossier(tmp_path / "wide"))) if wide else kaztui()
    with (
        Terminal(command, columns=columns, rows=rows, term=term) as diff,
        Terminal(command, columns=columns, rows=rows, term=term, env={"KAZTUI_CELL_DIFF": "0"}) as stock,
    ):
        terminals = diff, stock
        for terminal in terminals:
            terminal.wait_for(OPEN)
        both(terminals)
        for step in range(14):
            both(terminals, *rng.choices(PRESSED, k=4))
            if step == 4:
                both(terminals, "esc", "esc", "?")  # the help, over everything
                both(terminals, "esc")
                both(terminals, "T")
            if step % 4 == 2:
                both(terminals, "/", *rng.choices(LETTERS, k=3))
                both(terminals, "backspace", "esc")
            if step % 5 == 3:
                columns, rows = rng.randint(20, 150), rng.randint(5, 50)
                for terminal in terminals:
                    terminal.resize(columns, rows)
                time.sleep(0.3)
                both(terminals)
        assert len(diff.output) < len(stock.output)


def test_stock_textual_still_sends_what_is_there_already() -> None:
    """When this fails, the cell diff may no longer be needed."""
    with Terminal([sys.executable, "-m", "tests.pty.smallest", "--box"]) as terminal:
        terminal.wait_for("speaker 7")
        terminal.wait_until(lambda: False, patience=1)  # its cursor blinks: it is never quiet
        before = len(terminal.output)
        terminal.press("e")
        assert terminal.wait_until(lambda: len(terminal.output) - before > 3000, patience=10)


UNKNOWN_TEXTUAL = """
import sys
from kaztui.tui import internals
internals.KNOWN = ((9, 0), (9, 1))
from kaztui.cli import main
sys.exit(main([]))
"""


def test_a_textual_of_another_make_draws_by_itself() -> None:
    with Terminal([sys.executable, "-c", UNKNOWN_TEXTUAL]) as odd, Terminal(kaztui()) as usual:
        for terminal in (odd, usual):
            terminal.wait_for(OPEN)
        both((usual, odd), "j", "j", "tab")
        assert len(odd.output) > len(usual.output)
        assert odd.end("esc", "q") == 0
