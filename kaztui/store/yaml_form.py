"""A collection, or ``dossier.yaml``, in YAML: read for its records, and again for where a value stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import cast

from ..records import COLLECTIONS, About
from .collected import Collected, Placed, Tick
from .files import LARGEST_YAML, Closed, File, reason
from .log import RecordLog
from .nodes import Mapping, Node, Place, Scalar, Unreadable, path_to
from .problems import Problems
from .shapes import fields
from .yaml_nodes import decode, entries

_MOST_FIELDS = 1_000  # of dossier.yaml; it has eight


def read(file: File, problems: Problems, tick: Tick) -> Collected:
    """The records of a collection's file."""
    collected = Collected()
    text, error = _text(file)
    locate = Place(text)
    shape = fields(COLLECTIONS[file.collection])
    faults: list[tuple[int, str]] = []
    seen: dict[str, int] = {}
    try:
        if error is not None:
            raise error
        for key, node in entries(text, faults, "a mapping from ids to records"):
            log = RecordLog(problems, file.name, locate, key.value)
            _log_faults(faults, node, log)
            first = seen.setdefault(key.value, key.at)
            if first != key.at:
                log.problem(key.at, (), f"duplicate id {key.value[:70]!r}", first)
                collected.lost |= shape.kinds
                continue
            collected.add(key.value, shape.read(node, (), log, key), log)
            tick(key.at * file.size // len(text))
        _log_faults(faults, None, RecordLog(problems, file.name, locate))
    except Unreadable as unreadable:
        collected.whole = False
        RecordLog(problems, file.name, locate).problem(unreadable.at, (), unreadable.what)
    return collected


def read_about(file: File, problems: Problems) -> About | None:
    """What ``dossier.yaml`` says; None where something is wrong with it."""
    text, error = _text(file)
    locate = Place(text)
    faults: list[tuple[int, str]] = []
    log = RecordLog(problems, file.name, locate)
    try:
        if error is not None:
            raise error
        node = _about_node(text, faults)
    except Unreadable as unreadable:
        log.problem(unreadable.at, (), unreadable.what)
        return None
    _log_faults(faults, node, log)
    if not node.entries:
        log.problem(0, (), "empty: 'id' and 'title' are missing")
        return None
    return cast("About | None", fields(About).read(node, (), log))


def placed(file: File, wanted: Collection[str]) -> Iterator[tuple[str, Placed]]:
    """The records with these ids, as they stand in the file, which has been read before without trouble."""
    text, _ = _text(file)
    locate = Place(text)
    if file.collection == "dossier":
        node = _about_node(text, [])
        yield from ((id, Placed(node, node.at, locate)) for id in wanted)
        return
    left = set(wanted)
    try:
        for key, value in entries(text, []):
            if key.value in left:
                left.discard(key.value)
                yield key.value, Placed(value, key.at, locate)
            if not left:
                return
    except Unreadable:  # said already, and what is wanted stands before it
        return


def _about_node(text: str, faults: list[tuple[int, str]]) -> Mapping:
    found: list[tuple[Scalar, Node]] = []
    for key, value in entries(text, faults):
        found.append((key, value))
        if len(found) > _MOST_FIELDS:
            raise Unreadable(key.at, "no description of a dossier: more than a thousand fields")
    return Mapping(found[0][0].at if found else 0, found, False)


def _text(file: File) -> tuple[str, Unreadable | None]:
    """Raises :class:`Closed`."""
    try:
        with file.open() as stream:
            data = stream.read(LARGEST_YAML + 1) or b""
    except OSError as error:
        raise Closed(reason(error)) from None
    if len(data) > LARGEST_YAML:
        raise Closed(f"larger than {LARGEST_YAML >> 20} MB, which YAML may have at most; JSON Lines may have more")
    return decode(data)


def _log_faults(faults: list[tuple[int, str]], node: Node | None, log: RecordLog) -> None:
    for at, what in faults:
        log.problem(at, path_to(node, at) if node is not None else (), what)
    faults.clear()
