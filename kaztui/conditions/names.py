"""Finding what a roughly typed name means: an id, a name or another name of one or several things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from ..nearest import nearest
from ..text import fold

_WORD = re.compile(r"[^\W_]+")
_ONE_SLIP, _TWO_SLIPS = 4, 7
"""Letters from which one slip, or two, are forgiven: among names, shorter words are other words."""


@lru_cache(maxsize=4_096)
def bare(text: str) -> str:
    """The words of a text, folded, with single spaces: ``Wang-Yi`` and ``“Wáng Yì”`` are ``wang yi``."""
    return " ".join(_WORD.findall(fold(text)))


class Names:
    """Things that have an id, a label and other names."""

    def __init__(self, named: Iterable[tuple[str, str, Iterable[str]]] = ()) -> None:
        self.labels: dict[str, str] = {}
        self._exact: dict[str, dict[str, None]] = {}
        """Name → the ids of what has it."""
        self._split: dict[str, frozenset[str]] = {}
        self._holding: dict[str, set[str]] = {}
        """Word → the names that it stands in."""
        self._together: dict[str, list[str]] = {}
        """Name without spaces → the names that it is."""
        self._written: list[str] = []
        self._known: dict[str, frozenset[str]] = {}
        for id, label, others in named:
            self.add(id, label, others)

    def add(self, id: str, label: str, others: Iterable[str]) -> None:
        """One more thing."""
        self.labels.setdefault(id, label)
        for name in (id, label, *others):
            if said := bare(name):
                if said not in self._exact:
                    self._exact[said] = {}
                    self._split[said] = frozenset(said.split())
                    self._together.setdefault(said.replace(" ", ""), []).append(said)
                    for word in self._split[said]:
                        self._holding.setdefault(word, set()).add(said)
                self._exact[said][id] = None
                self._written.append(name)

    def __len__(self) -> int:
        return len(self.labels)

    def ids(self, typed: str) -> frozenset[str]:
        """The ids of what ``typed`` names; empty if it names nothing.

        The first of these that finds anything: a whole id, name or other name; one that has all of its words; one
        that has words which they begin; one that a slip or two turn into it.
        """
        said = bare(typed)
        if said not in self._known:
            if len(self._known) > 1_000:
                self._known.clear()
            self._known[said] = self._find(said) if said else frozenset()
        return self._known[said]

    def beginning(self, typed: str) -> list[str]:
        """The ids of what ``typed`` may become when more is typed; all of them for nothing."""
        words = bare(typed).split()
        if not words:
            return list(self.labels)
        found = self._of(self._begun(words))
        return [id for id in self.labels if id in found]

    def nearest(self, typed: str) -> str | None:
        """The name that ``typed`` was most likely meant to be."""
        return nearest(typed, self._written)

    def _find(self, said: str) -> frozenset[str]:
        if said in self._exact:
            return frozenset(self._exact[said])
        words = said.split()
        return self._of(
            self._with_all([word] for word in words)
            or self._begun(words)
            or self._joined(said)
            or self._slipped(words)
        )  # fmt: skip

    def _of(self, names: Iterable[str]) -> frozenset[str]:
        return frozenset(id for name in names for id in self._exact[name])

    def _with_all(self, words: Iterable[Iterable[str]]) -> set[str]:
        """The names that have, for each word, any that may stand for it."""
        found: set[str] | None = None
        for each in words:
            holding = {name for word in each for name in self._holding.get(word, ())}
            found = holding if found is None else found & holding
            if not found:
                break
        return found or set()

    def _begun(self, words: Iterable[str]) -> set[str]:
        """The names with words that these begin."""
        return self._with_all([longer for longer in self._holding if longer.startswith(word)] for word in words)

    def _joined(self, said: str) -> list[str]:
        """Names that differ in their spaces, and by a slip or two."""
        together = said.replace(" ", "")
        near = _near(together, self._together)
        return [name for joined in _least(near) for name in self._together[joined]]

    def _slipped(self, words: list[str]) -> list[str]:
        """Names with words that these were meant to be."""
        near: list[dict[str, int]] = []
        for word in words:
            near.append(_near(word, self._holding))
            if not near[-1]:
                return []
        sums = {
            name: sum(min(each[word] for word in self._split[name] & each.keys()) for each in near)
            for name in self._with_all(near)
        }
        return _least(sums)


def _near(word: str, choices: Mapping[str, object]) -> dict[str, int]:
    """The choices that a slip or two turn a word into, with how many."""
    slips = (len(word) >= _ONE_SLIP) + (len(word) >= _TWO_SLIPS)
    if not slips:
        return {word: 0} if word in choices else {}
    from rapidfuzz import process  # 26 ms, and only a rough name needs it
    from rapidfuzz.distance import OSA

    found = process.extract(word, choices.keys(), scorer=OSA.distance, score_cutoff=slips, limit=None)
    return {choice: int(distance) for choice, distance, _ in found}


def _least(distances: Mapping[str, int]) -> list[str]:
    least = min(distances.values(), default=0)
    return [name for name, distance in distances.items() if distance == least]
