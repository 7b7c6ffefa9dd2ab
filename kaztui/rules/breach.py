"""What a rule says when it is broken."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

Path = tuple[str | int, ...]
"""Field names as in files (``container-title``) and indexes, inside one record; empty for the record itself."""
Say = Callable[[Path, str], None]
"""Takes where in the record something is wrong, and what. Rules say what they find instead of yielding it: of a
hundred thousand records nearly all are in order, and a generator for each rule and record took half the time."""
Where = tuple[str, str, Path]
"""Collection, id and path of a value."""


class Breach(NamedTuple):
    """``collection`` is a name of :data:`~kaztui.records.COLLECTIONS` or ``"dossier"``; ``first`` is the other
    place that ``what`` speaks of, such as the first record of a repeated id."""

    collection: str
    id: str
    path: Path
    what: str
    first: Where | None = None
