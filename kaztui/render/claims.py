"""The claims as text: question by question, who answers what, as of when, counting whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import dates, wording
from ..dossier import Dossier
from ..records import Answer, Claim, Report
from .line import BLANK, Line, Piece, Pieces, joined, line, table
from .quotes import plural


def claims(dossier: Dossier) -> Iterator[Line]:
    """``kaztui claims``: the questions on which articles answer, with all answers."""
    yield line(Piece(f"{dossier.about.title}: {plural(len(dossier.claims), 'question')}", "heading"))
    for claim in dossier.claims.values():
        yield BLANK
        yield from claim_block(dossier, claim)


def claim_block(dossier: Dossier, claim: Claim) -> Iterator[Line]:
    yield Line(body=joined((Piece(claim.question, "name"), Piece(claim.id, "muted"))))
    if claim.note:
        yield line(claim.note, lead=Piece("  note: ", "muted"))
    for answer in claim.answers:
        yield from answer_block(dossier, answer)


def answer_block(dossier: Dossier, answer: Answer) -> Iterator[Line]:
    """An answer with who gives it and every report of it."""
    status = Piece(answer.status, "warning") if answer.status != "reported" else ""
    head = joined((Piece(answer.answer, "words"), _figure(answer), status, Piece(answer.id, "muted")))
    yield Line((Piece("  - "),), head)
    speakers = ", ".join(dossier.actors[id].name for id in dossier.answered_by(answer))
    fields: list[tuple[str, Pieces | str]] = [
        ("who", speakers or "the article itself"),
        ("as of", _as_of(answer)),
        ("counts", answer.of or ""),
        ("printed", wording.in_marks(answer.printed) if answer.printed else ""),
        ("note", answer.note or ""),
    ]
    fields += [(_stance(report), report_pieces(dossier, report)) for report in answer.reports]
    yield from table([(Piece(name, "muted"), value) for name, value in fields if value], indent="    ")


def _figure(answer: Answer) -> str:
    """The figure, unless the answer says it already."""
    figure = wording.figure(answer)
    digits = re.sub(r"\D", "", figure)
    return "" if digits and digits in re.sub(r"(?<=\d)[,. ](?=\d)", "", answer.answer) else figure


def _as_of(answer: Answer) -> str:
    return dates.show(dates.parse(answer.as_of)) if answer.as_of else ""


def _stance(report: Report) -> str:
    return "from" if report.stance == "reports" else "against"


def report_pieces(dossier: Dossier, report: Report) -> Pieces:
    """Through whom a report reached its article, and where it stands there."""
    at = dossier.quotes[report.quote].at if report.quote else report.at
    source = dossier.source_of_report(report)
    return joined(
        (
            wording.report_chain(dossier, report),
            wording.place_in_source(dossier, source, at[0]) if at else "",
            Piece(report.quote or "", "muted") if report.quote else "",
            f"note: {report.note}" if report.note else "",
        )
    )
