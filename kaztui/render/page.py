"""One record in full, with all that is linked to it: what ``kaztui show`` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..dossier import Dossier
from ..facts import Pieces as FactPieces
from ..facts import Role as FactRole
from ..facts import Section, facts_of
from .line import BLANK, Line, Piece, Pieces, Role, line, table

_ROLES: dict[FactRole, Role] = {
    "name": "name", "words": "words", "scare": "words", "date": "date", "muted": "muted", "rule": "muted",
    "doubt": "warning", "planned": "warning", "alleged": "warning",
}  # fmt: skip


def page(dossier: Dossier, id: str) -> Iterator[Line]:
    """All about the record ``id``; every other id stands once, after what it names. Raises ``KeyError``."""
    facts = facts_of(dossier, id)
    said = {id}
    yield line(Piece(f"{facts.kind} {id}", "heading"))
    yield BLANK
    for paragraph in (facts.title, *facts.paragraphs):
        yield Line(body=_drawn(paragraph, said))
    for section in facts.sections:
        yield from _section(section, said)


def _section(section: Section, said: set[str]) -> Iterator[Line]:
    if not section.facts:
        return
    yield BLANK
    if section.heading:
        yield Line(body=_drawn(section.heading, said))
    yield from _labelled((fact.label, [_drawn(value, said) for value in fact.values]) for fact in section.facts)


def _labelled(facts: Iterable[tuple[str, Iterable[Pieces]]]) -> list[Line]:
    """Labels and their values, each value a line; a label stands before its first."""
    rows = [
        (Piece("" if number else label, "muted"), value)
        for label, values in facts
        for number, value in enumerate(values)
    ]
    return table(rows, indent="  ")


def _drawn(pieces: FactPieces, said: set[str]) -> Pieces:
    """The pieces, and after each link the id that it leads to, unless that has been said or is what it says."""
    drawn: list[Piece] = []
    waiting = ""
    for piece in pieces:
        closes = piece.text in ("”", "?")
        if waiting and not closes:
            drawn.append(Piece(f" ({waiting})", "muted"))
            waiting = ""
        drawn.append(Piece(piece.text, _ROLES.get(piece.role, "")))
        if piece.link and piece.link not in said:
            said.add(piece.link)
            waiting = "" if f"({piece.link})" in piece.text or piece.text.startswith(piece.link) else piece.link
    if waiting:
        drawn.append(Piece(f" ({waiting})", "muted"))
    return tuple(drawn)
