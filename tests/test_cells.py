"""What is sent for cells that changed makes an emulated terminal show exactly the cells that were asked for."""

from __future__ import annotations

import random

import pytest

from kaztui.tui import diff
from kaztui.tui.cells import BLANK, Cell, Cells, Look, blank_of, look_of, switch
from kaztui.tui.diff import cells_of

from .pty.emulator import Emulator

LOOKS = [
    Look(), Look((), "", "48;5;233"), Look(("1",), "38;5;231", "48;5;233"), Look((), "38;5;110", "48;5;233"),
    Look(("3",), "38;5;151", "48;5;235"), Look(("4",), "38;5;250", "48;5;233"), Look(("1", "7"), "31", "44"),
    Look(("9",), "97", "104"), Look((), "38;2;1;2;3", "48;2;4;5;6"),
]  # fmt: skip
TEXTS = ["word", "   ", " " * 30, "“môi trường”", "中文字", "a\u0301\u0323", "👍", "━━━", "x", "e\u20dd", "한국어"]


def scribble(rng: random.Random, cells: Cells, most: int) -> None:
    for _ in range(rng.randint(1, most)):
        made = cells_of(rng.choice(TEXTS), rng.choice(LOOKS))
        x, y = rng.randrange(cells.columns), rng.randrange(cells.rows)
        if rng.random() < 0.2:  # to the end of its row, as most panes draw
            made = (made * cells.columns)[: cells.columns - x]
        # A wide character that would be cut by the edge is a blank, as Textual crops it.
        made = made[: cells.columns - x]
        if made and made[-1][0] and len(cells_of(made[-1][0], LOOKS[0])) == 2:
            made = [*made[:-1], BLANK]
        cells.put(x, y, made)


def whole(cells: Cells, erases: bool) -> Cells:
    """The same cells for a terminal of which nothing is known."""
    fresh = Cells(erases_in_colour=erases)
    fresh.resize(cells.columns, cells.rows)
    for y, row in enumerate(cells.wanted):
        fresh.put(0, y, row)
    return fresh


def naive(cells: Cells) -> Emulator:
    """Every cell in its place and its look, sent without any care for bytes."""
    emulator = Emulator(cells.columns, cells.rows)
    emulator.feed("\x1b[?7l")
    for y, row in enumerate(cells.wanted):
        for x, (text, look) in enumerate(row):
            if text:
                codes = ";".join(["0", *look.flags, *filter(None, (look.colour, look.ground))])
                emulator.feed(f"\x1b[{y + 1};{x + 1}H\x1b[{codes}m{text}")
    return emulator


@pytest.mark.parametrize("erases", [True, False])
@pytest.mark.parametrize("seed", range(12))
def test_what_is_sent_is_what_was_asked_for(seed: int, erases: bool) -> None:
    rng = random.Random(seed)
    cells = Cells(erases_in_colour=erases)
    cells.resize(rng.randint(1, 60), rng.randint(1, 12))
    emulator = Emulator(cells.columns, cells.rows)
    emulator.feed("\x1b[?7l")
    for step in range(12):
        scribble(rng, cells, 30 if step == 0 else 4)
        cursor = rng.randrange(cells.columns), rng.randrange(cells.rows)
        emulator.feed(cells.changes(cursor))
        expected = naive(cells)
        assert emulator.lines == expected.lines
        assert emulator.looks() == expected.looks()
        assert emulator.cursor == cursor
        if step == 6:
            cells.forget()


def test_nothing_is_sent_where_nothing_changed() -> None:
    cells = Cells(erases_in_colour=True)
    cells.resize(20, 3)
    cells.put(2, 1, cells_of("word", LOOKS[2]))
    cells.changes((0, 0))
    cells.put(2, 1, cells_of("word", LOOKS[2]))
    assert cells.changes((0, 0)) == ""


def test_one_changed_character_costs_a_move_and_itself() -> None:
    cells = Cells(erases_in_colour=True)
    cells.resize(20, 3)
    cells.put(2, 1, cells_of("word", LOOKS[2]))
    cells.changes((3, 1))
    cells.put(2, 1, cells_of("ward", LOOKS[2]))
    assert cells.changes((4, 1)) == "a"


