"""A quote or a report where it stands in its article: the paragraphs, and what of them is quoted.

Pure, given what :func:`kaztui.verify.verify` found: a text is known, and an anchor located, as it says. Nothing here
raises on an article that is odd; where an anchor is not to be found in it, that is said and not guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from . import wording
from .dossier import Dossier
from .records import Claim, Report, Source, Span
from .text import paragraphs_of, sentences_of
from .verify import KNOWN_BY, Result, Row, Verification

Mark = Literal["this", "quote", "report"]
"""Whose a stretch of an article is: what was asked for, another quote, a report of the article's own."""

LONGEST = 4_000
"""Code points of a paragraph; of a longer one each piece stands by itself, so that all of it can be shown."""
_LINE_END = re.compile(r"[\r\n]")
_RANKS: tuple[Mark, ...] = ("this", "quote", "report")

_SAYS: dict[Result, str] = {
    "exact": "",
    "normalised": "the words are here, printed with other marks or spaces",
    "moved": "the words are here, but not where the record says",
    "ambiguous": "the passage is in this text more than once; which one is meant cannot be told",
    "lost": "the passage is not in this text",
    "no-text": "the article's text is not at hand: --articles DIR",
}


class Stretch(NamedTuple):
    """``text[start:end]`` of a paragraph belongs to the anchor ``id``; stretches are in order and do not overlap."""

    start: int
    end: int
    mark: Mark
    id: str


class Paragraph(NamedTuple):
    """One paragraph, or a piece of a very long one; ``start`` is its place in the text.

    ``number`` counts from 1: of the record's paragraphs in the pinned text, else of the lines that are not blank.
    """

    number: int
    start: int
    text: str
    stretches: tuple[Stretch, ...]


class Context(NamedTuple):
    """Where an anchor stands. ``paragraphs`` are all of the article's; none without its text."""

    id: str
    source: str
    result: Result
    place: str
    """``paragraph 23 of 24``, as the record has it."""
    says: str
    """What a reader has to know of how it was found, in one line; empty where it stands exactly there."""
    known_by: str
    """How the text is known to be the article's; empty where it is the pinned one."""
    paragraphs: tuple[Paragraph, ...]
    focus: int
    """Index in ``paragraphs`` of where to look: where it was found, else where it should be."""
    recorded: tuple[tuple[str, str], ...]
    """``(label, words)`` that the record itself has, for want of the text: the cue, the words, the figure."""

    @property
    def is_found(self) -> bool:
        return any(stretch.mark == "this" for paragraph in self.paragraphs for stretch in paragraph.stretches)


def context(dossier: Dossier, id: str, verification: Verification | None = None) -> Context:
    """The context of a quote, or of a report: ``<event or answer id>#<n>``, its ``reports[n]`` from 0.

    A report through a quote is that quote. Without a ``verification`` no text is at hand. Raises ``KeyError`` for
    what is neither.
    """
    id, source, at = _anchor(dossier, id)
    rows = [row for row in verification.rows if row.source == source] if verification else []
    row = next((row for row in rows if row.id == id), Row(id, source, "no-text", at, None))
    known = verification.texts.get(source) if verification else None
    place = wording.place_in_source(dossier, source, at[0])
    recorded = tuple(_recorded(dossier, id))
    if known is None:
        return Context(id, source, "no-text", place, _SAYS["no-text"], "", (), 0, recorded)
    pinned = known.how == "sha256"
    paragraphs = tuple(_paragraphs(dossier.sources[source], known.text, pinned, _marked(dossier, rows, id)))
    starts = [paragraph.start for paragraph in paragraphs]
    # in a text that is not the pinned one the recorded place says nothing
    look = row.found[0] if row.found else at[0] if pinned else 0
    return Context(
        id,
        source,
        row.result,
        place,
        "; ".join(part for part in (_SAYS[row.result], row.why) if part),
        "" if pinned else KNOWN_BY[known.how],
        paragraphs,
        max(0, bisect_right(starts, look) - 1),
        recorded,
    )


def _anchor(dossier: Dossier, id: str) -> tuple[str, str, Span]:
    """The anchor's id, its source and place. Raises ``KeyError``."""
    owner, hash, number = id.partition("#")
    if not hash:
        quote = dossier.quotes[id]
        return id, quote.source, quote.at
    reports = _reports(dossier, owner)
    if not (number.isascii() and number.isdigit() and len(number) < 6 and int(number) < len(reports)):
        raise KeyError(id)
    report = reports[int(number)]
    if report.quote:
        return _anchor(dossier, report.quote)
    return id, report.source or "", report.at or (0, 0)


