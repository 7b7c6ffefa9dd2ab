"""What to highlight in a document that was found, and why it was found; for the rows on the screen only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from ..text import fold, fold_map, unfold_span
from .contents import Contents
from .days import day_tokens, is_date_field
from .expand import SURE, Term
from .question import Question, Run
from .words import Word, words_in

_ENGLISH = frozenset({"gloss", "gist"})
_ALIAS = frozenset({"aliases", "native"})


class Span(NamedTuple):
    start: int
    end: int
    kind: str


class Why(Struct, frozen=True):
    """``typed`` was answered by ``found`` in ``field``; ``how``: exact, prefix, typo, telex, vni, alias, translit,
    english, date or join."""

    typed: str
    found: str
    how: str
    field: str


class _Hit(Struct, frozen=True):
    unit: int
    field: str
    start: int
    end: int
    term: Term


class Highlighter:
    """Finds again, in original texts, what answered a question."""

    def __init__(self, question: Question, contents: Contents) -> None:
        self._question = question
        vocabulary = contents.vocabulary
        self._units: dict[str, list[tuple[int, Term]]] = {}
        for place, unit in enumerate(question.units):
            for form, term in unit.terms.items():
                self._units.setdefault(vocabulary.forms[form], []).append((place, term))
        self._sequences: dict[str, list[tuple[Run, list[frozenset[str]]]]] = {}
        for sequence in question.sequences:
            parts = [frozenset(vocabulary.forms[form] for form in part) for part in sequence.parts]
            for written in parts[0]:
                self._sequences.setdefault(written, []).append((sequence, parts))
        self._needed = _shortest(map(fold, (*self._units, *self._sequences)))
        """A text without any of these, folded, has no hit."""
        self._words = lru_cache(maxsize=256)(self._read)

    def marked(self, fields: Mapping[str, str]) -> dict[str, list[Span]]:
        """Field → what to highlight, ascending and disjoint; of each word only its best matches."""
        found: dict[str, list[Span]] = {}
        for hit in self._best(self._hits(fields)):
            found.setdefault(hit.field, []).append(self._span(hit, fields[hit.field]))
        return {name: _disjoint(spans) for name, spans in found.items()}

    def why(self, fields: Mapping[str, str]) -> list[Why]:
        """One reason for each unit that is answered, in the order typed."""
        reasons: dict[int, tuple[float, Why]] = {}
        for hit in self._hits(fields):
            known = reasons.get(hit.unit)
            if known is None or known[0] < hit.term.strength:
                how = hit.term.how
                if how == "exact":
                    parts = set(hit.field.split("."))
                    how = "alias" if parts & _ALIAS else "english" if parts & _ENGLISH else how
                typed = self._question.units[hit.unit].typed
                why = Why(typed, fields[hit.field][hit.start : hit.end], how, hit.field)
                reasons[hit.unit] = (hit.term.strength, why)
        return [reasons[unit][1] for unit in sorted(reasons)]

    def _hits(self, fields: Mapping[str, str]) -> list[_Hit]:
        hits: list[_Hit] = []
        for name, text in fields.items():
            words = self._words(text)
            for place, word in enumerate(words):
                for unit, term in self._units.get(word.form, ()):
                    hits.append(_Hit(unit, name, word.start, word.end, term))
                if word.form in self._sequences:
                    hits += self._sequence_hits(name, words, place)
            if is_date_field(name):
                for token, start, end in day_tokens(text):
                    hits += self._sequence_hits(name, [Word(token, token, start, end)], 0)
        return hits

    def _read(self, text: str) -> tuple[Word, ...]:
        """The words of a field, none where it has no hit: many that are found have the same speaker and source."""
        folded = fold(text)
        return _words(text) if any(token in folded for token in self._needed) else ()

    def _sequence_hits(self, name: str, words: Sequence[Word], place: int) -> Iterable[_Hit]:
        for sequence, parts in self._sequences.get(words[place].form, ()):
            if place + len(parts) > len(words):
                continue
            if all(words[place + k].form in part for k, part in enumerate(parts)):
                for unit in range(sequence.first, sequence.last + 1):
                    yield _Hit(unit, name, words[place].start, words[place + len(parts) - 1].end, sequence.term)

    @staticmethod
    def _best(hits: list[_Hit]) -> list[_Hit]:
        """Of each unit's hits those that are about as sure as its surest: where a word is, its typos are noise."""
        top: dict[int, float] = {}
        for hit in hits:
            top[hit.unit] = max(top.get(hit.unit, 0.0), hit.term.strength)
        return [hit for hit in hits if hit.term.strength >= (0.84 if top[hit.unit] >= SURE else top[hit.unit] - 0.1)]

    def _span(self, hit: _Hit, text: str) -> Span:
        how = hit.term.how
        if how == "prefix":
            written = text[hit.start : hit.end]
            folded, origin = fold_map(written)
            typed = len(self._question.units[hit.unit].word.token)
            if 0 < typed <= len(folded):
                _, end = unfold_span(written, origin, 0, typed)
                return Span(hit.start, hit.start + end, "prefix")
        exact = how == "exact" or how == "date" or (how in ("telex", "vni") and hit.term.strength >= SURE)
        return Span(hit.start, hit.end, "exact" if exact else "fuzzy")


def _shortest(tokens: Iterable[str]) -> list[str]:
    """Some of the tokens, such that each of all has one of them in it.

    Of a number, which may be printed apart (``2.030``), its first character.
    """
    found: list[str] = []
    for token in sorted({token if token.isalpha() else token[:1] for token in tokens}, key=len):
        if not any(shorter in token for shorter in found):
            found.append(token)
    return found


@lru_cache(maxsize=1_024)
def _words(text: str) -> tuple[Word, ...]:
    """The words of a field: rows that are on the screen together share names, and are drawn again at every key."""
    return tuple(words_in(text))


_ORDER = {"exact": 0, "prefix": 1, "fuzzy": 2}


def _disjoint(spans: list[Span]) -> list[Span]:
    """Spans in order; where two overlap the surer one stays, and what of the other stands beside it."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda span: (_ORDER[span.kind], span.start - span.end, span.start)):
        if not any(span.start < other.end and other.start < span.end for other in kept):
            kept.append(span)
    return sorted(kept)

