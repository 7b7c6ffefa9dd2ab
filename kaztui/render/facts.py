"""Facts as lines: what :mod:`kaztui.facts` says, drawn."""

from __future__ import annotations

from collections.abc import Iterator

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

    The ids that are written are added to ``said``; without it none are.
    """
    line: list[Piece] = []
    waiting = ""
    for piece in pieces:
        closes = piece.text in ("”", "?")
        if waiting and not closes:
            line.append(Piece(f" ({waiting})", "muted"))
            waiting = ""
        line.append(Piece(piece.text, _ROLES.get(piece.role, "")))
        if piece.link and said is not None and piece.link not in said:
            said.add(piece.link)
            waiting = "" if f"({piece.link})" in piece.text or piece.text.startswith(piece.link) else piece.link
    if waiting:
        line.append(Piece(f" ({waiting})", "muted"))
    return tuple(line)
