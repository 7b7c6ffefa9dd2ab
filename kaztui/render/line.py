"""Lines of text before they are drawn: what is said and what it is, not how it looks.

Text from records is in them as it was written; :mod:`kaztui.render` makes it safe when it draws.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from ..text import sanitise

Role = Literal["", "heading", "name", "date", "words", "muted", "warning", "match"]
"""What a piece of a line is; a terminal shows it by colour or weight, a pipe not at all."""


class Piece(Struct, frozen=True):
    text: str
    role: Role = ""


Pieces = tuple[Piece, ...]


class Line(Struct, frozen=True):
    """One line: ``lead``, then ``body``, which is wrapped where it is too long, under its own first word."""

    lead: Pieces = ()
    body: Pieces = ()


BLANK = Line()


def line(*body: str | Piece, lead: str | Piece | Pieces = "") -> Line:
    """A line of these pieces; strings are pieces without a role."""
    return Line(_pieces(lead), tuple(_piece(part) for part in body))


def joined(parts: Iterable[str | Piece | Pieces], separator: str = " · ") -> Pieces:
    """The parts with ``separator`` between them; empty strings are left out."""
    pieces: list[Piece] = []
    for part in parts:
        if part == "" or part == ():
            continue
        if pieces:
            pieces.append(Piece(separator, "muted"))
        pieces.extend(_pieces(part))
    return tuple(pieces)


def marked(text: str, spans: Sequence[tuple[int, int]], role: Role = "") -> Pieces:
    """``text`` cut at ``spans`` (code points, ascending, disjoint), which are matches; the rest has ``role``."""
    pieces: list[Piece] = []
    last = 0
    for start, end in spans:
        pieces += [Piece(text[last:start], role), Piece(text[start:end], "match")]
        last = end
    pieces.append(Piece(text[last:], role))
    return tuple(piece for piece in pieces if piece.text)


def table(rows: Iterable[Sequence[str | Piece | Pieces]], *, indent: str = "", right: Sequence[int] = ()) -> list[Line]:
    """Rows of cells as lines with aligned columns; the last column is the body, which may wrap.

    ``right``: the columns whose cells stand at the right, as numbers do.
    """
    cut = [[_pieces(cell) for cell in row] for row in rows]
    columns = max((len(row) for row in cut), default=1) - 1
    widths = [max((_width(row[n]) for row in cut), default=0) for n in range(columns)]
    lines = []
    for row in cut:
        lead: list[Piece] = [Piece(indent)] if indent else []
        for n in range(columns):
            space = Piece(" " * (widths[n] - _width(row[n])))
            lead += [space, *row[n]] if n in right else [*row[n], space]
            lead.append(Piece("  "))
        lines.append(Line(tuple(lead), row[-1]))
    return lines


def cells(text: str) -> int:
    """How many cells of a terminal a sanitised text takes: two for a wide character, none for a mark."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(character) in ("Mn", "Me", "Cf")
        else 2 if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )  # fmt: skip


def _width(pieces: Pieces) -> int:
    return sum(cells(sanitise(piece.text)) for piece in pieces)


def _piece(part: str | Piece) -> Piece:
    return part if isinstance(part, Piece) else Piece(part)


def _pieces(part: str | Piece | Pieces) -> Pieces:
    if isinstance(part, Piece):
        return (part,)
    if isinstance(part, str):
        return (Piece(part),) if part else ()
    return part
