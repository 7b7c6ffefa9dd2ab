"""Records as data for other programs: JSON, and CSV for spreadsheets.

JSON is exact: field names and values are those of the dossier's files and nothing is derived, but for what a
quote's record needs to stand alone (``statement``, ``speaker``). What a terminal would act on is escaped, so that
it is safe to look at, too.

CSV cannot escape. There, control and bidi characters are shown as pictures or dropped
(:func:`kaztui.text.sanitise`), and a cell that a spreadsheet would take for a formula begins with an apostrophe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from . import wording
from .dossier import Dossier, Hit
from .records import COLLECTIONS, Answer, Event, Quote, kind_of
from .text import sanitise
from .views import Row, View

# Everything that is Cc, Cf, Zl, Zp, Cs or Co, or that hides, by blocks: soft hyphen, the Arabic, Syriac and
# Mongolian format characters, zero-width and bidi characters, private use, variation selectors, tags, musical
# and shorthand controls. Only strings can hold them: JSON's own characters are ASCII.
_UNSAFE = re.compile(
    "[\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U00013455\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")


def record_json(dossier: Dossier, record: Struct) -> dict[str, Any]:
    """A record as JSON's types, tuples being lists; a quote has its ``statement`` and ``speaker``, an answer its
    ``claim`` in it."""
    fields: dict[str, Any] = msgspec.to_builtins(record)
    id = fields.pop("id", None)
    head: dict[str, Any] = {} if id is None else {"id": id}
    if isinstance(record, Quote):
        statement = dossier.statement_of(record.id)
        head |= {"statement": statement.id, "speaker": statement.speaker}
    elif isinstance(record, Answer):
        head |= {"claim": dossier.claim_of(record.id).id}
    return head | fields


def list_json(dossier: Dossier, ids: Iterable[str]) -> list[dict[str, Any]]:
    """``[{kind, id, record}]``."""
    return [_item(dossier, dossier.record(id), id) for id in ids]


def _item(dossier: Dossier, record: Struct, id: str) -> dict[str, Any]:
    return {"kind": kind_of(record), "id": id, "record": record_json(dossier, record)}


def hits_json(dossier: Dossier, hits: Iterable[Hit]) -> list[dict[str, Any]]:
    """``[{kind, id, score, spans, record}]``; spans index the original string of that field in code points."""
    return [
        {
            "kind": hit.kind,
            "id": hit.id,
            "score": round(hit.score, 4),
            "spans": {field: [list(span) for span in spans] for field, spans in hit.spans.items()},
            "record": record_json(dossier, hit.record),
        }
        for hit in hits
    ]


def show_json(dossier: Dossier, id: str) -> dict[str, Any]:
    """``{kind, id, record, links: [{relation, kind, id}]}``. Raises ``KeyError``."""
    return _item(dossier, dossier.record(id), id) | {"links": [link._asdict() for link in dossier.links(id)]}


def matrix_json(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """``[{event, cells: {source: cell}, origins: {at_least, named}}]``."""
    return [
        {
            "event": row.event,
            "cells": dict(row.cells),
            "origins": {"at_least": row.at_least, "named": list(row.named)},
        }
        for row in rows
    ]


def dossier_json(dossier: Dossier) -> dict[str, Any]:
    """``{dossier, sources, actors, places, events, statements, claims}``: each collection a list of records.

    Written as JSON Lines, each list is that collection's file again.
    """
    collections = {
        name: [{"id": id, **msgspec.to_builtins(record)} for id, record in dossier.collection(name).items()]
        for name in COLLECTIONS
    }
    return {"dossier": msgspec.to_builtins(dossier.about), **collections}


def dumps(value: Any) -> str:
    """JSON text with a line end: UTF-8 kept, what acts on a terminal escaped, one line for each item of a list.

    An object of lists (:func:`dossier_json`) has its lists' items on lines of their own, too, so that two exports
    can be compared line by line.
    """
    if isinstance(value, list):
        return _lines(value) + "\n"
    if isinstance(value, dict) and any(isinstance(item, list) for item in value.values()):
        members = (f"{_compact(key)}: {_lines(item) if isinstance(item, list) else _compact(item)}"
                   for key, item in value.items())  # fmt: skip
        return "{\n" + ",\n".join(members) + "\n}\n"
    return _compact(value) + "\n"


def _lines(items: Sequence[Any]) -> str:
    return "[\n" + ",\n".join(map(_compact, items)) + "\n]" if items else "[]"


def _compact(value: Any) -> str:
    import json  # the standard library's, since msgspec refuses lone surrogates

    return escape(json.dumps(value, ensure_ascii=False))


def escape(json_text: str) -> str:
    r"""``json_text`` with what acts on a terminal, or hides on it, as ``\uXXXX``; it means the same."""
    return _UNSAFE.sub(_escaped, json_text)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


# -- CSV ----------------------------------------------------------------------------------------------


def quotes_csv(dossier: Dossier, view: View) -> str:
    """The quotes of a view, a row each."""
    return _csv(_quote_row(dossier, dossier.quotes[id]) for id in view.quotes)


def _quote_row(dossier: Dossier, quote: Quote) -> dict[str, str]:
    statement = dossier.statement_of(quote.id)
    attribution = dossier.attribution(quote)
    number, of = dossier.paragraph(quote.source, quote.at[0])
    when = dossier.when(statement)
    return {
        "id": quote.id,
        "statement": statement.id,
        "speaker": wording.speaker(dossier, statement),
        "date": when.date.text if when.date else "",
        "date_basis": when.basis if when.date else "",
        "gist": statement.gist,
        "mode": quote.mode,
        "text": quote.text or "",
        "paraphrase": quote.paraphrase or "",
        "gloss": quote.gloss or "",
        "source": quote.source,
        "outlet": wording.outlet(dossier.sources[quote.source]),
        "chain": wording.chain(dossier, quote),
        "chain_basis": attribution.basis,
        "paragraph": f"{number} of {of}" if number else "",
        "start": str(quote.at[0]),
        "end": str(quote.at[1]),
        "certainty": quote.certainty,
        "note": quote.note or "",
    }


def timeline_csv(dossier: Dossier, view: View) -> str:
    """The events of a view, a row each."""
    return _csv(_event_row(dossier, dossier.events[id]) for id in view.events)


def _event_row(dossier: Dossier, event: Event) -> dict[str, str]:
    stances: dict[str, list[str]] = {"reports": [], "contradicts": []}
    for report in event.reports:
        stances[report.stance].append(dossier.source_of_report(report))
    return {
        "id": event.id,
        "date": event.date or "",
        "date_basis": event.date_basis if event.date else "",
        "date_text": event.date_text or "",
        "part_of_day": event.part_of_day or "",
        "status": event.status,
        "kind": event.kind,
        "title": event.title,
        "summary": event.summary or "",
        "places": "; ".join(dossier.places[id].name for id in event.places),
        "participants": "; ".join(dossier.actors[each.actor].name for each in event.participants),
        "reported_by": " ".join(dict.fromkeys(stances["reports"])),
        "contradicted_by": " ".join(dict.fromkeys(stances["contradicts"])),
        "note": event.note or "",
    }


def _csv(rows: Iterable[Mapping[str, str]]) -> str:
    """RFC 4180: a header, CRLF line ends, quotes where they are needed; empty without a row."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out)
    for number, row in enumerate(rows):
        if number == 0:
            writer.writerow(row)
        writer.writerow(_cell(text) for text in row.values())
    return out.getvalue()


def _cell(text: str) -> str:
    """``text`` made safe for terminals and for spreadsheets, which run what begins like a formula."""
    shown = sanitise(text, multiline=True)
    return "'" + shown if _FORMULA.match(shown) else shown
