"""A view in slices: the same view, none of its rows worked out before it is seen, and the newest query wins."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kaztui
from kaztui.dossier import Dossier
from kaztui.query import parse
from kaztui.slices import done
from kaztui.views import View, emptied_by, emptying, steps, view

SAMPLE = kaztui.load(Path(__file__).parent / "sample" / "dossier")
SHIPPED = kaztui.load()
LINES = ("", "dao chinh", "speaker:putin", "-nga", "on:10/1 csto", "nothing-has-this-word", '"sắc màu"', "has:variants")


def unprepared(dossier: Dossier) -> Dossier:
    """The same records, of which nothing has been worked out."""
    names = ("sources", "actors", "places", "events", "statements", "claims")
    return Dossier(dossier.about, {name: getattr(dossier, name) for name in names})


def seen(found: View) -> list[tuple[str, tuple[str, ...]]]:
    return [(block.statement.id, block.quotes) for block in found.blocks]


@pytest.mark.parametrize("line", LINES)
def test_the_view_comes_after_slices_and_is_the_same(line: str) -> None:
    *before, last = steps(SHIPPED, parse(line))
    assert not any(before)
    assert last is not None
    again = view(SHIPPED, parse(line))
    assert seen(last) == seen(again)
    assert (last.quotes, last.events, last.actors) == (again.quotes, again.events, again.actors)
    assert last.facets == again.facets and last.problems == again.problems


@pytest.mark.parametrize("line", LINES)
def test_quotes_are_those_of_the_blocks_one_after_another(line: str) -> None:
    found = view(SHIPPED, parse(line))
    quotes = [quote for block in found.blocks for quote in block.quotes]
    assert list(found.quotes) == quotes and len(set(quotes)) == len(quotes)
    assert [found.quotes.index(quote) for quote in quotes] == list(range(len(quotes)))
    assert all(quote in found.quotes for quote in quotes)
    assert found.facets.quotes.bit_count() == len(quotes)
    for block in found.blocks:
        assert all(SHIPPED.statement_of(quote) == block.statement for quote in block.quotes)
        assert found.block_of(block.quotes[-1]) == block
        assert [quote.id for quote in block.statement.quotes if quote.id in found.quotes] == list(block.quotes)
    assert found.blocks[-3:] == tuple(found.blocks)[-3:] and found.quotes[2:5] == tuple(quotes[2:5])


def test_what_a_view_does_not_hold_is_not_in_it() -> None:
    found = view(SHIPPED, parse("speaker:blinken"))
    other = next(quote for quote in SHIPPED.quotes if quote not in found.quotes)
    for absent in (other, "nobody"):
        assert absent not in found.quotes
        with pytest.raises(ValueError):
            found.quotes.index(absent)
        with pytest.raises(KeyError):
            found.block_of(absent)
        assert found.spans.get(absent) is None


def test_without_words_statements_are_in_time_order() -> None:
    found = view(SHIPPED, parse("speaker:tokayev"))
    days = [SHIPPED.when(block.statement).date for block in found.blocks]
    known = [(date.earliest or date.latest or ()) for date in days if date]
    assert all(first <= second for first, second in pairwise(known))


def test_a_query_that_is_dropped_costs_the_next_nothing() -> None:
    """What is worked out once goes on where the older query left it."""
    dossier = unprepared(SAMPLE)
    slices = 0
    while not dossier.is_prepared:
        older = steps(dossier, parse("lua"))
        next(older)  # and it is dropped here
        slices += 1
        assert slices < 1_000
    assert view(dossier, parse("lua")).quotes == view(SAMPLE, parse("lua")).quotes


def test_fields_do_not_wait_for_words() -> None:
    dossier = unprepared(SHIPPED)
    assert view(dossier, parse("speaker:putin")).quotes == view(SHIPPED, parse("speaker:putin")).quotes
    assert dossier.awaits_index


def test_what_emptied_a_query_comes_in_slices_too() -> None:
    query = parse("speaker:blinken zzzzzz")
    assert done(emptying(SHIPPED, query)) == emptied_by(SHIPPED, query) != ()


WORDS = st.sampled_from(["nga", "dao", "chinh", "tokayev", "-putin", "speaker:putin", "mode:direct", "on:10/1", "csto"])


@given(st.lists(WORDS, max_size=4), WORDS)
@settings(max_examples=60, deadline=None)
def test_a_further_condition_never_adds_a_quote(terms: list[str], more: str) -> None:
    fewer = view(SHIPPED, parse(" ".join([*terms, more, ""])))
    if ":" in more or more.startswith("-"):
        assert set(fewer.quotes) <= set(view(SHIPPED, parse(" ".join([*terms, ""]))).quotes)
    again = view(SHIPPED, parse(" ".join([*terms, more, ""])))
    assert again.quotes == fewer.quotes and seen(again) == seen(fewer)
