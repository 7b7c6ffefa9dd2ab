"""A query line with a condition more or less: what "only this" and "from this day" write into it."""

from __future__ import annotations

from typing import Literal

from .dates import Day
from .query import Condition, Mistake, Query, Term, Value, parse, printed_value

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
        left = _without(left, term)
    return left if wanted in same else _with(left, wanted)


def dropped(line: str, text: str) -> str:
    """The line without the first term that is printed as ``text``."""
    for term in parse(line).terms:
        if str(term) == text:
            return _without(line, term)
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
            return _without(line, term)
    return _with(line, wanted)


def _with(line: str, wanted: Condition) -> str:
    """The line with a condition at its end, or before all else where the end would swallow it.

    So does a quotation mark that was left open, or a field that waits for its value.
    """
    terms = [*_asking(parse(line)), wanted]
    at_the_end = _joined(line, str(wanted), line)
    return at_the_end if _asking(parse(at_the_end)) == terms else _joined(str(wanted), line, line)


def _asking(query: Query) -> list[Term]:
    return [term for term in query.terms if not isinstance(term, Mistake)]


def _without(line: str, term: Term) -> str:
    return _joined(line[: term.start], line[term.end :], line)


def _joined(before: str, after: str, line: str) -> str:
    """Both with one space between them; a space that ends ``line`` stays, since it says that its last word is done."""
    joined = " ".join(part for part in (before.strip(), after.strip()) if part)
    return f"{joined} " if joined and line[-1:].isspace() and parse(line).words else joined
