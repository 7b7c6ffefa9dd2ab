"""What the query line may become at the cursor."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

import kaztui
from kaztui.completion import MOST, complete
from kaztui.query import parse
from kaztui.views import view

from .test_query import LINES

SAMPLE = kaztui.load(Path(__file__).parent / "sample" / "dossier")
HERE = "‸"
"""Marks the cursor in these tables."""


def ways(line: str) -> list[tuple[str, int]]:
    """The lines that ``line`` may become, the cursor marked in them, with their counts."""
    cursor = line.index(HERE) if HERE in line else len(line)
    text = line.replace(HERE, "")
    found = complete(text, cursor, SAMPLE, view(SAMPLE, parse(text)))
    marked = [(each.text[: each.cursor] + HERE + each.text[each.cursor :], each.count) for each in found]
    return [(text.removesuffix(HERE), count) for text, count in marked]


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("sp", [("speaker:", 13)]),
        ("-mo", [("-mode:", 13)]),
        ("dam vi", [("dam via:", 2)]),  # of the three about the dam, one has no origin
        ("nobody", []),
        ("speaker:gi", [("speaker:do-huong-giang", 4)]),
        ('speaker:"Đỗ H', [("speaker:do-huong-giang", 4)]),
        ("-speaker:gi", [("-speaker:do-huong-giang", 4)]),
        ("speaker:oriol,gi", [("speaker:oriol,do-huong-giang", 4)]),
        ("mode:direct speaker:", [("mode:direct speaker:do-huong-giang", 2), ("mode:direct speaker:tran-quoc-buu", 1)]),
        ("sp:au", [("sp:Aurora", 1)]),
        ("sp:gi‸ mode:direct", [("sp:do-huong-giang‸ mode:direct", 2)]),
        ("sp:g‸i", []),  # in the middle of a word
        ("speaker:zz", []),
        ("s:gi", []),  # speaker: or source:
        ("basis:st", [("basis:stated", 3)]),
        ("has:", [("has:reply", 5), ("has:variants", 2)]),
        ("on:", [("on:4/10", 3), ("on:6/10", 2), ("on:7/10", 1), ("on:8/10", 1)]),
        ("on:2031-10-07", [("on:7/10", 1)]),
        ("topic:ca", [("topic:casualties", 3)]),
        ("via:no", [('via:bac-dau', 7)]),
    ],
)
def test_a_line_may_become_these(line: str, lines: list[tuple[str, int]]) -> None:
    assert ways(line) == lines


def test_the_empty_line_offers_every_field_that_asks_something() -> None:
    offered = [line for line, _ in ways("")]
    assert offered[:3] == ["speaker:", "actor:", "source:"]
    assert "certainty:" in offered


@pytest.mark.parametrize(
    "line", ["speaker:", "dam via:", "mode:direct on:", "-source:", "kind:", "place:", "event:", "da mode:"]
)
def test_a_completion_leaves_as_many_quotes_as_it_says(line: str) -> None:
    for each in complete(line, len(line), SAMPLE, view(SAMPLE, parse(line))):
        assert not SAMPLE.problems(parse(each.text))
        positive = parse(each.text.replace("-source", "source"))
        shown = len(view(SAMPLE, positive).quotes)
        # on: finds what may be of a day, too; counted is what is
        assert shown == each.count or (" on:" in each.text and shown >= each.count)


@settings(max_examples=200, deadline=None)
@given(LINES)
def test_no_line_is_too_odd_to_be_completed(line: str) -> None:
    shown = view(SAMPLE, parse(line))
    for cursor in (0, len(line) // 2, len(line), len(line) + 9, -1):
        assert len(complete(line, cursor, SAMPLE, shown)) <= MOST
