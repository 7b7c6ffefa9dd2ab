"""All about one record, as a small tree that a page, a pane or a screen reader's text only draws.

A title, paragraphs, then sections of labelled values. A value is a line of pieces, each with what it is, where it
leads and what it asks as a filter; how that looks is the business of :mod:`kaztui.render` and :mod:`kaztui.tui`.
"""

from __future__ import annotations

from ..dossier import Dossier
from ..records import Actor, Answer, Claim, Event, Place, Quote, Source, Statement
from .pieces import Fact, Facts, Piece, Pieces, Role, Section
from .said import quote_facts, statement_facts

__all__ = ["Fact", "Facts", "Piece", "Pieces", "Role", "Section", "facts_of"]


def facts_of(dossier: Dossier, id: str, most: int | None = None) -> Facts:
    """All about the record ``id``, whatever its kind, with all that it is linked to. Raises ``KeyError``.

    ``event@source`` is what one article says of an event.

    ``most``: of a list of what was said, passed on or happened only so many are listed and the rest is counted, for
    a pane that has no use for ten thousand lines.
    """
    event, _, source = id.partition("@")
    if source:
        from .things import cell_facts

        return cell_facts(dossier, dossier.events[event], dossier.sources[source])
    match dossier.record(id):
        case Quote() as quote:
            return quote_facts(dossier, quote)
        case Statement() as statement:
            return statement_facts(dossier, statement)
        case record:
            return _other_facts(dossier, record, most)


def _other_facts(dossier: Dossier, record: object, most: int | None) -> Facts:
    from . import actors, things  # the explorer opens on a quote

    match record:
        case Event():
            return things.event_facts(dossier, record, most)
        case Actor():
            return actors.actor_facts(dossier, record, most)
        case Place():
            return things.place_facts(dossier, record, most)
        case Source():
            return things.source_facts(dossier, record, most)
        case Claim():
            return things.claim_facts(dossier, record)
        case Answer():
            return things.answer_facts(dossier, record)
    raise TypeError(f"no facts of a {type(record).__name__.lower()}")
