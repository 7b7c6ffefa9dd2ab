"""All about a record, for the detail: what :mod:`kaztui.facts` says, laid out in lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from ..dossier import Dossier
from ..facts import Pieces, Role, facts_of
from .ink import Line, Link, Span, Spans, ink, marked, wrap
from .phrases import spots, whole

if TYPE_CHECKING:
    from ..search import Spans as Found

MOST = 200
"""Rows of a list that are listed; the rest is counted."""
LABELS = 14
NARROW = 56
"""Below this width labels stand above what they label."""
_INKS: dict[Role, str] = {
    "text": "text", "name": "strong", "words": "own", "scare": "text", "gloss": "gloss", "date": "time",
    "muted": "soft", "rule": "rule", "doubt": "doubt", "planned": "planned", "alleged": "alleged",
}  # fmt: skip


def sheet_of(dossier: Dossier, id: str, found: Found, width: int) -> list[Line]:
    """The lines that say all about a record, ``width`` cells wide; ``found`` is what matched in it.

    ``event@source`` is what one article says of an event.
    """
    facts = facts_of(dossier, id, MOST)
    known = [ink(id, "soft")] if "@" not in id else []
    sheet = Sheet(width)
    for paragraph in (facts.title, *facts.paragraphs):
        sheet.paragraph(drawn(paragraph, found))
    for section in facts.sections:
        if section.facts:
            sheet.gap()
            sheet.paragraph(drawn(section.heading, found))
        for fact in section.facts:
            values = (drawn(value, found) for value in fact.values)
            sheet.field(fact.label, *values, hang=2 if section.heading or len(fact.values) > 1 else 0)
        if known and not section.heading:  # before the lists
            sheet.field("id", known)
            known = []
    sheet.gap()
    sheet.field("id", known)
    return sheet.lines


def drawn(pieces: Pieces, found: Found) -> list[Span]:
    """The pieces in inks, each with where it leads and what it asks, what matched in them marked."""
    spans: list[Span] = []
    links: dict[Link, Link] = {}  # one that is wrapped is told from one that is followed by its like
    for piece in pieces:
        text = whole(piece.text) if piece.role == "date" else piece.text
        link = Link(piece.link, *piece.asks, piece.row) if piece.link or piece.asks[0] else None
        link = links.setdefault(link, link) if link else None
        inked = marked(text, spots(found, piece.field, text) if piece.field else (), _INKS[piece.role])
        spans += [span._replace(link=link) for span in inked]
    return spans


class Sheet:
    """A sheet while it is written: paragraphs, and fields with their labels in a column."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.lines: list[Line] = []
        self._column = LABELS if width >= NARROW else 0

    def paragraph(self, spans: Spans, *, hang: int = 0) -> None:
        if spans:
            self.lines += map(Line, wrap(spans, self.width, hang=hang))

    def gap(self) -> None:
        """A blank line, unless there is one."""
        if self.lines and self.lines[-1].spans:
            self.lines.append(Line())

    def field(self, label: str, *values: Spans, hang: int = 0) -> None:
        """A label and its values, each beginning a line, going on ``hang`` cells in; nothing without a value.

        A label that is too long for the column stands above, as all do where it is narrow.
        """
        values = tuple(value for value in values if value)
        if not values:
            return
        named = ink(label, "soft")
        room = self._column - cell_len(named.text)
        if room < 1:
            self.lines += map(Line, wrap([named], self.width))
        start = len(self.lines)
        self._values(values, self._column or 2, hang)
        if room > 0:
            first = self.lines[start]
            self.lines[start] = Line((named, Span(" " * room, "text"), *first.spans[1:]))

    def _values(self, values: Sequence[Spans], indent: int, hang: int) -> None:
        pad = Span(" " * indent, "text")
        for value in values:
            self.lines += [Line((pad, *line)) for line in wrap(value, self.width - indent, hang=hang)]
