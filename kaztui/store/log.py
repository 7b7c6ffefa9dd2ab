"""The problems of one record, on their way to being located lines."""

from __future__ import annotations

from collections.abc import Iterable

from ..rules import Path
from .nodes import Locate
from .problems import Problems, path_text


class RecordLog:
    """What the reading of one record meets; a :class:`~kaztui.store.values.Log`."""

    def __init__(self, problems: Problems, file: str, locate: Locate, id: str = "") -> None:
        self.count = self.surplus = 0
        self.paths: set[Path] = set()
        """Where the problems are."""
        self.ids: list[tuple[str, str]] = []
        self.lost_kinds: set[str] = set()
        self.id = id
        self._problems, self._file, self._locate = problems, file, locate

    def problem(self, at: int, path: Path, what: str, first: int | None = None) -> None:
        self.count += 1
        self.paths.add(path)
        line, column = self._locate(at)
        if first is not None:
            there, at_column = self._locate(first)
            what += f" (first on line {there}{f', column {at_column}' if there == line else ''})"
        self._problems.add(self._file, line, column, path_text(path, self.id), what)

    def met(self, id: str, kind: str) -> None:
        self.ids.append((id, kind))

    def lost(self, kinds: Iterable[str]) -> None:
        self.lost_kinds.update(kinds)
