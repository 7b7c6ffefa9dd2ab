"""How well one document answers a question: which words, in which fields, how near each other, how exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log
from typing import NamedTuple

from .contents import Contents
from .question import Question

_NEAR = 3
"""Words apart at most that still count as neighbours."""


class Weights(NamedTuple):
    """What each part of a score counts for; set on the tuning half of ``tests/bench/search.py``'s queries."""

    covered: float = 0.40
    together: float = 0.22
    neighbours: float = 0.20
    spelling: float = 0.30
    exact: float = 0.10
    length: float = 0.015


TUNED = Weights()


class Answered(NamedTuple):
    """Of one stretch of words: best strength × field weight of each unit, best plain strength of each, the best
    field's share of the question with its neighbours, and that field's number."""

    best: list[float]
    strength: list[float]
    together: float
    neighbours: float
    field: int


class Scorer:
    """Scores documents for one question."""

    def __init__(
        self, question: Question, contents: Contents, field_weight: Mapping[int, float], tuned: Weights = TUNED
    ) -> None:
        self._contents, self._tuned, self._question = contents, tuned, question
        documents = len(contents.ids)
        self._worth = [log(1 + documents / max(1, _common(unit.tiers))) for unit in question.units]
        self._total = sum(self._worth) or 1.0
        count = len(question.units)
        self._pairs = [min(self._worth[i - 1], self._worth[i]) if i else 0.0 for i in range(count)]
        self._pair_total = sum(self._pairs) or 1.0
        self._field_weight = field_weight
        self._hits: dict[int, float | list[tuple[int, float]]] = dict(field_weight)
        self._starts: dict[int, list[int]] = {}
        for place, unit in enumerate(question.units):
            for form, term in unit.terms.items():
                self._hits.setdefault(form, []).append((place, term.strength))  # type: ignore[union-attr]
        for number, sequence in enumerate(question.sequences):
            for form in sequence.parts[0]:
                self._hits.setdefault(form, []).append((-1 - number, 0.0))  # type: ignore[union-attr]
        self._shared: dict[int, Answered | None] = {}

    @property
    def worth(self) -> Sequence[float]:
        """What each unit tells: the logarithm of how rare it is."""
        return self._worth

    def score(self, document: int) -> tuple[float, Answered, list[int]]:
        """The score but for spelling, with what it was made of and the document's own words."""
        contents = self._contents
        words = contents.stretch(document)
        best, strength, together, neighbours, field = self._answer(words)
        for number in contents.shared_by(document):
            shared = self._answer_shared(number)
            if shared is None:
                continue
            best = [a if a > b else b for a, b in zip(best, shared.best, strict=True)]
            strength = [a if a > b else b for a, b in zip(strength, shared.strength, strict=True)]
            if shared.together + shared.neighbours > together + neighbours:
                together, neighbours, field = shared.together, shared.neighbours, -1
        tuned = self._tuned
        covered = sum(map(float.__mul__, self._worth, best)) / self._total
        score = (
            tuned.covered * covered
            + tuned.together * together
            + tuned.neighbours * neighbours
            - tuned.length * log(1 + len(words))
        )
        if min(strength, default=0.0) >= 0.95:
            score += tuned.exact
        return score, Answered(best, strength, together, neighbours, field), words

    def _answer_shared(self, number: int) -> Answered | None:
        """What a shared stretch answers; None for nothing. Many candidates share few of them."""
        if number not in self._shared:
            answered = self._answer(self._contents.stretch(len(self._contents.ids) + number))
            self._shared[number] = answered if any(answered.best) else None
        return self._shared[number]

    def _answer(self, words: list[int]) -> Answered:
        hits = self._hits
        worth = self._worth
        count = len(worth)
        best = [0.0] * count
        strength = [0.0] * count
        here: dict[int, float] = {}
        pairs: dict[int, float] = {}
        last = [-9] * count
        weight = 1.0
        top = top_neighbours = 0.0
        top_field = field = -1
        for place, form in enumerate(words):
            found = hits.get(form)
            if found is None:
                continue
            if found.__class__ is float:
                if here:
                    together = sum([worth[i] * s for i, s in here.items()]) * weight / self._total
                    neighbours = sum(pairs.values()) * weight / self._pair_total
                    if together + neighbours > top + top_neighbours:
                        top, top_neighbours, top_field = together, neighbours, field
                    here.clear()
                    pairs.clear()
                weight, field = found, place  # type: ignore[assignment]
                last = [-9] * count
                continue
            for unit, s in found:  # type: ignore[union-attr]
                if unit < 0:
                    self._follow(-1 - unit, words, place, here, pairs, last, best, strength, weight)
                    continue
                if s > here.get(unit, 0.0):
                    here[unit] = s
                    if s > strength[unit]:
                        strength[unit] = s
                    if s * weight > best[unit]:
                        best[unit] = s * weight
                last[unit] = place
                if unit and place - last[unit - 1] <= _NEAR and last[unit - 1] != place:
                    self._pair(pairs, here, unit, place - last[unit - 1], s)
        if here:
            together = sum([worth[i] * s for i, s in here.items()]) * weight / self._total
            neighbours = sum(pairs.values()) * weight / self._pair_total
            if together + neighbours > top + top_neighbours:
                top, top_neighbours, top_field = together, neighbours, field
        return Answered(best, strength, top, top_neighbours, top_field)

    def _pair(self, pairs: dict[int, float], here: dict[int, float], unit: int, gap: int, s: float) -> None:
        value = self._pairs[unit] * s * here.get(unit - 1, 0.0)
        if gap > 1:
            value *= 0.5
        if value > pairs.get(unit, 0.0):
            pairs[unit] = value

    def _follow(
        self, number: int, words: list[int], place: int, here: dict[int, float], pairs: dict[int, float],
        last: list[int], best: list[float], strength: list[float], weight: float,
    ) -> None:  # fmt: skip
        sequence = self._question.sequences[number]
        parts = sequence.parts
        size = len(parts)
        if place + size > len(words):
            return
        for offset in range(1, size):
            if words[place + offset] not in parts[offset]:
                return
        s = sequence.term.strength
        for unit in range(sequence.first, sequence.last + 1):
            here[unit] = max(here.get(unit, 0.0), s)
            strength[unit] = max(strength[unit], s)
            best[unit] = max(best[unit], s * weight)
            if unit and (unit > sequence.first or place - last[unit - 1] <= _NEAR):
                self._pair(pairs, here, unit, 1, s)
            last[unit] = place + size - 1


def _common(tiers: tuple[int, int, int]) -> int:
    """In how many documents a unit is, as the surest of its tiers counts them."""
    for tier in tiers:
        if tier:
            return tier.bit_count()
    return 1
