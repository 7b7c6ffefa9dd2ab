"""The reader's configuration: a TOML file with a theme, the language of quotes, and keys.

::

    theme = "kaztui-light"
    language = "both"          # original, English or both

    [keys]
    row.next = ["j", "down", "ctrl+n"]
    row.previous = "k"

Nothing here writes. A missing file is no mistake; everything else that is wrong is one line with its place.
"""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from .config_file import ConfigError, default_path
from .keymap import Keymap, NoKey, clashes, key_named, key_text, remapped
from .keys import COMMANDS, Command
from .nearest import nearest
from .text import sanitise

__all__ = ["Config", "ConfigError", "default_path", "load", "parse"]

Language = Literal["original", "English", "both"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
OPTIONS = ("theme", "language", "keys")
MAX_BYTES = 64 * 1024
"""The keymap of all commands has a tenth of that."""

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_NAME = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_TABLE = re.compile(rf"[ \t]*\[[ \t]*({_NAME})[ \t]*\]")
_OPTION = re.compile(rf"[ \t]*({_NAME})[ \t]*=")
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")


class Config(NamedTuple):
    """What the reader wants; None is what they leave to the program."""

    theme: str | None = None
    language: Language | None = None
    keymap: Keymap = {}
    """Command id → keys by Textual's names, of those that the file names."""
    commands: tuple[Command, ...] = COMMANDS
    """The table with those keys."""


def load(
    named: str | os.PathLike[str] | None,
    environ: Mapping[str, str],
    *,
    themes: Collection[str] | None = None,
    commands: tuple[Command, ...] = COMMANDS,
) -> Config:
    """The configuration in the file ``named``, which must be there, or in the default one, which need not.

    ``themes``: the names that ``theme`` may have; without them any. Raises :class:`ConfigError`. Not to be called in
    a restricted session, where nothing of the reader's is read.
    """
    path = default_path(environ) if named is None else Path(named)
    text = _text(path, named is not None) if path is not None else None
    if path is None or text is None:
        return Config(commands=commands)
    return parse(text, sanitise(path.name), themes=themes, commands=commands)


def parse(
    text: str, file: str, *, themes: Collection[str] | None = None, commands: tuple[Command, ...] = COMMANDS
) -> Config:
    """The configuration that ``text`` is; ``file`` is what its mistakes call it. Raises :class:`ConfigError`."""
    reader = _Reader(text, file, commands)
    table = reader.table()
    for name in table:
        if name not in OPTIONS:
            reader.mistake((name,), f'no option "{name}"{_meant(name, OPTIONS)}')
    theme = reader.word(table, "theme", themes)
    language = reader.word(table, "language", LANGUAGES)
    keymap = reader.keymap(table.get("keys", {}))
    effective = remapped(commands, keymap)
    if not reader.problems:
        reader.look_for_clashes(effective, keymap)
    if reader.problems:
        raise ConfigError(reader.in_order())
    return Config(theme, next((each for each in LANGUAGES if each == language), None), keymap, effective)


class _Reader:
    """A file while it is read, with what is wrong in it."""

    def __init__(self, text: str, file: str, commands: tuple[Command, ...]) -> None:
        self.text = text
        self.file = file
        self.commands = {command.id: command for command in commands}
        self.problems: list[tuple[int, str]] = []
        self._lines = _lines(text)
        self._paths: dict[str, tuple[str, ...]] = {}

    def mistake(self, path: tuple[str, ...], what: str) -> None:
        line = next((self._lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self._lines), 0)
        self.problems.append((line, f"{self.file}{f':{line}' if line else ''}: {sanitise(what)}"))

    def in_order(self) -> list[str]:
        return [what for _, what in sorted(self.problems, key=lambda problem: problem[0])]

    def table(self) -> dict[str, Any]:
        """Raises :class:`ConfigError` for what is no TOML."""
        try:
            return tomllib.loads(self.text)
        except RecursionError:
            raise ConfigError([f"{self.file}: not TOML: nested too deeply"]) from None
        except ValueError as error:  # of which tomllib's own error is one
            message, place = str(error), ""
            if found := _AT.search(message):
                message = message[: found.start()]
                place = f":{found[1]}:{found[2]}" if found[1] else f":{self.text.count(chr(10)) + 1}"
            message = sanitise(message[:200])
            raise ConfigError([f"{self.file}{place}: not TOML: {message[:1].lower()}{message[1:]}"]) from None

    def word(self, table: Mapping[str, Any], option: str, choices: Collection[str] | None) -> str | None:
        """The value of an option that is one word, as it is written among ``choices``."""
        value = table.get(option)
        if value is None:
            return None
        if not isinstance(value, str):
            self.mistake((option,), f"{option}: a word in quotation marks is wanted, not {_kind(value)}")
            return None
        known = next((each for each in choices or (value,) if each.casefold() == value.casefold()), None)
        if known is None:
            best = _meant(value, choices or ()) or f" (there are {', '.join(choices or ())})"
            self.mistake((option,), f'{option}: no {option} "{value[:80]}"{best}')
        return known

    def keymap(self, table: object) -> dict[str, tuple[str, ...]]:
        """The keys of the commands that are named, whether dots part names or tables."""
        keymap: dict[str, tuple[str, ...]] = {}
        if not isinstance(table, dict):
            self.mistake(("keys",), f"keys: a table [keys] is wanted, not {_kind(table)}")
            return keymap
        pending: list[tuple[tuple[str, ...], Any]] = [(("keys",), table)]
        while pending:  # no recursion: a name may have thousands of dots
            path, value = pending.pop()
            if isinstance(value, dict):
                pending += [((*path, name), inner) for name, inner in reversed(value.items())]
                continue
            id = ".".join(path[1:])
            if id not in self.commands:
                self.mistake(path, f'keys: no command "{id[:80]}"{_meant(id, self.commands)}')
            elif id in self._paths:
                self.mistake(path, f'keys: "{id}" is given twice')
            else:
                self._paths[id] = path
                keymap[id] = self._keys(path, self.commands[id], value)
        return keymap

    def _keys(self, path: tuple[str, ...], command: Command, value: object) -> tuple[str, ...]:
        written: list[Any] = value if isinstance(value, list) else [value]
        wrong = [_kind(key) for key in written if not isinstance(key, str)]
        if wrong:
            self.mistake(path, f'keys: {command.id}: a key is written "j", several ["j", "down"], not as {wrong[0]}')
            return ()
        if not written and command.keys:
            self.mistake(path, f"keys: {command.id}: at least one key is wanted")
        keys: dict[str, None] = {}
        for key in written:
            try:
                keys[key_named(key)] = None
            except NoKey as problem:
                self.mistake(path, f"keys: {command.id}: {problem}")
        return tuple(keys)

    def look_for_clashes(self, commands: Iterable[Command], keymap: Keymap) -> None:
        """Keys that do two things in one place; that of the file is to blame, not that of the program."""
        for key, (first, second) in clashes(commands):
            mine, other = (second, first) if second in keymap else (first, second)
            self.mistake(
                self._paths.get(mine, ("keys",)),
                f'keys: "{key_text(key)}" does two things in the same place: {mine} and {other}',
            )


def _lines(text: str) -> dict[tuple[str, ...], int]:
    """Where each option is first named, by its whole path; the standard library's reader keeps no places.

    Inside a string of several lines it may find one that is none, and then a mistake has the wrong line.
    """
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), start=1):
        if heading := _TABLE.match(line):
            table = _split(heading[1])
            found.setdefault(table, number)
        elif option := _OPTION.match(line):
            path = (*table, *_split(option[1]))
            for length in range(len(table) + 1, len(path) + 1):
                found.setdefault(path[:length], number)
    return found


