"""Dates that say what is known and no more: EDTF, read, compared and shown.

Source: Extended Date/Time Format Specification, Library of Congress, 4 February 2019
(https://www.loc.gov/standards/datetime/), the profile of ISO 8601-2:2019. Levels 0 and 1, and of level 2 the
one-of sets `[a..b]`. Where the specification leaves a choice:

- a datetime covers the day that it names, in its own time zone;
- seasons are three whole months: 21 spring March to May, 22 summer June to August, 23 autumn September to
  November, 24 winter December to the February of the next year;
- years are astronomical: 0000 is 1 BCE, -0001 is 2 BCE; the calendar is proleptic Gregorian.

A day is `(year, month, day)` throughout. "Before X" is `date.earliest <= x.latest` and "after X" is
`date.latest >= x.earliest`, both inclusive, None being without limit; `bounds` clips and widens first.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NoReturn

Unit = Literal["day", "month", "season", "year", "decade", "century"]
Form = Literal["day", "month", "season", "year", "decade", "century", "datetime", "interval", "one-of"]
Day = tuple[int, int, int]
Limits = tuple[Day | None, Day | None]

LONGEST = 64  # characters: room for a set of five days; bounds the work that hostile text can cause
MOST_DAYS = 400  # more than a year: beyond that a histogram of days says nothing

LEGEND: tuple[tuple[str, str], ...] = (
    ("~10 Jan", "about 10 January (approximate)"),
    ("10 Jan?", "perhaps 10 January (uncertain)"),
    ("5–7 Jan", "from 5 to 7 January, the whole time"),
    ("in 3–9 Jan", "once between 3 and 9 January, not known when"),
    ("in Jan", "on one day in January, not known which"),
    ("≤ 11 Jan", "once, on 11 January or before"),
    ("≥ 10 Jan", "once, on 10 January or after"),
    ("→ 19 Jan", "until 19 January; the start is open or unknown"),
    ("5 Jan →", "from 5 January; the end is open or unknown"),
)
_PHRASES = {  # how something was written: how `show` says it, in full and compact
    "a/b": ("from {} to {}", "{}–{}"),
    "a/..": ("from {} on", "{} →"),
    "a/": ("from {}, end unknown", "{} →"),
    "../b": ("until {}", "→ {}"),
    "/b": ("until {}, start unknown", "→ {}"),
    "[a..b]": ("between {} and {}", "in {}–{}"),
    "[..b]": ("no later than {}", "≤ {}"),
    "[a..]": ("no earlier than {}", "≥ {}"),
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SEASONS = ("spring", "summer", "autumn", "winter")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAY_SHIFTS = (6, 2, 1, 4, 6, 2, 4, 0, 3, 5, 1, 3)  # by month, the year beginning in March
_MONTHS_IN: dict[Unit, int] = {"day": 0, "month": 1, "season": 3, "year": 12, "decade": 120, "century": 1200}

# [0-9] and not \d, which takes the digits of every script
_PART = re.compile(
    r"(Y-?[1-9][0-9]{4,}|-?[0-9]{2}(?:[0-9]{2}|[0-9]X|XX))(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([?~%]?)"
)
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:Z|[+-](?:0[0-9]|1[0-4])(?::[0-5][0-9])?)?"


class _Part:
    """One date as written at one end of something: `first` and `last` day, `unit`, and what `show` needs."""

    __slots__ = ("unit", "first", "last", "approximate", "uncertain", "within", "clock")

    def __init__(self, unit: Unit, first: Day, last: Day, mark: str, within: str, clock: str) -> None:
        self.unit, self.first, self.last = unit, first, last
        self.approximate, self.uncertain = mark in ("~", "%"), mark in ("?", "%")
        self.within = within  # the unit written as X: "day" in 1985-04-XX; "" if none is
        self.clock = clock  # "10:30:00Z"; "" if no time of day is given


# start, end, key in _PHRASES; None where open or unknown, never both
_Span = tuple[_Part | None, _Part | None, str]


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
    _spans: tuple[_Span, ...]

    def __init__(self, text: str, form: Form, spans: tuple[_Span, ...]) -> None:
        parts = [part for start, end, _ in spans for part in (start, end) if part]
        fix = object.__setattr__
        fix(self, "_spans", spans)
        earliest, latest = bounds(self)
        fix(self, "earliest", earliest)
        fix(self, "latest", latest)
        fix(self, "text", text)
        fix(self, "form", form)
        fix(self, "precision", max((part.unit for part in parts), key=_MONTHS_IN.__getitem__))
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

    def __reduce__(self) -> tuple[object, tuple[str]]:  # copies and pickles as its text
        return parse, (self.text,)


def parse(text: str) -> Date:
    """Read one EDTF date; ValueError says in one line what is wrong and what may have been meant."""
    if len(text) > LONGEST:
        raise ValueError(f"a date of {len(text)} characters is too long: {LONGEST} at most")
    return _parse(text)


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


def show(date: Date, *, year: int | None = None, compact: bool = False) -> str:
    """The date in English at its own precision: `c. Mon 10 Jan 2022`, `Jan 2022`, `between 3 and 9 Jan 2022`.

    Dates within `year` leave it out, unless they are no more precise than a year; other years always show.
    `~` becomes `c. `, `?` follows the date, `%` is both; the year -0001 is 2 BCE. `compact` gives the form of
    LEGEND, for a column: no weekdays, about 12 cells (more for ranges across months and for other years);
    open and unknown ends look alike, time zones are left out, and of a one-of set only the outer ends show.
    """
    spans = date._spans
    if compact and date.form == "one-of" and (date.earliest or date.latest):
        first = next((start for start, _, _ in spans if start and start.first == date.earliest), None)
        last = next((end for _, end, _ in spans if end and end.last == date.latest), None)
        spans = ((first, last, f"[{'a' if first else ''}..{'b' if last else ''}]"),)
    *shown, final = (_show_span(span, year, compact) for span in spans)
    if compact:
        return "|".join((*shown, final))
    return f"{', '.join(shown)} or {final}" if shown else final


def _show_span(span: _Span, year: int | None, compact: bool) -> str:
    start, end, shape = span
    phrase = _PHRASES[shape][compact]
    if start and end and start is not end:
        within_years = _MONTHS_IN[start.unit] < 12 and _MONTHS_IN[end.unit] < 12
        same_year = within_years and start.first[0] == end.first[0]
        same_month = same_year and start.first[1] == end.first[1] and start.unit == end.unit == "day"
        # across years the start always says its own: "1 Mar–2 Apr 2023" must not begin in 2022
        left = _label(start, end.first[0] if same_year else None, compact, month=not same_month)
        return phrase.format(left, _label(end, year, compact))
    lone = start or end
    assert lone, "parse refuses what is open at both ends"
    label = _label(lone, year, compact, weekday_too=not compact)
    if start is not end:
        return phrase.format(label)
    if lone.within:
        return f"in {label}" if compact else f"a {lone.within} in {label}"
    return label


def _label(
    part: _Part, year: int | None, compact: bool, *, weekday_too: bool = False, month: bool = True
) -> str:
    """One date with its marks; without the year if it lies in `year` and is more precise than a year."""
    first, last, unit = part.first, part.last, part.unit
    words = [_WEEKDAYS[weekday(first)]] if unit == "day" and weekday_too else []
    if unit == "day":
        words.append(str(first[2]))
    if unit in ("day", "month") and month:
        words.append(_MONTHS[first[1] - 1][:3])
    if unit == "season":
        words.append(_SEASONS[first[1] // 3 - 1])
    if unit == "decade" and first[0] > 0:
        words.append(f"{first[0]}s" if compact else f"the {first[0]}s")
    elif unit in ("decade", "century"):
        words.append(f"{_year(first[0])}–{_year(last[0])}")
    elif unit == "year" or not first[0] == last[0] == year:
        words.append(_year(first[0]))
    if part.clock:
        clock, zone = part.clock[:8].removesuffix(":00"), part.clock[8:]
        words.append(f"{clock} UTC{zone.removeprefix('Z')}" if zone and not compact else clock)
    about = ("~" if compact else "c. ") if part.approximate else ""
    return f"{about}{' '.join(words)}{'?' if part.uncertain else ''}"


def _year(year: int) -> str:
    return str(year) if year > 0 else f"{1 - year} BCE"


@lru_cache(maxsize=4096)  # a dossier has many records and few dates
def _parse(text: str) -> Date:
    try:
        return _read(text)
    except ValueError as problem:
        meant = " or ".join(f"{guess} ({show(guess)})" for guess in _guesses(text))
        raise ValueError(f"{problem}; did you mean {meant}?" if meant else str(problem)) from None


def _read(text: str) -> Date:
    if not text:
        raise ValueError("an empty date")
    if odd := next((char for char in text if not "!" <= char <= "~"), None):
        raise ValueError(f"{text!a}: {odd!a} cannot stand in a date")
    if text[0] in "[{" or text[-1] in "]}":
        return Date(text, "one-of", _set(text))
    if "/" in text:
        start, _, end = text.partition("/")
        if "/" in end:
            raise ValueError(f"{text!a}: an interval has one '/'")
        shape = f"{start if start in ('', '..') else 'a'}/{end if end in ('', '..') else 'b'}"
        span = _span(text, start if "a" in shape else "", end if "b" in shape else "", shape)
        return Date(text, "interval", (span,))
    if ".." in text:
        raise ValueError(f"{text!a}: a range needs brackets if it means one of its dates, '/' if all of them")
    part = _part(text)
    return Date(text, "datetime" if part.clock else part.unit, ((part, part, "a/b"),))


def _set(text: str) -> tuple[_Span, ...]:
    if text[0] == "{":
        raise ValueError(f"{text!a}: sets in braces are not supported; one of a set stands in brackets")
    if text[0] != "[" or text[-1] != "]" or "/" in text:
        raise ValueError(f"{text!a}: a set is '[', dates or ranges 'a..b' between commas, ']'")
    if text == "[]":
        raise ValueError(f"{text!a}: an empty set")
    members = text[1:-1].split(",")
    spans = []
    for place, member in enumerate(members):
        start, dots, end = member.partition("..")
        if not member:
            raise ValueError(f"{text!a}: a date is missing beside a comma")
        if dots and (not start and place > 0 or not end and place + 1 < len(members)):
            raise ValueError(f"{text!a}: a set is open only before its first date or after its last")
        shape = f"[{'a' if start else ''}..{'b' if end else ''}]" if dots else "[a..b]"
        spans.append(_span(text, start, end if dots else start, shape))
    return tuple(spans)


def _span(text: str, start: str, end: str, shape: str) -> _Span:
    """The span of an interval or of a set's member; `start` or `end` is "" where open or unknown."""
    first = _part(start) if start else None
    last = first if start == end else _part(end) if end else None
    if not first and not last:
        raise ValueError(f"{text!a}: open at both ends, which says nothing")
    if (first and first.clock) or (last and last.clock):
        raise ValueError(f"{text!a}: a time of day stands alone, not in an interval or a set")
    if first and last and last.last < first.first:
        raise ValueError(f"{text!a}: ends before it begins")
    return first, last, shape


