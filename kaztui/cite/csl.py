"""Citations as CSL-JSON, the data of Zotero, Pandoc and citeproc (schema csl-data.json, version 1.0.2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .. import dates
from ..dates import Date
from ..dossier import Dossier
from ..export import dumps
from ..records import Quote, Source
from . import words

TYPES = frozenset({
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia",
    "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map",
    "motion_picture", "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical",
    "personal_communication", "post", "post-weblog", "regulation", "report", "review", "review-book", "software",
    "song", "speech", "standard", "thesis", "treaty", "webpage",
})  # fmt: skip


def csl_json(dossier: Dossier, records: Sequence[words.Citable]) -> str:
    """A list with an item for each article; what is cited from it is in its note, one paragraph is its locator."""
    return dumps([item(dossier, source, records) for source in words.sources_of(dossier, records)])


def item(dossier: Dossier, source: Source, records: Sequence[words.Citable]) -> dict[str, Any]:
    """One article as a CSL item."""
    fields: dict[str, Any] = {
        "id": source.id,
        "type": source.type if source.type in TYPES else "document",
        "title": source.title,
        "author": [{"literal": author} for author in source.author],
        "container-title": source.container_title,
        "issued": _date(dates.parse(source.issued)) if source.issued else None,
        "language": source.language,
        "URL": source.url,
        "locator": _locator(dossier, source, records),
        "note": "\n".join(words.notes(dossier, source, records)),
    }
    return {name: value for name, value in fields.items() if value}


def _locator(dossier: Dossier, source: Source, records: Sequence[words.Citable]) -> str | None:
    """The paragraph, where all that is cited stands in one."""
    numbers = {
        dossier.paragraph(source.id, record.at[0])[0]
        for record in records
        if isinstance(record, Quote) and record.source == source.id
    }
    only = numbers.pop() if len(numbers) == 1 else 0
    return f"paragraph {only}" if only else None


def _date(date: Date) -> dict[str, Any]:
    """A CSL date that says no more than the EDTF one: what date-parts cannot say stands in ``literal``."""
    parts = _parts(date)
    if parts is None:
        return {"literal": dates.show(date)}
    return parts | ({"circa": True} if date.approximate or date.uncertain else {})


def _parts(date: Date) -> dict[str, Any] | None:
    if date.form == "interval":
        ends = [dates.parse(end) for end in date.text.split("/") if end not in ("", "..")]
        both = [_one(end) for end in ends]
        return {"date-parts": both} if len(both) == 2 and all(both) else None
    if date.form == "season" and date.earliest:
        return {"date-parts": [[date.earliest[0]]], "season": date.earliest[1] // 3}
    one = _one(date)
    return {"date-parts": [one]} if one else None


def _one(date: Date) -> list[int] | None:
    """``[year]``, ``[year, month]`` or ``[year, month, day]``."""
    length = {"year": 1, "month": 2, "day": 3, "datetime": 3}.get(date.form)
    if length is None or date.earliest is None or date.earliest[0] < 1:
        return None
    return list(date.earliest[:length])
