"""Text to be selected by hand: as it is copied, from the first column, with nothing beside it."""

from __future__ import annotations

from typing import get_args

from ...cite import Style
from ...copying import copied
from ...text import MAX_SHOWN
from ..ink import Line, Span, ink, wrap
from . import Asked

NAMES: dict[Style, str] = {"plain": "plain text", "markdown": "Markdown", "csl-json": "CSL-JSON", "bibtex": "BibTeX"}


def taken(subject: str) -> tuple[tuple[str, ...], Style]:
    """The ids and the style that a cover's subject names, the style last."""
    *ids, style = subject.split(" ")
    return tuple(ids), next(each for each in get_args(Style) if each == style)


def title(asked: Asked) -> tuple[str, str]:
    return "Text to select", NAMES[taken(asked.cover.subject)[1]]


def draw(asked: Asked, width: int) -> list[Line]:
    text = copied(asked.dossier, *taken(asked.cover.subject))
    return [Line(line) for paragraph in text.split("\n") for line in _lines(paragraph, width)]


def _lines(paragraph: str, width: int) -> list[tuple[Span, ...]]:
    """All of a line, however long: as it is safe already it goes through :func:`ink` in pieces, which cuts none."""
    pieces = [ink(paragraph[start : start + MAX_SHOWN]) for start in range(0, len(paragraph), MAX_SHOWN)]
    return wrap(pieces, width, most=len(paragraph) + 1)
