"""Whole dates among the words of a query: ``8/1``, ``8-1``, ``10 jan``, ``ngay 10/1``, ``10 tháng 1``, ``2022-01-10``.

They are recognised before anything else is, because ``10`` and ``1`` stand in half of all documents and because
their digits look like VNI's keys. A date is one unit of a query; what it may be in a document is a list of token
sequences: a day token, which :func:`day_tokens` makes of a date field, or the date as articles print it.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
            "sep sept september", "oct october", "nov november", "dec december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH_NAMES: dict[int, list[str]] = {}
for _name, _number in _MONTHS.items():
    _MONTH_NAMES.setdefault(_number, []).append(_name)

_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NAME = rf"(?P<name>{'|'.join(_MONTHS)})"
_FORMS = (
    rf"{_YEAR}-{_MONTH}-{_DAY}",
    rf"{_DAY}/{_MONTH}(?:/{_YEAR})?",
    rf"{_DAY}-{_MONTH}(?:-{_YEAR})?",
    rf"{_DAY} thang {_MONTH}(?:[ /]*(?:nam )?{_YEAR})?",
    rf"{_DAY}(?:st|nd|rd|th)? {_NAME}(?:,? {_YEAR})?",
    rf"{_NAME} {_DAY}(?:st|nd|rd|th)?(?:,? {_YEAR})?",
)
_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


class Day(Struct, frozen=True):
    """A date typed at ``start``–``end`` of a folded query."""

    start: int
    end: int
    day: int
    month: int
    year: int | None

    def sequences(self) -> list[tuple[str, ...]]:
        """The token sequences that a document may have for it, those of a date field first."""
        day, month = str(self.day), str(self.month)
        token = f"@{self.month:02}-{self.day:02}"
        found: list[tuple[str, ...]] = [(token if self.year is None else f"@{self.year}{token[1:]}",)]
        numbers = [(d, m) for d in _padded(day) for m in _padded(month)]
        found += numbers
        found += [(d, "thang", m) for d, m in numbers]
        for name in _MONTH_NAMES[self.month]:
            found += [(day, name), (name, day)]
        return found


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Compiled when the first digit is typed: a search from the shell seldom has one."""
    return tuple(re.compile(rf"(?<![\w/.-])(?:ngay )?{form}(?![\w/-])") for form in _FORMS)


def days_in(folded: str) -> list[Day]:
    """The dates in a folded query, in order, none overlapping."""
    found: list[Day] = []
    for pattern in _patterns() if _DIGIT.search(folded) else ():
        for match in pattern.finditer(folded):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            parts = match.groupdict()
            month = _MONTHS[parts["name"]] if parts.get("name") else int(parts["month"])
            year = int(parts["year"]) if parts.get("year") else None
            found.append(Day(match.start(), match.end(), int(parts["day"]), month, year))
    return sorted(found, key=lambda day: day.start)


def day_tokens(text: str) -> list[tuple[str, int, int]]:
    """The tokens of a date field with where they stand: for each ISO day one with its year and one without."""
    return [
        (token, *match.span())
        for match in _ISO.finditer(text)
        for token in (f"@{match[1]}{match[2]}-{match[3]}", f"@{match[2]}-{match[3]}")
    ]


def is_date_field(name: str) -> bool:
    """Whether a field of this name holds ISO days that whole dates of a query are to find."""
    return name.rpartition(".")[2] == "date"


def _padded(number: str) -> tuple[str, ...]:
    return (number, number.zfill(2)) if len(number) == 1 else (number,)
