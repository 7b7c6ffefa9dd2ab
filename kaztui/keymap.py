"""Keys as a reader writes them, and the table of commands with other keys.

A keymap is command id → keys, named as in :mod:`kaztui.keys`. Given to the table itself, footer, help, palette and
bindings follow.
"""

from __future__ import annotations

import json
import string
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from .keys import Command, Place
from .nearest import nearest

Keymap = Mapping[str, tuple[str, ...]]

_WRITTEN = {"escape": "esc", "pageup": "pgup", "pagedown": "pgdn"}
"""Textual's name → how it is written, where that is not the same."""
_NAMED = (
    "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "enter", "escape", "space",
    "backspace", "delete", "insert", *(f"f{number}" for number in range(1, 25)),
)  # fmt: skip
_ALIASES = {name: name for name in _NAMED} | {
    "esc": "escape", "pgup": "pageup", "pgdn": "pagedown", "return": "enter", "del": "delete", "ins": "insert",
    "bksp": "backspace", "↑": "up", "↓": "down", "←": "left", "→": "right",
}  # fmt: skip
_MODIFIERS = {"ctrl": "ctrl", "control": "ctrl", "alt": "alt", "option": "alt", "shift": "shift"}
# Textual's names of these signs are not Unicode's.
_SIGNS = {"/": "slash", "\\": "backslash", "@": "at", "-": "minus", "+": "plus", "_": "underscore", " ": "space"}
_SAME = {"ctrl+h": "backspace", "ctrl+i": "tab", "ctrl+m": "enter", "ctrl+left_square_bracket": "escape"}
"""Chords that most terminals send as another key. The table may have one, for those that tell them apart."""
_TYPED: tuple[Place, ...] = ("box", "menu")
"""Where letters are text."""


class NoKey(ValueError):
    """Writing that names no key; its text says why, in one line."""


def key_named(written: str) -> str:
    """Textual's name of a key: ``ctrl+d``, ``esc``, ``?``, ``G``, ``pgdn``. Raises :class:`NoKey`."""
    key = _named(written)
    if key in _SAME:
        raise NoKey(f'{_shown(written)} reaches no program: a terminal sends it as "{_SAME[key]}"')
    return key


def _named(written: str) -> str:
    *before, last = _parts(written)
    modifiers = {_MODIFIERS.get(word.casefold(), "") for word in before}
    if "" in modifiers or not last:
        raise NoKey(f"no key {_shown(written)}; before a key stand ctrl+, alt+ or shift+")
    name = _ALIASES.get(last.casefold() if len(last) > 1 else last) or _sign(last)
    if name is None:
        best = nearest(last.casefold(), [*_ALIASES, *_SIGNS.values()])
        raise NoKey(f"no key {_shown(written)}" + (f' (did you mean "{best}"?)' if best else ""))
    if len(last) == 1 and "shift" in modifiers and name not in _NAMED:
        raise NoKey(f"no key {_shown(written)}: write the sign that shift makes of it, as G for shift+g")
    if "ctrl" in modifiers and len(name) == 1:
        name = name.lower()
    return "+".join([*sorted(modifiers), name])


def _parts(written: str) -> list[str]:
    """``ctrl+d`` as ``ctrl``, ``d``; ``+`` itself may be the key."""
    if written == "+" or written.endswith("++"):
        return [*(part for part in written[:-1].removesuffix("+").split("+") if part), "+"]
    return written.split("+")


def _sign(written: str) -> str | None:
    """Textual's name of one character that can be typed; of a name, that name."""
    if len(written) == 1:
        if written.isalnum():
            return written
        if written in _SIGNS:
            return _SIGNS[written]
        return _textual(written) or None
    if written in _SIGNS.values():
        return written
    character = _character(written)
    return written if character != written and not character.isalnum() else None


def _textual(character: str) -> str:
    return unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")


