"""The table of commands: what each is called, on which keys, in which words, and where it works.

The footer, the help screen and Textual's bindings are generated from it. A command's id is what a keymap names
to give it other keys. Keys are written as Textual names them; one character stands for itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

Place = Literal["list", "detail", "box", "help", "tiny"]
"""Where keys are pressed: a list, the detail, the search box, the help, a window too small to draw in."""

LISTS: tuple[Place, ...] = ("list",)
PANES: tuple[Place, ...] = ("list", "detail")
PAGES: tuple[Place, ...] = ("list", "detail", "help")
BOX: tuple[Place, ...] = ("box",)
ANYWHERE: tuple[Place, ...] = ("list", "detail", "box", "help", "tiny")


class Command(NamedTuple):
    """One thing that a key does.

    ``label``: one word for the footer; commands that share it stand there together, those without one do not.
    ``action``: what Textual runs; ``app.`` before it is the application's, the rest the focused widget's own.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    group: str
    places: tuple[Place, ...]
    action: str


MOVE, LOOK, FIND, PROGRAM, EDIT = "Move", "Look", "Find", "The program", "In the search box"

COMMANDS: tuple[Command, ...] = (
    Command("row.next", ("j", "down"), "move", "next row; in the detail, a line on", MOVE, PAGES, "move(1)"),
    Command("row.previous", ("k", "up"), "move", "previous row, a line back", MOVE, PAGES, "move(-1)"),
    Command("box.open", ("slash",), "find", "find: the lists follow what you type", FIND, PANES, "app.find"),
    Command("row.open", ("enter",), "open", "into the detail of the row", LOOK, LISTS, "open"),
    Command("page.next", ("space", "pagedown"), "", "a page on", MOVE, PAGES, "page(1)"),
    Command("page.previous", ("b", "pageup"), "", "a page back", MOVE, PAGES, "page(-1)"),
    Command("half.next", ("ctrl+d",), "", "half a page on", MOVE, PAGES, "half(1)"),
    Command("half.previous", ("ctrl+u",), "", "half a page back", MOVE, PAGES, "half(-1)"),
    Command("end.first", ("g", "home"), "", "to the first row", MOVE, PAGES, "end(-1)"),
    Command("end.last", ("G", "end"), "", "to the last row", MOVE, PAGES, "end(1)"),
    Command("pane.next", ("tab", "l", "right"), "pane", "next pane", MOVE, PANES, "app.next_pane(1)"),
    Command("pane.previous", ("shift+tab", "h", "left"), "", "previous pane", MOVE, PANES, "app.next_pane(-1)"),
    Command("pane.timeline", ("1",), "", "to the timeline", MOVE, PANES, "app.pane('timeline')"),
    Command("pane.actors", ("2",), "", "to the actors", MOVE, PANES, "app.pane('actors')"),
    Command("pane.quotes", ("3",), "", "to the quotes", MOVE, PANES, "app.pane('quotes')"),
    Command("pane.detail", ("4",), "", "to the detail, which then scrolls", MOVE, PANES, "app.pane('detail')"),
    Command("language.next", ("e",), "English", "quotes in the original, English, both", LOOK, PANES, "app.language"),
    Command("pane.zoom", ("z",), "zoom", "this pane alone, and back", LOOK, PANES, "app.zoom"),
    Command("query.peel", ("escape",), "", "take the query's last term away", FIND, LISTS, "app.peel"),
    Command("detail.close", ("escape",), "back", "back to the list", LOOK, ("detail",), "app.leave"),
    Command("box.leave", ("escape", "ctrl+c"), "leave", "leave the box; the query stays", EDIT, BOX, "app.leave"),
    Command("box.go", ("enter", "down", "tab"), "to the first hit", "to the first hit", EDIT, BOX, "app.first_hit"),
    Command("box.left", ("left", "ctrl+b"), "", "a character left", EDIT, BOX, "cursor_left"),
    Command("box.right", ("right", "ctrl+f"), "", "a character right", EDIT, BOX, "cursor_right"),
    Command("box.word-left", ("ctrl+left", "alt+b"), "", "a word left", EDIT, BOX, "cursor_left_word"),
    Command("box.word-right", ("ctrl+right", "alt+f"), "", "a word right", EDIT, BOX, "cursor_right_word"),
    Command("box.start", ("home", "ctrl+a"), "", "to the start", EDIT, BOX, "home"),
    Command("box.end", ("end", "ctrl+e"), "", "to the end", EDIT, BOX, "end"),
    Command("box.delete-left", ("backspace", "ctrl+h"), "", "delete the character before", EDIT, BOX, "delete_left"),
    Command("box.delete-right", ("delete", "ctrl+d"), "", "delete the character after", EDIT, BOX, "delete_right"),
    Command("box.delete-word", ("ctrl+w", "alt+backspace"), "word", "delete a word", EDIT, BOX, "delete_left_word"),
    Command("box.delete-start", ("ctrl+u",), "all", "delete all before", EDIT, BOX, "delete_left_all"),
    Command("box.delete-end", ("ctrl+k",), "", "delete all after", EDIT, BOX, "delete_right_all"),
    Command("help.open", ("question_mark",), "help", "this help", PROGRAM, PANES, "app.help"),
    Command("help.close", ("q", "escape", "question_mark"), "close", "close the help", PROGRAM, ("help",), "app.close"),
    Command("theme.next", ("T",), "", "dark or light", PROGRAM, PANES, "app.theme"),
    Command("screen.redraw", ("R", "ctrl+l"), "", "draw the screen again", PROGRAM, ANYWHERE, "app.redraw"),
    Command("program.close", ("q",), "quit", "back from a detail that covers its list, else quit", PROGRAM,
            ("list", "detail", "tiny"), "app.close"),
    Command("program.quit", ("ctrl+q",), "", "quit at once", PROGRAM, ANYWHERE, "app.quit"),
)  # fmt: skip

_NAMES = {
    "down": "↓", "up": "↑", "left": "←", "right": "→", "escape": "esc", "pagedown": "pgdn", "pageup": "pgup",
    "slash": "/", "question_mark": "?",
}  # fmt: skip


def key_name(key: str) -> str:
    """A key as a reader knows it: ``esc``, ``↓``, ``ctrl+d``."""
    *modifiers, last = key.split("+")
    return "+".join([*modifiers, _NAMES.get(last, last)])


def commands_in(place: Place) -> Iterator[Command]:
    """The commands that work in a place, in the table's order."""
    return (command for command in COMMANDS if place in command.places)


def footer(place: Place) -> list[tuple[str, str]]:
    """``(keys, label)`` for the footer of a place; each command's first key, commands of one label together."""
    labels: dict[str, list[str]] = {}
    for command in commands_in(place):
        if command.label:
            labels.setdefault(command.label, []).append(key_name(command.keys[0]))
    return [(" ".join(keys), label) for label, keys in labels.items()]


def groups() -> list[tuple[str, list[Command]]]:
    """The whole table for the help screen, by group in order of first mention."""
    grouped: dict[str, list[Command]] = {}
    for command in COMMANDS:
        grouped.setdefault(command.group, []).append(command)
    return list(grouped.items())
