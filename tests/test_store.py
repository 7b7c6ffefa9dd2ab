"""Reading a dossier's folder: which files it may have, how problems are listed, and what hostile files may cost."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kaztui import store
from kaztui.store import DossierError, Problem
from tests.dossiers import FILES, make_dossier, spoilt


def _error(folder: Path) -> DossierError:
    with pytest.raises(DossierError) as raised:
        store.read(folder)
    return raised.value


def _said(folder: Path) -> list[str]:
    return [str(problem) for problem in _error(folder).problems]


# -- the files of a dossier ---------------------------------------------------------------------------


def test_the_shipped_dossier_is_in_order() -> None:
    about, collections = store.read(store.shipped())
    assert about.id == Path(store.shipped()).name
    assert len(collections["sources"]) == 5


def test_the_shipped_dossier_is_found_in_a_wheel(tmp_path: Path) -> None:
    """There it stands inside the package."""
    package = Path(store.__file__).parent.parent
    shutil.copytree(package, tmp_path / "kaztui", ignore=shutil.ignore_patterns("__pycache__"))
    inside = tmp_path / "kaztui" / "data" / store.SHIPPED
    make_dossier(inside)
    code = "from kaztui import store; print(store.shipped()); store.read(store.shipped())"
    found = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert found.stdout.strip() == str(inside)


def test_a_dossier_may_be_nothing_but_its_description(tmp_path: Path) -> None:
    (tmp_path / "dossier.yaml").write_text("id: bare\ntitle: Bare\n")
    _, collections = store.read(str(tmp_path))
    assert list(collections) == ["sources", "actors", "places", "events", "statements", "claims"]
    assert not any(collections.values())


def test_an_empty_file_is_an_empty_collection(tmp_path: Path) -> None:
    assert store.read(make_dossier(tmp_path, claims="# none yet\n"))[1]["claims"] == {}


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    server = socket.socket(socket.AF_UNIX)
    here = os.getcwd()
    os.chdir(path.parent)  # the name of a socket may have a hundred bytes
    server.bind(path.name)
    os.chdir(here)
    server.close()


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


NO_FILES: list[tuple[str, Callable[[Path], object], str]] = [
    ("a folder", Path.mkdir, "a folder, where a file should be"),
    ("a FIFO", _fifo, "a FIFO, where a file should be"),
    ("a socket", _socket, "a socket, where a file should be"),
    ("a device", lambda path: path.symlink_to("/dev/zero"), "a device, where a file should be"),
    ("a terminal", lambda path: path.symlink_to("/dev/tty"), "a device, where a file should be"),
    ("a symlink loop", _loop, "a symlink that leads back to itself"),
    ("a dangling symlink", lambda path: path.symlink_to("nowhere"), "a symlink to what does not exist"),
]


@pytest.mark.parametrize("name", ["places.yaml", "places.jsonl", "dossier.yaml"])
@pytest.mark.parametrize(("make", "what"), [row[1:] for row in NO_FILES], ids=[row[0] for row in NO_FILES])
def test_what_is_no_file(tmp_path: Path, name: str, make: Callable[[Path], object], what: str) -> None:
    """It is said, without opening it, and nothing else: what it would hold is not known to be missing."""
    folder = make_dossier(tmp_path, **{name.partition(".")[0]: None})
    make(folder / name)
    began = time.monotonic()
    assert _said(folder) == [f"{name}:1:1: {what}"]
    assert time.monotonic() - began < 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    folder = make_dossier(tmp_path)
    (folder / "places.yaml").chmod(0)
    assert _said(folder) == ["places.yaml:1:1: may not be read"]


def test_a_yaml_file_has_a_limit_and_a_jsonl_file_has_none(tmp_path: Path) -> None:
    comment = "#" * ((16 << 20) + 1)
    assert _said(make_dossier(tmp_path / "yaml", places=comment)) == [
        "places.yaml:1:1: larger than 16 MB, which YAML may have at most; JSON Lines may have more"
    ]
    line = '{"id": "almaty", "name": "' + "x" * 1_000_000 + '"}'
    lines = "".join(f"{line.replace('almaty', f'almaty-{n}')}\n" for n in range(17))
    folder = make_dossier(tmp_path / "lines", places_jsonl=lines + line)
    assert len(store.read(folder)[1]["places"]) == 18


FOLDERS: list[tuple[str, Callable[[Path], object], str]] = [
    ("missing", lambda path: None, "no such folder"),
    ("a file", Path.touch, "not a folder: a dossier is a folder of records"),
    ("a FIFO", _fifo, "not a folder: a dossier is a folder of records"),
    ("a loop", _loop, "a symlink that leads back to itself"),
]


@pytest.mark.parametrize(("make", "what"), [row[1:] for row in FOLDERS], ids=[row[0] for row in FOLDERS])
def test_what_is_no_folder(tmp_path: Path, make: Callable[[Path], object], what: str) -> None:
    folder = tmp_path / "dossier"
    make(folder)
    assert _said(folder) == [f"{folder}:1:1: {what}"]


def test_a_name_of_a_folder_that_cannot_be_one() -> None:
    assert _said(Path("a\0b\x1b]0;x\x07")) == ["a␀b␛]0;x␇:1:1: no name of a folder"]


def test_a_folder_without_a_description(tmp_path: Path) -> None:
    assert _said(make_dossier(tmp_path, dossier=None)) == [
        "dossier.yaml:1:1: no such file: it gives the dossier's id and title"
    ]


MISNAMED = [
    # name of a file, what is said of it, whether the collection itself is there
    ("statments.yaml", "not read: a dossier has no such file (did you mean 'statements.yaml'?)", False),
    ("Statements.yaml", "not read: a dossier has no such file (did you mean 'statements.yaml'?)", False),
    ("statements.yml", "not read: a dossier has no such file (did you mean 'statements.yaml'?)", False),
    ("statement.jsonl", "not read: a dossier has no such file (did you mean 'statements.jsonl'?)", False),
    ("statements2.yaml", "not read: a dossier has no such file (did you mean 'statements.yaml'?)", True),
    ("quotes.yaml", "not read: quotes stand inside statements", True),
    ("answers.jsonl", "not read: answers stand inside claims", True),
]


@pytest.mark.parametrize(("name", "what", "beside"), MISNAMED, ids=[row[0] for row in MISNAMED])
def test_a_misspelt_file_is_not_passed_over(tmp_path: Path, name: str, what: str, beside: bool) -> None:
    """What it would hold is not reported as missing besides."""
    folder = make_dossier(tmp_path)
    if not beside:
        (folder / "statements.yaml").unlink()
    (folder / name).write_text("")
    assert _said(folder) == [f"{name}:1:1: {what}"]


def test_a_misspelt_description(tmp_path: Path) -> None:
    folder = make_dossier(tmp_path)
    (folder / "dossier.yaml").rename(folder / "dosier.yaml")
    what = "not read: a dossier has no such file (did you mean 'dossier.yaml'?)"
    assert _said(folder) == [f"dosier.yaml:1:1: {what}"]


@pytest.mark.parametrize(
    "name",
    ["notes.yaml", "README.md", ".statements.yaml.swp", "statements.yaml~", "keymap.yml", "events.json", "x.jsonl"],
)
def test_other_files_may_lie_beside(tmp_path: Path, name: str) -> None:
    folder = make_dossier(tmp_path)
    (folder / name).write_text("[")
    store.read(folder)


def test_both_forms_of_one_collection(tmp_path: Path) -> None:
    folder = make_dossier(tmp_path)
    (folder / "places.jsonl").write_text('{"id": "x", "name": "X"}\n')
    assert _said(folder) == ["places.jsonl:1:1: places.yaml is there too: a collection is one file"]


# -- how problems are listed --------------------------------------------------------------------------


def test_ten_mistakes_in_one_dossier_are_ten_lines(tmp_path: Path) -> None:
    """Wrong types and broken references in one run, in the order of the files, then of the lines."""
    statements = spoilt("statements", "source: paper-1", "source: papper-1").replace("mode: indirect", "mode: indirct")
    folder = make_dossier(
        tmp_path,
        dossier=spoilt("dossier", "period: 2022-01-01/2022-01-31", "periode: 2022"),
        sources=spoilt("sources", "issued: 2022-01-11", "issued: 2022-02-31"),
        actors=spoilt("actors", "kind: state", "knd: state"),
        places=spoilt("places", "part_of: kazakhstan", "part_of: kazahkstan"),
        events=spoilt("events", "places: [almaty]", "places: almaty"),
        statements=statements.replace("at: [118, 140]", "at: [118, 139]"),
        claims=spoilt("claims", "value: 164", "value: '164'"),
    )
    error = _error(folder)
    assert [str(problem) for problem in error.problems] == [
        "dossier.yaml:3:1: periode: unknown field (did you mean 'period'?)",
        "sources.yaml:6:11: issued: '2022-02-31': no day 31; February 2022 has 28 days",
        "actors.yaml:8:9: russia: 'kind' is missing",
        "actors.yaml:8:24: knd: unknown field (did you mean 'kind'?)",
        "places.yaml:4:12: part_of: no place 'kazahkstan' (did you mean 'kazakhstan'?)",
        "events.yaml:6:11: places: a list belongs here, not a single value: write [almaty]",
        "statements.yaml:9:15: quotes[0].source: no source 'papper-1' (did you mean 'paper-1'?)",
        "statements.yaml:14:11: quotes[0].at: [118, 139] is 21 characters, 'text' has 22",
        "statements.yaml:28:13: quotes[0].mode: 'indirct' is none of direct, indirect, mixed, scare "
        "(did you mean 'indirect'?)",
        "claims.yaml:6:14: answers[0].value: a number belongs here, without quotation marks",
    ]
    assert error.count == 10
    assert str(error) == "\n".join(map(str, error.problems))


def test_a_problem_is_a_line_with_parts(tmp_path: Path) -> None:
    (problem,) = _error(make_dossier(tmp_path, places=spoilt("places", "name: Almaty", "name:"))).problems
    assert problem == Problem("places.yaml", 3, 8, "name", "no value")
    assert str(problem) == "places.yaml:3:8: name: no value"


@pytest.mark.parametrize("form", ["yaml", "jsonl"])
def test_more_than_a_hundred_are_counted(tmp_path: Path, form: str) -> None:
    """Mistakes of both kinds: every second record has a field too many, every other a reference to nothing."""
    keys = [("nmae", "X") if n % 2 else ("part_of", "nowhere") for n in range(300)]
    if form == "yaml":
        text = "".join(f"p{n}:\n  name: P\n  {key}: {value}\n" for n, (key, value) in enumerate(keys))
    else:
        text = "".join(f'{{"id": "p{n}", "name": "P", "{key}": "{value}"}}\n' for n, (key, value) in enumerate(keys))
    error = _error(make_dossier(tmp_path, events=None, claims=None, statements=None, **{f"places_{form}": text}))
    assert error.count == 300
    assert len(error.problems) == 100
    assert [problem.line for problem in error.problems] == sorted(problem.line for problem in error.problems)
    assert "nowhere" in error.problems[98].what and error.problems[99].path == "nmae"
    assert str(error).endswith("\n… and 200 more")
    assert len(str(error).splitlines()) == 101


def test_reading_stops_at_ten_thousand(tmp_path: Path) -> None:
    text = "".join(f"p{n}: {{nam: P}}\n" for n in range(50_000))
    error = _error(make_dossier(tmp_path, places=text))
    assert (error.count, len(error.problems), error.stopped) == (10_000, 100, True)
    assert str(error).endswith("… and 9,900 more (the rest was not read)")


BROKEN = [
    # name, file, what is replaced, by what: one mistake, and no second one for those who refer to the record
    ("an actor", "actors", "csto: {name: CSTO, kind: organization}", "csto: {name: CSTO}"),
    ("an actor that is no mapping", "actors", "csto: {name: CSTO, kind: organization}", "csto: CSTO"),
    ("an event", "events", "kind: meeting", "kind: meating"),
    ("a source", "sources", "length: 500", "length: many"),
    ("a statement and its quotes", "statements", "gist: Thanks.", "gist: [Thanks.]"),
    ("a quote", "statements", "mode: indirect", "mode: x"),
    ("a quote without an id", "statements", "    - id: q-thanks\n      source: paper-2\n", "    - source: paper-2\n"),
    ("an actor twice", "actors", "reuters: {name: Reuters, kind: media}", "tass: {name: Reuters, kind: media}"),
    ("a file that is cut", "actors", "reuters: {name: Reuters, kind: media}", "reuters: {name: Reuters, kind: media"),
    ("a file with a tab", "statements", "  gist: Thanks.", "\tgist: Thanks."),
]


@pytest.mark.parametrize(("collection", "old", "new"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_what_is_broken_is_not_missing_too(tmp_path: Path, collection: str, old: str, new: str) -> None:
    said = _said(make_dossier(tmp_path, **{collection: spoilt(collection, old, new)}))
    assert [line for line in said if not line.startswith(f"{collection}.yaml:")] == []


def test_no_message_holds_what_acts_on_a_terminal(tmp_path: Path) -> None:
    hostile = "\\e]52;c;eA==\\a\\u202E\\u200B\\x9B31m\\U000E0041"
    folder = make_dossier(
        tmp_path,
        places=f'"{hostile}": {{name: "{hostile}", "{hostile}": "{hostile}", kind: [{{}}], part_of: "{hostile}"}}\n',
        statements=spoilt("statements", "mode: mixed", f'mode: "{hostile}"').replace("putin\n", f'"{hostile}"\n'),
        dossier=f'id: "{hostile}"\ntitle: x\ntimezone: "{hostile}"\nperiod: "{hostile}"\n',
        events=spoilt("events", "date: 2022-01-10", f'date: "{hostile}"'),
    )
    said = str(_error(folder))
    assert len(said.splitlines()) > 7
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\U000e0000-\U000e007f]", said
    )


def test_progress_is_told_of_reading_and_of_checking(tmp_path: Path) -> None:
    lines = "".join(f'{{"id": "p{n}", "name": "{"P" * 200}"}}\n' for n in range(5_000))
    folder = make_dossier(tmp_path, places_jsonl=lines + '{"id": "almaty", "name": "Almaty"}\n')
    told: dict[str, list[float]] = {}
    store.read(folder, progress=lambda what, share: told.setdefault(what, []).append(share))
    assert list(told)[0] == "reading dossier.yaml" and list(told)[-1] == "checking"
    for shares in ([share for what in told if what != "checking" for share in told[what]], told["checking"]):
        assert shares == sorted(shares) and 0 < shares[0] < 1 and shares[-1] <= 1
    assert told["reading claims.yaml"] == [1.0]
    assert 2 < len(told["checking"]) < 40
    assert 2 < len(told["reading places.jsonl"]) < 40


def test_reading_needs_no_yaml_for_json_lines(tmp_path: Path) -> None:
    """And no RapidFuzz where there is no mistake, and Textual and Rich never."""
    folder = make_dossier(tmp_path)
    code = (
        "import sys; from kaztui import store; before = set(sys.modules); store.read(sys.argv[1]);"
        "print(*sorted({'yaml', 'rapidfuzz', 'textual', 'rich', 'json'} & set(sys.modules)), 'yaml' in before)"
    )
    found = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["yaml", "False"]


# -- what hostile files may cost ----------------------------------------------------------------------

MEGABYTE = 1 << 20


def _full(text: str, size: int = 16 * MEGABYTE - 1_000) -> str:
    return text * (size // len(text.encode()))


def _levels(first: str, level: str) -> str:
    """A bomb: each of fifteen records refers several times to the one before."""
    names = "abcdefghijklmnop"
    later = (level.format(name=name, before=before) for before, name in zip(names, names[1:], strict=False))
    return first + "".join(later)


BOMBS: list[tuple[str, str, Callable[[], str]]] = [
    # name, file, what stands in it
    ("aliases", "places", lambda: _levels("a: &a [x]\n", "{name}: &{name} [" + "*{before}," * 9 + "]\n")),
    (
        "merge keys",
        "places",
        lambda: _levels("a: &a {{name: x}}\n", "{name}: &{name} {{<<: [" + "*{before}," * 9 + "]}}\n"),
    ),
    ("200,000 lists", "places", lambda: "a: " + "[" * 200_000),
    ("16 MB of lists", "places", lambda: "a: " + _full("[")),
    ("16 MB of dashes", "places", lambda: "a: \n " + _full("- ")),
    ("16 MB of list items", "places", lambda: "a: {name: x, aliases: [" + _full("a,") + "]}\n"),
    ("16 MB of aliases", "places", lambda: "a: [" + _full("*a,") + "]\n"),
    ("16 MB of one id", "places", lambda: _full("a: {name: x}\n")),
    ("a million broken records", "places", lambda: "".join(f"a{n}: {{nam: x}}\n" for n in range(900_000))),
    ("16 MB of fields", "places", lambda: "a:\n" + _full("  b: 1\n")),
    ("16 MB of documents", "places", lambda: _full("---\n")),
    ("16 MB of NUL", "places", lambda: _full("\0")),
    ("16 MB of quotation marks", "places", lambda: _full('"')),
    ("16 MB of text over lines", "places", lambda: "a:\n  name: a\n" + _full("    b\n")),
    ("16 MB of line ends", "places", lambda: _full("\r")),
    ("16 MB of a description", "dossier", lambda: _full("a: 1\n")),
    ("digits", "claims", lambda: spoilt("claims", "value: 164", "value: " + "9" * 10_000_000)),
    ("40 MB of broken lines", "places_jsonl", lambda: "x\n" * (20 * MEGABYTE)),
    ("40 MB of one id in lines", "places_jsonl", lambda: '{"id": "almaty", "name": "A"}\n' * 1_300_000),
    ("a line of 40 MB", "places_jsonl", lambda: '{"id": "' + "x" * 40 * MEGABYTE),
    ("lines of lists", "places_jsonl", lambda: ("[" * 1_000_000 + "\n") * 20),
    ("lines of digits", "places_jsonl", lambda: ('{"id": ' + "9" * 1_000_000 + "}\n") * 20),
    ("lines of backslashes", "places_jsonl", lambda: ('"' + '\\"' * 500_000 + "\n") * 20),
    ("lines of fields", "places_jsonl", lambda: ("{" + '"name":"a",' * 90_000 + '"id":"b"}\n') * 5),
]

_WATCHED = """
import resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))  # what the libraries map is not what they use
from kaztui import store
began = time.process_time()
try:
    store.read(sys.argv[1])
