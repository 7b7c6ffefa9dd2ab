"""What the README says of publishing a dossier is done, line by line, and read with ssh."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from .server import IS_ROOT, ROOT, Place, Server, placed, removed

README = (ROOT / "README.md").read_text(encoding="utf-8")
SECTION = README.partition("\n## Publish a dossier over SSH\n")[2].partition("\n## ")[0]
LINES = [line for block in re.findall(r"```bash\n(.*?)```", SECTION, re.DOTALL) for line in block.splitlines()]

INSTALLED = "sudo python3 -m venv /opt/kaztui && sudo /opt/kaztui/bin/pip install -q ."
"""Not done here: .ci/run does the same in another folder."""


@pytest.mark.skipif(not IS_ROOT, reason="needs root: the README makes a user, and starts a server that lets it in")
def test_the_section_leads_to_a_dossier_that_can_be_read() -> None:
    assert LINES[0] == INSTALLED
    with placed() as place:
        (place.outside / "reader.pub").write_bytes((place.outside / "key.pub").read_bytes())
        shutil.copytree(ROOT / "tests/sample/dossier", place.outside / "dossier")
        options = f"--user {place.user} --port {place.port} --keys ETC/reader_keys --launcher ETC/launcher"
        options += f" --python '{place.python}' --host-key {place.outside}/host_key --cache {place.outside}/cache"
        changes = {
            "sudo ": "",
            "sshd config": f"sshd config {options}",
            "sshd launcher": f"sshd launcher {options}",
            "sshd -t": "sshd -t -o StrictModes=no",
            "sshd -f": "sshd -o StrictModes=no -o PidFile=ETC/pid -f",
            "/opt/kaztui/bin/kaztui": f"'{place.python}' -m kaztui",
            "/etc/kaztui": "ETC",
            "ETC": str(place.outside / "etc"),
            "/var/cache": str(place.outside / "cache"),
            "/srv": str(place.outside),
            "/usr/sbin/sshd": place.sshd,
            " reader\n": f" {place.user}\n",
        }
        script = "\n".join(LINES[1:]) + "\n"
        for before, after in changes.items():
            assert before in script, f"the README no longer says {before!r}"
            script = script.replace(before, after)
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=place.outside,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        with removed(place.user), _stopped(place.outside / "etc/pid"):
            assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
            kept = sorted((place.outside / "cache" / "kaztui").iterdir())
            assert [(file.suffix, file.stat().st_mode & 0o777) for file in kept] == [
                (".cache", 0o644), (".index", 0o644),
            ]  # fmt: skip
            assert _needs(place, place.outside / "dossier") == "cache False index False"
            server = Server(place.outside / "etc", place.user, place.port, public=False)
            with server.terminal("-C", columns=80, rows=24) as terminal:
                terminal.wait_for("3 Quotes")
                assert "Kazakhstan, January 2022" in terminal.lines[0]
                assert terminal.end("q") == 0


NEEDS = """
import sys, kaztui
from kaztui import restricted
restricted.confine()
dossier = kaztui.load(sys.argv[1])
print("cache", "kaztui.store.reading" in sys.modules, "index", dossier.awaits_index)
"""


def _needs(place: Place, dossier: Path) -> str:
    """Which of cache and index a restricted session of the reader has to make for itself."""
    reader = pwd.getpwnam(place.user)
    return subprocess.run(
        [place.python, "-I", "-c", NEEDS, str(dossier)],
        env={"XDG_CACHE_HOME": str(place.outside / "cache")},
        user=reader.pw_uid,
        group=reader.pw_gid,
        extra_groups=[],
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout.strip()


@contextmanager
def _stopped(pid: Path) -> Iterator[None]:
    """Stop the server whose process this file names, afterwards."""
    try:
        yield
    finally:
        if pid.exists():
            os.kill(int(pid.read_text()), signal.SIGTERM)
