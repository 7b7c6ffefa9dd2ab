"""A query line with a filter more or less."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import kaztui
from kaztui.filters import brushed, dropped, excluded, narrowed
from kaztui.query import parse
from kaztui.text import fold
from kaztui.views import view

from .test_query import LINES

SHIPPED = kaztui.load()
TEXTS = [fold(quote.text or quote.paraphrase or "") for quote in SHIPPED.quotes.values()]
BEGINNINGS = sorted({word[:size] for text in TEXTS for word in text.split() if word.isalpha() for size in (2, 3, 4)})


@pytest.mark.parametrize(
    ("line", "field", "value", "turned"),
    [
        ("", "mode", "direct", "mode:direct"),
        ("cri", "mode", "direct", "cri mode:direct"),
        ("cri ", "mode", "direct", "cri mode:direct "),  # the word was finished and stays so
        ("cri mode:direct ", "mode", "direct", "cri "),
        ("cri mode:direct", "mode", "direct", "cri"),
        ("mode:direct ", "mode", "direct", ""),
        ("speaker:putin ", "mode", "direct", "speaker:putin mode:direct"),
        ("a mode:direct b", "mode", "direct", "a b"),
        ('"cach', "topic", "color revolution", 'topic:"color revolution" "cach'),
        ('via:"cach', "topic", "color revolution", 'topic:"color revolution" via:"cach'),
        ("dao speaker:", "mode", "direct", "mode:direct dao speaker:"),
        ("a " * 600, "mode", "direct", "mode:direct " + "a " * 600),  # at its end it would not be read
    ],
)
def test_a_filter_is_written_into_the_line(line: str, field: str, value: str, turned: str) -> None:
    assert narrowed(line, field, value) == turned
    assert excluded(line.replace("mode:", "-mode:"), field, value) == turned.replace(f"{field}:", f"-{field}:")


def test_a_day_and_what_is_dropped_leave_the_last_word_as_it_was() -> None:
    assert brushed("cri", "after", "10/1") == "cri after:10/1"
    assert brushed("cri after:9/1 ", "after", "10/1") == "cri after:10/1 "
    assert brushed('"cri', "after", "10 jan") == 'after:"10 jan" "cri'
    assert dropped("cri after:9/1 ", "after:9/1") == "cri "


@settings(max_examples=300, deadline=None)
@given(LINES, st.sampled_from([("topic", "color revolution"), ("mode", "direct"), ("speaker", "wang-yi")]))
def test_a_filter_is_read_from_the_line_into_which_it_was_written(line: str, wanted: tuple[str, str]) -> None:
    field, value = wanted
    asked = f'{field}:"{value}"'
    again = parse(narrowed(line, field, value)).conditions
    assert (parse(asked).conditions[0] in again) is (parse(asked).conditions[0] not in parse(line).conditions)


def fields_of(quote: str) -> list[tuple[str, str]]:
    """The filters that a quote satisfies."""
    record, statement = SHIPPED.quotes[quote], SHIPPED.statement_of(quote)
    found = [("speaker", statement.speaker), ("source", record.source), ("mode", record.mode)]
    return [*found, *(("topic", topic) for topic in statement.topics[:1])]


@pytest.mark.parametrize("beginning", ["cri", *BEGINNINGS[:: len(BEGINNINGS) // 60]])
def test_a_filter_that_a_shown_quote_satisfies_never_loses_it(beginning: str) -> None:
    for line in (beginning, f"nga {beginning}", f"-putin {beginning}"):
        shown = view(SHIPPED, parse(line)).quotes
        for quote in shown[:2]:
            for field, value in fields_of(quote):
                once = narrowed(line, field, value)
                assert quote in view(SHIPPED, parse(once)).quotes, f"{line!r}: {once!r} loses {quote}"


OTHERS = ["đao", "chihn", "-putin", '"sắc', "mode:direct", "csto"]
WORDS = st.one_of(st.sampled_from(BEGINNINGS), st.sampled_from(OTHERS))
FILTERS = st.sampled_from(
    ["speaker:putin", "-speaker:putin", "mode:direct,mixed,indirect,scare", "-mode:direct", "on:10/1", "topic:coup",
     "-putin", '"color revolution"', "speker:putin", "speaker:nobody-at-all"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=3), FILTERS, st.sampled_from(["", " "]))
@example(["cri"], "mode:direct,mixed,indirect,scare", "")
def test_a_filter_never_adds_a_result_to_a_line(words: list[str], added: str, end: str) -> None:
    line = " ".join(words)
    before, after = (view(SHIPPED, parse(each + end)) for each in (line, f"{line} {added}".strip()))
    assert set(after.quotes) <= set(before.quotes)
