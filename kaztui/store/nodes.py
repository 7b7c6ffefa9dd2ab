"""A value as it stands in a file, before it has a type: text, a list or a mapping, and where it begins.

Both forms of a collection are read into these; ``at`` is an index into the text that was read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from ..rules import Path

Style = Literal["plain", "quoted", "number", "literal"]
"""YAML has plain and quoted scalars; JSON quoted ones, numbers and the literals true, false and null."""


class Scalar:
    __slots__ = ("at", "style", "value")

    def __init__(self, at: int, value: str, style: Style) -> None:
        self.at, self.value, self.style = at, value, style


class Sequence:
    """``flow``: whether it is in square brackets, where that is a choice; None in JSON."""

    __slots__ = ("at", "flow", "items")

    def __init__(self, at: int, items: list[Node], flow: bool | None) -> None:
        self.at, self.items, self.flow = at, items, flow


class Mapping:
    """``flow``: whether it is in braces, where that is a choice; None in JSON."""

    __slots__ = ("at", "entries", "flow")

    def __init__(self, at: int, entries: list[tuple[Scalar, Node]], flow: bool | None) -> None:
        self.at, self.entries, self.flow = at, entries, flow


class Hole:
    """A value that could not be read, and of which that has been said."""

    __slots__ = ("at",)

    def __init__(self, at: int) -> None:
        self.at = at


Node = Scalar | Sequence | Mapping | Hole

DEEPEST = 32
"""Levels of nesting that a file may have; the records need eight."""


class Unreadable(Exception):
    """What makes the rest of a text unreadable, and at which index."""

    def __init__(self, at: int, what: str) -> None:
        super().__init__(at, what)
        self.at, self.what = at, what


class Place:
    """Line and column, from 1, of an index into a text; ``\\r\\n``, ``\\n`` and ``\\r`` end lines.

    Line ends are counted block by block and only as far as they are asked for: a text may have sixteen million.
    """

    _BLOCK = 1 << 14

    def __init__(self, text: str) -> None:
        self._text = text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text
        self._before = [0]  # line ends before each block

    def __call__(self, at: int) -> tuple[int, int]:
        text, size = self._text, self._BLOCK
        at = max(0, min(at, len(text)))
        block = at // size
        while len(self._before) <= block:
            start = (len(self._before) - 1) * size
            self._before.append(self._before[-1] + text.count("\n", start, start + size))
        ends = self._before[block] + text.count("\n", block * size, at)
        return ends + 1, at - text.rfind("\n", 0, at)


Locate = Callable[[int], tuple[int, int]]


def find(node: Node, path: Path) -> int:
    """Where the value at ``path`` begins; where it is not written, what it would stand in."""
    for part in path:
        inner: Node | None = None
        if isinstance(node, Mapping):
            inner = next((value for key, value in node.entries if key.value == part), None)
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            inner = node.items[part]
        if inner is None:
            break
        node = inner
    return node.at


def path_to(node: Node, at: int) -> Path:
    """The path of the outermost value that begins at ``at``; empty if none does."""
    if isinstance(node, Mapping):
        for key, value in node.entries:
            if value.at == at:
                return (key.value,)
            if value.at < at and (inner := path_to(value, at)):
                return (key.value, *inner)
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            if item.at == at:
                return (index,)
            if item.at < at and (inner := path_to(item, at)):
                return (index, *inner)
    return ()
