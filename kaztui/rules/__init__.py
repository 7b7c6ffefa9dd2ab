"""The rules that tie a dossier's records together: what the types of single fields cannot say.

Pure: records in, breaches out. Where a value stands in a file is :mod:`kaztui.store`'s to know, and so is what
could not be read at all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from ..records import About, Claim, Event, Record, Source, Statement
from .anchors import Anchors
from .breach import Breach, Path, Say, Where
from .fields import check_fields, check_zone
from .figures import check_figures
from .references import Ids, Ways

__all__ = ["SIEVED", "Breach", "Path", "Sieve", "Where", "breaches"]

SIEVED = frozenset({"statements", "claims"})
"""Collections whose records mostly name what is read before them."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


def breaches(
    about: About | None,
    collections: Mapping[str, Mapping[str, Record]],
    *,
    broken: Mapping[str, str] = _NOTHING,
    unread: Collection[str] = (),
    incomplete: Collection[str] = (),
    sieve: Sieve | None = None,
    each: Callable[[Mapping[str, Record]], Iterable[Record]] = lambda records: records.values(),
) -> Iterator[Breach]:
    """Every breach of the rules of DESIGN section 3: repeated ids, then in the order of the records, then circles.

    ``collections``: name → id → record, in the order of :data:`~kaztui.records.COLLECTIONS`. ``broken``: id →
    kind (``"quote"``) of what exists but could not be read. ``unread``: kinds of which it is not known what
    exists. Neither is reported as missing. ``incomplete``: ids of records from which a value is missing that could
    not be read: of these only what one field says by itself is checked. ``sieve`` has checked records before, while
    all were in order. ``each`` goes through a collection's records, once.
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
    anchors = (sieve and sieve.anchors) or Anchors(collections.get("sources", {}))
    ways = Ways() if sieve is None else sieve.ways
    for collection, records in collections.items():
        left = None if sieve is None else sieve.left(collection)
        for record in each(records) if left is None else map(records.__getitem__, left):
            if left is None:
                ways.add(collection, record)
            ids.check(record, (), say)
            check_fields(record, (), say)
            if record.id not in incomplete:
                _check_whole(anchors, record, (), say)
            if found:
                yield from (Breach(collection, record.id, *breach) for breach in found)
                found.clear()
    yield from ways.circles()


class Sieve:
    """Checks the records of :data:`SIEVED` collections as they are read, by what is known of the others so far.

    Those with which nothing is wrong need not be looked at again: :func:`breaches` is given the others, most of which
    only name what comes later. Nothing that it lets pass could be wrong in the end, if all that is read is in order:
    what is there already stays there.
    """

    def __init__(self) -> None:
        self.ways = Ways()
        self.anchors: Anchors | None = None
        self._ids = Ids({}, {}, (), is_hasty=True)
        self._left: dict[str, list[str]] = {}

    def meet(self, collections: Mapping[str, Mapping[str, Record]]) -> None:
        """Know all records of the collections that were read before."""
        self._ids = Ids(collections, {}, (), is_hasty=True)
        self.anchors = Anchors(collections.get("sources", {}))

    def take(self, collection: str, records: Sequence[Record]) -> None:
        """Check some records, in one respect after the other: what is done many times in a row is quicker."""
        assert self.anchors is not None, "meet() comes first"
        wrong: set[str] = set()
        found: list[Path] = []

        def say(path: Path, _: str) -> None:
            found.append(path)

        for check in (self._ids.check, check_fields, partial(_check_whole, self.anchors)):
            for record in records:
                check(record, (), say)
                if found:
                    wrong.add(record.id)
                    found.clear()
        for record in records:
            self.ways.add(collection, record)
        self._left.setdefault(collection, []).extend(record.id for record in records if record.id in wrong)

    def left(self, collection: str) -> Collection[str] | None:
        """The ids of the records that are still to be checked; None for all."""
        return self._left.get(collection)


def _check_whole(anchors: Anchors, record: Record, path: Path, say: Say) -> None:
    """What the fields of a record, none of which is missing, owe each other and its sources."""
    if isinstance(record, Statement):
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
