"""How well one document answers a question: which words, in which fields, how near each other, how exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

from msgspec import Struct

from .contents import Contents
from .expand import SURE
from .question import Question

_NEAR = 3
"""Words apart at most that still count as neighbours."""


class Weights(Struct, frozen=True):
    """What each part of a score counts for; set on the tuning half of ``tests/bench/search.py``'s queries."""

    covered: float = 0.40
    together: float = 0.22
    neighbours: float = 0.20
    spelling: float = 0.30
    exact: float = 0.10
    length: float = 0.015
    leniency: float = 0.1
    """Added to what is likely or less in a query whose words are mostly unknown: its typist is careless."""
    severity: float = 0.8
    """By this is multiplied what may be a typo where documents have the word as typed."""
    care: float = 0.3
    """By this instead where they have all words of the query as typed: its typist made no mistakes."""
    partial: float = 0.5
    """What a word of a name counts for where hardly anything else of that name is asked for."""


TUNED = Weights()
_Units = dict[int, float]


class _Field(Struct, frozen=True):
    """What a field answers: unit → strength × weight; unit → how near the unit before; and where it begins."""

    units: _Units
    pairs: _Units
    place: int


class Scored(Struct, frozen=True):
    """A document's score but for spelling; its words; its best field, and the units that this field answers
    better than names and titles do."""

    score: float
    document: int
    words: list[int]
    field: int
    told: list[int]
    named: float


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
        self._count = count
        self._pairs = [min(self._worth[i - 1], self._worth[i]) if i else 0.0 for i in range(count)]
        self._pair_total = sum(self._pairs) or 1.0
        self._hits: dict[int, float | list[tuple[int, float]]] = dict(field_weight)
        severity = tuned.severity if question.has_doubtful else tuned.care
        for place, unit in enumerate(question.units):
            sure = bool(unit.tiers[0]) and not question.is_noisy
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
        self._forms = frozenset(self._hits).difference(field_weight)
        self._known: dict[int, _Field | None] = {}
        self._together: dict[tuple[int, ...], tuple[_Units, _Units, float]] = {(): ({}, {}, 0.0)}

    @property
    def worth(self) -> Sequence[float]:
        """What each unit tells: the logarithm of how rare it is."""
        return self._worth

    def score(self, document: int) -> Scored:
        """What a document's words are worth, all of its fields considered."""
        contents, worth, tuned = self._contents, self._worth, self._tuned
        names, name_pairs, top = self._answer_names(document)
        words = contents.stretch(document)
        best = dict(names)
        top_field, told = -1, {}
        for field in self._answer(words, shared=False):
            _raise(best, field.units)
            if names:
                value = self._sum(_raised(names, field.units), _raised(name_pairs, field.pairs))
            else:
                value = self._sum(field.units, field.pairs)
            if value > top:
                top, top_field, told = value, field.place, field.units
        covered = sum([worth[unit] * value for unit, value in best.items()]) / self._total
        score = tuned.covered * covered + top - tuned.length * log(1 + len(words))
        if len(best) == self._count and min(best.values()) >= 0.8:
            score += tuned.exact
        mine = [unit for unit, value in told.items() if value >= names.get(unit, 0.0)]
        named = sum([worth[unit] * value for unit, value in names.items() if unit not in mine]) / self._total
        return Scored(score, document, words, top_field, sorted(mine), named)

    def _answer_names(self, document: int) -> tuple[_Units, _Units, float]:
        """What the fields that a document shares answer together, and what that is worth."""
        known = self._known
        hit = []
        for number in self._contents.shared_by(document):
            if number not in known:
                known[number] = self._answer_shared(number)
            if known[number] is not None:
                hit.append(number)
        key = tuple(hit)
        if key not in self._together:
            units: _Units = {}
            pairs: _Units = {}
            for number in hit:
                shared = known[number]
                assert shared is not None
                _raise(units, shared.units)
                _raise(pairs, shared.pairs)
            self._together[key] = units, pairs, self._sum(units, pairs)
        return self._together[key]

    def share(self, units: Iterable[int]) -> float:
        """The part of the question that some units are, 0–1."""
        return sum([self._worth[unit] for unit in units]) / self._total

    def _sum(self, units: _Units, pairs: _Units) -> float:
        worth = self._worth
        together = 0.0
        for unit, value in units.items():
            together += worth[unit] * value
        total = self._tuned.together * together / self._total
        return total + self._tuned.neighbours * sum(pairs.values()) / self._pair_total if pairs else total

    def _answer_shared(self, number: int) -> _Field | None:
        """What a shared stretch answers; None for nothing. Many candidates share few of them."""
        words = self._contents.stretch(len(self._contents.ids) + number)
        if self._forms.isdisjoint(words):
            return None
        found = _Field({}, {}, -1)
        for field in self._answer(words, shared=True):
            _raise(found.units, field.units)
            _raise(found.pairs, field.pairs)
        return found

    def _answer(self, words: list[int], *, shared: bool) -> list[_Field]:
        """What each field of a stretch answers."""
        hits = self._hits
        fields: list[_Field] = []
        units: _Units = {}
        pairs: _Units = {}
        last = [-9] * self._count
        weight, begun, matched = 1.0, -1, 0
        for place in [place for place, form in enumerate(words) if form in hits]:
            found = hits[words[place]]
            if isinstance(found, float):
                if units:
                    part = min(1.0, matched / (place - begun - 1)) if shared else 1.0
                    fields.append(self._weighted(units, pairs, begun, weight, part))
                    units, pairs = {}, {}
                weight, begun, matched = found, place, 0
                last = [-9] * self._count
                continue
            matched += 1
            for unit, strength in found:
                if unit < 0:
                    matched += self._follow(-1 - unit, words, place, units, pairs, last)
                    continue
                if strength > units.get(unit, 0.0):
                    units[unit] = strength
                if unit:
                    gap = place - last[unit - 1]
                    if 0 < gap <= _NEAR:
                        self._pair(pairs, units, unit, gap, strength)
                last[unit] = place
        if units:
            part = min(1.0, matched / (len(words) - begun - 1)) if shared else 1.0
            fields.append(self._weighted(units, pairs, begun, weight, part))
        return fields

    def _weighted(self, units: _Units, pairs: _Units, place: int, weight: float, part: float) -> _Field:
        weight *= self._tuned.partial + (1 - self._tuned.partial) * part
        if weight == 1.0:
            return _Field(units, pairs, place)
        return _Field(
            {unit: value * weight for unit, value in units.items()},
            {unit: value * weight for unit, value in pairs.items()},
            place,
        )

    def _pair(self, pairs: _Units, units: _Units, unit: int, gap: int, strength: float) -> None:
        value = self._pairs[unit] * sqrt(strength * units.get(unit - 1, 0.0))
        if gap > 1:
            value *= 0.5
        if value > pairs.get(unit, 0.0):
            pairs[unit] = value

    def _follow(
        self, number: int, words: list[int], place: int, units: _Units, pairs: _Units, last: list[int]
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
            units[unit] = max(units.get(unit, 0.0), strength)
            if unit and (unit > sequence.first or place - last[unit - 1] <= _NEAR):
                self._pair(pairs, units, unit, 1, strength)
            last[unit] = place + size - 1
        return size - 1


def _raise(units: _Units, other: _Units) -> None:
    """Brings each of ``units`` up to what ``other`` has."""
    for unit, value in other.items():
        if value > units.get(unit, 0.0):
            units[unit] = value


def _raised(units: _Units, other: _Units) -> _Units:
    both = dict(units)
    _raise(both, other)
    return both


def _common(tiers: tuple[int, int, int]) -> int:
    """In how many documents a unit is, as the surest of its tiers counts them."""
    for tier in tiers:
        if tier:
            return tier.bit_count()
    return 1
