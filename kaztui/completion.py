"""What a query line may become: names of fields and their values at the cursor, the right word for a mistaken one.

A completion has its count, of the quotes that the rest of the line leaves, so that it never leads to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from .dossier import Dossier
from .filters import iso, written
from .query import DOUBLE_MARKS, FIELDS, Mistake, Problem, Query, Value, field_named, parse, printed_value
from .slices import done
from .views import View

MOST = 50
"""Completions that are offered; who looks for more types another letter."""

_NAME = re.compile(r"(?:^|(?<=\s))(-?)([A-Za-z]{0,16})\Z")
_VALUE = re.compile(r"(?:^|(?<=\s))(-?)([A-Za-z]{1,16}):(\S*(?:[\"“„«][^\"“”„«»]*)?)\Z")
_LAST = re.compile(rf"(?:[{DOUBLE_MARKS}][^{DOUBLE_MARKS}]*|[^,{DOUBLE_MARKS}]*)\Z")


class Completion(Struct, frozen=True):
    """One way to go on with a line."""

    text: str
    """The whole line with the completion in it."""
    label: str
    """What to show for it."""
    count: int
    """How many quotes it leaves, or what ``sign`` says; of a field's name: how many have any value for it."""
    cursor: int
    """Where the cursor then is."""
    start: int
    """Where what it completes begins: a name after its dash, a value after the colon or the comma."""
    names_field: bool = False
    """Whether it is a field's name, so that a value has to follow."""
    sign: Literal["", "+", "−"] = ""
    """Whether ``count`` quotes come to those that the values before leave (``+``), or are taken away (``−``)."""


def complete(text: str, cursor: int, dossier: Dossier, view: View) -> list[Completion]:
    """The ways in which the line may go on at ``cursor``, a position in it; none where a free word is typed.

    ``view`` is what the line leaves, or what it left before the last letters were typed. Names of fields come in
    the grammar's order, values with most quotes first.
    """
    cursor = max(0, min(cursor, len(text)))
    before, after = text[:cursor], text[cursor:]
    if after[:1].strip():  # in the middle of a word
        return []
    if match := _VALUE.search(before):
        return _values(match, before, after, dossier, view)
    if match := _NAME.search(before):
        return _names(match, before, after, dossier, view)
    return []


def is_of_name(text: str, cursor: int) -> bool:
    """Whether a word stands at the cursor that may become a field's name, rather than a field's value."""
    before = text[:cursor]
    found = None if _VALUE.search(before) else _NAME.search(before)
    return found is not None


def _names(match: re.Match[str], before: str, after: str, dossier: Dossier, view: View) -> list[Completion]:
    left = before[: match.start(2)]
    names = [name for name in FIELDS if name.startswith(match[2].lower())]
    if not names:  # as of most words
        return []
    quotes = _left_by(before[: match.start()], after, dossier, view)
    found: list[Completion] = []
    for name in names:
        line = f"{left}{name}:"
        if count := dossier.conditions.count_with(name, quotes):
            label = f"{name}: {FIELDS[name].asks}"
            found.append(Completion(line + after, label, count, len(line), len(left), names_field=True))
    return found


def _values(match: re.Match[str], before: str, after: str, dossier: Dossier, view: View) -> list[Completion]:
    names = field_named(match[2])
    if len(names) > 1 and not match[3]:  # "s:", with which nothing can be done before it is known which it is
        return _names(match, before, after, dossier, view)
    last = _LAST.search(match[3])
    if len(names) != 1 or last is None:
        return []
    name = names[0]
    quotes = _left_by(before[: match.start()], after, dossier, view)
    left = before[: match.start(3) + last.start()]
    typed = last[0].strip(DOUBLE_MARKS)
    there = _already(name, match[3][: last.start()], dossier)
    sign: Literal["", "+", "−"] = "−" if match[1] else "+" if there else ""
    found: list[Completion] = []
    for value, label, count in _counted(name, typed, quotes, dossier):
        if value not in there:
            line = left + printed_value(name, Value(value))
            found.append(Completion(line + after, label, count, len(line), len(left), sign=sign))
    return sorted(found, key=lambda completion: -completion.count)[:MOST]


def _already(field: str, values: str, dossier: Dossier) -> frozenset[str]:
    """What the values before the last comma are, as they would be completed."""
    conditions = dossier.conditions
    there: set[str] = set()
    for condition in parse(f"{field}:{values}").conditions:
        for value in condition.values:
            ids = frozenset() if FIELDS[field].kind == "date" else conditions.names(field).ids(value.text)
            there |= {value.text, *(conditions.value_for(field, id) for id in ids)}
    return frozenset(there)


def _counted(field: str, typed: str, quotes: int, dossier: Dossier) -> Iterator[tuple[str, str, int]]:
    """``(value, label, count)`` of what begins as typed."""
    conditions = dossier.conditions
    if FIELDS[field].kind == "date":
        for day, count in conditions.days(quotes).items():
            shown = written(day, dossier.year)
            if shown.startswith(typed) or iso(day).startswith(typed):
                yield shown, shown, count
        return
    counts = conditions.counts(field, quotes)
    names = conditions.names(field)
    for id in names.beginning(typed):
        if id in counts:
            yield conditions.value_for(field, id), names.labels[id], counts[id]


def _left_by(before: str, after: str, dossier: Dossier, view: View) -> int:
    """The quotes that the rest of a line leaves, whose last word goes on being typed with a field behind it."""
    rest = before + after if after[-1:].isspace() else (before + after).rstrip()
    left, shown = parse(rest), view.query
    if left.is_unfinished == shown.is_unfinished and _asked(left) == _asked(shown):
        return view.facets.quotes
    return _quotes_of(dossier, rest)


def _asked(query: Query) -> Query:
    """The query without what asks nothing, as a field does whose value is still to be typed."""
    return query.only(*(term for term in query.terms if not isinstance(term, Mistake)))


@lru_cache(maxsize=4)  # the rest stays what it is while a value is typed
def _quotes_of(dossier: Dossier, rest: str) -> int:
    return done(dossier.finding(parse(rest), "quote")).bits


class Repair(Struct, frozen=True):
    """A line in which the nearest right word stands for a mistaken one."""

    text: str
    word: str
    """The right word, as it stands there."""
    cursor: int


def repaired(text: str, cursor: int, problem: Problem) -> Repair | None:
    """The line with a mistake mended, None where no right word is near."""
    if not problem.nearest:
        return None
    word = problem.nearest
    is_marked = text[problem.start - 1 : problem.start] in tuple(DOUBLE_MARKS)
    if not is_marked and not word.endswith(":"):
        word = printed_value("", Value(word))
    end = problem.start + len(word)
    after = max(end, cursor + end - problem.end)
    return Repair(text[: problem.start] + word + text[problem.end :], word, after)