def _part(text: str) -> _Part:
    head, timed, clock = text.partition("T")
    found = _PART.fullmatch(head)
    if not found:
        raise ValueError(f"{text!a} is not an EDTF date of level 0 or 1")
    year, month, day, mark = found.groups("")
    if timed and (mark or not day.isdigit()):
        raise ValueError(f"{text!a}: a time follows a whole date without marks")
    if timed and not re.fullmatch(_CLOCK, clock):
        raise ValueError(f"{text!a}: a time is 00:00:00 to 23:59:59, then nothing, Z or a shift like +06:00")
    if month and year[0] == "Y":
        raise ValueError(f"{text!a}: a year with Y has no months")
    if (month and "X" in year) or (month == "XX" and day not in ("", "XX")):
        raise ValueError(f"{text!a}: X ends a year alone, or stands for the day, or for month and day")
    digits = year.lstrip("Y-")
    low, high = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    if "-" in year:
        low, high = -high, -low
        if high == 0:
            raise ValueError(f"{text!a}: there is no year -0000; 0000 is 1 BCE")
    if month in ("", "XX"):
        unit: Unit = ("year", "decade", "century")[digits.count("X")]
        within = "day" if day else "month" if month else "year" if "X" in digits else ""
        return _Part(unit, (low, 1, 1), (high, 12, 31), mark, within, "")
    return _within_year(text, low, int(month), day, mark, clock)


