"""What readers of the shipped dossier want to know, found with the keys that the README and the help name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

import kaztui
from kaztui.dossier import Dossier
from kaztui.tui.app import Explorer

from .test_explorer import MEDIUM, SMALL, WIDE, screen_of

SIZES = [WIDE, MEDIUM, SMALL]
NAMES = {" ": "space", "/": "slash", ":": "colon"}
README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def pressed(line: str) -> list[str]:
    """The keys of ``/ “no sung” enter c``: what stands in marks is typed letter by letter."""
    keys: list[str] = []
    for part in re.findall(r"“[^”]*”|\S+", line):
        text = part[1:-1] if part[0] == "“" else ""
        keys += [NAMES.get(letter, letter) for letter in text] if text else [NAMES.get(part, part)]
    return keys


class Seen(NamedTuple):
    """What the lists hold, what is selected, and the query, after some keys."""

    dossier: Dossier
    quotes: list[str]
    events: list[str]
    selection: str
    query: str
    is_covered: bool
    at: int


async def seen(keys: str, size: tuple[int, int]) -> tuple[Seen, str]:
    """The explorer's state after these keys, and what it shows, on one line."""
    app = Explorer(kaztui.load())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in pressed(keys):
            await pilot.press(key)
        await pilot.pause(0.1)
        state = Seen(
            app.dossier, list(app.quotes.ids), list(app.timeline.ids), app.selection, app.query_line,
            app.covered is not None, app.quotes.index,
        )  # fmt: skip
        return state, re.sub(r"[\s▌]+", " ", screen_of(app).replace("\N{NO-BREAK SPACE}", " "))


@pytest.mark.parametrize("size", SIZES)
async def test_what_tokayev_said_about_shooting_takes_nine_keys(size: tuple[int, int]) -> None:
    app, shown = await seen("/ “no sung” enter", size)
    assert "“không bao giờ nổ súng" in shown
    statement = app.dossier.statement_of(app.selection)
    assert statement.speaker == "tokayev" and len(statement.quotes) == 3


@pytest.mark.parametrize("size", [WIDE, MEDIUM])
async def test_one_key_more_shows_that_the_articles_word_it_differently(size: tuple[int, int]) -> None:
    _, shown = await seen("/ “no sung” enter c", size)
    assert "3 wordings in 3 articles" in shown
    assert "Baoquocte.vn (000)" in shown and "lực lượng an ninh" in shown  # whose shots, in that article


@pytest.mark.parametrize("size", SIZES)
async def test_who_gave_the_toll_of_164_and_through_whom(size: tuple[int, int]) -> None:
    app, shown = await seen("/ “164” enter", size)
    assert app.quotes == ["kz-moh-toll-004"]
    assert "Ministry of Health of Kazakhstan · Sun 9 Jan" in shown
    assert "AFP?" in shown  # inferred, and marked so


async def test_what_came_through_tass_is_never_there_for_a_photo_credit() -> None:
    app, shown = await seen("/ “via:tass” enter", WIDE)
    assert app.quotes and "TASS" in shown
    for id in app.quotes:
        quote = app.dossier.quotes[id]
        assert "tass" in app.dossier.attribution(quote).actors
        assert quote.source != "000"  # whose TASS is not in its text; 002's photo credits are no quotes' origin


async def test_what_happened_on_5_january_and_who_says_so() -> None:
    app, _ = await seen("/ “on:5/1” enter 1", WIDE)
    assert any(app.dossier.events[id].date == "2022-01-05" for id in app.events)
    app, shown = await seen("/ “asks csto” enter 1 enter", WIDE)
    assert "003 itself" in shown and "▸ 003" in shown


@pytest.mark.parametrize("size", [WIDE, MEDIUM])
@pytest.mark.parametrize("words", ["shoot without warning", "no sung khong canh bao"])
async def test_that_shooting_without_warning_was_allowed_is_said_by_the_article_itself(
    words: str, size: tuple[int, int]
) -> None:
    """Not by Tokayev, whose quote that nobody will be shot at shares a word or two."""
    app, shown = await seen(f"/ “{words}” enter enter G", size)
    assert app.selection == "ev-shoot-without-warning"
    assert "001 itself" in shown


async def test_a_quote_is_copied_with_its_citation_and_shown_as_text() -> None:
    app, shown = await seen("/ “no sung” enter y", WIDE)
    assert "clipboard" in shown
    app, shown = await seen("/ “no sung” enter y y", WIDE)
    assert "“không bao giờ nổ súng”" in shown and "Tokayev" in shown


async def test_the_start_is_reached_again_by_going_back() -> None:
    app, _ = await seen("/ “no sung” enter c backspace backspace", WIDE)
    assert app.query == "" and not app.is_covered and app.at == 0


TRIED = re.findall(r"^\| ([^|]+) \| ((?:`[^`|]+`[^|`]*)+) \|$", README.split("## The words")[0], re.MULTILINE)


@pytest.mark.parametrize(("what", "keys"), TRIED)
async def test_the_readmes_keys_lead_where_it_says(what: str, keys: str) -> None:
    named = [f"“{part}”" if len(part) > 1 and part not in ("enter", "backspace") else part
             for part in re.findall(r"`([^`]+)`", keys.split(", and")[0])]  # fmt: skip
    before = "/ “no sung” enter " if named == ["c"] else ""
    app, shown = await seen(before + " ".join(named), WIDE)
    words = {"shooting": "nổ súng", "three articles": "3 wordings", "164": "AFP?", "TASS": "TASS", "origins": "≥ 1"}
    expected = next(sign for word, sign in words.items() if word in what)
    assert expected in shown


def test_the_readme_has_five_things_to_try() -> None:
    assert len(TRIED) == 5
