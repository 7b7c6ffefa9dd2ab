"""The rules that a field's type carries: dates parse, lines are not blank, lists of ids do not repeat themselves.

Which field has which type is read off the records, so that a new field is checked as soon as it exists.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from msgspec import Struct, inspect

from .. import dates
from ..nearest import did_you_mean
from ..records import About, Role
from ..text import sanitise
from .breach import Path, Say


class Bare(NamedTuple):
    """A field's type without what is wrapped around it."""

    type: inspect.Type
    nullable: bool
    meant: str
    """``edtf`` for a date, ``id`` for an id, else empty."""


class Names(NamedTuple):
    """A field's name in Python and in files."""

    attribute: str
    field: str


class _Plan(NamedTuple):
    dates: tuple[Names, ...]
    lines: tuple[Names, ...]
    texts: Callable[[Struct], tuple[str | None, ...]]
    """What stands in the lines of a record."""
    lists: tuple[tuple[Names, bool], ...]
    tables: tuple[Names, ...]
    inner: tuple[tuple[Names, type[Struct]], ...]


def bare(type: inspect.Type) -> Bare:
    """What stands inside ``Annotated`` and ``| None``; a union of two real types is left as it is."""
    if isinstance(type, inspect.Metadata):
        inside = bare(type.type)
        return inside._replace(meant=inside.meant or (type.extra or {}).get("kaztui", ""))
    if isinstance(type, inspect.UnionType):
        real = [part for part in type.types if not isinstance(part, inspect.NoneType)]
        if len(real) < len(type.types):
            inside = bare(real[0]) if len(real) == 1 else Bare(inspect.UnionType(tuple(real)), True, "")
            return inside._replace(nullable=True)
    return Bare(type, False, "")


@cache
def fields_of(record: type[Struct]) -> tuple[tuple[Names, Bare], ...]:
    """The fields of a record class, in the order in which they are written."""
    information = inspect.type_info(record)
    assert isinstance(information, inspect.StructType)
    return tuple((Names(field.name, field.encode_name), bare(field.type)) for field in information.fields)


@cache
def inner_of(record: type[Struct]) -> tuple[tuple[Names, type[Struct]], ...]:
    """The fields that hold records of their own: a list of them, or one."""
    found = []
    for names, (kind, _, _) in fields_of(record):
        item = kind.item_type if isinstance(kind, inspect.VarTupleType) else kind
        if isinstance(item, inspect.StructType):
            found.append((names, item.cls))
    return tuple(found)


@cache
def _plan(record: type[Struct]) -> _Plan:
    when, lines, lists, tables = [], [], [], []
    for names, (kind, _, meant) in fields_of(record):
        if meant == "edtf":
            when.append(names)
        elif isinstance(kind, inspect.StrType) and not meant and kind.pattern is None:
            lines.append(names)
        elif isinstance(kind, inspect.VarTupleType):
            if isinstance((item := bare(kind.item_type)).type, inspect.StrType):
                lists.append((names, item.meant == "id"))
        elif isinstance(kind, inspect.DictType):
            tables.append(names)
    return _Plan(tuple(when), tuple(lines), _getting(lines), tuple(lists), tuple(tables), inner_of(record))


def _getting(names: list[Names]) -> Callable[[Struct], tuple[Any, ...]]:
    if len(names) < 2:  # of a single one, attrgetter makes no tuple
        return lambda record: tuple(getattr(record, attribute) for attribute, _ in names)
    return attrgetter(*(attribute for attribute, _ in names))


def check_fields(record: Struct, path: Path, say: Say) -> None:
    """Single fields of the record and of those inside it."""
    plan = _plan(type(record))
    for attribute, field in plan.dates:
        value = getattr(record, attribute)
        if value is not None and (what := _wrong_date(value)):
            say((*path, field), what)
    for place, value in enumerate(plan.texts(record)):
        if value is not None and (what := _blank(value)):
            say((*path, plan.lines[place].field), what)
    for (attribute, field), of_ids in plan.lists:
        value = getattr(record, attribute)
        if value:
            _check_list(value, of_ids, (*path, field), say)
    for attribute, field in plan.tables:
        for key, value in getattr(record, attribute).items():
            if what := _blank(value):
                say((*path, field, key), what)
    for (attribute, field), _ in plan.inner:
        value = getattr(record, attribute)
        if isinstance(value, Struct):
            check_fields(value, (*path, field), say)
            continue
        for index, item in enumerate(value or ()):
            check_fields(item, (*path, field, index), say)
    if type(record) is Role:
        _check_order(record, path, say)


def _blank(text: str) -> str:
    """What is wrong with a line of which a reader would see nothing."""
    if text[:1] < "\u0300" and text[:1].isalnum():  # nearly all, and without looking at the rest
        return ""
    if text.isspace():
        return "only white space"
    return "only characters that cannot be seen" if text and not sanitise(text).strip() else ""


def _wrong_date(text: str) -> str:
    try:
        dates.parse(text)
    except ValueError as error:
        return str(error)
    return ""


def _check_list(items: tuple[str, ...], of_ids: bool, path: Path, say: Say) -> None:
    if not of_ids:
        for index, item in enumerate(items):
            if what := _blank(item):
                say((*path, index), what)
    elif len(items) > 1 and len(set(items)) < len(items):
        first: dict[str, int] = {}
        for index, item in enumerate(items):
            if first.setdefault(item, index) < index:
                say((*path, index), f"{item!r} is there already")


def _check_order(role: Role, path: Path, say: Say) -> None:
    if role.since is None or role.until is None or _wrong_date(role.since) or _wrong_date(role.until):
        return
    since, until = dates.parse(role.since).earliest, dates.parse(role.until).latest
    if since is not None and until is not None and since > until:
        say((*path, "until"), f"before 'since', which is {role.since}")


def check_zone(about: About, say: Say) -> None:
    """The time zone must be one that the IANA's data knows; nothing is said where the machine has no such data."""
    if about.timezone is None or about.timezone.isspace():
        return
    import zoneinfo  # not needed by the commands, which only show dates

    try:
        zoneinfo.ZoneInfo(about.timezone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):  # OSError: a region's folder ("Asia")
        if known := sorted(zoneinfo.available_timezones()):
            meant = did_you_mean(about.timezone, known)
            say(("timezone",), f"no IANA time zone {about.timezone[:60]!r}{meant}")
