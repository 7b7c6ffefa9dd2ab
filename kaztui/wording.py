"""The reader's words for what a dossier holds: one wording for every screen, command and file.

Strings here are plain text. What comes out of a record is in them as it was written: whoever draws them makes
them safe first (:func:`kaztui.text.sanitise`).
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from . import dates
from .dossier import Attribution, Dossier, When
from .query import Phrase, Query, Term, Word
from .records import Actor, Answer, Claim, Event, Place, Quote, Report, Source, Statement
from .text import fold

MODE_MEANINGS = {
    "direct": "the speaker's words, quoted in full",
    "mixed": "some of the speaker's words, quoted inside reported speech",
    "indirect": "reported, in our words",
    "scare": "a term that the article holds at arm's length",
}
ARROW = " ▸ "
NO_ORIGIN = "no origin named"
OUTLET_UNKNOWN = "(outlet not named)"
OUTLETS = {"stated": "the text says so", "inferred": "inferred", "unknown": "the text does not say"}
"""How an article's outlet is known."""
_MARKS = ("~", "?", "in ", "≤", "≥", "→")
LANGUAGES = {"en": "English", "kk": "Kazakh", "ru": "Russian", "vi": "Vietnamese", "zh": "Chinese"}


def source_label(source: Source) -> str:
    """What a source is called in a line: its id, after its outlet where that is known: ``PLVN (002)``, ``004``.

    Notes, the matrix and the ids of quotes speak of the article by its id, so a reader must be able to tell which
    that is: it is left out only where the outlet says it (``mien-song`` in ``Báo Miền Sông``).
    """
    outlet = source.container_title
    if outlet is None:
        return source.id
    return outlet if source.id.replace("-", " ") in fold(outlet) else f"{outlet} ({source.id})"


def outlet(source: Source) -> str:
    """The outlet as it is cited, with how it is known where the article does not say it."""
    if source.container_title is None or source.outlet_basis == "unknown":
        return OUTLET_UNKNOWN
    return source.container_title + (" (inferred)" if source.outlet_basis == "inferred" else "")


class Step(Struct, frozen=True):
    """One link of a chain as it is shown; ``inferred`` ones are marked with ``?``.

    ``ids``: of the actors, or of the article, that it names, in order, with ``or`` between them.
    """

    text: str
    inferred: bool
    ids: tuple[str, ...] = ()


def chain_steps(dossier: Dossier, quote: Quote) -> list[Step]:
    """From the speaker to the article: ``Putin``, ``TASS``, ``PLVN (002)``."""
    speaker = dossier.actors[dossier.statement_of(quote.id).speaker]
    attribution = dossier.attribution(quote)
    # an agency that speaks itself is its own origin
    own = speaker.kind == "media" and attribution.basis == "none"
    return [
        Step(speaker.name, False, (speaker.id,)),
        *([] if own else _links(dossier, attribution)),
        Step(source_label(dossier.sources[quote.source]), False, (quote.source,)),
    ]


def _links(dossier: Dossier, attribution: Attribution) -> list[Step]:
    if attribution.basis == "none":
        return [Step(f"({NO_ORIGIN})", False)]
    article = " (credited by the article as a whole)" if attribution.basis == "article" else ""
    return [
        Step(" or ".join(dossier.actors[actor].name for actor in link) + article, attribution.basis == "inferred", link)
        for link in reversed(attribution.links)
    ]


def chain(dossier: Dossier, quote: Quote) -> str:
    """``Vladimir Putin ▸ TASS ▸ PLVN (002)``; inferred links end in ``?``."""
    return _shown(chain_steps(dossier, quote))


def _shown(steps: Iterable[Step]) -> str:
    return ARROW.join(step.text + ("?" if step.inferred else "") for step in steps)


def report_chain(dossier: Dossier, report: Report) -> str:
    """Through whom a report reached its article: ``TASS ▸ PLVN (002)``, with the speaker where it is a quote's."""
    return _shown(report_steps(dossier, report))


def report_steps(dossier: Dossier, report: Report) -> list[Step]:
    """The steps of :func:`report_chain`."""
    if report.quote:
        return chain_steps(dossier, dossier.quotes[report.quote])
    source = dossier.sources[dossier.source_of_report(report)]
    attribution = dossier.attribution_of_report(report)
    if attribution.basis == "none":
        return [Step(f"{source_label(source)} itself", False, (source.id,))]
    return [*_links(dossier, attribution), Step(source_label(source), False, (source.id,))]


def when(dossier: Dossier, moment: When, *, compact: bool = False) -> str:
    """A date with how it is known: ``Mon 10 Jan 2022 (inferred)``; ``undated``."""
    if moment.date is None:
        return "undated"
    year = dossier.year if compact else None
    shown = dates.show(moment.date, year=year, compact=compact)
    return shown + (" (inferred)" if moment.basis == "inferred" and not compact else "")


def place_in_source(dossier: Dossier, source: str, offset: int) -> str:
    """``paragraph 23 of 24``."""
    number, of = dossier.paragraph(source, offset)
    return f"paragraph {number} of {of}" if number else f"character {offset}"


