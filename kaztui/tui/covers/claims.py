"""The questions on which articles give answers: who says what, as of when, counting whom, from which article."""

from __future__ import annotations

from collections.abc import Iterable

from ... import dates, wording
from ...claims import Answer, Question, questions
from ...dossier import Dossier, When
from ...views import View
from ..columns import abreast, banded
from ..ink import Line, Span, Spans, ink, linked, spread, width_of, wrap
from ..phrases import date, joined, more, name, passage, plural
from . import Asked

TABLE = 60
"""Below this width what belongs to an answer stands beneath it."""
AS_OF = 12
GAP, INDENT = 2, 3
MOST = 200
"""Questions that are drawn: more are searched, not read."""


def title(asked: Asked) -> tuple[str, str]:
    all = len(asked.dossier.claims)
    touched = len(_touched(asked.dossier, asked.view))
    if asked.view.query.is_empty:
        return "Claims", plural(all, "question")
    return "Claims", f"the query touches {touched} of {plural(all, 'question')}"


def draw(asked: Asked, width: int) -> list[Line]:
    if not asked.dossier.claims:
        return [Line(), Line((Span("This dossier holds no claims.", "soft"),))]
    touched = _touched(asked.dossier, asked.view)
    shown = questions(asked.dossier, _first(asked.dossier, touched))
    lines = [_heading(width)] if width >= TABLE else []
    for question in (each for each in shown if each.id in touched):
        lines += [*_question(asked.dossier, question, width), Line()]
    others = [each for each in shown if each.id not in touched]
    if others:
        lines += [_rule("the query does not touch these", width), Line()]
    for question in others:
        lines += [*_question(asked.dossier, question, width), Line()]
    left = len(asked.dossier.claims) - len(shown)
    return [*lines[:-1], *(more(left, "question", width) if left else ())]


def _first(dossier: Dossier, touched: set[str]) -> list[str]:
    """As many questions as are drawn, those that the query touches before the others."""
    return sorted(dossier.claims, key=lambda claim: claim not in touched)[:MOST]


def pinned(asked: Asked, width: int) -> range:
    """The line of headings."""
    return range(1 if width >= TABLE and asked.dossier.claims else 0)


def _touched(dossier: Dossier, view: View) -> set[str]:
    """The claims of which a report is a quote that the query leaves or, in its own voice, an article it asks for."""
    if view.query.is_empty:
        return set(dossier.claims)
    left = set(view.quotes)
    asked = any(condition.name == "source" and not condition.negated for condition in view.query.conditions)
    sources = {dossier.quotes[id].source for id in left} if asked else set()
    return {
        claim.id
        for claim in dossier.claims.values()
        for answer in claim.answers
        for report in answer.reports
        if (report.quote in left if report.quote else report.source in sources)
    }


def _rule(said: str, width: int) -> Line:
    return Line((Span(f"{said} ", "soft"), Span("╌" * max(0, width - len(said) - 1), "rule")))


# -- a question ---------------------------------------------------------------------------------------


def _heading(width: int) -> Line:
    labels = ("answer, whom it counts", "who says it", "as of", "through whom, where")
    cells = [wrap([Span(label, "soft")], size, most=1) for label, size in zip(labels, _widths(width), strict=True)]
    return Line((Span(" " * INDENT, "text"), *abreast(cells, _widths(width))[0].spans))


def _question(dossier: Dossier, question: Question, width: int) -> list[Line]:
    asked = linked([ink(question.question, "strong")], question.id)
    verdict = _verdict(question)
    if width_of(asked) + width_of(verdict) + GAP <= width:
        lines = [banded(Line(spread(asked, verdict, width)), width)]
    else:
        lines = [banded(Line(line), width) for spans in (asked, verdict) for line in wrap(spans, width)]
    note = [Line(line) for line in wrap([ink(question.note, "soft")], width)] if question.note else []
    lines += note if width >= TABLE else []
    for group in question.groups:
        mark = Span(" ≠ " if group.differ else " · ", "doubt" if group.differ else "rule")
        for answer in group.answers:
            lines += _answer(dossier, answer, mark, width)
    return lines if width >= TABLE else lines + note  # in a small window what is asked is answered first


def _verdict(question: Question) -> list[Span]:
    """Whether answers to the same question differ."""
    count = plural(len(question.answers), "answer")
    differing = sum(len(group.answers) for group in question.groups if group.differ)
    if differing:
        part = "" if differing == len(question.answers) else f"{differing} of "
        return [Span(f"≠ {part}{count} differ", "doubt")]
    if len(question.answers) == 1:
        return [Span("one answer", "soft")]
    return [Span(f"{count} agree" if len(question.groups) == 1 else f"{count}, not counting the same", "text")]


# -- an answer ----------------------------------------------------------------------------------------


def _answer(dossier: Dossier, answer: Answer, mark: Span, width: int) -> list[Line]:
    reports = dossier.answers[answer.id].reports
    passages = [_against(passage(dossier, report), report.stance) for report in reports]
    counts = [ink(answer.counts, "soft")] if answer.counts else []
    first, who, day = [_said(answer), counts], _who(dossier, answer), _as_of(dossier, answer)
    if width >= TABLE:
        cells = zip((first, [who], [day], passages), _widths(width), strict=True)
        lines = abreast([_stacked(cell, size) for cell, size in cells], _widths(width))
    else:
        about = joined(each for each in (who, [Span("as of ", "soft"), *day] if day else []) if each)
        lines = [Line(line) for line in _stacked([*first, about, *passages], width - INDENT)]
    notes = [[ink(note, "soft")] for note in (answer.note, *(report.note for report in reports)) if note]
    lines += [Line(line) for line in _stacked(notes, width - INDENT)]
    indent = Span(" " * INDENT, "text")
    return [Line((mark if line is lines[0] else indent, *line.spans)) for line in lines]


def _stacked(cell: Iterable[Spans], width: int) -> list[tuple[Span, ...]]:
    """The parts of a cell beneath each other."""
    return [line for part in cell if part for line in wrap(part, width)]


def _widths(width: int) -> tuple[int, ...]:
    room = width - INDENT - AS_OF - 3 * GAP
    answer, who = room * 40 // 100, room * 24 // 100
    return answer, who, AS_OF, room - answer - who


def _said(answer: Answer) -> list[Span]:
    """The answer as a link to what says it: its quote, or the answer's own sheet where articles say it themselves."""
    giving = (printing for printing in answer.printings if printing.stance == "reports")
    quote = next((printing.quote for printing in giving if printing.quote), None)
    retracted = answer.status == "retracted"
    spans = [ink(answer.answer, "soft" if retracted else "text")]
    if answer.figure:
        spans.append(ink(f" ({answer.figure})", "soft"))
    if answer.printed and answer.printed != wording.in_marks(answer.answer):
        spans += [Span(" ", "text"), ink(answer.printed, "own")]
    spans = linked(spans, quote or answer.id)
    return [*spans, Span(f" {answer.status}", "doubt")] if answer.status != "reported" else spans


def _who(dossier: Dossier, answer: Answer) -> list[Span]:
    names = [name(dossier.actors[id], {}, ink_name="strong") for id in answer.who]
    return joined(names, Span(", ", "soft")) or [ink(answer.speaker, "soft")]


def _as_of(dossier: Dossier, answer: Answer) -> list[Span]:
    record = dossier.answers[answer.id]
    return [date(dossier, When(dates.parse(record.as_of)))] if record.as_of else []


def _against(spans: list[Span], stance: str) -> list[Span]:
    return [Span("≠ contradicted: ", "doubt"), *spans] if stance == "contradicts" else spans
