"""What facts are made of: pieces of text that say what they are and where they lead, and the usual rows of them.

Texts are as records have them: whoever draws makes them safe first (:func:`kaztui.text.sanitise`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Literal, NamedTuple, TypeVar

from .. import dates, wording
from ..dossier import Dossier, When
from ..order import in_time
from ..records import Actor, Event, Quote, Report, Statement

R = TypeVar("R", bound=Event | Statement)
Role = Literal["text", "name", "words", "scare", "gloss", "date", "muted", "rule", "doubt", "planned", "alleged"]
"""What a piece is. ``words`` are somebody's own, ``scare`` the article's term in marks, ``gloss`` a translation."""


class Piece(NamedTuple):
    """Text; ``link``: the id of the record that it leads to; ``field``: that whose matches are to be marked in it.

    ``field`` is a name of :mod:`kaztui.fields` of the record whose facts these are, and the text is that field's.
    """

    text: str
    role: Role = "text"
    link: str = ""
    field: str = ""


Pieces = tuple[Piece, ...]


class Fact(NamedTuple):
    """A label and its values, a line each."""

    label: str
    values: tuple[Pieces, ...]


class Section(NamedTuple):
    """Facts under a heading; the first section of a record has none."""

    heading: Pieces
    facts: tuple[Fact, ...]


class Facts(NamedTuple):
    """All about a record: what it is called, what it says, and everything else under labels and headings."""

    id: str
    kind: str
    title: Pieces
    paragraphs: tuple[Pieces, ...]
    sections: tuple[Section, ...]

    @property
    def links(self) -> tuple[str, ...]:
        """The ids that it leads to, each once, from top to bottom."""
        lines = [self.title, *self.paragraphs]
        for section in self.sections:
            lines += [section.heading, *(value for fact in section.facts for value in fact.values)]
        return tuple(dict.fromkeys(piece.link for line in lines for piece in line if piece.link))


NOT_STATED: Pieces = (Piece("not stated", "muted"),)


def fact(label: str, *values: Pieces) -> Fact:
    """A fact without its empty values."""
    return Fact(label, tuple(value for value in values if value))


def section(heading: str, *facts: Fact) -> Section:
    """A section without its facts that have no value."""
    return Section((Piece(heading, "name"),) if heading else (), tuple(each for each in facts if each.values))


def text(words: str | None, role: Role = "text", link: str = "", field: str = "") -> Pieces:
    """One piece; none of an empty text."""
    return (Piece(words, role, link, field),) if words else ()


def joined(parts: Iterable[Sequence[Piece]], between: str = " · ") -> Pieces:
    """The parts that are not empty, with ``between`` between them."""
    pieces: list[Piece] = []
    for part in parts:
        if part and pieces:
            pieces.append(Piece(between, "rule" if between == " · " else "muted"))
        pieces += part
    return tuple(pieces)


def in_marks(words: str, role: Role = "text", link: str = "", field: str = "") -> Pieces:
    return Piece("“", role), Piece(words, role, link, field), Piece("”", role)


def linked(dossier: Dossier, id: str, relation: str) -> list[str]:
    """The ids to which a record has this relation of :mod:`kaztui.links`."""
    return [link.id for link in dossier.links(id) if link.relation == relation]


# -- rows ---------------------------------------------------------------------------------------------


def actors(dossier: Dossier, ids: Iterable[str]) -> Pieces:
    return joined((text(dossier.actors[id].name, link=id) for id in ids), ", ")


def moment(when: When) -> Pieces:
    """A date with its year, how it is known, and the words that were printed, which may be all that is known."""
    shown = text(dates.show(when.date), "date") if when.date else NOT_STATED
    if when.date and when.basis == "inferred":
        shown += (Piece(" (inferred)", "doubt"),)
    return shown + ((Piece(", printed ", "muted"), *in_marks(when.printed)) if when.printed else ())


def day(dossier: Dossier, record: Event | Statement) -> str:
    """The label of what is told day by day."""
    return wording.day(dossier, dossier.when(record))


def event(record: Event, field: str = "") -> Pieces:
    """As :func:`kaztui.wording.event_title` has it."""
    known: dict[str, Role] = {"planned": "planned", "alleged": "alleged"}
    role = known.get(record.status, "text")
    return (
        text("" if record.status == "happened" else f"{record.status}: ", role)
        + text(record.title, role, record.id, field)
        + text(f" ({record.part_of_day})" if record.part_of_day else "", "muted")
    )


def statement(dossier: Dossier, record: Statement, *, who: bool = True) -> Pieces:
    """``Putin: what he said``; the name is left out where it is known."""
    speaker = text(dossier.actors[record.speaker].name, link=record.speaker) + (Piece(": ", "muted"),)
    return (speaker if who else ()) + text(record.gist, link=record.id)


def words(quote: Quote) -> Pieces:
    """Own words in marks, which lead to the quote; reported ones, and the article's term in marks, called so."""
    shown, own = wording.words(quote)
    if not own:
        return Piece("in our words: ", "muted"), Piece(shown, link=quote.id)
    if quote.mode == "scare":
        return Piece("marked by the article: ", "muted"), *in_marks(shown, "scare", quote.id)
    return in_marks(shown, "words", quote.id)


