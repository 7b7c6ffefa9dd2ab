"""All about one record, as a small tree that a page, a pane or a screen reader's text only draws.

A title, paragraphs, then sections of labelled values. A value is a line of pieces, each with what it is and the
record that it leads to; how that looks is the business of :mod:`kaztui.render` and :mod:`kaztui.tui`.
"""

from __future__ import annotations

from ..dossier import Dossier
from ..records import Actor, Answer, Claim, Event, Place, Quote, Source, Statement
from .actors import actor_facts
from .pieces import Fact, Facts, Piece, Pieces, Role, Section
from .said import quote_facts, statement_facts
from .things import answer_facts, cell_facts, claim_facts, event_facts, place_facts, source_facts, source_head

__all__ = ["Fact", "Facts", "Piece", "Pieces", "Role", "Section", "facts_of", "source_head"]


def facts_of(dossier: Dossier, id: str, most: int | None = None) -> Facts:
    """All about the record ``id``, whatever its kind, with all that it is linked to. Raises ``KeyError``.

    ``event@source`` is what one article says of an event.

    ``most``: of a list of what was said, passed on or happened only so many are listed and the rest is counted, for
    a pane that has no use for ten thousand lines.
    """
    event_id, _, article = id.partition("@")
    if article:
        return cell_facts(dossier, dossier.events[event_id], dossier.sources[article].id)
    match dossier.record(id):
        case Quote() as quote:
            return quote_facts(dossier, quote)
        case Statement() as statement:
            return statement_facts(dossier, statement)
        case Event() as event:
            return event_facts(dossier, event, most)
        case Actor() as actor:
            return actor_facts(dossier, actor, most)
        case Place() as place:
            return place_facts(dossier, place, most)
        case Source() as source:
            return source_facts(dossier, source, most)
        case Claim() as claim:
            return claim_facts(dossier, claim)
        case Answer() as answer:
            return answer_facts(dossier, answer)
    raise TypeError(id)
