"""An actor in full: names, roles, what they said, what they took part in."""

from __future__ import annotations

from ... import dates, wording
from ...dossier import Dossier
from ...records import Actor, Role
from ...search import Spans as Found
from ..ink import Line, Span, ink, marked
from ..phrases import date, dot, event, joined, name
from .sheet import Sheet


def actor_sheet(dossier: Dossier, actor: Actor, found: Found, width: int) -> list[Line]:
    sheet = Sheet(width)
    sheet.paragraph([*name(actor, found), dot(), Span(actor.kind, "soft")])
    sheet.gap()
    sheet.field("role", *(_role(dossier, role) for role in actor.roles))
    sheet.field("member of", joined([ink(dossier.actors[id].name)] for id in actor.member_of))
    for language, native in actor.native.items():
        label = wording.LANGUAGES.get(language, language)
        sheet.field("in " + label, marked(native, found.get(f"native.{language}", ())))
    aliases = (marked(alias, found.get(f"aliases.{number}", ())) for number, alias in enumerate(actor.aliases))
    sheet.field("also called", joined(aliases))
    sheet.field("note", [ink(actor.note)] if actor.note else [])
    sheet.field("said", *_said(dossier, actor))
    sheet.field("took part in", *(_dated(dossier, id) for id in _linked(dossier, actor, "took part in")))
    sheet.field("was told", *(_told(dossier, id) for id in _linked(dossier, actor, "was told")))
    sheet.field("passed on", _passed_on(dossier, actor))
    sheet.field("id", [ink(actor.id, "soft")])
    return sheet.lines


def _role(dossier: Dossier, role: Role) -> list[Span]:
    spans = [ink(role.title)]
    if role.of:
        spans += [Span(", ", "soft"), ink(dossier.actors[role.of].name)]
    for word, day in (("since", role.since), ("until", role.until)):
        if day:
            spans += [Span(f" {word} ", "soft"), ink(dates.show(dates.parse(day)), "time")]
    return spans


def _linked(dossier: Dossier, actor: Actor, relation: str) -> list[str]:
    return [link.id for link in dossier.links(actor.id) if link.relation == relation]


def _said(dossier: Dossier, actor: Actor) -> list[list[Span]]:
    return [
        joined([[date(dossier, dossier.when(dossier.statements[id]))], [ink(dossier.statements[id].gist)]])
        for id in _linked(dossier, actor, "said")
    ]


def _dated(dossier: Dossier, id: str) -> list[Span]:
    record = dossier.events[id]
    return joined([[date(dossier, dossier.when(record))], event(record, {})])


def _told(dossier: Dossier, id: str) -> list[Span]:
    record = dossier.statements[id]
    return joined([[ink(dossier.actors[record.speaker].name)], [ink(record.gist)]])


def _passed_on(dossier: Dossier, actor: Actor) -> list[Span]:
    quotes = len(_linked(dossier, actor, "passed on"))
    return [Span(f"{quotes} quote{'s' * (quotes != 1)}", "text")] if quotes else []
