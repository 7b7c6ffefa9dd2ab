"""Breaches of the rules, which speak of records, as problems, which speak of lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from ..records import Record
from ..rules import Breach, Path
from . import lines_form, yaml_form
from .collected import Placed
from .files import Closed, File
from .nodes import find
from .problems import SHOWN, Problems, path_text

_KEPT = 10_000  # breaches that are put in order; the rest are counted


def report(
    breaches: Iterable[Breach],
    files: Mapping[str, File],
    collections: Mapping[str, Mapping[str, Record]],
    problems: Problems,
) -> int:
    """Add the first breaches to the problems; how many were found beyond them.

    The files are read a second time for it: only a dossier with a mistake needs to know its lines.
    """
    breaches = iter(breaches)
    kept = list(islice(breaches, _KEPT))
    found = len(kept) + sum(1 for _ in breaches)
    kept = _first(kept, collections)
    places = _places(kept, files)
    for breach in kept:
        line, column = _spot(places.get((breach.collection, breach.id)), breach.path)
        what = breach.what
        if breach.first is not None:
            what += f" ({_first_at(breach, files, places)})"
        problems.add(_name(breach.collection, files), line, column, path_text(breach.path, breach.id), what)
    return found - len(kept)


def _first(kept: list[Breach], collections: Mapping[str, Mapping[str, Record]]) -> list[Breach]:
    """The breaches of the first hundred records of each collection: enough for the hundred that are shown."""
    chosen: list[Breach] = []
    for collection in dict.fromkeys(breach.collection for breach in kept):
        its = [breach for breach in kept if breach.collection == collection]
        order = {id: index for index, id in enumerate(collections.get(collection, {}))}
        its.sort(key=lambda breach: order.get(breach.id, 0))
        records = set(islice(dict.fromkeys(breach.id for breach in its), SHOWN))
        chosen += [breach for breach in its if breach.id in records]
    return chosen


def _places(kept: list[Breach], files: Mapping[str, File]) -> dict[tuple[str, str], Placed]:
    wanted: dict[str, set[str]] = {}
    for breach in kept:
        wanted.setdefault(breach.collection, set()).add(breach.id)
        if breach.first is not None:
            wanted.setdefault(breach.first[0], set()).add(breach.first[1])
    places: dict[tuple[str, str], Placed] = {}
    for collection, ids in wanted.items():
        if collection not in files:
            continue
        form = yaml_form if files[collection].is_yaml else lines_form
        try:
            for id, placed in form.placed(files[collection], ids):
                places[collection, id] = placed
        except Closed:  # it was there a moment ago: the problem is said without its line
            continue
    return places


def _spot(placed: Placed | None, path: Path) -> tuple[int, int]:
    if placed is None:
        return 1, 1
    return placed.locate(find(placed.node, path) if path else placed.start)


def _first_at(breach: Breach, files: Mapping[str, File], places: Mapping[tuple[str, str], Placed]) -> str:
    assert breach.first is not None
    collection, id, path = breach.first
    line, column = _spot(places.get((collection, id)), path)
    if collection == breach.collection:
        return f"first on line {line}"
    return f"first at {_name(collection, files)}:{line}:{column}"


def _name(collection: str, files: Mapping[str, File]) -> str:
    return files[collection].name if collection in files else f"{collection}.yaml"
