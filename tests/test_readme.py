"""What the README says is run: its commands, its Python and its dossier."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kaztui import keymap, keys

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^ *```{language}\n(.*?)^ *```", README, re.DOTALL | re.MULTILINE)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kaztui", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )


COMMANDS = [line[2:] for block in blocks("console") for line in block.splitlines() if line.startswith("$ ")]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shown_runs_and_finds_something(command: str) -> None:
    program, *arguments = shlex.split(command)
    assert program == "kaztui"
    done = run(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()


NAMED = sorted(set(re.findall(r"^\| `kaztui (\w+)", README, re.MULTILINE)))


@pytest.mark.parametrize("command", NAMED)
def test_every_command_of_the_table_has_help(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert f"kaztui {command}" in done.stdout


def test_the_table_has_every_command() -> None:
    helped = set(re.findall(r"^  (\w+(?:, \w+)*)", run("--help").stdout.split("says more")[0], re.MULTILINE))
    listed = {name for names in helped for name in names.split(", ")}
    assert listed == set(NAMED)


def test_the_python_runs() -> None:
    (block,) = blocks("python")
    done = subprocess.run(
        [sys.executable, "-c", block],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        check=True,
    )
    assert "Kassym-Jomart Tokayev |" in done.stdout


def test_the_small_dossier_is_sound(tmp_path: Path) -> None:
    """It passes check, and verify finds its words in the text that the README prints."""
    folder, texts = tmp_path / "mine", tmp_path / "texts"
    folder.mkdir()
    texts.mkdir()
    for block in blocks("yaml"):
        name, body = block.split("\n", 1)
        (folder / name.removeprefix("# ")).write_text(body, encoding="utf-8")
    text = re.search(r"from a text `first.txt` that reads\s+`(.+)`:", README)
    assert text
    (texts / "first.txt").write_text(text[1], encoding="utf-8")
    assert run("check", "-d", str(folder)).returncode == 0
    verified = run("verify", "-d", str(folder), "--articles", str(texts))
    assert verified.returncode == 0
    assert "2 exact" in verified.stdout


def test_the_set_up_commands_stand_once_and_make_their_own_environment() -> None:
    """They are run by .ci/run itself, on a fresh clone: a test that ran them would run itself."""
    shell = blocks("sh")
    assert len(shell) == 2
    assert all(block.startswith("python3 -m venv .venv && .venv/bin/pip install") for block in shell)
    assert shell[0].rstrip().endswith(".venv/bin/kaztui")
    assert shell[1].rstrip().endswith("-m pytest")


def test_the_keys_are_those_of_the_table() -> None:
    found = re.search(r"<!-- keys: generated from kaztui/keys.py -->\n(.*?)<!-- end keys -->", README, re.DOTALL)
    assert found
    assert found[1] == keymap.as_markdown(keys.COMMANDS), "put kaztui.keymap.as_markdown() between the README's marks"


def test_the_pictures_are_there() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert shown and all((ROOT / path).is_file() for path in shown)


def test_the_configuration_is_in_order(tmp_path: Path) -> None:
    (block,) = blocks("toml")
    (tmp_path / "config.toml").write_text(block, encoding="utf-8")
    done = run("keys", "--config", str(tmp_path / "config.toml"))
    assert (done.returncode, done.stderr) == (0, "")
    assert 'row.next = ["j", "down", "ctrl+n"]' in done.stdout
