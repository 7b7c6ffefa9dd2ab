"""EDTF dates: what is read, what is refused and why, how dates sort, overlap and show."""

from __future__ import annotations

import datetime
import subprocess
import sys
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaztui import dates
from kaztui.dates import LEGEND, MOST_DAYS, Day, bounds, days, overlaps, parse, show, sort_key, weekday

# --- reading ------------------------------------------------------------------------------------------------

# text, form, precision, earliest, latest
READ: list[tuple[str, str, str, Day | None, Day | None]] = [
    # level 0
    ("2022-01-05", "day", "day", (2022, 1, 5), (2022, 1, 5)),
    ("2024-02-29", "day", "day", (2024, 2, 29), (2024, 2, 29)),
    ("2000-02", "month", "month", (2000, 2, 1), (2000, 2, 29)),
    ("1900-02", "month", "month", (1900, 2, 1), (1900, 2, 28)),
    ("2022", "year", "year", (2022, 1, 1), (2022, 12, 31)),
    ("0000", "year", "year", (0, 1, 1), (0, 12, 31)),
    ("2022-01-05T10:30:00", "datetime", "day", (2022, 1, 5), (2022, 1, 5)),
    ("2022-01-05T23:59:59Z", "datetime", "day", (2022, 1, 5), (2022, 1, 5)),
    ("2022-01-05T00:00:00-04", "datetime", "day", (2022, 1, 5), (2022, 1, 5)),
    ("2022-01-05T01:00:00+06:00", "datetime", "day", (2022, 1, 5), (2022, 1, 5)),
    ("2022-01-05/2022-01-07", "interval", "day", (2022, 1, 5), (2022, 1, 7)),
    ("2004-06/2006", "interval", "year", (2004, 6, 1), (2006, 12, 31)),
    ("2004/2004-01", "interval", "year", (2004, 1, 1), (2004, 1, 31)),
    # level 1
    ("2022-01-10~", "day", "day", (2022, 1, 10), (2022, 1, 10)),
    ("2022-01?", "month", "month", (2022, 1, 1), (2022, 1, 31)),
    ("1984%", "year", "year", (1984, 1, 1), (1984, 12, 31)),
    ("201X", "decade", "decade", (2010, 1, 1), (2019, 12, 31)),
    ("20XX", "century", "century", (2000, 1, 1), (2099, 12, 31)),
    ("2004-XX", "year", "year", (2004, 1, 1), (2004, 12, 31)),
    ("1985-04-XX", "month", "month", (1985, 4, 1), (1985, 4, 30)),
    ("1985-XX-XX", "year", "year", (1985, 1, 1), (1985, 12, 31)),
    ("1985-04-XX?", "month", "month", (1985, 4, 1), (1985, 4, 30)),
    ("2001-21", "season", "season", (2001, 3, 1), (2001, 5, 31)),
    ("2001-22", "season", "season", (2001, 6, 1), (2001, 8, 31)),
    ("2001-23", "season", "season", (2001, 9, 1), (2001, 11, 30)),
    ("2003-24", "season", "season", (2003, 12, 1), (2004, 2, 29)),
    ("2004/..", "interval", "year", (2004, 1, 1), None),
    ("2004/", "interval", "year", (2004, 1, 1), None),
    ("../2004", "interval", "year", None, (2004, 12, 31)),
    ("/2022-01-19", "interval", "day", None, (2022, 1, 19)),
    ("2022-01-05~/2022-01?", "interval", "month", (2022, 1, 5), (2022, 1, 31)),
    ("2001-21/2003", "interval", "year", (2001, 3, 1), (2003, 12, 31)),
    ("-1985", "year", "year", (-1985, 1, 1), (-1985, 12, 31)),
    ("-0044-03-15", "day", "day", (-44, 3, 15), (-44, 3, 15)),
    ("-201X", "decade", "decade", (-2019, 1, 1), (-2010, 12, 31)),
    ("Y170000002", "year", "year", (170000002, 1, 1), (170000002, 12, 31)),
    ("Y-17000", "year", "year", (-17000, 1, 1), (-17000, 12, 31)),
    ("Y" + "9" * 60, "year", "year", (10**60 - 1, 1, 1), (10**60 - 1, 12, 31)),
    # level 2: one of a set
    ("[2022-01-03..2022-01-09]", "one-of", "day", (2022, 1, 3), (2022, 1, 9)),
    ("[..2022-01-11]", "one-of", "day", None, (2022, 1, 11)),
    ("[2022-01-10..]", "one-of", "day", (2022, 1, 10), None),
    ("[2022-01-03,2022-01-05..2022-01-07]", "one-of", "day", (2022, 1, 3), (2022, 1, 7)),
    ("[1667,1760-12]", "one-of", "year", (1667, 1, 1), (1760, 12, 31)),
    ("[2022-01-05,2022-01-03]", "one-of", "day", (2022, 1, 3), (2022, 1, 5)),
    ("[..2004,2006..]", "one-of", "year", None, None),
    ("[2022-01-03]", "one-of", "day", (2022, 1, 3), (2022, 1, 3)),
]
TEXTS = [row[0] for row in READ]


