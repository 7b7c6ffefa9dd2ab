"""A query as units: words, dates, names; each with what it may be in documents and how much it tells."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache, reduce
from heapq import nlargest
from itertools import chain, islice, pairwise, starmap
from operator import and_

from msgspec import Struct

from ..text import fold_map
from .contents import Contents, bucket, buckets_for, code
from .days import days_in
from .expand import LIKELY, SURE, Expander, Manner, Term, Terms
from .words import Word, words_in

MAX_CHARACTERS = 1_000
LONG = 14
"""Words from which a query is a pasted passage: its words are taken as they are, their order says the rest."""
MAX_WORDS = 96
_MOST_DAYS = 24
LONGEST_JOINED, MOST_JOINED, MOST_PARTINGS = 40, 6, 24
"""Letters of a word that may be several typed as one; those words; and the ways to part it that are looked at."""
PAIRED_TERMS = 10
"""Forms of a word that are looked up beside those of the next."""
_TWO_SYLLABLES = 6
"""Letters from which a word that no document has may be two syllables."""
_KEPT_BYTES = 2 << 20
_SLICE = 256
"""Stretches that are read in a millisecond."""


class Run(Struct, frozen=True):
    """Words in a row that answer the units ``first``–``last`` together: a date, a name, two words typed as one."""

    first: int
    last: int
    parts: tuple[frozenset[int], ...]
    term: Term


class Unit:
    """One thing asked for.

    ``tiers`` are bitmaps of documents: that surely have it, likely, perhaps; disjoint. ``as_typed`` is one of those
    that have it as it was typed, by another name, or, while it is being typed, what it begins. ``codes`` are those
    of the tokens that it most likely is, for looking up pairs. It is doubtful if no document, or hardly any, has it
    as typed.
    """

    __slots__ = ("as_typed", "codes", "is_doubtful", "terms", "tiers", "typed", "word")

    def __init__(self, typed: str, word: Word) -> None:
        self.typed, self.word = typed, word
        self.terms: Terms = {}
        self.tiers = (0, 0, 0)
        self.as_typed = 0
        self.codes: tuple[int, ...] = ()
        self.is_doubtful = False

    @property
    def somewhere(self) -> int:
        return self.tiers[0] | self.tiers[1] | self.tiers[2]


class Question:
    """What is asked, ready to be ranked."""

    def __init__(self, units: list[Unit], sequences: list[Run], *, is_long: bool, is_unfinished: bool) -> None:
        self.units, self.sequences, self.is_long = units, sequences, is_long
        self.bare = " ".join(unit.word.token for unit in units)
        self.pairs: list[int] = [0] * len(units)
        """For each unit the documents in which it stands right after the one before."""
        self.is_unfinished = is_unfinished
        """Whether its last word is being typed."""
        self.together = reduce(and_, [unit.as_typed for unit in units]) if units else 0
        """The documents that have all of its words as they were typed."""
        self.is_as_typed = bool(self.together) and not is_long
        """Whether there are such. Then, however rare its words are, they were meant: mistyped ones hardly ever stand
        together by chance."""
        self.is_misspelt = not self.together and not is_long
        """Whether there are none: words are misspelt, or somebody remembers others than were said."""
        unsure = 0 if self.is_as_typed else sum(unit.is_doubtful for unit in units)
        self.has_doubtful = unsure > 0
        self.is_noisy = self.is_misspelt and unsure * 3 >= len(units)
        """Whether that is so, and many of its words are in no document."""
        self.may_run_together = any(unit.is_doubtful and len(unit.word.token) >= _TWO_SYLLABLES for unit in units)
        """Whether a word of it may be two typed as one."""
        self.sharing: frozenset[int] = frozenset()
        """The stretches that documents share in which something of it may be; see :class:`Contents`."""


class Reader:
    """Reads queries against one index."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.expander = Expander(contents.vocabulary, contents.postings)
        self._bitmaps: dict[tuple[str, str, bool, Manner], tuple[tuple[int, int, int], int, tuple[int, ...]]] = {}
        kept = max(16, min(1_024, _KEPT_BYTES // (len(contents.ids) // 8 + 64)))
        self._having = lru_cache(maxsize=kept)(contents.postings.union)
        self._side_by_side = lru_cache(maxsize=kept)(self._pair)
        self._sharing: dict[int, list[int]] = {}
        """Form → the stretches, of the first :attr:`_gathered`, that documents share and in which it is."""
        self._gathered = 0

    @cached_property
    def _names(self) -> dict[str, list[tuple[tuple[str, ...], int]]]:
        """First token of a name → the names that begin so, longest first, with their groups."""
        found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for number, group in enumerate(self._groups):
            for name in dict.fromkeys(group):
                found.setdefault(name[0], []).append((name, number))
        for names in found.values():
            names.sort(key=lambda item: -len(item[0]))
        return found

    @cached_property
    def _groups(self) -> list[list[tuple[str, ...]]]:
        return [[tuple(name.split(" ")) for name in group] for group in self.contents.names]

    def _gather_sharing(self) -> Iterator[None]:
        """Reads, in slices, which words are in the stretches that documents share; goes on where it was left."""
        contents = self.contents
        documents = len(contents.ids)
        count = len(contents.bounds) - 1 - documents
        while self._gathered < count:
            end = min(self._gathered + _SLICE, count)
            for number in range(self._gathered, end):
                for form in set(contents.stretch(documents + number)):
                    self._sharing.setdefault(form, []).append(number)
            self._gathered = end
            yield None

    def warm(self) -> Iterator[None]:
        """Works out in slices what is worked out once."""
        yield from self._gather_sharing()
        for holder, part in ((self, "_groups"), (self, "_names"), (self.expander, "frequency")):
            if part not in vars(holder):
                getattr(holder, part)
                yield None

    def read(self, text: str, *, unfinished: bool) -> Generator[None, None, Question]:
        """The units of a query; yields after each. ``unfinished``: its last word is being typed."""
        text = text[:MAX_CHARACTERS]
        units, sequences = self._dated(text)
        is_long = len(units) >= LONG
        unfinished = unfinished and bool(units) and not is_long and units[-1].typed[-1:].isalnum()
        if not is_long:
            sequences += self._joined(units)
            sequences += self._named(units)
        taken = {place for sequence in sequences if sequence.term.how == "date" for place in [sequence.first]}
        manner = "pasted" if is_long else self._manner([unit for n, unit in enumerate(units) if n not in taken])
        for place, unit in enumerate(units):
            if place in taken:
                continue
            self._expand(unit, unfinished and place == len(units) - 1, manner)
            yield None
        for place, unit in enumerate(units):
            mine = [sequence for sequence in sequences if sequence.first <= place <= sequence.last]
            if mine:
                self._widen(unit, mine)
        question = Question(units, sequences, is_long=is_long, is_unfinished=unfinished)
        if not is_long:
            for place in range(1, len(units)):
                question.pairs[place] = self._side_by_side(units[place - 1].codes, units[place].codes)
                yield None
        yield from self._gather_sharing()
        of = self._sharing.get
        forms = [*(unit.terms for unit in units), *(sequence.parts[0] for sequence in sequences)]
        question.sharing = frozenset(chain.from_iterable([of(form, ()) for form in chain.from_iterable(forms)]))
        return question

    def _manner(self, units: Sequence[Unit]) -> Manner:
        """How these words were typed, to judge by those that no document has."""
        unknown = [unit.word.token for unit in units if self._is_doubtful(unit.word.token)]
        keys = sum(bool(self.expander.decoded(unit.word.token)) for unit in units)
        if keys * 2 > len(units) or (unknown and all(map(self.expander.decoded, unknown))):
            return "keys"
        return "careless" if len(units) > 2 and len(unknown) * 4 >= len(units) else "plain"

    def _is_doubtful(self, token: str) -> bool:
        """Whether no document has a word; of many documents, a few have any two or three letters."""
        number = self.contents.vocabulary.find(token)
        if number is None:
            return True
        return len(token) <= 3 and token.isalpha() and self.expander.frequency[number] * 500 < len(self.contents.ids)

    def _dated(self, text: str) -> tuple[list[Unit], list[Run]]:
        folded, origin = fold_map(text)
        units: list[Unit] = []
        sequences: list[Run] = []
        at = 0
        for day in days_in(folded):
            start, end = origin[day.start], origin[day.end - 1] + 1
            units += _plain(text[at:start])
            token = f"{day.day}/{day.month}"
            units.append(Unit(text[start:end], Word(token, token, 0, 0)))
            place = len(units) - 1
            if place < _MOST_DAYS:
                for tokens in day.sequences():
                    parts = tuple(map(self.expander.forms, tokens))
                    if all(parts):
                        sequences.append(Run(place, place, parts, Term(1.0, "date")))
            at = end
        units += _plain(text[at:])
        return units[:MAX_WORDS], sequences

    def _joined(self, units: Sequence[Unit]) -> list[Run]:
        """Words typed as one, one typed as two."""
        found: list[Run] = []
        forms, knows = self.expander.forms, self.expander.knows
        for place, unit in enumerate(units):
            token = unit.word.token
            if not token.isalpha():
                continue
            if not knows(token) and len(token) <= LONGEST_JOINED:
                for parts in islice(self._partings(token, (), -1), MOST_PARTINGS):
                    found.append(Run(place, place, parts, Term(0.9, "join")))
            if place + 1 < len(units):
                both = token + units[place + 1].word.token
                if len(both) >= 4 and knows(both):
                    found.append(Run(place, place + 1, (forms(both),), Term(0.9, "join")))
        return found

    def _partings(
        self, rest: str, before: tuple[frozenset[int], ...], having: int
    ) -> Iterator[tuple[frozenset[int], ...]]:
        """The ways to read letters as words of two letters or more, all of which some document has."""
        for end in range(2, len(rest) + 1):
            forms = self.expander.forms(rest[:end])
            if not forms or not (left := having & self._having(forms)):
                continue
            if end == len(rest):
                yield (*before, forms)
            elif len(before) + 2 <= MOST_JOINED:
                yield from self._partings(rest[end:], (*before, forms), left)

    def _named(self, units: Sequence[Unit]) -> list[Run]:
        """The other names of what a query names."""
        found: list[Run] = []
        tokens = [unit.word.token for unit in units]
        place = 0
        while place < len(tokens):
            step = 1
            for name, group in self._names.get(tokens[place], ()):
                if tuple(tokens[place : place + len(name)]) != name or len(name) < step:
                    continue
                step = len(name)
                found += self._others(place, name, group)
            place += step
        return found

    def _others(self, place: int, name: tuple[str, ...], group: int) -> Iterable[Run]:
        last = place + len(name) - 1
        for other in dict.fromkeys(self._groups[group]):
            if set(name) <= set(other) or len(other) > 8:
                continue
            parts = tuple(map(self.expander.forms, other))
            if all(parts):
                yield Run(place, last, parts, Term(0.86 if len(other) == 1 else 0.84, "alias"))

    def _expand(self, unit: Unit, unfinished: bool, manner: Manner) -> None:
        word = unit.word
        key = (word.form, word.token, unfinished, manner)
        unit.terms = self.expander.expand(*key)
        known = self._bitmaps.get(key)
        if known is None:
            if len(self._bitmaps) >= 64:
                self._bitmaps.clear()
            known = self._bitmaps[key] = *self._tiers(unit.terms), self._codes(unit.terms)
        unit.tiers, begun, unit.codes = known
        unit.as_typed = begun if unfinished else unit.tiers[0]
        unit.is_doubtful = not unit.tiers[0] or (manner != "keys" and self._is_doubtful(word.token))

    def _codes(self, terms: Terms) -> tuple[int, ...]:
        vocabulary, counts = self.contents.vocabulary, self.contents.postings.count
        best = nlargest(PAIRED_TERMS, terms.items(), key=lambda item: (item[1].strength, counts[item[0]]))
        return tuple({code(vocabulary.tokens[vocabulary.token_of[form]]): None for form, _ in best})

    def _pair(self, first: tuple[int, ...], second: tuple[int, ...]) -> int:
        mask = buckets_for(len(self.contents.ids)) - 1
        return self.contents.pairs.union({bucket(a, b) & mask for a in first for b in second})

    def _in_row(self, first: frozenset[int], second: frozenset[int]) -> int:
        """The documents in which a token's forms stand right before those of another."""
        return self._side_by_side(self._code(first), self._code(second))

    def _code(self, forms: frozenset[int]) -> tuple[int, ...]:
        vocabulary = self.contents.vocabulary
        return (code(vocabulary.tokens[vocabulary.token_of[min(forms)]]),)

    def _tiers(self, terms: Terms) -> tuple[tuple[int, int, int], int]:
        """The tiers, and the documents that surely have a word or have what it begins."""
        union = self.contents.postings.union
        sure = union(form for form, term in terms.items() if term.strength >= SURE)
        likely = {form: term for form, term in terms.items() if LIKELY <= term.strength < SURE}
        begun = union(form for form, term in likely.items() if term.how == "prefix")
        probably = (begun | union(form for form, term in likely.items() if term.how != "prefix")) & ~sure
        perhaps = union(form for form, term in terms.items() if term.strength < LIKELY) & ~(sure | probably)
        return (sure, probably, perhaps), sure | begun

    def _widen(self, unit: Unit, sequences: Iterable[Run]) -> None:
        sure, likely, perhaps = unit.tiers
        for sequence in sequences:
            bitmap = reduce(and_, map(self._having, sequence.parts))
            if sequence.term.how == "alias":
                unit.is_doubtful = False
            if bitmap:  # words that are only somewhere in a document are no other word
                unit.as_typed |= reduce(and_, starmap(self._in_row, pairwise(sequence.parts)), bitmap)
            if sequence.term.strength >= SURE:
                sure |= bitmap
            else:
                likely |= bitmap
        likely &= ~sure
        unit.tiers = sure, likely, perhaps & ~(sure | likely)


def _plain(text: str) -> list[Unit]:
    return [Unit(text[word.start : word.end], word) for word in words_in(text)]
