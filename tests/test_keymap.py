"""Keys as readers write them, and the table of commands with other keys."""

from __future__ import annotations

import tomllib

import pytest
from textual.binding import Binding

from kaztui.keymap import Clash, NoKey, as_toml, clashes, is_text, key_named, key_text, remapped
from kaztui.keys import COMMANDS, Command

KEYS = {
    "j": "j",
    "G": "G",
    "é": "é",
    "7": "7",
    "/": "slash",
    "?": "question_mark",
    "[": "left_square_bracket",
    ":": "colon",
    ",": "comma",
    "=": "equals_sign",
    "-": "minus",
    "+": "plus",
    "_": "underscore",
    "@": "at",
    "\\": "backslash",
    "~": "tilde",
    "space": "space",
    "esc": "escape",
    "pgdn": "pagedown",
    "enter": "enter",
    "up": "up",
    "f1": "f1",
    "ctrl+d": "ctrl+d",
    "ctrl+left": "ctrl+left",
    "shift+tab": "shift+tab",
    "alt+backspace": "alt+backspace",
    "ctrl++": "ctrl+plus",
    "alt+x": "alt+x",
}
"""As it is printed → Textual's name."""


@pytest.mark.parametrize(("written", "key"), KEYS.items())
def test_a_key_is_written_as_readers_know_it(written: str, key: str) -> None:
    assert key_named(written) == key
    assert key_text(key) == written
    assert key_named(key) == key_named(key_text(key)) == key


@pytest.mark.parametrize("written", [sign for sign in KEYS if len(sign) == 1 and sign != ","])
def test_a_sign_has_the_name_that_textual_gives_it(written: str) -> None:
    (binding,) = Binding.make_bindings([Binding(written, "a")])
    assert binding.key == key_named(written)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Esc", "escape"), ("ESCAPE", "escape"), ("Ctrl+D", "ctrl+d"), ("control+d", "ctrl+d"), ("↓", "down"),
        ("option+x", "alt+x"), ("shift+ctrl+left", "ctrl+shift+left"), (" ", "space"),
        ("return", "enter"), ("del", "delete"), ("F5", "f5"), ("left_square_bracket", "left_square_bracket"),
    ],
)  # fmt: skip
def test_other_ways_to_write_a_key(written: str, key: str) -> None:
    assert key_named(written) == key


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("spce", 'no key "spce" (did you mean "space"?)'),
        ("gg", 'no key "gg"'),
        ("", 'no key ""; before a key stand ctrl+, alt+ or shift+'),
        ("ctrl+", 'no key "ctrl+"; before'),
        ("crtl+d", 'no key "crtl+d"; before'),
        ("+d", 'no key "+d"; before'),
        ("shift+g", 'no key "shift+g": write the sign that shift makes of it, as G for shift+g'),
        ("ctrl+i", '"ctrl+i" reaches no program: a terminal sends it as "tab"'),
        ("Ctrl+H", '"Ctrl+H" reaches no program: a terminal sends it as "backspace"'),
        ("ctrl+[", 'as "escape"'),
        ("\x1b", 'no key "\\u001b"'),
        ("j" * 10_000, "no key"),
    ],
)
def test_what_names_no_key(written: str, says: str) -> None:
    with pytest.raises(NoKey) as raised:
        key_named(written)
    assert says in str(raised.value)


def written_keys(command: Command) -> list[str]:
    """Those that a reader can write: most terminals send ctrl+h as backspace, others ctrl+h."""
    return [key for key in command.keys if key != "ctrl+h"]


def test_every_key_of_the_table_can_be_written_and_read_back() -> None:
    for command in COMMANDS:
        for key in written_keys(command):
            (binding,) = Binding.make_bindings([Binding(key, "a")])
            assert key_named(key) == key_named(key_text(key)) == binding.key, command.id


def test_the_printed_keymap_is_the_table() -> None:
    table = tomllib.loads(as_toml(COMMANDS))["keys"]
    read: dict[str, list[str]] = {}
    for first, rest in table.items():
        for second, value in rest.items():
            read[f"{first}.{second}"] = [value] if isinstance(value, str) else value
    assert {id: [key_named(key) for key in keys] for id, keys in read.items()} == {
        command.id: list(map(key_named, written_keys(command))) for command in COMMANDS
    }


def test_the_printed_keymap_says_what_each_command_does_under_its_group() -> None:
    lines = as_toml(COMMANDS).splitlines()
    for command in COMMANDS:
        (line,) = (line for line in lines if line.startswith(f"{command.id} = "))
        above = lines[lines.index(line) - 1]
        assert line.endswith(f"  # {command.help}") or above == f"# {command.help}:"
        assert f"# {command.group}" in lines[: lines.index(line)]
    assert all(len(line) <= 120 for line in lines)


def command(id: str, keys: str, places: str = "list") -> Command:
    return Command(id, tuple(keys.split()), "", "help", "Move", tuple(places.split()), "act")  # type: ignore[arg-type]


def test_a_keymap_changes_the_keys_of_what_it_names() -> None:
    table = (command("a", "j"), command("b", "k"))
    assert remapped(table, {"b": ("x", "y")}) == (command("a", "j"), command("b", "x y"))
    assert remapped(table, {}) == table


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ([command("a", "j"), command("b", "k")], []),
        ([command("a", "j"), command("b", "j")], [Clash("j", ("a", "b"))]),
        ([command("a", "slash"), command("b", "/")], [Clash("slash", ("a", "b"))]),
        ([command("a", "j", "list"), command("b", "j", "detail")], []),
        ([command("a", "j", "list detail"), command("b", "j", "list detail")], [Clash("j", ("a", "b"))]),
        ([command("a", "j", "box"), command("b", "j", "box")], []),
        ([command("a", "enter", "box"), command("b", "enter", "box")], [Clash("enter", ("a", "b"))]),
        ([command("a", "j j")], []),
    ],
)
def test_one_key_for_two_commands_in_one_place(table: list[Command], found: list[Clash]) -> None:
    assert clashes(table) == found


def test_the_table_itself_has_no_clash() -> None:
    assert clashes(COMMANDS) == []


def test_letters_and_signs_are_text() -> None:
    assert [key for key in ("j", "slash", "space", "escape", "f1", "ctrl+d") if is_text(key)] == ["j", "slash", "space"]
