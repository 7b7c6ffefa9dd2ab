"""The queries that somebody typed, which the benchmark reports apart: sound, and found."""

from __future__ import annotations

import json
from pathlib import Path

import kaztui

SHIPPED = kaztui.load()
ROWS = [json.loads(line) for line in (Path(__file__).parent / "bench" / "typed.jsonl").read_text("utf-8").splitlines()]


def test_every_statement_that_was_meant_is_there() -> None:
    assert len({row["query"] for row in ROWS}) == len(ROWS) > 50
    for row in ROWS:
        assert set(row) == {"query", "statements"} and row["statements"]
        assert set(row["statements"]) <= SHIPPED.statements.keys(), row["query"]


def test_most_are_found_first_and_nearly_all_among_the_first_five() -> None:
    first = among = 0
    for row in ROWS:
        hits = SHIPPED.search(row["query"], limit=30)
        found = list(dict.fromkeys(SHIPPED.statement_of(hit.id).id for hit in hits))[:5]
        first += found[0] in row["statements"]
        among += not set(found).isdisjoint(row["statements"])
    assert first >= 0.9 * len(ROWS) and among >= 0.97 * len(ROWS)
