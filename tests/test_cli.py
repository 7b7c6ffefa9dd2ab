"""The command line: every command, its exit status, and what never reaches a terminal."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pytest

from kaztui import cli, usage

SAMPLE = Path(__file__).parent / "sample"
DOSSIER = str(SAMPLE / "dossier")
ARTICLES = str(SAMPLE / "articles")


class Said(NamedTuple):
    status: int
    out: str
    err: str


class Run:
    """Runs a command line in this process, on the sample dossier unless it names another."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str, dossier: str | None = DOSSIER) -> Said:
        self._capsys.readouterr()
        status = cli.main([*(["-d", dossier] if dossier else []), *arguments])
        return Said(status, *self._capsys.readouterr())


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(capsys)


def kaztui(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "kaztui", *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(SAMPLE.parent.parent), **settings},
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("search nobody left", "We will leave nobody behind"),
        ("search tu choi dong y", None),
        ("search ben lua --in events", "The dyke breaks at Bến Lụa"),
        ("search giang --in actors", "chair of the province"),
        ("search lua --in all --limit 1", "--limit shows more"),
        ("timeline", "alleged: The dam opens its gates at night without warning (night)"),
        ("timeline minister", "~10 Oct  planned: The minister is to visit Bến Lụa"),
        ("timeline nowhere", None),
        ("actors", "4 quotes  Đỗ Hương Giang · person · chair of the province"),
        ("actors oriol", "Marguerite Oriol"),
        ("quotes", "13 quotes of 12 statements"),
        ("quotes ra de ma xem", "1 of 13 quotes of 1 statement"),
        ("sources", "outlet   Thời Đại Mới (inferred)"),
        ("claims", "counts   killed, the missing included"),
        ("matrix", "C          R         -            ≥ 1      Thu 2 Oct · alleged"),
        ("matrix minister", "1 event in 3 articles"),
        ("show q-look", "printed in    Khẩu chiến giữa mùa lũ"),
        ("show oriol", "head, Nhịp Cầu"),
        ("show dead-9", "khuyet-danh itself"),
        ("show nobody-here", None),
        ("cite q-look", "as reported by Aurora or Bắc Đẩu"),
        ("cite q-look nobody-here", None),
        ("cite q-look --style bibtex", "@article{thoi-dai,"),
        ("check", "tram-flood: in order: 3 sources"),
        (f"verify --articles {ARTICLES}", "18 anchors: 18 exact"),
        (f"anchor thoi-dai ra đê mà xem --articles {ARTICLES}", 'text: "ra đê mà xem"'),
        (f"anchor thoi-dai --articles {ARTICLES}", "paragraphs: [0, 24"),
        (f"anchor thoi-dai hoàn toàn khác --articles {ARTICLES}", None),
        ("export", '{"dossier": {"id": "tram-flood"'),
        ("export --format json", '"claims": ['),
        ("schema", "statements"),
        ("schema places", '"title": "kaztui: places.yaml"'),
    ],
)
def test_a_command_finds_or_does_not(run: Run, command: str, words: str | None) -> None:
    said = run(*command.split())
    if words is None:
        assert said.status == 1
    else:
        assert (said.status, said.err) == (0, "")
        assert re.sub(r"^\{\n", "{", words) in said.out.replace("{\n", "{")


@pytest.mark.parametrize(
    ("command", "fields"),
    [
        ("search lua", {"kind", "id", "score", "spans", "record"}),
        ("timeline", {"kind", "id", "record"}),
        ("actors", {"kind", "id", "record"}),
        ("quotes", {"kind", "id", "record"}),
        ("sources", {"kind", "id", "record"}),
        ("claims", {"kind", "id", "record"}),
        ("matrix", {"event", "cells", "origins"}),
        (f"verify --articles {ARTICLES}", {"id", "source", "result", "at", "found"}),
    ],
)
def test_json_of_a_list(run: Run, command: str, fields: set[str]) -> None:
    said = run(*command.split(), "--json")
    assert said.status == 0
    for item in json.loads(said.out):
        assert set(item) == fields


def test_json_of_a_record(run: Run) -> None:
    shown = json.loads(run("show", "q-look", "--json").out)
    assert set(shown) == {"kind", "id", "record", "links"}
    assert {"relation": "speaker", "kind": "actor", "id": "tran-quoc-buu"} in shown["links"]


def test_json_of_nothing_is_an_empty_list(run: Run) -> None:
    said = run("quotes", "nowhere", "--json")
    assert (said.status, json.loads(said.out)) == (1, [])


