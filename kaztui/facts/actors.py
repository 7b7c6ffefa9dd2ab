"""The facts of an actor: names and roles, what they said and to whom, what they took part in, who answered whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from .. import wording
from ..dossier import Dossier
from ..records import Actor, Statement
from .pieces import (
    Fact,
    Facts,
    Piece,
    Pieces,
    actors,
    by_day,
    event,
    fact,
    joined,
    linked,
    more,
    role,
    section,
    statement,
    text,
    words,
)


def actor_facts(dossier: Dossier, record: Actor, most: int | None = None) -> Facts:
    def ids(relation: str) -> list[str]:
        return linked(dossier, record.id, relation)

    parts = _parts(dossier, record, ids("took part in"))
    return Facts(
        record.id,
        "actor",
        joined((text(record.name, "name", field="name"), text(record.kind, "muted"))),
        (),
        (
            section(
                "",
                fact("role", *(role(dossier, record, number) for number in range(len(record.roles)))),
                fact("member of", actors(dossier, record.member_of)),
                fact("members", actors(dossier, ids("members"))),
                fact("office holders", actors(dossier, ids("office holders"))),
                *_names(record),
                fact("note", text(record.note)),
                fact("credited by", joined(_source(dossier, id) for id in ids("credited by"))),
            ),
            section("Said", *by_day(dossier, ids("said"), dossier.statements, partial(_said, dossier), most)),
            section("Answered", *_answers(dossier, ids("said"), "replies to", most)),
            section("Was answered", *_answers(dossier, ids("said"), "answered by", most)),
            section("Was told", *by_day(dossier, ids("was told"), dossier.statements, partial(statement, dossier),
                                        most)),
            section("Took part in", *by_day(dossier, ids("took part in"), dossier.events,
                                            lambda each: event(each) + text(parts[each.id], "muted"), most)),
            section("Passed on", *_passed_on(dossier, ids("passed on"), most)),
            section("Says on", *_says_on(dossier, ids("answers"))),
        ),
    )  # fmt: skip


def _names(record: Actor) -> list[Fact]:
    native = [
        fact(f"in {wording.LANGUAGES.get(language, language)}", text(name, field=f"native.{language}"))
        for language, name in record.native.items()
    ]
    aliases = (text(alias, field=f"aliases.{number}") for number, alias in enumerate(record.aliases))
    return [*native, fact("also called", joined(aliases, ", "))]


def _source(dossier: Dossier, id: str) -> Pieces:
    return text(wording.source_label(dossier.sources[id]), link=id)


def _said(dossier: Dossier, said: Statement) -> Pieces:
    """What was said, and the articles that print it, each leading to its wording."""
    wordings = joined((
        text(wording.source_label(dossier.sources[quote.source]), "muted", quote.id) for quote in said.quotes
    ), ", ")  # fmt: skip
    return joined((statement(dossier, said, who=False), wordings))


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


def _parts(dossier: Dossier, record: Actor, events: Iterable[str]) -> dict[str, str]:
    """What an actor did in each event, after a comma."""
    return {
        id: "".join(f", {part.role}" for part in dossier.events[id].participants
                    if part.actor == record.id and part.role)
        for id in events
    }  # fmt: skip


def _passed_on(dossier: Dossier, ids: Sequence[str], most: int | None) -> list[Fact]:
    """Others' words that came through this actor, by article; inferred ones say so."""
    rows: dict[str, list[Pieces]] = {}
    for id in ids[:most]:
        quote = dossier.quotes[id]
        speaker = dossier.actors[dossier.statement_of(id).speaker]
        row = text(speaker.name, link=speaker.id) + (Piece(": ", "muted"), *words(quote))
        if dossier.attribution(quote).basis == "inferred":
            row += (Piece(" (inferred)", "doubt"),)
        rows.setdefault(quote.source, []).append(row)
    by_article = [(source, rows[source.id]) for source in dossier.sources.values() if source.id in rows]
    return [
        *(Fact(wording.source_label(source), tuple(passed)) for source, passed in by_article),
        *more(len(ids), most),
    ]


def _says_on(dossier: Dossier, ids: Iterable[str]) -> list[Fact]:
    rows: dict[str, list[Pieces]] = {}
    for id in ids:
        rows.setdefault(dossier.claim_of(id).id, []).append(text(dossier.answers[id].answer, link=id))
    return [
        fact("questions", *(
            joined((text(dossier.claims[claim].question, link=claim), joined(answers, "; ")), " ")
            for claim, answers in rows.items()
        ))
    ]  # fmt: skip
