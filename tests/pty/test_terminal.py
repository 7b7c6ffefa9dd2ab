"""The harness itself, with the program that ships."""

from __future__ import annotations

from .terminal import Terminal, kaztui


def test_the_explorer_opens_shows_quotes_and_quits() -> None:
    with Terminal(kaztui(), columns=80, rows=24) as terminal:
        terminal.wait_for("3 Quotes")
        assert 1049 in terminal.modes
        terminal.press("/")
        terminal.wait_quiet()
        terminal.press("l", "u", "a")
        terminal.wait_for(" of 118 quotes")
        assert terminal.end("esc", "q") == 0
        assert terminal.restored
