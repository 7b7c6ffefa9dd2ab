"""Reading the files of a dossier, all of them, and checking what they hold."""

from __future__ import annotations

import gc
from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import chain
from typing import Any

from ..order import Told
from ..records import COLLECTIONS, About, Record
from ..rules import SIEVED, Sieve, breaches
from . import lines_form, yaml_form
from .collected import Collected
from .files import Closed, File
from .locate import report
from .problems import Problems, TooMany
from .shapes import fields

Progress = Callable[[str, float], None]
"""Called now and then, and at the end of each file, with what is being done and how much of it is done, 0–1."""
Collections = dict[str, Mapping[str, Record]]
Checked = tuple[About, Collections]
"""What the dossier is, and name → id → record of all six collections, in order."""

_STEP = 1 << 18  # bytes between two reports of progress
_FEW = 1_024  # records likewise


def read(
    files: list[File], missed: set[str], problems: Problems, progress: Progress | None, told: Told | None = None
) -> Checked:
    """What the files hold, checked. Raises :class:`DossierError` with all that is wrong.

    Rules are checked over what could be read, so that a wrong type and a dangling reference are found in one go.
    ``told`` is given all statements, if they are in JSON Lines and in order.
    """
    try:
        with _uncollected():
            about, collections, unlisted = _Reading(files, missed, problems, progress, told).read()
    except TooMany:
        raise problems.error(stopped=True) from None
    if problems.count or about is None:
        raise problems.error(unlisted)
    return about, collections


class _Reading:
    """One reading of one folder."""

    def __init__(
        self,
        files: list[File],
        missed: set[str],
        problems: Problems,
        progress: Progress | None,
        told: Told | None,
    ) -> None:
        self._problems, self._progress = problems, progress
        self._told, self._sieve = told, Sieve()
        self._files, self._missed = files, missed
        self._bytes_in_all = sum(file.size for file in self._files)
        self._bytes_before = self._bytes_told = 0
        self._name = ""

    def read(self) -> tuple[About | None, Collections, int]:
        """What there is, checked; and how many breaches were found beyond those among the problems."""
        about: About | None = None
        collected = {name: Collected(whole=name not in self._missed) for name in COLLECTIONS}
        for file in self._files:
            self._name = file.name
            try:
                if file.collection == "dossier":
                    about = yaml_form.read_about(file, self._problems)
                else:
                    collected[file.collection] = self._read(file, collected)
            except Closed as error:
                self._problems.add(file.name, 1, 1, "", str(error))
                if file.collection in collected:
                    collected[file.collection].whole = False
            self._bytes_before += file.size
            self._tick(0, last=True)
        return about, *self._check(about, collected)

    def _read(self, file: File, collected: Mapping[str, Collected]) -> Collected:
        name = file.collection
        if file.is_yaml:
            return yaml_form.read(file, self._problems, self._tick)
        takers: list[Callable[[list[Any]], None]] = []
        if name in SIEVED:
            self._sieve.meet({each: its.records() for each, its in collected.items()})
            takers.append(partial(self._sieve.take, name))
        if name == "statements" and self._told is not None:
            takers.append(self._told.add)
        return lines_form.read(file, self._problems, self._tick, takers)

    def _tick(self, read: int, *, last: bool = False) -> None:
        now = min(self._bytes_before + read, self._bytes_in_all)
        if self._progress is not None and (last or now >= self._bytes_told + _STEP):
            self._bytes_told = now
            self._progress(f"reading {self._name}", now / (self._bytes_in_all or 1))

    def _check(self, about: About | None, collected: dict[str, Collected]) -> tuple[Collections, int]:
        collections: Collections = {name: its.records() for name, its in collected.items()}
        broken = {id: kind for its in collected.values() for id, kind in its.broken.items()}
        unread = {kind for its in collected.values() for kind in its.lost}
        for name, its in collected.items():
            unread |= set() if its.whole else fields(COLLECTIONS[name]).kinds
        mended: Collections = {
            name: ChainMap(its.mended, records) if (its := collected[name]).mended else records  # type: ignore[arg-type]
            for name, records in collections.items()
        }
        sieve = None if self._problems.count else self._sieve
        self._checked = 0
        self._to_check = sum(len(each) for name, each in mended.items() if sieve is None or sieve.left(name) is None)
        incomplete = {id for its in collected.values() for id in its.partial}
        told = {id: paths for its in collected.values() for id, paths in its.told.items()}
        found = (
            breach
            for breach in breaches(
                about, mended, broken=broken, unread=unread, incomplete=incomplete, sieve=sieve, each=self._each
            )
            if breach.path not in told.get(breach.id, ())  # said already, of a value that could not be read
        )
        files = {file.collection: file for file in self._files}
        return collections, report(found, files, mended, self._problems)

    def _each(self, records: Mapping[str, Record]) -> Iterator[Record]:
        """The records one by one, with a report now and then of how far the checks have come."""
        parts = reversed(records.maps) if isinstance(records, ChainMap) else (records,)
        for number, record in enumerate(chain.from_iterable(part.values() for part in parts), 1):
            yield record
            if number % _FEW == 0:
                self._tick_checked()

    def _tick_checked(self) -> None:
        self._checked += _FEW
        if self._progress is not None:
            self._progress("checking", min(1.0, self._checked / self._to_check))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking a hundred thousand new records again and again (a third of the
    time); frozen records make no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
