"""The reader's words for what a dossier holds: one wording for every screen, command and file.

Strings here are plain text. What comes out of a record is in them as it was written: whoever draws them makes
them safe first (:func:`kaztui.text.sanitise`).
"""

from __future__ import annotations

from typing import NamedTuple

from . import dates
from .dossier import Attribution, Dossier, When
from .records import Answer, Event, Quote, Report, Source, Statement

MODE_MEANINGS = {
    "direct": "the speaker's words, quoted in full",
    "mixed": "some of the speaker's words, quoted inside reported speech",
    "indirect": "reported, in our words",
    "scare": "a term that the article holds at arm's length",
}
ARROW = " ▸ "
NO_ORIGIN = "no origin named"
OUTLET_UNKNOWN = "(outlet not named)"


def source_label(source: Source) -> str:
    """What a source is called in a line: its outlet where that is known, else its id."""
    return source.container_title or source.id


def outlet(source: Source) -> str:
    """The outlet as it is cited, with how it is known where the article does not say it."""
    if source.container_title is None or source.outlet_basis == "unknown":
        return OUTLET_UNKNOWN
    return source.container_title + (" (inferred)" if source.outlet_basis == "inferred" else "")


class Step(NamedTuple):
    """One link of a chain as it is shown; ``inferred`` ones are marked with ``?``."""

    text: str
    inferred: bool


def chain_steps(dossier: Dossier, quote: Quote) -> list[Step]:
    """From the speaker to the article: ``Putin``, ``TASS``, ``PLVN``."""
    statement = dossier.statement_of(quote.id)
    return [
        Step(dossier.actors[statement.speaker].name, quote.certainty != "certain"),
        *_links(dossier, dossier.attribution(quote)),
        Step(source_label(dossier.sources[quote.source]), False),
    ]


def _links(dossier: Dossier, attribution: Attribution) -> list[Step]:
    if attribution.basis == "none":
        return [Step(f"({NO_ORIGIN})", False)]
    article = " (credited by the article as a whole)" if attribution.basis == "article" else ""
    return [
        Step(" or ".join(dossier.actors[actor].name for actor in link) + article, attribution.basis == "inferred")
        for link in reversed(attribution.links)
    ]


def chain(dossier: Dossier, quote: Quote) -> str:
    """``Vladimir Putin ▸ TASS ▸ PLVN``; inferred links end in ``?``."""
    return ARROW.join(step.text + ("?" if step.inferred else "") for step in chain_steps(dossier, quote))


def report_chain(dossier: Dossier, report: Report) -> str:
    """Through whom a report reached its article: ``TASS ▸ PLVN``, with the speaker where it is a quote's."""
    if report.quote:
        return chain(dossier, dossier.quotes[report.quote])
    source = dossier.sources[dossier.source_of_report(report)]
    attribution = dossier.attribution_of_report(report)
    if attribution.basis == "none":
        return f"{source_label(source)} itself"
    steps = [*_links(dossier, attribution), Step(source_label(source), False)]
    return ARROW.join(step.text + ("?" if step.inferred else "") for step in steps)


def when(dossier: Dossier, moment: When, *, compact: bool = False) -> str:
    """A date with how it is known: ``Mon 10 Jan 2022 (inferred)``; ``undated``."""
    if moment.date is None:
        return "undated"
    year = main_year(dossier) if compact else None
    shown = dates.show(moment.date, year=year, compact=compact)
    return shown + (" (inferred)" if moment.basis == "inferred" and not compact else "")


def main_year(dossier: Dossier) -> int | None:
    """The year that all of a dossier's period lies in, which short dates leave out."""
    period = dossier.period
    if period is None or period.earliest is None or period.latest is None:
        return None
    return period.earliest[0] if period.earliest[0] == period.latest[0] else None


def place_in_source(dossier: Dossier, source: str, offset: int) -> str:
    """``paragraph 23 of 24``."""
    number, of = dossier.paragraph(source, offset)
    return f"paragraph {number} of {of}" if number else f"character {offset}"


def words(quote: Quote) -> tuple[str, bool]:
    """What a quote shows, and whether it is the speaker's own words: those stand in quotation marks."""
    if quote.text is not None:
        return quote.text, True
    return quote.paraphrase or "", False


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
    """The figure of an answer: ``164``, ``about 8000``-like ranges ``150–170``, with its unit; empty without one."""
    if answer.value is not None:
        number = f"{answer.value:,}".replace(",", " ")
    elif answer.low is not None and answer.high is not None:
        number = f"{answer.low}–{answer.high}"
    elif answer.low is not None:
        number = f"≥ {answer.low}"
    elif answer.high is not None:
        number = f"≤ {answer.high}"
    else:
        return ""
    return f"{number} {answer.unit}" if answer.unit else number
