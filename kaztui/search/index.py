"""The index itself: documents in, ranked matches out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from ..memory import Bytes, let_go
from ..slices import done, found_by, loading
from . import flat
from .contents import Contents, Fields, build
from .highlight import Highlighter, Span, Why
from .phrases import having
from .postings import batches_in
from .question import Question, Reader
from .ranking import Ranked, Ranking, rank

Spans = dict[str, list[tuple[int, int]]]
"""Field → spans of what matched in that field's original string, in code points, ascending, disjoint."""

WEIGHTS: Mapping[str, float] = {
    "text": 1.0, "paraphrase": 1.0, "gloss": 0.95, "statement.gist": 0.9, "title": 1.0, "summary": 0.9, "name": 1.0,
    "aliases": 0.95, "native": 0.95,
    "speaker.name": 0.95, "speaker.aliases": 0.9, "speaker.native": 0.9,
    "date": 0.95, "statement.topics": 0.85, "occasion.title": 0.75, "source": 0.6, "chain": 0.5,
}  # fmt: skip
"""What a match in a field counts for, by default. ``speaker.aliases`` stands for ``speaker.aliases.0`` and so
on, ``chain`` for all of ``chain.1.name``'s kind that has no weight of its own."""
_OTHER = 0.7
_POSITION = re.compile(r"\.\d+(?=\.|$)")


class Match:
    """A document that answers a question. Spans and reasons are worked out when they are first asked for."""

    __slots__ = ("_answer", "_marked", "document", "id", "score")

    def __init__(self, answer: Answer, ranked: Ranked) -> None:
        self._answer = answer
        self._marked: dict[str, list[Span]] | None = None
        self.document = ranked.document
        self.id = answer.index.contents.ids[ranked.document]
        self.score = round(ranked.score, 4)

    @property
    def marked(self) -> dict[str, list[Span]]:
        """Field → ``(start, end, kind)`` of what matched; kind: ``exact``, ``prefix`` or ``fuzzy``."""
        if self._marked is None:
            self._marked = self._answer.highlighter.marked(self._answer.index.fields(self.document))
        return self._marked

    @property
    def spans(self) -> Spans:
        """Field → spans of what matched, however; adjoining ones are one."""
        return {name: _merged(spans) for name, spans in self.marked.items()}

    @property
    def why(self) -> list[Why]:
        """For each word of the query that the document answers: what in it, how, in which field."""
        return self._answer.highlighter.why(self._answer.index.fields(self.document))

    def __repr__(self) -> str:
        return f"Match({self.id!r}, {self.score})"


class Answer:
    """What a question finds: how many, which (as a bitmap of document numbers), and the matches, best first."""

    def __init__(self, index: Index, question: Question, ranking: Ranking | None, matching: int) -> None:
        self.index, self.question, self._ranking, self.matching = index, question, ranking, matching

    @property
    def count(self) -> int:
        return self.matching.bit_count()

    @cached_property
    def highlighter(self) -> Highlighter:
        return Highlighter(self.question, self.index.contents)

    def matches(self, limit: int | None = None) -> list[Match]:
        """The best ``limit`` matches, or all; by score, then in the order in which documents were given."""
        found: list[Match] = []
        for ranked in self._ranked():
            if limit is not None and len(found) >= limit:
                break
            found.append(Match(self, ranked))
        return found

    def _ranked(self) -> Iterator[Ranked]:
        if self._ranking is not None:
            return iter(self._ranking)
        return (Ranked(1.0, document) for batch in batches_in(self.matching) for document in batch)

    def batches(self) -> Iterator[list[int]]:
        """The numbers of all documents that match, best first, in batches of about a millisecond's work."""
        return batches_in(self.matching) if self._ranking is None else self._ranking.batches()

    def match(self, document: int) -> Match:
        """The match that a document is, whatever its rank: for its spans, not for its score."""
        return Match(self, Ranked(0.0, document))


