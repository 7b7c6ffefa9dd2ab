"""Nodes into typed records, as the record classes say: every mistake said, with what was probably meant.

A shape is what a type looks like in a file. Shapes are made from the classes; none is written by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, Protocol

from msgspec import Struct, inspect

from ..nearest import did_you_mean
from ..records import ID_PATTERN
from ..rules import Path
from ..rules.fields import Bare, bare, fields_of
from .nodes import Hole, Mapping, Node, Scalar, Sequence
from .values import Choice, Log, Number, Text, Whole, is_empty, said


class Shape(Protocol):
    def read(self, node: Node, path: Path, log: Log) -> Any:
        """The value of the node; what is wrong with it is logged, and then the value means nothing."""


class Items:
    """A list of any length."""

    def __init__(self, item: Shape, at_least: int) -> None:
        self.item, self._at_least = item, at_least

    def read(self, node: Node, path: Path, log: Log) -> Any:
        if not isinstance(node, Sequence):
            if not isinstance(node, Hole):
                log.problem(node.at, path, self._expected(node))
            if isinstance(self.item, Fields):
                log.lost(self.item.kinds)
            return ()
        if len(node.items) < self._at_least:
            log.problem(node.at, path, "empty: at least one is needed")
        read = self.item.read
        return tuple([read(item, (*path, index), log) for index, item in enumerate(node.items)])

    def _expected(self, node: Node) -> str:
        if is_empty(node):
            return "no value"
        if isinstance(node, Mapping):
            hint = ": begin each item with '- '" if node.flow is not None else ""
            return f"a list belongs here, not a mapping{hint}"
        if isinstance(node, Scalar) and node.style == "plain" and len(node.value) <= 40:
            return f"a list belongs here, not a single value: write [{node.value}]"
        return f"a list belongs here, not {said(node)}"


class Pair:
    """A list of a fixed length: ``[start, end]``."""

    def __init__(self, items: tuple[Shape, ...]) -> None:
        self._items = items

    def read(self, node: Node, path: Path, log: Log) -> Any:
        if isinstance(node, Sequence) and len(node.items) == len(self._items):
            return tuple(
                [
                    shape.read(item, (*path, index), log)
                    for index, (shape, item) in enumerate(zip(self._items, node.items, strict=True))
                ]
            )
        if not isinstance(node, Hole):
            found = f"a list of {len(node.items)}" if isinstance(node, Sequence) else said(node)
            log.problem(node.at, path, f"two numbers, [start, end], belong here, not {found}")
        return ()


class Either:
    """One value, or a list of such."""

    def __init__(self, one: Shape, many: Shape) -> None:
        self._one, self._many = one, many

    def read(self, node: Node, path: Path, log: Log) -> Any:
        return (self._many if isinstance(node, Sequence) else self._one).read(node, path, log)


class Table:
    """A mapping from names that are free to values of one type."""

    def __init__(self, value: Shape) -> None:
        self._value = value

    def read(self, node: Node, path: Path, log: Log) -> Any:
        if not isinstance(node, Mapping):
            if not isinstance(node, Hole):
                what = "no value" if is_empty(node) else f"a mapping (name: value) belongs here, not {said(node)}"
                log.problem(node.at, path, what)
            return {}
        return {
            key.value: self._value.read(value, (*path, key.value), log)
            for key, value in unrepeated(node.entries, path, log)
        }


class _Field(NamedTuple):
    attribute: str
    shape: Shape
    nullable: bool


class Fields:
    """A record: a mapping with the fields of its class."""

    def __init__(self, record: type[Struct]) -> None:
        self.record = record
        self.kind = record.__name__.lower()
        information = inspect.type_info(record)
        assert isinstance(information, inspect.StructType)
        self._required = tuple(field.encode_name for field in information.fields if field.required)
        self._fields = {
            names.field: _Field(names.attribute, shape(type), type.nullable) for names, type in fields_of(record)
        }
        self._inner = {name: inner for name, field in self._fields.items() if (inner := _fields_in(field.shape))}
        self.kinds: frozenset[str] = frozenset({self.kind}) if "id" in self._fields else frozenset()
        """What of it and inside it has an id."""
        self.kinds = self.kinds.union(*(inner.kinds for inner in self._inner.values()))

    def read(self, node: Node, path: Path, log: Log, key: Scalar | None = None) -> Any:
        """``key``: the record's id, where that is not one of its fields."""
        values: dict[str, Any] = {}
        if key is not None:
            values["id"] = self._fields["id"].shape.read(key, (), log)
            log.met(key.value, self.kind)
        if not isinstance(node, Mapping):
            if not isinstance(node, Hole):
                log.problem(node.at, path, self._expected(node, key))
            log.lost(self.kinds - {self.kind} if key else self.kinds)
            return None
        given = set(values)
        for name, value in unrepeated(node.entries, path, log):
            field = self._fields.get(name.value)
            if field is None or (name.value == "id" and key is not None):
                meant = self._meant(name.value)
                log.problem(name.at, (*path, name.value), f"unknown field{meant}")
                log.surplus += not meant  # else it is a field that is missing now
                continue
            given.add(name.value)
            if not (field.nullable and isinstance(value, Scalar) and _is_null(value)):
                values[field.attribute] = field.shape.read(value, (*path, name.value), log)
        for missing in self._required:
            if missing not in given:
                log.problem(node.at, path, f"{missing!r} is missing")
                log.lost(self._inner[missing].kinds if missing in self._inner else ())
        if self.kind in self.kinds and key is None:
            if isinstance(id := values.get("id"), str):
                log.met(id, self.kind)
            else:
                log.lost({self.kind})
        return self.record(**values) if log.count == log.surplus else self._mended(values)

    def _mended(self, values: dict[str, Any]) -> Any:
        """What is left of a record in which a value is wrong, so that its other fields can be checked; None where
        too little is left. It is never used for anything else."""
        for attribute in [attribute for attribute, value in values.items() if value in (None, ())]:
            del values[attribute]
        for name, field in self._fields.items():
            if name in self._required and field.attribute not in values:
                if name == "id" or not isinstance(field.shape, Text | Choice):
                    return None
                values[field.attribute] = None
        if any(isinstance(value, tuple) and None in value for value in values.values()):
            return None
        return self.record(**values)

    def _expected(self, node: Node, key: Scalar | None) -> str:
        if is_empty(node):
            return "no value"
        needed = [name for name in self._required if name != "id" or key is None] or list(self._fields)[:1]
        return f"a mapping ({', '.join(f'{name}: …' for name in needed)}) belongs here, not {said(node)}"

    def _meant(self, name: str) -> str:
        """What an unknown field was probably meant for."""
        if name == "id" and name in self._fields:
            return ": a record's id is its key"
        for field, inner in self._inner.items():
            if name in inner._fields:
                return f": it belongs inside {field!r}"
        unseen = "" if name.isprintable() else f" {name[:60]!r}"
        return f"{unseen}{did_you_mean(name, self._fields)}"


