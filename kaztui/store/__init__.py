"""Reading a dossier's folder, strictly: all of it is in order, or nothing of it is used.

:func:`read` gives typed records or raises :class:`DossierError` with every mistake at its line and column. One
module a step: :mod:`.files` finds and opens, :mod:`.yaml_nodes` and :mod:`.json_nodes` make nodes of text,
:mod:`.shapes` and :mod:`.values` typed records of nodes, :mod:`.yaml_form` and :mod:`.lines_form` collections of
records, :mod:`.locate` lines of what :mod:`kaztui.rules` finds.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..records import COLLECTIONS, About, Record
from ..rules import breaches
from . import lines_form, yaml_form
from .collected import Collected
from .files import Closed, files_in, wrong_folder
from .locate import report
from .problems import DossierError, Problem, Problems, TooMany
from .shapes import fields

__all__ = ["DossierError", "Problem", "read", "shipped"]

Progress = Callable[[int, int], None]
"""Called with the bytes read so far and the bytes in all, now and then and at the end of each file."""

SHIPPED = "kazakhstan-2022"
_STEP = 1 << 18  # bytes between two reports of progress


def shipped() -> Path:
    """The folder of the dossier that comes with the program, in a wheel or in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "data" / SHIPPED
    return inside if inside.is_dir() else package.parent / "data" / SHIPPED


def read(
    path: str | os.PathLike[str], *, progress: Progress | None = None
) -> tuple[About, dict[str, dict[str, Record]]]:
    """The dossier in the folder ``path``: what it is, and name → id → record of all six collections, in order.

    Raises :class:`DossierError` with all that is wrong. Rules are checked over what could be read, so that a
    wrong type and a dangling reference are found in one go.
    """
    problems = Problems()
    if what := wrong_folder(path):
        problems.add(os.fspath(path), 1, 1, "", what)
        raise problems.error()
    try:
        with _uncollected():
            about, collections, unlisted = _Reading(Path(path), problems, progress).read()
    except TooMany:
        raise problems.error(stopped=True) from None
    if problems.count or about is None:
        raise problems.error(unlisted)
    return about, collections


class _Reading:
    """One reading of one folder."""

    def __init__(self, folder: Path, problems: Problems, progress: Progress | None) -> None:
        self._problems, self._progress = problems, progress
        self._files, self._missed = files_in(folder, problems)
        self._bytes_in_all = sum(file.size for file in self._files)
        self._bytes_before = self._bytes_told = 0

    def read(self) -> tuple[About | None, dict[str, dict[str, Record]], int]:
        """What there is, checked; and how many breaches were found beyond those among the problems."""
        about: About | None = None
        collected = {name: Collected(whole=name not in self._missed) for name in COLLECTIONS}
        for file in self._files:
            try:
                if file.collection == "dossier":
                    about = yaml_form.read_about(file, self._problems)
                else:
                    form = yaml_form if file.is_yaml else lines_form
                    collected[file.collection] = form.read(file, self._problems, self._tick)
            except Closed as error:
                self._problems.add(file.name, 1, 1, "", str(error))
                if file.collection in collected:
                    collected[file.collection].whole = False
            self._bytes_before += file.size
            self._tick(0, last=True)
        return about, *self._check(about, collected)

    def _tick(self, read: int, *, last: bool = False) -> None:
        now = min(self._bytes_before + read, self._bytes_in_all)
        if self._progress is not None and (last or now >= self._bytes_told + _STEP):
            self._bytes_told = now
            self._progress(now, self._bytes_in_all)

    def _check(self, about: About | None, collected: dict[str, Collected]) -> tuple[dict[str, dict[str, Record]], int]:
        collections = {name: its.records for name, its in collected.items()}
        broken = {id: kind for its in collected.values() for id, kind in its.broken.items()}
        unread = {kind for its in collected.values() for kind in its.lost}
        for name, its in collected.items():
            unread |= set() if its.whole else fields(COLLECTIONS[name]).kinds
        found = breaches(about, collections, broken=broken, unread=unread)
        files = {file.collection: file for file in self._files}
        return collections, report(found, files, collections, self._problems)


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
