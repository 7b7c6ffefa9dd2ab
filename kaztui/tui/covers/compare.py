"""How articles word one statement: side by side, word by word; only the speaker's quoted words are compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ... import wording
from ...compare import Column, Comparison, How, Part, Word, compare
from ...dossier import Dossier
from ...records import Quote
from ..columns import BAR, abreast, banded
from ..ink import Line, Span, Spans, ink, linked, width_of, wrap
from ..phrases import MODES, date, dot, doubts, joined, name, plural, statement, through, whole, words
from . import Asked

LEAST = 26
"""Cells of the narrowest column; narrower ones stand beneath each other."""
HERE = Span("▌", "accent")
"""Before the heading of the wording from which the view was opened."""


class Look(NamedTuple):
    """How a word of some kind is drawn: its ink, what stands before a run of such words, what that means."""

    ink: str
    sign: str
    meaning: str
    short: str
    """The meaning where there is little room."""


PLAIN = Look("own", "", "in every wording", "")
LOOKS: dict[How, Look] = {
    "all": PLAIN,
    "some": Look("own some", "", "in some", "in some"),
    "marks": Look("own", "≈", "with other marks or capitals", "other marks"),
    "moved": Look("own", "↔", "in another place", "moved"),
    "again": Look("strong only", "", "only here", "only here"),
    "only": Look("strong only", "", "only here", "only here"),
}
NARROW = 60


def title(asked: Asked) -> tuple[str, str]:
    found = _compared(asked)
    wordings = sum(len(column.quotes) for column in found.columns)
    return "Compare", f"{plural(wordings, 'wording')} in {plural(len(found.columns), 'article')}"


def draw(asked: Asked, width: int) -> list[Line]:
    found = _compared(asked)
    above = _above(asked.dossier, found, width)
    widths = _widths(found, width)
    if len(widths) > 1:
        return [*above, *_side_by_side(asked, found, widths)]
    return [*above, *(line for column in found.columns for line in _alone(asked, found, column, width))]


def pinned(asked: Asked, width: int) -> range:
    """The headings of columns that stand side by side, with the line beneath; else the legend."""
    found = _compared(asked)
    widths = _widths(found, width)
    at = len(_above(asked.dossier, found, width))
    if len(widths) < 2:
        return range(at - 1 - len(wrap(_legend(asked.dossier, found, width), width)), at - 1)
    return range(at, at + len(_heads(asked, found, widths)))


def start(asked: Asked, width: int) -> int:
    """The heading of the wording from which the view was opened."""
    found = _compared(asked)
    at = len(_above(asked.dossier, found, width))
    if len(_widths(found, width)) > 1:
        return at
    for column in found.columns:
        if asked.cover.subject in column.quotes:
            return at
        at += len(_alone(asked, found, column, width))
    return 0


def _compared(asked: Asked) -> Comparison:
    return compare(asked.dossier, asked.dossier.statement_of(asked.cover.subject).id)


def _widths(found: Comparison, width: int) -> list[int]:
    """The widths of columns side by side; one alone where they have no room."""
    count = len(found.columns)
    each = (width - (count - 1) * width_of([BAR])) // count
    return [each] * count if each >= LEAST else [width]


# -- above the columns --------------------------------------------------------------------------------


def _above(dossier: Dossier, found: Comparison, width: int) -> list[Line]:
    """What was said, and what the marks mean or why there are none."""
    said = wrap(statement(dossier, dossier.statements[found.statement]), width)
    return [*map(Line, said), *map(Line, wrap(_legend(dossier, found, width), width)), Line()]


def _legend(dossier: Dossier, found: Comparison, width: int) -> list[Span]:
    if len(found.columns) == 1:
        return [Span("Only one article words this: there is nothing to compare.", "soft")]
    if found.worded == 0 and any(column.marked for column in found.columns):
        return [Span("No article quotes the speaker's words: nothing to compare word by word.", "soft")]
    if found.worded == 0:
        return [Span("No article quotes words of it: these are ours, not compared word by word.", "soft")]
    if found.worded == 1:
        source = next(column.source for column in found.columns if column.words)
        label = wording.source_label(dossier.sources[source])
        return [ink(f"Only {label} quotes the speaker's words: nothing to compare word by word.", "soft")]
    used = {word.how for column in found.columns for word in column.words}
    looks = dict.fromkeys(look for how, look in LOOKS.items() if how in used)
    meanings = ((look, look.meaning if width >= NARROW else look.short) for look in looks)
    entries = ([*_sign(look), Span(whole(meaning), look.ink)] for look, meaning in meanings if meaning)
    return joined(entries, Span("   " if width >= NARROW else "  ", "text"))


def _sign(look: Look) -> list[Span]:
    return [Span(f"{look.sign}\N{NO-BREAK SPACE}", "accent")] if look.sign else []


# -- columns ------------------------------------------------------------------------------------------


def _side_by_side(asked: Asked, found: Comparison, widths: Sequence[int]) -> list[Line]:
    lines = _heads(asked, found, widths)
    sections = [_sections(asked, found, column) for column in found.columns]
    for number, parts in enumerate(zip(*sections, strict=True)):
        if any(parts):
            cells = [_laid(cell, width) for cell, width in zip(parts, widths, strict=True)]
            lines += abreast([[(), *cell] if number else cell for cell in cells], widths, BAR)
    return lines


def _heads(asked: Asked, found: Comparison, widths: Sequence[int]) -> list[Line]:
    cells = [_laid(_head(asked, column), width) for column, width in zip(found.columns, widths, strict=True)]
    rules = [[[Span("─" * width, "rule")]] for width in widths]
    return [*abreast(cells, widths, BAR), *abreast(rules, widths, BAR)]


def _alone(asked: Asked, found: Comparison, column: Column, width: int) -> list[Line]:
    """A column that has the whole width."""
    head = [banded(Line(line), width) for line in _laid(_head(asked, column), width)]
    lines = [Line(line) for section in _sections(asked, found, column) for line in _laid(section, width)]
    return [*head, *lines, Line()]


def _laid(parts: Iterable[Spans], width: int) -> list[tuple[Span, ...]]:
    """Paragraphs beneath each other."""
    return [line for part in parts for line in wrap(part, width)]


def _head(asked: Asked, column: Column) -> list[list[Span]]:
    """The article, which leads to its quote; then each quote's mode, and when the article was issued."""
    dossier = asked.dossier
    source = dossier.sources[column.source]
    label = linked([ink(wording.source_label(source), "strong")], column.quotes[0], "source", source.id)
    modes = [_mode(dossier.quotes[id]) for id in column.quotes]
    here = [HERE] if asked.cover.subject in column.quotes else []
    issued = [Span("issued ", "soft"), date(dossier, dossier.when(source))] if source.issued else []
    return [[*here, *label], joined(part for part in (joined(modes, Span(" + ", "soft")), issued) if part)]


