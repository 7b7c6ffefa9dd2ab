"""Citations in words. Every string that is returned is sanitised: one line, safe for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .. import dates, wording
from ..claims import answer as answer_row
from ..dossier import Attribution, Dossier, When
from ..records import Answer, Claim, Event, Quote, Report, Source
from ..text import sanitise

Citable = Quote | Event | Claim | Answer | Source
Reported = Event | Answer
"""What articles report, and are cited for; of quotes they are the words themselves."""


def plain(dossier: Dossier, records: Iterable[Citable]) -> str:
    """Citations as plain text, one paragraph a record, each with its own sources."""
    return "\n".join("\n".join(_paragraph(dossier, record)) + "\n" for record in records)


def _paragraph(dossier: Dossier, record: Citable) -> list[str]:
    match record:
        case Source():
            return [source_line(dossier, record)]
        case Claim():
            return [claim_line(record)]
        case Quote():
            source = source_line(dossier, dossier.sources[record.source], place(dossier, record.source, record.at[0]))
            return [f"{passage_line(dossier, record)}. {source}"]
    return [f"{reported_line(dossier, record)}.", *(f"- {line}" for line in _reports(dossier, record))]


def passage_line(dossier: Dossier, quote: Quote) -> str:
    """Words, who said them, when, through whom; for an indirect quote who and when first."""
    who = f"{speaker(dossier, quote)}, {about(dossier, quote)}"
    if is_reported(quote):
        return f"{who}; {reported(quote)}"
    gloss = translation(dossier, quote)
    return f"{own_words(quote)}{f' ({gloss})' if gloss else ''}: {who}"


def is_reported(quote: Quote) -> bool:
    """Whether a quote holds no words that the speaker is said to have used."""
    return quote.mode in ("indirect", "scare")


def own_words(quote: Quote) -> str:
    return wording.in_marks(sanitise(quote.text or ""))


def reported(quote: Quote) -> str:
    """``reported, in our words: …``; never in quotation marks, but for the article's own around a scare term."""
    words = sanitise(quote.gloss or quote.paraphrase or "").rstrip(".")
    scare = f" (the article's marks: {own_words(quote)})" if quote.mode == "scare" and quote.text else ""
    return f"{wording.MODE_MEANINGS['indirect']}: {words}{scare}"


def translation(dossier: Dossier, quote: Quote) -> str:
    """``English, our translation: “…”``; of a mixed quote the whole clause, in which only the quoted part has marks."""
    if not quote.gloss:
        return ""
    gloss = sanitise(quote.gloss)
    language = sanitise(wording.gloss_language(dossier))
    return f"{language}, our translation: {wording.in_marks(gloss) if quote.mode == 'direct' else gloss}"


def speaker(dossier: Dossier, quote: Quote) -> str:
    return sanitise(wording.speaker(dossier, dossier.statement_of(quote.id)))


def about(dossier: Dossier, quote: Quote) -> str:
    """When and through whom, and how certain that is where it is not certain."""
    doubt = "" if quote.certainty == "certain" else f", {quote.certainty}"
    return f"{moment(dossier.when(quote))}, {through(dossier, quote)}{doubt}"


def through(dossier: Dossier, quote: Quote) -> str:
    """``as reported by TASS, passed on by Sputnik (inferred)``; ``no origin named``."""
    return chain(dossier, dossier.attribution(quote))


def chain(dossier: Dossier, attribution: Attribution) -> str:
    if attribution.basis == "none":
        return wording.NO_ORIGIN
    names = [" or ".join(sanitise(dossier.actors[id].name) for id in link) for link in reversed(attribution.links)]
    basis = {
        "inferred": " (inferred)",
        "article": " (credited by the article as a whole)",
    }.get(attribution.basis, "")
    return "as reported by " + ", passed on by ".join(names) + basis


def moment(when: When) -> str:
    """A date at its own precision: ``Mon 10 Jan 2022``; ``date not stated``."""
    if when.date is None:
        return "date not stated"
    return dates.show(when.date) + (" (inferred)" if when.basis == "inferred" else "")


def place(dossier: Dossier, source: str, offset: int) -> str:
    return wording.place_in_source(dossier, source, offset)


