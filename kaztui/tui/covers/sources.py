"""The articles: outlet and how it is known, date, credits, how many quotes of which mode."""

from __future__ import annotations

from ..ink import Line, Span
from ..sheets.other import source_sheet
from . import Asked


def title(asked: Asked) -> tuple[str, str]:
    return "Sources", ""


def draw(asked: Asked, width: int) -> list[Line]:
    lines: list[Line] = []
    for source in asked.dossier.sources.values():
        lines += [*source_sheet(asked.dossier, source, width), Line((Span("", "text"),))]
    return lines
