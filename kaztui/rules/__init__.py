"""The rules that tie a dossier's records together: what the types of single fields cannot say.

Pure: records in, breaches out. Where a value stands in a file is :mod:`kaztui.store`'s to know, and so is what
could not be read at all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from types import MappingProxyType

from ..records import About, Claim, Event, Record, Source, Statement
from .anchors import Anchors
from .breach import Breach, Path, Where
from .fields import check_fields, check_zone
from .figures import check_figures
from .references import Ids, Ways

__all__ = ["Breach", "Path", "Where", "breaches"]

_NOTHING: Mapping[str, str] = MappingProxyType({})


def breaches(
    about: About | None,
    collections: Mapping[str, Mapping[str, Record]],
    *,
    broken: Mapping[str, str] = _NOTHING,
    unread: Collection[str] = (),
    partial: Collection[str] = (),
    each: Callable[[Mapping[str, Record]], Iterable[Record]] = lambda records: records.values(),
) -> Iterator[Breach]:
    """Every breach of the rules of DESIGN section 3: repeated ids, then in the order of the records, then circles.

    ``collections``: name → id → record, in the order of :data:`~kaztui.records.COLLECTIONS`. ``broken``: id →
    kind (``"quote"``) of what exists but could not be read. ``unread``: kinds of which it is not known what
    exists. Neither is reported as missing. ``partial``: ids of records from which a value is missing that could not be
    read: of these only what one field says by itself is checked. ``each`` goes through a collection's records, once.
    """
    found: list[tuple[Path, str]] = []

    def say(path: Path, what: str) -> None:
        found.append((path, what))

    if about is not None:
        check_fields(about, (), say)
        check_zone(about, say)
        yield from (Breach("dossier", about.id, *breach) for breach in found)
        found.clear()
    ids = Ids(collections, broken, unread)
    yield from ids.repeated()
    anchors = Anchors(collections)
    ways = Ways()
    for collection, records in collections.items():
        for record in each(records):
            ways.add(collection, record)
            ids.check(record, (), say)
            check_fields(record, (), say)
            if record.id in partial:
                pass
            elif isinstance(record, Statement):
                anchors.check_statement(record, say)
            elif isinstance(record, Event):
                anchors.check_reports(record, (), say)
                if record.date is None and record.date_basis == "inferred":
                    say(("date_basis",), "no 'date' that could be inferred")
            elif isinstance(record, Claim):
                for index, answer in enumerate(record.answers):
                    check_figures(answer, ("answers", index), say)
                    anchors.check_reports(answer, ("answers", index), say)
            elif isinstance(record, Source):
                anchors.check_source(record, say)
            if found:
                yield from (Breach(collection, record.id, *breach) for breach in found)
                found.clear()
    yield from ways.circles()