@pytest.mark.parametrize(("text", "form", "precision", "earliest", "latest"), READ, ids=TEXTS)
def test_read(text: str, form: str, precision: str, earliest: Day | None, latest: Day | None) -> None:
    date = parse(text)
    assert (date.form, date.precision, date.earliest, date.latest) == (form, precision, earliest, latest)
    assert date.text == str(date) == text


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2022", False, False),
        ("2022~", True, False),
        ("2022?", False, True),
        ("2022%", True, True),
        ("2022-01-05~/2022-01-07", True, False),
        ("2022-01-05/2022-01-07?", False, True),
        ("2022-01-05~/2022-01-07?", True, True),
        ("../2022%", True, True),
        ("[2022-01-03~,2022-01-05?]", True, True),
    ],
)
def test_marks(text: str, approximate: bool, uncertain: bool) -> None:
    assert (parse(text).approximate, parse(text).uncertain) == (approximate, uncertain)


# text, what the message says
REFUSED = [
    # impossible
    ("2022-02-30", "no day 30; February 2022 has 28 days"),
    ("2022-02-29", "no day 29; February 2022 has 28 days"),
    ("2022-01-00", "no day 00; January 2022 has 31 days"),
    ("2022-04-31", "no day 31; April 2022 has 30 days"),
    ("2022-13", "no month 13; months are 01 to 12, seasons 21 to 24"),
    ("2022-00-01", "no month 00"),
    ("2022-25", "no month 25"),
    ("2001-21-05", "a season has no days"),
    ("-0000", "there is no year -0000; 0000 is 1 BCE"),
    ("-00XX", "there is no year -0000"),
    ("Y12345-06", "a year with Y has no months"),
    ("2022-01-05T25:00:00", "a time is 00:00:00 to 23:59:59"),
    ("2022-01-05T24:00:00", "a time is 00:00:00 to 23:59:59"),
    ("2022-01-05T10:00:00+15", "a time is 00:00:00 to 23:59:59, then nothing, Z or a shift like +06:00"),
    # against the rules
    ("2022-01-09/2022-01-03", "ends before it begins"),
    ("2022-01-05/2021", "ends before it begins"),
    ("[2022-01-09..2022-01-03]", "ends before it begins"),
    ("2022-01-03/2022-02-30", "'2022-02-30': no day 30"),
    ("[]", "an empty set"),
    ("[..]", "open at both ends, which says nothing"),
    ("/", "open at both ends, which says nothing"),
    ("../..", "open at both ends, which says nothing"),
    ("[2022-01-03,]", "a date is missing beside a comma"),
    ("[2022-01-03,..2022-01-05]", "open only before its first date or after its last"),
    ("[2022-01-03..,2022-01-05]", "open only before its first date or after its last"),
    ("[2022....]", "'..' is not an EDTF date"),
    ("2022../2023", "'2022..' is not an EDTF date"),
    ("[2022-01-03..2022-01-09]~", "a set is '['"),
    ("[2022-01-03/2022-01-09]", "a set is '['"),
    ("2020/2021/2022", "an interval has one '/'"),
    ("2022-01-05/P1D", "'P1D' is not an EDTF date"),
    ("2022-01-05T10:00:00/2022-01-06", "a time of day stands alone"),
    ("[2022-01-05T10:00:00,2022]", "a time of day stands alone"),
    ("2022-01T10:00:00", "a time follows a whole date without marks"),
    ("2022-01-05~T10:00:00", "a time follows a whole date without marks"),
    ("2004-XX-05", "X ends a year alone, or stands for the day, or for month and day"),
    ("201X-04", "X ends a year alone"),
    # level 2 that is not read
    ("1XXX", "is not an EDTF date of level 0 or 1"),
    ("Y17E7", "is not an EDTF date of level 0 or 1"),
    ("1950S2", "is not an EDTF date of level 0 or 1"),
    ("2022~-01", "is not an EDTF date of level 0 or 1"),
    # no date at all
    ("", "an empty date"),
    ("today", "'today' is not an EDTF date"),
    ("٢٠٢٢-٠١-٠٥", r"'\u0662' cannot stand in a date"),
    ("2022-01-0５", r"'\uff15' cannot stand in a date"),
    ("2022\x1b[31m", r"'\x1b' cannot stand in a date"),
    ("9" * 65, "a date of 65 characters is too long: 64 at most"),
]


