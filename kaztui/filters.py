"""A query line with a condition more or less: what "only this" and "from this day" write into it."""

from __future__ import annotations

from typing import Literal

from .dates import Day
from .query import Condition, Value, parse, printed, printed_value

Side = Literal["after", "before"]


def narrowed(line: str, field: str, value: str) -> str:
    """The line with ``field:value`` at its end; without it where it was there already."""
    return _turned(line, Condition(field, (Value(value),)))


def excluded(line: str, field: str, value: str) -> str:
    """The line with ``-field:value`` at its end; without it where it was there already."""
    return _turned(line, Condition(field, (Value(value),), negated=True))


def brushed(line: str, side: Side, day: str) -> str:
    """The line with one ``after:`` or ``before:``, of that day; without any where it was of that day already."""
    same = [term for term in parse(line).conditions if term.name == side and not term.negated]
    wanted = Condition(side, (Value(day),))
    left = line
    for term in reversed(same):
        left = _joined(left[: term.start], left[term.end :])
    return left if wanted in same else _joined(left, str(wanted))


def dropped(line: str, text: str) -> str:
    """The line without the first term that is printed as ``text``."""
    for term in parse(line).terms:
        if str(term) == text:
            return _joined(line[: term.start], line[term.end :])
    return line


def condition(field: str, value: str) -> str:
    """``field:value`` as it is typed."""
    return f"{field}:{printed_value(field, Value(value))}"


def written(day: Day, year: int | None) -> str:
    """A day as a query has it: ``10/1`` in the year that short dates leave out, else ``2022-01-10``."""
    return f"{day[2]}/{day[1]}" if day[0] == year else iso(day)


def iso(day: Day) -> str:
    return f"{day[0]:04}-{day[1]:02}-{day[2]:02}"


def _turned(line: str, wanted: Condition) -> str:
    for term in parse(line).terms:
        if term == wanted:
            return _joined(line[: term.start], line[term.end :])
    return _joined(line, printed(wanted.name, wanted.values, wanted.negated))


def _joined(before: str, after: str) -> str:
    return " ".join(part for part in (before.strip(), after.strip()) if part)
