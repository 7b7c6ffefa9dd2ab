"""What has been worked out of a dossier is kept beside its records, and used only if it is sound and of them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import kaztui
from kaztui import store
from kaztui.dossier import Dossier
from kaztui.query import parse
from kaztui.store import cache, sections
from kaztui.views import view
from tests.dossiers import make_dossier

MAGIC = b"a magic line\n"


def prepared(folder: Path) -> Dossier:
    """The dossier in a folder, with all that queries need; what is kept has been kept when this returns."""
    dossier = kaztui.load(folder)
    for _ in dossier.prepare():
        pass
    for thread in threading.enumerate():  # it is written beside whatever else is done
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    return dossier


def index_file(own_cache: Path) -> Path:
    (path,) = (own_cache / "kaztui").glob("*.index")
    return path


def answers(dossier: Dossier) -> list[object]:
    found: list[object] = []
    for line in ("", "almaty", "speaker:oriol", "on:2022", '"a"', "-almaty"):
        seen = view(dossier, parse(line))
        spans = {id: seen.spans[id] for id in seen.quotes}
        found.append((list(seen.quotes), list(seen.events), seen.actors, spans, seen.facets.days))
    return found


def test_what_was_kept_answers_the_same(tmp_path: Path, own_cache: Path) -> None:
    folder = make_dossier(tmp_path)
    first = prepared(folder)
    second = kaztui.load(folder)
    assert not second.awaits_index and not second.is_prepared
    assert answers(second) == answers(first)
    assert {id: second.links(id) for id in second.ids()} == {id: first.links(id) for id in first.ids()}


@pytest.mark.parametrize("is_large", [True, False])
def test_what_has_been_kept_of_a_large_dossier_is_used_at_once(
    tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch, is_large: bool
) -> None:
    """It takes less memory than what was worked out."""
    folder = make_dossier(tmp_path)
    expected = answers(prepared(folder))
    index_file(own_cache).unlink()
    monkeypatch.setattr(sections, "_MAPPED", 0 if is_large else 1 << 30)
    dossier = prepared(folder)
    assert isinstance(dossier._indexes["quote"].contents.words, memoryview) is is_large
    assert answers(dossier) == expected
    assert not dossier.awaits_index


def test_a_search_from_what_was_kept_makes_no_index(tmp_path: Path, own_cache: Path) -> None:
    folder = make_dossier(tmp_path)
    prepared(folder)
    code = (
        "import sys, kaztui; from kaztui.search import contents;"
        "contents._build = None; kaztui.load(sys.argv[1]).search('almaty')"
    )
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True, env=os.environ | {"PYTHONPATH": os.getcwd()})


DAMAGES: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("empty", lambda content: b""),
    ("cut", lambda content: content[: len(content) // 2]),
    ("a bit turned", lambda content: content[:-9] + bytes([content[-9] ^ 1]) + content[-8:]),
    ("of another version", lambda content: content.replace(b"index ", b"index 9", 1)),
    ("text", lambda content: b"{}"),
]


@pytest.mark.parametrize(("name", "damage"), DAMAGES, ids=[name for name, _ in DAMAGES])
def test_a_damaged_index_is_made_again(
    tmp_path: Path, own_cache: Path, name: str, damage: Callable[[bytes], bytes]
) -> None:
    folder = make_dossier(tmp_path)
    expected = answers(prepared(folder))
    path = index_file(own_cache)
    good = path.read_bytes()
    path.write_bytes(damage(good))
    assert answers(prepared(folder)) == expected
    assert path.read_bytes() == good


def test_sound_bytes_that_are_no_index_are_not_used(tmp_path: Path, own_cache: Path) -> None:
    folder = make_dossier(tmp_path)
    expected = answers(prepared(folder))
    for kept in ({}, {"index.quote": b"x" * 64}, {"fields": b"\x92\x90\x90", "topics": b"\x80"}):
        index_file(own_cache).write_bytes(b"".join(cache.packed_index(kept)))
        assert answers(prepared(folder)) == expected
        assert not kaztui.load(folder).awaits_index
        assert answers(kaztui.load(folder)) == expected


def test_the_index_goes_with_its_dossier(tmp_path: Path, own_cache: Path) -> None:
    for number in range(18):
        prepared(make_dossier(tmp_path / str(number), dossier=f"id: d{number}\ntitle: T\n"))
    names = {path.name for path in (own_cache / "kaztui").iterdir()}
    assert {Path(name).stem for name in names if name.endswith(".index")} == {
        Path(name).stem for name in names if name.endswith(".cache")
    }


def test_an_index_is_pruned_without_its_records(tmp_path: Path, own_cache: Path) -> None:
    """Those of the shipped dossier are elsewhere."""
    ours = own_cache / "kaztui"
    ours.mkdir()
    for number in range(20):
        (ours / f"{number:02}.index").write_bytes(b"an index")
        os.utime(ours / f"{number:02}.index", times=(number, number))
    prepared(make_dossier(tmp_path))
    left = {path.stem for path in ours.glob("*.index")}
    assert {f"{number:02}" for number in range(5, 20)} < left and len(left) == 16


@pytest.mark.parametrize("built_in", [None, b"kaztui index of a machine with another byte order\n", b""])
def test_an_index_that_replaces_a_built_in_one_is_used(
    tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch, built_in: bytes | None
) -> None:
    folder = make_dossier(tmp_path)
    store.read(folder)
    (records,) = (own_cache / "kaztui").glob("*.cache")
    wheel = tmp_path / "wheel"
    wheel.mkdir()
    records.rename(wheel / records.name)
    if built_in is not None:
        (wheel / records.name).with_suffix(".index").write_bytes(built_in)
    monkeypatch.setattr(cache, "_built_in", lambda: str(wheel))
    assert kaztui.load(folder).awaits_index
    prepared(folder)
    assert not kaztui.load(folder).awaits_index


@pytest.mark.parametrize("size", [0, 1, 7, 8, 1 << 10, 5 << 20], ids=str)
def test_sections_come_back_as_they_were(tmp_path: Path, size: int) -> None:
    """Small files are read, large ones mapped."""
    path = tmp_path / "file"
    path.write_bytes(b"".join(sections.packed(MAGIC, {"one": b"1" * size, "none": b"", "two": bytes(range(8))})))
    found = sections.read(path, MAGIC)
    assert found is not None
    assert {name: bytes(data) for name, data in found.items()} == {
        "one": b"1" * size, "none": b"", "two": bytes(range(8)),
    }  # fmt: skip
    for name, stretch in found.items():
        pieces = found.pieces(name)
        assert len(pieces) == len(stretch) and bytes(pieces[: len(pieces)]) == bytes(stretch)
        assert bytes(pieces[2:5]) == bytes(stretch[2:5])
    assert sections.read(path, b"another line\n") is None
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + b"x")
    assert sections.read(path, MAGIC) is None
