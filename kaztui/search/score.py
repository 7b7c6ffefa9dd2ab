"""How well one document answers a question: which words, in which fields, how near each other, how exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import compress, count
from math import log, sqrt
from operator import mul

from msgspec import Struct

from .contents import Contents
from .expand import SURE
from .question import Question

_NEAR = 3
"""Words apart at most that still count as neighbours."""


_BEGINNINGS = 4
"""Places where a row of words may begin that are looked at."""


class Weights(Struct, frozen=True):
    """What each part of a score counts for; set on the tuning half of ``tests/bench/search.py``'s queries."""

    covered: float = 0.40
    together: float = 0.22
    neighbours: float = 0.20
    spelling: float = 0.20
    paraphrase: float = 0.40
    """What spelling counts for instead where no document has all words as they were typed: somebody may remember
    other words;"""
    misspelling: float = 1.10
    """and where some are in no document at all: it tells what was meant."""
    exact: float = 0.10
    length: float = 0.015
    leniency: float = 0.1
    """Added to what is likely or less in a query whose words are mostly unknown: its typist is careless."""
    severity: float = 0.8
    """By this is multiplied what may be a typo where documents have the word as typed."""
    care: float = 0.3
    """By this instead where no word of the query is doubtful: its typist made no mistakes."""
    partial: float = 0.5
    """What a word of a name counts for where hardly anything else of that name is asked for."""


TUNED = Weights()
_Values = list[float]
"""For each unit of a question one number, 0 for none."""


class Field(Struct, frozen=True, gc=False):
    """What a field answers: of each unit how strongly, times the field's weight, and how near the unit before.

    ``begun`` and ``end`` are the places of its separator and after its last word.
    """

    units: _Values
    pairs: _Values
    begun: int
    end: int


class Scored(Struct, frozen=True, gc=False):
    """A document's score but for spelling; its words; its best field; and what names and titles answer of each
    unit, None for nothing."""

    score: float
    document: int
    words: list[int]
    field: Field | None
    names: _Values | None


class _Names(Struct, frozen=True):
    """What the fields that a document shares answer together, and its worth; ``units`` is empty for nothing."""

    units: _Values
    pairs: _Values
    value: float


