"""A dossier published with a real sshd and read with a real ssh: what a reader gets, and all that a reader does not."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.pty.terminal import Terminal

from .server import ADDRESS, IS_ROOT, Server, publish

REFUSED = "Here is a dossier to read in a terminal, and nothing else: call ssh without a command."
TITLE = "The Trầm flood"


def wait_until(true: Callable[[], object], seconds: float = 60) -> float:
    """After how many seconds it is true."""
    start = time.monotonic()
    while not true():
        assert time.monotonic() < start + seconds
        time.sleep(0.05)
    return time.monotonic() - start


def opened(terminal: Terminal) -> Terminal:
    terminal.wait_for("3 Quotes")
    terminal.wait_quiet()
    return terminal


def find_lua(terminal: Terminal) -> None:
    terminal.press("/")
    terminal.wait_quiet()
    terminal.press("l", "u", "a")
    terminal.wait_for("of 13 quotes")


# -- what a reader gets -------------------------------------------------------------------------------


def test_a_reader_sees_the_dossier_finds_something_and_leaves(server: Server) -> None:
    with server.terminal(columns=100, rows=30) as terminal:
        assert TITLE in opened(terminal).lines[0]
        find_lua(terminal)
        assert terminal.end("esc", "q") == 0
    wait_until(lambda: not server.sessions())


@pytest.mark.skipif(not IS_ROOT, reason="needs root: an account with an empty password has to be made")
def test_where_anybody_may_read_no_key_is_asked_for(public: Server) -> None:
    with public.terminal(columns=80, rows=24) as terminal:
        assert TITLE in opened(terminal).lines[0]
        assert terminal.end("q") == 0


def test_without_the_key_nobody_gets_in(server: Server, tmp_path: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "key")], check=True)
    command = [str(tmp_path / "key") if word.endswith("/key") else word for word in server.ssh("-tt")]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 255
    assert "Permission denied (publickey)" in done.stderr


@pytest.mark.skipif(not IS_ROOT, reason="needs root: else there is only one user")
@pytest.mark.parametrize("user", ["root", "nobody"])
def test_no_other_user_gets_in(server: Server, user: str) -> None:
    command = [f"{user}@{ADDRESS}" if word == server.host else word for word in server.ssh("-tt")]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, "Permission denied" in done.stderr) == (255, True)


@pytest.mark.parametrize(("term", "believed"), [("tmux-256color", "tmux-256color"), ("../../etc/passwd", "xterm")])
def test_whatever_the_terminal_is_called_the_dossier_opens(server: Server, term: str, believed: str) -> None:
    with server.terminal(columns=80, rows=24, term=term) as terminal:
        assert TITLE in opened(terminal).lines[0]
        assert environment(server)["TERM"] == believed
        assert terminal.end("q") == 0


def test_a_dumb_terminal_is_told_that_it_cannot(server: Server) -> None:
    with server.terminal(term="dumb") as terminal:
        assert terminal.wait_end() == 2
        assert terminal.output == b"This terminal cannot show a dossier (TERM=dumb).\r\n"


def test_of_the_readers_language_only_the_encoding_gets_through(server: Server) -> None:
    given = {"LANG": None, "LC_CTYPE": "vi_VN.TCVN", "LC_EVIL": "x" * 5000}
    with server.terminal("-o", "SendEnv=LANG LC_*", columns=80, rows=24, env=given) as terminal:
        opened(terminal)
        assert environment(server)["LC_ALL"] == "C"
        assert terminal.end("q") == 0


def environment(server: Server) -> dict[str, str]:
    """Of the only session, as it was started; one of the test before may be just ending."""
    wait_until(lambda: len(server.sessions()) == 1)
    (process,) = server.sessions()
    entries = Path(f"/proc/{process}/environ").read_bytes().rstrip(b"\0").split(b"\0")
    return dict(os.fsdecode(entry).split("=", 1) for entry in entries)


# -- what a reader does not get -----------------------------------------------------------------------


@pytest.mark.parametrize("command", ["id", "sh -i", "kaztui check", "; id", "$(id)", "sftp-server", "-c id", "--help"])
def test_no_command_is_run(server: Server, command: str) -> None:
    done = server.run(words=("--", command))
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{REFUSED}\n")


def test_a_command_in_a_terminal_is_not_run_either(server: Server) -> None:
    with server.terminal(columns=80, rows=24, words=("id; exec sh",)) as terminal:
        assert TITLE in opened(terminal).lines[0]
        assert b"uid=" not in terminal.output
        assert terminal.end("q") == 0


def test_no_shell_without_a_terminal(server: Server) -> None:
    done = server.run("-T")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{REFUSED}\n")


@pytest.mark.parametrize("protocol", ["-O", "-s"])
def test_no_file_is_copied(server: Server, tmp_path: Path, protocol: str) -> None:
    (tmp_path / "mine").write_text("mine")
    for source, target in (
        (f"{server.host}:/etc/passwd", str(tmp_path / "theirs")),
        (str(tmp_path / "mine"), f"{server.host}:/tmp/kaztui-was-here"),
    ):
        command = server.client("scp", protocol, source, target)
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode != 0
    assert not (tmp_path / "theirs").exists()
    assert not Path("/tmp/kaztui-was-here").exists()


def test_no_sftp(server: Server) -> None:
    command = [*server.client("sftp", "-b", "-"), server.host]
    done = subprocess.run(command, input="ls\n", capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0
    assert done.stdout == ""


@pytest.fixture
def listening() -> tuple[socket.socket, int]:
    """What a tunnel would lead to."""
    target = socket.socket()
    target.bind((ADDRESS, 0))
    target.listen()
    target.settimeout(0.5)
    return target, target.getsockname()[1]


def test_no_way_through_the_server(server: Server, listening: tuple[socket.socket, int]) -> None:
    target, port = listening
    done = server.run("-W", f"{ADDRESS}:{port}")
    assert done.returncode != 0
    assert done.stdout == ""
    with pytest.raises(TimeoutError):
        target.accept()
    target.close()


def test_no_tunnel_by_way_of_a_session(server: Server, listening: tuple[socket.socket, int]) -> None:
    target, port = listening
    with socket.socket() as free:
        free.bind((ADDRESS, 0))
        near = free.getsockname()[1]
    with server.terminal("-L", f"{near}:{ADDRESS}:{port}", columns=80, rows=24) as terminal:
        opened(terminal)
        with socket.create_connection((ADDRESS, near), 5) as tunnel:
            tunnel.settimeout(10)
            assert tunnel.recv(1) == b""  # the server said no to the channel
        with pytest.raises(TimeoutError):
            target.accept()
        assert terminal.end("q") == 0
    target.close()


@pytest.mark.parametrize(
    "options",
    [
        ("-R", "0:127.0.0.1:9"),
        ("-R", "/tmp/kaztui-was-here:127.0.0.1:9"),
        ("-w", "any"),
    ],
)
def test_no_way_back_to_the_reader(server: Server, options: tuple[str, ...]) -> None:
    done = server.run("-o", "ExitOnForwardFailure=yes", *options, words=("id",))
    assert done.returncode in (2, 255)
    assert done.stdout == ""
    assert not Path("/tmp/kaztui-was-here").exists()


def test_neither_the_readers_agent_nor_screen_is_taken_along(server: Server) -> None:
    with server.terminal("-A", "-X", "-o", "IdentityAgent=none", columns=80, rows=24) as terminal:
        opened(terminal)
        assert environment(server).keys() & {"SSH_AUTH_SOCK", "DISPLAY"} == set()
        assert terminal.end("q") == 0


def test_no_variable_of_the_readers_gets_in(server: Server) -> None:
    sent = {
        "TEXTUAL": "devtools", "TEXTUAL_DRIVER": "os:system", "PYTHONINSPECT": "1", "PYTHONSTARTUP": "/etc/passwd",
        "LD_PRELOAD": "/tmp/evil.so", "KAZTUI_RESTRICTED": "0", "ENV": "/tmp/evil", "BASH_ENV": "/tmp/evil",
        "LC_PYTHONPATH": "/tmp", "COLUMNS": "99999999",
    }  # fmt: skip
    options = [word for name, value in sent.items() for word in ("-o", f"SetEnv={name}={value}")]
    with server.terminal(*options, columns=80, rows=24) as terminal:
        opened(terminal)
        by_the_wrapper_of_these_tests = {"LD_LIBRARY_PATH", "PWD"}
        named = set(environment(server)) - by_the_wrapper_of_these_tests
        assert named == {"TERM", "LC_ALL", "SSH_CONNECTION", "PATH", "XDG_CACHE_HOME"}
        assert terminal.end("q") == 0


def test_a_second_session_in_one_connection_is_refused(server: Server, tmp_path: Path) -> None:
    path = ("-o", f"ControlPath={tmp_path / 'path'}")
    with server.terminal("-M", *path, columns=80, rows=24) as terminal:
        opened(terminal)
        done = server.run("-S", str(tmp_path / "path"), words=("id",))
        # A client that is refused goes on to a connection of its own, where it is refused as everybody is.
        assert (done.stdout, len(server.sessions())) == ("", 1)
        assert REFUSED in done.stderr
        assert terminal.end("q") == 0


# -- how it ends --------------------------------------------------------------------------------------


def test_nothing_is_left_of_a_reader_whose_client_was_killed(server: Server) -> None:
    with server.terminal(columns=80, rows=24) as terminal:
        opened(terminal)
        wait_until(lambda: len(server.sessions()) == 1)
        terminal.process.kill()
        terminal.process.wait()
        seconds = wait_until(lambda: not server.sessions() and not server.children())
    print(f"gone {seconds:.1f} s after its client was killed")


def test_nothing_is_left_of_a_reader_whose_terminal_was_closed(server: Server) -> None:
    with server.terminal(columns=80, rows=24) as terminal:
        opened(terminal)
        terminal.hang_up()
        wait_until(lambda: not server.sessions() and not server.children())


def test_a_reader_who_calls_and_goes_at_once_leaves_nothing(server: Server) -> None:
    for delay in (0.1, 0.3, 0.5, 0.8):
        with server.terminal(columns=80, rows=24) as terminal:
            time.sleep(delay)
            terminal.process.kill()
    wait_until(lambda: not server.sessions() and not server.children())


def test_a_reader_whose_network_has_vanished_is_gone_after_a_while() -> None:
    hurried = ("ClientAliveInterval=1", "ClientAliveCountMax=1")
    with publish(hurried=hurried) as server, server.terminal(columns=80, rows=24) as terminal:
        opened(terminal)
        terminal.process.send_signal(signal.SIGSTOP)
        wait_until(lambda: not server.sessions() and not server.children())


def test_who_opens_no_session_is_sent_away() -> None:
    with publish(hurried=["UnusedConnectionTimeout=1s"]) as server:
        done = server.run("-N")
        assert done.returncode == 255
        wait_until(lambda: not server.children())


def test_a_session_without_keys_ends_and_its_terminal_is_as_it_was() -> None:
    with publish("--idle-minutes", "0.05") as server, server.terminal(columns=80, rows=24) as terminal:
        opened(terminal)
        assert terminal.wait_end() == 0
        assert b"no key was pressed for 0.05 minutes" in terminal.output
        assert terminal.restored
        wait_until(lambda: not server.sessions())


@pytest.mark.skipif(not IS_ROOT, reason="needs root: the kernel counts the processes of a user of its own")
def test_more_readers_than_are_wanted_are_told_to_come_back() -> None:
    with publish("--readers", "2") as server, ExitStack() as stack:
        wait_until(lambda: not server.children())  # those of the test before count, too: they are the same user's
        for _ in range(2):
            opened(stack.enter_context(server.terminal(columns=80, rows=24)))
        late = stack.enter_context(server.terminal(columns=80, rows=24))
        assert late.wait_end() == 1
        assert late.output == b"Too many are reading just now. Come back a little later.\r\n"


def test_ten_readers_at_once(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    """All see the dossier and find something; what that takes is printed."""
    with ExitStack() as stack:
        start = time.monotonic()
        terminals = [stack.enter_context(server.terminal(columns=120, rows=40)) for _ in range(10)]
        for terminal in terminals:
            terminal.wait_for("3 Quotes")
        all_open = time.monotonic() - start
        for terminal in terminals:
            find_lua(terminal)
        sessions, children = server.sessions(), server.children()
        assert len(sessions) == 10
        memory, beside = sum(map(pss, sessions)), sum(map(pss, children))
        processor = sum(map(cpu, sessions))
        for terminal in terminals:
            assert terminal.end("esc", "q") == 0
    wait_until(lambda: not server.sessions() and not server.children())
    with capsys.disabled():
        print(
            f"\nten readers at once: all open after {all_open:.1f} s; each {memory / 10 / 2**20:.1f} MB (PSS), "
            f"sshd {beside / 10 / 2**20:.1f} MB; {processor / 10:.2f} s of processor for opening and one search",
            file=sys.stderr,
        )


def pss(process: int) -> int:
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    return next(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))


def cpu(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
