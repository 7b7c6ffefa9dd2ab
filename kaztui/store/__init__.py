"""Reading a dossier's folder, strictly: all of it is in order, or nothing of it is used.

:func:`read` gives typed records or raises :class:`DossierError` with every mistake at its line and column. One
module a step: :mod:`.files` finds and opens, :mod:`.cache` remembers what has been checked (in :mod:`.sections`),
:mod:`.reading` reads and checks; :mod:`.yaml_nodes` and :mod:`.json_nodes` make nodes of text, :mod:`.shapes` and
:mod:`.values` typed records of nodes, :mod:`.yaml_form` and :mod:`.lines_form` collections of records, :mod:`.locate`
lines of what :mod:`kaztui.rules` finds.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from .. import memory
from ..memory import Keep
from ..packed import Packed
from ..records import About, Record
from . import cache
from .files import File, files_in, wrong_folder
from .problems import DossierError, Problem, Problems

if TYPE_CHECKING:
    from ..order import Told

__all__ = ["DossierError", "Opened", "Problem", "open_dossier", "read", "shipped"]

SHIPPED = "kazakhstan-2022"
_LARGE = 4 << 20
"""Bytes of a dossier whose records leave so much memory behind that it is worth giving back."""


def shipped() -> str:
    """The folder of the dossier that comes with the program, in a wheel or in a checkout."""
    package = os.path.dirname(os.path.dirname(__file__))
    inside = os.path.join(package, "data", SHIPPED)
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), "data", SHIPPED)


class Opened(NamedTuple):
    """A dossier that has been read: what it is, and name → id → record of all six collections, in order.

    ``prepared``: what had been worked out of it before, by name; ``keep`` keeps that for the next time.
    """

    about: About
    collections: dict[str, Mapping[str, Record]]
    prepared: Mapping[str, memoryview]
    keep: Keep | None


def read(
    path: str | os.PathLike[str], *, progress: Callable[[str, float], None] | None = None, fresh: bool = False
) -> tuple[About, dict[str, Mapping[str, Record]]]:
    """The dossier in the folder ``path``: what it is, and name → id → record of all six collections, in order.

    Raises :class:`DossierError` with all that is wrong. A dossier that has been checked once comes from the cache,
    where its content is the same to the byte; ``fresh`` reads and checks it again. ``progress`` is called now and then
    with what is being done (``reading statements.jsonl``) and how much of it is done, 0–1.
    """
    opened = open_dossier(path, progress=progress, fresh=fresh)
    return opened.about, opened.collections


def open_dossier(
    path: str | os.PathLike[str], *, progress: Callable[[str, float], None] | None = None, fresh: bool = False
) -> Opened:
    """:func:`read`, with what was kept beside the records, if it was."""
    problems = Problems()
    if what := wrong_folder(path):
        problems.add(os.fspath(path), 1, 1, "", what)
        raise problems.error()
    files, missed = files_in(path, problems)
    key = None if fresh or problems.count else cache.key_of(files)
    if key is not None and (found := cache.load(key)) is not None:
        _mend(found[1], partial(_read_again, key, files, missed))
        return Opened(*found, partial(cache.save_index, key))
    from ..order import Told
    from . import reading  # 50 ms of rules and shapes, which a dossier from the cache need not pay

    told = Told()
    checked = reading.read(files, missed, problems, progress, told)
    if key is None or cache.key_of(files) != key:  # somebody saved a file while it was read
        return Opened(*checked, {}, None)
    in_order = _order_of(checked, told)
    del told
    saved = cache.save(key, checked)
    del checked
    if sum(file.size for file in files) > _LARGE:
        memory.give_back()  # before ids are decoded that stay, which would lie all over it
    kept = cache.unpacked(saved)
    assert kept is not None
    _mend(kept[1], partial(_read_again, key, files, missed))
    return Opened(*kept, in_order, partial(cache.save_index, key))


def _order_of(checked: cache.Checked, told: Told) -> dict[str, memoryview]:
    """``told``: of all statements, or of none."""
    from ..holdings import Holdings
    from ..order import as_kept, in_time, order_of

    dossier = Holdings(*checked)
    statements = told.order(dossier) if len(told) else order_of(dossier)
    order = as_kept(dossier, statements, in_time(dossier, dossier.events.values()))
    return {name: memoryview(places) for name, places in order.items()}


def _mend(collections: cache.Collections, read_again: Callable[[], cache.Collections]) -> None:
    """Have records that turn out to be none when somebody asks for them read from the dossier's files after all.

    All of them could be decoded at once to see: that takes as long as all the rest of opening a dossier.
    """
    read_once = lru_cache(read_again)

    def again(name: str, id: str) -> Record:
        return read_once()[name][id]

    for name, collection in collections.items():
        if isinstance(collection, Packed):
            collection.again = partial(again, name)


def _read_again(key: str, files: list[File], missed: set[str]) -> cache.Collections:
    from . import reading

    checked = reading.read(files, missed, Problems(), None)
    if cache.key_of(files) == key:
        cache.save(key, checked)
    return checked[1]
