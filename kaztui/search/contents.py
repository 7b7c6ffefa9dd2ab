"""What an index holds, as it is built from documents: one flat form for memory and for a cache."""

from __future__ import annotations

import builtins
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

from msgspec import Struct

from ..memory import MANY, trim
from ..slices import Work, found_by, uncollected
from .days import day_tokens, is_date_field
from .postings import Postings
from .vocabulary import NO_TOKEN, Vocabulary
from .words import words_in, words_of

Fields = Mapping[str, str]
OWN = frozenset({"text", "paraphrase", "gloss", "statement.gist", "title", "summary"})
"""Fields that are a document's own. The others (names, sources, topics) are shared by many documents and are
kept once for each distinct set of them; that is a matter of space and speed, not of what is found."""
PAIRED = frozenset({"text", "paraphrase", "title", "summary"})
"""Fields whose neighbouring words are indexed in pairs: two words spoilt by typos say little, side by side much."""
KIN = "statement.gist"
"""Documents in which this field is the same are wordings of one thing."""
_SEPARATOR = "\0"
_SLICE = 32
"""Documents that are read in a few milliseconds."""
_NARROW = 1 << 16
"""Forms up to which two bytes are enough for the number of one."""


class Parts(Mapping[str, str]):
    """A document's fields in parts: its own, and mappings that it shares with others, the very same objects.

    Shared parts are read once however many documents have them. Each is what would be one group of fields:
    those whose names begin alike (``speaker.``, ``chain.0.``).
    """

    __slots__ = ("own", "shared")

    def __init__(self, own: Fields, shared: Sequence[Fields]) -> None:
        self.own, self.shared = own, shared

    def __getitem__(self, name: str) -> str:
        for part in (self.own, *self.shared):
            if name in part:
                return part[name]
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        for part in (self.own, *self.shared):
            yield from part

    def __len__(self) -> int:
        return len(self.own) + sum(map(len, self.shared))


class Contents(Struct, frozen=True):
    """Documents as numbers; everything that a query needs but the original texts.

    ``words`` is the own fields of all documents, then all groups of shared fields (one speaker's names, one
    source's), as form ids, each field begun by its separator's id. Stretch *n* of it ends at ``bounds[n + 1]``;
    the first ``len(ids)`` stretches are the documents'. Those that document *n* shares are
    ``shared[shared_bounds[n]:shared_bounds[n + 1]]``.
    """

    ids: Sequence[str]
    vocabulary: Vocabulary
    postings: Postings
    pairs: Postings
    """:func:`bucket` of two neighbouring words' codes, modulo :func:`buckets_for`, → documents."""
    words: Sequence[int]
    bounds: Sequence[int]
    shared: Sequence[int]
    shared_bounds: Sequence[int]
    kin: Sequence[int]
    """The next document that is a wording of the same thing, in a ring."""
    fields: dict[int, str]
    """Separator's form id → field name."""
    names: list[list[str]]
    """Groups of names for one thing, each as its tokens with spaces between them."""

    def stretch(self, number: int) -> list[int]:
        """The words of a stretch: of a document's own fields, or of a group that documents share."""
        return self.words[self.bounds[number] : self.bounds[number + 1]].tolist()  # type: ignore[attr-defined,no-any-return]

    def shared_by(self, document: int) -> list[int]:
        """The stretches that a document shares with others."""
        of = self.shared_bounds
        return self.shared[of[document] : of[document + 1]].tolist()  # type: ignore[attr-defined,no-any-return]


def code(token: str) -> int:
    """A number of 18 bits for a token that is the same in every run."""
    return crc32(token.encode("utf-8", "surrogatepass")) >> 14


def bucket(first: int, second: int) -> int:
    """Where the documents with two neighbouring words are, given the words' codes: not the same the other way."""
    return 7 * first ^ second


def buckets_for(documents: int) -> int:
    """How many buckets pairs are spread over, so that one holds some dozens of documents at most."""
    return 1 << (12 if documents <= 2_048 else 16 if documents <= 200_000 else 18)


class _Chunks(dict[str, int]):
    """White-space separated chunk → form id, worked out when first met; of several words, or none: ``~n``.

    ``~n`` (below zero) is place *n* of ``several``. Most chunks are one word, which ``map`` then looks up at C speed.
    """

    def __init__(self, number: Callable[[str, str], int]) -> None:
        self._number = number
        self.several: list[list[int]] = []

    def __missing__(self, chunk: str) -> int:
        forms = [self._number(word.form, word.token) for word in words_of(chunk)]
        if len(forms) == 1:
            found = forms[0]
        else:
            found = ~len(self.several)
            self.several.append(forms)
        self[chunk] = found
        return found


