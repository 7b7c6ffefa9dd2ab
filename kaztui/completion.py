"""What a query line may become at the cursor: names of fields, and their values, each with how many quotes it has.

The counts are of the quotes that the rest of the line leaves, so that a completion never leads to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from .dossier import Dossier
from .filters import iso, written
from .query import DOUBLE_MARKS, FIELDS, Value, field_named, parse, printed_value
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
    """How many quotes it leaves; of a field's name: how many have any value for it."""
    cursor: int
    """Where the cursor then is."""


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


def _names(match: re.Match[str], before: str, after: str, dossier: Dossier, view: View) -> list[Completion]:
    left = before[: match.start(2)]
    quotes = _left_by(before[: match.start()] + after, dossier, view)
    found: list[Completion] = []
    for name, field in FIELDS.items():
        if name.startswith(match[2].lower()):
            line = f"{left}{name}:"
            count = dossier.conditions.count_with(name, quotes)
            if count:
                found.append(Completion(line + after, f"{name}: {field.asks}", count, len(line)))
    return found


def _values(match: re.Match[str], before: str, after: str, dossier: Dossier, view: View) -> list[Completion]:
    names = field_named(match[2])
    last = _LAST.search(match[3])
    if len(names) != 1 or last is None:
        return []
    name = names[0]
    quotes = _left_by(before[: match.start()] + after, dossier, view)
    left = before[: match.start(3) + last.start()]
    typed = last[0].strip(DOUBLE_MARKS)
    found: list[Completion] = []
    for value, label, count in _counted(name, typed, quotes, dossier):
        line = left + printed_value(name, Value(value))
        found.append(Completion(line + after, label, count, len(line)))
    return sorted(found, key=lambda completion: -completion.count)[:MOST]


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


def _left_by(rest: str, dossier: Dossier, view: View) -> int:
    query = parse(rest)
    if query == view.query:
        return view.facets.quotes
    return done(dossier.finding(query, "quote")).bits

