"""Dossiers that have been checked, kept so that they open at once the next time.

A cache file is named after the key of what it holds: the sha256 of the format's version and of every file's name and
bytes. It is a magic line, the sha256 of the rest, and MessagePack that is decoded straight to typed records: reading
it runs no code. The shipped dossier's is built into the wheel; others lie in the user's cache folder (XDG Base
Directory Specification). One that is missing, stale, damaged or cannot be written is done without, silently.
"""

from __future__ import annotations

import os
import stat
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from ..records import FORMAT_VERSION, About, Actor, Claim, Event, Place, Record, Source, Statement
from .files import LARGEST_YAML, Closed, File

Checked = tuple[About, dict[str, dict[str, Record]]]

_MAGIC = b"kaztui cache 1\n"
_KEPT = 16  # files in the user's cache folder; the oldest go first
_CHUNK = 1 << 20


class _Kept(Struct, array_like=True):
    about: About
    sources: list[Source]
    actors: list[Actor]
    places: list[Place]
    events: list[Event]
    statements: list[Statement]
    claims: list[Claim]


def key_of(files: list[File]) -> str | None:
    """The key of what the files hold; None where one cannot be read, which reading them will explain."""
    if any(file.is_yaml and file.size > LARGEST_YAML for file in files):
        return None
    key = sha256(f"{FORMAT_VERSION}\n".encode())
    for file in files:
        key.update(f"{file.name}\n{file.size}\n".encode())
        try:
            with file.open() as stream:
                while chunk := stream.read(_CHUNK):
                    key.update(chunk)
        except (Closed, OSError):
            return None
    return key.hexdigest()


def load(key: str) -> Checked | None:
    """What was kept under the key, or None."""
    for folder in (_built_in(), _own()):
        if folder is not None and (checked := _load(folder / f"{key}.cache")) is not None:
            return checked
    return None


def save(key: str, checked: Checked) -> None:
    """Keep what has been checked, in the user's cache folder, if that can be done."""
    folder = _own()
    if folder is None:
        return
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(folder / f"{key}.cache", packed(checked))
        _prune(folder)
    except OSError:  # full, read-only, somebody else's, a file where the folder should be
        return


def packed(checked: Checked) -> bytes:
    """The bytes of a cache file."""
    about, collections = checked
    kept = _Kept(about, *(list(records.values()) for records in collections.values()))  # type: ignore[arg-type]
    payload = msgspec.msgpack.encode(kept)
    return _MAGIC + sha256(payload).digest() + payload


def _load(path: Path) -> Checked | None:
    try:
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(number, "rb") as stream:
            if not stat.S_ISREG(os.fstat(number).st_mode):
                return None
            content = memoryview(stream.read())
    except OSError:
        return None
    head = len(_MAGIC) + 32
    payload = content[head:]
    if content[: len(_MAGIC)] != _MAGIC or sha256(payload).digest() != content[len(_MAGIC) : head]:
        return None
    try:
        kept = msgspec.msgpack.decode(payload, type=_Kept)
    except msgspec.DecodeError:
        return None
    return kept.about, {
        "sources": {record.id: record for record in kept.sources},
        "actors": {record.id: record for record in kept.actors},
        "places": {record.id: record for record in kept.places},
        "events": {record.id: record for record in kept.events},
        "statements": {record.id: record for record in kept.statements},
        "claims": {record.id: record for record in kept.claims},
    }


def _built_in() -> Path:
    return Path(__file__).parent.parent / "data"


def _own() -> Path | None:
    """The user's cache folder; None where there is no home. A relative XDG_CACHE_HOME counts as unset."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(base):
        return Path(base) / "kaztui"
    home = os.path.expanduser("~")
    return Path(home) / ".cache" / "kaztui" if os.path.isabs(home) else None


def _write(path: Path, content: bytes) -> None:
    """Put the file there whole or not at all, for its owner only."""
    passing = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        number = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(number, "wb") as stream:
            stream.write(content)
        os.replace(passing, path)
    finally:
        passing.unlink(missing_ok=True)


def _prune(folder: Path) -> None:
    files = sorted(folder.glob("*.cache"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in files[_KEPT:]:
        path.unlink(missing_ok=True)