class _Building:
    def __init__(self) -> None:
        self.forms: list[str] = []
        self.token_of: list[str | None] = []
        self.codes: list[int] = []
        self.documents: list[array[int]] = []
        """Form → the documents in whose own fields it is."""
        self._form: dict[str, int] = {}
        self._chunks = _Chunks(self._number)
        self._separator: dict[str, int] = {}
        self.fields: dict[int, str] = {}
        self.names: dict[tuple[str, ...], None] = {}
        self.stretches: list[list[int]] = []
        self.sharing: list[array[int]] = []
        """Group → the documents that share it."""
        self.named: list[tuple[str, ...]] = []
        self._groups: dict[tuple[int, tuple[str, ...]], int] = {}
        self.parts: dict[int, tuple[Fields, int]] = {}
        self._plans: dict[tuple[str, ...], _Plan] = {}

    def _number(self, form: str, token: str | None) -> int:
        number = self._form.get(form)
        if number is None:
            number = self._form[form] = len(self.forms)
            self.forms.append(form)
            self.token_of.append(token)
            self.codes.append(code(token or ""))
            self.documents.append(array("I"))
        return number

    def separator(self, field: str) -> int:
        number = self._separator.get(field)
        if number is None:
            number = self._separator[field] = self._number(_SEPARATOR + field, None)
            self.fields[number] = field
        return number

    def words(self, text: str) -> list[int]:
        """The form ids of a text's words."""
        chunks = self._chunks
        found = list(map(chunks.__getitem__, text.split()))
        if found and min(found) < 0:
            several = chunks.several
            flat: list[int] = []
            start = 0
            for place in [place for place, form in enumerate(found) if form < 0]:
                flat += found[start:place]
                flat += several[~found[place]]
                start = place + 1
            return flat + found[start:]
        return found

    def group(self, names: int, texts: tuple[str, ...]) -> int:
        """The number of a group of shared fields; ``names`` is the place of theirs in :attr:`named`."""
        key = (names, texts)
        number = self._groups.get(key)
        if number is None:
            number = self._groups[key] = len(self.stretches)
            words: list[int] = []
            same: list[str] = []
            for name, text in zip(self.named[names], texts, strict=True):
                words.append(self.separator(name))
                if is_date_field(name):
                    words += [self._number(token, token) for token, _, _ in day_tokens(text)]
                words += self.words(text)
                if _NAME.search(name):
                    same.append(text)
            if len(same) > 1:
                self.names[tuple(same)] = None
            self.stretches.append(words)
            self.sharing.append(array("I"))
        return number

    def part(self, fields: Fields) -> int:
        """The number of the group that a shared part is."""
        number = self.group(self._kind(tuple(fields)), tuple(fields.values()))
        self.parts[id(fields)] = fields, number  # kept, so that no other comes to have its identity
        return number

    def _kind(self, names: tuple[str, ...]) -> int:
        if names not in self.named:
            self.named.append(names)
        return self.named.index(names)

    def members(self) -> dict[int, list[int]]:
        """Form → the groups that it is in."""
        found: dict[int, list[int]] = {}
        for place, words in enumerate(self.stretches):
            for form in set(words):
                found.setdefault(form, []).append(place)
        return found

    def plan(self, names: tuple[str, ...]) -> _Plan:
        """How documents that have fields of these names are taken apart; few such sets of names occur."""
        plan = self._plans.get(names)
        if plan is None:
            own: list[tuple[int, int, bool]] = []
            groups: list[tuple[int, int, int]] = []
            bounds: dict[str, list[int]] = {}
            for place, name in enumerate(names):
                match = _GROUP.match(name)
                if name in OWN or match is None:
                    own.append((place, self.separator(name), name in PAIRED))
                else:
                    bounds.setdefault(match[0], []).append(place)
            for places in bounds.values():
                for first, last in _runs(places):
                    groups.append((self._kind(names[first:last]), first, last))
            plan = self._plans[names] = _Plan(own, groups)
        return plan


class _Plan(Struct, frozen=True):
    """Own fields as (place, separator, whether in pairs), groups as (names, from, to)."""

    own: list[tuple[int, int, bool]]
    groups: list[tuple[int, int, int]]


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """Ascending numbers as ranges without gaps."""
    first = places[0]
    for before, after in pairwise([*places, -1]):
        if after != before + 1:
            yield first, before + 1
            first = after


_NAME = re.compile(r"(?:^|\.)(?:name|native\.[^.]+|aliases\.\d+)$")
_GROUP = re.compile(r"[^.]+(?:\.\d+)?")


