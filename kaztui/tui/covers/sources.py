"""The articles: outlet and how it is known, date, credits, how many quotes of which mode."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ... import wording
from ...dossier import Dossier
from ...records import Source
from ..columns import abreast
from ..ink import Line, Span, Spans, ink, linked, width_of, wrap
from ..phrases import MODES, date_with_basis, joined, more, name, plural
from . import Asked

COLUMN = 9
"""Cells of a column of numbers, its heading included."""
WIDEST_ID = 8
"""Cells of an id beside which the rest of an article's lines begin; beneath longer ones."""
MOST = 500
"""Articles that are drawn."""
TABLE = 64
"""Below this width numbers stand with their words in a line, not in a table."""

Tally = Counter[tuple[str, str]]
"""How many quotes of ``(source, mode)``."""


def title(asked: Asked) -> tuple[str, str]:
    quotes = "quotes" if asked.view.query.is_empty else "quotes now/all"
    return "Sources", f"{plural(len(asked.dossier.sources), 'article')}, {quotes} by mode"


def draw(asked: Asked, width: int) -> list[Line]:
    if not asked.dossier.sources:
        return [Line(), Line((Span("This dossier holds no articles.", "soft"),))]
    all, now = _tally(asked.dossier, asked.dossier.quotes), _tally(asked.dossier, asked.view.quotes)
    lines = [_heading(width)] if width >= TABLE else []
    widest = max(width_of([ink(id)]) for id in asked.dossier.sources)
    column = widest if widest <= WIDEST_ID else 0
    shown = list(asked.dossier.sources.values())[:MOST]
    for source in shown:
        lines += [*_article(asked, source, all, now, width, column), Line()]
    if width >= TABLE and len(asked.dossier.sources) > 1:
        room = COLUMN * (len(MODES) + 1)
        lines += abreast([[[Span("together", "soft")]], [_numbers(asked, None, all, now)]], (width - room - 2, room))
    left = len(asked.dossier.sources) - len(shown)
    return [*lines, *(more(left, "article", width) if left else ())]


def pinned(asked: Asked, width: int) -> range:
    """The line of headings."""
    return range(1 if width >= TABLE and asked.dossier.sources else 0)


def _tally(dossier: Dossier, quotes: Iterable[str]) -> Tally:
    return Counter((dossier.quotes[id].source, dossier.quotes[id].mode) for id in quotes)


def _heading(width: int) -> Line:
    labels = "".join(f"{label:>{COLUMN}}" for label in (*MODES.values(), "all"))
    return Line((Span(" " * (width - len(labels)), "text"), Span(labels, "soft")))


def _article(asked: Asked, source: Source, all: Tally, now: Tally, width: int, column: int) -> list[Line]:
    """``column``: cells that ids have to themselves, 0 where they are too long for that."""
    id = ink(source.id, "accent")
    outlet = [ink(source.container_title, "strong")] if source.container_title else [Span("outlet not named", "soft")]
    gap = Span(" " * max(2, column + 2 - width_of([id])), "text")
    head = linked([id, gap, *outlet], source.id, "source")
    pad = Span(" " * (column + 2), "text")
    about = [Line((pad, *line)) for spans in _about(asked.dossier, source) for line in wrap(spans, width - column - 2)]
    if width >= TABLE:
        room = COLUMN * (len(MODES) + 1)
        cells = (wrap(head, width - room - 2), [_numbers(asked, source.id, all, now)])
        return [*abreast(cells, (width - room - 2, room)), *about]
    counts = joined(_counts(asked, source.id, all, now))
    return [*map(Line, wrap(head, width)), *about, *(Line((pad, *line)) for line in wrap(counts, width - column - 2))]


def _about(dossier: Dossier, source: Source) -> list[Spans]:
    """What there is to say of an article in two lines: its title; how its outlet is known, its date, its credits."""
    credits = [name(dossier.actors[id], {}, ink_name="text", asks="via") for id in source.credits]
    credited = [Span("credits ", "soft"), *joined(credits, Span(", ", "soft"))] if credits else []
    title = [ink(source.title, "text" if source.title_basis == "printed" else "soft")]
    basis = Span(wording.OUTLETS[source.outlet_basis], "doubt" if source.outlet_basis == "inferred" else "soft")
    outlet = [Span("outlet: ", "soft"), basis] if source.container_title else []
    issued = [Span("issued ", "soft"), *date_with_basis(dossier, dossier.when(source))]
    return [title, joined(each for each in (outlet, issued, credited) if each)]


# -- numbers ------------------------------------------------------------------------------------------


def _numbers(asked: Asked, source: str | None, all: Tally, now: Tally) -> list[Span]:
    """The numbers of one article, or of all, each right-aligned in its column."""
    spans: list[Span] = []
    for mode in (*MODES, None):
        shown = _number(asked, _sum(now, source, mode), _sum(all, source, mode))
        spans += [Span(" " * (COLUMN - width_of(shown)), "text"), *shown]
    return spans


def _counts(asked: Asked, source: str, all: Tally, now: Tally) -> list[list[Span]]:
    """``10 direct``, ``3 mixed``: the modes that the article has."""
    modes = {mode: label for mode, label in MODES.items() if all[source, mode]}
    shown = [
        [*_number(asked, now[source, mode], all[source, mode]), Span(f" {label}", "soft")]
        for mode, label in modes.items()
    ]
    return shown or [[Span("no quotes", "soft")]]


def _number(asked: Asked, now: int, all: int) -> list[Span]:
    if asked.view.query.is_empty or not all:
        return [Span(str(all) if all else "–", "text" if all else "soft")]
    return [Span(str(now), "text" if now else "soft"), Span(f"/{all}", "soft")]


def _sum(tally: Tally, source: str | None, mode: str | None) -> int:
    modes = MODES if mode is None else (mode,)
    if source is not None:
        return sum(tally[source, each] for each in modes)
    return sum(count for (_, each), count in tally.items() if each in modes)
