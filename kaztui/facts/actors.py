"""The facts of an actor: names and roles, what they said and to whom, what they took part in, who answered whom."""

from __future__ import annotations

from collections.abc import Iterable

from .. import wording
from ..dossier import Dossier
from ..order import in_time
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
    role,
    section,
    statement,
    text,
    words,
)


def actor_facts(dossier: Dossier, record: Actor) -> Facts:
    def ids(relation: str) -> list[str]:
        return linked(dossier, record.id, relation)

    said = _statements(dossier, ids("said"))
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
            section("Said", *by_day(dossier, ((each, _said(dossier, each)) for each in said))),
            section("Answered", *by_day(dossier, _answered(dossier, said, "replies to"))),
            section("Was answered", *by_day(dossier, _answered(dossier, said, "answered by"))),
            section("Was told", *by_day(dossier, (
                (each, statement(dossier, each)) for each in _statements(dossier, ids("was told"))
            ))),
            section("Took part in", *_took_part(dossier, record, ids("took part in"))),
            section("Passed on", *_passed_on(dossier, ids("passed on"))),
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


def _statements(dossier: Dossier, ids: Iterable[str]) -> list[Statement]:
    return [dossier.statements[id] for id in in_time(dossier, (dossier.statements[id] for id in ids))]


def _said(dossier: Dossier, said: Statement) -> Pieces:
    """What was said, and the articles that print it, each leading to its wording."""
    wordings = joined((
        text(wording.source_label(dossier.sources[quote.source]), "muted", quote.id) for quote in said.quotes
    ), ", ")  # fmt: skip
    return joined((statement(dossier, said, who=False), wordings))


def _answered(dossier: Dossier, said: Iterable[Statement], relation: str) -> Iterable[tuple[Statement, Pieces]]:
    """``Blinken: what he said ↩ what was answered to it``; of who answered, the answer stands first."""
    for own in said:
        for link in dossier.links(own.id):
            if link.relation == relation:
                other = dossier.statements[link.id]
                later, earlier = (own, other) if relation == "replies to" else (other, own)
                answer = statement(dossier, later, who=later is other)
                yield later, joined((answer, statement(dossier, earlier, who=earlier is other)), " ↩ ")


def _took_part(dossier: Dossier, record: Actor, ids: Iterable[str]) -> list[Fact]:
    events = [dossier.events[id] for id in in_time(dossier, (dossier.events[id] for id in ids))]
    parts = {
        each.id: ", ".join(part.role for part in each.participants if part.actor == record.id and part.role)
        for each in events
    }
    return by_day(dossier, ((each, event(each) + text(f", {parts[each.id]}" if parts[each.id] else "", "muted"))
                            for each in events))  # fmt: skip


def _passed_on(dossier: Dossier, ids: Iterable[str]) -> list[Fact]:
    """Others' words that came through this actor, by article; inferred ones say so."""
    rows: dict[str, list[Pieces]] = {}
    for id in ids:
        quote = dossier.quotes[id]
        speaker = dossier.actors[dossier.statement_of(id).speaker]
        row = text(speaker.name, link=speaker.id) + (Piece(": ", "muted"), *words(quote))
        if dossier.attribution(quote).basis == "inferred":
            row += (Piece(" (inferred)", "doubt"),)
        rows.setdefault(quote.source, []).append(row)
    return [
        Fact(wording.source_label(dossier.sources[source]), tuple(rows[source]))
        for source in dossier.sources
        if source in rows
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
