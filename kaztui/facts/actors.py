"""The facts of an actor: names and roles, what they said and to whom, what they took part in, who answered whom."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from .. import wording
from ..dossier import Dossier
from ..records import Actor, Event, Statement
from .pieces import (
    Fact,
    Facts,
    Pieces,
    actors,
    answered_question,
    by_day,
    event,
    fact,
    joined,
    leading,
    more,
    related,
    role,
    section,
    source,
    spoken,
    statement,
    text,
)


def actor_facts(dossier: Dossier, record: Actor, most: int | None = None) -> Facts:
    ways = related(dossier, record.id)
    said = ways["said"]
    asks = ("speaker" if said else "actor", record.id)
    return Facts(
        record.id,
        "actor",
        joined((text(record.name, "name", field="name", asks=asks), text(record.kind, "muted"))),
        (),
        (
            section(
                "",
                fact("role", *(role(dossier, record, number) for number in range(len(record.roles)))),
                fact("member of", actors(dossier, record.member_of)),
                fact("members", actors(dossier, ways["members"])),
                fact("office holders", actors(dossier, ways["office holders"])),
                *_names(record),
                fact("note", text(record.note)),
                fact("credited by", joined(source(dossier, id) for id in ways["credited by"])),
            ),
            section("Said", *by_day(dossier, said, dossier.statements, partial(_said, dossier), most)),
            section("Answered", *_answers(dossier, said, "replies to", most)),
            section("Was answered", *_answers(dossier, said, "answered by", most)),
            section("Was told", *by_day(dossier, ways["was told"], dossier.statements, partial(statement, dossier),
                                        most)),
            section("Took part in", *by_day(dossier, ways["took part in"], dossier.events,
                                            lambda each: event(each, part=_part(record, each)), most)),
            section("Passed on", *_passed_on(dossier, ways["passed on"], most), asks=("via", record.id)),
            section("Says on", fact("questions", *(answered_question(dossier, id) for id in ways["answers"]))),
        ),
    )  # fmt: skip


def _names(record: Actor) -> list[Fact]:
    native = [
        fact(f"in {wording.LANGUAGES.get(language, language)}", text(name, field=f"native.{language}"))
        for language, name in record.native.items()
    ]
    aliases = (text(alias, field=f"aliases.{number}") for number, alias in enumerate(record.aliases))
    return [*native, fact("also called", joined(aliases, ", "))]


def _said(dossier: Dossier, said: Statement) -> Pieces:
    """What was said, and the articles that print it."""
    articles = dict.fromkeys(wording.source_label(dossier.sources[quote.source]) for quote in said.quotes)
    return leading(joined((statement(dossier, said, who=False), text(", ".join(articles), "muted"))), said.id)


def _answers(dossier: Dossier, said: Sequence[str], relation: str, most: int | None) -> list[Fact]:
    """``What was answered ↩ Blinken: what he said``, by the day of the answer; of all that an actor said."""
    pairs = [(link.id, own) for own in said for link in dossier.links(own) if link.relation == relation]
    if relation == "replies to":  # theirs are the answers
        pairs = [(own, other) for other, own in pairs]
    answered = {answer: other for answer, other in pairs}
    mine = set(said)

    def row(answer: Statement) -> Pieces:
        other = dossier.statements[answered[answer.id]]
        both = (statement(dossier, each, who=each.id not in mine) for each in (answer, other))
        return joined(both, " ↩ ")

    return by_day(dossier, list(answered), dossier.statements, row, most)


def _part(record: Actor, each: Event) -> str:
    """What an actor did in an event."""
    return ", ".join(part.role for part in each.participants if part.actor == record.id and part.role)


def _passed_on(dossier: Dossier, ids: Sequence[str], most: int | None) -> list[Fact]:
    """Others' words that came through this actor, by article; inferred ones say so."""
    rows: dict[str, list[Pieces]] = {}
    for id in ids[:most]:
        quote = dossier.quotes[id]
        inferred = dossier.attribution(quote).basis == "inferred"
        row = spoken(dossier, quote) + text(" (inferred)" if inferred else "", "doubt")
        rows.setdefault(quote.source, []).append(row)
    by_article = [(record, rows[record.id]) for record in dossier.sources.values() if record.id in rows]
    return [
        *(Fact(wording.source_label(record), tuple(passed)) for record, passed in by_article),
        *more(len(ids), most),
    ]
