"""Which documents answer a question, and in which order.

Coverage of the question's words, for all documents at once, says which match and which are worth a closer look;
those are scored one by one, and the spelling of the best few is compared letter by letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import sqrt

from msgspec import Struct

from .contents import Contents
from .coverage import Coverage
from .postings import batches_in, numbers_in
from .question import Question, Unit
from .score import TUNED, Scored, Scorer, Weights

_SCORED, _SCORED_IF_MISSPELT = 100, 72
"""Documents that are scored one by one, and of a misspelt query's (each costs more), at most: of few documents fewer,
since fewer are alike."""
_SPELT = 24
"""Those of them whose spelling is compared, at most."""
_FILLED_UP_TO = 12
"""Where documents have all words as typed, those are scored, filled up to so many with others."""
_LEAST, _LEAST_IN_ROW = 16, 36
"""Documents that are scored at least; and if words have to stand in a row, which coverage does not see."""
_TIER_POINTS = (4, 3, 2)
_NOISY_POINTS = (4, 4, 3)
_PAIR_POINTS = 3
_PROMISING = 0.6
"""A document is looked at more closely if it promises this share of what the best one does."""
_MATCHING = 0.7
"""A document matches if it covers this share of what the best one covers."""
_SLICE, _SPELT_SLICE = 16, 4
_MOST_KIN = 64


class Ranked(Struct, frozen=True):
    score: float
    document: int


class Ranking:
    """The documents that match, as a bitmap; the best of them ranked; the others by how much they cover."""

    def __init__(self, matching: int, best: list[Ranked], coverage: Coverage, level: int) -> None:
        self.matching, self.best = matching, best
        self._coverage, self._level = coverage, level

    def __iter__(self) -> Iterator[Ranked]:
        """All that match, best first."""
        yield from self.best
        for score, documents in self._rest():
            yield from [Ranked(score, document) for document in documents]

    def batches(self) -> Iterator[list[int]]:
        """The documents of all that match, best first, in batches of about a millisecond's work."""
        if self.best:
            yield [item.document for item in self.best]
        for _, documents in self._rest():
            yield documents

    def _rest(self) -> Iterator[tuple[float, list[int]]]:
        """What was not looked at closely: by how much it covers."""
        looked_at = bytearray(self.matching.bit_length() // 8 + 1)
        for item in self.best:
            if item.document >> 3 < len(looked_at):
                looked_at[item.document >> 3] |= 1 << (item.document & 7)
        rest = self.matching & ~int.from_bytes(looked_at, "little")
        ceiling = self.best[-1].score if self.best else 0.0
        level = self._level
        while rest and level >= 0:
            here = self._coverage.at_least(level, rest)
            score = ceiling * level / (self._level or 1)
            for documents in batches_in(here):
                yield score, documents
            rest &= ~here
            level -= 1


def rank(
    question: Question,
    contents: Contents,
    field_weight: Mapping[int, float],
    among: int,
    tuned: Weights = TUNED,
) -> Iterator[Ranking | None]:
    """Yields None whenever some milliseconds' work is done, and in the end the ranking.

    Which documents match is decided among all; only then are those not in ``among`` dropped. So a filter never
    adds a match, and what it leaves is ranked by itself.
    """
    units = question.units
    scorer = Scorer(question, contents, field_weight, tuned)
    coverage = _covered(units, scorer, _NOISY_POINTS if question.is_noisy else _TIER_POINTS)
    yield None
    whole, matching, level = _matching(units, coverage, (1 << len(contents.ids)) - 1, question.is_long)
    if not matching or not (matching & among or question.is_long):  # kin of a pasted passage may be left
        yield Ranking(0, [], coverage, 0)
        return
    closer = _Closer(question, contents, scorer, _beside(question, coverage, scorer), tuned)
    yield None
    yield from closer.look(matching)
    first = closer.best[0]
    if whole >> first.document & 1:  # what was typed is there, and nothing that was only meant is better
        matching = whole
    kin: list[int] = []
    if question.is_long:
        kin = _kin(first.document, contents)
        for document in kin:
            matching |= 1 << document
    matching &= among
    if all(among >> item.document & 1 for item in closer.best):
        closer.best = [item for item in closer.best if matching >> item.document & 1]
    else:
        yield from closer.look(matching)
    best = closer.best
    if kin and best and best[0].document == first.document:
        best = _with_kin(best, [document for document in kin if among >> document & 1])
    yield Ranking(matching, best, coverage, level)


class _Closer:
    """Looks closely at the most promising documents of a set; :attr:`best` are those, ranked."""

    def __init__(
        self, question: Question, contents: Contents, scorer: Scorer, promising: Coverage, tuned: Weights
    ) -> None:
        self._question, self._contents, self._scorer, self._promising = question, contents, scorer, promising
        self._spelling = tuned.spelling
        if question.is_misspelt and len(question.units) > 1:
            self._spelling = tuned.misspelling if question.has_doubtful else tuned.paraphrase
        self._most = tuned.covered + tuned.together + self._spelling + tuned.exact
        if len(question.units) > 1:
            self._most += tuned.neighbours
        self.best: list[Ranked] = []

    def look(self, matching: int) -> Iterator[None]:
        """Yields now and then."""
        self.best = []
        if not matching:
            return
        scored: list[Scored] = []
        question = self._question
        most = _SCORED_IF_MISSPELT if question.is_misspelt else _SCORED
        least = _LEAST_IN_ROW if question.sequences else _LEAST
        effort = min(most, max(least, int(1.5 * sqrt(len(self._contents.ids)))))
        spelt = min(_SPELT, effort // 2) if len(question.units) > 1 else effort
        limit = effort if len(question.units) > 1 or question.sequences else effort // 2
        for count, document in enumerate(self._promising_of(matching, limit), 1):
            scored.append(self._scorer.score(document))
            if count % _SLICE == 0:
                yield None
        scored.sort(key=lambda item: (-item.score, item.document))
        alike = _passage_alike if question.is_long else _words_alike
        for place, item in enumerate(scored):
            score = item.score
            if place < spelt:
                score += self._spelling * alike(question, self._contents, item, self._scorer)
                if place % _SPELT_SLICE == 0:
                    yield None
            self.best.append(Ranked(max(0.0, min(1.0, score / self._most)), item.document))
        self.best.sort(key=lambda item: (-item.score, item.document))
        yield None

    def _promising_of(self, matching: int, limit: int) -> list[int]:
        """The documents to look at: those that have all words as typed, if there are any; else the most promising."""
        together = matching & self._question.together if self._question.is_as_typed else 0
        found = _candidates(self._promising, together, limit) if together else []
        if len(found) < _FILLED_UP_TO:
            others = min(limit, _FILLED_UP_TO - len(found)) if found else limit
            found += _candidates(self._promising, matching & ~together, others)
        return found


def _covered(units: list[Unit], scorer: Scorer, tier_points: tuple[int, ...]) -> Coverage:
    coverage = Coverage()
    most = max(scorer.worth, default=0.0) or 1.0
    for unit, worth in zip(units, scorer.worth, strict=True):
        steps = max(1, round(5 * worth / most))
        for bitmap, points in zip(unit.tiers, tier_points, strict=True):
            if bitmap:
                coverage.add(bitmap, points * steps)
    return coverage


def _beside(question: Question, coverage: Coverage, scorer: Scorer) -> Coverage:
    """The coverage, with points for words that stand side by side as they were typed."""
    promising = coverage.copy()
    most = max(scorer.worth, default=0.0) or 1.0
    for place, bitmap in enumerate(question.pairs):
        if bitmap:
            steps = max(1, round(5 * min(scorer.worth[place - 1], scorer.worth[place]) / most))
            promising.add(bitmap, _PAIR_POINTS * steps)
    return promising


def _matching(units: list[Unit], coverage: Coverage, among: int, is_long: bool) -> tuple[int, int, int]:
    """The documents that have every word as typed; those that may match; and the highest coverage among them.

    Up to three words must all be there in some guise; of more, one in four may be missing; of a pasted passage,
    which may hold more than the quote, three in four.
    """
    count = len(units)
    having = Coverage()
    for unit in units:
        having.add(unit.somewhere, 1)
    among = having.at_least(count // 4 if is_long else count - count // 4, among)
    whole = 0 if is_long else among
    for unit in units:
        if not whole:
            break
        whole &= unit.tiers[0] | unit.tiers[1]
    level = coverage.best(among)
    return whole, coverage.at_least(max(1, int(level * _MATCHING)), among), level


def _candidates(coverage: Coverage, matching: int, limit: int) -> list[int]:
    """The documents to look at more closely: those that cover most, at most ``limit``."""
    high = coverage.best(matching)
    least = low = int(high * _PROMISING)
    while low < high:  # the lowest level at which there are not too many
        middle = (low + high) // 2
        if coverage.at_least(middle, matching).bit_count() > limit:
            low = middle + 1
        else:
            high = middle
    sure = coverage.at_least(low, matching)
    found = numbers_in(sure, limit)
    if len(found) < limit // 2 and low > least:
        found += numbers_in(coverage.at_least(low - 1, matching) & ~sure, limit - len(found))
    return found


def _words_alike(question: Question, contents: Contents, item: Scored, scorer: Scorer) -> float:
    """The likeness of the units that the best field answers, and what names and titles answer of the others."""
    names, field = item.names, item.field
    every = range(len(question.units))
    if len(every) == 1:
        return 1.0  # its strength has said it
    if field is None:
        return scorer.worth_of(names, every) if names else 0.0
    units: Sequence[int] = every
    named = 0.0
    if names:
        told = field.units
        mine = [unit for unit in every if told[unit] and told[unit] >= names[unit]]
        named = scorer.worth_of(names, [unit for unit in every if unit not in mine])
        if named:
            units = mine
        if not units:
            return named
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    typed = " ".join([question.units[unit].word.token for unit in units])
    unfinished = question.units[-1].word.token if question.is_unfinished and units[-1] == every[-1] else None
    sizes = (len(units), len(units) + 1) if question.may_run_together else (len(units),)
    rows: list[str] = []
    for start in scorer.beginnings(item.words, field, units):
        for size in sizes:
            row = list(_tokens(item.words[start : min(start + size, field.end)], contents))
            if unfinished and row[-1].startswith(unfinished):
                row[-1] = unfinished
            rows.append(" ".join(row))
    likeness: float = process.extractOne(typed, rows, scorer=OSA.normalized_similarity)[1] if rows else 0.0
    return likeness * scorer.share(units) + named if named else likeness


def _passage_alike(question: Question, contents: Contents, item: Scored, scorer: Scorer) -> float:
    """How much of a pasted passage stands in one field in that order, and how much of that field is it.

    By words: letter by letter, so long a passage costs too much.
    """
    from rapidfuzz.distance import LCSseq

    asked = [unit.word.token for unit in question.units]
    best = 0.0
    for begun, end in _fields(item.words, contents):
        written = list(_tokens(item.words[begun + 1 : end], contents))
        common = LCSseq.similarity(asked, written)
        best = max(best, 0.75 * common / len(asked) + 0.25 * common / (len(written) or 1))
    return best


def _fields(words: list[int], contents: Contents) -> Iterable[tuple[int, int]]:
    """The places of each field's separator and after its last word."""
    return pairwise([*(place for place, form in enumerate(words) if form in contents.fields), len(words)])


def _tokens(words: list[int], contents: Contents) -> Iterator[str]:
    vocabulary = contents.vocabulary
    return map(vocabulary.tokens.__getitem__, map(vocabulary.token_of.__getitem__, words))


def _kin(document: int, contents: Contents) -> list[int]:
    """The other wordings of what a document says, in order."""
    kin: list[int] = []
    other = contents.kin[document]
    while other != document and len(kin) < _MOST_KIN:
        kin.append(other)
        other = contents.kin[other]
    return sorted(kin)


def _with_kin(best: list[Ranked], kin: list[int]) -> list[Ranked]:
    """After the passage that was pasted, the other wordings of the same thing."""
    first, score = best[0], best[0].score * 0.999
    known = {first.document, *kin}
    beside = [Ranked(score, document) for document in kin]
    others = [Ranked(min(item.score, score), item.document) for item in best if item.document not in known]
    return [first, *beside, *others]
