"""No character that acts on a terminal reaches it from a record, a name, an argument, the environment or an error."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import kaztui

from .hostile import HOSTILE, harmful, hostile_dossier
from .pty.terminal import Terminal
from .pty.terminal import kaztui as program
from .pty.test_diff import LETTERS, PRESSED

# A command line cannot hold NUL, nor a lone surrogate.
ARGUMENT = HOSTILE.replace("\x00", "")
FOLDER = ARGUMENT.replace("/", "")[:60]


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        return hostile_dossier(tmp_path_factory.mktemp("dossiers"))


def ids(folder: Path) -> list[str]:
    return sorted(kaztui.load(folder).ids())


@pytest.mark.parametrize("env", [{}, {"KAZTUI_CELL_DIFF": "0"}], ids=["by cells", "by stock Textual"])
@pytest.mark.parametrize(("columns", "rows"), [(120, 40), (80, 24), (60, 18)])
def test_the_explorer_sends_nothing_harmful(dossier: Path, columns: int, rows: int, env: dict[str, str]) -> None:
    rng = random.Random(columns)
    with Terminal(program("-d", str(dossier)), columns=columns, rows=rows, env=env) as terminal:
        terminal.wait_for("Quotes")
        for keys in (*"12343", *"eezz", *["enter", "esc"], *"?", "esc", *"TT", "/", *"click", "enter"):
            terminal.press(keys)
        for _ in range(20):
            terminal.press(*rng.choices(PRESSED, k=4))
        terminal.press("esc", "esc", "/", *rng.choices(LETTERS, k=5))
        terminal.send("\x1b[200~" + HOSTILE.replace("\x1b", "") + "\x1b[201~" + "e" + "\u0301" * 100)
        terminal.wait_quiet()
        assert "/" in terminal.lines[1][:3], terminal.text  # markup quit nothing
        assert "app.quit" in terminal.output.decode()
        terminal.press("esc", "ctrl+q")
        assert terminal.wait_end() == 0
        assert not harmful(terminal.output.decode())


def command_lines(dossier: Path) -> Iterator[list[str]]:
    for name in ("search", "timeline", "actors", "quotes"):
        yield [name, "click"]
        yield [name, ARGUMENT]
    for name in ("timeline", "actors", "quotes", "sources", "claims", "matrix", "check"):
        yield [name]
    for name in ("timeline", "quotes"):
        yield [name, "--csv"]
    yield ["verify", "--articles", str(dossier.parent)]
    yield ["anchor", "paper-1", ARGUMENT, "--articles", str(dossier.parent)]
    for id in ids(dossier):
        yield ["show", id]
    for style in ("plain", "markdown", "bibtex"):
        yield ["cite", "q-no-revolution", "--style", style]


def json_lines(dossier: Path) -> Iterator[list[str]]:
    for name in ("search", "timeline", "actors", "quotes"):
        yield [name, "click", "--json"]
    for name in ("sources", "claims", "matrix"):
        yield [name, "--json"]
    yield ["show", "putin", "--json"]
    yield ["export"]
    yield ["cite", "q-no-revolution", "--style", "csl-json"]
    yield ["verify", "--articles", str(dossier.parent), "--json"]


@pytest.mark.parametrize("lines", [command_lines, json_lines])
def test_no_command_prints_anything_harmful(dossier: Path, lines: Callable[[Path], Iterator[list[str]]]) -> None:
    """On a terminal: in colour, with errors. All of them in one, so that they need not start each alone."""
    script = "import sys, json\nfrom kaztui.cli import main\nfor line in json.load(open(sys.argv[1])): main(line)\n"
    listed = dossier.parent / "lines.json"
    listed.write_text(json.dumps([["-d", str(dossier), *line] for line in lines(dossier)]))
    with Terminal([sys.executable, "-c", script, str(listed)]) as terminal:
        assert terminal.wait_end(120) == 0
        written = terminal.output.decode()
        assert "[@click=app.quit]click[/]" in written
        assert not harmful(written, exact=lines is json_lines)


def test_pipes_get_nothing_harmful_either(dossier: Path) -> None:
    for line in (["quotes"], ["show", "putin"], ["cite", "q-no-revolution"], ["quotes", "--csv"]):
        done = subprocess.run(program("-d", str(dossier), *line), capture_output=True, check=True)
        assert not harmful(done.stdout.decode()), line


@pytest.mark.parametrize(
    "arguments",
    [
        [ARGUMENT],
        ["-d", ARGUMENT],
        ["-d", ARGUMENT, "quotes"],
        ["show", ARGUMENT],
        ["cite", ARGUMENT],
        ["search", "--" + ARGUMENT],
        ["search", f"speker:{ARGUMENT}"],
        ["search", "x", "--limit", ARGUMENT],
        ["cite", "x", "--style", ARGUMENT],
        ["schema", ARGUMENT],
        ["verify", "--articles", ARGUMENT],
        ["anchor", ARGUMENT, "words", "--articles", "."],
        ["-q", ARGUMENT, "quotes"],
    ],
)
def test_a_mistaken_argument_is_said_harmlessly(arguments: list[str]) -> None:
    with Terminal(program(*arguments)) as terminal:
        assert terminal.wait_end() in (1, 2)
        assert terminal.output
        assert not harmful(terminal.output.decode())


@pytest.mark.parametrize("name", ["XDG_CACHE_HOME", "TEXTUAL_COLOR_SYSTEM", "TERM", "LANG", "HOME", "COLUMNS", "TZ"])
def test_no_variable_of_the_environment_is_shown_raw(name: str, tmp_path: Path) -> None:
    with Terminal(program("-d", str(tmp_path / "none")), env={name: ARGUMENT}) as terminal:
        assert terminal.wait_end() == 2
        assert not harmful(terminal.output.decode())


def test_errors_in_a_dossier_are_said_harmlessly(dossier: Path, tmp_path: Path) -> None:
    """In a folder and of files with hostile names, with hostile ids and references, keys and dates."""
    folder = tmp_path / FOLDER
    folder.mkdir()
    (folder / "dossier.yaml").write_bytes((dossier / "dossier.yaml").read_bytes())
    record = {"id": ARGUMENT, ARGUMENT: 1, "name": 3, "kind": ARGUMENT, "roles": [{"title": "x", "of": ARGUMENT}]}
    (folder / "actors.jsonl").write_text(json.dumps(record) + "\n" + json.dumps({"id": "a", "member_of": [ARGUMENT]}))
    (folder / "events.jsonl").write_text(json.dumps({"id": "e", "title": "x", "kind": ARGUMENT, "date": ARGUMENT}))
    (folder / "places.yaml").write_text('{"\\e]0;x\\a": {"\\e[31m": "\\u202e"}}')
    (folder / f"{FOLDER}.yaml").write_text("x: y")
    os.symlink(FOLDER, folder / "sources.yaml")
    with Terminal(program("-d", str(folder), "check")) as terminal:
        assert terminal.wait_end() == 2
        assert terminal.output.count(b"\n") > 4
        assert not harmful(terminal.output.decode())


def test_the_original_is_kept_for_export_and_verify(dossier: Path) -> None:
    done = subprocess.run(program("-d", str(dossier), "export"), capture_output=True, check=True)
    exported = json.loads(done.stdout)
    quote = exported["statements"][0]["quotes"][0]
    assert quote["text"] == HOSTILE
    assert exported["actors"][0]["name"].endswith(HOSTILE)
