"""What an index holds, as it is built from documents: one flat form for memory and for a cache."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

from .days import day_tokens, is_date_field
from .postings import Postings
from .vocabulary import NO_TOKEN, Vocabulary
from .words import words_of

Fields = Mapping[str, str]
OWN = frozenset({"text", "paraphrase", "gloss", "statement.gist", "title", "summary"})
"""Fields that are a document's own. The others (names, sources, topics) are shared by many documents and are
kept once for each distinct set of them; that is a matter of space and speed, not of what is found."""
PAIRED = frozenset({"text", "paraphrase", "title", "summary"})
"""Fields whose neighbouring words are indexed in pairs: two words spoilt by typos say little, side by side much."""
KIN = "statement.gist"
"""Documents in which this field is the same are wordings of one thing."""
_SEPARATOR = "\0"


@dataclass(slots=True)
class Contents:
    """Documents as numbers; everything that a query needs but the original texts.

    ``words`` is the own fields of all documents, then all groups of shared fields (one speaker's names, one
    source's), as form ids, each field begun by its separator's id. Stretch *n* of it ends at ``bounds[n + 1]``;
    the first ``len(ids)`` stretches are the documents'. Those that document *n* shares are
    ``shared[shared_bounds[n]:shared_bounds[n + 1]]``.
    """

    ids: list[str]
    vocabulary: Vocabulary
    postings: Postings
    pairs: Postings
    """:func:`bucket` of two neighbouring words' codes → documents."""
    words: Sequence[int]
    bounds: Sequence[int]
    shared: Sequence[int]
    shared_bounds: Sequence[int]
    kin: Sequence[int]
    """The next document that is a wording of the same thing, in a ring."""
    fields: dict[int, str]
    """Separator's form id → field name."""
    names: list[list[str]]
    """Groups of names for one thing."""

    def stretch(self, number: int) -> list[int]:
        """The words of a stretch: of a document's own fields, or of a group that documents share."""
        return self.words[self.bounds[number] : self.bounds[number + 1]].tolist()  # type: ignore[attr-defined,no-any-return]

    def shared_by(self, document: int) -> list[int]:
        """The stretches that a document shares with others."""
        of = self.shared_bounds
        return self.shared[of[document] : of[document + 1]].tolist()  # type: ignore[attr-defined,no-any-return]


def code(token: str) -> int:
    """A number for a token that is the same in every run."""
    return crc32(token.encode("utf-8", "surrogatepass"))


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
        self._form: dict[str, int] = {}
        self._chunks = _Chunks(self._number)
        self._separator: dict[str, int] = {}
        self.fields: dict[int, str] = {}
        self.names: dict[tuple[str, ...], None] = {}
        self.stretches: list[list[int]] = []
        self.members: list[frozenset[int]] = []
        self._groups: dict[tuple[str, ...], int] = {}

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
            found = [form for chunk in found for form in ((chunk,) if chunk >= 0 else several[~chunk])]
        return found

    def group(self, fields: tuple[str, ...]) -> int:
        """The number of a group of shared fields (``name, text, name, text, ...``)."""
        number = self._groups.get(fields)
        if number is None:
            number = self._groups[fields] = len(self.stretches)
            words: list[int] = []
            named: list[str] = []
            for name, text in zip(fields[::2], fields[1::2], strict=True):
                words.append(self.separator(name))
                if is_date_field(name):
                    words += [self._number(token, token) for token, _, _ in day_tokens(text)]
                words += self.words(text)
                if _NAME.search(name):
                    named.append(text)
            if len(named) > 1:
                self.names[tuple(named)] = None
            self.stretches.append(words)
            self.members.append(frozenset(words))
        return number


_NAME = re.compile(r"(?:^|\.)(?:name|native\.[^.]+|aliases\.\d+)$")
_GROUP = re.compile(r"[^.]+(?:\.\d+)?")


class _Group(dict[str, str]):
    """Field → the group it belongs to: ``chain.0`` for ``chain.0.aliases.2``; "" for a document's own."""

    def __missing__(self, field: str) -> str:
        match = _GROUP.match(field)
        found = self[field] = "" if field in OWN or match is None else match[0]
        return found


def build(
    documents: Iterable[tuple[str, Fields]], names: Iterable[Iterable[str]], kept: list[Fields] | None
) -> Contents:
    """The contents of an index of these documents, in this order; ``kept`` receives their fields."""
    building = _Building()
    ids: list[str] = []
    words, bounds = array("I"), array("I", [0])
    shared, shared_bounds, kin = array("I"), array("I", [0]), array("I")
    latest: dict[str, int] = {}
    group_of = _Group()
    members, found_in, codes = building.members, building.documents, building.codes
    pairs, pair_bounds = array("I"), array("I", [0])
    for number, (id, fields) in enumerate(documents):
        ids.append(id)
        if kept is not None:
            kept.append(fields)
        own: list[int] = []
        mine: list[int] = []
        group: list[str] = []
        before = ""
        for name, text in fields.items():
            belongs = group_of[name]
            if not belongs:
                told = building.words(text)
                own.append(building.separator(name))
                own += told
                if name in PAIRED:
                    spelt = [codes[form] for form in told]
                    pairs.extend([7 * a + b & _WIDEST for a, b in pairwise(spelt)])
                continue
            if belongs != before and group:
                mine.append(building.group(tuple(group)))
                group = []
            before = belongs
            group += (name, text)
        if group:
            mine.append(building.group(tuple(group)))
        words.extend(own)
        bounds.append(len(words))
        pair_bounds.append(len(pairs))
        shared.extend(mine)
        shared_bounds.append(len(shared))
        kin.append(number)
        if gist := fields.get(KIN):  # closes the ring again with this one in it
            last = latest.get(gist, number)
            kin[last], kin[number] = number, kin[last]
            latest[gist] = number
        for form in set(own).union(*[members[place] for place in mine]):
            found_in[form].append(number)
    for stretch in building.stretches:
        words.extend(stretch)
        bounds.append(len(words))
    vocabulary = _vocabulary(building)
    postings = Postings.of(len(ids), found_in)
    building.names.update(dict.fromkeys(tuple(group) for group in names))
    paired = Postings.of(len(ids), _gathered(pairs, pair_bounds))
    small = "H" if len(building.forms) < 1 << 16 else "I"
    return Contents(
        ids, vocabulary, postings, paired, array(small, words), bounds, shared, shared_bounds, kin, building.fields,
        [list(group) for group in building.names],
    )  # fmt: skip


_WIDEST = (1 << 18) - 1


def bucket(first: int, second: int, documents: int) -> int:
    """Where the documents with two neighbouring words are, given the words' codes."""
    return 7 * first + second & buckets_for(documents) - 1


def _gathered(pairs: array[int], bounds: array[int]) -> list[array[int]]:
    """Bucket → documents, each once."""
    documents = len(bounds) - 1
    mask = buckets_for(documents) - 1
    found = [array("I") for _ in range(mask + 1)]
    for number in range(documents):
        for place in {pair & mask for pair in pairs[bounds[number] : bounds[number + 1]]}:
            found[place].append(number)
    return found


def _vocabulary(building: _Building) -> Vocabulary:
    tokens = sorted({token for token in building.token_of if token is not None})
    number = {token: place for place, token in enumerate(tokens)}
    token_of = array("I", (NO_TOKEN if token is None else number[token] for token in building.token_of))
    return Vocabulary(tokens, building.forms, token_of)
