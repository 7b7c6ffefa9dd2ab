"""A real tmux with a server of its own, in a terminal of the tests."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.needs import need
from tests.pty.terminal import Terminal, kaztui

ROOT = Path(__file__).parents[2]


class Tmux:
    """One window with one program in it; ``terminal`` is what its user looks at."""

    def __init__(self, terminal: Terminal, call: Sequence[str]) -> None:
        self.terminal = terminal
        self._call = call

    def ask(self, *words: str) -> str:
        """What a tmux command answers."""
        return subprocess.run([*self._call, *words], capture_output=True, text=True, check=True, timeout=20).stdout

    def of_pane(self, format: str) -> str:
        return self.ask("display-message", "-p", f"#{{{format}}}").strip()

    def environment(self) -> dict[str, str]:
        """Of the program in the pane, as it was started."""
        entries = Path(f"/proc/{self.of_pane('pane_pid')}/environ").read_bytes().rstrip(b"\0").split(b"\0")
        return dict(os.fsdecode(entry).split("=", 1) for entry in entries)


@contextmanager
def tmux(
    command: Sequence[str] = (), *, settings: Sequence[str] = (), columns: int = 100, rows: int = 30
) -> Iterator[Tmux]:
    """``command``, by default the explorer, in a tmux with these settings and no others."""
    (program,) = need("tmux")
    with tempfile.TemporaryDirectory(prefix="kaztui-tmux-") as folder:
        config = Path(folder) / "config"
        config.write_text("".join(f"{line}\n" for line in ("set -s escape-time 10", "set -g status off", *settings)))
        call = [program, "-S", f"{folder}/socket", "-f", str(config)]
        inside = shlex.join([*(command or kaztui())])
        env = {"PYTHONPATH": str(ROOT), "SHELL": "/bin/sh", "TMUX_TMPDIR": folder}
        with Terminal([*call, "new-session", f"exec {inside}"], columns=columns, rows=rows, env=env) as terminal:
            try:
                yield Tmux(terminal, call)
            finally:
                subprocess.run([*call, "kill-server"], capture_output=True, check=False, timeout=20)
