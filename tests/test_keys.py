"""The table of commands: nothing in it is said twice, and everything that is shown of it comes from it."""

from __future__ import annotations

import pytest

from kaztui import keys
from kaztui.keys import COMMANDS, Place

PLACES: tuple[Place, ...] = ("list", "detail", "cover", "text", "box", "menu", "help", "tiny")


def test_every_command_has_an_id_of_its_own() -> None:
    ids = [command.id for command in COMMANDS]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("place", PLACES)
def test_no_key_does_two_things_in_one_place(place: Place) -> None:
    pressed = [key for command in keys.commands_in(place) for key in command.keys]
    assert len(pressed) == len(set(pressed))


def test_every_command_says_what_it_does_and_where() -> None:
    for command in COMMANDS:
        assert command.keys and command.help and command.group and command.places, command.id
        assert not command.help.endswith("."), command.id
        assert len(command.label.split()) <= 4, command.id


def test_in_the_box_letters_are_text() -> None:
    box_only = [command for command in keys.commands_in("box") if command.places == ("box",)]
    assert all(len(key) > 1 for command in box_only for key in command.keys)


def test_nothing_needs_a_ctrl_chord_an_alt_or_a_function_key() -> None:
    def plain(key: str) -> bool:
        return "ctrl+" not in key and "alt+" not in key and not (key[0] == "f" and key[1:].isdigit())

    comforts = ("half.", "box.", "program.quit")  # a page, the box's editing keys and `q` do without
    for command in COMMANDS:
        assert command.id.startswith(comforts) or any(map(plain, command.keys)), command.id


@pytest.mark.parametrize(
    ("key", "name"),
    [("j", "j"), ("down", "↓"), ("escape", "esc"), ("slash", "/"), ("ctrl+left", "ctrl+←"), ("pagedown", "pgdn")],
)
def test_keys_are_named_as_readers_know_them(key: str, name: str) -> None:
    assert keys.key_name(key) == name


def test_the_footer_shows_commands_of_one_label_together() -> None:
    assert keys.footer("list")[0] == ("j k", "move")


@pytest.mark.parametrize(("place", "out"), [("list", "quit"), ("detail", "list")])
def test_the_footer_ends_with_help_and_the_way_out(place: Place, out: str) -> None:
    assert [label for _, label in keys.footer(place)][-2:] == ["help", out]


def test_the_groups_hold_every_command_once() -> None:
    grouped = [command.id for _, commands in keys.groups() for command in commands]
    assert sorted(grouped) == sorted(command.id for command in COMMANDS)