def chain(dossier: Dossier, steps: Iterable[wording.Step]) -> Pieces:
    """From the origin to the article; inferred links end in ``?``."""
    return joined((_step(dossier, step) for step in steps), wording.ARROW)


def _step(dossier: Dossier, step: wording.Step) -> Pieces:
    if len(step.ids) < 2:
        shown = text(step.text, "text" if step.ids else "muted", step.ids[0] if step.ids else "")
    else:
        shown = joined((text(dossier.actors[id].name, link=id) for id in step.ids), " or ")
        shown += text(step.text[sum(len(piece.text) for piece in shown) :], "muted")
    return shown + ((Piece("?", "doubt"),) if step.inferred else ())


def report(dossier: Dossier, record: Report) -> Pieces:
    """Through whom a report reached its article, where it stands there, and the quote through which it is made."""
    source = dossier.source_of_report(record)
    at = dossier.quotes[record.quote].at if record.quote else record.at
    return joined(
        (
            chain(dossier, wording.report_steps(dossier, record)),
            text(wording.place_in_source(dossier, source, at[0]) if at else "", "muted", record.quote or ""),
            text(record.note, "muted"),
        )
    )


def role(dossier: Dossier, actor: Actor, number: int) -> Pieces:
    """``president, Russia, since 2012``."""
    held = actor.roles[number]
    spans = (("since", held.since), ("until", held.until))
    shown = text(held.title)
    if held.of:
        shown += (Piece(", ", "muted"), Piece(dossier.actors[held.of].name, link=held.of))
    for word, known in spans:
        if known:
            shown += (Piece(f", {word} ", "muted"), Piece(dates.show(dates.parse(known)), "date"))
    return shown


def answered_question(dossier: Dossier, id: str) -> Pieces:
    """``How many died? Eleven``."""
    claim = dossier.claim_of(id)
    return joined((text(claim.question, link=claim.id), text(dossier.answers[id].answer, link=id)), " ")


def by_day(
    dossier: Dossier,
    ids: Sequence[str],
    records: Mapping[str, R],
    row: Callable[[R], Pieces],
    most: int | None = None,
) -> list[Fact]:
    """The rows of records in time order, under their days; neighbours of one day are one fact.

    Of more than ``most`` rows the rest is counted.
    """
    ordered = in_time(dossier, (records[id] for id in ids))
    days = groupby(ordered[:most], lambda id: day(dossier, records[id]))
    facts = [Fact(label, tuple(row(records[id]) for id in each)) for label, each in days]
    return [*facts, *more(len(ordered), most)]


def more(count: int, most: int | None) -> list[Fact]:
    """How many of ``count`` there are beyond ``most``, where there are any."""
    return [fact("…", text(f"{count - most:,} more", "muted"))] if most is not None and count > most else []
