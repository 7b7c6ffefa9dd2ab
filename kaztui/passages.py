"""Passages found again in a text that is no longer the one they were taken from.

A record keeps no copy of its sentence, only the digest: the length and a hash of the normalised sentence.
A :class:`Page` is a text with its normalised form, in which every window can be compared with a digest;
:func:`locate` does so for many anchors without hashing every window. Nothing here reads a file.

Plain offsets count the characters of the normalised text, raw offsets those of the text as it is.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple, cast

from .records import Claim, Event, Record, Report, Span, Statement
from .text import normalise, normalise_map, sentences_of

# Scripts that put no space between words, so that a passage may begin and end after any letter: Thai, Lao,
# Burmese, Khmer, kana, Chinese characters.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"(?:(?![{UNSPACED}])\w)+|\S")
_LETTER = re.compile(rf"(?![{UNSPACED}])\w")
_IN_NUMBER = frozenset(".,/:")
_DRIFT = 48  # code points by which blank lines and double spaces displace one sentence against the next


class Anchor(NamedTuple):
    """Where a quote, or a report of the article's own, is said to stand in the pinned text of its source.

    ``words`` is None for what keeps no words of its own (an indirect quote, a report).
    """

    id: str
    source: str
    at: Span
    sentence: Span
    digest: str
    words: str | None


def anchors_of(collections: Mapping[str, Mapping[str, Record]]) -> list[Anchor]:
    """The anchors of a dossier: its quotes, then the reports of events and of answers that are no quote's.

    A report has no id of its own; its anchor's is ``<id of the event or answer>#<n>``, ``n`` being its place
    in the record's ``reports``, counted from 0 with those through quotes included.
    """
    anchors = [
        Anchor(quote.id, quote.source, quote.at, quote.sentence or quote.at, quote.digest, quote.text)
        for statement in cast(Mapping[str, Statement], collections.get("statements", {})).values()
        for quote in statement.quotes
    ]
    for event in cast(Mapping[str, Event], collections.get("events", {})).values():
        anchors += _of_reports(event.id, event.reports)
    for claim in cast(Mapping[str, Claim], collections.get("claims", {})).values():
        for answer in claim.answers:
            anchors += _of_reports(answer.id, answer.reports)
    return anchors


def _of_reports(owner: str, reports: Sequence[Report]) -> Iterator[Anchor]:
    for n, report in enumerate(reports):
        if report.source is not None and report.at is not None and report.digest is not None:
            yield Anchor(f"{owner}#{n}", report.source, report.at, report.at, report.digest, None)


class Page:
    """A text in which passages are looked for by their digests."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain, self._origin = normalise_map(text)

    def raw(self, start: int, end: int) -> Span:
        """The span of the text that ``plain[start:end]`` comes from, never splitting base and marks."""
        while end < len(self.plain) and self._origin[end] == self._origin[end - 1]:
            end += 1
        return self._origin[start], self._origin[end]

    def plain_at(self, raw: int) -> int:
        """The plain offset of a raw one; of white space, where the run ends."""
        return bisect_left(self._origin, raw, hi=len(self.plain))

    def is_at(self, start: int, digest: str) -> bool:
        size, code = _measure(digest)
        return 0 <= start <= len(self.plain) - size and _hash(self.plain[start : start + size]) == code

    def every(self, passage: str) -> list[int]:
        """Where the normalised ``passage`` stands without being part of a longer word or number."""
        return [i for i in self._all(passage) if not (self._cuts(i) or self._cuts(i + len(passage)))]

    def around(self, passage: str, size: int) -> list[int]:
        """Where a window of ``size`` can begin that holds ``passage``."""
        starts: set[int] = set()
        for place in self._all(passage):
            starts.update(self.between(place + len(passage) - size, place))
        return sorted(starts)

    def between(self, first: int, last: int) -> Sequence[int]:
        """The beginnings of words and signs from ``first`` to ``last``, both inclusive."""
        return self.words[bisect_left(self.words, first) : bisect_right(self.words, last)]

    @cached_property
    def words(self) -> Sequence[int]:
        """Where words and single signs begin: nothing is quoted from the middle of a word."""
        return [token.start() for token in _TOKEN.finditer(self.plain)]

    @cached_property
    def sentences(self) -> Sequence[int]:
        """Where sentences begin."""
        return [self.plain_at(start) for start, _ in sentences_of(self.text)]

    def sweep(self, digests: Iterable[str], starts: Sequence[int]) -> dict[str, int]:
        """Digest → the first of ``starts`` at which a window has it; digests of one length are one pass."""
        wanted: dict[int, dict[str, str]] = {}
        for digest in digests:
            size, code = _measure(digest)
            wanted.setdefault(size, {})[code] = digest
        found: dict[str, int] = {}
        for size, codes in wanted.items():
            for start in starts:
                end = start + size
                if end > len(self.plain):
                    break
                if self._ends[end]:
                    digest_here = codes.get(_hash(self.plain[start:end]))
                    if digest_here is not None and digest_here not in found:
                        found[digest_here] = start
        return found

    @cached_property
    def _ends(self) -> bytearray:
        ends = bytearray(len(self.plain) + 1)
        for token in _TOKEN.finditer(self.plain):
            ends[token.end()] = 1
        return ends

    def _all(self, passage: str) -> Iterator[int]:
        place = self.plain.find(passage)
        while place >= 0:
            yield place
            place = self.plain.find(passage, place + 1)

    def _cuts(self, place: int) -> bool:
        """Whether ``place`` is inside a word or number: "8" of "18", "2" of "2.030", "5" of "5%"."""
        if not 0 < place < len(self.plain):
            return False
        before, after = self.plain[place - 1], self.plain[place]
        if unicodedata.category(after) in ("Mn", "Mc", "Me"):
            return True
        if _LETTER.match(before) and _LETTER.match(after):
            return True
        if before.isdigit():
            return after == "%" or (after in _IN_NUMBER and self.plain[place + 1 : place + 2].isdigit())
        return after.isdigit() and before in _IN_NUMBER and self.plain[max(0, place - 2) : place - 1].isdigit()