def test_what_verify_does_not_find_is_said_with_its_reason(run: Run, tmp_path: Path) -> None:
    shutil.copytree(ARTICLES, tmp_path, dirs_exist_ok=True)
    article = tmp_path / "thoi-dai.txt"
    article.write_text(article.read_text(encoding="utf-8").replace("ba ngày", "hai ngày"), encoding="utf-8")
    said = run("verify", "--articles", str(tmp_path), "--json")
    assert said.status == 1
    assert [row["result"] for row in json.loads(said.out) if row["id"] == "q-slow"] == ["lost"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["-d", DOSSIER, "check"],
        ["check", "-d", DOSSIER],
        ["check", "--dossier", DOSSIER],
        [f"--dossier={DOSSIER}", "check"],
        [f"-d{DOSSIER}", "check"],
    ],
)
def test_the_dossier_is_named_before_or_after_the_command(run: Run, arguments: list[str]) -> None:
    assert run(*arguments, dossier=None).out.startswith("tram-flood")


@pytest.mark.parametrize("command", ["search", "quotes", "timeline", "actors", "matrix"])
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("speker:oriol dam", "query, character 1: no field speker: (did you mean speaker:?)"),
        ("dam s:oriol", "query, character 5: s: may be speaker: or source:"),
        ("dam speaker:xyz", 'query, character 13: no speaker "xyz"'),
        ("on:31/9", 'query, character 4: on: no date "31/9": no day 31; September 2031 has 30 days'),
        ("mode:x is:y on:z has:w", 'query, character 6: no mode "x"; mode: is one of direct, mixed, indirect, scare'),
    ],
)
def test_a_mistaken_query_is_refused_with_its_place_and_no_results(
    run: Run, command: str, query: str, said: str
) -> None:
    for arguments in ([query], query.split(), [*query.split(), "--json"]):
        refused = run(command, *arguments)
        assert (refused.status, refused.out) == (2, "")
        assert refused.err.startswith(f"kaztui: {said}")
        assert refused.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "quotes"),
    [
        ("-speaker:giang,oriol mode:direct", ["q-look"]),
        ("-speaker:giang -speaker:oriol mode:direct", ["q-look"]),
        ("mode:direct -giang -- -speaker:oriol", ["q-look"]),
        ("on:7 oct mode:direct", ["q-look"]),
    ],
)
def test_what_begins_with_a_dash_is_a_part_of_the_query(run: Run, arguments: str, quotes: list[str]) -> None:
    said = run("search", "--json", *arguments.split())
    assert said.status == 0
    assert [hit["id"] for hit in json.loads(said.out)] == quotes


@pytest.mark.parametrize("words", ["cri", "cri mode:direct,mixed,indirect,scare", "speaker:russia in", "dao ch"])
def test_the_commands_agree_on_the_quotes_of_a_query(run: Run, words: str) -> None:
    listed = run("quotes", "--json", *words.split(), dossier=None)
    searched = run("search", "--json", "--limit", "999", *words.split(), dossier=None)
    assert {hit["id"] for hit in json.loads(searched.out)} == {quote["id"] for quote in json.loads(listed.out)}
    assert searched.status == listed.status
    assert searched.err == listed.err


@pytest.mark.parametrize("words", ["is:planned", "is:happened", "-speaker:oriol", "place:moc-lan"])
def test_the_commands_agree_on_the_actors_of_a_field(run: Run, words: str) -> None:
    found = run("search", "--json", "--limit", "999", "--in", "actors", words)
    listed = run("actors", "--json", words)
    assert {hit["id"] for hit in json.loads(found.out)} == {actor["id"] for actor in json.loads(listed.out)} != set()


def test_an_empty_result_says_what_emptied_it(run: Run) -> None:
    said = run("quotes", "speaker:oriol", "zebra")
    assert (said.status, said.out) == (1, "")
    assert said.err == "kaztui: nothing found for “speaker:oriol zebra”. No quote has “zebra”.\n"


