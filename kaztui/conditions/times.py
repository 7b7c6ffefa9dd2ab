"""Whether a date may lie in a time that is asked for: ``on:``, ``after:``, ``before:``."""

from __future__ import annotations

from typing import NamedTuple

from .. import dates
from ..dates import Date, Day
from ..query.moments import Range, read


class Time(NamedTuple):
    """A stretch of time, both ends included; None where it is open. ``date``: the one EDTF date that says it."""

    earliest: Day | None
    latest: Day | None
    date: Date | None = None


def time_asked(field: str, typed: str, year: int | None) -> Time:
    """The time that a field asks for. Raises ``ValueError``, whose text says in one line what is wrong."""
    asked = read(typed, year)
    if field == "after":
        if asked.earliest is None:
            raise ValueError(f'"{typed}" does not say after when')
        return Time(asked.earliest, None)
    if field == "before":
        if asked.latest is None:
            raise ValueError(f'"{typed}" does not say before when')
        return Time(None, asked.latest)
    return Time(asked.earliest, asked.latest, _whole(asked))


def _whole(asked: Range) -> Date | None:
    """The range as one date, where it is closed: so that a one-of set is met by its members, not its outer ends.

    ``overlaps`` would clip the open end of a question to the dossier's period.
    """
    first, last = asked
    if first is None or last is None or asked.earliest is None or asked.latest is None:
        return None
    if first is last:
        return first
    try:
        return dates.parse(f"{first}/{last}")
    except ValueError:  # of an interval or a set no interval can be made
        return None


def meets(date: Date, time: Time, period: Date | None) -> bool:
    """Whether some day may belong to both; open ends of ``date`` are clipped to ``period``, ``~`` is widened."""
    if time.date is not None:
        return dates.overlaps(date, time.date, period)
    earliest, latest = dates.bounds(date, period, widened=True)
    return (time.earliest is None or latest is None or latest >= time.earliest) and (
        time.latest is None or earliest is None or earliest <= time.latest
    )
