"""One line of JSON, read into nodes that know where they stand: for lines in which something is wrong.

The fast path (:mod:`.lines_form`) leaves a line to this reader when msgspec refuses it, since msgspec says
neither the column nor more than one thing.
"""

from __future__ import annotations

import re
from typing import NoReturn

import msgspec

from .nodes import DEEPEST, Mapping, Node, Scalar, Sequence, Unreadable

_SPACE = re.compile(r"[ \t\r\n]*+")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?(?![0-9.\w])")
_STRING = re.compile(r'"[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*+)*+')
_LITERAL = re.compile(r"(?:true|false|null)\b")
_WORD = re.compile(r"[^\s,:\]}\"]{1,20}")


def parse(text: str) -> Node:
    """The value that the text is. Raises :class:`Unreadable`."""
    reader = _Reader(text)
    node = reader.value(1)
    reader.space()
    if reader.at < len(text):
        raise Unreadable(reader.at, "text after the record: one record a line")
    return node


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def space(self) -> str:
        """Step over white space; the next character, empty at the end."""
        match = _SPACE.match(self.text, self.at)
        assert match is not None  # it matches nothing too
        self.at = match.end()
        return self.text[self.at : self.at + 1]

    def value(self, depth: int) -> Node:
        first, at = self.space(), self.at
        if first == '"':
            return self._string()
        if first in ("{", "[") and first:
            if depth > DEEPEST:
                raise Unreadable(at, f"nested more than {DEEPEST} deep")
            self.at += 1
            return Mapping(at, self._entries(depth), None) if first == "{" else self._sequence(at, depth)
        if match := _NUMBER.match(self.text, at):
            self.at = match.end()
            return Scalar(at, match.group(), "number")
        if match := _LITERAL.match(self.text, at):
            self.at = match.end()
            return Scalar(at, match.group(), "literal")
        self._fail("a value")

    def _string(self) -> Scalar:
        at = self.at
        match = _STRING.match(self.text, at)
        assert match is not None  # it begins with a quotation mark
        self.at = match.end()
        after = self.text[self.at : self.at + 1]
        if after == "\\":
            raise Unreadable(self.at, "no such escape in JSON")
        if not after:
            raise Unreadable(at, "a quotation mark that is never closed")
        if after != '"':
            raise Unreadable(self.at, f"U+{ord(after):04X} may not stand in a string: it is written as an escape")
        self.at += 1
        try:
            return Scalar(at, msgspec.json.decode(f'{match.group()}"', type=str), "quoted")
        except (msgspec.DecodeError, UnicodeEncodeError):  # its escapes are in order one by one, so it is this
            raise Unreadable(at, "half of a surrogate pair is no character") from None

    def _sequence(self, at: int, depth: int) -> Sequence:
        items: list[Node] = []
        if self.space() == "]":
            self.at += 1
            return Sequence(at, items, None)
        while True:
            items.append(self.value(depth + 1))
            if self._closed("]"):
                return Sequence(at, items, None)

    def _entries(self, depth: int) -> list[tuple[Scalar, Node]]:
        entries: list[tuple[Scalar, Node]] = []
        if self.space() == "}":
            self.at += 1
            return entries
        while True:
            if self.space() != '"':
                self._fail("a name in double quotes")
            key = self._string()
            if self.space() != ":":
                self._fail("a ':'")
            self.at += 1
            entries.append((key, self.value(depth + 1)))
            if self._closed("}"):
                return entries

    def _closed(self, end: str) -> bool:
        character = self.space()
        if character not in (",", end):
            self._fail(f"a ',' or '{end}'")
        self.at += 1
        return character == end

    def _fail(self, expected: str) -> NoReturn:
        word = _WORD.match(self.text, self.at)
        found = word.group() if word else self.text[self.at : self.at + 1]
        if not found:
            raise Unreadable(self.at, f"the line ends where {expected} is expected")
        raise Unreadable(self.at, f"not JSON: {expected} is expected, not {found!r}")
