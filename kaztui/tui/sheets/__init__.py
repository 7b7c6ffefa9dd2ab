"""A record in full, for the detail: one sheet for each kind of record."""

from __future__ import annotations

from ...dossier import Dossier
from ...records import Actor, Answer, Claim, Event, Place, Quote, Source, Statement
from ...search import Spans as Found
from ..ink import Line
from .actor import actor_sheet
from .event import cell_sheet, event_sheet
from .quote import quote_sheet, statement_sheet


def sheet_of(dossier: Dossier, id: str, found: Found, width: int) -> list[Line]:
    """The lines that say all about a record, ``width`` cells wide; ``found`` is what matched in it.

    ``event@source`` is what one article says of an event.
    """
    event, _, source = id.partition("@")
    if source:
        return cell_sheet(dossier, dossier.events[event], source, width)
    match dossier.record(id):
        case Quote() as quote:
            return quote_sheet(dossier, quote, found, width)
        case Event() as record:
            return event_sheet(dossier, record, found, width)
        case Actor() as actor:
            return actor_sheet(dossier, actor, found, width)
        case Statement() as statement:
            return statement_sheet(dossier, statement, found, width)
        case other:
            return _other_sheet(dossier, other, width)


def _other_sheet(dossier: Dossier, record: object, width: int) -> list[Line]:
    from .other import answer_sheet, claim_sheet, place_sheet, source_sheet  # not before the first frame

    match record:
        case Source():
            return source_sheet(dossier, record, width)
        case Place():
            return place_sheet(dossier, record, width)
        case Claim():
            return claim_sheet(dossier, record, width)
        case Answer():
            return answer_sheet(dossier, record, width)
    raise TypeError(f"nothing to show of a {type(record).__name__.lower()}")