def _split(name: str) -> tuple[str, ...]:
    return tuple(part if part[0] not in "\"'" else part[1:-1] for part in re.findall(_PART, name))


def _meant(word: str, choices: Iterable[str]) -> str:
    best = nearest(word, choices)
    return f' (did you mean "{best}"?)' if best is not None else ""


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", str: "a word", list: "a list", dict: "a table"}
    return kinds.get(type(value), "a date or time")


def _text(path: Path, must_exist: bool) -> str | None:
    """The file's text, None if there is none. Never waits for a FIFO. Raises :class:`ConfigError`."""
    name = sanitise(path.name)
    try:
        with open(path, "rb", opener=_open) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise ConfigError([f"{name}: not a regular file"])
            data = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        if must_exist:
            raise ConfigError([f"{name}: no such file"]) from None
        return None
    except IsADirectoryError:
        raise ConfigError([f"{name}: not a regular file"]) from None
    except (OSError, ValueError) as error:  # a name with a NUL in it is a ValueError
        reason = error.strerror if isinstance(error, OSError) else None
        raise ConfigError([f"{name}: {reason or 'not to be read'}"]) from None
    if len(data) > MAX_BYTES:
        raise ConfigError([f"{name}: larger than {MAX_BYTES // 1024} KB, so no configuration"])
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError([f"{name}:{line}: not UTF-8: byte 0x{data[error.start]:02x}"]) from None


def _open(path: str, _: int) -> int:
    return os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
