"""Reading EDTF: text in, a `Date` or a reason out."""

from __future__ import annotations

import re
from functools import lru_cache

from .calendar import MONTHS, Date, Part, Span, Unit, month_days
from .english import show, year_words

LONGEST = 64  # characters: room for a set of five days; bounds the work that hostile text can cause

# [0-9] and not \d, which takes the digits of every script
_PART = re.compile(
    r"(Y-?[1-9][0-9]{4,}|-?[0-9]{2}(?:[0-9]{2}|[0-9]X|XX))(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([?~%]?)"
)
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:Z|[+-](?:0[0-9]|1[0-4])(?::[0-5][0-9])?)?"


def parse(text: str) -> Date:
    """Read one EDTF date; ValueError says in one line what is wrong and what may have been meant."""
    if len(text) > LONGEST:
        raise ValueError(f"a date of {len(text)} characters is too long: {LONGEST} at most")
    return _parse(text)


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


def _set(text: str) -> tuple[Span, ...]:
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


def _span(text: str, start: str, end: str, shape: str) -> Span:
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


def _part(text: str) -> Part:
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
        return Part(unit, (low, 1, 1), (high, 12, 31), mark, within, "")
    return _withinyear_words(text, low, int(month), day, mark, clock)


def _withinyear_words(text: str, year: int, month: int, day: str, mark: str, clock: str) -> Part:
    if 21 <= month <= 24:
        if day:
            raise ValueError(f"{text!a}: a season has no days")
        begins = 3 * (month - 20)
        ends = (year, begins + 2) if begins < 12 else (year + 1, 2)
        return Part("season", (year, begins, 1), (*ends, month_days(*ends)), mark, "", "")
    if not 1 <= month <= 12:
        raise ValueError(f"{text!a}: no month {month:02}; months are 01 to 12, seasons 21 to 24")
    length = month_days(year, month)
    if day in ("", "XX"):
        return Part("month", (year, month, 1), (year, month, length), mark, "day" if day else "", "")
    if not 1 <= int(day) <= length:
        raise ValueError(f"{text!a}: no day {day}; {MONTHS[month - 1]} {year_words(year)} has {length} days")
    return Part("day", (year, month, int(day)), (year, month, int(day)), mark, "", clock)


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
