"""The queries that were asked in this run, to be walked through from the box; they are kept nowhere else."""

from __future__ import annotations

MOST = 200


class Earlier:
    """Queries in the order in which they were asked, and where among them the reader is."""

    def __init__(self, line: str = "") -> None:
        self._asked: list[str] = []
        self._at = 0
        self._typed = ""
        self.ask(line)

    def ask(self, line: str) -> None:
        """A query that has been asked; what is empty, or the same again, is none."""
        line = line.strip()
        if line and self._asked[-1:] != [line]:
            self._asked = [*self._asked, line][-MOST:]
        self._at, self._typed = len(self._asked), ""

    def back(self, line: str) -> str | None:
        """The query before ``line``, which is what the box holds and can be come back to; None where there is none."""
        if self._at == len(self._asked) or self._asked[self._at] != line:  # typed, or changed since it was found
            self._at, self._typed = len(self._asked), line
        before = [at for at in range(self._at) if self._asked[at] != line.strip()]
        if not before:
            return None
        self._at = before[-1]
        return self._asked[self._at]

    def on(self, line: str) -> str | None:
        """The query after ``line``, at last what was typed; None where that is what the box holds."""
        if self._at == len(self._asked) or self._asked[self._at] != line:
            return None
        self._at += 1
        if self._at == len(self._asked):
            return self._typed
        return self._asked[self._at]
