"""A real sshd on this machine, with the configuration and the launcher that ``kaztui sshd`` prints.

As root it lets in a user that is made for it, without rights; else whoever runs the tests. Only
StrictModes is not as printed: the folders of tests lie below /tmp, which everybody may write.
"""

from __future__ import annotations

import contextlib
import getpass
import grp
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.needs import need
from tests.pty.terminal import Terminal

ROOT = Path(__file__).parents[2]
ADDRESS = "127.0.0.1"
IS_ROOT = os.geteuid() == 0


class Server:
    """A running server; :meth:`ssh` is the command line of a client that it lets in.

    ``folder`` is the server's own, below the one with what a client needs.
    """

    def __init__(self, folder: Path, user: str, port: int, public: bool) -> None:
        self.folder = folder
        self.user = user
        self.port = port
        self.public = public

    def client(self, program: str, *options: str) -> list[str]:
        """``ssh``, ``scp`` or ``sftp`` with what leads to this server, but without the name of the host."""
        settings = {
            "UserKnownHostsFile": str(self.folder.parent / "known_hosts"),
            "GlobalKnownHostsFile": "/dev/null",
            "IdentitiesOnly": "yes",
            "IdentityAgent": "none",
            "BatchMode": "yes",
            "LogLevel": "ERROR",
            "ConnectTimeout": "20",
        }
        key = [] if self.public else ["-i", str(self.folder.parent / "key")]
        port = "-p" if program == "ssh" else "-P"
        pairs = [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]
        return [*need(program), "-F", "/dev/null", port, str(self.port), *key, *pairs, *options]

    @property
    def host(self) -> str:
        return f"{self.user}@{ADDRESS}"

    def ssh(self, *options: str, words: tuple[str, ...] = ()) -> list[str]:
        return [*self.client("ssh", *options), self.host, *words]

    def run(self, *options: str, words: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """A client without a terminal."""
        return subprocess.run(
            self.ssh(*options, words=words),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def terminal(self, *options: str, words: tuple[str, ...] = (), **settings: object) -> Terminal:
        """A client in a terminal of its own."""
        return Terminal(self.ssh("-t", *options, words=words), **settings)  # type: ignore[arg-type]

    def sessions(self) -> list[int]:
        """The process ids of the programs that run for readers."""
        return [process for process, words in _processes() if b"kaztui" in words and self._mark() in words]

    def children(self) -> list[int]:
        """The process ids of the server's own processes that run as the user."""
        return [process for process, words in _processes() if words[0].startswith(f"sshd: {self.user}".encode())]

    def _mark(self) -> bytes:
        return os.fsencode(self.folder / "dossier")

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")


def _processes() -> Iterator[tuple[int, list[bytes]]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                yield int(entry.name), (entry / "cmdline").read_bytes().split(b"\0")


class Place(NamedTuple):
    """Where a server can be: a folder that others may read, with its keys and a reader's in it."""

    outside: Path
    user: str
    port: int
    sshd: str
    python: Path


@contextmanager
def placed() -> Iterator[Place]:
    """A place for a server, for as long as it is needed. The user's account is another matter."""
    (sshd, keygen) = need("sshd", "ssh-keygen")
    need("ssh", "scp", "sftp")
    if not IS_ROOT and not _terminals_are_ttys():
        pytest.skip("needs root: /dev/pts is mounted without gid=tty, so that sshd may give no terminal away")
    with ExitStack() as stack:
        outside = Path(tempfile.mkdtemp(prefix="kaztui-ssh-"))
        stack.callback(shutil.rmtree, outside, ignore_errors=True)
        outside.chmod(0o755)
        for key in ("host_key", "key"):
            subprocess.run([keygen, "-q", "-t", "ed25519", "-N", "", "-f", str(outside / key)], check=True)
        port = _free_port()
        host_key = (outside / "host_key.pub").read_text()
        (outside / "known_hosts").write_text(f"[{ADDRESS}]:{port} {host_key}")
        if IS_ROOT:
            os.makedirs("/run/sshd", exist_ok=True)
        user = f"kaztui-test-{os.getpid()}-{time.monotonic_ns() % 100_000}" if IS_ROOT else getpass.getuser()
        yield Place(outside, user, port, sshd, _python(outside))


@contextmanager
def publish(*options: str, hurried: Sequence[str] = ()) -> Iterator[Server]:
    """A server with what ``kaztui sshd`` prints for these options; ``hurried`` are settings that make it impatient."""
    with ExitStack() as stack:
        place = stack.enter_context(placed())
        outside, user = place.outside, place.user
        public = "--public" in options
        if IS_ROOT:
            stack.enter_context(_account(user, public))
        folder = outside / 'server\'s "own" # folder'  # a name that has to be quoted
        folder.mkdir()
        shutil.copy(outside / "host_key", folder / "host_key")
        shutil.copy(outside / "key.pub", folder / "reader_keys")
        shutil.copytree(ROOT / "tests/sample/dossier", folder / "dossier")
        _make_readable(folder / "dossier")
        python = folder / "python"
        python.symlink_to(place.python)
        given = [
            *("--user", user, "--port", str(place.port), "--listen", ADDRESS, "-d", str(folder / "dossier")),
            *("--keys", str(folder / "reader_keys"), "--host-key", str(folder / "host_key")),
            *("--launcher", str(folder / "launcher"), "--python", str(python), "--cache", str(folder / "cache")),
            *options,
        ]
        if not IS_ROOT and "--readers" not in options:
            given += ["--readers", "9999"]  # the user has other processes
        for name in ("config", "launcher"):
            (folder / name).write_text(_printed("sshd", name, *given), encoding="utf-8")
        (folder / "launcher").chmod(0o755)
        log = stack.enter_context(open(folder / "log", "wb"))
        process = subprocess.Popen(
            [place.sshd, "-D", "-e", "-f", str(folder / "config"), *_as_options("StrictModes=no", *hurried)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        stack.callback(_stop, process)
        server = Server(folder, user, place.port, public)
        _wait_for_port(server, process)
        yield server


def _as_options(*settings: str) -> list[str]:
    return [word for setting in settings for word in ("-o", setting)]


def _printed(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kaztui", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    )
    assert done.stderr == ""
    return done.stdout


@contextmanager
def _account(name: str, public: bool) -> Iterator[None]:
    """A user without rights, who goes when the test does."""
    (useradd,) = need("useradd")
    # "*" is a password that nobody can type, but not a locked account, which sshd would refuse.
    password = "" if public else "*"
    _insist([useradd, "--no-create-home", "--home-dir", "/", "--shell", "/bin/sh", "-p", password, name])
    with removed(name):
        yield


@contextmanager
def removed(user: str) -> Iterator[None]:
    """Remove the account of a user afterwards."""
    (userdel,) = need("userdel")
    try:
        yield
    finally:
        _insist([userdel, user])


def _terminals_are_ttys() -> bool:
    """Whether a new terminal is in the group that sshd wants it to be in (pty_setowner in its sshpty.c)."""
    ends = os.openpty()
    group = os.fstat(ends[1]).st_gid
    for end in ends:
        os.close(end)
    return group == grp.getgrnam("tty").gr_gid


def _insist(command: list[str]) -> None:
    """Run a command that somebody else's, or a process that is just ending, may hinder for a while."""
    for _ in range(50):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return
        time.sleep(0.2)
    raise AssertionError(f"{shlex.join(command)}: {done.stderr}")


def _python(folder: Path) -> Path:
    """A Python with this checkout that the user may run: a home or another closed folder may hold the one in use."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    base, library = Path(sys.base_prefix), folder / "python/lib"
    shutil.copytree(
        base / "lib" / version,
        library / version,
        copy_function=_link,
        ignore=shutil.ignore_patterns("site-packages", "dist-packages", "test", "idlelib", "ensurepip", "config-*"),
        symlinks=True,
    )
    for shared in (base / "lib").glob("libpython*.so*"):
        _link(str(shared), str(library / shared.name))
    (folder / "python/bin").mkdir()
    _link(os.path.realpath(sys.executable), str(folder / "python/bin" / version))
    packages = library / version / "site-packages"
    packages.mkdir()
    shutil.copytree(ROOT / "kaztui", packages / "kaztui", copy_function=_link)
    shutil.copytree(ROOT / "data", packages / "kaztui/data")
    for name in _needed("kaztui") - {"kaztui"}:
        for file in metadata.files(name) or ():
            if ".." not in file.parts:
                target = packages / file
                target.parent.mkdir(parents=True, exist_ok=True)
                _link(str(file.locate()), str(target))
    # As in a virtual environment: Debian's Python looks for packages elsewhere else.
    (folder / "python/pyvenv.cfg").write_text(f"home = {folder / 'python/bin'}\n")
    program = folder / "python/run"
    program.write_text(
        "#!/bin/sh\n"
        f"export LD_LIBRARY_PATH={shlex.quote(str(library))}\n"
        f'exec {shlex.quote(str(folder / "python/bin" / version))} "$@"\n'
    )
    program.chmod(0o755)
    _make_readable(folder / "python")
    return program


def _needed(name: str) -> set[str]:
    """The distributions without which this one does not run, itself included."""
    found = {name}
    for line in metadata.requires(name) or ():
        other = re.match(r"[\w.-]+", line)
        if other and "extra ==" not in line and other[0] not in found:
            with contextlib.suppress(metadata.PackageNotFoundError):  # for another system
                found |= _needed(other[0])
    return found


def _link(source: str, target: str, *, follow_symlinks: bool = True) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copy2(source, target)


def _make_readable(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir():
            path.chmod(0o755)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind((ADDRESS, 0))
        return int(taken.getsockname()[1])


def _wait_for_port(server: Server, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert process.poll() is None, server.log
        with contextlib.suppress(OSError), socket.create_connection((ADDRESS, server.port), 1):
            return
        time.sleep(0.05)
    raise AssertionError(f"sshd does not listen:\n{server.log}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(10)