def _mode(quote: Quote) -> list[Span]:
    return [*linked([Span(MODES[quote.mode], "text")], quote.id), *doubts(quote)]


def _sections(asked: Asked, found: Comparison, column: Column) -> list[list[Spans]]:
    """The quoted words, their translation, our words, and through whom: each as paragraphs."""
    dossier = asked.dossier
    quotes = [dossier.quotes[id] for id in column.quotes]
    quoted = [_wording(column, found.worded > 1)] if column.parts else []
    quoted += [_term(dossier.quotes[id]) for id in column.marked]
    quoted = quoted or [[Span("no words quoted", "soft")]]
    glosses: list[Spans] = []
    if asked.language != "original":
        glosses = [words(quote, {}, "English")[0] for quote in quotes if quote.gloss]
    ours: list[Spans] = [[ink(quote.paraphrase)] for quote in quotes if quote.paraphrase]
    if ours:
        ours.insert(0, [Span("in our words", "soft")])
    return [[*quoted], glosses, ours, list(_chains(dossier, quotes))]


def _chains(dossier: Dossier, quotes: Sequence[Quote]) -> Iterator[Spans]:
    """Through whom each quote came, and where it stands; one chain that several share once."""
    places: dict[str, tuple[list[Span], list[str]]] = {}
    for quote in quotes:
        speaker = name(dossier.actors[dossier.statement_of(quote.id).speaker], {}, ink_name="text")
        chain = [*speaker, Span(wording.ARROW, "rule"), *through(dossier, quote, {})]
        place = whole(wording.place_in_source(dossier, quote.source, quote.at[0]))
        known = places.setdefault("".join(span.text for span in chain), (chain, []))[1]
        if place not in known:
            known.append(place)
    for chain, at in places.values():
        yield [*chain, dot(), Span(", ".join(at), "soft")]


# -- words --------------------------------------------------------------------------------------------


def _wording(column: Column, compared: bool) -> list[Span]:
    """The quoted words of an article in quotation marks, those of two quotes joined by ``…``."""
    fragments = [
        [Span("“", "own"), *_marked(column, part, compared), Span("”", "own")] for part in column.parts
    ]
    return joined(fragments, Span(" … ", "soft"))


def _term(quote: Quote) -> list[Span]:
    """A term that the article marks and does not give as the speaker's."""
    return [Span("marked by the article: ", "soft"), *words(quote, {}, "original")[0]]


def _marked(column: Column, part: Part, compared: bool) -> Iterator[Span]:
    """A quote's words, each as what it is to the other wordings; what is between two of a kind is like them."""
    inside = [word for word in column.words if part.start <= word.start < part.end] if compared else []
    position, before = part.start, PLAIN
    for word in inside:
        look = LOOKS[word.how]
        yield ink(column.text[position : word.start], look.ink if look == before else PLAIN.ink)
        if look.sign and look != before:
            yield Span(look.sign, "accent")
        yield _word(column, word, look)
        position, before = word.end, look
    yield ink(column.text[position : part.end], "own")


def _word(column: Column, word: Word, look: Look) -> Span:
    return ink(column.text[word.start : word.end], look.ink)
