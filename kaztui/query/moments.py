"""Days as a reader types them: ``10/1`` (day/month), ``10 jan``, ``2022-01``, EDTF, ranges ``5/1..8/1``."""

from __future__ import annotations

import re
from typing import NamedTuple

from .. import dates
from ..dates import Date, Day
from ..text import fold

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = "|".join(f"{name}|{name[:3]}(?:\\.(?!\\.))?" for name in MONTHS) + "|sept"
_NAMED = rf"\d{{1,2}}\s+(?:{_MONTH}|th(?:á|a\u0301?)ng\s+\d{{1,2}})(?:\s+\d{{4}})?(?![\w/-])"
SPACED = re.compile(rf"(?:[^\s,]{{0,40}}?\.\.)?{_NAMED}(?:\.\.(?:{_NAMED}|[^\s,]*))?", re.IGNORECASE)
"""A date or range with spaces in it, which its field takes together."""

_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?")
_MONTH_OF_YEAR = re.compile(r"(\d{1,2})/(\d{4})")
_WORDED = re.compile(rf"(?:(?P<day>\d{{1,2}})\s*)?(?P<month>{_MONTH})(?:\s+(?P<year>\d{{4}}))?")
_WORDED_FIRST = re.compile(rf"(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:\s+(?P<year>\d{{4}}))?")
_VIETNAMESE = re.compile(
    r"(?:ngay\s+)?(?:(?P<day>\d{1,2})\s+)?thang\s+(?P<month>\d{1,2})(?:\s+(?:nam\s+)?(?P<year>\d{4}))?"
)


class Range(NamedTuple):
    """A stretch of time that is asked for, both ends included; None where it is open."""

    first: Date | None
    last: Date | None

    @property
    def earliest(self) -> Day | None:
        """Its first day, widened where the date is approximate."""
        return dates.bounds(self.first, widened=True)[0] if self.first else None

    @property
    def latest(self) -> Day | None:
        """Its last day, likewise."""
        return dates.bounds(self.last, widened=True)[1] if self.last else None


def read(text: str, year: int | None) -> Range:
    """The time that a typed date stands for; ``year`` is that of days typed without one.

    Raises ``ValueError``, whose text says in one line what is wrong.
    """
    plain = " ".join(text.split())
    if ".." in plain and plain[0] != "[" and "/.." not in plain and "../" not in plain:
        start, _, end = (part.strip() for part in plain.partition(".."))
        if start.isdecimal() and len(start) < 3 and (rest := re.fullmatch(r"\d{1,2}(?![\d-])(.+)", end)):
            start += rest[1]  # "5..8 jan"
        first, last = (_one(part, year) if part else None for part in (start, end))
        range = Range(first, last)
        if first is None and last is None:
            raise ValueError(f'"{plain}" is open at both ends')
        if range.earliest and range.latest and range.latest < range.earliest:
            raise ValueError(f'"{plain}" ends before it begins')
        return range
    date = _one(plain, year)
    return Range(date, date)


def _one(text: str, year: int | None) -> Date:
    folded = fold(text).strip()
    for pattern in (_WORDED, _WORDED_FIRST, _VIETNAMESE):
        if match := pattern.fullmatch(folded):
            month = match["month"]
            number = int(month) if month.isdecimal() else 1 + [name[:3] for name in MONTHS].index(month[:3])
            return _date(text, match["year"], number, match["day"], year)
    if match := _NUMBERS.fullmatch(folded):
        return _date(text, match[3], int(match[2]), match[1], year)
    if match := _MONTH_OF_YEAR.fullmatch(folded):
        return _date(text, match[2], int(match[1]), None, year)
    try:
        return dates.parse(text)
    except ValueError as error:
        shown = text if len(text) <= 30 else f"{text[:29]}…"
        _, found, meant = str(error).partition("; did you mean ")
        hint = f"; did you mean {meant}" if found else "; days are 10/1, 10 jan, 2022-01-10"
        raise ValueError(f'no date "{shown}"{hint}') from None


def _date(text: str, own_year: str | None, month: int, day: str | None, year: int | None) -> Date:
    whole = own_year or (f"{year:04}" if year is not None and year >= 0 else None)
    if whole is None:
        raise ValueError(f'"{text}" needs its year: the dossier spans several')
    if month > 12 and day is not None and int(day) <= 12:
        raise ValueError(f'no date "{text}": the day stands before the month; did you mean {month}/{int(day)}?')
    try:
        return dates.parse(f"{whole}-{month:02}" + (f"-{int(day):02}" if day else ""))
    except ValueError as error:
        raise ValueError(f'no date "{text}": {str(error).partition(": ")[2]}') from None