def locate(page: Page, anchors: Sequence[Anchor]) -> dict[str, list[int]]:
    """Digest → every plain offset at which a sentence with it begins, for each anchor's digest.

    One place by any means is enough, as the sentence is known then and its others are found as a string. The
    means, cheapest first: the recorded place; around the quote's own words, where it has any; the beginnings
    of sentences; as far from the recorded place as its neighbours are from theirs; every word.
    """
    first: dict[str, int] = {}
    for anchor in anchors:
        if anchor.digest not in first:
            place = _by_place_or_words(page, anchor)
            if place is not None:
                first[anchor.digest] = place
    first |= page.sweep({a.digest for a in anchors} - first.keys(), page.sentences)
    missing = [a for a in anchors if a.digest not in first]
    first |= _by_neighbours(page, anchors, first, missing)
    # A sentence that holds a quote's words was found around them, if it is there.
    first |= page.sweep({a.digest for a in missing if not a.words} - first.keys(), page.words)
    places = {}
    for digest, start in first.items():
        size, _ = _measure(digest)
        places[digest] = page.every(page.plain[start : start + size])
    return places


def _by_place_or_words(page: Page, anchor: Anchor) -> int | None:
    place = page.plain_at(anchor.sentence[0])
    if page.is_at(place, anchor.digest):
        return place
    words = normalise(anchor.words or "")
    if not words or words not in page.plain:
        return None
    size, _ = _measure(anchor.digest)
    return next((i for i in page.around(words, size) if page.is_at(i, anchor.digest)), None)


def _by_neighbours(
    page: Page, anchors: Sequence[Anchor], first: Mapping[str, int], missing: Sequence[Anchor]
) -> dict[str, int]:
    known = sorted((a.sentence[0], first[a.digest]) for a in anchors if a.digest in first)
    found: dict[str, int] = {}
    for anchor in missing:
        after = bisect_left(known, (anchor.sentence[0], 0))
        for recorded, place in known[max(0, after - 1) : after + 1]:
            expected = anchor.sentence[0] - recorded + place
            for start in page.between(expected - _DRIFT, expected + _DRIFT):
                if page.is_at(start, anchor.digest):
                    found[anchor.digest] = start
    return found


def _measure(digest: str) -> tuple[int, str]:
    size, _, code = digest.partition(":")
    return int(size), code


def _hash(plain: str) -> str:
    return sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:16]