class Scorer:
    """Scores documents for one question.

    What is done here is done for a hundred documents at each key: lists of one number a unit are gone through by
    ``map``, at C speed.
    """

    def __init__(
        self, question: Question, contents: Contents, field_weight: Mapping[int, float], tuned: Weights = TUNED
    ) -> None:
        self._contents, self._tuned, self._question = contents, tuned, question
        documents = len(contents.ids)
        self._worth = [log(1 + documents / max(1, _common(unit.tiers))) for unit in question.units]
        total = sum(self._worth) or 1.0
        self._shares = [worth / total for worth in self._worth]
        self._count = len(question.units)
        self._pairs = [min(self._worth[i - 1], self._worth[i]) if i else 0.0 for i in range(self._count)]
        self._neighbours = tuned.neighbours / (sum(self._pairs) or 1.0)
        self._hits: dict[int, float | list[tuple[int, float]]] = dict(field_weight)
        severity = tuned.severity if question.has_doubtful else tuned.care
        for place, unit in enumerate(question.units):
            sure = bool(unit.tiers[0] or unit.as_typed) and not question.is_noisy
            for form, term in unit.terms.items():
                strength = term.strength
                if strength < SURE:
                    if question.is_noisy:
                        strength += tuned.leniency
                    elif sure and term.how == "typo":
                        strength *= severity
                self._hits.setdefault(form, []).append((place, strength))  # type: ignore[union-attr]
        for number, sequence in enumerate(question.sequences):
            for form in sequence.parts[0]:
                self._hits.setdefault(form, []).append((-1 - number, 0.0))  # type: ignore[union-attr]
        self._sharing = question.sharing
        self._shared: dict[int, Field] = {}
        self._names: dict[frozenset[int], _Names] = {frozenset(): _Names([], [], 0.0)}

    @property
    def worth(self) -> Sequence[float]:
        """What each unit tells: the logarithm of how rare it is."""
        return self._worth

    def score(self, document: int) -> Scored:
        """What a document's words are worth, all of its fields considered."""
        contents, tuned = self._contents, self._tuned
        shared = self._sharing and self._sharing.intersection(contents.shared_by(document))
        names = self._names.get(shared)
        if names is None:
            names = self._names[shared] = self._answer_names(shared)
        words = contents.stretch(document)
        top, top_field = names.value, None
        best = names.units
        for field in self._answer(words, shared=False):
            units, pairs = field.units, field.pairs
            if names.units:
                units, pairs = [*map(max, names.units, units)], [*map(max, names.pairs, pairs)]
            value = self._value(units, pairs)
            if value > top:
                top, top_field = value, field
            best = [*map(max, best, units)] if best else units
        score = top - tuned.length * log(1 + len(words))
        if best:
            score += tuned.covered * sum(map(mul, self._shares, best))
            if min(best) >= 0.8:
                score += tuned.exact
        return Scored(round(score, 9), document, words, top_field, names.units or None)

    def _answer_names(self, shared: Iterable[int]) -> _Names:
        """What some shared stretches answer. Many candidates share few of them."""
        units = pairs = [0.0] * self._count
        for number in shared:
            if number not in self._shared:
                self._shared[number] = self._answer_shared(number)
            field = self._shared[number]
            units, pairs = [*map(max, units, field.units)], [*map(max, pairs, field.pairs)]
        return _Names(units if any(units) else [], pairs, self._value(units, pairs))

    def share(self, units: Iterable[int]) -> float:
        """The part of the question that some units are, 0–1."""
        return sum([self._shares[unit] for unit in units])

    def worth_of(self, values: _Values, units: Iterable[int]) -> float:
        """What of the question some units answer that strongly, 0–1."""
        return sum([self._shares[unit] * values[unit] for unit in units])

    def beginnings(self, words: list[int], field: Field, units: Sequence[int]) -> list[int]:
        """Where in a field some units may begin, if they stand there in a row: as many words before one that is there
        as were typed before it. The places that most of them agree on come first; few are enough."""
        hits, first, least = self._hits, field.begun + 1, max(field.begun + 1, field.end - len(units))
        place_of = {unit: place for place, unit in enumerate(units)}
        found: dict[int, int] = {}
        for place in compress(count(first), map(hits.__contains__, words[first : field.end])):
            for unit, _ in hits[words[place]]:  # type: ignore[union-attr]
                before = place_of.get(unit if unit >= 0 else self._question.sequences[-1 - unit].first)
                if before is not None:
                    start = min(max(first, place - before), least)
                    found[start] = found.get(start, 0) + 1
        return nsmallest(_BEGINNINGS, found, key=lambda start: (-found[start], start))

    def _value(self, units: _Values, pairs: _Values) -> float:
        """What is worth what stands together in one field."""
        together: float = sum(map(mul, self._shares, units))
        return self._tuned.together * together + self._neighbours * sum(pairs)

    def _answer_shared(self, number: int) -> Field:
        """What the fields of a shared stretch answer, as if it were one."""
        units = pairs = [0.0] * self._count
        words = self._contents.stretch(len(self._contents.ids) + number)
        for field in self._answer(words, shared=True):
            units, pairs = [*map(max, units, field.units)], [*map(max, pairs, field.pairs)]
        return Field(units, pairs, 0, len(words))

    def _answer(self, words: list[int], *, shared: bool) -> list[Field]:
        """What each field of a stretch answers; those that answer nothing are left out."""
        hits, size, every_pair = self._hits, self._count, self._pairs
        fields: list[Field] = []
        units: _Values = []
        pairs: _Values = []
        last: list[int] = []
        weight, begun, matched = 1.0, -1, 0
        for place in compress(count(), map(hits.__contains__, words)):
            found = hits[words[place]]
            if found.__class__ is float:
                if matched and any(units):
                    fields.append(self._field(units, pairs, begun, place, weight, matched if shared else None))
                weight, begun, matched = found, place, 0
                continue
            if not matched:
                units, pairs, last = [0.0] * size, [0.0] * size, [-9] * size
            matched += 1
            for unit, strength in found:  # type: ignore[union-attr]
                if unit < 0:
                    matched += self._follow(-1 - unit, words, place, units, pairs, last)
                    continue
                if strength > units[unit]:
                    units[unit] = strength
                if unit and 0 < (gap := place - last[unit - 1]) <= _NEAR:  # as in _pair(): it is most of it
                    value = every_pair[unit] * sqrt(strength * units[unit - 1])
                    if gap > 1:
                        value *= 0.5
                    if value > pairs[unit]:
                        pairs[unit] = value
                last[unit] = place
        if matched and any(units):
            fields.append(self._field(units, pairs, begun, len(words), weight, matched if shared else None))
        return fields

    def _field(self, units: _Values, pairs: _Values, begun: int, end: int, weight: float, matched: int | None) -> Field:
        """``matched``: how many of the field's words; None where that does not matter."""
        if matched is not None:
            partial = self._tuned.partial
            weight *= partial + (1 - partial) * min(1.0, matched / (end - begun - 1))
        if weight != 1.0:
            units, pairs = [weight * value for value in units], [weight * value for value in pairs]
        return Field(units, pairs, begun, end)

    def _pair(self, pairs: _Values, units: _Values, unit: int, gap: int, strength: float) -> None:
        value = self._pairs[unit] * sqrt(strength * units[unit - 1])
        if gap > 1:
            value *= 0.5
        if value > pairs[unit]:
            pairs[unit] = value

    def _follow(
        self, number: int, words: list[int], place: int, units: _Values, pairs: _Values, last: list[int]
    ) -> int:
        """Takes in a sequence that begins here, if one does; how many words of it follow."""
        sequence = self._question.sequences[number]
        parts = sequence.parts
        size = len(parts)
        if place + size > len(words):
            return 0
        for offset in range(1, size):
            if words[place + offset] not in parts[offset]:
                return 0
        strength = sequence.term.strength
        for unit in range(sequence.first, sequence.last + 1):
            units[unit] = max(units[unit], strength)
            if unit and (unit > sequence.first or place - last[unit - 1] <= _NEAR):
                self._pair(pairs, units, unit, 1, strength)
            last[unit] = place + size - 1
        return size - 1


def _common(tiers: tuple[int, int, int]) -> int:
    """In how many documents a unit is, as the surest of its tiers counts them."""
    for tier in tiers:
        if tier:
            return tier.bit_count()
    return 1
