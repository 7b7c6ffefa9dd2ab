"""The smallest Textual app: a table of 300 rows and an input, on Textual's own driver. What stock Textual does."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Input

WORDS = ("prompt", "window", "model", "token", "source", "date", "chain", "quote", "speaker", "event", "claim", "view")
ROWS = [
    (f"2022-01-{1 + row % 28:02}", f"speaker {row % 37}", " ".join(WORDS[(row * 7 + at * 3) % 12] for at in range(8)))
    for row in range(300)
]


class Smallest(App[None]):
    def compose(self) -> ComposeResult:
        yield Input(placeholder="search")
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("date", "speaker", "words")
        table.add_rows(ROWS)
        self.set_focus(self.query_one(Input) if "--box" in sys.argv else table)

    def on_input_changed(self, event: Input.Changed) -> None:
        table = self.query_one(DataTable)
        table.clear()
        table.add_rows(row for row in ROWS if event.value in row[2])


if __name__ == "__main__":
    Smallest().run()
