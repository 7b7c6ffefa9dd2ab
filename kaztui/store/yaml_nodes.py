"""YAML as a stream of events, read into nodes: nothing of it has a type yet, and nothing of it is trusted.

``yaml.safe_load`` would resolve aliases and merge keys, pass duplicate keys, guess types, and die of deep
nesting (TERMINAL.md, "Hostile data"); here none of that is possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .nodes import DEEPEST, Hole, Mapping, Node, Scalar, Sequence, Unreadable

_LARGEST_RECORD = 100_000  # values; nodes weigh twenty times what they were read from
# What YAML takes for a line end but editors show as text (U+0085, U+2028, U+2029), and what it cannot hold.
_FORBIDDEN = re.compile("[^\t\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_ENDS = {"\x85": r"\N", "\u2028": r"\L", "\u2029": r"\P"}

# What libyaml says, and what to do about it. Most of its words have not changed since 2009.
_ADVICE = {
    "mapping values are not allowed in this context": "a colon and a space inside plain text: put the text in "
    "quotes (or the line is indented too far)",
    "did not find expected key": "a key is expected here: is the line indented like its neighbours, and does "
    "quoted text above end with its quotation mark?",
    "did not find expected '-' indicator": "a '- ' is expected here: the lines above are a list",
    "could not find expected ':'": "a key without a ':' (or text that should be indented, or quoted)",
    "found unexpected end of stream": "a quotation mark that is never closed",
    "did not find expected ',' or ']'": "a list in [ ] that is not closed, or lacks a comma",
    "did not find expected ',' or '}'": "a mapping in { } that is not closed, or lacks a comma",
    "found a tab character that violates indentation": "a tab: YAML is indented with spaces",
    "found invalid Unicode character escape code": "an escape that is no character",
    "found unknown escape character": 'no such escape: in double quotes write "\\\\" for a backslash',
    "did not find expected <document start>": "text after the end of the document",
    # libyaml's own limit, since 2025: it reads ahead, so that it may get there before the events do.
    "exceeded maximum nesting depth": f"nested more than {DEEPEST} deep",
}


def decode(data: bytes) -> tuple[str, Unreadable | None]:
    """The text of a YAML file without its byte order mark, and why it is none, which is then still located in it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", Unreadable(0, "UTF-16, not UTF-8: save it as UTF-8")
    try:
        return data.decode("utf-8").removeprefix("\ufeff"), None
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix("\ufeff")
        byte = f"byte 0x{data[error.start]:02x} at offset {error.start:,}"
        return before, Unreadable(len(before), f"not UTF-8: {byte}")


def entries(
    text: str, faults: list[tuple[int, str]], expected: str = "a mapping (name: value)"
) -> Iterator[tuple[Scalar, Node]]:
    """The entries of the mapping that the text is, in order; none for an empty text.

    What is wrong but can be stepped over is appended to ``faults`` as (index, what) before the entry that it is
    in is yielded. Raises :class:`Unreadable` where the rest cannot be read.
    """
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        raise Unreadable(forbidden.start(), _wrong_character(forbidden.group()))
    return _Reader(text, faults).entries(expected)


def _wrong_character(character: str) -> str:
    name = f"U+{ord(character):04X}"
    if character in _LINE_ENDS:
        escape = _LINE_ENDS[character]
        return f'{name} ends a line in YAML, unseen: in double quotes it is written "{escape}"'
    return f"{name} may not stand in a file: control characters are written as escapes in double quotes"


class _Reader:
    def __init__(self, text: str, faults: list[tuple[int, str]]) -> None:
        import yaml  # 26 ms, which a dossier in JSON Lines need not pay

        # libyaml is seven times faster; without it PyYAML's own parser gives the same events
        self._loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
        self._error = yaml.YAMLError
        self._text = text
        self._faults = faults
        self._values = 0

    def _next(self) -> tuple[str, Any]:
        try:
            event = self._loader.get_event()
        except self._error as error:
            raise self._unreadable(error) from None
        return type(event).__name__, event

    def _unreadable(self, error: Any) -> Unreadable:
        problem = str(getattr(error, "problem", None) or error)
        mark = getattr(error, "problem_mark", None)
        at = mark.index if mark is not None else 0
        here = self._text[at : at + 1]
        if problem.startswith("found character") and here == "\t":
            return Unreadable(at, "a tab: YAML is indented with spaces")
        if problem.startswith("found character"):
            return Unreadable(at, f"plain text cannot begin with {here!r}: put the text in quotes")
        if "end of stream" in problem and error.context_mark is not None:
            at = error.context_mark.index
        return Unreadable(at, _ADVICE.get(problem, f"not YAML: {problem}"))

    def entries(self, expected: str) -> Iterator[tuple[Scalar, Node]]:
        """See :func:`entries`."""
        try:
            self._next()  # the stream's start
            name, event = self._next()
            if name == "StreamEndEvent":
                return
            if event.tags:
                self._faults.append((0, "YAML tags are not allowed"))
            name, event = self._next()
            if name == "MappingStartEvent":
                self._decorations(event)
                yield from self._pairs(1)
            elif name != "ScalarEvent" or event.value or event.style:
                what = "a list" if name == "SequenceStartEvent" else "an alias" if name == "AliasEvent" else "text"
                raise Unreadable(event.start_mark.index, f"{expected} belongs here, not {what}")
            self._next()  # the document's end
            name, event = self._next()
            if name != "StreamEndEvent":
                raise Unreadable(event.start_mark.index, "a second document: a file is one")
        finally:
            self._loader.dispose()

    def _pairs(self, depth: int) -> Iterator[tuple[Scalar, Node]]:
        while True:
            name, event = self._next()
            if name == "MappingEndEvent":
                return
            if depth == 1:
                self._values = 0
            key = self._node(name, event, depth)
            value = self._node(*self._next(), depth)
            if isinstance(key, Scalar) and not (key.value == "<<" and key.style == "plain"):
                yield key, value
            elif isinstance(key, Scalar):
                self._faults.append((key.at, "merge keys (<<) are not allowed: write the fields out"))
            elif not isinstance(key, Hole):
                self._faults.append((key.at, "a key is plain text, not a list or mapping"))

    def _node(self, name: str, event: Any, depth: int) -> Node:
        at: int = event.start_mark.index
        self._values += 1
        if self._values > _LARGEST_RECORD:
            raise Unreadable(at, f"a record of more than {_LARGEST_RECORD:,} values")
        if name == "AliasEvent":
            self._faults.append((at, f"YAML aliases (*{event.anchor}) are not allowed: write the value out"))
            return Hole(at)
        if event.anchor is not None or event.tag is not None:
            self._decorations(event)
        if name == "ScalarEvent":
            if event.style == '"' and _SURROGATE.search(event.value):
                self._faults.append((at, "half of a surrogate pair is no character"))
                return Hole(at)
            return Scalar(at, event.value, "quoted" if event.style else "plain")
        if depth >= DEEPEST:
            raise Unreadable(at, f"nested more than {DEEPEST} deep")
        if name == "MappingStartEvent":
            return Mapping(at, list(self._pairs(depth + 1)), event.flow_style)
        items: list[Node] = []
        while True:
            name, inner = self._next()
            if name == "SequenceEndEvent":
                return Sequence(at, items, event.flow_style)
            items.append(self._node(name, inner, depth + 1))

    def _decorations(self, event: Any) -> None:
        at = event.start_mark.index
        if event.anchor is not None:
            self._faults.append((at, f"YAML anchors (&{event.anchor}) are not allowed"))
        if event.tag is not None:
            self._faults.append((at, f"YAML tags ({event.tag}) are not allowed: the field has its type"))
