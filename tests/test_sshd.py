"""The texts by which a dossier is published: what they say, what they refuse, what the launcher makes of a client."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import pytest

from kaztui import cli, sshd
from kaztui.sshd import Publication, Unfit, publication
from tests.needs import need
from tests.pty.terminal import Terminal
from tests.test_cli import ARTICLES, DOSSIER, kaztui

NOTHING = dict.fromkeys(
    (
        *("user", "port", "listen", "keys", "host_key", "launcher", "python", "cache", "idle_minutes", "max_minutes"),
        *("readers", "memory", "openssh", "dossier", "public", "articles"),
    )
)


def given(**options: object) -> Publication:
    return publication(NOTHING | options)


def settings(text: str) -> dict[str, str]:
    """What a configuration says; each keyword stands once."""
    lines = [line.split(" ", 1) for line in text.splitlines() if line and not line.startswith("#")]
    assert len({keyword for keyword, _ in lines}) == len(lines)
    return {keyword: value for keyword, value in lines}  # noqa: C416


FORBIDDING = {
    "ForceCommand": "/etc/kaztui/launcher",
    "AllowUsers": "reader",
    "PermitRootLogin": "no",
    "DisableForwarding": "yes",
    "AllowTcpForwarding": "no",
    "AllowStreamLocalForwarding": "no",
    "AllowAgentForwarding": "no",
    "X11Forwarding": "no",
    "PermitTunnel": "no",
    "PermitUserRC": "no",
    "PermitUserEnvironment": "no",
    "AcceptEnv": "LANG LC_*",
    "MaxSessions": "1",
    "LoginGraceTime": "15",
    "ClientAliveInterval": "15",
    "ClientAliveCountMax": "3",
    "UnusedConnectionTimeout": "45s",
    "PrintLastLog": "no",
    "PermitTTY": "yes",
}


@pytest.mark.parametrize("public", [False, True])
def test_whoever_may_read_may_do_nothing_else(public: bool) -> None:
    said = settings(sshd.config(given(public=public), ""))
    assert said.items() >= FORBIDDING.items()


def test_without_being_told_otherwise_only_keys_let_in() -> None:
    said = settings(sshd.config(given(), ""))
    assert said["AuthenticationMethods"] == "publickey"
    assert (
        said["PasswordAuthentication"] == said["PermitEmptyPasswords"] == said["KbdInteractiveAuthentication"] == "no"
    )


def test_anybody_may_read_where_that_is_said() -> None:
    said = settings(sshd.config(given(public=True), ""))
    assert said["AuthenticationMethods"] == "none"
    assert said["PermitEmptyPasswords"] == "yes"
    assert said["PubkeyAuthentication"] == said["KbdInteractiveAuthentication"] == "no"


@pytest.mark.parametrize("text", [sshd.config, sshd.launcher])
def test_every_stretch_of_lines_says_what_it_is_for(text: object) -> None:
    assert callable(text)
    for public in (False, True):
        for version in ("8.7", "9.8"):
            lines = text(given(public=public, openssh=version, listen=["::1"]), "kaztui").splitlines()
            for above, line in zip(["", *lines], lines, strict=False):
                assert above.strip() or not line.strip() or line.startswith("#"), f"nothing is said of {line}"
            assert max(map(len, (line for line in lines if line.startswith("#")))) <= 120


def test_a_server_before_9_2_is_not_given_what_it_does_not_know() -> None:
    assert "UnusedConnectionTimeout" not in settings(sshd.config(given(openssh="8.9p1"), ""))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"user": "root"}, "--user: strangers do not become root"),
        ({"user": "a b"}, "--user: no name of a user: 'a b'"),
        ({"user": "*"}, "--user: no name of a user: '*'"),
        ({"user": "reader\nPermitRootLogin yes"}, "--user: no name of a user"),
        ({"port": "0"}, "--port is a whole number from 1 to 65535, not '0'"),
        ({"port": "22 "}, "--port is a whole number"),
        ({"port": "٢٢"}, "--port is a whole number"),
        ({"listen": ["0.0.0.0\nX11Forwarding yes"]}, "--listen: no address"),
        ({"listen": ["::1%x y"]}, "--listen: no address"),
        ({"keys": "/etc/a\x1b]0;b"}, "--keys: a path with control characters"),
        ({"keys": "keys"}, "--keys: an absolute path, not 'keys'"),
        ({"host_key": ["/a", "/b\nForceCommand none"]}, "--host-key: a path with control characters"),
        ({"launcher": "/a\rb"}, "--launcher: a path with control characters"),
        ({"launcher": "~/launcher"}, "--launcher: an absolute path"),
        ({"python": "python3"}, "--python: an absolute path"),
        ({"cache": "/var/\u202ecache"}, "--cache: a path with control characters"),
        ({"dossier": "a\nb"}, "-d: a path with control characters"),
        ({"dossier": "a\udcff"}, "-d: a path with control characters"),
        ({"idle_minutes": "0"}, "--idle-minutes: a number of minutes"),
        ({"max_minutes": "9999"}, "--max-minutes: a number of minutes"),
        ({"readers": "-1"}, "--readers is a whole number"),
        ({"memory": "12"}, "--memory is a whole number from 128"),
        ({"openssh": "8.6"}, "--openssh: 8.7 at least"),
        ({"openssh": "new"}, "--openssh is a version like 9.2"),
    ],
)
def test_what_cannot_be_written_down_safely_is_refused(options: dict[str, object], said: str) -> None:
    with pytest.raises(Unfit) as refused:
        given(**options)
    assert str(refused.value).startswith(said)
    assert str(refused.value).isprintable()


ODD = '/srv/it\'s a "dossier" $(id) `id` \\ #1 100%'


def test_a_path_is_written_so_that_it_is_read_as_one() -> None:
    to = given(dossier=ODD, launcher=ODD, keys=ODD, host_key=[ODD], articles=ODD)
    said = settings(sshd.config(to, ""))
    quoted = '"/srv/it\'s a \\"dossier\\" $(id) `id` \\\\ #1 100%"'
    assert said["HostKey"] == quoted
    assert said["AuthorizedKeysFile"] == quoted.replace("%", "%%")
    assert shlex.split(said["ForceCommand"]) == [ODD]
    assert shlex.split(sshd.launcher(to, "").splitlines()[-1])[-4:] == ["-d", ODD, "--articles", ODD]


def test_the_command_that_printed_a_text_prints_it_again(capsys: pytest.CaptureFixture[str]) -> None:
    options = [
        *("--user", "guest", "--port", "22", "--listen", "::1", "--listen", "localhost", "--public", "--keys", ODD),
        *("--host-key", "/a b", "--host-key", "/c", "--launcher", "/l", "--cache", "/c", "--readers", "3"),
        *("--memory", "256", "--openssh", "8.9", "--idle-minutes", "2.5", "--max-minutes", "30", "-d", DOSSIER),
        *("--articles", ARTICLES),
    ]
    for name in ("config", "launcher"):
        assert cli.main(["sshd", name, *options]) == 0
        text = capsys.readouterr().out
        (line,) = (line for line in text.splitlines() if line.startswith("# Printed by: "))
        program, *arguments = shlex.split(line.removeprefix("# Printed by: "))
        assert program == "kaztui"
        assert cli.main(arguments) == 0
        assert capsys.readouterr().out == text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sshd"], "usage: kaztui sshd config | launcher [OPTIONS] [-d DIR]"),
        (["sshd", "both"], "kaztui sshd config or kaztui sshd launcher, not 'both'"),
        (["sshd", "config", "--port", "x"], "--port is a whole number from 1 to 65535, not 'x'"),
        (["sshd", "config", "-d", "a\nb"], "-d: a path with control characters: "),
        (["sshd", "config", "--usr", "x"], "no option --usr (did you mean '--user'?)"),
    ],
)
def test_wrong_use_is_one_line(arguments: list[str], said: str) -> None:
    done = kaztui(*arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith(f"kaztui: {said}")


def test_who_publishes_what_readers_cannot_get_to_is_told(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    shutil.copytree(DOSSIER, closed / "dossier")
    closed.chmod(0o700)
    done = kaztui("sshd", "launcher", "--python", "/bin/sh", "-d", str(closed / "dossier"))
    assert done.returncode == 0
    assert f"kaztui: the user reader may not get to {closed / 'dossier'}: see who may read " in done.stderr


# -- the launcher, run --------------------------------------------------------------------------------


class Launched:
    """Runs the printed launcher with a Python that says how it was called."""

    def __init__(self, folder: Path, shell: str) -> None:
        self.folder = folder
        self.shell = shell
        python = folder / "python"
        python.write_text('#!/bin/sh\npwd\necho "$@"\nenv\nfor limit in c f v t n; do ulimit -$limit; done\n')
        python.chmod(0o755)
        # The kernel counts what else this user runs.
        to = given(python=str(python), dossier=str(folder / "the dossier"), readers="10000")
        self.launcher = folder / "launcher"
        self.launcher.write_text(sshd.launcher(to, "kaztui"))

    def __call__(self, **env: str | None) -> list[str]:
        settings = {"LANG": None, "PATH": "/usr/bin:/bin:/usr/sbin:/sbin", **env}
        with Terminal([self.shell, str(self.launcher)], term=env.get("TERM") or "", env=settings) as terminal:
            terminal.wait_end()
            return terminal.output.decode().split("\r\n")


@pytest.fixture(params=["sh", "bash"])
def launched(tmp_path: Path, request: pytest.FixtureRequest) -> Launched:
    (shell,) = need(request.param)
    return Launched(tmp_path, shell)


def test_the_program_is_called_as_it_is_to_be(launched: Launched) -> None:
    said = launched(TERM="xterm", SSH_ORIGINAL_COMMAND="id", HOME="/home/x", PYTHONPATH="/tmp", SSH_CONNECTION="a b")
    assert said[0] == "/"
    limits = "--idle-minutes 15 --max-minutes 120"
    assert said[1] == f"-I -B -m kaztui --restricted {limits} -d {launched.folder}/the dossier"
    named = {line.split("=")[0] for line in said if "=" in line}
    by_the_shell = {"PWD", "OLDPWD", "SHLVL", "_"}
    assert named - by_the_shell == {"TERM", "LC_ALL", "SSH_CONNECTION", "PATH", "XDG_CACHE_HOME"}
    assert said[-6:] == ["0", "0", "1048576", "1260", "64", ""]


@pytest.mark.parametrize(
    ("term", "believed"),
    [
        *[(term, term) for term in ("xterm", "xterm-256color", "tmux-256color", "screen", "linux", "vt100", "foot")],
        *[
            (term, "xterm")
            for term in ("nonsense", "", "../../etc/passwd", "xterm -x", "xterm|dumb", "*", "$(id)", "é")
        ],
    ],
)
def test_a_terminal_is_believed_if_it_is_known(launched: Launched, term: str, believed: str) -> None:
    assert f"TERM={believed}" in launched(TERM=term)


@pytest.mark.parametrize(
    ("given", "locale"),
    [
        ({}, "C.UTF-8"),
        ({"LC_ALL": "vi_VN.UTF-8"}, "C.UTF-8"),
        ({"LANG": "en_US.utf8"}, "C.UTF-8"),
        ({"LC_ALL": "C"}, "C.UTF-8"),
        ({"LC_ALL": "", "LC_CTYPE": "", "LANG": "fr_FR.ISO-8859-15"}, "C"),
        ({"LC_ALL": "../../../tmp/evil"}, "C"),
        ({"LC_CTYPE": "de_DE@euro", "LANG": "de_DE.UTF-8"}, "C"),
        ({"LC_ALL": "$(touch /tmp/evil);`id`"}, "C.UTF-8"),
    ],
)
def test_of_a_language_only_the_encoding_is_believed(launched: Launched, given: dict[str, str], locale: str) -> None:
    assert f"LC_ALL={locale}" in launched(TERM="xterm", **given)


@pytest.mark.parametrize("typed", [b"\x1a", b"\x13"])
def test_no_key_holds_the_launcher_up(launched: Launched, typed: bytes) -> None:
    with Terminal([launched.shell, str(launched.launcher)], term="xterm") as terminal:
        for _ in range(2000):
            if terminal.process.poll() is not None:
                break
            terminal.send(typed)
            terminal.wait_until(lambda: False, patience=0.002)
        assert terminal.process.poll() == 0


def test_a_terminal_that_shows_nothing_is_told_so(launched: Launched) -> None:
    assert launched(TERM="dumb") == ["This terminal cannot show a dossier (TERM=dumb).", ""]