def build(
    documents: Iterable[tuple[str, Fields]], names: Iterable[Iterable[str]], kept: list[Fields] | None
) -> Iterator[Contents | None]:
    """The contents of an index of these documents, in this order: None after each slice of work, then they.

    ``kept`` receives the documents' fields.
    """
    return uncollected(_build(documents, names, kept))


def _build(
    documents: Iterable[tuple[str, Fields]], names: Iterable[Iterable[str]], kept: list[Fields] | None
) -> Iterator[Contents | None]:
    building = _Building()
    ids: list[str] = []
    words, bounds = array("H"), array("I", [0])
    shared, shared_bounds, kin = array("I"), array("I", [0]), array("I")
    latest: dict[str, int] = {}
    found_in, sharing, parts, id_of = building.documents, building.sharing, building.parts, builtins.id
    paired = _Paired(array("I"), array("I"), array("I"))
    for number, (id, fields) in enumerate(documents):
        ids.append(id)
        if kept is not None:
            kept.append(fields)
        mine = fields.own if isinstance(fields, Parts) else fields
        plan = building.plan(tuple(mine))
        texts = tuple(mine.values())
        own: list[int] = []
        for place, separator, in_pairs in plan.own:
            told = building.words(texts[place])
            own.append(separator)
            own += told
            if in_pairs and len(told) > 1:
                paired.documents.append(number)
                paired.ends.append(len(words) + len(own))
                paired.counts.append(len(told))
        for form in set(own):
            found_in[form].append(number)
        groups = [building.group(kind, texts[first:last]) for kind, first, last in plan.groups]
        if isinstance(fields, Parts):
            for part in fields.shared:
                known = parts.get(id_of(part))
                groups.append(building.part(part) if known is None else known[1])
        for place in groups:
            sharing[place].append(number)
        if len(building.forms) > _NARROW and words.typecode == "H":
            words = yield from _wide(words)
        words.extend(own)
        bounds.append(len(words))
        shared.extend(groups)
        shared_bounds.append(len(shared))
        kin.append(number)
        if gist := mine.get(KIN):  # closes the ring again with this one in it
            last = latest.get(gist, number)
            kin[last], kin[number] = number, kin[last]
            latest[gist] = number
        if number % _SLICE == 0:
            yield None
    latest.clear()  # very many gists, which nobody else keeps
    for stretch in building.stretches:
        words.extend(stretch)
        bounds.append(len(words))
    yield None
    vocabulary = _vocabulary(building)
    yield None
    postings = yield from found_by(Postings.of(len(ids), found_in, building.members(), sharing))
    if len(ids) > MANY:
        yield None
        trim()
        yield None
    building.names.update(dict.fromkeys(tuple(group) for group in names))
    gathered = yield from paired.gathered(words, building.codes, buckets_for(len(ids)) - 1)
    pairs = yield from found_by(Postings.of(len(ids), gathered))
    yield Contents(
        ids, vocabulary, postings, pairs, words, bounds, shared, shared_bounds, kin, building.fields,
        [[said for name in group if (said := _said(name))] for group in building.names],
    )  # fmt: skip


def _said(name: str) -> str:
    return " ".join(word.token for word in words_in(name))


def _wide(numbers: array[int]) -> Work[array[int]]:
    """The numbers in four bytes each: two are enough as long as there are few forms."""
    wide = array("I")
    for start in range(0, len(numbers), _NARROW):
        wide.extend(array("I", numbers[start : start + _NARROW]))
        yield None
    return wide


class _Paired(NamedTuple):
    """Stretches of words whose neighbours are indexed in pairs: whose, where each ends, of how many words."""

    documents: array[int]
    ends: array[int]
    counts: array[int]

    def gathered(self, words: Sequence[int], codes: Sequence[int], mask: int) -> Work[list[array[int]]]:
        """Bucket → documents, ascending, each once."""
        found = [array("I") for _ in range(mask + 1)]
        spell = codes.__getitem__
        for done, (document, end, count) in enumerate(zip(self.documents, self.ends, self.counts, strict=True)):
            spelt = list(map(spell, words[end - count : end]))
            for first, second in pairwise(spelt):
                having = found[(7 * first ^ second) & mask]  # bucket(), written out for millions of them
                if not having or having[-1] != document:
                    having.append(document)
            if done % _SLICE == 0:
                yield None
        return found


def _vocabulary(building: _Building) -> Vocabulary:
    tokens = sorted({token for token in building.token_of if token is not None})
    number = {token: place for place, token in enumerate(tokens)}
    token_of = array("I", (NO_TOKEN if token is None else number[token] for token in building.token_of))
    return Vocabulary(tokens, building.forms, token_of)
