"""Single values: what a field's type takes, and what is said when it is given something else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Protocol

from ..nearest import did_you_mean
from ..records import DIGEST_PATTERN, ID_PATTERN, SHA256_PATTERN
from ..rules import Path
from ..rules.figures import LARGEST
from .nodes import Hole, Mapping, Node, Scalar, Sequence

_PATTERNS = {
    ID_PATTERN: "id: a–z, 0–9 and hyphens between them, 64 at most",
    DIGEST_PATTERN: "digest: 'length:16 hexadecimal digits', as `kaztui anchor` prints it",
    SHA256_PATTERN: "sha256: 64 hexadecimal digits, in small letters",
}
_JSON_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:[.,_' ][0-9]{3})+")
_LONGEST_NUMBER = len(str(LARGEST))


class Log(Protocol):
    """Where the reading of one record says what it meets; ``count``: how many problems until now, ``surplus``: how
    many of them are keys that do not belong, without which the record is whole."""

    count: int
    surplus: int

    def problem(self, at: int, path: Path, what: str, first: int | None = None) -> None:
        """``first``: the index of the other place that ``what`` speaks of."""

    def met(self, id: str, kind: str) -> None:
        """Something with an id was there, whether or not it is in order."""

    def lost(self, kinds: Iterable[str]) -> None:
        """Something of these kinds may be there whose id could not be read."""


def said(node: Node) -> str:
    """What a node is, in words for a message."""
    match node:
        case Sequence():
            return "a list"
        case Mapping():
            return "a mapping"
        case Scalar(value="", style="plain"):
            return "nothing"
        case Scalar(style="number"):
            return f"the number {node.value[:40]}"
        case Scalar(style="literal"):
            return node.value
        case Scalar():
            return repr(node.value if len(node.value) <= 40 else node.value[:39] + "…")
    return "this"


def is_empty(node: Node) -> bool:
    """Whether nothing stands where a value belongs: ``note:``, or null in JSON."""
    return isinstance(node, Scalar) and (
        (node.value == "" and node.style == "plain") or (node.value == "null" and node.style == "literal")
    )


class Text:
    """Text, whatever it looks like: ``no``, ``012`` and ``2022-01-05`` are text where text belongs."""

    def __init__(self, at_least: int, at_most: int | None, pattern: str | None, edtf: bool) -> None:
        self._at_least, self._at_most, self._edtf = at_least, at_most, edtf
        self._named = _PATTERNS.get(pattern or "", f"text like {pattern}")
        self._matches = re.compile(pattern).search if pattern else None

    def read(self, node: Node, path: Path, log: Log) -> Any:
        if not isinstance(node, Scalar) or node.style in ("number", "literal"):
            if not isinstance(node, Hole):
                log.problem(node.at, path, self._expected(node))
            return None
        value = node.value
        if self._matches is not None:
            if not self._matches(value):
                log.problem(node.at, path, "no value" if is_empty(node) else f"{said(node)} is no {self._named}")
        elif not value and node.style == "plain":
            log.problem(node.at, path, "no value")
        elif len(value) < self._at_least:
            log.problem(node.at, path, "empty: leave the field out")
        elif self._at_most is not None and len(value) > self._at_most:
            log.problem(node.at, path, f"{len(value):,} characters; {self._at_most} at most")
        return value

    def _expected(self, node: Node) -> str:
        if is_empty(node):
            return "no value"
        if isinstance(node, Scalar):
            return f"text belongs here, not {said(node)}: put it in quotes"
        hint = _hint(node, "," if self._edtf else ", ")
        return f"{'a date' if self._edtf else 'text'} belongs here, not {said(node)}{hint}"


def _hint(node: Node, joint: str) -> str:
    """How YAML came to read text as something else."""
    if isinstance(node, Mapping) and node.flow is not None:
        return ": quote what holds a colon and a space, or begins with a brace"
    if isinstance(node, Sequence) and node.flow:
        words = [item.value for item in node.items if isinstance(item, Scalar)]
        inside = joint.join(words)
        whole = len(words) == len(node.items) and 0 < len(inside) <= 80
        return f': quote it, "[{inside}]"' if whole else ": quote what begins with a bracket"
    if isinstance(node, Sequence) and node.flow is not None:
        return ": drop the '- '" + (", or join the items" if len(node.items) > 1 else "")
    return ""


class Choice:
    """One of a few words."""

    def __init__(self, values: tuple[str, ...]) -> None:
        self._values = frozenset(values)
        self._listed = ", ".join(sorted(values))

    def read(self, node: Node, path: Path, log: Log) -> Any:
        if isinstance(node, Scalar) and node.value in self._values and node.style in ("plain", "quoted"):
            return node.value
        if not isinstance(node, Hole):
            log.problem(node.at, path, self._expected(node))
        return None

    def _expected(self, node: Node) -> str:
        if is_empty(node):
            return f"no value: one of {self._listed} belongs here"
        meant = did_you_mean(node.value, sorted(self._values)) if isinstance(node, Scalar) else ""
        return f"{said(node)} is none of {self._listed}{meant}"


def _wrong_number(node: Node, wanted: str) -> str:
    """Why a node is no number at all; empty if it is one."""
    if is_empty(node):
        return "no value"
    if not isinstance(node, Scalar) or node.style == "literal":
        return f"{wanted} belongs here, not {said(node)}"
    text = node.value
    if node.style == "quoted":
        if _JSON_NUMBER.fullmatch(text):
            return f"{wanted} belongs here, without quotation marks"
        return f"{wanted} belongs here, not text"
    if node.style == "plain" and _THOUSANDS.fullmatch(text):
        return _thousands(text)
    if _JSON_NUMBER.fullmatch(text) is None:
        return f"{wanted} belongs here, not {said(node)}"
    if len(text) > _LONGEST_NUMBER + 1:
        return f"too long a number: {_LONGEST_NUMBER} digits at most"
    return ""


def _thousands(text: str) -> str:
    joined = re.sub("[.,_' ]", "", text).lstrip("0") or "0"
    if _JSON_NUMBER.fullmatch(text):
        decimal = text.rstrip("0").rstrip(".") if text.endswith("0") else f"{text}0"
        return f"a thousands point is not read as one: write {joined}, or {decimal} for the decimal"
    return f"a number has no thousands marks: write {joined[:40]}"


class Whole:
    """A whole number, written as in JSON."""

    def __init__(self, at_least: int | None) -> None:
        self._at_least = at_least

    def read(self, node: Node, path: Path, log: Log) -> Any:
        if isinstance(node, Hole):
            return None
        what = _wrong_number(node, "a whole number")
        if not what and isinstance(node, Scalar):
            if not node.value.removeprefix("-").isdigit():
                what = f"a whole number belongs here, not {node.value}"
            elif (value := int(node.value)) >= (self._at_least if self._at_least is not None else value):
                return value
            else:
                what = f"{value} is too small: {self._at_least} at least"
        log.problem(node.at, path, what)
        return None


class Number:
    """A number, written as in JSON: no ``1_000``, ``0x10``, ``012``, ``.5``, ``1.``, ``.nan`` or ``.inf``."""

    def read(self, node: Node, path: Path, log: Log) -> Any:
        if isinstance(node, Hole):
            return None
        what = _wrong_number(node, "a number")
        if not what and isinstance(node, Scalar):
            value = int(node.value) if node.value.removeprefix("-").isdigit() else float(node.value)
            if abs(value) <= LARGEST:
                return value
            what = "too large a number: 18 digits at most"
        log.problem(node.at, path, what)
        return None