def words(quote: Quote) -> tuple[str, bool]:
    """What a quote shows, and whether it is the speaker's own words: those stand in quotation marks."""
    if quote.text is not None:
        return quote.text, True
    return quote.paraphrase or "", False


def plural(count: int, noun: str) -> str:
    """``1 quote``, ``2 quotes``, ``1,000 quotes``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def in_marks(text: str) -> str:
    """``text`` in double quotation marks."""
    return f"“{text}”"


def quoted(quote: Quote) -> str:
    """One line of a quote: ``“own words”``, or ``reported, in our words: …``."""
    text, own = words(quote)
    return in_marks(text) if own else f"{MODE_MEANINGS['indirect']}: {text}"


def speaker(dossier: Dossier, statement: Statement) -> str:
    return dossier.actors[statement.speaker].name


def event_sources(dossier: Dossier, event: Event) -> list[str]:
    """Ids of the articles that print an event, in the dossier's order."""
    printed = {dossier.source_of_report(report) for report in event.reports}
    return [source for source in dossier.sources if source in printed]


def figure(answer: Answer) -> str:
    """The figure of an answer with its unit: ``164 people``, ``150–170``, ``≥ 10``; empty without one."""
    value, low, high = (None if n is None else f"{n:,}" for n in (answer.value, answer.low, answer.high))
    if value is not None:
        number = value
    elif low is not None and high is not None:
        number = f"{low}–{high}"
    elif low is not None:
        number = f"≥ {low}"
    elif high is not None:
        number = f"≤ {high}"
    else:
        return ""
    return f"{number} {answer.unit}" if answer.unit else number


def day(dossier: Dossier, moment: When) -> str:
    """A date for a column, without the dossier's own year: ``Mon 10 Jan``, ``≤ 10 Jan``; ``undated``.

    The marks are those of :data:`kaztui.dates.LEGEND`.
    """
    if moment.date is None:
        return "undated"
    compact = moment.date.form != "day" or moment.date.approximate
    return dates.show(moment.date, year=dossier.year, compact=compact)


def legend(days: Iterable[str]) -> list[tuple[str, str]]:
    """The entries of :data:`kaztui.dates.LEGEND` whose marks stand in these days."""
    shown = "\n".join(days)
    marks = [mark for mark in _MARKS if mark in shown]
    return [(sample, meaning) for sample, meaning in dates.LEGEND if any(mark in sample for mark in marks)]


def event_title(event: Event) -> str:
    """An event's title, after the word for what has not simply happened: ``planned: The minister's visit``."""
    part = f" ({event.part_of_day})" if event.part_of_day else ""
    return (f"{event.status}: " if event.status != "happened" else "") + event.title + part


def role(dossier: Dossier, actor: Actor) -> str:
    """The roles that are recorded: ``President of Russia``, ``chair, Mộc Lan province``."""
    titles = []
    for held in actor.roles:
        whole = dossier.actors[held.of].name if held.of else ""
        titles.append(held.title if not whole or whole in held.title else f"{held.title}, {whole}")
    return "; ".join(titles)


def gloss_language(dossier: Dossier) -> str:
    """What the language of the glosses is called: ``English``."""
    tag = (dossier.about.languages.gloss if dossier.about.languages else None) or "en"
    return LANGUAGES.get(tag, tag)


def label(dossier: Dossier, id: str) -> str:
    """A record in one line, whatever its kind: what a link to it shows. Raises ``KeyError``."""
    match dossier.record(id):
        case Actor() | Place() as named:
            return named.name
        case Source() as source:
            return f"{outlet(source)}, {source.title}"
        case Event() as event:
            return f"{day(dossier, dossier.when(event))}: {event_title(event)}"
        case Statement() as statement:
            return f"{speaker(dossier, statement)}: {statement.gist}"
        case Quote() as quote:
            text, own = words(quote)
            who = f"{speaker(dossier, dossier.statement_of(id))} in {source_label(dossier.sources[quote.source])}"
            return f"{who}, {quote.mode}: {in_marks(text)}" if own else f"{who}, {quote.mode}, in our words: {text}"
        case Claim() as claim:
            return claim.question
        case Answer() as answer:
            return answer.answer
    raise TypeError(id)


def why_empty(dossier: Dossier, query: Query) -> str:
    """Which part of a query is to blame for it that no quote answers, in one sentence; empty where none is."""
    from .views import emptied_by  # only an empty result needs it

    emptied = emptied_by(dossier, query)
    if not emptied:
        return ""
    if emptied[0].alone:
        return f"No quote has {_or([_term(each.term) for each in emptied])}."
    if not emptied[0].without:
        return f"Nothing is left from {_term(emptied[0].term)} on."
    left = [f"without {_term(each.term)} {each.without} would be left" for each in emptied[:3]]
    return f"No quote has all of this: {_or(left)}."


def _or(items: list[str]) -> str:
    *before, last = items
    return f"{', '.join(before)} or {last}" if before else last


def _term(term: Term) -> str:
    return in_marks(term.text) if isinstance(term, Word | Phrase) else str(term)