@pytest.mark.parametrize(("text", "says"), REFUSED, ids=[ascii(text)[:32] for text, _ in REFUSED])
def test_refused(text: str, says: str) -> None:
    with pytest.raises(ValueError) as refused:
        parse(text)
    message = str(refused.value)
    assert says in message
    assert message.isprintable(), "one line, fit for a terminal"


# text, what the message offers, in order
MEANT = [
    ("10/1/2022", ["2022-01-10 (Mon 10 Jan 2022)", "2022-10-01 (Sat 1 Oct 2022)"]),
    ("15/01/2022", ["2022-01-15 (Sat 15 Jan 2022)"]),
    ("1/15/2022", ["2022-01-15 (Sat 15 Jan 2022)"]),
    ("10.1.2022", ["2022-01-10 (Mon 10 Jan 2022)", "2022-10-01 (Sat 1 Oct 2022)"]),
    ("2022-1-5", ["2022-01-05 (Wed 5 Jan 2022)"]),
    ("2022-1", ["2022-01 (Jan 2022)"]),
    ("2022/01/05", ["2022-01-05 (Wed 5 Jan 2022)"]),
    ("20220105", ["2022-01-05 (Wed 5 Jan 2022)"]),
    (
        "2022-01-03..2022-01-09",
        [
            "[2022-01-03..2022-01-09] (between 3 and 9 Jan 2022)",
            "2022-01-03/2022-01-09 (from 3 to 9 Jan 2022)",
        ],
    ),
    (
        "..2022-01-11",
        [
            "[..2022-01-11] (no later than Tue 11 Jan 2022)",
            "/2022-01-11 (until Tue 11 Jan 2022, start unknown)",
        ],
    ),
    (
        "[2022-01-03..2022-01-09",
        [
            "[2022-01-03..2022-01-09] (between 3 and 9 Jan 2022)",
            "2022-01-03/2022-01-09 (from 3 to 9 Jan 2022)",
        ],
    ),
    ("{2022-01-03,2022-01-05}", ["[2022-01-03,2022-01-05] (Mon 3 Jan 2022 or Wed 5 Jan 2022)"]),
    ("2022–2023", ["2022/2023 (from 2022 to 2023)"]),
    (" 2022-01-05\n", ["2022-01-05 (Wed 5 Jan 2022)"]),
    ("2022-01-05 10:30", ["2022-01-05T10:30:00 (Wed 5 Jan 2022 10:30)"]),
    ("201x", ["201X (a year in the 2010s)"]),
    ("~2004", ["2004~ (c. 2004)"]),
    ("2004?~", ["2004% (c. 2004?)"]),
    ("Y2022", ["2022 (2022)"]),
    ("30/2/2022", []),
    ("2022-02-30", []),
    ("today", []),
]


@pytest.mark.parametrize(("text", "offers"), MEANT, ids=[ascii(text) for text, _ in MEANT])
def test_a_likely_slip_is_answered_with_what_was_meant(text: str, offers: list[str]) -> None:
    with pytest.raises(ValueError) as refused:
        parse(text)
    _, _, offered = str(refused.value).partition("; did you mean ")
    assert offered == (f"{' or '.join(offers)}?" if offers else "")


def test_a_million_digits_are_refused_at_once() -> None:
    begun = time.perf_counter()
    for text in ("9" * 1_000_000, "Y" + "9" * 1_000_000, "[" * 1_000_000):
        with pytest.raises(ValueError, match="too long"):
            parse(text)
    assert time.perf_counter() - begun < 0.1


# --- the value ----------------------------------------------------------------------------------------------


def test_dates_are_equal_and_hash_alike_when_written_alike() -> None:
    assert parse("2022-01-05") == parse("2022" + "-01-05")
    assert parse("2022-01-05") != parse("2022-01-05~")
    assert parse("2022/..") != parse("2022/"), "an open end is not an unknown end"
    assert parse("2022-01-05") != "2022-01-05"
    assert len({parse("2022-01"), parse("2022-01"), parse("2022-02")}) == 2


def test_dates_are_frozen() -> None:
    with pytest.raises(AttributeError, match="frozen"):
        parse("2022").text = "2023"
    with pytest.raises(AttributeError):
        parse("2022").seen = True


# --- order --------------------------------------------------------------------------------------------------


