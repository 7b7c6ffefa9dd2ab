"""Which files a dossier has, and opening them without being held up by what is no file."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from typing import BinaryIO

from msgspec import Struct

from ..nearest import nearest
from ..records import COLLECTIONS
from .problems import Problems

LARGEST_YAML = 16 << 20
_INSIDE = {"quotes": "statements", "answers": "claims"}
_LOOKED_AT = 500  # names in the folder that are compared with the right ones
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_REASONS = {
    errno.ELOOP: "a symlink that leads back to itself",
    errno.EACCES: "may not be read",
    errno.EPERM: "may not be read",
    errno.ENAMETOOLONG: "too long a name",
}


class Closed(Exception):
    """A file that cannot be opened; the text says why."""


class File(Struct, frozen=True):
    """A collection's file, in one of its two forms."""

    collection: str
    path: str
    size: int

    @property
    def name(self) -> str:
        return os.path.basename(self.path)

    @property
    def is_yaml(self) -> bool:
        return self.path.endswith(".yaml")

    def open(self) -> BinaryIO:
        """Raises :class:`Closed`; never waits for the other end of a FIFO, and never touches a device."""
        _size(self.path)
        try:
            number = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
        except OSError as error:
            raise Closed(reason(error)) from None
        if not stat.S_ISREG(os.fstat(number).st_mode):  # it was exchanged a moment ago
            os.close(number)
            raise Closed("not a file")
        return os.fdopen(number, "rb")


def reason(error: OSError) -> str:
    """Why the system refused, in our words."""
    return _REASONS.get(error.errno or 0) or os.strerror(error.errno or 0)


def _size(path: str) -> int:
    try:
        status = os.stat(path)
    except FileNotFoundError:
        raise Closed("a symlink to what does not exist") from None
    except OSError as error:
        raise Closed(reason(error)) from None
    if stat.S_ISREG(status.st_mode):
        return status.st_size
    kind = next((name for is_it, name in _KINDS if is_it(status.st_mode)), "something else")
    raise Closed(f"{kind}, where a file should be")


def wrong_folder(path: str | os.PathLike[str]) -> str:
    """Why there is no dossier at ``path``; empty if it is a folder that may be entered."""
    try:
        if not stat.S_ISDIR(os.stat(path).st_mode):
            return "not a folder: a dossier is a folder of records"
        os.stat(os.path.join(path, "."))
    except FileNotFoundError:
        return "no such folder"
    except OSError as error:
        return reason(error)
    except ValueError:  # a NUL inside
        return "no name of a folder"
    return ""


def files_in(folder: str | os.PathLike[str], problems: Problems) -> tuple[list[File], set[str]]:
    """The files to read, ``dossier.yaml`` first; and the collections of which a file is there but cannot be."""
    found: list[File] = []
    missed: set[str] = set()
    path = partial(os.path.join, folder)
    mistaken = _mistaken(folder)
    for collection in ("dossier", *COLLECTIONS):
        there = [name for name in _forms(collection) if os.path.lexists(path(name))]
        for name, what in mistaken.get(collection, ()):
            problems.add(name, 1, 1, "", what, rank=collection)
        if len(there) > 1:
            problems.add(there[1], 1, 1, "", f"{there[0]} is there too: a collection is one file")
            missed.add(collection)
        elif there:
            try:
                found.append(File(collection, path(there[0]), _size(path(there[0]))))
            except Closed as error:
                problems.add(there[0], 1, 1, "", str(error))
                missed.add(collection)
        elif collection in mistaken:
            missed.add(collection)
        elif collection == "dossier":
            problems.add("dossier.yaml", 1, 1, "", "no such file: it gives the dossier's id and title")
    return found, missed


def _forms(collection: str) -> tuple[str, ...]:
    return (f"{collection}.yaml",) if collection == "dossier" else (f"{collection}.yaml", f"{collection}.jsonl")


def _mistaken(folder: str | os.PathLike[str]) -> dict[str, list[tuple[str, str]]]:
    """Collection → files that were meant to be its, and what to say of each; they would be passed over silently."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:  # a folder may be entered and not listed; the files in it are known by name
        return {}
    right = {name for collection in ("dossier", *COLLECTIONS) for name in _forms(collection)}
    mistaken: dict[str, list[tuple[str, str]]] = {}
    others = (name for name in names if name not in right and not name.startswith("."))
    for name, stem, suffix in islice(_data_files(others), _LOOKED_AT):
        if stem in _INSIDE:
            what = f"not read: {stem} stand inside {_INSIDE[stem]}"
            mistaken.setdefault(_INSIDE[stem], []).append((name, what))
        elif collection := _meant(stem):
            form = _forms(collection)[-1 if suffix in ("jsonl", "ndjson") else 0]
            what = f"not read: a dossier has no such file (did you mean {form!r}?)"
            mistaken.setdefault(collection, []).append((name, what))
    return mistaken


def _data_files(names: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for name in names:
        stem, _, suffix = name.casefold().rpartition(".")
        if suffix in ("yaml", "yml", "jsonl", "ndjson"):
            yield name, stem, suffix


def _meant(stem: str) -> str | None:
    """The collection of whose name the stem is a slip: one letter in five at most."""
    collections = ("dossier", *COLLECTIONS)
    if stem in collections:
        return stem
    from rapidfuzz.distance import OSA

    best = nearest(stem, collections)
    return best if best is not None and OSA.normalized_similarity(stem, best) >= 0.8 else None