except store.DossierError as error:
    print(error.problems[0])
took = time.process_time() - began
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(took, int(peak.split()[1]) / 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the memory is read from Linux's /proc")
@pytest.mark.parametrize(("name", "text"), [row[1:] for row in BOMBS], ids=[row[0] for row in BOMBS])
def test_a_bomb_is_refused_quickly_and_with_little_memory(tmp_path: Path, name: str, text: Callable[[], str]) -> None:
    folder = make_dossier(tmp_path, **{name: text()})
    found = subprocess.run(
        [sys.executable, "-c", _WATCHED, str(folder)], capture_output=True, text=True, timeout=60, check=True
    )
    *said, measured = found.stdout.splitlines()
    seconds, megabytes = map(float, measured.split())
    assert said and re.match(r"[a-z]+\.(yaml|jsonl):\d+:\d+: ", said[0])
    assert seconds < 8, "of processor time: two on a quiet machine"
    assert megabytes < 300


def test_reading_leaves_the_garbage_collector_as_it_was(tmp_path: Path) -> None:
    import gc

    assert gc.isenabled()
    store.read(make_dossier(tmp_path / "good"))
    assert gc.isenabled()
    _error(make_dossier(tmp_path / "bad", places=FILES["places"] + "x"))
    assert gc.isenabled()


def test_mistakes_in_one_record_do_not_hide_each_other(tmp_path: Path) -> None:
    """An unknown field and a wrong type, and beside them references, dates and ids that are wrong too."""
    events = (
        "flood:\n"
        "  title: [a, list]\n"
        "  kind: emergency\n"
        "  colour: red\n"
        "  date: 2022-13-01\n"
        "  places: [nowhere]\n"
        "  reports:\n"
        "    - quote: nobody-said\n"
    )
    with pytest.raises(DossierError) as raised:
        store.read(make_dossier(tmp_path, events=events))
    lines = [str(problem) for problem in raised.value.problems if problem.file == "events.yaml"]
    expected = ["title", "colour", "date", "places[0]", "reports[0].quote"]
    assert [line.split(": ")[1] for line in lines] == expected

    events = events.replace("[a, list]", "The flood").replace("emergency", "emergency\n  status: perhaps")
    with pytest.raises(DossierError) as raised:
        store.read(make_dossier(tmp_path / "again", events=events))
    lines = [str(problem) for problem in raised.value.problems if problem.file == "events.yaml"]
    assert [line.split(": ")[1] for line in lines] == ["status", "colour", "date", "places[0]", "reports[0].quote"]