class Index:
    """Documents (``id`` → fields → text) that can be asked for words.

    ``weights`` say what a match in a field counts for (see :data:`WEIGHTS`); ``names`` are groups of names of
    one thing, beside those that the documents' own ``….name``, ``….native.…`` and ``….aliases.…`` fields are.
    ``fields_of`` gives a document's fields again by its id, for its spans; without it they are kept.
    Documents are numbered in the order in which they are given; bitmaps speak of those numbers.
    """

    def __init__(
        self,
        documents: Iterable[tuple[str, Fields]],
        weights: Mapping[str, float] = WEIGHTS,
        *,
        names: Iterable[Iterable[str]] = (),
        fields_of: Callable[[str], Fields] | None = None,
    ) -> None:
        kept: list[Fields] | None = [] if fields_of is None else None
        contents = done(found_by(build(documents, names, kept)))
        self._start(contents, weights, kept, fields_of)

    @classmethod
    def building(
        cls,
        documents: Iterable[tuple[str, Fields]],
        weights: Mapping[str, float] = WEIGHTS,
        *,
        names: Iterable[Iterable[str]] = (),
        fields_of: Callable[[str], Fields],
    ) -> Iterator[Index | None]:
        """Makes an index in slices of a few milliseconds: None after each, then the index."""
        for contents in build(documents, names, None):
            if contents is None:
                yield None
            else:
                index = cls.__new__(cls)
                index._start(contents, weights, None, fields_of)
                yield index

    def _start(
        self,
        contents: Contents,
        weights: Mapping[str, float],
        kept: list[Fields] | None,
        fields_of: Callable[[str], Fields] | None,
    ) -> None:
        self.contents = contents
        self._kept, self._fields_of = kept, fields_of
        self._reader = Reader(contents)
        self._field_weight = {form: _weight(name, weights) for form, name in contents.fields.items()}
        self._all = (1 << len(contents.ids)) - 1

    def __len__(self) -> int:
        return len(self.contents.ids)

    @property
    def ids(self) -> Sequence[str]:
        """The documents' ids, in the order of their numbers."""
        return self.contents.ids

    def fields(self, document: int) -> Fields:
        """The fields of the document with this number."""
        if self._kept is not None:
            return self._kept[document]
        return {} if self._fields_of is None else self._fields_of(self.contents.ids[document])

    def find(
        self,
        words: str | Iterable[str],
        *,
        phrases: Iterable[str] = (),
        without: Iterable[str] = (),
        allowed: int | None = None,
        limit: int | None = None,
        unfinished: bool | None = None,
    ) -> list[Match]:
        """The matches for some words, best first; every allowed document, in order, for none. See :meth:`rank`.

        Words are taken together, as one text: ``["10", "jan"]`` is a date.
        """
        answer = self.rank(words, phrases=phrases, without=without, allowed=allowed, unfinished=unfinished)
        assert answer is not None
        return answer.matches(limit)

    def rank(
        self,
        words: str | Iterable[str],
        *,
        phrases: Iterable[str] = (),
        without: Iterable[str] = (),
        allowed: int | None = None,
        unfinished: bool | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> Answer | None:
        """What some words find; None as soon as ``stop()``, asked every few milliseconds, says so.

        ``phrases``: each must stand in a document, its words in a row, unfuzzily; ``without``: none may.
        ``allowed``: a bitmap of document numbers. ``unfinished``: whether the last word is being typed and so
        stands for what it begins; by default it is, unless white space follows it.
        """
        for answer in self.steps(words, phrases=phrases, without=without, allowed=allowed, unfinished=unfinished):
            if answer is not None:
                return answer
            if stop is not None and stop():
                return None
        raise AssertionError("steps() ends with an answer")

    def steps(
        self,
        words: str | Iterable[str],
        *,
        phrases: Iterable[str] = (),
        without: Iterable[str] = (),
        allowed: int | None = None,
        unfinished: bool | None = None,
    ) -> Iterator[Answer | None]:
        """:meth:`rank` in slices of a few milliseconds: None after each, then the answer."""
        text = words if isinstance(words, str) else " ".join(words)
        if unfinished is None:
            unfinished = not text[-1:].isspace()
        among = self._all if allowed is None else self._all & allowed
        for phrase in phrases:
            for found in having(phrase, self._reader, among):
                if found is None:
                    yield None
                else:
                    among = found
        for phrase in without:
            if not any(map(str.isalnum, phrase)):
                continue
            for found in having(phrase, self._reader, among):
                if found is None:
                    yield None
                else:
                    among &= ~found
        question = yield from self._reader.read(text, unfinished=unfinished)
        let_go()  # of a large index, what the words were looked up in; documents are looked at elsewhere in it
        yield None
        if not question.units:
            yield Answer(self, question, None, among if _says_nothing(text) else 0)
            return
        for ranking in rank(question, self.contents, self._field_weight, among):
            if ranking is None:
                yield None
            else:
                yield Answer(self, question, ranking, ranking.matching)

    def warm(self) -> Iterator[None]:
        """Works out, in slices, what every question needs of the vocabulary; the first one does it otherwise."""
        yield from loading("rapidfuzz.distance", "rapidfuzz.process")  # not every search uses each
        yield from self.contents.vocabulary.warm()
        yield from self._reader.warm()

    def dump(self, *, with_ids: bool = True) -> bytes:
        """The index as bytes, without the documents' fields; ``with_ids``: else :meth:`load` has to be given them."""
        return b"".join(self.pieces(with_ids=with_ids))

    def pieces(self, *, with_ids: bool = True) -> list[Bytes]:
        """:meth:`dump` in pieces, which are the index's own memory where they can be."""
        return flat.pieces(self.contents, with_ids=with_ids)

    @classmethod
    def load(
        cls,
        data: bytes | memoryview,
        weights: Mapping[str, float] = WEIGHTS,
        *,
        fields_of: Callable[[str], Fields] | None = None,
        ids: Sequence[str] | None = None,
        is_whole: bool = False,
    ) -> Index:
        """The index that :meth:`dump` wrote. Raises :class:`Damaged` for anything else; runs no code of it.

        ``is_whole``: the bytes are known to be as they were written, and are not checked again.
        """
        index = cls.__new__(cls)
        index._start(flat.load(data, ids, is_whole=is_whole), weights, None, fields_of)
        return index


def _says_nothing(text: str) -> bool:
    """Whether a text without words is only punctuation on the way to one, and not a symbol that nothing has."""
    return all(unicodedata.category(character)[0] in "PZ" or character.isspace() for character in text[:1_000])


def _weight(field: str, weights: Mapping[str, float]) -> float:
    name = _POSITION.sub("", field)
    while name:
        if name in weights:
            return float(weights[name])
        name = name.rpartition(".")[0]
    return _OTHER


def _merged(spans: Iterable[Span]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end, _ in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