def in_order(texts: list[str], period: str | None = None) -> list[str]:
    clip = parse(period) if period else None
    return sorted(reversed(texts), key=lambda text: sort_key(parse(text), clip))


def test_dates_sort_by_earliest_then_latest_and_open_ends_are_endless() -> None:
    order = [
        "../2004",  # an open start is before every day
        "/2022-01-19",
        "-9999",
        "2021-12-31",
        "2022-01-01",  # the same start: the shorter first
        "2022-01",
        "2022",
        "2022/..",  # an open end is after every day
        "2022-01-05",
        "2022-01-05?",  # the same bounds: by text
        "2022-01-05T09:00:00",
        "2022-01-05T10:00:00",
        "[2022-01-05,2022-01-09]",
        "2022-01-05/2022-01-10",
        "2022-01-05/",  # an unknown end sorts like an open one
        "2022-01-06",
    ]
    assert in_order(order) == order


def test_a_period_bounds_open_ends_when_sorting() -> None:
    order = [
        "../2004",  # wholly before the period: where its known end is
        "2021",
        "2022-01-01",
        "[..2022-01-11]",
        "/2022-01-19",
        "2022-01",
        "2022-01-05",
        "2022-01-05/..",
        "2022-01-05/2022-02",
        "2022-02-10/..",  # wholly after the period
    ]
    assert in_order(order, "2022-01") == order


@pytest.mark.parametrize("period", [None, "2022-01", "2022/.."])
def test_the_order_does_not_depend_on_the_order_given(period: str | None) -> None:
    assert in_order(TEXTS, period) == in_order(sorted(TEXTS), period)


# --- overlap ------------------------------------------------------------------------------------------------

# a, b, period, whether they overlap
OVERLAP: list[tuple[str, str, str | None, bool]] = [
    ("2022-01-05", "2022-01-05", None, True),
    ("2022-01-05", "2022-01-06", None, False),
    ("2022-01-05", "2022-01", None, True),
    ("2022-01-05T10:00:00Z", "2022-01-05", None, True),
    ("2022-01-05/2022-01-08", "2022-01-08/2022-01-10", None, True),
    ("2022-01-05/2022-01-07", "2022-01-08/2022-01-10", None, False),
    ("201X", "2019-12-31", None, True),
    ("2021-24", "2022-01-05", None, True),
    # one of a set, member by member
    ("[2022-01-03..2022-01-09]", "2022-01-05", None, True),
    ("[2022-01-03,2022-01-09]", "2022-01-05", None, False),
    ("[..2022-01-03,2022-01-09..]", "2022-01-05", None, False),
    # open and unknown ends
    ("2022-01-05/..", "2030", None, True),
    ("2022-01-05/", "2030", None, True),
    ("2022-01-05/..", "2022-01-04", None, False),
    ("../2022-01-19", "-0044", None, True),
    ("../2022-01-19", "2022-01-20", None, False),
    ("../2004", "2004/..", None, True),
    ("../2004", "2005/..", None, False),
    # clipped to the period
    ("2022-01-05/..", "2030", "2022-01", False),
    ("2022-01-05/..", "2022-01-31", "2022-01", True),
    ("/2022-01-19", "2021-12-31", "2022-01", False),
    ("/2022-01-19", "2022-01-01", "2022-01", True),
    ("[..2022-01-11]", "2021", "2022-01", False),
    ("../2022-01-19", "2021", "2022/..", False),
    ("../2022-01-19", "2021", "../2022", True),  # the period is open there too
    ("../2004", "2004-06", "2022-01", True),  # its known end is outside the period, and is never clipped
    ("../2004", "2003", "2022-01", False),
    ("2030/..", "2030", "2022-01", True),
    ("2030/..", "2031", "2022-01", False),
    # ~ and % widen by one unit, ? does not
    ("2022-01-10~", "2022-01-09", None, True),
    ("2022-01-10~", "2022-01-11", None, True),
    ("2022-01-10~", "2022-01-12", None, False),
    ("2022-01-10%", "2022-01-11", None, True),
    ("2022-01-10?", "2022-01-11", None, False),
    ("2022-01-31~", "2022-02-01", None, True),
    ("2022-01-01~", "2021-12-31", None, True),
    ("2024-03-01~", "2024-02-29", None, True),
    ("2022-01~", "2021-12-01", None, True),
    ("2022-01~", "2022-02-28", None, True),
    ("2022-01~", "2021-11-30", None, False),
    ("2022-01~", "2022-03-01", None, False),
    ("2022~", "2021-01-01", None, True),
    ("2022~", "2023-12-31", None, True),
    ("2022~", "2024", None, False),
    ("2001-21~", "2000-12-01", None, True),
    ("2001-21~", "2000-11-30", None, False),
    ("201X~", "2000", None, True),
    ("201X~", "1999", None, False),
    ("20XX~", "2199", None, True),
    ("1985-04-XX~", "1985-05-31", None, True),
    # at the qualified end only
    ("2022-01-05~/2022-01-07", "2022-01-04", None, True),
    ("2022-01-05~/2022-01-07", "2022-01-08", None, False),
    ("2022-01-05/2022-01~", "2022-02-28", None, True),
    ("2022-01-05/2022-01~", "2022-01-04", None, False),
    ("2022-01-05~/..", "2022-01-04", None, True),
    ("[2022-01-03~,2022-01-09]", "2022-01-04", None, True),
    ("[2022-01-03~,2022-01-09]", "2022-01-08", None, False),
    # both
    ("2022-01-10~", "2022-01-12~", None, True),
    ("2022-01-31~", "2022-02-01", "2022-01", True),  # the period clips open ends, not widened ones
]


