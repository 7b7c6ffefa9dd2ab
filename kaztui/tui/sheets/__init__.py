"""A record in full, for the detail: one sheet for each kind of record."""

from __future__ import annotations

from ...dossier import Dossier
from ...records import Actor, Event, Quote
from ...search import Spans as Found
from ..ink import Line
from .actor import actor_sheet
from .event import event_sheet
from .quote import quote_sheet


def sheet_of(dossier: Dossier, id: str, found: Found, width: int) -> list[Line]:
    """The lines that say all about a record, ``width`` cells wide; ``found`` is what matched in it."""
    match dossier.record(id):
        case Quote() as quote:
            return quote_sheet(dossier, quote, found, width)
        case Event() as event:
            return event_sheet(dossier, event, found, width)
        case Actor() as actor:
            return actor_sheet(dossier, actor, found, width)
    raise ValueError(f"nothing to show of {id!r}")
