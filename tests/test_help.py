"""The help: what readers ask, what marks mean, every command of the table, at every size."""

from __future__ import annotations

import re

import pytest

from kaztui import config, dates, keys, wording
from kaztui.tui.app import Explorer
from kaztui.tui.phrases import CELL_MEANINGS
from kaztui.tui.screens.help import CHAIN, HOW, PLACES, HelpPage

from .test_explorer import MEDIUM, SAMPLE, SMALL, WIDE, Reader, reading, text_of

IDS = re.compile(r"\{([^}]*)\}")


async def help_of(app: Explorer, pilot: Reader) -> HelpPage:
    await pilot.press("question_mark")
    await pilot.pause()
    return app.screen.query_one(HelpPage)


def in_one_line(page: HelpPage) -> str:
    return " ".join(line.strip() for line in text_of(page).splitlines())


async def test_the_help_has_every_command_of_the_table() -> None:
    async with reading(size=(90, 300)) as (app, pilot):
        shown = in_one_line(await help_of(app, pilot))
        for command in keys.COMMANDS:
            assert command.help in shown, command.id
            assert " ".join(map(keys.key_name, command.keys)) in shown, command.id


async def test_the_help_answers_how_things_are_done_with_the_keys_that_do_them() -> None:
    async with reading(size=(90, 300)) as (app, pilot):
        shown = in_one_line(await help_of(app, pilot))
        for question, answer in HOW:
            assert question in shown
            assert IDS.sub(lambda id: keys.key_of(id[1]), answer) in shown


async def test_the_help_says_what_every_mark_means() -> None:
    async with reading(size=(90, 300)) as (app, pilot):
        shown = in_one_line(await help_of(app, pilot))
        for example, meaning in (*dates.LEGEND, *CHAIN):
            assert example in shown and meaning in shown
        for example, _, meaning in PLACES:
            assert example in shown and IDS.sub(lambda id: keys.key_of(id[1]), meaning) in shown
        assert all(meaning in shown for meaning in (*wording.MODE_MEANINGS.values(), *CELL_MEANINGS.values()))


async def test_what_readers_ask_stands_on_the_first_page() -> None:
    async with reading(size=WIDE) as (app, pilot):
        shown = text_of(await help_of(app, pilot))
        assert all(question in shown for question, _ in HOW)


@pytest.mark.parametrize("size", [WIDE, MEDIUM, SMALL])
async def test_the_help_can_be_read_to_its_end(size: tuple[int, int]) -> None:
    async with reading(size=size) as (app, pilot):
        page = await help_of(app, pilot)
        shown = ""
        for _ in range(80):
            shown += text_of(page)
            await pilot.press("space")
        assert "quit at once" in " ".join(shown.split()) and "the cursor" in shown
        assert " end " in text_of(page).splitlines()[0]


async def test_the_help_has_the_readers_own_keys() -> None:
    app = Explorer(SAMPLE, config=config.parse('[keys]\nquote.copy = "f2"\nbox.open = "i"\n', "c"))
    async with app.run_test(size=(90, 300)) as pilot:
        await pilot.pause()
        shown = in_one_line(await help_of(app, pilot))
        assert "f2. Several: x each, then f2." in shown
        assert "i and type who" in shown


def test_a_key_is_asked_only_of_a_command_that_there_is() -> None:
    with pytest.raises(KeyError):
        keys.key_of("no.such")