@pytest.mark.parametrize(("a", "b", "period", "expected"), OVERLAP)
def test_overlap(a: str, b: str, period: str | None, expected: bool) -> None:
    clip = parse(period) if period else None
    assert overlaps(parse(a), parse(b), clip) is expected
    assert overlaps(parse(b), parse(a), clip) is expected


def test_bounds_answer_before_and_after() -> None:
    period, ongoing, late = parse("2022-01"), parse("2022-01-05/.."), parse("2022-02-10~")
    assert bounds(ongoing) == ((2022, 1, 5), None)
    assert bounds(ongoing, period) == ((2022, 1, 5), (2022, 1, 31))
    assert bounds(late, period, widened=True) == ((2022, 2, 9), (2022, 2, 11))
    assert bounds(parse("[..2004,2006..]"), period) == ((2004, 1, 1), (2022, 1, 31))


# --- days ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "period", "first", "last", "count"),
    [
        ("2022-01-05", None, (2022, 1, 5), (2022, 1, 5), 1),
        ("2022-01-05~", None, (2022, 1, 5), (2022, 1, 5), 1),
        ("2022-01-30/2022-02-02", None, (2022, 1, 30), (2022, 2, 2), 4),
        ("2024", None, (2024, 1, 1), (2024, 12, 31), 366),
        ("-0001-12-31/0000-01-01", None, (-1, 12, 31), (0, 1, 1), 2),
        ("[2022-01-09,2022-01-03..2022-01-05,2022-01-04]", None, (2022, 1, 3), (2022, 1, 9), 4),
        ("[1522-01-01,2022-01-01]", None, (1522, 1, 1), (2022, 1, 1), 2),
        ("/2022-01-19", "2022-01", (2022, 1, 1), (2022, 1, 19), 19),
        ("2022-01-30/..", "2022-01", (2022, 1, 30), (2022, 1, 31), 2),
    ],
)
def test_days(text: str, period: str | None, first: Day, last: Day, count: int) -> None:
    covered = days(parse(text), parse(period) if period else None)
    assert (covered[0], covered[-1], len(covered)) == (first, last, count)
    assert list(covered) == sorted(set(covered))


@pytest.mark.parametrize(
    "text", ["2022-01-05/..", "/2022-01-19", "[..2022]", "201X", "2021/2022", "Y99999/Y999999"]
)
def test_a_date_without_bounds_or_too_long_has_no_days(text: str) -> None:
    assert days(parse(text)) == ()


def test_most_days() -> None:
    assert len(days(parse("2022-01-01/2023-02-04"))) == MOST_DAYS
    assert days(parse("2022-01-01/2023-02-05")) == ()


@given(st.dates())
def test_the_calendar_is_that_of_datetime(day: datetime.date) -> None:
    date = parse(f"{day.isoformat()}~")
    assert weekday((day.year, day.month, day.day)) == day.weekday()
    one = datetime.timedelta(days=1)
    if datetime.date.min < day < datetime.date.max:
        assert bounds(date, widened=True) == tuple((d.year, d.month, d.day) for d in (day - one, day + one))


@given(st.integers(-20_000, 20_000), st.integers(1, 12), st.integers(1, 28))
def test_the_calendar_repeats_every_400_years(year: int, month: int, day: int) -> None:
    assert weekday((year, month, day)) == weekday((year % 400 + 2000, month, day))


# --- showing ------------------------------------------------------------------------------------------------

