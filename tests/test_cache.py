"""A dossier that has been checked opens from the cache; a cache that cannot be trusted is done without."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

import kaztui
from kaztui import store
from kaztui.memory import Stretch
from kaztui.records import COLLECTIONS, FORMAT_VERSION
from kaztui.schema import NAMES, schema
from kaztui.store import DossierError, cache, files, sections
from kaztui.store.problems import Problems
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
    ("another magic", lambda content: content.replace(b"cache 2", b"cache 0", 1)),
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
    """The CRC holds, the records do not: JSON of another shape."""
    from zlib import crc32

    folder = make_dossier(tmp_path)
    first = store.read(folder)
    payload = b"\x97\x01\x02\x03\x04\x05\x06\x07"
    magic = only(own_cache).read_bytes().partition(b"\n")[0] + b"\n"
    for garbage in (payload, b"\x02" + bytes(7) + b"{}", b"\x08" + bytes(7) + b"[[1, 2]]", b""):
        only(own_cache).write_bytes(magic + crc32(garbage).to_bytes(8, "little") + garbage)
        assert store.read(folder) == first


@pytest.mark.parametrize("which", ["all", "one"])
def test_records_that_cannot_be_decoded_are_read_from_the_files(tmp_path: Path, own_cache: Path, which: str) -> None:
    """The CRC holds, and nobody decodes a record before somebody asks for it."""
    folder = make_dossier(tmp_path)
    first = store.read(folder)
    good = only(own_cache).read_bytes()
    kept = sections.unpacked(memoryview(good), cache._RECORDS)
    assert kept is not None
    spoilt: dict[str, Stretch] = dict(kept)
    for name in COLLECTIONS if which == "all" else ["actors"]:
        ends = kept[f"{name}.bounds"].cast("Q")
        records = bytearray(kept[name])
        for place in range(len(ends) - 1) if which == "all" else [1]:
            records[ends[place]] = 0xC1  # which is in no UTF-8
        spoilt[name] = records
    only(own_cache).write_bytes(b"".join(sections.packed(cache._RECORDS, spoilt)))
    assert store.read(folder) == first
    assert only(own_cache).read_bytes() == good
    only(own_cache).write_bytes(b"".join(sections.packed(cache._RECORDS, spoilt)))
    dossier = kaztui.load(folder)
    assert dossier.statement_of("q-thanks").id in dossier.statements
    assert [dossier.actors[id] for id in dossier.actors] == list(first[1]["actors"].values())


def test_a_cache_that_holds_something_else_and_cannot_be_replaced_is_done_without(
    tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_dossier(tmp_path)
    first = store.read(folder)
    only(own_cache).write_bytes(b"".join(sections.packed(cache._RECORDS, {"about": b"{}"})))

    def full(path: Path, pieces: object) -> None:
        raise OSError("full")

    monkeypatch.setattr(cache, "_write", full)
    assert store.read(folder) == first


def test_records_of_a_file_that_is_spoilt_while_it_is_open_are_read_from_the_dossier_again(
    tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sections, "_MAPPED", 0)
    folder = make_dossier(tmp_path)
    dossier = kaztui.load(folder)  # the first time
    expected = store.read(folder, fresh=True)[1]["statements"]
    whole = only(own_cache).read_bytes()
    with only(own_cache).open("r+b") as stream:  # not shorter: what is mapped of it would be gone
        stream.write(whole.replace(b'"gist"', b'"gast"'))
    assert list(dossier.statements.values()) == list(expected.values())


def test_another_version_of_the_program_reads_the_files_anew(
    tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither by name nor by what it begins with is one version's cache another's."""
    folder = make_dossier(tmp_path)
    store.read(folder)
    before = only(own_cache)
    found, _ = files.files_in(folder, Problems())
    assert before.stem == cache.key_of(found)
    for line in (cache._RECORDS, cache._INDEX):
        assert kaztui.__version__.encode() in line.split()
    monkeypatch.setattr(cache, "__version__", "99.0.0")
    assert cache.key_of(found) != before.stem


FIELDS = (1, "a0ec6dada0582733")
"""FORMAT_VERSION, and a digest of the records' fields as they are under it."""


def test_other_fields_of_records_have_another_format_version() -> None:
    """Else a cache of before would be taken for one of now. If this fails: raise FORMAT_VERSION, and put both here."""

    def bare(part: Any) -> Any:
        if isinstance(part, dict):
            return {name: bare(item) for name, item in part.items() if name != "description" or isinstance(item, dict)}
        return [bare(item) for item in part] if isinstance(part, list) else part

    schemas = json.dumps({name: bare(schema(name)) for name in NAMES}, sort_keys=True)
    assert (FORMAT_VERSION, hashlib.sha256(schemas.encode()).hexdigest()[:16]) == FIELDS


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


def test_what_was_never_written_to_its_end_goes_after_a_day(tmp_path: Path, own_cache: Path) -> None:
    ours = own_cache / "kaztui"
    ours.mkdir()
    names = [".0123.cache.77", ".0123.index.77", ".4567.cache.78", ".4567.index.78", ".profile", "notes.txt"]
    for name in names:
        (ours / name).write_bytes(b"half")
        if "4567" not in name:
            os.utime(ours / name, times=(0, time.time() - 25 * 3600))
    store.read(make_dossier(tmp_path))
    assert {path.name for path in ours.iterdir()} - {only(own_cache).name} == set(names[2:])


def test_a_fresh_reading_reads_the_files_themselves(tmp_path: Path, own_cache: Path) -> None:
    """What ``kaztui check`` does: here the cache is sound and says something else than the files."""
    folder = make_dossier(tmp_path)
    about, collections = store.read(folder)
    forged = msgspec.structs.replace(about, title="Forged")
    only(own_cache).write_bytes(b"".join(cache.packed((forged, collections))))
    assert store.read(folder)[0].title == "Forged"
    assert store.read(folder, fresh=True)[0].title == about.title
