"""The configuration: what it changes, and every mistake in it with its line and the nearest right word."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kaztui import config
from kaztui.cli import main
from kaztui.config import Config, ConfigError, default_path, load, parse
from kaztui.keymap import as_toml
from kaztui.keys import COMMANDS, Command


def keys_of(read: Config) -> dict[str, tuple[str, ...]]:
    return {command.id: command.keys for command in read.commands}


def test_what_can_be_set() -> None:
    read = parse('theme = "dusk"\nlanguage = "english"\n[keys]\nrow.next = ["i", "esc"]\n"row.previous" = "?"\n'
                 '"query.peel" = "f9"\nbox.open = ","\ndetail.close = "f9"\ncover.close = "f9"\nhelp.open = "f1"\n'
                 'help.close = ["f10", "q"]\n', "config.toml")  # fmt: skip
    assert (read.theme, read.language) == ("dusk", "English")
    assert read.keymap["row.next"] == ("i", "escape")
    assert keys_of(read)["row.previous"] == ("question_mark",)
    assert keys_of(read)["box.open"] == ("comma",)
    unnamed = [command for command in COMMANDS if command.id not in read.keymap]
    assert all(keys_of(read)[command.id] == command.keys for command in unnamed)


@pytest.mark.parametrize(
    "text",
    [
        '[keys]\nrow.next = "i"', '[keys]\n"row.next" = "i"', '[keys]\n"row" . next = ["i"]', 'keys.row.next = "i"',
        '[keys.row]\nnext = "i"', 'keys = {"row.next" = "i"}', 'keys = {row = {next = "i"}}',
        '\ufeff[keys]\r\nrow.next = "i"\r\n'.removeprefix("\ufeff"),
    ],
)  # fmt: skip
def test_ways_to_name_a_command(text: str) -> None:
    assert parse(text.replace("\r\n", "\n"), "config.toml").keymap == {"row.next": ("i",)}


def test_an_empty_file_changes_nothing() -> None:
    for text in ("", "\n# nothing\n", "[keys]\n"):
        assert parse(text, "config.toml") == Config()


MISTAKES = {
    'them = "dusk"': 'config.toml:1: no option "them" (did you mean "theme"?)',
    '\n\nfrobnicate = 1': 'config.toml:3: no option "frobnicate"',
    '[kes]\nrow.next = "i"': 'config.toml:1: no option "kes" (did you mean "keys"?)',
    'theme = 7': "config.toml:1: theme: a word in quotation marks is wanted, not a number",
    'theme = ["a"]': "config.toml:1: theme: a word in quotation marks is wanted, not a list",
    'theme = "dust"': 'config.toml:1: theme: no theme "dust" (did you mean "dusk"?)',
    'theme = "qqqqq"': 'config.toml:1: theme: no theme "qqqqq" (there are dusk, dawn)',
    'language = "Englisch"': 'config.toml:1: language: no language "Englisch" (did you mean "English"?)',
    'language = 2022-01-05': "config.toml:1: language: a word in quotation marks is wanted, not a date or time",
    'keys = "i"': "config.toml:1: keys: a table [keys] is wanted, not a word",
    '[keys]\n\nrow.nxt = "i"': 'config.toml:3: keys: no command "row.nxt" (did you mean "row.next"?)',
    '[keys.row]\n# one\nnxt = "i"': 'config.toml:3: keys: no command "row.nxt" (did you mean "row.next"?)',
    'theme="dusk"\nkeys={"row.nxt" = "i"}': 'config.toml:2: keys: no command "row.nxt" (did you mean "row.next"?)',
    '[keys]\nzzzzz = "i"': 'config.toml:2: keys: no command "zzzzz"',
    '[keys]\nrow.next = "spce"': 'config.toml:2: keys: row.next: no key "spce" (did you mean "space"?)',
    '[keys]\nrow.next = ["i", "gg"]': 'config.toml:2: keys: row.next: no key "gg"',
    '[keys]\nrow.next = []': "config.toml:2: keys: row.next: at least one key is wanted",
    '[keys]\nrow.next = 7': 'config.toml:2: keys: row.next: a key is written "j", several ["j", "down"], '
    "not as a number",
    '[keys]\nrow.next = ["i", true]': 'config.toml:2: keys: row.next: a key is written "j", several ["j", "down"], '
    "not as true or false",
    '[keys]\nrow.next = "i"\n"row.next" = "m"': 'config.toml:3: keys: "row.next" is given twice',
    '[keys]\nrow.next = "k"': 'config.toml:2: keys: "k" does two things in the same place: row.next and row.previous',
    '[keys]\nrow.next = "i"\nrow.previous = "i"': 'config.toml:3: keys: "i" does two things in the same place: '
    "row.previous and row.next",
    '[keys]\nrow.next = "i" x': "config.toml:2:16: not TOML: expected newline or end of document after a statement",
    'theme = "a"\ntheme = "b"': "config.toml:2: not TOML: cannot overwrite a value",
    'theme = "a': "config.toml:1: not TOML: unterminated string",
    'language = 2022-02-30': "config.toml:1:12: not TOML: invalid date or datetime",
    "x = " + "[" * 20_000: "config.toml: not TOML: nested too deeply",
    '"\\u001b]0;x" = 1': 'config.toml: no option "␛]0;x"',
}


@pytest.mark.parametrize(("text", "says"), MISTAKES.items(), ids=range(len(MISTAKES)))
def test_a_mistake_is_named_with_its_line(text: str, says: str) -> None:
    with pytest.raises(ConfigError) as raised:
        parse(text, "config.toml", themes=("dusk", "dawn"))
    assert raised.value.problems[0] == str(raised.value).split("\n")[0] == says


def test_all_mistakes_are_said_in_the_files_order() -> None:
    with pytest.raises(ConfigError) as raised:
        parse('[keys]\nrow.next = "gg"\nrow.nxt = "i"\n\nlanguage.x = 1\n', "c")
    assert [line.split(":")[1] for line in raised.value.problems] == ["2", "3", "5"]


def test_of_very_many_mistakes_the_first_hundred_are_said() -> None:
    with pytest.raises(ConfigError) as raised:
        parse("".join(f"a{number} = 1\n" for number in range(150)), "c")
    lines = str(raised.value).split("\n")
    assert (len(lines), lines[0], lines[-1]) == (101, 'c:1: no option "a0"', "… and 50 more")


def test_a_command_that_has_no_key_may_stay_without() -> None:
    table = (Command("a.b", (), "", "help", "Move", ("list",), "act"),)
    assert parse("keys.a.b = []", "c", commands=table).commands == table


def test_keys_may_change_places() -> None:
    read = parse('[keys]\nrow.next = "k"\nrow.previous = "j"\n', "config.toml")
    assert (keys_of(read)["row.next"], keys_of(read)["row.previous"]) == (("k",), ("j",))


def test_the_printed_keymap_is_a_configuration_that_changes_nothing() -> None:
    read = parse(as_toml(COMMANDS), "keys.toml")
    assert len(read.keymap) == len(COMMANDS)
    assert as_toml(read.commands) == as_toml(COMMANDS)


def test_the_languages_are_those_that_the_panes_show() -> None:
    from kaztui.tui.phrases import LANGUAGES

    assert config.LANGUAGES == LANGUAGES


# -- files ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "path"),
    [
        ({"HOME": "/home/a"}, "/home/a/.config/kaztui/config.toml"),
        ({"HOME": "/home/a", "XDG_CONFIG_HOME": "/etc/x"}, "/etc/x/kaztui/config.toml"),
        ({"HOME": "/home/a", "XDG_CONFIG_HOME": "x"}, "/home/a/.config/kaztui/config.toml"),
        ({"HOME": "/home/a", "XDG_CONFIG_HOME": ""}, "/home/a/.config/kaztui/config.toml"),
        ({}, None),
        ({"HOME": "a"}, None),
    ],
)
def test_where_it_is_looked_for(environ: dict[str, str], path: str | None) -> None:
    assert default_path(environ) == (None if path is None else Path(path))


def test_a_missing_file_is_no_mistake_unless_it_was_named(tmp_path: Path) -> None:
    assert load(None, {"XDG_CONFIG_HOME": str(tmp_path)}) == load(None, {}) == Config()
    with pytest.raises(ConfigError, match="^mine.toml: no such file$"):
        load(tmp_path / "mine.toml", {})


def test_the_named_file_goes_before_the_default_one(tmp_path: Path) -> None:
    (tmp_path / "kaztui").mkdir()
    (tmp_path / "kaztui" / "config.toml").write_text('theme = "dusk"')
    (tmp_path / "mine.toml").write_text('theme = "dawn"', encoding="utf-8-sig")
    environ = {"XDG_CONFIG_HOME": str(tmp_path)}
    assert load(None, environ).theme == "dusk"
    assert load(tmp_path / "mine.toml", environ).theme == "dawn"


def test_what_is_no_file_of_text_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    os.mkfifo(path)
    assert refused(path) == "config.toml: not a regular file"
    path.unlink()
    path.mkdir()
    assert refused(path) == "config.toml: not a regular file"
    path.rmdir()
    path.symlink_to(path)
    assert refused(path) == "config.toml: Too many levels of symbolic links"
    path.unlink()
    path.symlink_to("/dev/zero")
    assert refused(path) == "config.toml: not a regular file"
    path.unlink()
    path.write_bytes(b'theme = "a"\n# caf\xe9')
    assert refused(path) == "config.toml:2: not UTF-8: byte 0xe9"
    path.write_bytes(b"#" * (config.MAX_BYTES + 1))
    assert refused(path) == "config.toml: larger than 64 KB, so no configuration"
    assert refused(Path("a\0b")) == "a␀b: not to be read"


def refused(path: Path) -> str:
    with pytest.raises(ConfigError) as raised:
        load(path, {})
    return str(raised.value)


# -- kaztui keys ----------------------------------------------------------------------------------------


@pytest.fixture
def own_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "kaztui").mkdir()
    return tmp_path / "kaztui" / "config.toml"


def test_keys_prints_the_bindings_of_the_configuration(own_config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys"]) == 0
    assert capsys.readouterr().out == as_toml(COMMANDS)
    own_config.write_text('[keys]\nrow.next = "i"\n')
    assert main(["keys"]) == 0
    assert 'row.next = "i" ' in capsys.readouterr().out


def test_keys_names_the_mistakes_with_status_2(own_config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own_config.write_text('[keys]\n\nrow.nxt = "i"\n')
    assert main(["keys"]) == 2
    out, err = capsys.readouterr()
    assert (out, err) == ("", 'config.toml:3: keys: no command "row.nxt" (did you mean "row.next"?)\n')
    assert main(["keys", "--config", os.devnull]) == 2
    assert capsys.readouterr().err == "null: not a regular file\n"
