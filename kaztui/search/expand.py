"""What a typed word may stand for among the words that documents have, how surely, and why.

Strengths are between 0 and 1; they were set on the tuning half of ``tests/bench/search.py``'s queries. What is
at least :data:`SURE` counts as the word itself, what is at least :data:`LIKELY` as probably it.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from functools import cached_property, lru_cache
from heapq import nlargest
from typing import Literal

from msgspec import Struct

from .postings import Postings
from .telex import decode, is_syllable
from .vocabulary import NO_TOKEN, Vocabulary
from .words import Word, agrees, words_of

SURE, LIKELY = 0.9, 0.7
MAX_TERMS = 40
"""Tokens that a typed word stands for at most, the best ones."""
MAX_PREFIXED = 80
_MARKS_LOST, _MARKS_WRONG = 0.93, 0.6


class Term(Struct, frozen=True):
    strength: float
    how: str


Manner = Literal["plain", "keys", "careless", "pasted"]
"""How a whole query is typed: with care; in an input method's keys; with many typos; not at all, but pasted."""

_Add = Callable[[str, float, str], None]
Terms = dict[int, Term]
"""Form id → how well it answers a typed word."""


class Expander:
    """Typed words → terms; remembers the last ones, since typing changes one word of a query at a time."""

    def __init__(self, vocabulary: Vocabulary, postings: Postings) -> None:
        self._vocabulary, self._postings = vocabulary, postings
        self.expand = lru_cache(maxsize=256)(self._expand)
        self.decoded = lru_cache(maxsize=256)(self._decoded)

    def knows(self, token: str) -> bool:
        return self._vocabulary.find(token) is not None

    def forms(self, token: str) -> frozenset[int]:
        """The ids of all forms of a token; none if no document has it."""
        number = self._vocabulary.find(token)
        return frozenset() if number is None else frozenset(self._vocabulary.forms_of(number))

    def forms_as_typed(self, word: Word) -> frozenset[int]:
        """The forms that a word means where no guessing is wanted: any marks, unless it was typed with marks."""
        forms = self.forms(word.token)
        if word.is_marked:
            return frozenset(form for form in forms if self._vocabulary.forms[form] == word.form)
        return forms

    @cached_property
    def frequency(self) -> array[int]:
        """Token → how often its forms are in documents, one document counted once for each of them."""
        found = array("Q", bytes(8 * len(self._vocabulary.tokens)))
        for token, count in zip(self._vocabulary.token_of, self._postings.count, strict=True):
            if token != NO_TOKEN:
                found[token] += count
        return found

    def _decoded(self, token: str) -> list[tuple[str, Word]]:
        """What a word is if its letters are an input method's keys, where some document has that."""
        return [(how, word) for how, written in decode(token) for word in words_of(written) if self.knows(word.token)]

    def _expand(self, form: str, token: str, unfinished: bool, manner: Manner) -> Terms:
        """The terms of one word; ``unfinished``: it is being typed."""
        tokens: dict[str, Term] = {}

        def add(found: str, strength: float, how: str) -> None:
            known = tokens.get(found)
            if known is None or known.strength < strength:
                tokens[found] = Term(strength, how)

        known = self.knows(token)
        terms: Terms = {}
        if known:
            add(token, 1.0, "exact")
        for how, word in self.decoded(token):
            strength = 0.96 if manner == "keys" or not known else 0.72
            self._add_forms(terms, word.form, word.token, Term(strength, how), unfinished=False)
        for other in self._vocabulary.spelt_like(token):
            add(other, 0.88, "translit")
        if form != token and known and not form.isascii() and _is_cyrillic(form):
            tokens[token] = Term(0.98, "translit")
        self._add_prefixes(add, token, unfinished)
        is_keys = bool(terms) and not token.isalpha()  # VNI's figures: no word was mistyped
        if manner != "pasted" and not is_keys:
            self._add_typos(add, token, unfinished, known=known or bool(terms), careless=manner == "careless")
        best = nlargest(MAX_TERMS if not unfinished else MAX_PREFIXED, tokens.items(), key=self._rank)
        for found, term in best:
            self._add_forms(terms, form, found, term, unfinished=unfinished and term.how == "prefix")
        return terms

    def _rank(self, item: tuple[str, Term]) -> tuple[float, int]:
        number = self._vocabulary.find(item[0])
        return item[1].strength, 0 if number is None else self.frequency[number]

    def _add_prefixes(self, add: _Add, token: str, unfinished: bool) -> None:
        if not unfinished and len(token) < 2:
            return
        tokens = self._vocabulary.tokens
        found = self._vocabulary.beginning_with(token)
        numbers = found if len(found) <= MAX_PREFIXED else nlargest(MAX_PREFIXED, found, key=self.frequency.__getitem__)
        for number in numbers:
            longer = tokens[number]
            if len(longer) > len(token):
                ratio = len(token) / len(longer)
                add(longer, 0.72 + 0.22 * ratio if unfinished else 0.5 + 0.3 * ratio, "prefix")

    def _add_typos(self, add: _Add, token: str, unfinished: bool, *, known: bool, careless: bool) -> None:
        size = len(token)
        if size < 2 or token.isdecimal():
            return
        vocabulary = self._vocabulary
        cutoff = 1 if size < 6 else 2
        for other, distance in vocabulary.near(token, cutoff):
            if size == 2 and (len(other) < 2 or (known and not careless and sorted(other) != sorted(token))):
                continue  # nearly every pair of letters is a syllable: only a careless typist meant another
            add(other, _typo_strength(token, other, distance), "typo")
        for other in vocabulary.abbreviated(token):
            add(other, 0.7, "typo")
        if unfinished and size >= 4 and not known:
            for head, distance in vocabulary.heads_near(token, 1 if size < 7 else 2):
                for number in vocabulary.beginning_with(head)[:8]:
                    add(vocabulary.tokens[number], _typo_strength(token, head, distance) - 0.1, "typo")

    def _add_forms(self, terms: Terms, typed: str, token: str, term: Term, *, unfinished: bool) -> None:
        number = self._vocabulary.find(token)
        if number is None:
            return
        forms = self._vocabulary.forms_of(number)
        names = self._vocabulary.forms
        if typed.isascii():
            for form in forms:
                _keep(terms, form, term)
            return
        right = [form for form in forms if agrees(typed, names[form], unfinished=unfinished)]
        for form in forms:
            if form in right:
                _keep(terms, form, term)
            else:
                bare = names[form] == token
                factor = _MARKS_LOST if bare or not right else _MARKS_WRONG
                _keep(terms, form, Term(term.strength * factor, term.how))


def _keep(terms: Terms, form: int, term: Term) -> None:
    known = terms.get(form)
    if known is None or known.strength < term.strength:
        terms[form] = term


def _typo_strength(token: str, other: str, distance: int) -> float:
    """How likely ``other`` was meant: longer words bear more, a wrong first letter is rare."""
    size = max(len(token), len(other))
    strength = 0.86 - 0.62 * distance / size
    if token[0] != other[0]:
        strength -= 0.05
    if distance == 1 and len(token) == len(other) and sorted(token) == sorted(other):
        strength += 0.06
    if distance == 1 and is_syllable(other):
        strength += 0.02
    return min(0.85, strength)


def _is_cyrillic(form: str) -> bool:
    return any("\u0400" <= letter <= "\u052f" for letter in form)
