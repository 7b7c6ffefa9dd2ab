"""What is wrong with a dossier, as located lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ..records import COLLECTIONS
from ..text import sanitise

if TYPE_CHECKING:
    from ..rules import Path

SHOWN = 100
"""Problems that an error lists; the rest are counted."""
_MOST = 10_000  # problems after which reading stops: nobody mends that many at once
_LONGEST = 400  # characters of one message
_LONGEST_PATH = 100

_RANKS = {name: rank for rank, name in enumerate(("dossier", *COLLECTIONS))}


class Problem(Struct, frozen=True):
    """One thing that is wrong. ``line`` and ``column`` count from 1, columns in code points; ``path`` is inside
    the record, or the record's id, or empty where the file as a whole is meant. Safe for a terminal."""

    file: str
    line: int
    column: int
    path: str
    what: str

    def __str__(self) -> str:
        path = f"{self.path}: " if self.path else ""
        return f"{self.file}:{self.line}:{self.column}: {path}{self.what}"


class DossierError(Exception):
    """A dossier that breaks a rule: the first hundred ``problems`` in order, and the ``count`` of all.

    Where there are so many that the reading stopped (``stopped``), ``count`` is that of those met until then.
    """

    def __init__(self, problems: tuple[Problem, ...], count: int, stopped: bool = False) -> None:
        super().__init__(problems, count, stopped)
        self.problems = problems
        self.count = count
        self.stopped = stopped

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems]
        if self.count > len(self.problems):
            rest = " (the rest was not read)" if self.stopped else ""
            lines.append(f"… and {self.count - len(self.problems):,} more{rest}")
        return "\n".join(lines)


class TooMany(Exception):
    """Ends the reading after ten thousand problems."""


class Problems:
    """The problems found so far."""

    def __init__(self) -> None:
        self.count = 0
        self._found: list[tuple[int, Problem]] = []

    def add(self, file: str, line: int, column: int, path: str, what: str, *, rank: str | None = None) -> None:
        """Note one problem. ``rank``: the collection among whose problems it is shown, if not the file's own.

        Raises :class:`TooMany`.
        """
        place = _RANKS.get(rank or file.partition(".")[0], len(_RANKS))
        problem = Problem(_shown(file), line, column, _shown(path, _LONGEST_PATH), _shown(what))
        self._found.append((place, problem))
        self.count += 1
        if self.count >= _MOST:
            raise TooMany

    def error(self, unlisted: int = 0, *, stopped: bool = False) -> DossierError:
        """The error that lists them; ``unlisted``: how many more there are."""
        found = sorted(self._found, key=lambda item: (item[0], item[1].file, item[1].line, item[1].column))
        shown = tuple(problem for _, problem in found[:SHOWN])
        return DossierError(shown, self.count + unlisted, stopped)


def path_text(path: Path, id: str = "") -> str:
    """``quotes[1].source``; the record's id where the record as a whole is meant."""
    if not path:
        return id
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def _shown(text: str, at_most: int = _LONGEST) -> str:
    text = sanitise(text[: at_most + 1])
    return text if len(text) <= at_most else text[: at_most - 1] + "…"
