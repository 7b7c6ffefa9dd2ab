"""Finding texts: folding, index, ranking. Knows documents and fields, not dossiers.

Today every word must stand somewhere in a document's fields, marks and capitals aside, and documents come
back in the order in which they were given. :class:`Index` is what a better engine has to offer too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..text import fold, fold_map, unfold_span

Spans = dict[str, list[tuple[int, int]]]
"""Field → spans of what matched in that field's original string, in code points, ascending, disjoint."""


class Match(NamedTuple):
    id: str
    score: float
    spans: Spans


class Index:
    """Documents (``id`` → fields → text) that can be asked for words."""

    def __init__(self, documents: Iterable[tuple[str, Mapping[str, str]]]) -> None:
        self._fields = {id: dict(fields) for id, fields in documents}
        # A line end between fields keeps a word from matching across two of them.
        self._folded = {id: "\n".join(map(fold, fields.values())) for id, fields in self._fields.items()}

    def find(self, words: Sequence[str]) -> list[Match]:
        """Documents in which every word stands, scores 0–1, best first; all of them for no words."""
        needles = [needle for needle in map(fold, words) if needle]
        return [
            Match(id, 1.0, self._spans(id, needles))
            for id, folded in self._folded.items()
            if all(needle in folded for needle in needles)
        ]

    def _spans(self, id: str, needles: Sequence[str]) -> Spans:
        if not needles:
            return {}
        found = {name: spans_of(text, needles) for name, text in self._fields[id].items()}
        return {name: spans for name, spans in found.items() if spans}


def spans_of(text: str, needles: Sequence[str]) -> list[tuple[int, int]]:
    """Where folded ``needles`` stand in ``text``: spans of the original, ascending and disjoint."""
    folded = fold(text)
    if not any(needle in folded for needle in needles):
        return []
    folded, origin = fold_map(text)
    spans: list[tuple[int, int]] = []
    for needle in needles:
        start = folded.find(needle)
        while start >= 0:
            spans.append(unfold_span(text, origin, start, start + len(needle)))
            start = folded.find(needle, start + len(needle))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
