"""Finding texts: folding, index, ranking. Knows documents and fields, not dossiers.

Today every word must stand somewhere in a document's fields, marks and capitals aside, and documents come
back in the order in which they were given. :class:`Index` is what a better engine has to offer too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..text import fold, fold_map, unfold_span

_WORD = re.compile(r"[^\W_]+")

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

    def find(
        self,
        words: str | Iterable[str],
        *,
        phrases: Iterable[str] = (),
        without: Iterable[str] = (),
        allowed: int | None = None,
        unfinished: bool | None = None,
    ) -> list[Match]:
        """Documents in which every word stands, scores 0–1, best first; all of them for no words.

        ``phrases``: each must stand there, its words in a row; ``without``: none may. ``allowed``: a bitmap of the
        documents to look through, numbered in the order in which they were given. ``unfinished``: whether the last
        word is still being typed; here every word may be a part of one.
        """
        typed = words.split() if isinstance(words, str) else words
        needles = [needle for needle in dict.fromkeys(map(fold, typed)) if needle]
        rows, barred = ([row for row in map(words_of, each) if row] for each in (phrases, without))
        needles_and_rows = [*needles, *(" ".join(token for token, _ in row) for row in rows)]
        return [
            Match(id, 1.0, self._spans(id, needles_and_rows))
            for number, (id, folded) in enumerate(self._folded.items())
            if (allowed is None or allowed >> number & 1)
            and all(needle in folded for needle in needles)
            and all(self._has(id, row) for row in rows)
            and not any(self._has(id, row) for row in barred)
        ]

    def _has(self, id: str, row: list[tuple[str, str]]) -> bool:
        """Whether these words stand in a row in a field, marks aside unless they were typed."""
        if not all(token in self._folded[id] for token, _ in row):
            return False
        return any(
            all(form == typed if typed != token else word == token
                for (token, typed), (word, form) in zip(row, words[start:], strict=False))
            for words in map(words_of, self._fields[id].values())
            for start in range(len(words) - len(row) + 1)
        )  # fmt: skip

    def _spans(self, id: str, needles: Sequence[str]) -> Spans:
        if not needles:
            return {}
        found = {name: spans_of(text, needles) for name, text in self._fields[id].items()}
        return {name: spans for name, spans in found.items() if spans}


def words_of(text: str) -> list[tuple[str, str]]:
    """The words of a text: each folded, and with its marks."""
    composed = unicodedata.normalize("NFC", text).casefold()
    return [(fold(word), word) for word in _WORD.findall(composed)]


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
