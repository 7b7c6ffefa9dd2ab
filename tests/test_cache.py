"""A dossier that has been checked opens from the cache; a cache that cannot be trusted is done without."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from kaztui import store
from kaztui.store import DossierError, cache
from tests.dossiers import make_dossier


def only(folder: Path) -> Path:
    (path,) = (folder / "kaztui").glob("*.cache")
    return path


def test_the_second_reading_gives_the_same_and_reads_no_yaml(tmp_path: Path, own_cache: Path) -> None:
    folder = make_dossier(tmp_path)
    first = store.read(folder)
    code = (
        "import sys; from kaztui import store; store.read(sys.argv[1]);"
        "print(*sorted({'yaml', 'kaztui.rules', 'kaztui.store.reading'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
    assert store.read(folder) == first
    assert only(own_cache).stat().st_mode & 0o077 == 0


def test_a_change_of_one_byte_is_read_again(tmp_path: Path, own_cache: Path) -> None:
    folder = make_dossier(tmp_path)
    store.read(folder)
    path = folder / "dossier.yaml"
    path.write_bytes(path.read_bytes() + b"\nsummary: new\n")
    assert store.read(folder)[0].summary == "new"


def test_what_is_broken_is_never_kept(tmp_path: Path, own_cache: Path) -> None:
    folder = make_dossier(tmp_path, claims="nonsense: 1\n")
    for _ in range(2):
        with pytest.raises(DossierError):
            store.read(folder)
    assert not (own_cache / "kaztui").exists()


DAMAGES: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("empty", lambda content: b""),
    ("cut", lambda content: content[:-7]),
    ("a bit turned", lambda content: content[:80] + bytes([content[80] ^ 1]) + content[81:]),
    ("another magic", lambda content: b"kaztui cache 0\n" + content[15:]),
    ("text", lambda content: b"{}"),
]


@pytest.mark.parametrize(("name", "damage"), DAMAGES, ids=[name for name, _ in DAMAGES])
def test_a_damaged_cache_is_made_again(
    tmp_path: Path, own_cache: Path, name: str, damage: Callable[[bytes], bytes]
) -> None:
    folder = make_dossier(tmp_path)
    first = store.read(folder)
    good = only(own_cache).read_bytes()
    only(own_cache).write_bytes(damage(good))
    assert store.read(folder) == first
    assert only(own_cache).read_bytes() == good


def test_a_sound_file_of_other_records_is_not_taken(tmp_path: Path, own_cache: Path) -> None:
    """The digest holds, the records do not: MessagePack of another shape."""
    from hashlib import sha256

    folder = make_dossier(tmp_path)
    first = store.read(folder)
    payload = b"\x97\x01\x02\x03\x04\x05\x06\x07"
    only(own_cache).write_bytes(b"kaztui cache 1\n" + sha256(payload).digest() + payload)
    assert store.read(folder) == first


def test_a_cache_folder_that_cannot_be_used_is_done_without(
    tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_dossier(tmp_path)
    (own_cache / "kaztui").write_text("a file where the folder should be")
    assert store.read(folder)[0].id
    os.remove(own_cache / "kaztui")
    os.mkfifo(own_cache / "kaztui")
    assert store.read(folder)[0].id
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(own_cache / "kaztui"))
    assert store.read(folder)[0].id


def test_a_fifo_in_the_place_of_a_cache_file_holds_nobody_up(tmp_path: Path, own_cache: Path) -> None:
    folder = make_dossier(tmp_path)
    store.read(folder)
    path = only(own_cache)
    path.unlink()
    os.mkfifo(path)
    assert store.read(folder)[0].id


def test_the_oldest_go_when_there_are_too_many(tmp_path: Path, own_cache: Path) -> None:
    for number in range(20):
        folder = make_dossier(tmp_path / str(number), dossier=f"id: d{number}\ntitle: T\n")
        store.read(folder)
    assert len(list((own_cache / "kaztui").glob("*.cache"))) == 16
    assert not list((own_cache / "kaztui").glob(".*"))


def test_a_fresh_reading_reads_the_files_themselves(tmp_path: Path, own_cache: Path) -> None:
    """What ``kaztui check`` does: here the cache is sound and says something else than the files."""
    folder = make_dossier(tmp_path)
    about, collections = store.read(folder)
    forged = msgspec.structs.replace(about, title="Forged")
    only(own_cache).write_bytes(b"".join(cache.packed((forged, collections))))
    assert store.read(folder)[0].title == "Forged"
    assert store.read(folder, fresh=True)[0].title == about.title
