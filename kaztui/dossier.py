"""A dossier in memory: what it holds, what is linked to what, and what a query finds in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from . import memory
from .conditions import Conditions, chosen
from .holdings import Attribution, Holdings, When
from .memory import Keep, Stretch
from .query import Problem, Query, QueryError, beyond, parse
from .records import About, Record
from .search import PARTS, batches_in
from .slices import Work, done, found_by, loading

if TYPE_CHECKING:
    from .links import Link, Linked
    from .search import Answer, Fields, Index, Match, Spans

__all__ = ["Attribution", "Dossier", "Hit", "When"]

KINDS = ("quote", "event", "actor")


class Hit(NamedTuple):
    """A record found by a query: score 0–1, comparable within one answer; spans by field, in code points."""

    kind: str
    id: str
    score: float
    spans: Spans
    record: Struct


class Listed(Struct, frozen=True):
    """A record that is there because no words were asked for."""

    id: str
    score: float = 1.0
    spans: Spans = {}


class Selection(Struct, frozen=True):
    """Which records of a kind a query selects: bit *n* of ``bits`` stands for the *n*-th of ``ids``.

    Where words were asked for, ``answer`` ranks them and knows what matched.
    """

    ids: Sequence[str]
    bits: int
    answer: Answer | None = None

    @property
    def how_many(self) -> int:
        return self.bits.bit_count()

    def matches(self, limit: int | None = None) -> Sequence[Match | Listed]:
        """The best ``limit``, or all; in time order where no words were asked for."""
        if self.answer is not None:
            return self.answer.matches(limit)
        return [Listed(id) for id in islice(chosen(self.ids, self.bits), limit)]

    def batches(self) -> Iterator[list[int]]:
        """The numbers of all, in that order, in batches of about a millisecond's work."""
        return batches_in(self.bits) if self.answer is None else self.answer.batches()


