"""The one order in which records are shown: by time, then as they stand in their articles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .dates import Date
from .holdings import Holdings
from .records import Event, Quote, Statement

PARTS_OF_DAY = ("night", "morning", "noon", "afternoon", "evening")


def in_time(dossier: Holdings, records: Iterable[Quote | Statement | Event]) -> list[str]:
    """Ids of the records by (earliest, latest) date; undated last; then by source and position; then by id."""
    return [record.id for record in sorted(records, key=lambda record: time_key(dossier, record))]


def time_key(dossier: Holdings, record: Quote | Statement | Event) -> tuple[Any, ...]:
    return (
        *_known_days(dossier.when(record).date),
        _part_of_day(dossier, record),
        _place(dossier, record),
        record.id,
    )


def _known_days(date: Date | None) -> tuple[bool, tuple[int, ...], tuple[int, ...], bool]:
    """(undated, earliest, latest, open): a date that is open on one side stands by the side that is known.

    "No later than the 11th" is told of the days around the 11th: among the first days of the dossier's period,
    to which filters clip it, nobody would look for it.
    """
    if date is None:
        return True, (), (), False
    known = date.earliest or date.latest or ()
    return False, known, date.latest or known, date.earliest is None or date.latest is None


def _part_of_day(dossier: Holdings, record: Quote | Statement | Event) -> int:
    if not isinstance(record, Event) or record.part_of_day not in PARTS_OF_DAY:
        return 0
    return PARTS_OF_DAY.index(record.part_of_day)


def _place(dossier: Holdings, record: Quote | Statement | Event) -> tuple[str, int, int]:
    match record:
        case Quote():
            return (record.source, *record.at)
        case Statement():
            return min((quote.source, *quote.at) for quote in record.quotes)
    places = [
        (report.source or "", *(report.at or (0, 0)))
        if report.quote is None
        else (dossier.quotes[report.quote].source, *dossier.quotes[report.quote].at)
        for report in record.reports
    ]
    return min(places)
