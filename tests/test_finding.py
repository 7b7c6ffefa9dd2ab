"""Views are worked out and shown between keys: the newest first, a piece at a time, and a key in between."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kaztui import Dossier, load
from kaztui.query import parse
from kaztui.tui import finding
from kaztui.tui.finding import Finder
from kaztui.views import View

SAMPLE = Path(__file__).parent / "sample" / "dossier"


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    dossier = load(SAMPLE)
    dossier.prepared()
    return dossier


class Screen:
    """Shows a view in three pieces, and remembers which."""

    def __init__(self, dossier: Dossier) -> None:
        self.finder = Finder(dossier, self.found)
        self.shown: list[str] = []
        self.between: Callable[[], None] = lambda: None

    def found(self, view: View) -> list[Callable[[], object]]:
        return [lambda piece=piece: self.show(f"{view.query.text} {piece}") for piece in "abc"]  # type: ignore[misc]

    def show(self, what: str) -> None:
        self.shown.append(what)
        self.between()


@pytest.fixture
def screen(dossier: Dossier) -> Screen:
    return Screen(dossier)


def test_what_takes_no_time_is_shown_at_once(screen: Screen) -> None:
    screen.finder.ask(parse("lua"), at_once=10)
    assert screen.shown == ["lua a", "lua b", "lua c"]
    assert screen.finder.is_idle


def test_what_takes_longer_is_shown_piece_by_piece(screen: Screen) -> None:
    screen.finder.ask(parse("lua"), at_once=0)
    assert len(screen.shown) < 3
    assert screen.finder.is_busy or screen.finder.is_showing
    asyncio.run(screen.finder.run())
    assert screen.shown == ["lua a", "lua b", "lua c"]
    assert not screen.finder.is_showing


def test_what_is_to_be_done_with_a_view_waits_until_all_of_it_is_shown(screen: Screen) -> None:
    screen.finder.ask(parse("lua"), at_once=0)
    screen.finder.then(lambda: screen.shown.append("then"))
    asyncio.run(screen.finder.run())
    assert screen.shown == ["lua a", "lua b", "lua c", "then"]
    screen.finder.then(lambda: screen.shown.append("at once"))
    assert screen.shown[-1] == "at once"


def test_a_newer_query_drops_what_is_not_yet_shown_of_the_older(screen: Screen) -> None:
    asked = False

    def between() -> None:
        nonlocal asked
        if not asked:
            asked = True
            screen.finder.ask(parse("putin"), at_once=0)

    screen.between = between
    screen.finder.ask(parse("lua"), at_once=0)
    screen.finder.then(lambda: screen.shown.append("never"))
    asyncio.run(screen.finder.run())
    assert screen.shown == ["lua a", "putin a", "putin b", "putin c"]


@pytest.mark.parametrize("comes", [True, False])
def test_a_key_that_comes_passes_before_the_next_piece(
    screen: Screen, comes: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has the loop for itself, however many turns of it it needs; without a key, there is a piece at each turn."""
    for name, seconds in (("SLICE", 0.0), ("SENT", 0.0), ("KEY", 1.0)):
        monkeypatch.setattr(finding, name, seconds)

    async def shown_meanwhile() -> int:
        screen.finder.ask(parse("lua"), at_once=0)
        run = asyncio.ensure_future(screen.finder.run())
        while not screen.shown:
            await asyncio.sleep(0)
        if comes:
            screen.finder.give_way()
            await asyncio.sleep(0)  # the turn that run has been waiting for
        before = len(screen.shown)
        for _ in range(12):
            await asyncio.sleep(0)
        after = len(screen.shown)
        await run
        return after - before

    assert asyncio.run(shown_meanwhile()) == (0 if comes else 2)
    assert screen.shown == ["lua a", "lua b", "lua c"]


def test_a_key_passes_first_though_something_else_held_it_up(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the key had for itself is over by then, by the clock."""
    for name in ("SLICE", "SENT"):
        monkeypatch.setattr(finding, name, 0.0)

    async def shown_meanwhile() -> int:
        screen.finder.ask(parse("lua"), at_once=0)
        run = asyncio.ensure_future(screen.finder.run())
        while not screen.shown:
            await asyncio.sleep(0)
        screen.finder.give_way()
        for _ in range(4):
            await asyncio.sleep(0)  # until run gives it its time
        before = len(screen.shown)
        time.sleep(2 * finding.KEY)
        for _ in range(6):
            await asyncio.sleep(0)
        after = len(screen.shown)
        await run
        return after - before

    assert asyncio.run(shown_meanwhile()) == 0
    assert screen.shown == ["lua a", "lua b", "lua c"]
