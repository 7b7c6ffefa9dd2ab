"""The rules that a field's type carries: dates parse, lines are not blank, lists of ids do not repeat themselves.

Which field has which type is read off the records, so that a new field is checked as soon as it exists.
"""

from __future__ import annotations

import re
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


_Check = Callable[[Any, Path, Say], None]
"""Takes what stands in a field, and where that is."""


class Names(NamedTuple):
    """A field's name in Python and in files."""

    attribute: str
    field: str


class _Plan(NamedTuple):
    lines: tuple[Names, ...]
    texts: Callable[[Struct], tuple[str | None, ...]]
    """What stands in the lines of a record."""
    others: tuple[tuple[str, _Check], ...]
    """Fields that are no lines, and how each is checked if something stands in it."""
    values: Callable[[Struct], tuple[Any, ...]]
    """What stands in those."""


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
    lines: list[Names] = []
    others: list[tuple[Names, _Check]] = []
    for names, (kind, _, meant) in fields_of(record):
        if meant == "edtf":
            others.append((names, _check_date))
        elif isinstance(kind, inspect.StrType) and not meant and kind.pattern is None:
            lines.append(names)
        elif isinstance(kind, inspect.VarTupleType):
            if isinstance((item := bare(kind.item_type)).type, inspect.StrType):
                others.append((names, _check_ids if item.meant == "id" else _check_lines))
        elif isinstance(kind, inspect.DictType):
            others.append((names, _check_table))
    others += [(names, _check_inner) for names, _ in inner_of(record)]
    checks = tuple((names.field, check) for names, check in others)
    return _Plan(tuple(lines), getting(lines), checks, getting([names for names, _ in others]))


def getting(names: list[Names]) -> Callable[[Struct], tuple[Any, ...]]:
    """What gives all these fields of a record at once."""
    if not names:
        return lambda _: ()
    get = attrgetter(*(attribute for attribute, _ in names))
    return get if len(names) > 1 else lambda record: (get(record),)


def check_fields(record: Struct, path: Path, say: Say) -> None:
    """Single fields of the record and of those inside it."""
    plan = _plan(type(record))
    texts = plan.texts(record)
    if not all(map(_is_seen, filter(None, texts))):
        for place, text in enumerate(texts):
            if text is not None and (what := _blank(text)):
                say((*path, plan.lines[place].field), what)
    if not plan.others:
        return
    for place, value in enumerate(plan.values(record)):
        if value:
            field, check = plan.others[place]
            check(value, (*path, field), say)
    if type(record) is Role:
        _check_order(record, path, say)


_is_seen = re.compile("(?=[\0-\u02ff])[^\\W_]").match
"""Whether a text begins with a letter or a figure that can be seen; nearly all do, and what follows need not be looked
at."""


def _blank(text: str) -> str:
    """What is wrong with a line of which a reader would see nothing."""
    if _is_seen(text):
        return ""
    if text.isspace():
        return "only white space"
    return "only characters that cannot be seen" if text and not sanitise(text).strip() else ""


def _check_date(text: str, path: Path, say: Say) -> None:
    if what := _wrong_date(text):
        say(path, what)


def _wrong_date(text: str) -> str:
    try:
        dates.parse(text)
    except ValueError as error:
        return str(error)
    return ""


def _check_lines(items: tuple[str, ...], path: Path, say: Say) -> None:
    for index, item in enumerate(items):
        if what := _blank(item):
            say((*path, index), what)


def _check_ids(ids: tuple[str, ...], path: Path, say: Say) -> None:
    if len(ids) > 1 and len(set(ids)) < len(ids):
        first: dict[str, int] = {}
        for index, id in enumerate(ids):
            if first.setdefault(id, index) < index:
                say((*path, index), f"{id!r} is there already")


def _check_table(table: dict[str, str], path: Path, say: Say) -> None:
    for key, value in table.items():
        if what := _blank(value):
            say((*path, key), what)


def _check_inner(inside: Struct | tuple[Struct, ...], path: Path, say: Say) -> None:
    if isinstance(inside, Struct):
        check_fields(inside, path, say)
        return
    for index, item in enumerate(inside):
        check_fields(item, (*path, index), say)


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
