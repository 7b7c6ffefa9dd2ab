"""Dates that say what is known and no more: EDTF, read, compared and shown.

Source: Extended Date/Time Format Specification, Library of Congress, 4 February 2019
(https://www.loc.gov/standards/datetime/), the profile of ISO 8601-2:2019. Levels 0 and 1, and of level 2 the
one-of sets `[a..b]`. Where the specification leaves a choice:

- a datetime covers the day that it names, in its own time zone;
- seasons are three whole months: 21 spring March to May, 22 summer June to August, 23 autumn September to
  November, 24 winter December to the February of the next year;
- years are astronomical: 0000 is 1 BCE, -0001 is 2 BCE; the calendar is proleptic Gregorian.

`parse` reads; `bounds`, `overlaps`, `sort_key` and `days` compare; `show` writes in English, with LEGEND's marks.
"""

from .calendar import MOST_DAYS, Date, Day, Form, Limits, Unit, bounds, days, overlaps, sort_key, weekday
from .english import LEGEND, show
from .read import LONGEST, parse

__all__ = [
    "LEGEND", "LONGEST", "MOST_DAYS", "Date", "Day", "Form", "Limits", "Unit",
    "bounds", "days", "overlaps", "parse", "show", "sort_key", "weekday",
]  # fmt: skip