@pytest.mark.parametrize(
    ("line", "options", "words"),
    [
        ("-speaker:x", [], ["-speaker:x"]),
        ("a -b c", [], ["a", "-b", "c"]),
        ("a --json b", ["--json"], ["a", "b"]),
        ("a --limit 3 b -d dir c", ["--limit", "3", "-d", "dir"], ["a", "b", "c"]),
        ("--limit=3 a", ["--limit=3"], ["a"]),
        ("a - b", [], ["a", "-", "b"]),
        ("a -- --json -d", [], ["a", "--json", "-d"]),
        ("a --nothing", ["--nothing"], ["a"]),
        ("-h", ["-h"], []),
        ("a -d", ["-d"], ["a"]),
    ],
)
def test_what_is_an_option_and_what_a_word_of_the_query(line: str, options: list[str], words: list[str]) -> None:
    assert cli._split(line.split(), usage.COMMANDS["search"]) == (options, words)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("serch x", "no command 'serch' (did you mean 'search'?)"),
        ("frobnicate", "no command 'frobnicate'; kaztui --help lists them"),
        ("search x --jsn", "no option --jsn (did you mean '--json'?)"),
        ("search x --json=yes", "argument --json: ignored explicit argument 'yes'"),
        ("search x --limit 0", "--limit is a whole number from 1 up, not '0'"),
        ("search x --limit -3", "--limit is a whole number from 1 up, not '-3'"),
        ("search x --limit many", "--limit is a whole number from 1 up, not 'many'"),
        ("search x --in verbs", "argument --in: invalid choice: 'verbs'"),
        ("search", "usage: kaztui search QUERY"),
        ("show", "usage: kaztui show ID"),
        ("show a b", "usage: kaztui show ID"),
        ("show -x", "no option -x"),
        ("sources putin", "usage: kaztui sources"),
        ("cite", "usage: kaztui cite ID..."),
        ("cite oriol", "oriol is an actor; quotes, statements, sources, events and claims can be cited"),
        ("cite ben-lua", "ben-lua is a place; quotes"),
        ("cite q-look --style html", "argument --style: invalid choice: 'html'"),
        ("verify", "--articles DIR is missing"),
        ("verify --articles nowhere", "articles: nowhere"),
        ("anchor nobody words --articles " + ARTICLES, "no source and no file 'nobody'"),
        ("export --format xml", "argument --format: invalid choice: 'xml'"),
        ("quotes --json --csv", "--json or --csv, not both"),
        ("schema placs", "no collection 'placs' (did you mean 'places'?)"),
        ("check -d", "argument -d/--dossier: expected one argument"),
        ("--nothing", "no option --nothing"),
        (
            "--articles . quotes",
            "--articles starts the explorer; give it after the command: kaztui quotes --articles DIR",
        ),
        ("-q lua quotes", "-q starts the explorer; give the query after the command: kaztui quotes QUERY"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(run: Run, line: str, said: str) -> None:
    status, out, err = run(*line.split())
    assert (status, out) == (2, "")
    assert err.startswith(f"kaztui: {said}")
    assert err.count("\n") == 1


def test_an_unknown_id_names_the_nearest(run: Run) -> None:
    said = run("show", "orial")
    assert said == (1, "", 'kaztui: no record "orial" (did you mean "oriol"?)\n')


def test_a_broken_dossier_is_its_located_lines_and_nothing_else(run: Run, tmp_path: Path) -> None:
    shutil.copytree(DOSSIER, tmp_path, dirs_exist_ok=True)
    with (tmp_path / "places.yaml").open("a") as places:
        places.write("nowhere:\n  name: Nowhere\n  part_of: nobody\n")
    for command in ("check", "quotes", "export"):
        said = run(command, dossier=str(tmp_path))
        assert (said.status, said.out) == (2, "")
        assert said.err.startswith("places.yaml:16:12: part_of: no place 'nobody'")
        assert said.err.count("\n") == 1


@pytest.mark.parametrize("name", usage.COMMANDS)
def test_every_command_has_help(run: Run, name: str) -> None:
    said = run(name, "--help")
    assert said.status == 0
    assert said.out.startswith(f"usage: kaztui {name}")
    assert "-d DIR" in said.out or name in ("keys", "schema")
    assert all(len(line) <= 80 for line in said.out.splitlines())
    assert name in usage.OVERVIEW


def test_the_overview_fits_one_screen(run: Run) -> None:
    said = run("--help")
    assert said.out == usage.OVERVIEW
    assert len(said.out.splitlines()) < 24
    assert all(len(line) <= 80 for line in said.out.splitlines())


def test_the_version(run: Run) -> None:
    assert re.fullmatch(r"kaztui \d+\.\d+\.\d+\n", run("--version").out)
    project = tomllib.loads((SAMPLE.parent.parent / "pyproject.toml").read_text())["project"]
    assert run("--version").out == f"kaztui {project['version']}\n"


def test_every_command_of_the_table_can_be_run() -> None:
    from kaztui import commands

    assert set(commands._COMMANDS) == set(usage.COMMANDS)


# -- the world around it --------------------------------------------------------------------------------


@pytest.mark.parametrize("settings", [{}, {"TERM": "dumb"}])
def test_without_a_terminal_the_explorer_names_the_plain_commands(settings: dict[str, str]) -> None:
    done = kaztui(**settings)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("kaztui: the explorer needs a terminal; for text, use a command: quotes")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("option", ["-q", "--query"])
def test_the_explorer_is_given_a_query_that_begins_with_a_dash(
    run: Run, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    from kaztui import tui

    given: list[tuple[object, ...]] = []

    def explored(*arguments: object) -> int:
        given.append(arguments)
        return 0

    monkeypatch.setattr(tui, "run", explored)
    assert run(option, "-speaker:putin", "--articles", ARTICLES).status == 0
    assert run(f"{option}=-speaker:putin", "--articles", ARTICLES).status == 0
    assert given == [(DOSSIER, "-speaker:putin", ARTICLES, None)] * 2


@pytest.mark.parametrize("line", ["-q", "-q --restricted", "--query -d", "-q -q x"])
def test_an_option_is_no_query(run: Run, line: str) -> None:
    assert run(*line.split()) == (2, "", "kaztui: argument -q/--query: expected one argument\n")


@pytest.mark.parametrize("command", ["quotes", "search lua", "export", "quotes --csv", "check --help", "--help"])
def test_a_reader_who_has_seen_enough_is_no_fault(command: str) -> None:
    """As with ``| head``: no traceback, neither from the command nor from the interpreter's last flush."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "kaztui", "-d", DOSSIER, *command.split()],
        stdout=writing,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(SAMPLE.parent.parent)},
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_full_disk_is_said() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kaztui", "-d", DOSSIER, "quotes"],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(SAMPLE.parent.parent)},
        )
    assert (done.returncode, done.stderr) == (2, b"kaztui: cannot write: No space left on device\n")


@pytest.fixture
def broken(tmp_path: Path) -> str:
    """The sample dossier with a place within a place that there is not."""
    shutil.copytree(DOSSIER, tmp_path / "broken")
    with (tmp_path / "broken" / "places.yaml").open("a") as places:
        places.write("nowhere:\n  name: Nowhere\n  part_of: nobody\n")
    return str(tmp_path / "broken")


UNHEARD = [
    # a command, its status where nobody can read what it says
    ("search speker:x", 2),
    ("search zebra", 1),
    ("show orial", 1),
    ("--nothing", 2),
    ("-d BROKEN quotes", 2),
    ("keys --config nowhere.toml", 2),
    ("--config nowhere.toml", 2),
]


@pytest.mark.parametrize(("line", "status"), UNHEARD)
@pytest.mark.parametrize("stream", ["a full disk", "a closed pipe", "a closed pipe for both", "closed"])
def test_what_cannot_be_said_is_still_the_exit_status(broken: str, line: str, status: int, stream: str) -> None:
    command = [sys.executable, "-m", "kaztui", "-d", DOSSIER, *line.replace("BROKEN", broken).split()]
    if stream == "a full disk":
        if not os.path.exists("/dev/full"):
            pytest.skip("no /dev/full here")
        writing = os.open("/dev/full", os.O_WRONLY)
    else:
        reading, writing = os.pipe()
        os.close(reading)
    if stream == "closed":
        command = ["sh", "-c", 'exec "$@" 2>&-', "sh", *command]
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=writing if stream == "a closed pipe for both" else subprocess.PIPE,
        stderr=writing,
        env={**os.environ, "PYTHONPATH": str(SAMPLE.parent.parent)},
    )
    os.close(writing)
    assert (done.returncode, done.stdout or b"") == (status, b"")


@pytest.mark.parametrize("line", ["quotes", "search lua", "export", "--version", "search --help"])
def test_a_reader_of_both_who_has_seen_enough_is_no_fault(line: str) -> None:
    """As with ``2>&1 | true``."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "kaztui", "-d", DOSSIER, *line.split()],
        stdout=writing,
        stderr=writing,
        env={**os.environ, "PYTHONPATH": str(SAMPLE.parent.parent)},
    )
    os.close(writing)
    assert done.returncode == 0


def test_a_terminal_that_is_gone_hears_of_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    from kaztui import progress

    class Gone(io.StringIO):
        told = 0

        def isatty(self) -> bool:
            return True

        def write(self, text: str) -> int:
            self.told += 1
            raise OSError(errno.EIO, "Input/output error")

    stream = Gone()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    monkeypatch.setenv("TERM", "xterm")
    with progress.line() as tell:
        tell("reading", 0.5)
    assert stream.told == 2


def test_an_interrupt_is_quiet() -> None:
    code = (
        "import sys\nfrom kaztui import cli, commands\n"
        "def interrupted(*_):\n    raise KeyboardInterrupt\n"
        "commands.run = interrupted\nsys.exit(cli.main(['check']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(SAMPLE.parent.parent)},
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@pytest.mark.parametrize(
    "settings", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}]
)
def test_output_is_utf8_whatever_the_locale(settings: dict[str, str]) -> None:
    assert "không để ai bị bỏ lại phía sau" in kaztui("-d", DOSSIER, "quotes", **settings).stdout