def test_blanks_to_the_end_of_a_row_are_erased_at_one_stroke() -> None:
    cells = Cells(erases_in_colour=True)
    cells.resize(20, 3)
    cells.put(0, 1, cells_of("words " * 3, LOOKS[3]))
    cells.changes((0, 1))
    cells.put(0, 1, [blank_of(LOOKS[3])] * 20)
    assert cells.changes((0, 1)).endswith("\x1b[K")


def test_a_terminal_that_erases_to_its_own_ground_is_sent_coloured_blanks() -> None:
    cells = Cells(erases_in_colour=False)
    cells.resize(40, 1)
    cells.put(0, 0, [blank_of(LOOKS[1])] * 40)
    sent = cells.changes((0, 0))
    assert " " * 40 in sent
    assert not any(erasure in sent for erasure in ("\x1b[K", "X", "J"))


def test_a_terminal_with_other_widths_keeps_the_columns() -> None:
    """The emulator gives a skin tone two cells of its own, Rich gives it none."""
    cells = Cells(erases_in_colour=True)
    cells.resize(20, 1)
    cells.put(0, 0, cells_of("👍🏽 a │ b", LOOKS[2]))
    emulator = Emulator(20, 1)
    emulator.feed(cells.changes((0, 0)))
    assert emulator.look(5, 0).text == "│"


@pytest.mark.parametrize(
    ("before", "after", "sent"),
    [
        (Look(), Look(), ""),
        (Look(("1",), "31", "44"), Look(), "\x1b[m"),
        (Look(("1",), "31", "44"), Look((), "31", "44"), "\x1b[22m"),
        (Look(("1", "2"), "31"), Look(("1",), "31"), "\x1b[22;1m"),
        (Look((), "38;5;1", "48;5;2"), Look((), "38;5;3", "48;5;2"), "\x1b[38;5;3m"),
        (Look((), "38;5;1", "48;5;2"), Look((), "", "48;5;2"), "\x1b[39m"),
        (Look(), Look(link="id=1;https://a.b"), "\x1b]8;id=1;https://a.b\x1b\\"),
        (Look(link="id=1;https://a.b"), Look(("4",)), "\x1b]8;;\x1b\\\x1b[4m"),
    ],
)
def test_a_style_is_changed_by_the_shortest_sequence(before: Look, after: Look, sent: str) -> None:
    assert switch(before, after) == sent


@pytest.mark.parametrize(
    ("sgr", "look"),
    [
        ("", Look()),
        ("1;3;38;5;231;48;5;233", Look(("1", "3"), "38;5;231", "48;5;233")),
        ("38;2;1;2;3;4", Look(("4",), "38;2;1;2;3")),
        ("31;107", Look((), "31", "107")),
        ("97;49", Look((), "97")),
        ("53", Look(("53",))),
        ("39;9", Look(("9",))),
    ],
)
def test_a_style_is_read_from_its_parameters(sgr: str, look: Look) -> None:
    assert look_of(sgr) == look


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b]0;x\x07b", "a]0;xb"),
        ("a\u202eb\u200bc\U000e0041d", "abcd"),
        ("e" + "\u0301" * 200, "e" + "\u0301" * 3),
        ("\u0301a", "a"),
        ("a\x9bb", "ab"),
    ],
)
def test_what_acts_on_a_terminal_has_no_cell(text: str, shown: str) -> None:
    made: list[Cell] = cells_of(text, Look())
    assert "".join(cell for cell, _ in made).rstrip() == shown


def test_a_cell_that_is_shown_in_many_places_is_there_once() -> None:
    look = LOOKS[2]
    (first, second), (_, third) = cells_of("aá", look), cells_of("bá", look)
    assert second is third and first is cells_of("xa", look)[1]
    many = [cells_of(chr(0x4E00 + n), look)[0] for n in range(5_000)]
    assert [cell for cell, _ in many] == [chr(0x4E00 + n) for n in range(5_000)]
    assert 0 < len(diff.alphabet(look)) <= diff.LETTERS
