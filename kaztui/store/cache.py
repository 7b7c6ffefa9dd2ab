"""Dossiers that have been checked, kept so that they open at once the next time.

Two files are named after the key of what they hold, the sha256 of the versions of the format and of the program, and
of every file's name and bytes: ``.cache`` has the records, ``.index`` what has been worked out of them (see
:meth:`kaztui.dossier.Dossier.prepare`). Records are JSON that is decoded straight to typed records, one by one
as they are asked for; the rest is JSON and plain numbers: reading them runs no code. The shipped dossier's are built
into the wheel; others lie in the user's cache folder (XDG Base Directory Specification), and so does an index of the
shipped dossier where the one in the wheel is of another machine. One that is missing, stale, damaged or cannot be
written is done without, silently.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from ..hashing import sha256
from ..memory import Bytes, Stretch, bytes_of
from ..packed import Packed
from ..records import COLLECTIONS, FORMAT_VERSION, INSIDE, About, Record
from ..version import __version__
from . import sections
from .files import LARGEST_YAML, Closed, File
from .packing import pack, packed_of
from .sections import Sections

if TYPE_CHECKING:
    from pathlib import Path

Collections = dict[str, Mapping[str, Record]]
Checked = tuple[About, Collections]
Kept = tuple[About, Collections, Sections]
"""The last is what had been worked out of the records; empty where that has not been done yet."""

INDEX_VERSION = 4
"""Of what is worked out of records and kept: to be raised whenever that, or how it is written, changes."""
_RECORDS = f"kaztui cache 4 {__version__}\n".encode()
_INDEX = f"kaztui index {INDEX_VERSION} {__version__} {sys.byteorder}\n".encode()
_KEPT = 16  # files of a kind in the user's cache folder; the oldest go first
_ABANDONED = 24 * 3600.0
"""Seconds after which nobody writes on at a file that is not whole."""
_CHUNK = 1 << 20


def key_of(files: list[File]) -> str | None:
    """The key of what the files hold; None where one cannot be read, which reading them will explain."""
    if any(file.is_yaml and file.size > LARGEST_YAML for file in files):
        return None
    key = sha256(sum(file.size for file in files))
    key.update(f"{FORMAT_VERSION} {__version__}\n".encode())
    for file in files:
        key.update(f"{file.name}\n{file.size}\n".encode())
        try:
            with file.open() as stream:
                while chunk := stream.read(_CHUNK):
                    key.update(chunk)
        except (Closed, OSError):
            return None
    return key.hexdigest()


def load(key: str) -> Kept | None:
    """What was kept under the key, or None."""
    for found in _files(f"{key}.cache", _RECORDS):
        if (checked := unpacked(found)) is not None:
            return *checked, next(_files(f"{key}.index", _INDEX), Sections())
    return None


def _files(name: str, magic: bytes) -> Iterator[Sections]:
    """What the files of this name hold, the built-in one's first; those that cannot be used are left out."""
    for folder in (_built_in(), _own()):
        if folder is not None and (found := sections.read(os.path.join(folder, name), magic)) is not None:
            yield found


def save(key: str, checked: Checked) -> Sections:
    """Keep what has been checked, in the user's cache folder, if that can be done; what :func:`unpacked` takes."""
    pieces = packed(checked)
    path = _put(f"{key}.cache", pieces)
    again = sections.read(path, _RECORDS) if path else None
    if again is None:  # then they are kept in memory
        again = sections.unpacked(memoryview(b"".join(pieces)), _RECORDS, is_whole=True)
    assert again is not None  # it has just been written, and its CRC holds, or it has not left this process
    return again


def save_index(key: str, index: Mapping[str, Stretch]) -> Sections | None:
    """Keep what has been worked out of the records, likewise; the same as it is kept, if it is large."""
    path = _put(f"{key}.index", packed_index(index))
    again = sections.read(path, _INDEX) if path else None
    return again if again is not None and again.are_mapped else None


def packed_index(index: Mapping[str, Stretch]) -> list[Bytes]:
    """The bytes of an index file, in pieces."""
    return sections.packed(_INDEX, index)


def packed(checked: Checked) -> list[Bytes]:
    """The bytes of a cache file, in pieces."""
    about, collections = checked
    encode = msgspec.json.encode
    kept: dict[str, Stretch] = {"about": encode(about)}
    for name, records in collections.items():
        collection = records if isinstance(records, Packed) else pack(name, records.values())
        kept |= {
            f"{name}.ids": encode(collection.ids), f"{name}.bounds": bytes_of(collection.bounds), name: collection.data
        }  # fmt: skip
        if (inner := collection.inner) is not None:
            kept |= {f"{name}.inner.ids": encode(inner.ids), f"{name}.inner.holders": bytes_of(inner.holders)}
    return sections.packed(_RECORDS, kept)


def unpacked(kept: Sections) -> Checked | None:
    """What has been checked, as it is kept; None if that is something else."""
    decode = msgspec.json.decode
    try:
        about = decode(kept["about"], type=About)
        return about, {name: _collection(name, kept) for name in COLLECTIONS}
    except (KeyError, TypeError, msgspec.DecodeError):  # its CRC holds, and it is something else all the same
        return None


def _collection(name: str, kept: Sections) -> Packed[Any]:
    decode = msgspec.json.Decoder(list[str]).decode
    ids = decode(kept[f"{name}.ids"])
    bounds = kept[f"{name}.bounds"].cast("Q")
    if len(bounds) != len(ids) + 1:
        raise msgspec.DecodeError("not as many records as ids")
    if name not in INSIDE:
        return packed_of(name, ids, bounds, kept.pieces(name))
    inner = decode(kept[f"{name}.inner.ids"])
    return packed_of(name, ids, bounds, kept.pieces(name), inner, kept[f"{name}.inner.holders"].cast("I"))


def _built_in() -> str:
    return os.path.join(os.path.dirname(os.path.dirname(__file__)), "data")


def _own() -> str | None:
    """The user's cache folder; None where there is no home. A relative XDG_CACHE_HOME counts as unset."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(base):
        return os.path.join(base, "kaztui")
    home = os.path.expanduser("~")
    return os.path.join(home, ".cache", "kaztui") if os.path.isabs(home) else None


def _put(name: str, pieces: Iterable[Bytes]) -> Path | None:
    """Where they are kept now, unless that cannot be done."""
    own = _own()
    if own is None:
        return None
    from pathlib import Path  # which takes longer to load than all that is read of a dossier that was kept

    folder = Path(own)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(folder / name, pieces)
        _prune(folder)
    except OSError:  # full, read-only, somebody else's, a file where the folder should be
        return None
    return folder / name


def _write(path: Path, pieces: Iterable[Bytes]) -> None:
    """Put the file there whole or not at all, for its owner only."""
    passing = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        number = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(number, "wb") as stream:
            stream.writelines(pieces)
        os.replace(passing, path)
    finally:
        passing.unlink(missing_ok=True)


def _prune(folder: Path) -> None:
    """Leave the newest files of each kind, and no remains of processes that ended while they wrote."""
    for kind in ("cache", "index"):
        files = sorted(folder.glob(f"[!.]*.{kind}"), key=_written, reverse=True)
        remains = [path for path in folder.glob(f".*.{kind}.*") if _written(path) < time.time() - _ABANDONED]
        for path in files[_KEPT:] + remains:
            path.unlink(missing_ok=True)


def _written(path: Path) -> float:
    """When the file was written; long ago if it is gone."""
    try:
        return path.lstat().st_mtime
    except FileNotFoundError:
        return 0.0