# -- hostile data ---------------------------------------------------------------------------------------

HOSTILE = (
    "\x1b]52;c;aGk=\x07 \x1b[31mred \x9b31m \u202eabc\u202c \u2066x\u2069 zero\u200bwidth \ufeff "
    "tag\U000e0041\U000e007f \x00nul \x7fdel [bold]b[/bold] [/] [@click=app.quit]c[/] new\nline\ttab\rreturn "
    "\u2028sep e\u0301\u0301\u0301\u0301\u0301\u0301"
)


@pytest.fixture
def hostile(tmp_path: Path) -> str:
    """The sample dossier, with hostile text in every field that is free text."""
    from kaztui import load
    from kaztui.export import dossier_json

    exported = dossier_json(load(DOSSIER))
    free = {
        "title", "name", "summary", "gist", "gloss", "paraphrase", "cue", "note", "date_text", "question", "answer",
        "of", "printed", "unit", "role", "URL", "container-title", "kind", "part_of_day", "text",
    }  # fmt: skip

    def spoilt(name: str, text: str) -> str:
        if name == "text":  # as long as before, which is checked
            return (HOSTILE + text)[: len(text)]
        return f"{text[:-1]} {HOSTILE}]" if text.endswith("]") else f"{text} {HOSTILE}"

    def spoil(value: object, within: str = "") -> object:
        if isinstance(value, dict):
            fixed = {"kind", "of"} if within in ("actors", "events") else set()
            return {
                name: spoilt(name, item) if name in free - fixed and isinstance(item, str) else spoil(item, within)
                for name, item in value.items()
            }
        if isinstance(value, list | tuple):
            return [spoil(item, within) for item in value]
        return value

    folder = tmp_path / "hostile"
    folder.mkdir()
    shutil.copy(SAMPLE / "dossier" / "dossier.yaml", folder)
    for name, records in exported.items():
        if name != "dossier":
            lines = (json.dumps(spoil(record, name)) for record in records)
            (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n")
    return str(folder)


CITED = "cite q-look q-figures q-rumour mien-song night-release"
COMMANDS = [
    "search e", "search e --in all --limit 99", "timeline", "actors", "quotes", "sources", "claims", "matrix",
    "show q-look", "show nobody-left", "show minister-visit", "show oriol", "show ben-lua", "show mien-song",
    "show dead", "show dead-9", CITED, f"{CITED} --style markdown", f"{CITED} --style csl-json",
    f"{CITED} --style bibtex", "quotes --csv", "timeline --csv", "search e --json", "quotes --json",
    "show q-look --json", "export", "check",
]  # fmt: skip


def acting(text: str) -> set[str]:
    """The characters in ``text`` that act on a terminal, or hide on it."""
    return {
        f"U+{ord(character):04X}"
        for character in text
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") and character != "\n"
    }


@pytest.mark.parametrize("command", COMMANDS)
def test_hostile_records_never_reach_a_terminal_raw(run: Run, hostile: str, command: str) -> None:
    said = run(*command.split(), dossier=hostile)
    assert said.status == 0
    assert acting(said.out.replace("\r\n", "\n") if "--csv" in command else said.out) == set()
    if command.split()[0] not in ("check", "matrix", "cite"):
        assert "[bold]b[/bold]" in said.out


def test_hostile_json_is_exact(run: Run, hostile: str) -> None:
    shown = json.loads(run("show", "q-look", "--json", dossier=hostile).out)
    assert shown["record"]["gloss"].endswith(HOSTILE)


@pytest.mark.parametrize(
    "line",
    [
        "\x1b[31m",
        "show \x1b[31m\u202e",
        "search x --\x1b[31m",
        "search \x1b]0;t\x07",
        "-d \x1b[31m check",
        "cite \x1b[31m",
        "search \udcff\udc9b",
        "show \udc9b",
        "search x --limit \x9b",
    ],
)
def test_hostile_arguments_never_reach_a_terminal_raw(run: Run, line: str) -> None:
    said = run(*line.split(" "), dossier=None if line.startswith("-d") else DOSSIER)
    assert said.status in (1, 2)
    assert acting(said.err) == set()