# text, in full, compact within 2022
SHOWN = [
    ("2022-01-05", "Wed 5 Jan 2022", "5 Jan"),
    ("2021-12-31", "Fri 31 Dec 2021", "31 Dec 2021"),
    ("2022-01", "Jan 2022", "Jan"),
    ("2022", "2022", "2022"),
    ("2022-22", "summer 2022", "summer"),
    ("2022-24", "winter 2022", "winter 2022"),  # it ends in 2023
    ("2022-01-10~", "c. Mon 10 Jan 2022", "~10 Jan"),
    ("2022-01-10?", "Mon 10 Jan 2022?", "10 Jan?"),
    ("2022-01-10%", "c. Mon 10 Jan 2022?", "~10 Jan?"),
    ("2022-01~", "c. Jan 2022", "~Jan"),
    ("2022-01-XX", "a day in Jan 2022", "in Jan"),
    ("2022-01-XX~", "a day in c. Jan 2022", "in ~Jan"),
    ("2022-XX-XX", "a day in 2022", "in 2022"),
    ("2022-XX", "a month in 2022", "in 2022"),
    ("201X", "a year in the 2010s", "in 2010s"),
    ("20XX?", "a year in 2000–2099?", "in 2000–2099?"),
    ("2022-01-05T10:30:00Z", "Wed 5 Jan 2022 10:30 UTC", "5 Jan 10:30"),
    ("2022-01-05T10:30:15+06:00", "Wed 5 Jan 2022 10:30:15 UTC+06:00", "5 Jan 10:30:15"),
    ("2022-01-05T00:00:00", "Wed 5 Jan 2022 00:00", "5 Jan 00:00"),
    ("-0044-03-15", "Thu 15 Mar 45 BCE", "15 Mar 45 BCE"),
    ("0000", "1 BCE", "1 BCE"),
    ("-201X", "a year in 2020 BCE–2011 BCE", "in 2020 BCE–2011 BCE"),
    ("Y17000", "17000", "17000"),
    # intervals
    ("2022-01-05/2022-01-07", "from 5 to 7 Jan 2022", "5–7 Jan"),
    ("2022-01-05~/2022-01-07?", "from c. 5 to 7 Jan 2022?", "~5–7 Jan?"),
    ("2022-01-28/2022-02-02", "from 28 Jan to 2 Feb 2022", "28 Jan–2 Feb"),
    ("2022-01/2022-03", "from Jan to Mar 2022", "Jan–Mar"),
    ("2022-01-05/2022-03", "from 5 Jan to Mar 2022", "5 Jan–Mar"),
    ("2022-01-05/2022", "from 5 Jan 2022 to 2022", "5 Jan 2022–2022"),
    ("2021-12-28/2022-01-02", "from 28 Dec 2021 to 2 Jan 2022", "28 Dec 2021–2 Jan"),
    ("2022-03-01/2023-04-02", "from 1 Mar 2022 to 2 Apr 2023", "1 Mar 2022–2 Apr 2023"),
    ("2004/2006", "from 2004 to 2006", "2004–2006"),
    ("2022-01-05/2022-01-05", "Wed 5 Jan 2022", "5 Jan"),
    ("2022-01-05/..", "from Wed 5 Jan 2022 on", "5 Jan →"),
    ("2022-01-05/", "from Wed 5 Jan 2022, end unknown", "5 Jan →"),
    ("../2022-01-19", "until Wed 19 Jan 2022", "→ 19 Jan"),
    ("/2022-01-19~", "until c. Wed 19 Jan 2022, start unknown", "→ ~19 Jan"),
    # one of a set
    ("[2022-01-03..2022-01-09]", "between 3 and 9 Jan 2022", "in 3–9 Jan"),
    ("[..2022-01-11]", "no later than Tue 11 Jan 2022", "≤ 11 Jan"),
    ("[2022-01-10..]", "no earlier than Mon 10 Jan 2022", "≥ 10 Jan"),
    ("[2022-01-03,2022-01-05]", "Mon 3 Jan 2022 or Wed 5 Jan 2022", "in 3–5 Jan"),
    ("[2022-01-09,2022-01-03,2021]", "Sun 9 Jan 2022, Mon 3 Jan 2022 or 2021", "in 2021–9 Jan"),
    ("[2022-01-03,2022-01-05..]", "Mon 3 Jan 2022 or no earlier than Wed 5 Jan 2022", "≥ 3 Jan"),
    ("[..2004,2006..]", "no later than 2004 or no earlier than 2006", "≤ 2004|≥ 2006"),
    ("[2022-01-03]", "Mon 3 Jan 2022", "3 Jan"),
]


