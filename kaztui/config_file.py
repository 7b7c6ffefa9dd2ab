"""Where the configuration is, and what is wrong with it, apart from what reads it: most readers have none."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

_SHOWN = 100


class ConfigError(Exception):
    """A configuration with mistakes in it; its text is a line for each, safe for a terminal."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        shown = list(self.problems[:_SHOWN])
        more = len(self.problems) - len(shown)
        super().__init__("\n".join([*shown, *([f"… and {more:,} more"] if more else [])]))


def default_path(environ: Mapping[str, str]) -> Path | None:
    """Where the configuration is looked for: ``$XDG_CONFIG_HOME/kaztui/config.toml``, by default in ``~/.config``."""
    folder = environ.get("XDG_CONFIG_HOME", "")
    if not os.path.isabs(folder):  # the specification has relative ones ignored
        home = environ.get("HOME", "")
        if not os.path.isabs(home):
            return None
        folder = os.path.join(home, ".config")
    return Path(folder, "kaztui", "config.toml")
