"""An actor in full: names, roles, what they said and to whom, what they took part in, what they passed on."""

from __future__ import annotations

from ... import dates, wording
from ...dossier import Dossier
from ...records import Actor, Role
from ...search import Spans as Found
from ..ink import Line, Span, ink, linked, marked
from ..phrases import date, dated, dot, joined, name, statement
from .sheet import Sheet


def actor_sheet(dossier: Dossier, actor: Actor, found: Found, width: int) -> list[Line]:
    sheet = Sheet(width)
    sheet.paragraph([*name(actor, found), dot(), Span(actor.kind, "soft")])
    sheet.gap()
    sheet.field("role", *(_role(dossier, role) for role in actor.roles))
    sheet.field("member of", joined(_other(dossier, id) for id in actor.member_of))
    sheet.field("members", joined(_other(dossier, id) for id in _linked(dossier, actor, "members")))
    sheet.field("office holders", joined(_other(dossier, id) for id in _linked(dossier, actor, "office holders")))
    for language, native in actor.native.items():
        label = wording.LANGUAGES.get(language, language)
        sheet.field("in " + label, marked(native, found.get(f"native.{language}", ())))
    aliases = (marked(alias, found.get(f"aliases.{number}", ())) for number, alias in enumerate(actor.aliases))
    sheet.field("also called", joined(aliases))
    sheet.field("note", [ink(actor.note)] if actor.note else [])
    said = _linked(dossier, actor, "said")
    sheet.field("said", *(_said(dossier, id) for id in said))
    sheet.field("was answered", *_answers(dossier, said, "answered by"))
    sheet.field("answered", *_answers(dossier, said, "replies to"))
    sheet.field("was told", *(statement(dossier, dossier.statements[id]) for id in _linked(dossier, actor, "was told")))
    sheet.field("took part in", *(dated(dossier, dossier.events[id]) for id in _linked(dossier, actor, "took part in")))
    sheet.field("passed on", _passed_on(dossier, actor))
    sheet.field("credited by", joined(_source(dossier, id) for id in _linked(dossier, actor, "credited by")))
    sheet.field("id", [ink(actor.id, "soft")])
    return sheet.lines


def _role(dossier: Dossier, role: Role) -> list[Span]:
    spans = [ink(role.title)]
    if role.of:
        spans += [Span(", ", "soft"), *_other(dossier, role.of)]
    for word, day in (("since", role.since), ("until", role.until)):
        if day:
            spans += [Span(f" {word} ", "soft"), ink(dates.show(dates.parse(day)), "time")]
    return spans


def _other(dossier: Dossier, id: str) -> list[Span]:
    return name(dossier.actors[id], {}, ink_name="text", asks="actor")


def _linked(dossier: Dossier, actor: Actor, relation: str) -> list[str]:
    return [link.id for link in dossier.links(actor.id) if link.relation == relation]


def _said(dossier: Dossier, id: str) -> list[Span]:
    said = dossier.statements[id]
    return linked(joined([[date(dossier, dossier.when(said))], [ink(said.gist)]]), id)


def _answers(dossier: Dossier, said: list[str], relation: str) -> list[list[Span]]:
    """The statements that answer what they said, or that they answer."""
    others = [link.id for id in said for link in dossier.links(id) if link.relation == relation]
    return [statement(dossier, dossier.statements[id]) for id in dict.fromkeys(others)]


def _passed_on(dossier: Dossier, actor: Actor) -> list[Span]:
    quotes = len(_linked(dossier, actor, "passed on"))
    return linked([Span(f"{quotes} quote{'s' * (quotes != 1)}", "text")], "", "via", actor.id) if quotes else []


def _source(dossier: Dossier, id: str) -> list[Span]:
    return linked([ink(wording.source_label(dossier.sources[id]))], id, "source")
