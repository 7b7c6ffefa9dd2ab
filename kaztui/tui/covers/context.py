"""A quote, an event or an answer where it stands in its article; without the text, what the record has of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ... import wording
from ...articles import ArticlesError
from ...context import Context, Paragraph, Stretch, context
from ...dossier import Dossier
from ...records import COLLECTIONS
from ...verify import Verification, verify
from ..ink import Line, Span, ink, linked, wrap
from ..lines import BAR
from ..phrases import dated, joined, source, statement, whole
from ..sheet import Sheet
from . import Asked

THIS = "strong cursor"
"""The ink of what was asked for; its lines have a bar beside them, too."""
GUTTER = 2
PRINTED = "printed"


class Place(NamedTuple):
    """What is looked for: anchors of one article, and the other articles that have something of it."""

    source: str
    anchors: tuple[str, ...]
    others: tuple[str, ...] = ()


def title(asked: Asked) -> tuple[str, str]:
    place = _place(asked.dossier, asked.cover.subject)
    label = wording.source_label(asked.dossier.sources[place.source])
    return "In context", f"{label}, {_context(asked, place).place}" if place.anchors else label


def draw(asked: Asked, width: int) -> list[Line]:
    dossier, subject = asked.dossier, asked.cover.subject
    place = _place(dossier, subject)
    lines = [Line(line) for line in wrap(_subject(dossier, subject), width)]
    found = _context(asked, place) if place.anchors else None
    lines += [Line(line) for spans in _about(asked, place, found) for line in wrap(spans, width)]
    lines.append(Line())
    if found is None:
        return [*lines, *map(Line, wrap([Span("This article says nothing of it.", "text")], width))]
    if not found.paragraphs:
        recorded = _recorded(dossier, found, width)
        return [*lines, *recorded, *([Line()] if recorded else []), *_advice(asked, width)]
    for paragraph in found.paragraphs:
        lines += [*_paragraph(dossier, paragraph, frozenset(place.anchors), width), Line()]
    return lines[:-1]


def start(asked: Asked, width: int) -> int:
    """The first line of what was asked for, else of the paragraph where it should be."""
    place = _place(asked.dossier, asked.cover.subject)
    if not place.anchors or not _context(asked, place).paragraphs:
        return 0
    lines = draw(asked, width)
    return next((number for number, line in enumerate(lines) if any(span.ink == THIS for span in line.spans)), 0)


# -- what is looked for, and where --------------------------------------------------------------------


def _place(dossier: Dossier, subject: str) -> Place:
    """The article and the anchors in it: of ``event@source`` that article's, else of the first that says it."""
    owner, _, source = subject.partition("@")
    if quote := dossier.quotes.get(owner):
        return Place(quote.source, (quote.id,))
    record = dossier.events.get(owner) or dossier.answers[owner]
    anchors: dict[str, list[str]] = {}
    for number, report in enumerate(record.reports):
        anchors.setdefault(dossier.source_of_report(report), []).append(report.quote or f"{owner}#{number}")
    source = source or next(iter(anchors))
    others = tuple(other for other in anchors if other != source)
    return Place(source, tuple(anchors.get(source, ())), others)


@lru_cache(maxsize=1)
def _verified(dossier: Dossier, articles: str) -> Verification | str:
    """Where everything stands in the articles, read once; what is wrong with their folder, if it is gone since."""
    collections = {name: dossier.collection(name) for name in COLLECTIONS}
    try:
        return verify(collections, articles)  # type: ignore[arg-type]
    except ArticlesError as error:
        return str(error)


def _context(asked: Asked, place: Place) -> Context:
    return _found(asked.dossier, asked.articles, place.anchors[0])


@lru_cache(maxsize=1)
def _found(dossier: Dossier, articles: str | None, anchor: str) -> Context:
    found = _verified(dossier, articles) if articles else None
    return context(dossier, anchor, found if isinstance(found, Verification) else None)


# -- above the text -----------------------------------------------------------------------------------


def _subject(dossier: Dossier, subject: str) -> list[Span]:
    """What was said, what happened or what was answered."""
    owner = subject.partition("@")[0]
    if owner in dossier.quotes:
        return linked(statement(dossier, dossier.statement_of(owner)), owner)
    if event := dossier.events.get(owner):
        return dated(dossier, event)
    answer = dossier.answers[owner]
    question = ink(dossier.claim_of(owner).question, "strong")
    return linked(joined([[question], [ink(answer.answer)]]), owner)


def _about(asked: Asked, place: Place, found: Context | None) -> Iterator[list[Span]]:
    """In which article, how sure that is, and in which others."""
    sources = asked.dossier.sources
    where: list[list[Span]] = []
    if found is not None:
        doubts = (found.says if found.paragraphs else "", found.known_by)
        where = [[ink(whole(found.place), "soft")], *([ink(said, "doubt")] for said in doubts if said)]
    yield joined([source(sources[place.source], {}), *where])
    if place.others:
        owner = asked.cover.subject.partition("@")[0]
        others = (
            linked([ink(wording.source_label(sources[id]))], f"{owner}@{id}" if owner in asked.dossier.events else id)
            for id in place.others
        )
        yield [Span("also in ", "soft"), *joined(others)]


# -- the text -----------------------------------------------------------------------------------------


def _paragraph(dossier: Dossier, paragraph: Paragraph, this: frozenset[str], width: int) -> list[Line]:
    """A paragraph, with a bar beside the lines of what was asked for."""
    spans: list[Span] = []
    done = 0
    for stretch in paragraph.stretches:
        spans.append(ink(paragraph.text[done : stretch.start], "soft"))
        words = [ink(paragraph.text[stretch.start : stretch.end], THIS if stretch.id in this else "text")]
        spans += linked(words, *_target(dossier, stretch))
        done = stretch.end
    spans.append(ink(paragraph.text[done:], "soft"))
    return [_with_bar(line) for line in wrap([span for span in spans if span.text], width - GUTTER)]


def _with_bar(line: tuple[Span, ...]) -> Line:
    here = any(span.ink == THIS for span in line)
    return Line((Span(BAR if here else " ", "accent"), Span(" ", "text"), *line))


def _target(dossier: Dossier, stretch: Stretch) -> tuple[str]:
    owner, hash, number = stretch.id.partition("#")
    if not hash or owner not in dossier.events:
        return (owner,)
    return (f"{owner}@{dossier.events[owner].reports[int(number)].source}",)


# -- without the text ---------------------------------------------------------------------------------


def _recorded(dossier: Dossier, found: Context, width: int) -> list[Line]:
    """What the record has; what happened or was answered stands above already."""
    inks = {PRINTED: "own", wording.gloss_language(dossier): "gloss"}
    sheet = Sheet(width)
    for label, words in found.recorded:
        if "#" not in found.id or label == PRINTED:
            shown = "in our words" if label == wording.MODE_MEANINGS["indirect"] else label
            sheet.field(shown, [ink(words, inks.get(label, "text"))])
    return sheet.lines


def _advice(asked: Asked, width: int) -> list[Line]:
    if asked.articles:
        found = _verified(asked.dossier, asked.articles)
        why = found if isinstance(found, str) else "its text is not in the folder that --articles names"
        return [Line(line) for line in wrap([ink(f"Not shown in context: {why}.", "doubt")], width)]
    said = "With the articles as plain text in a folder, kaztui --articles DIR shows it where it stands."
    return [Line(line) for line in wrap([Span(said, "soft")], width)]
