"""What is needed no more takes no memory, and what is needed again is still there."""

from __future__ import annotations

import gc
import os
import re
import weakref
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from kaztui import memory
from kaztui.records import COLLECTIONS, About, Actor, Record
from kaztui.search import Index
from kaztui.store import cache

SMAPS = Path("/proc/self/smaps")


def resident(path: Path) -> int:
    """Bytes of a mapped file that are in this process's memory."""
    return sum(
        int(kilobytes) << 10
        for kilobytes in re.findall(rf"{re.escape(str(path))}\n.*?\nRss: +(\d+) kB", SMAPS.read_text(), re.DOTALL)
    )


@pytest.mark.skipif(not SMAPS.exists(), reason="there is no /proc/self/smaps")
def test_what_was_looked_at_in_a_mapped_file_is_let_go(tmp_path: Path) -> None:
    path = tmp_path / "large"
    content = bytes(range(256)) * (1 << 12)
    path.write_bytes(content)
    with path.open("rb") as stream:
        data = memory.mapped(stream.fileno(), len(content))
    assert bytes(data) == content
    assert resident(path) == len(content)
    memory.let_go()
    assert resident(path) == 0
    assert bytes(data) == content


@pytest.mark.skipif(not SMAPS.exists(), reason="there is no /proc/self/smaps")
def test_records_of_a_large_dossier_are_read_without_their_file_coming_to_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    actors = {f"actor-{n}": Actor(id=f"actor-{n}", kind="person", name=f"{n} " * 500) for n in range(2_500)}
    about = About(id="many", title="Many actors")
    collections: dict[str, Mapping[str, Record]] = {name: {} for name in COLLECTIONS} | {"actors": actors}
    cache.save("many", (about, collections))
    (kept,) = (tmp_path / "kaztui").iterdir()
    found = cache.load("many")
    assert found is not None
    memory.let_go()
    assert list(found[1]["actors"].values()) == list(actors.values())
    assert kept.stat().st_size > 5_000_000 and resident(kept) < 200_000  # where each begins is mapped


@pytest.mark.skipif(not SMAPS.exists(), reason="there is no /proc/self/smaps")
def test_what_words_were_looked_up_in_is_let_go_before_documents_are_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "index"
    documents = ((f"q{n}", {"text": " ".join(f"word{n * k % 4_001}" for k in range(1, 30))}) for n in range(3_000))
    path.write_bytes(Index(documents).dump())
    with path.open("rb") as stream:
        index = Index.load(memory.mapped(stream.fileno(), path.stat().st_size))
    sizes = [resident(path) for _ in index.steps("word7 wodr14 word2")]
    assert any(after < before for before, after in pairwise(sizes))


def test_a_file_is_closed_with_the_last_stretch_of_it(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(bytes(range(100)))
    number = os.open(path, os.O_RDONLY)
    stored = memory.Stored(memory.Descriptor(number), 10, 20)
    assert len(stored) == 20
    assert stored[3:6] == bytes((13, 14, 15)) and stored[18:99] == bytes((28, 29)) and stored[:] == bytes(range(10, 30))
    del stored
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(number)


def test_nothing_is_let_go_of_what_is_not_mapped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_maps", ())
    memory.let_go()


def test_memory_is_given_back_with_any_c_library(monkeypatch: pytest.MonkeyPatch) -> None:
    import ctypes

    asked: list[int] = []

    class Glibc:
        malloc_trim = asked.append

    for library in (Glibc(), object()):
        monkeypatch.setattr(ctypes, "CDLL", lambda name, library=library: library)
        memory.give_back()
    assert asked == [0]


def test_a_file_that_nobody_has_any_more_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_maps", ())
    path = tmp_path / "large"
    path.write_bytes(bytes(4_096))
    with path.open("rb") as stream:
        memory.mapped(stream.fileno(), 4_096)
        memory.let_go()
        data = memory.mapped(stream.fileno(), 4_096)
    memory.let_go()
    assert len(memory._maps) == 1 and bytes(data) == bytes(4_096)


def test_in_a_break_also_goes_what_was_put_out_of_sight_in_a_pause() -> None:
    from kaztui.tui import session

    class Thing:
        pass

    thing = Thing()
    thing.itself = thing  # type: ignore[attr-defined]
    there = weakref.ref(thing)
    try:
        session._tidy()
        del thing
        session._tidy()
        assert there() is not None and gc.get_freeze_count()
        session._tidy_all()
        assert there() is None and gc.get_freeze_count()
    finally:
        gc.unfreeze()
