"""What facts are made of: pieces of text that say what they are and where they lead, and the usual rows of them.

Texts are as records have them: whoever draws makes them safe first (:func:`kaztui.text.sanitise`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Literal, NamedTuple, TypeVar

from msgspec import Struct

from .. import dates, wording
from ..dossier import Dossier, When
from ..filters import written
from ..order import in_time
from ..records import Actor, Event, Quote, Report, Statement

R = TypeVar("R", bound=Event | Statement)
Role = Literal["text", "name", "words", "scare", "gloss", "date", "muted", "rule", "doubt", "planned", "alleged"]
"""What a piece is. ``words`` are somebody's own, ``scare`` the article's term in marks, ``gloss`` a translation."""


Asks = tuple[str, str]
"""The field and the value of a condition of the query line, the value being an id, a day or a word."""


class Piece(NamedTuple):
    """Text; ``link``: where it leads, a record's id or ``event@source`` for what one article says of an event.

    ``field`` is a name of :mod:`kaztui.fields` of the record whose facts these are, and the text is that field's, so
    that its matches can be marked. ``asks`` is what the text asks where it becomes a filter. ``row``: it is part of a
    row of a list, which leads somewhere as a whole.
    """

    text: str
    role: Role = "text"
    link: str = ""
    field: str = ""
    asks: Asks = ("", "")
    row: bool = False


Pieces = tuple[Piece, ...]


class Fact(Struct, frozen=True):
    """A label and its values, a line each."""

    label: str
    values: tuple[Pieces, ...]


class Section(Struct, frozen=True):
    """Facts under a heading, which those that say the most have not."""

    heading: Pieces
    facts: tuple[Fact, ...]


class Facts(Struct, frozen=True):
    """All about a record: what it is called, what it says, and everything else under labels and headings."""

    id: str
    kind: str
    title: Pieces
    paragraphs: tuple[Pieces, ...]
    sections: tuple[Section, ...]

    @property
    def links(self) -> tuple[str, ...]:
        """Where it leads, each once, from top to bottom."""
        lines = [self.title, *self.paragraphs]
        for section in self.sections:
            lines += [section.heading, *(value for fact in section.facts for value in fact.values)]
        return tuple(dict.fromkeys(piece.link for line in lines for piece in line if piece.link))


NOT_STATED: Pieces = (Piece("not stated", "muted"),)


def fact(label: str, *values: Pieces) -> Fact:
    """A fact without its empty values."""
    return Fact(label, tuple(value for value in values if value))


def section(heading: str, *facts: Fact, asks: Asks = ("", "")) -> Section:
    """A section without its facts that have no value."""
    return Section(text(heading, "name", asks=asks), tuple(each for each in facts if each.values))


def text(words: str | None, role: Role = "text", link: str = "", field: str = "", asks: Asks = ("", "")) -> Pieces:
    """One piece; none of an empty text."""
    return (Piece(words, role, link, field, asks),) if words else ()


def leading(pieces: Pieces, link: str, asks: Asks = ("", "")) -> Pieces:
    """The pieces as one link: a row of a list leads to what it is about, from its first word to its last."""
    return tuple(piece._replace(link=link, asks=asks, row=True) for piece in pieces)


def joined(parts: Iterable[Sequence[Piece]], between: str = " · ") -> Pieces:
    """The parts that are not empty, with ``between`` between them."""
    pieces: list[Piece] = []
    for part in parts:
        if part and pieces:
            pieces.append(Piece(between, "rule" if between == " · " else "muted"))
        pieces += part
    return tuple(pieces)


def in_marks(words: str, role: Role = "text", field: str = "") -> Pieces:
    return Piece("“", role), Piece(words, role, field=field), Piece("”", role)


def related(dossier: Dossier, id: str) -> Mapping[str, list[str]]:
    """For each relation of :mod:`kaztui.links` the ids to which a record has it; none for one that it has not."""
    found: dict[str, list[str]] = defaultdict(list)
    for link in dossier.links(id):
        found[link.relation].append(link.id)
    return found


# -- names --------------------------------------------------------------------------------------------


def actor(dossier: Dossier, id: str, asks: str = "actor", role: Role = "text", field: str = "") -> Pieces:
    """An actor's name; ``asks``: the field that it becomes as a filter."""
    return text(dossier.actors[id].name, role, id, field, (asks, id))


def actors(dossier: Dossier, ids: Iterable[str], asks: str = "actor") -> Pieces:
    return joined((actor(dossier, id, asks) for id in ids), ", ")


def event_name(record: Event, field: str = "") -> Pieces:
    """As :func:`kaztui.wording.event_title` has it."""
    known: dict[str, Role] = {"planned": "planned", "alleged": "alleged"}
    role, asks = known.get(record.status, "text"), ("event", record.id)
    return (
        text("" if record.status == "happened" else f"{record.status}: ", role, record.id, asks=asks)
        + text(record.title, role, record.id, field, asks)
        + text(f" ({record.part_of_day})" if record.part_of_day else "", "muted", record.id, asks=asks)
    )


def place(dossier: Dossier, id: str, field: str = "") -> Pieces:
    return text(dossier.places[id].name, "text", id, field, ("place", id))


def source(dossier: Dossier, id: str, role: Role = "text", field: str = "") -> Pieces:
    """An article as :func:`kaztui.wording.source_label` has it; ``field`` is that of its outlet."""
    record = dossier.sources[id]
    label = wording.source_label(record)
    outlet = len(record.container_title or "") if field else 0
    return text(label[:outlet], role, id, field, ("source", id)) + text(label[outlet:], role, id, "", ("source", id))


