"""Where a reader has been: spots that can be gone back to, cursor and all."""

from __future__ import annotations

from typing import Literal, NamedTuple

from msgspec import Struct

from .layout import PaneName

CoverName = Literal["compare", "matrix", "claims", "sources", "context", "text"]
"""What can stand over the panes."""


class Cover(NamedTuple):
    """What stands over the panes, and the record that it is about, if it is about one."""

    name: CoverName
    subject: str = ""
    under: Cover | None = None
    """What the text to be selected stands over, to which it leads back."""


class Spot(Struct, frozen=True):
    """The query, the record under the cursor, what the detail shows, what covers the panes, and where the keys go."""

    query: str
    list: PaneName
    cursor: str
    pane: PaneName
    selection: str
    cover: Cover | None = None
    link: int = 0
    """The link that the cursor is on in the detail, or in what covers the panes."""


MOST = 500


class Trail:
    """Spots in the order in which they were visited, one of which is the present one."""

    def __init__(self) -> None:
        self._spots: list[Spot] = []
        self._at = -1

    def leave(self, spot: Spot) -> None:
        """Remember the present spot as it is left."""
        if self._at < 0:
            self._spots, self._at = [spot], 0
        self._spots[self._at] = spot

    def visit(self, spot: Spot) -> None:
        """A new spot after the present one; what lay ahead is forgotten."""
        if self._at >= 0 and self._spots[self._at] == spot:
            return
        self._spots = [*self._spots[: self._at + 1], spot][-MOST:]
        self._at = len(self._spots) - 1

    def step(self, way: int) -> Spot | None:
        """The spot before (-1) or after (1) the present one, which it becomes; None where there is none."""
        if not 0 <= self._at + way < len(self._spots):
            return None
        self._at += way
        return self._spots[self._at]
