"""Dates in English, at their own precision, with the marks of what is not known."""

from __future__ import annotations

from .calendar import MONTHS, MONTHS_IN, Date, Part, Span, weekday

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
_SEASONS = ("spring", "summer", "autumn", "winter")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


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


def _show_span(span: Span, year: int | None, compact: bool) -> str:
    start, end, shape = span
    phrase = _PHRASES[shape][compact]
    if start and end and start is not end:
        within_years = MONTHS_IN[start.unit] < 12 and MONTHS_IN[end.unit] < 12
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


def _label(part: Part, year: int | None, compact: bool, *, weekday_too: bool = False, month: bool = True) -> str:
    """One date with its marks; without the year if it lies in `year` and is more precise than a year."""
    first, last, unit = part.first, part.last, part.unit
    words = [_WEEKDAYS[weekday(first)]] if unit == "day" and weekday_too else []
    if unit == "day":
        words.append(str(first[2]))
    if unit in ("day", "month") and month:
        words.append(MONTHS[first[1] - 1][:3])
    if unit == "season":
        words.append(_SEASONS[first[1] // 3 - 1])
    if unit == "decade" and first[0] > 0:
        words.append(f"{first[0]}s" if compact else f"the {first[0]}s")
    elif unit in ("decade", "century"):
        words.append(f"{year_words(first[0])}–{year_words(last[0])}")
    elif unit == "year" or not first[0] == last[0] == year:
        words.append(year_words(first[0]))
    if part.clock:
        clock, zone = part.clock[:8].removesuffix(":00"), part.clock[8:]
        words.append(f"{clock} UTC{zone.removeprefix('Z')}" if zone and not compact else clock)
    about = ("~" if compact else "c. ") if part.approximate else ""
    return f"{about}{' '.join(words)}{'?' if part.uncertain else ''}"


def year_words(year: int) -> str:
    return str(year) if year > 0 else f"{1 - year} BCE"
