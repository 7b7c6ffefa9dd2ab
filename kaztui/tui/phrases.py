"""Records as a reader reads them, in inks: the pieces of which lists and sheets are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from .. import dates, wording
from ..dossier import Attribution, Dossier, When
from ..filters import written
from ..records import Actor, Event, Quote, Report, Source, Statement
from ..views import Cell
from .ink import Line, Span, ink, linked, marked, wrap

if TYPE_CHECKING:
    from ..search import Spans as Found

Language = Literal["original", "English", "both"]
LANGUAGES: tuple[Language, ...] = ("original", "English", "both")

MODES = {"direct": "direct", "mixed": "mixed", "indirect": "reported", "scare": "scare"}
EVENT_MARKS = {"happened": " ", "planned": "◇", "alleged": "?", "ongoing": "…"}
EVENT_INKS = {"happened": "text", "planned": "planned", "alleged": "alleged", "ongoing": "text"}
MARK_INKS = {"happened": "text", "planned": "planned", "alleged": "doubt", "ongoing": "text"}
CELL_MARKS: dict[Cell, str] = {"reports": "●", "contradicts": "≠", "silent": "·", "before": "‹"}
CELL_INKS: dict[Cell, str] = {"reports": "text", "contradicts": "doubt", "silent": "soft", "before": "soft"}
CELL_MEANINGS: dict[Cell, str] = {
    "reports": "reports", "contradicts": "contradicts", "silent": "silent", "before": "older than it",
}  # fmt: skip
REPLY = "↩"
SHORT = 24
SEEN = frozenset({"text", "paraphrase", "gloss", "name", "statement.gist", "source.container-title"})
"""Fields that lists show."""


def dot() -> Span:
    return Span(" · ", "rule")


def joined(items: Iterable[Iterable[Span]], between: Span | None = None) -> list[Span]:
    """The items with ``between``, a dot, between them."""
    spans: list[Span] = []
    for item in items:
        if spans:
            spans.append(between or dot())
        spans += item
    return spans


def date(dossier: Dossier, moment: When) -> Span:
    """A date in a line, short, without the dossier's own year."""
    return ink(whole(wording.day(dossier, moment)), "time" if moment.date else "soft")


def whole(text: str) -> str:
    """``text``, not to be broken between lines where it is short."""
    return text.replace(" ", "\N{NO-BREAK SPACE}") if len(text) <= SHORT else text


def date_with_basis(dossier: Dossier, moment: When) -> list[Span]:
    """A date with its year, how it is known, and the words that were printed, which may be all that is known."""
    spans = [Span("not stated", "soft")]
    if moment.date:
        spans = [ink(dates.show(moment.date), "time")]
        if moment.date.earliest and moment.date.earliest == moment.date.latest:
            spans = linked(spans, "", "on", written(moment.date.earliest, dossier.year))
    if moment.date and moment.basis == "inferred":
        spans.append(Span(" inferred", "doubt"))
    if moment.printed:
        spans += [Span(", printed ", "soft"), ink(whole(wording.in_marks(moment.printed)))]
    return spans


def spots(found: Found, field: str, text: str) -> Sequence[tuple[int, int]]:
    """What to mark in a text. All of a name where nothing that matched is to be seen but another name of the same."""
    owner = field.removesuffix("name")
    if owner != field and not any(other in SEEN or other.endswith(".name") for other in found):
        others = (f"{owner}native.", f"{owner}aliases.")
        if any(other.startswith(others) for other in found):
            return [(0, len(text))]
    return found.get(field, ())


def name(
    actor: Actor, found: Found, field: str = "", ink_name: str = "strong", asks: str = "speaker"
) -> list[Span]:
    """What an actor is called; ``asks`` is the field that it becomes as a filter."""
    spans = marked(actor.name, spots(found, f"{field}name", actor.name), ink_name)
    return linked(spans, actor.id, asks)


def words(quote: Quote, found: Found, language: Language) -> list[list[Span]]:
    """What a quote says, a paragraph a language: own words in quotation marks, reported ones called so."""
    original = _original(quote, found)
    english = _english(quote, found)
    if language == "original" or english is None:
        return [original]
    return [english] if language == "English" else [original, english]