def source_line(dossier: Dossier, source: Source, locator: str = "") -> str:
    """``Author: “Title as printed”, Outlet, 10 Jan 2022, paragraph 3 of 6, URL``."""
    author = ", ".join(map(sanitise, source.author))
    outlet, url = sanitise(wording.outlet(source)), sanitise(source.url or "")
    parts = [title(source), outlet, issued(dossier, source), locator, url]
    return (f"{author}: " if author else "") + ", ".join(part for part in parts if part)


def title(source: Source) -> str:
    """The title as printed, in marks; a supplied one in its brackets."""
    shown = sanitise(source.title)
    return shown if source.title_basis == "supplied" else wording.in_marks(shown)


def issued(dossier: Dossier, source: Source) -> str:
    return moment(dossier.when(source)) if source.issued else "undated"


def event_line(dossier: Dossier, event: Event) -> str:
    return f"{sanitise(wording.event_title(event))}, {moment(dossier.when(event))}"


def reported_line(dossier: Dossier, record: Reported) -> str:
    """An event, or an answer with its question, in one line."""
    return event_line(dossier, record) if isinstance(record, Event) else answer_line(dossier, record)


def claim_line(claim: Claim) -> str:
    """The question with its note: why its answers are or are not comparable."""
    return sanitise(f"{claim.question} {claim.note or ''}".strip())


def answer_line(dossier: Dossier, answer: Answer) -> str:
    """``How many died? Eleven (disputed; as of 6 Jan 2022; of the missing, too; printed “11 người”)``."""
    row = answer_row(dossier, answer)
    about = (
        "" if row.status == "reported" else row.status,
        row.figure,
        f"as of {row.as_of}" if row.as_of else "",
        f"counts {row.counts}" if row.counts else "",
        f"printed {row.printed}" if row.printed else "",
    )
    details = "; ".join(sanitise(part) for part in about if part)
    question, said = sanitise(dossier.claim_of(answer.id).question), sanitise(row.answer)
    return f"{question} {said.rstrip('.')}" + (f" ({details})" if details else "")


def _reports(dossier: Dossier, record: Reported) -> list[str]:
    return [
        report_line(dossier, report, source_line(dossier, dossier.sources[dossier.source_of_report(report)],
                                                 report_place(dossier, report)))
        for report in record.reports
    ]  # fmt: skip


def report_line(dossier: Dossier, report: Report, source: str) -> str:
    """``reported: Putin, as reported by TASS. <source>``; ``contradicted: the article itself. <source>``."""
    word = "reported" if report.stance == "reports" else "contradicted"
    attribution = dossier.attribution_of_report(report)
    if report.quote:
        who = f"{speaker(dossier, dossier.quotes[report.quote])}, {chain(dossier, attribution)}"
    else:
        who = "the article itself" if attribution.basis == "none" else chain(dossier, attribution)
    return f"{word}: {who}. {source}"


def report_place(dossier: Dossier, report: Report) -> str:
    at = dossier.quotes[report.quote].at if report.quote else report.at
    return place(dossier, dossier.source_of_report(report), at[0]) if at else ""


def sources_of(dossier: Dossier, records: Sequence[Citable]) -> list[Source]:
    """The articles of what is cited, each once, in order of first mention."""
    ids: dict[str, None] = {}
    for record in records:
        match record:
            case Source():
                ids[record.id] = None
            case Quote():
                ids[record.source] = None
            case Event() | Answer():
                ids.update(dict.fromkeys(map(dossier.source_of_report, record.reports)))
    return [dossier.sources[id] for id in ids]


def notes(dossier: Dossier, source: Source, records: Sequence[Citable]) -> list[str]:
    """What a reference manager's note says of an article: how it is known, and what is cited from it."""
    lines = {
        "inferred": ["Outlet inferred, not named in the text."],
        "unknown": ["Outlet not named."],
    }.get(source.outlet_basis, [])
    if source.issued and source.issued_basis == "inferred":
        lines = [*lines, "Date inferred."]
    for record in records:
        if isinstance(record, Quote) and record.source == source.id:
            lines = [*lines, f"Cited, {place(dossier, source.id, record.at[0])}: {passage_line(dossier, record)}."]
        elif isinstance(record, Event | Answer):
            kind = "event" if isinstance(record, Event) else "answer"
            for report in record.reports:
                if dossier.source_of_report(report) == source.id:
                    where = report_place(dossier, report)
                    what = f"{report.stance} the {kind}: {reported_line(dossier, record)}."
                    lines = [*lines, f"Cited{f', {where}' if where else ''}: {what}"]
    return lines
