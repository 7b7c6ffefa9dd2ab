"""The queries that somebody typed, which the benchmark reports apart: sound, and found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import kaztui
from kaztui.search.words import words_in

SHIPPED = kaztui.load()


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (Path(__file__).parent / "bench" / name).read_text("utf-8").splitlines()]


@pytest.mark.parametrize("name", ["typed.jsonl", "typed_harder.jsonl", "typed_last.jsonl"])
def test_every_statement_that_was_meant_is_there(name: str) -> None:
    typed = rows(name)
    assert len({row["query"] for row in typed}) == len(typed) > 50
    for row in typed:
        assert set(row) == {"query", "statements"} and row["statements"]
        assert set(row["statements"]) <= SHIPPED.statements.keys(), row["query"]


@pytest.mark.parametrize(
    ("name", "first", "in_five"),
    [("typed.jsonl", 0.9, 0.97), ("typed_harder.jsonl", 0.8, 0.85), ("typed_last.jsonl", 0.92, 0.94)],
)
def test_most_are_found_first_and_more_among_the_first_five(name: str, first: float, in_five: float) -> None:
    """Of the harder ones some share hardly a word with what was said."""
    typed = rows(name)
    found_first = found = 0
    for row in typed:
        hits = SHIPPED.search(row["query"], limit=30)
        statements = list(dict.fromkeys(SHIPPED.statement_of(hit.id).id for hit in hits))[:5]
        found_first += not set(statements[:1]).isdisjoint(row["statements"])
        found += not set(statements).isdisjoint(row["statements"])
    assert found_first >= first * len(typed) and found >= in_five * len(typed)


@pytest.mark.parametrize("count", [3, 4, 5, 6])
def test_words_typed_without_the_spaces_between_them_are_found(count: int) -> None:
    asked = found = 0
    for quote in SHIPPED.quotes.values():
        tokens = [word.token for word in words_in(quote.text or quote.paraphrase or "")]
        for start in range(0, len(tokens) - count, 5):
            part = tokens[start : start + count]
            if all(token.isalpha() and len(token) > 1 for token in part) and len("".join(part)) <= 40:
                asked += 1
                said = SHIPPED.statement_of(quote.id).id
                found += any(SHIPPED.statement_of(hit.id).id == said for hit in SHIPPED.search("".join(part), limit=5))
    assert asked > 300 and found >= 0.95 * asked


@pytest.mark.parametrize("query", ["kazahstan", "kaakhstan", "azakhstan"])
def test_a_misspelt_name_finds_whom_it_names_before_what_is_said_of_them(query: str) -> None:
    assert SHIPPED.search(query, kinds=("quote", "event", "actor"))[0].id == "kazakhstan"
