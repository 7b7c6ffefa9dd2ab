"""What is written to the terminal past the screen that Textual draws.

Textual 8 has no public way to do that but ``App.copy_to_clipboard``, which writes one plain OSC 52. What it writes
to is private, so it is asked for here and nowhere else.
"""

from __future__ import annotations

from typing import Any

from textual.app import App


def send(app: App[Any], sequences: str) -> bool:
    """Write control sequences to the terminal, in order with what is drawn; whether there is one to write to."""
    driver = app._driver
    if driver is None or not sequences:
        return False
    driver.write(sequences)
    driver.flush()
    return True
