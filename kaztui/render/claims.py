"""The claims as text: question by question, who answers what, as of when, counting whom."""

from __future__ import annotations

from collections.abc import Iterator

from ..claims import Answer, Printing, Question, questions
from ..dossier import Dossier
from ..wording import plural
from .line import BLANK, Line, Piece, Pieces, joined, line, table


def claims(dossier: Dossier) -> Iterator[Line]:
    """``kaztui claims``: the questions on which articles answer, with all answers."""
    yield line(Piece(f"{dossier.about.title}: {plural(len(dossier.claims), 'question')}", "heading"))
    for question in questions(dossier):
        yield BLANK
        yield from question_block(question)


def question_block(question: Question) -> Iterator[Line]:
    yield Line(body=joined((Piece(question.question, "name"), Piece(question.id, "muted"))))
    if question.note:
        yield line(question.note, lead=Piece("  note: ", "muted"))
    for answer in question.answers:
        yield from answer_block(answer)


def answer_block(answer: Answer) -> Iterator[Line]:
    """An answer with who gives it and every report of it."""
    status = Piece(answer.status, "warning") if answer.status != "reported" else ""
    head = joined((Piece(answer.answer, "words"), answer.figure, status, Piece(answer.id, "muted")))
    yield Line((Piece("  - "),), head)
    fields: list[tuple[str, Pieces | str]] = [
        ("who", answer.speaker),
        ("as of", answer.as_of),
        ("counts", answer.counts),
        ("printed", answer.printed),
        ("note", answer.note),
    ]
    fields += [("from" if each.stance == "reports" else "against", printing_pieces(each)) for each in answer.printings]
    yield from table([(Piece(name, "muted"), value) for name, value in fields if value], indent="    ")


def printing_pieces(printing: Printing) -> Pieces:
    """Through whom a report reached its article, and where it stands there."""
    return joined(
        (
            printing.chain,
            printing.place,
            Piece(printing.quote, "muted") if printing.quote else "",
            f"note: {printing.note}" if printing.note else "",
        )
    )
