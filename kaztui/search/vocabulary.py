"""The words that documents have: tokens in order, the forms of each, and what is near a typed word."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache, partial

from .translit import skeleton

NO_TOKEN = 0xFFFFFFFF
_SLICE = 2_000
_REMEMBERED = 128
_WARMED = range(4, 9)
"""Letters of a word half typed for which its likes are got ready."""
_Buckets = dict[int, list[str]]


class Vocabulary:
    """Tokens (folded words) and their forms (with marks); an id is a place in its list.

    ``tokens`` is sorted, so that a prefix is a range of ids. ``token_of`` gives a form's token;
    :data:`NO_TOKEN` marks the forms that separate fields.
    """

    def __init__(
        self, tokens: list[str], forms: list[str], token_of: Sequence[int], skeletons: list[str] | None = None
    ) -> None:
        self.tokens, self.forms, self.token_of = tokens, forms, token_of
        self._skeletons = skeletons or []

    @cached_property
    def _id(self) -> dict[str, int]:
        return {token: number for number, token in enumerate(self.tokens)}

    @cached_property
    def _forms_of(self) -> tuple[array[int], array[int]]:
        starts = array("I", bytes(4 * (len(self.tokens) + 1)))
        for token in self.token_of:
            if token != NO_TOKEN:
                starts[token + 1] += 1
        for token in range(len(self.tokens)):
            starts[token + 1] += starts[token]
        free = starts[:-1]
        forms = array("I", bytes(4 * starts[-1]))
        for form, token in enumerate(self.token_of):
            if token != NO_TOKEN:
                forms[free[token]] = form
                free[token] += 1
        return starts, forms

    def warm(self) -> Iterator[None]:
        """Works out in slices of a few milliseconds what looking up words needs."""
        while len(self._skeletons) < len(self.tokens):
            start = len(self._skeletons)
            self._skeletons += map(skeleton, self.tokens[start : start + _SLICE])
            yield None
        for part in ("_id", "_forms_of", "_by_length", "_spelt", "_consonants"):
            if part not in vars(self):
                getattr(self, part)
                yield None
        for size in _WARMED:
            if (size, True) not in self._heads:
                self._heads_of(size, letters=True)
                yield None

    def skeletons(self) -> list[str]:
        """For each token its skeleton, "" for none."""
        self._skeletons += map(skeleton, self.tokens[len(self._skeletons) :])
        return self._skeletons

    @cached_property
    def _spelt(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for token, bones in zip(self.tokens, self.skeletons(), strict=True):
            if bones:
                groups.setdefault(bones, []).append(token)
        return groups

    @cached_property
    def _consonants(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for token in self.tokens:
            if len(token) >= 5:
                groups.setdefault(without_vowels(token), []).append(token)
        return groups

    def find(self, token: str) -> int | None:
        """The id of a token."""
        return self._id.get(token)

    def forms_of(self, token: int) -> array[int]:
        """The ids of a token's forms."""
        starts, forms = self._forms_of
        return forms[starts[token] : starts[token + 1]]

    def beginning_with(self, prefix: str) -> range:
        """The ids of the tokens that begin with ``prefix``."""
        first = bisect_left(self.tokens, prefix)
        return range(first, bisect_left(self.tokens, prefix + "\U0010ffff", first))

    @cached_property
    def _by_length(self) -> tuple[_Buckets, _Buckets]:
        """Tokens of letters alone, and the others, by their length."""
        words: _Buckets = {}
        others: _Buckets = {}
        for token in self.tokens:
            if token.isalpha():
                words.setdefault(len(token), []).append(token)
            elif token[0] != "@":  # a day's token is no word
                others.setdefault(len(token), []).append(token)
        return words, others

    @cached_property
    def near(self) -> Callable[[str, int], list[tuple[str, int]]]:
        """``near(token, cutoff)``: tokens within ``cutoff`` edits, not itself, with how many; a transposition is one.

        The last ones are remembered: a word is looked up again when those beside it say how carefully it was typed.
        """
        return lru_cache(maxsize=_REMEMBERED)(partial(_near, self._by_length))

    @cached_property
    def _heads(self) -> dict[tuple[int, bool], list[str]]:
        return {}

    def _heads_of(self, size: int, *, letters: bool) -> list[str]:
        """The beginnings, so long, of longer tokens; ``letters``: of those of letters alone."""
        key = size, letters
        if key not in self._heads:
            among = self._by_length[:1] if letters else self._by_length
            longer = (bucket for buckets in among for length, bucket in buckets.items() if length > size)
            self._heads[key] = list(dict.fromkeys(token[:size] for bucket in longer for token in bucket))
        return self._heads[key]

    def heads_near(self, token: str, cutoff: int) -> Iterator[tuple[str, int]]:
        """Beginnings of tokens, as long as ``token``, within ``cutoff`` edits of it: for a word half typed."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        heads = self._heads_of(len(token), letters=token.isalpha())
        for found, distance, _ in process.extract(token, heads, scorer=OSA.distance, score_cutoff=cutoff, limit=24):
            if distance:
                yield found, int(distance)

    def spelt_like(self, token: str) -> list[str]:
        """Tokens that another romanisation would write as ``token``."""
        bones = skeleton(token)
        return [other for other in self._spelt.get(bones, ()) if other != token] if bones else []

    def abbreviated(self, token: str) -> list[str]:
        """Longer tokens of which ``token`` is the consonants: ``kzkhstn``."""
        if len(token) < 3 or without_vowels(token) != token:
            return []
        return [other for other in self._consonants.get(token, ()) if other != token]


def _near(by_length: tuple[_Buckets, _Buckets], token: str, cutoff: int) -> list[tuple[str, int]]:
    """Who types letters alone means no figures, mistyped."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    return [
        (found, int(distance))
        for buckets in (by_length[:1] if token.isalpha() else by_length)
        for length in range(max(1, len(token) - cutoff), len(token) + cutoff + 1)
        if length in buckets
        for found, distance, _ in process.extract(
            token, buckets[length], scorer=OSA.distance, score_cutoff=cutoff, limit=None
        )
        if distance
    ]


_VOWELS = str.maketrans("", "", "aeiouy")


def without_vowels(token: str) -> str:
    """A token as one who writes down its consonants only would, but for a vowel that begins it."""
    return token[:1] + token[1:].translate(_VOWELS)
