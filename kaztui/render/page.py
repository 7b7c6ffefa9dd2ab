"""One record in full, with all that is linked to it: what ``kaztui show`` prints."""

from __future__ import annotations

from collections.abc import Iterator

from ..dossier import Dossier
from ..facts import facts_of
from .facts import drawn, section_block
from .line import BLANK, Line, Piece, line


def page(dossier: Dossier, id: str) -> Iterator[Line]:
    """All about the record ``id``; every other id stands once, after what it names. Raises ``KeyError``."""
    facts = facts_of(dossier, id)
    said = {id}
    yield line(Piece(f"{facts.kind} {id}", "heading"))
    yield BLANK
    for paragraph in (facts.title, *facts.paragraphs):
        yield Line(body=drawn(paragraph, said))
    for section in facts.sections:
        yield from section_block(section, said)