@pytest.mark.parametrize(("text", "full", "compact"), SHOWN, ids=[row[0] for row in SHOWN])
def test_show(text: str, full: str, compact: str) -> None:
    assert show(parse(text)) == full
    assert show(parse(text), year=2022, compact=True) == compact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-01-05", "Wed 5 Jan"),
        ("2022-01-10~", "c. Mon 10 Jan"),
        ("2022-01", "Jan"),
        ("2022-01-XX", "a day in Jan"),
        ("2022-21", "spring"),
        ("2022", "2022"),
        ("2021-12-31", "Fri 31 Dec 2021"),
        ("2022-01-05/2022-01-07", "from 5 to 7 Jan"),
        ("2021-12-28/2022-01-02", "from 28 Dec 2021 to 2 Jan"),
        ("2022-01-05/2023-01-07", "from 5 Jan 2022 to 7 Jan 2023"),
        ("[2022-01-03..2022-01-09]", "between 3 and 9 Jan"),
    ],
)
def test_a_year_that_is_understood_is_left_out(text: str, expected: str) -> None:
    assert show(parse(text), year=2022) == expected


def test_the_legend_is_what_is_shown() -> None:
    examples = [
        "2022-01-10~",
        "2022-01-10?",
        "2022-01-05/2022-01-07",
        "[2022-01-03..2022-01-09]",
        "2022-01-XX",
        "[..2022-01-11]",
        "[2022-01-10..]",
        "/2022-01-19",
        "2022-01-05/..",
    ]
    assert [mark for mark, _ in LEGEND] == [show(parse(text), year=2022, compact=True) for text in examples]


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_vaguer_than_a_day_is_shown_as_the_first_of_january(text: str) -> None:
    if parse(text).precision in ("year", "decade", "century"):
        assert "1 Jan" not in show(parse(text)) + show(parse(text), compact=True)


# --- properties ---------------------------------------------------------------------------------------------

plain = st.one_of(
    st.dates().map(datetime.date.isoformat),
    st.dates().map(lambda day: day.isoformat()[:7]),
    st.integers(-9999, 9999).map(lambda year: f"{year:0{5 if year < 0 else 4}}"),
)
single = st.one_of(
    plain,
    st.builds("{:04}-{}".format, st.integers(0, 9999), st.integers(21, 24)),
    st.sampled_from(["201X", "19XX", "2004-XX", "1985-04-XX", "1985-XX-XX", "Y17000", "Y-17000"]),
)
marked = st.builds(str.__add__, single, st.sampled_from(["", "?", "~", "%"]))
edtf = st.one_of(
    marked,
    st.builds("{}T{:%H:%M:%S}Z".format, st.dates(), st.times()),
    st.builds("{}/{}".format, st.one_of(marked, st.sampled_from(["", ".."])), marked),
    st.builds("{}/{}".format, marked, st.one_of(marked, st.sampled_from(["", ".."]))),
    st.lists(st.one_of(marked, st.builds("{}..{}".format, single, single)), min_size=1, max_size=3).map(
        lambda members: f"[{','.join(members)}]"
    ),
    st.builds("[..{},{}..]".format, single, single),
)
alphabet = st.text(st.sampled_from("0123456789-/.,[]{}~?%XYTZ: +–x\n"), max_size=30)


def parsed(text: str) -> dates.Date | None:
    try:
        return parse(text)
    except ValueError as refused:
        assert str(refused).isprintable()
        return None


@settings(deadline=None)
@given(edtf)
def test_what_is_read_round_trips_and_has_its_bounds_in_order(text: str) -> None:
    date = parsed(text)
    if date is None:
        assert "/" in text or ".." in text, "only a span can be the wrong way round"
        return
    assert date.text == str(date) == text
    for period in (None, parse("2022-01"), parse("../2022"), parse("2022/..")):
        for widened in (False, True):
            earliest, latest = bounds(date, period, widened=widened)
            assert earliest is None or latest is None or earliest <= latest
    assert (date.earliest, date.latest) == bounds(date)
    assert overlaps(date, date)


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(max_size=70), alphabet, edtf.map(lambda text: text[::-1])))
def test_no_text_raises_anything_but_valueerror(text: str) -> None:
    date = parsed(text)
    if date is not None:
        assert date.text == text
        assert text.isascii()
        show(date), show(date, year=2022, compact=True), days(date), sort_key(date)