def _within_year(text: str, year: int, month: int, day: str, mark: str, clock: str) -> _Part:
    if 21 <= month <= 24:
        if day:
            raise ValueError(f"{text!a}: a season has no days")
        begins = 3 * (month - 20)
        ends = (year, begins + 2) if begins < 12 else (year + 1, 2)
        return _Part("season", (year, begins, 1), (*ends, _month_days(*ends)), mark, "", "")
    if not 1 <= month <= 12:
        raise ValueError(f"{text!a}: no month {month:02}; months are 01 to 12, seasons 21 to 24")
    length = _month_days(year, month)
    if day in ("", "XX"):
        return _Part("month", (year, month, 1), (year, month, length), mark, "day" if day else "", "")
    if not 1 <= int(day) <= length:
        raise ValueError(f"{text!a}: no day {day}; {_MONTHS[month - 1]} {_year(year)} has {length} days")
    return _Part("day", (year, month, int(day)), (year, month, int(day)), mark, "", clock)


def _guesses(text: str) -> list[Date]:
    """What may have been meant by a text that is no EDTF date: only what can be read, the likeliest first."""
    tidy = "".join(text.split()).replace("–", "-").upper().replace("?~", "%").replace("~?", "%")
    core = tidy.strip("[]{}")
    guesses = [tidy, core, core.removeprefix("Y"), text.replace("–", "/")]
    guesses += [time + seconds for time in (tidy, text.strip().replace(" ", "T")) for seconds in ("", ":00")]
    if core[:1] in ("?", "~", "%"):
        guesses.append(core[1:] + core[0])
    if any(mark in core for mark in ("..", "/", ",")):
        guesses += [f"[{core.replace('/', '..')}]", core.replace("..", "/")]
    if found := re.fullmatch(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})", tidy):
        one, two, year = found.groups()
        guesses += [f"{year}-{two:0>2}-{one:0>2}", f"{year}-{one:0>2}-{two:0>2}"]
    if found := re.fullmatch(r"([0-9]{4})[-/.]?([0-9]{1,2})(?:[-/.]?([0-9]{1,2}))?", tidy):
        guesses.append("-".join(f"{number:0>2}" for number in found.groups() if number))
    dates = {}
    for guess in guesses:
        try:
            dates[guess] = _read(guess)
        except ValueError:
            continue
    return list(dates.values())


def _reach(span: _Span, period: Date | None, widened: bool) -> Limits:
    start, end, _ = span
    low, high = start.first if start else None, end.last if end else None
    if widened and start and start.approximate:
        low = _shift(start.first, -1, _MONTHS_IN[start.unit])
    if widened and end and end.approximate:
        high = _shift(end.last, 1, _MONTHS_IN[end.unit])
    if period and period.earliest and end and not start:
        low = min(period.earliest, end.first)
    if period and period.latest and start and not end:
        high = max(period.latest, start.last)
    return low, high


def _month_days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _shift(day: Day, sign: int, months: int) -> Day:
    """The next day towards `sign`; or, `months` away, the first (-1) or last (1) day of that month."""
    year, month, of_month = day
    if not months and 1 <= of_month + sign <= _month_days(year, month):
        return year, month, of_month + sign
    year, month = divmod(12 * year + month - 1 + sign * (months or 1), 12)
    return year, month + 1, 1 if (sign < 0) == (months > 0) else _month_days(year, month + 1)
