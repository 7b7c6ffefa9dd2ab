"""A restricted session: what it refuses, what its process can no longer do, and when it ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from textual.app import App

from kaztui import load, usage
from kaztui.cli import is_restricted
from kaztui.restricted import Clock, Limits, keep_only_plain, minutes
from kaztui.tui.restricted import RestrictedSession
from tests.test_cli import DOSSIER, kaztui

QUIET = "this session ends within a minute, unless a key is pressed"
IDLE = "no key was pressed for 10 minutes; come back any time"
LAST = "this session ends within a minute"
OVER = "a session lasts 60 minutes at most; come back any time"


@pytest.mark.parametrize(
    ("now", "touched", "said", "wait"),
    [
        # minutes since the start: now, and when a key was pressed last; what is said; minutes until there is more
        (0, 0, "", 9),
        (8, 0, "", 1),
        (9, 0, QUIET, 1),
        (9.5, 0, QUIET, 0.5),
        (9.5, 9.5, "", 9),
        (10, 0, IDLE, 0),
        (50, 49, "", 8),
        (52, 49, "", 6),
        (58.5, 49, QUIET, 0.5),
        (59, 49, IDLE, 0),
        (59, 58, LAST, 1),
        (59, 49.5, LAST, 0.5),
        (60, 60, OVER, 0),
        (90, 80, OVER, 0),
    ],
)
def test_the_clock_warns_and_ends(now: float, touched: float, said: str, wait: float) -> None:
    clock = Clock(Limits(10, 60), 1000)
    clock.touch(1000 + touched * 60)
    step = clock.step(1000 + now * 60)
    assert said == step.warning + step.over
    assert bool(step.over) == (said in (IDLE, OVER))
    assert step.wait == pytest.approx(wait * 60)


@pytest.mark.parametrize("idle", [0.001, 1, 15, 1440])
@pytest.mark.parametrize("longest", [0.001, 1, 15, 1440])
def test_a_session_without_keys_is_asked_a_handful_of_times_and_ends_in_time(idle: float, longest: float) -> None:
    clock, now, asked = Clock(Limits(idle, longest), 0), 0.0, 0
    while not (step := clock.step(now)).over:
        assert step.wait > 0
        now += step.wait
        asked += 1
    assert asked <= 4
    assert now == pytest.approx(min(idle, longest) * 60)


@pytest.mark.parametrize(("text", "number"), [("15", 15), ("0.5", 0.5), ("1440", 1440), ("0.001", 0.001)])
def test_minutes_are_read(text: str, number: float) -> None:
    assert minutes(text) == number


@pytest.mark.parametrize("text", ["", "0", "0.0", "1441", "-1", "1e3", "inf", "nan", "1.", ".5", "٣", "9" * 5000])
def test_what_are_no_minutes(text: str) -> None:
    with pytest.raises(ValueError, match="a number of minutes"):
        minutes(text)


@pytest.mark.parametrize(
    ("value", "is_wanted"), [("1", True), ("yes", True), ("0", False), ("", False), (None, False)]
)
def test_the_environment_may_ask_for_it(value: str | None, is_wanted: bool) -> None:
    assert is_restricted({} if value is None else {"KAZTUI_RESTRICTED": value}) is is_wanted


HOSTILE = {
    "TEXTUAL": "devtools,debug",
    "TEXTUAL_DRIVER": "os:system",
    "TEXTUAL_SCREENSHOT_LOCATION": "/tmp",
    "PYTHONINSPECT": "1",
    "PYTHONPATH": "/tmp",
    "BROWSER": "/tmp/evil %s",
    "EDITOR": "vi",
    "LD_PRELOAD": "/tmp/evil.so",
    "COLUMNS": "99999999",
    "KAZTUI_KEYMAP": "/tmp/keys",
    "XDG_CONFIG_HOME": "/tmp",
    "FORCE_COLOR": "1",
}


@pytest.mark.parametrize(
    ("given", "left"),
    [
        (HOSTILE, {"TERM": "xterm"}),
        ({"TERM": "tmux-256color", "LANG": "vi_VN.UTF-8"}, {"TERM": "tmux-256color", "LANG": "vi_VN.UTF-8"}),
        ({"TERM": "../../tmp/evil"}, {"TERM": "xterm"}),
        ({"TERM": "x" * 65}, {"TERM": "xterm"}),
        ({"TERM": "xterm\x1b[2J"}, {"TERM": "xterm"}),
        ({"LC_ALL": "/tmp/locale", "LC_CTYPE": "de_DE@euro"}, {"TERM": "xterm", "LC_CTYPE": "de_DE@euro"}),
        ({"PATH": "/usr/bin"}, {"TERM": "xterm", "PATH": "/usr/bin"}),
    ],
)
def test_of_the_environment_plain_words_about_the_terminal_stay(given: dict[str, str], left: dict[str, str]) -> None:
    environ = {**given, "XDG_CACHE_HOME": "/var/cache", "HOME": "/home/reader"}
    keep_only_plain(environ)
    assert environ == {**left, "XDG_CACHE_HOME": "/var/cache", "HOME": "/nonexistent"}


def test_the_cache_of_the_home_is_still_found_though_the_home_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/reader")
    environ = {"HOME": "/home/reader", "XDG_CACHE_HOME": "relative"}
    keep_only_plain(environ)
    assert environ["XDG_CACHE_HOME"] == "/home/reader/.cache"


ATTEMPTS = [
    "open('{there}', 'w')",
    "open('{there}', 'a')",
    "open('{there}', 'r+b')",
    "os.open('{there}', os.O_RDWR)",
    "os.open('{there}', os.O_RDONLY | os.O_CREAT)",
    "pathlib.Path('{there}').write_text('x')",
    "pathlib.Path('{there}').touch()",
    "os.mkdir('{there}')",
    "os.makedirs('{there}/a/b')",
    "os.remove('{file}')",
    "os.rename('{file}', '{there}')",
    "os.replace('{file}', '{there}')",
    "os.symlink('{file}', '{there}')",
    "os.link('{file}', '{there}')",
    "os.chmod('{file}', 0)",
    "os.truncate('{file}', 0)",
    "os.utime('{file}')",
    "shutil.rmtree('{folder}')",
    "shutil.copy('{file}', '{there}')",
    "tempfile.mkstemp(dir='{folder}')",
    "os.system('true')",
    "os.popen('true')",
    "os.fork()",
    "os.execv('/bin/true', ['true'])",
    "os.posix_spawn('/bin/true', ['true'], {{}})",
    "os.spawnlp(os.P_WAIT, 'true', 'true')",
    "subprocess.run(['true'])",
    "pty.spawn(['true'])",
    "pty.fork()",
    "webbrowser.GenericBrowser('true').open('https://example.org')",
    "os.kill(os.getppid(), 0)",
    "socket.create_connection(('127.0.0.1', 9))",
    "socket.socket().connect(('127.0.0.1', 9))",
    "socket.socket().bind(('127.0.0.1', 0))",
    "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    "http.client.HTTPConnection('127.0.0.1', 9).connect()",
]
STILL_THERE = [
    "open('{file}').read()",
    "open(os.devnull, 'w').write('x')",
    "os.fdopen(os.dup(1), 'w').write('x')",
    "asyncio.run(asyncio.sleep(0))",
    "os.kill(os.getpid(), 0)",
    "json.dumps([])",
]
MODULES = "asyncio, http.client, json, os, pathlib, pty, shutil, socket, subprocess, tempfile, webbrowser"


def attempted(folder: Path, attempts: list[str]) -> list[str]:
    """For each attempt of a confined process whether it was ``absent`` or ``there``."""
    file = folder / "file"
    file.write_text("before")
    code = [f"import {MODULES}", "from kaztui import restricted", "restricted.confine()"]
    for attempt in attempts:
        tried = attempt.format(file=file, folder=folder, there=folder / "new")
        code.append(f"try:\n    {tried}\n    print('there')\nexcept PermissionError:\n    print('absent')")
    done = subprocess.run([sys.executable, "-c", "\n".join(code)], capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    assert [path.name for path in folder.iterdir()] == ["file"] and file.read_text() == "before"
    return done.stdout.replace("x", "").split()


def test_a_confined_process_can_neither_write_nor_start_nor_connect(tmp_path: Path) -> None:
    said = attempted(tmp_path, ATTEMPTS)
    assert dict(zip(ATTEMPTS, said, strict=True)) == dict.fromkeys(ATTEMPTS, "absent")


def test_a_confined_process_can_still_read_and_draw(tmp_path: Path) -> None:
    said = attempted(tmp_path, STILL_THERE)
    assert dict(zip(STILL_THERE, said, strict=True)) == dict.fromkeys(STILL_THERE, "there")


def test_a_sealed_process_is_kept_from_files_by_the_kernel_too(tmp_path: Path) -> None:
    code = (
        "import os, sys; from kaztui import restricted\n"
        f"number = os.open({str(tmp_path / 'new')!r}, os.O_WRONLY | os.O_CREAT)\n"
        "restricted.confine(); restricted.seal()\n"
        "os.write(number, b'x')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr == "kaztui: this session has ended: a mistake in the program, which is not yours\n"
    assert (tmp_path / "new").read_bytes() == b""


@pytest.mark.parametrize("name", sorted(usage.FOR_STRANGERS))
def test_commands_that_only_read_are_there(name: str) -> None:
    words = {"search": ["lua"], "show": ["q-look"], "cite": ["q-look"]}.get(name, [])
    done = kaztui("--restricted", "-d", DOSSIER, name, *words)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == kaztui("-d", DOSSIER, name, *words).stdout


@pytest.mark.parametrize("name", sorted(usage.COMMANDS.keys() - usage.FOR_STRANGERS))
def test_the_other_commands_are_not(name: str) -> None:
    done = kaztui("--restricted", name)
    said = f"kaztui: kaztui {name} is no part of a restricted session\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--restricted", "search", "lua", "-d", "/etc"], "no option -d"),
        (["--restricted", "search", "lua", "--dossier", "/etc"], "no option --dossier"),
        (["--restricted", "search", "lua", "--dossier=/etc"], "no option --dossier"),
        (["--idle-minutes", "5"], "--idle-minutes and --max-minutes are of a --restricted session"),
        (["--restricted", "--idle-minutes", "0"], "argument --idle-minutes: a number of minutes, more than 0 and"),
        (["--restricted", "--max-minutes", "x"], "argument --max-minutes: a number of minutes, more than 0 and"),
        (["--restricted"], "the explorer needs a terminal"),
    ],
)
def test_wrong_use_is_one_line(arguments: list[str], said: str) -> None:
    done = kaztui(*arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith(f"kaztui: {said}")


def test_a_broken_dossier_says_nothing_of_the_server(tmp_path: Path) -> None:
    done = kaztui("-d", str(tmp_path / "secret-name"), "search", "x", KAZTUI_RESTRICTED="1")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "secret-name" not in done.stderr


def test_articles_that_are_not_there_say_nothing_of_the_server(tmp_path: Path) -> None:
    done = kaztui("--restricted", "--articles", str(tmp_path / "secret-name"))
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "kaztui: the articles cannot be shown\n")


def test_a_cache_is_read_and_never_written(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    arguments = ("-d", DOSSIER, "search", "lua")
    assert kaztui("--restricted", *arguments, XDG_CACHE_HOME=str(cache)).returncode == 0
    assert not cache.exists()
    kaztui(*arguments, XDG_CACHE_HOME=str(cache))
    (kept,) = cache.rglob("*.cache")
    before = kept.stat()
    assert kaztui("--restricted", *arguments, XDG_CACHE_HOME=str(cache)).returncode == 0
    assert (kept.stat().st_mtime_ns, kept.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


TOUCHING = [
    name
    for name in dir(App)
    if any(word in name for word in ("deliver", "open_url", "screenshot", "suspend", "palette", "system_commands"))
    and callable(getattr(App, name))
    and not name.startswith("_")
    and name != "export_screenshot"  # makes a text
]


async def test_what_textual_can_do_to_a_server_is_not_in_the_application(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = RestrictedSession(load(DOSSIER), "", Limits())
    for name in TOUCHING:
        assert getattr(RestrictedSession, name).__module__ == "kaztui.tui.restricted", name
    async with app.run_test(size=(120, 40)) as pilot:
        stack = list(app.screen_stack)
        for action in ("screenshot", "command_palette", "suspend_process"):
            await app.run_action(action)
        app.save_screenshot()
        app.open_url("https://example.org")
        await pilot.press("ctrl+z", "ctrl+backslash")
        assert app.is_running and app.screen_stack == stack
    assert not list(tmp_path.iterdir())
