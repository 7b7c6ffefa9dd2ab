"""The one order in which records are shown: by time, then as they stand in their articles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from . import dates
from .holdings import Holdings
from .records import Event, Quote, Statement

PARTS_OF_DAY = ("night", "morning", "noon", "afternoon", "evening")


def in_time(dossier: Holdings, records: Iterable[Quote | Statement | Event]) -> list[str]:
    """Ids of the records by (earliest, latest) date; undated last; then by source and position; then by id."""
    return [record.id for record in sorted(records, key=lambda record: time_key(dossier, record))]


def time_key(dossier: Holdings, record: Quote | Statement | Event) -> tuple[Any, ...]:
    date = dossier.when(record).date
    undated = date is None
    return (
        undated,
        () if date is None else dates.sort_key(date, dossier.period),
        _part_of_day(dossier, record),
        _place(dossier, record),
        record.id,
    )


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