def _fields_in(shape: Shape) -> Fields | None:
    inside = shape.item if isinstance(shape, Items) else shape
    return inside if isinstance(inside, Fields) else None


def unrepeated(
    entries: list[tuple[Scalar, Node]], path: Path, log: Log, word: str = "key"
) -> Iterator[tuple[Scalar, Node]]:
    """The entries of a mapping whose key has not been there before; the others are problems."""
    seen: dict[str, int] = {}
    for key, value in entries:
        first = seen.setdefault(key.value, key.at)
        if first == key.at:
            yield key, value
        else:
            log.problem(key.at, (*path, key.value), f"duplicate {word} {key.value[:60]!r}", first)
            log.surplus += 1


def _is_null(node: Scalar) -> bool:
    return node.style == "literal" and node.value == "null"


def shape(type: Bare) -> Shape:
    """The shape of a field's type. Raises ``TypeError`` for a type that no record has used yet."""
    match type.type:
        case inspect.StrType(min_length, max_length, pattern):
            pattern = ID_PATTERN if type.meant == "id" else pattern
            return Text(min_length or 0, max_length, pattern, type.meant == "edtf")
        case inspect.LiteralType(values):
            return Choice(tuple(str(value) for value in values))
        case inspect.IntType(ge=at_least):
            return Whole(at_least)
        case inspect.UnionType((inspect.IntType(), inspect.FloatType())):
            return Number()
        case inspect.UnionType((one, inspect.VarTupleType() as many)):
            return Either(shape(bare(one)), shape(bare(many)))
        case inspect.VarTupleType(item, min_length):
            return Items(shape(bare(item)), min_length or 0)
        case inspect.TupleType(items):
            return Pair(tuple(shape(bare(item)) for item in items))
        case inspect.DictType(_, value):
            return Table(shape(bare(value)))
        case inspect.StructType():
            return fields(type.type.cls)
    raise TypeError(f"no shape for {type.type}")


@cache
def fields(record: type[Struct]) -> Fields:
    """The shape of a record class."""
    return Fields(record)
