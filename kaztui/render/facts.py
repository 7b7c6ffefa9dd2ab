"""Facts as lines: what :mod:`kaztui.facts` says, drawn."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ..facts import Pieces as FactPieces
from ..facts import Role as FactRole
from ..facts import Section
from .line import BLANK, Line, Piece, Pieces, Role, table

_ROLES: dict[FactRole, Role] = {
    "name": "name", "words": "words", "scare": "words", "date": "date", "muted": "muted", "rule": "muted",
    "doubt": "warning", "planned": "warning", "alleged": "warning",
}  # fmt: skip


def section_block(section: Section, said: set[str]) -> Iterator[Line]:
    """A section under its heading; nothing of one without facts."""
    if section.facts:
        yield BLANK
        if section.heading:
            yield Line(body=drawn(section.heading, said))
        yield from labelled(section, said)


def labelled(section: Section, said: set[str] | None) -> list[Line]:
    """Labels and their values, each value a line; a label stands before its first."""
    rows = [
        (Piece("" if number else fact.label, "muted"), drawn(value, said))
        for fact in section.facts
        for number, value in enumerate(fact.values)
    ]
    return table(rows, indent="  ")


def drawn(pieces: FactPieces, said: set[str] | None = None) -> Pieces:
    """The pieces, and after each link the id that it leads to, unless it has been ``said`` or is what it says.

    The ids that are written are added to ``said``; without it none are. Of ``event@source`` there is none to write.
    """
    line: list[Piece] = []
    for link, run in groupby(pieces, lambda piece: piece.link):
        shown = [Piece(piece.text, _ROLES.get(piece.role, "")) for piece in run]
        line += shown
        if link and "@" not in link and said is not None and link not in said:
            said.add(link)
            words = "".join(piece.text for piece in shown)
            if f"({link})" not in words and not words.startswith(link):
                line.append(Piece(f" ({link})", "muted"))
    return tuple(line)
