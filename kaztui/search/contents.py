"""What an index holds, as it is built from documents: one flat form for memory and for a cache."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from .days import day_tokens
from .postings import Postings
from .vocabulary import NO_TOKEN, Vocabulary
from .words import words_of

Fields = Mapping[str, str]
OWN = frozenset({"text", "paraphrase", "gloss", "statement.gist", "title", "summary"})
"""Fields that are a document's own. The others (names, sources, topics) are shared by many documents and are
kept once for each distinct set of them; that is a matter of space and speed, not of what is found."""
KIN = "statement.gist"
"""Documents in which this field is the same are wordings of one thing."""
_SEPARATOR = "\0"


@dataclass(slots=True)
class Contents:
    """Documents as numbers; everything that a query needs but the original texts.

    ``words`` is all fields of all documents, then all sets of shared fields, as form ids, each field begun by its
    separator's id. ``bounds`` are where those stretches begin; that of document *n* ends at ``bounds[n + 1]``,
    that of its shared fields is stretch ``len(ids) + shared[n]``.
    """

    ids: list[str]
    vocabulary: Vocabulary
    postings: Postings
    words: Sequence[int]
    bounds: Sequence[int]
    shared: Sequence[int]
    kin: Sequence[int]
    """The next document that is a wording of the same thing, in a ring."""
    fields: dict[int, str]
    """Separator's form id → field name."""
    names: list[list[str]]
    """Groups of names for one thing."""

    def own_words(self, document: int) -> list[int]:
        return list(self.words[self.bounds[document] : self.bounds[document + 1]])

    def shared_words(self, document: int) -> list[int]:
        stretch = len(self.ids) + self.shared[document]
        return list(self.words[self.bounds[stretch] : self.bounds[stretch + 1]])


class _Chunks(dict[str, tuple[int, ...]]):
    """White-space separated chunk → form ids, worked out when first met."""

    def __init__(self, number: Callable[[str, str], int]) -> None:
        self._number = number

    def __missing__(self, chunk: str) -> tuple[int, ...]:
        number = self._number
        found = self[chunk] = tuple(number(word.form, word.token) for word in words_of(chunk))
        return found


class _Building:
    def __init__(self) -> None:
        self.forms: list[str] = []
        self.token_of: list[str | None] = []
        self.documents: list[array[int]] = []
        self._form: dict[str, int] = {}
        self._chunks = _Chunks(self._number)
        self._separator: dict[str, int] = {}
        self.fields: dict[int, str] = {}
        self.names: dict[tuple[str, ...], None] = {}

    def _number(self, form: str, token: str | None) -> int:
        number = self._form.get(form)
        if number is None:
            number = self._form[form] = len(self.forms)
            self.forms.append(form)
            self.token_of.append(token)
            self.documents.append(array("I"))
        return number

    def separator(self, field: str) -> int:
        number = self._separator.get(field)
        if number is None:
            number = self._separator[field] = self._number(_SEPARATOR + field, None)
            self.fields[number] = field
        return number

    def words(self, text: str) -> Iterator[int]:
        return chain.from_iterable(map(self._chunks.__getitem__, text.split()))

    def shared(self, fields: Sequence[str]) -> tuple[list[int], frozenset[int]]:
        """The words of shared fields (``name, text, name, text, ...``), with separators, and the set of them."""
        words: list[int] = []
        groups: dict[str, list[str]] = {}
        for name, text in zip(fields[::2], fields[1::2], strict=True):
            words.append(self.separator(name))
            if name.rpartition(".")[2] == "date":
                words += [self._number(token, token) for token in day_tokens(text)]
            words += self.words(text)
            if owner := _named(name):
                groups.setdefault(owner, []).append(text)
        for group in groups.values():
            if len(group) > 1:
                self.names[tuple(group)] = None
        return words, frozenset(words).difference(self.fields)


_NAME = re.compile(r"(.*?)(?:^|\.)(?:name|native\.[^.]+|aliases\.\d+)")


def _named(field: str) -> str | None:
    """Whose name a field is: ``"speaker."`` for ``speaker.aliases.2``."""
    match = _NAME.fullmatch(field)
    return match[1] + "." if match else None


def build(
    documents: Iterable[tuple[str, Fields]], names: Iterable[Iterable[str]], kept: list[Fields] | None
) -> Contents:
    """The contents of an index of these documents, in this order; ``kept`` receives their fields."""
    building = _Building()
    ids: list[str] = []
    words, bounds = array("I"), array("I", [0])
    shared_of, kin = array("I"), array("I")
    shared: dict[tuple[str, ...], int] = {}
    stretches: list[list[int]] = []
    sets: list[frozenset[int]] = []
    latest: dict[str, int] = {}
    separators = building.fields
    found_in = building.documents
    for number, (id, fields) in enumerate(documents):
        ids.append(id)
        if kept is not None:
            kept.append(fields)
        own: list[int] = []
        others: list[str] = []
        for name, text in fields.items():
            if name in OWN:
                own.append(building.separator(name))
                own += building.words(text)
            else:
                others.append(name)
                others.append(text)
        key = tuple(others)
        place = shared.get(key)
        if place is None:
            place = shared[key] = len(stretches)
            stretch, members = building.shared(others)
            stretches.append(stretch)
            sets.append(members)
        shared_of.append(place)
        kin.append(number)
        if gist := fields.get(KIN):  # closes the ring again with this one in it
            before = latest.get(gist, number)
            kin[before], kin[number] = number, kin[before]
            latest[gist] = number
        words.extend(own)
        bounds.append(len(words))
        for form in sets[place].union(own).difference(separators):
            found_in[form].append(number)
    for stretch in stretches:
        words.extend(stretch)
        bounds.append(len(words))
    vocabulary = _vocabulary(building)
    postings = Postings.of(len(ids), building.documents)
    building.names.update(dict.fromkeys(tuple(group) for group in names))
    small = "H" if len(building.forms) < 1 << 16 else "I"
    return Contents(
        ids, vocabulary, postings, array(small, words), bounds, shared_of, kin, separators,
        [list(group) for group in building.names],
    )  # fmt: skip


def _vocabulary(building: _Building) -> Vocabulary:
    tokens = sorted({token for token in building.token_of if token is not None})
    number = {token: place for place, token in enumerate(tokens)}
    token_of = array("I", (NO_TOKEN if token is None else number[token] for token in building.token_of))
    return Vocabulary(tokens, building.forms, token_of)
