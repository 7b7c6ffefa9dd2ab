"""How the quotes of a view are spread over speakers, sources, days, kinds, modes and every other field."""

from __future__ import annotations

from ..dates import Day
from .columns import Columns


class Facets:
    """How some quotes, given as a bitmap, are spread: counted when it is asked for."""

    __slots__ = ("_columns", "_days", "quotes")

    def __init__(self, columns: Columns | None = None, quotes: int = 0) -> None:
        self._columns = columns
        self._days: dict[Day, int] | None = None
        self.quotes = quotes
        """The quotes as a bitmap."""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Facets):
            return NotImplemented
        return self.quotes == other.quotes and self._columns is other._columns

    def __hash__(self) -> int:
        return hash(self.quotes)

    def by(self, field: str) -> dict[str, int]:
        """Value → how many of the view's quotes have it, for any field that is no date (``"speaker"``, ``"kind"``)."""
        return self._columns.quotes[field].counts(self.quotes) if self._columns else {}

    @property
    def days(self) -> dict[Day, int]:
        """Day → how many of the view's quotes are of it; those of an uncertain day are of none."""
        if self._days is None:
            self._days = self._columns.days(self.quotes) if self._columns else {}
        return self._days
