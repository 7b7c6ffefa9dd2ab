"""The claims as rows: question by question, who answers what, as of when, counting whom, from which article.

Texts are plain and not sanitised, as those of :mod:`kaztui.wording`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from . import dates, wording
from .dossier import Dossier
from .records import Answer as AnswerRecord
from .records import AnswerStatus, Claim, Report, Stance

ITSELF = "the article itself"
NOBODY = "nobody: only contradicted"


class Printing(NamedTuple):
    """One report: in which article, through whom, where."""

    source: str
    quote: str | None
    """The quote through which the article says it: the way on from a row."""
    stance: Stance
    chain: str
    """``Ministry of Health ▸ AFP? ▸ 004``; inferred links end in ``?``."""
    place: str
    """``paragraph 3 of 6``; empty where it is not known."""
    note: str


class Answer(NamedTuple):
    """One answer in a reader's words; texts are empty where the record says nothing."""

    id: str
    answer: str
    figure: str
    """The figure with its unit, unless ``answer`` says it already."""
    who: tuple[str, ...]
    """Actor ids; none: the articles in their own voice."""
    speaker: str
    """The names of ``who``, or :data:`ITSELF`; :data:`NOBODY` where no report gives the answer."""
    as_of: str
    counts: str
    printed: str
    """In quotation marks."""
    status: AnswerStatus
    note: str
    printings: tuple[Printing, ...]


class Group(NamedTuple):
    """Answers that count the same, side by side; ``differ``: not all of them say the same."""

    counts: str
    answers: tuple[Answer, ...]
    differ: bool


class Question(NamedTuple):
    id: str
    question: str
    note: str
    """Why the answers are or are not comparable."""
    groups: tuple[Group, ...]

    @property
    def answers(self) -> tuple[Answer, ...]:
        return tuple(answer for group in self.groups for answer in group.answers)


def questions(dossier: Dossier, claims: Iterable[str] | None = None) -> list[Question]:
    """All claims, or those with these ids, in the dossier's order."""
    chosen = dossier.claims if claims is None else set(claims)
    return [question(dossier, claim) for claim in dossier.claims.values() if claim.id in chosen]


def question(dossier: Dossier, claim: Claim) -> Question:
    """A claim with its answers: those that count the same in the same unit together, else in the record's order."""
    groups: dict[tuple[str, str], list[AnswerRecord]] = {}
    for record in claim.answers:
        groups.setdefault((record.unit or "", record.of or ""), []).append(record)
    return Question(
        claim.id,
        claim.question,
        claim.note or "",
        tuple(
            Group(of, tuple(answer(dossier, record) for record in records), _differ(records))
            for (_, of), records in groups.items()
        ),
    )


def _differ(records: Iterable[AnswerRecord]) -> bool:
    said = {wording.figure(record) or record.answer.casefold() for record in records if record.status != "retracted"}
    return len(said) > 1


def answer(dossier: Dossier, record: AnswerRecord) -> Answer:
    who = dossier.answered_by(record)
    unnamed = ITSELF if any(report.stance == "reports" for report in record.reports) else NOBODY
    return Answer(
        record.id,
        record.answer,
        _figure(record),
        who,
        ", ".join(dossier.actors[id].name for id in who) or unnamed,
        dates.show(dates.parse(record.as_of)) if record.as_of else "",
        record.of or "",
        wording.in_marks(record.printed) if record.printed else "",
        record.status,
        record.note or "",
        printings(dossier, record.reports),
    )


def _figure(record: AnswerRecord) -> str:
    figure = wording.figure(record)
    digits = re.sub(r"\D", "", figure)
    return "" if digits and digits in re.sub(r"(?<=\d)[,. ](?=\d)", "", record.answer) else figure


def printings(dossier: Dossier, reports: Iterable[Report]) -> tuple[Printing, ...]:
    """Where an event or an answer is printed, in the record's order."""
    return tuple(_printing(dossier, report) for report in reports)


def _printing(dossier: Dossier, report: Report) -> Printing:
    source = dossier.source_of_report(report)
    at = dossier.quotes[report.quote].at if report.quote else report.at
    return Printing(
        source,
        report.quote,
        report.stance,
        wording.report_chain(dossier, report),
        wording.place_in_source(dossier, source, at[0]) if at else "",
        report.note or "",
    )
