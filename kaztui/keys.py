"""The table of commands: what each is called, on which keys, in which words, and where it works.

The footer, the help screen and Textual's bindings are generated from it. A command's id is what a keymap names
to give it other keys. Keys are written as Textual names them; one character stands for itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

Place = Literal["list", "detail", "cover", "text", "box", "menu", "help", "tiny"]
"""Where keys are pressed: a list, the detail, what covers the panes (compare, matrix and their like), text to be
copied by hand, the search box, a menu, the help, a window too small to draw in."""

LISTS: tuple[Place, ...] = ("list",)
PANES: tuple[Place, ...] = ("list", "detail")
LINKED: tuple[Place, ...] = ("detail", "cover")
READING: tuple[Place, ...] = ("list", "detail", "cover")
LONG: tuple[Place, ...] = ("list", "detail", "cover", "text", "help")
BOX: tuple[Place, ...] = ("box",)
TYPED: tuple[Place, ...] = ("box", "menu")
ANYWHERE: tuple[Place, ...] = ("list", "detail", "cover", "text", "box", "menu", "help", "tiny")


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


MOVE, LOOK, FIND, TAKE, PROGRAM = "Move", "Look", "Find", "Take away", "The program"
EDIT, CHOOSE = "In the search box", "In a menu"
# The footer shows the first that fit, so that what is needed most comes first.

COMMANDS: tuple[Command, ...] = (
    Command("row.next", ("j", "down"), "move", "next row; in the detail and in views, next link", MOVE, LONG,
            "move(1)"),
    Command("row.previous", ("k", "up"), "move", "previous row or link", MOVE, LONG, "move(-1)"),
    Command("row.open", ("enter",), "open", "into the detail of the row", LOOK, LISTS, "open"),
    Command("link.open", ("enter",), "follow", "follow the link", LOOK, LINKED, "open"),
    Command("box.open", ("slash",), "find", "find: the lists follow what you type", FIND, READING, "app.find"),
    Command("link.next", ("l", "right"), "along", "next link of the row", MOVE, ("cover",), "across(1)"),
    Command("link.previous", ("h", "left"), "along", "previous link of the row", MOVE, ("cover",), "across(-1)"),
    Command("pane.next", ("tab", "l", "right"), "pane", "next pane", MOVE, PANES, "app.next_pane(1)"),
    Command("pane.previous", ("shift+tab", "h", "left"), "", "previous pane", MOVE, PANES, "app.next_pane(-1)"),
    Command("filter.only", ("f",), "only this", "only quotes of this actor, place, source, day, topic or event; again"
            " lifts it", FIND, READING, "app.filter(False)"),
    Command("filter.without", ("F",), "", "without this", FIND, READING, "app.filter(True)"),
    Command("compare.open", ("c",), "compare", "the wordings of this statement word by word", LOOK, READING,
            "app.cover('compare')"),
    Command("quote.copy", ("y",), "copy", "copy the marked or the selected with its citation", TAKE, READING,
            "app.copy"),
    Command("spot.back", ("backspace", "minus"), "back", "back to where you were, cursor and all", MOVE, READING,
            "app.step(-1)"),
    Command("spot.forward", ("equals_sign",), "", "forward again", MOVE, READING, "app.step(1)"),
    Command("matrix.open", ("m",), "matrix", "which article reports which event", LOOK, READING,
            "app.cover('matrix')"),
    Command("claims.open", ("C",), "claims", "the questions on which articles differ", LOOK, READING,
            "app.cover('claims')"),
    Command("sources.open", ("s",), "sources", "the articles, and how their outlets are known", LOOK, READING,
            "app.cover('sources')"),
    Command("context.open", ("a",), "in context", "the quote where it stands in its article", LOOK, READING,
            "app.cover('context')"),
    Command("language.next", ("e",), "English", "quotes in the original, English, both", LOOK, READING,
            "app.language"),
    Command("quote.copy-as", ("Y",), "", "copy in a style to be chosen, or show as plain text", TAKE, READING,
            "app.copy_as"),
    Command("quote.mark", ("x",), "mark", "mark the quote, to copy several; again unmarks it", TAKE, READING,
            "app.mark"),
    Command("quote.unmark", ("X",), "", "unmark all quotes", TAKE, READING, "app.unmark"),
    Command("hit.next", ("n",), "", "next hit, from inside the detail, compare, in context", MOVE, READING,
            "app.hit(1)"),
    Command("hit.previous", ("N",), "", "previous hit", MOVE, READING, "app.hit(-1)"),
    Command("time.from", ("left_square_bracket",), "", "from this day on; again lifts it", FIND, READING,
            "app.brush('after')"),
    Command("time.until", ("right_square_bracket",), "", "until this day; again lifts it", FIND, READING,
            "app.brush('before')"),
    Command("timeline.statements", ("t",), "", "statements in the timeline, too", LOOK, PANES, "app.statements"),
    Command("page.next", ("space", "pagedown"), "", "a page on", MOVE, LONG, "page(1)"),
    Command("page.previous", ("b", "pageup"), "", "a page back", MOVE, LONG, "page(-1)"),
    Command("half.next", ("ctrl+d",), "", "half a page on", MOVE, LONG, "half(1)"),
    Command("half.previous", ("ctrl+u",), "", "half a page back", MOVE, LONG, "half(-1)"),
    Command("end.first", ("g", "home"), "", "to the first row", MOVE, LONG, "end(-1)"),
    Command("end.last", ("G", "end"), "", "to the last row", MOVE, LONG, "end(1)"),
    Command("pane.timeline", ("1",), "", "to the timeline", MOVE, READING, "app.pane('timeline')"),
    Command("pane.actors", ("2",), "", "to the actors", MOVE, READING, "app.pane('actors')"),
    Command("pane.quotes", ("3",), "", "to the quotes", MOVE, READING, "app.pane('quotes')"),
    Command("pane.detail", ("4",), "", "to the detail", MOVE, READING, "app.pane('detail')"),
    Command("pane.zoom", ("z",), "zoom", "this pane alone, and back", LOOK, PANES, "app.zoom"),
    Command("pane.wider", ("greater_than_sign",), "", "the left panes wider", LOOK, PANES, "app.widen(1)"),
    Command("pane.narrower", ("less_than_sign",), "", "the left panes narrower", LOOK, PANES, "app.widen(-1)"),
    Command("pane.taller", ("right_curly_bracket",), "", "the detail taller", LOOK, PANES, "app.heighten(1)"),
    Command("pane.lower", ("left_curly_bracket",), "", "the detail lower", LOOK, PANES, "app.heighten(-1)"),
    Command("query.peel", ("escape",), "", "take the query's last term away", FIND, LISTS, "app.peel"),
    Command("cover.close", ("escape", "q"), "close", "close what covers the panes", LOOK, ("cover", "text"),
            "app.uncover"),
    Command("box.go", ("enter",), "to the first hit", "to the first hit; what is offered, if ↓ chose it", EDIT, BOX,
            "go"),
    Command("box.earlier", ("up",), "earlier", "previous of what is offered, or an earlier query", EDIT, BOX,
            "earlier"),
    Command("box.later", ("down",), "", "next of what is offered, a later query, or the first hit", EDIT, BOX,
            "later"),
    Command("menu.next", ("down", "tab"), "move", "next entry", CHOOSE, ("menu",), "move(1)"),
    Command("menu.previous", ("up", "shift+tab"), "move", "previous entry", CHOOSE, ("menu",), "move(-1)"),
    Command("box.delete-start", ("ctrl+u",), "clear", "delete all before", EDIT, TYPED, "delete_left_all"),
    Command("box.complete", ("tab",), "complete", "take what is offered, mend a mistake, offer the fields", EDIT, BOX,
            "complete"),
    Command("box.leave", ("escape", "ctrl+c"), "leave", "close what is offered; leave the box, the query stays", EDIT,
            BOX, "leave"),
    Command("box.left", ("left", "ctrl+b"), "", "a character left", EDIT, TYPED, "cursor_left"),
    Command("box.right", ("right", "ctrl+f"), "", "a character right", EDIT, TYPED, "cursor_right"),
    Command("box.word-left", ("ctrl+left", "alt+b"), "", "a word left", EDIT, TYPED, "cursor_left_word"),
    Command("box.word-right", ("ctrl+right", "alt+f"), "", "a word right", EDIT, TYPED, "cursor_right_word"),
    Command("box.start", ("home", "ctrl+a"), "", "to the start", EDIT, TYPED, "home"),
    Command("box.end", ("end", "ctrl+e"), "", "to the end", EDIT, TYPED, "end"),
    Command("box.delete-left", ("backspace", "ctrl+h"), "", "delete the character before", EDIT, TYPED, "delete_left"),
    Command("box.delete-right", ("delete", "ctrl+d"), "", "delete the character after", EDIT, TYPED, "delete_right"),
    Command("box.delete-word", ("ctrl+w", "alt+backspace"), "", "delete a word", EDIT, TYPED, "delete_left_word"),
    Command("box.delete-end", ("ctrl+k",), "", "delete all after", EDIT, TYPED, "delete_right_all"),
    Command("menu.choose", ("enter",), "choose", "choose the entry", CHOOSE, ("menu",), "choose"),
    Command("menu.close", ("escape", "ctrl+c"), "close", "close the menu", CHOOSE, ("menu",), "app.close"),
    Command("palette.open", ("colon", "ctrl+p"), "", "every command and theme by name", PROGRAM, READING,
            "app.palette"),
    Command("help.open", ("question_mark",), "help", "this help", PROGRAM, READING, "app.help"),
    Command("help.close", ("q", "escape", "question_mark"), "close", "close the help", PROGRAM, ("help",), "app.close"),
    Command("theme.next", ("T",), "", "dark or light", PROGRAM, READING, "app.next_theme"),
    Command("screen.redraw", ("R", "ctrl+l"), "", "draw the screen again", PROGRAM, ANYWHERE, "app.redraw"),
    Command("detail.close", ("escape", "q"), "list", "back to the list", LOOK, ("detail",), "app.leave"),
    Command("program.close", ("q",), "quit", "quit", PROGRAM, ("list", "tiny"), "app.close"),
    Command("program.quit", ("ctrl+q",), "", "quit at once", PROGRAM, ANYWHERE, "app.quit"),
)  # fmt: skip

_NAMES = {
    "down": "↓", "up": "↑", "left": "←", "right": "→", "escape": "esc", "pagedown": "pgdn", "pageup": "pgup",
    "backspace": "bksp", "slash": "/", "question_mark": "?", "minus": "-", "equals_sign": "=", "colon": ":",
    "left_square_bracket": "[", "right_square_bracket": "]", "less_than_sign": "<", "greater_than_sign": ">",
    "left_curly_bracket": "{", "right_curly_bracket": "}",
}  # fmt: skip


def key_name(key: str) -> str:
    """A key as a reader knows it: ``esc``, ``↓``, ``ctrl+d``."""
    *modifiers, last = key.split("+")
    return "+".join([*modifiers, _NAMES.get(last, last)])


def commands_in(place: Place, commands: Sequence[Command] = COMMANDS) -> Iterator[Command]:
    """The commands that work in a place, in the table's order."""
    return (command for command in commands if place in command.places)


def key_of(id: str, commands: Sequence[Command] = COMMANDS) -> str:
    """The first key of a command, as a reader knows it. Raises ``KeyError`` for an unknown id."""
    for command in commands:
        if command.id == id:
            return key_name(command.keys[0])
    raise KeyError(id)


def footer(place: Place, commands: Sequence[Command] = COMMANDS) -> list[tuple[str, str]]:
    """``(keys, label)`` for the footer of a place; each command's first key, commands of one label together."""
    labels: dict[str, list[str]] = {}
    for command in commands_in(place, commands):
        if command.label:
            labels.setdefault(command.label, []).append(key_name(command.keys[0]))
    return [(" ".join(keys), label) for label, keys in labels.items()]


def groups(commands: Sequence[Command] = COMMANDS) -> list[tuple[str, list[Command]]]:
    """The whole table for the help screen, by group in order of first mention."""
    grouped: dict[str, list[Command]] = {}
    for command in commands:
        grouped.setdefault(command.group, []).append(command)
    return list(grouped.items())
