"""Finding what a roughly typed name means: an id, a name or another name of one or several things."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
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
        self._split: dict[str, frozenset[str]] = {}
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
        found = self._where(lambda name: _begin(words, name))
        return [id for id in self.labels if id in found]

    def nearest(self, typed: str) -> str | None:
        """The name that ``typed`` was most likely meant to be."""
        return nearest(typed, self._written)

    def _find(self, said: str) -> frozenset[str]:
        if said in self._exact:
            return frozenset(self._exact[said])
        words = said.split()
        return (
            self._where(lambda name: name.issuperset(words))
            or self._where(lambda name: _begin(words, name))
            or self._joined(said)
            or self._slipped(words)
        )

    def _where(self, holds: Callable[[frozenset[str]], bool]) -> frozenset[str]:
        return frozenset(id for said, name in self._split.items() if holds(name) for id in self._exact[said])

    def _joined(self, said: str) -> frozenset[str]:
        """Names that differ in their spaces, and by a slip or two."""
        from rapidfuzz.distance import OSA

        together = said.replace(" ", "")
        found = self._nearest(
            {name: OSA.distance(together, name.replace(" ", "")) for name in self._exact}, _slips(together)
        )
        return frozenset(id for name in found for id in self._exact[name])

    def _slipped(self, words: list[str]) -> frozenset[str]:
        """Names with words that these were meant to be."""
        from rapidfuzz.distance import OSA

        tokens = {token for name in self._split.values() for token in name}
        near = [
            {token: slips for token in tokens if (slips := OSA.distance(word, token)) <= _slips(word)}
            for word in words
        ]
        sums = {
            said: sum(min(each[token] for token in name & each.keys()) for each in near)
            for said, name in self._split.items()
            if all(name & each.keys() for each in near)
        }
        return frozenset(id for said in self._nearest(sums, 2 * len(words)) for id in self._exact[said])

    @staticmethod
    def _nearest(distances: Mapping[str, int], most: int) -> list[str]:
        least = min(distances.values(), default=most + 1)
        return [name for name, distance in distances.items() if distance == least] if least <= most else []


def _slips(word: str) -> int:
    return (len(word) >= _ONE_SLIP) + (len(word) >= _TWO_SLIPS)


def _begin(words: Iterable[str], name: frozenset[str]) -> bool:
    return all(any(token.startswith(word) for token in name) for word in words)