def moment(dossier: Dossier, when: When) -> Pieces:
    """A date with its year, how it is known, and the words that were printed, which may be all that is known."""
    shown = _date(dossier, when.date) if when.date else NOT_STATED
    if when.date and when.basis == "inferred":
        shown += (Piece(" (inferred)", "doubt"),)
    return shown + ((Piece(", printed ", "muted"), *in_marks(when.printed)) if when.printed else ())


def _date(dossier: Dossier, date: dates.Date) -> Pieces:
    one = date.earliest if date.earliest == date.latest else None
    return text(dates.show(date), "date", asks=("on", written(one, dossier.year)) if one else ("", ""))


def day(dossier: Dossier, record: Event | Statement) -> str:
    """The label of what is told day by day."""
    return wording.day(dossier, dossier.when(record))


# -- rows ---------------------------------------------------------------------------------------------


def event(record: Event, part: str = "") -> Pieces:
    """An event in a list, and somebody's part in it."""
    return leading(event_name(record) + text(f", {part}" if part else "", "muted"), record.id, ("event", record.id))


def statement(dossier: Dossier, record: Statement, *, who: bool = True, dated: bool = False) -> Pieces:
    """``Putin, Mon 10 Jan: what he said``; the name is left out where it is known, the day where it is the label."""
    when = dossier.when(record) if dated else None
    known = joined(
        (
            text(dossier.actors[record.speaker].name if who else "", "name"),
            text(wording.day(dossier, when) if when and when.date else "", "date"),
        ),
        ", ",
    )
    return leading(joined((known, text(record.gist)), ": "), record.id)


def words(quote: Quote, field: bool = False) -> Pieces:
    """Own words in marks; reported ones, and the article's term in marks, called so."""
    shown, own = wording.words(quote)
    if not own:
        return Piece("in our words: ", "muted"), Piece(shown, field="paraphrase" if field else "")
    marked = in_marks(shown, "scare" if quote.mode == "scare" else "words", "text" if field else "")
    return (Piece("marked by the article: ", "muted"), *marked) if quote.mode == "scare" else marked


def spoken(dossier: Dossier, quote: Quote) -> Pieces:
    """``Putin: “his words”``."""
    speaker = dossier.actors[dossier.statement_of(quote.id).speaker]
    return leading(joined((text(speaker.name, "name"), words(quote)), ": "), quote.id)


def chain(dossier: Dossier, quote: Quote) -> Pieces:
    """From the speaker to the article; inferred links end in ``?``."""
    position = {id: number for number, id in enumerate(sorted(dossier.attribution(quote).actors))}
    speaker, *through, _ = wording.chain_steps(dossier, quote)
    links = (
        _step(step, [actor(dossier, id, "via", field=f"chain.{position[id]}.name") for id in step.ids])
        for step in through
    )
    first = actor(dossier, speaker.ids[0], "speaker", field="speaker.name")
    return joined((first, *links, source(dossier, quote.source, field="source.container-title")), wording.ARROW)


def _step(step: wording.Step, names: Sequence[Pieces]) -> Pieces:
    shown = joined(names, " or ")
    shown += text(step.text[sum(len(piece.text) for piece in shown) :], "muted")
    return shown + ((shown[-1]._replace(text="?", role="doubt", field=""),) if step.inferred else ())


def report(dossier: Dossier, record: Report, event: str = "") -> Pieces:
    """Through whom a report reached its article and where it stands there, then its note.

    It leads to the quote through which it is made, else to what the article says of ``event``, else to the article.
    """
    source = dossier.source_of_report(record)
    at = dossier.quotes[record.quote].at if record.quote else record.at
    steps = (text(step.text) + text("?" if step.inferred else "", "doubt")
             for step in wording.report_steps(dossier, record))  # fmt: skip
    where = text(wording.place_in_source(dossier, source, at[0]) if at else "", "muted")
    target = record.quote or (f"{event}@{source}" if event else source)
    through = leading(joined((joined(steps, wording.ARROW), where)), target, ("source", source))
    return joined((through, text(record.note, "muted")))


def role(dossier: Dossier, record: Actor, number: int) -> Pieces:
    """``president, Russia, since 2012``."""
    held = record.roles[number]
    spans = (("since", held.since), ("until", held.until))
    shown = text(held.title)
    if held.of:
        shown += (Piece(", ", "muted"), *actor(dossier, held.of))
    for word, known in spans:
        if known:
            shown += (Piece(f", {word} ", "muted"), Piece(dates.show(dates.parse(known)), "date"))
    return shown


def answered_question(dossier: Dossier, id: str) -> Pieces:
    """``How many died? Eleven``."""
    question, said = dossier.claim_of(id).question, dossier.answers[id].answer
    return leading(joined((text(question, "muted"), text(said)), " "), id)


def contradicted(dossier: Dossier, id: str) -> list[Pieces]:
    """The events and the answers that a quote or an article contradicts."""
    denied = related(dossier, id)["contradicts"]
    events = in_time(dossier, (dossier.events[each] for each in denied if each in dossier.events))
    answers = (each for each in denied if each in dossier.answers)
    return [*(event(dossier.events[each]) for each in events), *(answered_question(dossier, each) for each in answers)]


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