def _reports(dossier: Dossier, owner: str) -> Sequence[Report]:
    return dossier.events[owner].reports if owner in dossier.events else dossier.answers[owner].reports


def _recorded(dossier: Dossier, id: str) -> Iterator[tuple[str, str]]:
    if quote := dossier.quotes.get(id):
        words, own = wording.words(quote)
        if quote.cue:
            yield "introduced by", wording.in_marks(quote.cue)
        label = "marked by the article" if quote.mode == "scare" else "printed"
        yield (label, wording.in_marks(words)) if own else (wording.MODE_MEANINGS["indirect"], words)
        if own and quote.paraphrase:
            yield "in our words", quote.paraphrase
        if quote.gloss:
            gloss = wording.in_marks(quote.gloss) if quote.mode == "direct" else quote.gloss
            yield wording.gloss_language(dossier), gloss
        return
    owner, _, number = id.partition("#")
    if event := dossier.events.get(owner):
        # its date_text is the event's, in the words of whichever article: not to be laid to the one that is asked for
        yield "event", wording.event_title(event)
        return
    answer = dossier.answers[owner]
    claim: Claim = dossier.claim_of(owner)
    yield claim.question, answer.answer
    printing = {dossier.source_of_report(report) for report in answer.reports if report.stance == "reports"}
    if answer.printed and printing == {dossier.source_of_report(answer.reports[int(number)])}:
        yield "printed", wording.in_marks(answer.printed)


# -- paragraphs and what is marked in them ------------------------------------------------------------


def _marked(dossier: Dossier, rows: Sequence[Row], id: str) -> list[Stretch]:
    """The anchors that were found, as stretches of the text; where they overlap, what was asked for goes first."""
    spans: list[Stretch] = []
    for row in rows:
        if row.found and row.found[0] < row.found[1]:
            mark: Mark = "this" if row.id == id else "quote" if row.id in dossier.quotes else "report"
            spans.append(Stretch(*row.found, mark, row.id))
    taken: list[Stretch] = []
    for span in sorted(spans, key=lambda span: (_RANKS.index(span.mark), span.end - span.start, span.start, span.id)):
        for start, end in list(_free(span.start, span.end, taken)):
            insort(taken, span._replace(start=start, end=end))
    return taken


def _free(start: int, end: int, taken: Sequence[Stretch]) -> Iterator[Span]:
    """What of ``start``–``end`` no stretch has taken; they are in order and do not overlap."""
    for other in _within(taken, start, end):
        if start < other.start:
            yield start, other.start
        start = max(start, other.end)
    if start < end:
        yield start, end


def _within(stretches: Sequence[Stretch], start: int, end: int) -> Iterator[Stretch]:
    """Those of the stretches that have a part in ``start``–``end``."""
    first = bisect_right(stretches, start, key=lambda each: each.end)
    for number in range(first, len(stretches)):
        if stretches[number].start >= end:
            return
        yield stretches[number]


def _paragraphs(source: Source, text: str, pinned: bool, marked: Sequence[Stretch]) -> Iterator[Paragraph]:
    for number, (start, end) in enumerate(_bounds(source, text, pinned), start=1):
        for first, last in _pieces(text, start, end):
            stretches = tuple(
                each._replace(start=max(each.start, first) - first, end=min(each.end, last) - first)
                for each in _within(marked, first, last)
            )
            yield Paragraph(number, first, text[first:last], stretches)


def _bounds(source: Source, text: str, pinned: bool) -> Iterator[Span]:
    """Where paragraphs are: as the record has them in the pinned text, else the lines of the text at hand."""
    if not pinned:
        for start in paragraphs_of(text, [(0, len(text))]):
            end = start + len(text[start : _end_of_line(text, start)].rstrip())
            yield start, end
        return
    measure = source.text
    for start, after in pairwise([*measure.paragraphs, len(text)]):
        body = next((end for first, end in measure.body if first <= start < end), after)
        end = start + len(text[start : min(after, body)].rstrip())
        if start < end:
            yield start, end


def _end_of_line(text: str, start: int) -> int:
    found = _LINE_END.search(text, start)
    return found.start() if found else len(text)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """A paragraph whole; of one that is too long its sentences, several to a piece, and of such sentences parts."""
    if end - start <= LONGEST:
        yield start, end
        return
    ends = [stop for _, stop in sentences_of(text, start, end)]
    while end - start > LONGEST:
        fitting = bisect_right(ends, start + LONGEST)
        stop = ends[fitting - 1] if fitting and ends[fitting - 1] > start else 0
        if not stop:
            space = text.rfind(" ", start + 1, start + LONGEST)
            stop = space if space > start else start + LONGEST
        yield start, stop
        start = stop
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end