@settings(deadline=None)
@given(edtf, edtf, st.sampled_from([None, "2022-01", "1900/2000"]))
def test_overlap_is_symmetrical_and_order_is_total(one: str, other: str, period: str | None) -> None:
    a, b, clip = parsed(one), parsed(other), parse(period) if period else None
    if a is None or b is None:
        return
    assert overlaps(a, b, clip) is overlaps(b, a, clip)
    assert (sort_key(a, clip) == sort_key(b, clip)) is (a == b)
    assert (sort_key(a, clip) < sort_key(b, clip)) is not (sort_key(a, clip) >= sort_key(b, clip))


@settings(deadline=None)
@given(edtf, edtf)
def test_two_dates_overlap_if_they_share_a_day(one: str, other: str) -> None:
    a, b = parsed(one), parsed(other)
    if a and b and not a.approximate and not b.approximate and days(a) and days(b):
        assert overlaps(a, b) is bool(set(days(a)) & set(days(b)))


# --- the edtf package as oracle -----------------------------------------------------------------------------


def oracle_bounds(text: str) -> tuple[Day | None, Day | None]:
    oracle: Any = pytest.importorskip("edtf")
    date = oracle.parse_edtf(text)
    ends = (date.lower_strict(), date.upper_strict())  # an open end is an infinite float
    earliest, latest = (None if isinstance(end, float) else tuple(end[:3]) for end in ends)
    return earliest, latest


# Where we part from edtf 5.0.2 on purpose; what it says stands beside it.
DISAGREE: list[tuple[str, tuple[Day | None, Day | None]]] = [
    ("2022-24", ((2022, 12, 1), (2022, 12, 31))),  # it takes winter to be December alone
    ("2022-01-05/", ((2022, 1, 5), (2032, 1, 5))),  # it gives what is unknown ten years
    ("/2022-01-19", ((2012, 1, 19), (2022, 1, 19))),
    ("-0500-XX", ((-500, 12, 1), (-500, 1, 31))),  # it turns unspecified months and days BCE inside out
    ("-0500-02-XX", ((-500, 2, 28), (-500, 2, 1))),
]
# What it reads and we refuse: ISO 8601-1:2019 has no 24:00:00, and the others cannot be.
ORACLE_READS = ["2022-01-05T24:00:00", "2022-02-29", "201X/2004", "2004/2001-21"]
# What we read and it refuses: marks on seasons and on years with Y, unspecified digits beside open ends, a
# shift of +00:00, sets of one, seasons in sets.
ORACLE_REFUSES = [
    *("2001-21?", "Y17000~", "201X/..", "/2004-06-XX"),
    *("2022-01-05T10:30:00+00:00", "[2022-01-03]", "[2001-21,2003]"),
]
WINTER_OR_UNKNOWN = ("-24", "/")  # how the first three of DISAGREE, and all like them, end or begin
COMMON = [
    text
    for text in TEXTS
    if text not in ORACLE_REFUSES and not text.endswith(WINTER_OR_UNKNOWN) and not text.startswith("/")
]


@pytest.mark.parametrize("text", COMMON)
def test_bounds_agree_with_edtf(text: str) -> None:
    assert (parse(text).earliest, parse(text).latest) == oracle_bounds(text)


@settings(deadline=None, max_examples=40)  # edtf takes 10 to 100 ms for each
@given(plain, plain)
def test_random_bounds_agree_with_edtf(start: str, end: str) -> None:
    for text in (start, f"{start}~", f"{start}/{end}", f"{start}%/..", f"[{start},{end}]", f"[..{start}]"):
        if date := parsed(text):
            assert (date.earliest, date.latest) == oracle_bounds(text)


@pytest.mark.parametrize(("text", "theirs"), DISAGREE)
def test_known_disagreements_with_edtf(text: str, theirs: tuple[Day | None, Day | None]) -> None:
    assert oracle_bounds(text) == theirs
    assert (parse(text).earliest, parse(text).latest) != theirs


@pytest.mark.parametrize("text", ORACLE_READS)
def test_read_by_edtf_alone(text: str) -> None:
    assert oracle_bounds(text)
    assert parsed(text) is None


@pytest.mark.parametrize("text", ORACLE_REFUSES)
def test_refused_by_edtf_alone(text: str) -> None:
    oracle: Any = pytest.importorskip("edtf")
    with pytest.raises(oracle.EDTFParseException):
        oracle.parse_edtf(text)
    assert parsed(text)


# --- cost ---------------------------------------------------------------------------------------------------


def test_importing_dates_brings_in_no_slow_module() -> None:
    code = "import sys, kaztui; had = {*sys.modules}; import kaztui.dates; print(*{*sys.modules} - had)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "kaztui.dates" in loaded.split()
    assert not {"dataclasses", "datetime", "calendar", "inspect", "edtf"} & set(loaded.split())
