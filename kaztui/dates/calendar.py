"""Days, spans of days and what one date is: the calendar's side of EDTF.

A day is ``(year, month, day)`` throughout. "Before X" is `date.earliest <= x.latest` and "after X" is
`date.latest >= x.earliest`, both inclusive, None being without limit; `bounds` clips and widens first.
"""

from __future__ import annotations

from typing import Literal, NoReturn

Unit = Literal["day", "month", "season", "year", "decade", "century"]
Form = Literal["day", "month", "season", "year", "decade", "century", "datetime", "interval", "one-of"]
Day = tuple[int, int, int]
Limits = tuple[Day | None, Day | None]

MOST_DAYS = 400  # more than a year: beyond that a histogram of days says nothing

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAY_SHIFTS = (6, 2, 1, 4, 6, 2, 4, 0, 3, 5, 1, 3)  # by month, the year beginning in March
MONTHS_IN: dict[Unit, int] = {"day": 0, "month": 1, "season": 3, "year": 12, "decade": 120, "century": 1200}


class Part:
    """One date as written at one end of something: `first` and `last` day, `unit`, and what `show` needs."""

    __slots__ = ("unit", "first", "last", "approximate", "uncertain", "within", "clock")

    def __init__(self, unit: Unit, first: Day, last: Day, mark: str, within: str, clock: str) -> None:
        self.unit, self.first, self.last = unit, first, last
        self.approximate, self.uncertain = mark in ("~", "%"), mark in ("?", "%")
        self.within = within  # the unit written as X: "day" in 1985-04-XX; "" if none is
        self.clock = clock  # "10:30:00Z"; "" if no time of day is given


# start, end, key in _PHRASES; None where open or unknown, never both
Span = tuple[Part | None, Part | None, str]


class Date:
    """An EDTF date, made by `parse`; frozen, hashable, equal when written alike.

    `text` is the date as written. `earliest` and `latest` are the days between which it lies, both included
    and not moved by `~`; None where open or unknown. `form` is "datetime", "interval", "one-of", or for a
    single date the unit that its bounds make up: `1985-04-XX` is a "month", `201X` a "decade", `20XX` a
    "century". `precision` is the coarsest unit in it ("day" for a datetime). `approximate` and `uncertain`
    say whether any date in it carries `~` or `%`, `?` or `%`.
    """

    __slots__ = ("text", "form", "precision", "earliest", "latest", "approximate", "uncertain", "_spans")

    text: str
    form: Form
    precision: Unit
    earliest: Day | None
    latest: Day | None
    approximate: bool
    uncertain: bool
    _spans: tuple[Span, ...]

    def __init__(self, text: str, form: Form, spans: tuple[Span, ...]) -> None:
        parts = [part for start, end, _ in spans for part in (start, end) if part]
        fix = object.__setattr__
        fix(self, "_spans", spans)
        earliest, latest = bounds(self)
        fix(self, "earliest", earliest)
        fix(self, "latest", latest)
        fix(self, "text", text)
        fix(self, "form", form)
        fix(self, "precision", max((part.unit for part in parts), key=MONTHS_IN.__getitem__))
        fix(self, "approximate", any(part.approximate for part in parts))
        fix(self, "uncertain", any(part.uncertain for part in parts))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a Date is frozen: cannot set {name!r}")

    def __eq__(self, other: object) -> bool:
        return self.text == other.text if isinstance(other, Date) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.text)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Date({self.text!r})"


def sort_key(date: Date, period: Date | None = None) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """The key that puts dates in order of earliest, then latest, then text: a total order.

    Open and unknown ends are clipped to `period` as in `bounds`. What is still open then, or open without a
    period, is endless: an open start comes before every day and an open end after every day, so that
    `../2004` comes before `-9999`, and `2022-01-05/..` after all else whose earliest day is 5 January 2022.
    """
    earliest, latest = bounds(date, period)
    return (0, *earliest) if earliest else (-1,), (0, *latest) if latest else (1,), date.text


def bounds(date: Date, period: Date | None = None, *, widened: bool = False) -> Limits:
    """The earliest and latest day, open and unknown ends clipped to `period`; None where still open.

    A clipped end reaches to the edge of the period, or, where the known end lies beyond that edge, no further
    than the known end: `../2004` in the period 2022 covers 2004. Known ends are never clipped.
    `widened` moves every end that has `~` or `%` outwards by one of its own unit.
    """
    reaches = [_reach(span, period, widened) for span in date._spans]
    lows = [low for low, _ in reaches if low]
    highs = [high for _, high in reaches if high]
    # one open member leaves the whole set open
    earliest = min(lows) if len(lows) == len(reaches) else None
    return earliest, max(highs) if len(highs) == len(reaches) else None


def overlaps(a: Date, b: Date, period: Date | None = None) -> bool:
    """Whether some day may belong to both, each clipped and widened as in `bounds`; symmetrical.

    A one-of set is taken member by member: `[2022-01-03,2022-01-09]` does not overlap 2022-01-05.
    The open end of a question is clipped too: ask for "since X" by `bounds`, not by `X/..` and a period.
    """
    return any(
        (low is None or other_high is None or low <= other_high)
        and (high is None or other_low is None or other_low <= high)
        for low, high in (_reach(span, period, True) for span in a._spans)
        for other_low, other_high in (_reach(span, period, True) for span in b._spans)
    )


def days(date: Date, period: Date | None = None) -> tuple[Day, ...]:
    """The days that the date covers or may fall on, in order; not widened by `~`.

    Open ends are clipped to `period` as in `bounds`. Empty for a date that is still unbounded or covers more
    than MOST_DAYS days: it has no place in a histogram of days.
    """
    found: set[Day] = set()
    for low, high in (_reach(span, period, False) for span in date._spans):
        if low is None or high is None:
            return ()
        while low <= high:
            found.add(low)
            if len(found) > MOST_DAYS:
                return ()
            low = _shift(low, 1, 0)
    return tuple(sorted(found))


def weekday(day: Day) -> int:
    """0 for Monday to 6 for Sunday, for any day of any year (Tomohiko Sakamoto's method)."""
    year, month, of_month = day
    year -= month < 3
    return (year + year // 4 - year // 100 + year // 400 + _WEEKDAY_SHIFTS[month - 1] + of_month) % 7


def _reach(span: Span, period: Date | None, widened: bool) -> Limits:
    start, end, _ = span
    low, high = start.first if start else None, end.last if end else None
    if widened and start and start.approximate:
        low = _shift(start.first, -1, MONTHS_IN[start.unit])
    if widened and end and end.approximate:
        high = _shift(end.last, 1, MONTHS_IN[end.unit])
    if period and period.earliest and end and not start:
        low = min(period.earliest, end.first)
    if period and period.latest and start and not end:
        high = max(period.latest, start.last)
    return low, high


def month_days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _shift(day: Day, sign: int, months: int) -> Day:
    """The next day towards `sign`; or, `months` away, the first (-1) or last (1) day of that month."""
    year, month, of_month = day
    if not months and 1 <= of_month + sign <= month_days(year, month):
        return year, month, of_month + sign
    year, month = divmod(12 * year + month - 1 + sign * (months or 1), 12)
    return year, month + 1, 1 if (sign < 0) == (months > 0) else month_days(year, month + 1)