def _original(quote: Quote, found: Found) -> list[Span]:
    text, own = wording.words(quote)
    if own:
        known = "text" if quote.mode == "scare" else "own"  # marks of the article's, not words of the speaker's
        return [Span("“", known), *marked(text, found.get("text", ()), known), Span("”", known)]
    return [Span("in our words: ", "soft"), *marked(text, found.get("paraphrase", ()))]


def _english(quote: Quote, found: Found) -> list[Span] | None:
    if quote.gloss is None:
        return None
    spans = marked(quote.gloss, found.get("gloss", ()), "gloss")
    # Of a direct quote the whole gloss translates own words; of others it has marks where it does.
    return [Span("“", "gloss"), *spans, Span("”", "gloss")] if quote.mode == "direct" else spans


def doubts(quote: Quote) -> list[Span]:
    """The word for a quote that is not certain."""
    return [] if quote.certainty == "certain" else [Span(quote.certainty, "doubt")]


def through(dossier: Dossier, quote: Quote, found: Found) -> list[Span]:
    """From the origin to the article: ``TASS? ▸ Sputnik ▸ PLVN (002)``; inferred links end in ``?``."""
    attribution = dossier.attribution(quote)
    position = {actor: number for number, actor in enumerate(sorted(attribution.actors))}

    def named(actor: str) -> list[Span]:
        return name(dossier.actors[actor], found, f"chain.{position[actor]}.", "text", "via")

    return _origins(attribution, named) + source(dossier.sources[quote.source], found, "source.")


def passage(dossier: Dossier, report: Report) -> list[Span]:
    """Through whom a report reached its article: as :func:`through`, but one link, to the quote or the article."""
    attribution = dossier.attribution_of_report(report)
    article = dossier.source_of_report(report)
    label = wording.source_label(dossier.sources[article])
    if attribution.basis == "none" and not report.quote:
        return linked([ink(f"{label} itself")], article, "source")
    origins = _origins(attribution, lambda actor: [ink(dossier.actors[actor].name)])
    return linked([*origins, ink(label)], report.quote or article, "source", article)


def _origins(attribution: Attribution, named: Callable[[str], list[Span]]) -> list[Span]:
    """``TASS? ▸ Sputnik ▸``, from the origin on."""
    if attribution.basis == "none":
        return [Span(wording.NO_ORIGIN, "soft"), _arrow()]
    spans: list[Span] = []
    for link in reversed(attribution.links):
        spans += joined(map(named, link), Span(" or ", "soft"))
        if attribution.basis == "inferred":
            spans.append(Span("?", "doubt"))
        spans.append(_arrow())
    if attribution.basis == "article":
        spans.insert(len(spans) - 1, Span(" (article)", "soft"))
    return spans


def _arrow() -> Span:
    return Span(wording.ARROW, "rule")


def source(record: Source, found: Found, field: str = "") -> list[Span]:
    """The article's name in a line."""
    spans = marked(wording.source_label(record), found.get(f"{field}container-title", ()), "soft")
    return linked(spans, record.id, "source")


def event(record: Event, found: Found) -> list[Span]:
    """An event's title, after the word for what has not simply happened: as ``wording.event_title`` has it."""
    spans = [] if record.status == "happened" else [Span(f"{record.status}: ", MARK_INKS[record.status])]
    spans += marked(record.title, found.get("title", ()), EVENT_INKS[record.status])
    if record.part_of_day:
        spans.append(ink(f" ({record.part_of_day})", "soft"))
    return linked(spans, record.id, "event")


def dated(dossier: Dossier, record: Event) -> list[Span]:
    """``Mon 10 Jan · what happened``: one link to the event."""
    return linked(joined([[date(dossier, dossier.when(record))], event(record, {})]), record.id, "event")


def plural(count: int, noun: str) -> str:
    """``1 quote``, ``2 quotes``."""
    return f"{count} {noun}{'s' * (count != 1)}"


def more(count: int, noun: str, width: int) -> list[Line]:
    """That a view ends before its records do."""
    said = f"{plural(count, f'more {noun}')} not shown: a query leaves fewer."
    return [Line(), *map(Line, wrap([Span(said, "doubt")], width))]


def statement(dossier: Dossier, record: Statement) -> list[Span]:
    """``Putin · Mon 10 Jan · what he said``: one link to the statement."""
    speaker = [ink(dossier.actors[record.speaker].name, "strong")]
    return linked(joined((speaker, [date(dossier, dossier.when(record))], [ink(record.gist)])), record.id)