def key_text(key: str) -> str:
    """A key of the table as it is written in a keymap file: ``esc``, ``?``, ``ctrl+d``."""
    *modifiers, last = _parts(key)
    signs = {name: sign for sign, name in _SIGNS.items() if name != "space"}
    if last in _NAMED:
        last = _WRITTEN.get(last, last)
    elif last in signs:
        last = signs[last]
    elif len(last) > 1:
        last = _character(last)
    return "+".join([*modifiers, last])


def _character(name: str) -> str:
    """The character that Textual names so, in whose names Unicode's hyphens are lost (``less_than_sign``)."""
    if sign := next((sign for sign in string.punctuation if _textual(sign) == name), None):
        return sign
    for candidate in (name.replace("_", " "), name.replace("_", "-")):
        try:
            return unicodedata.lookup(candidate)
        except KeyError:
            continue
    return name


def remapped(commands: Iterable[Command], keymap: Keymap) -> tuple[Command, ...]:
    """The table with the keys of a keymap; commands that it does not name keep theirs."""
    return tuple(command._replace(keys=tuple(keymap.get(command.id, command.keys))) for command in commands)


class Clash(NamedTuple):
    """A key that would do two things in one place."""

    key: str
    commands: tuple[str, str]


def clashes(commands: Iterable[Command]) -> list[Clash]:
    """Every key with two commands in the same place, each pair once. Where one types, letters are text."""
    taken: dict[tuple[Place, str], str] = {}
    found: dict[Clash, None] = {}
    for command in commands:
        for key in dict.fromkeys(map(_named, command.keys)):
            for place in command.places:
                first = taken.setdefault((place, key), command.id)
                if first != command.id and not (place in _TYPED and is_text(key)):
                    found[Clash(key, (first, command.id))] = None
    return list(found)


def is_text(key: str) -> bool:
    """Whether a key is a character that can be typed."""
    return "+" not in key and key not in _NAMED or key == "space"


def as_toml(commands: Iterable[Command]) -> str:
    """A table of commands as a keymap file: every id with its keys, what it does as a comment, by group."""
    groups: dict[str, list[Command]] = {}
    for command in commands:
        groups.setdefault(command.group, []).append(command)
    return "\n".join([_HEAD, "[keys]", *(line for group in groups.items() for line in _group(*group))]) + "\n"


_WIDEST = 118
_HEAD = """\
# The keys of kaztui. Those that you want to be others belong into its configuration,
# ~/.config/kaztui/config.toml ($XDG_CONFIG_HOME/kaztui/config.toml), under [keys]; what is not named
# there stays as it is here. A key is a letter or sign (j, G, ?, /), or one of esc, enter, space, tab, up,
# down, left, right, home, end, pgup, pgdn, backspace, delete, insert, f1 to f24; ctrl+, alt+ and shift+ may
# stand before it. In the search box letters are text.
"""


def _group(name: str, commands: list[Command]) -> Iterator[str]:
    yield ""
    yield f"# {name}"
    rows = [(f"{command.id} = {_value(command.keys)}", command.help) for command in commands]
    width = max(len(row) for row, _ in rows)
    for row, help in rows:
        line = f"{row:<{width}}  # {help}"
        yield from (line,) if len(line) <= _WIDEST else (f"# {help}:", row)


def _value(keys: tuple[str, ...]) -> str:
    written = [_shown(key_text(key)) for key in keys if key not in _SAME]
    return written[0] if len(written) == 1 else f"[{', '.join(written)}]"


def _shown(written: str) -> str:
    return json.dumps(written, ensure_ascii=False)


def as_markdown(commands: Iterable[Command]) -> str:
    """What a reader can press while reading, as the README shows it: the box and menus say their keys themselves."""
    rows = [
        f"| {' '.join(f'`{_in_table(key_text(key))}`' for key in command.keys)} | {command.help} |"
        for command in commands
        if {"list", "detail", "cover"} & set(command.places)
    ]
    return "\n".join(["| keys | do |", "|---|---|", *rows]) + "\n"


def _in_table(key: str) -> str:
    return key.replace("|", "\\|")