class Dossier(Holdings):
    """Everything that one dossier says, linked and searchable; immutable.

    ``kept``: what :meth:`prepare` worked out of the same records before; ``keep`` is given it once it is worked out.
    """

    def __init__(
        self,
        about: About,
        collections: Mapping[str, Mapping[str, Record]],
        kept: Mapping[str, memoryview] | None = None,
        keep: Keep | None = None,
    ) -> None:
        super().__init__(about, collections)
        self._kept, self._keep = kept or {}, keep
        self._indexes: dict[str, Index] = {}
        self._indexing: dict[str, Iterator[Index | None]] = {}
        self._read = 0
        self._is_worth_keeping = False

    @cached_property
    def _links(self) -> Linked:
        from .links import Linked  # of no use to a search from the shell

        return Linked(self, self.conditions)

    def links(self, id: str) -> Sequence[Link]:
        """All that a record is linked to, from both ends, each link once."""
        return self._links.of(id)

    def events_of(self, quote: str) -> tuple[str, ...]:
        """The events that a quote is linked to: the occasion of its statement, and those reported through it."""
        occasion = self.statement_of(quote).occasion
        reported = self.conditions.events_of(quote)
        return (occasion, *(event for event in reported if event != occasion)) if occasion else reported

    # -- what is worked out once ----------------------------------------------------------------------

    @cached_property
    def conditions(self) -> Conditions:
        """What the fields of a query ask of this dossier."""
        return Conditions(self, self._kept)

    def index(self, kind: str) -> Work[Index]:
        """The index of one kind's texts, made in slices if it is not there; whoever asks next goes on with it."""
        if kind not in self._indexes and (kept := self._load_index(kind)) is not None:
            self._indexes[kind] = kept
        while kind not in self._indexes:
            if kind not in self._indexing:
                from .fields import fields_of  # none of it before there is something to look up
                from .search import Index

                again = fields_of(self, kind)
                self._indexing[kind] = Index.building(self._documents(kind), names=self._names(), fields_of=again)
            made = next(self._indexing[kind])
            if made is not None:  # before giving way: whoever asks may never come back
                self._indexes[kind] = made
                del self._indexing[kind]
                if self._keep is not None and len(self.quotes) > memory.MANY:
                    memory.trim()
            yield
        return self._indexes[kind]

    def _documents(self, kind: str) -> Iterator[tuple[str, Fields]]:
        from .fields import documents

        for document in documents(self, kind, self.conditions.order):
            self._read += 1
            yield document
        memory.let_go()

    def _load_index(self, kind: str) -> Index | None:
        data = self._kept.get(f"index.{kind}")
        if data is not None:
            from .fields import fields_of
            from .search import Damaged, Index

            try:
                ids = self.ordered(kind)
                return Index.load(data, fields_of=fields_of(self, kind), ids=ids, is_whole=True)
            except Damaged:  # sound, but of another version
                pass
        self._is_worth_keeping = True
        return None

    def _names(self) -> list[tuple[str, ...]]:
        """Names of one thing, which lead to each other: Alma-Ata to Almaty, ODKB to the CSTO."""
        from .fields import names_of

        names = [tuple(names_of(actor)) for actor in self.actors.values()]
        return names + [tuple(names_of(place)) for place in self.places.values()]

    def prepare(self) -> Iterator[None]:
        """Works out in slices of a few milliseconds all that queries need and that is worked out once.

        Nobody has to: what is asked before works out what it needs. Not to be shared by threads.
        """
        yield from loading(*PARTS, "kaztui.fields")
        yield from self.conditions.steps()
        memory.let_go()
        for kind in KINDS:
            index = yield from self.index(kind)
            yield from index.warm()
        yield from self.warm()
        yield from self._links.steps()
        self._hand_on()
        yield from self.conditions.warm()

    def _hand_on(self) -> None:
        """Have what has been worked out kept, beside whatever else is done: that takes a moment for a large one."""
        keep, self._keep = self._keep, None
        if keep is not None and (self._is_worth_keeping or not self.conditions.were_kept):
            from threading import Thread

            self._is_worth_keeping = False
            Thread(target=lambda: self._adopt(keep(self._dumped()))).start()

    def _adopt(self, kept: Mapping[str, memoryview] | None) -> None:
        """Go on with what has been kept, and give back the memory that working it out took."""
        if kept is None:
            return
        self._kept = kept
        memory.trim()
        for kind in KINDS:
            if (index := self._load_index(kind)) is not None:
                for _ in index.warm():
                    pass
                self._indexes[kind] = index  # who is ranking goes on with the other one
        memory.give_back()
        self.conditions.adopt(kept)
        memory.let_go()
        memory.trim()

    @property
    def is_prepared(self) -> bool:
        """Whether words are looked up at once; fields and browsing do not wait for it."""
        return self.conditions.is_gathered and len(self._indexes) == len(KINDS)

    @property
    def awaits_index(self) -> bool:
        """Whether the first words that are looked up have to wait for an index to be made."""
        return "index.quote" not in self._kept and not self.is_prepared

    @property
    def share_indexed(self) -> float:
        """How much of that has been done, 0–1."""
        read = self._read / (len(self.quotes) + len(self.events) + len(self.actors) or 1)
        return 0.3 * self.conditions.share_gathered + 0.55 * read  # the rest is putting together what was read

    def prepared(self) -> dict[str, bytes]:
        """What :meth:`prepare` works out, as bytes by name, for another dossier of the same records to be given."""
        for _ in self.prepare():
            pass
        return {
            name: b"".join(stretch) if isinstance(stretch, list) else bytes(stretch)
            for name, stretch in self._dumped().items()
        }

    def _dumped(self) -> dict[str, Stretch]:
        indexes = {f"index.{kind}": self._indexes[kind].pieces(with_ids=False) for kind in KINDS}
        return {**self.conditions.dump(), **indexes}

    # -- queries ------------------------------------------------------------------------------------

    def query(self, line: str) -> Query:
        """The query that a line stands for, refused if anything in it is mistaken, values included.

        Raises :class:`kaztui.QueryError` with all of its mistakes. What forgives is :func:`kaztui.query.parse`.
        """
        query = parse(line)
        if problems := (*self.problems(query), *beyond(line)):
            raise QueryError(problems)
        return query

    def problems(self, query: Query) -> tuple[Problem, ...]:
        """The mistakes in a query, of form and of what its values name, as they stand in it."""
        return self.conditions.ask(query).problems

    def find(self, query: Query, kind: str) -> Sequence[Match | Listed]:
        """The records of one kind that match a query by themselves, best first; see :meth:`finding`."""
        return done(self.finding(query, kind)).matches()

    def finding(self, query: Query, kind: str, *, linked: bool = False) -> Work[Selection]:
        """Looks for the records of one kind that match a query by themselves: its words and phrases, and its fields.

        Quotes and events match by their own fields; with ``linked``, events also by those of quotes linked to them.
        Actors have none: they match where they speak or are addressed in a quote that satisfies the fields, or take
        part in an event that does so or is linked to such a quote.
        """
        asked = yield from self.conditions.asking(query)
        allowed = asked.quotes if kind == "quote" else asked.events
        if query.conditions and (kind == "actor" or (kind == "event" and linked)):
            allowed |= yield from self.conditions.linking(asked.quotes)
        if kind == "actor":
            shown: Iterable[str] = self.actors
            if query.conditions:
                _, shown = yield from self.conditions.acting(asked.quotes, allowed)
            allowed = sum(1 << self.actor_number[actor] for actor in shown)
        ids = self.ordered(kind)
        if not query.asks_words:
            return Selection(ids, allowed)
        index = yield from self.index(kind)
        if self._is_worth_keeping:  # then the rest is made, too, and all of it kept
            yield from self.prepare()
        answer = yield from found_by(
            index.steps(
                " ".join(word.text for word in query.words),
                phrases=[phrase.text for phrase in query.phrases],
                without=[exclusion.text for exclusion in query.exclusions],
                allowed=allowed,
                unfinished=query.is_unfinished,
            )
        )
        return Selection(ids, answer.matching, answer)

    def ordered(self, kind: str) -> Sequence[str]:
        """The ids of a kind in the order in which they are shown, which is that of the index's documents."""
        if kind == "actor":
            return tuple(self.actors)
        return self.conditions.quotes if kind == "quote" else self.conditions.events

    @cached_property
    def actor_number(self) -> dict[str, int]:
        return {id: number for number, id in enumerate(self.actors)}

    def search(self, query: str, limit: int = 20, kinds: Sequence[str] = ("quote",)) -> list[Hit]:
        """The best ``limit`` hits for a query line, best first; quotes unless ``kinds`` says otherwise.

        ``kinds``: any of ``"quote"``, ``"event"``, ``"actor"``; events and actors are found by their own words, and
        by fields that they, or a quote linked to them, satisfy. A ``limit`` below one finds nothing. Raises
        :class:`kaztui.QueryError`, a ``ValueError``, for a query with a mistake in it, and ``ValueError`` for
        another kind.
        """
        unknown = set(kinds) - set(KINDS)
        if unknown:
            raise ValueError(f"no such kind: {', '.join(sorted(unknown))} (quote, event, actor)")
        limit = max(limit, 0)
        read = self.query(f"{query} ")  # a space: what is asked here is not being typed any more
        selected = [(kind, done(self.finding(read, kind, linked=True))) for kind in dict.fromkeys(kinds)]
        found = [(kind, match) for kind, selection in selected for match in selection.matches(limit)]
        found.sort(key=lambda each: -each[1].score)
        return [
            Hit(kind, match.id, match.score, match.spans, self.record(match.id)) for kind, match in found[:limit]
        ]
